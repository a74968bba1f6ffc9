/**
 * Plain values while code is made: computed where they are known, code where they are not.
 * In: values in their forms. Out: ordinals, numbers and truth of them; equality; choice between two.
 * Not here: the forms themselves (`forms.ts`), places (`place.ts`).
 */
import { BOOLEAN, type Domain, isScalar, type Literal, sameDomain, UNDEFINED, unionOf } from "../../../ir/domain.ts";
import { isId, ordinal, scalarSize, values } from "../../../ir/value.ts";
import { type Code, i32, i32c, i64, i64c, select } from "../wasm/code.ts";
import { and, type Cond, codeOf, condOf, FALSE, not, TRUE } from "./condition.ts";
import type { Scalar, Val } from "./forms.ts";
import { unsupported } from "./unsupported.ts";

export const constant = (value: Scalar): Val => ({ kind: "const", value });
export const bool = (cond: Cond): Val =>
  cond === TRUE ? constant(true) : cond === FALSE ? constant(false) : { kind: "bool", cond };
export const int = (code: Code, lo: number, hi: number): Val =>
  code.kind === "const" ? constant(Number(code.value)) : { kind: "int", code, lo, hi };

export const isScalarVal = (v: Val): boolean =>
  v.kind === "const" || v.kind === "int" || v.kind === "bool" || v.kind === "ord";

/** Numbers without bounds have no ordinals, and so no literal beside them has one. */
const hasNumbers = (d: Domain): boolean => d.kind === "number" || (d.kind === "union" && d.of.some(hasNumbers));

const listed = new WeakMap<Domain, readonly Scalar[]>();
/** All values of a small scalar domain. */
export function membersOf(d: Domain): readonly Scalar[] {
  const known = listed.get(d);
  if (known !== undefined) return known;
  if (!isScalar(d) || hasNumbers(d) || scalarSize(d) > 4096) return unsupported("a large domain");
  const made = [...values(d)] as Scalar[];
  if (new Set(made).size < made.length) return unsupported("a value with two ordinals");
  listed.set(d, made);
  return made;
}

/** What a fixed table of small numbers says of an ordinal: an affine form, bits of a constant, or a chain of selects. */
export function mapped(code: Code, table: readonly number[]): Code {
  const first = table[0] ?? 0;
  const step = (table[1] ?? first + 1) - first;
  if (table.every((x, i) => x === first + step * i)) {
    if (step === 0) return i32c(first);
    return i32.add(step === 1 ? code : i32.mul(code, i32c(step)), i32c(first));
  }
  const least = Math.min(...table);
  const width = Math.max(1, 32 - Math.clz32(Math.max(...table) - least));
  const stride = 2 ** Math.ceil(Math.log2(width));
  if (table.length * stride <= 64) {
    const packed = table.reduce((n, x, i) => n | (BigInt(x - least) << BigInt(i * stride)), 0n);
    const at = i64.extend_u(stride === 1 ? code : i32.shl(code, i32c(Math.log2(stride))));
    const found = i32.wrap(i64.and(i64.shr_u(i64c(packed), at), i64c((1n << BigInt(stride)) - 1n)));
    return i32.add(found, i32c(least));
  }
  let made: Code = i32c(table.at(-1) ?? 0);
  for (let i = table.length - 2; i >= 0; i--) made = select(i32c(table[i] as number), made, i32.eq(code, i32c(i)));
  return made;
}

/** A scalar as its ordinal in `to`, and when it has one. */
export function ordinalIn(v: Val, to: Domain): { readonly code: Code; readonly inside: Cond } {
  switch (v.kind) {
    case "const": {
      const o = ordinal(to, v.value);
      return { code: i32c(Math.max(0, o)), inside: o >= 0 ? TRUE : FALSE };
    }
    case "bool": {
      const f = ordinal(to, false);
      const t = ordinal(to, true);
      if (f < 0 || t < 0) unsupported("a boolean where there may be none");
      const code = codeOf(v.cond);
      return { code: f === 0 && t === 1 ? code : select(i32c(t), i32c(f), code), inside: TRUE };
    }
    case "int": {
      const { base, member } = intMember(to);
      if (member === null) {
        const table = Array.from({ length: v.hi - v.lo + 1 }, (_, i) => ordinal(to, v.lo + i));
        if (table.length > 64) unsupported("a number as one of several literals");
        return fromTable(i32.sub(v.code, i32c(v.lo)), table);
      }
      const code = i32.add(v.code, i32c(base - member.lo));
      if (v.lo >= member.lo && v.hi <= member.hi) return { code, inside: TRUE };
      const distance = i32.sub(v.code, i32c(member.lo));
      return { code, inside: condOf(i32.le_u(distance, i32c(member.hi - member.lo))) };
    }
    case "ord": {
      if (v.domain === to || sameDomain(v.domain, to)) {
        const here = membersOf(v.domain);
        const there = membersOf(to);
        if (here.every((x, i) => x === there[i])) return { code: v.code, inside: TRUE };
      }
      return fromTable(
        v.code,
        membersOf(v.domain).map((x) => ordinal(to, x)),
      );
    }
    default:
      return unsupported("an object where a plain value should be");
  }
}

function fromTable(code: Code, table: readonly number[]): { readonly code: Code; readonly inside: Cond } {
  if (table.every((o) => o >= 0)) return { code: mapped(code, table), inside: TRUE };
  // Where nothing is to be found any number will do: the nearest that keeps the table simple.
  const known = table.findIndex((o) => o >= 0);
  if (known < 0) return { code: i32c(0), inside: FALSE };
  const shift = (table[known] as number) - known;
  const isShift = table.every((o, i) => o < 0 || o === i + shift);
  const inside = condOf(
    mapped(
      code,
      table.map((o) => (o >= 0 ? 1 : 0)),
    ),
  );
  return {
    code: isShift
      ? i32.add(code, i32c(shift))
      : mapped(
          code,
          table.map((o) => Math.max(0, o)),
        ),
    inside,
  };
}

/** The range of a domain that has one, and the ordinal of its least number. */
export function intMember(d: Domain): {
  readonly base: number;
  readonly member: (Domain & { kind: "int" }) | null;
} {
  if (d.kind === "int") return { base: 0, member: d };
  if (d.kind !== "union") return { base: 0, member: null };
  const isLiteral = d.of.some((m) => m.kind === "enum" && m.values.some((x) => typeof x === "number"));
  if (isLiteral && d.of.some((m) => m.kind === "int")) return unsupported("numbers beside a range");
  let base = 0;
  for (const m of d.of) {
    if (m.kind === "int") return { base, member: m };
    base += scalarSize(m);
  }
  return { base: 0, member: null };
}

/** As a number, and when it is one. */
export function asInt(v: Val): {
  readonly code: Code;
  readonly lo: number;
  readonly hi: number;
  readonly inside: Cond;
} {
  switch (v.kind) {
    case "const":
      if (typeof v.value !== "number" || !Number.isInteger(v.value) || Math.abs(v.value) >= 2 ** 31)
        return unsupported("a large number");
      return { code: i32c(v.value), lo: v.value, hi: v.value, inside: TRUE };
    case "int":
      return { ...v, inside: TRUE };
    case "ord": {
      const numbers = membersOf(v.domain).map((x) => (typeof x === "number" ? x : null));
      const known = numbers.filter((x) => x !== null);
      if (known.length === 0) return unsupported("a number that is none");
      const [lo, hi] = [Math.min(...known), Math.max(...known)];
      if (hi >= 2 ** 30 || lo <= -(2 ** 30)) return unsupported("a large number");
      const { code, inside } = fromTable(
        v.code,
        numbers.map((x) => (x === null ? -1 : x - lo)),
      );
      return { code: i32.add(code, i32c(lo)), lo, hi, inside: v.trusted === true ? TRUE : inside };
    }
    default:
      return unsupported("a number that is none");
  }
}

export function truth(v: Val): Cond {
  switch (v.kind) {
    case "const":
      return isId(v.value) || v.value ? TRUE : FALSE;
    case "bool":
      return v.cond;
    case "int":
      return v.lo > 0 || v.hi < 0 ? TRUE : not(v.test === undefined ? condOf(i32.eqz(v.code)) : v.test(0));
    case "ord": {
      const all = membersOf(v.domain);
      const falsy = all.flatMap((x, i) => (isId(x) || x ? [] : [i]));
      const [only] = falsy;
      if (only === undefined) return TRUE;
      if (falsy.length === all.length) return FALSE;
      if (falsy.length === 1) return not(ordIs(v, only));
      return condOf(
        mapped(
          v.code,
          all.map((_, i) => (falsy.includes(i) ? 0 : 1)),
        ),
      );
    }
    case "place":
      return v.is === undefined ? TRUE : FALSY.reduce<Cond>((all, x) => and(all, not(v.is?.(x) ?? FALSE)), TRUE);
    default:
      return TRUE;
  }
}

const FALSY: readonly Scalar[] = [undefined, null, false, 0, ""];

const ordIs = (v: Val & { kind: "ord" }, o: number): Cond =>
  v.test === undefined ? condOf(i32.eq(v.code, i32c(o))) : v.test(o);

/** `===` of scalars; an object equals no scalar. */
export function equal(a: Val, b: Val): Cond {
  if (a.kind === "const" && b.kind === "const") return a.value === b.value ? TRUE : FALSE;
  if (a.kind === "const") return equal(b, a);
  if (!isScalarVal(a) || !isScalarVal(b)) {
    if (a.kind === "place" && a.is !== undefined)
      return b.kind === "const" ? a.is(b.value) : unsupported("=== of a union");
    if (b.kind === "place" && b.is !== undefined) return unsupported("=== of a union");
    if (isScalarVal(a) || isScalarVal(b)) return FALSE;
    return unsupported("=== of objects");
  }
  if (b.kind === "const") {
    switch (a.kind) {
      case "bool":
        return b.value === true ? a.cond : b.value === false ? not(a.cond) : FALSE;
      case "int":
        if (typeof b.value !== "number" || b.value < a.lo || b.value > a.hi) return FALSE;
        return a.test === undefined ? condOf(i32.eq(a.code, i32c(b.value))) : a.test(b.value);
      case "ord": {
        const o = membersOf(a.domain).indexOf(b.value);
        return o < 0 ? FALSE : ordIs(a, o);
      }
    }
    return unsupported("===");
  }
  if (a.kind === "bool" && b.kind === "bool") return condOf(i32.eq(codeOf(a.cond), codeOf(b.cond)));
  if (a.kind === "int" && b.kind === "int") return condOf(i32.eq(a.code, b.code));
  if (a.kind === "ord" && b.kind === "ord") {
    const shift = commonShift(a.domain, b.domain);
    if (shift !== null) return condOf(i32.eq(i32.add(a.code, i32c(shift)), b.code));
    const there = ordinalIn(a, b.domain);
    return condOf(i32.and(codeOf(there.inside), i32.eq(there.code, b.code)));
  }
  // Of unlike kinds: in the domain of the one that has a domain.
  const [plain, other] = a.kind === "ord" ? [b, a] : [a, b];
  if (other.kind !== "ord") return plain.kind === "bool" || other.kind === "bool" ? FALSE : unsupported("===");
  const domain = other.domain;
  if (plain.kind === "bool" && !(membersOf(domain).includes(true) && membersOf(domain).includes(false)))
    return condOf(
      i32.eq(ordinalIn(other, unionWithBooleans(domain)).code, ordinalIn(plain, unionWithBooleans(domain)).code),
    );
  const there = ordinalIn(plain, domain);
  return condOf(i32.and(codeOf(there.inside), i32.eq(there.code, other.code)));
}

const unionWithBooleans = (d: Domain): Domain => {
  const all = membersOf(d);
  const literals = all.filter((x): x is Literal => !isId(x) && x !== undefined);
  if (literals.length !== all.length) return unsupported("a boolean beside ids");
  return { kind: "enum", values: [...new Set([...literals, ...BOOLEAN.values])] };
};

/** k where `ordinal in a + k = ordinal in b` exactly for equal values; null where there is none. */
function commonShift(a: Domain, b: Domain): number | null {
  const here = membersOf(a);
  const there = membersOf(b);
  if (here.length * there.length > 65536) return sameDomain(a, b) ? 0 : unsupported("=== between large domains");
  let shift: number | null = null;
  for (const [i, x] of here.entries()) {
    const j = there.indexOf(x);
    if (j < 0) continue;
    if (shift !== null && shift !== j - i) return null;
    shift = j - i;
  }
  if (shift === null) return null;
  const k = shift;
  return here.every((x, i) => i + k < 0 || i + k >= there.length || there[i + k] === x) ? k : null;
}

/** `then` where the condition holds, else `otherwise`; `domain` is a scalar domain that has both, null where none is known. */
export function either(cond: Cond, then: Val, otherwise: Val, domain: Domain | null): Val {
  if (cond === TRUE || then === otherwise) return then;
  if (cond === FALSE) return otherwise;
  if (then.kind === "const" && otherwise.kind === "const" && then.value === otherwise.value) return then;
  if (isBoolean(then) && isBoolean(otherwise)) {
    const [t, o] = [truth(then), truth(otherwise)];
    if (t === TRUE && o === FALSE) return bool(cond);
    if (t === FALSE && o === TRUE) return bool(not(cond));
    return bool(condOf(select(codeOf(t), codeOf(o), codeOf(cond))));
  }
  if (isNumber(then) && isNumber(otherwise)) {
    const [t, o] = [asInt(then), asInt(otherwise)];
    return int(select(t.code, o.code, codeOf(cond)), Math.min(t.lo, o.lo), Math.max(t.hi, o.hi));
  }
  if (then.kind === "place" && otherwise.kind === "place" && then.place === otherwise.place) return then;
  if (then.kind === "record" && otherwise.kind === "record") return eitherRecord(cond, then, otherwise);
  if (!isScalarVal(then) || !isScalarVal(otherwise)) return unsupported("one of two objects");
  for (const to of [domain, commonDomain(then, otherwise)]) {
    if (to === null || !isScalar(to) || hasNumbers(to)) continue;
    const [t, o] = [ordinalIn(then, to), ordinalIn(otherwise, to)];
    if (t.inside !== TRUE || o.inside !== TRUE) continue;
    return { kind: "ord", domain: to, code: select(t.code, o.code, codeOf(cond)) };
  }
  return unsupported("one of two unlike values");
}

/** Of new ones, which must not change any more. */
function eitherRecord(cond: Cond, then: Val & { kind: "record" }, otherwise: Val & { kind: "record" }): Val {
  if (then.fields.size !== otherwise.fields.size) return unsupported("one of two records");
  const fields = new Map<string, Val>();
  for (const [name, value] of then.fields)
    fields.set(name, either(cond, value, otherwise.fields.get(name) ?? unsupported("one of two records"), null));
  // It stands for either: a change of one would have to be seen in the other.
  then.stored = true;
  otherwise.stored = true;
  return { kind: "record", fields, stored: true };
}

/** A domain that has both scalars. */
function commonDomain(a: Val, b: Val): Domain {
  for (const [x, y] of [
    [a, b],
    [b, a],
  ] as const)
    if (x.kind === "const" && y.kind === "ord" && membersOf(y.domain).includes(x.value)) return y.domain;
  const [x, y] = [a, b].map(domainOf) as [Domain, Domain];
  // Of a single identity it is not known of how many it is one.
  return x.kind === "id" && y.kind === "id" && x.size < y.size ? y : unionOf([x, y]);
}

/** The least domain that is sure to have the scalar. */
function domainOf(v: Val): Domain {
  switch (v.kind) {
    case "ord":
      return v.domain;
    case "bool":
      return BOOLEAN;
    case "int":
      return { kind: "int", lo: v.lo, hi: v.hi };
    case "const":
      if (v.value === undefined) return UNDEFINED;
      if (isId(v.value))
        return { kind: "id", set: v.value.set, name: v.value.text.split("#")[0] ?? "", size: v.value.index + 1 };
      if (typeof v.value === "number") return { kind: "int", lo: v.value, hi: v.value };
      return { kind: "enum", values: [v.value] };
    default:
      return unsupported("an object where a plain value should be");
  }
}

export const isBoolean = (v: Val): boolean => v.kind === "bool" || (v.kind === "const" && typeof v.value === "boolean");
export const isNumber = (v: Val): boolean =>
  v.kind === "int" || (v.kind === "const" && typeof v.value === "number" && Math.abs(v.value) < 2 ** 31);
