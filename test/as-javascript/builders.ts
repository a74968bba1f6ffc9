// In: one `spec<State>(initial)`. Out: its record, filled as the module runs, and its builders: action, process,
// procedure, the properties, fairness, model; with the expressions at, done and enabled.
// Not here: everything else a spec imports (runtime.ts).
import type { Domain } from "./domain.ts";
import { fault } from "./fault.ts";
import { handed } from "./outcome.ts";
import { processSteps } from "./processes.ts";
import { actionSteps } from "./steps.ts";
import { clone, keyOf } from "./structure.ts";
import type {
  ActionRecord,
  Bench,
  ModelRecord,
  Predicate,
  ProcessRecord,
  PropertyKind,
  PropertyRecord,
  SpecRecord,
  State,
  Step,
  World,
} from "./vocabulary.ts";

/** What the transformer knows of a `spec<State>(…)`. */
export interface Site {
  readonly file: string;
  readonly state: () => Domain;
}
/** What it knows of a builder's call: the exported name, the domains of its parameters, whether a procedure returns a value. */
export interface Declared {
  readonly name: string;
  readonly params?: () => readonly Domain[];
  readonly returns?: boolean;
}

type Options = Readonly<Record<string, unknown>>;
type Routine = (s: State, ...args: readonly unknown[]) => Generator<string, unknown, State>;

export function builders(
  bench: Bench,
  site: Site,
  initial: () => State,
): { readonly record: SpecRecord; readonly api: Options } {
  const record: SpecRecord = { ...site, initial, actions: [], processes: [], properties: [], models: [] };

  /** The world of which a body or property asks: its state as far as it has come, the processes where they rested. */
  function worldOf(s: State): World {
    const owner = bench.owner.get(s) ?? fault("at, done or enabled of a state that no body or property was given");
    return { state: clone(s), rests: owner.rests };
  }

  function standing(process: ProcessRecord, self: readonly unknown[]): number {
    const instances = bench.instances.get(record) ?? [];
    const at = instances.findIndex((instance) => instance.process === process && keyOf(instance.self) === keyOf(self));
    return at >= 0 ? at : fault(`${process.name} has no instance ${keyOf(self)}`);
  }

  function labelOf(process: ProcessRecord, s: State, self: readonly unknown[]): string | null {
    const rest = worldOf(s).rests[standing(process, self)];
    return rest === undefined ? fault("a world without its processes") : rest.label;
  }

  function property(kind: PropertyKind) {
    return erased((declared: Declared | undefined) => (...predicates: readonly Predicate[]) => {
      const made: PropertyRecord = { kind, name: nameOf(declared), predicates };
      record.properties.push(made);
      return made;
    });
  }

  const api = {
    record,
    action: erased((declared: Declared | undefined) => (body: ActionRecord["body"], options: Options = {}) => {
      const made: ActionRecord = { kind: "action", name: nameOf(declared), params: paramsOf(declared), body, options };
      record.actions.push(made);
      return {
        enabled: (s: State, ...args: readonly unknown[]) => enables(actionSteps(bench, record, made, args, worldOf(s))),
      };
    }),
    process: erased((declared: Declared | undefined) => (body: ProcessRecord["body"], options: Options = {}) => {
      const made: ProcessRecord = {
        kind: "process",
        name: nameOf(declared),
        params: paramsOf(declared),
        body,
        options,
      };
      const arity = (): number => made.params().length;
      record.processes.push(made);
      return {
        at: (s: State, ...where: readonly unknown[]) =>
          where.slice(arity()).includes(labelOf(made, s, where.slice(0, arity()))),
        done: (s: State, ...self: readonly unknown[]) => labelOf(made, s, self) === null,
        enabled: (s: State, ...self: readonly unknown[]) =>
          enables(processSteps(bench, record, worldOf(s), standing(made, self))),
      };
    }),
    procedure: erased(
      (declared: Declared | undefined) => (body: Routine) =>
        function* (s: State, ...args: readonly unknown[]): Generator<string, unknown, State> {
          const routine = body(s, ...args);
          let now = s;
          let result = routine.next(now);
          while (result.done !== true) {
            now = yield result.value;
            result = routine.next(now);
          }
          return declared?.returns === true ? [now, result.value] : now;
        },
    ),
    invariant: property("invariant"),
    stepInvariant: property("stepInvariant"),
    reachable: property("reachable"),
    eventually: property("eventually"),
    infinitelyOften: property("infinitelyOften"),
    eventuallyAlways: property("eventuallyAlways"),
    leadsTo: property("leadsTo"),
    refines: erased(
      (declared: Declared | undefined) => (other: { readonly record: SpecRecord }, map: (s: State) => State) => {
        const made: PropertyRecord = {
          kind: "refines",
          name: nameOf(declared),
          predicates: [],
          refined: { spec: other.record, map },
        };
        record.properties.push(made);
        return made;
      },
    ),
    fairness: Object.assign((): void => {}, { each: (): void => {} }),
    model: erased(
      (declared: Declared | undefined) =>
        (constants: Options = {}, options: ModelRecord["options"] = {}) => {
          record.models.push({ name: nameOf(declared), constants, options });
          return { model: true };
        },
    ),
  };
  return { record, api };
}

/** A function of what TypeScript erases: called at once it has nothing of it, `.$(…)` hands it in. */
export function erased<E, F extends (...args: never[]) => unknown>(
  given: (erasedPart: E | undefined) => F,
): F & { readonly $: (erasedPart: E) => F } {
  return Object.assign(given(undefined), { $: given });
}

/** Does a property hold of a world, or of a step from one world to the next? */
export function holds(bench: Bench, predicate: Predicate, world: World, next?: World): boolean {
  return Boolean(
    next === undefined ? predicate(handed(bench, world)) : predicate(handed(bench, world), handed(bench, next)),
  );
}

/** TLA+ ENABLED. A step that fails an assertion is one that can be taken. */
function enables(steps: Iterable<Step>): boolean {
  for (const step of steps) if (step.outcome !== "blocked") return true;
  return false;
}

function nameOf(declared: Declared | undefined): string {
  return declared?.name ?? fault("a builder's call that the transformer did not recognise");
}

function paramsOf(declared: Declared | undefined): () => readonly Domain[] {
  return declared?.params ?? (() => []);
}
