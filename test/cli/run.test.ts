// A run over files in memory: which specs are found, what becomes of mistakes in some of them, what the exit code says.
// Guards against anything that was skipped or stopped and yet looks like success.
import { describe, expect, it } from "vitest";
import { exitCode } from "../../cli/exit-code.ts";
import type { Options } from "../../cli/options.ts";
import { type Host, run } from "../../cli/run.ts";
import type { RunReport } from "../../report/report.ts";
import { asked, type FakeFiles, fakeHost } from "./fakes.ts";

async function report(files: FakeFiles, options: Options = asked([]), change: Partial<Host> = {}): Promise<RunReport> {
  return (await run(options, fakeHost(files, change), {})).report;
}

const codes = ({ files, diagnostics }: RunReport): readonly string[] =>
  [...diagnostics, ...files.flatMap((f) => f.diagnostics)].map((d) => d.code);

const verdicts = ({ files }: RunReport): readonly string[] =>
  files.flatMap((f) => f.models.map((m) => `${m.file} ${m.model} ${m.verdict}`));

const one = { models: { a: "holds" } } as const;

describe("which specs are checked", () => {
  const files: FakeFiles = {
    "specs/b.race.ts": one,
    "specs/a.race.ts": one,
    "specs/deep/er/c.race.ts": one,
    "specs/helper.ts": "text",
    "specs/.hidden/d.race.ts": one,
    "specs/node_modules/e.race.ts": one,
    ".f.race.ts": one,
  };

  it("all below a folder, in order of path, hidden ones only when named", async () => {
    expect(verdicts(await report(files))).toEqual([
      "specs/a.race.ts a holds",
      "specs/b.race.ts a holds",
      "specs/deep/er/c.race.ts a holds",
    ]);
    expect(verdicts(await report(files, asked(["specs/.hidden", "./specs/node_modules/", ".f.race.ts"])))).toEqual([
      "specs/.hidden/d.race.ts a holds",
      "specs/node_modules/e.race.ts a holds",
      ".f.race.ts a holds",
    ]);
  });

  it("each once", async () => {
    expect(verdicts(await report(files, asked(["specs/a.race.ts", "specs", "./specs/a.race.ts"])))).toHaveLength(3);
  });

  it.each([
    ["nothing.race.ts", "SPEC7002"],
    ["specs/helper.ts", "SPEC7003"],
    ["specs/empty", "SPEC7004"],
  ])("%s is told as %s, and the others are checked all the same", async (path, told) => {
    const found = await report({ ...files, "specs/empty/x.ts": "text" }, asked([path, "specs/a.race.ts"]));
    expect(codes(found)).toEqual([told]);
    expect(verdicts(found)).toEqual(["specs/a.race.ts a holds"]);
    expect(exitCode(found)).toBe(2);
  });

  it("a file that cannot be read is told once", async () => {
    const found = await report({ "a.race.ts": "unreadable", "b.race.ts": one });
    expect(codes(found)).toEqual(["SPEC7005"]);
    expect(verdicts(found)).toEqual(["b.race.ts a holds"]);
    expect(exitCode(found)).toBe(2);
  });
});

describe("--model and --set", () => {
  const files: FakeFiles = {
    "a.race.ts": { models: { small: "holds", large: "holds" }, constants: ["N"] },
    "b.race.ts": { models: { small: "holds" }, constants: ["N", "PATCH"] },
  };

  it("takes the specs that have the model", async () => {
    expect(verdicts(await report(files, asked([], { model: ["large"] })))).toEqual(["a.race.ts large holds"]);
    expect(verdicts(await report(files, asked([], { model: ["small"] })))).toHaveLength(2);
  });

  it("knows what was meant when none has it", async () => {
    const found = await report(files, asked([], { model: ["smal"] }));
    expect(codes(found)).toEqual(["SPEC7006"]);
    expect(found.diagnostics[0]?.help).toBe("did you mean small? models: small, large");
    expect(verdicts(found)).toEqual([]);
    expect(exitCode(found)).toBe(2);
  });

  it("sets a constant in the specs that have it", async () => {
    const host = fakeHost(files);
    await run(asked([], { set: ["PATCH=x=y", "N=3"] }), host, {});
    expect(host.compiled).toEqual(["small N=3", "large N=3", "small PATCH=x=y N=3"]);
  });

  it("checks nothing when no spec has the constant", async () => {
    const found = await report(files, asked([], { set: ["PATHC=x"] }));
    expect(codes(found)).toEqual(["SPEC7007"]);
    expect(found.diagnostics[0]?.help).toBe("did you mean PATCH? constants: N, PATCH");
    expect(verdicts(found)).toEqual([]);
  });
});

describe("mistakes", () => {
  it("in reading make errors of all models, and other specs are checked", async () => {
    const found = await report({
      "a.race.ts": { models: { x: "holds", y: "holds" }, mistakes: ["no"] },
      "b.race.ts": one,
    });
    expect(verdicts(found)).toEqual(["a.race.ts x error", "a.race.ts y error", "b.race.ts a holds"]);
    expect(exitCode(found)).toBe(2);
  });

  it("that arise for several models are told once", async () => {
    const found = await report({ "a.race.ts": { models: { x: "mistake", y: "mistake", z: "holds" } } });
    expect(codes(found)).toEqual(["SPEC2001"]);
    expect(verdicts(found)).toEqual(["a.race.ts x error", "a.race.ts y error", "a.race.ts z holds"]);
  });

  it("of ours are told as such, and the run goes on", async () => {
    const found = await report({ "a.race.ts": { models: { x: "crash", y: "holds" } } });
    expect(codes(found)).toEqual(["SPEC9001"]);
    expect(found.files[0]?.diagnostics[0]?.message).toBe(
      "racespec itself failed while checking x of a.race.ts: TypeError: undefined is not a state",
    );
    expect(verdicts(found)).toEqual(["a.race.ts x error", "a.race.ts y holds"]);
    expect(exitCode(found)).toBe(70);
  });

  it.each(["empty", "outside"] as const)(
    "a model without an initial state was not checked (SPEC6001): %s",
    async (none) => {
      const found = await report({ "a.race.ts": { models: { x: none, y: "holds" } } });
      expect(codes(found)).toEqual(["SPEC6001"]);
      expect(verdicts(found)).toEqual(["a.race.ts x error", "a.race.ts y holds"]);
      expect(exitCode(found)).toBe(2);
    },
  );

  it("warnings belong to the model and change no exit code", async () => {
    const found = await report({ "a.race.ts": { models: { x: "warned" } } });
    expect(found.files[0]?.models[0]?.warnings.map((d) => d.message)).toEqual(["have a look"]);
    expect(exitCode(found)).toBe(0);
  });
});

describe("exit codes", () => {
  it.each([
    [{ a: "holds" }, 0],
    [{ a: "violated", b: "holds" }, 1],
    [{ a: "deadlocked" }, 1],
    [{ a: "unreachable" }, 1],
    [{ a: "bounded", b: "holds" }, 3],
    [{ a: "bounded", b: "violated" }, 1],
    [{ a: "mistake", b: "violated", c: "bounded" }, 2],
    [{ a: "mistake", b: "crash" }, 70],
  ] as const)("%o: %i", async (models, code) => {
    expect(exitCode(await report({ "a.race.ts": { models } }))).toBe(code);
  });
});

describe("limits", () => {
  it("time counts from the beginning of each model", async () => {
    let time = 0;
    const now = () => (time += 600);
    const found = await report({ "a.race.ts": { models: { a: "holds" } } }, asked([], { maxSeconds: "0.5" }), { now });
    expect(found.files[0]?.models[0]).toMatchObject({ verdict: "incomplete", limit: "seconds", expected: false });
    expect(exitCode(found)).toBe(3);
  });

  it("memory counts after garbage was collected", async () => {
    let used = 2000;
    const memory = { memoryUsed: () => used, collectGarbage: () => (used -= 1050) };
    const first = await report({ "a.race.ts": one }, asked([]), memory);
    expect(first.files[0]?.models[0]).toMatchObject({ verdict: "incomplete", limit: "memory" });
    used = 1500;
    expect(exitCode(await report({ "a.race.ts": one }, asked([]), memory))).toBe(0);
  });

  it("an interruption leaves the rest incomplete", async () => {
    let asks = 0;
    const interrupted = () => ++asks > 1;
    const found = await report({ "a.race.ts": { models: { a: "holds", b: "holds" } }, "b.race.ts": one }, asked([]), {
      interrupted,
    });
    expect(verdicts(found)).toEqual(["a.race.ts a incomplete", "a.race.ts b incomplete", "b.race.ts a incomplete"]);
    expect(found.files[0]?.models[1]).toMatchObject({ limit: "interrupted", counts: { distinct: 0 } });
    expect(exitCode(found)).toBe(130);
  });
});
