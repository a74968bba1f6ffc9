/**
 * Brings the members of a list, or the entries of a map, into the order of their ordinals.
 * In: lists, domains with ordinals. Out: `arrangeFunc`, and where it leaves the ordinals.
 * Not here: what becomes of these (`pack-lists.ts`).
 */
import type { Domain } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { br, type Code, get, i32, i32c, i64, i64c, label, loop, ret, set, when } from "../wasm/code.ts";
import type { Func, Global } from "../wasm/module.ts";
import { dataOf, lengthOf } from "./lists.ts";
import type { Ordinals } from "./ordinals.ts";

interface Shared {
  readonly ordinals: Ordinals;
  readonly dirty: Global;
}

/** What an emission has for this: room for as many ordinals as any list of a state may have, functions by domain. */
interface Arranging {
  /** Offset in the area. */
  readonly ordinals: number;
  readonly funcs: Map<string, Func>;
}

const known = new WeakMap<Emission, Arranging>();

function arrangingOf(e: Emission): Arranging {
  const found = known.get(e) ?? { ordinals: e.reserve(8 * mostListed(e.layout.state)), funcs: new Map() };
  known.set(e, found);
  return found;
}

/** The ordinal at a position after the last call of such a function, an i64. */
export const ordinalAt = (e: Emission, position: number): Code =>
  i64.load(get(e.area), arrangingOf(e).ordinals + 8 * position);

/**
 * (list i32) → i32: brings its members in order, `cells` of which the first has an ordinal; 1 where one has none. There are no
 * more of them than may be listed. Members come in order mostly, but for the last.
 */
export function arrangeFunc(e: Emission, { ordinals, dirty }: Shared, d: Domain, cells: 1 | 2): Func {
  const { ordinals: room, funcs } = arrangingOf(e);
  const name = `${cells} ${JSON.stringify(d)}`;
  const before = funcs.get(name);
  if (before !== undefined) return before;
  const f = e.module.func("arrange", [["list", "i32"]], "i32");
  funcs.set(name, f);
  const list = f.param(0);
  const [from, at, end] = [f.local("from", "i32"), f.local("at", "i32"), f.local("end", "i32")];
  const [to, k] = [f.local("to", "i32"), f.local("k", "i32")];
  const moved = Array.from({ length: cells }, () => f.local("cell", "i64"));
  const [ordinal, other] = [f.local("ordinal", "i64"), f.local("other", "i64")];
  const [next, down] = [label("next"), label("down")];
  const bytes = 8 * cells;
  const entry = (position: Code): Code => i32.add(get(from), i32.mul(position, i32c(bytes)));
  const number = (position: Code): Code => i32.add(get(e.area), i32.shl(position, i32c(3)));
  const [first] = moved;
  if (first === undefined) throw new Error("no cells");
  f.body = [
    set(from, dataOf(get(list))),
    set(at, get(from)),
    set(end, i32.add(get(at), i32.shl(lengthOf(get(list)), i32c(3)))),
    loop(next, [
      when(i32.lt_u(get(at), get(end)), [
        ...moved.map((cell, i) => set(cell, i64.load(get(at), 8 * i))),
        set(ordinal, ordinals.code(d, first)),
        when(i64.lt_s(get(ordinal), i64c(0)), [ret(i32c(1))]),
        set(k, get(to)),
        loop(down, [
          when(get(k), [
            set(other, i64.load(number(i32.sub(get(k), i32c(1))), room)),
            when(i64.gt_s(get(other), get(ordinal)), [
              i64.store(number(get(k)), get(other), room),
              ...moved.map((_, i) => i64.store(entry(get(k)), i64.load(entry(i32.sub(get(k), i32c(1))), 8 * i), 8 * i)),
              set(k, i32.sub(get(k), i32c(1))),
              br(down),
            ]),
          ]),
        ]),
        i64.store(number(get(k)), get(ordinal), room),
        when(i32.ne(get(k), get(to)), [
          set(dirty, i32c(1)),
          ...moved.map((cell, i) => i64.store(entry(get(k)), get(cell), 8 * i)),
        ]),
        set(to, i32.add(get(to), i32c(1))),
        set(at, i32.add(get(at), i32c(bytes))),
        br(next),
      ]),
    ]),
    i32c(0),
  ];
  return f;
}

/** The most members or entries of a part that lists them. */
function mostListed(p: Packing): number {
  const most = (of: readonly Packing[]): number => of.reduce((n, x) => Math.max(n, mostListed(x)), 0);
  switch (p.kind) {
    case "scalar":
    case "set":
      return 0;
    case "record":
      return most(p.fields);
    case "table":
      return most(p.rows);
    case "listed":
      return p.members.length;
    case "map":
      return most(p.places.map((x) => x.value));
    case "entries":
      return Math.max(p.entries.length, most(p.entries.map((x) => x.value)));
    case "seq":
      return most(p.elements);
    case "union":
      return most(p.members);
  }
}
