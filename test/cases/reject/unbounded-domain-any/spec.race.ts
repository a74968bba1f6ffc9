/** A type that is left for later. */
import { spec } from "racespec";

interface State { request: any; sent: boolean }
const { action } = spec<State>(() => ({ request: null, sent: false }));

export const send = action((s) => { s.sent = true; });
