/**
 * What a body that was followed along all its paths gives back.
 * In: its frame. Out: `returned`.
 * Not here: the `return` statement (`statements.ts`).
 */

import type { Domain } from "../../../ir/domain.ts";
import type { Val } from "./forms.ts";
import type { Frame } from "./frame.ts";
import type { Run } from "./run.ts";
import { constant, either } from "./value.ts";

/** The result of whichever path was taken; `undefined` where the body has none. */
export function returned(run: Run, { returns }: Frame, domain: Domain | null): Val {
  const last = returns.at(-1);
  if (last === undefined) return constant(undefined);
  return run.bindVal(
    returns.slice(0, -1).reduceRight<Val>((rest, { path, value }) => either(path, value, rest, domain), last.value),
  );
}
