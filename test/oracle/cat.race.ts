/**
 * A cat that moves among boxes while they are looked into, one by one.
 * @source tlaplus/Examples specifications/Moving_Cat_Puzzle/Cat.tla
 */
import { assume, constant, type Int, pick, spec, when } from "racespec";
export const BOXES = constant(6);
assume(BOXES >= 2, "at least two boxes");
const LAST = BOXES - 1;
type Box = Int<1, typeof BOXES>;
type Observed = Int<2, typeof LAST>;
const { action, invariant, model } = spec<{ cat: Box; observed: Observed; direction: "left" | "right" }>(() => ({
  cat: pick(),
  observed: pick(),
  direction: pick(),
}));
export const next = action((s) => {
  const move = pick(1, -1);
  const cat = s.cat + move;
  when(1 <= cat && cat <= BOXES);
  s.cat = cat;
  const box = s.direction === "right" ? s.observed + 1 : s.observed - 1;
  if (box >= 2 && box <= LAST) s.observed = box;
  else s.direction = s.direction === "left" ? "right" : "left";
});
export const typeOk = invariant((s) => s.cat >= 1);
export const m = model();
