/**
 * Choices: which alternatives there are, and the one that the script takes. Asked again on every run: the same choices before a pick
 * lead to the same alternatives.
 * In: `Expr` of kind pick. Out: code.
 * Not here: the script (`../choices.ts`).
 */
import { type Domain, isScalar } from "../../../../ir/domain.ts";
import type { Expr } from "../../../../ir/expr.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, ret, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { addressOf, isObject } from "../atoms.ts";
import { elementOf, lengthOf } from "../lists.ts";
import { BLOCKED, MOST_MADE } from "../machine.ts";
import { ascendingFunction, distinctFunction } from "./ascending.ts";
import { copied, spendObject, spendParts, weighed } from "./budget.ts";
import { membersIn } from "./collections.ts";
import { releaseOf } from "./heap.ts";
import { memberOfKind } from "./places.ts";
import { parameterOf } from "./quantifiers.ts";
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

/**
 * The first time all values are asked, and those that satisfy the condition counted; the next alternative is looked for from where
 * the last one was. Nothing that a value and the condition make is kept or counts: later runs would have more left.
 */
function pickWhere(
  s: Scope,
  domain: (Pick["from"] & { kind: "domain" })["domain"],
  where: NonNullable<(Pick["from"] & { kind: "domain" })["where"]>,
  nth: Parameters<typeof call>[0],
  taken: Local,
): Code {
  const [at, found] = [s.temps.take("i64"), s.temps.take("i64")];
  const [isNew, count, left] = [s.temps.take("i32"), s.temps.take("i32"), s.temps.take("i32")];
  const { room, choices, enumerations } = s.shared.objects;
  const { sought } = choices;
  const holds = s.temps.take("i32");
  const release = releaseOf(s, where, domain);
  const parameter = parameterOf(s, where, 0);
  const [next, done] = [label("value"), label("found")];
  const counted = [
    when(i32.eqz(get(count)), [set(found, get(at))]),
    when(i32.ge_u(get(count), i32c(MOST_MADE)), failRange(s)),
    set(count, i32.add(get(count), i32c(1))),
  ];
  const search = block(done, [
    loop(next, [
      br(done, i64.ge_s(get(at), i64c(enumerations.count(domain)))),
      ...release.before,
      ...(parameter === null ? [] : [set(parameter, call(nth, [get(at)]))]),
      set(holds, s.knot.lambdaTest(s, where)),
      ...release.after,
      set(room, get(left)),
      when(get(holds), [when(get(isNew), counted, [set(found, get(at)), br(done)])]),
      set(at, i64.add(get(at), i64c(1))),
      br(next),
    ]),
  ]);
  return block(
    null,
    [
      set(isNew, choices.isNew),
      set(count, i32c(0)),
      set(left, get(room)),
      set(at, i64c(0)),
      set(found, i64c(0)),
      // Known already: where the last alternative was, and perhaps that it is the one to take again.
      when(i32.eqz(get(isNew)), [
        ...take(s, i32c(0), taken),
        set(count, sought.count),
        set(found, sought.position),
        set(at, i64.add(get(found), i64c(1))),
      ]),
      when(i32.or(get(isNew), i32.ne(get(taken), sought.index)), [search]),
      when(get(isNew), take(s, get(count), taken)),
      ...sought.found(get(found), get(taken)),
      ...spendParts(s, get(count)),
      made(s, domain, call(nth, [get(found)])),
    ],
    "i64",
  );
}

/** Of a set in the order of its domain, of a bag likewise, each member once, of a sequence by position; a copy. */
function pickMember(s: Scope, of: Expr): Code {
  const [list, taken] = [s.temps.take("i32"), s.temps.take("i32")];
  const cell = s.temps.take("i64");
  const members = membersIn(of.type);
  const isBag = memberOfKind(of.type, "bag") !== null;
  const inOrder =
    members === null
      ? []
      : [
          ...spendParts(s, lengthOf(get(list))),
          set(list, call(ascendingFunction(s.shared, members), [get(list)])),
          ...(isBag ? [call(distinctFunction(s.shared), [get(list)])] : []),
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
