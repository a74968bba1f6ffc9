// In: nothing. Out: the words of this folder: what a loaded spec consists of (records), what a world is, what a step.
// Not here: any behaviour. runtime.ts makes the records, processes.ts and steps.ts the worlds and steps.
import type { Choices, Failure } from "./choices.ts";
import type { Domain } from "./domain.ts";
import type { Json, PlainObject } from "./structure.ts";

export type State = PlainObject;
export type Predicate = (s: State, next?: State) => unknown;

export interface ActionRecord {
  readonly kind: "action";
  readonly name: string;
  readonly params: () => readonly Domain[];
  readonly body: (s: State, ...args: readonly unknown[]) => unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ProcessRecord {
  readonly kind: "process";
  readonly name: string;
  readonly params: () => readonly Domain[];
  readonly body: (s: State, ...self: readonly unknown[]) => Generator<string, unknown, State>;
  readonly options: Readonly<Record<string, unknown>>;
}

export type PropertyKind =
  | "invariant"
  | "stepInvariant"
  | "reachable"
  | "eventually"
  | "infinitelyOften"
  | "eventuallyAlways"
  | "leadsTo"
  | "refines";

export interface PropertyRecord {
  readonly kind: PropertyKind;
  readonly name: string;
  readonly predicates: readonly Predicate[];
  /** Of `refines`: the other spec and the map into its states. */
  readonly refined?: { readonly spec: SpecRecord; readonly map: (s: State) => State };
}

export interface ModelRecord {
  readonly name: string;
  readonly constants: Readonly<Record<string, unknown>>;
  readonly options: ModelOptions;
}

export interface ModelOptions {
  readonly expect?: { readonly expect: string; readonly what?: PropertyRecord | string };
  readonly check?: readonly (PropertyRecord | string)[];
  readonly deadlock?: "fail" | "ignore";
  readonly init?: Predicate;
  readonly constraint?: Predicate;
  readonly stepConstraint?: Predicate;
  readonly view?: (s: State) => unknown;
  readonly symmetry?: "auto" | "off";
}

/** One `spec<State>(…)` and all that its builders made, in order of declaration. */
export interface SpecRecord {
  readonly file: string;
  readonly state: () => Domain;
  readonly initial: () => State;
  readonly actions: ActionRecord[];
  readonly processes: ProcessRecord[];
  readonly properties: PropertyRecord[];
  readonly models: ModelRecord[];
}

/** One process for one `self`. Worlds hold a rest for each, in this order. */
export interface Instance {
  readonly process: ProcessRecord;
  readonly self: readonly unknown[];
}

/** A resumption of a process: the world in which it happened and the choices it made, enough to replay it exactly. */
export interface Resumption {
  readonly world: World;
  readonly script: readonly number[];
  readonly earlier: Resumption | null;
}

/** Where an instance rests, and its whole past: its locals are JavaScript's own and cannot be seen, so it is replayed. */
export interface Rest {
  /** `null`: done. */
  readonly label: string | null;
  readonly start: readonly number[];
  readonly past: Resumption | null;
}

export interface World {
  /** Never changed: every body gets a copy. */
  readonly state: State;
  readonly rests: readonly Rest[];
}

interface StepHead {
  /** Of the action or process. */
  readonly name: string;
  readonly kind: "action" | "process";
  /** The action's arguments, or the process's self. */
  readonly args: readonly Json[];
  /** The label that the step leaves; null for an action. */
  readonly label: string | null;
  /** What each `pick` took, in the order in which they were reached. */
  readonly choices: readonly Json[];
  /** The arguments and choices as they are, for taking the step again: values, and the index of each choice. */
  readonly values: readonly unknown[];
  readonly script: readonly number[];
}

export type Step = StepHead &
  /** `to`: where the process rests now, null when it is done, or for an action. `outside`: the paths that leave their domain. `shared`: the paths of objects that stand in two places. */
  (
    | {
        readonly outcome: "taken";
        readonly next: World;
        readonly to: string | null;
        readonly outside: readonly string[];
        readonly shared: readonly string[];
      }
    | { readonly outcome: "blocked" }
    | { readonly outcome: "failed"; readonly failure: Failure }
  );

/** What the parts of one loaded spec share while it runs. */
export interface Bench {
  readonly choices: Choices;
  /** The world whose resting points `at` and `done` tell of a state that a body or property was given. */
  readonly owner: WeakMap<State, World>;
  /** Filled once the module has run: the instances of the spec's processes, in the order of a world's rests. */
  readonly instances: Map<SpecRecord, readonly Instance[]>;
}
