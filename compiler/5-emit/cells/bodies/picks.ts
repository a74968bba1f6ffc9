/**
 * Choices: which alternatives there are, and the one that the script takes. Asked again on every run: the same choices before a pick
 * lead to the same alternatives.
 * In: `Expr` of kind pick. Out: code.
 * Not here: the script (`../choices.ts`).
 */
import { type Domain, isScalar } from "../../../../ir/domain.ts";
import type { Expr } from "../../../../ir/expr.ts";
import { block, type Code, call, get, i32, i32c, i64, i64c, ret, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { addressOf, isKind, isObject } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { BLOCKED, MOST_MADE } from "../machine.ts";
import { copied, spendObject, spendParts, weighed } from "./budget.ts";
import { releaseOf } from "./heap.ts";
import { memberOfKind } from "./places.ts";
import { eachValue, NOT_COUNTED, parameterOf } from "./quantifiers.ts";
import { ascendingFunction } from "./references.ts";
import { failRange, type Scope } from "./scope.ts";

type Pick = Expr & { kind: "pick" };

/** Alternatives are counted in an i32; nobody takes that many one after the other. */
const MOST_ALTERNATIVES = 2n ** 32n - 1n;

export function pick(s: Scope, e: Pick): Code {
  const { from } = e;
  switch (from.kind) {
    case "domain": {
      const { enumerations } = s.shared.objects;
      const count = enumerations.count(from.domain);
      const nth = enumerations.nth(from.domain);
      const taken = s.temps.take("i32");
      if (from.where !== null) return pickWhere(s, from.domain, from.where, nth, taken);
      const many = count > MOST_ALTERNATIVES ? MOST_ALTERNATIVES : count;
      const value = call(nth, [i64.extend_u(get(taken))]);
      return block(null, [...take(s, i32c(Number(many)), taken), made(s, from.domain, value)], "i64");
    }
    case "collection":
      return pickMember(s, from.of);
    case "list": {
      const taken = s.temps.take("i32");
      const at = s.temps.take("i32");
      const { alloc } = s.shared.objects;
      const items = from.items.map((x, i) => i64.store(get(at), s.knot.cell(s, x), 8 * i));
      return block(
        null,
        [
          ...spendObject(s, items.length),
          set(at, call(alloc, [i32c(8 * Math.max(1, items.length))])),
          ...items,
          ...take(s, i32c(items.length), taken),
          i64.load(i32.add(get(at), i32.shl(get(taken), i32c(3)))),
        ],
        "i64",
      );
    }
  }
}

/** The alternative to take; the step is blocked where there is none. */
const take = (s: Scope, alternatives: Code, taken: Local): readonly Code[] => [
  set(taken, call(s.shared.objects.take, [alternatives])),
  when(i32.lt_s(get(taken), i32c(0)), [when(i32.eq(get(taken), i32c(-2)), failRange(s)), ret(i32c(BLOCKED))]),
];

/** i64: a value of a domain that was made just now, counted where it is an object. */
function made(s: Scope, domain: Domain, value: Code): Code {
  if (isScalar(domain)) return value;
  const cell = s.temps.take("i64");
  return block(null, [set(cell, value), ...weighed(s, cell), get(cell)], "i64");
}

/** Lists the positions of the values that satisfy the condition; what a value and the condition make is gone before the list may grow. */
function pickWhere(
  s: Scope,
  domain: (Pick["from"] & { kind: "domain" })["domain"],
  where: NonNullable<(Pick["from"] & { kind: "domain" })["where"]>,
  nth: Parameters<typeof call>[0],
  taken: Local,
): Code {
  const [list, at, found] = [s.temps.take("i32"), s.temps.take("i64"), s.temps.take("i64")];
  const { lists } = s.shared.objects;
  const holds = s.temps.take("i32");
  const release = releaseOf(s, where, domain);
  const { room } = s.shared.objects;
  const left = s.temps.take("i32");
  const isFull = i32.ge_u(lengthOf(get(list)), i32c(MOST_MADE));
  const body = [
    set(holds, s.knot.lambdaTest(s, where)),
    ...release.after,
    set(room, get(left)),
    when(get(holds), [when(isFull, failRange(s)), call(lists.push, [get(list), get(at)])]),
    set(at, i64.add(get(at), i64c(1))),
  ];
  return block(
    null,
    [
      set(list, call(lists.create, [i32c(4)])),
      set(at, i64c(0)),
      set(left, get(room)),
      ...release.before,
      ...eachValue(s, domain, parameterOf(s, where, 0), () => [...body, ...release.before], NOT_COUNTED),
      ...take(s, lengthOf(get(list)), taken),
      ...spendParts(s, lengthOf(get(list))),
      set(found, i64.load(elementOf(get(list), get(taken)))),
      made(s, domain, call(nth, [get(found)])),
    ],
    "i64",
  );
}

/** Of a set in the order of its domain, of a sequence by position; a copy. */
function pickMember(s: Scope, of: Expr): Code {
  const [list, taken] = [s.temps.take("i32"), s.temps.take("i32")];
  const cell = s.temps.take("i64");
  const domain = memberOfKind(of.type, "set");
  const inOrder =
    domain === null
      ? []
      : [
          when(isKind(get(cell), "set"), [
            ...spendParts(s, lengthOf(get(list))),
            set(list, call(ascendingFunction(s.shared, domain.of), [get(list)])),
          ]),
        ];
  return block(
    null,
    [
      set(cell, s.knot.cell(s, of)),
      when(i32.eqz(isObject(get(cell))), failRange(s)),
      set(list, addressOf(get(cell))),
      ...inOrder,
      ...take(s, lengthOf(get(list)), taken),
      copied(s, i64.load(elementOf(get(list), get(taken)))),
    ],
    "i64",
  );
}
