// In: nothing. Out: ValueSet, ValueMap and Bag as small real classes comparing by structure: members and keys are copied
// in and out. And a Set with the newer methods (union, isSubsetOf, …) for a Node.js that has none.
// Not here: what they look like as text or JSON (structure.ts), the bounds of their types (domain.ts, values.ts).

import type { Structural } from "./structure.ts";
import { clone, keyOf, structural } from "./structure.ts";

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
    if (!this.has(x)) this.members.set(keyOf(x), clone(x));
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
  forEach(f: (x: unknown) => void): void {
    for (const x of this) f(x);
  }
  *[Symbol.iterator](): Generator<unknown> {
    for (const member of this.members.values()) yield clone(member);
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
  private readonly pairs = new Map<string, readonly [unknown, unknown]>();
  constructor(entries: Iterable<readonly [unknown, unknown]> = []) {
    for (const [k, v] of entries) this.set(k, v);
  }
  get size(): number {
    return this.pairs.size;
  }
  get(k: unknown): unknown {
    return this.pairs.get(keyOf(k))?.[1];
  }
  set(k: unknown, v: unknown): this {
    this.pairs.set(keyOf(k), [clone(k), v]);
    return this;
  }
  has(k: unknown): boolean {
    return this.pairs.has(keyOf(k));
  }
  delete(k: unknown): boolean {
    return this.pairs.delete(keyOf(k));
  }
  clear(): void {
    this.pairs.clear();
  }
  *keys(): Generator<unknown> {
    for (const [k] of this) yield k;
  }
  *values(): Generator<unknown> {
    for (const [, v] of this) yield v;
  }
  *entries(): Generator<[unknown, unknown]> {
    yield* this;
  }
  forEach(f: (v: unknown, k: unknown) => void): void {
    for (const [k, v] of this) f(v, k);
  }
  *[Symbol.iterator](): Generator<[unknown, unknown]> {
    for (const [k, v] of this.pairs.values()) yield [clone(k), v];
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
    this.members = [...values].map((x) => clone(x));
  }
  get size(): number {
    return this.members.length;
  }
  add(x: unknown): this {
    this.members.push(clone(x));
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
  forEach(f: (x: unknown) => void): void {
    for (const x of this) f(x);
  }
  *[Symbol.iterator](): Generator<unknown> {
    for (const member of this.members) yield clone(member);
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
