/**
 * New sets, maps and bags, and the elements that a sequence takes from one.
 * In: `Expr` of kinds set, map, bag; what is spread. Out: code.
 * Not here: their methods (`sets.ts`, `maps.ts`, `bags.ts`), other literals (`literals.ts`).
 */
import { alternatives, isScalar } from "../../../../ir/domain.ts";
import type { Expr, Type } from "../../../../ir/expr.ts";
import { isDomain } from "../../../../ir/type.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { ABSENT_CELL, addressOf, isKind, isObject, objectCell } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { spend, spendObject } from "./budget.ts";
import { stored } from "./maps.ts";
import { added, appended, checked, handedOut, type Members, membersOf } from "./members.ts";
import { isNullish } from "./optional.ts";
import { memberOfKind } from "./places.ts";
import { failRange, type Scope } from "./scope.ts";
import { addAllFunction, appendFunction } from "./set-functions.ts";

type New = Expr & { kind: "set" | "map" | "bag" };

function membersMade(e: New): Members {
  const domain = memberOfKind(e.type, e.kind);
  if (domain === null) throw new Error(`a new ${e.kind} of another type`);
  return membersOf(domain);
}

/** i64: a new one, of what stands in another collection. */
export function newCollection(s: Scope, e: New): Code {
  const { lists } = s.shared.objects;
  if (e.from === null)
    return block(null, [...spendObject(s, 0), objectCell(e.kind, call(lists.create, [i32c(0)]), 0)], "i64");
  const made = s.temps.take("i32");
  const from = s.temps.take("i64");
  const source = addressOf(get(from));
  const isOfMap = memberOfKind(e.from.type, "map") !== null;
  const fill = [
    when(i32.eqz(isObject(get(from))), failRange(s)),
    ...spend(s, isOfMap ? i32.shr_u(lengthOf(source), i32c(1)) : lengthOf(source)),
    ...filled(s, e, isOfMap, source, made),
  ];
  return block(
    null,
    [
      set(from, s.knot.cell(s, e.from)),
      ...spendObject(s, 0),
      set(made, call(lists.create, [i32c(4)])),
      // Of `undefined` or `null` it is empty.
      when(i32.eqz(isNullish(get(from))), fill),
      objectCell(e.kind, get(made), 0),
    ],
    "i64",
  );
}

function filled(s: Scope, e: New, isOfMap: boolean, source: Code, made: Local): readonly Code[] {
  const members = membersMade(e);
  if (!members.isChecked) return [call(addAllFunction(s.shared, false), [get(made), source])];
  const [key, value] = [s.temps.take("i64"), s.temps.take("i64")];
  const found = s.temps.take("i32");
  const enter = checked(s, members, key);
  return eachElement(s, source, isOfMap ? 2 : 1, (at) => {
    switch (e.kind) {
      case "set":
        return [set(key, i64.load(at)), ...enter, ...added(s, members, made, key)];
      case "bag":
        return [set(key, i64.load(at)), ...enter, ...appended(s, members, made, key)];
      case "map":
        return [
          ...(isOfMap ? [set(key, i64.load(at)), set(value, i64.load(at, 8))] : pair(s, e, at, key, value)),
          ...enter,
          ...stored(s, members, made, key, value, found),
        ];
    }
  });
}

/** Key and value of the tuple that stands at an address. */
function pair(s: Scope, e: New, at: Code, key: Local, value: Local): readonly Code[] {
  const tuple = e.from === null ? null : elementType(e.from.type);
  if (tuple === null) throw new Error("a map of a sequence without pairs");
  const { families } = s.shared.objects;
  return [
    set(key, i64.load(at)),
    when(i32.eqz(isKind(get(key), "record")), failRange(s)),
    set(value, i64.load(addressOf(get(key)), families.fieldOffset(tuple, "1"))),
    set(key, i64.load(addressOf(get(key)), families.fieldOffset(tuple, "0"))),
  ];
}

const elementType = (t: Type): Type | null => memberOfKind(t, "seq")?.of ?? null;

/** For each element (`step` cells) of a list, as many as there are at first, at its address. */
function eachElement(s: Scope, list: Code, step: 1 | 2, body: (at: Code) => readonly Code[]): readonly Code[] {
  const [from, at, count] = [s.temps.take("i32"), s.temps.take("i32"), s.temps.take("i32")];
  const next = label("element");
  return [
    set(from, list),
    set(at, i32c(0)),
    set(count, lengthOf(get(from))),
    loop(next, [
      when(i32.lt_u(get(at), get(count)), [
        ...body(elementOf(get(from), get(at))),
        set(at, i32.add(get(at), i32c(step))),
        br(next),
      ]),
    ]),
  ];
}

/** What `...source` puts at the end of a list: elements as they are, copies of members, new pairs of entries. */
export function spreadInto(
  s: Scope,
  e: Expr & { kind: "seq" },
  spread: Expr,
  source: Local,
  made: Local,
): readonly Code[] {
  const { lists } = s.shared.objects;
  const from = addressOf(get(source));
  const map = memberOfKind(spread.type, "map");
  const members = membersIn(spread.type);
  if (map !== null) {
    const tuple = elementType(e.type);
    if (tuple === null) throw new Error("a map among what is no pair");
    const entry = s.temps.take("i64");
    return [
      ...spend(s, i32.shr_u(lengthOf(from), i32c(1))),
      ...eachElement(s, from, 2, (at) => [
        ...newPair(s, tuple, handedOut(s, map.key, i64.load(at)), i64.load(at, 8), entry),
        call(lists.push, [get(made), get(entry)]),
      ]),
    ];
  }
  if (members === null || isScalar(members))
    return [...spend(s, lengthOf(from)), call(appendFunction(s.shared), [get(made), from])];
  return [
    ...spend(s, lengthOf(from)),
    ...eachElement(s, from, 1, (at) => [call(lists.push, [get(made), handedOut(s, members, i64.load(at))])]),
  ];
}

/** What the members of a set or bag are; null of any other type. */
export function membersIn(t: Type) {
  if (!isDomain(t)) return null;
  const found = alternatives(t).find((d) => d.kind === "set" || d.kind === "bag");
  return found?.kind === "set" || found?.kind === "bag" ? found.of : null;
}

/** A tuple of two, into a local. */
export function newPair(s: Scope, type: Type, key: Code, value: Code, into: Local): readonly Code[] {
  const { families, alloc } = s.shared.objects;
  const { fields, bytes } = families.of(type);
  const at = s.temps.take("i32");
  const [first, second] = ["0", "1"].map((name) => families.fieldOffset(type, name)) as [number, number];
  const absent = fields.flatMap((name, i) =>
    name === "0" || name === "1" ? [] : [i64.store(get(at), i64c(ABSENT_CELL), 8 * i)],
  );
  return [
    ...spendObject(s, 2),
    set(at, call(alloc, [i32c(bytes)])),
    ...absent,
    set(into, key),
    i64.store(get(at), get(into), first),
    i64.store(get(at), value, second),
    set(into, objectCell("record", get(at), fields.length)),
  ];
}
