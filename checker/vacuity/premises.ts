/**
 * What the conclusions of a property hang on: left sides of implications, in whichever way they are written.
 * In: a property of a lowered model. Out: `Premise`s: what to watch, and what it means where it is always the same.
 * Not here: watching (`questions.ts`).
 *
 * An expression is gone through where the property needs it to be true (`wants` true) or false: `!a || b` is looked at like
 * `!(a && !b)`. What it wants of the parts below follows from that; where nothing follows, it goes no deeper.
 */
import type { Expr, Lambda, Stmt } from "../../ir/expr.ts";
import type { Property, SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { eachChild, isStmt, walkOwn } from "../../ir/walk.ts";
import type { Cell } from "../interpret/cell.ts";
import { isMade } from "./conditions.ts";

export interface Premise {
  /** Tells premises apart. */
  readonly key: string;
  /** What is told to be always the same. */
  readonly at: Span;
  readonly always: "false" | "true" | "empty";
  readonly idle: Span | null;
  /** The key of a premise that says all of this and more, where it is idle too. */
  readonly after: string | null;
  /** Whose evaluation shows that it comes up; null: it always does. */
  readonly asked: Expr | null;
  /** Which value of which expression shows that it is not idle. Null: the body of the property, by being true. */
  readonly cleared: { readonly by: Expr; readonly when: (value: Cell) => boolean } | null;
}

export function premisesOf(model: SpecModel, property: Property): readonly Premise[] {
  switch (property.kind) {
    case "invariant":
    case "stepInvariant":
    case "infinitelyOften":
    case "eventuallyAlways":
      return conclusionsOf(model, property.body.code);
    case "leadsTo": {
      const at = property.body.code.at;
      return [{ key: keyOf(at, "false"), at, always: "false", idle: null, after: null, asked: null, cleared: null }];
    }
    case "reachable":
    case "eventually":
    case "refines":
      return [];
  }
}

const keyOf = ({ file, start, end }: Span, what: string): string => `${file}:${start}:${end}:${what}`;

function conclusionsOf(model: SpecModel, code: Stmt): readonly Premise[] {
  const found: Premise[] = [];
  /** Functions gone through, by what is wanted of them. */
  const called = new Set<string>();

  const add = (watched: Expr, idleIf: boolean, idle: Span | null, after: string | null): void => {
    // `!a` that is always true is said of `a`.
    const isNot = watched.kind === "unary" && watched.op === "!";
    const told = isNot ? watched.of : watched;
    if (watched.kind === "literal") return;
    found.push({
      ...{
        key: keyOf(watched.at, String(idleIf)),
        at: told.at,
        always: idleIf === isNot ? "false" : "true",
        idle,
        after,
        asked: watched,
      },
      cleared: { by: watched, when: (value) => Boolean(value) !== idleIf },
    });
  };

  /** Gives the key of the last premise of a chain, as later ones of it say less. */
  const look = (e: Expr, wants: boolean): string | null => {
    switch (e.kind) {
      case "unary":
        return e.op === "!" ? look(e.of, !wants) : null;
      case "logical": {
        if (e.op === "??" || isMade(e)) return null;
        const before = look(e.left, wants);
        look(e.right, wants);
        // Of `a && b`, where it is to be true, both are looked at.
        if ((e.op === "&&") === wants) return null;
        add(e.left, wants, e.right.at, before);
        return keyOf(e.left.at, String(wants));
      }
      case "conditional": {
        if (isLiteral(e.else, wants)) add(e.test, false, e.then.at, null);
        else if (isLiteral(e.then, wants)) add(e.test, true, e.else.at, null);
        look(e.then, wants);
        look(e.else, wants);
        return null;
      }
      case "quantifier":
        if ((e.op === "every" && wants) || (e.op === "some" && !wants)) inLambda(e.lambda, wants);
        return null;
      case "seqMethod":
      case "setMethod": {
        if (e.lambda === null || !((e.op === "every" && wants) || (e.op === "some" && !wants))) return null;
        const first = firstExpr(e.lambda.body);
        const { at } = e.of;
        if (first !== null && first.kind !== "literal")
          found.push({
            ...{ key: keyOf(at, "empty"), at, always: "empty", idle: e.lambda.at, after: null, asked: e },
            cleared: { by: first, when: () => true },
          });
        inLambda(e.lambda, wants);
        return null;
      }
      case "call": {
        const key = `${e.function}:${wants}`;
        const fn = model.functions[e.function];
        if (called.has(key) || fn === undefined) return null;
        called.add(key);
        statements(fn.body.code, wants);
        return null;
      }
      default:
        return null;
    }
  };
  const inLambda = ({ body }: Lambda, wants: boolean): void => statements(body, wants);

  const statements = (code: Stmt, wants: boolean): void => {
    walkOwn(code, (s) => {
      if (s.kind === "return" && s.value !== null) look(s.value, wants);
      if (s.kind === "if" && s.else === null && givesUp(s.then, wants)) add(s.test, true, null, null);
      if (s.kind === "block") guardedEnd(s.body, wants);
    });
  };

  /** `if (a) return b; return true;` */
  const guardedEnd = (body: readonly Stmt[], wants: boolean): void => {
    const [before, last] = body.slice(-2);
    if (before?.kind !== "if" || before.else !== null || last === undefined) return;
    if (givesUp(last, wants) && !givesUp(before.then, wants)) add(before.test, false, before.then.at, null);
  };

  statements(code, true);
  return found;
}

/** `return true`, where that is what is wanted. */
function givesUp(s: Stmt, wants: boolean): boolean {
  if (s.kind === "block") return s.body.length === 1 && givesUp(s.body[0] as Stmt, wants);
  return s.kind === "return" && s.value !== null && isLiteral(s.value, wants);
}

const isLiteral = (e: Expr, value: boolean): boolean => e.kind === "literal" && Boolean(e.value) === value;

/** What runs first in a lambda. */
function firstExpr(s: Stmt): Expr | null {
  let found: Expr | null = null;
  eachChild(s, (child) => {
    found ??= isStmt(child) ? firstExpr(child) : child;
  });
  return found;
}
