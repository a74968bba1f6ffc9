// In: a seed and a number. Out: the text of a spec of random content: well-typed, of few states, over all of the language.
// Not here: what is done with it (oracle.ts), which parts it uses (kinds.ts).

import { changeOf } from "./changes.ts";
import { createGen, type Declared } from "./grammar.ts";
import { type Procedure, procedure, process } from "./processes.ts";
import { modelsAndProperties } from "./properties.ts";
import { randomOf } from "./random.ts";
import type { Gen, Helper, Scope, Var } from "./scope.ts";
import { value } from "./scope.ts";
import { tour } from "./tour.ts";
import { index, int, isScalar, type Of, type T, text } from "./types.ts";
import { type Declarations, declaredTypes, initialOf, stateOf } from "./worlds.ts";

const NAMES =
  "assert, assume, Bag, constant, count, each, every, fill, fillWith, first, holds, pick, same, setOf, some, spec, sum, ValueMap, ValueSet, violates, when";
const TYPES = "type Id, type Index, type Int, type Seq";
const BUILDERS =
  "action, process, procedure, invariant, stepInvariant, reachable, eventually, infinitelyOften, eventuallyAlways, leadsTo, refines, fairness, model";

const HELPERS = `const mod = (a: number, n: number): number => ((a % n) + n) % n;
function the<V>(x: V): V {
return x;
}
function eq<V>(a: V, b: V): boolean {
return same(a, b);
}
function steps(n: number): number {
return n <= 0 ? 0 : 1 + steps(n - 2);
}`;

export function specOf(seed: number, nth: number): string {
  const random = randomOf(seed * 7919 + nth);
  const types = declaredTypes(random, nth);
  const state = stateOf(random, nth, types);
  const declared: Declared = { ids: types.ids, constants: ["LIMIT"], helpers: [], processes: [] };
  const g = createGen(random, nth, declared);
  const s: Var = { name: "s", type: state, writes: true, assigns: false, root: null, lasts: true };
  const step = (...vars: readonly Var[]): Scope => ({
    ...{
      vars: [s, ...vars],
      picks: true,
      touched: new Set<string>(),
      steps: true,
      loops: [],
      returns: "",
      inLoop: false,
    },
  });
  const looks: Scope = { ...step(), vars: [{ ...s, writes: false }], picks: false, steps: false, returns: null };

  const helpers = helperTexts(g, declared.helpers, step, looks, types);
  const procedures: Procedure[] = random.chance(50)
    ? [procedure(g, step(), random.one<T>([index(2), ...types.ids]))]
    : [];
  const processes = processTexts(g, declared, step, procedures);
  const actions = actionTexts(g, nth, step, state);
  // Each as often as it is there is one text.
  const claims = [
    ...[...helpers, ...procedures.map((p) => p.text), ...processes, ...actions.map((a) => a.text)]
      .join("")
      .matchAll(/"(claim\d+)"/g),
  ].map(([, text]) => text ?? "");
  const fairness = random.chance(30)
    ? [`fairness("${random.one(["weak", "strong"])}", ${random.one(actions).name});`]
    : [];
  const initial = initialOf(g, state);
  return [
    `import { ${NAMES}, ${TYPES} } from "racespec";`,
    "export const LIMIT = constant(2);",
    `export const MODE = constant<"on" | "off">("on");`,
    `assume(LIMIT > 0, "something is allowed");`,
    "const TABLE = { on: 1, off: 0 } as const;",
    ...types.texts,
    `interface State {\n${state.fields.map((f) => `${f.name}${f.optional ? "?" : ""}: ${text(f.type)};`).join("\n")}\n}`,
    `const { ${BUILDERS} } = spec<State>(${initial});`,
    HELPERS,
    ...helpers,
    ...procedures.map((p) => p.text),
    ...processes,
    ...actions.map((a) => a.text),
    ...fairness,
    ...modelsAndProperties(g, nth, looks, s, actions, claims, declared.processes),
    "",
  ].join("\n");
}

function helperTexts(
  g: Gen,
  helpers: Helper[],
  step: (...vars: readonly Var[]) => Scope,
  looks: Scope,
  { ids }: Declarations,
): string[] {
  const { random } = g;
  helpers.push({ name: "steps", params: [int(0, 5)], returns: int(0, 9), state: "none" });
  const texts: string[] = [];
  const param = random.one<T>([index(2), int(0, 3), ...ids]);
  const x = value("x", param);
  if (random.chance(60)) {
    const returns = random.one<T>([int(0, 3), { k: "bool" }]);
    const name = g.name("looked");
    const body = g.read(returns, { ...looks, vars: [...looks.vars, x], touched: new Set() }, 2);
    texts.push(`function ${name}(s: State, x: ${text(param)}): ${text(returns)} {\nreturn ${body};\n}`);
    helpers.push({ name, params: [param], returns, state: "reads" });
  }
  if (random.chance(50)) {
    const name = g.name("changed");
    const isGiven = random.chance(40);
    const scope: Scope = { ...step(x), picks: random.chance(30), returns: isGiven ? " s" : "" };
    texts.push(
      `function ${name}(s: State, x: ${text(param)})${isGiven ? ": State" : ": void"} {\n${g.block(scope, 2, 1)}\n${isGiven ? "return s;\n" : ""}}`,
    );
    helpers.push({ name, params: [param], returns: null, state: isGiven ? "returns" : "changes" });
  }
  return texts;
}

function processTexts(
  g: Gen,
  declared: Declared,
  step: (...vars: readonly Var[]) => Scope,
  procedures: readonly Procedure[],
): string[] {
  if (!g.calm && !g.random.chance(55) && procedures.length === 0) return [];
  return Array.from({ length: g.calm ? 2 : 1 }, () => {
    const self = g.random.one<T | null>([null, index(2), ...declared.ids, ...declared.ids]);
    const name = g.name("proc");
    const labels: string[] = [];
    const made = process(g, step(), self, procedures, labels, name);
    declared.processes.push({ name, self, labels });
    return made;
  });
}

export interface ActionText {
  readonly name: string;
  readonly params: readonly T[];
  readonly text: string;
}

function actionTexts(
  g: Gen,
  nth: number,
  step: (...vars: readonly Var[]) => Scope,
  state: Of<"rec">,
): readonly ActionText[] {
  const { random } = g;
  const made = (body: (c: Scope) => string): ActionText => {
    const name = g.name("act");
    const own = random.chance(60) && g.ids.length > 0 ? [random.one(g.ids)] : [];
    const params: T[] = [...own, ...(random.chance(25) ? [random.one<T>([{ k: "bool" }, index(2)])] : [])];
    const scope = step(...params.map((t, i) => value(`a${i}`, t)));
    const guard = random.chance(25) ? `when(${g.bool(scope, 1)});\n` : "";
    const fair = random.chance(20) ? `, { fair: "${random.one(["weak", "strong"])}" }` : "";
    const head = ["s", ...params.map((t, i) => `a${i}: ${text(t)}`)].join(", ");
    return { name, params, text: `export const ${name} = action((${head}) => {\n${guard}${body(scope)}\n}${fair});` };
  };
  // Each field is changed by some step, whatever else happens.
  const moves = random.some(state.fields, g.calm ? 1 : 4).map((f) =>
    made((c) => {
      const under = g.places(c, isMoved).filter((p) => p.root === f.name && p.var.name === "s");
      const all = under.length > 0 ? under : g.places(c, () => true).filter((p) => p.root === f.name);
      if (all.length === 0) return "";
      const place = random.one(all);
      const path = place.make();
      if (place.type.k === "bool") return `${path} = !${path};`;
      if (place.type.k === "int") return `${path} = ${path} < ${place.type.hi} ? ${path} + 1 : ${place.type.lo};`;
      return changeOf(g, place, c, 2) || changeOf(g, place, c, 2);
    }),
  );
  if (g.calm) return moves;
  const others = Array.from({ length: 2 + random.below(2) }, () =>
    made((c) => g.block(c, 1 + random.below(3), 1 + random.below(2))),
  );
  return [...moves, ...others, made((c) => tour(g, c, nth - Math.floor((nth + 1) / 4)))];
}

const isMoved = (t: T): boolean => isScalar(t) || t.k === "set" || t.k === "bag" || t.k === "map" || t.k === "seq";
