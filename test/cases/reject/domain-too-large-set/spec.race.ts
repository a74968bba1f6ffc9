/** Every subset of a large set, one by one. */
import { spec, type Index } from "racespec";

type Page = Index<40>;
interface State { dirty: Set<Page> }
const { action } = spec<State>(() => ({ dirty: new Set() }));

export const load = action((s, pages: Set<Page>) => { s.dirty = pages; });
