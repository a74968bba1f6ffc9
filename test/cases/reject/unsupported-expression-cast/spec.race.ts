/** TypeScript's doubts are cast away. */
import { spec, type Id } from "racespec";

type Thread = Id<"Thread", 2>;
interface State { owner: Thread | null }
const { action } = spec<State>(() => ({ owner: null }));

export const boot = action((s) => { s.owner = 0 as any; });
