/**
 * Methods of sets, as JavaScript has them.
 * In: `Expr` of kind setMethod. Out: code of their value; the conditions among them also as tests.
 * Not here: making sets (`collections.ts`), their loops in memory (`set-functions.ts`), those that take a function (`set-callbacks.ts`).
 */
import { isScalar } from "../../../../ir/domain.ts";
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, call, drop, get, i32, i32c, i64c, set } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { objectCell, truthCell, UNDEFINED_CELL } from "../atoms.ts";
import { LENGTH, lengthOf } from "../lists.ts";
import { spend, spendParts } from "./budget.ts";
import { added, checked, finderOf, type Members, membersOf } from "./members.ts";
import { memberOfKind, objectOf } from "./places.ts";
import type { Scope } from "./scope.ts";
import { filtered, setCallbackTest } from "./set-callbacks.ts";
import { addAllFunction, allInFunction, keptFunction, removeFunction } from "./set-functions.ts";

type Method = Expr & { kind: "setMethod" };

/** Of the set that the method is of. */
export function membersHere(e: Method): Members {
  const domain = memberOfKind(e.of.type, "set");
  if (domain === null) throw new Error(`${e.op} of no set`);
  return membersOf(domain);
}

/** Members are compared by content, not as they are: of either set. */
function isDeep(e: Method): boolean {
  const sets = [e.of, ...e.args].map((x) => memberOfKind(x.type, "set"));
  return sets.some((d) => d !== null && !isScalar(d.of));
}

/** i32: the conditions among the methods; null of the others. */
export function setMethodTest(s: Scope, e: Method): Code | null {
  switch (e.op) {
    case "has":
      return i32.ge_s(call(finderOf(s.shared, membersHere(e)), [objectOf(s, e.of), argument(s, e)]), i32c(0));
    case "delete":
      return call(removeFunction(s.shared, finderOf(s.shared, membersHere(e)), 1), [objectOf(s, e.of), argument(s, e)]);
    case "isSubsetOf":
      return call(allInFunction(s.shared, true, isDeep(e)), [objectOf(s, e.of), other(s, e)]);
    case "isSupersetOf": {
      const set1 = s.temps.take("i32");
      return block(
        null,
        [set(set1, objectOf(s, e.of)), call(allInFunction(s.shared, true, isDeep(e)), [other(s, e), get(set1)])],
        "i32",
      );
    }
    case "isDisjointFrom":
      return call(allInFunction(s.shared, false, isDeep(e)), [objectOf(s, e.of), other(s, e)]);
    case "some":
    case "every":
      return setCallbackTest(s, e, membersHere(e), e.op);
    default:
      return null;
  }
}

const argument = (s: Scope, e: Method): Code => {
  const [first] = e.args;
  return first === undefined ? i64c(UNDEFINED_CELL) : s.knot.cell(s, first);
};
const other = (s: Scope, e: Method): Code => {
  const [first] = e.args;
  if (first === undefined) throw new Error(`${e.op} without a set`);
  return objectOf(s, first);
};

/** i64: the value of any method. */
export function setMethod(s: Scope, e: Method): Code {
  const { lists, dirty } = s.shared.objects;
  const made = s.temps.take("i32");
  const give = objectCell("set", get(made), 0);
  const [a, b] = [s.temps.take("i32"), s.temps.take("i32")];
  const both = (): readonly Code[] => [set(a, objectOf(s, e.of)), set(b, other(s, e))];
  switch (e.op) {
    case "add":
      return block(null, [...add(s, e, made), give], "i64");
    case "clear":
      return block(
        null,
        [
          set(made, objectOf(s, e.of)),
          set(dirty, i32c(1)),
          i32.store(get(made), i32c(0), LENGTH),
          i64c(UNDEFINED_CELL),
        ],
        "i64",
      );
    case "union":
      return block(
        null,
        [
          ...both(),
          ...spendParts(s, i32.add(lengthOf(get(a)), lengthOf(get(b)))),
          set(made, call(lists.copy, [get(a)])),
          call(addAllFunction(s.shared, isDeep(e)), [get(made), get(b)]),
          give,
        ],
        "i64",
      );
    case "intersection":
    case "difference":
      return block(
        null,
        [
          ...both(),
          ...spendParts(s, lengthOf(get(a))),
          objectCell("set", call(keptFunction(s.shared, e.op === "intersection", isDeep(e)), [get(a), get(b)]), 0),
        ],
        "i64",
      );
    case "symmetricDifference": {
      const without = keptFunction(s.shared, false, isDeep(e));
      return block(
        null,
        [
          ...both(),
          ...spendParts(s, lengthOf(get(a))),
          ...spendParts(s, lengthOf(get(b))),
          set(made, call(without, [get(a), get(b)])),
          call(addAllFunction(s.shared, isDeep(e)), [get(made), call(without, [get(b), get(a)])]),
          give,
        ],
        "i64",
      );
    }
    case "delete":
    case "has":
    case "isSubsetOf":
    case "isSupersetOf":
    case "isDisjointFrom":
    case "some":
    case "every":
      return truthCell(setMethodTest(s, e) ?? i32c(0));
    case "filter":
      return filtered(s, e, membersHere(e));
  }
}

function add(s: Scope, e: Method, to: Local): readonly Code[] {
  const member = s.temps.take("i64");
  const members = membersHere(e);
  return [
    set(to, objectOf(s, e.of)),
    set(member, argument(s, e)),
    ...spend(s, i32c(1)),
    ...checked(s, members, member),
    ...(members.isChecked ? added(s, members, to, member) : [call(s.shared.objects.lists.add, [get(to), get(member)])]),
  ];
}

/** The effect alone of methods whose value is rarely used. */
export function setMethodEffect(s: Scope, e: Method): Code {
  if (e.op === "add") return block(null, add(s, e, s.temps.take("i32")));
  return drop(setMethod(s, e));
}
