/** Names the states of a connection by an enum. */
import { spec, when } from "racespec";

enum Connection {
  Closed,
  Open,
}

interface State { connection: Connection }
const { action } = spec<State>(() => ({ connection: Connection.Closed }));

export const open = action((s) => {
  when(s.connection === Connection.Closed);
  s.connection = Connection.Open;
});
