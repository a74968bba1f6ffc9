/**
 * Readers, one updater, and objects that are freed after a grace period as RCU has it.
 * @source rumur 2022.08.20 of the same model in Murphi: 926 states, 3,138 rules, 135 orbits; hasty fails after 8 rules
 */
import { constant, each, every, fill, type Id, pick, setOf, spec, violates, when } from "racespec";
/** Whether the updater waits for those who read when it published. */
export const GRACE = constant(true);
type R = Id<"R", 3>;
type O = Id<"O", 2>;
interface State {
  cur: O | null;
  freed: Set<O>;
  readers: Record<R, { ref: O | null; inside: boolean; pc: "out" | "in" | "has" }>;
  waiting: Set<R>;
}
const { action, process, invariant, model } = spec<State>(() => ({
  cur: null,
  freed: new Set(each<O>()),
  readers: fill({ ref: null, inside: false, pc: "out" }),
  waiting: new Set(),
}));
export const enter = action((s, r: R) => {
  when(s.readers[r].pc === "out");
  s.readers[r].inside = true;
  s.readers[r].pc = "in";
});
export const read = action((s, r: R) => {
  when(s.readers[r].pc === "in" && s.cur !== null);
  s.readers[r].ref = s.cur;
  s.readers[r].pc = "has";
});
export const leave = action((s, r: R) => {
  when(s.readers[r].pc === "has" || (s.readers[r].pc === "in" && s.cur === null));
  s.readers[r] = { ref: null, inside: false, pc: "out" };
  s.waiting.delete(r);
});
export const updater = process(function* (s) {
  while (true) {
    s = yield "publish";
    const o = pick(s.freed);
    s.freed.delete(o);
    const old = s.cur;
    s.cur = o;
    s = yield "grace";
    s.waiting = setOf((r: R) => s.readers[r].inside);
    s = yield "free";
    when(!GRACE || s.waiting.size === 0);
    if (old !== null) s.freed.add(old);
  }
});
export const noUseAfterFree = invariant((s) =>
  every((r: R) => {
    const o = s.readers[r].ref;
    return o === null || !s.freed.has(o);
  }),
);
export const m = model({});
export const hasty = model({ GRACE: false }, { expect: violates(noUseAfterFree) });
