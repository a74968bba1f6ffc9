/** A switch over records. */
import { spec, type Index } from "racespec";

interface Place { row: Index<2>; column: Index<2> }
interface State { here: Place; home: Place; arrived: boolean }
const { action } = spec<State>(() => ({ here: { row: 1, column: 0 }, home: { row: 0, column: 0 }, arrived: false }));

export const look = action((s) => {
  switch (s.here) {
    case s.home:
      s.arrived = true;
  }
});
