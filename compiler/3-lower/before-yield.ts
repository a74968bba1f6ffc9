/**
 * Code before the first yield runs at the start and may not use the state: there is none yet that others have agreed on.
 * In: a control graph, the model's functions. Out: diagnostics.
 * Not here: the prologue itself (`steps.ts`).
 */
import { stateBeforeYield } from "../../ir/codes/lower.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { type Node, walk } from "../../ir/walk.ts";
import { type NodeName, START } from "./building.ts";
import { type Flow, type FlowNode, node, successors } from "./control-graph.ts";
import { afterStatement, joined, type Known, literalOf } from "./known-values.ts";

export function stateBeforeFirstYield(flow: Flow, process: string, model: SpecModel): readonly Diagnostic[] {
  const users = functionsOfState(model);
  const found = new Map<number, { readonly at: Span; readonly what: string }>();
  const look = (n: Node): void =>
    walk(n, (x) => {
      const what =
        x.kind === "state" || x.kind === "at" || x.kind === "done" ? "the state is used" : calls(x, users, model);
      if (what !== null) found.set(x.at.start, { at: x.at, what });
    });
  for (const name of beforeFirstYield(flow)) {
    const n = node(flow, name);
    if (n.kind !== "block") continue;
    n.body.forEach(look);
    if (n.end.kind === "branch") look(n.end.test);
  }
  return [...found.values()]
    .toSorted((a, b) => a.at.start - b.at.start)
    .map(({ at, what }) => stateBeforeYield(at, { process, what }));
}

const calls = (n: Node, users: ReadonlySet<number>, model: SpecModel): string | null =>
  n.kind === "call" && users.has(n.function) ? `${model.functions[n.function]?.name} uses the state` : null;

/** Blocks that a run may come to before its first yield; tests whose outcome is known send it one way only. */
function beforeFirstYield(flow: Flow): ReadonlySet<NodeName> {
  const knownAt = new Map<NodeName, Known>([[START, new Map()]]);
  const pending: NodeName[] = [START];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const n = node(flow, name);
    const before = knownAt.get(name);
    if (n.kind !== "block" || before === undefined) continue;
    const after = n.body.reduce<Known>((known, s) => afterStatement(s, known), before);
    for (const to of ways(n, after)) {
      const met = knownAt.get(to);
      const known = met === undefined ? after : joined(met, after);
      if (met !== undefined && known.size === met.size) continue;
      knownAt.set(to, known);
      pending.push(to);
    }
  }
  return new Set(knownAt.keys());
}

function ways(n: FlowNode & { readonly kind: "block" }, known: Known): readonly NodeName[] {
  if (n.end.kind !== "branch") return successors(n);
  const test = literalOf(n.end.test, known);
  return test === undefined ? successors(n) : [test ? n.end.then : n.end.else];
}

/** Functions that look at the state, themselves or by way of others. */
function functionsOfState(model: SpecModel): ReadonlySet<number> {
  const users = new Set<number>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const [i, fn] of model.functions.entries()) {
      if (users.has(i)) continue;
      walk(fn.body.code, (n) => {
        if (n.kind === "state" || n.kind === "at" || n.kind === "done" || (n.kind === "call" && users.has(n.function)))
          users.add(i);
      });
      grown ||= users.has(i);
    }
  }
  return users;
}
