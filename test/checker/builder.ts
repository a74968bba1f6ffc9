// In: expressions and statements written as function calls. Out: lowered SpecModels for tests of the checker, which must
// not depend on the compiler; domains too (builder-domains.ts).
// Not here: specs as authors write them (test/cases).
import {
  alternatives,
  type Domain,
  type Literal,
  NUMBER,
  type RecordDomain,
  UNDEFINED,
  unionOf,
} from "../../ir/domain.ts";
import type {
  BagMethod,
  Expr,
  FlowBlock,
  Lambda,
  MapMethod,
  MathOp,
  Place,
  SeqMethod,
  SetMethod,
  Stmt,
  Type,
  When,
} from "../../ir/expr.ts";
import type {
  Action,
  Body,
  Fairness,
  Fn,
  IdSet,
  Local,
  Param,
  Property,
  PropertyKind,
  RunOptions,
  SpecModel,
} from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { AssignOp, BinaryOp, LogicalOp, UnaryOp } from "../../ir/syntax.ts";
import { BOOL, int, oneOf, seq, set } from "./builder-domains.ts";

export const at: Span = { file: "test.race.ts", start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

export * from "./builder-domains.ts";

// ---- expressions ----

const typed = (type: Type): { readonly at: Span; readonly type: Type } => ({ at, type });

const memberOf = <K extends Domain["kind"]>(e: Expr, kind: K): Extract<Domain, { kind: K }> => {
  if (e.type.kind === "state" || e.type.kind === "void" || e.type.kind === "error") throw new Error(`no ${kind} here`);
  const found = alternatives(e.type).find((d): d is Extract<Domain, { kind: K }> => d.kind === kind);
  if (found === undefined) throw new Error(`${e.type.kind} is no ${kind}`);
  return found;
};

export const lit = (value: Literal): Expr => ({
  kind: "literal",
  value,
  ...typed(typeof value === "number" ? int(value, value) : oneOf(value)),
});
export const undef: Expr = { kind: "undefined", ...typed(UNDEFINED) };
export const local = (slot: number, type: Type): Place => ({ kind: "local", slot, ...typed(type) });

/** The state of a model with these fields. */
export const stateOf = (domain: RecordDomain, when: "now" | "next" = "now") => {
  const whole: Expr = { kind: "state", when, ...typed({ kind: "state" }) };
  return (name: string): Place => {
    const field = domain.fields.find((f) => f.name === name);
    if (field === undefined) throw new Error(`no field ${name}`);
    return { kind: "field", of: whole, name, ...typed(field.domain) };
  };
};
export const get = (of: Expr, name: string): Place => {
  const domain = memberOfRecords(of, name);
  return { kind: "field", of, name, ...typed(domain) };
};
const memberOfRecords = (of: Expr, name: string): Domain => {
  if (of.type.kind === "state" || of.type.kind === "void" || of.type.kind === "error") throw new Error("no record");
  const found = alternatives(of.type).flatMap((d) =>
    d.kind === "record" ? d.fields.filter((f) => f.name === name) : [],
  );
  return unionOf(found.map((f) => f.domain));
};
export const row = (of: Expr, key: Expr): Place => ({ kind: "index", of, key, ...typed(memberOf(of, "table").value) });
export const element = (of: Expr, key: Expr): Place => ({ kind: "index", of, key, ...typed(memberOf(of, "seq").of) });
export const size = (of: Expr): Expr => ({ kind: "size", of, ...typed(NUMBER) });
export const optional = (base: Expr, slot: number, rest: Expr): Expr => ({
  kind: "optional",
  base,
  slot,
  rest,
  ...typed(rest.type),
});
export const unary = (op: UnaryOp, of: Expr): Expr => ({ kind: "unary", op, of, ...typed(op === "!" ? BOOL : NUMBER) });
export const not = (of: Expr): Expr => unary("!", of);
export const typeOf = (of: Expr): Expr => ({
  kind: "typeof",
  of,
  ...typed(oneOf("number", "undefined", "object", "symbol")),
});
export const binary = (left: Expr, op: BinaryOp, right: Expr): Expr => ({
  kind: "binary",
  op,
  left,
  right,
  ...typed(["===", "!==", "<", "<=", ">", ">="].includes(op) ? BOOL : NUMBER),
});
export const eq = (left: Expr, right: Expr): Expr => binary(left, "===", right);
export const logical = (left: Expr, op: LogicalOp, right: Expr): Expr => ({
  kind: "logical",
  op,
  left,
  right,
  ...typed(right.type),
});
export const and = (first: Expr, ...more: Expr[]): Expr => more.reduce((l, r) => logical(l, "&&", r), first);
export const conditional = (test: Expr, then: Expr, otherwise: Expr): Expr => ({
  kind: "conditional",
  test,
  then,
  else: otherwise,
  ...typed(then.type),
});
export const assign = (target: Place, value: Expr, op: AssignOp = "="): Expr => ({
  kind: "assign",
  op,
  target,
  value,
  ...typed(value.type),
});
export const update = (target: Place, op: "++" | "--", prefix = false): Expr => ({
  kind: "update",
  op,
  prefix,
  target,
  ...typed(NUMBER),
});
export const make = (type: Domain, fields: Readonly<Record<string, Expr>>, spread: readonly Expr[] = []): Expr => ({
  kind: "record",
  parts: [
    ...spread.map((value) => ({ kind: "spread" as const, value })),
    ...Object.entries(fields).map(([name, value]) => ({ kind: "field" as const, name, value })),
  ],
  ...typed(type),
});
export const list = (type: Domain, ...values: Expr[]): Expr => ({
  kind: "seq",
  parts: values.map((value) => ({ spread: false, value })),
  ...typed(type),
});
export const setFrom = (type: Domain, from: Expr | null = null): Expr => ({ kind: "set", from, ...typed(type) });
export const mapFrom = (type: Domain, from: Expr | null = null): Expr => ({ kind: "map", from, ...typed(type) });
export const bagFrom = (type: Domain, from: Expr | null = null): Expr => ({ kind: "bag", from, ...typed(type) });
export const pair = (type: Domain, ...elements: Expr[]): Expr => ({ kind: "tuple", elements, ...typed(type) });
export const fill = (type: Domain, value: Expr): Expr => ({ kind: "fill", value, ...typed(type) });
export const fillWith = (type: Domain, slot: number, value: Expr): Expr => ({
  kind: "fillWith",
  lambda: lambda([slot], value),
  ...typed(type),
});
export const each = (domain: Domain): Expr => ({ kind: "each", domain, ...typed(seq(domain, 1000)) });
export const lambda = (params: readonly number[], value: Expr): Lambda => ({ params, body: give(value), at });
export const quantifier = (
  op: "every" | "some" | "count" | "sum" | "setOf",
  domains: readonly Domain[],
  slots: readonly number[],
  value: Expr,
): Expr => ({
  kind: "quantifier",
  op,
  domains,
  lambda: lambda(slots, value),
  ...typed(op === "setOf" ? set(domains[0] ?? BOOL) : op === "every" || op === "some" ? BOOL : NUMBER),
});
export const seqMethod = (
  of: Expr,
  op: SeqMethod,
  type: Type,
  args: readonly Expr[] = [],
  f: Lambda | null = null,
): Expr => ({ kind: "seqMethod", op, of, args, lambda: f, ...typed(type) });
export const setMethod = (of: Expr, op: SetMethod, type: Type, ...args: Expr[]): Expr => ({
  kind: "setMethod",
  op,
  of,
  args,
  lambda: null,
  ...typed(type),
});
/** `some`, `every` and `filter`. */
export const overSet = (of: Expr, op: SetMethod, type: Type, f: Lambda): Expr => ({
  kind: "setMethod",
  op,
  of,
  args: [],
  lambda: f,
  ...typed(type),
});
export const mapMethod = (of: Expr, op: MapMethod, type: Type, ...args: Expr[]): Expr => ({
  kind: "mapMethod",
  op,
  of,
  args,
  ...typed(type),
});
export const bagMethod = (of: Expr, op: BagMethod, type: Type, ...args: Expr[]): Expr => ({
  kind: "bagMethod",
  op,
  of,
  args,
  ...typed(type),
});
/** Of lowered actions, by index. */
export const enabled = (actions: readonly number[], args: readonly Expr[], when: When = "now"): Expr => ({
  kind: "enabled",
  target: { kind: "actions", actions },
  args,
  when,
  ...typed(BOOL),
});
export const has = (of: Expr, x: Expr): Expr => setMethod(of, "has", BOOL, x);
export const math = (op: MathOp, ...args: Expr[]): Expr => ({ kind: "math", op, args, ...typed(NUMBER) });
export const call = (index: number, type: Type, ...args: Expr[]): Expr => ({
  kind: "call",
  function: index,
  args,
  ...typed(type),
});
export const pick = (domain: Domain, where: Lambda | null = null): Expr => ({
  kind: "pick",
  from: { kind: "domain", domain, where },
  ...typed(domain),
});
export const pickFrom = (of: Expr, type: Domain): Expr => ({
  kind: "pick",
  from: { kind: "collection", of },
  ...typed(type),
});
export const pickOne = (type: Domain, ...items: Expr[]): Expr => ({
  kind: "pick",
  from: { kind: "list", items },
  ...typed(type),
});
export const firstOf = (domain: Domain, slot: number, value: Expr): Expr => ({
  kind: "first",
  domain,
  lambda: lambda([slot], value),
  ...typed(domain),
});
export const same = (left: Expr, right: Expr): Expr => ({ kind: "same", left, right, ...typed(BOOL) });
export const clone = (of: Expr): Expr => ({ kind: "clone", of, ...typed(of.type) });

// ---- statements ----

export const block = (...body: Stmt[]): Stmt => ({ kind: "block", body, at });
export const run = (value: Expr): Stmt => ({ kind: "expr", value, at });
export const put = (target: Place, value: Expr, op: AssignOp = "="): Stmt => run(assign(target, value, op));
export const when = (test: Expr): Stmt => ({ kind: "when", test, at });
export const assert = (test: Expr, assertion: number): Stmt => ({ kind: "assert", test, assertion, at });
export const thrown = (assertion: number): Stmt => ({ kind: "throw", assertion, at });
export const let_ = (slot: number, value: Expr | null): Stmt => ({ kind: "let", slot, value, at });
export const if_ = (test: Expr, then: Stmt, otherwise: Stmt | null = null): Stmt => ({
  kind: "if",
  test,
  then,
  else: otherwise,
  at,
});
export const give = (value: Expr | null): Stmt & { kind: "return" } => ({ kind: "return", value, at });
export const breakTo = (target: number): Stmt => ({ kind: "break", target, at });
export const continueTo = (target: number): Stmt => ({ kind: "continue", target, at });
export const loop = (
  number: number,
  test: Expr | null,
  body: Stmt,
  update: Expr | null = null,
  testFirst = true,
): Stmt => ({ kind: "loop", id: number, testFirst, test, update, body, at });
export const forOf = (number: number, slot: number, of: Expr, body: Stmt): Stmt => ({
  kind: "forOf",
  id: number,
  slot,
  of,
  body,
  at,
});
export const labeled = (number: number, body: Stmt): Stmt => ({ kind: "labeled", id: number, body, at });
export const switch_ = (number: number, of: Expr, ...clauses: (readonly [Expr | null, ...Stmt[]])[]): Stmt => ({
  kind: "switch",
  id: number,
  of,
  clauses: clauses.map(([test, ...body]) => ({ test, body, at })),
  at,
});
export const flow = (...blocks: FlowBlock[]): Stmt => ({ kind: "flow", blocks, at });

// ---- models ----

const locals = (types: readonly Type[]): readonly Local[] => types.map((type, i) => ({ name: `x${i}`, type, at }));

/** Slots: first the parameters, then these. */
export const body = (code: Stmt, ...slots: Type[]): Body => ({ locals: locals(slots), code });

export const action = (name: string, params: readonly Domain[], code: Stmt, ...more: Type[]): Action => ({
  name,
  doc: null,
  comment: null,
  origin: { kind: "action", at },
  params: parameters(...params),
  body: { locals: locals([...params, ...more]), code },
});

/** They are the first slots. */
export const parameters = (...domains: readonly Domain[]): Param[] =>
  domains.map((domain, slot) => ({ name: `x${slot}`, slot, domain, at }));

export const property = (kind: PropertyKind, name: string, value: Expr, ...slots: Type[]): Property => ({
  kind,
  name,
  doc: null,
  at,
  params: [],
  body: body(give(value), ...slots),
  goal: null,
  refined: null,
});

export const fn = (name: string, params: readonly Type[], code: Stmt, returns: Type, ...more: Type[]): Fn => ({
  name,
  at,
  params: params.length,
  body: { locals: locals([...params, ...more]), code },
  returns,
});

export interface Parts {
  readonly state: RecordDomain;
  readonly init: Stmt | Expr;
  readonly actions: readonly Action[];
  readonly initSlots?: readonly Type[];
  readonly prologues?: readonly Action[];
  readonly properties?: readonly Property[];
  readonly fairness?: readonly Fairness[];
  readonly assertions?: readonly string[];
  readonly functions?: readonly Fn[];
  readonly ids?: readonly Pick<IdSet, "name" | "size">[];
  readonly terminated?: Expr;
  readonly options?: Partial<RunOptions>;
}

const isStmt = (x: Stmt | Expr): x is Stmt => !("type" in x);

export function model(parts: Parts): SpecModel {
  const {
    state,
    init,
    actions,
    initSlots = [],
    prologues = [],
    properties = [],
    assertions = [],
    functions = [],
    ids = [],
  } = parts;
  return {
    file: "test.race.ts",
    name: "default",
    doc: null,
    at: null,
    constants: [],
    idSets: ids.map((s) => ({ ...s, at, ordered: [] })),
    state,
    init: body(isStmt(init) ? init : give(init), ...initSlots),
    prologues,
    actions,
    processes: [],
    procedures: [],
    functions,
    properties,
    fairness: parts.fairness ?? [],
    assertions: assertions.map((text) => ({ text, thrown: false, at })),
    termination: body(give(parts.terminated ?? lit(false))),
    controlGraphs: [],
    options: {
      expect: { kind: "holds" },
      deadlock: "ignore",
      symmetry: "auto",
      initFilter: null,
      constraint: null,
      stepConstraint: null,
      view: null,
      assumptions: 0,
      ...parts.options,
    },
  };
}
