/**
 * `SpecModel`: one model of a spec, constants replaced, typed and indexed. Binding makes it, lowering rewrites it, every evaluator reads it.
 * In: expressions, statements, domains. Out: the types; all plain, readonly data.
 * Not here: verdicts and traces (`outcome.ts`).
 */
import type { Domain, Literal, RecordDomain } from "./domain.ts";
import type { Stmt, Type } from "./expr.ts";
import type { Doc } from "./source.ts";
import type { Span } from "./span.ts";

export interface SpecModel {
  readonly file: string;
  /** Name of the model, "default" where the spec has none. */
  readonly name: string;
  readonly doc: Doc | null;
  readonly at: Span | null;
  /** Values after model and `--set`, in order of declaration. */
  readonly constants: readonly { readonly name: string; readonly value: Literal }[];
  readonly idSets: readonly IdSet[];
  /** The author's fields; lowering appends hidden ones (pcs, live locals). */
  readonly state: RecordDomain;
  /** Returns the author's part of an initial state; `when` and `pick` inside prune and multiply. */
  readonly init: Body;
  /** After lowering: run in order for every value of its parameter, after `init`, with all hidden fields `undefined`. Sets pcs and live locals. */
  readonly prologues: readonly Action[];
  readonly actions: readonly Action[];
  /** Empty after lowering. */
  readonly processes: readonly Process[];
  /** Empty after lowering: inlined. */
  readonly procedures: readonly Procedure[];
  /** Helper functions, one per combination of argument types. */
  readonly functions: readonly Fn[];
  readonly properties: readonly Property[];
  readonly fairness: readonly Fairness[];
  readonly assertions: readonly Assertion[];
  /** Made by lowering: true of a state without steps that counts as termination (all processes but daemons are done). Null before. */
  readonly termination: Body | null;
  /** Made by lowering: per process its control graph, for reports and fusion. */
  readonly controlGraphs: readonly ControlGraph[];
  readonly options: RunOptions;
}

export interface IdSet {
  readonly name: string;
  readonly size: number;
  readonly at: Span;
  /** Uses that order its members (found by lowering): why its symmetry is off. */
  readonly ordered: readonly { readonly at: Span; readonly reason: string }[];
}

export interface Local {
  readonly name: string;
  readonly type: Type;
  readonly at: Span;
}

/** Code over its own slots. `locals[0 … params-1]` are the parameters where its owner has any. */
export interface Body {
  readonly locals: readonly Local[];
  readonly code: Stmt;
}

export interface Param {
  readonly name: string;
  /** Index into the body's locals. */
  readonly slot: number;
  readonly domain: Domain;
  readonly at: Span;
}

export type Origin =
  | { readonly kind: "action"; readonly at: Span }
  | {
      readonly kind: "process";
      readonly process: string;
      /** The label left, as written; null for code before the first yield. */
      readonly from: string | null;
      /** Labels it may come to rest at; null is done. */
      readonly to: readonly (string | null)[];
      /** The yield that is left. */
      readonly at: Span;
    };

/** One atomic step, for every value of its parameters' domains. */
export interface Action {
  /** Its exported name; for a step of a process the process's name. */
  readonly name: string;
  readonly doc: Doc | null;
  /** One line on what this step does: the comment at the yield, or the first line of the action's doc. */
  readonly comment: string | null;
  readonly origin: Origin;
  readonly params: readonly Param[];
  readonly body: Body;
}

export interface Process {
  readonly name: string;
  readonly doc: Doc | null;
  readonly at: Span;
  /** Null: one instance. */
  readonly param: Param | null;
  readonly body: Body;
  readonly daemon: boolean;
}

export interface Procedure {
  readonly name: string;
  readonly at: Span;
  readonly params: readonly Param[];
  readonly body: Body;
  readonly returns: Type;
}

export interface Fn {
  readonly name: string;
  readonly at: Span;
  /** The first `params` locals of the body. */
  readonly params: number;
  readonly body: Body;
  readonly returns: Type;
}

/**
 * What behaviours are assumed to be like: weak, WF_vars(A): not for ever able to take A and never taking it; strong, SF_vars(A): not
 * again and again able to take A and only finitely often taking it. A step that changes nothing is none (TLA+'s ⟨A⟩_vars).
 */
export interface Fairness {
  readonly kind: "weak" | "strong";
  /** The `fair` option, or the call of `fairness`. */
  readonly at: Span;
  /**
   * True: a condition for each combination of the parameters, which all parts share (`fair` of an action, or of a process: then of
   * each self over all its steps). False: one, of the disjunction of all parts whatever their parameters (`fairness(…)`).
   */
  readonly each: boolean;
  /** Indices into `SpecModel.actions` and `SpecModel.processes`; after lowering actions only. */
  readonly of: readonly { readonly kind: "action" | "process"; readonly index: number }[];
}

/** ◇p, □◇p, ◇□p, p ⇝ q, and the refinement of another spec. */
export type TemporalKind = "eventually" | "infinitelyOften" | "eventuallyAlways" | "leadsTo" | "refines";
export type PropertyKind = "invariant" | "stepInvariant" | "reachable" | TemporalKind;

/** Decided on the graph of all states (`checker/liveness/`), not state by state while these are found. */
export const isTemporal = (kind: PropertyKind): kind is TemporalKind =>
  kind !== "invariant" && kind !== "stepInvariant" && kind !== "reachable";

export interface Property {
  readonly kind: PropertyKind;
  readonly name: string;
  readonly doc: Doc | null;
  readonly at: Span;
  /**
   * Of properties of behaviours, `refines` left out: it has to hold for every combination of their values, each by itself. The
   * first locals of `body`, and of `goal`. Else none.
   */
  readonly params: readonly Param[];
  /** Returns a boolean; reads the state (and `next` in a step invariant). Of `refines` it returns the author's part of the other spec's state. */
  readonly body: Body;
  /** The q of `leadsTo`, else null. */
  readonly goal: Body | null;
  /** The other spec of `refines`, lowered as this one is, without properties; else null. */
  readonly refined: SpecModel | null;
}

/** An `assert` or `throw` of this text. Texts that occur twice are two assertions with one text. */
export interface Assertion {
  readonly text: string;
  readonly thrown: boolean;
  readonly at: Span;
}

export interface ControlGraph {
  readonly process: string;
  readonly daemon: boolean;
  /** Every pc value: the labels (a label of a procedure once per place where it is inlined), in source order. */
  readonly rests: readonly Rest[];
  /** `@dagrejs/graphlib`'s JSON form: nodes are blocks and rests, edges carry jumps. */
  readonly graph: {
    readonly nodes: readonly { readonly v: string; readonly value?: unknown }[];
    readonly edges: readonly { readonly v: string; readonly w: string; readonly value?: unknown }[];
  };
}

export interface Rest {
  /** The pc value: the label, made unique by "~n" where it is inlined several times. */
  readonly pc: string;
  readonly label: string;
  readonly at: Span;
  readonly comment: string | null;
  /** Names of the hidden fields that are live here. */
  readonly live: readonly string[];
}

export type Expect =
  | { readonly kind: "holds" }
  | { readonly kind: "violates"; readonly what: string }
  | { readonly kind: "deadlocks" }
  | { readonly kind: "unreachable"; readonly what: string };

export interface RunOptions {
  readonly expect: Expect;
  readonly deadlock: "fail" | "ignore";
  readonly symmetry: "auto" | "off";
  /** Keeps only the initial states that satisfy it. */
  readonly initFilter: Body | null;
  /** TLC's CONSTRAINT: states outside are checked and counted as generated, not as distinct, and not expanded. */
  readonly constraint: Body | null;
  /** TLC's ACTION_CONSTRAINT, of `s` and `next`: what a step that it refuses leads to is treated as a state outside the constraint. */
  readonly stepConstraint: Body | null;
  /** TLC's VIEW: states of which it gives the same value are one; the first in breadth-first order is kept. */
  readonly view: Body | null;
  /** Number of `assume`s that held: they count as checks. */
  readonly assumptions: number;
}
