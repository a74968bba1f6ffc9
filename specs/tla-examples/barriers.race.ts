/**
 * barriers/Barriers.cfg of tlaplus/Examples: a barrier of two waiting chambers, made of semaphores.
 *
 * All processes wait for each other in the first chamber, then in the second, so that nobody comes round and into the first
 * while somebody is still in there. The processes are PlusCal's, label by label.
 *
 * The published counts are without symmetry: processes are numbers there. Here they are identities, and 368 states stand for
 * all 29,279.
 *
 * @source tlaplus/Examples specifications/barriers/Barriers.tla
 */
import { count, every, fillWith, type Int, some, spec, when } from "racespec";
import { barrier, N, type Proc } from "./barrier.race.ts";

type Semaphore = Int<0, typeof N>;
interface State {
  lock: 0 | 1;
  /** The semaphore of the first chamber. */
  gate1: Semaphore;
  /** The semaphore of the second chamber. */
  gate2: Semaphore;
  /** How many are between the chambers' counters. */
  rdv: Int<0, typeof N>;
}
const { process, invariant, refines, model } = spec<State>(() => ({ lock: 1, gate1: 0, gate2: 0, rdv: 0 }));

/** Works, waits for all the others, for ever. */
export const proc = process(function* (s, _self: Proc) {
  while (true) {
    // works
    s = yield "a0";
    // takes the lock, to enter the first chamber
    s = yield "a1";
    when(s.lock === 1);
    s.lock = 0;
    // is counted in
    s = yield "a2";
    s.rdv++;
    // is it the last one to come?
    s = yield "a3";
    if (s.rdv === N) {
      // opens the first chamber for all
      s = yield "a4";
      s.gate1 += N;
    }
    // gives the lock back
    s = yield "a5";
    s.lock = 1;
    // waits in the first chamber
    s = yield "a6";
    when(s.gate1 > 0);
    s.gate1--;
    // takes the lock, to enter the second chamber
    s = yield "a7";
    when(s.lock === 1);
    s.lock = 0;
    // is counted out
    s = yield "a8";
    s.rdv--;
    // is it the last one to go?
    s = yield "a9";
    if (s.rdv === 0) {
      // opens the second chamber for all
      s = yield "a10";
      s.gate2 += N;
    }
    // gives the lock back
    s = yield "a11";
    s.lock = 1;
    // waits in the second chamber
    s = yield "a12";
    when(s.gate2 > 0);
    s.gate2--;
  }
});

const holdsLock = (s: State, p: Proc): boolean =>
  proc.at(s, p, "a2", "a3", "a4", "a5", "a8", "a9", "a10", "a11");
const arrives = (s: State, p: Proc): boolean => proc.at(s, p, "a0", "a1", "a2", "a3", "a4");
const departs = (s: State, p: Proc): boolean => proc.at(s, p, "a7", "a8", "a9", "a10");
/** Between its work and the end of the first chamber. */
const inBarrier1 = (s: State, p: Proc): boolean => proc.at(s, p, "a0", "a1", "a2", "a3", "a4", "a5", "a6");

/** One at most holds the lock, and then it is taken. */
export const lockInv = invariant(
  (s) => count((p: Proc) => holdsLock(s, p)) <= 1 && (s.lock === 0 || !some((p: Proc) => holdsLock(s, p))),
);
/** `rdv` is how many are between the counters. */
export const rdvCounts = invariant(
  (s) => s.rdv === count((p: Proc) => proc.at(s, p, "a3", "a4", "a5", "a6", "a7", "a8")),
);
/** One gate at most is open, and somebody waits behind an open one. */
export const openGates = invariant(
  (s) =>
    (s.gate1 === 0 || s.gate2 === 0) &&
    (s.gate1 === 0 || some((p: Proc) => proc.at(s, p, "a5", "a6"))) &&
    (s.gate2 === 0 || some((p: Proc) => proc.at(s, p, "a11", "a12"))),
);
/** While some arrive none depart; the gate of the chamber that is being entered is closed. */
export const oneWay = invariant((s) => {
  const arriving = some((p: Proc) => arrives(s, p));
  const departing = some((p: Proc) => departs(s, p));
  return !(arriving && departing) && !(arriving && s.gate1 > 0) && !(departing && s.gate2 > 0);
});
/** Who opens a chamber is the last one: all others wait there. */
export const lastOpens = invariant((s) =>
  every(
    (p: Proc, q: Proc) =>
      (!proc.at(s, p, "a4") || (s.rdv === N && (p === q || proc.at(s, q, "a6")))) &&
      (!proc.at(s, p, "a10") || (s.rdv === 0 && (p === q || proc.at(s, q, "a12")))),
  ),
);
/** An open gate lets through as many as are still to go through. */
export const flushInv = invariant(
  (s) =>
    (s.gate1 === 0 || s.gate1 === count((p: Proc) => inBarrier1(s, p))) &&
    (s.gate2 === 0 || s.gate2 === count((p: Proc) => !inBarrier1(s, p))),
);

/** It is a barrier: who has come in waits until the second gate opens. */
export const isBarrier = refines(barrier, (s) => ({
  pc: fillWith((p: Proc) => (proc.at(s, p, "a0") || (proc.at(s, p, "a11", "a12") && s.gate2 > 0) ? "b0" : "b1")),
}));

export const asPublished = model({}, { symmetry: "off" });
/** One state stands for all that differ only in which process is which. */
export const upToSymmetry = model(
  {},
  { check: [lockInv, rdvCounts, openGates, oneWay, lastOpens, flushInv] },
);
