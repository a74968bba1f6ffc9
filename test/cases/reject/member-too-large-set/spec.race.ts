/** A bit for each of a million pages. */
import { spec, type Index } from "racespec";

type Page = Index<1_000_000>;
interface State { dirty: Set<Page> }
const { action } = spec<State>(() => ({ dirty: new Set() }));

export const write = action((s) => { s.dirty.add(3); });
