/**
 * Every write of a running step, so that it can be taken back: steps run in place.
 * In: writes to records, arrays, sets, maps and bags. Out: `UndoLog`.
 * Not here: who writes (`places.ts`, `seq-methods.ts`, `set-methods.ts`, `collections.ts`).
 */
import type { Cell, CellRecord, Keyed, Entry as KeyedEntry } from "./cell.ts";

type Entry =
  | { readonly kind: "field"; readonly of: CellRecord; readonly name: string; readonly old: Cell }
  | { readonly kind: "element"; readonly of: Cell[]; readonly index: number; readonly old: Cell }
  | { readonly kind: "elements"; readonly of: Cell[]; readonly old: readonly Cell[] }
  | { readonly kind: "length"; readonly of: Cell[]; readonly old: number }
  | { readonly kind: "added"; readonly of: Set<Cell>; readonly member: Cell }
  | { readonly kind: "members"; readonly of: Set<Cell>; readonly old: readonly Cell[] }
  /** `old` undefined: there was none. */
  | { readonly kind: "entry"; readonly of: Keyed; readonly text: string; readonly old: KeyedEntry | undefined }
  | { readonly kind: "entries"; readonly of: Keyed; readonly old: readonly (readonly [string, KeyedEntry])[] };

export interface UndoLog {
  setField(of: CellRecord, name: string, value: Cell): void;
  setElement(of: Cell[], index: number, value: Cell): void;
  push(of: Cell[], value: Cell): void;
  /** Notes the whole array before a change that moves its elements. */
  keep(of: Cell[]): void;
  add(of: Set<Cell>, member: Cell): void;
  remove(of: Set<Cell>, member: Cell): boolean;
  clear(of: Set<Cell>): void;
  /** Of a map, bag or set by content. `entry` undefined takes away what there is. */
  setEntry(of: Keyed, text: string, entry: KeyedEntry | undefined): void;
  /** How many writes are noted. */
  mark(): number;
  /** Takes back every write after a mark, last first. */
  undo(mark: number): void;
}

export function createUndoLog(): UndoLog {
  const entries: Entry[] = [];
  /** Where the whole contents of an object were noted; once is enough until the next mark. */
  const whole = new Map<Cell[] | Set<Cell> | Keyed, number>();
  let marked = 0;
  const noteWhole = (of: Cell[] | Set<Cell> | Keyed): void => {
    if ((whole.get(of) ?? -1) >= marked) return;
    whole.set(of, entries.length);
    if (of instanceof Set) entries.push({ kind: "members", of, old: [...of] });
    else if (Array.isArray(of)) entries.push({ kind: "elements", of, old: of.slice() });
    else entries.push({ kind: "entries", of, old: [...of.entries] });
  };
  const takeBack = (e: Entry): void => {
    if (e.kind === "elements" || e.kind === "members" || e.kind === "entries") whole.delete(e.of);
    restore(e);
  };
  return {
    setField(of, name, value) {
      entries.push({ kind: "field", of, name, old: of[name] });
      of[name] = value;
    },
    setElement(of, index, value) {
      entries.push({ kind: "element", of, index, old: of[index] });
      of[index] = value;
    },
    push(of, value) {
      entries.push({ kind: "length", of, old: of.length });
      of.push(value);
    },
    keep: noteWhole,
    add(of, member) {
      if (of.has(member)) return;
      entries.push({ kind: "added", of, member });
      of.add(member);
    },
    remove(of, member) {
      if (!of.has(member)) return false;
      noteWhole(of);
      return of.delete(member);
    },
    clear(of) {
      noteWhole(of);
      of.clear();
    },
    setEntry(of, text, entry) {
      // What is taken away and put back would stand last: a step that is run again finds the order that it found before.
      if (entry === undefined) noteWhole(of);
      else entries.push({ kind: "entry", of, text, old: of.entries.get(text) });
      putEntry(of, text, entry);
    },
    mark() {
      marked = entries.length;
      return marked;
    },
    undo(mark) {
      while (entries.length > mark) takeBack(entries.pop() as Entry);
    },
  };
}

function restore(e: Entry): void {
  switch (e.kind) {
    case "field":
      e.of[e.name] = e.old;
      return;
    case "element":
      e.of[e.index] = e.old;
      return;
    case "elements":
      e.of.length = 0;
      for (const x of e.old) e.of.push(x);
      return;
    case "length":
      e.of.length = e.old;
      return;
    case "added":
      e.of.delete(e.member);
      return;
    case "members":
      // All of them, for their order: a step may look at it.
      e.of.clear();
      for (const x of e.old) e.of.add(x);
      return;
    case "entry":
      putEntry(e.of, e.text, e.old);
      return;
    case "entries":
      e.of.entries.clear();
      for (const [text, entry] of e.old) e.of.entries.set(text, entry);
      return;
  }
}

function putEntry(of: Keyed, text: string, entry: KeyedEntry | undefined): void {
  if (entry === undefined) of.entries.delete(text);
  else of.entries.set(text, entry);
}
