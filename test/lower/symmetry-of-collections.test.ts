// Symmetry where collections hold identities, inside members and keys: renaming a reachable state gives a reachable state, and
// the search keeps one state of each orbit. Guards against an order of identities that shows and was not found.
// Not here: representatives of hand-made states (test/checker/laws.test.ts, test/symmetry).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../checker/index.ts";
import { permutations, permute } from "../../checker/permutation.ts";
import { createStepping } from "../../checker/stepping.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { symmetrySets } from "../../ir/symmetry-sets.ts";
import { lowered } from "./lockstep.ts";

const head = `type W = Id<"W", 3>; type T = Index<2>; interface Msg { to: W; t: T }
interface State { few: ValueSet<Msg, 2>; net: Bag<Msg, 2>; level: Map<W, T>; last: W | null; flag: boolean; votes: ValueMap<Msg, Set<W>, 1> }
const { action, invariant, model } = spec<State>(() => ({ few: new ValueSet(), net: new Bag(), level: new Map(), last: null, flag: false, votes: new ValueMap() }));
`;

/** Each of an action of `s`, `me: W` and `t: T`. */
const filling = [
  "when(s.few.size < 2); s.few.add({ to: me, t });",
  "s.level.set(me, t);",
  "when(s.net.size < 2); s.net.add({ to: me, t });",
  "when(s.votes.size === 0 || s.votes.has({ to: me, t })); s.votes.set({ to: me, t }, s.votes.size === 0 ? new Set() : new Set([me]));",
];
const bodies = [
  ...filling,
  "const m = pick(s.net); s.net.delete(m); s.last = m.to;",
  "const m = pick(s.few); s.few.delete(m); s.level.delete(m.to);",
  "s.few = s.few.filter((m) => m.to !== me);",
  "for (const m of s.few) if (m.t === t) s.few.delete(m);",
  "for (const [w, level] of s.level) s.level.set(w, 1 - level);",
  "let sum = 0; for (const m of s.net) sum += m.t; s.flag = sum > t;",
  "s.flag = s.few.some((m) => m.to === me && s.level.has(m.to));",
  "for (const who of s.votes.values()) who.add(me);",
  "for (const [m, who] of s.votes) if (who.size > 1) s.last = me;",
  "s.last = pick(s.level.keys());",
  "const all = [...s.level.keys()].length; s.flag = all === 2;",
  "s.few = new ValueSet([...each<W>()].filter((w) => w !== me).map((to) => ({ to, t })));",
  "for (const w of each<W>()) if (w !== me && s.level.get(w) === t) s.level.delete(w);",
  "s.flag = every((m: Msg) => !s.few.has(m) || s.level.has(m.to));",
  "s.votes.get({ to: me, t })?.delete(me); s.flag = same(s.net, new Bag([...s.few]));",
];

const orders = [
  // Symmetry goes off, with which everything else holds all the same.
  "for (const w of each<W>()) if (s.level.has(w)) s.last = w;",
  "for (const m of each<Msg>()) if (s.few.has(m)) { s.last = m.to; break; }",
];

/** What fills the collections of a body, so that there is something to be seen; only the largest one. */
function fillingFor(body: string): readonly string[] {
  const fit = filling.filter((f) => body.includes(f.match(/s\.\w+(?=\.(?:add|set)\()/)?.[0] ?? "s.few"));
  return fit.some((f) => f.includes("s.votes.set")) ? fit.slice(-1) : fit.slice(0, 2);
}

const textOf = (v: unknown): string => JSON.stringify(v, (_, x: unknown) => (x === undefined ? "undefined" : x));

const modelOf = (codes: readonly string[]): SpecModel =>
  lowered(
    head +
      codes.map((code, i) => `export const a${i} = action((s, me: W, t: T) => {\n${code}\n});\n`).join("") +
      `export const fine = invariant((s) => s.few.size <= 2);\nexport const all = model({}, { deadlock: "ignore" });`,
  );

/** All reachable states; null where there are more. */
function reachable(model: SpecModel, most: number): ReadonlyMap<string, StateValue> | null {
  const stepping = createStepping(model);
  const seen = new Map<string, StateValue>();
  const queue: StateValue[] = [];
  for (const { state } of stepping.initial()) if (state !== null) queue.push(state);
  for (const state of queue) seen.set(textOf(state), state);
  for (const state of queue) {
    for (const { state: next, failure } of stepping.successors(state)) {
      if (next === null || failure !== null || seen.has(textOf(next))) continue;
      seen.set(textOf(next), next);
      queue.push(next);
    }
    if (seen.size > most) return null;
  }
  return seen;
}

/** Gives the number of states; none where there are too many. */
async function isSymmetric(model: SpecModel): Promise<number> {
  const states = reachable(model, 2500);
  if (states === null) return 0;
  const renamings = [...permutations(model.idSets, symmetrySets(model))];
  const orbits = new Set<string>();
  for (const state of states.values()) {
    const renamed = renamings.map((p) => textOf(permute(model.state, state, p)));
    for (const other of renamed) expect(states.has(other), other).toBe(true);
    orbits.add([...renamed].sort()[0] ?? "");
  }
  const outcome = await check(model);
  expect([outcome.kind, outcome.distinct]).toEqual(["exhausted", orbits.size]);
  return states.size;
}

describe("symmetry of collections", () => {
  it.each([...bodies, ...orders])("%s", async (body) => {
    const model = modelOf(filling.includes(body) ? [body] : [...fillingFor(body), body]);
    expect(symmetrySets(model)).toEqual(orders.includes(body) ? [] : [0]);
    expect(await isSymmetric(model)).toBeGreaterThan(10);
  });

  it("holds of arbitrary specs", async () => {
    let looked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...bodies, ...orders), { minLength: 2, maxLength: 3 }),
        async (codes) => {
          if ((await isSymmetric(modelOf(codes))) > 10) looked++;
        },
      ),
      { numRuns: 8, seed: 5 },
    );
    expect(looked).toBeGreaterThan(3);
  });
});
