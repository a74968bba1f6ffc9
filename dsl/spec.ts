// `spec` and the builders it gives, typed over one State: actions, processes, procedures, properties, models.
// Not here: the options of a model (models.ts), what stands inside bodies (bodies.ts, choices.ts, quantifiers.ts).
import type { ConstantValue } from "./constants.ts";
import type { Model, ModelOptions } from "./models.ts";
import { neverRun } from "./never-run.ts";
import type { Property } from "./properties.ts";

/** The options of an action. */
export interface Fairness {
  /**
   * `"weak"`: what stays enabled is taken in the end. `"strong"`: what is enabled again and again is. For each tuple of
   * parameters over all its picks. Nothing is assumed unless said, nor where this is `undefined`: `FAIR ? "weak" : undefined`.
   */
  fair?: "weak" | "strong" | undefined;
}

/** The options of a process. Fairness is for each `self`, over all its labels. */
export interface ProcessOptions extends Fairness {
  /** A process that need not be done when everything has come to rest, such as a `while (true)` server. */
  daemon?: boolean;
}

/** What `action(…)` gives: exported under its name, which is the name of its steps in a trace. */
export interface Action<S, A extends readonly unknown[]> {
  /**
   * TLA+'s ENABLED: could this action take a step from `s` with these arguments? An expression in properties and in the
   * options of a model. Refused: in the body of a step, which cannot know.
   *
   * @example
   * invariant((s) => !grant.enabled(s, 0) || !grant.enabled(s, 1))
   */
  enabled(...where: [s: S, ...args: A]): boolean;
}

/**
 * What `process(…)` gives: exported under its name. `at` and `done` are expressions, in bodies (where the process rested
 * before this step) and properties.
 */
export interface Process<S, A extends readonly unknown[], L extends string> {
  /**
   * Does this process rest at one of these labels? Labels are type-checked, written as in the source, and true at any
   * inlined use of a procedure.
   *
   * @example
   * invariant((s) => every((w: Writer) => !writepage.at(s, w, "submit_bh") || s.page.writeback))
   */
  at(...where: [s: S, ...self: A, label: L, ...more: L[]]): boolean;
  /** Has this process come to its end? */
  done(...where: [s: S, ...self: A]): boolean;
  /** TLA+'s ENABLED: could this process take its next step from `s`? Not in the body of a step. */
  enabled(...where: [s: S, ...self: A]): boolean;
}

/** `fairness(…)` and `fairness.each(…)`. */
export interface FairnessOfParts<S> {
  /**
   * Fairness of the disjunction of whole actions or processes: if one of them can step, one of them will.
   *
   * @example
   * fairness("weak", deliver, drop);
   */
  // biome-ignore lint/suspicious/noExplicitAny: takes actions and processes over whatever parameters and labels they have
  (kind: "weak" | "strong", ...parts: readonly (Action<S, any> | Process<S, any, any>)[]): void;

  /**
   * The same for each tuple of the parameters, which all parts share (TLA+'s ∀i : WF(A(i) ∨ B(i))): what one tuple does
   * is no excuse for another. The `self` of a process and the parameter of an action count alike. Refused: parts whose
   * parameters are over different domains.
   *
   * @example
   * fairness.each("weak", eat, leave);
   */
  each<A extends unknown[]>(
    kind: "weak" | "strong",
    // biome-ignore lint/suspicious/noExplicitAny: takes processes over whatever labels they have
    ...parts: readonly (Action<S, A> | Process<S, A, any>)[]
  ): void;
}

/** The builders over one State. What each gives is an exported `const`, and that is its name. */
export interface Spec<S> {
  /**
   * One atomic step for every value of its parameters' domains (TLA+'s ∃). The body changes `s` in place; `when` blocks
   * it. Refused: a parameter without a domain, `await`, `try`, host objects, changing module state.
   *
   * @example
   * export const redirty = action((s, b: Buffer) => {
   *   when(!s.bh[b].dirty);
   *   s.bh[b].dirty = true;
   * });
   */
  action<A extends unknown[]>(body: (s: S, ...args: A) => void, options?: Fairness): Action<S, A>;

  /**
   * Sequential code for every `self`, or for one instance without that parameter. The statements between two yields are
   * one atomic step; the label names the resting point. Code before the first yield runs at the start and may not use
   * `s`; after the last statement the process is done.
   *
   * Write `s = yield "label"`, not a bare yield: others may have moved, and the assignment tells TypeScript so. A label
   * stands once in a function. A local that lives across a yield needs a finite type; a reference into the state may
   * not.
   *
   * @example
   * export const worker = process(function* (s, self: Worker) {
   *   s = yield "acquire";
   *   when(s.owner === null);
   *   s.owner = self;
   *   s = yield "release";
   *   s.owner = null;
   * }, { fair: "weak" });
   */
  process<A extends [] | [unknown], L extends string>(
    body: (s: S, ...self: A) => Generator<L, void, S>,
    options?: ProcessOptions,
  ): Process<S, A, L>;

  /**
   * Sequential code that processes share. Its result is called as `s = yield* f(s, …)`, or `[s, r] = yield* f(s, …)`
   * where it returns r. It is inlined; recursion is refused.
   *
   * @example
   * export const lock = procedure(function* (s, self: Worker) {
   *   s = yield "lock";
   *   when(s.owner === null);
   *   s.owner = self;
   * });
   */
  procedure<A extends unknown[], L extends string, R = void>(
    body: (s: S, ...args: A) => Generator<L, R, S>,
    // biome-ignore lint/suspicious/noConfusingVoidType: asks whether R is what a function without `return` has
  ): (s: S, ...args: A) => Generator<L, [R] extends [void] ? S : [S, R], S>;

  /**
   * Holds in every reachable state.
   *
   * @example
   * export const oneOwner = invariant((s) => s.owners.size <= 1);
   */
  invariant(p: (s: S) => boolean): Property;

  /**
   * Holds of every step, from `s` to `next`; stuttering is no step.
   *
   * @example
   * export const termGrows = stepInvariant((s, next) => next.term >= s.term);
   */
  stepInvariant(p: (s: S, next: S) => boolean): Property;

  /** Some reachable state satisfies it, and the shortest way there is shown; that none does is a failure. */
  reachable(p: (s: S) => boolean): Property;

  /**
   * ◇p: every behaviour comes to a state with `p`, under the declared fairness. A failure is a lasso of real steps, or a
   * run that rests for ever. With further parameters it has to hold for every tuple of their values, each by itself
   * (TLA+'s ∀x : ◇p(x), which says more than ◇∀x : p(x)); the failure names the first tuple for which it is false. So it
   * is of the three that follow.
   *
   * @example
   * export const terminates = eventually((s, w: Writer) => writepage.done(s, w));
   */
  eventually<A extends unknown[]>(p: (s: S, ...args: A) => boolean): Property;

  /** □◇p: every behaviour comes to `p` again and again, under the declared fairness. */
  infinitelyOften<A extends unknown[]>(p: (s: S, ...args: A) => boolean): Property;

  /** ◇□p: from some point on `p` stays true, under the declared fairness. */
  eventuallyAlways<A extends unknown[]>(p: (s: S, ...args: A) => boolean): Property;

  /**
   * p ⇝ q: whenever `p` is true, `q` is true then or later, under the declared fairness. Both are of the same parameters.
   *
   * @example
   * export const served = leadsTo((s, c: Client) => s.wants.has(c), (s, c: Client) => s.has.has(c));
   */
  leadsTo<A extends unknown[]>(p: (s: S, ...args: A) => boolean, q: (s: S, ...args: A) => boolean): Property;

  /** Fairness of several actions or processes as one. A statement at the top level. */
  readonly fairness: FairnessOfParts<S>;

  /**
   * Every behaviour, each state mapped by `map`, is one of the other spec's, stuttering allowed. `other` is what
   * `spec<…>(…)` gave in its module, exported, with actions only and without fairness. Constants that this spec imports
   * have the model's values there too, its others their defaults; identities of one name are one set.
   *
   * @example
   * export const isAtomic = refines(abstract, (s) => ({ value: s.committed }));
   */
  refines<O>(other: Spec<O>, map: (s: S) => NoInfer<O>): Property;

  /**
   * Values for constants (the others keep their defaults) and the verdict that is expected. Without any model there is
   * one named `default`. Refused: an unknown name, a value outside the constant's type, a model that checks nothing.
   *
   * @example
   * export const patched = model({ PATCH: "track-requests", WRITERS: 3 }, { deadlock: "ignore" });
   */
  model(constants?: Readonly<Record<string, ConstantValue>>, options?: ModelOptions<S>): Model;
}

/**
 * The spec of this module, once: its State and its initial states. `pick` in the expression, and `when` after it in a
 * block body, make several of them. Destructure the builders from it, or export it whole for another module's
 * `refines`. Refused: a State with a part that has no finite domain (`number`, `string`, `any`, a class, a recursive
 * type), naming the path.
 *
 * @example
 * interface State { owner: Worker | null; waiting: Set<Worker> }
 * const { process, invariant, model } = spec<State>(() => ({ owner: null, waiting: new Set() }));
 */
export function spec<S extends object>(initial: () => S): Spec<S> {
  return neverRun();
}
