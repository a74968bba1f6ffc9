/**
 * Loops that, once entered, lead neither to a yield nor to the end: certain, so worth a word.
 * In: a control graph. Out: warnings.
 * Not here: loops that only may go on for ever; the evaluator bounds those.
 */
import { alg, Graph } from "@dagrejs/graphlib";
import { endlessLoop } from "../../ir/codes/lower.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Stmt } from "../../ir/expr.ts";
import type { Span } from "../../ir/span.ts";
import { type Node, walk } from "../../ir/walk.ts";
import { type Flow, node, successors } from "./control-graph.ts";

export function endlessLoops(flow: Flow, process: string): readonly Diagnostic[] {
  const found = [...endlessComponents(flow), ...endlessStatements(flow)];
  return found.toSorted((a, b) => a.start - b.start).map((at) => endlessLoop(at, { process }));
}

/** Blocks that lead only to one another. */
function endlessComponents(flow: Flow): readonly Span[] {
  const names = new Graph();
  for (const name of flow.graph.nodes()) for (const to of successors(node(flow, name))) names.setEdge(name, to);
  return alg.tarjan(names).flatMap((component) => {
    const inside = new Set(component);
    const next = component.flatMap((name) => names.successors(name) ?? []);
    if (next.length === 0 || next.some((to) => !inside.has(to))) return [];
    const nodes = component.map((name) => node(flow, name));
    if (nodes.some((n) => n.kind !== "block" || mayStop(n.body))) return [];
    return nodes.flatMap((n) => (n.kind === "block" && n.loop !== null ? [n.loop] : [])).slice(0, 1);
  });
}

/** `while (true)` kept whole, that nothing leaves. */
function endlessStatements(flow: Flow): readonly Span[] {
  const found: Span[] = [];
  for (const name of flow.graph.nodes()) {
    const n = node(flow, name);
    if (n.kind !== "block") continue;
    for (const s of n.body)
      walk(s, (x) => {
        if (neverLeft(x)) found.push(x.at);
      });
  }
  return found;
}

function neverLeft(s: Node): boolean {
  if (s.kind !== "loop" || (s.test !== null && !(s.test.kind === "literal" && s.test.value))) return false;
  const inside = new Set<number>();
  let left = mayStop([s.body]);
  walk(s.body, (n) => {
    if (n.kind === "switch" || n.kind === "loop" || n.kind === "forOf" || n.kind === "labeled") inside.add(n.id);
    if (n.kind === "break" && !inside.has(n.target)) left = true;
    if (n.kind === "continue" && n.target !== s.id && !inside.has(n.target)) left = true;
  });
  return !left;
}

/** Something on the way may block the step or fail. */
function mayStop(body: readonly Stmt[]): boolean {
  const stops: readonly Node["kind"][] = ["when", "throw", "assert", "pick", "first", "call"];
  let found = false;
  for (const s of body)
    walk(s, (n) => {
      if (stops.includes(n.kind)) found = true;
    });
  return found;
}
