// In: what a spec declares. Out: its properties and models, as text. The first model, `space`, checks next to nothing, so that all
// states are seen.
// Not here: conditions (booleans.ts).
import type { Gen, Scope, Var } from "./scope.ts";
import { value } from "./scope.ts";
import { type T, text } from "./types.ts";

interface Act {
  readonly name: string;
  readonly params: readonly T[];
}

const TEMPORAL = ["eventually", "infinitelyOften", "eventuallyAlways", "leadsTo", "refines"] as const;

export function modelsAndProperties(
  g: Gen,
  nth: number,
  looks: Scope,
  s: Var,
  actions: readonly Act[],
  said: readonly string[],
  processes: readonly { readonly name: string; readonly self: T | null }[],
): string[] {
  const claims = said.map((text) => JSON.stringify(text));
  const { random } = g;
  const fresh = (): Scope => ({ ...looks, touched: new Set() });
  const both = (): Scope => ({ ...fresh(), vars: [...looks.vars, { ...s, name: "next", writes: false }] });
  const p = (d: number): string => `(s) => ${g.bool(fresh(), d)}`;

  const enabled = (): string => {
    const act = random.one([
      ...actions,
      ...processes.map((x) => ({ name: x.name, params: x.self === null ? [] : [x.self] })),
    ]);
    const names = act.params.map(() => g.name("x"));
    const call = `${act.name}.enabled(${["s", ...names].join(", ")})`;
    return names.length === 0
      ? call
      : `some((${names.map((n, i) => `${n}: ${text(act.params[i] as T)}`).join(", ")}) => ${call})`;
  };
  // Likely to hold at the start, and to be broken after some steps.
  const rare = (): string => `(s) => !(${[1, 2, 3].map(() => g.bool(fresh(), 1)).join(" && ")})`;
  const block = (): string =>
    `(s) => {\nlet n = 0;\nfor (const i of each<Index<2>>()) n += ${g.num({ ...fresh(), vars: [...looks.vars, value("i", { k: "int", lo: 0, hi: 1, index: true })] }, 1)};\nreturn n < ${3 + random.below(5)};\n}`;
  const texts = [
    `export const always = invariant((s) => LIMIT > 0);`,
    `export const safe = invariant(${random.chance(25) ? block() : rare()});`,
    `export const calm = stepInvariant((s, next) => !(${g.bool(both(), 1)} && ${g.bool(both(), 2)}));`,
    `export const seen = reachable(${p(2)});`,
    `export const far = reachable((s) => ${g.bool(fresh(), 1)} && ${g.bool(fresh(), 1)});`,
    `export const able = invariant((s) => ${g.bool(fresh(), 1)} || ${random.chance(g.calm ? 20 : 60) ? enabled() : g.bool(fresh(), 1)});`,
  ];
  g.begin(Math.floor(nth / 4), ["temporal", "odd", "asked"]);
  const kind = g.turn("temporal", TEMPORAL);
  const isRefined = kind === "refines";
  const timed = isRefined
    ? `refines(abstract, (s) => ({ on: ${g.bool(fresh(), 1)} }))`
    : `${kind}(${kind === "leadsTo" ? `${p(1)}, ${p(1)}` : p(1)})`;
  if (isRefined) texts.unshift(`import { abstract } from "./abstract.race.ts";`);
  texts.push(`export const timed = ${timed};`);

  const constants = random.chance(30)
    ? `{ LIMIT: ${1 + random.below(2)} }`
    : random.chance(20)
      ? `{ MODE: "off" }`
      : "{}";
  const deadlock = `deadlock: "ignore"`;
  const odd = g.turn("odd", [
    () =>
      `check: [safe, always], constraint: (s) => ${g.bool(fresh(), 1)} || ${g.bool(fresh(), 1)} || ${g.bool(fresh(), 1)}, ${deadlock}`,
    () => `check: [calm], stepConstraint: (s, next) => ${g.bool(both(), 1)} || ${g.bool(both(), 1)}, ${deadlock}`,
    () =>
      `check: [safe], view: (s) => ${random.one([g.num(fresh(), 1), `({ a: ${g.num(fresh(), 1)}, b: ${g.bool(fresh(), 1)} })`, `[${g.bool(fresh(), 1)}, ${g.num(fresh(), 1)}]`])}, ${deadlock}`,
    () => `check: [always], init: (s) => ${g.bool(fresh(), 1)} || ${g.bool(fresh(), 1)}`,
    () => `check: [safe, calm], symmetry: "off"`,
  ])();
  return [
    ...texts,
    `export const space = model(${constants}, { check: [always], ${deadlock} });`,
    `export const all = model({}, { check: [safe, calm, able, seen]${random.chance(60) ? `, ${deadlock}` : ""}${random.chance(30) ? ", expect: violates(safe)" : ""} });`,
    `export const fine = model({}, { check: [seen, far], ${deadlock} });`,
    `export const time = model({}, { check: [timed], ${deadlock} });`,
    `export const odd = model({}, { ${odd} });`,
    `export const every_ = model({}, { ${random.chance(60) ? `${deadlock}, ` : ""}check: [${["safe", "able", ...claims].join(", ")}] });`,
  ];
}

/** The other module of specs that refine. */
export const ABSTRACT = `import { spec } from "racespec";
interface Abstract { on: boolean }
export const abstract = spec<Abstract>(() => ({ on: false }));
export const turnOn = abstract.action((s) => { s.on = true; });
export const turnOff = abstract.action((s) => { if (s.on) s.on = false; });
`;
