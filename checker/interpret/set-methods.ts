/**
 * Methods of sets, as JavaScript has them; members are compared by content.
 * In: `Expr` of kind setMethod. Out: `Code`.
 * Not here: new sets, maps and bags (`collections.ts`), sequences (`methods.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import { ascending, type Cell, contains, contentText, elementsOf, isPlain, type Keyed, setOf, sizeOf } from "./cell.ts";
import type { Code, Frame, Scope } from "./code.ts";
import { domainOf, type Gate, gateOfSet } from "./collections.ts";
import { functionOf } from "./lambda.ts";
import { copied } from "./literals.ts";
import { spend, weight } from "./machine.ts";
import { object } from "./places.ts";
import type { UndoLog } from "./undo-log.ts";

type Members = Set<Cell> | Keyed;

export function setMethod(scope: Scope, e: Expr & { kind: "setMethod" }): Code {
  const of = object(scope, e.of) as (f: Frame) => Members;
  const [first] = e.args;
  const arg: Code = first === undefined ? () => undefined : scope.knot.expr(scope, first);
  const other = (first === undefined ? arg : object(scope, first)) as (f: Frame) => Members;
  const { machine } = scope;
  const { log } = machine;
  const d = domainOf(e.of, "set");
  // In a set of scalars without a bound a stray is found at the end of the step.
  const g = isPlain(d) ? null : gateOfSet(scope, e.of, d, e.at);
  const made = (parts: number): void => spend(machine, weight(parts), e.at);
  const result = (members: readonly Cell[]): Members => setOf(domainOf(e, "set"), members);
  switch (e.op) {
    case "add":
      return (f) => {
        const set = of(f);
        const x = arg(f);
        spend(machine, 1, e.at);
        const member = g === null ? x : g.check(x);
        if (contains(set, member)) return set;
        g?.enter(member, sizeOf(set));
        add(log, set, member);
        return set;
      };
    case "delete":
      return (f) => {
        const set = of(f);
        const found = sought(g, arg(f));
        if (found === null || !contains(set, found.member)) return false;
        remove(log, set, found.member);
        return true;
      };
    case "clear":
      return (f) => {
        const set = of(f);
        if (set instanceof Set) log.clear(set);
        else for (const x of elementsOf(set)) remove(log, set, x);
        return undefined;
      };
    case "has":
      // The commonest question of all.
      if (g === null) return (f) => contains(of(f), arg(f));
      return (f) => {
        const set = of(f);
        const found = sought(g, arg(f));
        return found !== null && contains(set, found.member);
      };
    case "union":
      return (f) => {
        const a = of(f);
        const b = other(f);
        made(sizeOf(a) + sizeOf(b));
        return result([...elementsOf(a), ...elementsOf(b)]);
      };
    case "intersection":
      return (f) => {
        const set = of(f);
        const kept = other(f);
        made(sizeOf(set));
        return result(elementsOf(set).filter((x) => contains(kept, x)));
      };
    case "difference":
      return (f) => {
        const set = of(f);
        const b = other(f);
        made(sizeOf(set));
        return result(without(set, b));
      };
    case "symmetricDifference":
      return (f) => {
        const a = of(f);
        const b = other(f);
        made(sizeOf(a));
        made(sizeOf(b));
        return result([...without(a, b), ...without(b, a)]);
      };
    case "isSubsetOf":
      return (f) => {
        const set = of(f);
        return isSubset(set, other(f));
      };
    case "isSupersetOf":
      return (f) => {
        const set = of(f);
        return isSubset(other(f), set);
      };
    case "isDisjointFrom":
      return (f) => {
        const set = of(f);
        const b = other(f);
        return elementsOf(set).every((x) => !contains(b, x));
      };
    case "some":
    case "every":
    case "filter": {
      const { op, lambda } = e;
      if (lambda === null) throw new Error(`${op} without its function`);
      const callback = functionOf(scope, lambda);
      return (f) => {
        const members = ascending(d.of, of(f));
        made(members.length);
        const call = callback(f);
        const test = (x: Cell): boolean => Boolean(call(copied(machine, x, e.at)));
        if (op === "filter") return result(members.filter(test));
        return op === "some" ? members.some(test) : members.every(test);
      };
    }
  }
}

const sought = (g: Gate | null, c: Cell): { readonly member: Cell } | null => (g === null ? { member: c } : g.find(c));

function add(log: UndoLog, set: Members, member: Cell): void {
  if (set instanceof Set) log.add(set, member);
  else log.setEntry(set, contentText(member), { key: member, value: true });
}

function remove(log: UndoLog, set: Members, member: Cell): void {
  if (set instanceof Set) log.remove(set, member);
  else log.setEntry(set, contentText(member), undefined);
}

const without = (a: Members, b: Members): Cell[] => elementsOf(a).filter((x) => !contains(b, x));
const isSubset = (a: Members, b: Members): boolean => elementsOf(a).every((x) => contains(b, x));
