/** Two threads add one to the same counter, and one of the additions is lost: the smallest race there is. */
import { spec, constant, violates, every, type Id, type Int } from "racespec";

export const THREADS = constant(2);
/** How a thread adds: in two accesses to memory, or in one. */
export const ADD = constant<"read, then write" | "atomic">("read, then write");

type Thread = Id<"Thread", typeof THREADS>;
interface State { counter: Int<0, typeof THREADS> }
const { process, invariant, model } = spec<State>(() => ({ counter: 0 }));

/** Each thread adds one. Between two yields nobody else moves; at a yield anybody may. */
export const add = process(function* (s, self: Thread) {
  if (ADD === "atomic") {
    // adds one in a single access
    s = yield "fetch_and_add";
    s.counter++;
  } else {
    // reads the counter into a register
    s = yield "read";
    const register = s.counter;
    // writes the register plus one
    s = yield "write";
    s.counter = register + 1;
  }
});

/** When all threads are done, all their additions are in the counter. */
export const nothingLost = invariant((s) => !every((t: Thread) => add.done(s, t)) || s.counter === THREADS);

/** The bug, kept as a check that passes: this model must fail, and in this way. */
export const lostUpdate = model({ ADD: "read, then write" }, { expect: violates(nothingLost) });
/** The fix, proved for every interleaving. */
export const atomicAdd = model({ ADD: "atomic" });
