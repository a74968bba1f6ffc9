/**
 * Typed expressions and statements, after binding: constants are replaced, names are slots, overloads are apart; and the flow
 * of blocks that lowering makes of sequential code. One file, as each contains the other.
 * In: domains, spans. Out: `Expr`, `Lambda`, `Place`, `Stmt`, `Flow…`.
 * Not here: traversal (`walk.ts`), printing (`print.ts`), how a process becomes a flow (`compiler/3-lower/`).
 */
import type { Domain, Literal } from "./domain.ts";
import type { Span } from "./span.ts";
import type { AssignOp, BinaryOp, LogicalOp, UnaryOp } from "./syntax.ts";

/** Type of an expression: a domain, the whole state, or nothing. */
export type Type = Domain | { readonly kind: "state" } | { readonly kind: "void" } | { readonly kind: "error" };

/** Parameters are slots of the enclosing body; `body` ends in `return`. */
export interface Lambda {
  readonly params: readonly number[];
  readonly body: Stmt;
  readonly at: Span;
}

/** Where `s`, or `next` in a step invariant, is looked at. */
export type When = "now" | "next";

/** Methods on sequences. Those that take a lambda have it in `lambda`. Meaning is JavaScript's, `includes`/`indexOf` on scalars only. */
export type SeqMethod =
  | "push"
  | "pop"
  | "shift"
  | "unshift"
  | "at"
  | "slice"
  | "concat"
  | "includes"
  | "indexOf"
  | "reverse"
  | "some"
  | "every"
  | "filter"
  | "map"
  | "reduce"
  | "reduceRight"
  | "find"
  | "findIndex"
  | "findLast"
  | "findLastIndex"
  | "lastIndexOf"
  | "flatMap"
  /** The lambda compares, as JavaScript's comparator does; stable. */
  | "sort"
  | "toSorted"
  | "toReversed"
  | "splice"
  | "toSpliced"
  | "with"
  | "fill";
export type SetMethod =
  | "add"
  | "delete"
  | "has"
  | "clear"
  | "union"
  | "intersection"
  | "difference"
  | "symmetricDifference"
  | "isSubsetOf"
  | "isSupersetOf"
  | "isDisjointFrom"
  /** With a lambda over the members, of which the order cannot matter. */
  | "some"
  | "every"
  | "filter";
/** `get` gives `undefined` where the key is absent, and refers into the map; `keys` is a new set. */
export type MapMethod = "get" | "set" | "has" | "delete" | "clear" | "keys";
/** `delete` takes one away, `count` says how many of this member there are. */
export type BagMethod = "add" | "delete" | "has" | "count" | "clear";

export type MathOp = "min" | "max" | "abs" | "sign" | "floorDiv" | "ceilDiv" | "truncDiv";

export type Expr = { readonly at: Span; readonly type: Type } & (
  | { readonly kind: "literal"; readonly value: Literal }
  | { readonly kind: "undefined" }
  /** Index into `Body.locals`. */
  | { readonly kind: "local"; readonly slot: number }
  | { readonly kind: "state"; readonly when: When }
  /** Of a record (or a union whose member has it). */
  | { readonly kind: "field"; readonly of: Expr; readonly name: string }
  /** Of a table by key, or of a sequence by position. Outside: a failure. */
  | { readonly kind: "index"; readonly of: Expr; readonly key: Expr }
  /** Number of elements of a set, map, bag (each as often as it is there) or sequence. */
  | { readonly kind: "size"; readonly of: Expr }
  /** `base?.rest`: base into `slot`; `undefined` where it is null or undefined, else `rest`, which reads `slot`. */
  | { readonly kind: "optional"; readonly base: Expr; readonly slot: number; readonly rest: Expr }
  | { readonly kind: "unary"; readonly op: UnaryOp; readonly of: Expr }
  /** "boolean", "number", "string", "symbol", "undefined", "object": `typeof x`. */
  | { readonly kind: "typeof"; readonly of: Expr }
  /** `/` must come out exact. `===` compares scalars (ids, null and undefined among them). */
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "logical"; readonly op: LogicalOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "conditional"; readonly test: Expr; readonly then: Expr; readonly else: Expr }
  | { readonly kind: "assign"; readonly op: AssignOp; readonly target: Place; readonly value: Expr }
  | { readonly kind: "update"; readonly op: "++" | "--"; readonly prefix: boolean; readonly target: Place }
  /** Object literal; later parts win. Its type is a record or a union of records, or a table whose keys are literals. */
  | { readonly kind: "record"; readonly parts: readonly RecordPart[] }
  /** Tuple literal: a record with the fields "0", "1", …. */
  | { readonly kind: "tuple"; readonly elements: readonly Expr[] }
  | { readonly kind: "seq"; readonly parts: readonly { readonly spread: boolean; readonly value: Expr }[] }
  /** `new Set()`, `new Set(xs)`, `new ValueSet(xs)`: of a set (a copy), a bag or a sequence. Members are copies. */
  | { readonly kind: "set"; readonly from: Expr | null }
  /** `new Map(entries)`, `new ValueMap(entries)`: of a map (keys are copies, values are what they were) or a sequence of pairs, the last of a key wins. */
  | { readonly kind: "map"; readonly from: Expr | null }
  /** `new Bag(xs)`: of a bag, a set or a sequence. Members are copies. */
  | { readonly kind: "bag"; readonly from: Expr | null }
  /** Every key of `type` (a table) has its own copy of the value, which is evaluated once. */
  | { readonly kind: "fill"; readonly value: Expr }
  /** The lambda is evaluated for each key in order, effects included. */
  | { readonly kind: "fillWith"; readonly lambda: Lambda }
  /** All values of a finite domain, ascending: `each<T>()`. */
  | { readonly kind: "each"; readonly domain: Domain }
  /** Over all values of the domains of the lambda's parameters, in order, the last fastest. `every` and `some` stop early; `setOf` has one parameter. */
  | {
      readonly kind: "quantifier";
      readonly op: "every" | "some" | "count" | "sum" | "setOf";
      readonly domains: readonly Domain[];
      readonly lambda: Lambda;
    }
  | {
      readonly kind: "seqMethod";
      readonly op: SeqMethod;
      readonly of: Expr;
      readonly args: readonly Expr[];
      readonly lambda: Lambda | null;
    }
  | {
      readonly kind: "setMethod";
      readonly op: SetMethod;
      readonly of: Expr;
      readonly args: readonly Expr[];
      readonly lambda: Lambda | null;
    }
  /** A key that is put into a map, a member into a set or bag, is a copy: nothing refers into it. */
  | { readonly kind: "mapMethod"; readonly op: MapMethod; readonly of: Expr; readonly args: readonly Expr[] }
  | { readonly kind: "bagMethod"; readonly op: BagMethod; readonly of: Expr; readonly args: readonly Expr[] }
  | { readonly kind: "math"; readonly op: MathOp; readonly args: readonly Expr[] }
  /** Index into `SpecModel.functions`. References are passed as references. */
  | { readonly kind: "call"; readonly function: number; readonly args: readonly Expr[] }
  | { readonly kind: "pick"; readonly from: PickSource }
  /** Least value of the domain that satisfies the lambda; a range failure where there is none (TLC: CHOOSE without a witness is an error). */
  | { readonly kind: "first"; readonly domain: Domain; readonly lambda: Lambda }
  /** True where the instance rests at one of the labels. Lowered to a comparison of its pc. */
  | {
      readonly kind: "at";
      readonly process: number;
      readonly args: readonly Expr[];
      readonly labels: readonly string[];
      readonly when: When;
    }
  | { readonly kind: "done"; readonly process: number; readonly args: readonly Expr[]; readonly when: When }
  /**
   * TLA+'s ENABLED: some instance of the target with these arguments could take a step (not one that fails) from the state `when`.
   * Stands in properties and in what models look at states with, never in a step.
   */
  | { readonly kind: "enabled"; readonly target: EnabledTarget; readonly args: readonly Expr[]; readonly when: When }
  /** Structural equality. */
  | { readonly kind: "same"; readonly left: Expr; readonly right: Expr }
  /** `structuredClone(x)`; also what binding puts where JavaScript would copy. */
  | { readonly kind: "clone"; readonly of: Expr }
  /** A hole that binding left and reported. Never reaches an evaluator. */
  | { readonly kind: "error" }
);

export type RecordPart =
  | { readonly kind: "field"; readonly name: string; readonly value: Expr }
  | { readonly kind: "spread"; readonly value: Expr };

export type EnabledTarget =
  /** Index into `SpecModel.processes`: whatever its step, of the self given. Gone after lowering. */
  | { readonly kind: "process"; readonly process: number }
  /** Indices into `SpecModel.actions`, all with these arguments: an action, or after lowering the steps of a process. */
  | { readonly kind: "actions"; readonly actions: readonly number[] };

/** Every alternative is a transition of its own; none blocks the step. */
export type PickSource =
  | { readonly kind: "domain"; readonly domain: Domain; readonly where: Lambda | null }
  /** Of a set in the order of its domain, of a bag likewise, each member once, or of a sequence by position. */
  | { readonly kind: "collection"; readonly of: Expr }
  | { readonly kind: "list"; readonly items: readonly Expr[] };

/** What can be assigned: a local, or a field or index of a place or of a local that holds a reference. */
export type Place = Expr & { readonly kind: "local" | "field" | "index" };

// ---- statements ----

export type Stmt = { readonly at: Span } & (
  | { readonly kind: "block"; readonly body: readonly Stmt[] }
  /** (Re)initialises a slot; `value` null leaves it undefined. */
  | { readonly kind: "let"; readonly slot: number; readonly value: Expr | null }
  | { readonly kind: "expr"; readonly value: Expr }
  /** Blocks the whole step unless it holds. */
  | { readonly kind: "when"; readonly test: Expr }
  /** `assertion` is an index into `SpecModel.assertions`. */
  | { readonly kind: "assert"; readonly test: Expr; readonly assertion: number }
  /** A reached `throw new Error(text)`: an assertion that never holds and cannot be left out. */
  | { readonly kind: "throw"; readonly assertion: number }
  | { readonly kind: "if"; readonly test: Expr; readonly then: Stmt; readonly else: Stmt | null }
  /** JavaScript's switch: `===`, falling through until `break` with target `id`. */
  | { readonly kind: "switch"; readonly id: number; readonly of: Expr; readonly clauses: readonly SwitchClause[] }
  /** while, do-while (`testFirst` false) and for: `test` null is true; `update` runs after the body and after `continue`. */
  | {
      readonly kind: "loop";
      readonly id: number;
      readonly testFirst: boolean;
      readonly test: Expr | null;
      readonly update: Expr | null;
      readonly body: Stmt;
    }
  /** Over a sequence (by live position, as JavaScript does), a set, a bag (each as often as it is there), or a map: then the slot gets a new pair, a tuple of a copy of the key and the value itself. */
  | { readonly kind: "forOf"; readonly id: number; readonly slot: number; readonly of: Expr; readonly body: Stmt }
  /** A labelled block or statement that `break` may leave. */
  | { readonly kind: "labeled"; readonly id: number; readonly body: Stmt }
  | { readonly kind: "break"; readonly target: number }
  | { readonly kind: "continue"; readonly target: number }
  | { readonly kind: "return"; readonly value: Expr | null }
  /** `s = yield "label"`. Gone after lowering. */
  | { readonly kind: "yield"; readonly label: string; readonly labelAt: Span; readonly comment: string | null }
  /** `s = yield* f(s, …)`; `into` takes the result. Gone after lowering. */
  | {
      readonly kind: "procedure";
      readonly procedure: number;
      readonly args: readonly Expr[];
      readonly into: Place | null;
    }
  /** Blocks with jumps: what lowering makes of one step of a process. */
  | { readonly kind: "flow"; readonly blocks: readonly FlowBlock[] }
);

export interface SwitchClause {
  /** Null for `default`. */
  readonly test: Expr | null;
  readonly body: readonly Stmt[];
  readonly at: Span;
}

/** Entered at block 0. Statements inside contain no jump out of themselves. */
export interface FlowBlock {
  readonly body: readonly Stmt[];
  readonly end: FlowEnd;
}

export type FlowEnd =
  /** Index into `Flow.blocks`. */
  | { readonly kind: "goto"; readonly to: number }
  | { readonly kind: "branch"; readonly test: Expr; readonly then: number; readonly else: number }
  /** The step is over. */
  | { readonly kind: "stop" };
