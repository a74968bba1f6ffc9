/**
 * Unpacking: writes what depends on the state into an image that has been prepared.
 * In: the image's parts. Out: `unpackFunc`.
 * Not here: what does not depend on the state (`image.ts`), the way back (`pack.ts`).
 */
import type { Bits } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import {
  asI64,
  block,
  br,
  brTable,
  type Code,
  call,
  get,
  i32,
  i32c,
  i64,
  i64c,
  label,
  loop,
  select,
  set,
} from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { type Atoms, objectCell, runsOf, UNDEFINED_CELL } from "./atoms.ts";
import { batched, MOST_LEAVES } from "./batches.ts";
import { nthOfRuns } from "./enumeration.ts";
import { countOfPart, type Image, leavesOf, type Part } from "./image.ts";
import { LENGTH } from "./lists.ts";
import { isAt } from "./liveness.ts";
import { MEMBER_BYTES, memberTable } from "./members.ts";

/** Members of a set up to which it is unpacked without a loop. */
const MOST_UNROLLED = 16;

/** A function under construction: the words that it has read, and the parts that it leaves to others. */
interface Writer {
  readonly e: Emission;
  readonly atoms: Atoms;
  readonly func: Func;
  readonly from: Local;
  readonly image: Local;
  readonly words: Map<number, Local>;
  readonly ordinal: Local;
}

/** (from i32, image i32): the packed state at `from` into the image. */
export function unpackFunc(e: Emission, atoms: Atoms, image: Image): Func {
  return funcOf(e, atoms, "unpack", (w) => contents(w, image.state));
}

function funcOf(e: Emission, atoms: Atoms, name: string, body: (w: Writer) => readonly Code[]): Func {
  const func = e.module.func(name, [
    ["from", "i32"],
    ["image", "i32"],
  ]);
  const [from, image] = [func.param(0), func.param(1)];
  const w: Writer = { e, atoms, func, from, image, words: new Map(), ordinal: func.local("ordinal", "i64") };
  const code = body(w);
  const loads = [...w.words].map(([word, local]) => set(local, i64.load(get(from), 8 * word)));
  func.body = [...loads, ...code];
  return func;
}

function wordOf(w: Writer, word: number): Code {
  const known = w.words.get(word) ?? w.func.local(`word${word}`, "i64");
  w.words.set(word, known);
  return get(known);
}

/** i64. */
const bitsIn = (word: Code, { shift, width }: Bits): Code =>
  i64.and(i64.shr_u(word, i64c(shift)), i64c((1n << BigInt(width)) - 1n));

const read = (w: Writer, bits: Bits): Code => (bits.width === 0 ? i64c(0) : bitsIn(wordOf(w, bits.word), bits));

/** What a part holds, its cell apart. Large ones go to functions of their own. */
function contents(w: Writer, part: Part & { kind: "record" | "table" | "set" | "seq" }): readonly Code[] {
  switch (part.kind) {
    case "record":
      return batches(
        w,
        part.fields.map(({ offset, part: p }) => ({ at: part.at + offset, part: p })),
      );
    case "table":
      return batches(
        w,
        part.rows.map((p, i) => ({ at: part.at + 8 * i, part: p })),
      );
    case "set":
      return members(w, part);
    case "seq":
      return elements(w, part);
  }
}

interface Placed {
  /** Offset of the part's cell in the image. */
  readonly at: number;
  readonly part: Part;
}

function batches(w: Writer, parts: readonly Placed[]): readonly Code[] {
  const made = batched(parts, ({ part }) => leavesOf(part));
  if (made === null) return parts.flatMap((p) => cell(w, p));
  return made.map((of) => callOf(w, (inner) => of.flatMap((p) => cell(inner, p))));
}

const callOf = (w: Writer, body: (inner: Writer) => readonly Code[]): Code =>
  call(funcOf(w.e, w.atoms, "unpack.part", body), [get(w.from), get(w.image)]);

/** Writes a part whose cell stands at a place. */
function cell(w: Writer, { at, part }: Placed): readonly Code[] {
  if (part.kind === "scalar") return scalar(w, part, at);
  if (part.kind === "union") return union(w, part, at);
  return contents(w, part);
}

function scalar(w: Writer, { packing }: Part & { kind: "scalar" }, at: number): readonly Code[] {
  const runs = runsOf(w.atoms, packing.domain);
  const ordinal = read(w, packing.bits);
  const value = nthOfRuns(runs, runs.length <= 1 ? ordinal : get(w.ordinal));
  const { live } = packing;
  const cellCode = live === undefined ? value : select(value, i64c(UNDEFINED_CELL), isAt(read(w, live.pc), live.at));
  return [...(runs.length <= 1 ? [] : [set(w.ordinal, ordinal)]), i64.store(get(w.image), cellCode, at)];
}

/** The tag says which member; where it is an object the cell is written as well. */
function union(w: Writer, part: Part & { kind: "union" }, at: number): readonly Code[] {
  const end = label("end");
  const labels = part.members.map(() => label("member"));
  const write = (inner: Writer, member: Part): readonly Code[] => {
    if (member.kind === "scalar") return scalar(inner, member, at);
    if (member.kind === "union") throw new Error("a union in a union");
    const address = i32.add(get(inner.image), i32c(member.at));
    return [
      i64.store(get(inner.image), objectCell(member.kind, address, countOfPart(member)), at),
      ...contents(inner, member),
    ];
  };
  const isLarge = leavesOf(part) > MOST_LEAVES;
  const [first, ...others] = labels;
  if (first === undefined) throw new Error("a union of nothing");
  const dispatch = brTable(i32.wrap(read(w, part.packing.tag)), [first, ...others], first);
  let code: readonly Code[] = [dispatch];
  part.members.forEach((member, i) => {
    const own = isLarge ? [callOf(w, (inner) => write(inner, member))] : write(w, member);
    code = [block(labels[i] ?? null, code), ...own, br(end)];
  });
  return [block(end, code)];
}

/** Elements past the length are left as they are. */
const elements = (w: Writer, part: Part & { kind: "seq" }): readonly Code[] => [
  setLength(w, part),
  ...someElements(w, part, 0, part.elements.length),
];

const setLength = (w: Writer, { packing, at }: Part & { kind: "seq" }): Code =>
  i32.store(get(w.image), i32.wrap(read(w, packing.length)), at + LENGTH);

function someElements(w: Writer, part: Part & { kind: "seq" }, first: number, end: number): readonly Code[] {
  if (end - first > 1 && leavesOf({ ...part, elements: part.elements.slice(first, end) }) > MOST_LEAVES) {
    const middle = Math.ceil((first + end) / 2);
    return [
      callOf(w, (inner) => someElements(inner, part, first, middle)),
      callOf(w, (inner) => someElements(inner, part, middle, end)),
    ];
  }
  const done = label("done");
  const length = read(w, part.packing.length);
  const code = part.elements
    .slice(first, end)
    .flatMap((p, i) => [
      br(done, i64.le_u(length, i64c(first + i))),
      ...cell(w, { at: part.data + 8 * (first + i), part: p }),
    ]);
  return [block(done, code)];
}

/** Ascending. Every candidate is written to the end of the list, which moves on where it is a member. */
function members(w: Writer, part: Part & { kind: "set" }): readonly Code[] {
  const runs = runsOf(w.atoms, part.packing.domain.of);
  const bits = part.packing.members;
  const end = w.func.local("end", "i32");
  const start = i32.add(get(w.image), i32c(part.data));
  const length = i32.shr_u(i32.sub(get(end), i32.add(get(w.image), i32c(part.data))), i32c(3));
  const setLength = i32.store(get(w.image), length, part.at + LENGTH);
  if (bits.length <= MOST_UNROLLED) {
    const writes = bits.flatMap((b, i) => [
      i64.store(get(end), nthOfRuns(runs, i64c(i))),
      set(end, i32.add(get(end), i32.shl(i32.wrap(read(w, b)), i32c(3)))),
    ]);
    return [set(end, start), ...writes, setLength];
  }
  const table = memberTable(w.e, bits, (i) => asI64(nthOfRuns(runs, i64c(i))) ?? null);
  const at = w.func.local("at", "i32");
  const next = label("next");
  const word = i64.load(i32.add(get(w.from), i32.load(get(at))));
  const bit = i64.and(i64.shr_u(word, i64.extend_u(i32.load(get(at), 4))), i64c(1));
  return [
    set(end, start),
    set(at, i32c(table)),
    loop(next, [
      i64.store(get(end), i64.load(get(at), 8)),
      set(end, i32.add(get(end), i32.shl(i32.wrap(bit), i32c(3)))),
      set(at, i32.add(get(at), i32c(MEMBER_BYTES))),
      br(next, i32.lt_u(get(at), i32c(table + MEMBER_BYTES * bits.length))),
    ]),
    setLength,
  ];
}
