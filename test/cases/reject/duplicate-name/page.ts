// Offsets within a page.
import { constant } from "racespec";

export const SIZE = constant(4);
