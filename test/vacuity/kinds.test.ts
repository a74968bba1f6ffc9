// Guards against warnings that are missing, wrong, or said twice: each kind of thing that can be idle, beside the spec
// that is nearest to it and has nothing idle.
// Not here: random specs (brute-force.test.ts), the words (test/cli/idle.test.ts).
import { describe, expect, it } from "vitest";
import { idleIn } from "./found.ts";

const linesOf = async (text: string, name?: string): Promise<readonly string[]> => (await idleIn(text, name)).lines;

const tank = (more: string): string => `
interface State { level: Int<0, 3>; open: boolean }
const { action, process, invariant, stepInvariant, leadsTo, eventuallyAlways, model } = spec<State>(() => ({ level: 0, open: false }));
export const fill_ = action((s) => { when(s.level < 2); s.level++; });
export const drain = action((s) => { when(s.level > 0); s.level--; });
export const toggle = action((s) => { s.open = !s.open; });
${more}`;

describe("actions that are never possible", () => {
  it("are told with the nearest state and the condition that stays false", async () => {
    expect(
      await linesOf(tank("export const burst = action((s) => { when(s.open && s.level === 3); s.open = false; });")),
    ).toEqual(["never taken: burst; after 1 () 1 hold, not s.level === 3 [s.level = 0]"]);
    expect(
      await linesOf(tank("export const burst = action((s) => { when(s.open && s.level === 2); s.open = false; });")),
    ).toEqual([]);
  });

  it("are told whichever part is never true, and wherever it stands", async () => {
    const burst = (body: string) => linesOf(tank(`export const burst = action((s, n: Int<0, 1>) => { ${body} });`));
    expect(await burst("when(s.level === 3 && s.open); s.open = n === 1;")).toEqual([
      "never taken: burst; after 1 (0) 1 hold, not s.level === 3 [s.level = 0]",
    ]);
    expect(await burst("when(s.open); s.level += n; when(s.level > 3);")).toEqual([
      "never taken: burst; after 1 (0) 1 hold, not s.level > 3 [s.level = 0]",
    ]);
    expect(await burst("when(s.level === 3); when(s.level === 0); when(s.open);")).toEqual([
      "never taken: burst; after 1 (0) 2 hold, not s.level === 3 [s.level = 0]",
    ]);
  });

  it("may fail for want of something to pick, and in a function that is called", async () => {
    expect(
      await linesOf(tank("export const burst = action((s) => { when(s.open); pick((n: Int<0, 3>) => n > 3); });")),
    ).toEqual(["never taken: burst; after 1 () 1 hold, not something to pick []"]);
    const called = `export const burst = action((s) => { enter(s); s.open = false; });
      function enter(s: State): void { when(s.open); when(s.level > 2); }`;
    expect(await linesOf(tank(called))).toEqual([
      "never taken: burst; after 1 () 1 hold, not s.level > 2 [s.level = 0]",
    ]);
  });

  it("are none where a step is possible that leads outside of a constraint", async () => {
    const text = tank("export const burst = action((s) => { when(s.level === 2); s.open = true; s.level = 3; });");
    expect(await linesOf(`${text}\nexport const m = model({}, { constraint: (s) => s.level < 3 });`, "m")).toEqual([]);
  });

  it("are none of a set without members", async () => {
    expect(
      await linesOf(
        tank('export const burst = action((s, w: Id<"W", 0>) => { when(s.level === 3); s.open = false; });'),
      ),
    ).toEqual([]);
  });
});

const lock = (second: string, rest = ""): string => `
type P = Id<"P", 2>;
interface State { owner: P | null; done: Record<P, boolean> }
const { process, invariant, model } = spec<State>(() => ({ owner: null, done: fill(false) }));
export const worker = process(function* (s, self: P) {
  s = yield "enter";
  when(s.owner === null);
  s.owner = self;
  s = yield "work";
  ${second}
  s.owner = null;
  s.done[self] = true;
});${rest}`;

describe("processes", () => {
  it("have labels that are never reached", async () => {
    expect(
      await linesOf(lock(`if (s.owner !== self) { s = yield "stolen"; s.done[self] = true; s = yield "gone"; }`)),
    ).toEqual(["never reached: worker stolen", "never reached: worker gone"]);
    expect(await linesOf(lock(`if (!s.done[self]) { s = yield "again"; }`))).toEqual([]);
  });

  it("have steps that are never taken although somebody waits there", async () => {
    const dead = await linesOf(
      `${lock("when(s.owner !== self);")}
      export const p = invariant((s) => s.owner === null || !s.done[s.owner]);
      export const m = model({}, { deadlock: "ignore" });`,
      "m",
    );
    expect(dead).toEqual(['never taken: worker; after 1 (P#0) 0 hold, not s.owner !== self [s.owner = "P#0"]']);
  });
});

describe("conditions that never block", () => {
  it("are told part by part", async () => {
    expect(await linesOf(lock("when(s.owner === self && !s.done[self]);"))).toEqual([
      "never blocks: s.owner === self",
      "never blocks: !s.done[self]",
    ]);
    expect(
      await linesOf(tank("export const shut = action((s) => { when(s.level < 3 && s.open); s.open = false; });")),
    ).toEqual(["never blocks: s.level < 3"]);
  });

  it("are none where they only tell TypeScript something, or block in some state however rare", async () => {
    expect(await linesOf(lock("when(s.owner !== null);"))).toEqual([]);
    expect(await linesOf(tank("export const shut = action((s) => { when(s.level < 2); s.open = false; });"))).toEqual(
      [],
    );
  });

  it("are told once of a function that several call", async () => {
    const shared = `export const a = action((s) => { ready(s); s.open = true; });
      export const b = action((s) => { ready(s); s.open = false; });
      function ready(s: State): void { when(s.level !== 3); }`;
    expect(await linesOf(tank(shared))).toEqual(["never blocks: s.level !== 3"]);
  });
});

describe("implications whose left side is never true", () => {
  const told = (condition: string) => linesOf(tank(`export const p = invariant((s) => ${condition});`));

  it.each([
    ["s.level !== 3 || s.open", "always true: s.level !== 3 → s.open"],
    ["!(s.level === 3) || s.open", "always false: s.level === 3 → s.open"],
    ["s.level === 3 ? s.open : true", "always false: s.level === 3 → s.open"],
    ["s.level < 3 ? true : s.open", "always true: s.level < 3 → s.open"],
    ["!(s.level === 3 && s.open)", "always false: s.level === 3 → s.open"],
    [
      "every((n: Int<0, 3>) => !(n === s.level && n === 3) || s.open)",
      "always false: n === s.level && n === 3 → s.open",
    ],
    ["s.level < 2 || s.level < 3 || s.open", "always true: s.level < 2 || s.level < 3 → s.open"],
    ["{ if (s.level !== 3) return true; return s.open; }", "always true: s.level !== 3 → the rest"],
    ["{ if (s.level === 3) { return s.open; } return true; }", "always false: s.level === 3 → { return s.open; }"],
  ])("are told: %s", async (condition, line) => {
    expect(await told(condition)).toEqual([line]);
  });

  it.each([
    "s.level !== 2 || s.level > 1",
    "s.level === 2 ? s.level > 1 : true",
    "every((n: Int<0, 3>) => n !== s.level || n < 3)",
    "!(s.level === 2 && s.level !== 2)",
    "{ if (s.level !== 2) return true; return s.level > 1; }",
    "some((n: Int<0, 3>) => n > 3 || n === s.level)",
  ])("are none: %s", async (condition) => {
    expect((await told(condition)).filter((l) => !l.startsWith("holds anyway"))).toEqual([]);
  });

  it("are looked for in steps, in functions, and behind a constraint", async () => {
    expect(await linesOf(tank("export const p = stepInvariant((s, next) => !(s.level === 3) || next.open);"))).toEqual([
      "always false: s.level === 3 → next.open",
    ]);
    expect(
      await linesOf(tank("export const p = stepInvariant((s, next) => next.level !== 2 || s.level > 0);")),
    ).toEqual([]);
    const called =
      "export const p = invariant((s) => safe(s)); function safe(s: State): boolean { return s.level !== 3 || s.open; }";
    expect(await linesOf(tank(called))).toEqual(["always true: s.level !== 3 → s.open"]);
    const outside = `${tank("export const p = invariant((s) => s.level !== 2 || s.level > 1);")}
      export const m = model({}, { constraint: (s) => s.level < 2 });`;
    expect(await linesOf(outside, "m")).not.toContain("always true: s.level !== 2 → s.level > 1");
  });

  it("are told of collections that are always empty", async () => {
    const queue = (push: string) => `
      interface State { queue: Seq<Int<0, 2>, 2>; n: Int<0, 2> }
      const { action, invariant } = spec<State>(() => ({ queue: [], n: 0 }));
      export const go = action((s) => { s.n = (s.n + 1) % 3; ${push} });
      export const p = invariant((s) => s.queue.every((x) => x < 2));`;
    expect(await linesOf(queue(""))).toEqual(["always empty: s.queue → (x) => x < 2"]);
    expect(await linesOf(queue("if (s.queue.length < 2) s.queue.push(1);"))).toEqual([]);
  });

  it("are told of what should lead to something and never comes about", async () => {
    const leads = (p: string) => linesOf(tank(`export const p = leadsTo((s) => ${p}, (s) => s.level < 3);`));
    expect((await leads("s.level === 3")).map((l) => l.split(" → ")[0])).toEqual([
      "always false: (s) => s.level === 3",
    ]);
    expect(await leads("s.level === 2")).toEqual([]);
  });
});

describe("properties that hold anyway", () => {
  const told = async (kind: string, condition: string) =>
    (await linesOf(tank(`export const p = ${kind}(${condition});`))).filter((l) => l.startsWith("holds anyway"));

  it("are told where the types alone make them so", async () => {
    expect(await told("invariant", "(s) => s.level >= 0 && s.level <= 3")).toEqual(["holds anyway: p"]);
    expect(await told("invariant", "(s) => every((n: Int<0, 2>) => n < 3 || s.open)")).toEqual(["holds anyway: p"]);
    expect(await told("stepInvariant", "(s, next) => next.level - s.level < 4")).toEqual(["holds anyway: p"]);
  });

  it("are none where only reachable states make them so", async () => {
    expect(await told("invariant", "(s) => s.level < 3")).toEqual([]);
    expect(await told("stepInvariant", "(s, next) => next.level - s.level < 3")).toEqual([]);
  });
});

describe("nothing is said", () => {
  it("of a run that fails", async () => {
    const text = tank(`export const never = action((s) => { when(s.level === 3); s.open = true; });
      export const p = invariant((s) => s.level < 2);`);
    expect(await linesOf(text)).toEqual(["nothing is known"]);
  });

  it("of a model with a view: states that nobody looked at are none of its states", async () => {
    const text = `${tank("export const never = action((s) => { when(s.level === 3); s.open = true; });")}
      export const m = model({}, { view: (s) => s.level });`;
    expect(await linesOf(text, "m")).toEqual(["nothing is known"]);
  });
});
