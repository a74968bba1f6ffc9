/**
 * Positions of cells in the order of scalar domains.
 * In: domains, atoms. Out: `createOrdinals`, code for one cell and functions to call.
 * Not here: the way back (`enumeration.ts`).
 */
import type { Domain } from "../../../ir/domain.ts";
import type { Emission } from "../emission.ts";
import { type Code, get, i64, i64c, select } from "../wasm/code.ts";
import type { Func, Local } from "../wasm/module.ts";
import { type Atoms, type Run, runsOf } from "./atoms.ts";

export interface Ordinals {
  /** (cell i64) → i64: the position in the order of a scalar domain, -1 where the cell is no member. One function per domain. */
  func(d: Domain): Func;
  /** The same as code; `cell` holds the cell. */
  code(d: Domain, cell: Local): Code;
}

export function createOrdinals(e: Emission, atoms: Atoms): Ordinals {
  const funcs = new Map<string, Func>();
  return {
    func(d) {
      const runs = runsOf(atoms, d);
      const key = runs.map((r) => `${r.first}+${r.count}@${r.base}`).join();
      const known = funcs.get(key);
      if (known !== undefined) return known;
      const f = e.module.func("ordinal", [["cell", "i64"]], "i64");
      f.body = [ordinalCode(runs, f.param(0))];
      funcs.set(key, f);
      return f;
    },
    code: (d, cell) => ordinalCode(runsOf(atoms, d), cell),
  };
}

/** The first run that has the cell decides, so it is the outermost. */
export function ordinalCode(runs: readonly Run[], cell: Local): Code {
  return runs.toReversed().reduce<Code>((otherwise, { first, count, base }) => {
    const place = i64.sub(get(cell), i64c(first));
    return select(i64.add(place, i64c(base)), otherwise, i64.lt_u(place, i64c(count)));
  }, i64c(-1));
}
