// Guards against fusion that is sound on toys only, and against fusion that no longer fuses anything: specs of races and of
// published algorithms, and how many states are left of two of the races.
// Not here: the other models of the shipped specs, which `npm run bench` goes through.
import { describe, expect, it } from "vitest";
import { compiled, openSpec } from "../compiled.ts";
import { sameVerdict } from "./same-verdict.ts";

describe("the same verdict, fused", () => {
  const names = "mcs-lock bounded-buffer lost-wakeup seqlock".split(" ").map((name) => `test/oracle/${name}.race.ts`);
  it.each(["specs/tla-examples/peterson.race.ts", ...names])("%s", async (path) => {
    const spec = openSpec(path);
    for (const { name: model } of spec.models.slice(0, 2)) await sameVerdict(compiled(spec, model), false);
  });

  it.each([
    ["specs/buffer-double-submit.race.ts", "asReportedNearest"],
    ["specs/stale-extent-buffer.race.ts", "asReported"],
    ["specs/stale-extent-buffer.race.ts", "theFixWindow"],
    ["specs/bigalloc-reservation.race.ts", "asReported"],
    ["specs/page-dirty-lost.race.ts", "asReported"],
  ])("%s %s", async (path, model) => {
    await sameVerdict(compiled(openSpec(path), model), false);
  });
});

describe("at least three times fewer states", () => {
  it.each([
    ["specs/buffer-double-submit.race.ts", "patch"],
    ["specs/stale-extent-buffer.race.ts", "balanceLevelTheFixManyTasks"],
  ])("%s %s", async (path, model) => {
    const { before, after } = await sameVerdict(compiled(openSpec(path), model), false);
    expect(before / after).toBeGreaterThan(3);
  });
});
