/**
 * Methods of sequences that put a stretch of elements in the place of another, or give a changed copy.
 * In: `Expr` of kind seqMethod. Out: code of the value of splice, toSpliced, with, fill, toReversed.
 * Not here: the other methods (`sequences.ts`).
 */
import type { Expr } from "../../../../ir/expr.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, op, set, when } from "../../wasm/code.ts";
import type { Local } from "../../wasm/module.ts";
import { objectCell } from "../atoms.ts";
import { dataOf, elementOf, LENGTH, lengthOf } from "../lists.ts";
import { spend, spendParts } from "./budget.ts";
import { objectOf } from "./places.ts";
import { failRange, type Scope } from "./scope.ts";
import { argumentsOf, fromEnd, integer, room, stretch, within } from "./sequence-arguments.ts";
import { reverseFunction } from "./sequence-functions.ts";

type Method = Expr & { kind: "seqMethod" };

/** What is taken out: from one position to before another; what comes in its place. */
interface Cut {
  readonly code: readonly Code[];
  readonly list: Local;
  readonly from: Local;
  readonly to: Local;
  /** i32: the length afterwards. */
  readonly longer: Code;
  readonly items: readonly Local[];
}

/** Without arguments nothing is taken out, with one all from there on. */
function cutOf(s: Scope, e: Method): Cut {
  const list = s.temps.take("i32");
  const [from, to, length] = [s.temps.take("i64"), s.temps.take("i64"), s.temps.take("i64")];
  const args = argumentsOf(s, e);
  const [start, count, ...items] = args.cells;
  const removed = start === undefined ? i64c(0) : integer(s, count, count === undefined ? get(length) : i64c(0));
  return {
    ...{ list, from, to, items },
    longer: i32.add(i32.wrap(i64.sub(get(length), i64.sub(get(to), get(from)))), i32c(items.length)),
    code: [
      set(list, objectOf(s, e.of)),
      ...args.code,
      set(length, i64.extend_u(lengthOf(get(list)))),
      set(from, integer(s, start, i64c(0))),
      ...within(list, from, length),
      set(to, removed),
      when(i64.lt_s(get(to), i64c(0)), [set(to, i64c(0))]),
      set(to, i64.add(get(from), get(to))),
      when(i64.gt_s(get(to), get(length)), [set(to, get(length))]),
    ],
  };
}

const bytes = (cells: Code): Code => i32.shl(cells, i32c(3));
const position = (n: Local): Code => i32.wrap(get(n));

/** In place; its value is a new sequence of what was taken out. */
export function splice(s: Scope, e: Method): Code {
  const { lists, dirty } = s.shared.objects;
  const { code, list, from, to, longer, items } = cutOf(s, e);
  const [made, size] = [s.temps.take("i32"), s.temps.take("i32")];
  const behind = i32.add(position(from), i32c(items.length));
  return block(
    null,
    [
      ...code,
      set(size, longer),
      ...room(s, e, get(size)),
      ...stretch(s, list, from, to, made),
      ...spend(s, i32c(items.length)),
      set(dirty, i32c(1)),
      call(lists.ensure, [get(list), get(size)]),
      op("memory.copy", [
        elementOf(get(list), behind),
        elementOf(get(list), position(to)),
        bytes(i32.sub(lengthOf(get(list)), position(to))),
      ]),
      ...items.map((x, i) => i64.store(elementOf(get(list), position(from)), get(x), 8 * i)),
      i32.store(get(list), get(size), LENGTH),
      objectCell("seq", get(made), 0),
    ],
    "i64",
  );
}

export function toSpliced(s: Scope, e: Method): Code {
  const { lists } = s.shared.objects;
  const { code, list, from, to, longer, items } = cutOf(s, e);
  const [made, size] = [s.temps.take("i32"), s.temps.take("i32")];
  const behind = i32.add(position(from), i32c(items.length));
  return block(
    null,
    [
      ...code,
      set(size, longer),
      ...spendParts(s, get(size)),
      set(made, call(lists.create, [get(size)])),
      i32.store(get(made), get(size), LENGTH),
      op("memory.copy", [dataOf(get(made)), dataOf(get(list)), bytes(position(from))]),
      ...items.map((x, i) => i64.store(elementOf(get(made), position(from)), get(x), 8 * i)),
      op("memory.copy", [
        elementOf(get(made), behind),
        elementOf(get(list), position(to)),
        bytes(i32.sub(lengthOf(get(list)), position(to))),
      ]),
      objectCell("seq", get(made), 0),
    ],
    "i64",
  );
}

/** A copy with another element; a position that there is not is a failure. */
export function withElement(s: Scope, e: Method): Code {
  const [list, made] = [s.temps.take("i32"), s.temps.take("i32")];
  const at = s.temps.take("i64");
  const args = argumentsOf(s, e);
  const [, value] = args.cells;
  if (value === undefined) throw new Error("with without an element");
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...args.code,
      set(at, integer(s, args.cells[0], i64c(0))),
      fromEnd(at, lengthOf(get(list))),
      when(i64.ge_u(get(at), i64.extend_u(lengthOf(get(list)))), failRange(s)),
      ...spendParts(s, lengthOf(get(list))),
      set(made, call(s.shared.objects.lists.copy, [get(list)])),
      i64.store(elementOf(get(made), position(at)), get(value)),
      objectCell("seq", get(made), 0),
    ],
    "i64",
  );
}

/** In place: all elements from one position to before another become the same. */
export function filled(s: Scope, e: Method): Code {
  const list = s.temps.take("i32");
  const [from, to, length] = [s.temps.take("i64"), s.temps.take("i64"), s.temps.take("i64")];
  const args = argumentsOf(s, e);
  const [value, start, end] = args.cells;
  if (value === undefined) throw new Error("fill without an element");
  const next = label("element");
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...args.code,
      set(length, i64.extend_u(lengthOf(get(list)))),
      set(from, integer(s, start, i64c(0))),
      set(to, integer(s, end, get(length))),
      ...within(list, from, length),
      ...within(list, to, length),
      set(s.shared.objects.dirty, i32c(1)),
      loop(next, [
        when(i64.lt_s(get(from), get(to)), [
          i64.store(elementOf(get(list), position(from)), get(value)),
          set(from, i64.add(get(from), i64c(1))),
          br(next),
        ]),
      ]),
      objectCell("seq", get(list), 0),
    ],
    "i64",
  );
}

export function reversed(s: Scope, e: Method): Code {
  const [list, made] = [s.temps.take("i32"), s.temps.take("i32")];
  return block(
    null,
    [
      set(list, objectOf(s, e.of)),
      ...spendParts(s, lengthOf(get(list))),
      set(made, call(s.shared.objects.lists.copy, [get(list)])),
      call(reverseFunction(s.shared), [get(made)]),
      objectCell("seq", get(made), 0),
    ],
    "i64",
  );
}
