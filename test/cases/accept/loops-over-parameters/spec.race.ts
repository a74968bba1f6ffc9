/** Helpers that go through a set or a map that they are handed, constant tables read by members, lists counted out. */
import { every, fill, spec, type Id, type Index, type Int, type Seq, ValueSet } from "racespec";

type Node = Id<"Node", 2>;
type Slot = Index<3>;
type Message = { type: "ask"; from: Slot } | { type: "tell"; from: Slot; n: Int<0, 2> };
const NEAR = [[false, true, true], [true, false, false], [true, true, false]] as const;
interface State { owner: Map<Slot, Node>; open: Set<Slot>; messages: ValueSet<Message>; list: Seq<Slot, 3>; ok: Record<Slot, boolean> }
const { action, invariant } = spec<State>(() => ({
  owner: new Map(), open: new Set(), messages: new ValueSet(), list: [], ok: fill(false),
}));

function slotsOf(owner: ReadonlyMap<Slot, Node>, n: Node): Set<Slot> {
  const mine = new Set<Slot>();
  for (const [slot, who] of owner) if (who === n) mine.add(slot);
  return mine;
}
function both(a: ReadonlySet<Slot>, b: ReadonlySet<Slot>): Set<Slot> {
  const found = new Set<Slot>();
  for (const x of a) if (b.has(x)) found.add(x);
  return found;
}
export const own = action((s, slot: Slot, n: Node) => { s.owner.set(slot, n); });
export const show = action((s, n: Node) => { s.open = both(slotsOf(s.owner, n), new Set([0, 2])); });
export const send = action((s, m: Message) => { if (s.messages.size < 2) s.messages.add(m); });
export const look = action((s, at: Slot) => { s.ok[at] = s.messages.every((m) => NEAR[at][m.from]); });
export const zeros = action((s) => { s.list = Array.from({ length: 3 }, () => 0); });
export const tells = invariant((s) => s.messages.filter((m) => m.type === "tell").every((m) => m.n < 2));
export const near = invariant((s) => every((at: Slot) => s.ok[at] || s.messages.some((m) => NEAR[at][m.from])));
