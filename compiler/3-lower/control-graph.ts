/**
 * The control graph of one process, tidied up: empty blocks jumped over, chains joined, what nothing reaches dropped.
 * In: blocks and resting points as flattened. Out: `Flow`, a graph whose nodes are blocks, rests, "start" and "done"; its JSON form.
 * Not here: taking statements apart (`flatten.ts`), loops without end (`endless-loops.ts`), what lives where (`liveness.ts`).
 */
import { Graph, json } from "@dagrejs/graphlib";
import type { Stmt } from "../../ir/expr.ts";
import type { ControlGraph, Local, Process, Rest, SpecModel } from "../../ir/model.ts";
import { namesOf, printExpr, printStmt } from "../../ir/print.ts";
import type { Span } from "../../ir/span.ts";
import { type Building, DONE, type End, type NodeName, type OpenBlock, START, type Yield } from "./building.ts";

export type FlowNode =
  | { readonly kind: "block"; readonly body: readonly Stmt[]; readonly end: End; readonly loop: Span | null }
  | { readonly kind: "rest"; readonly pc: string; readonly yield: Yield; readonly next: NodeName }
  | { readonly kind: "done" };

export type RestNode = FlowNode & { readonly kind: "rest" };

export interface Flow {
  readonly graph: Graph<undefined, FlowNode, undefined>;
  /** Names of the rests that something reaches, in the order of the text. */
  readonly rests: readonly NodeName[];
  readonly locals: readonly Local[];
}

export function node(flow: Flow, name: NodeName): FlowNode {
  const found = flow.graph.node(name);
  if (found === undefined) throw new Error(`no node ${name}`);
  return found;
}

export function restNode(flow: Flow, name: NodeName): RestNode {
  const found = node(flow, name);
  if (found.kind !== "rest") throw new Error(`${name} is no rest`);
  return found;
}

export function controlGraph(b: Building): Flow {
  const jumped = throughEmpty(b);
  for (const rest of b.rests) rest.next = jumped(rest.next);
  for (const block of b.blocks.values()) block.end = retarget(block, jumped);
  joinChains(b);
  return { graph: asGraph(b), ...reached(b), locals: b.locals };
}

/** Where a jump to a node really leads: past blocks that only jump on. */
function throughEmpty(b: Building): (name: NodeName) => NodeName {
  return (name) => {
    const passed = new Set<NodeName>();
    let at = name;
    for (;;) {
      const block = b.blocks.get(at);
      if (block === undefined || block.body.length > 0 || block.end?.kind !== "goto" || passed.has(at)) return at;
      passed.add(at);
      at = block.end.to;
    }
  };
}

function retarget(block: OpenBlock, to: (name: NodeName) => NodeName): End | null {
  const { end } = block;
  if (end === null || end.kind === "stuck") return end;
  if (end.kind === "goto") return { kind: "goto", to: to(end.to) };
  const then = to(end.then);
  const otherwise = to(end.else);
  if (then !== otherwise) return { ...end, then, else: otherwise };
  // Both ways lead to the same place: the test is still made, since it may fail or have effects.
  if (end.test.kind !== "local") block.body.push({ kind: "expr", value: end.test, at: end.test.at });
  return { kind: "goto", to: then };
}

const leadsTo = (end: End | null): readonly NodeName[] =>
  end === null || end.kind === "stuck" ? [] : end.kind === "goto" ? [end.to] : [end.then, end.else];

/** Names reached from the start, in pre-order, and among them the rests in the order of the text. */
function reached(b: Building): { readonly order: readonly NodeName[]; readonly rests: readonly NodeName[] } {
  const order: NodeName[] = [];
  const seen = new Set<NodeName>();
  const nextOf = new Map(b.rests.map((r) => [r.name, r.next]));
  const pending: NodeName[] = [START];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    order.push(name);
    const next = nextOf.get(name);
    pending.push(...(next === undefined ? leadsTo(b.blocks.get(name)?.end ?? null) : [next]).toReversed());
  }
  return { order, rests: b.rests.flatMap((r) => (seen.has(r.name) ? [r.name] : [])) };
}

/** A block that only one block leads to, without a choice, is the rest of that block. */
function joinChains(b: Building): void {
  const { order } = reached(b);
  const entries = new Map<NodeName, number>([[START, 1]]);
  const enter = (name: NodeName): void => void entries.set(name, (entries.get(name) ?? 0) + 1);
  for (const rest of b.rests) if (order.includes(rest.name)) enter(rest.next);
  for (const name of order) leadsTo(b.blocks.get(name)?.end ?? null).forEach(enter);
  for (const name of order) {
    const block = b.blocks.get(name);
    if (block === undefined) continue;
    for (;;) {
      const to = block.end?.kind === "goto" ? block.end.to : name;
      const next = b.blocks.get(to);
      if (to === name || next === undefined || entries.get(to) !== 1) break;
      block.body.push(...next.body);
      block.end = next.end;
      block.loop ??= next.loop;
      next.body = [];
      next.end = null;
    }
  }
}

function asGraph(b: Building): Flow["graph"] {
  const graph = new Graph<undefined, FlowNode, undefined>();
  const { order } = reached(b);
  const rests = new Map(b.rests.map((r) => [r.name, r]));
  const blocks = order.filter((name) => b.blocks.has(name) && name !== START);
  const renamed = new Map<NodeName, NodeName>(blocks.map((name, i) => [name, `block ${i + 1}`]));
  const as = (name: NodeName): NodeName => renamed.get(name) ?? name;
  for (const name of order) {
    const rest = rests.get(name);
    if (rest !== undefined) graph.setNode(name, { kind: "rest", pc: rest.pc, yield: rest.yield, next: as(rest.next) });
    else graph.setNode(as(name), nodeOf(b.blocks.get(name), as));
  }
  graph.setNode(DONE, { kind: "done" });
  for (const name of graph.nodes()) for (const to of successors(graph.node(name))) graph.setEdge(name, to);
  return graph;
}

function nodeOf(block: OpenBlock | undefined, as: (name: NodeName) => NodeName): FlowNode {
  const end = block?.end;
  if (block === undefined || end === null || end === undefined) return { kind: "done" };
  const named: End =
    end.kind === "goto"
      ? { kind: "goto", to: as(end.to) }
      : end.kind === "branch"
        ? { ...end, then: as(end.then), else: as(end.else) }
        : end;
  return { kind: "block", body: block.body, end: named, loop: block.loop };
}

export function successors(n: FlowNode): readonly NodeName[] {
  switch (n.kind) {
    case "block":
      return leadsTo(n.end);
    case "rest":
      return [n.next];
    case "done":
      return [];
  }
}

/** As data for reports: blocks as text, rests with the names of what lives there. */
export function describe(flow: Flow, process: Process, rests: readonly Rest[], model: SpecModel): ControlGraph {
  const names = namesOf(flow.locals, model);
  const graph = new Graph();
  for (const name of flow.graph.nodes()) {
    const n = node(flow, name);
    graph.setNode(
      name,
      n.kind === "block"
        ? { kind: "block", code: n.body.flatMap((s) => printStmt(s, names)) }
        : n.kind === "rest"
          ? { kind: "rest", pc: n.pc }
          : { kind: "done" },
    );
  }
  for (const name of flow.graph.nodes()) {
    const n = node(flow, name);
    for (const to of successors(n)) {
      const test = n.kind === "block" && n.end.kind === "branch" ? printExpr(n.end.test, names) : null;
      const holds = n.kind === "block" && n.end.kind === "branch" && n.end.then === to;
      graph.setEdge(name, to, test === null ? {} : { test, holds });
    }
  }
  const { nodes, edges } = json.write(graph);
  return { process: process.name, daemon: process.daemon, rests, graph: { nodes, edges } };
}
