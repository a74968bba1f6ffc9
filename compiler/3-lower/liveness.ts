/**
 * Which locals are still wanted: backward data flow, through the control graph and inside statements that stayed whole.
 * In: a control graph. Out: the locals live at each node, as bit sets; `liveBefore` for one statement.
 * Not here: what may live across a yield (`hidden-state.ts`, `references.ts`).
 */
import type { Expr, Lambda, Stmt } from "../../ir/expr.ts";
import { eachChild, isStmt, lambdaOf, type Node } from "../../ir/walk.ts";
import type { NodeName } from "./building.ts";
import { type Flow, type FlowNode, node } from "./control-graph.ts";

/** A set of slots: bit n is slot n. */
export type Slots = bigint;

export const bit = (slot: number): Slots => 1n << BigInt(slot);
export const has = (slots: Slots, slot: number): boolean => (slots & bit(slot)) !== 0n;
const without = (slots: Slots, slot: number): Slots => slots & ~bit(slot);

export function list(slots: Slots): readonly number[] {
  const out: number[] = [];
  for (let i = 0, rest = slots; rest !== 0n; i++, rest >>= 1n) if ((rest & 1n) !== 0n) out.push(i);
  return out;
}

/** What is live on entry to each node; at a rest that is what has to be kept there. */
export function liveness(flow: Flow): ReadonlyMap<NodeName, Slots> {
  const live = new Map<NodeName, Slots>();
  const names = flow.graph.nodes().toReversed();
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of names) {
      const before = liveIn(node(flow, name), (to) => live.get(to) ?? 0n);
      if (before === live.get(name)) continue;
      live.set(name, before);
      changed = true;
    }
  }
  return live;
}

export function liveIn(n: FlowNode, at: (name: NodeName) => Slots): Slots {
  switch (n.kind) {
    case "done":
      return 0n;
    case "rest":
      return at(n.next);
    case "block":
      return n.body.reduceRight<Slots>((after, s) => liveBefore(s, after), liveAtEnd(n, at));
  }
}

export function liveAtEnd(n: FlowNode & { readonly kind: "block" }, at: (name: NodeName) => Slots): Slots {
  switch (n.end.kind) {
    case "stuck":
      return 0n;
    case "goto":
      return at(n.end.to);
    case "branch":
      return expr(n.end.test, at(n.end.then) | at(n.end.else));
  }
}

/** Live before a statement, given what is live after it. */
export const liveBefore = (s: Stmt, after: Slots): Slots => stmt(s, after, { targets: new Map(), return: 0n });

interface Jumps {
  readonly targets: ReadonlyMap<number, { readonly break: Slots; readonly continue: Slots }>;
  readonly return: Slots;
}

const withTarget = (j: Jumps, id: number, onBreak: Slots, onContinue: Slots): Jumps => ({
  ...j,
  targets: new Map([...j.targets, [id, { break: onBreak, continue: onContinue }]]),
});

/** The least solution of `live = step(live)`. */
function fixpoint(start: Slots, step: (live: Slots) => Slots): Slots {
  for (let live = start; ; ) {
    const next = live | step(live);
    if (next === live) return live;
    live = next;
  }
}

function stmt(s: Stmt, after: Slots, j: Jumps): Slots {
  switch (s.kind) {
    case "block":
      return s.body.reduceRight<Slots>((live, x) => stmt(x, live, j), after);
    case "let": {
      const live = without(after, s.slot);
      return s.value === null ? live : expr(s.value, live);
    }
    case "expr":
      return expr(s.value, after);
    case "when":
    case "assert":
      return expr(s.test, after);
    case "throw":
      return 0n;
    case "if":
      return expr(s.test, stmt(s.then, after, j) | (s.else === null ? after : stmt(s.else, after, j)));
    case "switch": {
      const inner = withTarget(j, s.id, after, 0n);
      let live = after;
      const entries: Slots[] = [];
      for (const clause of s.clauses.toReversed()) {
        live = clause.body.reduceRight<Slots>((l, x) => stmt(x, l, inner), live);
        entries.unshift(live);
      }
      const byDefault = s.clauses.findIndex((c) => c.test === null);
      let next = byDefault < 0 ? after : (entries[byDefault] ?? after);
      for (const [i, clause] of [...s.clauses.entries()].toReversed())
        if (clause.test !== null) next = expr(clause.test, next | (entries[i] ?? 0n));
      return expr(s.of, next);
    }
    case "loop": {
      const tested = (inside: Slots): Slots => (s.test === null ? inside : expr(s.test, inside | after));
      const updated = (live: Slots): Slots => (s.update === null ? live : expr(s.update, live));
      const body = (next: Slots): Slots => stmt(s.body, next, withTarget(j, s.id, after, next));
      return s.testFirst
        ? fixpoint(0n, (head) => tested(body(updated(head))))
        : fixpoint(0n, (top) => body(updated(tested(top))));
    }
    case "forOf":
      return expr(
        s.of,
        fixpoint(after, (head) => without(stmt(s.body, head, withTarget(j, s.id, after, head)), s.slot)) | reread(s.of),
      );
    case "labeled":
      return stmt(s.body, after, withTarget(j, s.id, after, 0n));
    case "break":
      return j.targets.get(s.target)?.break ?? 0n;
    case "continue":
      return j.targets.get(s.target)?.continue ?? 0n;
    case "return":
      return s.value === null ? j.return : expr(s.value, j.return);
    case "yield":
    case "procedure":
    case "flow":
      throw new Error(`${s.kind} inside a block`);
  }
}

/** A sequence held by a local is looked at again for every element. */
const reread = (of: Expr): Slots => (of.kind === "local" ? bit(of.slot) : 0n);

function expr(e: Expr, after: Slots): Slots {
  switch (e.kind) {
    case "local":
      return after | bit(e.slot);
    case "assign": {
      if (e.target.kind !== "local") return parts(e.target, expr(e.value, after));
      const { slot } = e.target;
      if (e.op === "=") return expr(e.value, without(after, slot));
      const maybe = e.op === "&&" || e.op === "||" || e.op === "??";
      return expr(e.value, maybe ? after : without(after, slot)) | bit(slot) | (maybe ? after : 0n);
    }
    case "update":
      return e.target.kind === "local" ? after | bit(e.target.slot) : parts(e.target, after);
    case "logical":
      return expr(e.left, expr(e.right, after) | after);
    case "conditional":
      return expr(e.test, expr(e.then, after) | expr(e.else, after));
    case "optional":
      return expr(e.base, without(expr(e.rest, after), e.slot) | after);
    default: {
      const lambda = lambdaOf(e);
      return parts(e, lambda === null ? after : called(lambda, after));
    }
  }
}

/** The parts of an expression in reverse order of evaluation; its lambda apart. */
function parts(e: Expr, after: Slots): Slots {
  const children: Node[] = [];
  eachChild(e, (child) => children.push(child));
  return children.reduceRight<Slots>((live, child) => (isStmt(child) ? live : expr(child, live)), after);
}

/** A lambda may run any number of times, so it kills nothing but its own parameters. */
function called(l: Lambda, after: Slots): Slots {
  return fixpoint(after, (next) => l.params.reduce(without, stmt(l.body, next, { targets: new Map(), return: next })));
}
