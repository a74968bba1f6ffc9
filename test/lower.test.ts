// What processes are lowered to, as text: one action per resting point, pcs, live locals, control flow across yields.
// Guards against changes of the state graph that keep verdicts and yet change counts. See test/lower/ for its laws.
import { printModel } from "../ir/print.ts";
import { compiled } from "./compiled.ts";
import { goldens } from "./goldens.ts";

goldens("lower", async (spec) => {
  const [model] = spec.models;
  return `${printModel(compiled(spec, model?.name ?? "default")).trimEnd()}\n`;
});
