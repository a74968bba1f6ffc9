/** Helpers that look, change, give the state back, and store what they are given. */
import { spec, fill, type Index, type Int, type Seq } from "racespec";

type Slot = Index<3>;
type Message = { kind: "ask"; n: Int<0, 2> } | { kind: "stop" };
interface State { n: Int<0, 5>; on: Record<Slot, boolean>; queue: Seq<Message, 3>; last: Message | null }
const { action, invariant } = spec<State>(() => ({ n: 0, on: fill(false), queue: [], last: null }));

function bump(s: State, by: number): void { s.n += by; }
const isFull = (s: State): boolean => s.n >= 4;
function advance(s: State): State { s.n++; return s; }
function send(s: State, m: Message): void { if (s.queue.length < 3) s.queue.push(m); }
function ask(n: Int<0, 2>): Message { return { kind: "ask", n }; }
const asking = (n: Int<0, 2>): Message => ({ kind: "ask", n });
function countDown(n: number): number { return n <= 0 ? 0 : 1 + countDown(n - 1); }
function drain(s: State) { if (s.n > 0) { s.n--; drain(s); } }

export const rise = action((s, b: Slot) => {
  if (isFull(s)) return;
  bump(s, 1);
  s = advance(s);
  s.on[b] = !s.on[b];
});
export const sendNew = action((s) => { send(s, { kind: "stop" }); send(s, ask(1)); });
export const sendLocal = action((s) => { const m = asking(2); send(s, m); });
export const resend = action((s) => { const m = s.queue.shift(); if (m !== undefined) send(s, m); });
export const keep = action((s) => { const [m] = s.queue; if (m !== undefined) s.last = { ...m }; });
export const down = action((s) => { s.n = countDown(s.n); drain(s); });
export const bounded = invariant((s) => s.n <= 5 && !(isFull(s) && s.n < 4));
