/**
 * Expressions that make new objects: records, tuples, sequences, filled tables, all values of a domain.
 * In: `Expr` of those kinds. Out: code; what it makes is fresh, its parts are what they were.
 * Not here: sets, maps and bags (`collections.ts`), copies of what exists (`references.ts`).
 */
import { isScalar } from "../../../../ir/domain.ts";
import type { Expr } from "../../../../ir/expr.ts";
import { keyText, scalarSize, values } from "../../../../ir/value.ts";
import {
  block,
  br,
  type Code,
  call,
  drop,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  op,
  set,
  when,
} from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { ABSENT_CELL, addressOf, isKind, isObject, objectCell, UNDEFINED_CELL } from "../atoms.ts";
import { MOST_MADE } from "../machine.ts";
import { copied, spendObject, weighed } from "./budget.ts";
import { spreadInto } from "./collections.ts";
import { memberOfKind } from "./places.ts";
import { failRange, type Scope, slotOf } from "./scope.ts";

const BYTES = 8;

/** Room for so many cells; at least one, so that no two objects have one address. */
const newCells = (s: Scope, count: number): Code => call(s.shared.objects.alloc, [i32c(BYTES * Math.max(1, count))]);

export function record(s: Scope, e: Expr & { kind: "record" }): Code {
  const table = memberOfKind(e.type, "table");
  if (table !== null) return tableLiteral(s, e, [...values(table.key)].map(keyText));
  const { families } = s.shared.objects;
  const { fields } = families.of(e.type);
  const made = s.temps.take("i32");
  const [source, value] = [s.temps.take("i64"), s.temps.take("i64")];
  const given = new Set(e.parts.flatMap((p) => (p.kind === "field" ? [p.name] : [])));
  const isSpread = e.parts.some((p) => p.kind === "spread");
  const absent = fields.flatMap((name, i) =>
    given.has(name) && !isSpread ? [] : [i64.store(get(made), i64c(ABSENT_CELL), BYTES * i)],
  );
  const parts = e.parts.flatMap((p): readonly Code[] => {
    const cell = s.knot.cell(s, p.value);
    if (p.kind === "field") return [i64.store(get(made), cell, families.fieldOffset(e.type, p.name))];
    // A field that the source does not have leaves what is there.
    const each = fields.flatMap((_, i) => [
      set(value, i64.load(addressOf(get(source)), BYTES * i)),
      when(i64.ne(get(value), i64c(ABSENT_CELL)), [i64.store(get(made), get(value), BYTES * i)]),
    ]);
    return [set(source, cell), when(isKind(get(source), "record"), each)];
  });
  return block(
    null,
    [
      ...spendObject(s, e.parts.length),
      set(made, newCells(s, fields.length)),
      ...absent,
      ...parts,
      objectCell("record", get(made), fields.length),
    ],
    "i64",
  );
}

/** Keys are texts here, as in JavaScript; a spread table has the same keys. */
function tableLiteral(s: Scope, e: Expr & { kind: "record" }, keys: readonly string[]): Code {
  const made = s.temps.take("i32");
  const source = s.temps.take("i64");
  const parts = e.parts.flatMap((p): readonly Code[] => {
    const cell = s.knot.cell(s, p.value);
    if (p.kind === "spread") {
      const copy = op("memory.copy", [get(made), addressOf(get(source)), i32c(BYTES * keys.length)]);
      return [set(source, cell), when(isKind(get(source), "table"), [copy], failRange(s))];
    }
    const row = keys.indexOf(p.name);
    return [row < 0 ? drop(cell) : i64.store(get(made), cell, BYTES * row)];
  });
  const given = new Set(e.parts.flatMap((p) => (p.kind === "field" ? [p.name] : [])));
  const blank = keys.flatMap((key, i) =>
    given.has(key) ? [] : [i64.store(get(made), i64c(UNDEFINED_CELL), BYTES * i)],
  );
  return block(
    null,
    [
      ...spendObject(s, keys.length),
      set(made, newCells(s, keys.length)),
      ...blank,
      ...parts,
      objectCell("table", get(made), keys.length),
    ],
    "i64",
  );
}

export function tuple(s: Scope, e: Expr & { kind: "tuple" }): Code {
  const { families } = s.shared.objects;
  const { fields } = families.of(e.type);
  const made = s.temps.take("i32");
  const absent = fields.flatMap((name, i) =>
    Number(name) < e.elements.length ? [] : [i64.store(get(made), i64c(ABSENT_CELL), BYTES * i)],
  );
  const elements = e.elements.map((x, i) =>
    i64.store(get(made), s.knot.cell(s, x), families.fieldOffset(e.type, String(i))),
  );
  return block(
    null,
    [
      ...spendObject(s, e.elements.length),
      set(made, newCells(s, fields.length)),
      ...absent,
      ...elements,
      objectCell("record", get(made), fields.length),
    ],
    "i64",
  );
}

export function sequence(s: Scope, e: Expr & { kind: "seq" }): Code {
  const { lists } = s.shared.objects;
  const made = s.temps.take("i32");
  const source = s.temps.take("i64");
  const parts = e.parts.flatMap(({ spread, value }): readonly Code[] => {
    const cell = s.knot.cell(s, value);
    if (!spread) return [call(lists.push, [get(made), cell])];
    return [
      set(source, cell),
      when(i32.eqz(isObject(get(source))), failRange(s)),
      ...spreadInto(s, e, value, source, made),
    ];
  });
  return block(
    null,
    [
      ...spendObject(s, e.parts.length),
      set(made, call(lists.create, [i32c(e.parts.length)])),
      ...parts,
      objectCell("seq", get(made), 0),
    ],
    "i64",
  );
}

const tableOf = (e: Expr) => {
  const table = memberOfKind(e.type, "table");
  if (table === null) throw new Error(`${e.kind} that makes no table`);
  return table;
};

export function fill(s: Scope, e: Expr & { kind: "fill" }): Code {
  const count = scalarSize(tableOf(e).key);
  const made = s.temps.take("i32");
  const value = s.temps.take("i64");
  const cell = s.knot.cell(s, e.value);
  const row = copied(s, get(value));
  return block(
    null,
    [
      set(value, cell),
      ...spendObject(s, count),
      set(made, newCells(s, count)),
      ...eachRow(s, count, (at) => i64.store(i32.add(get(made), i32.shl(get(at), i32c(3))), row)),
      objectCell("table", get(made), count),
    ],
    "i64",
  );
}

export function fillWith(s: Scope, e: Expr & { kind: "fillWith" }): Code {
  const { key } = tableOf(e);
  const count = scalarSize(key);
  const made = s.temps.take("i32");
  const [slot] = e.lambda.params;
  const at = s.temps.take("i32");
  const value = s.knot.lambdaCell(s, e.lambda);
  const nth = call(s.shared.objects.enumerations.nth(key), [i64.extend_u(get(at))]);
  const body = [
    ...(slot === undefined ? [] : [set(slotOf(s, slot), nth)]),
    i64.store(i32.add(get(made), i32.shl(get(at), i32c(3))), value),
  ];
  return block(
    null,
    [
      ...spendObject(s, count),
      set(made, newCells(s, count)),
      ...rows(at, count, body),
      objectCell("table", get(made), count),
    ],
    "i64",
  );
}

function eachRow(s: Scope, count: number, body: (at: Local) => Code): readonly Code[] {
  const at = s.temps.take("i32");
  return rows(at, count, [body(at)]);
}

function rows(at: Local, count: number, body: readonly Code[]): readonly Code[] {
  if (count === 0) return [];
  const next = label("row");
  return [
    set(at, i32c(0)),
    loop(next, [...body, set(at, i32.add(get(at), i32c(1))), br(next, i32.lt_u(get(at), i32c(count)))]),
  ];
}

/** i64: a new sequence of all values of a domain. */
export function each(s: Scope, e: Expr & { kind: "each" }): Code {
  const { lists, enumerations } = s.shared.objects;
  const count = Number(enumerations.count(e.domain));
  // More than a step may make: there is nothing after the failure.
  if (count > MOST_MADE) return block(null, [...failRange(s), i64c(0)], "i64");
  const made = s.temps.take("i32");
  const value = s.temps.take("i64");
  const nth = enumerations.nth(e.domain);
  const at = s.temps.take("i32");
  const fill = rows(at, count, [
    set(value, call(nth, [i64.extend_u(get(at))])),
    ...(isScalar(e.domain) ? [] : weighed(s, value)),
    call(lists.push, [get(made), get(value)]),
  ]);
  return block(
    null,
    [...spendObject(s, count), set(made, call(lists.create, [i32c(count)])), ...fill, objectCell("seq", get(made), 0)],
    "i64",
  );
}
