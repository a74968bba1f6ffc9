/** Generic aliases, interfaces and helpers, and the library's own type functions. */
import { spec, type Int, type Index, type Seq, type Id } from "racespec";

type Maybe<T> = T | null;
type Pair<A, B> = { first: A; second: B };
interface Box<T> { value: T; full: boolean }
type Ring<T, N extends number> = { items: Seq<T, N>; head: Index<N> };
type Node = Id<"Node", 2>;
type Flags<K extends string> = Record<K, boolean>;
interface Page { dirty: boolean; count: Int<0, 1> }
interface Locked extends Page { owner: Maybe<Node> }
interface State {
  m: Maybe<Node>;
  pair: Pair<Node | null, Int<0, 1>>;
  box: Box<Int<0, 3>>;
  ring: Ring<boolean, 2>;
  flags: Flags<"x" | "y">;
  fixed: Readonly<Page>;
  part: Partial<Page>;
  some: Pick<Page, "count">;
  other: Omit<Page, "count">;
  page: Locked;
}
const { action, invariant } = spec<State>(() => ({
  m: null,
  pair: { first: null, second: 0 },
  box: { value: 0, full: false },
  ring: { items: [], head: 0 },
  flags: { x: false, y: true },
  fixed: { dirty: true, count: 0 },
  part: {},
  some: { count: 0 },
  other: { dirty: false },
  page: { dirty: false, count: 0, owner: null },
}));

function put<T>(b: Box<T>, v: T): void { b.value = v; b.full = true; }
function firstOf<A, B>(p: Pair<A, B>): A { return p.first; }
function clean(p: Page): void { p.dirty = false; p.count = 1; }

export const step = action((s, n: Node) => {
  s.m = n;
  put(s.box, 2);
  if (firstOf(s.pair) === n) s.pair.second = 1;
  else s.pair.first = n;
  if (s.ring.items.length < 2) s.ring.items.push(s.flags.x);
  s.flags.x = s.flags["y"];
  s.part.dirty = true;
  s.page.owner = firstOf(s.pair);
  clean(s.page);
});
export const plain = invariant((s) => s.some.count === 0 && !s.other.dirty);
