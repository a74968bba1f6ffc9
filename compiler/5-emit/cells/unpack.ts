/**
 * Unpacking: writes what depends on the state into an image that has been prepared.
 * In: the image's parts. Out: `unpackFunc`.
 * Not here: what does not depend on the state (`image.ts`), sets, bags and maps (`unpack-lists.ts`), the way back (`pack.ts`).
 */
import type { Emission } from "../emission.ts";
import { block, br, brTable, type Code, get, i32, i32c, i64, i64c, label, select, set } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { objectCell, runsOf, UNDEFINED_CELL } from "./atoms.ts";
import { batched, MOST_LEAVES } from "./batches.ts";
import { nthOfRuns } from "./enumeration.ts";
import { countOfPart, type Image, leavesOf, type ObjectPart, objectKind, type Part } from "./image.ts";
import { LENGTH } from "./lists.ts";
import { isAt } from "./liveness.ts";
import { entries, gathered, home, listed, members } from "./unpack-lists.ts";
import { callOf, funcOf, type Item, read, type Shared, upTo, type Writer } from "./unpack-writer.ts";

/** (from i32, image i32): the packed state at `from` into the image. */
export function unpackFunc(e: Emission, objects: Shared, image: Image): Func {
  return funcOf(e, objects, "unpack", (w) => contents(w, image.state));
}

/** What a part holds, its cell apart. Large ones go to functions of their own. */
function contents(w: Writer, part: ObjectPart): readonly Code[] {
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
    case "listed":
      return listed(w, part);
    case "map": {
      const homes = part.values.map((value, i) => ({ i, leaves: leavesOf(value) + 1 }));
      const write = (inner: Writer, of: readonly (typeof homes)[number][]): readonly Code[] =>
        of.flatMap(({ i }) => home(inner, part, i, cellOf));
      const made = batched(homes, ({ leaves }) => leaves)?.map((of) => callOf(w, (inner) => write(inner, of)));
      return [...(made ?? write(w, homes)), ...gathered(w, part)];
    }
    case "entries":
      return entries(w, part, cellOf);
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

/** Writes a part whose cell stands at a place. */
function cell(w: Writer, { at, part }: Placed): readonly Code[] {
  if (part.kind === "scalar") return scalar(w, part, at);
  if (part.kind === "union") return union(w, part, at);
  return contents(w, part);
}

const cellOf = (w: Writer, at: number, part: Part): readonly Code[] => cell(w, { at, part });

function scalar(w: Writer, { packing }: Part & { kind: "scalar" }, at: number): readonly Code[] {
  const runs = runsOf(w.objects.atoms, packing.domain);
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
      i64.store(get(inner.image), objectCell(objectKind(member.packing), address, countOfPart(member)), at),
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

const elements = (w: Writer, { packing, at, data, elements: parts }: Part & { kind: "seq" }): readonly Code[] => {
  const items = parts.map(
    (part, i): Item => ({
      leaves: leavesOf(part),
      write: (inner) => cell(inner, { at: data + 8 * i, part }),
    }),
  );
  return [i32.store(get(w.image), i32.wrap(read(w, packing.length)), at + LENGTH), ...upTo(w, packing.length, items)];
};
