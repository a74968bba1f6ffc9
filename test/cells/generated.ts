// The cells of a model as a Stepping: what the generated code makes of a state, in the words of the interpreter.
// In: a lowered SpecModel. Out: `createGenerated`, one after the other in one memory, and what both can be compared by.
// Not here: whole searches (test/search), which specs are compared (the tests beside this).

import { toValue } from "../../checker/interpret/cell.ts";
import { enumeration, nthTuple } from "../../checker/interpret/domain-order.ts";
import type { Judgement } from "../../checker/interpret/interpreter.ts";
import type { Stepping, Successor } from "../../checker/stepping.ts";
import { createDecoder } from "../../checker/wasm/decode.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import { compileBodies } from "../../compiler/5-emit/cells/bodies/compile-bodies.ts";
import { createImages } from "../../compiler/5-emit/cells/images.ts";
import { createJudge } from "../../compiler/5-emit/cells/judge.ts";
import { createObjects } from "../../compiler/5-emit/cells/objects.ts";
import { packFunc } from "../../compiler/5-emit/cells/pack.ts";
import { createProbe } from "../../compiler/5-emit/cells/probe.ts";
import { exportRecords, RECORD_BYTES } from "../../compiler/5-emit/cells/records.ts";
import { createRunner } from "../../compiler/5-emit/cells/runner.ts";
import { createEmission } from "../../compiler/5-emit/emission.ts";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Failure, StateValue } from "../../ir/outcome.ts";
import type { Value } from "../../ir/value.ts";

interface Exports {
  attach(area: number): void;
  begin(from: number, n: number): void;
  beginInitial(): void;
  next(out: number, capacity: number): number;
  judge(property: number, state: number, next: number): number;
  inside(state: number): number;
  terminated(state: number): number;
}

const PAGE = 65536;
const memory = new WebAssembly.Memory({ initial: 2048, maximum: PAGE, shared: true });
const RECORDS = 256;

/** Bytes of a module with nothing but cells, and how the memory is to be laid out. */
export function emitCells(model: SpecModel) {
  const layout = layOut(model);
  const e = createEmission(model, layout, []);
  const objects = createObjects(e);
  const images = createImages(e, objects);
  const pack = packFunc(e, objects);
  const runner = createRunner(e, objects, compileBodies(e, objects, createProbe(e, objects, images, pack)));
  const judge = createJudge(e, objects, runner, images);
  exportRecords(e, { objects, runner, images, judge, pack });
  return { layout, bytes: encode(e.module), fixedBytes: e.fixedEnd(), areaBytes: e.areaBytes() };
}

const failureOf = (status: number, detail: number): Failure =>
  status === 1
    ? { kind: "assertion", assertion: detail }
    : { kind: "range", path: "", message: status === 3 ? "stray" : "inside", at: null };

export interface Generated extends Omit<Stepping, "isAllowed" | "view"> {
  /** Successors one by one: there can be very many. */
  steps(state: StateValue): Iterable<Successor>;
}

/** Uses the one memory: no other may be asked from then on. Failures have no texts. */
export function createGenerated(model: SpecModel): Generated {
  const { layout, bytes, fixedBytes, areaBytes } = emitCells(model);
  const stateBytes = 8 * layout.words.length;
  const recordBytes = RECORD_BYTES + stateBytes;
  const states = fixedBytes;
  const out = states + 2 * stateBytes;
  const area = Math.ceil((out + RECORDS * recordBytes) / 64) * 64;
  const missing = Math.ceil((area + areaBytes) / PAGE) - memory.buffer.byteLength / PAGE;
  if (missing > 0) memory.grow(missing);
  new Uint8Array(memory.buffer, 0, fixedBytes).fill(0);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } } as never);
  const exports = instance.exports as unknown as Exports;
  exports.attach(area);
  const decoder = createDecoder(layout);
  const view = new DataView(memory.buffer as never);
  const put = (at: number, state: StateValue): number => {
    for (const [i, word] of decoder.words(state).entries()) view.setBigUint64(at + 8 * i, word, true);
    return at;
  };
  const valueAt = (at: number): StateValue =>
    decoder.value(BigUint64Array.from(layout.words, (_, i) => view.getBigUint64(at + 8 * i, true)));
  const argsOf = (action: number, instance_: number): readonly Value[] => {
    const params = model.actions[action]?.params ?? [];
    const cells = nthTuple(
      params.map((p) => enumeration(p.domain)),
      instance_,
    );
    return params.map((p, i) => toValue(p.domain, cells[i]));
  };
  function* steps(): Generator<Successor> {
    for (;;) {
      const made = exports.next(out, RECORDS);
      if (made === 0) return;
      for (let r = 0; r < made; r++) {
        const at = out + r * recordBytes;
        const action = view.getInt32(at + 4, true);
        const status = view.getUint32(at + 16, true);
        yield {
          action,
          args: argsOf(action, view.getUint32(at + 8, true)),
          state: status === 0 ? valueAt(at + RECORD_BYTES) : null,
          failure: status === 0 ? null : failureOf(status, view.getUint32(at + 20, true)),
        };
      }
    }
  }
  const judged = (code: number): Judgement => (code < 2 ? code === 1 : code === 2 ? failureOf(1, -1) : failureOf(2, 0));
  return {
    initial() {
      exports.beginInitial();
      return steps();
    },
    steps(state) {
      exports.begin(put(states, state), 1);
      return steps();
    },
    successors(state) {
      exports.begin(put(states, state), 1);
      return [...steps()];
    },
    holds: (property, state, next) =>
      judged(exports.judge(property, put(states, state), next === undefined ? 0 : put(states + stateBytes, next))),
    isInside: (state) => judged(exports.inside(put(states, state))),
    isTerminated: (state) => judged(exports.terminated(put(states, state))),
  };
}

/** A step as both can tell it: strays have no state, range failures no text. */
export function told(step: Successor): object {
  const { action, args, state, failure } = step;
  if (failure === null) return { action, args, state };
  if (failure.kind === "assertion") return { action, args, assertion: failure.assertion };
  return {
    action,
    args,
    failure: failure.kind,
    stray: state !== null || (failure.kind === "range" && failure.message === "stray"),
  };
}

/** What a predicate comes to, as both can tell it. */
export const toldJudgement = (j: Judgement): boolean | string => (typeof j === "boolean" ? j : j.kind);
