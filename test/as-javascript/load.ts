// In: a spec's texts and a model's name. Out: the model as something that can be stepped: its initial worlds, all steps
// from a world, its properties, a world's JSON. See explore.ts for walks, and test/differential for the comparison.
// Not here: any search that a verdict could rest on.
import { holds } from "./builders.ts";
import { createChoices } from "./choices.ts";
import { jsonIn } from "./domain-order.ts";
import { fault } from "./fault.ts";
import { type LiveRun, liveRun } from "./live.ts";
import type { Files } from "./modules.ts";
import { readFiles, resolveImport, run } from "./modules.ts";
import type { Runtime } from "./runtime.ts";
import { createRuntime } from "./runtime.ts";
import { initialWorlds, instancesOf, stepsFrom } from "./steps.ts";
import type { Json } from "./structure.ts";
import { keyOf, toJson } from "./structure.ts";
import { transform } from "./transform.ts";
import type {
  Bench,
  ModelOptions,
  ModelRecord,
  ProcessRecord,
  PropertyKind,
  PropertyRecord,
  SpecRecord,
  Step,
  World,
} from "./vocabulary.ts";

export interface Property {
  readonly kind: PropertyKind;
  /** Whether the model's `check` includes it. */
  readonly checked: boolean;
  /** One state predicate; two for leadsTo; for stepInvariant one of a step; for refines one of an initial world and one of a step. */
  readonly predicates: readonly ((world: World, next?: World) => boolean)[];
}

export interface Loaded {
  readonly model: string;
  readonly options: ModelOptions;
  /** Texts of `assume`s that the constants break. */
  readonly brokenAssumptions: readonly string[];
  initial(): readonly World[];
  successors(world: World): readonly Step[];
  /** The state as `spec-check` prints it, with `"at"` and without `"locals"`. */
  json(world: World): { readonly [key: string]: Json };
  readonly properties: ReadonlyMap<string, Property>;
  readonly invariants: ReadonlyMap<string, (world: World) => boolean>;
  readonly stepInvariants: ReadonlyMap<string, (world: World, next: World) => boolean>;
  /** Every process that is no daemon is done, and there is such a process: without steps this is no deadlock. */
  terminated(world: World): boolean;
  /** A run that is never interrupted, from an initial world: the state after each step that it is given. */
  live(initial: World): LiveRun;
  readonly constraint: (world: World) => boolean;
  readonly stepConstraint: (world: World, next: World) => boolean;
}

export interface Opened {
  /** `default` alone when the spec names none. */
  readonly models: readonly string[];
  /** `set` stands above the model's constants, as `--set` does. */
  load(model: string, set?: Readonly<Record<string, unknown>>): Loaded;
}

/** The files by path; imports are resolved among them. */
export function open(files: Files, entry: string): Opened {
  const rooted = new Map([...files].map(([path, text]) => [absolute(path), text] as const));
  const javascript = transform(rooted, (from, specifier) => resolveImport((path) => rooted.has(path), from, specifier));

  function execute(
    constants: Readonly<Record<string, unknown>>,
    model: string | null,
  ): { readonly bench: Bench; readonly runtime: Runtime; readonly spec: SpecRecord } {
    const bench: Bench = { choices: createChoices(), owner: new WeakMap(), instances: new Map() };
    let check: ModelOptions["check"];
    const runtime = createRuntime(bench, constants, (text) => check === undefined || check.includes(text));
    run(javascript, absolute(entry), { racespec: runtime.module, turn: bench.choices.turn });
    const spec =
      runtime.specs.findLast((made) => made.file === absolute(entry)) ??
      runtime.specs.at(-1) ??
      fault(`${entry} has no spec`);
    if (model !== null) for (const made of runtime.specs) bench.instances.set(made, instancesOf(made));
    check = spec.models.find((made) => made.name === model)?.options.check;
    return { bench, runtime, spec };
  }

  const named: readonly ModelRecord[] = execute({}, null).spec.models;
  const models = named.length > 0 ? named : [{ name: "default", constants: {}, options: {} }];
  return {
    models: models.map(({ name }) => name),
    load(name, set = {}) {
      const { constants } = models.find((model) => model.name === name) ?? fault(`${entry} has no model ${name}`);
      const { bench, runtime, spec } = execute({ ...constants, ...set }, name);
      const unknown = Object.keys({ ...constants, ...set }).find((constant) => !runtime.constantNames.has(constant));
      if (unknown !== undefined) fault(`${entry} has no constant ${unknown}`);
      return loadedOf(bench, runtime, spec, name);
    },
  };
}

export function load(files: Files, entry: string, model: string, set: Readonly<Record<string, unknown>> = {}): Loaded {
  return open(files, entry).load(model, set);
}

/** A spec on disk. */
export function openFile(path: string): Opened {
  const files = readFiles(path);
  return open(files, [...files.keys()][0] ?? fault(`no file ${path}`));
}

function loadedOf(bench: Bench, runtime: Runtime, spec: SpecRecord, model: string): Loaded {
  const options = spec.models.find(({ name }) => name === model)?.options ?? {};
  const { init, constraint, stepConstraint } = options;
  const instances = bench.instances.get(spec) ?? [];
  const properties = new Map(
    spec.properties.map((property) => [property.name, propertyOf(bench, property, options)] as const),
  );
  const first = (kind: PropertyKind) =>
    [...properties]
      .filter(([, property]) => property.kind === kind)
      .map(
        ([
          name,
          {
            predicates: [p],
          },
        ]) => [name, p ?? fault(`${name} has no predicate`)] as const,
      );

  function json(world: World): { readonly [key: string]: Json } {
    const at: Record<string, Json> = Object.fromEntries(spec.processes.map(({ name }) => [name, {}]));
    instances.forEach(({ process, self }, i) => {
      const label = world.rests[i]?.label ?? null;
      const [one] = self.map(toJson);
      at[process.name] =
        one === undefined
          ? label
          : { ...(at[process.name] as object), [typeof one === "string" ? one : JSON.stringify(one)]: label };
    });
    return {
      ...(jsonIn(spec.state(), world.state) as { readonly [key: string]: Json }),
      ...(spec.processes.length > 0 ? { at } : {}),
    };
  }

  return {
    model,
    options,
    json,
    properties,
    brokenAssumptions: runtime.brokenAssumptions,
    initial: () => initialWorlds(bench, spec).filter((world) => init === undefined || holds(bench, init, world)),
    successors: (world) => [...stepsFrom(bench, spec, world)],
    invariants: new Map(first("invariant")),
    stepInvariants: new Map(first("stepInvariant")),
    terminated: (world) =>
      spec.processes.some(isNoDaemon) &&
      instances.every(({ process }, i) => !isNoDaemon(process) || world.rests[i]?.label === null),
    live: (initial) => liveRun(bench, spec, initial),
    constraint: (world) => constraint === undefined || holds(bench, constraint, world),
    stepConstraint: (world, next) => stepConstraint === undefined || holds(bench, stepConstraint, world, next),
  };
}

const isNoDaemon = ({ options }: ProcessRecord): boolean => options.daemon !== true;

function propertyOf(bench: Bench, property: PropertyRecord, { check }: ModelOptions): Property {
  const checked = check === undefined || check.includes(property);
  const { refined, kind } = property;
  if (refined === undefined)
    return {
      kind,
      checked,
      predicates: property.predicates.map((p) => (world: World, next?: World) => holds(bench, p, world, next)),
    };
  const mapped = (world: World): World => {
    let state = world.state;
    holds(
      bench,
      (s) => {
        state = refined.map(s);
        return true;
      },
      world,
    );
    return { state, rests: [] };
  };
  const starts = (world: World): boolean =>
    initialWorlds(bench, refined.spec).some(({ state }) => keyOf(state) === keyOf(mapped(world).state));
  const steps = (world: World, next: World = world): boolean => {
    const [from, to] = [mapped(world), keyOf(mapped(next).state)];
    if (keyOf(from.state) === to) return true;
    for (const step of stepsFrom(bench, refined.spec, from))
      if (step.outcome === "taken" && keyOf(step.next.state) === to) return true;
    return false;
  };
  return { kind, checked, predicates: [starts, steps] };
}

function absolute(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}
