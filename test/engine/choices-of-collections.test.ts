// A collection that is changed after something was picked of it: every choice is one, in generated code and in the interpreter.
// Guards against choices lost when a step is run again on a collection whose contents were put back in another order.
// Not here: loops over collections (collection-loops.test.ts).
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { lowered } from "../lower/lockstep.ts";
import { agree } from "./engines.ts";

const head = (of: string, from: string): string =>
  `interface State { k: Index<4> | null; c: ${of} }
const { action, invariant } = spec<State>(() => ({ k: null, c: ${from} }));
`;
const one = (code: string): string => `export const take = action((s) => { when(s.k === null); ${code} });
export const fine = invariant((s) => s.k !== 3);
`;
const map = head("Map<Index<4>, Index<4>>", "new Map([[0, 0], [1, 1], [2, 2], [3, 3]])");
const valueMap = head(
  "ValueMap<{ a: Index<4> }, Index<4>>",
  "new ValueMap(each<{ a: Index<4> }>().map((x) => [x, x.a]))",
);
const set = head("Set<Index<4>>", "new Set([0, 1, 2, 3])");
const valueSet = head("ValueSet<{ a: Index<4> }>", "new ValueSet(each<{ a: Index<4> }>())");
const bag = head("Bag<Index<4>, 4>", "new Bag([0, 1, 2, 3])");
const seq = head("Seq<Index<4>, 4>", "[0, 1, 2, 3]");

const cases: readonly { readonly what: string; readonly text: string }[] = [
  { what: "entries of a map", text: map + one("const [k] = pick(s.c.entries()); s.k = k; s.c.delete(k);") },
  { what: "entries of a map, another deleted", text: map + one("s.k = pick(s.c.entries())[0]; s.c.delete(0);") },
  {
    what: "entries of a map that is put in order anew",
    text: map + one("s.c.delete(0); s.c.set(0, 1); s.k = pick(s.c.entries())[0];"),
  },
  { what: "values of a map", text: map + one("const v = pick(s.c.values()); s.k = v; s.c.delete(v);") },
  { what: "values of a map that is cleared", text: map + one("s.k = pick(s.c.values()); s.c.clear();") },
  { what: "keys of a map", text: map + one("const k = pick(s.c.keys()); s.k = k; s.c.delete(k);") },
  { what: "a list of entries", text: map + one("const [k] = pick([...s.c.entries()]); s.c.delete(k); s.k = k;") },
  { what: "a map by content", text: valueMap + one("const [q] = pick(s.c.entries()); s.k = q.a; s.c.delete(q);") },
  { what: "a set", text: set + one("const x = pick(s.c); s.k = x; s.c.delete(x);") },
  { what: "a list of a set", text: set + one("const x = pick([...s.c]); s.k = x; s.c.delete(x);") },
  {
    what: "a list of a set that is put in order anew",
    text: set + one("s.c.delete(0); s.c.add(0); s.k = pick([...s.c]); s.c.delete(1);"),
  },
  { what: "a set by content", text: valueSet + one("const x = pick(s.c); s.k = x.a; s.c.delete(x);") },
  { what: "a list of a set by content", text: valueSet + one("const x = pick([...s.c]); s.k = x.a; s.c.delete(x);") },
  { what: "a bag", text: bag + one("const x = pick(s.c); s.k = x; s.c.delete(x);") },
  {
    what: "a list of a bag",
    text: bag + one("const x = pick([...s.c]); s.k = x; s.c.delete(x); s.c.add(x); s.c.delete(x);"),
  },
  { what: "a sequence", text: seq + one("const x = pick(s.c); s.k = x; s.c.splice(s.c.indexOf(x), 1);") },
];

describe("choices among the contents of a collection that is changed then", () => {
  it.each(cases)("$what", async ({ text }) => {
    const model = lowered(text);
    await agree(model);
    await agree(model, { packed: false });
    const all = await check(lowered(text.replace("s.k !== 3", "s.k !== null || s.k === null")), {});
    expect(all.distinct).toBe(5);
  });
});
