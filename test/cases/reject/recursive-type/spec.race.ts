/** A linked list, as a kernel has it. */
import { spec } from "racespec";

interface Node { locked: boolean; next: Node | null }
interface State { head: Node | null }
const { action } = spec<State>(() => ({ head: null }));

export const clear = action((s) => { s.head = null; });
