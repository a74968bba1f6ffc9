/**
 * What all renderings work from: a run as plain, readonly data in which names, prose and source places are back.
 * In: types of `ir/` only. Out: `RunReport` and its parts.
 * Not here: how it is made (`explain.ts`) and how it looks (`terminal.ts`, `markdown.ts`, `json.ts`).
 */
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Domain, Literal } from "../ir/domain.ts";
import type { Expect, PropertyKind } from "../ir/model.ts";
import type { Limit } from "../ir/outcome.ts";
import type { Span } from "../ir/span.ts";
import type { Json, Value } from "../ir/value.ts";

export type Verdict = "holds" | "violated" | "deadlocked" | "unreachable" | "incomplete" | "error";

/** One invocation of the command. */
export interface RunReport {
  readonly files: readonly FileReport[];
  /** What belongs to no file: usage, our own bugs. */
  readonly diagnostics: readonly Diagnostic[];
  readonly seconds: number;
}

export interface FileReport {
  readonly file: string;
  readonly models: readonly ModelReport[];
  /** Errors and warnings of all its models, each once, in the order found. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ModelReport {
  readonly file: string;
  readonly model: string;
  readonly doc: string | null;
  readonly at: Span | null;
  /** After the model and `--set`; none where the model could not be compiled. */
  readonly constants: readonly { readonly name: string; readonly value: Literal }[];
  readonly verdict: Verdict;
  readonly expectation: Expect;
  /** True where the verdict is the one expected; never of an incomplete run or an error. */
  readonly expected: boolean;
  /** Null where nothing failed. */
  readonly failure: FailureReport | null;
  /** Null where the model could not be compiled. */
  readonly counts: Counts | null;
  /** To the failure; null where there is none, or none to show (unreachable). */
  readonly trace: TraceReport | null;
  /** One per satisfied `reachable`. */
  readonly witnesses: readonly Witness[];
  /** Counts are those of the model with its steps fused. */
  readonly fusion: boolean;
  /** The sets by which states were reduced. */
  readonly symmetry: readonly { readonly name: string; readonly size: number }[];
  readonly limit: Limit | null;
  /** Why symmetry is off for a set and the like: one sentence each. */
  readonly notes: readonly string[];
  readonly warnings: readonly Diagnostic[];
  /** What proved to be idle, among the warnings too; null where nothing can be said of that, as of a run that failed. */
  readonly idle: readonly Diagnostic[] | null;
  /** What may be idle: there was too much to go through. */
  readonly undecided: readonly string[];
  /** Bytes by which the process grew while this model was checked, at the most; null where nobody measured. */
  readonly memory: number | null;
  readonly seconds: number;
}

export interface Counts {
  readonly distinct: number;
  readonly generated: number;
  /** Levels, the initial states being level 1. */
  readonly depth: number;
  /** States found and not expanded. */
  readonly frontier: number;
}

export interface FailureReport {
  readonly kind: "assertion" | "range" | "deadlock" | PropertyKind;
  /** Property's name, assertion's text, path of the range; null for a deadlock. */
  readonly name: string | null;
  /** Of a property with parameters: the values for which it is false. */
  readonly args: readonly Json[];
  /** The same as text: "Client#1", "n = 2", "c = Client#1, n = 2"; null where there are none. */
  readonly instance: string | null;
  /** What exactly is false, as one sentence without trailing period. */
  readonly sentence: string;
  /** The author's doc comment. */
  readonly doc: string | null;
  /** The property or assertion in the spec. */
  readonly at: Span | null;
  /** In a deadlock, who waits where: "writepage Writer#1 waits at submit_bh (line 20)". */
  readonly waiting: readonly string[];
  /** What to write if this failure is none; for those who did not expect it. */
  readonly help: string | null;
}

export interface Witness {
  readonly property: string;
  readonly doc: string | null;
  readonly at: Span;
  readonly trace: TraceReport;
}

/** Who takes a step: a process and its self, or an action. */
export interface Actor {
  readonly kind: "process" | "action";
  readonly name: string;
  /** "Writer#0"; null for an action, and where the process has one instance only. */
  readonly self: string | null;
}

export interface TraceReport {
  /** Null where the failure came before there was an initial state. */
  readonly initial: StateReport | null;
  /** Where the initial state is written. */
  readonly initialAt: Span;
  /** True where the spec may have several initial states, so that this one is worth showing. */
  readonly isInitialChosen: boolean;
  readonly steps: readonly StepReport[];
  /** Process instances that act, in order of declaration and self, then actions in order of declaration. */
  readonly actors: readonly Actor[];
  /** Index of the state (0 is the initial one) to which a lasso returns. */
  readonly loop: number | null;
  /** Of a lasso: why fairness allows it, one sentence without a period each. */
  readonly fair: readonly string[];
}

export interface StepReport {
  /** Index into `TraceReport.actors`. */
  readonly actor: number;
  /** Exported name of the action; null for a step of a process. */
  readonly action: string | null;
  readonly process: string | null;
  readonly args: readonly Json[];
  /** The label that is left; null for an action. */
  readonly label: string | null;
  /** The label of a process's step; an action with its arguments: "redirty(1)". */
  readonly title: string;
  /** What the process has in its locals before the step, as far as it fits a glance: "b = 1". Told when the actor changes. */
  readonly locals: readonly string[];
  /** The author's one-line comment. */
  readonly prose: string | null;
  readonly at: Span;
  readonly changes: readonly Change[];
  /** Null for a step that failed before it had a result. */
  readonly state: StateReport | null;
}

/** One field that a step changed; or wrote with the value that it had, where that is all it did to it (`before` is `after`). */
export interface Change {
  /** "page.lockedBy", "bh[1].dirty". */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** True for a local of a process. */
  readonly local: boolean;
}

/** A whole state: the author's fields, and where each process rests. */
export interface StateReport {
  readonly fields: readonly NamedValue[];
  readonly resting: readonly Resting[];
  /** As language.md has it, places and locals included. */
  readonly json: Json;
}

export interface NamedValue {
  readonly name: string;
  readonly domain: Domain;
  readonly value: Value;
}

/** Where one instance of a process rests. */
export interface Resting {
  readonly process: string;
  /** "Writer#0"; null where the process has one instance only. */
  readonly self: string | null;
  /** As written; null: done. */
  readonly label: string | null;
  /** The yield; null where done. */
  readonly at: Span | null;
  readonly daemon: boolean;
  /** Live locals. */
  readonly locals: readonly NamedValue[];
}
