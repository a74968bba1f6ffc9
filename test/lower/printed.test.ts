// Lowered processes as printed: which steps there are, what each reads, keeps and forgets, where it may come to rest.
// Guards against steps that are right but wasteful (a local kept where it is dead) and against unstable names.
// Not here: whether steps do what the code says (against-generators.test.ts).
import { describe, expect, it } from "vitest";
import type { SpecModel } from "../../ir/model.ts";
import { printAction, printBody, printModel } from "../../ir/print.ts";
import { lowered } from "./lockstep.ts";

const head = `type P = Id<"P", 2>; type B = Int<0, 2>;
interface State { n: Int<0, 9>; who: P | null }
const { action, process, procedure, invariant } = spec<State>(() => ({ n: 0, who: null }));
`;
const model = (text: string): SpecModel => lowered(head + text);
const process = (code: string): SpecModel => model(`export const p = process(function* (s, self: P) {\n${code}\n});`);

const steps = (m: SpecModel): string =>
  `\n${[...m.prologues, ...m.actions].map((a) => printAction(a, m).join("\n")).join("\n")}\n`;
const hidden = (m: SpecModel): readonly string[] =>
  m.state.fields.flatMap((f) => (f.hidden === undefined ? [] : [f.name]));
const live = (m: SpecModel): object => Object.fromEntries(m.controlGraphs[0]?.rests.map((r) => [r.pc, r.live]) ?? []);
const origins = (m: SpecModel): readonly string[] =>
  m.actions.flatMap(({ origin: o }) => (o.kind === "process" ? [`${o.from} → ${o.to.join(", ")}`] : []));

describe("one step", () => {
  it("reads what lives, runs, writes what is new and forgets what is dead", () => {
    const m = process(`let k: B = 0;
      s = yield "one";
      // Take it.
      s = yield "two"; const j: B = k; k = 1;
      s = yield "three"; s.n = j;`);
    expect(live(m)).toEqual({ one: ["p.k"], two: ["p.k"], three: ["p.j"] });
    expect(m.actions.map((a) => a.comment)).toEqual([null, "Take it.", null]);
    expect(steps(m)).toMatchInlineSnapshot(`
      "
      action p(self: P) { // (start) → one
        let k = 0;
        s["p.at"][self] = "one";
        s["p.k"][self] = k;
      }
      action p(self: P) { // one → two
        when(s["p.at"][self] === "one");
        s["p.at"][self] = "two";
      }
      action p(self: P) { // two → three
        when(s["p.at"][self] === "two");
        let k = s["p.k"][self];
        let j = k;
        k = 1;
        s["p.at"][self] = "three";
        s["p.j"][self] = j;
        s["p.k"][self] = undefined;
      }
      action p(self: P) { // three → (done)
        when(s["p.at"][self] === "three");
        let j = s["p.j"][self];
        s.n = j;
        s["p.at"][self] = null;
        s["p.j"][self] = undefined;
      }
      "
    `);
  });

  it("is a flow where it may come to rest in several places", () => {
    const m = process(`s = yield "one";
      if (s.n > 0) { s.n = 1; s = yield "yes"; s.n = 2; } else if (s.n < 5) return;
      s = yield "end";`);
    expect(origins(m)).toEqual(["one → yes, end, ", "yes → end", "end → "]);
    expect(printAction(m.actions[0] ?? expect.fail(), m).join("\n")).toMatchInlineSnapshot(`
      "action p(self: P) { // one → yes, end, (done)
        when(s["p.at"][self] === "one");
        flow {
          0:
            if (s.n > 0) goto 1; else goto 2;
          1:
            s.n = 1;
            s["p.at"][self] = "yes";
            stop;
          2:
            if (s.n < 5) goto 4; else goto 3;
          3:
            s["p.at"][self] = "end";
            stop;
          4:
            s["p.at"][self] = null;
            stop;
        }
      }"
    `);
  });

  it("keeps a branch without yields whole", () => {
    const m = process(
      `s = yield "one"; for (const b of each<B>()) { if (b === 1) continue; s.n = b; } if (s.n > 1) s.n = 0; else s.who = self;`,
    );
    expect(printAction(m.actions[0] ?? expect.fail(), m).join("\n")).toMatchInlineSnapshot(`
      "action p(self: P) { // one → (done)
        when(s["p.at"][self] === "one");
        L0: for (const b of each<Int<0, 2>>()) {
          if (b === 1) {
            continue L0;
          }
          s.n = b;
        }
        if (s.n > 1) {
          s.n = 0;
        } else {
          s.who = self;
        }
        s["p.at"][self] = null;
      }"
    `);
  });
});

describe("loops", () => {
  it("over an Index count with the loop variable itself", () => {
    const m = process(`for (const b of each<B>()) { s = yield "visit"; s.n = b; }\ns = yield "after";`);
    expect(hidden(m)).toEqual(["p.at", "p.b"]);
    expect(live(m)).toEqual({ visit: ["p.b"], after: [] });
    expect(steps(m)).toMatchInlineSnapshot(`
      "
      action p(self: P) { // (start) → visit
        let b = 0;
        s["p.at"][self] = "visit";
        s["p.b"][self] = b;
      }
      action p(self: P) { // visit → visit, after
        when(s["p.at"][self] === "visit");
        let b = s["p.b"][self];
        flow {
          0:
            s.n = b;
            if (b < 2) goto 1; else goto 2;
          1:
            b = b + 1;
            s["p.b"][self] = b;
            stop;
          2:
            s["p.at"][self] = "after";
            s["p.b"][self] = undefined;
            stop;
        }
      }
      action p(self: P) { // after → (done)
        when(s["p.at"][self] === "after");
        s["p.at"][self] = null;
      }
      "
    `);
  });

  it("over identities look for the one that comes next", () => {
    const m = process(`for (const q of each<P>()) { s = yield "visit"; s.who = q; }`);
    expect(hidden(m)).toEqual(["p.at", "p.q"]);
    expect(printAction(m.actions[0] ?? expect.fail(), m).join("\n")).toMatchInlineSnapshot(`
      "action p(self: P) { // visit → visit, (done)
        when(s["p.at"][self] === "visit");
        let q = s["p.q"][self];
        flow {
          0:
            s.who = q;
            let passed = false;
            let more = false;
            L2: for (const candidate of each<P>()) {
              if (passed) {
                q = candidate;
                more = true;
                break L2;
              }
              if (candidate === q) {
                passed = true;
              }
            }
            if (more) goto 1; else goto 2;
          1:
            s["p.q"][self] = q;
            stop;
          2:
            s["p.at"][self] = null;
            s["p.q"][self] = undefined;
            stop;
        }
      }"
    `);
  });

  it("over a sequence count in a hidden position", () => {
    expect(hidden(process(`for (const x of [1, 2]) { s = yield "visit"; s.n = x; }`))).toEqual([
      "p.at",
      "p.x",
      "p.position",
    ]);
    expect(hidden(process(`for (const _ of [1, 2]) { s = yield "visit"; }`))).toEqual(["p.at", "p.position"]);
  });
});

describe("names", () => {
  it("locals of one name have fields of their own", () => {
    const m = process(
      `{ const at: B = 1; s = yield "one"; s.n = at; } { const at: B = 2; s = yield "two"; s.n = at; }`,
    );
    expect(hidden(m)).toEqual(["p.at", "p.at~2", "p.at~3"]);
  });

  it("a label has a pc for every place of inlining, and keeps what was written", () => {
    const m = model(`const f = procedure(function* (s, by: B) { s = yield "go"; s.n = by; });
      export const p = process(function* (s, self: P) { s = yield* f(s, 1); s = yield* f(s, 2); s = yield "end"; });
      export const inv = invariant((s) => every((q: P) => !p.at(s, q, "go", "end") || !p.done(s, q)));`);
    expect(m.controlGraphs[0]?.rests.map((r) => [r.pc, r.label])).toEqual([
      ["go", "go"],
      ["go~2", "go"],
      ["end", "end"],
    ]);
    expect(origins(m)).toEqual(["go → go", "go → end", "end → "]);
    expect(printBody(m.properties[0]?.body ?? expect.fail(), m)).toMatchInlineSnapshot(`
      [
        "return every<P>((q) => !(s["p.at"][q] === "go" || s["p.at"][q] === "go~2" || s["p.at"][q] === "end") || !(s["p.at"][q] === null));",
      ]
    `);
  });

  it("constant arguments and the caller's locals stand for parameters", () => {
    const m =
      model(`const f = procedure(function* (s, me: P, by: B) { s = yield "a"; s.who = me; s = yield "b"; s.n = by; });
      export const p = process(function* (s, self: P) { for (const b of each<B>()) s = yield* f(s, self, b); s = yield* f(s, self, 2); });`);
    expect(hidden(m)).toEqual(["p.at", "p.b"]);
  });
});

describe("the end", () => {
  it("is what processes but daemons must reach", () => {
    const m = model(`export const p = process(function* (s, self: P) { s = yield "one"; });
      export const q = process(function* (s) { s = yield "one"; });
      export const d = process(function* (s) { while (true) s = yield "tick"; }, { daemon: true });`);
    expect(printBody(m.termination ?? expect.fail(), m)).toMatchInlineSnapshot(`
      [
        "return every<P>((self) => s["p.at"][self] === null) && s["q.at"] === null;",
      ]
    `);
    const daemon = model(
      `export const d = process(function* (s) { while (true) s = yield "tick"; }, { daemon: true });`,
    );
    expect(printBody(daemon.termination ?? expect.fail(), daemon)).toEqual(["return false;"]);
  });

  it("may come before the first yield", () => {
    const m = process(`let k: B = pick<B>(); if (k === 0) return; s = yield "one"; s.n = k;`);
    expect(m.prologues.map((a) => printAction(a, m).join("\n"))[0]).toMatchInlineSnapshot(`
      "action p(self: P) { // (start) → one, (done)
        flow {
          0:
            let k = pick<Int<0, 2>>();
            if (k === 0) goto 2; else goto 1;
          1:
            s["p.at"][self] = "one";
            s["p.k"][self] = k;
            stop;
          2:
            s["p.at"][self] = null;
            stop;
        }
      }"
    `);
  });
});

it("prints and lowers the same text the same way", () => {
  const text = `export const p = process(function* (s, self: P) { for (const b of each<B>()) { s = yield "a"; if (s.n > b) break; } });
    export const a = action((s, b: B) => { when(b > 0); s.n = (s.n + 1) % 3; });`;
  expect(printModel(model(text))).toBe(printModel(model(text)));
  expect(model(text).actions.map((a) => a.name)).toEqual(["p", "a"]);
  expect(model(text).controlGraphs[0]?.graph.nodes.map((n) => n.v)).toMatchInlineSnapshot(`
    [
      "start",
      "rest a",
      "block 1",
      "done",
      "block 2",
      "block 3",
    ]
  `);
});
