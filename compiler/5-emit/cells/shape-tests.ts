/**
 * Which member of a union a cell has the shape of, as checker/interpret/cell.ts asks it.
 * In: members of unions. Out: `unlessOf`.
 * Not here: what becomes of the cell (`pack.ts`).
 */
import type { RecordDomain } from "../../../ir/domain.ts";
import type { Packing } from "../../../ir/layout.ts";
import { br, type Code, get, i32, i64, i64c, type Label, set } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { ABSENT_CELL, type Atoms, addressOf, isKind, runsOf, UNDEFINED_CELL } from "./atoms.ts";
import type { Families } from "./families.ts";
import { objectKind } from "./image.ts";
import { ordinalCode } from "./ordinals.ts";

interface Shared {
  readonly atoms: Atoms;
  readonly families: Families;
}

/** Leaves for `no` where the cell in the local does not have the shape of a member. */
export function unlessOf(s: Shared, func: Func, cell: Local, member: Packing, no: Label): readonly Code[] {
  switch (member.kind) {
    case "scalar":
      return [br(no, i64.lt_s(ordinalCode(runsOf(s.atoms, member.domain), cell), i64c(0)))];
    case "table":
    case "set":
    case "listed":
    case "map":
    case "entries":
    case "seq":
      return [br(no, i32.eqz(isKind(get(cell), objectKind(member))))];
    case "record":
      return [br(no, i32.eqz(isKind(get(cell), "record"))), ...unlessRecord(s, func, cell, member.domain, no)];
    case "union":
      throw new Error("a union in a union");
  }
}

/** By the values of its literal fields and by which fields there are. */
function unlessRecord(
  { atoms, families }: Shared,
  func: Func,
  cell: Local,
  d: RecordDomain,
  no: Label,
): readonly Code[] {
  const field = (name: string): Code => i64.load(addressOf(get(cell)), families.fieldOffset(d, name));
  const found = func.local("found", "i64");
  const tests = d.fields.flatMap((f) => {
    if (f.domain.kind !== "enum") return [];
    const runs = runsOf(atoms, f.domain);
    return [set(found, field(f.name)), br(no, i64.lt_s(ordinalCode(runs, found), i64c(0)))];
  });
  const others = families.of(d).fields.filter((name) => !d.fields.some((f) => f.name === name));
  const there = others.map((name) => [
    set(found, field(name)),
    br(no, i32.and(i64.ne(get(found), i64c(ABSENT_CELL)), i64.ne(get(found), i64c(UNDEFINED_CELL)))),
  ]);
  return [...tests, ...there.flat()];
}
