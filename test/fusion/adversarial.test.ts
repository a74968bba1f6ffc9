// Guards against each single way in which fusing a step could hide something: what stands at a rest that goes, what the next
// step would have met, who would have hung there. Every spec is small enough to see what must happen.
// Not here: code that nobody has thought of (random-processes.test.ts).
import { describe, expect, it } from "vitest";
import { fuse } from "../../checker/fusion/fuse.ts";
import { lowered } from "../lower/lockstep.ts";
import { sameVerdict } from "./same-verdict.ts";

const head = `
type P = Id<"P", 2>;
interface State { lock: boolean; n: Int<0, 3>; flag: boolean; gone: boolean; mine: Record<P, Int<0, 3>> }
const { action, process, invariant, stepInvariant, reachable, model } = spec<State>(() => ({
  lock: false, n: 0, flag: false, gone: false, mine: fill(0),
}));
`;

interface Case {
  readonly name: string;
  readonly text: string;
  /** Labels that have to stay, and that have to go. */
  readonly stay?: readonly string[];
  readonly go?: readonly string[];
}

const twice = (body: string): string => `export const w = process(function* (s, self: P) {\n${body}\n});\n`;

const cases: readonly Case[] = [
  {
    name: "a local step goes",
    text: `${twice('s = yield "a"; s.mine[self] = 1; s = yield "b"; s.mine[self] = 2; s = yield "c"; s.n = 1;')}
      export const x = invariant((s) => s.n < 2);`,
    go: ["b", "c"],
  },
  {
    name: "an invariant that looks at the row keeps it visible",
    text: `${twice('s = yield "a"; s.mine[self] = 1; s = yield "b"; s.mine[self] = 2; s = yield "c"; s.n = 1;')}
      export const x = invariant((s) => !every((p: P) => s.mine[p] === 1));`,
  },
  {
    name: "a property that looks at the label",
    text: `${twice('s = yield "a"; s.mine[self] = 1; s = yield "b"; s.mine[self] = 2; s = yield "c"; s.n = 1;')}
      export const x = reachable((s) => every((p: P) => w.at(s, p, "b")));`,
    stay: ["b"],
  },
  {
    name: "somebody else waits for the label",
    text: `${twice('s = yield "a"; s.mine[self] = 1; s = yield "b"; s.mine[self] = 2;')}
      export const v = process(function* (s) { s = yield "wait"; when(every((p: P) => w.at(s, p, "b"))); s.flag = true; });
      export const x = invariant((s) => !s.flag);`,
    stay: ["b"],
  },
  {
    name: "an assertion in a local step",
    text: `${twice('s = yield "a"; s.mine[self] = 3; s = yield "b"; assert(s.mine[self] < 3, "three"); s = yield "c"; s.n = 1;')}`,
  },
  {
    name: "an assertion that only somebody in between makes fail",
    text: `${twice('s = yield "a"; s.mine[self] = 1; s = yield "b"; assert(!s.gone, "gone"); s = yield "c"; s.mine[self] = 2;')}
      export const free = action((s) => { when(!s.gone); s.gone = true; });`,
  },
  {
    name: "an assertion behind the last rest, which nobody makes again",
    text: `${twice('s = yield "a"; when(!s.lock); s.lock = true; s = yield "b"; s.n = 1; s = yield "c"; assert(!s.gone, "gone"); s.lock = false;')}
      export const free = action((s) => { when(s.n === 1 && !s.gone); s.gone = true; });`,
  },
  {
    name: "a range that is left and mended",
    text: `${twice('let k: Int<0, 3> = 3; s = yield "a"; s.mine[self] = k; s = yield "b"; s.mine[self]++; s = yield "c"; s.mine[self] = 0; s = yield "d"; k = s.mine[self]; s.n = k;')}`,
  },
  {
    name: "a local that leaves its range and dies",
    text: `${twice('let k: Int<0, 3> = 3; s = yield "a"; k = k + 1; s = yield "b"; s.mine[self] = k > 3 ? 0 : 1; s = yield "c"; s.n = 1;')}`,
  },
  {
    name: "a lock: taking and giving back go, and the check of somebody without it is found",
    text: `${twice('s = yield "a"; when(!s.lock); s.lock = true; s = yield "b"; s.n = 1; s = yield "c"; s.n = 0; s = yield "d"; s.lock = false;')}
      export const v = process(function* (s) { s = yield "look"; assert(s.n === 0, "half done"); });`,
    go: ["b", "d"],
  },
  {
    name: "a lock that all of them take",
    text: `${twice('s = yield "a"; when(!s.lock); s.lock = true; s = yield "b"; s.n++; s = yield "c"; assert(s.n === 1, "together"); s.n--; s = yield "d"; s.lock = false;')}
      export const x = invariant((s) => s.n < 2);`,
    go: ["b", "d"],
  },
  {
    name: "a lock that one of them gives back without having it",
    text: `${twice('s = yield "a"; when(!s.lock); s.lock = true; s = yield "b"; s.n++; s = yield "c"; assert(s.n === 1, "together"); s.n--; s = yield "d"; s.lock = false;')}
      export const v = process(function* (s) { s = yield "steal"; s.lock = false; });`,
  },
  {
    name: "hanging with the lock taken",
    text: `${twice('s = yield "a"; when(!s.lock); s.lock = true; s = yield "b"; when(s.flag); s.lock = false;')}
      export const v = process(function* (s) { s = yield "v"; when(!s.lock); s.flag = true; });`,
    stay: ["b"],
  },
  {
    name: "hanging after a choice",
    text: `${twice('let k: Int<0, 3> = 0; s = yield "a"; k = pick(0, 1); s = yield "b"; when(k === 1); s.n = 1;')}`,
    stay: ["b"],
  },
  {
    name: "a choice that stays local",
    text: `${twice('let k: Int<0, 3> = 0; s = yield "a"; k = pick(0, 1); s = yield "b"; s.mine[self] = k; s = yield "c"; s.n = s.mine[self];')}
      export const x = invariant((s) => s.n === 0 || !every((p: P) => w.done(s, p)));`,
  },
  {
    name: "a loop of local steps",
    text: `${twice('while (true) { s = yield "a"; s.mine[self] = 1; s = yield "b"; s.mine[self] = 2; }')}
      export const v = process(function* (s) { s = yield "v"; s.n = 1; });
      export const x = invariant((s) => s.n === 0);`,
  },
  {
    name: "a loop of one step",
    text: `${twice('while (true) { s = yield "a"; s.mine[self] = (s.mine[self] + 1) % 3; }')}
      export const x = reachable((s) => every((p: P) => s.mine[p] === 2));`,
    stay: ["a"],
  },
  {
    name: "compare and exchange",
    text: `${twice('while (true) { s = yield "read"; const k = s.n; if (k === 3) return; s = yield "swap"; if (s.n === k) { s.n = k + 1; break; } }')}
      export const x = invariant((s) => !every((p: P) => w.done(s, p)) || s.n === 2);`,
    go: ["swap"],
  },
  {
    name: "a store that should have been a compare and exchange",
    text: `${twice('let k: Int<0, 3> = 0; s = yield "read"; k = s.n; s = yield "store"; s.n = k + 1;')}
      export const x = invariant((s) => !every((p: P) => w.done(s, p)) || s.n === 2);`,
    stay: ["store"],
  },
  {
    name: "a step invariant of the value that is skipped",
    text: `${twice('s = yield "a"; s.mine[self] = 2; s = yield "b"; s.mine[self] = 1; s = yield "c"; s.n = 1;')}
      export const x = stepInvariant((s, next) => every((p: P) => next.mine[p] >= s.mine[p]));`,
  },
  {
    name: "a step invariant that no standing still satisfies",
    text: `${twice('s = yield "a"; s.mine[self] = 2; s = yield "b"; s.n++;')}
      export const x = stepInvariant((s, next) => next.n !== s.n);`,
    stay: ["a", "b"],
  },
  {
    name: "a constraint",
    text: `${twice('s = yield "a"; s.mine[self] = 1; s = yield "b"; s.n++; s = yield "c"; s.mine[self] = 2; s = yield "d"; s.n++;')}
      export const x = reachable((s) => every((p: P) => s.mine[p] === 2));
      export const m = model({}, { constraint: (s) => s.n < 2 });`,
  },
  {
    name: "a witness that is only there in between",
    text: `${twice('s = yield "a"; s.flag = true; s = yield "b"; s.flag = false; s = yield "c"; s.mine[self] = 1;')}
      export const x = reachable((s) => s.flag && s.n === 0);`,
  },
];

describe("one thing that could be hidden", () => {
  it.each(cases)("$name", async ({ text, stay = [], go = [] }) => {
    const model = lowered(head + text);
    await sameVerdict(model);
    const rests = fuse(model).model.controlGraphs.flatMap((g) => g.rests.map((r) => r.label));
    for (const label of stay) expect(rests).toContain(label);
    for (const label of go) expect(rests).not.toContain(label);
  });
});
