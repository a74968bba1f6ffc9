/**
 * Moving_Cat_Puzzle/CatEvenBoxes.cfg of tlaplus/Examples: how to find a cat that moves every night.
 *
 * A cat hides in one of some boxes in a line and moves to a neighbouring one every night; every morning one box may be opened.
 * Whoever opens them one by one, from the second to the last but one and back, finds the cat. All states are initial ones.
 *
 * The two ways in which `Next` moves the cat are a `pick`.
 *
 * @source tlaplus/Examples specifications/Moving_Cat_Puzzle/Cat.tla
 */
import { assume, constant, type Int, pick, spec, when } from "racespec";

/** Boxes in the line. */
export const NUMBER_OF_BOXES = constant(6);
assume(NUMBER_OF_BOXES >= 2, "at least two boxes, or the cat cannot move");
const LAST = NUMBER_OF_BOXES - 1;
type Box = Int<1, typeof NUMBER_OF_BOXES>;
type ObservedBox = Int<2, typeof LAST>;
interface State {
  /** Where the cat is. */
  catBox: Box;
  /** Which box is opened. */
  observedBox: ObservedBox;
  /** Which way the search goes. */
  direction: "left" | "right";
}
const { action, eventually, stepInvariant, model } = spec<State>(() => ({
  catBox: pick(),
  observedBox: pick(),
  direction: pick(),
}));

/** The cat moves, and the next box is opened, or the search turns round. */
export const next = action((s) => {
  const cat = s.catBox + pick(1, -1);
  when(1 <= cat && cat <= NUMBER_OF_BOXES);
  s.catBox = cat;
  const box = s.observedBox + (s.direction === "right" ? 1 : -1);
  if (2 <= box && box <= LAST) s.observedBox = box;
  else s.direction = s.direction === "left" ? "right" : "left";
}, { fair: "weak" });

/** The cat moves every night. */
export const moves = stepInvariant((s, next) => Math.abs(s.catBox - next.catBox) === 1);

/** The cat is found. */
export const victory = eventually((s) => s.observedBox === s.catBox);

export const asPublished = model();
