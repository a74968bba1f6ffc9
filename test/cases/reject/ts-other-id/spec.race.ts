/** Takes a client for a server. */
import { spec, type Id } from "racespec";

type Client = Id<"Client", 2>;
type Server = Id<"Server", 2>;
interface State { leader: Server | null }
const { action } = spec<State>(() => ({ leader: null }));

export const elect = action((s, c: Client) => { s.leader = c; });
