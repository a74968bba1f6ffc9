// The types whose values the checker can enumerate: numbers with bounds, identities, bounded collections.
// Plain TypeScript types are domains as well (booleans, literals, unions, records, tuples, Record, Set, Map).
// Not here: how a type node becomes a domain (compiler/2-bind).
import { neverRun } from "./never-run.ts";

declare const idBrand: unique symbol;
declare const intBrand: unique symbol;

/**
 * `N` interchangeable identities: threads, nodes, requests. `N` is a literal or `typeof CONSTANT` and may be 0 (no
 * instance: `every` is true, `some` is false).
 *
 * A branded symbol, so that TypeScript itself refuses `<`, `+`, templates, another Id and a wrong key. Use it with
 * `===`, `!==`, as a key, in sets and under quantifiers; symmetry reduction then needs no declaration and is sound. A
 * loop over identities whose order matters switches that set's symmetry off, with a note in the verdict.
 *
 * @example
 * type Writer = Id<"Writer", typeof WRITERS>;
 * interface State { lockedBy: Writer | null; waiting: Set<Writer> }
 */
export type Id<Name extends string, N extends number> = symbol & { readonly [idBrand]: [Name, N] };

/**
 * The integers `Lo`..`Hi`, both included; each bound is a literal or `typeof CONSTANT`.
 *
 * Arithmetic and stores need no cast, since the bounds are the checker's: a value outside them at the end of a step
 * fails the run with a trace. Inside a step integers are exact within ±(2^53−1); `/` must come out exact or stand in
 * `Math.floor`, `Math.trunc` or `Math.ceil`; NaN and ±Infinity are failures.
 *
 * @example
 * interface State { inFlight: Int<0, 2>; offset: Int<-1, typeof LAST> }
 */
export type Int<Lo extends number, Hi extends number> = number & { readonly [intBrand]?: "int" };

/**
 * The integers 0..N-1: places in a ring, pages of a file. Ordered, unlike an {@link Id}, hence never symmetric.
 *
 * @example
 * type Buffer = Index<typeof BUFFERS>;
 * interface State { bh: Record<Buffer, BufferHead> }
 */
export type Index<N extends number> = number & { readonly [intBrand]?: "int" };

/**
 * A sequence of at most `N` elements: an array with its methods, push, pop, at, slice, splice, map, flatMap, sort, ….
 *
 * Growing past `N`, and reading past the end where the type of the element is `T`, fails the run with a trace at that
 * operation. `===`, `includes` and `indexOf` over elements that are records are refused (use `same`); `sort` needs a
 * comparator.
 *
 * @example
 * interface State { queue: Seq<Message, 3> }
 */
export type Seq<T, N extends number> = T[];

/**
 * A set of records, unions, tuples or sets, compared by structure as `same` does. (`Set<T>` is for what `===` compares:
 * literals, integers, Ids, null.) With `N` it holds at most `N` members; growing past `N` fails the run with a trace.
 * Give `N` when T is too large for one bit per value.
 *
 * Members are values: what is put in is copied, and so is what comes out. To change one, take it out and put another in.
 *
 * @example
 * interface State { messages: ValueSet<{ to: Node; term: Int<0, 3> }, 4> }
 * const message = pick(s.messages);
 * s.messages.delete(message);
 * s.messages.add({ ...message, term: message.term + 1 });
 */
export class ValueSet<T, N extends number = number> {
  /** For TypeScript only, so that a bound is part of the type. Not private: a declaration file drops the type then. */
  declare protected readonly bound: N | undefined;
  /** How many members it has. */
  declare readonly size: number;

  /** A set of these values; none, one or many copies of a value are the same set. */
  constructor(values?: Iterable<T>) {
    neverRun();
  }

  /** Puts `x` in; nothing happens if an equal value is there. */
  add(x: T): this {
    return neverRun();
  }

  /** Takes `x` out and says whether it was there. */
  delete(x: T): boolean {
    return neverRun();
  }

  /** Is a value equal to `x` in it? */
  has(x: T): boolean {
    return neverRun();
  }

  /** Takes everything out. */
  clear(): void {
    neverRun();
  }

  /** A new set of what is in either. */
  union(o: ValueSet<T, number>): ValueSet<T, N> {
    return neverRun();
  }

  /** A new set of what is in both. */
  intersection(o: ValueSet<T, number>): ValueSet<T, N> {
    return neverRun();
  }

  /** A new set of what is in this one and not in `o`. */
  difference(o: ValueSet<T, number>): ValueSet<T, N> {
    return neverRun();
  }

  /** A new set of what is in one of the two only. */
  symmetricDifference(o: ValueSet<T, number>): ValueSet<T, N> {
    return neverRun();
  }

  /** Is every member also in `o`? */
  isSubsetOf(o: ValueSet<T, number>): boolean {
    return neverRun();
  }

  /** Is every member of `o` also in this one? */
  isSupersetOf(o: ValueSet<T, number>): boolean {
    return neverRun();
  }

  /** Have the two no member in common? */
  isDisjointFrom(o: ValueSet<T, number>): boolean {
    return neverRun();
  }

  /** Does some member satisfy `p`? */
  some(p: (x: T) => boolean): boolean {
    return neverRun();
  }

  /** Does every member satisfy `p`? */
  every(p: (x: T) => boolean): boolean {
    return neverRun();
  }

  /**
   * A new set of the members that satisfy `p`.
   *
   * @example
   * const mine = s.messages.filter((m) => m.to === self);
   */
  filter<S extends T>(p: (x: T) => x is S): ValueSet<S, N>;
  filter(p: (x: T) => boolean): ValueSet<T, N>;
  filter(): ValueSet<T, N> {
    return neverRun();
  }

  /** Runs `f` for each member, a copy: refused where the order of the members could matter. */
  forEach(f: (x: T) => void): void {
    neverRun();
  }

  /** For `for … of` and `new ValueSet(…)`: refused where the order of the members could matter. */
  [Symbol.iterator](): IterableIterator<T> {
    return neverRun();
  }
}

/**
 * A partial function whose keys are records, unions, tuples or sets, compared by structure as `same` does. (`Map<K, V>`
 * is for keys that `===` compares.) With `N` it holds at most `N` entries; growing past `N` fails the run with a trace.
 *
 * Keys are values, copied in and out. The value at a key is part of the state: what `get` gives refers into it.
 *
 * @example
 * interface State { votes: ValueMap<{ term: Int<0, 3>; candidate: Node }, Set<Node>, 4> }
 * s.votes.get({ term, candidate })?.add(self);
 */
export class ValueMap<K, V, N extends number = number> {
  /** For TypeScript only, so that a bound is part of the type. Not private: a declaration file drops the type then. */
  declare protected readonly bound: N | undefined;
  /** How many entries it has. */
  declare readonly size: number;

  /** A map of these entries; of two with equal keys the later one stands. */
  constructor(entries?: Iterable<readonly [K, V]>) {
    neverRun();
  }

  /** The value at `k` itself, which can be changed in place; `undefined` where there is none. */
  get(k: K): V | undefined {
    return neverRun();
  }

  /**
   * Makes `v` the value at `k`. `v` is moved in: a reference to something that stands elsewhere in the state is
   * refused.
   */
  set(k: K, v: V): this {
    return neverRun();
  }

  /** Is there a value at `k`? */
  has(k: K): boolean {
    return neverRun();
  }

  /** Takes the entry at `k` out and says whether it was there. */
  delete(k: K): boolean {
    return neverRun();
  }

  /** Takes everything out. */
  clear(): void {
    neverRun();
  }

  /**
   * Its keys, for `for … of`, `pick` and `new ValueSet(…)`: refused where their order could matter.
   *
   * @example
   * const { term, candidate } = pick(s.votes.keys());
   */
  keys(): IterableIterator<K> {
    return neverRun();
  }

  /** Its values, for `for … of`: refused where their order could matter. */
  values(): IterableIterator<V> {
    return neverRun();
  }

  /** Its entries, for `for … of`: refused where their order could matter. */
  entries(): IterableIterator<[K, V]> {
    return neverRun();
  }

  /** Runs `f` for each entry: refused where the order of the entries could matter. */
  forEach(f: (v: V, k: K) => void): void {
    neverRun();
  }

  /** For `for … of`: refused where the order of the entries could matter. */
  [Symbol.iterator](): IterableIterator<[K, V]> {
    return neverRun();
  }
}

/**
 * A multiset of at most `N` members in all, copies counted, compared by structure as `same` does: messages in flight
 * that may be equal and arrive in any order. Growing past `N` fails the run with a trace. Members are values: what is
 * put in is copied, and so is what comes out.
 *
 * @example
 * interface State { network: Bag<Message, 4> }
 * const message = pick(s.network);
 * s.network.delete(message);
 */
export class Bag<T, N extends number> {
  /** For TypeScript only, so that a bound is part of the type. Not private: a declaration file drops the type then. */
  declare protected readonly bound: N;
  /** How many members it has, copies counted. */
  declare readonly size: number;

  /** A bag of these values, copies kept. */
  constructor(values?: Iterable<T>) {
    neverRun();
  }

  /** Puts one more `x` in. */
  add(x: T): this {
    return neverRun();
  }

  /** Takes one `x` out and says whether there was one. */
  delete(x: T): boolean {
    return neverRun();
  }

  /** Is there at least one `x`? */
  has(x: T): boolean {
    return neverRun();
  }

  /** How many copies of `x` are in it, 0 upwards. */
  count(x: T): number {
    return neverRun();
  }

  /** Takes everything out. */
  clear(): void {
    neverRun();
  }

  /** Runs `f` for each member, as often as it is there: refused where the order of the members could matter. */
  forEach(f: (x: T) => void): void {
    neverRun();
  }

  /** For `for … of`, each copy once: refused where the order of the members could matter. */
  [Symbol.iterator](): IterableIterator<T> {
    return neverRun();
  }
}
