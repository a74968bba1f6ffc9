/** Models the lock as a class with methods. */
import { spec, when, type Id } from "racespec";

type Thread = Id<"Thread", 2>;

class Lock {
  owner: Thread | null = null;
  take(by: Thread) {
    this.owner = by;
  }
}

interface State { lock: Lock }
const { action } = spec<State>(() => ({ lock: new Lock() }));

export const take = action((s, by: Thread) => {
  when(s.lock.owner === null);
  s.lock.take(by);
});
