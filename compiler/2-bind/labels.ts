/**
 * The labels at which a process may rest, as written: its own and those of the procedures it runs.
 * In: syntax. Out: `labelsOf`, in source order.
 * Not here: pc values (`compiler/3-lower/`).
 */
import type { SyntaxExpr, SyntaxStmt } from "../../ir/syntax.ts";
import type { Built } from "./builders.ts";
import { type Context, declarationOf } from "./context.ts";

export function labelsOf(context: Context, built: Built): readonly string[] {
  const labels = new Set<string>();
  const seen = new Set<number>();
  const procedure = (id: number): void => {
    const declaration = declarationOf(context, id);
    if (seen.has(id) || declaration.kind !== "const" || declaration.init.kind !== "call") return;
    seen.add(id);
    const body = declaration.init.args[0]?.value;
    if (body?.kind === "function" && body.body.kind === "block") statement(body.body);
  };
  const expr = (e: SyntaxExpr): void => {
    if (e.kind === "yield") labels.add(e.label);
    else if (
      e.kind === "yieldAll" &&
      e.of.kind === "call" &&
      e.of.callee.kind === "name" &&
      e.of.callee.ref.kind === "declaration"
    )
      procedure(e.of.callee.ref.id);
    else if (e.kind === "assign" || e.kind === "assignPattern") expr(e.value);
  };
  const statement = (s: SyntaxStmt): void => {
    switch (s.kind) {
      case "block":
        s.body.forEach(statement);
        return;
      case "expr":
        expr(s.value);
        return;
      case "if":
        statement(s.then);
        if (s.else !== null) statement(s.else);
        return;
      case "switch":
        for (const clause of s.clauses) clause.body.forEach(statement);
        return;
      case "while":
      case "doWhile":
      case "forOf":
      case "labeled":
        statement(s.body);
        return;
      case "for":
        s.init.forEach(statement);
        statement(s.body);
        return;
      case "let":
      case "break":
      case "continue":
      case "return":
      case "throw":
      case "empty":
        return;
    }
  };
  const body = built.call.args[0]?.value;
  if (body?.kind === "function" && body.body.kind === "block") statement(body.body);
  return [...labels];
}
