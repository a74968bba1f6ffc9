/**
 * A model as a Promela program for Spin. One process takes every step; each is a `d_step`, so that no state between is kept.
 * In: a lowered model. Out: `toPromela`; throws `DoesNotFit`.
 * Not here: code (`print.ts`), which is written from the lines that Murphi has for it (`murphi/`).
 */
import { type Action, isTemporal, type SpecModel } from "../../ir/model.ts";
import type { Choice, Routine, World } from "../murphi/routine.ts";
import { titleOf } from "../murphi/rules.ts";
import { mayBlock, startOf } from "../murphi/start.ts";
import { isEmpty } from "../murphi/types.ts";
import { createWorld } from "../murphi/world.ts";
import { createNaming, type Naming } from "./names.ts";
import { createParser, type Parser } from "./parse.ts";
import { bounds, createPrinter, type Exits, type Place, type Printer } from "./print.ts";
import { type Guarded, guarded, type Judgement, judge, type Tried, tried } from "./steps.ts";
import type { Type } from "./syntax.ts";

interface Program {
  readonly world: World;
  readonly parser: Parser;
  readonly naming: Naming;
  readonly printer: Printer;
  readonly state: Type;
  readonly isRule: boolean;
}

const LONG = 600;
export function toPromela(model: SpecModel): string {
  const world = createWorld(model, ["s", "before", "State", "begun"], true);
  const { constraint, stepConstraint, initFilter } = model.options;
  const isRule = mayBlock(model);
  // Everything is written before anything is read: types are declared on the way.
  const conditions = [
    ...(constraint === null ? [] : [judge(world, constraint, "s", null)]),
    ...(stepConstraint === null ? [] : [judge(world, stepConstraint, "before", "s")]),
  ];
  const initially = [constraint, initFilter].flatMap((b) => (b === null ? [] : [judge(world, b, "s", null)]));
  const start = startOf(world, "s", isRule, []);
  const properties = model.properties.filter((p) => p.kind === "invariant");
  const invariants = properties.map((p) => ({ ...p, ...judge(world, p.body, "s", null) }));
  const kept = model.properties
    .filter((p) => p.kind === "stepInvariant")
    .map((p) => ({ ...p, ...judge(world, p.body, "before", "s") }));
  const actions = model.actions.filter((a) => !a.params.some((p) => isEmpty(p.domain)));
  const isPlain = conditions.length + kept.length === 0 && !isRule;
  const steps = actions.map((a) => (isPlain ? guarded(world, a) : null) ?? tried(world, a));

  const parser = createParser();
  parser.declare(world.types.declarations());
  const state = parser.type("State");
  const naming = createNaming(fieldsOf(state));
  for (const own of ["s", "begun", "properties", "spec"]) naming.fresh(own);
  const constants = new Map<string, number>();
  const constantNames = new Map<string, string>();
  for (const line of world.codes.declarations()) {
    const [, name = "", code = ""] = /(\w+): (-?\d+);/.exec(line) ?? [];
    constants.set(name, Number(code));
    constantNames.set(name, naming.fresh(name));
  }
  const printer = createPrinter(naming, constants, constantNames);
  const p: Program = { world, parser, naming, printer, state, isRule };

  const checks = invariants.flatMap((i) => [...docOf(i.doc?.text), ...judged(p, i, (test) => said(p, i.name, test))]);
  const after = (over: string): readonly string[] => [
    ...conditions.flatMap((c) =>
      judged(p, c, (test) => [
        "if",
        `:: ${test} -> skip`,
        ":: else ->",
        ...indented([...restore(p), `goto ${over};`]),
        "fi;",
      ]),
    ),
    ...kept.flatMap((k) => judged(p, k, (test) => said(p, k.name, test))),
    "properties()",
  ];
  const begins = begin(p, start, initially);
  const taken = steps.map((s, i) => (s.kind === "guarded" ? guardedLines(p, s) : triedLines(p, s, i, after)));
  const declaration = printer.declaration("s", state);
  return [
    ...head(model, isRule),
    ...[...constants].map(([name, code]) => `#define ${constantNames.get(name)} ${code}`),
    "",
    ...printer.typedefs().map((t) => `${t};`),
    "",
    `${declaration};`,
    ...(isRule ? ["bool begun;"] : []),
    "",
    "/* What a step is taken with: no part of a state. */",
    ...printer.hiddenDeclarations(),
    "",
    "inline properties() {",
    ...indented(checks.length === 0 ? ["skip"] : checks),
    "}",
    "",
    ...taken.flatMap((t) => t.declarations),
    "active proctype spec() {",
    ...(isRule ? [] : indented(begins)),
    "  do",
    ...(isRule ? indented([`:: ${begins[0]}`, ...begins.slice(1)]) : []),
    ...taken.flatMap((t) => indented(t.options)),
    "  od",
    "}",
    "",
  ].join("\n");
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
const docOf = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split("\n").map((line) => `/* ${line.replaceAll("*/", "* /")} */`);

function fieldsOf(t: Type): readonly string[] {
  if (t.kind === "record") return t.fields.flatMap((f) => [f.name, ...fieldsOf(f.type)]);
  return t.kind === "array" ? ["at", ...fieldsOf(t.of)] : [];
}

function head(model: SpecModel, isRule: boolean): readonly string[] {
  const omitted = model.properties.filter((p) => isTemporal(p.kind) || p.kind === "reachable");
  const lines = [
    `Model ${model.name} of ${model.file.split("/").at(-1)}, written by racespec.`,
    ...(model.doc === null ? [] : model.doc.text.split("\n")),
    ...model.constants.map((c) => `  ${c.name} = ${JSON.stringify(c.value)}`),
    "Run it with: spin -a model.pml && cc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -E -m1000000",
    `Spin stores one state more than racespec counts without symmetry: that before ${isRule ? "it has begun" : "the first step"}.`,
    "A step that cannot be taken after all changes nothing. Not here: deadlock (-E).",
    ...omitted.map((p) => `Not here: ${p.kind} ${p.name}.`),
  ];
  return ["/*", ...lines.map((line) => ` * ${line.replaceAll("*/", "* /")}`), " */", ""];
}

/** Variables of a routine, and the states. */
function scopeOf(p: Program, r: Routine): Map<string, Place | number> {
  const scope = new Map<string, Place | number>([
    ["s", { text: "s", type: p.state }],
    ["before", places(p).before],
  ]);
  for (const v of r.vars) {
    const [, name = "", type = ""] = /^(\w+): (.*);$/.exec(v) ?? [];
    scope.set(name, p.printer.hidden(name, p.parser.type(type)));
  }
  return scope;
}

function judged(p: Program, j: Judgement, use: (test: string) => readonly string[]): readonly string[] {
  const scope = scopeOf(p, j.routine);
  return [
    ...p.printer.lines(p.parser.lines(j.routine.lines), scope, null),
    ...use(p.printer.exp(p.parser.exp(j.text), scope)),
  ];
}

/** Under the property's own name: that is what Spin prints. */
function said(p: Program, name: string, test: string): readonly string[] {
  const { text } = p.printer.hidden(name, { kind: "boolean" }, "property");
  return [`${text} = ${test};`, `assert(${text});`];
}

const places = (p: Program): { readonly now: Place; readonly before: Place } => ({
  now: { text: "s", type: p.state },
  before: p.printer.hidden("before", p.state, "kept"),
});
const restore = (p: Program): readonly string[] => p.printer.copy(places(p).now, places(p).before);
const keep = (p: Program): readonly string[] => p.printer.copy(places(p).before, places(p).now);

/** A value for each choice, in variables that the scope then knows. */
function chosen(p: Program, choices: readonly Choice[], scope: Map<string, Place | number>): readonly string[] {
  return choices.flatMap((c) => {
    const type = p.parser.type(c.type);
    // Nothing else writes to it: Spin takes back what was chosen, not what a d_step has written to hidden variables.
    const { text } = p.printer.hidden(c.name, type, "choice");
    scope.set(c.name, { text, type });
    const { lo, hi } = bounds(type);
    if (hi - lo > 8) return [`select(${text} : ${lo} .. ${hi});`];
    return ["if", ...Array.from({ length: hi - lo + 1 }, (_, i) => `:: ${text} = ${lo + i}`), "fi;"];
  });
}

interface Step {
  readonly declarations: readonly string[];
  readonly options: readonly string[];
}

const commentOf = (a: Action): readonly string[] =>
  docOf([JSON.parse(titleOf(a)) as string, a.comment].filter((x) => x !== null).join(" - "));

function guardedLines(p: Program, s: Guarded): Step {
  const scope = scopeOf(p, s.body);
  const names = s.params.map((c) => {
    const name = p.naming.fresh(c.name);
    scope.set(c.name, { text: name, type: p.parser.type(c.type) });
    return name;
  });
  const name = p.naming.fresh(JSON.parse(titleOf(s.action)) as string);
  const conditions = s.conditions.map((c) => p.printer.exp(p.parser.exp(c), scope));
  const tuples = s.params.reduce<readonly (readonly number[])[]>(
    (all, c) => {
      const { lo, hi } = bounds(p.parser.type(c.type));
      return all.flatMap((t) => Array.from({ length: hi - lo + 1 }, (_, i) => [...t, lo + i]));
    },
    [[]],
  );
  return {
    declarations: [
      ...commentOf(s.action),
      `inline ${name}(${names.join(", ")}) {`,
      "  d_step {",
      `    ${conditions.join(" && ")} ->`,
      ...indented(indented([...p.printer.lines(p.parser.lines(s.body.lines), scope, null), "properties()"])),
      "  }",
      "}",
      "",
    ],
    options: tuples.map((t) => `:: ${name}(${t.join(", ")})`),
  };
}

function triedLines(p: Program, s: Tried, i: number, after: (over: string) => readonly string[]): Step {
  const scope = scopeOf(p, s.body);
  const choices = chosen(p, [...s.params, ...s.body.choices], scope);
  const exits = { taken: `taken_${i}`, blocked: `blocked_${i}` };
  const body = p.printer.lines(p.parser.lines(s.body.lines), scope, exits);
  return {
    declarations: [],
    options: stepLines(
      p,
      choices,
      body,
      exits,
      `over_${i}`,
      commentOf(s.action),
      p.isRule ? ["begun;"] : [],
      after(`over_${i}`),
    ),
  };
}

/** Tried where it stands: what blocks brings the state back. */
function stepLines(
  p: Program,
  choices: readonly string[],
  body: readonly string[],
  exits: NonNullable<Exits>,
  over: string,
  comment: readonly string[],
  first: readonly string[],
  after: readonly string[],
): readonly string[] {
  // Spin has no d_step as long as that; nothing in it can block, so that atomic is the same.
  const word = body.length + after.length > LONG ? "atomic" : "d_step";
  return [
    ...comment,
    ":: atomic {",
    ...indented(indented([...first, ...choices])),
    `    ${word} {`,
    ...indented(
      indented(
        indented([
          ...keep(p),
          ...body,
          `goto ${exits.taken};`,
          `${exits.blocked}:`,
          ...restore(p),
          `goto ${over};`,
          `${exits.taken}:`,
          ...after,
          ";",
          `${over}: skip`,
        ]),
      ),
    ),
    "    }",
    "  }",
  ];
}

/** The initial states, by way of what is before all of them. */
function begin(p: Program, r: Routine, initially: readonly Judgement[]): readonly string[] {
  const scope = scopeOf(p, r);
  const choices = chosen(p, r.choices, scope);
  const exits = { taken: "begins", blocked: "begins_not" };
  const body = p.printer.lines(p.parser.lines(r.lines), scope, p.isRule ? exits : null);
  if (!p.isRule)
    return ["atomic {", ...indented([...choices, "d_step {", ...indented([...body, "properties()"]), "}"]), "};"];
  const filters = initially.flatMap((j) =>
    judged(p, j, (test) => ["if", `:: ${test} -> skip`, ":: else -> goto begins_not", "fi;"]),
  );
  const lines = stepLines(
    p,
    choices,
    [...body, ...filters],
    exits,
    "begins_over",
    [],
    ["!begun;"],
    ["begun = true;", "properties()"],
  );
  return [(lines[0] as string).replace(":: ", ""), ...lines.slice(1)];
}
