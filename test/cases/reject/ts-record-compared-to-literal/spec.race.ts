/** A record is compared with one that is written in place. */
import { spec, type Index } from "racespec";

interface Place { row: Index<2>; column: Index<2> }
interface State { here: Place; home: boolean }
const { action } = spec<State>(() => ({ here: { row: 0, column: 0 }, home: true }));

export const look = action((s) => { s.home = s.here === { row: 0, column: 0 }; });
