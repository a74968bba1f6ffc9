/**
 * The exact evaluator of a module, put together: every construct, every failure.
 * In: an emission. Out: `createCells`: what the search needs, and the exports for hosts (docs/abi.md).
 * Not here: its parts (the files beside this), the search (`../search/`).
 */
import { eachBits } from "../../../ir/layout-bits.ts";
import type { Emission } from "../emission.ts";
import { compileBodies } from "./bodies/compile-bodies.ts";
import { createDrivers, type Drivers, type Parts, type Successors } from "./drivers.ts";
import { createImages } from "./images.ts";
import { createJudge, type Judge } from "./judge.ts";
import { createObjects } from "./objects.ts";
import { packFunc } from "./pack.ts";
import { createProbe } from "./probe.ts";
import { exportRecords } from "./records.ts";
import { createRunner } from "./runner.ts";
import { unpackBlockFunc } from "./unpack-block.ts";

export interface Cells {
  readonly judge: Judge;
  /** To be asked for once, when it is known where successors go. */
  drivers(successors: Successors): Drivers;
}

/** Adds the exports `attach`, `begin`, `beginInitial`, `next`, `judge`, `judgeBlock`, `judgeGoal`, `inside`, `allows`, `terminated`, `unpackBlock`. */
export function createCells(e: Emission): Cells {
  const objects = createObjects(e);
  const images = createImages(e, objects);
  const pack = packFunc(e, objects);
  const runner = createRunner(e, objects, compileBodies(e, objects, createProbe(e, objects, images, pack)));
  const judge = createJudge(e, objects, runner, images);
  const parts: Parts = { objects, runner, images, judge, pack };
  exportRecords(e, parts);
  unpackBlockFunc(e, eachBits(e.layout.state));
  return { judge, drivers: (successors) => createDrivers(e, parts, successors) };
}
