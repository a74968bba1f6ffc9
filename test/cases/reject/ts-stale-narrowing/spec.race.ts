/** TypeScript goes on believing what it knew before a helper changed the state. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { phase: "idle" | "busy"; owner: Thread | null }
const { action } = spec<State>(() => ({ phase: "idle", owner: null }));

function finish(s: State) {
  s.phase = "idle";
}

export const work = action((s, self: Thread) => {
  s.phase = "busy";
  finish(s);
  if (s.phase === "idle") s.owner = null;
});
