/**
 * The image of wholes under a renaming: read, renamed, put in order again, written where the renamed owners have theirs.
 * In: a site, whose renaming stands in the memory. Out: `imageOfWholes`.
 * Not here: cells and rows (`image.ts`), ordinals of members (`ordinal-renaming.ts`).
 */
import type { Domain } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import { block, br, type Code, call, get, i32, i32c, i64, i64c, label, loop, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Site } from "./group.ts";
import { refsOf } from "./names.ts";
import { renamedOrdinal, setsOf } from "./ordinal-renaming.ts";
import { renamingInMemory } from "./renaming.ts";
import { eachMember, readSlot, type Slots, slotsAt } from "./slots.ts";
import { chunkedOf, SLOT_BYTES, slotsOf, slotTable } from "./wholes.ts";
import { type Codes, renamed } from "./words.ts";

/** `(state i32)`: ors the images of all wholes to the words at `Site.scattered`. */
export function imageOfWholes(site: Site): Func {
  const e = site.emission;
  const f = e.module.func("imageOfWholes", [["state", "i32"]]);
  const { to } = renamingInMemory(site);
  f.body = site.group.wholes.flatMap((kind) => {
    const table = slotTable(e, kind);
    const bytes = SLOT_BYTES * slotsOf(kind.packing);
    const func = imageFunc(site, kind.packing);
    return kind.wholes.map(({ owners }, i) => {
      const index = owners.reduce<Code>(
        (sum, o, k) => i32.add(i32.mul(sum, i32c(kind.sizes[k] as number)), to(o) as Code),
        i32c(0),
      );
      const target = i32.add(i32c(table), i32.mul(index, i32c(bytes)));
      return call(func, [get(f.param(0)), i32c(table + bytes * i), target]);
    });
  });
  return f;
}

/** A function under construction: where the part's bits stand, and where those of its image go. */
interface Way {
  readonly site: Site;
  readonly f: Func;
  readonly from: Slots;
  readonly to: Slots;
}

const known = new WeakMap<Site, Map<string, Func>>();

/** `(state, from, to)`: of the part whose slots have their positions at `from`, to the positions at `to`. One function per domain. */
function imageFunc(site: Site, p: Packing): Func {
  const funcs = known.get(site) ?? new Map<string, Func>();
  known.set(site, funcs);
  const name = `${p.kind} ${JSON.stringify(p.domain)}`;
  const before = funcs.get(name);
  if (before !== undefined) return before;
  const params = [
    ["state", "i32"],
    ["from", "i32"],
    ["to", "i32"],
  ] as const;
  const f = site.emission.module.func("wholeImage", params);
  funcs.set(name, f);
  const [state, from, to] = [f.param(0), f.param(1), f.param(2)];
  f.body = image({ site, f, from: { state, at: from, first: 0 }, to: { state, at: to, first: 0 } }, p);
  return f;
}

/** Ors a value into the image. */
function write({ site, f, to }: Way, slot: number, width: number, value: Code, table: Code = get(to.at)): Codes {
  if (width === 0) return [];
  const [position, address] = [f.local("position", "i32"), f.local("address", "i32")];
  return [
    set(position, i32.load(table, SLOT_BYTES * (to.first + slot))),
    set(address, i32.add(get(site.emission.area), i32.shl(i32.shr_u(get(position), i32c(6)), i32c(3)))),
    i64.store(
      get(address),
      i64.or(i64.load(get(address), site.scattered), i64.shl(value, i64.extend_u(get(position)))),
      site.scattered,
    ),
  ];
}

const within = (w: Way, slots: number): Way => ({
  ...w,
  from: { ...w.from, first: w.from.first + slots },
  to: { ...w.to, first: w.to.first + slots },
});

function image(w: Way, p: Packing): Codes {
  const { f } = w;
  switch (p.kind) {
    case "scalar":
      return scalar(w, p.domain, p.bits.width);
    case "record": {
      let first = 0;
      return p.fields.flatMap((field) => {
        const own = image(within(w, first), field);
        first += slotsOf(field);
        return own;
      });
    }
    case "table":
      return rows(w, p.domain.key, p.rows, 0);
    case "map": {
      const marks = p.places.some((x) => x.present !== null) ? 1 : 0;
      return rows(
        w,
        p.domain.key,
        p.places.map((x) => x.value),
        marks,
      );
    }
    case "set":
      return members(w, p);
    case "listed":
      return arranged(w, p.domain.of, p.length.width, p.members[0]?.width ?? 0, p.members.length, []);
    case "entries": {
      const [first] = p.entries;
      const values = first === undefined ? [] : [first.value];
      return arranged(w, p.domain.key, p.length.width, first?.key.width ?? 0, p.entries.length, values);
    }
    case "seq": {
      const length = f.local("length", "i32");
      const [like] = p.elements;
      const count = i32.wrap(readSlot(f, w.from, 0, p.length.width));
      return [
        set(length, count),
        ...write(w, 0, p.length.width, i64.extend_u(get(length))),
        ...(like === undefined ? [] : upTo(f, get(length), (i) => partAt(w, like, 1, get(i), get(i)))),
      ];
    }
    case "union": {
      const tag = f.local("tag", "i64");
      const end = label("end");
      let first = 1;
      const members = p.members.map((m, i) => {
        const own = when(i64.eq(get(tag), i64c(i)), [...image(within(w, first), m), br(end)]);
        first += slotsOf(m);
        return own;
      });
      const { width } = p.tag;
      return [set(tag, readSlot(f, w.from, 0, width)), ...write(w, 0, width, get(tag)), block(end, members)];
    }
  }
}

function upTo(f: Func, count: Code, body: (i: Local) => Codes): Codes {
  const i = f.local("i", "i32");
  const next = label("next");
  const step = set(i, i32.add(get(i), i32c(1)));
  return [set(i, i32c(0)), loop(next, [when(i32.lt_u(get(i), count), [...body(i), step, br(next)])])];
}

/** The images of places, each at the place of its renamed key; so many bits say before its value whether it is there. */
function rows(way: Way, key: Domain, values: readonly Packing[], marks: number): Codes {
  const { site, f } = way;
  const [like] = values;
  if (like === undefined) return [];
  const [old, moved] = [f.local("key", "i64"), f.local("moved", "i32")];
  return upTo(f, i32c(values.length), (i) => {
    const code: Codes = [set(old, i64.extend_u(get(i)))];
    const renamedKey = renamedOrdinal(site, f, code, key, old);
    code.push(set(moved, i32.wrap(renamedKey)));
    const stride = marks + slotsOf(like);
    if (marks === 0) return [...code, ...partAt(way, like, 0, get(i), get(moved), stride)];
    const [from, to] = [slotsAt(way.from, get(i), stride), slotsAt(way.to, get(moved), stride)];
    const mark = f.local("mark", "i64");
    code.push(set(mark, readSlot(f, way.from, 0, 1, from)));
    return [
      ...code,
      when(i32.wrap(get(mark)), [
        ...write(way, 0, 1, get(mark), to),
        ...partAt(way, like, 1, get(i), get(moved), stride),
      ]),
    ];
  });
}

/** The image of one of several alike parts, the i-th as the n-th, which stand so many slots apart from each other. */
function partAt(way: Way, like: Packing, first: number, i: Code, n: Code, stride = slotsOf(like)): Codes {
  const { site } = way;
  const skip = (s: Slots): number => SLOT_BYTES * (s.first + first);
  const from = i32.add(slotsAt(way.from, i, stride), i32c(skip(way.from)));
  const to = i32.add(slotsAt(way.to, n, stride), i32c(skip(way.to)));
  return [call(imageFunc(site, like), [get(way.from.state), from, to])];
}

function scalar(way: Way, d: Domain, width: number): Codes {
  const { site, f } = way;
  const code: Codes = [];
  const cell = { ordinal: readSlot(f, way.from, 0, width), refs: refsOf(d, setsOf(site)), present: null };
  if (width === 0) return [];
  if (cell.refs.length === 0) return write(way, 0, width, cell.ordinal);
  const value = renamed(f, code, cell, renamingInMemory(site).rename).renamed;
  return [...code, ...write(way, 0, width, value)];
}

function members(way: Way, of: Packing & { kind: "set" }): Codes {
  const { site, f } = way;
  const isChunked = chunkedOf(site.group.wholes)(of);
  const each = eachMember(f, way.from, of.members.length, isChunked, (member) => {
    const code: Codes = [];
    const moved = renamedOrdinal(site, f, code, of.domain.of, member);
    return [...code, ...write(way, 0, 1, i64c(1), slotsAt(way.to, i32.wrap(moved), 1))];
  });
  return [...each];
}

/** Ordinals in ascending order again, each with the value that it had. */
function arranged(
  way: Way,
  of: Domain,
  lengthWidth: number,
  width: number,
  most: number,
  values: readonly Packing[],
): Codes {
  const { site, f } = way;
  const stride = 1 + values.reduce((n, v) => n + slotsOf(v), 0);
  // Pairs: the new ordinal, and where it stood before.
  const room = site.emission.reserve(16 * (most + 1));
  const pair = (position: Code): Code => i32.add(get(site.emission.area), i32.shl(position, i32c(4)));
  const [length, k] = [f.local("length", "i32"), f.local("k", "i32")];
  const [ordinal, other] = [f.local("ordinal", "i64"), f.local("other", "i64")];
  const down = label("down");
  const before = i32.sub(get(k), i32c(1));
  const insert = (i: Local): Codes => {
    const code: Codes = [set(ordinal, readSlot(f, way.from, 1, width, slotsAt(way.from, get(i), stride)))];
    const moved = renamedOrdinal(site, f, code, of, ordinal);
    return [
      ...code,
      set(ordinal, moved),
      set(k, get(i)),
      loop(down, [
        when(get(k), [
          set(other, i64.load(pair(before), room)),
          when(i64.gt_s(get(other), get(ordinal)), [
            i64.store(pair(get(k)), get(other), room),
            i64.store(pair(get(k)), i64.load(pair(before), room + 8), room + 8),
            set(k, before),
            br(down),
          ]),
        ]),
      ]),
      i64.store(pair(get(k)), get(ordinal), room),
      i64.store(pair(get(k)), i64.extend_u(get(i)), room + 8),
    ];
  };
  const put = (i: Local): Codes => [
    ...write(way, 1, width, i64.load(pair(get(i)), room), slotsAt(way.to, get(i), stride)),
    ...values.flatMap((v) => partAt(way, v, 2, i32.wrap(i64.load(pair(get(i)), room + 8)), get(i), stride)),
  ];
  return [
    set(length, i32.wrap(readSlot(f, way.from, 0, lengthWidth))),
    ...write(way, 0, lengthWidth, i64.extend_u(get(length))),
    ...upTo(f, get(length), insert),
    ...upTo(f, get(length), put),
  ];
}
