// A search without a spec: states are vectors of words, each successor adds a constant vector. Few directions give many
// ways to each state and level sizes that grow slowly, at any width. With the same search in JavaScript beside it.
// Not here: the tests, the host (host.ts).

import { createEmission, type Emission } from "../../compiler/5-emit/emission.ts";
import { during } from "../../compiler/5-emit/search/control.ts";
import { createSearch } from "../../compiler/5-emit/search/search.ts";
import { type Code, call, get, i32, i32c, i64, i64c, set } from "../../compiler/5-emit/wasm/code.ts";
import { encode } from "../../compiler/5-emit/wasm/encode.ts";
import type { Layout } from "../../ir/layout.ts";
import type { SpecModel } from "../../ir/model.ts";

export interface Toy {
  /** Bits of each word. */
  readonly words: readonly number[];
  /** What each successor adds to the words, modulo their sizes. */
  readonly steps: readonly (readonly bigint[])[];
  /** How many initial states: 0, 1, 2, … times a constant in every word. */
  readonly initial: number;
  /** Only states whose word 0 is below this are expanded. */
  readonly below?: bigint;
  /** Clears the lowest bit of word 0: a symmetry of a kind. */
  readonly canonical?: boolean;
  /** Calls `room` before each successor. */
  readonly room?: boolean;
}

export interface ToyProgram {
  readonly bytes: Uint8Array;
  readonly words: number;
  readonly areaBytes: number;
  readonly fixedBytes: number;
}

const SEED = 0x2545f4914f6cdd1dn;
export const maskOf = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

/** Directions that are the same in every run. */
export function toy(words: readonly number[], directions: number, rest: Partial<Toy> = {}): Toy {
  let seed = BigInt(words.reduce((a, b) => 31 * a + b, directions)) | 1n;
  const next = (): bigint => {
    seed = BigInt.asUintN(64, (seed ^ (seed >> 27n)) * SEED + 0x1234567n);
    return seed ^ (seed >> 31n);
  };
  const steps = Array.from({ length: directions }, () => words.map((w) => next() & maskOf(w)));
  return { words, steps, initial: 1, ...rest };
}

const at = { file: "toy", start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
const model: SpecModel = {
  ...{ file: "toy", name: "toy", doc: null, at: null, constants: [], idSets: [], prologues: [], actions: [] },
  ...{ processes: [], procedures: [], functions: [], properties: [], fairness: [], assertions: [], termination: null },
  state: { kind: "record", fields: [], tuple: false },
  init: { locals: [], code: { kind: "block", body: [], at } },
  controlGraphs: [],
  options: {
    ...{ expect: { kind: "holds" }, deadlock: "ignore", symmetry: "off", initFilter: null, constraint: null },
    ...{ stepConstraint: null, view: null, assumptions: 0 },
  },
};

export function layoutOf(words: readonly number[]): Layout {
  const domain = model.state;
  return { state: { kind: "record", domain, fields: [] }, words, bits: words.reduce((a, b) => a + b, 0) };
}

export function emissionOf(words: readonly number[]): Emission {
  const e = createEmission(model, layoutOf(words), []);
  const attach = e.module.func("attach", [["area", "i32"]], null, "attach");
  attach.body = [set(e.area, get(attach.param(0)))];
  return e;
}

/** Exports `checked`, an i64 global: how many states `check` was called with. */
export function emitToy(toy: Toy): ToyProgram {
  const { words, steps, below, canonical } = toy;
  const e = emissionOf(words);
  const { module } = e;
  const checked = module.global("checked", "i64", 0n, { exported: "checked" });
  const expandBlock = module.func("expandBlock", [
    ["in", "i32"],
    ["n", "i32"],
  ] as const);
  const check = module.func("check", [
    ["in", "i32"],
    ["n", "i32"],
  ] as const);
  const initial = module.func("makeInitial", [], "i32");
  const inside = below === undefined ? null : module.func("inside", [["state", "i32"]], "i32");
  const canonicalise = canonical === true ? module.func("canonicalise", [["state", "i32"]]) : null;
  const { out, room } = createSearch(e, { expandBlock, check, initial, inside, canonicalise });
  const bytes = 8 * words.length;

  const put = (values: readonly Code[]): readonly Code[] => [
    ...(toy.room === true ? [call(room, [])] : []),
    ...values.map((v, i) => i64.store(get(out), i64.and(v, i64c(maskOf(words[i] ?? 0))), 8 * i)),
    set(out, i32.add(get(out), i32c(bytes))),
    set(e.generated, i64.add(get(e.generated), i64c(1))),
  ];
  const [from, n] = [expandBlock.param(0), expandBlock.param(1)];
  const added = (step: readonly bigint[]): readonly Code[] =>
    step.map((by, i) => i64.add(i64.load(get(from), 8 * i), i64c(by)));
  expandBlock.body = [
    during(get(n), [
      ...steps.flatMap((step) => put(added(step))),
      set(from, i32.add(get(from), i32c(bytes))),
      set(n, i32.sub(get(n), i32c(1))),
    ]),
  ];
  const number = initial.local("number", "i64");
  initial.body = [
    during(i64.lt_u(get(number), i64c(toy.initial)), [
      ...put(words.map((_, i) => i64.mul(get(number), i64c(SEED + BigInt(2 * i))))),
      set(number, i64.add(get(number), i64c(1))),
    ]),
    i32c(0),
  ];
  check.body = [set(checked, i64.add(get(checked), i64.extend_u(get(check.param(1)))))];
  if (inside !== null) inside.body = [i64.lt_u(i64.load(get(inside.param(0))), i64c(below ?? 0n))];
  if (canonicalise !== null) {
    const state = get(canonicalise.param(0));
    canonicalise.body = [i64.store(state, i64.and(i64.load(state), i64c(~1n)))];
  }
  return { bytes: encode(module), words: words.length, areaBytes: e.areaBytes(), fixedBytes: e.fixedEnd() };
}

export interface Found {
  /** New states per level. */
  readonly levels: readonly number[];
  /** Words joined, sorted. */
  readonly states: readonly string[];
  readonly generated: number;
}

/** Breadth first, up to so many levels after the initial one. */
export function searchPlainly(toy: Toy, depth: number): Found & { readonly outside: number } {
  const { words, steps, below, canonical } = toy;
  const seen = new Set<string>();
  let [generated, outside] = [0, 0];
  const levels: number[] = [];
  const fresh = (states: readonly (readonly bigint[])[]): (readonly bigint[])[] =>
    states.filter((raw) => {
      generated++;
      const [first = 0n, ...others] = raw;
      const state = canonical === true ? [first & ~1n, ...others] : raw;
      if (below !== undefined && (state[0] ?? 0n) >= below) {
        outside++;
        return false;
      }
      const key = state.join();
      return seen.has(key) ? false : seen.add(key);
    });
  const wrapped = (values: readonly bigint[]): bigint[] =>
    values.map((v, i) => BigInt.asUintN(64, v) & maskOf(words[i] ?? 0));
  const settled = (states: readonly (readonly bigint[])[]): (readonly bigint[])[] =>
    canonical === true ? states.map(([first = 0n, ...others]) => [first & ~1n, ...others]) : [...states];
  let level = fresh(
    Array.from({ length: toy.initial }, (_, k) => wrapped(words.map((_w, i) => BigInt(k) * (SEED + BigInt(2 * i))))),
  );
  for (let d = 0; level.length > 0; d++) {
    levels.push(level.length);
    if (d === depth) break;
    level = fresh(settled(level).flatMap((s) => steps.map((step) => wrapped(s.map((v, i) => v + (step[i] ?? 0n))))));
  }
  return { levels, states: [...seen].sort(), generated, outside };
}
