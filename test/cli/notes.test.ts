// What a run says it does otherwise than it was asked to: engine, fusion, symmetry, behaviours that were left out.
// Guards against any of these happening in silence, and against `symmetry` and `fusion` where liveness needs every state.
// Not here: that the notes reach the terminal (command.test.ts).
import { describe, expect, it } from "vitest";
import { isInterpreted, notesOn } from "../../cli/notes.ts";
import { fusionObstacle } from "../../ir/fusible.ts";
import type { SpecModel } from "../../ir/model.ts";
import { symmetrySets } from "../../ir/symmetry-sets.ts";
import { symmetryNotes } from "../../report/symmetry-notes.ts";
import { compiled, openText } from "../compiled.ts";

const spec = openText(`import { spec, every, when, type Id, type Int } from "racespec";
type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null; n: Int<0, 3> }
const { action, process, invariant, eventually, fairness, model } = spec<State>(() => ({ owner: null, n: 0 }));
export const take = action((s, t: Thread) => { when(s.owner === null); s.owner = t; });
export const worker = process(function* (s, self: Thread) {
  s = yield "work";
  s.owner = null;
});
fairness("weak", worker);
const isFree = (s: State): boolean => every((t: Thread) => take.enabled(s, t));
export const safe = invariant((s) => s.n < 4);
export const asked = invariant((s) => isFree(s) === (s.owner === null));
export const done = eventually((s) => every((t: Thread) => worker.done(s, t)));
export const plain = model({}, { check: [safe] });
export const asks = model({}, { check: [asked] });
export const viewed = model({}, { check: [safe], view: (s) => s.owner === null });
export const steps = model({}, { check: [safe], stepConstraint: (s, next) => s.n <= next.n });
export const timely = model({}, { check: [done] });
export const bounded = model({}, { check: [done], constraint: (s) => s.n < 2, stepConstraint: (s, next) => s.n <= next.n });
export const unreduced = model({}, { check: [done], symmetry: "off" });
`);
const model = (name: string): SpecModel => compiled(spec, name);
const asked = { engine: "wasm", fusion: true, workers: null } as const;

describe("a run says so", () => {
  it.each<readonly [string, readonly string[]]>([
    ["plain", []],
    ["asks", ["fusion is off: .enabled asks which single steps are possible"]],
    [
      "viewed",
      ["a view is searched by the interpreter, with one worker", "fusion is off: a view looks at every state"],
    ],
    ["steps", ["fusion is off: stepConstraint looks at every step"]],
    ["timely", ["fusion is off: liveness looks at every step"]],
    [
      "bounded",
      [
        "fusion is off: liveness looks at every step",
        "only behaviours that stay inside constraint and stepConstraint are looked at",
      ],
    ],
  ])("%s", (name, notes) => {
    expect(notesOn(model(name), asked)).toEqual(notes);
    expect(fusionObstacle(model(name)) === null).toBe(name === "plain");
  });

  it("and not where nobody asked for fusion, or for another engine than the interpreter", () => {
    expect(notesOn(model("timely"), { ...asked, fusion: false })).toEqual([]);
    expect(notesOn(model("viewed"), { ...asked, fusion: false, engine: "interpret" })).toEqual([]);
  });
});

it("interprets models with a view, and what it is asked to", () => {
  expect(isInterpreted(model("viewed"), asked)).toBe(true);
  expect(isInterpreted(model("timely"), asked)).toBe(false);
  expect(isInterpreted(model("timely"), { engine: "interpret" })).toBe(true);
});

describe("symmetry", () => {
  it.each<readonly [string, readonly number[], readonly string[]]>([
    ["plain", [0], []],
    ["asks", [0], []],
    ["steps", [0], []],
    ["viewed", [], ["symmetry is off: a view looks at every state"]],
    ["timely", [], ["symmetry is off: liveness looks at every state"]],
    ["unreduced", [], []],
  ])("of %s", (name, sets, notes) => {
    expect(symmetrySets(model(name))).toEqual(sets);
    expect(symmetryNotes(model(name))).toEqual(notes);
  });

  it("is off for liveness whatever else switches it off", () => {
    expect(symmetryNotes(model("timely"), false)).toEqual(["symmetry of Thread is off: --no-symmetry"]);
  });
});
