// Lowering against the generators that processes are: every shape of sequential code, walked side by side with the
// JavaScript that it is. Guards against a step that is cut in the wrong place, a local lost, kept or mixed up at a yield.
// Not here: the printed form (lower.test.ts), what is refused (refused.test.ts).
import { expect, it } from "vitest";
import { inLockstep } from "./lockstep.ts";

const head = `
type P = Id<"P", 2>;
type B = Index<3>;
interface State { n: Int<0, 9>; set: Record<P, Set<B>>; who: P | null; flag: boolean; kind: "a" | "b" | "c" }
const { action, process, procedure } = spec<State>(() => ({ n: 0, set: fill(new Set()), who: null, flag: false, kind: "a" }));
export const toggle = action((s) => { s.flag = !s.flag; });
`;

const cases: Readonly<Record<string, string>> = {
  "straight line": `export const p = process(function* (s, self: P) {
    s = yield "one"; s.who = self;
    s = yield "two"; when(s.flag); s.who = null;
  });`,
  "a process without a parameter, and without a last statement": `export const p = process(function* (s) {
    s = yield "one"; s.n = 1;
    s = yield "two";
  });`,
  "branches with and without yields": `export const p = process(function* (s, self: P) {
    s = yield "one";
    if (s.flag) { s.n = 1; s = yield "yes"; s.n = 2; } else if (s.who === null) { s.who = self; } else { s = yield "no"; s.who = null; }
    if (s.n === 2) return;
    s = yield "end"; s.flag = false;
  });`,
  "a loop over an Index, with a local that outlives it": `export const p = process(function* (s, self: P) {
    let last: B = 0;
    for (const b of each<B>()) {
      if (b === 1 && s_is(b)) continue;
      s = yield "visit";
      if (s.flag) s.set[self].add(b);
      last = b;
    }
    s = yield "after"; s.n = last;
  });
  function s_is(b: B): boolean { return b > 5; }`,
  "an iteration that may run without a yield": `export const p = process(function* (s, self: P) {
    s = yield "start";
    for (const b of each<B>()) {
      if (!s.set[self].has(b) && s.flag) { s = yield "add"; s.set[self].add(b); }
      s.n = Math.min(9, s.n + 1);
    }
    s = yield "end"; s.n = 0;
  });`,
  "a loop over identities and one over literals": `export const p = process(function* (s) {
    for (const q of each<P>()) { s = yield "id"; s.who = q; }
    for (const k of each<"a" | "b" | "c">()) { s = yield "kind"; s.kind = k; }
    for (const q of each<P | null>()) { s = yield "maybe"; s.who = q; }
  });`,
  "a loop variable that the body changes": `export const p = process(function* (s) {
    for (let b of each<B>()) { s = yield "one"; s.n = b; b = (b + 1) % 3; s = yield "two"; s.n = b; }
  });`,
  "a loop over a list, over a local sequence, over a copy": `export const p = process(function* (s, self: P) {
    for (const x of [4, 7, 4]) { s = yield "list"; s.n = x; }
    const mine: Seq<B, 3> = [2, 0];
    for (const x of mine) { s = yield "local"; s.n = x; if (mine.length < 3) mine.push(1); }
    for (const x of mine.filter((y) => y > 0)) { s = yield "copy"; s.n = x; }
  });`,
  "nested loops with labelled jumps": `export const p = process(function* (s, self: P) {
    outer: for (const a of each<B>()) {
      for (const b of each<B>()) {
        if (b === a) continue outer;
        s = yield "inner"; s.n = 3 * a + b;
        if (s.flag && b === 1) break outer;
      }
      s = yield "never"; s.n = 9;
    }
    s = yield "after"; s.who = self;
  });`,
  "while, do-while and for, with continue": `export const p = process(function* (s) {
    let k: Int<0, 3> = 0;
    while (k < 2) { k++; if (k === 1) continue; s = yield "while"; s.n = k; }
    do { s = yield "do"; if (s.flag) { s.flag = false; continue; } s.n = Math.min(9, s.n + 1); } while (s.n < 4);
    for (let i: Int<0, 3> = 0; i < 3; i++) { if (i === 1) continue; s = yield "for"; s.n = i; }
  });`,
  "a loop for ever": `export const p = process(function* (s, self: P) {
    while (true) {
      s = yield "take"; when(s.who === null); s.who = self;
      if (s.flag) break;
      s = yield "give"; s.who = null;
    }
    s = yield "out"; s.n = 1;
  });`,
  "switch: falling through, default in the middle": `export const p = process(function* (s) {
    s = yield "look";
    switch (s.kind) {
      case "a": s = yield "a"; s.kind = "b"; 
      case "b": s.n = 2; s = yield "b"; s.kind = "c"; break;
      default: s = yield "other"; s.n = 5;
      case "c": s.n = Math.min(9, s.n + 1);
    }
    s = yield "end"; s.flag = s.kind === "c";
  });`,
  "procedures in several places, with results and early returns": `
  const lock = procedure(function* (s, me: P) { s = yield "lock"; when(s.who === null); s.who = me; });
  const add = procedure(function* (s, me: P, by: Int<0, 2>) {
    if (by === 0) return false;
    s = yield* lock(s, me);
    s.n = (s.n + by) % 10;
    if (s.flag) return true;
    s = yield "unlock"; s.who = null;
    return s.n > 3;
  });
  export const p = process(function* (s, self: P) {
    let big: boolean = false;
    s = yield* lock(s, self);
    s.who = null;
    [s, big] = yield* add(s, self, 2);
    if (big) { s.who = null; return; }
    [s, big] = yield* add(s, self, 0);
    s = yield "unlock"; s.flag = big; s.who = null;
  });`,
  "a procedure that changes its parameter": `
  const down = procedure(function* (s, from: Int<0, 3>) { while (from > 0) { s = yield "down"; from--; s.n = from; } });
  export const p = process(function* (s) { let k: Int<0, 3> = 2; s = yield* down(s, k); s = yield "then"; s.n = k; s = yield* down(s, 1); });`,
  "a local collection that becomes state": `export const p = process(function* (s, self: P) {
    const left = new Set<B>(each<B>());
    while (left.size > 0) {
      s = yield "take";
      const b = pick(left);
      left.delete(b);
      if (s.flag) { s.set[self] = new Set(left); }
      s = yield "put"; s.n = b;
    }
    s = yield "end"; s.set[self] = left;
    s = yield "last"; s.set[self].clear();
  });`,
  "objects handed from local to local": `export const p = process(function* (s) {
    let a: Set<B> = new Set<B>([0]);
    let b: Set<B> = new Set<B>([1, 2]);
    s = yield "swap";
    const t = a; a = b; b = t;
    s = yield "show"; s.n = a.size * 3 + b.size;
    a.add(0);
    s = yield "again"; s.n = a.size * 3 + b.size;
  });`,
  "the prologue sets locals, picks, and may return": `export const p = process(function* (s, self: P) {
    let k: B = pick<B>();
    if (k === 2) return;
    k = (k + 1) % 3;
    s = yield "go"; s.n = k;
  });
  export const idle = process(function* (s, self: P) { });
  export const watcher = process(function* (s) { s = yield "watch"; when(idle.done(s, first2(s))); s.n = 9; });
  function first2(s: State): P { return pick((q: P) => p.done(s, q) || p.at(s, q, "go")); }`,
  "at and done see where a process rested before the step": `export const p = process(function* (s, self: P) {
    s = yield "one"; s.flag = p.at(s, self, "one", "two");
    s = yield "two"; s.flag = p.at(s, self, "one");
    s = yield "three"; s.flag = p.done(s, self) || every((q: P) => p.at(s, q, "three"));
  });`,
  "a local left undefined, and shadowed names": `export const p = process(function* (s) {
    let x: B | undefined;
    s = yield "one"; if (s.flag) { const x: B = 2; s = yield "inner"; s.n = x; }
    s = yield "two"; s.n = x ?? 7; x = 1;
    s = yield "three"; s.n = x;
  });`,
  "a parameter that is assigned": `export const p = process(function* (s, self: B) {
    s = yield "one"; s.n = self; self = 2 - self;
    s = yield "two"; s.n = self;
  });`,
  "loops without yields that are left by a jump": `export const p = process(function* (s, self: P) {
    s = yield "look";
    for (const b of each<B>()) { if (s.set[self].has(b)) { s = yield "found"; s.n = b; return; } s.set[self].add(b); if (b === 1) break; }
    for (const b of s.set[self]) { if (s.flag && b < 9) return; }
    again: while (true) {
      for (const b of each<B>()) { if (s.flag && b === 2) break again; if (!s.flag && b === 1) { s.flag = true; continue again; } s.n = Math.min(9, s.n + 1); }
      s = yield "round"; s.n = 0;
    }
    s = yield "end"; s.who = self;
  });`,
  "a loop over a sequence of the state that is left by a return": `export const p = process(function* (s) {
    s = yield "look";
    const list: Seq<B, 3> = [0, 1, 2];
    for (const b of list) { if (s.flag && b === 1) return; s.n = b; if (b === 0) list.pop(); }
    s = yield "end"; s.kind = "c";
  });`,
  "conditions with effects, assignments inside expressions": `export const p = process(function* (s) {
    let k: Int<0, 5> = 0;
    let j: Int<0, 9> = 0;
    s = yield "one";
    if ((k = s.flag ? 2 : 1) > 1 && (j = k + 1) > 0) { s = yield "two"; s.n = j; }
    s = yield "three"; s.n = k++ + j;
    s = yield "four"; s.n = k; s.flag &&= k > 1;
  });`,
  "a least value that there may not be": `export const p = process(function* (s) {
    s = yield "look"; s.n = first((b: B) => s.flag && b > 0);
    s = yield "look again"; s.n = first((b: B) => b > 2);
  });`,
  "locals of two nested loops, left by jumps of every kind": `export const p = process(function* (s) {
    let c: Int<0, 9> = 0;
    s = yield "start";
    for (const b of each<B>()) {
      let own: Int<0, 9> = 0;
      for (const d of each<B>()) {
        c = (c + 1) % 10; own = (own + d) % 10;
        if (s.flag && b === 1 && d === 1) return;
        s = yield "inner"; s.n = (c * 3 + own) % 10;
        if (d === 1 && s.flag) break;
      }
      s = yield "outer"; s.n = own;
      if (s.flag) continue;
      s = yield "rest"; s.n = b;
    }
    s = yield "end"; s.n = c;
  });`,
  "an assertion and a throw": `export const p = process(function* (s) {
    s = yield "one"; assert(!s.flag, "no flag");
    s = yield "two"; if (s.flag) throw new Error("flag"); s.n = 1;
    s = yield "three"; s.n = 2;
  });`,
};

it.each(Object.entries(cases))("%s", (_, code) => {
  const { states, steps } = inLockstep(head + code);
  expect(states).toBeGreaterThan(3);
  expect(steps).toBeGreaterThan(states - 2);
});
