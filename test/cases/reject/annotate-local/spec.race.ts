/** A local that begins as a text. */
import { spec, type Index } from "racespec";

interface State { used: Index<3>; full: boolean }
const { action } = spec<State>(() => ({ used: 0, full: false }));

export const look = action((s) => {
  let phase = "free";
  if (s.used === 2) phase = "full";
  s.full = phase === "full";
});
