/** What a lock is. */
import { spec, type Index } from "racespec";

export type Thread = Index<2>;
export const FIRST: Thread = 0;
interface Held { by: Thread | null }
const { action } = spec<Held>(() => ({ by: null }));
export const take = action((s, t: Thread) => { s.by = t; });
