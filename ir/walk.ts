/**
 * The only traversals of expressions and statements: children in order of evaluation, visits in pre-order.
 * In: `Expr`, `Stmt`. Out: `eachChild`, `walk`, `visitBody`, `walkOwn`, and which slots a node defines.
 * Not here: rebuilding (`rebuild.ts`), what anyone looks for on the way.
 */
import type { Expr, Lambda, Stmt } from "./expr.ts";
import type { Body } from "./model.ts";

export type Node = Expr | Stmt;

/** Each direct child, in order of evaluation; the body of a lambda is a child of the expression that holds it. */
export function eachChild(n: Node, visit: (child: Node) => void): void {
  const all = (nodes: readonly Node[]): void => nodes.forEach(visit);
  switch (n.kind) {
    case "literal":
    case "undefined":
    case "local":
    case "state":
    case "each":
    case "error":
    case "throw":
    case "break":
    case "continue":
    case "yield":
      return;
    case "field":
    case "size":
    case "unary":
    case "typeof":
    case "clone":
      return visit(n.of);
    case "index":
      return all([n.of, n.key]);
    case "optional":
      return all([n.base, n.rest]);
    case "binary":
    case "logical":
    case "same":
      return all([n.left, n.right]);
    case "conditional":
      return all([n.test, n.then, n.else]);
    case "assign":
      return all([n.target, n.value]);
    case "update":
      return visit(n.target);
    case "record":
    case "seq":
      return all(n.parts.map((p) => p.value));
    case "tuple":
      return all(n.elements);
    case "set":
    case "map":
    case "bag":
      return n.from === null ? undefined : visit(n.from);
    case "fill":
      return visit(n.value);
    case "fillWith":
    case "quantifier":
    case "first":
      return visit(n.lambda.body);
    case "seqMethod":
      return all([n.of, ...n.args, ...(n.lambda === null ? [] : [n.lambda.body])]);
    case "setMethod":
      return all([n.of, ...n.args, ...(n.lambda === null ? [] : [n.lambda.body])]);
    case "mapMethod":
    case "bagMethod":
      return all([n.of, ...n.args]);
    case "math":
    case "call":
    case "at":
    case "done":
    case "enabled":
      return all(n.args);
    case "pick":
      switch (n.from.kind) {
        case "domain":
          return n.from.where === null ? undefined : visit(n.from.where.body);
        case "collection":
          return visit(n.from.of);
        case "list":
          return all(n.from.items);
      }
      break;
    case "block":
      return all(n.body);
    case "let":
    case "return":
      return n.value === null ? undefined : visit(n.value);
    case "expr":
      return visit(n.value);
    case "when":
    case "assert":
      return visit(n.test);
    case "if":
      return all(n.else === null ? [n.test, n.then] : [n.test, n.then, n.else]);
    case "switch":
      return all([n.of, ...n.clauses.flatMap((c) => [...(c.test === null ? [] : [c.test]), ...c.body])]);
    case "loop": {
      const test = n.test === null ? [] : [n.test];
      const update = n.update === null ? [] : [n.update];
      return all(n.testFirst ? [...test, n.body, ...update] : [n.body, ...update, ...test]);
    }
    case "forOf":
      return all([n.of, n.body]);
    case "labeled":
      return visit(n.body);
    case "procedure":
      return all(n.into === null ? n.args : [...n.args, n.into]);
    case "flow":
      return all(n.blocks.flatMap((b) => [...b.body, ...(b.end.kind === "branch" ? [b.end.test] : [])]));
  }
}

/** Pre-order over a node and all below it; `visit` returns false to leave out what is below. */
export function walk(n: Node, visit: (n: Node) => unknown): void {
  if (visit(n) !== false) eachChild(n, (child) => walk(child, visit));
}

/** What to do at each node; false leaves out what is below it. */
export interface Visitor {
  readonly expr?: (e: Expr) => unknown;
  readonly stmt?: (s: Stmt) => unknown;
}

export const visitBody = (b: Body, visitor: Visitor): void =>
  walk(b.code, (n) => (isStmt(n) ? visitor.stmt?.(n) : visitor.expr?.(n)));

/** Pre-order over the statements of the code itself: those inside lambdas have jumps and returns of their own and are left out. */
export function walkOwn(s: Stmt, visit: (s: Stmt) => unknown): void {
  if (visit(s) === false) return;
  eachChild(s, (child) => {
    if (isStmt(child)) walkOwn(child, visit);
  });
}

const STATEMENTS: ReadonlySet<Node["kind"]> = new Set<Stmt["kind"]>([
  "block",
  "let",
  "expr",
  "when",
  "assert",
  "throw",
  "if",
  "switch",
  "loop",
  "forOf",
  "labeled",
  "break",
  "continue",
  "return",
  "yield",
  "procedure",
  "flow",
]);

export const isStmt = (n: Node): n is Stmt => STATEMENTS.has(n.kind);

/** The lambda of an expression that has one. */
export function lambdaOf(e: Expr): Lambda | null {
  switch (e.kind) {
    case "fillWith":
    case "quantifier":
    case "first":
    case "seqMethod":
    case "setMethod":
      return e.lambda;
    case "pick":
      return e.from.kind === "domain" ? e.from.where : null;
    default:
      return null;
  }
}

/** The slots that a node itself gives a value, not those below it. */
export function defines(n: Node): readonly number[] {
  switch (n.kind) {
    case "let":
    case "forOf":
    case "optional":
      return [n.slot];
    case "assign":
    case "update":
      return n.target.kind === "local" ? [n.target.slot] : [];
    case "procedure":
      return n.into?.kind === "local" ? [n.into.slot] : [];
    default:
      return isStmt(n) ? [] : (lambdaOf(n)?.params ?? []);
  }
}
