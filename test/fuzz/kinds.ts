// In: models, bound and lowered. Out: which words of the IR they have, and the list of all words, which the compiler holds
// against the unions of the IR: a new kind has to be named here, and then found by a run.
// Not here: who makes specs with them (spec.ts).
import type { Domain } from "../../ir/domain.ts";
import type {
  BagMethod,
  Expr,
  FlowEnd,
  MapMethod,
  MathOp,
  PickSource,
  SeqMethod,
  SetMethod,
  Stmt,
} from "../../ir/expr.ts";
import type { Body, PropertyKind, RunOptions, SpecModel } from "../../ir/model.ts";
import type { AssignOp, BinaryOp, LogicalOp, UnaryOp } from "../../ir/syntax.ts";
import { isStmt, visitBody } from "../../ir/walk.ts";

type All<K extends string> = Readonly<Record<K, true>>;
const t = true;

const exprs: All<Exclude<Expr["kind"], "error">> = {
  ...{
    literal: t,
    undefined: t,
    local: t,
    state: t,
    field: t,
    index: t,
    size: t,
    optional: t,
    unary: t,
    typeof: t,
    binary: t,
  },
  ...{
    logical: t,
    conditional: t,
    assign: t,
    update: t,
    record: t,
    tuple: t,
    seq: t,
    set: t,
    map: t,
    bag: t,
    fill: t,
    fillWith: t,
  },
  ...{
    each: t,
    quantifier: t,
    seqMethod: t,
    setMethod: t,
    mapMethod: t,
    bagMethod: t,
    math: t,
    call: t,
    pick: t,
    first: t,
    at: t,
  },
  ...{ done: t, enabled: t, same: t, clone: t },
};
const stmts: All<Stmt["kind"]> = {
  ...{
    block: t,
    let: t,
    expr: t,
    when: t,
    assert: t,
    throw: t,
    if: t,
    switch: t,
    loop: t,
    forOf: t,
    labeled: t,
    break: t,
  },
  ...{ continue: t, return: t, yield: t, procedure: t, flow: t },
};
const seqMethods: All<SeqMethod> = {
  ...{
    push: t,
    pop: t,
    shift: t,
    unshift: t,
    at: t,
    slice: t,
    concat: t,
    includes: t,
    indexOf: t,
    reverse: t,
    some: t,
    every: t,
  },
  ...{
    filter: t,
    map: t,
    reduce: t,
    reduceRight: t,
    find: t,
    findIndex: t,
    findLast: t,
    findLastIndex: t,
    lastIndexOf: t,
  },
  ...{ flatMap: t, sort: t, toSorted: t, toReversed: t, splice: t, toSpliced: t, with: t, fill: t },
};
const setMethods: All<SetMethod> = {
  ...{
    add: t,
    delete: t,
    has: t,
    clear: t,
    union: t,
    intersection: t,
    difference: t,
    symmetricDifference: t,
    isSubsetOf: t,
  },
  ...{ isSupersetOf: t, isDisjointFrom: t, some: t, every: t, filter: t },
};
const mapMethods: All<MapMethod> = { get: t, set: t, has: t, delete: t, clear: t, keys: t };
const bagMethods: All<BagMethod> = { add: t, delete: t, has: t, count: t, clear: t };
const maths: All<MathOp> = { min: t, max: t, abs: t, sign: t, floorDiv: t, ceilDiv: t, truncDiv: t };
const domains: All<Domain["kind"]> = {
  ...{ int: t, enum: t, id: t, record: t, table: t, set: t, map: t, bag: t, seq: t, union: t, undefined: t, number: t },
};
const picks: All<PickSource["kind"]> = { domain: t, collection: t, list: t };
const quantifiers: All<Extract<Expr, { kind: "quantifier" }>["op"]> = { every: t, some: t, count: t, sum: t, setOf: t };
const properties: All<PropertyKind> = {
  ...{
    invariant: t,
    stepInvariant: t,
    reachable: t,
    eventually: t,
    infinitelyOften: t,
    eventuallyAlways: t,
    leadsTo: t,
    refines: t,
  },
};
const unaries: All<UnaryOp> = { "-": t, "+": t, "!": t, "~": t };
const logicals: All<LogicalOp> = { "&&": t, "||": t, "??": t };
const binaries: All<BinaryOp> = {
  ...{ "+": t, "-": t, "*": t, "/": t, "%": t, "**": t, "&": t, "|": t, "^": t, "<<": t, ">>": t, ">>>": t },
  ...{ "<": t, "<=": t, ">": t, ">=": t, "===": t, "!==": t },
};
const assigns: All<AssignOp> = {
  ...{ "=": t, "+": t, "-": t, "*": t, "/": t, "%": t, "**": t, "&": t, "|": t, "^": t, "<<": t, ">>": t, ">>>": t },
  ...{ "&&": t, "||": t, "??": t },
};
const ends: All<FlowEnd["kind"]> = { goto: t, branch: t, stop: t };
const filters: All<Exclude<keyof RunOptions, "expect" | "assumptions" | "deadlock" | "symmetry">> = {
  ...{ initFilter: t, constraint: t, stepConstraint: t, view: t },
};

/** Every word, as `walked` says it. */
export const allKinds: readonly string[] = Object.entries({
  ...{
    expr: exprs,
    stmt: stmts,
    seq: seqMethods,
    set: setMethods,
    map: mapMethods,
    bag: bagMethods,
    math: maths,
    domain: domains,
  },
  ...{
    pick: picks,
    quantifier: quantifiers,
    property: properties,
    unary: unaries,
    logical: logicals,
    binary: binaries,
  },
  ...{ assign: assigns, end: ends, option: filters },
  bounded: { set: t, map: t },
  spread: { record: t },
  fair: { weak: t, strong: t, each: t, all: t },
  enabled: { process: t, actions: t },
  symmetry: { off: t },
  deadlock: { fail: t },
  initial: { several: t },
}).flatMap(([group, kinds]) => Object.keys(kinds).map((kind) => `${group} ${kind}`));

/** Adds what this model has. */
export function addKinds(model: SpecModel, found: Set<string>): void {
  const domain = (d: Domain): void => {
    found.add(`domain ${d.kind}`);
    switch (d.kind) {
      case "record":
        for (const f of d.fields) domain(f.domain);
        return;
      case "table":
      case "map":
        if (d.kind === "map" && d.max !== null) found.add("bounded map");
        domain(d.key);
        return domain(d.value);
      case "set":
        if (d.max !== null) found.add("bounded set");
        return domain(d.of);
      case "bag":
      case "seq":
        return domain(d.of);
      case "union":
        for (const member of d.of) domain(member);
        return;
      default:
        return;
    }
  };
  const body = (b: Body | null): void => {
    if (b === null) return;
    for (const { type } of b.locals)
      if (type.kind !== "state" && type.kind !== "void" && type.kind !== "error") domain(type);
    visitBody(b, { expr: (e) => addExpr(e, found), stmt: (s) => addStmt(s, found) });
  };
  domain(model.state);
  body(model.init);
  for (const a of [...model.actions, ...model.prologues]) body(a.body);
  for (const p of [...model.processes, ...model.procedures, ...model.functions]) body(p.body);
  for (const p of model.properties) {
    found.add(`property ${p.kind}`);
    body(p.body);
    body(p.goal);
  }
  for (const f of model.fairness) found.add(`fair ${f.kind}`).add(f.each ? "fair each" : "fair all");
  const { initFilter, constraint, stepConstraint, view, symmetry, deadlock } = model.options;
  for (const [name, of] of Object.entries({ initFilter, constraint, stepConstraint, view })) {
    if (of !== null) found.add(`option ${name}`);
    body(of);
  }
  if (symmetry === "off") found.add("symmetry off");
  if (deadlock === "fail") found.add("deadlock fail");
  visitBody(model.init, { expr: (e) => e.kind === "pick" && found.add("initial several") });
}

function addExpr(e: Expr, found: Set<string>): void {
  if (isStmt(e)) return;
  found.add(`expr ${e.kind}`);
  switch (e.kind) {
    case "seqMethod":
      return void found.add(`seq ${e.op}`);
    case "setMethod":
      return void found.add(`set ${e.op}`);
    case "mapMethod":
      return void found.add(`map ${e.op}`);
    case "bagMethod":
      return void found.add(`bag ${e.op}`);
    case "math":
    case "quantifier":
    case "unary":
    case "logical":
    case "binary":
    case "assign":
      return void found.add(`${e.kind} ${e.op}`);
    case "pick":
      return void found.add(`pick ${e.from.kind}`);
    case "enabled":
      return void found.add(`enabled ${e.target.kind}`);
    case "record":
      if (e.parts.some((p) => p.kind === "spread")) found.add("spread record");
      return;
    default:
      return;
  }
}

function addStmt(s: Stmt, found: Set<string>): void {
  found.add(`stmt ${s.kind}`);
  if (s.kind === "flow") for (const b of s.blocks) found.add(`end ${b.end.kind}`);
}
