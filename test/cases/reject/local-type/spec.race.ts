/** Declares the type of a message where it is made. */
import { spec } from "racespec";

interface State { sent: boolean; urgent: boolean }
const { action } = spec<State>(() => ({ sent: false, urgent: false }));

export const send = action((s, urgent: boolean) => {
  interface Message { urgent: boolean }
  const message: Message = { urgent };
  s.sent = true;
  s.urgent = message.urgent;
});
