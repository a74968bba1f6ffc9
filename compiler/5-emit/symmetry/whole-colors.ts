/**
 * What wholes say of identities: each value that names some says something of each of them, made of the colors of the others
 * and of where they stand in it. A permutation of the state moves all this along.
 * In: a site, colors in its workspace. Out: `emitWholesSay`.
 * Not here: what cells say (`round.ts`), what follows from it (`ordering.ts`).
 */
import { type Domain, isScalar } from "../../../ir/domain.ts";
import { type Code, call, get, i32, i32c, i64, i64c, set, when } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import type { Site } from "./group.ts";
import { constant, constantOf } from "./mentions.ts";
import { type Identity, namesAny, type Refs, refsOf } from "./names.ts";
import { setsOf } from "./ordinal-renaming.ts";
import { type Piece, piecesOfBits, piecesOfOrdinal, type Visit } from "./pieces.ts";
import { readSlot } from "./slots.ts";
import { type Chunked, chunkedOf, SLOT_BYTES, slotsOf, slotTable } from "./wholes.ts";
import { type Codes, isAmong } from "./words.ts";
import type { Workspace } from "./workspace.ts";

interface Scene {
  readonly site: Site;
  readonly space: Workspace;
  readonly sets: ReadonlySet<number>;
  readonly isChunked: Chunked;
  /** (i64) → i64: numbers without pattern. */
  readonly mix: Func;
  /** By kind of function and what it is of. */
  readonly funcs: Map<string, Func>;
}

/** `(state i32)`: adds to the sums of all identities what wholes say of them, and marks those that are named. */
export function emitWholesSay(site: Site, space: Workspace): Func {
  const scene: Scene = {
    site,
    space,
    sets: setsOf(site),
    isChunked: chunkedOf(site.group.wholes),
    mix: emitMix(site),
    funcs: new Map(),
  };
  const f = site.emission.module.func("wholesSay", [["state", "i32"]]);
  const state = f.param(0);
  const [hash, context] = [f.local("hash", "i64"), f.local("context", "i64")];
  f.body = site.group.wholes.flatMap((kind, n) => {
    const table = slotTable(site.emission, kind);
    const bytes = SLOT_BYTES * slotsOf(kind.packing);
    return kind.wholes.flatMap(({ owners }, i) => {
      const piece: Piece & { kind: "bits" } = {
        kind: "bits",
        packing: kind.packing,
        state,
        at: i32c(table + bytes * i),
      };
      const color = ({ set: s, index }: Identity): Code =>
        i64.load(get(site.emission.area), space.colors + space.colorAt(s) + 8 * index);
      const product = (of: readonly Identity[], name: string): Code =>
        of.reduce<Code>((made, o, k) => i64.add(made, mixed(scene, i64.add(color(o), i64c(k)))), constant(name));
      const ofOwners = owners.flatMap((o, k) => {
        const others = product(owners.toSpliced(k, 1), `owner ${k} of ${n}`);
        const x = mixed(scene, i64.add(get(hash), others));
        return sayOf(scene, o.set, i32c(o.index), x);
      });
      return [
        set(hash, hashOf(scene, f, piece)),
        set(context, mixed(scene, product(owners, `whole ${n}`))),
        ...say(scene, f, piece, get(context)),
        ...(owners.length === 0 ? [] : [when(isFilled(f, piece), ofOwners)]),
      ];
    });
  });
  return f;
}

/** Whether anything is in a part, an i32: surely where only its length says so. Permutations change nothing about it. */
function isFilled(f: Func, p: Piece & { kind: "bits" }): Code {
  const { kind } = p.packing;
  if (kind !== "listed" && kind !== "entries" && kind !== "seq") return i32c(1);
  const at = f.local("at", "i32");
  const length = readSlot(f, { state: p.state, at, first: 0 }, 0, p.packing.length.width);
  return { kind: "block", label: null, loop: false, type: "i32", body: [set(at, p.at), i64.ne(length, i64c(0))] };
}

function emitMix(site: Site): Func {
  const f = site.emission.module.func("mix", [["x", "i64"]], "i64");
  const x = f.param(0);
  f.body = [
    set(x, i64.mul(i64.xor(get(x), i64.shr_u(get(x), i64c(31))), i64c(constantOf("mix 1")))),
    set(x, i64.mul(i64.xor(get(x), i64.shr_u(get(x), i64c(29))), i64c(constantOf("mix 2")))),
    i64.xor(get(x), i64.shr_u(get(x), i64c(32))),
  ];
  return f;
}

const mixed = ({ mix }: Scene, x: Code): Code => call(mix, [x]);

/** Of an identity, whose index is an i32. */
const sayOf = ({ site, space }: Scene, of: number, index: Code, x: Code): Codes => {
  const entry = i32.add(get(site.emission.area), i32.mul(index, i32c(8)));
  const sums = space.sums + space.colorAt(of);
  const mark = i32.add(get(site.emission.area), index);
  return [
    i64.store(entry, i64.add(i64.load(entry, sums), x), sums),
    i32.store8(mark, i32c(1), space.marks + space.colorAt(of) / 8),
  ];
};

const domainOf = (p: Piece): Domain => (p.kind === "ordinal" ? p.domain : p.packing.domain);

/** The ordinal of a scalar piece. */
function ordinalOf(f: Func, p: Piece): Code {
  if (p.kind === "ordinal") return p.at;
  if (p.packing.kind !== "scalar") throw new Error("not scalar");
  const at = f.local("at", "i32");
  const read = readSlot(f, { state: p.state, at, first: 0 }, 0, p.packing.bits.width);
  return { kind: "block", label: null, loop: false, type: "i64", body: [set(at, p.at), read] };
}

/** A function of a piece that is not scalar: its parameters are the ordinal, or the state and where positions stand. */
function pieceFunc(
  scene: Scene,
  name: string,
  p: Piece,
  more: readonly (readonly [string, "i64"])[],
  result: "i64" | null,
  body: (f: Func, pieces: (visit: Visit) => Codes, more: readonly Local[]) => Codes,
): Func {
  const key = `${name} ${p.kind} ${p.kind === "bits" ? p.packing.kind : ""} ${JSON.stringify(domainOf(p))}`;
  const known = scene.funcs.get(key);
  if (known !== undefined) return known;
  const own =
    p.kind === "ordinal" ? [["ordinal", "i64"] as const] : [["state", "i32"] as const, ["at", "i32"] as const];
  const f = scene.site.emission.module.func(name, [...own, ...more], result);
  scene.funcs.set(key, f);
  const pieces = (visit: Visit): Codes =>
    p.kind === "ordinal"
      ? piecesOfOrdinal(f, p.domain, f.param(0), visit)
      : piecesOfBits(f, p.packing, { state: f.param(0), at: f.param(1), first: 0 }, scene.isChunked, visit);
  f.body = body(
    f,
    pieces,
    more.map((_, i) => f.param(own.length + i)),
  );
  return f;
}

const argumentsOf = (p: Piece): readonly Code[] => (p.kind === "ordinal" ? [p.at] : [get(p.state), p.at]);

/** A number made of the value, in which identities are their colors; an i64. */
function hashOf(scene: Scene, f: Func, p: Piece): Code {
  const d = domainOf(p);
  if (isScalar(d)) return hashOfScalar(scene, f, d, ordinalOf(f, p));
  if (p.kind === "ordinal" && !namesAny(d, scene.sets)) return mixed(scene, i64.add(p.at, constant("nobody")));
  const func = pieceFunc(scene, "hash", p, [], "i64", (inside, pieces) => {
    const sum = inside.local("hash", "i64");
    const add = (x: Code): Codes => [set(sum, i64.add(get(sum), mixed(scene, x)))];
    const hash = (of: Piece): Code => hashOf(scene, inside, of);
    const code = pieces({
      field: (i, of) => add(i64.add(hash(of), constant(`field ${i}`))),
      entry: (key, value) => add(i64.add(i64.mul(hash(key), constant("key")), hash(value))),
      member: (of) => add(hash(of)),
      element: (position, of) => add(i64.add(i64.mul(i64.extend_u(get(position)), constant("position")), hash(of))),
    });
    return [set(sum, constant("value")), ...code, get(sum)];
  });
  return call(func, argumentsOf(p));
}

function hashOfScalar({ site, space, sets, mix }: Scene, f: Func, d: Domain, ordinal: Code): Code {
  const [o, hash] = [f.local("ordinal", "i64"), f.local("hash", "i64")];
  const colors = refsOf(d, sets).map((r) => {
    const color = i64.load(i32.add(get(site.emission.area), i32.mul(indexOf(r, o), i32c(8))), colorsOf(space, r));
    return when(isAmong(r, get(o)), [set(hash, color)]);
  });
  const body = [set(o, ordinal), set(hash, call(mix, [i64.add(get(o), constant("scalar"))])), ...colors, get(hash)];
  return { kind: "block", label: null, loop: false, type: "i64", body };
}

const colorsOf = (space: Workspace, r: Refs): number => space.colors + space.colorAt(r.set);
/** Of an ordinal that is among these. */
const indexOf = (r: Refs, o: Local): Code => i32.wrap(i64.sub(get(o), i64c(r.base)));

/** Says of whoever is named in a value what the context says of the whole value, and where in it he is. */
function say(scene: Scene, f: Func, p: Piece, context: Code): Codes {
  const d = domainOf(p);
  if (!namesAny(d, scene.sets)) return [];
  if (isScalar(d)) {
    const o = f.local("ordinal", "i64");
    const told = refsOf(d, scene.sets).map((r) =>
      when(isAmong(r, get(o)), sayOf(scene, r.set, indexOf(r, o), mixed(scene, context))),
    );
    return [set(o, ordinalOf(f, p)), ...told];
  }
  const func = pieceFunc(scene, "say", p, [["context", "i64"]], null, (inside, pieces, [given]) => {
    if (given === undefined) throw new Error("no context");
    const inner = inside.local("inner", "i64");
    const about = (x: Code): Code => set(inner, mixed(scene, i64.add(get(given), x)));
    const hash = (of: Piece): Code => hashOf(scene, inside, of);
    const tell = (of: Piece, name: string): Codes => say(scene, inside, of, i64.add(get(inner), constant(name)));
    return pieces({
      field: (i, of) => [about(constant(`in ${i}`)), ...tell(of, "field")],
      entry: (key, value) => [
        about(i64.add(i64.mul(hash(key), constant("key")), hash(value))),
        ...[...tell(key, "key"), ...tell(value, "value")],
      ],
      member: (of) => [about(hash(of)), ...tell(of, "member")],
      element: (position, of) => [
        about(i64.add(i64.mul(i64.extend_u(get(position)), constant("position")), hash(of))),
        ...tell(of, "element"),
      ],
    });
  });
  return [call(func, [...argumentsOf(p), context])];
}
