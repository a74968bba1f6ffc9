/**
 * Methods of sequences, as JavaScript has them.
 * In: `Expr` of kind seqMethod. Out: `Code`.
 * Not here: sequence literals (`literals.ts`), indexing (`places.ts`), methods of sets (`set-methods.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import type { Cell } from "./cell.ts";
import type { Code, Frame, Scope } from "./code.ts";
import { functionOf } from "./lambda.ts";
import { failRange, spend, weight } from "./machine.ts";
import { pathText, valueText } from "./path-text.ts";
import { memberOfKind, object } from "./places.ts";

type Callback = (...args: Cell[]) => Cell;

export function seqMethod(scope: Scope, e: Expr & { kind: "seqMethod" }): Code {
  const of = object(scope, e.of) as (f: Frame) => Cell[];
  const args = e.args.map((a) => scope.knot.expr(scope, a));
  const all = (f: Frame): Cell[] => args.map((a) => a(f));
  const numbers = all as (f: Frame) => number[];
  const { machine } = scope;
  const { log } = machine;
  const max = memberOfKind(e.of.type, "seq")?.max ?? Number.POSITIVE_INFINITY;
  const room = (length: number): void => {
    if (length > max) failRange(pathText(scope.locals, e.of), `${length} elements are more than its ${max}`, e.at);
  };
  const made = (list: Cell[]): Cell[] => {
    spend(machine, weight(list.length), e.at);
    return list;
  };
  /** Of the methods that have a function. */
  const calling = (apply: (list: Cell[], call: Callback, f: Frame) => Cell): Code => {
    if (e.lambda === null) throw new Error(`${e.op} without its function`);
    const callback = functionOf(scope, e.lambda);
    return (f) => {
      const list = of(f);
      return apply(list, callback(f), f);
    };
  };
  const finding = (apply: (list: Cell[], test: (x: Cell, i: number) => boolean) => Cell): Code =>
    calling((list, call) => apply(list, (x, i) => Boolean(call(x, i))));
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
      return (f) => made(of(f).slice(...numbers(f)));
    case "concat":
      return (f) => made(of(f).concat(...all(f)));
    case "toReversed":
      return (f) => made(of(f).toReversed());
    case "includes":
    case "indexOf":
    case "lastIndexOf": {
      const { op } = e;
      // Absent is not the same as undefined: lastIndexOf(x, undefined) looks at the first element only.
      return (f) => of(f)[op](...(all(f) as [Cell, number]));
    }
    case "splice":
      return (f) => {
        const list = of(f);
        const values = all(f);
        const after = list.slice();
        const taken = after.splice(...(values as [number, number, ...Cell[]]));
        room(after.length);
        spend(machine, Math.max(0, values.length - 2), e.at);
        replace(list, after);
        return made(taken);
      };
    case "toSpliced":
      return (f) => {
        const after = of(f).slice();
        after.splice(...(all(f) as [number, number, ...Cell[]]));
        return made(after);
      };
    case "with":
      return (f) => {
        const list = of(f);
        const [at, x] = all(f) as [number, Cell];
        if (!(at >= -list.length && at < list.length)) {
          failRange(
            pathText(scope.locals, e.of),
            `it has no element ${valueText(at)}, its length is ${list.length}`,
            e.at,
          );
        }
        return made(list.with(at, x));
      };
    case "fill":
      return (f) => {
        const list = of(f);
        const [x, ...range] = all(f) as [Cell, ...number[]];
        log.keep(list);
        return list.fill(x, ...range);
      };
    case "reduce":
      return calling((list, call, f) => list.reduce((sum, x, i) => call(sum, x, i), all(f)[0]));
    case "reduceRight":
      return calling((list, call, f) => list.reduceRight((sum, x, i) => call(sum, x, i), all(f)[0]));
    case "some":
      return finding((list, test) => list.some(test));
    case "every":
      return finding((list, test) => list.every(test));
    case "find":
      return finding((list, test) => list.find(test));
    case "findIndex":
      return finding((list, test) => list.findIndex(test));
    case "findLast":
      return finding((list, test) => list.findLast(test));
    case "findLastIndex":
      return finding((list, test) => list.findLastIndex(test));
    case "filter":
      return finding((list, test) => {
        spend(machine, weight(list.length), e.at);
        return list.filter(test);
      });
    case "map":
      return calling((list, call) => {
        spend(machine, weight(list.length), e.at);
        return list.map((x, i) => call(x, i));
      });
    case "flatMap":
      return calling((list, call) => {
        spend(machine, weight(0), e.at);
        const joined: Cell[] = [];
        for (const [i, x] of list.entries()) {
          const part = call(x, i);
          const more = Array.isArray(part) ? part : [part];
          spend(machine, more.length, e.at);
          for (const y of more) joined.push(y);
        }
        return joined;
      });
    case "sort":
    case "toSorted": {
      const { op } = e;
      return calling((list, call) => {
        spend(machine, weight(list.length), e.at);
        const after = sorted(list, call);
        if (op === "toSorted") return after;
        replace(list, after);
        return list;
      });
    }
  }

  function replace(list: Cell[], after: readonly Cell[]): void {
    log.keep(list);
    list.length = 0;
    for (const x of after) list.push(x);
  }
}

/**
 * Insertion from the left: each element after the last one before it that is not greater. What JavaScript gives wherever the comparator
 * is an order; every evaluator does just this, so that they agree where it is none. `undefined` is never compared and comes last.
 */
function sorted(list: readonly Cell[], compare: Callback): Cell[] {
  const made: Cell[] = [];
  for (const x of list) {
    if (x === undefined) continue;
    let at = made.length;
    while (at > 0 && (compare(made[at - 1], x) as number) > 0) at--;
    made.splice(at, 0, x);
  }
  return made.concat(new Array<Cell>(list.length - made.length).fill(undefined));
}
