/**
 * A module's bytes.
 * In: `Module`. Out: `encode`.
 * Not here: what the instructions are (`code.ts`), their codes (`opcodes.ts`).
 * Source: WebAssembly core specification 2.0, chapter 5 (binary format).
 */
import type { Code, Label } from "./code.ts";
import type { Func, Global, Hook, Local, Module } from "./module.ts";
import { OPCODES, type ValType } from "./opcodes.ts";

/** Bytes that grow; sections and bodies are written to one of their own first, as their size stands before them. */
class Bytes {
  #bytes = new Uint8Array(256);
  length = 0;

  byte(b: number): void {
    if (this.length === this.#bytes.length) this.#room(1);
    this.#bytes[this.length++] = b;
  }
  all(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }
  /** LEB128, unsigned, up to 2^32 − 1. */
  u32(value: number): void {
    let left = value >>> 0;
    while (left > 127) {
      this.byte((left & 127) | 128);
      left >>>= 7;
    }
    this.byte(left);
  }
  /** LEB128, signed. */
  s64(value: bigint): void {
    const short = Number(value);
    if (short === (short | 0)) return this.s32(short);
    let left = value;
    for (;;) {
      const low = Number(left & 127n);
      left >>= 7n;
      if ((left === 0n && low < 64) || (left === -1n && low >= 64)) return this.byte(low);
      this.byte(low | 128);
    }
  }
  s32(value: number): void {
    let left = value | 0;
    for (;;) {
      const low = left & 127;
      left >>= 7;
      if ((left === 0 && low < 64) || (left === -1 && low >= 64)) return this.byte(low);
      this.byte(low | 128);
    }
  }
  text(text: string): void {
    this.sized(ENCODER.encode(text));
  }
  sized(bytes: Uint8Array): void {
    this.u32(bytes.length);
    this.all(bytes);
  }
  /** Good until more is written. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
  done(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }
  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const wider = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + more));
    wider.set(this.#bytes);
    this.#bytes = wider;
  }
}

const ENCODER = new TextEncoder();
const TYPE: Readonly<Record<ValType, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b };
const EMPTY = 0x40;

/** Pages of 64 KiB that a memory of 32-bit addresses can have. */
const MOST_PAGES = 65536;

export function encode(module: Module): Uint8Array {
  const out = new Bytes();
  out.all(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const section = (id: number, write: (to: Bytes) => void): void => {
    const of = new Bytes();
    write(of);
    out.byte(id);
    out.sized(of.done());
  };
  const signatures = new Map<string, number>();
  const typeOf = (params: readonly ValType[], result: ValType | null): number => {
    const key = `${params.join()}>${result}`;
    const known = signatures.get(key);
    if (known !== undefined) return known;
    signatures.set(key, signatures.size);
    return signatures.size - 1;
  };
  const types = module.functions.map((f) =>
    typeOf(
      f.params.map((p) => p.type),
      f.result,
    ),
  );
  const hooks = new Map(module.hooks.map((h, table) => [h, { table, type: typeOf(h.params, h.result) }]));

  section(1, (to) => {
    to.u32(signatures.size);
    for (const key of signatures.keys()) {
      const [params = "", result] = key.split(">");
      to.byte(0x60);
      const of = params === "" ? [] : (params.split(",") as ValType[]);
      to.u32(of.length);
      for (const t of of) to.byte(TYPE[t]);
      if (result === "null") to.u32(0);
      else {
        to.u32(1);
        to.byte(TYPE[result as ValType]);
      }
    }
  });
  section(2, (to) => {
    to.u32(1);
    to.text("env");
    to.text("memory");
    // A shared memory with a maximum.
    to.byte(0x02);
    to.byte(0x03);
    to.u32(1);
    to.u32(MOST_PAGES);
  });
  section(3, (to) => {
    to.u32(types.length);
    for (const t of types) to.u32(t);
  });
  const functionIndex = new Map(module.functions.map((f, i) => [f, i]));
  const globalIndex = new Map(module.globals.map((g, i) => [g, i]));
  if (hooks.size > 0) {
    section(4, (to) => {
      to.u32(hooks.size);
      // Each a table of one reference to a function, no more.
      for (const _ of hooks) to.all(Uint8Array.of(0x70, 1, 1, 1));
    });
  }
  if (module.globals.length > 0) {
    section(6, (to) => {
      to.u32(module.globals.length);
      for (const g of module.globals) global(to, g);
    });
  }
  section(7, (to) => {
    const functions = module.functions.filter((f) => f.exported !== null);
    const globals = module.globals.filter((g) => g.exported !== null);
    to.u32(functions.length + globals.length + hooks.size);
    for (const f of functions) {
      to.text(f.exported as string);
      to.byte(0x00);
      to.u32(functionIndex.get(f) as number);
    }
    for (const g of globals) {
      to.text(g.exported as string);
      to.byte(0x03);
      to.u32(globalIndex.get(g) as number);
    }
    for (const [{ name }, { table }] of hooks) {
      to.text(name);
      to.byte(0x01);
      to.u32(table);
    }
  });
  section(10, (to) => {
    to.u32(module.functions.length);
    const one = new Bytes();
    for (const f of module.functions) {
      one.length = 0;
      body(one, f, { functions: functionIndex, globals: globalIndex, hooks });
      to.sized(one.view());
    }
  });
  if (module.data.length > 0) {
    section(11, (to) => {
      to.u32(module.data.length);
      for (const { at, bytes } of module.data) {
        to.u32(0);
        to.byte(0x41);
        to.s32(at);
        to.byte(0x0b);
        to.sized(bytes);
      }
    });
  }
  for (const { name, bytes } of module.customs) {
    section(0, (to) => {
      to.text(name);
      to.all(bytes);
    });
  }
  return out.done();
}

function global(to: Bytes, g: Global): void {
  to.byte(TYPE[g.type]);
  to.byte(g.mutable ? 1 : 0);
  if (g.type === "i32") {
    to.byte(0x41);
    to.s32(Number(g.initial));
  } else if (g.type === "i64") {
    to.byte(0x42);
    to.s64(BigInt(g.initial));
  } else throw new Error(`a global of type ${g.type}`);
  to.byte(0x0b);
}

interface Indices {
  readonly functions: ReadonlyMap<Func, number>;
  readonly globals: ReadonlyMap<Global, number>;
  readonly hooks: ReadonlyMap<Hook, { readonly table: number; readonly type: number }>;
}

function body(to: Bytes, f: Func, { functions, globals, hooks }: Indices): void {
  const locals = new Map<Local, number>();
  /** The blocks around what is written, outermost first; an `if` has no label. */
  const around: (Label | null)[] = [];
  for (const p of f.params) locals.set(p, locals.size);
  const byType = new Map<ValType, Local[]>();
  for (const l of f.locals) {
    const of = byType.get(l.type);
    if (of === undefined) byType.set(l.type, [l]);
    else of.push(l);
  }
  finish();

  function finish(): void {
    to.u32(byType.size);
    for (const [type, of] of byType) {
      to.u32(of.length);
      to.byte(TYPE[type]);
      for (const l of of) locals.set(l, locals.size);
    }
    for (const c of f.body) write(c);
    to.byte(0x0b);
  }

  function all(codes: readonly Code[]): void {
    for (const c of codes) write(c);
  }

  function within(block: Label | null, codes: readonly Code[]): void {
    around.push(block);
    all(codes);
    around.pop();
  }

  function variable(of: Local | Global, codes: readonly [number, number]): void {
    const index = of.kind === "local" ? locals.get(of) : globals.get(of);
    if (index === undefined) throw new Error(`${f.name} has no ${of.kind} ${of.name}`);
    to.byte(of.kind === "local" ? codes[0] : codes[1]);
    to.u32(index);
  }

  function depth(of: Label): number {
    const at = around.lastIndexOf(of);
    if (at < 0) throw new Error(`no block ${of.name} around its branch in ${f.name}`);
    return around.length - 1 - at;
  }

  function write(c: Code): void {
    switch (c.kind) {
      case "const":
        if (c.type === "i32") {
          to.byte(0x41);
          to.s32(Number(c.value));
        } else {
          to.byte(0x42);
          to.s64(BigInt(c.value));
        }
        return;
      case "op": {
        all(c.args);
        const known = OPCODES.get(c.name);
        if (known === undefined) throw new Error(`no instruction ${c.name}`);
        const [first, second] = known.code;
        to.byte(first);
        if (second !== undefined) to.u32(second);
        if (known.immediates === "memory") {
          to.u32(known.align);
          to.u32(c.offset);
        } else if (known.immediates === "lane") to.byte(c.offset);
        // Which memory: there is one.
        else if (c.name === "memory.copy") to.all(Uint8Array.of(0, 0));
        else if (c.name === "memory.fill" || c.name === "memory.size") to.byte(0);
        return;
      }
      case "get":
        return variable(c.of, [0x20, 0x23]);
      case "set":
        write(c.value);
        return variable(c.of, [0x21, 0x24]);
      case "tee":
        write(c.value);
        return variable(c.of, [0x22, 0x22]);
      case "block":
        to.byte(c.loop ? 0x03 : 0x02);
        to.byte(c.type === null ? EMPTY : TYPE[c.type]);
        within(c.label, c.body);
        to.byte(0x0b);
        return;
      case "if": {
        write(c.test);
        to.byte(0x04);
        to.byte(c.type === null ? EMPTY : TYPE[c.type]);
        within(null, c.then);
        if (c.else.length > 0) {
          to.byte(0x05);
          within(null, c.else);
        }
        to.byte(0x0b);
        return;
      }
      case "br":
        if (c.test !== null) write(c.test);
        to.byte(c.test === null ? 0x0c : 0x0d);
        to.u32(depth(c.to));
        return;
      case "brTable":
        write(c.test);
        to.byte(0x0e);
        to.u32(c.to.length);
        for (const l of c.to) to.u32(depth(l));
        to.u32(depth(c.otherwise));
        return;
      case "call": {
        all(c.args);
        const index = functions.get(c.func);
        if (index === undefined) throw new Error(`no function ${c.func.name} in the module`);
        to.byte(0x10);
        to.u32(index);
        return;
      }
      case "callHook": {
        all(c.args);
        const hook = hooks.get(c.hook);
        if (hook === undefined) throw new Error(`no hook ${c.hook.name} in the module`);
        to.all(Uint8Array.of(0x41, 0, 0x11));
        to.u32(hook.type);
        to.u32(hook.table);
        return;
      }
      case "select":
        write(c.then);
        write(c.else);
        write(c.test);
        to.byte(0x1b);
        if (c.type === "v128") {
          to.length--;
          to.all(Uint8Array.of(0x1c, 1, TYPE.v128));
        }
        return;
      case "return":
        if (c.value !== null) write(c.value);
        to.byte(0x0f);
        return;
      case "drop":
        write(c.value);
        to.byte(0x1a);
        return;
      case "unreachable":
        to.byte(0x00);
        return;
    }
  }
}
