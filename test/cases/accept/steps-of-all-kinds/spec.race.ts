/** Collections in helpers, procedures and processes; callbacks that return early; what one expression may hold. */
import {
  Bag, assert, each, every, fill, first, pick, same, some, spec, sum, type Id, type Index, type Int, type Seq, ValueMap, ValueSet, when,
} from "racespec";

type Node = Id<"Node", 2>;
type Slot = Index<3>;
type Message = { kind: "ask"; slot: Slot } | { kind: "answer"; slot: Slot; ok: boolean };
interface State {
  inbox: Record<Node, Bag<Message, 2>>;
  log: Seq<Message, 3>;
  owner: Map<Slot, Node>;
  seen: ValueMap<Message, Int<0, 2>, 2>;
  open: Set<Slot>;
  n: Int<-20, 60>;
  flag: boolean;
}

const { action, process, procedure, invariant, stepInvariant, reachable } = spec<State>(() => ({
  inbox: fill(new Bag()),
  log: [],
  owner: new Map(),
  seen: new ValueMap(),
  open: new Set([0, 2]),
  n: 0,
  flag: false,
}));

const other = (n: Node): Node => first1(n);
function first1(n: Node): Node {
  for (const m of each<Node>()) if (m !== n) return m;
  return n;
}
function send(s: State, to: Node, message: Message): boolean {
  const box = s.inbox[to];
  if (box.size >= 2) return false;
  box.add(message);
  return true;
}
function note(s: State, message: Message): State {
  const known = s.seen.get(message);
  if (known === undefined && s.seen.size < 2) s.seen.set(message, 1);
  else if (known !== undefined) s.seen.set(message, Math.min(2, known + 1));
  return s;
}
function ownedBy(owner: ReadonlyMap<Slot, Node>, n: Node): Set<Slot> {
  const mine = new Set<Slot>();
  for (const slot of each<Slot>()) if (owner.get(slot) === n) mine.add(slot);
  return mine;
}
const slots = (messages: readonly Message[]): Slot[] => messages.map((m) => m.slot);

export const ask = action((s, from: Node, slot: Slot) => {
  when(s.open.has(slot));
  const isSent = send(s, other(from), { kind: "ask", slot });
  s.flag = isSent;
});
export const answer = action((s, self: Node) => {
  const m = pick(s.inbox[self]);
  s.inbox[self].delete(m);
  s = note(s, m);
  switch (m.kind) {
    case "ask": {
      const ok = !s.owner.has(m.slot);
      if (ok) s.owner.set(m.slot, self);
      send(s, other(self), { ...m, kind: "answer", ok });
      break;
    }
    case "answer":
      assert(m.slot < 3, "slots are small");
      if (s.log.length < 3) s.log.push(m);
  }
});
export const trimmed = action((s) => {
  s.log = s.log.filter((m, i) => i > 0 || m.kind === "ask");
  s.n = slots(s.log).reduce((a, b) => a + b, 0);
});
export const asked = action((s, self: Node) => {
  const mine = ownedBy(s.owner, self);
  const again = new Set<Slot>();
  s.owner.forEach((who, slot) => {
    if (who !== self) return;
    again.add(slot);
  });
  assert(same(mine, again), "both ways give the same");
  s.n = mine.size * 10 + (mine.has(first((x: Slot) => x > 0)) ? 1 : 0);
  s.open = s.open.difference(mine).union(new Set([pick<Slot>()]));
});
export const nested = action((s) => {
  let n = 0;
  s.log.forEach((m, i) => {
    for (const x of each<Slot>()) {
      if (x > m.slot) return;
      switch (x) {
        case 0:
          n++;
          break;
        default:
          n += i;
          return;
      }
    }
    n -= 5;
  });
  [3, 4].forEach((x) => {
    n += x;
  });
  s.open.forEach((slot) => (n += slot));
  s.n = n;
});
export const removed = action((s, slot: Slot) => {
  when(s.owner.delete(slot));
  s.open.delete(slot) ? s.seen.clear() : s.open.add(slot);
});
export const replacedAll = action((s) => {
  const swapped = new Map<Slot, Node>();
  for (const [slot, who] of s.owner) swapped.set(slot, other(who));
  s.owner = swapped;
  s.flag = every((x: Slot) => s.owner.has(x) === swapped.has(x)) && some((x: Slot) => !s.owner.has(x));
});

const claim = procedure(function* (s, self: Node, slot: Slot) {
  s = yield "claim";
  when(s.owner.get(slot) === undefined);
  s.owner.set(slot, self);
  return s.owner.size;
});
export const worker = process(function* (s, self: Node) {
  const done = new Set<Slot>();
  let count: Int<0, 3> = 0;
  let found: Message | "none" = "none";
  for (const slot of [0, 1] as Slot[]) {
    [s, count] = yield* claim(s, self, slot);
    if (count > 1) done.add(slot);
    s = yield "release";
    s.owner.delete(slot);
    if (found !== "none") s.flag = found.kind === "ask";
    found = s.log.at(-1) === undefined ? "none" : structuredClone(s.log[0]!);
  }
  s = yield "finish";
  s.n = sum((x: Slot) => (done.has(x) ? x : 0)) + (typeof found === "string" ? 0 : found.slot);
});

export const boxes = invariant((s) => every((n: Node) => s.inbox[n].size <= 2));
export const grows = stepInvariant((s, next) => same(s.log, next.log) || next.log.length <= s.log.length + 1);
export const both = reachable((s) => s.owner.size === 2 && [...s.owner.values()].some((n) => n === s.owner.get(0)));
