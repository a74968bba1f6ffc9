/**
 * A barrier of two waiting chambers made of semaphores, from PlusCal.
 * @source tlaplus/Examples specifications/barriers/Barriers.tla
 */
import { constant, count, type Id, type Int, some, spec, when } from "racespec";

const N = constant(6);
type P = Id<"Proc", typeof N>;
interface State {
  lock: boolean;
  gate1: Int<0, 12>;
  gate2: Int<0, 12>;
  rdv: Int<0, typeof N>;
}
const { process, invariant, model } = spec<State>(() => ({ lock: true, gate1: 0, gate2: 0, rdv: 0 }));
export const proc = process(function* (s, _self: P) {
  for (;;) {
    s = yield "a0";
    s = yield "a1";
    when(s.lock);
    s.lock = false;
    s = yield "a2";
    s.rdv++;
    s = yield "a3";
    if (s.rdv === N) {
      s = yield "a4";
      s.gate1 += N;
    }
    s = yield "a5";
    s.lock = true;
    s = yield "a6";
    when(s.gate1 > 0);
    s.gate1 -= 1;
    s = yield "a7";
    when(s.lock);
    s.lock = false;
    s = yield "a8";
    s.rdv--;
    s = yield "a9";
    if (s.rdv === 0) {
      s = yield "a10";
      s.gate2 += N;
    }
    s = yield "a11";
    s.lock = true;
    s = yield "a12";
    when(s.gate2 > 0);
    s.gate2--;
  }
});
export const rdvCounts = invariant((s) => s.rdv === count((p: P) => proc.at(s, p, "a3", "a4", "a5", "a6", "a7", "a8")));
export const oneGate = invariant((s) => s.gate1 === 0 || s.gate2 === 0);
export const locked = invariant(
  (s) => !some((p: P) => proc.at(s, p, "a2", "a3", "a4", "a5", "a8", "a9", "a10", "a11")) || !s.lock,
);
export const m = model({}, { symmetry: "off" });
export const sym = model({}, {});
