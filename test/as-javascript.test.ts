// The third evaluator, tried on specs whose meaning as JavaScript is plain: it is the judge of "a spec means what
// TypeScript says", so it must itself be beyond doubt. Numbers are those that docs/language.md gives for its example.
// Not here: comparing it with the checker (test/differential).
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { byPast, byState, explore, follow, problemsOf, walk } from "./as-javascript/explore.ts";
import { type Loaded, openFile } from "./as-javascript/load.ts";
import { toJson } from "./as-javascript/structure.ts";
import { firstWorld, randomFrom, runAlone, stepsOf, taken } from "./as-javascript/tried-spec.ts";
import type { World } from "./as-javascript/vocabulary.ts";

const example = "test/oracle/language-page.race.ts";
const loadExample = (model: string, set: Readonly<Record<string, unknown>> = {}): Loaded =>
  openFile(example).load(model, set);

/**
 * The worlds of the example are told apart by state, resting points and the local \`b\`. No state shows \`b\`, but in
 * both loops it is how often the writer rested at the loop's label before: its past says it. At all other labels it is
 * dead, and a dead local is no part of a state.
 */
function exampleIdentity(loaded: Loaded) {
  const loops = ["mark_buffer_async_write", "submit_bh"];
  const localOf = ({ label, past }: World["rests"][number], at: number): number | null => {
    if (label === null || !loops.includes(label)) return null;
    let rests = 0;
    for (let resumed = past; resumed !== null; resumed = resumed.earlier)
      if (resumed.world.rests[at]?.label === label) rests++;
    return rests;
  };
  return (world: World) => JSON.stringify([loaded.json(world), world.rests.map(localOf)]);
}

describe("the example of docs/language.md", () => {
  it("starts as it says and takes the first steps that it says", () => {
    const loaded = loadExample("asReported");
    const initial = firstWorld(loaded);
    const clean = { asyncWrite: false, dirty: false, inFlight: 0 };
    expect(openFile(example).models).toEqual(["asReported", "patched"]);
    expect(loaded.initial()).toHaveLength(1);
    expect(loaded.json(initial)).toEqual({
      page: { lockedBy: null, writeback: false },
      bh: { 0: clean, 1: clean },
      mine: { "Writer#0": [], "Writer#1": [] },
      at: { writepage: { "Writer#0": "lock_page", "Writer#1": "lock_page" } },
    });
    expect(loaded.successors(initial).map(({ name, args, label, outcome }) => [name, args, label, outcome])).toEqual([
      ["endBufferAsyncWrite", [0], null, "blocked"],
      ["endBufferAsyncWrite", [1], null, "blocked"],
      ["redirty", [0], null, "taken"],
      ["redirty", [1], null, "taken"],
      ["writepage", ["Writer#0"], "lock_page", "taken"],
      ["writepage", ["Writer#1"], "lock_page", "taken"],
    ]);
    const [, second] = taken(stepsOf(loaded, "writepage"));
    expect(second?.to).toBe("mark_buffer_async_write");
    expect(loaded.json(second?.next ?? initial)).toMatchObject({
      page: { lockedBy: "Writer#1", writeback: false },
      at: { writepage: { "Writer#0": "lock_page", "Writer#1": "mark_buffer_async_write" } },
    });
  });

  it("has the counts it gives for `patched`", () => {
    const loaded = loadExample("patched");
    const { worlds, generated, depth, problems, complete } = explore(loaded, exampleIdentity(loaded));
    expect({ distinct: worlds.length, generated, depth, problems, complete }).toEqual({
      distinct: 1416,
      generated: 3453,
      depth: 23,
      problems: [],
      complete: true,
    });
  });

  it("breaks oneRequestPerBuffer after 11 steps in `asReported`", () => {
    const loaded = loadExample("asReported");
    const { problems } = explore(loaded, exampleIdentity(loaded), 3000);
    const [broken] = problems.filter(({ text }) => text === "oneRequestPerBuffer");
    expect(broken?.steps).toBe(11);
    expect(problems.every(({ steps }) => steps >= 11)).toBe(true);
  });

  it("is replayed exactly: the same steps from every world, however it is met", () => {
    const loaded = loadExample("patched", { BUFFERS: 1 });
    const coarse = explore(loaded, exampleIdentity(loaded));
    const fine = explore(loaded, byPast(loaded), 3000);
    expect(new Set(fine.worlds.map(byState(loaded)))).toEqual(new Set(coarse.worlds.map(byState(loaded))));
    expect(fine.worlds.length).toBeGreaterThan(coarse.worlds.length);
  });

  it("follows a trace given as JSON to where it ends", () => {
    const loaded = loadExample("asReported");
    const { world, labels } = runAlone(loaded, ["writepage", "writepage"], lockedByFirst(loaded));
    const trace = [firstWorld(loaded), lockedByFirst(loaded), world].map(loaded.json);
    expect(labels).toEqual(["mark_buffer_async_write", "mark_buffer_async_write"]);
    const [initial, locked, unlocking] = trace;
    const between = loaded.json(runAlone(loaded, ["writepage"], lockedByFirst(loaded)).world);
    const found = follow(
      loaded,
      [initial, locked, between, unlocking].map((state) => ({
        name: "writepage",
        args: ["Writer#0"],
        state: { ...state, locals: {} },
      })),
    );
    expect(found.map(loaded.json)).toEqual([unlocking]);
  });

  /** The other writer waits for the page, so that every step is the first one's. */
  function lockedByFirst(loaded: Loaded): World {
    return taken(stepsOf(loaded, "writepage"))[0]?.next ?? expect.fail("nobody locks the page");
  }
});

describe("the shipped specs", () => {
  const specs = new URL("../specs/", import.meta.url);
  const files = readdirSync(specs).filter((name) => name.endsWith(".race.ts"));

  it.each(files)("%s means the same replayed and in runs that are never interrupted", (file) => {
    const opened = openFile(fileURLToPath(new URL(file, specs)));
    const random = randomFrom(7);
    for (const model of opened.models) {
      const loaded = opened.load(model);
      const initial = loaded.initial();
      let world = initial[Math.floor(random() * initial.length)];
      if (world === undefined) continue;
      const run = loaded.live(world);
      for (let i = 0; i < 40; i++) {
        const from: World = world;
        const steps = taken(loaded.successors(from));
        const step = steps[Math.floor(random() * steps.length)];
        if (step === undefined) break;
        expect(toJson(run(from, step)), `${model}, ${step.name}`).toEqual(toJson(step.next.state));
        world = step.next;
      }
    }
  });

  it.each(files)("%s runs, and no walk finds what its models deny", (file) => {
    const opened = openFile(fileURLToPath(new URL(file, specs)));
    for (const model of opened.models) {
      const loaded = opened.load(model);
      const found = new Set(loaded.brokenAssumptions);
      walk(loaded, 30, randomFrom(1), (world, step) => {
        for (const problem of problemsOf(loaded, world, step)) found.add(problem);
        if (step.outcome !== "taken") return;
        for (const [name, holds] of loaded.invariants)
          if (loaded.properties.get(name)?.checked && !holds(step.next)) found.add(name);
      });
      const { what } = loaded.options.expect ?? {};
      const expected = typeof what === "string" ? what : what?.name;
      // A model that is to fail may fail in other ways too, further from the start.
      if (expected === undefined) expect([model, ...found]).toEqual([model]);
    }
  });
});
