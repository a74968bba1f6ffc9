/**
 * Ties: identities that refinement does not tell apart. Of those that are interchangeable any order will do; else each is
 * taken to be the first in turn, what follows is refined again, and the least of all images is the representative.
 * In: a site, functions that refine and make images. Out: `emitTies`.
 * Not here: refinement (`ordering.ts`), images (`image.ts`).
 * Source: B. D. McKay, Practical graph isomorphism (1981): the search tree, and automorphisms that spare whole branches of it.
 */
import {
  block,
  br,
  type Code,
  call,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  op,
  ret,
  set,
  when,
} from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import type { Site } from "./group.ts";
import { constantOf } from "./mentions.ts";
import type { Workspace } from "./workspace.ts";

export interface Parts {
  /** `(state) → classes`. */
  readonly refine: Func;
  /** `(state, order, out)`: the image by an order (an address), at `out`; also writes `Site.to`. */
  readonly image: Func;
}

/** Offsets in the area. */
interface Memory {
  /** Words of images: the one just made, the first of all, the least so far. */
  readonly trial: number;
  readonly first: number;
  readonly least: number;
  /** u32 by depth: who was taken to be the first of its class. */
  readonly path: number;
  readonly firstPath: number;
  readonly leastPath: number;
  /** u32: images made so far. */
  readonly leaves: number;
  /** u32 by position: an order that exchanges two identities. */
  readonly exchange: number;
  /** What stood at `Site.to` when the least image was made. */
  readonly leastTo: number;
  readonly toBytes: number;
}

/** Deeper than any path: go on where you are. */
const GO_ON = 0x7fffffff;

/**
 * `(state i32)`: replaces a state, whose identities are in classes after `refine`, by its representative, and leaves the
 * permutation at `Site.to`.
 */
export function emitTies(site: Site, space: Workspace, parts: Parts): Func {
  const e = site.emission;
  const wordBytes = 8 * e.layout.words.length;
  const toBytes = 4 * e.model.idSets.reduce((n, s) => n + s.size, 0);
  const perDepth = (): number => e.reserve(4 * (space.count + 1));
  const memory: Memory = {
    ...{ trial: e.reserve(wordBytes), first: e.reserve(wordBytes), least: e.reserve(wordBytes) },
    ...{ path: perDepth(), firstPath: perDepth(), leastPath: perDepth(), leaves: e.reserve(8) },
    ...{ exchange: perDepth(), leastTo: e.reserve(toBytes), toBytes },
  };
  const same = emitSame(site);
  const isFree = emitIsFree(site, space, memory, parts, same);
  const leaf = emitLeaf(site, space, memory, parts, same);
  const branch = emitBranch(site, space, memory, { ...parts, isFree, leaf });
  const f = e.module.func("breakTies", [["state", "i32"]]);
  const base = (): Code => get(e.area);
  const copy = (to: Code, from: Code, bytes: number): Code => op("memory.copy", [to, from, i32c(bytes)]);
  f.body = [
    i32.store(base(), i32c(0), memory.leaves),
    { kind: "drop", value: call(branch, [get(f.param(0)), i32c(0)]), type: null },
    copy(get(f.param(0)), i32.add(base(), i32c(memory.least)), wordBytes),
    copy(i32.add(base(), i32c(site.to)), i32.add(base(), i32c(memory.leastTo)), toBytes),
  ];
  return f;
}

const at4 = (site: Site, index: Code): Code => i32.add(get(site.emission.area), i32.mul(index, i32c(4)));

/** `(a, b) → i32`: whether two states are the same. */
function emitSame(site: Site): Func {
  const f = site.emission.module.func(
    "sameWords",
    [
      ["a", "i32"],
      ["b", "i32"],
    ],
    "i32",
  );
  const words = site.emission.layout.words.length;
  const differs = Array.from({ length: words }, (_, w) =>
    i64.xor(i64.load(get(f.param(0)), 8 * w), i64.load(get(f.param(1)), 8 * w)),
  );
  f.body = [i64.eqz(differs.reduce((a, b) => i64.or(a, b)))];
  return f;
}

/** `(state, from, to) → i32`: whether exchanging any two identities at these positions, which are one class, changes nothing. */
function emitIsFree(site: Site, space: Workspace, memory: Memory, { image }: Parts, same: Func): Func {
  const params = [
    ["state", "i32"],
    ["from", "i32"],
    ["to", "i32"],
  ] as const;
  const f = site.emission.module.func("isFree", params, "i32");
  const [state, from, to] = [f.param(0), f.param(1), f.param(2)];
  const base = (): Code => get(site.emission.area);
  const [i, a, b] = [f.local("i", "i32"), f.local("a", "i32"), f.local("b", "i32")];
  const [reset, each] = [label("reset"), label("each")];
  const identity = (p: Code): Code => i32.load(at4(site, p), space.order);
  const exchange = (p: Code, x: Code): Code => i32.store(at4(site, p), x, memory.exchange);
  f.body = [
    loop(reset, [
      exchange(get(i), get(i)),
      set(i, i32.add(get(i), i32c(1))),
      br(reset, i32.lt_u(get(i), i32c(space.count))),
    ]),
    set(a, identity(get(from))),
    set(i, i32.add(get(from), i32c(1))),
    loop(each, [
      when(i32.lt_u(get(i), get(to)), [
        set(b, identity(get(i))),
        exchange(get(a), get(b)),
        exchange(get(b), get(a)),
        call(image, [get(state), i32.add(base(), i32c(memory.exchange)), i32.add(base(), i32c(memory.trial))]),
        when(i32.eqz(call(same, [get(state), i32.add(base(), i32c(memory.trial))])), [ret(i32c(0))]),
        exchange(get(a), get(a)),
        exchange(get(b), get(b)),
        set(i, i32.add(get(i), i32c(1))),
        br(each),
      ]),
    ]),
    i32c(1),
  ];
  return f;
}

/**
 * `(state, depth) → i32`: makes the image by the order that has been reached and keeps it where it is the least. Gives the
 * depth at which to go on: that at which this path left one with the same image, as all that follows is the same too.
 */
function emitLeaf(site: Site, space: Workspace, memory: Memory, { image }: Parts, same: Func): Func {
  const e = site.emission;
  const f = e.module.func(
    "leaf",
    [
      ["state", "i32"],
      ["depth", "i32"],
    ],
    "i32",
  );
  const base = (offset: number): Code => i32.add(get(e.area), i32c(offset));
  const wordBytes = 8 * e.layout.words.length;
  const pathBytes = i32.mul(get(f.param(1)), i32c(4));
  const keep = (words: number, path: number): readonly Code[] => [
    op("memory.copy", [base(words), base(memory.trial), i32c(wordBytes)]),
    op("memory.copy", [base(path), base(memory.path), pathBytes]),
  ];
  const keepLeast = [
    ...keep(memory.least, memory.leastPath),
    op("memory.copy", [base(memory.leastTo), base(site.to), i32c(memory.toBytes)]),
  ];
  const i = f.local("i", "i32");
  const parting = (path: number): readonly Code[] => {
    const next = label("next");
    return [
      loop(next, [
        when(i32.eq(i32.load(at4(site, get(i)), memory.path), i32.load(at4(site, get(i)), path)), [
          set(i, i32.add(get(i), i32c(1))),
          br(next, i32.lt_u(get(i), get(f.param(1)))),
        ]),
      ]),
      ret(get(i)),
    ];
  };
  const decided = label("decided");
  const compare = Array.from({ length: e.layout.words.length }, (_, w) => {
    const [x, y] = [i64.load(get(e.area), memory.trial + 8 * w), i64.load(get(e.area), memory.least + 8 * w)];
    return [when(i64.lt_u(x, y), [...keepLeast, br(decided)]), br(decided, i64.ne(x, y))];
  });
  f.body = [
    call(image, [get(f.param(0)), base(space.order), base(memory.trial)]),
    when(
      i32.eqz(i32.load(get(e.area), memory.leaves)),
      [i32.store(get(e.area), i32c(1), memory.leaves), ...keep(memory.first, memory.firstPath), ...keepLeast],
      [
        when(call(same, [base(memory.trial), base(memory.first)]), parting(memory.firstPath)),
        when(call(same, [base(memory.trial), base(memory.least)]), parting(memory.leastPath)),
        block(decided, compare.flat()),
      ],
    ),
    i32c(GO_ON),
  ];
  return f;
}

/**
 * `(state, depth) → i32`: looks for the least image among all orders that the classes leave open. Gives the depth at which
 * to go on, as `leaf` does.
 */
function emitBranch(
  site: Site,
  space: Workspace,
  memory: Memory,
  parts: Parts & { readonly isFree: Func; readonly leaf: Func },
): Func {
  const e = site.emission;
  const f = e.module.func(
    "branch",
    [
      ["state", "i32"],
      ["depth", "i32"],
    ],
    "i32",
  );
  const [state, depth] = [f.param(0), f.param(1)];
  const [from, to, i, j] = [f.local("from", "i32"), f.local("to", "i32"), f.local("i", "i32"), f.local("j", "i32")];
  const [taken, found, node] = [f.local("taken", "i32"), f.local("found", "i32"), f.local("node", "i32")];
  const base = (offset: number): Code => i32.add(get(e.area), i32c(offset));
  const identity = (p: Code): Code => i32.load(at4(site, p), space.order);
  const rankOf = (p: Code): Code => i32.load(at4(site, identity(p)), space.ranks);
  const setRank = (p: Code, rank: Code): Code => i32.store(at4(site, identity(p)), rank, space.ranks);
  const [scan, extent, apart] = [label("scan"), label("extent"), label("apart")];
  const [chosen, each, others] = [label("chosen"), label("each"), label("others")];
  const count = i32c(space.count);
  f.body = [
    // The first class of several that are not interchangeable; members of those that are, are told apart at once.
    block(chosen, [
      loop(scan, [
        when(i32.ge_u(get(from), count), [ret(call(parts.leaf, [get(state), get(depth)]))]),
        set(to, get(from)),
        loop(extent, [
          set(to, i32.add(get(to), i32c(1))),
          when(i32.lt_u(get(to), count), [br(extent, i32.eq(rankOf(get(to)), rankOf(get(from))))]),
        ]),
        when(i32.gt_u(i32.sub(get(to), get(from)), i32c(1)), [
          br(chosen, i32.eqz(call(parts.isFree, [get(state), get(from), get(to)]))),
          set(i, get(from)),
          loop(apart, [
            setRank(get(i), get(i)),
            set(i, i32.add(get(i), i32c(1))),
            br(apart, i32.lt_u(get(i), get(to))),
          ]),
        ]),
        set(from, get(to)),
        br(scan),
      ]),
    ]),
    set(node, i32.add(base(space.nodes), i32.mul(get(depth), i32c(space.nodeBytes)))),
    op("memory.copy", [get(node), base(space.colors), i32c(space.nodeBytes)]),
    set(i, get(from)),
    loop(each, [
      op("memory.copy", [base(space.colors), get(node), i32c(space.nodeBytes)]),
      set(taken, identity(get(i))),
      set(j, get(from)),
      loop(others, [
        setRank(get(j), i32.add(get(from), i32c(1))),
        set(j, i32.add(get(j), i32c(1))),
        br(others, i32.lt_u(get(j), get(to))),
      ]),
      setRank(get(i), get(from)),
      ...site.group.sets.map(({ set: s, size }) => {
        const index = i32.sub(get(taken), i32c(space.first(s)));
        const address = i32.add(get(e.area), i32.mul(index, i32c(8)));
        const at = space.colors + space.colorAt(s);
        const changed = i64.xor(i64.load(address, at), i64c(constantOf("taken")));
        return when(i32.lt_u(index, i32c(size)), [i64.store(address, changed, at)]);
      }),
      i32.store(at4(site, get(depth)), get(taken), memory.path),
      when(
        i32.eq(call(parts.refine, [get(state)]), count),
        [set(found, call(parts.leaf, [get(state), i32.add(get(depth), i32c(1))]))],
        [set(found, call(f, [get(state), i32.add(get(depth), i32c(1))]))],
      ),
      when(i32.lt_s(get(found), get(depth)), [ret(get(found))]),
      set(i, i32.add(get(i), i32c(1))),
      br(each, i32.lt_u(get(i), get(to))),
    ]),
    i32c(GO_ON),
  ];
  return f;
}
