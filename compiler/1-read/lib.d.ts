/**
 * The library that specs are read with, in place of TypeScript's own (which takes twice as long to load and speaks of targets
 * and DOMs): what the language has, typed as in TypeScript's lib, and what it refuses, so that our own words explain it.
 * In: nothing. Out: globals; `@refused HELP` marks what a spec may not use (on an interface: any of its members).
 * Not here: what a spec imports (dsl/), which of the methods mean something over which domain (compiler/2-bind).
 */
// biome-ignore-all lint: these are TypeScript's own names and types, declared as TypeScript declares them

// What TypeScript itself asks for.

/** @refused a function is called, passed or declared, nothing else */
interface Function {
  readonly length: number;
  readonly name: string;
  toString(): string;
}
/** @refused call the function directly */
interface CallableFunction extends Function {
  apply<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, args: A): R;
  call<T, A extends any[], R>(this: (this: T, ...args: A) => R, thisArg: T, ...args: A): R;
  bind<T>(this: T, thisArg: unknown, ...args: any[]): T;
}
/** @refused call the function directly */
interface NewableFunction extends Function {}
interface IArguments {
  readonly length: number;
  [index: number]: any;
}
/** @refused what is compared, stored or chosen in a spec are values: compare them with === or `same(a, b)` */
interface Object {
  constructor: Function;
  toString(): string;
  toLocaleString(): string;
  valueOf(): Object;
  hasOwnProperty(key: PropertyKey): boolean;
  isPrototypeOf(value: Object): boolean;
  propertyIsEnumerable(key: PropertyKey): boolean;
}
interface Boolean {
  /** @refused use the boolean itself */
  valueOf(): boolean;
}
/** @refused numbers are integers: use arithmetic, comparison and Math */
interface Number {
  toString(radix?: number): string;
  toFixed(digits?: number): string;
  valueOf(): number;
}
/** @refused a string is a name for a value: compare it with === and choose among literals */
interface String {
  readonly length: number;
  readonly [index: number]: string;
  [Symbol.iterator](): IterableIterator<string>;
  at(index: number): string | undefined;
  charAt(index: number): string;
  charCodeAt(index: number): number;
  concat(...strings: string[]): string;
  endsWith(text: string, end?: number): boolean;
  includes(text: string, from?: number): boolean;
  indexOf(text: string, from?: number): number;
  localeCompare(other: string): number;
  padStart(length: number, fill?: string): string;
  repeat(count: number): string;
  replace(from: string | RegExp, to: string): string;
  slice(start?: number, end?: number): string;
  split(separator: string | RegExp, limit?: number): string[];
  startsWith(text: string, from?: number): boolean;
  toLowerCase(): string;
  toString(): string;
  toUpperCase(): string;
  trim(): string;
  valueOf(): string;
}
/** @refused a string is a name for a value: compare it with === */
interface RegExp {
  test(text: string): boolean;
  exec(text: string): string[] | null;
  readonly source: string;
  readonly flags: string;
}
interface TemplateStringsArray extends ReadonlyArray<string> {
  readonly raw: readonly string[];
}
/** @refused an Id is compared with === and used as a key, nothing else */
interface Symbol {
  toString(): string;
  valueOf(): symbol;
  readonly description: string | undefined;
}
interface SymbolConstructor {
  readonly iterator: unique symbol;
}
/** @refused identities are `Id<"Name", N>`, chosen by `pick<T>()` or a parameter */
declare var Symbol: SymbolConstructor;

// Numbers, errors, copies.

declare var NaN: number;
declare var Infinity: number;

interface Math {
  abs(x: number): number;
  ceil(x: number): number;
  floor(x: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  sign(x: number): number;
  trunc(x: number): number;
  /** @refused use ** */
  pow(x: number, y: number): number;
  /** @refused a choice among values is `pick<T>()`, which tries each of them */
  random(): number;
  /** @refused numbers are integers: use `Math.floor(a / b)`, `Math.trunc(a / b)` or `Math.ceil(a / b)` */
  round(x: number): number;
  /** @refused numbers are integers */
  sqrt(x: number): number;
  /** @refused numbers are integers */
  readonly PI: number;
}
declare var Math: Math;

interface NumberConstructor {
  /** @refused numbers are integers: there is nothing to test */
  isInteger(value: unknown): boolean;
  /** @refused numbers beyond ±(2^53−1) are failures where they arise: there is nothing to test */
  isSafeInteger(value: unknown): boolean;
  /** @refused write the bound that is meant: `Int<Lo, Hi>` */
  readonly MAX_SAFE_INTEGER: number;
  /** @refused write the bound that is meant: `Int<Lo, Hi>` */
  readonly MIN_SAFE_INTEGER: number;
  /** @refused NaN is a failure where it arises; there is nothing to test */
  isNaN(value: unknown): boolean;
  /** @refused infinity is a failure where it arises; there is nothing to test */
  isFinite(value: unknown): boolean;
  /** @refused there are no texts to parse in a spec */
  parseInt(text: string, radix?: number): number;
  /** @refused there are no texts to parse in a spec */
  parseFloat(text: string): number;
  (value?: unknown): number;
}
declare var Number: NumberConstructor;
/** @refused compare with === or !== instead */
declare var Boolean: { (value?: unknown): boolean };
/** @refused a string is a name for a value: choose among literals */
declare var String: { (value?: unknown): string };

interface Error {
  name: string;
  message: string;
}
declare var Error: { new (message?: string): Error; (message?: string): Error };

declare function structuredClone<T>(value: T): T;

// Types.

type PropertyKey = string | number | symbol;
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
type NoInfer<T> = intrinsic;

// Iteration.

interface IteratorYieldResult<TYield> {
  done?: false;
  value: TYield;
}
interface IteratorReturnResult<TReturn> {
  done: true;
  value: TReturn;
}
type IteratorResult<T, TReturn = any> = IteratorYieldResult<T> | IteratorReturnResult<TReturn>;
/** @refused loop with for … of */
interface Iterator<T, TReturn = any, TNext = any> {
  next(...[value]: [] | [TNext]): IteratorResult<T, TReturn>;
  return?(value?: TReturn): IteratorResult<T, TReturn>;
  throw?(e?: any): IteratorResult<T, TReturn>;
}
interface Iterable<T, TReturn = any, TNext = any> {
  [Symbol.iterator](): Iterator<T, TReturn, TNext>;
}
interface IterableIterator<T, TReturn = any, TNext = any> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IterableIterator<T, TReturn, TNext>;
}
interface IteratorObject<T, TReturn = unknown, TNext = unknown> extends Iterator<T, TReturn, TNext> {
  [Symbol.iterator](): IteratorObject<T, TReturn, TNext>;
}
type BuiltinIteratorReturn = intrinsic;
interface ArrayIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): ArrayIterator<T>;
}
interface SetIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): SetIterator<T>;
}
interface MapIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): MapIterator<T>;
}
/** @refused a generator is handed to process or procedure, which run it */
interface Generator<T = unknown, TReturn = any, TNext = any> extends IteratorObject<T, TReturn, TNext> {
  next(...[value]: [] | [TNext]): IteratorResult<T, TReturn>;
  return(value: TReturn): IteratorResult<T, TReturn>;
  throw(e: any): IteratorResult<T, TReturn>;
  [Symbol.iterator](): Generator<T, TReturn, TNext>;
}

// Arrays.

interface ConcatArray<T> {
  readonly length: number;
  readonly [n: number]: T;
  join(separator?: string): string;
  slice(start?: number, end?: number): T[];
}
interface ArrayLike<T> {
  readonly length: number;
  readonly [n: number]: T;
}
interface ReadonlyArray<T> {
  readonly length: number;
  readonly [n: number]: T;
  [Symbol.iterator](): ArrayIterator<T>;
  at(index: number): T | undefined;
  concat(...items: ConcatArray<T>[]): T[];
  concat(...items: (T | ConcatArray<T>)[]): T[];
  entries(): ArrayIterator<[number, T]>;
  every<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): this is readonly S[];
  every(predicate: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  filter<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S[];
  filter(predicate: (value: T, index: number, array: readonly T[]) => unknown): T[];
  find<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S | undefined;
  find(predicate: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  findIndex(predicate: (value: T, index: number, array: readonly T[]) => unknown): number;
  findLast<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): S | undefined;
  findLast(predicate: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
  findLastIndex(predicate: (value: T, index: number, array: readonly T[]) => unknown): number;
  flat<U>(this: readonly (readonly U[])[]): U[];
  flatMap<U>(callback: (value: T, index: number, array: readonly T[]) => U | readonly U[]): U[];
  forEach(callback: (value: T, index: number, array: readonly T[]) => void): void;
  includes(searched: T, from?: number): boolean;
  indexOf(searched: T, from?: number): number;
  /** @refused there are no texts to make in a spec */
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(searched: T, from?: number): number;
  map<U>(callback: (value: T, index: number, array: readonly T[]) => U): U[];
  reduce(callback: (sum: T, value: T, index: number, array: readonly T[]) => T): T;
  reduce(callback: (sum: T, value: T, index: number, array: readonly T[]) => T, initial: T): T;
  reduce<U>(callback: (sum: U, value: T, index: number, array: readonly T[]) => U, initial: U): U;
  reduceRight(callback: (sum: T, value: T, index: number, array: readonly T[]) => T): T;
  reduceRight(callback: (sum: T, value: T, index: number, array: readonly T[]) => T, initial: T): T;
  reduceRight<U>(callback: (sum: U, value: T, index: number, array: readonly T[]) => U, initial: U): U;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  values(): ArrayIterator<T>;
  with(index: number, value: T): T[];
  /** @refused there are no texts to make in a spec */
  toString(): string;
}
interface Array<T> extends ReadonlyArray<T> {
  length: number;
  [n: number]: T;
  /** @refused assign the elements one by one */
  copyWithin(target: number, start: number, end?: number): this;
  every<S extends T>(predicate: (value: T, index: number, array: readonly T[]) => value is S): this is S[];
  every(predicate: (value: T, index: number, array: readonly T[]) => unknown): boolean;
  fill(value: T, start?: number, end?: number): this;
  pop(): T | undefined;
  push(...items: T[]): number;
  reverse(): T[];
  shift(): T | undefined;
  sort(compare?: (a: T, b: T) => number): this;
  splice(start: number, deleteCount?: number): T[];
  splice(start: number, deleteCount: number, ...items: T[]): T[];
  unshift(...items: T[]): number;
}
interface ArrayConstructor {
  from<T>(from: Iterable<T> | ArrayLike<T>): T[];
  from<T, U>(from: Iterable<T> | ArrayLike<T>, map: (value: T, index: number) => U): U[];
  /** @refused the type says which it is */
  isArray(value: unknown): value is any[];
  of<T>(...items: T[]): T[];
  new (length?: number): any[];
}
declare var Array: ArrayConstructor;

// Sets and maps.

interface ReadonlySetLike<T> {
  keys(): Iterator<T>;
  has(value: T): boolean;
  readonly size: number;
}
interface ReadonlySet<T> {
  readonly size: number;
  [Symbol.iterator](): SetIterator<T>;
  difference<U>(other: ReadonlySetLike<U>): Set<T>;
  entries(): SetIterator<[T, T]>;
  forEach(callback: (value: T, key: T, set: ReadonlySet<T>) => void): void;
  has(value: T): boolean;
  intersection<U>(other: ReadonlySetLike<U>): Set<T & U>;
  isDisjointFrom(other: ReadonlySetLike<unknown>): boolean;
  isSubsetOf(other: ReadonlySetLike<unknown>): boolean;
  isSupersetOf(other: ReadonlySetLike<unknown>): boolean;
  keys(): SetIterator<T>;
  symmetricDifference<U>(other: ReadonlySetLike<U>): Set<T | U>;
  union<U>(other: ReadonlySetLike<U>): Set<T | U>;
  values(): SetIterator<T>;
}
interface Set<T> extends ReadonlySet<T> {
  add(value: T): this;
  clear(): void;
  delete(value: T): boolean;
}
declare var Set: { new <T = any>(values?: Iterable<T> | null): Set<T> };

interface ReadonlyMap<K, V> {
  readonly size: number;
  [Symbol.iterator](): MapIterator<[K, V]>;
  entries(): MapIterator<[K, V]>;
  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void;
  get(key: K): V | undefined;
  has(key: K): boolean;
  keys(): MapIterator<K>;
  values(): MapIterator<V>;
}
interface Map<K, V> extends ReadonlyMap<K, V> {
  clear(): void;
  delete(key: K): boolean;
  set(key: K, value: V): this;
}
declare var Map: { new <K = any, V = any>(entries?: Iterable<readonly [K, V]> | null): Map<K, V> };

// What is refused, declared so that the reader can say why.

/** @refused a spec is read, never run: write the code itself */
declare var eval: any, Function: any;
/** @refused loop over the domain: `for (const k of each<K>())`, `every((k: K) => …)`, `sum((k: K) => …)` */
declare var Object: any;
/** @refused there is no clock in a spec: a timeout is an action that may happen */
declare var Date: any, performance: any, setTimeout: any, setInterval: any, clearTimeout: any, clearInterval: any;
/** @refused what happens later is an action or a process of its own */
declare var setImmediate: any, queueMicrotask: any;
/** @refused nothing is printed while a spec is checked: the report shows every state of a trace */
declare var console: any;
/** @refused interleaving is written with process: each `s = yield "label"` is a point where others may move */
declare var Promise: any;
/** @refused take racespec's builder from the spec: `const { process } = spec<State>(() => …)` */
declare var process: any;
/** @refused write `import { … } from "./other.ts"` */
declare var require: any;
/** @refused a spec knows nothing of the machine it is checked on */
declare var window: any, document: any, global: any, navigator: any, crypto: any, Intl: any;
/** @refused `same(a, b)` compares whole values, `structuredClone(x)` copies them */
declare var JSON: any;
/** @refused a message is a value in the state, sending it an action */
declare var fetch: any, WebSocket: any;
/** @refused a string is a name for a value: compare it with === */
declare var RegExp: any;
/** @refused use Map, Set, or a Record over a domain */
declare var WeakMap: any, WeakSet: any;
/** @refused store an Id in the state; null says that there is none */
declare var WeakRef: any, FinalizationRegistry: any;
/** @refused state is plain data: fields, Records, Sets, Seqs */
declare var Proxy: any, Reflect: any;
/** @refused shared memory is the state; an access that others may see in between is a step of its own */
declare var Atomics: any, SharedArrayBuffer: any;
/** @refused a sequence is `Seq<T, N>`, a total function `Record<K, V>` */
declare var ArrayBuffer: any, DataView: any, Uint8Array: any, Uint32Array: any, Int32Array: any, Float64Array: any;
/** @refused numbers are integers within ±(2^53−1): `Int<Lo, Hi>` */
declare var BigInt: any;
/** @refused there are no texts to parse in a spec */
declare var parseInt: any, parseFloat: any;
/** @refused NaN and infinity are failures where they arise; there is nothing to test */
declare var isNaN: any, isFinite: any;
/** @refused `throw new Error("text")`, or `assert(condition, "text")`, fails the run with that text */
declare var TypeError: any, RangeError: any, AggregateError: any;

interface Date {}
interface Promise<T> {
  then<R>(then: (value: T) => R | PromiseLike<R>): Promise<R>;
}
interface PromiseLike<T> {
  then<R>(then: (value: T) => R | PromiseLike<R>): PromiseLike<R>;
}
interface PromiseConstructorLike {}
type Awaited<T> = T extends PromiseLike<infer V> ? Awaited<V> : T;
interface AsyncIterable<T, TReturn = any, TNext = any> {}
interface AsyncIterator<T, TReturn = any, TNext = any> {}
interface AsyncIterableIterator<T, TReturn = any, TNext = any> {}
interface AsyncGenerator<T = unknown, TReturn = any, TNext = any> {}
interface WeakMap<K, V> {}
interface WeakSet<T> {}
interface WeakRef<T> {}
