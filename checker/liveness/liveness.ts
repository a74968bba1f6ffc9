/**
 * The temporal properties of a model, decided on the graph of all its states after a search that found no failure.
 * In: an engine whose search has ended, what was counted, how to pause. Out: `decideTemporal`.
 * Not here: the graph (`graph.ts`), its parts (`components.ts`), ways through it (`way.ts`, `loop.ts`).
 */
import { isTemporal, type Property, type SpecModel } from "../../ir/model.ts";
import type { Failure, Limit, Trace } from "../../ir/outcome.ts";
import type { Engine, Question, States } from "../engine.ts";
import { IndexSet } from "../index-set.ts";
import { createInterpreter, type Interpreter } from "../interpret/interpreter.ts";
import { fairComponents } from "./components.ts";
import { createConditions } from "./conditions.ts";
import { buildGraph, type Expected, type Graph } from "./graph.ts";
import { instancesToDecide } from "./instances.ts";
import { endlessly } from "./loop.ts";
import { refinement } from "./refinement.ts";
import { fairBecause, traceOf } from "./told.ts";
import { ANY, type Breach, wayTo } from "./way.ts";

export interface Violation {
  readonly failure: Failure;
  readonly trace: Trace;
}

/** Bytes a state that deciding takes beside the graph. */
const WORKING = 48;
/** States whose predicates are asked for at a time. */
const STRETCH = 4096;

export const hasTemporal = (model: SpecModel): boolean => model.properties.some((p) => isTemporal(p.kind));

export interface Deciding {
  /** False: instances that differ in the names of identities alone are decided all the same. */
  readonly symmetry: boolean;
  /** Asked now and then, with the number of states that are still to be gone through for the graph. */
  readonly pause: (left: number) => Promise<Limit | null>;
}

/**
 * The first property, in order of declaration, that does not hold, and the first of its instances; null where all do. A limit
 * where it had to be given up.
 */
export async function decideTemporal(
  engine: Engine,
  model: SpecModel,
  expected: Expected,
  deciding: Deciding,
): Promise<Violation | Limit | null> {
  if (engine.symmetry.length > 0) throw new Error("temporal properties of states that are reduced by symmetry");
  try {
    return await decideAll(engine, model, expected, deciding);
  } catch (thrown) {
    // Of arrays for which there is no room in V8 or in the address space.
    if (thrown instanceof RangeError && /array (buffer|length)/i.test(thrown.message)) return "memory";
    throw thrown;
  }
}

async function decideAll(
  engine: Engine,
  model: SpecModel,
  expected: Expected,
  { symmetry, pause }: Deciding,
): Promise<Violation | Limit | null> {
  const states = engine.states();
  const building = buildGraph(states, expected, createConditions(model));
  let built = building.next();
  for (; !built.done; built = building.next()) {
    const limit = await pause(expected.distinct - built.value);
    if (limit !== null) return limit;
  }
  const graph = built.value;
  if (graph === "memory" || !states.hasRoom(WORKING * graph.states)) return "memory";
  const ground = { engine, model, graph, states, interpreter: createInterpreter(model) };
  for (const [p, { kind }] of model.properties.entries()) {
    if (!isTemporal(kind)) continue;
    const deciding = kind === "refines" ? decideRefinement(ground, p) : decideInstances(ground, p, symmetry);
    let decided = deciding.next();
    for (; !decided.done; decided = deciding.next()) {
      const limit = (await pause(0)) ?? (states.hasRoom(0) ? null : "memory");
      if (limit !== null) return limit;
    }
    if (decided.value !== null) return decided.value;
  }
  return null;
}

/** What all of this is decided on. */
interface Ground {
  readonly engine: Engine;
  readonly model: SpecModel;
  readonly graph: Graph;
  readonly states: States;
  readonly interpreter: Interpreter;
}

function* decideRefinement(ground: Ground, p: number): Generator<unknown, Violation | null> {
  const found = yield* refinement(ground.model, p, ground.graph, ground.states);
  if (found === null) return null;
  const { last, state, failure } = found;
  return last === null ? yield* endingIn(ground, state, [], failure) : yield* endingIn(ground, last, [state], failure);
}

function* decideInstances(ground: Ground, p: number, symmetry: boolean): Generator<unknown, Violation | null> {
  const argsOf = (instance: number) => ground.interpreter.argsOf(p, instance);
  for (const instance of instancesToDecide(ground.model, p, argsOf, !symmetry)) {
    const found = yield* decide(ground, p, instance);
    if (found !== null) return found;
  }
  return null;
}

function* decide(ground: Ground, p: number, instance: number): Generator<unknown, Violation | null> {
  const { engine, model, graph, states, interpreter } = ground;
  const property = model.properties[p] as Property;
  const ask = { property: p, goal: false, instance };
  const askGoal = { ...ask, goal: true };
  const body = yield* whereTrue(states, ask);
  if (!(body instanceof IndexSet)) return yield* endingIn(ground, body.failing, [], wordsOf(ground, ask, body.failing));
  const goal = property.goal === null ? null : yield* whereTrue(states, askGoal);
  if (goal !== null && !(goal instanceof IndexSet))
    return yield* endingIn(ground, goal.failing, [], wordsOf(ground, askGoal, goal.failing));

  const breach = breachOf(property, graph, body, goal);
  const parts = yield* fairComponents(graph, breach.stay, breach.visit);
  const way = yield* wayTo(graph, breach, (s) => parts[s] !== 0);
  if (way === null) return null;
  const { approach, loop } = yield* endlessly(graph, parts, breach.visit, way.at(-1) as number);
  const stem = [...way, ...approach];
  const first = stem.length - 1;
  const trace = traceOf(engine, states, [...stem, ...loop]);
  const fair = fairBecause(graph, engine, [stem[first] as number, ...loop], first);
  return {
    failure: {
      kind: "property",
      property: p,
      ...(property.params.length === 0 ? {} : { args: interpreter.argsOf(p, instance) }),
    },
    trace: { ...trace, loop: first, ...(fair.length === 0 ? {} : { fair }) },
  };
}

/** A shortest trace to a state and on. */
function* endingIn(
  { engine, graph, states }: Ground,
  state: number,
  more: readonly number[],
  failure: Failure,
): Generator<unknown, Violation> {
  const way = yield* wayTo(graph, ANY, (s) => s === state);
  if (way === null) throw new Error("no way to a state of the graph");
  return { failure, trace: { ...traceOf(engine, states, [...way, ...more]), loop: null } };
}

/** Why a body, or a goal, cannot be evaluated in a state. */
function wordsOf(
  { model, states, interpreter }: Ground,
  { property, goal, instance }: Question,
  state: number,
): Failure {
  interpreter.load(states.cells(state));
  const failure = goal ? interpreter.reaches(property, instance) : interpreter.holds(property, null, instance);
  if (typeof failure !== "boolean") return failure;
  throw new Error(`the generated code and the interpreter differ in ${model.properties[property]?.name}`);
}

/** What a behaviour does that breaks a property of states. `p`, `q`: where its body is true, and its goal. */
function breachOf({ kind, name }: Property, graph: Graph, p: IndexSet, q: IndexSet | null): Breach {
  const none = complement(p);
  switch (kind) {
    case "eventually":
      return { from: none, atOnce: true, stay: none, visit: null };
    case "infinitelyOften":
      return { ...ANY, stay: none };
    case "eventuallyAlways":
      return { ...ANY, visit: none };
    case "leadsTo": {
      if (q === null) throw new Error(`${name} leads nowhere`);
      const stay = complement(q);
      const from = new IndexSet(graph.states);
      for (let s = 0; s < graph.states; s++) if (p.has(s) && stay.has(s)) from.add(s);
      return { from, atOnce: false, stay, visit: null };
    }
    case "invariant":
    case "stepInvariant":
    case "reachable":
    case "refines":
      throw new Error(`${kind} is decided elsewhere`);
  }
}

/** `failing`: the nearest state in which it cannot be said. */
function* whereTrue(states: States, question: Question): Generator<unknown, IndexSet | { readonly failing: number }> {
  const found = new IndexSet(states.count());
  const verdicts = new Uint8Array(STRETCH);
  for (let from = 0; from < states.count(); ) {
    const count = states.test(question, from, STRETCH, verdicts);
    for (let i = 0; i < count; i++) {
      const verdict = verdicts[i] as number;
      if (verdict > 1) return { failing: from + i };
      if (verdict === 1) found.add(from + i);
    }
    from += count;
    yield;
  }
  return found;
}

function complement(set: IndexSet): IndexSet {
  const made = new IndexSet(set.size);
  for (let i = 0; i < set.size; i++) if (!set.has(i)) made.add(i);
  return made;
}
