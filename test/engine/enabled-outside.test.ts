// ENABLED asked with an argument that its action does not have: a range failure, in generated code and in the interpreter.
// Guards against a question about nothing that is answered "no" and lets a property hold.
// Not here: what is enabled (test/checker/enabled.test.ts).
import { expect, it } from "vitest";
import { lowered } from "../lower/lockstep.ts";
import { agree } from "./engines.ts";

const spec = (property: string): string => `interface State { x: Index<3> }
const { action, invariant } = spec<State>(() => ({ x: 0 }));
export const add = action((s, d: Index<2>) => { s.x = (s.x + d) % 3; });
export const asked = invariant((s) => ${property});
`;

it.each(["!add.enabled(s, 7)", "!add.enabled(s, s.x)"])("%s", async (property) => {
  for (const packed of [true, false]) {
    const { kind, ...rest } = await agree(lowered(spec(property.replace("!add", "s.x < 0 || !add"))), { packed });
    expect(kind).toBe("violated");
    expect(rest).toMatchObject(property.includes("7") ? { failure: { kind: "range" } } : {});
  }
});

it("an argument of the action's own is inside", async () => {
  expect((await agree(lowered(spec("add.enabled(s, 1)")))).kind).toBe("exhausted");
});
