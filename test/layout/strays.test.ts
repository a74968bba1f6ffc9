// A value that is stored where another bound or fewer members hold is found when the step is over, as the interpreter finds it.
// Guards against packing that cuts a value off or takes a member that a domain has not for one that it has.
// Not here: what fails at once (test/cells), values of domains without bounded parts (test/cells/random.test.ts).
import { describe, expect, it } from "vitest";
import { type Domain, printDomain } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import { walk } from "../cells/walk.ts";
import {
  action,
  BOOL,
  bag,
  bagFrom,
  block,
  id,
  int,
  lit,
  make,
  map,
  mapFrom,
  model,
  oneOf,
  orUndefined,
  pick,
  put,
  record,
  seq,
  set,
  setFrom,
  stateOf,
} from "../checker/builder.ts";
import { IDS } from "./random-domains.ts";

const P = id(0, "P", 2);
const message = (most: number): Domain => record({ from: P, ballot: int(0, most) });

/** Where something is stored, how it begins, and what is stored there. */
const CASES: readonly { readonly place: Domain; readonly first: Expr; readonly given: Expr }[] = [
  ...[set(message(1)), set(message(1), 1), set(message(1), 3), set(message(2), 2)].map((place) => ({
    ...{ place, first: setFrom(place), given: pick(set(message(2))) },
  })),
  ...[set(int(0, 2), 2), set(int(-1, 3), 4)].map((place) => ({
    ...{ place, first: setFrom(place), given: pick(set(int(-1, 3))) },
  })),
  ...[map(int(0, 2), BOOL), map(int(0, 2), BOOL, 2), map(int(0, 3), oneOf(false, true, "x"), 3)].map((place) => ({
    ...{ place, first: mapFrom(place), given: pick(map(int(0, 3), oneOf(false, true, "x"))) },
  })),
  ...[map(P, orUndefined(BOOL)), map(P, orUndefined(BOOL), 1)].map((place) => ({
    ...{ place, first: mapFrom(place), given: pick(map(P, orUndefined(oneOf(false, true, "x")))) },
  })),
  ...[map(message(0), seq(BOOL, 1)), map(message(0), set(P, 1), 1)].map((place) => ({
    ...{ place, first: mapFrom(place), given: pick(map(message(0), place.kind === "map" ? wide(place.value) : BOOL)) },
  })),
  ...[bag(int(0, 2), 2), bag(int(0, 1), 3), bag(int(0, 3), 3)].map((place) => ({
    ...{ place, first: bagFrom(place), given: bagFrom(bag(int(0, 3), 3), pick(seq(int(0, 3), 3))) },
  })),
  ...[set(P), set(message(1)), seq(P, 1), map(P, BOOL)].map((of) => {
    const place: Domain = { kind: "union", of: [oneOf("none"), of] };
    return { place, first: lit("none"), given: pick({ kind: "union", of: [oneOf("none", "some"), wide(of)] }) };
  }),
];

function wide(d: Domain): Domain {
  if (d.kind === "seq") return { ...d, max: d.max + 1 };
  if (d.kind === "set") return { ...d, max: null, of: d.of.kind === "record" ? message(2) : d.of };
  return d.kind === "map" ? { ...d, value: oneOf(false, true, "x") } : d;
}

function storing({ place, first, given }: (typeof CASES)[number]): SpecModel {
  const state = record({ a: place, on: BOOL });
  const s = stateOf(state);
  return model({
    state,
    ids: [...IDS],
    init: make(state, { a: first, on: lit(false) }),
    actions: [action("store", [], block(put(s("a"), given))), action("turn", [], block(put(s("on"), lit(true))))],
  });
}

describe("what is stored in a smaller place", () => {
  it.each(CASES.map((c, i) => [`${i}: ${printDomain(c.place)}`, c] as const))("is found: %s", (_, c) => {
    const { disagreements, states } = walk(storing(c), 40);
    expect(disagreements).toEqual([]);
    expect(states).toBeGreaterThan(2);
  });
});
