// Which loops over sets of structured members, maps and bags are free of order, and which functions asked of members are.
// A wrong "free" would give a spec two meanings (JavaScript has the order of insertion), and make symmetry unsound where
// members contain identities: so next to each loop that is accepted stands one that comes close.
// Not here: loops over identities and over sets of scalars (order.test.ts).
import { describe, expect, it } from "vitest";
import type { SpecModel } from "../../ir/model.ts";
import { actionOf, freeOfOrder, head } from "./collection-loops.ts";
import { compiled } from "./lockstep.ts";
import { unlikeWhenRenamed } from "./renaming.ts";

interface Judged {
  readonly model: SpecModel | null;
  /** Codes of what is found, and why the identities are ordered. */
  readonly found: readonly string[];
}

function judged(code: string): Judged {
  const text = head + actionOf("a", code);
  const { model, found } = compiled(text);
  const ordered = model?.idSets.flatMap((set) => set.ordered.map((o) => o.reason)) ?? [];
  return { model, found: [...found.map((x) => x.split(" ")[0] ?? ""), ...ordered] };
}

describe("free of order", () => {
  it.each(freeOfOrder)("%s", (code) => {
    const { model, found } = judged(code);
    expect(found).toEqual([]);
    expect(unlikeWhenRenamed(model ?? expect.fail(), 3)).toEqual([]);
  });
});

describe("whose order may matter", () => {
  it.each([
    ["for (const m of s.sent) s.last = m.to;", "SPEC3008"],
    ["for (const m of s.sent) tell(s, m);", "SPEC3008"],
    ["for (const m of s.sent) s.queue.push(m);", "SPEC3008"],
    ["for (const m of s.sent) if (m.term > 1) s.few.add(m); else s.few.delete(m);", "SPEC3008"],
    ["for (const m of s.sent) { if (s.net.size < 2) s.net.add(m); }", "SPEC3008"],
    ["for (const m of s.sent) { s.other.delete({ ...m, term: 0 }); s.other.add(m); }", "SPEC3008"],
    ["for (const m of s.sent) s.level.set(m.to, m.term);", "SPEC3008"],
    ["for (const m of s.sent) s.boxes.set(m.term, { n: m.term, seen: new Set() });", "SPEC3008"],
    ["for (const m of s.sent) { s.net.delete(m); s.net.add({ ...m, term: 0 }); }", "SPEC3008"],
    ["for (const m of s.sent) { when(m.term > 0); s.net.add(m); }", "SPEC3008"],
    [
      "let found: W | null = null; for (const m of s.sent) if (s.on[m.to]) { found = m.to; break; } s.last = found;",
      "SPEC3008",
    ],
    ["for (const m of s.sent) s.sent.add({ ...m, term: 0 });", "SPEC3009"],
    ["for (const m of s.sent) { s.sent.delete(m); s.sent.add(m); }", "SPEC3009"],
    ["for (const m of s.sent) s.sent.clear();", "SPEC3009"],
    ["s.sent.forEach((m) => { s.last = m.to; });", "SPEC3008"],
    ["s.flag = s.sent.some((m) => 4 / m.term > 1);", "SPEC3008"],
    ["s.flag = s.sent.every((m) => isOver(m));", "SPEC3008"],
    ["s.flag = s.sent.some((m) => s.level.get(m.to)! > 1);", "SPEC3008"],
    ["s.queue = [...s.sent];", "SPEC3010"],
    ["s.queue = [...s.sent].sort((x, y) => x.term - y.term);", "SPEC3010"],
    ["s.queue = [...s.net];", "SPEC3010"],
    ["for (const m of s.net) s.last = m.to;", "SPEC3008"],
    ["for (const m of s.net) s.net.delete(m);", "SPEC3009"],
    ["for (const m of s.net) { if (m.term > 0) s.back.add(m); else s.back.delete(m); }", "SPEC3008"],
    ["for (const m of s.net) s.small.set(m, s.small.size);", "SPEC3008"],
    ["for (const m of s.net) s.flag = !s.flag;", "SPEC3008"],
    ["for (const [w, level] of s.level) s.n = level;", "SPEC3008"],
    ["for (const [w, level] of s.level) s.level.set(me, level);", "SPEC3009"],
    ["for (const [w, level] of s.level) { s.level.delete(w); s.level.set(w, level); }", "SPEC3009"],
    ["for (const w of s.level.keys()) s.level.set(me, 1);", "SPEC3009"],
    ["for (const w of s.level.keys()) s.last = w;", "SPEC3008"],
    ["for (const level of s.level.values()) s.n = level;", "SPEC3008"],
    ["for (const [k, box] of s.boxes) { box.n = s.boxes.get(b)?.n ?? 0; }", "SPEC3008"],
    ["for (const [k, box] of s.boxes) { s.boxes.get(b)!.n = box.n; }", "SPEC3008"],
    ["for (const box of s.boxes.values()) s.boxes.clear();", "SPEC3009"],
    ["s.boxes.forEach((box, k) => { s.n = k; });", "SPEC3008"],
    ["s.level = new Map([...s.sent].map((m): [W, Term] => [m.to, m.term]));", "SPEC3010"],
    ["s.queue = [...s.votes.keys()];", "SPEC3010"],
  ])("%s", (code, expected) => {
    expect(judged(code).found.filter((x) => x.startsWith("SPEC"))).toEqual([expected]);
  });

  it("switches symmetry off where identities are what is gone through", () => {
    expect(
      judged("for (const w of each<W>()) s.boxes.set(b, { n: s.level.get(w) ?? 0, seen: new Set() });").found[0],
    ).toContain("changes s.boxes");
    expect(judged("for (const w of each<W>()) { s.level.delete(me); s.level.set(w, 1); }").found[0]).toContain(
      "changes s.level",
    );
    expect(judged("s.flag = some((w: W) => 4 / s.level.get(w)! > 1);").found[0]).toContain("may fail on the way");
    expect(judged("for (const m of each<Msg>()) s.last = m.to;").found[0]).toContain("changes s.last");
    expect(judged("s.last = first((m: Msg) => m.term > 0).to;").found[0]).toMatch(/SPEC2063|first takes/);
  });

  it("takes no member for itself that the loop has changed", () => {
    const changed = "const x: Term = m.term; m.term = 0; s.small.set(m, x);";
    expect(judged(`for (const m of each<Msg>()) { ${changed} }`).found[0]).toContain("changes s.small");
    expect(judged(`for (const o of s.sent) { const m = { ...o }; ${changed} }`).found).toEqual(["SPEC3008"]);
    expect(judged(`for (const [o] of s.votes) { const m = structuredClone(o); ${changed} }`).found).toEqual([
      "SPEC3008",
    ]);
    expect(judged(`for (const m of s.sent) { ${changed} }`).found).not.toEqual([]);
    expect(judged(`for (const m of s.sent) { ${changed.replace("m.term = 0", "zero(m)")} }`).found).not.toEqual([]);
    expect(judged(`for (const [m] of s.votes) { ${changed} }`).found).not.toEqual([]);
  });
});
