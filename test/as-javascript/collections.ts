// In: nothing. Out: ValueSet, ValueMap and Bag as small real classes comparing by structure, and a Set with the
// newer methods (union, isSubsetOf, …) for a Node.js that has none.
// Not here: what they look like as text or JSON (structure.ts), the bounds of their types (domain.ts, values.ts).

import type { Structural } from "./structure.ts";
import { keyOf, structural } from "./structure.ts";

export class ValueSet implements Structural {
  readonly [structural] = "ValueSet";
  private readonly members = new Map<string, unknown>();
  constructor(values: Iterable<unknown> = []) {
    for (const value of values) this.add(value);
  }
  get size(): number {
    return this.members.size;
  }
  add(x: unknown): this {
    if (!this.has(x)) this.members.set(keyOf(x), x);
    return this;
  }
  delete(x: unknown): boolean {
    return this.members.delete(keyOf(x));
  }
  has(x: unknown): boolean {
    return this.members.has(keyOf(x));
  }
  clear(): void {
    this.members.clear();
  }
  union(o: ValueSet): ValueSet {
    return new ValueSet([...this, ...o]);
  }
  intersection(o: ValueSet): ValueSet {
    return this.filter((x) => o.has(x));
  }
  difference(o: ValueSet): ValueSet {
    return this.filter((x) => !o.has(x));
  }
  symmetricDifference(o: ValueSet): ValueSet {
    return this.difference(o).union(o.difference(this));
  }
  isSubsetOf(o: ValueSet): boolean {
    return this.every((x) => o.has(x));
  }
  isSupersetOf(o: ValueSet): boolean {
    return o.isSubsetOf(this);
  }
  isDisjointFrom(o: ValueSet): boolean {
    return !this.some((x) => o.has(x));
  }
  some(p: (x: unknown) => boolean): boolean {
    return [...this].some((x) => p(x));
  }
  every(p: (x: unknown) => boolean): boolean {
    return [...this].every((x) => p(x));
  }
  filter(p: (x: unknown) => boolean): ValueSet {
    return new ValueSet([...this].filter((x) => p(x)));
  }
  [Symbol.iterator](): IterableIterator<unknown> {
    return this.members.values();
  }
  contents(): readonly unknown[] {
    return [...this];
  }
  rebuilt(contents: readonly unknown[]): ValueSet {
    return new ValueSet(contents);
  }
}

export class ValueMap implements Structural {
  readonly [structural] = "ValueMap";
  private readonly entries = new Map<string, [unknown, unknown]>();
  constructor(entries: Iterable<readonly [unknown, unknown]> = []) {
    for (const [k, v] of entries) this.set(k, v);
  }
  get size(): number {
    return this.entries.size;
  }
  get(k: unknown): unknown {
    return this.entries.get(keyOf(k))?.[1];
  }
  set(k: unknown, v: unknown): this {
    this.entries.set(keyOf(k), [this.entries.get(keyOf(k))?.[0] ?? k, v]);
    return this;
  }
  has(k: unknown): boolean {
    return this.entries.has(keyOf(k));
  }
  delete(k: unknown): boolean {
    return this.entries.delete(keyOf(k));
  }
  clear(): void {
    this.entries.clear();
  }
  keys(): IterableIterator<unknown> {
    return [...this].map(([k]) => k).values();
  }
  values(): IterableIterator<unknown> {
    return [...this].map(([, v]) => v).values();
  }
  [Symbol.iterator](): IterableIterator<[unknown, unknown]> {
    return this.entries.values();
  }
  contents(): readonly unknown[] {
    return [...this];
  }
  rebuilt(contents: readonly unknown[]): ValueMap {
    return new ValueMap(contents as readonly [unknown, unknown][]);
  }
}

export class Bag implements Structural {
  readonly [structural] = "Bag";
  private members: unknown[] = [];
  constructor(values: Iterable<unknown> = []) {
    this.members = [...values];
  }
  get size(): number {
    return this.members.length;
  }
  add(x: unknown): this {
    this.members.push(x);
    return this;
  }
  delete(x: unknown): boolean {
    const key = keyOf(x);
    const at = this.members.findIndex((member) => keyOf(member) === key);
    if (at >= 0) this.members.splice(at, 1);
    return at >= 0;
  }
  has(x: unknown): boolean {
    return this.count(x) > 0;
  }
  count(x: unknown): number {
    const key = keyOf(x);
    return this.members.filter((member) => keyOf(member) === key).length;
  }
  clear(): void {
    this.members = [];
  }
  some(p: (x: unknown) => boolean): boolean {
    return this.members.some((x) => p(x));
  }
  every(p: (x: unknown) => boolean): boolean {
    return this.members.every((x) => p(x));
  }
  [Symbol.iterator](): IterableIterator<unknown> {
    return this.members.values();
  }
  contents(): readonly unknown[] {
    return [...this.members];
  }
  rebuilt(contents: readonly unknown[]): Bag {
    return new Bag(contents);
  }
}

class SetWithAlgebra<T> extends Set<T> {
  union(o: ReadonlySet<T>): Set<T> {
    return new SetWithAlgebra([...this, ...o]);
  }
  intersection(o: ReadonlySet<T>): Set<T> {
    return new SetWithAlgebra([...this].filter((x) => o.has(x)));
  }
  difference(o: ReadonlySet<T>): Set<T> {
    return new SetWithAlgebra([...this].filter((x) => !o.has(x)));
  }
  symmetricDifference(o: ReadonlySet<T>): Set<T> {
    return new SetWithAlgebra([...[...this].filter((x) => !o.has(x)), ...[...o].filter((x) => !this.has(x))]);
  }
  isSubsetOf(o: ReadonlySet<T>): boolean {
    return [...this].every((x) => o.has(x));
  }
  isSupersetOf(o: ReadonlySet<T>): boolean {
    return [...o].every((x) => this.has(x));
  }
  isDisjointFrom(o: ReadonlySet<T>): boolean {
    return ![...this].some((x) => o.has(x));
  }
}

/** The global `Set` of a spec that is run. */
export const SetOfSpecs: SetConstructor = "union" in Set.prototype ? Set : SetWithAlgebra;
