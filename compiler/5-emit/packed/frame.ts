/**
 * What a body knows while its code is made: its slots, its model, how it returns; and the knot of expressions and statements.
 * In: model, layout. Out: `Frame`, `Knot`, `setSlot`, `typeDomain`.
 * Not here: the path and the words (`run.ts`).
 */

import type { Domain } from "../../../ir/domain.ts";
import type { Expr, Lambda, Stmt, Type } from "../../../ir/expr.ts";
import type { Layout } from "../../../ir/layout.ts";
import type { Local, SpecModel } from "../../../ir/model.ts";
import { isDomain } from "../../../ir/type.ts";
import { isId, memberOf, ordinal, type Value, values } from "../../../ir/value.ts";
import { type Cond, FALSE, TRUE } from "./condition.ts";
import type { Scalar, Val } from "./forms.ts";
import type { Run } from "./run.ts";
import { unsupported } from "./unsupported.ts";
import { asInt, constant, either, int, intMember, ordinalIn } from "./value.ts";

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
  readonly slots: (Val | undefined)[];
  /** The path on which a slot was made: on it a new value replaces the old one. */
  readonly made: (Cond | undefined)[];
  /** Results so far, each on its path. */
  readonly returns: { readonly path: Cond; readonly value: Val }[];
}

export const newFrame = (of: Pick<Frame, "knot" | "model" | "layout">, types: readonly Local[]): Frame => ({
  ...of,
  types,
  slots: [],
  made: [],
  returns: [],
});

/** A scalar domain that a type is; null of anything else. */
export const typeDomain = (t: Type | undefined): Domain | null =>
  t !== undefined && isDomain(t) && t.kind !== "number" ? t : null;

/** Makes a slot anew on the present path. */
export function declareSlot(run: Run, f: Frame, slot: number, value: Val): void {
  f.slots[slot] = run.bindVal(narrow(run, value, typeDomain(f.types[slot]?.type)));
  f.made[slot] = run.path;
}

export function assignSlot(run: Run, f: Frame, slot: number, value: Val): void {
  const old = f.slots[slot];
  const domain = typeDomain(f.types[slot]?.type);
  const isWhole = old === undefined || f.made[slot] === run.path || run.path === TRUE;
  const kept = isWhole ? value : either(run.path, value, settled(old, domain), domain);
  f.slots[slot] = run.bindVal(kept);
}

/** A slot without a value whose type has no `undefined` is read on no path: any value will do. */
const settled = (old: Val, domain: Domain | null): Val => {
  if (old.kind !== "const" || old.value !== undefined || domain === null || ordinalSafe(domain, undefined) >= 0)
    return old;
  const [first] = domain.kind === "record" || domain.kind === "table" ? [] : values(domain);
  return first === undefined || typeof first === "object" ? old : constant(first);
};

function ordinalSafe(d: Domain, v: Scalar): number {
  switch (d.kind) {
    case "record":
    case "table":
    case "set":
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
      const members = v as readonly Value[];
      return {
        kind: "set",
        of: d.of,
        members: [...values(d.of)].map((x) => (members.includes(x) ? TRUE : FALSE)),
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
