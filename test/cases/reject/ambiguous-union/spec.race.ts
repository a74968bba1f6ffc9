/** Two kinds of messages, told apart by which fields they have. */
import { spec, type Int } from "racespec";

type Reply = { value: Int<0, 3> } | { error: "busy" | "gone" };
interface State { last: Reply | null }
const { action } = spec<State>(() => ({ last: null }));

export const fail = action((s) => { s.last = { error: "busy" }; });
