// In: nothing. Out: mistakes that could be made in racespec, each as a text to replace; and a run that puts in one after the other
// and says after how many specs it is found.
// Not here: how a text is replaced (run.mjs), the mistakes that every run of the tests puts in (faults.test.ts).
import { spawnSync } from "node:child_process";

export interface Fault {
  readonly part: string;
  readonly file: string;
  /** Stands there once. */
  readonly from: string;
  readonly to: string;
}

export const faults: readonly Fault[] = [
  {
    part: "lowering: what lives on one branch only",
    file: "compiler/3-lower/liveness.ts",
    from: "return expr(n.end.test, at(n.end.then) | at(n.end.else));",
    to: "return expr(n.end.test, at(n.end.then));",
  },
  {
    part: "layout: a bit too few",
    file: "compiler/4-layout/shapes.ts",
    from: "(count - 1n).toString(2).length",
    to: "(count === 5n ? 3n : count - 1n).toString(2).length",
  },
  {
    part: "cells: the greater of two",
    file: "compiler/5-emit/cells/bodies/numbers.ts",
    from: "i64.gt_s(get(a), get(b)))];",
    to: "i64.lt_s(get(a), get(b)))];",
  },
  {
    part: "packed: what is always less",
    file: "compiler/5-emit/packed/operators.ts",
    from: "compared(a, b, a.hi < b.lo, a.lo >= b.hi, i32.lt_s)",
    to: "compared(a, b, a.hi <= b.lo, a.lo >= b.hi, i32.lt_s)",
  },
  {
    part: "symmetry: pointers to identities renamed the wrong way",
    file: "compiler/5-emit/symmetry/sort-rows.ts",
    from: "i32c(i), site.to + 4 * site.first(shape.set)",
    to: "i32c(shape.size - 1 - i), site.to + 4 * site.first(shape.set)",
  },
  {
    part: "search table: a quarter of a bucket",
    file: "compiler/5-emit/search/slots.ts",
    from: "or(or(same(0), same(1)), or(same(2), same(3)))",
    to: "or(or(same(0), same(1)), or(same(2), same(2)))",
  },
  {
    part: "fusion: a step that is held up",
    file: "checker/fusion/movers.ts",
    from: 'if (late.every((e) => e.by === 0 && e.kind === "blocked")) return true;',
    to: 'if (late.some((e) => e.kind === "blocked")) return true;',
  },
  {
    part: "interpreter: a comparison",
    file: "checker/interpret/operators.ts",
    from: "return (a, b) => (a as number) >= (b as number);",
    to: "return (a, b) => (a as number) > (b as number);",
  },
];

/** 1 where one of them was not found. */
export function faultRun(specs: number, seed: number, which: readonly number[] | null): number {
  const most = Math.min(specs, 60);
  let missed = 0;
  for (const [i, { part, ...replaced }] of faults.entries()) {
    if (which !== null && !which.includes(i)) continue;
    const args = [
      "test/fuzz/run.mjs",
      "--first",
      "--as-found",
      "--specs",
      String(most),
      "--seconds",
      "90",
      "--seed",
      String(seed),
    ];
    const { stdout, status, stderr } = spawnSync(process.execPath, args, {
      encoding: "utf8",
      env: { ...process.env, FUZZ_FAULT: JSON.stringify(replaced) },
    });
    const found = /^found after (\d+) specs: (.*)$/m.exec(stdout);
    if (status !== 1 || found === null) missed++;
    const after =
      found === null
        ? `not found in ${most} specs or 90 seconds ${stderr.slice(0, 300)}`
        : `after ${found[1]} specs, by ${found[2]}`;
    console.log(`${i} ${part}: ${after}`);
  }
  return missed > 0 ? 1 : 0;
}
