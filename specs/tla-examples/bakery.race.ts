/**
 * Bakery-Boulangerie/MCBakery.cfg of tlaplus/Examples: is the invariant of Lamport's bakery inductive?
 *
 * Who wants to enter takes a number greater than all he sees and waits for those with smaller ones; while it is being written
 * a number or flag may read as anything. The published model starts in every state that satisfies the invariant, reachable or
 * not, and checks that no step leads out of it: all states are initial ones.
 *
 * Because it starts anywhere, where a process stands is a part of the state, and each label of the PlusCal original is an
 * action (two where it has an `either`). Numbers are 0 … MAX_NAT, as the published model replaces Nat.
 *
 * @source tlaplus/Examples specifications/Bakery-Boulangerie/Bakery.tla, MCBakery.tla
 * @source L. Lamport: A New Solution of Dijkstra's Concurrent Programming Problem. CACM 17(8):453-455, 1974
 */
import { constant, every, fillWith, type Int, pick, setOf, spec, when } from "racespec";

/** Processes. */
export const N = constant(2);
/** The greatest number that somebody can take. */
export const MAX_NAT = constant(2);
type P = Int<1, typeof N>;
type Nat = Int<0, typeof MAX_NAT>;
type Label = "ncs" | "e1" | "e2" | "e3" | "e4" | "w1" | "w2" | "cs" | "exit";
interface State {
  /** Where each process stands. */
  pc: Record<P, Label>;
  /** The number it has taken, 0 for none. */
  num: Record<P, Nat>;
  /** Is it taking a number? */
  flag: Record<P, boolean>;
  /** Whom it has still to look at. */
  unchecked: Record<P, Set<P>>;
  /** The greatest number it has seen. */
  max: Record<P, Nat>;
  /** For whom it waits. */
  nxt: Record<P, P>;
}
const { action, invariant, model } = spec<State>(() => {
  const s: State = {
    pc: fillWith(() => pick()),
    num: fillWith(() => pick()),
    flag: fillWith(() => pick()),
    unchecked: fillWith(() => pick()),
    max: fillWith(() => pick()),
    nxt: fillWith(() => pick()),
  };
  when(inductive(s));
  return s;
});

/** Is i's number with i the lesser one? */
const precedes = (s: State, i: P, j: P): boolean => s.num[i] < s.num[j] || (s.num[i] === s.num[j] && i < j);
/** If j wants to enter and i keeps its number, j has taken or will take one that comes after i's. */
function before(s: State, i: P, j: P): boolean {
  if (s.num[i] === 0) return false;
  switch (s.pc[j]) {
    case "ncs":
    case "e1":
    case "exit":
      return true;
    case "e2":
      return s.unchecked[j].has(i) || s.max[j] >= s.num[i];
    case "e3":
      return s.max[j] >= s.num[i];
    case "e4":
      return precedes(s, i, j);
    case "w1":
    case "w2":
      return precedes(s, i, j) && s.unchecked[j].has(i);
    case "cs":
      return false;
  }
}
/** Who waits for others, or is about to. */
const waits = (s: State, i: P): boolean => s.pc[i] === "w1" || s.pc[i] === "w2";
/** Must i come before j, since i is in or has looked at j? */
const hasPassed = (s: State, i: P, j: P): boolean =>
  i !== j && (s.pc[i] === "cs" || (waits(s, i) && !s.unchecked[i].has(j)));
/** Lamport's inductive invariant. */
const inductive = (s: State): boolean =>
  every((i: P) => {
    const at = s.pc[i];
    if ((at === "e4" || at === "cs" || waits(s, i)) && s.num[i] === 0) return false;
    if ((at === "e2" || at === "e3") && !s.flag[i]) return false;
    if (waits(s, i) && s.unchecked[i].has(i)) return false;
    if (!every((j: P) => !hasPassed(s, i, j) || before(s, i, j))) return false;
    if (at !== "w2") return true;
    const next = s.nxt[i];
    const looks = (s.pc[next] === "e2" && !s.unchecked[next].has(i)) || s.pc[next] === "e3";
    return next !== i && (!looks || s.max[next] >= s.num[i]);
  });
const others = (self: P): Set<P> => setOf((i: P) => i !== self);

/** Wants to enter. */
export const ncs = action((s, self: P) => {
  when(s.pc[self] === "ncs");
  s.pc[self] = "e1";
});
/** The flag flickers while it is raised. */
export const e1Flickers = action((s, self: P) => {
  when(s.pc[self] === "e1");
  s.flag[self] = !s.flag[self];
});
/** Has raised its flag: it is taking a number. */
export const e1 = action((s, self: P) => {
  when(s.pc[self] === "e1");
  s.flag[self] = true;
  s.unchecked[self] = others(self);
  s.max[self] = 0;
  s.pc[self] = "e2";
});
/** Looks at the number of one of the others. */
export const e2 = action((s, self: P) => {
  when(s.pc[self] === "e2");
  const i = pick(s.unchecked[self]);
  s.unchecked[self].delete(i);
  s.max[self] = Math.max(s.max[self], s.num[i]);
});
/** Has looked at all. */
export const e2Done = action((s, self: P) => {
  when(s.pc[self] === "e2" && s.unchecked[self].size === 0);
  s.pc[self] = "e3";
});
/** The number flickers while it is written. */
export const e3Flickers = action((s, self: P, k: Nat) => {
  when(s.pc[self] === "e3");
  s.num[self] = k;
});
/** Has taken a number greater than all it has seen. */
export const e3 = action((s, self: P, k: Nat) => {
  when(s.pc[self] === "e3" && k > s.max[self]);
  s.num[self] = k;
  s.pc[self] = "e4";
});
/** The flag flickers while it is lowered. */
export const e4Flickers = action((s, self: P) => {
  when(s.pc[self] === "e4");
  s.flag[self] = !s.flag[self];
});
/** Has lowered its flag. */
export const e4 = action((s, self: P) => {
  when(s.pc[self] === "e4");
  s.flag[self] = false;
  s.unchecked[self] = others(self);
  s.pc[self] = "w1";
});
/** Waits until one of the others is not taking a number. */
export const w1 = action((s, self: P) => {
  when(s.pc[self] === "w1");
  const i = pick(s.unchecked[self]);
  when(!s.flag[i]);
  s.nxt[self] = i;
  s.pc[self] = "w2";
});
/** Has waited for all. */
export const w1Done = action((s, self: P) => {
  when(s.pc[self] === "w1" && s.unchecked[self].size === 0);
  s.pc[self] = "cs";
});
/** Waits until that one has no number, or a later one. */
export const w2 = action((s, self: P) => {
  const next = s.nxt[self];
  when(s.pc[self] === "w2" && (s.num[next] === 0 || precedes(s, self, next)));
  s.unchecked[self].delete(next);
  s.pc[self] = "w1";
});
/** Is in the critical section, and leaves. */
export const cs = action((s, self: P) => {
  when(s.pc[self] === "cs");
  s.pc[self] = "exit";
});
/** The number flickers while it is given back. */
export const exitFlickers = action((s, self: P, k: Nat) => {
  when(s.pc[self] === "exit");
  s.num[self] = k;
});
/** Has given its number back. */
export const exit = action((s, self: P) => {
  when(s.pc[self] === "exit");
  s.num[self] = 0;
  s.pc[self] = "ncs";
});

/** Never are two in the critical section. */
export const mutualExclusion = invariant((s) =>
  every((i: P, j: P) => i === j || s.pc[i] !== "cs" || s.pc[j] !== "cs"),
);
/** No step leads out of the invariant. */
export const inv = invariant(inductive);

export const asPublished = model({}, { deadlock: "ignore" });
/** From the beginning: nobody has a number, nobody wants one. */
export const reachableOnly = model(
  {},
  {
    deadlock: "ignore",
    init: (s) =>
      every(
        (i: P) =>
          s.pc[i] === "ncs" &&
          s.num[i] === 0 &&
          !s.flag[i] &&
          s.unchecked[i].size === 0 &&
          s.max[i] === 0 &&
          s.nxt[i] === 1,
      ),
  },
);
