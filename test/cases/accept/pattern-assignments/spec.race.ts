/** Several places written at once: each meets the value that stands opposite, of its own type, made before any is written. */
import { fill, type Index, type Int, type Seq, spec, when } from "racespec";

type I = Index<3>;
type Message = { kind: "ask"; from: I } | { kind: "ack"; ok: boolean };
interface State {
  pair: [I, [boolean, I]];
  seen: Record<Message["kind"], boolean>;
  last: Message;
  queue: Seq<Message, 2>;
  set: Set<I>;
  n: Int<0, 3>;
}
const { action, invariant } = spec<State>(() => ({
  pair: [0, [false, 1]],
  seen: fill(false),
  last: { kind: "ack", ok: true },
  queue: [],
  set: new Set(),
  n: 0,
}));

export const deep = action((s) => {
  [s.pair[0], [s.pair[1][0], s.pair[1][1]]] = [s.pair[1][1], [!s.pair[1][0], s.pair[0]]];
});
export const whole = action((s) => {
  [s.pair[0], s.pair[1]] = [s.pair[1][1], [s.n > 1, s.pair[0]]];
});
export const unlike = action((s, from: I) => {
  [s.n, s.queue, s.last, s.set] = [(s.n + 1) % 4, [], { kind: "ask", from }, new Set([from])];
});
export const locals = action((s) => {
  let n: Int<0, 3>;
  let m: Message;
  [n, m] = [s.queue.length, { ...s.last }];
  when(n < 2);
  s.seen[m.kind] = !s.seen[m.kind];
  s.queue.push(m);
});
export const record = action((s) => {
  ({ n: s.n, to: [s.pair[0]] } = { n: s.pair[0], to: [2] });
});
export const small = invariant((s) => s.queue.length <= 2);
