/**
 * What can move in a model: the steps of each process from each of its rests, and its actions, with arguments.
 * In: a lowered model, the parts of its state. Out: `Cast`: movers, and who meets whom up to the names of identities.
 * Not here: what a step does (`summaries.ts`).
 */
import { alternatives } from "../../ir/domain.ts";
import type { Action, SpecModel } from "../../ir/model.ts";
import { isDomain } from "../../ir/type.ts";
import { isId, keyText, type Value } from "../../ir/value.ts";
import { walk } from "../../ir/walk.ts";
import type { Cell } from "../interpret/cell.ts";
import { enumeration, nthTuple } from "../interpret/domain-order.ts";
import type { Unit } from "./probe.ts";
import type { Leaf } from "./unknown-state.ts";

/** A step of one instance from one rest, or an action with arguments. */
export interface Mover extends Unit {
  /** Null for an action. */
  readonly stand: Stand | null;
}

/** An instance at a rest. */
export interface Stand {
  readonly process: number;
  /** Number of the rest within its process. */
  readonly rest: number;
  /** The part of the state that says where the instance rests. */
  readonly pc: number;
  /** Number of the rest's value in that part's domain. */
  readonly at: number;
  /** Values that the instance's locals may have there, by part: none where they are dead. */
  readonly locals: ReadonlyMap<number, readonly number[]>;
}

export interface FusibleProcess {
  readonly name: string;
  /** Field of the state that says where its instances rest. */
  readonly pcField: string;
  /** Pc values in the order of the text, with the action that leaves each. */
  readonly rests: readonly FusibleRest[];
  /** Arguments of every instance. */
  readonly instances: readonly (readonly Cell[])[];
}

export interface FusibleRest {
  readonly pc: string;
  readonly label: string;
  readonly action: number;
  /** Fields of locals: whether they live there, and then whether `undefined` is one of their values. */
  readonly locals: ReadonlyMap<string, "dead" | "live" | "maybe undefined">;
}

export interface Cast {
  readonly processes: readonly FusibleProcess[];
  /** Of the instance with these arguments, at that rest. */
  mover(process: number, rest: number, args: readonly Cell[]): Mover;
  /** Instances to look at: one where identities only tell them apart. */
  representatives(process: number): readonly (readonly Cell[])[];
  /** All movers that a mover may meet, itself and its own instance left out; alike ones once. */
  others(mover: Mover): readonly Mover[];
  /** Every mover, alike ones once. */
  readonly all: readonly Mover[];
}

/** Combinations of arguments past which nothing is fused. */
const MOST_INSTANCES = 256;

/** Null where a process is not as lowering makes them, or there are too many combinations. */
export function castOf(model: SpecModel, leaves: readonly Leaf[]): Cast | null {
  const processes: FusibleProcess[] = [];
  for (const { process: name, rests } of model.controlGraphs) {
    const field = model.state.fields.find((f) => f.hidden?.kind === "pc" && f.hidden.process === name);
    const actions = [...model.actions.entries()].filter(
      ([, a]) => a.origin.kind === "process" && a.origin.process === name,
    );
    const first = actions[0]?.[1];
    if (field === undefined) return null;
    if (first === undefined) {
      processes.push({ name, pcField: field.name, rests: [], instances: [] });
      continue;
    }
    const instances = argumentsOf(first);
    const left = new Map(actions.map(([i, a]) => [restLeft(a, field.name), i]));
    if (instances === null || rests.some((r) => !left.has(r.pc))) return null;
    const found = rests.map(({ pc, label, live }): FusibleRest => {
      const action = left.get(pc) as number;
      const locals = model.state.fields.flatMap((f) => {
        if (f.hidden?.kind !== "local" || f.hidden.process !== name) return [];
        const type = live.includes(f.name) ? loadedType(model.actions[action] as Action, f.name) : null;
        return [[f.name, type === null ? (live.includes(f.name) ? "maybe undefined" : "dead") : type] as const];
      });
      return { pc, label, action, locals: new Map(locals) };
    });
    processes.push({ name, pcField: field.name, rests: found, instances });
  }
  const plain: Mover[] = [];
  for (const [action, a] of model.actions.entries()) {
    if (a.origin.kind === "process") continue;
    const all = argumentsOf(a);
    if (all === null) return null;
    plain.push(...all.map((args) => ({ action, args, stand: null })));
  }

  const byPath = new Map(leaves.map((leaf) => [leaf.path, leaf]));
  const mover = (process: number, rest: number, args: readonly Cell[]): Mover => {
    const p = processes[process] as FusibleProcess;
    const [self] = args;
    const path = args.length === 0 ? p.pcField : `${p.pcField}[${keyText(self as Value)}]`;
    const leaf = byPath.get(path);
    const { pc, action, locals: kept } = p.rests[rest] as FusibleRest;
    if (leaf === undefined || leaf.count === null) throw new Error(`no pc at ${path}`);
    const at = Array.from({ length: leaf.count }, (_, i) => leaf.nth(i)).indexOf(pc);
    const locals = new Map<number, readonly number[]>();
    for (const [field, how] of kept) {
      const local = byPath.get(args.length === 0 ? field : `${field}[${keyText(self as Value)}]`);
      if (local === undefined || local.count === null || how === "maybe undefined") continue;
      const isDead = (i: number): boolean => local.nth(i) === undefined;
      locals.set(
        local.index,
        Array.from({ length: local.count }, (_, i) => i).filter((i) => isDead(i) === (how === "dead")),
      );
    }
    return { action, args, stand: { process, rest, pc: leaf.index, at, locals } };
  };
  const everyone: readonly Mover[] = [
    ...processes.flatMap((p, i) => p.instances.flatMap((args) => p.rests.map((_, rest) => mover(i, rest, args)))),
    ...plain,
  ];

  const alike = (movers: readonly Mover[], beside: readonly Cell[]): readonly Mover[] => {
    const seen = new Set<string>();
    return movers.filter((m) => {
      const key = `${m.action}: ${namesApart(model, [...beside, ...m.args])}`;
      return !seen.has(key) && seen.add(key);
    });
  };
  return {
    processes,
    mover,
    representatives: (process) => {
      const p = processes[process] as FusibleProcess;
      const seen = new Set<string>();
      return p.instances.filter((args) => {
        const key = namesApart(model, args);
        return !seen.has(key) && seen.add(key);
      });
    },
    others: (one) =>
      alike(
        everyone.filter((m) => m.stand === null || m.stand.pc !== one.stand?.pc),
        one.args,
      ),
    all: alike(everyone, []),
  };
}

function argumentsOf(a: Action): readonly (readonly Cell[])[] | null {
  const domains = a.params.map((p) => enumeration(p.domain));
  const count = domains.reduce((n, d) => n * d.count, 1);
  return count > MOST_INSTANCES ? null : Array.from({ length: count }, (_, i) => nthTuple(domains, i));
}

/** Whether the local that a step loads from a field has `undefined` among its values; null where it loads none. */
function loadedType(a: Action, field: string): "live" | "maybe undefined" | null {
  let found: "live" | "maybe undefined" | null = null;
  walk(a.body.code, (n) => {
    if (n.kind !== "let" || n.value === null) return;
    const whole = n.value.kind === "index" ? n.value.of : n.value;
    if (whole.kind !== "field" || whole.of.kind !== "state" || whole.name !== field) return;
    const type = a.body.locals[n.slot]?.type;
    if (type === undefined) return;
    found = isDomain(type) && alternatives(type).every((d) => d.kind !== "undefined") ? "live" : "maybe undefined";
  });
  return found;
}

/** The pc value that an action's guard asks for. */
export function restLeft(a: Action, pcField: string): string | null {
  const [guard] = a.body.code.kind === "block" ? a.body.code.body : [];
  if (guard?.kind !== "when" || guard.test.kind !== "binary" || guard.test.op !== "===") return null;
  const { left, right } = guard.test;
  const whole = left.kind === "index" ? left.of : left;
  if (whole.kind !== "field" || whole.of.kind !== "state" || whole.name !== pcField) return null;
  return right.kind === "literal" && typeof right.value === "string" ? right.value : null;
}

/** Identities by the order in which they come up, where nothing in the spec orders them; anything else by itself. */
function namesApart(model: SpecModel, cells: readonly Cell[]): string {
  const met = new Map<number, number[]>();
  const text = cells.map((c) => {
    if (!isId(c)) return JSON.stringify(c);
    if ((model.idSets[c.set]?.ordered.length ?? 1) > 0) return c.text;
    const known = met.get(c.set) ?? [];
    if (!known.includes(c.index)) known.push(c.index);
    met.set(c.set, known);
    return `${c.set}#${known.indexOf(c.index)}`;
  });
  return text.join();
}
