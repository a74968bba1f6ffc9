// A switch with yields in its clauses, falling through, default in the middle. Guards against clauses that lose their order.
import { type Int, spec } from "racespec";
interface State { kind: Int<0, 3>; trail: Int<0, 15> }
const { process } = spec<State>(() => ({ kind: 1, trail: 0 }));
export const walk = process(function* (s) {
  s = yield "choose";
  switch (s.kind) {
    case 0:
      s = yield "zero";
      s.trail += 1;
    default:
      s = yield "other";
      s.trail += 2;
      break;
    case 1:
      s.trail += 4;
  }
  s = yield "end";
  s.trail += 8;
});
