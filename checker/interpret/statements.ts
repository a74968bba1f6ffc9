/**
 * Statements and flows of blocks, compiled to closures that say how they ended.
 * In: `Stmt` of a lowered model. Out: `Run`.
 * Not here: expressions (`expressions.ts`), what a blocked or failed step means (`interpreter.ts`).
 */
import { type Domain, isScalar } from "../../ir/domain.ts";
import type { FlowEnd, Stmt } from "../../ir/expr.ts";
import { ascending, type Cell, contains, contentText, elementsOf, Keyed, sizeOf } from "./cell.ts";
import { BLOCK, breakTo, type Completion, continueTo, NORMAL, RETURN, type Run, type Scope } from "./code.ts";
import { enumeration } from "./domain-order.ts";
import { copied } from "./literals.ts";
import { endless, fail, type Machine, spend, weight } from "./machine.ts";
import { memberOfKind, object } from "./places.ts";

export function statement(scope: Scope, s: Stmt): Run {
  const { machine } = scope;
  switch (s.kind) {
    case "block":
      return sequenceOf(scope, s.body);
    case "let": {
      const { slot } = s;
      const value = s.value === null ? () => undefined : scope.knot.expr(scope, s.value);
      return (f) => {
        f[slot] = value(f);
        return NORMAL;
      };
    }
    case "expr": {
      const value = scope.knot.expr(scope, s.value);
      return (f) => {
        value(f);
        return NORMAL;
      };
    }
    case "when": {
      const test = scope.knot.expr(scope, s.test);
      return (f) => (test(f) ? NORMAL : BLOCK);
    }
    case "assert": {
      const test = scope.knot.expr(scope, s.test);
      const { assertion } = s;
      return (f) => (test(f) ? NORMAL : fail({ kind: "assertion", assertion }));
    }
    case "throw": {
      const { assertion } = s;
      return () => fail({ kind: "assertion", assertion });
    }
    case "if": {
      const test = scope.knot.expr(scope, s.test);
      const then = scope.knot.stmt(scope, s.then);
      const otherwise = s.else === null ? () => NORMAL : scope.knot.stmt(scope, s.else);
      return (f) => (test(f) ? then(f) : otherwise(f));
    }
    case "switch":
      return switchOf(scope, s);
    case "loop":
      return loop(scope, s);
    case "forOf":
      return forOf(scope, s);
    case "labeled": {
      const body = scope.knot.stmt(scope, s.body);
      const left = breakTo(s.id);
      return (f) => {
        const ended = body(f);
        return ended === left ? NORMAL : ended;
      };
    }
    case "break": {
      const jump = breakTo(s.target);
      return () => jump;
    }
    case "continue": {
      const jump = continueTo(s.target);
      return () => jump;
    }
    case "return": {
      const value = s.value === null ? () => undefined : scope.knot.expr(scope, s.value);
      return (f) => {
        machine.returned = value(f);
        return RETURN;
      };
    }
    case "flow":
      return flow(scope, s);
    case "yield":
    case "procedure":
      throw new Error(`a statement "${s.kind}" in a lowered model`);
  }
}

function sequenceOf(scope: Scope, body: readonly Stmt[]): Run {
  const [only, ...more] = body.map((s) => scope.knot.stmt(scope, s));
  if (only === undefined) return () => NORMAL;
  if (more.length === 0) return only;
  const all = [only, ...more];
  return (f) => {
    for (let i = 0; i < all.length; i++) {
      const ended = (all[i] as Run)(f);
      if (ended !== NORMAL) return ended;
    }
    return NORMAL;
  };
}

function tick(machine: Machine, s: Stmt): void {
  if (--machine.iterations < 0) endless(s.at);
}

/** What one round of a loop comes to: go on, or leave with a completion of its own. */
const GO_ON = null;
function afterRound(id: number, ended: Completion): Completion | typeof GO_ON {
  if (ended === NORMAL || ended === continueTo(id)) return GO_ON;
  return ended === breakTo(id) ? NORMAL : ended;
}

function loop(scope: Scope, s: Stmt & { kind: "loop" }): Run {
  const test = s.test === null ? () => true : scope.knot.expr(scope, s.test);
  const update = s.update === null ? () => undefined : scope.knot.expr(scope, s.update);
  const body = scope.knot.stmt(scope, s.body);
  return (f) => {
    if (s.testFirst && !test(f)) return NORMAL;
    for (;;) {
      tick(scope.machine, s);
      const left = afterRound(s.id, body(f));
      if (left !== GO_ON) return left;
      update(f);
      if (!test(f)) return NORMAL;
    }
  };
}

function forOf(scope: Scope, s: Stmt & { kind: "forOf" }): Run {
  const body = scope.knot.stmt(scope, s.body);
  if (s.of.kind === "each" && isScalar(s.of.domain)) return forOfEach(scope, s, s.of.domain, body);
  const of = object(scope, s.of);
  const map = memberOfKind(s.of.type, "map");
  const order = (memberOfKind(s.of.type, "set") ?? memberOfKind(s.of.type, "bag"))?.of ?? map?.key;
  const { machine } = scope;
  const { id, slot } = s;
  /** A copy of a member; of a map a pair, in which the value is what it is. */
  const given = (of: Set<Cell> | Keyed, x: Cell): Cell => {
    const member = copied(machine, x, s.at);
    if (map === null || !(of instanceof Keyed)) return member;
    spend(machine, weight(2), s.at);
    return { 0: member, 1: of.entries.get(contentText(x))?.value };
  };
  return (f) => {
    const collection = of(f) as Cell[] | Set<Cell> | Keyed;
    const isList = Array.isArray(collection);
    if (!isList) spend(machine, weight(sizeOf(collection)), s.at);
    // The order of a set cannot matter, so it may as well be one that does not depend on the past.
    const list = isList ? collection : order === undefined ? elementsOf(collection) : ascending(order, collection);
    for (let i = 0; i < list.length; i++) {
      tick(machine, s);
      if (!isList && !contains(collection, list[i])) continue;
      f[slot] = isList ? list[i] : given(collection, list[i]);
      const left = afterRound(id, body(f));
      if (left !== GO_ON) return left;
    }
    return NORMAL;
  };
}

/** Nobody else has the list of the values, so that none is made: they may be more than there is room for. */
function forOfEach(scope: Scope, s: Stmt & { kind: "forOf" }, domain: Domain, body: Run): Run {
  const { count, nth } = enumeration(domain);
  const { id, slot } = s;
  return (f) => {
    for (let i = 0; i < count; i++) {
      tick(scope.machine, s);
      f[slot] = nth(i);
      const left = afterRound(id, body(f));
      if (left !== GO_ON) return left;
    }
    return NORMAL;
  };
}

function switchOf(scope: Scope, s: Stmt & { kind: "switch" }): Run {
  const of = scope.knot.expr(scope, s.of);
  const clauses = s.clauses.map((c) => ({
    test: c.test === null ? null : scope.knot.expr(scope, c.test),
    body: sequenceOf(scope, c.body),
  }));
  const fallback = clauses.findIndex((c) => c.test === null);
  const left = breakTo(s.id);
  return (f) => {
    const value = of(f);
    const matched = clauses.findIndex((c) => c.test !== null && c.test(f) === value);
    const start = matched >= 0 ? matched : fallback;
    for (let i = start; i >= 0 && i < clauses.length; i++) {
      const ended = (clauses[i] as (typeof clauses)[number]).body(f);
      if (ended !== NORMAL) return ended === left ? NORMAL : ended;
    }
    return NORMAL;
  };
}

function flow(scope: Scope, s: Stmt & { kind: "flow" }): Run {
  const blocks = s.blocks.map((b) => ({ body: sequenceOf(scope, b.body), next: endOf(scope, b.end) }));
  return (f) => {
    let at = 0;
    for (;;) {
      const block = blocks[at];
      if (block === undefined) throw new Error(`a flow without block ${at}`);
      const ended = block.body(f);
      if (ended !== NORMAL) return ended;
      const next = block.next(f);
      if (next === STOP) return NORMAL;
      if (next <= at) tick(scope.machine, s);
      at = next;
    }
  };
}

const STOP = -1;

/** Which block comes next. */
function endOf(scope: Scope, end: FlowEnd): (f: Cell[]) => number {
  switch (end.kind) {
    case "goto":
      return () => end.to;
    case "branch": {
      const test = scope.knot.expr(scope, end.test);
      return (f) => (test(f) ? end.then : end.else);
    }
    case "stop":
      return () => STOP;
  }
}
