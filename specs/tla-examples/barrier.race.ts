/**
 * Barrier of tlaplus/Examples: what a barrier is. `barriers.race.ts` is one.
 *
 * A process that has come waits until all have; then all go on at once.
 *
 * @source tlaplus/Examples specifications/barriers/Barrier.tla
 */
import { constant, every, fill, type Id, spec, when } from "racespec";

/** Processes that meet at the barrier. */
export const N = constant(6);
export type Proc = Id<"Proc", typeof N>;
interface State {
  /** b0: works; b1: waits. */
  pc: Record<Proc, "b0" | "b1">;
}
export const barrier = spec<State>(() => ({ pc: fill("b0") }));
const { action, stepInvariant } = barrier;

/** Comes to the barrier. */
export const b0 = action((s, self: Proc) => {
  when(s.pc[self] === "b0");
  s.pc[self] = "b1";
});
/** All have come, and all go on. */
export const b1 = action((s) => {
  when(every((p: Proc) => s.pc[p] === "b1"));
  s.pc = fill("b0");
});

/** Nobody goes on alone. */
export const together = stepInvariant(
  (s, next) =>
    every((p: Proc) => s.pc[p] === "b0" || next.pc[p] === "b1") || every((p: Proc) => next.pc[p] === "b0"),
);
