/**
 * Structured code to blocks and jumps: statements that come to rest or jump out of themselves are taken apart, all others stay whole.
 * In: a process's body without procedures. Out: its blocks and resting points, not yet tidied up.
 * Not here: `for … of` (`for-of.ts`), tidying up and the graph itself (`control-graph.ts`).
 */
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { Body } from "../../ir/model.ts";
import { walk, walkOwn } from "../../ir/walk.ts";
import {
  type Building,
  branch,
  DONE,
  emit,
  finish,
  jump,
  type NodeName,
  newBlock,
  newSlot,
  rest,
  START,
  start,
} from "./building.ts";
import { forOfAcrossYields, forOfWithExits } from "./for-of.ts";
import type { IsFresh } from "./fresh.ts";
import { equal, known, local } from "./types.ts";

export function flatten(body: Body, isFresh: IsFresh, diagnostics: Diagnostic[]): Building {
  const written = new Set<string>();
  let nextId = 0;
  walk(body.code, (n) => {
    if (n.kind === "yield") written.add(n.label);
    if (n.kind === "switch" || n.kind === "loop" || n.kind === "forOf" || n.kind === "labeled")
      nextId = Math.max(nextId, n.id + 1);
  });
  const b: Building = {
    blocks: new Map([[START, { body: [], end: null, loop: null }]]),
    rests: [],
    current: START,
    targets: new Map(),
    locals: [...body.locals],
    labels: new Map(),
    written,
    nextBlock: 0,
    nextId,
    isFresh,
    diagnostics,
  };
  statement(b, body.code);
  jump(b, DONE);
  return b;
}

function statement(b: Building, s: Stmt): void {
  if (s.kind === "block") {
    for (const x of s.body) statement(b, x);
    return;
  }
  if (s.kind === "throw") {
    emit(b, s);
    finish(b, { kind: "stuck" });
    return;
  }
  const rests = hasYield(s);
  if (!rests && !leaves(s)) {
    emit(b, s);
    return;
  }
  switch (s.kind) {
    case "yield":
      return rest(b, s);
    case "if":
      return branching(b, s);
    case "switch":
      return switching(b, s);
    case "loop":
      return looping(b, s);
    case "forOf":
      return rests ? forOfAcrossYields(b, s, () => statement(b, s.body)) : forOfWithExits(b, s);
    case "labeled": {
      const after = newBlock(b);
      b.targets.set(s.id, { break: after, continue: null });
      statement(b, s.body);
      return start(b, after);
    }
    case "break":
    case "continue":
      return jump(b, destination(b, s));
    case "return":
      if (s.value !== null) emit(b, { kind: "expr", value: s.value, at: s.at });
      return jump(b, DONE);
    case "let":
    case "expr":
    case "when":
    case "assert":
    case "procedure":
    case "flow":
      return emit(b, s);
  }
}

function destination(b: Building, s: Stmt & { readonly kind: "break" | "continue" }): NodeName {
  const target = b.targets.get(s.target);
  const to = s.kind === "break" ? target?.break : target?.continue;
  if (to === undefined || to === null) throw new Error(`no target for ${s.kind}`);
  return to;
}

/** Comes to rest somewhere inside. */
function hasYield(s: Stmt): boolean {
  let found = false;
  walkOwn(s, (x) => {
    if (x.kind === "yield") found = true;
    return !found;
  });
  return found;
}

/** Jumps to a place outside of itself. */
function leaves(s: Stmt): boolean {
  const inside = new Set<number>();
  let out = false;
  walkOwn(s, (x) => {
    if (x.kind === "switch" || x.kind === "loop" || x.kind === "forOf" || x.kind === "labeled") inside.add(x.id);
    if (x.kind === "return" || ((x.kind === "break" || x.kind === "continue") && !inside.has(x.target))) out = true;
    return !out;
  });
  return out;
}

function branching(b: Building, s: Stmt & { readonly kind: "if" }): void {
  const taken = known(s.test);
  if (taken !== null) {
    const only = taken ? s.then : s.else;
    if (only !== null) statement(b, only);
    return;
  }
  const then = newBlock(b);
  const after = newBlock(b);
  const otherwise = s.else === null ? after : newBlock(b);
  branch(b, s.test, then, otherwise);
  b.current = then;
  statement(b, s.then);
  jump(b, after);
  if (s.else !== null) {
    b.current = otherwise;
    statement(b, s.else);
  }
  start(b, after);
}

/** The tests in order, `default` when none fits; each clause falls into the next. */
function switching(b: Building, s: Stmt & { readonly kind: "switch" }): void {
  let of: Expr = s.of;
  if (of.kind !== "local" && of.kind !== "literal") {
    const slot = newSlot(b, { name: "choice", type: of.type, at: of.at });
    emit(b, { kind: "let", slot, value: of, at: of.at });
    of = local(slot, of.type, of.at);
  }
  const after = newBlock(b);
  b.targets.set(s.id, { break: after, continue: null });
  const clauses = s.clauses.map((clause) => ({ clause, entry: newBlock(b) }));
  for (const { clause, entry } of clauses) {
    if (clause.test === null) continue;
    const next = newBlock(b);
    branch(b, equal(of, clause.test, clause.at), entry, next);
    b.current = next;
  }
  jump(b, clauses.find(({ clause }) => clause.test === null)?.entry ?? after);
  for (const { clause, entry } of clauses) {
    start(b, entry);
    for (const x of clause.body) statement(b, x);
  }
  start(b, after);
}

function looping(b: Building, s: Stmt & { readonly kind: "loop" }): void {
  const top = newBlock(b);
  const next = newBlock(b);
  const after = newBlock(b);
  b.targets.set(s.id, { break: after, continue: next });
  start(b, top, s.at);
  const body = newBlock(b);
  if (s.testFirst && s.test !== null) branch(b, s.test, body, after);
  start(b, body);
  statement(b, s.body);
  start(b, next);
  if (s.update !== null) emit(b, { kind: "expr", value: s.update, at: s.update.at });
  if (s.testFirst || s.test === null) jump(b, top);
  else branch(b, s.test, top, after);
  b.current = after;
}
