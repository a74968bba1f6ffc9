// A model: constants with values, and the verdict that is expected of it.
// Not here: the builder `model` itself (spec.ts, since its options are typed over the State).
import { neverRun } from "./never-run.ts";
import type { Property } from "./properties.ts";

/** What `model(…)` gives: exported under its name, which `--model NAME` takes. Nothing else can be done with it. */
export interface Model {
  readonly model: true;
}

/** A verdict to be expected: {@link holds}, {@link deadlocks}, {@link violates} or {@link unreachable}. */
export interface Expect {
  readonly expect: true;
}

/** The options of a model. */
export interface ModelOptions<S> {
  /**
   * The verdict that is expected, {@link holds} unless said otherwise. A model that fails in any other way is an
   * unexpected verdict (exit code 1). Refused: a property or text that `check` leaves out.
   */
  expect?: Expect;
  /**
   * Only these properties and, as text, these assertions. An `assert` left out does nothing; a reached `throw` and a
   * range error always count. Refused: a text that names no assertion.
   */
  check?: readonly (Property | string)[];
  /**
   * `"fail"` (the default): a state without steps, in which some process that is no daemon is not done, fails the run;
   * with no process but daemons every state without steps does. `"ignore"`: such states are ordinary.
   */
  deadlock?: "fail" | "ignore";
  /** Keeps only the initial states that satisfy it. */
  init?: (s: S) => boolean;
  /**
   * TLC's CONSTRAINT: a state outside is checked and counted as generated, but neither counted as distinct nor
   * expanded.
   */
  constraint?: (s: S) => boolean;
  /**
   * TLC's ACTION_CONSTRAINT: a step that it refuses is counted as generated, and its target neither as distinct nor
   * expanded.
   *
   * @example
   * export const fewRetries = model({}, { stepConstraint: (s, next) => next.retries <= s.retries + 1 });
   */
  stepConstraint?: (s: S, next: S) => boolean;
  /**
   * TLC's VIEW: states with the same view are one state, the first in breadth-first order being kept. Symmetry and
   * fusion are then off, and one worker runs. Refused: together with properties of behaviours, such as `eventually`.
   *
   * @example
   * export const small = model({}, { view: (s) => ({ owner: s.owner, waiting: s.waiting }) });
   */
  view?: (s: S) => unknown;
  /** `"auto"` (the default) takes identities for interchangeable wherever that is sound; `"off"` never does. */
  symmetry?: "auto" | "off";
}

/** Everything that is checked holds. The default. */
export const holds: Expect = { expect: true };

/** A deadlock is found. Refused together with `deadlock: "ignore"`. */
export const deadlocks: Expect = { expect: true };

/**
 * This property, or the assertion with this text, fails.
 *
 * @example
 * export const asReported = model({ PATCH: "none" }, { expect: violates(oneRequestPerBuffer) });
 * export const noLock = model({ LOCK: false }, { expect: violates("BUG_ON(!buffer_async_write(bh))") });
 */
export function violates(what: Property | string): Expect {
  return neverRun();
}

/**
 * No reachable state satisfies this `reachable` property.
 *
 * @example
 * export const tooSmall = model({ SLOTS: 1 }, { expect: unreachable(bothWaiting) });
 */
export function unreachable(what: Property): Expect {
  return neverRun();
}
