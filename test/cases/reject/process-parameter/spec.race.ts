/** A process for each job, where a job is a record. */
import { spec, type Index, type Int } from "racespec";

interface Job { disk: Index<2>; urgent: boolean }
interface State { served: Int<0, 9> }
const { process } = spec<State>(() => ({ served: 0 }));

export const serve = process(function* (s, job: Job) {
  s = yield "read";
  const old: Int<0, 9> = s.served;
  s = yield "write";
  s.served = job.urgent ? 9 : old;
});
