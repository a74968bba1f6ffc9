/** Steps around a ring. */
import { SIZE } from "./spec.race.ts";

export function next(place: number): number {
  return (place + 1) % SIZE;
}
