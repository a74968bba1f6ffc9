/** A module of types and helpers, given as if it were a spec. */
import { type Index } from "racespec";

export type Buffer = Index<2>;
export interface BufferHead { dirty: boolean }
