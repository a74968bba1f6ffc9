/**
 * A control graph while it is being made: blocks that grow, the block being written to, where jumps lead.
 * In: statements and jumps, in the order of the text. Out: `Building` and what is done to it.
 * Not here: which statements make which jumps (`flatten.ts`, `for-of.ts`), tidying up (`control-graph.ts`).
 */
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { Local } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { IsFresh } from "./fresh.ts";
import { known } from "./types.ts";

/** Name of a node of the control graph: "block 3", "rest lock_page", "done". */
export type NodeName = string;
export const DONE: NodeName = "done";
export const START: NodeName = "start";

export type Yield = Stmt & { readonly kind: "yield" };

export type End =
  | { readonly kind: "goto"; readonly to: NodeName }
  | { readonly kind: "branch"; readonly test: Expr; readonly then: NodeName; readonly else: NodeName }
  /** After a `throw`: nothing follows. */
  | { readonly kind: "stuck" };

export interface OpenBlock {
  body: Stmt[];
  /** Null while it is written to. */
  end: End | null;
  /** The loop that it heads. */
  loop: Span | null;
}

export interface OpenRest {
  readonly name: NodeName;
  readonly pc: string;
  readonly yield: Yield;
  next: NodeName;
}

export interface Building {
  readonly blocks: Map<NodeName, OpenBlock>;
  readonly rests: OpenRest[];
  /** The block being written to; null where nothing can come by. */
  current: NodeName | null;
  /** Where `break` and `continue` of each jump target lead. */
  readonly targets: Map<number, { readonly break: NodeName; readonly continue: NodeName | null }>;
  readonly locals: Local[];
  /** How often each label was met. */
  readonly labels: Map<string, number>;
  /** Labels as written anywhere in this process, so that "x~2" made here is none of them. */
  readonly written: ReadonlySet<string>;
  nextBlock: number;
  nextId: number;
  readonly isFresh: IsFresh;
  readonly diagnostics: Diagnostic[];
}

export function newBlock(b: Building): NodeName {
  const name = `block ${b.nextBlock++}`;
  b.blocks.set(name, { body: [], end: null, loop: null });
  return name;
}

export function blockOf(b: Building, name: NodeName): OpenBlock {
  const block = b.blocks.get(name);
  if (block === undefined) throw new Error(`no block ${name}`);
  return block;
}

export function emit(b: Building, s: Stmt): void {
  if (b.current !== null) blockOf(b, b.current).body.push(s);
}

/** Ends the current block; what follows is unreachable until `start`. */
export function finish(b: Building, end: End): void {
  if (b.current !== null) blockOf(b, b.current).end = end;
  b.current = null;
}

export const jump = (b: Building, to: NodeName): void => finish(b, { kind: "goto", to });

export function branch(b: Building, test: Expr, then: NodeName, otherwise: NodeName): void {
  const taken = known(test);
  if (taken !== null) jump(b, taken ? then : otherwise);
  else finish(b, { kind: "branch", test, then, else: otherwise });
}

/** Goes on in a block made earlier, falling into it from the current one. */
export function start(b: Building, name: NodeName, loop: Span | null = null): void {
  jump(b, name);
  b.current = name;
  blockOf(b, name).loop = loop;
}

export function newSlot(b: Building, made: Local): number {
  b.locals.push(made);
  return b.locals.length - 1;
}

/** Comes to rest, and goes on from there. */
export function rest(b: Building, s: Yield): void {
  const pc = freshPc(b, s.label);
  const name = `rest ${pc}`;
  jump(b, name);
  const next = newBlock(b);
  b.rests.push({ name, pc, yield: s, next });
  b.current = next;
}

function freshPc(b: Building, label: string): string {
  for (;;) {
    const n = (b.labels.get(label) ?? 0) + 1;
    b.labels.set(label, n);
    const pc = n === 1 ? label : `${label}~${n}`;
    if (n === 1 || !b.written.has(pc)) return pc;
  }
}
