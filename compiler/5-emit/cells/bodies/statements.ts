/**
 * Statements, compiled to code.
 * In: `Stmt` of a lowered model. Out: `statement`: code that leaves the function where the statement does.
 * Not here: loops (`loops.ts`), flows of blocks (`flows.ts`), expressions (`expressions.ts`).
 */
import type { Lambda, Stmt } from "../../../../ir/expr.ts";
import { block, br, type Code, get, i32, i32c, i64, i64c, type Label, label, ret, set, when } from "../../wasm/code.ts";
import { UNDEFINED_CELL } from "../atoms.ts";
import { assertionFailure, BLOCKED, ENDED, FAILED } from "../machine.ts";
import { flow } from "./flows.ts";
import { forOf, loopOf } from "./loops.ts";
import { jumpTo, type Scope, slotOf, withJump } from "./scope.ts";
import { truthOf } from "./truth.ts";

export function statement(s: Scope, x: Stmt): readonly Code[] {
  return s.temps.statement(() => codeOf(s, x));
}

function codeOf(s: Scope, x: Stmt): readonly Code[] {
  switch (x.kind) {
    case "block":
      return x.body.flatMap((y) => s.knot.stmt(s, y));
    case "let":
      return [set(slotOf(s, x.slot), x.value === null ? i64c(UNDEFINED_CELL) : s.knot.cell(s, x.value))];
    case "expr":
      return s.knot.run(s, x.value);
    case "when":
      return [when(i32.eqz(s.knot.test(s, x.test)), [ret(i32c(BLOCKED))])];
    case "assert":
      return [when(i32.eqz(s.knot.test(s, x.test)), failed(s, x.assertion))];
    case "throw":
      return failed(s, x.assertion);
    case "if":
      return [when(s.knot.test(s, x.test), s.knot.stmt(s, x.then), x.else === null ? [] : s.knot.stmt(s, x.else))];
    case "switch":
      return switchOf(s, x);
    case "loop":
      return loopOf(s, x);
    case "forOf":
      return forOf(s, x);
    case "labeled": {
      const leave = label("labeled");
      return [block(leave, s.knot.stmt(withJump(s, x.id, { leave, next: null }), x.body))];
    }
    case "break":
      return [jumpTo(s, x.target, "leave")];
    case "continue":
      return [jumpTo(s, x.target, "next")];
    case "return": {
      const value = x.value === null ? i64c(UNDEFINED_CELL) : s.knot.cell(s, x.value);
      if (s.lambda !== null) return [set(s.lambda.into, value), br(s.lambda.end)];
      return [set(s.shared.objects.result, value), ret(i32c(ENDED))];
    }
    case "flow":
      return flow(s, x);
    case "yield":
    case "procedure":
      throw new Error(`a statement "${x.kind}" in a lowered model`);
  }
}

const failed = (s: Scope, assertion: number): readonly Code[] => [
  set(s.shared.objects.failure, i32c(assertionFailure(assertion))),
  ret(i32c(FAILED)),
];

/** Each clause's code ends where the next one's begins, so that it falls through; the tests come first. */
function switchOf(s: Scope, x: Stmt & { kind: "switch" }): readonly Code[] {
  const leave = label("switch");
  const of = s.temps.take("i64");
  const entries: Label[] = x.clauses.map((_, i) => label(`clause ${i}`));
  const value = s.knot.cell(s, x.of);
  const tests = x.clauses.flatMap((c, i) =>
    c.test === null ? [] : [br(entries[i] as Label, i64.eq(s.knot.cell(s, c.test), get(of)))],
  );
  const fallback = x.clauses.findIndex((c) => c.test === null);
  const otherwise = br(fallback < 0 ? leave : (entries[fallback] as Label));
  const inside = withJump(s, x.id, { leave, next: null });
  const body = x.clauses.reduce<readonly Code[]>(
    (before, c, i) => [block(entries[i] as Label, before), ...c.body.flatMap((y) => s.knot.stmt(inside, y))],
    [set(of, value), ...tests, otherwise],
  );
  return [block(leave, body)];
}

/** i64: the result of a lambda whose parameters have been set. */
export function lambdaCell(s: Scope, l: Lambda): Code {
  const result = onlyResult(l.body);
  if (result !== null) return s.knot.cell(s, result);
  const into = s.temps.take("i64");
  const end = label("lambda");
  const inside: Scope = { ...s, lambda: { end, into }, jumps: new Map() };
  return block(null, [set(into, i64c(UNDEFINED_CELL)), block(end, s.knot.stmt(inside, l.body)), get(into)], "i64");
}

/** i32: the truth of that result. */
export function lambdaTest(s: Scope, l: Lambda): Code {
  const result = onlyResult(l.body);
  return result === null ? truthOf(s, lambdaCell(s, l)) : s.knot.test(s, result);
}

/** The value of `x => value`. */
function onlyResult(x: Stmt): (Stmt & { kind: "return" })["value"] {
  if (x.kind === "return") return x.value;
  const [only, ...more] = x.kind === "block" ? x.body : [];
  return only === undefined || more.length > 0 ? null : onlyResult(only);
}
