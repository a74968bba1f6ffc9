// A generated module as plain functions over plain states, next to the interpreter's answers in the same form.
// In: a lowered model. Out: `instanceOf`, `expected`: both give steps as texts that can be compared.
// Not here: which states are compared (walk.ts).
import { createStepping, type Stepping } from "../../checker/stepping.ts";
import { createDecoder, type Decoder, type Words } from "../../checker/wasm/decode.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import { emit } from "../../compiler/5-emit/emit.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Failure, StateValue } from "../../ir/outcome.ts";
import type { Program } from "../../ir/program.ts";
import { type Value, values } from "../../ir/value.ts";

/** A step: which, with which arguments, and what came of it. `choice` counts attempts, also those that were blocked. */
export interface Step {
  readonly parent: number;
  readonly action: number;
  readonly instance: number;
  readonly choice: number;
  /** "ok", "assertion 3", "range", "stray". */
  readonly status: string;
  readonly state: StateValue | null;
  readonly words: readonly bigint[];
}

export interface Generated {
  readonly program: Program;
  readonly decoder: Decoder;
  /** Steps from states, from none the initial ones; so many records at a time. */
  steps(from: readonly StateValue[] | null, capacity?: number): Step[];
  judge(property: number, state: StateValue, next?: StateValue): number;
  judgeBlock(property: number, states: readonly StateValue[]): number[];
  inside(state: StateValue): number;
  terminated(state: StateValue): number;
  /** All bits in layout order. */
  scalars(states: readonly StateValue[]): bigint[];
}

type Exports = Record<string, (...args: number[]) => number>;

const PAGE = 65536;
const IO_BYTES = 64 * PAGE;

export function instanceOf(model: SpecModel, symmetry: readonly number[] = []): Generated {
  const layout = layOut(model);
  const program = emit(model, layout, { symmetry });
  const area = Math.ceil(program.fixedBytes / 64) * 64;
  const io = area + program.areaBytes;
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((io + IO_BYTES) / PAGE),
    maximum: 65536,
    shared: true,
  });
  const module = new WebAssembly.Module(program.bytes as Uint8Array<ArrayBuffer>);
  const exports = new WebAssembly.Instance(module, { env: { memory } } as never).exports as unknown as Exports;
  const call = (name: string, ...args: number[]): number => {
    const f = exports[name];
    if (f === undefined) throw new Error(`no export ${name}`);
    return f(...args);
  };
  call("attach", area);
  const decoder = createDecoder(layout);
  const view = new DataView(memory.buffer);
  const bytes = 8 * layout.words.length;
  const write = (at: number, states: readonly StateValue[]): void => {
    for (const [i, state] of states.entries())
      for (const [k, word] of decoder.words(state).entries()) view.setBigUint64(at + bytes * i + 8 * k, word, true);
  };
  const out = io + IO_BYTES / 2;
  return {
    program,
    decoder,
    steps(from, capacity = 64) {
      if (from === null) call("beginInitial");
      else {
        write(io, from);
        call("begin", io, from.length);
      }
      const found: Step[] = [];
      for (;;) {
        const count = call("next", out, capacity);
        if (count === 0) return found;
        for (let i = 0; i < count; i++)
          found.push(recordAt(view, out + i * (24 + bytes), decoder, layout.words.length));
      }
    },
    judge(property, state, next) {
      write(io, next === undefined ? [state] : [state, next]);
      return call("judge", property, io, next === undefined ? 0 : io + bytes);
    },
    judgeBlock(property, states) {
      write(io, states);
      call("judgeBlock", property, io, states.length, out);
      return states.map((_, i) => view.getUint8(out + i));
    },
    inside(state) {
      write(io, [state]);
      return call("inside", io);
    },
    terminated(state) {
      write(io, [state]);
      return call("terminated", io);
    },
    scalars(states) {
      write(io, states);
      call("unpackBlock", io, states.length, out);
      const each = (view.byteLength - out) / 8;
      return Array.from({ length: Math.min(each, 4096) }, (_, i) => view.getBigUint64(out + 8 * i, true));
    },
  };
}

function recordAt(view: DataView, at: number, decoder: Decoder, count: number): Step {
  const u32 = (offset: number): number => view.getUint32(at + offset, true);
  const words: Words = new BigUint64Array(count);
  for (let k = 0; k < count; k++) words[k] = view.getBigUint64(at + 24 + 8 * k, true);
  const status = ["ok", `assertion ${u32(20)}`, "range", "stray"][u32(16)] ?? `status ${u32(16)}`;
  return {
    ...{ parent: u32(0), action: view.getInt32(at + 4, true), instance: u32(8), choice: u32(12), status },
    state: status === "ok" ? decoder.value(words) : null,
    words: [...words],
  };
}

/** A value as a text; `undefined` is not lost, and sets are in order already. */
export const textOf = (v: unknown): string => JSON.stringify(v, (_, x) => (x === undefined ? "·" : x)) ?? "nothing";

/** What both evaluators say of a step. */
export const told = (model: SpecModel, s: Step): string =>
  `${s.action} ${textOf(argumentsOf(model, s.action, s.instance))} ${s.status} ${textOf(s.state)}`;

export function toldByInterpreter(stepping: Stepping, state: StateValue | null): string[] {
  const successors = state === null ? [...stepping.initial()] : stepping.successors(state);
  return successors.map((s) => {
    const isStray = s.failure !== null && s.state !== null;
    const status = s.failure === null ? "ok" : isStray ? "stray" : failureText(s.failure);
    return `${s.action} ${textOf(s.args)} ${status} ${textOf(s.failure === null ? s.state : null)}`;
  });
}

const failureText = (f: Failure): string => (f.kind === "assertion" ? `assertion ${f.assertion}` : f.kind);

function argumentsOf(model: SpecModel, action: number, instance: number): readonly Value[] {
  const params = model.actions[action]?.params ?? [];
  const args: Value[] = [];
  let left = instance;
  for (const p of params.toReversed()) {
    const all = [...values(p.domain)];
    args.unshift(all[left % all.length]);
    left = Math.floor(left / all.length);
  }
  return args;
}

/** A judgement as the module gives it. */
export const codeOf = (judged: boolean | Failure): number =>
  typeof judged === "boolean" ? (judged ? 1 : 0) : judged.kind === "assertion" ? 2 : 3;

export { createStepping };
