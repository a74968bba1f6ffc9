/** Does the second half of a step later. */
import { spec, when } from "racespec";

interface State { sent: boolean; received: boolean }
const { action } = spec<State>(() => ({ sent: false, received: false }));

export const send = action((s) => {
  when(!s.sent);
  s.sent = true;
  setTimeout(() => { s.received = true; }, 10);
});
