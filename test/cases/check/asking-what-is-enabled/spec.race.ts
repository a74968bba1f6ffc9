// `enabled` in an invariant, in a step invariant of both states, through a helper and in an option: of an action with arguments, of
// picks that have nothing to pick, of a process at each of its rests and when it is done. What is wrong fails with a trace.
import { every, type Id, type Index, pick, spec, violates, when } from "racespec";
type Guest = Id<"Guest", 2>;
interface State { seat: Guest | null; left: Set<Guest>; served: Index<3> }
const { action, process, invariant, stepInvariant, model } = spec<State>(() => ({ seat: null, left: new Set(), served: 0 }));
export const guest = process(function* (s, self: Guest) {
  s = yield "wait";
  when(s.seat === null);
  s.seat = self;
  s = yield "sit";
  when(s.served > 0);
  s.seat = null;
  s.left.add(self);
});
export const serve = action((s, n: Index<3>) => {
  when(s.seat !== null && n === s.served + 1);
  s.served = n;
});
export const clear = action((s) => {
  const g = pick(s.left);
  s.left.delete(g);
});
const isStuck = (s: State, g: Guest): boolean => !guest.enabled(s, g);
export const waitsForSeat = invariant((s) => every((g: Guest) => !guest.at(s, g, "wait") || isStuck(s, g) === (s.seat !== null)));
export const doneIsStuck = invariant((s) => every((g: Guest) => !guest.done(s, g) || isStuck(s, g)));
export const clears = invariant((s) => clear.enabled(s) === s.left.size > 0);
export const servesNext = invariant((s) => every((n: Index<3>) => serve.enabled(s, n) === (s.seat !== null && n === s.served + 1)));
export const staysOpen = stepInvariant((s, next) => !serve.enabled(s, 1) || !serve.enabled(next, 1));
export const clearsNever = invariant((s) => !clear.enabled(s));
export const right = model({}, { check: [waitsForSeat, doneIsStuck, clears, servesNext, staysOpen], deadlock: "ignore" });
export const never = model({}, { check: [staysOpen], deadlock: "ignore", constraint: (s) => !serve.enabled(s, 2) });
export const wrong = model({}, { check: [clearsNever], expect: violates(clearsNever), deadlock: "ignore" });
