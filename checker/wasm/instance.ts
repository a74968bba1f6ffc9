/**
 * One instance of a generated module, its exports typed (`docs/abi.md` says what they do).
 * In: a compiled module, the shared memory, the base of an area. Out: `Instance`.
 * Not here: who calls what when (`wasm-engine.ts`), the words of the control block (`ir/control-block.ts`).
 */

/** Addresses are unsigned 32-bit numbers; wasm takes them modulo 2^32 and gives them back signed. */
export interface Exports {
  attach(area: number): void;
  enter(): void;
  prepare(): number;
  initial(): number;
  nextLevel(): number;
  run(most: number): number;
  flushOut(): void;
  grow(): number;
  /** Makes what this instance remembers of the table empty. */
  forget(): void;
  /** Moves those of the states together that are not in the table, in their order; returns how many. */
  missing(states: number, count: number): number;
  /** States of the table in these buckets, to an address; returns how many. */
  scan(from: number, to: number, out: number): number;
  begin(states: number, count: number): void;
  beginInitial(): void;
  /** `capacity` in records. 0: there is nothing more. */
  next(out: number, capacity: number): number;
  canonical(states: number, count: number, out: number): void;
  /** Marks states that are worth a look: a byte each (`compiler/5-emit/search/leads.ts`). */
  leads(
    ...args: [states: number, count: number, slots: number, mask: number, keys: number, marks: number, look: number]
  ): void;
  /** Of the last state that `canonical` was given: the new index of every identity, set after set, as u32. */
  permutation(out: number): void;
  /** 0 false, 1 true, 2 a failed assertion, 3 a failed range. `next` 0 but for step invariants. `instance`: of its parameters. */
  judge(property: number, state: number, next: number, instance: number): number;
  judgeBlock(property: number, states: number, count: number, out: number, instance: number): void;
  /** The same of the goal of a `leadsTo`. */
  judgeGoal(property: number, states: number, count: number, out: number, instance: number): void;
  inside(state: number): number;
  /** The step constraint. */
  allows(state: number, next: number): number;
  terminated(state: number): number;
}

export interface Instance {
  readonly exports: Exports;
  /** Whether its table holds numbers of interned words. */
  readonly interns: boolean;
  /** Whose only entry is called for states that are to be looked up in other memories. */
  readonly elsewhere: WebAssembly.Table;
  /** States computed and new states found by this instance. */
  generated(): number;
  distinct(): number;
}

/** `attach` is still to be called. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Instance {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const count = (name: string): (() => number) => {
    const global = exports[name];
    if (!(global instanceof WebAssembly.Global)) throw new Error(`the module has no global ${name}`);
    return () => Number(global.value);
  };
  const { elsewhere } = exports;
  if (!(elsewhere instanceof WebAssembly.Table)) throw new Error("the module has no table elsewhere");
  return {
    elsewhere,
    exports: exports as unknown as Exports,
    interns: count("internsNeeded")() !== 0,
    generated: count("generated"),
    distinct: count("distinct"),
  };
}
