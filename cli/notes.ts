/**
 * What a run does otherwise than its options say, because of what the model asks: never in silence.
 * In: a lowered model, options. Out: `isInterpreted`, which engine it is; notes for the report.
 * Not here: why states are not reduced by symmetry (`report/symmetry-notes.ts`).
 */
import { fusionObstacle } from "../ir/fusible.ts";
import { isTemporal, type SpecModel } from "../ir/model.ts";
import type { Options } from "./options.ts";

type Asked = Pick<Options, "engine" | "fusion" | "workers">;

/** Which of two states a view keeps depends on the order in which they come: one thread, in the fixed order of steps. */
export const isInterpreted = ({ options: { view } }: SpecModel, { engine }: Pick<Asked, "engine">): boolean =>
  engine === "interpret" || view !== null;

export function notesOn(model: SpecModel, asked: Asked): readonly string[] {
  const { constraint, stepConstraint } = model.options;
  const obstacle = asked.fusion ? fusionObstacle(model) : null;
  const bounds = [
    ...(constraint === null ? [] : ["constraint"]),
    ...(stepConstraint === null ? [] : ["stepConstraint"]),
  ];
  const isBounded = bounds.length > 0 && model.properties.some((p) => isTemporal(p.kind));
  return [
    ...(isInterpreted(model, asked) && asked.engine !== "interpret"
      ? ["a view is searched by the interpreter, with one worker"]
      : []),
    ...(obstacle === null ? [] : [`fusion is off: ${obstacle}`]),
    ...(isBounded ? [`only behaviours that stay inside ${bounds.join(" and ")} are looked at`] : []),
  ];
}
