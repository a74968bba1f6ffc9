// Part of the case: what a lock is.
import { type Index, spec, when } from "racespec";
export type Thread = Index<2>;
export interface Held { by: Thread | null }
export const lock = spec<Held>(() => ({ by: null }));
const { action, invariant } = lock;
export const take = action((s, t: Thread) => { when(s.by === null); s.by = t; });
export const release = lock.action((s) => { s.by = null; });
export const oneAtATime = invariant((s) => s.by === null || s.by < 2);
