/**
 * The steps of one process: what runs from a rest to the next ones, as one action each; and what runs before the first yield.
 * In: a control graph with liveness and hidden fields. Out: `Action`s whose bodies have slots of their own.
 * Not here: `at` and `done` (`pc-tests.ts`), the fields themselves (`hidden-state.ts`).
 */
import { UNDEFINED } from "../../ir/domain.ts";
import type { Expr, FlowBlock, FlowEnd, Stmt } from "../../ir/expr.ts";
import type { Action, Local, Param, Process } from "../../ir/model.ts";
import { renumber } from "../../ir/rebuild.ts";
import type { Span } from "../../ir/span.ts";
import { defines, walk } from "../../ir/walk.ts";
import { type NodeName, START } from "./building.ts";
import { type Flow, type FlowNode, node, restNode, successors } from "./control-graph.ts";
import { type HiddenField, type HiddenState, hiddenPlace } from "./hidden-state.ts";
import { bit, list, liveIn, type Slots } from "./liveness.ts";
import { equal, literal, local } from "./types.ts";

export interface Lowered {
  readonly process: Process;
  readonly flow: Flow;
  readonly live: ReadonlyMap<NodeName, Slots>;
  readonly hidden: HiddenState;
}

/** One action per rest, in the order of the text. */
export const steps = (l: Lowered): readonly Action[] => l.flow.rests.map((rest) => step(l, rest));

/** Code before the first yield: it puts every instance to its first rest. */
export const prologue = (l: Lowered): Action => step(l, START);

function step(l: Lowered, from: NodeName): Action {
  const { process, flow } = l;
  const left = from === START ? null : restNode(flow, from);
  const at = left?.yield.at ?? process.at;
  const region = regionOf(flow, left === null ? START : left.next);
  const stays = region.exits.filter((exit) => exit !== "done").map((exit) => restNode(flow, exit).yield.label);
  const to: readonly (string | null)[] = [...new Set(stays), ...(region.exits.includes("done") ? [null] : [])];
  const { locals, params, code } = body(l, from, region, at);
  return {
    name: process.name,
    doc: process.doc,
    comment: left?.yield.comment ?? null,
    origin: { kind: "process", process: process.name, from: left?.yield.label ?? null, to, at },
    params,
    body: { locals, code },
  };
}

/** What one step may run through, up to where it comes to rest. */
interface Region {
  readonly entry: NodeName;
  /** Blocks in pre-order. */
  readonly blocks: readonly NodeName[];
  /** Rests in the order of the text, then "done". */
  readonly exits: readonly NodeName[];
}

function regionOf(flow: Flow, entry: NodeName): Region {
  const seen = new Set<NodeName>();
  const blocks: NodeName[] = [];
  const pending: NodeName[] = [entry];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const n = node(flow, name);
    if (n.kind !== "block") continue;
    blocks.push(name);
    pending.push(...successors(n).toReversed());
  }
  return { entry, blocks, exits: [...flow.rests, "done"].filter((name) => seen.has(name)) };
}

function body(
  l: Lowered,
  from: NodeName,
  region: Region,
  at: Span,
): { readonly locals: readonly Local[]; readonly params: readonly Param[]; readonly code: Stmt } {
  const { process, flow, hidden } = l;
  const { param } = process;
  const kept = keptAt(l, from);
  const writes = writesAtExits(l, region, kept);
  const loaded = list(kept & wantedOnEntry(l, region, writes));
  const selfAt = (where: Span): Expr | null => (param === null ? null : local(param.slot, param.domain, where));
  const field = (slot: number): HiddenField => {
    const found = hidden.locals.get(slot);
    if (found === undefined) throw new Error(`${flow.locals[slot]?.name} has no field`);
    return found;
  };
  const store = (f: HiddenField, value: Expr, where: Span): Stmt => ({
    kind: "expr",
    value: {
      kind: "assign",
      op: "=",
      target: hiddenPlace(f, selfAt(where), where),
      value,
      at: where,
      type: value.type,
    },
    at: where,
  });
  const atExit = (exit: NodeName): readonly Stmt[] => {
    const n = node(flow, exit);
    const where = n.kind === "rest" ? n.yield.at : process.at;
    const stays = keptAt(l, exit);
    const pc = literal(n.kind === "rest" ? n.pc : null, where);
    return [
      ...(exit === from ? [] : [store(hidden.pc, pc, where)]),
      ...list(writes.get(exit) ?? 0n).map((slot) => store(field(slot), local(slot, typeOf(flow, slot), where), where)),
      ...list(kept & ~stays).map((slot) =>
        store(field(slot), { kind: "undefined", at: where, type: UNDEFINED }, where),
      ),
    ];
  };
  const guard: readonly Stmt[] =
    from === START
      ? []
      : [
          {
            kind: "when",
            test: equal(hiddenPlace(hidden.pc, selfAt(at), at), literal(restNode(flow, from).pc, at), at),
            at,
          },
        ];
  const loads = loaded.map(
    (slot): Stmt => ({ kind: "let", slot, value: hiddenPlace(field(slot), selfAt(at), at), at }),
  );
  const code: Stmt = { kind: "block", body: [...guard, ...loads, ...run(flow, region, atExit, at)], at };
  return withOwnSlots(flow, param, code);
}

/** Locals that have a value in the state while the process rests there. */
function keptAt(l: Lowered, name: NodeName): Slots {
  if (node(l.flow, name).kind !== "rest") return 0n;
  const live = l.live.get(name) ?? 0n;
  return list(live).reduce<Slots>((slots, slot) => (l.hidden.locals.has(slot) ? slots | bit(slot) : slots), 0n);
}

/** What each exit has to write back: what lives there and is new, or may have been assigned on the way. */
function writesAtExits(l: Lowered, region: Region, kept: Slots): ReadonlyMap<NodeName, Slots> {
  const assigned = new Map<NodeName, Slots>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of region.blocks) {
      const n = node(l.flow, name);
      const after = (assigned.get(name) ?? 0n) | assignedIn(n);
      for (const to of successors(n)) {
        const joined = (assigned.get(to) ?? 0n) | after;
        if (joined === assigned.get(to)) continue;
        assigned.set(to, joined);
        changed = true;
      }
    }
  }
  return new Map(region.exits.map((exit) => [exit, keptAt(l, exit) & ((assigned.get(exit) ?? 0n) | ~kept)]));
}

function assignedIn(n: FlowNode): Slots {
  let slots: Slots = 0n;
  if (n.kind !== "block") return slots;
  const note = (x: Parameters<typeof walk>[0]): void =>
    walk(x, (y) => {
      for (const slot of defines(y)) slots |= bit(slot);
    });
  n.body.forEach(note);
  if (n.end.kind === "branch") note(n.end.test);
  return slots;
}

/** Locals that the step reads, or writes back unchanged, before it gives them a value. */
function wantedOnEntry(l: Lowered, region: Region, writes: ReadonlyMap<NodeName, Slots>): Slots {
  const live = new Map<NodeName, Slots>(writes);
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of region.blocks.toReversed()) {
      const before = liveIn(node(l.flow, name), (to) => live.get(to) ?? 0n);
      if (before === live.get(name)) continue;
      live.set(name, before);
      changed = true;
    }
  }
  return live.get(region.entry) ?? 0n;
}

/** Straight code where there is one way through, else a flow with a block per exit. */
function run(flow: Flow, region: Region, atExit: (exit: NodeName) => readonly Stmt[], at: Span): readonly Stmt[] {
  const [only] = region.blocks;
  if (only === undefined) return atExit(region.entry);
  const entries = new Map<NodeName, number>();
  for (const name of region.blocks)
    for (const to of successors(node(flow, name))) entries.set(to, (entries.get(to) ?? 0) + 1);
  const ends = region.blocks.map((name) => {
    const n = node(flow, name);
    return n.kind === "block" && n.end.kind === "goto" ? n.end.to : null;
  });
  // An exit that is reached by one jump, without a choice, is written behind that jump's block.
  const apart = region.exits.filter((exit) => !(entries.get(exit) === 1 && ends.includes(exit)));
  const index = new Map([...region.blocks, ...apart].map((name, i) => [name, i]));
  const to = (name: NodeName): number => {
    const i = index.get(name);
    if (i === undefined) throw new Error(`${name} is not part of the step`);
    return i;
  };
  const blocks = region.blocks.map((name): FlowBlock => {
    const n = node(flow, name);
    if (n.kind !== "block") throw new Error(`${name} is no block`);
    if (n.end.kind === "stuck") return { body: n.body, end: { kind: "stop" } };
    if (n.end.kind === "branch")
      return { body: n.body, end: { kind: "branch", test: n.end.test, then: to(n.end.then), else: to(n.end.else) } };
    const end: FlowEnd = index.has(n.end.to) ? { kind: "goto", to: to(n.end.to) } : { kind: "stop" };
    return { body: [...n.body, ...(index.has(n.end.to) ? [] : atExit(n.end.to))], end };
  });
  const [first] = blocks;
  if (blocks.length === 1 && apart.length === 0 && first?.end.kind === "stop") return first.body;
  const exits = apart.map((exit): FlowBlock => ({ body: atExit(exit), end: { kind: "stop" } }));
  return [{ kind: "flow", blocks: [...blocks, ...exits], at }];
}

const typeOf = (flow: Flow, slot: number): Local["type"] => flow.locals[slot]?.type ?? { kind: "error" };

/** The parameter first, then the slots that the step uses, in the order of the process. */
function withOwnSlots(flow: Flow, param: Param | null, code: Stmt): ReturnType<typeof body> {
  let used: Slots = 0n;
  walk(code, (n) => {
    for (const slot of defines(n)) used |= bit(slot);
    if (n.kind === "local") used |= bit(n.slot);
  });
  const rest = list(used).filter((slot) => slot !== param?.slot);
  const order = param === null ? rest : [param.slot, ...rest];
  const numbers = new Map(order.map((slot, i) => [slot, i]));
  const number = (slot: number): number => {
    const n = numbers.get(slot);
    if (n === undefined) throw new Error(`slot ${slot} is not used`);
    return n;
  };
  return {
    locals: order.flatMap((slot) => flow.locals[slot] ?? []),
    params: param === null ? [] : [{ ...param, slot: 0 }],
    code: renumber(code, number),
  };
}
