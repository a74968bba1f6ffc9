// Loops over sets of structured members, maps and bags, in generated code and in the interpreter: each step is taken alone, from
// the states that filling steps make. Guards against a loop whose collection shifts under it, as where the element at hand is deleted.
// Not here: which loops are accepted (test/lower/order-of-collections.test.ts).
import { describe, it } from "vitest";
import { actionOf, fillingCollections, freeOfOrder, head } from "../lower/collection-loops.ts";
import { lowered } from "../lower/lockstep.ts";
import { agree } from "./engines.ts";

const groups = Array.from({ length: 6 }, (_, i) => freeOfOrder.filter((_, k) => k % 6 === i));

describe("loops over collections", () => {
  it.each(groups.map((group, i) => ({ i, group })))("group $i means the same to both engines", async ({ group }) => {
    const actions = [...fillingCollections, ...group].map((code, i) => actionOf(`a${i}`, code));
    const text = `${head}${actions.join("")}export const fine = invariant((s) => s.n < 90);`;
    await agree(lowered(text), { maxStates: 150 });
  });
});
