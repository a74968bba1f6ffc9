/**
 * Going through domains: quantifiers, `each`, `first`; and the choices that `pick` makes.
 * In: `Expr` of those kinds. Out: `Code`.
 * Not here: order and enumeration themselves (`domain-order.ts`), the script of choices (`choices.ts`).
 */
import { type Domain, isScalar } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { keepsNothing } from "../../ir/keeps-nothing.ts";
import { ascending, type Cell, elementsOf, Keyed, setOf, sizeOf } from "./cell.ts";
import type { Alternatives } from "./choices.ts";
import type { Code, Frame, Scope } from "./code.ts";
import { type Enumeration, enumeration } from "./domain-order.ts";
import { copied, weigh } from "./literals.ts";
import { BLOCKED, failRange, MOST_PICKS, spend, weight } from "./machine.ts";
import { binary } from "./operators.ts";
import { pathText } from "./path-text.ts";
import { memberOfKind, object } from "./places.ts";

export function each({ machine }: Scope, e: Expr & { kind: "each" }): Code {
  const { count, nth } = enumeration(e.domain);
  return () => {
    spend(machine, weight(count), e.at);
    return Array.from({ length: count }, (_, i) => {
      const x = nth(i);
      weigh(machine, x, e.at);
      return x;
    });
  };
}

export function quantifier(scope: Scope, e: Expr & { kind: "quantifier" }): Code {
  const { machine } = scope;
  const domains = e.domains.map(enumeration);
  const body = scope.knot.lambda(scope, e.lambda);
  const { params } = e.lambda;
  const rounds: Rounds = {
    domains: e.domains.map((d, i) => (isScalar(d) ? (domains[i] as Enumeration) : weighed(scope, e, domains[i]))),
    params,
    // What a round makes and nobody keeps does not count.
    begin: () => machine.room,
    end: keepsNothing(scope.functions, e.lambda) ? (room) => (machine.room = room) : () => {},
  };
  const over = (f: Frame, visit: () => boolean): void => {
    visitAll(f, rounds, 0, visit);
  };
  switch (e.op) {
    case "every":
    case "some": {
      const stopsAt = e.op === "some";
      return (f) => {
        let found = false;
        over(f, () => {
          found = Boolean(body(f)) === stopsAt;
          return !found;
        });
        return found === stopsAt;
      };
    }
    case "count":
      return (f) => {
        let n = 0;
        over(f, () => {
          if (body(f)) n++;
          return true;
        });
        return n;
      };
    case "sum": {
      const add = binary("+", { path: () => pathText(scope.locals, e), at: e.at });
      return (f) => {
        let sum: Cell = 0;
        over(f, () => {
          sum = add(sum, body(f));
          return true;
        });
        return sum;
      };
    }
    case "setOf": {
      const [slot] = params;
      const [domain] = rounds.domains;
      const type = memberOfKind(e.type, "set");
      return (f) => {
        spend(machine, weight(0), e.at);
        const made: Cell[] = [];
        for (let i = 0; domain !== undefined && i < domain.count; i++) {
          const x = domain.nth(i);
          if (slot !== undefined) f[slot] = x;
          if (!body(f)) continue;
          spend(machine, 1, e.at);
          made.push(x);
        }
        return type === null ? new Set(made) : setOf(type, made);
      };
    }
  }
}

/** Counts each value that it gives. */
function weighed({ machine }: Scope, { at }: Expr, of: Enumeration | undefined): Enumeration {
  if (of === undefined) throw new Error("a parameter without a domain");
  return {
    count: of.count,
    nth(i) {
      const x = of.nth(i);
      weigh(machine, x, at);
      return x;
    },
  };
}

interface Rounds {
  readonly domains: readonly Enumeration[];
  readonly params: readonly number[];
  readonly begin: () => number;
  readonly end: (begun: number) => void;
}

/** Every combination, the last fastest, until `visit` says stop; false where it did. */
function visitAll(f: Frame, rounds: Rounds, k: number, visit: () => boolean): boolean {
  const domain = rounds.domains[k];
  if (domain === undefined) return visit();
  const slot = rounds.params[k];
  const begun = rounds.begin();
  for (let i = 0; i < domain.count; i++) {
    if (slot !== undefined) f[slot] = domain.nth(i);
    if (!visitAll(f, rounds, k + 1, visit)) return false;
    rounds.end(begun);
  }
  return true;
}

export function first(scope: Scope, e: Expr & { kind: "first" }): Code {
  const { machine } = scope;
  const domain = isScalar(e.domain) ? enumeration(e.domain) : weighed(scope, e, enumeration(e.domain));
  const body = scope.knot.lambda(scope, e.lambda);
  const [slot] = e.lambda.params;
  const givesBack = keepsNothing(scope.functions, e.lambda);
  return (f) => {
    const { room } = machine;
    for (let i = 0; i < domain.count; i++) {
      if (slot !== undefined) f[slot] = domain.nth(i);
      if (body(f)) return domain.nth(i);
      if (givesBack) machine.room = room;
    }
    return failRange("first(…)", "no value satisfies its condition", e.at);
  };
}

export function pick(scope: Scope, e: Expr & { kind: "pick" }): Code {
  const { machine } = scope;
  const { choices } = machine;
  const take = (candidates: () => Alternatives): number => {
    if (choices.taken() === MOST_PICKS) failRange("pick(…)", `more than ${MOST_PICKS} choices in one step`, e.at);
    const at = choices.take(candidates);
    if (at === null) throw BLOCKED;
    return at;
  };
  const { from } = e;
  switch (from.kind) {
    case "domain": {
      const plain = enumeration(from.domain);
      const domain = isScalar(from.domain) ? plain : weighed(scope, e, plain);
      const { where } = from;
      if (where === null) return () => domain.nth(take(() => domain.count));
      const holds = scope.knot.lambda(scope, where);
      const [slot] = where.params;
      return (f) => {
        // Asked on the first run only, so that what it makes must not count: the later runs would have more left.
        const candidates = (): number[] => {
          const found: number[] = [];
          const { room } = machine;
          for (let i = 0; i < plain.count; i++) {
            if (slot !== undefined) f[slot] = domain.nth(i);
            if (holds(f)) found.push(i);
            machine.room = room;
          }
          return found;
        };
        const at = take(candidates);
        spend(machine, weight(choices.last()), e.at);
        return domain.nth(at);
      };
    }
    case "collection": {
      const of = object(scope, from.of);
      const order = (memberOfKind(from.of.type, "set") ?? memberOfKind(from.of.type, "bag"))?.of;
      return (f) => {
        const collection = of(f) as Cell[] | Set<Cell> | Keyed;
        if (!Array.isArray(collection)) spend(machine, weight(sizeOf(collection)), e.at);
        const members = Array.isArray(collection) ? collection : eachOnce(order, collection);
        return copied(machine, members[take(() => members.length)], e.at);
      };
    }
    case "list": {
      // All are evaluated, as the arguments of a call are.
      const items = from.items.map((x) => scope.knot.expr(scope, x));
      return (f) => {
        spend(machine, weight(items.length), e.at);
        return items.map((x) => x(f))[take(() => items.length)];
      };
    }
  }
}

/** In the order of their domain; of a bag each member once. */
function eachOnce(of: Domain | undefined, c: Set<Cell> | Keyed): Cell[] {
  const members = of === undefined ? elementsOf(c) : ascending(of, c);
  return c instanceof Keyed ? members.filter((x, i) => x !== members[i - 1]) : members;
}
