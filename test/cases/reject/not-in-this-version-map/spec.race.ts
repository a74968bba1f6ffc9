/** A Map in the state. */
import { spec, type Index } from "racespec";

type Page = Index<2>;
interface State { cache: Map<Page, boolean> }
const { action } = spec<State>(() => ({ cache: new Map() }));

export const drop = action((s, p: Page) => { s.cache.delete(p); });
