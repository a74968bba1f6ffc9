/**
 * A body followed along all its paths, and what it gives back.
 * In: its code, its frame. Out: `completed`.
 * Not here: the `return` statement (`statements.ts`).
 */

import type { Domain } from "../../../ir/domain.ts";
import type { Stmt } from "../../../ir/expr.ts";
import { FALSE, TRUE } from "./condition.ts";
import type { Val } from "./forms.ts";
import type { Frame } from "./frame.ts";
import type { Run } from "./run.ts";
import { constant, either } from "./value.ts";

/** Follows code that nothing jumps out of; gives the result of whichever path was taken, `undefined` where it has none. */
export function completed(run: Run, f: Frame, code: Stmt, domain: Domain | null): Val {
  const { path, jumps } = run;
  run.jumps = new Set();
  f.knot.stmt(run, f, code);
  const end = run.path;
  run.jumps = jumps;
  run.path = path;
  const { returns } = f;
  const last = returns.at(-1);
  if (last === undefined || returns.every(({ value }) => value.kind === "const" && value.value === undefined))
    return constant(undefined);
  // A switch without a default over all there is seems to have an end too: that this is reached is feared.
  if (end !== FALSE) run.under(end, () => run.fear(TRUE));
  return run.bindVal(
    returns.slice(0, -1).reduceRight<Val>((rest, { path: on, value }) => either(on, value, rest, domain), last.value),
  );
}
