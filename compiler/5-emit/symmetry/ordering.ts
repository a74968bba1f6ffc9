/**
 * Classes of identities of one color: rounds of refinement until they are stable, and the order they bring.
 * In: a site, its workspace. Out: `emitRefine`.
 * Not here: colors (`signature.ts`), what is done about classes of several (`ties.ts`).
 */
import {
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
  select,
  set,
  when,
} from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Site } from "./group.ts";
import { gatherRows } from "./image.ts";
import type { Scene } from "./mentions.ts";
import { type BySet, emitRound } from "./round.ts";
import { createSort, MOST_LOCALS } from "./sort-memory.ts";
import { sortLocals } from "./sorting-network.ts";
import { emitWholesSay } from "./whole-colors.ts";
import { type Codes, loadWords } from "./words.ts";
import type { Workspace } from "./workspace.ts";

/** Bits of keys: up to 63, so that they can be compared by subtraction. */
const KEY_BITS = 63;

/**
 * `(state i32) → i32`: refines colors and ranks (which the seed or a branch has set) until they are stable and brings the
 * identities into the order of their classes. Gives the number of classes; that of all identities also where members
 * of one class are surely interchangeable, so that any order of them will do.
 */
export function emitRefine(site: Site, space: Workspace): Func {
  const { emission: e, group } = site;
  const f = e.module.func("refine", [["state", "i32"]], "i32");
  const code: Codes = [];
  const words = loadWords(f, code, get(f.param(0)), e.layout.words.length);
  const rows = gatherRows(f, code, group, words);
  const scene: Scene = { site, space, f, words, rows };
  const locals = (name: string): BySet =>
    new Map(group.sets.map((s) => [s.set, Array.from({ length: s.size }, () => f.local(name, "i64"))]));
  const [colors, touched] = [locals("color"), locals("touched")];
  const [classes, before] = [f.local("classes", "i32"), f.local("before", "i32")];
  const again = label("again");
  const wholes = group.wholes.length === 0 ? null : emitWholesSay(site, space);
  const body: Codes = [...emitRound(scene, colors, touched, wholes)];
  const index = Math.ceil(Math.log2(space.count));
  const sorted = group.sets.map(({ set: s }) => emitSorted(scene, body, s, colors.get(s) ?? [], index));
  const ties = group.sets.flatMap(({ set: s }, k) => emitOrder(scene, body, s, sorted[k] as Sorted, index));
  body.push(
    set(
      classes,
      i32.sub(
        i32c(space.count),
        ties.reduce<Code>((sum, t) => i32.add(sum, get(t.isTied)), i32c(0)),
      ),
    ),
    when(i32.eq(get(classes), i32c(space.count)), [ret(get(classes))]),
    when(i32.eqz(emitUnlike(scene, body, ties, touched)), [ret(i32c(space.count))]),
    ...emitRanks(scene, ties),
    when(i32.le_u(get(classes), get(before)), [ret(get(classes))]),
    set(before, get(classes)),
    br(again),
  );
  code.push(loop(again, body), i32c(0));
  f.body = code;
  return f;
}

/** The keys of a set's identities by position. */
type Sorted = (position: number) => Code;

/** From the top: the rank, so that classes only ever split; the color; the identity. */
function emitSorted(
  { site, space, f }: Scene,
  code: Codes,
  of: number,
  colors: readonly Local[],
  index: number,
): Sorted {
  const base = (): Code => get(site.emission.area);
  const first = space.first(of);
  const keys = colors.map((color, i) => {
    const rank = op("i64.load32_u", [base()], space.ranks + 4 * (first + i));
    const hash = i64.shl(i64.shr_u(get(color), i64c(64 - KEY_BITS + 2 * index)), i64c(index));
    return i64.or(i64.or(i64.shl(rank, i64c(KEY_BITS - index)), hash), i64c(first + i));
  });
  if (keys.length > MOST_LOCALS) {
    const at = space.keys + 8 * first;
    for (const [i, k] of keys.entries()) code.push(i64.store(base(), k, at + 8 * i));
    code.push(call(createSort(site.emission), [i32.add(base(), i32c(at)), i32c(keys.length)]));
    return (i) => i64.load(base(), at + 8 * i);
  }
  const locals = keys.map((k) => {
    const key = f.local("key", "i64");
    code.push(set(key, k));
    return key;
  });
  sortLocals(f, code, locals, KEY_BITS);
  return (i) => get(locals[i] as Local);
}

/** Whether the identity at a position has the class of the one before. */
interface Tie {
  readonly set: number;
  readonly position: number;
  readonly isTied: Local;
}

function emitOrder({ site, space, f }: Scene, code: Codes, of: number, sorted: Sorted, index: number): readonly Tie[] {
  const size = site.group.sets.find((s) => s.set === of)?.size ?? 0;
  const first = space.first(of);
  const mask = i64c((1n << BigInt(index)) - 1n);
  const ties: Tie[] = [];
  for (let p = 0; p < size; p++) {
    code.push(i32.store(get(site.emission.area), i32.wrap(i64.and(sorted(p), mask)), space.order + 4 * (first + p)));
    if (p === 0) continue;
    const isTied = f.local("isTied", "i32");
    const difference = i64.shr_u(i64.xor(sorted(p), sorted(p - 1)), i64c(index));
    code.push(set(isTied, i64.eqz(difference)));
    ties.push({ set: of, position: first + p, isTied });
  }
  return ties;
}

/**
 * Whether a tied pair may be not interchangeable, an i32. It is for sure, where their rows are equal, nothing names them
 * and nothing but zeros stands outside their rows.
 */
function emitUnlike({ site, space, f }: Scene, code: Codes, ties: readonly Tie[], touched: BySet): Code {
  const unlike = f.local("unlike", "i32");
  code.push(set(unlike, i32c(0)));
  const [a, b] = [f.local("a", "i32"), f.local("b", "i32")];
  const base = (): Code => get(site.emission.area);
  const shared = new Set(site.group.cells.flatMap((c) => (c.owners.length > 1 ? c.owners.map((o) => o.set) : [])));
  for (const s of shared) {
    for (const [i, sum] of (touched.get(s) ?? []).entries()) {
      const at = space.marks + space.colorAt(s) / 8 + i;
      code.push(i32.store8(base(), i32.or(i32.load8_u(base(), at), i32.eqz(i64.eqz(get(sum)))), at));
    }
  }
  for (const t of ties) {
    const identity = (p: number): Code => i32.load(base(), space.order + 4 * p);
    const marks = space.marks + space.colorAt(t.set) / 8 - space.first(t.set);
    const mark = (x: Local): Code => i32.load8_u(i32.add(base(), get(x)), marks);
    const chunks = site.group.rows.find((r) => r.set === t.set)?.chunks ?? [];
    const row = (x: Local, k: number): Code =>
      i64.load(i32.add(base(), i32.mul(get(x), i32c(space.rowBytes))), space.rows + 8 * k);
    const differs = chunks.reduce<Code>((any, _, k) => i32.or(any, i64.ne(row(a, k), row(b, k))), i32c(0));
    code.push(
      when(get(t.isTied), [
        set(a, identity(t.position - 1)),
        set(b, identity(t.position)),
        set(unlike, i32.or(get(unlike), i32.or(i32.or(mark(a), mark(b)), differs))),
      ]),
    );
  }
  return get(unlike);
}

/** The first position of each identity's class. */
function emitRanks({ site, space, f }: Scene, ties: readonly Tie[]): Codes {
  const base = (): Code => get(site.emission.area);
  const rank = f.local("rank", "i32");
  const put = (p: number): Code =>
    i32.store(i32.add(base(), i32.mul(i32.load(base(), space.order + 4 * p), i32c(4))), get(rank), space.ranks);
  return site.group.sets.flatMap(({ set: s }) => [
    set(rank, i32c(space.first(s))),
    put(space.first(s)),
    ...ties
      .filter((t) => t.set === s)
      .flatMap((t) => [set(rank, select(get(rank), i32c(t.position), get(t.isTied))), put(t.position)]),
  ]);
}
