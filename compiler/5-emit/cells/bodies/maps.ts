/**
 * Methods of maps: a map's list holds its keys, each with its value behind it.
 * In: `Expr` of kind mapMethod. Out: code of their value; the conditions among them also as tests.
 * Not here: making maps (`collections.ts`), going through them (`loops.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { objectCell, truthCell, UNDEFINED_CELL } from "../atoms.ts";
import { elementOf, LENGTH, lengthOf } from "../lists.ts";
import { spend, spendParts } from "./budget.ts";
import { appended, checked, handedOut, type Members, membersOf } from "./members.ts";
import { memberOfKind, objectOf } from "./places.ts";
import { findKeyFunction } from "./references.ts";
import type { Scope } from "./scope.ts";
import { removeFunction } from "./set-functions.ts";

type Method = Expr & { kind: "mapMethod" };

function keysHere(e: Method): Members {
  const domain = memberOfKind(e.of.type, "map");
  if (domain === null) throw new Error(`${e.op} of no map`);
  return membersOf(domain);
}

const argument = (s: Scope, e: Method, i: number): Code => {
  const of = e.args[i];
  return of === undefined ? i64c(UNDEFINED_CELL) : s.knot.cell(s, of);
};

/** i32: the conditions among the methods; null of the others. */
export function mapMethodTest(s: Scope, e: Method): Code | null {
  const args = (): readonly Code[] => [objectOf(s, e.of), argument(s, e, 0)];
  switch (e.op) {
    case "has":
      return i32.ge_s(call(findKeyFunction(s.shared), args()), i32c(0));
    case "delete":
      return call(removeFunction(s.shared, findKeyFunction(s.shared), 2), args());
    default:
      return null;
  }
}

/** i64: the value of any method. */
export function mapMethod(s: Scope, e: Method): Code {
  const { dirty, lists } = s.shared.objects;
  const [list, at] = [s.temps.take("i32"), s.temps.take("i32")];
  switch (e.op) {
    case "has":
    case "delete":
      return truthCell(mapMethodTest(s, e) ?? i32c(0));
    case "get": {
      const found = s.temps.take("i64");
      return block(
        null,
        [
          set(list, objectOf(s, e.of)),
          set(at, call(findKeyFunction(s.shared), [get(list), argument(s, e, 0)])),
          set(found, i64c(UNDEFINED_CELL)),
          when(i32.ge_s(get(at), i32c(0)), [set(found, i64.load(elementOf(get(list), get(at)), 8))]),
          get(found),
        ],
        "i64",
      );
    }
    case "set": {
      const [key, value] = [s.temps.take("i64"), s.temps.take("i64")];
      const keys = keysHere(e);
      return block(
        null,
        [
          set(list, objectOf(s, e.of)),
          set(key, argument(s, e, 0)),
          set(value, argument(s, e, 1)),
          ...spend(s, i32c(1)),
          ...checked(s, keys, key),
          ...stored(s, keys, list, key, value, at),
          objectCell("map", get(list), 0),
        ],
        "i64",
      );
    }
    case "clear":
      return block(
        null,
        [
          set(list, objectOf(s, e.of)),
          set(dirty, i32c(1)),
          i32.store(get(list), i32c(0), LENGTH),
          i64c(UNDEFINED_CELL),
        ],
        "i64",
      );
    case "keys": {
      const made = s.temps.take("i32");
      const next = label("key");
      const key = handedOut(s, keysHere(e).of, i64.load(elementOf(get(list), get(at))));
      return block(
        null,
        [
          set(list, objectOf(s, e.of)),
          ...spendParts(s, i32.shr_u(lengthOf(get(list)), i32c(1))),
          set(made, call(lists.create, [i32.shr_u(lengthOf(get(list)), i32c(1))])),
          set(at, i32c(0)),
          loop(next, [
            when(i32.lt_u(get(at), lengthOf(get(list))), [
              call(lists.push, [get(made), key]),
              set(at, i32.add(get(at), i32c(2))),
              br(next),
            ]),
          ]),
          objectCell("set", get(made), 0),
        ],
        "i64",
      );
    }
  }
}

/** The value of a key that is there is another one now; else there is an entry more. `at`: free to use. */
export function stored(s: Scope, keys: Members, list: Local, key: Local, value: Local, at: Local): readonly Code[] {
  const { dirty, lists } = s.shared.objects;
  return [
    set(at, call(findKeyFunction(s.shared), [get(list), get(key)])),
    when(
      i32.ge_s(get(at), i32c(0)),
      [set(dirty, i32c(1)), i64.store(elementOf(get(list), get(at)), get(value), 8)],
      [...appended(s, keys, list, key), call(lists.push, [get(list), get(value)])],
    ),
  ];
}
