// Small specs, one for each construct that another language might take another way.
// In: nothing. Out: their texts by name.
// Not here: what is compared (constructs.test.ts).
const spec = (names: string, state: string, initial: string, rest: string): string =>
  `import { spec, ${names} } from "racespec";\ninterface State { ${state} }\n` +
  `const { action, invariant, process, model } = spec<State>(() => (${initial}));\n${rest}\n` +
  (rest.includes("assert(") ? "" : "export const fine = invariant(() => true);\n") +
  'export const m = model({}, { deadlock: "ignore" });\n';

export const constructs: Readonly<Record<string, string>> = {
  "a place whose key changes meanwhile": spec(
    "when, fill, type Index, type Int",
    "at: Index<3>; rows: Record<Index<3>, { n: Int<0, 2> }>",
    "{ at: 0, rows: fill({ n: 0 }) }",
    `export const go = action((s, to: Index<3>) => {
      const row = s.rows[s.at];
      when(row.n < 2);
      s.at = to;
      row.n++;
    });`,
  ),
  "jumps out of nested loops": spec(
    "when, each, fill, type Index, type Int",
    "grid: Record<Index<3>, Record<Index<2>, Int<0, 2>>>; seen: Int<0, 12>",
    "{ grid: fill(fill(0)), seen: 0 }",
    `export const go = action((s, stop: Index<3>) => {
      let n = 0;
      outer: for (const i of each<Index<3>>()) {
        for (const j of each<Index<2>>()) {
          if (i === stop) continue outer;
          if (s.grid[i][j] === 2) break outer;
          n++;
          if (j === 1) break;
          s.grid[i][j]++;
        }
        n += 2;
      }
      when(n > 0);
      s.seen = n;
    });`,
  ),
  "a loop with its test at the end, and a remainder of what is negative": spec(
    "when, type Int",
    "x: Int<-4, 4>; y: Int<-2, 2>",
    "{ x: 0, y: 0 }",
    `export const up = action((s) => { when(s.x < 4); s.x++; });
     export const down = action((s) => { when(s.x > -4); s.x--; });
     export const rest = action((s) => {
       let n = s.x;
       do { n += 3; if (n > 5) break; } while (n < 0);
       s.y = (s.x * n) % 3;
       when(Math.floor(s.x / 2) + Math.abs(s.y) <= 3 && Math.trunc(s.x / 3) < 2);
     });`,
  ),
  "choices on one way only": spec(
    "when, pick, type Int",
    "a: Int<0, 3>; b: Int<0, 3>; on: boolean",
    "{ a: 0, b: 0, on: false }",
    `export const go = action((s) => {
       if (s.on) { s.a = pick((n: Int<0, 3>) => n > s.b); s.on = false; }
       else { s.b = pick(0, 1, 2); s.on = true; if (s.b === 2) when(s.a === 0); }
     });`,
  ),
  "conditions in functions": spec(
    "when, type Int",
    "n: Int<0, 5>; last: Int<0, 5>",
    "{ n: 0, last: 0 }",
    `function take(s: State, k: Int<0, 5>): number { when(s.n + k <= 5); s.n += k; if (s.n === 3) return 0; s.last = k; return s.n; }
     export const one = action((s) => { const got = take(s, 1); if (got > 4) s.n = 0; });
     export const two = action((s) => { s.last = 5; take(s, 2); when(s.last !== 2 || s.n < 4); });`,
  ),
  "sequences that grow and shrink": spec(
    "when, type Seq, type Int",
    "q: Seq<Int<0, 2>, 3>; got: Int<0, 9>",
    "{ q: [], got: 0 }",
    `export const put = action((s, v: Int<0, 2>) => { when(s.q.length < 3); if (v === 2) s.q.unshift(v); else s.q.push(v); });
     export const take = action((s) => { when(s.q.length > 1); const a = s.q.shift(); const b = s.q.pop(); s.got = (a ?? 3) * 3 + (b ?? 0); });
     export const turn = action((s) => { when(s.q.length === 3); s.q.reverse(); s.q[1] = 0; s.got = s.q.filter((x) => x > 0).length + s.q.indexOf(2) + 1; });`,
  ),
  "a switch that falls through": spec(
    "type Int",
    'mode: "a" | "b" | "c" | "d"; n: Int<0, 9>',
    '{ mode: "a", n: 0 }',
    `export const go = action((s, to: "d" | "a" | "c" | "b") => {
       let n = 0;
       switch (s.mode) { case "a": n++; case "b": n += 2; break; case "c": if (s.n > 2) break; n = 5; default: n++; }
       s.n = n; s.mode = to;
     });`,
  ),
  "the order of values, and the first that serves": spec(
    "each, fill, when",
    'used: Record<"z" | "m" | "a", boolean>; last: "m" | "a" | "z"',
    '{ used: fill(false), last: "a" }',
    `export const next = action((s) => {
       let found = false;
       for (const k of each<"z" | "m" | "a">()) { if (s.used[k]) continue; s.used[k] = true; s.last = k; found = true; break; }
       when(found);
     });`,
  ),
  "what may be missing": spec(
    "when, type Int, type Seq",
    "who: Int<0, 2> | null; box: { n: Int<0, 2> } | null; q: Seq<{ n: Int<0, 1> }, 2>; got: Int<0, 9>",
    "{ who: null, box: null, q: [], got: 0 }",
    `export const make = action((s, n: Int<0, 2>) => { when(s.box === null); s.box = { n }; s.who = n === 2 ? null : n; });
     export const drop = action((s) => { s.got = (s.box?.n ?? 5) + (s.who ?? 3); s.box = null; });
     export const send = action((s, n: Int<0, 1>) => { when(s.q.length < 2); s.q.push({ n }); });
     export const take = action((s) => { const m = s.q.shift(); when(m !== undefined); s.got = m.n; });`,
  ),
  "records of several shapes in a set": spec(
    "when, ValueSet, type Int",
    'sent: ValueSet<{ kind: "ask"; n: Int<0, 1> } | { kind: "tell"; ok: boolean }>; done: Int<0, 6>',
    "{ sent: new ValueSet(), done: 0 }",
    `export const ask = action((s, n: Int<0, 1>) => { s.sent.add({ kind: "ask", n }); });
     export const tell = action((s, n: Int<0, 1>) => { when(s.sent.has({ kind: "ask", n })); s.sent.delete({ kind: "ask", n }); s.sent.add({ kind: "tell", ok: n === 1 }); });
     export const count = action((s) => { s.done = s.sent.size + (s.sent.some((m) => m.kind === "tell" && m.ok) ? 2 : 0); });`,
  ),
  "sets of plain values": spec(
    "when, pick, type Index, type Int",
    "a: Set<Index<3>>; b: Set<Index<3>>; n: Int<0, 9>",
    "{ a: new Set(), b: new Set([1]), n: 0 }",
    `export const give = action((s, x: Index<3>) => { when(!s.a.has(x)); s.a.add(x); if (s.b.delete(x)) s.n = 7; });
     export const swap = action((s) => { const y = pick(s.a); s.b = s.a.symmetricDifference(s.b); s.a = new Set([y]); s.n = s.b.size + (s.a.isSubsetOf(s.b) ? 3 : 0); });
     export const less = action((s) => { const part = pick<Set<Index<3>>>(); when(part.size > 0 && part.isSubsetOf(s.a)); s.a = s.a.difference(part); });`,
  ),
  "several initial states": spec(
    "fillWith, pick, type Index, type Int",
    "x: Record<Index<3>, Int<0, 1>>; n: Int<0, 2>",
    "{ x: fillWith(() => pick<Int<0, 1>>()), n: pick((n: Int<0, 2>) => n !== 1) }",
    "export const go = action((s, i: Index<3>) => { s.x[i] = s.n === 0 ? 0 : 1; });",
  ),
  "what lives across a yield": spec(
    "each, fill, type Id, type Index, type Int",
    'sum: Int<0, 9>; turns: Record<Id<"P", 2>, Int<0, 3>>',
    "{ sum: 0, turns: fill(0) }",
    `export const p = process(function* (s, self: Id<"P", 2>) {
       let mine: Int<0, 9> = 0;
       for (const i of each<Index<3>>()) {
         s = yield "read";
         mine = s.sum;
         s = yield "write";
         if (mine < 9) s.sum = mine + 1;
         s.turns[self] = i;
         if (s.sum === 4) break;
       }
     });`,
  ),
};

/** Each fails at the same: the name that both say. */
export const failing: Readonly<Record<string, { readonly text: string; readonly says: string }>> = {
  "a value in a gap of its type": {
    text: spec(
      "type Int",
      "x: Int<0, 2> | null",
      "{ x: 0 }",
      "export const go = action((s) => { s.x = (s.x ?? 0) + 1; });",
    ),
    says: "outside its type",
  },
  "an assertion before a condition": {
    text: spec(
      "when, assert, type Int",
      "x: Int<0, 3>",
      "{ x: 0 }",
      `export const up = action((s) => { when(s.x < 3); s.x++; });
      export const look = action((s) => { assert(s.x < 2, "x is small"); when(s.x > 5); });`,
    ),
    says: "small",
  },
  "a step invariant": {
    text:
      spec(
        "type Int",
        "x: Int<0, 3>",
        "{ x: 0 }",
        "export const set = action((s, n: Int<0, 3>) => { s.x = n; });\n",
      ).replace("invariant, process", "invariant, stepInvariant") +
      "export const grows = stepInvariant((s, next) => next.x >= s.x);\n",
    says: "grows",
  },
};
