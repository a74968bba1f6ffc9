/**
 * The alternating bit protocol over lossy channels, three kinds of data in turn.
 * @source Spin 6.5 (-DSAFETY -DNOREDUCE -DBFS) of the same model in Promela: 174 states, depth 24; bad fails after 11 steps
 */
import { assert, constant, type Index, type Seq, spec, violates, when } from "racespec";
export const BAD = constant(false);
type D = Index<3>;
interface State {
  q: Seq<readonly [0 | 1, D], 2>;
  a: Seq<0 | 1, 2>;
  sb: 0 | 1;
  rb: 0 | 1;
  sd: D;
  rd: D;
}
const { process, action, model } = spec<State>(() => ({ q: [], a: [], sb: 0, rb: 0, sd: 0, rd: 0 }));
const flip = (b: 0 | 1): 0 | 1 => (b === 0 ? 1 : 0);
export const send = action((s) => {
  when(s.q.length < 2);
  s.q.push([s.sb, s.sd]);
});
export const ack = action((s) => {
  when(s.a.length > 0);
  const x = s.a.shift();
  if (BAD || x === s.sb) {
    s.sb = flip(s.sb);
    s.sd = (s.sd + 1) % 3;
  }
});
export const receiver = process(
  function* (s) {
    for (;;) {
      s = yield "receive";
      const m = s.q.shift();
      when(m !== undefined && s.a.length < 2);
      const [b, d] = m;
      if (b === s.rb) {
        assert(d === s.rd, "in order");
        s.rb = flip(s.rb);
        s.rd = (s.rd + 1) % 3;
      }
      s.a.push(b);
    }
  },
  { daemon: true },
);
export const loseMsg = action((s) => {
  when(s.q.shift() !== undefined);
});
export const loseAck = action((s) => {
  when(s.a.length > 0);
  s.a = s.a.slice(1);
});
export const good = model({});
export const bad = model({ BAD: true }, { expect: violates("in order") });
