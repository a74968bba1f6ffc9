/**
 * Locals that share their object with the state, or with another local, while their process rests. A new object that only one
 * local holds becomes state; a reference into the state would be a second name for one place, and is refused.
 * In: a control graph with liveness. Out: diagnostics.
 * Not here: references used after their place was replaced, within one step (`compiler/2-bind/references.ts`).
 */
import { referenceAcrossYield } from "../../ir/codes/lower.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Expr, SeqMethod, Stmt } from "../../ir/expr.ts";
import { valuesKept } from "../../ir/fresh.ts";
import type { Span } from "../../ir/span.ts";
import { eachChild, isStmt, type Node, walk } from "../../ir/walk.ts";
import type { NodeName } from "./building.ts";
import { type Flow, node, restNode } from "./control-graph.ts";
import type { IsFresh } from "./fresh.ts";
import { has, list, liveAtEnd, liveBefore, type Slots } from "./liveness.ts";
import { isReference } from "./types.ts";

/** Slots that may share their object, and where that began. */
type Shared = ReadonlyMap<number, Span>;

export function sharedAcrossYields(
  flow: Flow,
  live: ReadonlyMap<NodeName, Slots>,
  isFresh: IsFresh,
): readonly Diagnostic[] {
  const entry = new Map<NodeName, Shared>(flow.graph.nodes().map((name) => [name, new Map()]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of flow.graph.nodes()) {
      const after = leaving(flow, name, entry.get(name) ?? new Map(), live, isFresh);
      for (const to of flow.graph.successors(name) ?? []) {
        const known = entry.get(to) ?? new Map<number, Span>();
        const joined = new Map([...after, ...known]);
        if (joined.size === known.size) continue;
        entry.set(to, joined);
        changed = true;
      }
    }
  }
  const reported = new Set<number>();
  return flow.rests.flatMap((name) =>
    list(live.get(name) ?? 0n).flatMap((slot) => {
      const shared = entry.get(name)?.get(slot);
      const local = flow.locals[slot];
      if (shared === undefined || local === undefined || reported.has(slot) || !isReference(local.type)) return [];
      reported.add(slot);
      const { yield: at } = restNode(flow, name);
      return [referenceAcrossYield(at.labelAt, { name: local.name, declared: local.at, label: at.label, shared })];
    }),
  );
}

function leaving(
  flow: Flow,
  name: NodeName,
  entry: Shared,
  live: ReadonlyMap<NodeName, Slots>,
  isFresh: IsFresh,
): Shared {
  const n = node(flow, name);
  if (n.kind !== "block") return entry;
  // What is live behind each statement: an object may be handed on by a local that is not used again.
  const behind: Slots[] = [];
  n.body.reduceRight<Slots>(
    (after, s) => {
      behind.unshift(after);
      return liveBefore(s, after);
    },
    liveAtEnd(n, (to) => live.get(to) ?? 0n),
  );
  return n.body.reduce<Shared>((shared, s, i) => past(flow, s, shared, behind[i] ?? 0n, isFresh), entry);
}

/** What is shared behind a statement. */
function past(flow: Flow, s: Stmt, before: Shared, live: Slots, isFresh: IsFresh): Shared {
  const shared = new Map(before);
  const isObject = (slot: number): boolean => isReference(flow.locals[slot]?.type ?? { kind: "error" });
  for (const { slot, at } of stored(s)) if (isObject(slot)) shared.set(slot, at);
  const straight = givenBy(s);
  if (straight !== null && isObject(straight.slot)) {
    const { slot, value } = straight;
    const owns = (x: number): boolean => x !== slot && !before.has(x) && !has(live, x);
    if (value === null || isFresh(value, owns)) shared.delete(slot);
    else shared.set(slot, value.at);
    return shared;
  }
  walk(s, (n) => {
    const given = n.kind === "let" || n.kind === "assign" ? giving(n) : null;
    if (given === null || !isObject(given.slot) || given.value === null) return;
    if (!isFresh(given.value, () => false)) shared.set(given.slot, given.value.at);
  });
  return shared;
}

interface Given {
  readonly slot: number;
  readonly value: Expr | null;
}

/** The one slot that the whole statement gives a value to. */
const givenBy = (s: Stmt): Given | null => giving(s.kind === "expr" ? s.value : s);

function giving(n: Node): Given | null {
  if (n.kind === "let") return { slot: n.slot, value: n.value };
  if (n.kind === "assign" && n.target.kind === "local" && n.op === "=") return { slot: n.target.slot, value: n.value };
  if (n.kind === "assign" && n.target.kind === "local" && n.op === "??") return { slot: n.target.slot, value: n.value };
  return null;
}

/** Methods of sequences that put their arguments into one. */
const KEEPING: ReadonlySet<SeqMethod> = new Set<SeqMethod>([
  ...(["push", "unshift", "concat", "splice", "toSpliced", "with", "fill"] as const),
]);

/**
 * Locals whose object is put into another object: a place, a literal, a collection, a lambda's result. With `until`, only where
 * that happens before the end of this part of the code.
 */
export function stored(s: Node, until: Node | null = null): readonly { readonly slot: number; readonly at: Span }[] {
  const found: { slot: number; at: Span }[] = [];
  const store = (e: Expr): void => {
    switch (e.kind) {
      case "local":
        // Of a union of records and plain values it may be known to be plain here.
        if (isReference(e.type)) found.push({ slot: e.slot, at: e.at });
        return;
      case "field":
      case "index":
      case "mapMethod":
        if (isReference(e.type)) store(e.of);
        return;
      case "conditional":
        store(e.then);
        store(e.else);
        return;
      case "logical":
        store(e.left);
        store(e.right);
        return;
      case "assign":
        store(e.value);
        return;
      case "optional":
        store(e.base);
        return;
      default:
        return;
    }
  };
  let over = false;
  const visit = (n: Node, inLambda: boolean): void => {
    if (over) return;
    if (n.kind === "assign" && n.target.kind !== "local") store(n.value);
    if (n.kind === "record") for (const p of n.parts) if (p.kind === "field") store(p.value);
    if (n.kind === "tuple") n.elements.forEach(store);
    if (n.kind === "seq") for (const p of n.parts) if (!p.spread) store(p.value);
    if (n.kind === "seqMethod" && KEEPING.has(n.op)) n.args.forEach(store);
    if (n.kind === "mapMethod" && n.op === "set") n.args.slice(1).forEach(store);
    if (n.kind === "map") for (const { value } of valuesKept(n)) store(value);
    if (n.kind === "return" && inLambda && n.value !== null) store(n.value);
    eachChild(n, (child) => visit(child, inLambda || (!isStmt(n) && isStmt(child))));
    if (n === until) over = true;
  };
  visit(s, false);
  return found;
}
