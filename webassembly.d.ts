// The part of WebAssembly's JavaScript API that the checker uses. @types/node 20 has none of it, and lib "dom" would
// bring a thousand globals (`name`, `status`, …) under which a misspelt variable still compiles.
// Not here: the instructions themselves (compiler/5-emit).

declare namespace WebAssembly {
  class Module {
    constructor(bytes: ArrayBufferView | ArrayBufferLike);
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  class Memory {
    /** `initial` and `maximum` count pages of 64 KiB. `shared` needs a `maximum`. */
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBufferLike;
    /** Adds pages, detaches every view of an unshared buffer, and returns the former number of pages. */
    grow(pages: number): number;
  }
  class Table {
    constructor(descriptor: { element: "anyfunc" | "externref"; initial: number; maximum?: number });
    readonly length: number;
    get(index: number): unknown;
    set(index: number, value: unknown): void;
  }
  class Global {
    constructor(descriptor: { value: "i32" | "i64" | "f32" | "f64"; mutable?: boolean }, value?: number | bigint);
    value: number | bigint;
  }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}

  // biome-ignore lint/suspicious/noExplicitAny: the signature of an export is known to whoever emitted it
  type ExportedFunction = (...args: any[]) => any;
  type Exports = Record<string, ExportedFunction | Memory | Table | Global>;
  type Imports = Record<string, Exports>;

  function validate(bytes: ArrayBufferView | ArrayBufferLike): boolean;
  function compile(bytes: ArrayBufferView | ArrayBufferLike): Promise<Module>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
}
