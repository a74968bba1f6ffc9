/** Asks whether a thread is in a set, with the word that other languages have for it. */
import { spec, when, type Index } from "racespec";

type Thread = Index<3>;
interface State { waiting: Set<Thread> }
const { action } = spec<State>(() => ({ waiting: new Set() }));

export const wait = action((s, t: Thread) => { s.waiting.add(t); });

export const wake = action((s, t: Thread) => {
  when(t in s.waiting);
  s.waiting.delete(t);
});
