/** Rests between one entry of a map and the next. */
import { spec, type Id, type Index } from "racespec";

type Node = Id<"Node", 2>;
interface State { load: Map<Node, Index<3>>; total: Index<9> }
const { process } = spec<State>(() => ({ load: new Map(), total: 0 }));

export const sum = process(function* (s) {
  s = yield "start";
  for (const [n, x] of s.load) {
    s = yield "add";
    s.total += x;
    s.load.set(n, 0);
  }
});
