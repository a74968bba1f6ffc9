// In: the text of a spec. Out: the spec as lowered and the spec as the JavaScript that it is, walked side by side.
// Not here: the cases (against-generators.test.ts), either evaluator.
import { expect } from "vitest";
import { createStepping, type Successor } from "../../checker/stepping.ts";
import { loadLibrary } from "../../cli/package-files.ts";
import { createCompiler } from "../../compiler/index.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { type Json, keyText, toJson, type Value, values } from "../../ir/value.ts";
import { type Loaded, load } from "../as-javascript/load.ts";
import type { Step, World } from "../as-javascript/vocabulary.ts";

const compiler = createCompiler(loadLibrary());

export const imports = `import { spec, constant, when, assert, pick, first, each, every, some, count, sum, setOf, fill, fillWith, same,
  Bag, ValueMap, ValueSet, type Id, type Index, type Int, type Seq } from "racespec";\n`;

/** The lowered model, or what the compiler has to say. */
export function compiled(text: string): { readonly model: SpecModel | null; readonly found: readonly string[] } {
  const { value: spec, diagnostics } = compiler.read("a.race.ts", { read: () => imports + text });
  const result = spec.compile(spec.models[0]?.name ?? "default", new Map());
  const all = [...diagnostics, ...result.diagnostics];
  return { model: result.value, found: all.map((d) => `${d.code} ${(d.at?.line ?? 0) - 2}`) };
}

export function lowered(text: string): SpecModel {
  const { model, found } = compiled(text);
  if (model === null) throw new Error(found.join("\n"));
  return model;
}

/** The author's fields and where processes rest, in the JSON that the other evaluator gives. */
function jsonOf(model: SpecModel, state: StateValue): Json {
  const at: { [process: string]: Json } = {};
  const out: { [field: string]: Json } = {};
  for (const field of model.state.fields) {
    const value = state[field.name];
    if (field.hidden === undefined) {
      if (value !== undefined) out[field.name] = toJson(field.domain, value);
      continue;
    }
    if (field.hidden.kind === "local") continue;
    const { process } = field.hidden;
    const rests = model.controlGraphs.find((g) => g.process === process)?.rests ?? [];
    const label = (pc: Value): Json => rests.find((r) => r.pc === pc)?.label ?? null;
    if (field.domain.kind !== "table") at[process] = label(value);
    else {
      const rows = value as readonly Value[];
      at[process] = Object.fromEntries([...values(field.domain.key)].map((k, i) => [keyText(k), label(rows[i])]));
    }
  }
  return model.controlGraphs.length === 0 ? out : { ...out, at };
}

const text = (json: unknown): string =>
  JSON.stringify(json, (_, v: unknown) =>
    typeof v === "object" && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

interface Pair {
  readonly state: StateValue;
  readonly world: World;
}

/** Who moves: steps of one instance from one label, in the order of its choices, are the same on both sides. */
type Mover = string;

function byMover<T>(steps: readonly T[], mover: (step: T) => Mover): ReadonlyMap<Mover, readonly T[]> {
  const groups = new Map<Mover, T[]>();
  for (const step of steps) groups.set(mover(step), [...(groups.get(mover(step)) ?? []), step]);
  return groups;
}

export interface Walked {
  readonly states: number;
  readonly steps: number;
}

/** Every reachable state up to the bound, then random walks, which reach the same state by different pasts. */
export function inLockstep(source: string, bound = 400, walks = 30): Walked {
  const model = lowered(source);
  const loaded = load(new Map([["a.race.ts", imports + source]]), "a.race.ts", "default");
  const stepping = createStepping(model);
  const first = initialPairs(model, loaded, [...stepping.initial()]);
  const seen = new Set<string>();
  const queue: Pair[] = [];
  let steps = 0;
  const meet = (pair: Pair): void => {
    const key = text(model.state.fields.map((f) => JSON.stringify(pair.state[f.name]) ?? ""));
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(pair);
  };
  first.forEach(meet);
  for (let i = 0; i < queue.length && i < bound; i++) {
    const pair = queue[i];
    const next = pair === undefined ? [] : nextPairs(model, loaded, stepping.successors(pair.state), pair);
    steps += next.length;
    next.forEach(meet);
  }
  let seed = 7;
  const random = (n: number): number => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * n);
  };
  for (let walk = 0; walk < walks; walk++) {
    let pair = first[random(first.length)];
    for (let length = 0; pair !== undefined && length < 25; length++) {
      const next = nextPairs(model, loaded, stepping.successors(pair.state), pair);
      pair = next[random(next.length)];
    }
  }
  return { states: seen.size, steps };
}

function initialPairs(model: SpecModel, loaded: Loaded, states: readonly Successor[]): readonly Pair[] {
  const worlds = loaded.initial();
  const ours = states.map((s) => ({ state: s.state ?? expect.fail("a failed start") }));
  expect(ours.map((s) => text(jsonOf(model, s.state)))).toEqual(worlds.map((w) => text(loaded.json(w))));
  return ours.map(({ state }, i) => ({ state, world: worlds[i] ?? expect.fail() }));
}

function nextPairs(
  model: SpecModel,
  loaded: Loaded,
  successors: readonly Successor[],
  { world }: Pair,
): readonly Pair[] {
  const actionOf = (s: Successor) => model.actions[s.action] ?? expect.fail("no action");
  const ourMover = (s: Successor): Mover => {
    const { name, origin, params } = actionOf(s);
    const args = s.args.map((v, i) => toJson(params[i]?.domain ?? { kind: "undefined" }, v));
    return text([name, origin.kind === "process" ? origin.from : null, args]);
  };
  const theirMover = (s: Step): Mover => text([s.name, s.label, s.args]);
  const ours = byMover(successors, ourMover);
  const theirs = byMover(
    loaded.successors(world).filter((s) => s.outcome !== "blocked"),
    theirMover,
  );
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  return [...ours].flatMap(([mover, group]) => {
    const other = theirs.get(mover) ?? [];
    const mine = group.map((s) => (s.state === null || s.failure !== null ? "failed" : text(jsonOf(model, s.state))));
    const its = other.map((s) =>
      s.outcome === "taken" && s.outside.length === 0 ? text(loaded.json(s.next)) : "failed",
    );
    expect({ mover, to: mine }).toEqual({ mover, to: its });
    return group.flatMap((s, i) => {
      const step = other[i];
      return s.state !== null && s.failure === null && step?.outcome === "taken"
        ? [{ state: s.state, world: step.next }]
        : [];
    });
  });
}
