/** Two messages are compared for equality. */
import { spec, type Index } from "racespec";

interface Message { to: Index<2>; urgent: boolean }
interface State { first: Message; second: Message; equal: boolean }
const { action } = spec<State>(() => ({
  first: { to: 0, urgent: false },
  second: { to: 0, urgent: false },
  equal: false,
}));

export const compare = action((s) => { s.equal = s.first === s.second; });
