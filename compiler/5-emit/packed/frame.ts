/**
 * What a body knows while its code is made: its slots, its model, how it returns; and the knot of expressions and statements.
 * In: model, layout. Out: `Frame`, `Knot`, `setSlot`, `typeDomain`.
 * Not here: the path and the words (`run.ts`).
 */

import { alternatives, type Domain, hasOrdinals, isScalar } from "../../../ir/domain.ts";
import type { Expr, Lambda, Stmt, Type } from "../../../ir/expr.ts";
import type { Layout } from "../../../ir/layout.ts";
import type { Local, SpecModel } from "../../../ir/model.ts";
import { isDomain } from "../../../ir/type.ts";
import { isId, memberOf, ordinal, scalarSize, type Value, values } from "../../../ir/value.ts";
import { type Cond, FALSE, TRUE } from "./condition.ts";
import type { Scalar, Val } from "./forms.ts";
import { areApart, isWithin, type Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";
import { asInt, constant, either, int, intMember, isScalarVal, ordinalIn } from "./value.ts";

export interface Knot {
  expr(run: Run, f: Frame, e: Expr): Val;
  stmt(run: Run, f: Frame, s: Stmt): void;
  lambda(run: Run, f: Frame, l: Lambda, args: readonly Val[]): Val;
}

export interface Frame {
  readonly knot: Knot;
  readonly model: SpecModel;
  readonly layout: Layout;
  readonly types: readonly Local[];
  /** What each slot was given, the last at the end, each on its path. */
  readonly slots: (Given[] | undefined)[];
  /** Results so far, each on its path. */
  readonly returns: Given[];
}

interface Given {
  readonly path: Cond;
  readonly value: Val;
}

export const newFrame = (of: Pick<Frame, "knot" | "model" | "layout">, types: readonly Local[]): Frame => ({
  ...of,
  types,
  slots: [],
  returns: [],
});

/** A scalar domain that a type is; null of anything else. */
export const typeDomain = (t: Type | undefined): Domain | null =>
  t !== undefined && isDomain(t) && t.kind !== "number" ? t : null;

/** Makes a slot anew on the present path. */
export const declareSlot = (run: Run, f: Frame, slot: number, value: Val): void =>
  give(run, f, slot, narrow(run, value, typeDomain(f.types[slot]?.type)));

function give(run: Run, f: Frame, slot: number, value: Val): void {
  const made: Given = { path: run.path, value: run.bindVal(value) };
  if (run.path === TRUE) f.slots[slot] = [made];
  else (f.slots[slot] ??= []).push(made);
}

/** A scalar is mixed with what was there at once, so that what is read later need not be. */
export function assignSlot(run: Run, f: Frame, slot: number, value: Val): void {
  const last = f.slots[slot]?.at(-1);
  if (last === undefined || last.path === run.path || !isWithin(run, run.path, last.path))
    return give(run, f, slot, value);
  const domain = typeDomain(f.types[slot]?.type);
  const old = settled(last.value, domain);
  if (!isScalarVal(value) || !isScalarVal(old)) return give(run, f, slot, value);
  const mixed = either(run.path, value, old, domain);
  const { path } = run;
  run.path = last.path;
  give(run, f, slot, mixed);
  run.path = path;
}

/** What a slot holds on the present path: what it was given last on a path that this one may be part of. */
export function readSlot(run: Run, f: Frame, slot: number): Val {
  const given = f.slots[slot] ?? [];
  const perhaps: Given[] = [];
  let found: Val = constant(undefined);
  for (const g of given.toReversed()) {
    if (isWithin(run, run.path, g.path)) {
      found = g.value;
      break;
    }
    if (!areApart(run, run.path, g.path)) perhaps.push(g);
  }
  if (perhaps.length === 0) return found;
  const domain = typeDomain(f.types[slot]?.type);
  const made = perhaps.reduceRight<Val>(
    (rest, { path, value }) => either(path, value, settled(rest, domain), domain),
    found,
  );
  give(run, f, slot, made);
  return f.slots[slot]?.at(-1)?.value ?? made;
}

/** A slot without a value whose type has no `undefined` is read on no path: any value will do. */
const settled = (old: Val, domain: Domain | null): Val => {
  if (old.kind !== "const" || old.value !== undefined || domain === null || ordinalSafe(domain, undefined) >= 0)
    return old;
  const plain = alternatives(domain)[0] ?? domain;
  const [first] = isScalar(plain) ? values(plain) : [];
  return first === undefined || typeof first === "object" ? old : constant(first);
};

function ordinalSafe(d: Domain, v: Scalar): number {
  switch (d.kind) {
    case "record":
    case "table":
    case "set":
    case "map":
    case "bag":
    case "seq":
    case "number":
      return -1;
    case "union":
      return d.of.some((m) => ordinalSafe(m, v) >= 0) ? 0 : -1;
    default:
      return ordinal(d, v);
  }
}

/** A live local in the form of the type it was declared with: it surely has it wherever it is read. */
function narrow(run: Run, v: Val, domain: Domain | null): Val {
  if (v.kind !== "ord" || v.trusted !== true || domain === null) return v;
  if (domain.kind === "int" || (domain.kind === "union" && intMember(domain).member !== null)) {
    if (domain.kind !== "int") return v;
    const { code, lo, hi } = asInt(v);
    return int(run.bind(code), Math.max(lo, domain.lo), Math.min(hi, domain.hi));
  }
  if (domain.kind === "enum" || domain.kind === "id") {
    const { code, inside } = ordinalIn(v, domain);
    return inside === FALSE ? v : { kind: "ord", domain, code };
  }
  return v;
}

/** A value that is known, as a new object where it is one. */
export function known(d: Domain, v: Value): Val {
  if (v === null || typeof v !== "object" || isId(v)) return constant(v as Scalar);
  switch (d.kind) {
    case "record": {
      const record = v as { readonly [field: string]: Value };
      return {
        kind: "record",
        fields: new Map(d.fields.map((x) => [x.name, known(x.domain, record[x.name])])),
        stored: false,
      };
    }
    case "table":
      return { kind: "table", key: d.key, rows: (v as readonly Value[]).map((x) => known(d.value, x)), stored: false };
    case "set": {
      if (!hasOrdinals(d.of) || d.max !== null) return unsupported("a set of another kind");
      const members = new Set((v as readonly Value[]).map((x) => ordinal(d.of, x)));
      return {
        kind: "set",
        of: d.of,
        members: Array.from({ length: scalarSize(d.of) }, (_, i) => (members.has(i) ? TRUE : FALSE)),
        stored: false,
      };
    }
    case "seq":
      return { kind: "list", items: (v as readonly Value[]).map((x) => known(d.of, x)), stored: false };
    case "union":
      return known(memberOf(d.of, v), v);
    default:
      return unsupported("a value");
  }
}
