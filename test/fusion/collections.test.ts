// Fusion where processes share maps, bags and sets of structured members: what is kept in one part of the state, and has more
// values than are tried one by one. Guards against a step over a collection that is taken for one that nobody sees.
// Not here: scalars and records (adversarial.test.ts).
import { describe, expect, it } from "vitest";
import { fuse } from "../../checker/fusion/fuse.ts";
import { lowered } from "../lower/lockstep.ts";
import { sameVerdict } from "./same-verdict.ts";

const head = `
type P = Id<"P", 2>; type T = Index<2>; interface Msg { to: P; t: T }
interface State { n: Int<0, 3>; mine: Record<P, Int<0, 3>>; level: Map<P, T>; flags: Map<T, boolean>; sent: ValueSet<Msg>; net: Bag<Msg, 2>; few: ValueMap<Msg, T, 2> }
const { action, process, invariant, reachable } = spec<State>(() => ({
  n: 0, mine: fill(0), level: new Map(), flags: new Map(), sent: new ValueSet(), net: new Bag(), few: new ValueMap(),
}));
`;
const twice = (body: string): string => `export const w = process(function* (s, self: P) {\n${body}\n});\n`;

const cases: readonly { readonly name: string; readonly text: string; readonly stay?: string; readonly go?: string }[] =
  [
    {
      name: "a set that is looked at after it grew",
      text: `${twice('s = yield "a"; s.mine[self] = 1; s = yield "b"; s.sent.add({ to: self, t: 0 }); s = yield "c"; s.mine[self] = 2; s = yield "d"; s.n = s.sent.size;')}
      export const x = invariant((s) => s.n < 2);`,
      stay: "d",
    },
    {
      name: "two that put into one map meet there",
      text: `${twice('s = yield "a"; const t: T = s.level.size > 0 ? 1 : 0; s = yield "b"; s.level.set(self, t); s = yield "c"; s.mine[self] = 1;')}
      export const x = invariant((s) => !every((p: P) => s.level.get(p) === 0));`,
      stay: "b",
    },
    {
      name: "a bag that overflows when others come in between",
      text: `${twice('s = yield "a"; when(s.net.size < 2); s = yield "b"; s.net.add({ to: self, t: 1 }); s = yield "c"; s.net.add({ to: self, t: 0 });')}`,
    },
    {
      name: "a key that somebody else deletes",
      text: `${twice('s = yield "a"; s.few.set({ to: self, t: 0 }, 1); s = yield "b"; assert(s.few.get({ to: self, t: 0 }) === 1, "kept"); s = yield "c"; s.mine[self] = 1;')}
      export const drop = action((s) => { s.few.delete(pick(s.few.keys())); });`,
    },
    {
      name: "a local step beside a map goes",
      text: `${twice('s = yield "a"; s.flags.set(0, true); s = yield "b"; s.mine[self] = 1; s = yield "c"; s.mine[self] = 2; s = yield "d"; s.flags.delete(0);')}
      export const x = reachable((s) => s.flags.size > 0);`,
      go: "c",
    },
    {
      name: "what a value of a map is changed to",
      text: `${twice('s = yield "a"; s.flags.set(1, false); s = yield "b"; s.mine[self] = 1; s = yield "c"; when(s.flags.get(1) === true); s.n = 1;')}
      export const turn = action((s) => { when(s.flags.has(1)); s.flags.set(1, true); });
      export const x = invariant((s) => s.n === 0);`,
    },
  ];

describe("fusion beside collections", () => {
  it.each(cases)("$name", async ({ text, stay, go }) => {
    const model = lowered(head + text);
    const rests = fuse(model).model.controlGraphs.flatMap((g) => g.rests.map((r) => r.label));
    if (stay !== undefined) expect(rests).toContain(stay);
    if (go !== undefined) expect(rests).not.toContain(go);
    const { before, after } = await sameVerdict(model);
    expect(after).toBeLessThanOrEqual(before);
  });
});
