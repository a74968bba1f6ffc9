/**
 * Methods of bags: a bag's list holds each member as often as it is there.
 * In: `Expr` of kind bagMethod. Out: code of their value; the conditions among them also as tests.
 * Not here: making bags (`collections.ts`), going through them (`loops.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, call, get, i32, i32c, i64, i64c, set } from "../../wasm/code.ts";
import { objectCell, truthCell, UNDEFINED_CELL } from "../atoms.ts";
import { LENGTH } from "../lists.ts";
import { spend } from "./budget.ts";
import { appended, checked, finderOf, type Members, membersOf } from "./members.ts";
import { memberOfKind, objectOf } from "./places.ts";
import { countFunction } from "./references.ts";
import type { Scope } from "./scope.ts";
import { removeFunction } from "./set-functions.ts";

type Method = Expr & { kind: "bagMethod" };

function membersHere(e: Method): Members {
  const domain = memberOfKind(e.of.type, "bag");
  if (domain === null) throw new Error(`${e.op} of no bag`);
  return membersOf(domain);
}

const argument = (s: Scope, e: Method): Code => {
  const [first] = e.args;
  return first === undefined ? i64c(UNDEFINED_CELL) : s.knot.cell(s, first);
};

/** i32: the conditions among the methods; null of the others. */
export function bagMethodTest(s: Scope, e: Method): Code | null {
  const args = (): readonly Code[] => [objectOf(s, e.of), argument(s, e)];
  const find = finderOf(s.shared, membersHere(e));
  switch (e.op) {
    case "has":
      return i32.ge_s(call(find, args()), i32c(0));
    case "delete":
      return call(removeFunction(s.shared, find, 1), args());
    default:
      return null;
  }
}

/** i64: the value of any method. */
export function bagMethod(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const member = s.temps.take("i64");
  const members = membersHere(e);
  switch (e.op) {
    case "has":
    case "delete":
      return truthCell(bagMethodTest(s, e) ?? i32c(0));
    case "count":
      return i64.extend_u(call(countFunction(s.shared), [objectOf(s, e.of), argument(s, e)]));
    case "add":
      return block(
        null,
        [
          set(list, objectOf(s, e.of)),
          set(member, argument(s, e)),
          ...spend(s, i32c(1)),
          ...checked(s, members, member),
          ...appended(s, members, list, member),
          objectCell("bag", get(list), 0),
        ],
        "i64",
      );
    case "clear":
      return block(
        null,
        [
          set(list, objectOf(s, e.of)),
          set(s.shared.objects.dirty, i32c(1)),
          i32.store(get(list), i32c(0), LENGTH),
          i64c(UNDEFINED_CELL),
        ],
        "i64",
      );
  }
}
