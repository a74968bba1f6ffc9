/** Multisets: messages in flight, which may be equal. */
import { Bag, pick, same, spec, type Index, type Int, when } from "racespec";

interface Message { to: Index<2>; urgent: boolean }
interface State {
  network: Bag<Message, 3>;
  coins: Bag<Int<1, 3>, 2>;
  last: Message | null;
  count: Int<0, 12>;
  seen: boolean;
}

const { action, invariant } = spec<State>(() => ({
  network: new Bag(),
  coins: new Bag([2, 2]),
  last: null,
  count: 0,
  seen: false,
}));

export const send = action((s, to: Index<2>, urgent: boolean) => {
  when(s.network.size < 3);
  s.network.add({ to, urgent });
});
export const receive = action((s) => {
  const m = pick(s.network);
  s.network.delete(m);
  s.last = m;
});
export const counted = action((s, to: Index<2>) => {
  s.count = s.network.count({ to, urgent: false });
  s.seen = s.network.has({ to, urgent: true });
});
export const sum = action((s) => {
  let total = 0;
  for (const c of s.coins) total += c;
  s.network.forEach((m) => {
    total += m.to;
  });
  s.count = total;
});
export const turn = action((s) => {
  const coin = pick(s.coins);
  when(coin < 3);
  s.coins.delete(coin);
  s.coins.add((coin + 1) as Int<1, 3>);
});
export const copied = action((s) => {
  const other = new Bag<Message, 3>(s.network);
  s.seen = same(other, s.network);
  s.network.clear();
});

export const bounded = invariant((s) => s.network.size <= 3);
