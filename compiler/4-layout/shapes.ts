/**
 * What a domain becomes in a packed state: slots, and which of them stand together: everything that belongs to one key.
 * In: domains. Out: `createShelf`, `shapeOf`, which puts slots on a shelf and gives the way to the finished packing.
 * Not here: the places themselves (`words.ts`), which values a pc has (`resting-values.ts`),
 * where a local lives (`living-locals.ts`).
 */
import { alternatives, type Domain, isScalar, type RecordDomain, size, UNDEFINED } from "../../ir/domain.ts";
import type { Liveness, MapPlace, Packing } from "../../ir/layout.ts";
import { scalarSize } from "../../ir/value.ts";
import type { Living } from "./living-locals.ts";
import { bitsOf, type Part, type Slot, slot, WORD_BITS } from "./parts.ts";

/** Collects the slots of what stands at one place: of the state, of one row, of one element. */
export interface Shelf {
  /** The shelf of one row of all tables and sets with this key. */
  row(key: Domain, ordinal: number): Shelf;
  put(part: Part): void;
  /** Everything on it: rows of one key side by side, then the rest. */
  part(): Part;
}

export function createShelf(): Shelf {
  const loose: Part[] = [];
  const groups = new Map<string, Shelf[]>();
  return {
    row(key, ordinal) {
      const name = JSON.stringify(key);
      const rows = groups.get(name) ?? Array.from({ length: scalarSize(key) }, createShelf);
      groups.set(name, rows);
      const found = rows[ordinal];
      if (found === undefined) throw new Error(`no row ${ordinal}`);
      return found;
    },
    put(part) {
      loose.push(part);
    },
    part: () => ({
      kind: "all",
      parts: [
        ...[...groups.values()].map((rows): Part => ({ kind: "all", parts: rows.map((r) => r.part()) })),
        ...loose,
      ],
    }),
  };
}

/** To be called once all slots have their places. */
type Finish<P extends Packing = Packing> = () => P;

/** What is known of hidden fields, by their names. */
export interface Hidden {
  /** Values of a pc, fewer than its domain has. */
  readonly resting: ReadonlyMap<string, Domain>;
  readonly living: ReadonlyMap<string, Living>;
}

/** The state, and what the rows of a pc (or the only one) have for slots. */
export function shapeOfState(shelf: Shelf, d: RecordDomain, hidden: Hidden): Finish<Packing & { kind: "record" }> {
  const pcs = new Map<string, readonly Slot[]>();
  const fields = d.fields.map((f) => {
    const resting = hidden.resting.get(f.name);
    const living = hidden.living.get(f.name);
    if (resting !== undefined) {
      const { slots, finish } = hiddenField(shelf, f.domain, resting, () => undefined);
      pcs.set(f.name, slots);
      return finish;
    }
    if (living === undefined) return shapeOf(shelf, f.domain);
    const rests = pcs.get(living.pc);
    if (rests === undefined) throw new Error(`${f.name} stands before the pc of its process`);
    return hiddenField(shelf, f.domain, living.domain, (i) => ({ pc: bitsOf(rests[i] as Slot), at: living.at })).finish;
  });
  return () => ({ kind: "record", domain: d, fields: fields.map((finish) => finish()) });
}

/** Scalars of a domain with fewer values, in a table by instance or alone. */
function hiddenField(
  shelf: Shelf,
  d: Domain,
  fewer: Domain,
  live: (row: number) => Liveness | undefined,
): { readonly slots: readonly Slot[]; readonly finish: Finish } {
  const shelves =
    d.kind === "table" ? Array.from({ length: scalarSize(d.key) }, (_, i) => shelf.row(d.key, i)) : [shelf];
  const slots = shelves.map((own) => {
    const made = slotFor(size(fewer));
    own.put(made);
    return made;
  });
  const row = (i: number): Packing => {
    const scalarPacking: Packing = { kind: "scalar", domain: fewer, bits: bitsOf(slots[i] as Slot) };
    const known = live(i);
    return known === undefined ? scalarPacking : { ...scalarPacking, live: known };
  };
  const finish: Finish = () =>
    d.kind === "table" ? { kind: "table", domain: d, rows: slots.map((_, i) => row(i)) } : row(0);
  return { slots, finish };
}

function shapeOf(shelf: Shelf, d: Domain): Finish {
  if (isScalar(d)) return scalar(shelf, d);
  switch (d.kind) {
    case "record": {
      const fields = d.fields.map((f) => shapeOf(shelf, f.domain));
      return () => ({ kind: "record", domain: d, fields: fields.map((finish) => finish()) });
    }
    case "table":
      return table(shelf, d);
    case "set":
      if (d.max !== null) return listed(shelf, d, Math.min(d.max, scalarSize(d.of)));
      return isScalar(d.of) ? set(shelf, d) : setOfMany(shelf, d);
    case "bag":
      return listed(shelf, d, d.max);
    case "map":
      return d.max === null ? map(shelf, d) : entries(shelf, d, Math.min(d.max, scalarSize(d.key)));
    case "seq":
      return sequence(shelf, d);
    case "union":
      return union(shelf, d);
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      throw new Error(`${d.kind} is scalar`);
  }
}

function scalar(shelf: Shelf, d: Domain): Finish {
  const made = slotFor(size(d));
  shelf.put(made);
  return () => ({ kind: "scalar", domain: d, bits: bitsOf(made) });
}

/** Wide enough for so many values. */
function slotFor(count: bigint | null): Slot {
  if (count === null) throw new Error("a number without bounds in the state");
  return slot(count <= 1n ? 0 : (count - 1n).toString(2).length);
}

function table(shelf: Shelf, d: Domain & { kind: "table" }): Finish {
  const rows = Array.from({ length: scalarSize(d.key) }, (_, i) => shapeOf(shelf.row(d.key, i), d.value));
  return () => ({ kind: "table", domain: d, rows: rows.map((finish) => finish()) });
}

function set(shelf: Shelf, d: Domain & { kind: "set" }): Finish {
  const members = Array.from({ length: scalarSize(d.of) }, (_, i) => {
    const bit = slot(1);
    shelf.row(d.of, i).put(bit);
    return bit;
  });
  return () => ({ kind: "set", domain: d, members: members.map(bitsOf) });
}

/** Side by side, as those who go through them go word by word. */
function setOfMany(shelf: Shelf, d: Domain & { kind: "set" }): Finish {
  const members = Array.from({ length: scalarSize(d.of) }, () => slot(1));
  const words = Array.from(
    { length: Math.ceil(members.length / WORD_BITS) },
    (_, i): Part => ({
      kind: "all",
      parts: members.slice(WORD_BITS * i, WORD_BITS * (i + 1)),
    }),
  );
  for (const word of words) shelf.put(word);
  return () => ({ kind: "set", domain: d, members: members.map(bitsOf) });
}

/** A length and so many ordinals. */
function listed(shelf: Shelf, d: Domain & { kind: "set" | "bag" }, most: number): Finish {
  const length = slotFor(BigInt(most) + 1n);
  const members = Array.from({ length: most }, () => slotFor(size(d.of)));
  shelf.put({ kind: "all", parts: [length, ...members] });
  return () => ({ kind: "listed", domain: d, length: bitsOf(length), members: members.map(bitsOf) });
}

/** As a table of what may be `undefined`, unless values may be that themselves. */
function map(shelf: Shelf, d: Domain & { kind: "map" }): Finish {
  const isMarked = alternatives(d.value).some((m) => m.kind === "undefined");
  const value: Domain = isMarked ? d.value : { kind: "union", of: [UNDEFINED, ...alternatives(d.value)] };
  const places = Array.from({ length: scalarSize(d.key) }, (_, i) => {
    const own = shelf.row(d.key, i);
    const present = isMarked ? slot(1) : null;
    if (present !== null) own.put(present);
    return { present, finish: shapeOf(own, value) };
  });
  const finished = (): readonly MapPlace[] =>
    places.map(({ present, finish }) => ({ present: present === null ? null : bitsOf(present), value: finish() }));
  return () => ({ kind: "map", domain: d, places: finished() });
}

function entries(shelf: Shelf, d: Domain & { kind: "map" }, most: number): Finish {
  const length = slotFor(BigInt(most) + 1n);
  const all = Array.from({ length: most }, () => {
    const own = createShelf();
    const key = slotFor(size(d.key));
    own.put(key);
    return { own, key, finish: shapeOf(own, d.value) };
  });
  shelf.put({ kind: "all", parts: [length, ...all.map(({ own }) => own.part())] });
  return () => ({
    ...{ kind: "entries", domain: d, length: bitsOf(length) },
    entries: all.map(({ key, finish }) => ({ key: bitsOf(key), value: finish() })),
  });
}

/** The elements one after the other: a position is a place. */
function sequence(shelf: Shelf, d: Domain & { kind: "seq" }): Finish {
  const length = slotFor(BigInt(d.max) + 1n);
  const shelves = Array.from({ length: d.max }, createShelf);
  const elements = shelves.map((own) => shapeOf(own, d.of));
  shelf.put({ kind: "all", parts: [length, ...shelves.map((own) => own.part())] });
  return () => ({ kind: "seq", domain: d, length: bitsOf(length), elements: elements.map((finish) => finish()) });
}

function union(shelf: Shelf, d: Domain & { kind: "union" }): Finish {
  const tag = slotFor(BigInt(d.of.length));
  const shelves = d.of.map(createShelf);
  const members = d.of.map((m, i) => shapeOf(shelves[i] as Shelf, m));
  shelf.put({ kind: "all", parts: [tag, { kind: "over", parts: shelves.map((own) => own.part()) }] });
  return () => ({ kind: "union", domain: d, tag: bitsOf(tag), members: members.map((finish) => finish()) });
}
