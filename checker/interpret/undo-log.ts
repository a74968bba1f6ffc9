/**
 * Every write of a running step, so that it can be taken back: steps run in place.
 * In: writes to records, arrays and sets. Out: `UndoLog`.
 * Not here: who writes (`places.ts`, `methods.ts`).
 */
import type { Cell, CellRecord } from "./cell.ts";

type Entry =
  | { readonly kind: "field"; readonly of: CellRecord; readonly name: string; readonly old: Cell }
  | { readonly kind: "element"; readonly of: Cell[]; readonly index: number; readonly old: Cell }
  | { readonly kind: "elements"; readonly of: Cell[]; readonly old: readonly Cell[] }
  | { readonly kind: "length"; readonly of: Cell[]; readonly old: number }
  | { readonly kind: "added"; readonly of: Set<Cell>; readonly member: Cell }
  | { readonly kind: "members"; readonly of: Set<Cell>; readonly old: readonly Cell[] };

export interface UndoLog {
  setField(of: CellRecord, name: string, value: Cell): void;
  setElement(of: Cell[], index: number, value: Cell): void;
  push(of: Cell[], value: Cell): void;
  /** Notes the whole array before a change that moves its elements. */
  keep(of: Cell[]): void;
  add(of: Set<Cell>, member: Cell): void;
  remove(of: Set<Cell>, member: Cell): boolean;
  clear(of: Set<Cell>): void;
  /** How many writes are noted. */
  mark(): number;
  /** Takes back every write after a mark, last first. */
  undo(mark: number): void;
}

export function createUndoLog(): UndoLog {
  const entries: Entry[] = [];
  /** Where the whole contents of an object were noted; once is enough until the next mark. */
  const whole = new Map<Cell[] | Set<Cell>, number>();
  let marked = 0;
  const noteWhole = (of: Cell[] | Set<Cell>): void => {
    if ((whole.get(of) ?? -1) >= marked) return;
    whole.set(of, entries.length);
    entries.push(of instanceof Set ? { kind: "members", of, old: [...of] } : { kind: "elements", of, old: of.slice() });
  };
  const takeBack = (e: Entry): void => {
    if (e.kind === "elements" || e.kind === "members") whole.delete(e.of);
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
  }
}
