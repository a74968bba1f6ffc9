// `reachable` is a question with a witness for an answer; unreachable is a failure unless it is expected.
import { type Int, spec, unreachable, when } from "racespec";
interface State { level: Int<0, 5> }
const { action, reachable, model } = spec<State>(() => ({ level: 0 }));
export const rise = action((s) => { when(s.level < 4); s.level += 2; });
export const four = reachable((s) => s.level === 4);
export const three = reachable((s) => s.level === 3);
export const found = model({}, { check: [four], deadlock: "ignore" });
export const notFound = model({}, { check: [three], deadlock: "ignore", expect: unreachable(three) });
