/** A table over an Index is written with one of its keys. */
import { spec, type Index } from "racespec";

type Buffer = Index<3>;
interface State { dirty: Record<Buffer, boolean> }
const { action } = spec<State>(() => ({ dirty: { 0: true } }));

export const redirty = action((s, b: Buffer) => { s.dirty[b] = true; });
