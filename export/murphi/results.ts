/**
 * Bodies that give a truth: properties, constraints.
 * In: a body. Out: `resultOf`.
 * Not here: where the truth goes (`program.ts`).
 */
import { BOOLEAN } from "../../ir/domain.ts";
import type { Body } from "../../ir/model.ts";
import { inlined, returns } from "./calls.ts";
import { type Routine, variable } from "./routine.ts";
import { statement } from "./statements.ts";
import { truth } from "./terms.ts";

/** What a body that ends in `return` gives: its statements are lines. */
export function resultOf(r: Routine, body: Body): string {
  const statements = body.code.kind === "block" ? body.code.body : [body.code];
  const last = statements.at(-1);
  if (last?.kind !== "return" || last.value === null || statements.slice(0, -1).some(returns)) {
    const result = variable(r, "result", BOOLEAN);
    inlined(r, body.code, result);
    return result.text;
  }
  for (const s of statements.slice(0, -1)) statement(r, s);
  return truth(r, last.value);
}
