/**
 * Locals that have a value at some rests only (`Liveness` in ir/layout.ts).
 * In: the state's packing. Out: `isAt`; `verifyFunc`, which sees to it that pcs and locals of a finished state agree.
 * Not here: which these are (`compiler/4-layout/living-locals.ts`).
 */
import type { Liveness, Packing } from "../../../ir/layout.ts";
import type { Emission } from "../emission.ts";
import { type Code, get, i32, i32c, i64, i64c, set, unreachable, when } from "../wasm/code.ts";
import type { Func } from "../wasm/module.ts";
import { addressOf, UNDEFINED_CELL } from "./atoms.ts";
import type { Families } from "./families.ts";

/** i32: whether an ordinal, less than 64, is one of those. */
export function isAt(ordinal: Code, of: readonly number[]): Code {
  const mask = of.reduce((bits, o) => bits | (1n << BigInt(o)), 0n);
  return i32.and(i32.wrap(i64.shr_u(i64c(mask), ordinal)), i32c(1));
}

/** A scalar whose liveness is known, by its row where it stands in a table. */
interface Local {
  readonly field: string;
  readonly row: number | null;
  readonly live: Liveness;
}

/**
 * (record i32, packed i32): stops the instance where a local lives without a value or has one without living: its packing would
 * say something else. Null where no local is packed so.
 */
export function verifyFunc(e: Emission, families: Families): Func | null {
  const locals = e.layout.state.fields.flatMap((p, i) => localsOf(e.layout.state.domain.fields[i]?.name ?? "", p));
  if (locals.length === 0) return null;
  const f = e.module.func("verify", [
    ["record", "i32"],
    ["packed", "i32"],
  ]);
  const [record, packed] = [f.param(0), f.param(1)];
  const cell = f.local("cell", "i64");
  f.body = locals.flatMap(({ field, row, live: { pc, at } }) => {
    const whole = i64.load(get(record), families.fieldOffset({ kind: "state" }, field));
    const word = i64.load(get(packed), 8 * pc.word);
    const ordinal = i64.and(i64.shr_u(word, i64c(pc.shift)), i64c((1n << BigInt(pc.width)) - 1n));
    const hasValue = i64.ne(get(cell), i64c(UNDEFINED_CELL));
    return [
      set(cell, row === null ? whole : i64.load(addressOf(whole), 8 * row)),
      when(i32.ne(hasValue, isAt(pc.width === 0 ? i64c(0) : ordinal, at)), [unreachable]),
    ];
  });
  return f;
}

function localsOf(field: string, p: Packing): readonly Local[] {
  if (p.kind === "scalar") return p.live === undefined ? [] : [{ field, row: null, live: p.live }];
  if (p.kind !== "table") return [];
  return p.rows.flatMap((r, row) =>
    r.kind === "scalar" && r.live !== undefined ? [{ field, row, live: r.live }] : [],
  );
}
