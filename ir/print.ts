/**
 * Readable text of the IR, like the TypeScript it came from: slots by name (made unique), flow as labelled blocks.
 * In: expressions, statements, actions, models. Out: text that is the same for the same IR, for `--emit ir`, goldens and debugging.
 * Not here: what an author sees of a domain (`domain.ts`) or of a run (`report/`).
 */
import { printDomain } from "./domain.ts";
import type { Expr, FlowBlock, Lambda, PickSource, Stmt } from "./expr.ts";
import type { Action, Body, ControlGraph, Fairness, Local, Param, SpecModel } from "./model.ts";
import { walkOwn } from "./walk.ts";

/** What numbers stand for: slots of one body, and functions, processes, assertions of the model where it is known. */
export interface Names {
  readonly slots: readonly string[];
  readonly model: SpecModel | null;
}

export function namesOf(locals: readonly Local[], model: SpecModel | null): Names {
  const seen = new Map<string, number>();
  const slots = locals.map(({ name }) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name}~${n}`;
  });
  return { slots, model };
}

/** How tightly JavaScript binds, for parentheses where they are needed and nowhere else. */
const BINDS: Readonly<Record<string, number>> = {
  "??": 4,
  "||": 4,
  "&&": 5,
  "|": 6,
  "^": 7,
  "&": 8,
  "===": 9,
  "!==": 9,
  "<": 10,
  "<=": 10,
  ">": 10,
  ">=": 10,
  "<<": 11,
  ">>": 11,
  ">>>": 11,
  "+": 12,
  "-": 12,
  "*": 13,
  "/": 13,
  "%": 13,
  "**": 14,
};
const ASSIGN = 2;
const CONDITIONAL = 3;
const UNARY = 15;
const MEMBER = 18;

export function printExpr(e: Expr, names: Names): string {
  return print(e, names, 0);
}

function print(e: Expr, names: Names, least: number): string {
  const [text, binds] = expr(e, names);
  return binds < least ? `(${text})` : text;
}

const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** The text and how tightly it binds. */
function expr(e: Expr, names: Names): readonly [string, number] {
  const sub = (x: Expr, least = 0): string => print(x, names, least);
  const list = (xs: readonly Expr[]): string => xs.map((x) => sub(x)).join(", ");
  const slot = (n: number): string => names.slots[n] ?? `slot${n}`;
  switch (e.kind) {
    case "literal":
      return [JSON.stringify(e.value), typeof e.value === "number" && e.value < 0 ? UNARY : MEMBER];
    case "undefined":
      return ["undefined", MEMBER];
    case "local":
      return [slot(e.slot), MEMBER];
    case "state":
      return [e.when === "now" ? "s" : "next", MEMBER];
    case "field":
      return [
        isName(e.name) ? `${sub(e.of, MEMBER)}.${e.name}` : `${sub(e.of, MEMBER)}[${JSON.stringify(e.name)}]`,
        MEMBER,
      ];
    case "index":
      return [`${sub(e.of, MEMBER)}[${sub(e.key)}]`, MEMBER];
    case "size":
      return [`${sub(e.of, MEMBER)}.${e.of.type.kind === "seq" ? "length" : "size"}`, MEMBER];
    case "optional":
      return [`(${slot(e.slot)} = ${sub(e.base)})?.{${sub(e.rest)}}`, MEMBER];
    case "unary":
      return [`${e.op}${sub(e.of, UNARY)}`, UNARY];
    case "typeof":
      return [`typeof ${sub(e.of, UNARY)}`, UNARY];
    case "binary":
    case "logical": {
      const binds = BINDS[e.op] ?? 0;
      const power = e.op === "**";
      return [`${sub(e.left, power ? UNARY + 1 : binds)} ${e.op} ${sub(e.right, power ? binds : binds + 1)}`, binds];
    }
    case "conditional":
      return [`${sub(e.test, CONDITIONAL + 1)} ? ${sub(e.then, ASSIGN)} : ${sub(e.else, ASSIGN)}`, CONDITIONAL];
    case "assign":
      return [`${sub(e.target, MEMBER)} ${e.op === "=" ? "" : e.op}= ${sub(e.value, ASSIGN)}`, ASSIGN];
    case "update":
      return [e.prefix ? `${e.op}${sub(e.target, UNARY)}` : `${sub(e.target, MEMBER)}${e.op}`, UNARY];
    case "record": {
      const parts = e.parts.map((p) =>
        p.kind === "spread"
          ? `...${sub(p.value, ASSIGN)}`
          : `${isName(p.name) ? p.name : JSON.stringify(p.name)}: ${sub(p.value, ASSIGN)}`,
      );
      return [parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`, MEMBER];
    }
    case "tuple":
      return [`[${list(e.elements)}]`, MEMBER];
    case "seq":
      return [`[${e.parts.map((p) => `${p.spread ? "..." : ""}${sub(p.value, ASSIGN)}`).join(", ")}]`, MEMBER];
    case "set":
      return [`new Set(${e.from === null ? "" : sub(e.from)})`, MEMBER];
    case "map":
      return [`new ValueMap(${e.from === null ? "" : sub(e.from)})`, MEMBER];
    case "bag":
      return [`new Bag(${e.from === null ? "" : sub(e.from)})`, MEMBER];
    case "fill":
      return [`fill(${sub(e.value)})`, MEMBER];
    case "fillWith":
      return [`fillWith(${lambda(e.lambda, names)})`, MEMBER];
    case "each":
      return [`each<${printDomain(e.domain)}>()`, MEMBER];
    case "quantifier":
      return [`${e.op}<${e.domains.map(printDomain).join(", ")}>(${lambda(e.lambda, names)})`, MEMBER];
    case "seqMethod":
    case "setMethod":
      return [
        `${sub(e.of, MEMBER)}.${e.op}(${[...(e.lambda === null ? [] : [lambda(e.lambda, names)]), ...e.args.map((x) => sub(x))].join(", ")})`,
        MEMBER,
      ];
    case "mapMethod":
    case "bagMethod":
      return [`${sub(e.of, MEMBER)}.${e.op}(${list(e.args)})`, MEMBER];
    case "math":
      return [`Math.${e.op}(${list(e.args)})`, MEMBER];
    case "call":
      return [`${names.model?.functions[e.function]?.name ?? `function${e.function}`}(${list(e.args)})`, MEMBER];
    case "pick":
      return [pick(e.from, names), MEMBER];
    case "first":
      return [`first<${printDomain(e.domain)}>(${lambda(e.lambda, names)})`, MEMBER];
    case "at":
    case "done": {
      const process = names.model?.processes[e.process]?.name ?? `process${e.process}`;
      const labels = e.kind === "at" ? e.labels.map((l) => JSON.stringify(l)) : [];
      const state = e.when === "now" ? "s" : "next";
      return [`${process}.${e.kind}(${[state, ...e.args.map((x) => sub(x)), ...labels].join(", ")})`, MEMBER];
    }
    case "enabled": {
      const { target, when } = e;
      const who =
        target.kind === "process"
          ? (names.model?.processes[target.process]?.name ?? `process${target.process}`)
          : target.actions.map((a) => stepName(names.model?.actions[a], a)).join("|");
      return [`${who}.enabled(${[when === "now" ? "s" : "next", ...e.args.map((x) => sub(x))].join(", ")})`, MEMBER];
    }
    case "same":
      return [`same(${list([e.left, e.right])})`, MEMBER];
    case "clone":
      return [`structuredClone(${sub(e.of)})`, MEMBER];
    case "error":
      return ["«error»", MEMBER];
  }
}

function pick(from: PickSource, names: Names): string {
  switch (from.kind) {
    case "domain":
      return `pick<${printDomain(from.domain)}>(${from.where === null ? "" : lambda(from.where, names)})`;
    case "collection":
      return `pick(${printExpr(from.of, names)})`;
    case "list":
      return `pick(${from.items.map((x) => printExpr(x, names)).join(", ")})`;
  }
}

function lambda(l: Lambda, names: Names): string {
  const params = l.params.map((p) => names.slots[p] ?? `slot${p}`).join(", ");
  const [only, more] = l.body.kind === "block" ? l.body.body : [l.body];
  if (more === undefined && only?.kind === "return" && only.value !== null)
    return `(${params}) => ${print(only.value, names, ASSIGN)}`;
  return `(${params}) => { ${printStmt(l.body, names)
    .map((line) => line.trim())
    .join(" ")} }`;
}

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** One line per statement, blocks without braces of their own, since slots need no scopes. */
export function printStmt(s: Stmt, names: Names): readonly string[] {
  const text = (e: Expr): string => printExpr(e, names);
  const inner = (x: Stmt): readonly string[] => indent(printStmt(x, names));
  switch (s.kind) {
    case "block":
      return s.body.flatMap((x) => printStmt(x, names));
    case "let":
      return [`let ${names.slots[s.slot] ?? `slot${s.slot}`}${s.value === null ? "" : ` = ${text(s.value)}`};`];
    case "expr":
      return [`${text(s.value)};`];
    case "when":
      return [`when(${text(s.test)});`];
    case "assert":
      return [`assert(${text(s.test)}, ${assertion(s.assertion, names)});`];
    case "throw":
      return [`throw new Error(${assertion(s.assertion, names)});`];
    case "if": {
      const then = [`if (${text(s.test)}) {`, ...inner(s.then)];
      if (s.else === null) return [...then, "}"];
      const otherwise = printStmt(s.else, names);
      const [first = "", ...rest] = otherwise;
      const chained =
        s.else.kind === "if" || (s.else.kind === "block" && s.else.body.length === 1 && s.else.body[0]?.kind === "if");
      return chained ? [...then, `} else ${first}`, ...rest] : [...then, "} else {", ...indent(otherwise), "}"];
    }
    case "switch":
      return [
        `${target(s)}switch (${text(s.of)}) {`,
        ...s.clauses.flatMap((c) => [
          `  ${c.test === null ? "default" : `case ${text(c.test)}`}:`,
          ...indent(indent(c.body.flatMap((x) => printStmt(x, names)))),
        ]),
        "}",
      ];
    case "loop": {
      const test = s.test === null ? "true" : text(s.test);
      if (!s.testFirst) return [`${target(s)}do {`, ...inner(s.body), `} while (${test});`];
      const head = s.update === null ? `while (${test})` : `for (; ${s.test === null ? "" : test}; ${text(s.update)})`;
      return [`${target(s)}${head} {`, ...inner(s.body), "}"];
    }
    case "forOf":
      return [
        `${target(s)}for (const ${names.slots[s.slot] ?? `slot${s.slot}`} of ${text(s.of)}) {`,
        ...inner(s.body),
        "}",
      ];
    case "labeled":
      return [`L${s.id}: {`, ...inner(s.body), "}"];
    case "break":
    case "continue":
      return [`${s.kind} L${s.target};`];
    case "return":
      return [s.value === null ? "return;" : `return ${text(s.value)};`];
    case "yield":
      return [...(s.comment === null ? [] : [`// ${s.comment}`]), `s = yield ${JSON.stringify(s.label)};`];
    case "procedure": {
      const name = names.model?.procedures[s.procedure]?.name ?? `procedure${s.procedure}`;
      const call = `yield* ${name}(${["s", ...s.args.map(text)].join(", ")})`;
      return [s.into === null ? `s = ${call};` : `[s, ${text(s.into)}] = ${call};`];
    }
    case "flow":
      return ["flow {", ...s.blocks.flatMap((b, i) => [`  ${i}:`, ...indent(indent(flowBlock(b, names)))]), "}"];
  }
}

function flowBlock(b: FlowBlock, names: Names): readonly string[] {
  const body = b.body.flatMap((x) => printStmt(x, names));
  switch (b.end.kind) {
    case "goto":
      return [...body, `goto ${b.end.to};`];
    case "branch":
      return [...body, `if (${printExpr(b.end.test, names)}) goto ${b.end.then}; else goto ${b.end.else};`];
    case "stop":
      return [...body, "stop;"];
  }
}

/** `L3: ` before a statement that some jump names. */
function target(s: Stmt & { readonly kind: "switch" | "loop" | "forOf" }): string {
  let named = false;
  walkOwn(s, (x) => {
    if ((x.kind === "break" || x.kind === "continue") && x.target === s.id) named = true;
  });
  return named ? `L${s.id}: ` : "";
}

const assertion = (index: number, names: Names): string =>
  JSON.stringify(names.model?.assertions[index]?.text ?? `assertion ${index}`);

export const printBody = (b: Body, model: SpecModel | null): readonly string[] =>
  printStmt(b.code, namesOf(b.locals, model));

const signature = (params: readonly Param[]): string =>
  params.map((p) => `${p.name}: ${printDomain(p.domain)}`).join(", ");

export function printAction(a: Action, model: SpecModel | null): readonly string[] {
  const to = a.origin.kind === "process" ? a.origin.to.map((l) => l ?? "(done)").join(", ") : "";
  const step = a.origin.kind === "process" ? ` // ${a.origin.from ?? "(start)"} → ${to}` : "";
  return [`action ${a.name}(${signature(a.params)}) {${step}`, ...indent(printBody(a.body, model)), "}"];
}

function printGraph(g: ControlGraph): readonly string[] {
  const rests = g.rests.map((r) => `  ${r.pc}${r.live.length === 0 ? "" : ` (live: ${r.live.join(", ")})`}`);
  return [`${g.daemon ? "daemon" : "process"} ${g.process} rests at`, ...rests];
}

/** The whole model, before or after lowering. */
export function printModel(m: SpecModel): string {
  const body = (head: string, b: Body | null): readonly string[] =>
    b === null ? [] : ["", `${head} {`, ...indent(printBody(b, m)), "}"];
  const lines = [
    `model ${m.name} of ${m.file}`,
    ...m.constants.map((c) => `const ${c.name} = ${JSON.stringify(c.value)}`),
    ...m.idSets.map(
      (s) => `Id ${s.name}: ${s.size}${s.ordered.map((o) => `; ordered at line ${o.at.line}: ${o.reason}`).join("")}`,
    ),
    "",
    "state {",
    ...m.state.fields.map(
      (f) => `  ${f.name}: ${printDomain(f.domain)}${f.hidden === undefined ? "" : ` // ${f.hidden.kind}`}`,
    ),
    "}",
    ...body("init", m.init),
    ...m.prologues.flatMap((a) => ["", "prologue", ...printAction(a, m)]),
    ...m.actions.flatMap((a) => ["", ...printAction(a, m)]),
    ...m.processes.flatMap((p) =>
      body(`${p.daemon ? "daemon" : "process"} ${p.name}(${signature(p.param === null ? [] : [p.param])})`, p.body),
    ),
    ...m.procedures.flatMap((p) => body(`procedure ${p.name}(${signature(p.params)})`, p.body)),
    ...m.functions.flatMap((f) =>
      body(`function ${f.name}(${namesOf(f.body.locals, m).slots.slice(0, f.params).join(", ")})`, f.body),
    ),
    ...m.properties.flatMap((p) => [
      ...body(`${p.kind} ${p.name}${p.params.length === 0 ? "" : `(${signature(p.params)})`}`, p.body),
      ...body(`goal of ${p.name}`, p.goal),
      ...(p.refined === null
        ? []
        : [
            "",
            `${p.name} refines`,
            ...indent(printModel(p.refined).trimEnd().split("\n")).map((line) => line.trimEnd()),
          ]),
    ]),
    ...m.fairness.flatMap((f, i) => [...(i === 0 ? [""] : []), printFairness(f, m)]),
    ...body("termination", m.termination),
    ...body("init filter", m.options.initFilter),
    ...body("constraint", m.options.constraint),
    ...body("step constraint", m.options.stepConstraint),
    ...body("view", m.options.view),
    ...m.controlGraphs.flatMap((g) => ["", ...printGraph(g)]),
  ];
  return `${lines.join("\n")}\n`;
}

function printFairness({ kind, each, of }: Fairness, m: SpecModel): string {
  const parts = of.map((part) =>
    part.kind === "action" ? stepName(m.actions[part.index], part.index) : m.processes[part.index]?.name,
  );
  return `${kind} fairness${each ? " of each" : ""}: ${parts.join(", ")}`;
}

/** A step of a process with the label that it leaves. */
const stepName = (a: Action | undefined, index: number): string =>
  a?.origin.kind === "process" ? `${a.name}@${a.origin.from}` : (a?.name ?? `action${index}`);
