/** Groups the helpers of the lock in a namespace. */
import { spec, when } from "racespec";

interface State { locked: boolean }
const { action } = spec<State>(() => ({ locked: false }));

namespace Lock {
  export function take(s: State) {
    s.locked = true;
  }
}

export const take = action((s) => {
  when(!s.locked);
  Lock.take(s);
});
