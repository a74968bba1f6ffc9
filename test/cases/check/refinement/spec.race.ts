// A cell with a line of cache refines a cell. It does not where the cell does not take the value, where it starts elsewhere, or where
// writing back is a step that can be seen: a trace to the first step that the other spec does not allow.
import { assume, constant, spec, violates, when } from "racespec";
import { cell, MOST } from "./cell.race.ts";
export const START = constant<0 | 1>(0);
assume(MOST >= 1, "something is written");
interface State { memory: 0 | 1 | 2; line: 0 | 1 | 2 | null }
const { action, refines, model } = spec<State>(() => ({ memory: START, line: null }));
export const write = action((s, v: 1 | 2) => { s.line = v; });
export const writeBack = action((s) => {
  when(s.line !== null);
  s.memory = s.line;
  s.line = null;
});
export const isCell = refines(cell, (s) => ({ value: s.line ?? s.memory }));
export const isMemory = refines(cell, (s) => ({ value: s.memory }));
export const good = model({}, { check: [isCell, isMemory] });
export const tooMuch = model({ MOST: 1 }, { check: [isCell], expect: violates(isCell) });
export const later = model({ MOST: 1 }, { check: [isMemory], expect: violates(isMemory) });
export const elsewhere = model({ START: 1 }, { check: [isCell], expect: violates(isCell) });
