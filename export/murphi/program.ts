/**
 * A model as a Murphi program for rumur: same distinct states (without symmetry), same invariants.
 * In: a lowered model. Out: `toMurphi`; throws `DoesNotFit`.
 * Not here: rules (`rules.ts`), bodies (`statements.ts`, `expressions.ts`).
 */
import { type Body, isTemporal, type Property, type SpecModel } from "../../ir/model.ts";
import { resultOf } from "./results.ts";
import { createRoutine, type World } from "./routine.ts";
import { ruleOf } from "./rules.ts";
import { mayBlock, startOf } from "./start.ts";
import { isEmpty } from "./types.ts";
import { createWorld } from "./world.ts";

export function toMurphi(model: SpecModel): string {
  const { stepConstraint, initFilter, constraint } = model.options;
  const world = createWorld(model, ["s", "t", "n", "State", "begun", "before"], false);
  const within = constraint === null ? null : predicate(world, "within", constraint);
  const allowed = stepConstraint === null ? null : predicate(world, "allowed", stepConstraint, "n");
  const initially = initFilter === null ? null : predicate(world, "initially", initFilter);
  const isRule = mayBlock(model);
  const start = startLines(world, isRule, [within, initially]);
  const first = isRule ? "begun" : null;
  const steps = model.properties.filter((p) => p.kind === "stepInvariant");
  const judged = steps.map((p) => ({ name: p.name, ...predicate(world, `keeps_${p.name}`, p.body, "n") }));
  const after = {
    condition: [
      ...(within === null ? [] : [`${within.call}(t)`]),
      ...(allowed === null ? [] : [`${allowed.call}(s, t)`]),
    ],
    checks: judged.map((p) => `assert ${JSON.stringify(p.name)} ${p.call}(before, s);`),
  };
  const rules = model.actions
    .filter((a) => !a.params.some((p) => isEmpty(p.domain)))
    .map((a) => ruleOf(world, a, after, first));
  const checked = model.properties.flatMap((p) => (p.kind === "stepInvariant" ? [] : [checkOf(world, p, first)]));
  return [
    ...head(
      model,
      checked.flatMap((c) => c.omitted),
      isRule,
      constraint !== null || stepConstraint !== null,
    ),
    "const",
    ...world.codes.declarations(),
    "",
    "type",
    ...world.types.declarations(),
    "",
    "var",
    "  s: State;",
    ...(isRule ? ["  begun: boolean;"] : []),
    "",
    ...[within, allowed, initially, ...judged].flatMap((p) => p?.lines ?? []),
    ...checked.flatMap((c) => c.functions),
    ...start,
    "",
    ...rules.flatMap((r) => [...r.functions, ...r.rule, ""]),
    ...checked.flatMap((c) => c.lines),
  ].join("\n");
}

/** A start state, or where one may block a rule that makes the initial states. */
function startLines(world: World, isRule: boolean, conditions: readonly (Predicate | null)[]): readonly string[] {
  const calls = conditions.flatMap((c) => (c === null ? [] : [`${c.call}(t)`]));
  const r = startOf(world, isRule ? "t" : "s", isRule, calls);
  const sets = r.choices.map((c) => `${c.name}: ${c.type}`).join("; ");
  const vars = r.vars.map((v) => `  var ${v}`);
  const lines = r.lines.map((line) => `  ${line}`);
  const around = (rule: readonly string[]): readonly string[] =>
    sets === "" ? rule : [`ruleset ${sets} do`, ...rule.map((line) => `  ${line}`), "endruleset;"];
  if (!isRule) return around(["startstate", ...vars, "begin", ...lines, "endstartstate;"]);
  const given = r.choices.map((c) => c.name);
  const params = ["var t: State", ...(sets === "" ? [] : [sets])].join("; ");
  return [
    `function make_initial(${params}): boolean;`,
    ...vars,
    "begin",
    ...lines,
    "  return true;",
    "end;",
    "",
    `function can_begin(${sets}): boolean;`,
    "  var t: State;",
    "begin",
    `  return make_initial(${["t", ...given].join(", ")});`,
    "end;",
    "",
    'startstate "before everything" begin undefine s; begun := false; endstartstate;',
    "",
    ...around([
      'rule "initial state"',
      `  !begun & can_begin(${given.join(", ")})`,
      "==>",
      "  var done: boolean;",
      "begin",
      `  done := make_initial(${["s", ...given].join(", ")});`,
      "  begun := true;",
      "endrule;",
    ]),
  ];
}

/** Lines of a comment. */
function head(model: SpecModel, omitted: readonly string[], isRule: boolean, isBounded: boolean): readonly string[] {
  const lines = [
    `Model ${model.name} of ${model.file.split("/").at(-1)}, written by racespec.`,
    ...(model.doc === null ? [] : model.doc.text.split("\n")),
    ...model.constants.map((c) => `  ${c.name} = ${JSON.stringify(c.value)}`),
    "Counts of states are those without symmetry (spec-check --no-symmetry). Run it with",
    "  rumur --deadlock-detection off --value-type int32_t --output model.c model.m && cc -O2 -mcx16 -o model model.c -lpthread && ./model",
    ...(isRule
      ? ["The first rule makes the initial states out of a state before them: one state more than racespec counts."]
      : []),
    ...(isBounded
      ? ["Steps that the constraint refuses are left out, and what they lead to is not checked here."]
      : []),
    ...(model.options.deadlock === "fail" ? ["Not here: deadlock."] : []),
    ...omitted.map((what) => `Not here: ${what}.`),
  ];
  return [...lines.map((line) => `-- ${line}`), ""];
}

interface Predicate {
  readonly call: string;
  readonly lines: readonly string[];
}

/** A function of a state, or of two. */
function predicate(world: World, wish: string, body: Body, next: string | null = null): Predicate {
  const call = world.names.fresh(wish);
  const r = createRoutine(world, body.locals, body.code, { state: "t", next, leave: { kind: "line", text: "" } });
  const text = resultOf(r, body);
  const lines = [
    `function ${call}(var t: State${next === null ? "" : `; var ${next}: State`}): boolean;`,
    ...r.vars.map((v) => `  var ${v}`),
    "begin",
    ...r.lines.map((l) => `  ${l}`),
    `  return ${text};`,
    "end;",
    "",
  ];
  return { call, lines };
}

interface Check {
  readonly functions: readonly string[];
  readonly lines: readonly string[];
  readonly omitted: readonly string[];
}

function checkOf(world: World, p: Property, first: string | null): Check {
  if (isTemporal(p.kind)) return { functions: [], lines: [], omitted: [`${p.kind} ${p.name}`] };
  const word = p.kind === "reachable" ? "cover" : "invariant";
  const r = createRoutine(world, p.body.locals, p.body.code, { state: "s", leave: { kind: "line", text: "" } });
  const text = resultOf(r, p.body);
  const join = p.kind === "reachable" ? "&" : "->";
  const said = (what: string): string => (first === null ? what : `${first} ${join} ${what}`);
  const doc = p.doc === null ? [] : p.doc.text.split("\n").map((line) => `-- ${line}`);
  if (r.lines.length === 0)
    return { functions: [], omitted: [], lines: [...doc, `${word} ${JSON.stringify(p.name)} ${said(text)};`, ""] };
  const name = world.names.fresh(`holds_${p.name}`);
  const functions = [
    `function ${name}(): boolean;`,
    ...r.vars.map((v) => `  var ${v}`),
    "begin",
    ...r.lines.map((l) => `  ${l}`),
    `  return ${text};`,
    "end;",
    "",
  ];
  return { functions, omitted: [], lines: [...doc, `${word} ${JSON.stringify(p.name)} ${said(`${name}()`)};`, ""] };
}
