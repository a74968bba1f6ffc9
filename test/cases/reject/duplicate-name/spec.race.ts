/** An imported module has a constant of the same name. */
import { spec, constant, type Index } from "racespec";
import { SIZE as PAGE_SIZE } from "./page.ts";

export const SIZE = constant(2);
interface State { buffer: Index<typeof SIZE>; offset: Index<typeof PAGE_SIZE> }
const { action } = spec<State>(() => ({ buffer: 0, offset: 0 }));

export const reset = action((s) => { s.buffer = 0; });
