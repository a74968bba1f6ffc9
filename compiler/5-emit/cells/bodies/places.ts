/**
 * Places: fields and elements, read, and found to be written. Base and key are found once, first.
 * In: `Place`. Out: code that reads, `Spot`s.
 * Not here: assignments (`assignments.ts`), methods that change their object (`sequences.ts`, `sets.ts`).
 */
import { alternatives, type Domain, sameDomain, type TableDomain } from "../../../../ir/domain.ts";
import type { Expr, Place, Type } from "../../../../ir/expr.ts";
import { isId, keyText, values } from "../../../../ir/value.ts";
import { block, type Code, call, get, i32, i32c, i64, i64c, ret, select, set, when } from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { ABSENT_CELL, addressOf, isObject, runsOf, UNDEFINED_CELL } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { certainDomain } from "./certain.ts";
import { orUndefined } from "./references.ts";
import { failRange, type Scope, type Shared, slotOf } from "./scope.ts";

/** The one member of a kind that a type has. */
export function memberOfKind<K extends Domain["kind"]>(t: Type, kind: K): Extract<Domain, { kind: K }> | null {
  if (t.kind === "state" || t.kind === "void" || t.kind === "error") return null;
  return alternatives(t).find((d): d is Extract<Domain, { kind: K }> => d.kind === kind) ?? null;
}

/** i32: address of the object that an expression gives; a range failure where it gives none, as that of `null` has no parts. */
export function objectOf(s: Scope, e: Expr): Code {
  if (e.kind === "state") return get(e.when === "now" ? s.shared.objects.now : s.shared.objects.next);
  const cell = s.temps.take("i64");
  return block(
    null,
    [set(cell, s.knot.cell(s, e)), when(i32.eqz(isObject(get(cell))), failRange(s)), addressOf(get(cell))],
    "i32",
  );
}

/** i64: a field read. */
export function field(s: Scope, e: Expr & { kind: "field" }): Code {
  const loaded = i64.load(objectOf(s, e.of), s.shared.objects.families.fieldOffset(e.of.type, e.name));
  // All fields of the state are there.
  return e.of.kind === "state" ? loaded : orUndefined(loaded, s.temps.take("i64"));
}

/** i64: an element read. */
export function index(s: Scope, e: Expr & { kind: "index" }): Code {
  const at = s.temps.take("i32");
  const key = s.temps.take("i64");
  const table = memberOfKind(e.of.type, "table");
  const begin = [set(at, objectOf(s, e.of)), set(key, s.knot.cell(s, e.key))];
  if (table !== null) {
    const row = rowOf(s, e, table, key);
    return block(
      null,
      [...begin, ...row.find, i64.load(i32.add(get(at), i32.wrap(i64.shl(get(row.at), i64c(3)))))],
      "i64",
    );
  }
  if (memberOfKind(e.of.type, "record") !== null) {
    const find = tupleField(s, e, key, at);
    return block(null, [...begin, ...find, i64.load(i32.add(get(at), i32.wrap(get(key))))], "i64");
  }
  const outside = i64.ge_u(get(key), i64.extend_u(lengthOf(get(at))));
  const element = i64.load(elementOf(get(at), i32.wrap(get(key))));
  if (memberOfKind(e.type, "undefined") === null)
    return block(null, [...begin, when(outside, failRange(s)), element], "i64");
  const found = s.temps.take("i64");
  return block(
    null,
    [...begin, set(found, i64c(UNDEFINED_CELL)), when(i32.eqz(outside), [set(found, element)]), get(found)],
    "i64",
  );
}

/** Code that finds the row of a key, and the local that then has it (i64). The key's local is not changed. */
function rowOf(
  s: Scope,
  e: Expr & { kind: "index" },
  table: TableDomain,
  key: Local,
): { find: readonly Code[]; at: Local } {
  const row = s.temps.take("i64");
  const { atoms, ordinals } = s.shared.objects;
  const certain = certainDomain(s.certain, e.key);
  const isInside = certain !== null && sameDomain(certain, table.key);
  const byText = rowByText(s.shared, table);
  const [run, ...more] = runsOf(atoms, table.key);
  if (run !== undefined && more.length === 0 && (isInside || byText === null)) {
    const place = set(row, i64.sub(get(key), i64c(run.first)));
    const check = when(i64.ge_u(get(row), i64c(run.count)), failRange(s));
    return { find: isInside ? [place] : [place, check], at: row };
  }
  const find = set(row, ordinals.code(table.key, key));
  if (isInside) return { find: [find], at: row };
  const again = byText === null ? [] : [set(row, call(byText, [get(key)]))];
  const isOutside = i64.lt_s(get(row), i64c(0));
  const fail = byText === null ? failRange(s) : [...again, when(isOutside, failRange(s))];
  return { find: [find, when(isOutside, fail)], at: row };
}

/** (cell) → i64: JavaScript's keys are texts: 0 finds the row "0". Null where no key has the text of another value of the model. */
function rowByText(shared: Shared, table: TableDomain): Func | null {
  const { atoms, ordinals } = shared.objects;
  const rows = new Map<string, number>();
  for (const [i, k] of [...values(table.key)].entries()) if (!isId(k) && !rows.has(keyText(k))) rows.set(keyText(k), i);
  const alike: { readonly cell: bigint; readonly row: number }[] = [];
  for (const [text, atom] of atoms.texts) {
    const row = rows.get(text);
    if (row !== undefined) alike.push({ cell: atom, row });
  }
  for (const [text, row] of rows) {
    const number = Number(text);
    if (Number.isSafeInteger(number) && String(number) === text) alike.push({ cell: BigInt(number), row });
    if (text === "undefined") alike.push({ cell: UNDEFINED_CELL, row });
    for (const value of [null, true, false])
      if (text === String(value)) alike.push({ cell: atoms.literal(value), row });
  }
  const runs = runsOf(atoms, table.key);
  const others = alike.filter(({ cell }) => !runs.some((r) => cell >= r.first && cell < r.first + BigInt(r.count)));
  if (others.length === 0) return null;
  const name = `row by text ${shared.emission.module.functions.indexOf(ordinals.func(table.key))}`;
  return shared.runtime(name, ["i64"], "i64", (f) => [
    ...others.map(({ cell, row }) => when(i64.eq(get(f.param(0)), i64c(cell)), [ret(i64c(row))])),
    i64c(-1),
  ]);
}

/** The key of a tuple becomes the offset of its field; a failure where the tuple has no such field. */
function tupleField(s: Scope, e: Expr & { kind: "index" }, key: Local, at: Local): readonly Code[] {
  const { atoms, families } = s.shared.objects;
  const family = families.of(e.of.type);
  const offset = s.temps.take("i32");
  const matches = family.fields
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const text = atoms.texts.get(name);
      const cells = [BigInt(name), ...(text === undefined ? [] : [text])];
      return cells.map((cell) => ({ cell, offset: families.fieldOffset(e.of.type, name) }));
    });
  const isAbsent = i64.eq(i64.load(i32.add(get(at), get(offset))), i64c(ABSENT_CELL));
  return [
    set(
      offset,
      matches.reduce<Code>((rest, m) => select(i32c(m.offset), rest, i64.eq(get(key), i64c(m.cell))), i32c(-1)),
    ),
    when(i32.lt_s(get(offset), i32c(0)), failRange(s)),
    when(isAbsent, failRange(s)),
    set(key, i64.extend_u(get(offset))),
  ];
}

/** Where a place is, found once per evaluation. */
export interface Spot {
  /** Finds base and key. */
  readonly find: readonly Code[];
  /** i64. An element is looked for when it is read, and again when it is written. */
  read(): Code;
  write(value: Local): readonly Code[];
}

export function spotOf(s: Scope, e: Place): Spot {
  switch (e.kind) {
    case "local": {
      const slot = slotOf(s, e.slot);
      return { find: [], read: () => get(slot), write: (value) => [set(slot, get(value))] };
    }
    case "field": {
      const at = s.temps.take("i32");
      const offset = s.shared.objects.families.fieldOffset(e.of.type, e.name);
      return {
        find: [set(at, objectOf(s, e.of))],
        read: () => orUndefined(i64.load(get(at), offset), s.temps.take("i64")),
        write: (value) => [dirty(s), i64.store(get(at), get(value), offset)],
      };
    }
    case "index":
      return elementSpot(s, e);
  }
}

const dirty = (s: Scope): Code => set(s.shared.objects.dirty, i32c(1));

function elementSpot(s: Scope, e: Expr & { kind: "index" }): Spot {
  const at = s.temps.take("i32");
  const key = s.temps.take("i64");
  const find = [set(at, objectOf(s, e.of)), set(key, s.knot.cell(s, e.key))];
  if (memberOfKind(e.of.type, "record") !== null) {
    const address = i32.add(get(at), i32.wrap(get(key)));
    return {
      find: [...find, ...tupleField(s, e, key, at)],
      read: () => i64.load(address),
      write: (value) => [dirty(s), i64.store(address, get(value))],
    };
  }
  const table = memberOfKind(e.of.type, "table");
  const located = (): { find: readonly Code[]; address: Code } => {
    if (table !== null) {
      const row = rowOf(s, e, table, key);
      return { find: row.find, address: i32.add(get(at), i32.wrap(i64.shl(get(row.at), i64c(3)))) };
    }
    const outside = i64.ge_u(get(key), i64.extend_u(lengthOf(get(at))));
    return { find: [when(outside, failRange(s))], address: elementOf(get(at), i32.wrap(get(key))) };
  };
  return {
    find,
    read() {
      const here = located();
      return block(null, [...here.find, i64.load(here.address)], "i64");
    },
    write(value) {
      const here = located();
      return [...here.find, dirty(s), i64.store(here.address, get(value))];
    },
  };
}
