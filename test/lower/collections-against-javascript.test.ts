// Steps that go through collections whose order is no part of their value, held against JavaScript, which goes through them
// in the order in which they were filled. Guards against a loop that is accepted and yet has two meanings.
// Not here: which loops are accepted (order-of-collections.test.ts).
import { expect, it } from "vitest";
import { load } from "../as-javascript/load.ts";
import { compareNextStates } from "../differential/next-states.ts";
import { actionOf, filled, fillingCollections, freeOfOrder, head } from "./collection-loops.ts";
import { imports, lowered } from "./lockstep.ts";

it.each([
  ["empty", head, 5],
  ["filled from the end", filled, 10],
])("have the next states that JavaScript gives, from collections that are %s", (_, start, most) => {
  const actions = [...fillingCollections, ...freeOfOrder].map((code, i) => actionOf(`a${i}`, code));
  const source = start + actions.join("");
  const loaded = load(new Map([["a.race.ts", imports + source]]), "a.race.ts", "default");
  const { states, disagreements } = compareNextStates(lowered(source), loaded, most);
  expect(disagreements).toEqual([]);
  expect(states).toBe(most);
});
