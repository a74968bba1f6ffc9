// A property of steps: what a lock may become depends on what it was. The step that breaks it is the trace's last.
import { type Id, spec, violates, when } from "racespec";
type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { action, stepInvariant, model } = spec<State>(() => ({ owner: null }));
export const take = action((s, t: Thread) => { when(s.owner === null); s.owner = t; });
export const drop = action((s, t: Thread) => { when(s.owner === t); s.owner = null; });
export const steal = action((s, t: Thread) => { when(s.owner !== null && s.owner !== t); s.owner = t; });
/** A lock passes through free. */
export const noTheft = stepInvariant((s, next) => s.owner === null || next.owner === null || s.owner === next.owner);
export const stolen = model({}, { expect: violates(noTheft) });
