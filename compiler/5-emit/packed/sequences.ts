/**
 * Sequences in packed words, unrolled over their places; new ones whose length is known while code is made.
 * In: values, the run. Out: `lengthOf`, `seqMethod`, `visitElements`, `elementOrNothing`.
 * Not here: element by index where it must be there (`parts.ts`), sets (`sets.ts`).
 */

import type { Domain } from "../../../ir/domain.ts";
import type { SeqMethod } from "../../../ir/expr.ts";
import type { Packing } from "../../../ir/layout.ts";
import { i32, i32c } from "../wasm/code.ts";
import { and, type Cond, codeOf, condOf, FALSE, narrowed, not, or, TRUE } from "./condition.ts";
import type { Place, Val } from "./forms.ts";
import { boxed, clear, elementAt, readPlace, writePlace } from "./parts.ts";
import { readBits, within, writeBits } from "./place.ts";
import type { Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";
import { asInt, bool, constant, either, equal, int, isScalarVal, truth } from "./value.ts";

interface Packed {
  readonly place: Place;
  readonly packing: Packing & { readonly kind: "seq" };
}

const packed = (v: Val): Packed | null =>
  v.kind === "place" && v.place.packing.kind === "seq" ? { place: v.place, packing: v.place.packing } : null;

export function lengthOf(run: Run, v: Val): Val {
  if (v.kind === "list") return constant(v.items.length);
  const here = packed(v) ?? unsupported("a length");
  return int(readBits(run, here.place, here.packing.length), 0, here.packing.domain.max);
}

const element = (run: Run, { place, packing }: Packed, i: number): Val =>
  readPlace(run, within(place, packing.elements[i] as Packing));

/** Every element with the condition that there is one; what is visited may change the sequence. */
export function visitElements(run: Run, v: Val, visit: (x: Val, i: number, there: Cond) => void): void {
  if (v.kind === "list") {
    for (const [i, x] of v.items.entries()) visit(x, i, TRUE);
    return;
  }
  const here = packed(v) ?? unsupported("going through a sequence");
  for (let i = 0; i < here.packing.domain.max; i++) {
    const length = readBits(run, here.place, here.packing.length);
    visit(element(run, here, i), i, run.bindCond(condOf(i32.gt_u(length, i32c(i)))));
  }
}

/** What is at an index, `undefined` outside; negative ones are outside too. */
export function elementOrNothing(run: Run, v: Val, at: Val, type: Domain | null): Val {
  if (v.kind === "list") {
    if (at.kind !== "const") return unsupported("an index into a new sequence");
    return v.items[Number(at.value)] ?? constant(undefined);
  }
  const here = packed(v) ?? unsupported("an index");
  const { code, inside: isNumber } = asInt(at);
  const inside = run.bindCond(and(isNumber, condOf(i32.lt_u(code, readBits(run, here.place, here.packing.length)))));
  if (inside === FALSE || here.packing.elements.length === 0) return constant(undefined);
  const safe = code.kind === "const" ? code : i32.and(code, i32.sub(i32c(0), codeOf(inside)));
  const index = safe.kind === "const" ? constant(Number(safe.value)) : int(safe, 0, here.packing.domain.max - 1);
  const found = readPlace(run, elementAt(run, here.place, here.packing.elements, index));
  return isScalarVal(found) ? either(inside, found, constant(undefined), type) : feared(run, inside, found);
}

/** An object or nothing has no packed form: the cells see to nothing. */
function feared(run: Run, there: Cond, found: Val): Val {
  run.fear(not(there));
  return found;
}

export function seqMethod(run: Run, op: SeqMethod, v: Val, args: readonly Val[], type: Domain | null): Val {
  const [arg = constant(undefined)] = args;
  switch (op) {
    case "push":
      for (const x of args) push(run, v, x);
      return lengthOf(run, v);
    case "pop":
      return taken(run, v, "last", type);
    case "shift":
      return taken(run, v, "first", type);
    case "unshift":
      for (const x of [...args].reverse()) unshift(run, v, x);
      return lengthOf(run, v);
    case "at": {
      if (arg.kind === "const" && typeof arg.value === "number" && arg.value >= 0)
        return elementOrNothing(run, v, arg, type);
      const length = asInt(lengthOf(run, v));
      const at = asInt(arg);
      if (at.inside !== TRUE) return unsupported("an index that is no number");
      if (at.hi >= 0) return unsupported("an index that may count from the end");
      return elementOrNothing(run, v, int(i32.add(length.code, at.code), at.lo, length.hi + at.hi), type);
    }
    case "includes": {
      let found: Cond = FALSE;
      visitElements(run, v, (x, _, there) => {
        found = or(found, and(there, equal(x, arg)));
      });
      return bool(run.bindCond(found));
    }
    case "indexOf": {
      const at: { readonly i: number; readonly is: Cond }[] = [];
      visitElements(run, v, (x, i, there) => void at.push({ i, is: run.bindCond(and(there, equal(x, arg))) }));
      return at.reduceRight<Val>((rest, { i, is }) => either(is, constant(i), rest, null), constant(-1));
    }
    case "slice": {
      if (v.kind !== "list" || args.some((a) => a.kind !== "const")) return unsupported("slice");
      return list(v.items.slice(...args.map((a) => (a.kind === "const" ? (a.value as number) : 0))));
    }
    case "concat": {
      const all = [v, ...args].flatMap((x) => (x.kind === "list" ? x.items : unsupported("concat")));
      return list(all);
    }
    case "reverse":
      if (v.kind !== "list" || run.path !== TRUE || v.stored) return unsupported("reverse");
      v.items.reverse();
      return v;
    default:
      return unsupported(op);
  }
}

export const list = (items: readonly Val[]): Val => ({ kind: "list", items: [...items], stored: false });

/** What result ends it. */
const STOPS: ReadonlyMap<SeqMethod, boolean> = new Map([
  ["some", true],
  ["find", true],
  ["findIndex", true],
  ["every", false],
]);

/** Under conditions that elements meet. */
export function overElements(
  run: Run,
  op: SeqMethod,
  v: Val,
  body: (x: Val, i: number) => Val,
  { type, isPure }: { readonly type: Domain | null; readonly isPure: boolean },
): Val {
  const all: { readonly x: Val; readonly i: number; readonly there: Cond; readonly result: Val }[] = [];
  const length = asInt(run.bindVal(lengthOf(run, v)));
  let going = run.path;
  visitElements(run, v, (x, i, now) => {
    // What is appended on the way is not visited.
    if (i >= length.hi) return;
    const there = isPure ? now : run.bindCond(and(now, condOf(i32.gt_u(length.code, i32c(i)))));
    const result = run.under(and(going, there), () => run.bindVal(body(x, i)));
    all.push({ x, i, there, result });
    const stop = STOPS.get(op);
    if (isPure || stop === undefined) return;
    const isLast = and(there, stop ? truth(result) : not(truth(result)));
    going = narrowed(going, run.bindCond(isLast), false);
  });
  switch (op) {
    case "some":
      return bool(all.reduce<Cond>((any, { there, result }) => or(any, and(there, truth(result))), FALSE));
    case "every":
      return bool(all.reduce<Cond>((every, { there, result }) => and(every, or(not(there), truth(result))), TRUE));
    case "find":
      return all.reduceRight<Val>(
        (rest, { x, there, result }) => either(run.bindCond(and(there, truth(result))), x, rest, type),
        constant(undefined),
      );
    case "findIndex":
      return all.reduceRight<Val>(
        (rest, { i, there, result }) => either(run.bindCond(and(there, truth(result))), constant(i), rest, type),
        constant(-1),
      );
    case "map":
      if (all.some(({ there }) => there !== TRUE)) return unsupported("map over a sequence of the state");
      return list(all.map(({ result }) => result));
    case "filter": {
      const kept = all.map(({ x, there, result }) => ({ x, is: and(there, truth(result)) }));
      if (kept.some(({ is }) => is !== TRUE && is !== FALSE)) return unsupported("filter");
      return list(kept.flatMap(({ x, is }) => (is === TRUE ? [x] : [])));
    }
    default:
      return unsupported(op);
  }
}

function push(run: Run, v: Val, x: Val): void {
  if (v.kind === "list") {
    if (run.path !== TRUE || v.stored) unsupported("a new sequence that may or may not grow");
    v.items.push(x);
    return;
  }
  const here = packed(v) ?? unsupported("push");
  const { max } = here.packing.domain;
  const length = run.bind(readBits(run, here.place, here.packing.length));
  run.fear(condOf(i32.ge_u(length, i32c(max))));
  if (max === 0) return;
  writePlace(run, elementAt(run, here.place, here.packing.elements, int(length, 0, max - 1)), x);
  writeBits(run, here.place, here.packing.length, i32.add(length, i32c(1)));
}

function unshift(run: Run, v: Val, x: Val): void {
  const here = packed(v) ?? unsupported("unshift");
  const { max } = here.packing.domain;
  const length = run.bind(readBits(run, here.place, here.packing.length));
  run.fear(condOf(i32.ge_u(length, i32c(max))));
  for (let i = max - 1; i > 0; i--) {
    const before = boxed(run, run.bindVal(element(run, here, i - 1)));
    writePlace(run, within(here.place, here.packing.elements[i] as Packing), before);
  }
  if (max > 0) writePlace(run, within(here.place, here.packing.elements[0] as Packing), x);
  writeBits(run, here.place, here.packing.length, i32.add(length, i32c(1)));
}

/** pop and shift. */
function taken(run: Run, v: Val, which: "first" | "last", type: Domain | null): Val {
  if (v.kind === "list") {
    if (run.path !== TRUE || v.stored) return unsupported("a new sequence that may or may not shrink");
    return (which === "last" ? v.items.pop() : v.items.shift()) ?? constant(undefined);
  }
  const here = packed(v) ?? unsupported(which);
  const { place, packing } = here;
  const { max } = packing.domain;
  const length = run.bind(readBits(run, place, packing.length));
  const some = run.bindCond(condOf(i32.ne(length, i32c(0))));
  if (max === 0) return constant(undefined);
  const last = i32.sub(length, codeOf(some));
  const at = which === "first" ? constant(0) : int(run.bind(last), 0, max - 1);
  const from = elementAt(run, place, packing.elements, at);
  const found = boxed(run, run.bindVal(readPlace(run, from)));
  run.under(and(run.path, some), () => {
    if (which === "first") {
      for (let i = 0; i + 1 < max; i++) {
        const after = run.bindVal(element(run, here, i + 1));
        writePlace(run, within(place, packing.elements[i] as Packing), isScalarVal(after) ? after : boxed(run, after));
      }
    }
    zero(run, which === "first" ? within(place, packing.elements[max - 1] as Packing) : from);
    writeBits(run, place, packing.length, last);
  });
  return isScalarVal(found) ? either(some, found, constant(undefined), type) : feared(run, some, found);
}

/** Past its length a sequence's bits are zero. */
function zero(run: Run, p: Place): void {
  const { packing } = p;
  switch (packing.kind) {
    case "scalar":
      return writeBits(run, p, packing.bits, i32c(0));
    case "record":
      for (const f of packing.fields) zero(run, within(p, f));
      return;
    case "table":
      for (const r of packing.rows) zero(run, within(p, r));
      return;
    case "set":
      for (const bits of packing.members) writeBits(run, p, bits, i32c(0));
      return;
    case "seq":
      writeBits(run, p, packing.length, i32c(0));
      for (const x of packing.elements) zero(run, within(p, x));
      return;
    case "union":
      writeBits(run, p, packing.tag, i32c(0));
      for (const m of packing.members) zero(run, within(p, m));
      return;
    case "listed":
    case "map":
    case "entries":
      return clear(run, p, [packing]);
  }
}
