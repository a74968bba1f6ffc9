/**
 * Methods of sets, as JavaScript has them.
 * In: `Expr` of kind setMethod. Out: code of their value; the conditions among them also as tests.
 * Not here: making sets (`literals.ts`), going through them in order (`references.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
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
  ret,
  set,
  when,
} from "../../wasm/code.ts";
import type { Func, Local } from "../../wasm/module.ts";
import { objectCell, truthCell, UNDEFINED_CELL } from "../atoms.ts";
import { elementOf, LENGTH, lengthOf } from "../lists.ts";
import { spend, spendParts } from "./budget.ts";
import { addAllFunction } from "./literals.ts";
import { objectOf } from "./places.ts";
import type { Scope, Shared } from "./scope.ts";

type Method = Expr & { kind: "setMethod" };

/** i32: the conditions among the methods; null of the others. */
export function setMethodTest(s: Scope, e: Method): Code | null {
  switch (e.op) {
    case "has":
      return i32.ge_s(call(s.shared.objects.lists.indexOf, [objectOf(s, e.of), argument(s, e)]), i32c(0));
    case "delete":
      return call(removeFunction(s.shared), [objectOf(s, e.of), argument(s, e)]);
    case "isSubsetOf":
      return call(allInFunction(s.shared, true), [objectOf(s, e.of), other(s, e)]);
    case "isSupersetOf": {
      const set1 = s.temps.take("i32");
      return block(
        null,
        [set(set1, objectOf(s, e.of)), call(allInFunction(s.shared, true), [other(s, e), get(set1)])],
        "i32",
      );
    }
    case "isDisjointFrom":
      return call(allInFunction(s.shared, false), [objectOf(s, e.of), other(s, e)]);
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
          call(addAllFunction(s.shared), [get(made), get(b)]),
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
          objectCell("set", call(keptFunction(s.shared, e.op === "intersection"), [get(a), get(b)]), 0),
        ],
        "i64",
      );
    case "symmetricDifference": {
      const without = keptFunction(s.shared, false);
      return block(
        null,
        [
          ...both(),
          ...spendParts(s, lengthOf(get(a))),
          ...spendParts(s, lengthOf(get(b))),
          set(made, call(without, [get(a), get(b)])),
          call(addAllFunction(s.shared), [get(made), call(without, [get(b), get(a)])]),
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
      return truthCell(setMethodTest(s, e) ?? i32c(0));
  }
}

function add(s: Scope, e: Method, to: Local): readonly Code[] {
  const member = s.temps.take("i64");
  return [
    set(to, objectOf(s, e.of)),
    set(member, argument(s, e)),
    ...spend(s, i32c(1)),
    call(s.shared.objects.lists.add, [get(to), get(member)]),
  ];
}

/** The effect alone of methods whose value is rarely used. */
export function setMethodEffect(s: Scope, e: Method): Code {
  if (e.op === "add") return block(null, add(s, e, s.temps.take("i32")));
  return drop(setMethod(s, e));
}

/** (list, cell) → i32: whether it was there; it no longer is. */
function removeFunction(shared: Shared): Func {
  const { lists } = shared.objects;
  return shared.runtime("remove", ["i32", "i64"], "i32", (f) => {
    const at = f.local("at", "i32");
    return [
      set(at, call(lists.indexOf, [get(f.param(0)), get(f.param(1))])),
      when(i32.lt_s(get(at), i32c(0)), [ret(i32c(0))]),
      call(lists.removeAt, [get(f.param(0)), get(at)]),
      i32c(1),
    ];
  });
}

/** (list, other list) → i32: whether every member of the first is in the other, or every member is not. */
function allInFunction(shared: Shared, wanted: boolean): Func {
  const { lists } = shared.objects;
  return shared.runtime(wanted ? "allIn" : "noneIn", ["i32", "i32"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const at = f.local("at", "i32");
    const next = label("next");
    const isIn = i32.ge_s(call(lists.indexOf, [get(b), i64.load(elementOf(get(a), get(at)))]), i32c(0));
    return [
      loop(next, [
        when(i32.ge_u(get(at), lengthOf(get(a))), [ret(i32c(1))]),
        when(wanted ? i32.eqz(isIn) : isIn, [ret(i32c(0))]),
        set(at, i32.add(get(at), i32c(1))),
        br(next),
      ]),
      i32c(0),
    ];
  });
}

/** (list, other list) → address of a new list: members of the first that are in the other, or those that are not. */
function keptFunction(shared: Shared, wanted: boolean): Func {
  const { lists } = shared.objects;
  return shared.runtime(wanted ? "intersection" : "difference", ["i32", "i32"], "i32", (f) => {
    const [a, b] = [f.param(0), f.param(1)];
    const [at, made] = [f.local("at", "i32"), f.local("made", "i32")];
    const next = label("next");
    const member = i64.load(elementOf(get(a), get(at)));
    const isIn = i32.ge_s(call(lists.indexOf, [get(b), member]), i32c(0));
    return [
      set(made, call(lists.create, [lengthOf(get(a))])),
      loop(next, [
        when(i32.lt_u(get(at), lengthOf(get(a))), [
          when(wanted ? isIn : i32.eqz(isIn), [call(lists.push, [get(made), member])]),
          set(at, i32.add(get(at), i32c(1))),
          br(next),
        ]),
      ]),
      get(made),
    ];
  });
}
