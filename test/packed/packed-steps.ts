// Runs the packed evaluator alone: a module with its `expandBlock` and `check`, whose cells are stubs that note what is
// left to them. In: a lowered model. Out: successors of one state, and which instances were troubled.
// Not here: what is expected of them (successors.test.ts).

import { createDecoder } from "../../checker/wasm/decode.ts";
import { layOut } from "../../compiler/4-layout/layout.ts";
import { createEmission } from "../../compiler/5-emit/emission.ts";
import { emitExpand } from "../../compiler/5-emit/packed/expand.ts";
import { emitCheck, emitInside } from "../../compiler/5-emit/packed/predicates.ts";
import { get, i32, i32c, set } from "../../compiler/5-emit/wasm/code.ts";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";

export interface PackedSteps {
  /** Why actions are left to the cells; null for packed ones. */
  readonly left: readonly (string | null)[];
  readonly checks: boolean;
  /** Of the packed actions. */
  successors(state: StateValue): { readonly states: readonly StateValue[]; readonly troubled: readonly string[] };
  /** Whether something is to be said about the state: a property that is violated, or met for the first time. */
  isNoteworthy(state: StateValue): boolean;
  /** Actions that are not packed and whose steps the cells are asked for. */
  asked(state: StateValue): readonly number[];
  /** Null where the cells are asked. */
  isInside(state: StateValue): boolean | null;
  readonly bytes: number;
  readonly bits: number;
}

const BUFFER = 65536;
/** What the stub of the cells answers. */
const BY_CELLS = 7;

export function packedSteps(model: SpecModel): PackedSteps {
  const layout = layOut(model);
  const e = createEmission(model, layout, []);
  const out = e.module.global("out", "i32", 0, { exported: "out" });
  const noted = e.module.global("noted", "i32", 0, { exported: "noted" });
  const notes = e.fixed(1 << 20, 8);
  const room = e.module.func("room", []);
  const attempt = e.module.func(
    "attempt",
    [
      ["parent", "i32"],
      ["action", "i32"],
      ["instance", "i32"],
    ],
    "i32",
  );
  attempt.body = [
    i32.store(get(noted), get(attempt.param(1))),
    i32.store(get(noted), get(attempt.param(2)), 4),
    set(noted, i32.add(get(noted), i32c(8))),
    i32c(1),
  ];
  const expandCells = e.module.func(
    "expandCells",
    [
      ["parent", "i32"],
      ["from", "i32"],
      ["to", "i32"],
    ],
    "i32",
  );
  const wanted = e.module.global("wanted", "i32", 0, { exported: "wanted" });
  const wishes = e.fixed(1 << 12, 8);
  expandCells.body = [
    i32.store(get(wanted), get(expandCells.param(1))),
    i32.store(get(wanted), get(expandCells.param(2)), 4),
    set(wanted, i32.add(get(wanted), i32c(8))),
    i32c(1),
  ];
  const terminated = e.module.func("terminated", [["state", "i32"]], "i32");
  terminated.body = [i32c(1)];
  const cellsCheck = e.module.func("cellsCheck", [
    ["states", "i32"],
    ["n", "i32"],
  ]);
  cellsCheck.body = [set(noted, i32.add(get(noted), i32c(8)))];
  const expand = e.module.func(
    "expand",
    [
      ["parents", "i32"],
      ["n", "i32"],
    ],
    null,
    "expand",
  );
  const check = e.module.func(
    "check",
    [
      ["states", "i32"],
      ["n", "i32"],
    ],
    null,
    "check",
  );
  const parts = {
    out,
    room,
    roomBytes: BUFFER,
    blockBytes: BUFFER,
    cellsAttempt: attempt,
    cellsExpand: expandCells,
    cellsTerminated: terminated,
  };
  const { left } = emitExpand(e, expand, parts, true);
  const checks = emitCheck(e, check, { check: cellsCheck, checkOf: () => cellsCheck }, true).length === 0;
  const inside = e.module.func("inside", [["state", "i32"]], "i32", "inside");
  const insideByCells = e.module.func("insideByCells", [["state", "i32"]], "i32");
  insideByCells.body = [i32c(BY_CELLS)];
  const { constraint } = model.options;
  if (constraint === null) inside.body = [i32c(1)];
  else emitInside(e, inside, insideByCells, constraint, true);
  const attach = e.module.func("attach", [["area", "i32"]], null, "attach");
  attach.body = [set(e.area, get(attach.param(0)))];
  const area = e.fixedEnd();
  const stateAt = area + e.areaBytes();
  const buffer = stateAt + 8 * layout.words.length;
  const bytes = encode(e.module);
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((buffer + BUFFER) / 65536) + 1,
    maximum: 65536,
    shared: true,
  });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const exports = instance.exports as {
    readonly attach: (area: number) => void;
    readonly expand: (parents: number, n: number) => void;
    readonly check: (states: number, n: number) => void;
    readonly out: { value: number };
    readonly inside: (state: number) => number;
    readonly noted: { value: number };
    readonly wanted: { value: number };
  };
  exports.attach(area);
  const words = layout.words.length;
  const decoder = createDecoder(layout);
  const load = (state: StateValue): void => {
    new BigUint64Array(memory.buffer, stateAt, words).set(decoder.words(state));
    exports.noted.value = notes;
    exports.wanted.value = wishes;
  };
  return {
    left,
    checks,
    bytes: bytes.length,
    bits: layout.bits,
    successors(state) {
      load(state);
      exports.out.value = buffer;
      exports.expand(stateAt, 1);
      const count = (exports.out.value - buffer) / (8 * words);
      const states = Array.from({ length: count }, (_, i) => {
        const made = new BigUint64Array(memory.buffer, buffer + 8 * words * i, words).slice();
        const value = decoder.value(made as BigUint64Array<ArrayBuffer>);
        // One state has one form: bits that its values do not use are zero.
        const plain = decoder.words(value);
        if (made.some((word, k) => word !== plain[k])) throw new Error(`bits that stand for nothing: ${made} ${plain}`);
        return value;
      });
      const queue = new Int32Array(memory.buffer, notes, (exports.noted.value - notes) / 4);
      const troubled = Array.from({ length: queue.length / 2 }, (_, i) => `${queue[2 * i]}:${queue[2 * i + 1]}`);
      return { states, troubled };
    },
    asked(state) {
      load(state);
      exports.out.value = buffer;
      exports.expand(stateAt, 1);
      const ranges = new Int32Array(memory.buffer, wishes, (exports.wanted.value - wishes) / 4);
      return model.actions.flatMap((_, action) =>
        ranges.some((from, i) => i % 2 === 0 && from <= action && action < (ranges[i + 1] as number)) ? [action] : [],
      );
    },
    isInside(state) {
      load(state);
      const answer = exports.inside(stateAt);
      return answer === BY_CELLS ? null : answer === 1;
    },
    isNoteworthy(state) {
      load(state);
      exports.check(stateAt, 1);
      return exports.noted.value !== notes;
    },
  };
}
