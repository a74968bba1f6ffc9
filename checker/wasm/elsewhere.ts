/**
 * States looked up in the tables of other memories.
 * In: the memories, who asks. Out: `lookElsewhere`: what a module calls by its table `elsewhere`.
 * Not here: how these memories came to be (`chain.ts`), what is asked of each (`compiler/5-emit/search/missing.ts`).
 *
 * Threads get the text of the function and nothing else, as of `serve`: it refers to nothing outside itself.
 */

/** A memory with a table that is only asked, as one thread has it. Plain data that goes to other threads. */
export interface Asked {
  readonly memory: WebAssembly.Memory;
  /** Of the instance that the thread makes of it. */
  readonly area: number;
  /** Where the thread puts states to ask for: so many of so many bytes each. */
  readonly base: number;
  readonly states: number;
  readonly stateBytes: number;
}

/** What an instance of the module with another memory is asked. */
export type Missing = (states: number, n: number) => number;

export interface Elsewhere {
  /** To be the entry of the first memory's table. */
  readonly entry: WebAssembly.ExportedFunction;
  /** One memory more; gives its instance, attached. */
  add(asked: Asked): WebAssembly.Instance;
}

/** `memory`: of those who ask. */
export function lookElsewhere(module: WebAssembly.Module, memory: WebAssembly.Memory): Elsewhere {
  const bytes = new Uint8Array(memory.buffer);
  const links: { readonly asked: Asked; readonly bytes: Uint8Array; readonly missing: Missing }[] = [];
  const called = (exports: WebAssembly.Exports, name: string): WebAssembly.ExportedFunction => {
    const found = exports[name];
    if (typeof found !== "function") throw new Error(`the module has no function ${name}`);
    return found;
  };

  /** Moves those of n packed states together that are in none of the others, which are asked from the youngest on. */
  const elsewhere = (address: number, n: number): number => {
    const from = address >>> 0;
    let kept = 0;
    let done = 0;
    while (done < n) {
      const { states = n, stateBytes = 0 } = links[0]?.asked ?? {};
      const count = Math.min(states, n - done);
      let left = count;
      let source = bytes;
      let at = from + done * stateBytes;
      for (let i = links.length - 1; i >= 0 && left > 0; i--) {
        const link = links[i];
        if (link === undefined) continue;
        link.bytes.set(source.subarray(at, at + left * stateBytes), link.asked.base);
        left = link.missing(link.asked.base, left);
        source = link.bytes;
        at = link.asked.base;
      }
      bytes.set(source.subarray(at, at + left * stateBytes), from + kept * stateBytes);
      kept += left;
      done += count;
    }
    return kept;
  };

  // (module (import "e" "f" (func (param i32 i32) (result i32))) (export "f" (func 0))): tables take no other functions.
  const pass = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f],
    ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
  ];
  const passed = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(pass)), { e: { f: elsewhere } });
  return {
    entry: called(passed.exports, "f"),
    add(asked) {
      const instance = new WebAssembly.Instance(module, { env: { memory: asked.memory } });
      called(instance.exports, "attach")(asked.area);
      called(instance.exports, "enter")();
      const missing = called(instance.exports, "missing") as Missing;
      links.push({ asked, bytes: new Uint8Array(asked.memory.buffer), missing });
      return instance;
    },
  };
}
