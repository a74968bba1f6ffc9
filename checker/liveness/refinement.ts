/**
 * Whether every behaviour, mapped, is one of another spec: its first state an initial one there, each step one there or none.
 * In: a graph, its states, a property `refines`. Out: `refinement`.
 * Not here: the fairness of the other spec, which has no part in this.
 *
 * 4 bytes a state, and what the other spec's states take that are met.
 */
import type { SpecModel } from "../../ir/model.ts";
import type { Failure, Mapped } from "../../ir/outcome.ts";
import type { Value } from "../../ir/value.ts";
import type { Key, States } from "../engine.ts";
import { type CellRecord, toValue } from "../interpret/cell.ts";
import { createInterpreter, type Interpreter, type Steps } from "../interpret/interpreter.ts";
import { firstStray } from "../interpret/range.ts";
import type { Graph } from "./graph.ts";

/** What is wrong, at the end of a shortest way to `state`; from `last` by one step, unless that is null. */
export interface Unrefined {
  readonly last: number | null;
  readonly state: number;
  readonly failure: Failure;
}

/** Steps between two pauses. */
const PAUSE = 256;

/** A state of the other spec, or why there is none. */
type Image =
  | { readonly key: Key; readonly next: { keys: ReadonlySet<Key> | null } }
  | { readonly stray: string; readonly value: Value }
  | { readonly failure: Failure };

/** Null where all is well. Lets go now and then. */
export function* refinement(
  model: SpecModel,
  property: number,
  graph: Graph,
  states: States,
): Generator<unknown, Unrefined | null> {
  const other = model.properties[property]?.refined ?? null;
  if (other === null) throw new Error(`property ${property} refines nothing`);
  const interpreter = createInterpreter(model);
  const theirs = createInterpreter(other);
  const images: Image[] = [];
  const byKey = new Map<Key, number>();
  /** By state: 1 + its image. */
  const imageOf = new Uint32Array(graph.states);

  const imaged = (state: number): number => {
    const known = imageOf[state] as number;
    if (known > 0) return known - 1;
    interpreter.load(states.cells(state));
    const number = enter(interpreter.mapped(property));
    imageOf[state] = number + 1;
    return number;
  };
  const enter = (mapped: ReturnType<Interpreter["mapped"]>): number => {
    if (!("state" in mapped)) return images.push({ failure: mapped }) - 1;
    const state = mapped.state as CellRecord;
    const stray = firstStray(other.state, state);
    if (stray !== null) {
      const value = toValue(other.state, state);
      return images.push({ stray: `${stray.path}: ${stray.message}`, value }) - 1;
    }
    const key = theirs.codec.encode(state);
    if (key === null) throw new Error("a mapped state inside its domain has no key");
    const known = byKey.get(key);
    if (known !== undefined) return known;
    byKey.set(key, images.length);
    return images.push({ key, next: { keys: null } }) - 1;
  };
  const valueOf = (image: Image): Value => {
    if ("stray" in image) return image.value;
    return "key" in image ? toValue(other.state, theirs.codec.decode(image.key)) : null;
  };
  /** What is wrong with coming to a state; `last` null: it is initial. */
  const wrong = (last: number | null, state: number, isAllowed: (key: Key) => boolean): Unrefined | null => {
    const image = images[imaged(state)] as Image;
    if ("failure" in image) return { last, state, failure: image.failure };
    if ("key" in image && isAllowed(image.key)) return null;
    const before = last === null ? null : valueOf(images[imaged(last)] as Image);
    const mapped: Mapped = { before, after: valueOf(image), stray: "stray" in image ? image.stray : null };
    return { last, state, failure: { kind: "property", property, mapped } };
  };

  let work = 0;
  if (graph.initial > 0) {
    const initial = new Set<Key>();
    for (const key of resultsOf(theirs, theirs.initial())) {
      if (++work % PAUSE === 0) yield;
      initial.add(key);
    }
    for (let state = 0; state < graph.initial; state++) {
      const found = wrong(null, state, (key) => initial.has(key));
      if (found !== null) return found;
    }
  }
  const followers = (image: Image): ReadonlySet<Key> => {
    // A state from which something is wrong was found to be so when it was come to.
    if (!("key" in image)) throw new Error("a state without an image");
    if (image.next.keys !== null) return image.next.keys;
    theirs.load(theirs.codec.decode(image.key));
    image.next.keys = new Set(resultsOf(theirs, theirs.steps()));
    return image.next.keys;
  };
  for (let state = 0; state < graph.states; state++) {
    const from = images[imaged(state)] as Image;
    for (let e = graph.heads[state] as number; e < (graph.heads[state + 1] as number); e++) {
      if (++work % PAUSE === 0) yield;
      const to = graph.targets[e] as number;
      if (imaged(to) === imageOf[state]! - 1) continue;
      const found = wrong(state, to, (key) => followers(from).has(key));
      if (found !== null) return found;
    }
  }
  return null;
}

/** Keys of the states that steps lead to; those that fail or leave their domain are none. */
function* resultsOf({ codec, state }: Interpreter, steps: Steps): Generator<Key> {
  for (const step of steps) {
    if (step === null || step.failure !== null) continue;
    const key = codec.encode(state());
    if (key !== null) yield key;
  }
}
