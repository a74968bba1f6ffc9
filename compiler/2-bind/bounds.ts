/**
 * Numbers inside types: the bounds of `Int<Lo, Hi>`, `Seq<T, N>` and their kind, as literals, `typeof NAME` or type parameters.
 * In: a type node. Out: an integer, or null after a diagnostic; what type parameters stand for.
 * Not here: the domains made of them (`domains.ts`).
 */
import { badBound } from "../../ir/codes/bind.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxType, SyntaxTypeParameter } from "../../ir/syntax.ts";
import { declarationOf } from "./context.ts";
import { isRefused } from "./refused.ts";
import { evaluate } from "./static.ts";
import type { TypeArgs, TypeReader } from "./type-reader.ts";

export function bindArgs(
  parameters: readonly SyntaxTypeParameter[],
  given: readonly SyntaxType[],
  outer: TypeArgs,
): TypeArgs {
  return new Map(
    parameters.flatMap((p, i) =>
      given[i] === undefined ? [] : [[p.id, { kind: "type", type: given[i], args: outer }] as const],
    ),
  );
}

export function bound(
  r: TypeReader,
  type: SyntaxType | undefined,
  at: Span,
  what: string,
  least = Number.MIN_SAFE_INTEGER,
): number | null {
  const n = type === undefined ? null : numberOf(r, type);
  if (n !== null && Number.isSafeInteger(n) && n >= least) return n;
  if (type?.kind === "typeof" && isRefused(r.context.source, type.of)) return null;
  r.report(
    badBound(type?.at ?? at, {
      what,
      found: least === 0 ? "an integer constant, 0 or more" : "integer constants",
      value: n,
    }),
  );
  return null;
}

function numberOf(r: TypeReader, type: SyntaxType): number | null {
  if (type.kind === "literal") return typeof type.value === "number" ? type.value : null;
  if (type.kind === "typeof") {
    const v = evaluate(r.context, type.of);
    return v !== null && typeof v.value === "number" ? v.value : null;
  }
  if (type.kind !== "ref") return null;
  if (type.ref.kind === "typeParameter") {
    const given = r.args.get(type.ref.id);
    return given?.kind === "type" ? numberOf({ ...r, args: given.args }, given.type) : null;
  }
  if (type.ref.kind !== "declaration") return null;
  const declaration = declarationOf(r.context, type.ref.id);
  return declaration.kind === "alias"
    ? numberOf({ ...r, args: bindArgs(declaration.typeParameters, type.args, r.args) }, declaration.type)
    : null;
}
