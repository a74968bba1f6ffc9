/**
 * Parts of composite values, whether they stand in the state or in a box: read, written, copied.
 * In: values, the run. Out: `fieldOf`, `rowOf`, `elementOf`, their writing, `writePlace`, `boxed`, `sameValue`.
 * Not here: methods of sets and sequences (`sets.ts`, `sequences.ts`).
 */

import { type Domain, sameDomain, UNDEFINED } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import { keyText, ordinal, scalarSize, type Value } from "../../../ir/value.ts";
import { i32, i32c } from "../wasm/code.ts";
import { and, type Cond, condOf, FALSE, not, or, TRUE } from "./condition.ts";
import type { Box, Place, Scalar, Val } from "./forms.ts";
import { isUnrolled } from "./member-lists.ts";
import { memberFor } from "./members.ts";
import { bitsAre, bitsOf, frozen, readBits, readScalar, rowAt, within, writeBits } from "./place.ts";
import type { Run } from "./run.ts";
import { memberAt, writeSet } from "./set-bits.ts";
import { unsupported } from "./unsupported.ts";
import { asInt, bool, constant, either, equal, int, isScalarVal, membersOf, ordinalIn } from "./value.ts";

export function readPlace(run: Run, p: Place): Val {
  const { packing } = p;
  if (packing.kind === "scalar") return readScalar(run, { ...p, packing });
  if (packing.kind === "union") return { kind: "place", place: p, is: (x) => isPlain(run, p, packing, x) };
  return { kind: "place", place: p };
}

/** Whether that plain value stands at a union that has objects too. */
const isPlain = (run: Run, p: Place, packing: Packing & { kind: "union" }, x: Scalar): Cond =>
  packing.members.reduce<Cond>((found, m, tag) => {
    if (m.kind !== "scalar") return found;
    const o = ordinal(m.domain, x);
    return o < 0 ? found : or(found, and(bitsAre(run, p, packing.tag, tag), bitsAre(run, p, m.bits, o)));
  }, FALSE);

/** Of a record; `undefined` where it has no such field. */
export function fieldOf(run: Run, base: Val, name: string): Val {
  const place = fieldPlace(run, base, name);
  if (place !== null) return readPlace(run, place);
  if (base.kind === "record") return base.fields.get(name) ?? constant(undefined);
  if (isScalarVal(base)) {
    run.fear(TRUE);
    return constant(undefined);
  }
  if (base.kind === "place" && base.place.packing.kind === "union") return literalField(run, base.place, name);
  return unsupported(`the field ${name} of a ${base.kind}`);
}

/** Null where the base is not in the state, or the field depends on the member of a union. */
function fieldPlace(run: Run, base: Val, name: string): Place | null {
  if (base.kind !== "place") return null;
  const { packing } = base.place;
  if (packing.kind === "record") return recordField(base.place, packing, name);
  if (packing.kind !== "union") return null;
  const having = packing.members.flatMap((m, tag) =>
    m.kind === "record" && m.domain.fields.some((f) => f.name === name) ? [{ m, tag }] : [],
  );
  const [only] = having;
  if (only === undefined || having.length > 1) return null;
  run.fear(not(bitsAre(run, base.place, packing.tag, only.tag)));
  return recordField(base.place, only.m, name);
}

function recordField(p: Place, packing: Packing & { kind: "record" }, name: string): Place | null {
  const i = packing.domain.fields.findIndex((f) => f.name === name);
  const field = packing.fields[i];
  if (field === undefined) return null;
  return within(p, field, packing.domain.fields[i]?.hidden !== undefined || p.trusted);
}

/** A field that several members of a union have: the one of the member that is there. */
function literalField(run: Run, p: Place, name: string): Val {
  if (p.packing.kind !== "union") return unsupported("a union");
  let made: Val | null = null;
  for (const [tag, m] of p.packing.members.entries()) {
    const here = m.kind === "record" ? recordField(p, m, name) : null;
    const value = here === null ? constant(undefined) : readPlace(run, here);
    made = made === null ? value : either(bitsAre(run, p, p.packing.tag, tag), value, made, null);
  }
  return made ?? constant(undefined);
}

export function writeField(run: Run, base: Val, name: string, value: Val): void {
  if (base.kind === "record") {
    if (base.stored) unsupported("a change of what was stored");
    base.fields.set(name, mixed(run, value, base.fields.get(name)));
    return;
  }
  const place = fieldPlace(run, base, name);
  if (place === null) return void unsupported(`writing the field ${name}`);
  writePlace(run, place, value);
}

const mixed = (run: Run, value: Val, old: Val = constant(undefined)): Val =>
  run.bindVal(either(run.path, value, old, null));

/** The ordinal of a key; fears the keys that are none. */
function keyOrdinal(run: Run, key: Val, domain: Domain) {
  const { code, inside } = ordinalIn(key, domain);
  if (inside === FALSE && key.kind === "const") {
    const row = [...membersOf(domain)].findIndex((k) => keyText(k) === keyText(key.value as Value));
    if (row >= 0) return i32c(row);
  }
  run.fear(not(inside));
  return code;
}

/** Row of a table, element of a tuple or a sequence. */
export function indexOf(run: Run, base: Val, key: Val): Val {
  if (base.kind === "table") {
    const code = keyOrdinal(run, key, base.key);
    if (code.kind === "const") return base.rows[Number(code.value)] ?? unsupported("a row that is not there");
    return pickRow(base.rows, key, base.key);
  }
  if (base.kind === "list") {
    const at = asInt(key);
    run.fear(at.inside === TRUE ? FALSE : not(at.inside));
    if (at.code.kind !== "const") return unsupported("an index into a new sequence");
    const found = base.items[Number(at.code.value)];
    if (found === undefined) run.fear(TRUE);
    return found ?? constant(undefined);
  }
  if (base.kind === "record") {
    if (key.kind !== "const") return unsupported("an index into a new tuple");
    return base.fields.get(String(key.value)) ?? unsupported("a tuple's element");
  }
  const place = elementPlace(run, base, key);
  return place === null ? constant(undefined) : readPlace(run, place);
}

function pickRow(rows: readonly Val[], key: Val, domain: Domain): Val {
  const all = membersOf(domain);
  return rows.reduce((made, row, i) => (i === 0 ? row : either(equal(key, constant(all[i])), row, made, null)));
}

/** Null where what is indexed is nothing, which is feared. */
export function elementPlace(run: Run, base: Val, key: Val): Place | null {
  if (base.kind !== "place") {
    if (!isScalarVal(base)) return unsupported("an index");
    run.fear(TRUE);
    return null;
  }
  const { packing } = base.place;
  if (packing.kind === "table") {
    const code = keyOrdinal(run, key, packing.domain.key);
    if (code.kind !== "const") return rowAt(run, base.place, packing.rows, code);
    return within(base.place, packing.rows[Number(code.value)] ?? unsupported("a row that is not there"));
  }
  if (packing.kind === "seq") {
    const at = asInt(key);
    if (at.inside !== TRUE) run.fear(not(at.inside));
    run.fear(condOf(i32.ge_u(at.code, readBits(run, base.place, packing.length))));
    return elementAt(run, base.place, packing.elements, int(at.code, at.lo, at.hi));
  }
  if (packing.kind === "record" && key.kind === "const") return recordField(base.place, packing, String(key.value));
  return unsupported("an index");
}

/** Elements of a sequence that surely is that long. */
export function elementAt(run: Run, p: Place, elements: readonly Packing[], at: Val): Place {
  if (at.kind === "const") {
    const found = elements[Number(at.value)] ?? elements[0];
    return within(p, found ?? unsupported("a sequence without elements"));
  }
  return rowAt(run, p, elements, asInt(at).code);
}

export function writeElement(run: Run, base: Val, key: Val, value: Val): void {
  if (base.kind === "table") {
    if (base.stored) unsupported("a change of what was stored");
    const code = keyOrdinal(run, key, base.key);
    const all = membersOf(base.key);
    for (const [i, row] of base.rows.entries()) {
      const here = code.kind === "const" ? (Number(code.value) === i ? TRUE : FALSE) : equal(key, constant(all[i]));
      if (here !== FALSE) base.rows[i] = run.bindVal(either(and(run.path, here), value, row, null));
    }
    return;
  }
  if (base.kind === "record" && key.kind === "const") return writeField(run, base, String(key.value), value);
  if (base.kind === "list") return void unsupported("writing an element of a new sequence");
  const place = elementPlace(run, base, key);
  if (place !== null) writePlace(run, place, value);
}

/** Puts a value at a place, converted to its domain; what is outside is feared. */
export function writePlace(run: Run, p: Place, value: Val): void {
  const { packing } = p;
  if (value.kind === "place") {
    const from = value.place;
    if (alike(from.packing, packing)) return copyBits(run, from, p);
  }
  if (value.kind !== "place" && !isScalarVal(value)) (value as Box).stored = true;
  switch (packing.kind) {
    case "scalar": {
      // A local dies: it has no value, and its bits are zero.
      if (packing.live !== undefined && value.kind === "const" && value.value === undefined)
        return writeBits(run, p, packing.bits, i32c(0));
      if (packing.domain.kind === "int" && value.kind !== "const" && value.kind !== "ord") {
        const { code, inside } = ordinalIn(value, packing.domain);
        run.fear(not(inside));
        return writeBits(run, p, packing.bits, code);
      }
      const { code, inside } = ordinalIn(value, packing.domain);
      if (!(value.kind === "ord" && value.trusted === true)) run.fear(not(inside));
      return writeBits(run, p, packing.bits, code);
    }
    case "record":
      if (isScalarVal(value)) return run.fear(TRUE);
      for (const [i, f] of packing.domain.fields.entries())
        writePlace(run, within(p, packing.fields[i] as Packing), fieldOf(run, value, f.name));
      return;
    case "table": {
      const keys = membersOf(packing.domain.key);
      for (const [i, row] of packing.rows.entries())
        writePlace(run, within(p, row), indexOf(run, value, constant(keys[i])));
      return;
    }
    case "set":
      return writeSet(run, p, packing, value);
    case "seq": {
      if (value.kind !== "list") return void unsupported("a sequence of another kind");
      if (value.items.length > packing.domain.max) return run.fear(TRUE);
      clear(run, p, packing.elements);
      writeBits(run, p, packing.length, i32c(value.items.length));
      for (const [i, x] of value.items.entries()) writePlace(run, within(p, packing.elements[i] as Packing), x);
      return;
    }
    case "union": {
      const tag = memberFor(packing.domain, value);
      clear(run, p, packing.members);
      writeBits(run, p, packing.tag, i32c(tag));
      return writePlace(run, within(p, packing.members[tag] as Packing), value);
    }
    case "listed":
    case "map":
    case "entries":
      return void unsupported("such a collection of another kind");
  }
}

/** A value of a union as the one member that is of such a kind; that it is another one is feared. */
export function opened(run: Run, v: Val, kinds: readonly Packing["kind"][]): Val {
  if (v.kind !== "place" || v.place.packing.kind !== "union") return v;
  const { place } = v;
  const { members, tag } = v.place.packing;
  const found = members.flatMap((m, i) => (kinds.includes(m.kind) ? [{ m, i }] : []));
  const [only] = found;
  if (only === undefined || found.length > 1) return v;
  if (!place.trusted) run.fear(not(bitsAre(run, place, tag, only.i)));
  return { kind: "place", place: within(place, only.m) };
}

/** Zeroes every bit of some packings. */
export function clear(run: Run, p: Place, packings: readonly Packing[]): void {
  const seen = new Set<string>();
  for (const b of packings.flatMap(bitsOf)) {
    const key = `${b.word}:${b.shift}:${b.width}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (let done = 0; done < b.width; done += 31)
      writeBits(run, p, { word: b.word, shift: b.shift + done, width: Math.min(31, b.width - done) }, i32c(0));
  }
}

/** The same values in the same order: `sameDomain` looks at neither the order of literals nor that of fields. */
const isIdentical = (a: Domain, b: Domain): boolean => a === b || (sameDomain(a, b) && textOf(a) === textOf(b));
const textOf = (d: Domain): string => JSON.stringify(d, (key, x: unknown) => (key === "hidden" ? undefined : x));

/** Same domain, same widths: bits can be copied as they are. */
function alike(a: Packing, b: Packing): boolean {
  if (a.kind !== b.kind || a.kind === "scalar" || !isIdentical(a.domain, b.domain)) return false;
  const [here, there] = [bitsOf(a), bitsOf(b)];
  return here.length === there.length && here.every((x, i) => x.width === there[i]?.width);
}

function copyBits(run: Run, from: Place, to: Place): void {
  const [here, there] = [bitsOf(from.packing), bitsOf(to.packing)];
  // All is read before anything is written: the places may overlap.
  const read = here.map((b) => run.bind(readBits(run, from, b)));
  const seen = new Set<string>();
  for (const [i, b] of there.entries()) {
    const key = `${b.word}:${b.shift}:${b.width}`;
    if (seen.has(key)) continue;
    seen.add(key);
    writeBits(run, to, b, read[i] ?? i32c(0));
  }
}

/** A new object with the same contents. */
export function boxed(run: Run, v: Val): Val {
  switch (v.kind) {
    case "const":
    case "int":
    case "bool":
    case "ord":
      return v;
    case "record":
      return { kind: "record", fields: new Map([...v.fields].map(([n, f]) => [n, boxed(run, f)])), stored: false };
    case "table":
      return { kind: "table", key: v.key, rows: v.rows.map((r) => boxed(run, r)), stored: false };
    case "set":
      return { kind: "set", of: v.of, members: [...v.members], stored: false };
    case "list":
      return { kind: "list", items: v.items.map((x) => boxed(run, x)), stored: false };
    case "place":
      return boxedPlace(run, v.place);
  }
}

function boxedPlace(run: Run, p: Place): Val {
  const { packing } = p;
  const part = (of: Packing): Val => boxed(run, run.bindVal(readPlace(run, within(p, of))));
  switch (packing.kind) {
    case "record":
      return {
        kind: "record",
        fields: new Map(packing.domain.fields.map((f, i) => [f.name, part(packing.fields[i] as Packing)])),
        stored: false,
      };
    case "table":
      return { kind: "table", key: packing.domain.key, rows: packing.rows.map(part), stored: false };
    case "set": {
      if (!isUnrolled(packing.domain.of)) return readPlace(run, frozen(p));
      const v: Val = { kind: "place", place: p };
      const members = packing.members.map((_, i) => run.bindCond(memberAt(run, v, i)));
      return { kind: "set", of: packing.domain.of, members, stored: false };
    }
    case "scalar":
      return readPlace(run, p);
    case "seq":
    case "union":
      return readPlace(run, frozen(p));
    case "listed":
    case "map":
    case "entries":
      return readPlace(run, frozen(p));
  }
}

/** `same(a, b)`. */
export function sameValue(run: Run, a: Val, b: Val): Cond {
  if (isScalarVal(a) || isScalarVal(b)) return equal(a, b);
  const [p, q] = [a.kind === "place" ? a.place.packing : null, b.kind === "place" ? b.place.packing : null];
  if (a.kind === "place" && b.kind === "place" && p !== null && q !== null && alike(p, q)) {
    const pairs = bitsOf(p).map((x, i) => ({ x, y: bitsOf(q)[i] ?? x }));
    return pairs.reduce<Cond>((all, { x, y }) => {
      const [l, r] = [int(readBits(run, a.place, x), 0, 2 ** 31 - 1), int(readBits(run, b.place, y), 0, 2 ** 31 - 1)];
      return and(all, equal(l, r));
    }, TRUE);
  }
  const names = [fieldNames(a), fieldNames(b)];
  if (names[0] != null && names[1] != null)
    return [...new Set([...names[0], ...names[1]])].reduce<Cond>(
      (all, n) => and(all, sameValue(run, fieldOf(run, a, n), fieldOf(run, b, n))),
      TRUE,
    );
  if (a.kind === "set" || p?.kind === "set" || b.kind === "set" || q?.kind === "set") {
    const domain = a.kind === "set" ? a.of : p?.kind === "set" ? p.domain.of : UNDEFINED;
    const other = b.kind === "set" ? b.of : q?.kind === "set" ? q.domain.of : UNDEFINED;
    if (!isIdentical(domain, other) || !isUnrolled(domain)) return unsupported("sets of different kinds");
    let all: Cond = TRUE;
    for (let i = 0; i < scalarSize(domain); i++)
      all = and(all, equal(bool(memberAt(run, a, i)), bool(memberAt(run, b, i))));
    return all;
  }
  return unsupported("same of such values");
}

function fieldNames(v: Val): readonly string[] | null {
  if (v.kind === "record") return [...v.fields.keys()];
  if (v.kind === "place" && v.place.packing.kind === "record") return v.place.packing.domain.fields.map((f) => f.name);
  return null;
}
