/** A record of the state is put into a queue as well. */
import { spec, when, type Index, type Seq } from "racespec";

interface Request { disk: Index<2>; done: boolean }
interface State { current: Request; log: Seq<Request, 2> }
const { action } = spec<State>(() => ({ current: { disk: 0, done: false }, log: [] }));

export const finish = action((s) => {
  when(s.log.length < 2);
  s.current.done = true;
  s.log.push(s.current);
});
