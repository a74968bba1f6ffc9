/**
 * Packing: finds every value of a finished state in its domain, or says that one is a stray.
 * In: the layout. Out: `packFunc`. Strays are those of checker/interpret/range.ts.
 * Not here: sets, bags and maps (`pack-lists.ts`); which stray it is, which only a report wants to know (`checker/interpret/`).
 */
import { alternatives, type Domain } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, set, unreachable, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { ABSENT_CELL, addressOf, countOf, isKind, runsOf, UNDEFINED_CELL } from "./atoms.ts";
import { batched, MOST_LEAVES } from "./batches.ts";
import { type ObjectPart, objectKind } from "./image.ts";
import { DATA, LENGTH } from "./lists.ts";
import { verifyFunc } from "./liveness.ts";
import { ordinalCode } from "./ordinals.ts";
import { entries, listed, members, scattered } from "./pack-lists.ts";
import { funcOf, leavesOf, type Placed, put, type Shared, STRAY, type Writer } from "./pack-writer.ts";
import { unlessOf } from "./shape-tests.ts";

/** (record i32, to i32) → i32: the state whose record is given, packed to `to`; 1 where a value is outside its domain. */
export function packFunc(e: Emission, objects: Shared): Func {
  const { state, words } = e.layout;
  const values = funcOf(e, objects, "pack.state", (w, record) => {
    const fields = fieldsOf(w, state, record).map((p, i) => ({
      ...p,
      isRest: state.domain.fields[i]?.hidden?.kind === "pc",
    }));
    return [...words.map((_, i) => i64.store(get(w.to), i64c(0), 8 * i)), ...batches(w, record, fields)];
  });
  const verify = verifyFunc(e, objects.families);
  if (verify === null) return values;
  const f = e.module.func(
    "pack",
    [
      ["record", "i32"],
      ["to", "i32"],
    ],
    "i32",
  );
  const [record, to] = [get(f.param(0)), get(f.param(1))];
  f.body = [when(call(values, [record, to]), [STRAY]), call(verify, [record, to]), i32c(0)];
  return f;
}

function batches(w: Writer, base: Local, parts: readonly Placed[]): readonly Code[] {
  const made = batched(parts, ({ packing }) => leavesOf(packing));
  if (made === null) return parts.flatMap((p) => value(w, p));
  return made.map((of) => {
    const part = funcOf(w.e, w.objects, "pack.part", (inner, object) =>
      of.flatMap((p) => value(inner, { ...p, base: object })),
    );
    return when(call(part, [get(base), get(w.to)]), [STRAY]);
  });
}

function value(w: Writer, { present = null, ...p }: Placed): readonly Code[] {
  const { packing } = p;
  const load = set(w.cell, i64.load(get(p.base), p.offset));
  if (present !== null)
    return [load, when(i64.ne(get(w.cell), i64c(ABSENT_CELL)), [...put(w, present, i64c(1)), ...value(w, p)])];
  if (packing.kind === "scalar") return [load, ...scalar(w, packing, p.isRest)];
  if (packing.kind === "union") return [load, ...union(w, packing, p)];
  return [load, when(i32.eqz(isKind(get(w.cell), objectKind(packing))), [STRAY]), ...contents(w, packing, p.isRest)];
}

/** Of the cell in `w.cell`. */
function scalar(w: Writer, packing: Packing & { kind: "scalar" }, isRest: boolean): readonly Code[] {
  const { domain, bits, live } = packing;
  if (live !== undefined) {
    const { live: _, ...whereItLives } = packing;
    return [when(i64.ne(get(w.cell), i64c(UNDEFINED_CELL)), scalar(w, whereItLives, isRest))];
  }
  const runs = runsOf(w.objects.atoms, domain);
  const outside = isRest ? unreachable : STRAY;
  const [only, ...more] = runs;
  if (only !== undefined && more.length === 0 && !hasUndefined(domain))
    return [
      set(w.ordinal, i64.sub(get(w.cell), i64c(only.first))),
      when(i64.ge_u(get(w.ordinal), i64c(only.count)), [outside]),
      ...put(w, bits, get(w.ordinal)),
    ];
  return [
    ...(hasUndefined(domain) ? [asUndefined(w)] : []),
    set(w.ordinal, ordinalCode(runs, w.cell)),
    when(i64.lt_s(get(w.ordinal), i64c(0)), [outside]),
    ...put(w, bits, get(w.ordinal)),
  ];
}

const hasUndefined = (d: Domain): boolean => alternatives(d).some((m) => m.kind === "undefined");

/** A field that is not there reads as undefined. */
const asUndefined = (w: Writer): Code =>
  when(i64.eq(get(w.cell), i64c(ABSENT_CELL)), [set(w.cell, i64c(UNDEFINED_CELL))]);

/** Of the object in `w.cell`, whose kind is right. */
function contents(w: Writer, packing: ObjectPart["packing"], isRest: boolean): readonly Code[] {
  const object = w.func.local(packing.kind, "i32");
  const enter = set(object, addressOf(get(w.cell)));
  switch (packing.kind) {
    case "record":
      return [enter, ...batches(w, object, fieldsOf(w, packing, object))];
    case "table": {
      const rows = packing.rows.map((row, i) => ({ base: object, offset: 8 * i, packing: row, isRest }));
      return [when(i32.ne(countOf(get(w.cell)), i32c(rows.length)), [STRAY]), enter, ...batches(w, object, rows)];
    }
    case "set":
      return [enter, ...members(w, packing, object)];
    case "listed":
      return [enter, ...listed(w, packing, object)];
    case "map": {
      const base = w.func.local("values", "i32");
      const values = packing.places.map((x, i) => ({
        base,
        offset: 8 * i,
        packing: x.value,
        isRest,
        present: x.present,
      }));
      return [enter, ...scattered(w, packing, object, base), ...batches(w, base, values)];
    }
    case "entries":
      return [enter, ...entries(w, packing, object, (length, values) => someElements(w, values, length))];
    case "seq":
      return [enter, ...elements(w, packing, object)];
  }
}

function fieldsOf(w: Writer, packing: Packing & { kind: "record" }, base: Local): readonly Placed[] {
  return packing.fields.map((p, i) => ({
    base,
    offset: w.objects.families.fieldOffset(packing.domain, packing.domain.fields[i]?.name ?? ""),
    packing: p,
    isRest: false,
  }));
}

function elements(w: Writer, packing: Packing & { kind: "seq" }, list: Local): readonly Code[] {
  const data = w.func.local("data", "i32");
  const length = w.func.local("length", "i32");
  const parts = packing.elements.map((p, i) => ({ base: data, offset: 8 * i, packing: p, isRest: false }));
  return [
    set(length, i32.load(get(list), LENGTH)),
    when(i32.gt_u(get(length), i32c(packing.domain.max)), [STRAY]),
    ...put(w, packing.length, i64.extend_u(get(length))),
    set(data, i32.load(get(list), DATA)),
    ...someElements(w, parts, length),
  ];
}

/** Large elements go to functions of their own. */
function someElements(w: Writer, parts: readonly Placed[], length: Local): readonly Code[] {
  const done = label("done");
  const total = parts.reduce((n, { packing }) => n + leavesOf(packing), 0);
  const code = parts.flatMap((p, i) => [
    br(done, i32.le_u(get(length), i32c(i))),
    ...(total <= MOST_LEAVES ? value(w, p) : separately(w, p)),
  ]);
  return [block(done, code)];
}

function separately(w: Writer, p: Placed): readonly Code[] {
  const part = funcOf(w.e, w.objects, "pack.part", (inner, object) => value(inner, { ...p, base: object }));
  return [when(call(part, [get(p.base), get(w.to)]), [STRAY])];
}

/** The member that the cell in `w.cell` has the shape of; where it has none's it is a stray. */
function union(w: Writer, packing: Packing & { kind: "union" }, p: Placed): readonly Code[] {
  const isLarge = leavesOf(packing) > MOST_LEAVES;
  const end = label("end");
  const tests = packing.members.map((member, i) => {
    const no = label("no");
    const inside = isLarge && member.kind !== "scalar" ? separately(w, { ...p, packing: member }) : ofMember(w, member);
    const tag = put(w, packing.tag, i64c(i));
    return block(no, [...unlessOf(w.objects, w.func, w.cell, member, no), ...tag, ...inside, br(end)]);
  });
  const normalised = hasUndefined(packing.domain) ? [asUndefined(w)] : [];
  return [...normalised, block(end, [...tests, STRAY])];
}

const ofMember = (w: Writer, member: Packing): readonly Code[] => {
  if (member.kind === "union") throw new Error("a union in a union");
  return member.kind === "scalar" ? scalar(w, member, false) : contents(w, member, false);
};
