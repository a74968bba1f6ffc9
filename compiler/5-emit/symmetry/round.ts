/**
 * A round of refinement: what the colors of those that an identity has to do with say of it.
 * In: the words of a state and its rows, in locals; colors in memory. Out: `emitRound`.
 * Not here: the first colors (`signature.ts`), classes of equal colors (`ordering.ts`). Equal colors of different
 * identities cost time and nothing else.
 */
import { type Code, call, get, i32, i32c, i64, i64c, select, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Cell } from "./cells.ts";
import { constant, hasPads, type Mention, masked, maskOf, mentionsOf, mixed, type Scene } from "./mentions.ts";
import type { Identity } from "./names.ts";
import { type AnyIdentity, eachOwner, type Places, readAt } from "./places.ts";
import { type Codes, holds, isAmong, readBits } from "./words.ts";
import { entryOf } from "./workspace.ts";

/** A local for each identity of each set. */
export type BySet = ReadonlyMap<number, readonly Local[]>;

/**
 * New colors, in the locals that are given, from the colors in memory. Ors into `touched` whatever is not zero of the
 * cells that an identity shares with others. `wholes`: adds what wholes say to the sums in memory.
 */
export function emitRound(scene: Scene, colors: BySet, touched: BySet, wholes: Func | null): Codes {
  const { site, space, f, words } = scene;
  const code: Codes = [];
  const base = (): Code => get(site.emission.area);
  const sums: BySet = new Map([...colors].map(([s, of]) => [s, of.map(() => f.local("sum", "i64"))] as const));
  for (const [s, of] of colors) {
    for (const [i, color] of of.entries()) {
      code.push(set(color, i64.load(base(), space.colors + space.colorAt(s) + 8 * i)));
      code.push(set(sums.get(s)?.[i] as Local, i64c(0)));
      code.push(i64.store(base(), i64c(0), space.sums + space.colorAt(s) + 8 * i));
    }
  }
  if (wholes !== null) code.push(call(wholes, [get(f.param(0))]));
  const colorOf = (o: Identity): Code => get(colors.get(o.set)?.[o.index] as Local);
  const say = (o: Identity, x: Code): void => {
    const sum = sums.get(o.set)?.[o.index] as Local;
    code.push(set(sum, i64.add(get(sum), x)));
  };
  for (const m of mentionsOf(scene)) if (m.owners.length > 0) emitMention(scene, code, m, colorOf, say);
  const touch = (o: Identity, x: Code): void => {
    const sum = touched.get(o.set)?.[o.index] as Local;
    code.push(set(sum, i64.or(get(sum), x)));
  };
  for (const c of site.group.cells)
    if (c.owners.length > 1 && c.refs.length === 0) {
      const mask = maskOf(holds(c.guards, (g) => readBits(words, g.bits)));
      emitShared(f, code, c, c.owners, { value: readBits(words, c.bits), mask }, { colorOf, say, touch });
    }
  for (const places of site.group.looped) code.push(...emitLooped(scene, places));
  for (const [s, of] of colors) {
    for (const [i, color] of of.entries()) {
      const sum = i64.add(get(sums.get(s)?.[i] as Local), i64.load(base(), space.sums + space.colorAt(s) + 8 * i));
      code.push(set(color, mixed(f, code, i64.add(i64.mul(get(color), constant("again")), sum))));
      code.push(i64.store(base(), get(color), space.colors + space.colorAt(s) + 8 * i));
    }
  }
  return code;
}

/** What is said by the colors of all but one of those that a cell belongs to. */
const product = (name: string, colors: readonly Code[]): Code =>
  colors.reduce<Code>((made, c, k) => i64.mul(made, k === 0 ? c : i64.rotl(c, i64c(7 * k))), constant(name));

/** A reference says something of both its ends. */
function emitMention(
  { site, space, f }: Scene,
  code: Codes,
  m: Mention,
  colorOf: (o: Identity) => Code,
  say: (o: Identity, x: Code) => void,
): void {
  const ordinal = f.local("ordinal", "i64");
  const there = f.local("there", "i64");
  const value = (): Code => get(ordinal);
  code.push(set(ordinal, m.ordinal));
  const mask = maskOf(m.present);
  const [entry, offset] = entryOf(site, m.refs, value, 8, space.colors + space.colorAt(m.refs.set));
  const address = f.local("address", "i32");
  code.push(set(address, entry));
  const found = i64.load(get(address), offset);
  const isNarrowly = hasPads(m.refs);
  const isNamed = isNarrowly ? null : isAmong(m.refs, value());
  // An identity of another set is nobody here, whichever it is.
  const nobody = m.refs.alone ? i64.mul(value(), constant("nobody")) : constant("nobody");
  code.push(set(there, isNamed === null ? found : select(found, nobody, isNamed)));
  for (const [k, o] of m.owners.entries()) {
    const others = m.owners.filter((_, j) => j !== k).map(colorOf);
    say(o, masked(product(`${m.name} from ${k}`, [get(there), ...others]), mask));
  }
  const back = masked(masked(product(`${m.name} to`, m.owners.map(colorOf)), mask), maskOf(isNamed));
  const delta = space.sums - space.colors;
  code.push(i64.store(get(address), i64.add(i64.load(get(address), offset + delta), back), offset + delta));
}

/** What is known of owners, and what is said of them. */
interface Told<O> {
  readonly colorOf: (o: O) => Code;
  readonly say: (o: O, x: Code) => void;
  readonly touch: (o: O, x: Code) => void;
}

/** A cell of a table in a table, or of a set in a table: it says something of each of those that it belongs to. */
function emitShared<O>(
  f: Func,
  code: Codes,
  { kind, bits }: Cell,
  owners: readonly O[],
  { value, mask }: { readonly value: Code; readonly mask: Code | null },
  { colorOf, say, touch }: Told<O>,
): void {
  const weight = f.local("weight", "i64");
  // Zero says nothing; a single bit need not be multiplied.
  const isBit = bits.width === 1;
  code.push(set(weight, masked(isBit ? i64.sub(i64c(0), value) : i64.mul(value, constant(`weight ${kind}`)), mask)));
  for (const [k, o] of owners.entries()) {
    const others = product(`${kind} of ${k}`, owners.filter((_, j) => j !== k).map(colorOf));
    say(o, isBit ? i64.and(others, get(weight)) : i64.mul(others, get(weight)));
    touch(o, get(weight));
  }
}

/** The same in loops, with sums and marks in memory; what stands on a diagonal is said here, too. */
function emitLooped({ site, space, f }: Scene, places: Places): Codes {
  const [like] = places.cells;
  if (like === undefined) return [];
  const entry = (o: AnyIdentity, bytes: number): Code =>
    i32.add(get(site.emission.area), i32.mul(get(o.index), i32c(bytes)));
  return eachOwner(f, places, (owners) => {
    const code: Codes = [];
    const value = readAt(site.emission, f, code, places, owners, get(f.param(0)));
    const colorOf = (o: AnyIdentity): Code => i64.load(entry(o, 8), space.colors + space.colorAt(o.set));
    const say = (o: AnyIdentity, x: Code): void => {
      const at = space.sums + space.colorAt(o.set);
      code.push(i64.store(entry(o, 8), i64.add(i64.load(entry(o, 8), at), x), at));
    };
    const touch = (o: AnyIdentity, x: Code): void => {
      const at = space.marks + space.colorAt(o.set) / 8;
      code.push(i32.store8(entry(o, 1), i32.or(i32.load8_u(entry(o, 1), at), i64.ne(x, i64c(0))), at));
    };
    const own = f.local("value", "i64");
    code.push(set(own, value));
    emitShared(f, code, like, owners, { value: get(own), mask: null }, { colorOf, say, touch });
    const [first, ...others] = owners;
    if (first !== undefined && others.every((o) => o.set === first.set)) {
      const isDiagonal = others.reduce<Code>((all, o) => i32.and(all, i32.eq(get(o.index), get(first.index))), i32c(1));
      say(first, i64.mul(get(own), i64.mul(i64.extend_u(isDiagonal), constant(`own ${like.kind}`))));
    }
    return code;
  });
}
