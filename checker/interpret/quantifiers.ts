/**
 * Going through domains: quantifiers, `each`, `first`; and the choices that `pick` makes.
 * In: `Expr` of those kinds. Out: `Code`.
 * Not here: order and enumeration themselves (`domain-order.ts`), the script of choices (`choices.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import { ascending, type Cell, copy } from "./cell.ts";
import type { Code, Frame, Scope } from "./code.ts";
import { type Enumeration, enumeration } from "./domain-order.ts";
import { BLOCKED, failRange } from "./machine.ts";
import { binary } from "./operators.ts";
import { pathText } from "./path-text.ts";
import { memberOfKind } from "./places.ts";

export function each(e: Expr & { kind: "each" }): Code {
  const { count, nth } = enumeration(e.domain);
  return () => Array.from({ length: count }, (_, i) => nth(i));
}

export function quantifier(scope: Scope, e: Expr & { kind: "quantifier" }): Code {
  const domains = e.domains.map(enumeration);
  const body = scope.knot.lambda(scope, e.lambda);
  const { params } = e.lambda;
  const over = (f: Frame, visit: () => boolean): void => {
    visitAll(f, domains, params, 0, visit);
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
      const [domain] = domains;
      return (f) => {
        const made = new Set<Cell>();
        for (let i = 0; domain !== undefined && i < domain.count; i++) {
          const x = domain.nth(i);
          if (slot !== undefined) f[slot] = x;
          if (body(f)) made.add(x);
        }
        return made;
      };
    }
  }
}

/** Every combination, the last fastest, until `visit` says stop; false where it did. */
function visitAll(
  f: Frame,
  domains: readonly Enumeration[],
  params: readonly number[],
  k: number,
  visit: () => boolean,
): boolean {
  const domain = domains[k];
  if (domain === undefined) return visit();
  const slot = params[k];
  for (let i = 0; i < domain.count; i++) {
    if (slot !== undefined) f[slot] = domain.nth(i);
    if (!visitAll(f, domains, params, k + 1, visit)) return false;
  }
  return true;
}

export function first(scope: Scope, e: Expr & { kind: "first" }): Code {
  const domain = enumeration(e.domain);
  const body = scope.knot.lambda(scope, e.lambda);
  const [slot] = e.lambda.params;
  return (f) => {
    for (let i = 0; i < domain.count; i++) {
      const x = domain.nth(i);
      if (slot !== undefined) f[slot] = x;
      if (body(f)) return domain.nth(i);
    }
    return failRange("first(…)", "no value satisfies its condition", e.at);
  };
}

export function pick(scope: Scope, e: Expr & { kind: "pick" }): Code {
  const { choices } = scope.machine;
  const taken = (at: number | null): number => {
    if (at === null) throw BLOCKED;
    return at;
  };
  const { from } = e;
  switch (from.kind) {
    case "domain": {
      const domain = enumeration(from.domain);
      const { where } = from;
      if (where === null) return () => domain.nth(taken(choices.take(() => domain.count)));
      const holds = scope.knot.lambda(scope, where);
      const [slot] = where.params;
      return (f) => {
        const candidates = (): number[] => {
          const found: number[] = [];
          for (let i = 0; i < domain.count; i++) {
            if (slot !== undefined) f[slot] = domain.nth(i);
            if (holds(f)) found.push(i);
          }
          return found;
        };
        return domain.nth(taken(choices.take(candidates)));
      };
    }
    case "collection": {
      const of = scope.knot.expr(scope, from.of);
      const set = memberOfKind(from.of.type, "set");
      return (f) => {
        const collection = of(f);
        const members =
          collection instanceof Set && set !== null ? ascending(set.of, collection) : (collection as Cell[]);
        return copy(members[taken(choices.take(() => members.length))]);
      };
    }
    case "list": {
      // All are evaluated, as the arguments of a call are.
      const items = from.items.map((x) => scope.knot.expr(scope, x));
      return (f) => items.map((x) => x(f))[taken(choices.take(() => items.length))];
    }
  }
}
