/**
 * Properties that are true of every state there could be by the types alone, reachable or not.
 * In: a lowered model. Out: `holdsAnyway`.
 * Not here: states of which nothing is known until it is asked (`fusion/unknown-state.ts`).
 */
import type { RecordDomain } from "../../ir/domain.ts";
import type { Property, SpecModel } from "../../ir/model.ts";
import { createUnknownState, isNeed, type Leaf, type UnknownState } from "../fusion/unknown-state.ts";
import { createBodies } from "../interpret/bodies.ts";
import type { CellRecord } from "../interpret/cell.ts";
import { type Compiled, RETURN } from "../interpret/code.ts";
import { caught, createMachine, type Machine, start } from "../interpret/machine.ts";
import { dearnessOf } from "./dearness.ts";

/** Expressions evaluated for one property, about: combinations of the parts that it reads, as far as it reads them. */
const MOST_EVALUATED = 200_000;

export interface Anyway {
  readonly proved: readonly number[];
  readonly undecided: readonly number[];
}

export function holdsAnyway(model: SpecModel): Anyway {
  const proved: number[] = [];
  const undecided: number[] = [];
  const machine = createMachine();
  const bodies = createBodies(machine, model.functions);
  const dearness = dearnessOf(model);
  machine.isEnabled = () => {
    throw UNKNOWN;
  };
  for (const [index, property] of model.properties.entries()) {
    if (property.kind !== "invariant" && property.kind !== "stepInvariant") continue;
    const most = Math.floor(MOST_EVALUATED / dearness.property(index));
    const holds = ofAll(model, property, machine, bodies.compile(property.name, property.body), most);
    if (holds === true) proved.push(index);
    if (holds === null) undecided.push(index);
  }
  return { proved, undecided };
}

/** What a step could do from a state of which not everything is known. */
const UNKNOWN: { readonly kind: "unknown" } = Object.freeze({ kind: "unknown" });

/** Null where there are too many combinations. */
function ofAll(
  model: SpecModel,
  property: Property,
  machine: Machine,
  predicate: Compiled,
  most: number,
): boolean | null {
  const isStep = property.kind === "stepInvariant";
  const pair: RecordDomain = {
    kind: "record",
    fields: [
      { name: "now", domain: model.state },
      { name: "next", domain: model.state },
    ],
    tuple: false,
  };
  const unknown = createUnknownState(isStep ? pair : model.state);
  machine.now = (isStep ? unknown.cell.now : unknown.cell) as CellRecord;
  machine.next = (isStep ? unknown.cell.next : unknown.cell) as CellRecord;
  const pcs = new Set(model.state.fields.filter((f) => f.hidden?.kind === "pc").map((f) => f.name));
  const isPc = ({ field, path }: Leaf): boolean =>
    pcs.has(isStep ? path.replace(/^\w+\./, "").replace(/\[.*$/, "") : field);
  /** Leaves with a value so far, in the order in which they were asked for. */
  const script: number[] = [];
  for (let tried = 0; tried < most; tried++) {
    unknown.reset();
    const found = judged(machine, predicate);
    if (found === "unknown") return null;
    if (found === "false") return false;
    if (typeof found === "number") {
      const { count } = unknown.leaves[found] as Leaf;
      if (count === null) return null;
      script.push(found);
    }
    if (!moveOn(unknown, script, isPc)) return true;
  }
  return null;
}

/** "true", "false", or the leaf that it wants to know. */
function judged(machine: Machine, predicate: Compiled): "true" | "false" | "unknown" | number {
  start(machine);
  try {
    const ended = predicate.run(new Array(predicate.size).fill(undefined));
    return ended === RETURN && machine.returned ? "true" : "false";
  } catch (e) {
    if (isNeed(e)) return e.leaf;
    if (e === UNKNOWN) return "unknown";
    caught(e);
    return "false";
  }
}

/** To the next combination; false where that was the last one. */
function moveOn(unknown: UnknownState, script: number[], isPc: (leaf: Leaf) => boolean): boolean {
  for (let leaf = script.at(-1); leaf !== undefined; leaf = script.at(-1)) {
    const asked = unknown.leaves[leaf] as Leaf;
    const { count, nth } = asked;
    let at = (unknown.at[leaf] as number) + 1;
    // A process rests somewhere or is done: it always has a place.
    while (count !== null && at < count && nth(at) === undefined && isPc(asked)) at++;
    if (count !== null && at < count) {
      unknown.at[leaf] = at;
      return true;
    }
    unknown.at[leaf] = -1;
    script.pop();
  }
  return false;
}
