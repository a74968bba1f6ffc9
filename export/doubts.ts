/**
 * Code that an imperative language without references and without JavaScript's order of evaluation might take another way: refused.
 * In: a lowered model. Out: `refuseDoubts`, which throws `DoesNotFit`.
 * Not here: what a language has no word for, which its writer finds.
 */
import { type Domain, isScalar } from "../ir/domain.ts";
import type { Expr, FlowBlock, Stmt } from "../ir/expr.ts";
import type { Body, SpecModel } from "../ir/model.ts";
import { isDomain, isReference } from "../ir/type.ts";
import { lambdaOf, type Node, walk } from "../ir/walk.ts";
import { doesNotFit } from "./does-not-fit.ts";
import { blocks, moves, picks, touches, writes } from "./effects.ts";
import { isChange, isMadeHere, isNew, isPlace } from "./objects.ts";

export function refuseDoubts(model: SpecModel): void {
  const bodies: readonly (Body | null)[] = [
    model.init,
    ...[...model.prologues, ...model.actions].map((a) => a.body),
    ...model.functions.map((f) => f.body),
    ...model.properties.filter((p) => p.refined === null).flatMap((p) => [p.body, p.goal]),
    model.options.constraint,
    model.options.stepConstraint,
    model.options.initFilter,
  ];
  for (const b of bodies)
    if (b !== null)
      walk(b.code, (n) => {
        if (
          (n.kind === "assign" || n.kind === "update") &&
          n.target.kind === "local" &&
          isParameter(model, b, n.target.slot)
        )
          doesNotFit("an assignment to a parameter", n.at);
        order(model, n);
        repetition(model, n);
        references(model, b, n);
      });
}

function isParameter(model: SpecModel, b: Body, slot: number): boolean {
  const f = model.functions.find((x) => x.body === b);
  if (f !== undefined) return slot < f.params;
  return [...model.prologues, ...model.actions].some((a) => a.body === b && a.params.some((p) => p.slot === slot));
}

// ---- order ----

/** Operands are written where they stand, and what has an effect is done before them: so none may stand after what it changes. */
function order(model: SpecModel, n: Node): void {
  const lambda = "type" in n ? lambdaOf(n) : null;
  if (lambda !== null && reachesOut(model, lambda.body))
    doesNotFit("a function within an expression that changes something", n.at);
  if (lambda !== null && n.kind !== "fillWith" && blocks(model, lambda.body))
    doesNotFit("a function within an expression that may block or fail", n.at);
  if (n.kind === "optional" || (n.kind === "logical" && n.op === "??")) {
    const late = n.kind === "optional" ? n.rest : n.right;
    if (writes(model, late) || blocks(model, late)) doesNotFit("an effect that only sometimes happens", n.at);
  }
  const operands = operandsOf(n);
  for (const [i, later] of operands.entries()) {
    if (!writes(model, later)) continue;
    if (operands.slice(0, i).some((e) => !isFixed(e, later)))
      doesNotFit("an effect within an expression of which another part is looked at before", n.at);
  }
}

/** It changes more than what it has declared itself. */
function reachesOut(model: SpecModel, body: Stmt): boolean {
  const own = new Set<number>();
  walk(body, (n) => {
    if (n.kind === "let" || n.kind === "forOf") own.add(n.slot);
  });
  let found = false;
  walk(body, (n) => {
    const isOwn = (n.kind === "assign" || n.kind === "update") && n.target.kind === "local" && own.has(n.target.slot);
    if (n.kind === "assign" || n.kind === "update" || isChange(n)) found ||= !isOwn;
    if (n.kind === "call") found ||= writes(model, n);
  });
  return found;
}

function operandsOf(n: Node): readonly Expr[] {
  switch (n.kind) {
    case "binary":
    case "same":
      return [n.left, n.right];
    case "math":
    case "call":
      return n.args;
    case "index":
      return [n.of, n.key];
    case "seqMethod":
    case "setMethod":
    case "mapMethod":
    case "bagMethod":
      return [n.of, ...n.args];
    case "assign":
      // A compound assignment looks at its target first.
      return n.op === "=" ? [...keysOf(n.target), n.value] : [n.target, n.value];
    case "set":
    case "map":
    case "bag":
      return n.from?.kind === "seq" ? n.from.parts.map((p) => p.value) : [];
    default:
      return [];
  }
}

const keysOf = (e: Expr): readonly Expr[] =>
  e.kind === "field" ? keysOf(e.of) : e.kind === "index" ? [...keysOf(e.of), e.key] : [];

/** Whether `e` means the same after `later`. */
function isFixed(e: Expr, later: Node): boolean {
  if (e.kind === "literal" || e.kind === "undefined" || e.kind === "state") return true;
  if (e.kind === "local") {
    let assigned = false;
    walk(later, (n) => {
      if ((n.kind === "assign" || n.kind === "update") && n.target.kind === "local" && n.target.slot === e.slot)
        assigned = true;
    });
    return !assigned;
  }
  return (e.kind === "field" || e.kind === "index") && isReference(e.type) && keysOf(e).every((k) => isFixed(k, later));
}

// ---- what is done several times ----

/** Each choice has one value for the whole step: none may be made twice. */
function repetition(model: SpecModel, n: Node): void {
  const twice = "a choice that is made several times in a step";
  if (n.kind === "loop" && [n.test, n.update].some((e) => e !== null && picks(model, e))) doesNotFit(twice, n.at);
  if (n.kind === "forOf" && n.of.kind !== "each" && picks(model, n.body)) doesNotFit(twice, n.at);
  if (n.kind === "flow")
    n.blocks.forEach((b, i) => {
      const own = [...b.body, ...(b.end.kind === "branch" ? [b.end.test] : [])];
      if (own.some((s) => picks(model, s)) && reaches(n.blocks, i, i)) doesNotFit(twice, n.at);
    });
}

function reaches(flow: readonly FlowBlock[], from: number, to: number): boolean {
  const seen = new Set<number>();
  const go = (i: number): boolean => {
    if (seen.has(i)) return false;
    seen.add(i);
    const end = flow[i]?.end;
    const next = end?.kind === "goto" ? [end.to] : end?.kind === "branch" ? [end.then, end.else] : [];
    return next.some((k) => k === to || go(k));
  };
  return go(from);
}

// ---- references ----

/** Objects are kept by value there: a second name for one must stand for its place, or nothing may be changed by either name. */
function references(model: SpecModel, body: Body, n: Node): void {
  const { code } = body;
  if (n.kind === "let" || (n.kind === "assign" && n.target.kind === "local")) {
    const { value } = n;
    if (value !== null && isDomain(value.type) && !isScalar(value.type)) held(model, body, value);
  }
  if (n.kind === "call") for (const arg of n.args) if (isReference(arg.type)) held(model, body, arg);
  if (n.kind === "forOf" && isReference(localType(body, n.slot)) && isSeq(n.of) && moves(model, n.body))
    doesNotFit("a loop over a sequence whose elements move", n.at);
  if (isChange(n) && !isPlace(model, n.of) && !isNew(model, n.of))
    doesNotFit("a change of one of several objects", n.at);
  if ((n.kind === "assign" || n.kind === "update") && n.target.kind !== "local" && !isPlace(model, n.target))
    doesNotFit("a change of one of several objects", n.at);
  for (const kept of storedIn(n)) {
    if (kept.kind !== "local" || !isReference(kept.type) || !isMadeHere(model, code, kept.slot)) continue;
    if (touches(model, code, kept.type as Domain)) doesNotFit("an object that is changed after it was stored", n.at);
  }
}

const localType = (body: Body, slot: number): Expr["type"] => body.locals[slot]?.type ?? { kind: "void" };
const isSeq = (e: Expr): boolean => isDomain(e.type) && (e.type.kind === "seq" || e.type.kind === "union");

/** A name for this object. */
function held(model: SpecModel, body: Body, value: Expr): void {
  if (isPlace(model, value)) {
    if (throughSequence(value) && moves(model, body.code)) doesNotFit("a reference to an element that moves", value.at);
    const root = rootOf(value);
    if (root.kind === "local" && isReference(root.type) && definitions(body.code, root.slot) > 1)
      doesNotFit("a second name for an object whose own name is given to another", value.at);
    return;
  }
  if (!isNew(model, value) && touches(model, body.code, value.type as Domain))
    doesNotFit("a reference to one of several objects, of which one is changed", value.at);
}

const rootOf = (e: Expr): Expr => (e.kind === "field" || e.kind === "index" ? rootOf(e.of) : e);
const throughSequence = (e: Expr): boolean =>
  e.kind === "field" ? throughSequence(e.of) : e.kind === "index" && (isSeq(e.of) || throughSequence(e.of));

function definitions(code: Stmt, slot: number): number {
  let n = 0;
  walk(code, (x) => {
    if ((x.kind === "let" && x.value !== null) || x.kind === "forOf") n += x.slot === slot ? 1 : 0;
    if (x.kind === "assign" && x.target.kind === "local" && x.target.slot === slot) n++;
  });
  return n;
}

/** Operands that come to stand somewhere as they are. */
function storedIn(n: Node): readonly Expr[] {
  switch (n.kind) {
    case "assign":
      return n.target.kind === "local" ? [] : [n.value];
    case "record":
    case "seq":
      return n.parts.flatMap((p) =>
        ("kind" in p && p.kind === "spread") || ("spread" in p && p.spread) ? [] : [p.value],
      );
    case "tuple":
      return n.elements;
    case "seqMethod":
      return ["push", "unshift", "fill", "with", "splice", "concat"].includes(n.op) ? n.args : [];
    case "mapMethod":
      return n.op === "set" ? n.args.slice(1) : [];
    default:
      return [];
  }
}
