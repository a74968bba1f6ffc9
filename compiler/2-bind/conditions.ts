/**
 * `when(c)`, `assert(c, "text")`, `throw new Error("text")`: statements that end or fail a step.
 * In: a call or throw in a scope. Out: `Stmt`s; null where the expression is something else.
 * Not here: which assertions a model checks (`models.ts` decides, here they are left out).
 */
import { argumentCount, effectInLambda, literalText, notHere, whenAfterWrite } from "../../ir/codes/bind.ts";
import type { Stmt } from "../../ir/expr.ts";
import type { SyntaxExpr, SyntaxStmt } from "../../ir/syntax.ts";
import { isBuiltin } from "./builders.ts";
import { report } from "./context.ts";
import type { Scope } from "./scope.ts";
import { evaluate } from "./static.ts";

function call(scope: Scope, e: SyntaxExpr): readonly Stmt[] | null {
  if (e.kind !== "call") return null;
  const name = isBuiltin(e.callee, "when") ? "when" : isBuiltin(e.callee, "assert") ? "assert" : null;
  if (name === null) return null;
  const [test, text] = e.args;
  if (test === undefined || e.args.length !== (name === "when" ? 1 : 2)) {
    report(
      scope.context,
      argumentCount(e.at, {
        what: name,
        wants: name === "when" ? "one condition" : 'a condition and a text: `assert(c, "what went wrong")`',
      }),
    );
    return [];
  }
  if (scope.lambda !== null) {
    report(scope.context, effectInLambda(e.at, { what: name }));
    return [];
  }
  if (
    scope.where === "a property" ||
    scope.where === "this option" ||
    (name === "assert" && scope.where === "the initial state")
  ) {
    report(
      scope.context,
      notHere(e.at, {
        call: name,
        where: scope.where,
        ...(scope.where === "the initial state" ? { help: "state what must hold of constants by `assume(…)`" } : {}),
      }),
    );
    return [];
  }
  const bound = scope.knot.test(scope, test.value);
  if (name === "when") {
    if (scope.step.write !== null && !scope.dead)
      report(scope.context, whenAfterWrite(e.at, { write: scope.step.write }));
    scope.effects.blocks ??= e.at;
    if (bound.kind === "error" || (bound.kind === "literal" && bound.value === true)) return [];
    return [{ kind: "when", test: bound, at: e.at }];
  }
  const known = text === undefined ? null : evaluate(scope.context, text.value);
  if (known === null || typeof known.value !== "string") {
    report(scope.context, literalText(text?.value.at ?? e.at, { what: "the text of an assertion" }));
    return [];
  }
  const assertion = assertionOf(scope, known.value, false, e);
  scope.effects.asserts ??= e.at;
  if (assertion === null || bound.kind === "error" || (bound.kind === "literal" && bound.value === true)) return [];
  return [{ kind: "assert", test: bound, assertion, at: e.at }];
}

/** Index of a new assertion; null where the model leaves it out or the constants make it dead. */
function assertionOf(
  scope: Scope,
  text: string,
  thrown: boolean,
  where: { readonly at: SyntaxExpr["at"] },
): number | null {
  const { context } = scope;
  context.assertionTexts.add(text);
  if (thrown) context.thrownTexts.add(text);
  if (scope.dead || (!thrown && context.checkedTexts !== null && !context.checkedTexts.has(text))) return null;
  const same = context.assertions.findIndex(
    (a) => a.text === text && a.at.start === where.at.start && a.at.file === where.at.file,
  );
  if (same >= 0) return same;
  context.assertions.push({ text, thrown, at: where.at });
  return context.assertions.length - 1;
}

function thrown(scope: Scope, s: SyntaxStmt & { kind: "throw" }): readonly Stmt[] {
  if (s.text === null) return [];
  // Allowed wherever code stands, properties included: helpers say by it what cannot be (`default: throw …`).
  if (scope.lambda !== null) report(scope.context, effectInLambda(s.at, { what: "throw" }));
  const assertion = assertionOf(scope, s.text, true, s);
  return assertion === null ? [] : [{ kind: "throw", assertion, at: s.at }];
}

export const condition = { call, thrown };
