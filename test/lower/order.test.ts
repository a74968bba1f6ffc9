// Which loops are free of order: over identities they keep symmetry on, over sets they are accepted. Everything that is
// not certain must count as ordered: a wrong "free" would make symmetry unsound.
// Not here: symmetry itself (test/checker).
import { describe, expect, it } from "vitest";
import { symmetrySets } from "../../ir/symmetry-sets.ts";
import { symmetryNotes } from "../../report/symmetry-notes.ts";
import { compiled, lowered } from "./lockstep.ts";
import { unlikeWhenRenamed } from "./renaming.ts";

const head = `type W = Id<"W", 3>; type B = Index<3>;
interface State { n: Int<-99, 99>; flag: boolean; last: W | null; on: Record<W, boolean>; of: Record<W, Set<B>>; to: Record<W, W | null>;
  set: Set<W>; bs: Set<B>; queue: Seq<W, 9>; count: Record<B, Int<0, 9>> }
const { action, process, invariant } = spec<State>(() => ({ n: 0, flag: false, last: null, on: fill(false), of: fill(new Set()), to: fill(null),
  set: new Set(), bs: new Set(), queue: [], count: fill(0) }));
function mark(s: State, w: W): void { s.on[w] = true; s.n++; }
function take(s: State, w: W): void { s.last = w; }
function claim(s: State, w: W): boolean { s.on[w] = true; return s.of[w].has(1); }
function idle(s: State, w: W): boolean { assert(s.to[w] === null, "idle"); return s.on[w]; }
function busy(s: State): boolean { for (const w of each<W>()) if (s.on[w]) return true; return false; }
`;
const action = (code: string): string => `${head}export const a = action((s, me: W, b: B) => {\n${code}\n});`;

/** Reasons why the set of identities is ordered, lines counted from the body. */
const orders = (code: string): readonly string[] =>
  lowered(action(code)).idSets.flatMap((set) => set.ordered.map((o) => `${o.at.line - 13}: ${o.reason}`));

describe("loops over identities that are free of order", () => {
  it.each([
    "for (const w of each<W>()) s.on[w] = false;",
    "for (const w of each<W>()) { if (s.on[w]) s.of[w].clear(); else s.of[w].add(b); }",
    "for (const w of each<W>()) if (s.on[w] && w !== me) { s.n += 2; s.count[b]++; }",
    "for (const w of each<W>()) { s.n = s.n + (s.on[w] ? 1 : 0); }",
    "let most: Int<0, 9> = 0; for (const w of each<W>()) most = Math.max(most, s.of[w].size); s.n = most;",
    "for (const w of each<W>()) s.set.add(w);",
    "for (const w of each<W>()) if (s.on[w]) s.flag = true;",
    "for (const w of each<W>()) if (s.on[w]) s.last = me;",
    "let ok = true; for (const w of each<W>()) ok &&= s.on[w]; s.flag = ok;",
    "let found: boolean = false; for (const w of each<W>()) if (s.on[w]) { found = true; break; } s.flag = found;",
    "for (const w of each<W>()) { const t = s.of[w]; t.add(b); const x = w; s.to[x] = x; }",
    "for (const w of each<W>()) mark(s, w);",
    "for (const w of each<W>()) for (const x of each<B>()) if (s.of[w].has(x)) s.of[w].delete(x);",
    "for (const w of each<W>()) { when(!s.on[w]); s.on[w] = true; }",
    'for (const w of each<W>()) { assert(!s.on[w], "off"); s.on[w] = true; }',
    "for (const w of each<W>()) { if (w === me) continue; s.on[w] = s.flag; }",
    "s.on = fillWith((w: W) => w === me || s.on[w]);",
    "s.on = fillWith((w: W) => pick(true, false));",
    "s.set = new Set(each<W>()); s.flag = [...each<W>()].every((w) => s.on[w]);",
    "s.flag = busy(s);",
    "s.bs = setOf((x: B) => some((w: W) => s.of[w].has(x))); s.n = count((w: W) => s.on[w]);",
    "const mine = new Set<W>(); for (const w of each<W>()) if (s.on[w]) mine.add(w); s.set = mine;",
    "s.set = new Set([...each<W>()].filter((w) => s.on[w]).map((w) => s.to[w] ?? w));",
    "s.flag = some((w: W) => s.on[w] && s.count[b] > 1) || [...each<W>()].some((w) => s.count[b] > 1 && s.on[w]);",
    "s.flag = some((w: W) => { const to = s.to[w]; return to !== null && s.on[to]; });",
    "s.flag = some((w: W) => s.on[s.to[w] ?? w]);",
    "s.n = count((w: W) => s.queue[s.of[w].size] === me) + sum((w: W) => 6 / s.of[w].size);",
    "for (const w of each<W>()) { s.bs.add(b); when(s.on[w] || s.count[b] > 1); }",
  ])("%s", (code) => {
    expect(orders(code)).toEqual([]);
    expect(unlikeWhenRenamed(lowered(action(code)), 12)).toEqual([]);
  });

  it.each([
    "for (const w of each<W>()) s.last = w;",
    "for (const w of each<W>()) s.flag &&= claim(s, w);",
    "s.flag = some((w: W) => s.on[w] || s.queue[s.of[w].size] === me);",
    "s.set = new Set([...each<W>()].filter((w, i) => i === 0));",
  ])("and a step that renaming shows to be ordered is no such: %s", (code) => {
    const model = lowered(action(code));
    const blind = { ...model, idSets: model.idSets.map((set) => ({ ...set, ordered: [] })) };
    expect(unlikeWhenRenamed(blind, 12)).not.toEqual([]);
  });
});

describe("loops over identities whose order may matter", () => {
  it.each([
    ["for (const w of each<W>()) s.last = w;", "changes s.last"],
    ["let x = me; for (const w of each<W>()) { if (s.on[w]) s.last = x; x = w; }", "changes x"],
    ["for (const w of each<W>()) s.queue.push(w);", "changes s.queue"],
    ["for (const w of each<W>()) if (s.on[w]) { s.last = w; break; }", "change s.last"],
    ["for (const w of each<W>()) { if (s.n > 0) s.on[w] = true; s.n--; }", "changes s.n"],
    ["for (const w of each<W>()) { s.to[w] = s.last; if (s.on[w]) s.last = null; }", "changes s.last"],
    ["for (const w of each<W>()) s.on[w] = s.on[me];", "changes s.on[…]"],
    ["for (const w of each<W>()) s.on[me] = s.on[w];", "changes s.on[…]"],
    ["for (const w of each<W>()) { const to = s.to[w]; if (to !== null) s.on[to] = !s.on[to]; }", "changes s.on[…]"],
    ["for (const w of each<W>()) { s.set.add(w); if (s.set.size > 1) s.flag = true; }", "changes s.set"],
    ["for (const w of each<W>()) { if (s.on[w]) s.set.add(me); else s.set.delete(me); }", "changes s.set"],
    ["for (const w of each<W>()) { if (s.on[w]) s.flag = true; if (s.to[w] === me) break; }", "change s.flag"],
    ["for (const w of each<W>()) s.flag = !s.flag || s.on[w];", "changes s.flag"],
    ["for (const w of each<W>()) { s.n *= 2; s.n += 1; }", "changes s.n"],
    ["for (const w of each<W>()) take(s, w);", "changes s.last"],
    ["for (const w of each<W>()) s.on[w] = pick(true, false);", "picks"],
    ['for (const w of each<W>()) { assert(s.n > 0, "n"); when(s.on[w]); }', "fail and another one block"],
    ["for (const w of each<W>()) { const h = s.of; h[me].add(b); s.n = h[w].size; }", "changes"],
    ["let k: Int<0, 9> = 0; for (const w of each<W>()) { k++; if (k === 2) s.on[w] = true; }", "changes k"],
    ["s.queue = [...each<W>()];", "made into a sequence"],
    ["for (const w of each<W>()) s.flag &&= claim(s, w);", "changes s.flag"],
    ["let ok = true; for (const w of each<W>()) ok = ok && claim(s, w);", "changes ok"],
    ["let ok = false; for (const w of each<W>()) ok ||= idle(s, w); s.flag = ok;", "changes ok"],
    ["let ok = true; for (const w of each<W>()) ok &&= s.queue[s.of[w].size] === me;", "changes ok"],
    [
      "for (const w of each<W>()) if (s.count[s.n + s.of[w].size] === 1) { s.flag = true; break; }",
      "may block or fail",
    ],
    ["for (const w of each<W>()) { s.bs.add(s.n + s.of[w].size); when(s.on[w]); }", "fail and another one block"],
    ['for (const w of each<W>()) assert(s.queue[s.of[w].size] !== w, "queued");', "leave a range"],
    ["s.flag = some((w: W) => s.queue[s.of[w].size] === me);", "some over W may fail on the way"],
    ["s.flag = some((w: W) => s.on[s.to[w]!]);", "some over W may fail on the way"],
    ["s.flag = every((w: W) => s.on[w] && s.count[s.n + 1] > 0);", "every over W may fail on the way"],
    ["s.flag = [...each<W>()].every((w) => 6 / s.of[w].size > 2);", "made into a sequence"],
    ["s.flag = [...each<W>()].some((w, i) => i === 0 && s.on[w]);", "made into a sequence"],
    ["s.set = new Set([...each<W>()].filter((w, i) => i === 0));", "made into a sequence"],
    ["s.set = new Set([...each<W>()].map((w, i) => (i === 0 ? w : me)));", "made into a sequence"],
    ["s.last = pick([...each<W>()].filter((w, i) => i === 0));", "made into a sequence"],
  ])("%s", (code, reason) => {
    expect(orders(code)).toHaveLength(1);
    expect(orders(code)[0]).toContain(reason);
  });

  it("is so where a process rests in the loop, and where a search returns what it found", () => {
    const rests = lowered(
      `${head}export const p = process(function* (s) { for (const w of each<W>()) { s = yield "a"; s.on[w] = true; } });`,
    );
    expect(rests.idSets[0]?.ordered.map((o) => o.reason)).toEqual(["a process rests between one W and the next"]);
    const search = `function one(s: State): W | null { for (const w of each<W>()) if (s.on[w]) return w; return null; }`;
    const found = lowered(`${head}${search} export const a = action((s) => { s.last = one(s); });`);
    expect(found.idSets[0]?.ordered[0]?.reason).toContain("tells which one");
  });

  it("switches that set off, with a note, and no other", () => {
    const model = lowered(action("for (const w of each<W>()) s.last = w;"));
    expect(symmetrySets(model)).toEqual([]);
    expect(symmetryNotes(model)).toEqual([
      "symmetry of W is off: the order of a loop over each<W>() may matter: one iteration changes s.last and another one writes it, line 14",
    ]);
    expect(symmetrySets(lowered(action("s.last = me;")))).toEqual([0]);
  });
});

describe("loops over sets", () => {
  const found = (code: string) => compiled(action(code)).found.map((x) => x.split(" ")[0]);
  it.each([
    "for (const w of s.set) s.on[w] = true;",
    "for (const x of s.bs) s.count[x]++;",
    "for (const x of s.bs) if (x !== b) s.bs.delete(x);",
    "for (const x of new Set(s.bs)) s.n += x;",
    "for (const x of [...s.bs]) s.count[x] = 0;",
    "s.flag = [...s.bs].some((x) => x > 1); s.n = [...s.bs].length;",
  ])("accepts %s", (code) => expect(found(code)).toEqual([]));
  it.each([
    ["for (const x of s.bs) s.n = x;", "SPEC3008"],
    ["for (const w of s.set) s.queue.push(w);", "SPEC3008"],
    ["for (const x of s.bs) { s.n = s.n * 2 + x; }", "SPEC3008"],
    ["for (const x of s.bs) s.bs.add(b);", "SPEC3009"],
    ["for (const x of s.bs) { s.count[x]++; s.bs.clear(); }", "SPEC3009"],
    ["s.queue = [...s.set];", "SPEC3010"],
    ["s.bs = new Set([...s.bs].filter((x, i) => i === 0));", "SPEC3010"],
    ["s.flag = [...s.bs].some((x) => 4 / x > 1);", "SPEC3010"],
  ])("refuses %s", (code, expected) => expect(found(code)).toEqual([expected]));
});
