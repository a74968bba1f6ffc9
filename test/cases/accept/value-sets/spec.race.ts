/** Sets of records, unions and sets: compared by what is in them, their members copies. */
import { each, pick, same, spec, type Id, type Index, type Int, ValueSet, when } from "racespec";

type Node = Id<"Node", 2>;
type Message = { kind: "ask"; from: Node } | { kind: "tell"; from: Node; value: Int<0, 1> };
interface State {
  sent: ValueSet<Message>;
  few: ValueSet<{ n: Int<0, 300>; on: boolean }, 2>;
  groups: ValueSet<Set<Node>>;
  pairs: ValueSet<[Index<2>, boolean]>;
  last: Message | null;
  found: boolean;
  count: Int<0, 20>;
}

const { action, invariant } = spec<State>(() => ({
  sent: new ValueSet(),
  few: new ValueSet([{ n: 7, on: true }]),
  groups: new ValueSet(),
  pairs: new ValueSet<[Index<2>, boolean]>([[0, true]]),
  last: null,
  found: false,
  count: 0,
}));

export const ask = action((s, from: Node) => {
  s.sent.add({ kind: "ask", from });
});
export const tell = action((s, from: Node, value: Int<0, 1>) => {
  when(s.sent.has({ kind: "ask", from }));
  const message: Message = { kind: "tell", from, value };
  s.sent.add(message);
  s.sent.delete({ kind: "ask", from });
});
export const receive = action((s) => {
  const message = pick(s.sent);
  s.last = message;
  s.found = s.sent.some((m) => m.kind === "tell" && m.value === 1);
});
export const tells = action((s) => {
  s.sent = s.sent.filter((m) => m.kind === "tell");
});
export const together = action((s, a: Node, b: Node) => {
  s.groups.add(new Set([a, b]));
  if (s.groups.has(new Set([b])) && a !== b) s.groups.clear();
});
export const sum = action((s) => {
  let total = 0;
  for (const { n, on } of s.few) if (on) total += n;
  s.count = Math.min(20, total);
  let more = 0;
  s.pairs.forEach(([i, on]) => {
    if (!on) return;
    more += i;
  });
  s.count = Math.min(20, s.count + more);
});
export const grow = action((s, n: Index<3>) => {
  when(s.few.size < 2);
  s.few.add({ n, on: false });
});
export const shrink = action((s) => {
  const other = new ValueSet(s.few);
  s.few = s.few.difference(s.few.filter((x) => x.on));
  s.found = same(other, s.few) || other.isSupersetOf(s.few);
});
export const all = action((s) => {
  s.pairs = new ValueSet([...each<[Index<2>, boolean]>()].filter((p) => p[1] || p[0] === 1));
  s.found = s.pairs.every((p) => p[1]);
});
export const join = action((s) => {
  s.sent = s.sent.union(new ValueSet<Message>([{ kind: "ask", from: pick<Node>() }]));
});

export const bounded = invariant((s) => s.few.size <= 2 && s.sent.size <= 6);
