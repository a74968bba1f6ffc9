// What the spec beside this imports: a type, a constant, an enum-like table, helpers.
import { constant, type Int } from "racespec";

export interface Head {
  dirty: boolean;
  n: Int<0, 2>;
}
export const LIMIT = constant(2);
export const Mode = { Slow: "slow", Fast: "fast" } as const;
export type Mode = (typeof Mode)[keyof typeof Mode];
export function emptyHead(): Head {
  return { dirty: false, n: 0 };
}
export const mark = (h: Head): void => {
  h.dirty = true;
  if (h.n < 2) h.n++;
};
