/**
 * Rebuilding expressions and statements bottom-up: the only place that knows the parts of each kind when they change.
 * In: a node and a `Rewrite`. Out: `mapExpr`, `mapStmt`, `mapOwn`, `mapBody`, `renumber`.
 * Not here: visiting (`walk.ts`), what anyone puts in place of what.
 */
import type { Expr, Lambda, PickSource, Place, Stmt } from "./expr.ts";
import type { Body } from "./model.ts";

/** How to rebuild: `expr` and `stmt` get nodes whose parts are rebuilt already; `slot` gives a slot's new number wherever it stands. */
export interface Rewrite {
  readonly expr?: (e: Expr) => Expr;
  readonly stmt?: (s: Stmt) => Stmt;
  readonly slot?: (slot: number) => number;
}

export function mapExpr(e: Expr, r: Rewrite): Expr {
  const rebuilt = rebuildExpr(e, r);
  return r.expr === undefined ? rebuilt : r.expr(rebuilt);
}

export function mapStmt(s: Stmt, r: Rewrite): Stmt {
  const rebuilt = rebuildStmt(
    s,
    (e) => mapExpr(e, r),
    (x) => mapStmt(x, r),
    r.slot ?? same,
  );
  return r.stmt === undefined ? rebuilt : r.stmt(rebuilt);
}

/** Rebuilds the statements of the code itself, not those inside lambdas. */
export function mapOwn(s: Stmt, stmt: (s: Stmt) => Stmt): Stmt {
  return stmt(rebuildStmt(s, same, (x) => mapOwn(x, stmt), same));
}

export const mapBody = (b: Body, r: Rewrite): Body => ({ locals: b.locals, code: mapStmt(b.code, r) });

export const renumber = (s: Stmt, slot: (slot: number) => number): Stmt => mapStmt(s, { slot });

const same = <T>(x: T): T => x;

/** What a place becomes must be a place again: only slots and parts of places are ever replaced. */
function asPlace(e: Expr): Place {
  if (e.kind === "local" || e.kind === "field" || e.kind === "index") return e;
  throw new Error(`a place was rewritten to ${e.kind}`);
}

function rebuildExpr(e: Expr, r: Rewrite): Expr {
  const slot = r.slot ?? same;
  const sub = (x: Expr): Expr => mapExpr(x, r);
  const lambda = (l: Lambda): Lambda => ({ params: l.params.map(slot), body: mapStmt(l.body, r), at: l.at });
  switch (e.kind) {
    case "literal":
    case "undefined":
    case "state":
    case "each":
    case "error":
      return e;
    case "local":
      return { ...e, slot: slot(e.slot) };
    case "field":
    case "size":
    case "unary":
    case "typeof":
    case "clone":
      return { ...e, of: sub(e.of) };
    case "index":
      return { ...e, of: sub(e.of), key: sub(e.key) };
    case "optional":
      return { ...e, base: sub(e.base), slot: slot(e.slot), rest: sub(e.rest) };
    case "binary":
    case "logical":
    case "same":
      return { ...e, left: sub(e.left), right: sub(e.right) };
    case "conditional":
      return { ...e, test: sub(e.test), then: sub(e.then), else: sub(e.else) };
    case "assign":
      return { ...e, target: asPlace(sub(e.target)), value: sub(e.value) };
    case "update":
      return { ...e, target: asPlace(sub(e.target)) };
    case "record":
      return { ...e, parts: e.parts.map((p) => ({ ...p, value: sub(p.value) })) };
    case "seq":
      return { ...e, parts: e.parts.map((p) => ({ ...p, value: sub(p.value) })) };
    case "tuple":
      return { ...e, elements: e.elements.map(sub) };
    case "set":
    case "map":
    case "bag":
      return { ...e, from: e.from === null ? null : sub(e.from) };
    case "fill":
      return { ...e, value: sub(e.value) };
    case "fillWith":
    case "quantifier":
    case "first":
      return { ...e, lambda: lambda(e.lambda) };
    case "seqMethod":
    case "setMethod":
      return { ...e, of: sub(e.of), args: e.args.map(sub), lambda: e.lambda === null ? null : lambda(e.lambda) };
    case "mapMethod":
    case "bagMethod":
      return { ...e, of: sub(e.of), args: e.args.map(sub) };
    case "math":
    case "call":
    case "at":
    case "done":
    case "enabled":
      return { ...e, args: e.args.map(sub) };
    case "pick":
      return { ...e, from: rebuildSource(e.from, sub, lambda) };
  }
}

function rebuildSource(from: PickSource, sub: (e: Expr) => Expr, lambda: (l: Lambda) => Lambda): PickSource {
  switch (from.kind) {
    case "domain":
      return { ...from, where: from.where === null ? null : lambda(from.where) };
    case "collection":
      return { ...from, of: sub(from.of) };
    case "list":
      return { ...from, items: from.items.map(sub) };
  }
}

function rebuildStmt(s: Stmt, expr: (e: Expr) => Expr, stmt: (s: Stmt) => Stmt, slot: (slot: number) => number): Stmt {
  const maybe = (e: Expr | null): Expr | null => (e === null ? null : expr(e));
  switch (s.kind) {
    case "throw":
    case "break":
    case "continue":
    case "yield":
      return s;
    case "block":
      return { ...s, body: s.body.map(stmt) };
    case "let":
      return { ...s, slot: slot(s.slot), value: maybe(s.value) };
    case "expr":
      return { ...s, value: expr(s.value) };
    case "when":
    case "assert":
      return { ...s, test: expr(s.test) };
    case "if":
      return { ...s, test: expr(s.test), then: stmt(s.then), else: s.else === null ? null : stmt(s.else) };
    case "switch":
      return {
        ...s,
        of: expr(s.of),
        clauses: s.clauses.map((c) => ({ ...c, test: maybe(c.test), body: c.body.map(stmt) })),
      };
    case "loop":
      return { ...s, test: maybe(s.test), update: maybe(s.update), body: stmt(s.body) };
    case "forOf":
      return { ...s, slot: slot(s.slot), of: expr(s.of), body: stmt(s.body) };
    case "labeled":
      return { ...s, body: stmt(s.body) };
    case "return":
      return { ...s, value: maybe(s.value) };
    case "procedure":
      return { ...s, args: s.args.map(expr), into: s.into === null ? null : asPlace(expr(s.into)) };
    case "flow":
      return {
        ...s,
        blocks: s.blocks.map((b) => ({
          body: b.body.map(stmt),
          end: b.end.kind === "branch" ? { ...b.end, test: expr(b.end.test) } : b.end,
        })),
      };
  }
}
