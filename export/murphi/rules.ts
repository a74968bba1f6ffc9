/**
 * Steps as rules. Conditions that stand before anything is written are the rule's guard; where some stand further down, a function
 * takes the step on a copy of the state first and says whether it goes through.
 * In: an action. Out: declarations and the rule.
 * Not here: statements (`statements.ts`), the rest of the program (`program.ts`).
 */
import { isScalar } from "../../ir/domain.ts";
import type { Stmt } from "../../ir/expr.ts";
import type { Action } from "../../ir/model.ts";
import { walk } from "../../ir/walk.ts";
import { any, demand } from "./choices.ts";
import { type Choice, createRoutine, type Routine, variable, type World } from "./routine.ts";
import { statement } from "./statements.ts";
import { isMember } from "./terms.ts";

export interface Rule {
  /** Functions before all rules. */
  readonly functions: readonly string[];
  readonly rule: readonly string[];
}

/** What is to hold after a step: `condition` of the states s and t for it to be taken, `checks` as lines that look at `before` and s. */
export interface After {
  readonly condition: readonly string[];
  readonly checks: readonly string[];
}

/** `first`: a condition of every rule; null: none. */
export function ruleOf(world: World, action: Action, after: After, first: string | null): Rule {
  const isPlain = action.params.every((p) => isScalar(p.domain));
  const guards = isPlain ? leading(action.body.code) : null;
  return guards === null || after.condition.length + after.checks.length > 0
    ? tried(world, action, after, first)
    : guarded(world, action, guards, first);
}

export const titleOf = ({ name, origin }: Action): string =>
  JSON.stringify(origin.kind === "process" ? `${name}: ${origin.from ?? "(start)"}` : name);

const commentOf = (a: Action): readonly string[] =>
  a.comment === null ? [] : [`-- ${a.comment.replaceAll("\n", " ")}`];

/** The action's parameters, in their slots (objects are made of choices, as a pick of them), and where their types have holes the conditions that leave these out. */
export function parameters(
  r: Routine,
  action: Action,
): { readonly choices: readonly Choice[]; readonly guards: readonly string[] } {
  const made = action.params.map((p) => {
    if (!isScalar(p.domain)) {
      const made = variable(r, p.name, p.domain);
      any(r, made);
      r.slots.set(p.slot, made);
      return null;
    }
    const name = r.names.fresh(p.name);
    r.slots.set(p.slot, { text: name, domain: p.domain });
    return { choice: { name, type: r.world.types.keys(p.domain) }, guard: isMember(r, name, p.domain) };
  });
  const plain = made.filter((m) => m !== null);
  return { choices: plain.map((m) => m.choice), guards: plain.map((m) => m.guard).filter((g) => g !== "true") };
}

const list = (choices: readonly Choice[]): string => choices.map((c) => `${c.name}: ${c.type}`).join("; ");

const ruleset = (choices: readonly Choice[], rule: readonly string[]): readonly string[] =>
  choices.length === 0 ? rule : [`ruleset ${list(choices)} do`, ...rule.map((line) => `  ${line}`), "endruleset;"];

/** The conditions at the head of a body and the rest; null where a condition or a choice stands elsewhere. */
export function leading(code: Stmt): readonly Stmt[] | null {
  const statements = code.kind === "block" ? code.body : [code];
  let end = 0;
  while (statements[end]?.kind === "when") end++;
  for (const s of statements.slice(end)) {
    let blocks = false;
    walk(s, (n) => {
      // A called function may block as well.
      if (n.kind === "when" || n.kind === "pick" || n.kind === "call") blocks = true;
    });
    if (blocks) return null;
  }
  let isPlain = true;
  for (const s of statements.slice(0, end)) {
    walk(s, (n) => {
      if (n.kind === "pick") isPlain = false;
    });
  }
  return isPlain ? statements.slice(0, end) : null;
}

function guarded(world: World, action: Action, guards: readonly Stmt[], first: string | null): Rule {
  const { locals, code } = action.body;
  const guard = createRoutine(world, locals, code, { state: "s", blocked: "", leave: { kind: "line", text: "" } });
  const { choices: params, guards: conditions } = parameters(guard, action) as {
    choices: readonly Choice[];
    guards: string[];
  };
  for (const s of guards) if (s.kind === "when") conditions.push(world.knot.valueOf(guard, s.test).text);
  if (guard.lines.length > 0) return tried(world, action, { condition: [], checks: [] }, first);
  if (first !== null) conditions.unshift(first);
  const body = createRoutine(world, locals, code, {
    state: "s",
    leave: { kind: "line", text: "return;" },
    within: guard.names,
  });
  for (const [slot, term] of guard.slots) body.slots.set(slot, term);
  const statements = code.kind === "block" ? code.body : [code];
  for (const s of statements.slice(guards.length)) statement(body, s);
  return {
    functions: [],
    rule: [
      ...commentOf(action),
      ...ruleset(params, [
        `rule ${titleOf(action)}`,
        ...(conditions.length === 0
          ? ["  true"]
          : conditions.map((c, i) => `  ${c}${i < conditions.length - 1 ? " &" : ""}`)),
        "==>",
        ...body.vars.map((v) => `  var ${v}`),
        "begin",
        ...body.lines.map((line) => `  ${line}`),
        "endrule;",
      ]),
    ],
  };
}

/** One function takes the step on a state that it is given; it says false where the step blocks. */
function tried(world: World, action: Action, after: After, first: string | null): Rule {
  const write = (
    isDry: boolean,
    name: string,
  ): { readonly r: Routine; readonly params: readonly Choice[]; readonly name: string } => {
    const { locals, code } = action.body;
    const leave = { kind: "line", text: "return true;" } as const;
    const failing = after.condition.length === 0 ? "return true;" : "failed := true; return true;";
    const dry = isDry ? failing : null;
    const r = createRoutine(world, locals, code, { state: "t", blocked: "return false;", leave, dry });
    const { choices: params, guards } = parameters(r, action);
    for (const g of guards) demand(r, g);
    statement(r, code);
    return { r, params, name: world.names.fresh(`${name}_${action.name}`) };
  };
  const trial = write(true, "try");
  const real = write(false, "take");
  const can = world.names.fresh(`can_${action.name}`);
  const args = [...trial.params, ...trial.r.choices];
  const realArgs = [...real.params, ...real.r.choices];
  const names = args.map((c) => c.name).join(", ");
  const called = (name: string, state: string, more: readonly string[] = []): string =>
    `${name}(${[state, ...more, ...(names === "" ? [] : [names])].join(", ")})`;
  const routine = (of: typeof trial, given: readonly Choice[], more: readonly string[] = []): readonly string[] => [
    `function ${of.name}(${["var t: State", ...more, ...given.map((c) => `${c.name}: ${c.type}`)].join("; ")}): boolean;`,
    ...of.r.vars.map((v) => `  var ${v}`),
    "begin",
    ...of.r.lines.map((line) => `  ${line}`),
    "  return true;",
    "end;",
    "",
  ];
  const { condition, checks } = after;
  return {
    functions: [
      ...routine(trial, args, condition.length === 0 ? [] : ["var failed: boolean"]),
      ...routine(real, realArgs),
      `function ${can}(${list(args)}): boolean;`,
      "  var t: State;",
      ...(condition.length === 0 ? [] : ["  var failed: boolean;"]),
      "begin",
      "  t := s;",
      ...(condition.length === 0
        ? [`  return ${called(trial.name, "t")};`]
        : [
            "  failed := false;",
            `  if !${called(trial.name, "t", ["failed"])} then return false; end;`,
            `  return failed | (${condition.join(" & ")});`,
          ]),
      "end;",
      "",
    ],
    rule: [
      ...commentOf(action),
      ...ruleset(args, [
        `rule ${titleOf(action)}`,
        `  ${first === null ? "" : `${first} & `}${can}(${names})`,
        "==>",
        "  var done: boolean;",
        ...(checks.length === 0 ? [] : ["  var before: State;"]),
        "begin",
        ...(checks.length === 0 ? [] : ["  before := s;"]),
        `  done := ${called(real.name, "s")};`,
        ...checks.map((line) => `  ${line}`),
        "endrule;",
      ]),
    ],
  };
}
