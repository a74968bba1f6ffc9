/**
 * Methods of sequences and sets, as JavaScript has them.
 * In: `Expr` of kinds seqMethod and setMethod. Out: `Code`.
 * Not here: literals of both (`literals.ts`), indexing (`places.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import type { Cell } from "./cell.ts";
import type { Code, Frame, Scope } from "./code.ts";
import { failRange, spend, weight } from "./machine.ts";
import { pathText } from "./path-text.ts";
import { memberOfKind, object } from "./places.ts";

export function seqMethod(scope: Scope, e: Expr & { kind: "seqMethod" }): Code {
  const of = object(scope, e.of) as (f: Frame) => Cell[];
  const args = e.args.map((a) => scope.knot.expr(scope, a));
  const all = (f: Frame): Cell[] => args.map((a) => a(f));
  const { machine } = scope;
  const { log } = machine;
  const callback = e.lambda === null ? null : functionOf(scope, e.lambda);
  const max = memberOfKind(e.of.type, "seq")?.max ?? Number.POSITIVE_INFINITY;
  const room = (length: number): void => {
    if (length > max) failRange(pathText(scope.locals, e.of), `${length} elements are more than its ${max}`, e.at);
  };
  const made = (list: Cell[]): Cell[] => {
    spend(machine, weight(list.length), e.at);
    return list;
  };
  switch (e.op) {
    case "push":
      return (f) => {
        const list = of(f);
        for (const x of all(f)) {
          room(list.length + 1);
          spend(machine, 1, e.at);
          log.push(list, x);
        }
        return list.length;
      };
    case "unshift":
      return (f) => {
        const list = of(f);
        const more = all(f);
        room(list.length + more.length);
        spend(machine, more.length, e.at);
        log.keep(list);
        return list.unshift(...more);
      };
    case "pop":
    case "shift":
    case "reverse": {
      const { op } = e;
      return (f) => {
        const list = of(f);
        log.keep(list);
        return op === "pop" ? list.pop() : op === "shift" ? list.shift() : list.reverse();
      };
    }
    case "at":
      return (f) => of(f).at(all(f)[0] as number);
    case "slice":
      return (f) => made(of(f).slice(...(all(f) as number[])));
    case "concat":
      return (f) => made(of(f).concat(...all(f)));
    case "includes":
      return (f) => of(f).includes(all(f)[0]);
    case "indexOf":
      return (f) => of(f).indexOf(all(f)[0]);
    case "reduce": {
      if (callback === null) break;
      return (f) => {
        const list = of(f);
        const call = callback(f);
        return list.reduce((sum, x, i) => call(sum, x, i), all(f)[0]);
      };
    }
    case "some":
    case "every":
    case "filter":
    case "map":
    case "find":
    case "findIndex": {
      const { op } = e;
      if (callback === null) break;
      return (f) => {
        const list = of(f);
        if (op === "filter" || op === "map") spend(machine, weight(list.length), e.at);
        const call = callback(f);
        return overElements(op, list, call);
      };
    }
  }
  throw new Error(`${e.op} without its function`);
}

function overElements(
  op: "some" | "every" | "filter" | "map" | "find" | "findIndex",
  list: Cell[],
  call: (x: Cell, i: number) => Cell,
): Cell {
  const test = (x: Cell, i: number): boolean => Boolean(call(x, i));
  switch (op) {
    case "some":
      return list.some(test);
    case "every":
      return list.every(test);
    case "filter":
      return list.filter(test);
    case "map":
      return list.map((x, i) => call(x, i));
    case "find":
      return list.find(test);
    case "findIndex":
      return list.findIndex(test);
  }
}

/** The lambda as a function over the frame's slots: a parameter that it does not name is not set. */
function functionOf(
  scope: Scope,
  lambda: NonNullable<(Expr & { kind: "seqMethod" })["lambda"]>,
): (f: Frame) => (...args: Cell[]) => Cell {
  const body = scope.knot.lambda(scope, lambda);
  const { params } = lambda;
  return (f) =>
    (...args) => {
      for (let i = 0; i < params.length; i++) f[params[i] as number] = args[i];
      return body(f);
    };
}

export function setMethod(scope: Scope, e: Expr & { kind: "setMethod" }): Code {
  const of = object(scope, e.of) as (f: Frame) => Set<Cell>;
  const [first] = e.args;
  const arg: Code = first === undefined ? () => undefined : scope.knot.expr(scope, first);
  const other = (first === undefined ? arg : object(scope, first)) as (f: Frame) => Set<Cell>;
  const { machine } = scope;
  const { log } = machine;
  const made = (parts: number): void => spend(machine, weight(parts), e.at);
  switch (e.op) {
    case "add":
      return (f) => {
        const set = of(f);
        const member = arg(f);
        spend(machine, 1, e.at);
        log.add(set, member);
        return set;
      };
    case "delete":
      return (f) => {
        const set = of(f);
        return log.remove(set, arg(f));
      };
    case "clear":
      return (f) => {
        const set = of(f);
        log.clear(set);
        return undefined;
      };
    case "has":
      return (f) => of(f).has(arg(f));
    case "union":
      return (f) => {
        const a = of(f);
        const b = other(f);
        made(a.size + b.size);
        return new Set([...a, ...b]);
      };
    case "intersection":
      return (f) => {
        const set = of(f);
        const kept = other(f);
        made(set.size);
        return new Set([...set].filter((x) => kept.has(x)));
      };
    case "difference":
      return (f) => {
        const set = of(f);
        const b = other(f);
        made(set.size);
        return without(set, b);
      };
    case "symmetricDifference":
      return (f) => {
        const a = of(f);
        const b = other(f);
        made(a.size);
        made(b.size);
        return new Set([...without(a, b), ...without(b, a)]);
      };
    case "isSubsetOf":
      return (f) => isSubset(of(f), other(f));
    case "isSupersetOf":
      return (f) => {
        const set = of(f);
        return isSubset(other(f), set);
      };
    case "isDisjointFrom":
      return (f) => {
        const set = of(f);
        const b = other(f);
        return [...set].every((x) => !b.has(x));
      };
  }
}

const without = (a: Set<Cell>, b: Set<Cell>): Set<Cell> => new Set([...a].filter((x) => !b.has(x)));
const isSubset = (a: Set<Cell>, b: Set<Cell>): boolean => [...a].every((x) => b.has(x));
