// In: a lowered model whose identities count as interchangeable. Out: states from which a step and the same step of the
// renamed state differ; there must be none, or symmetry is unsound.
// Not here: which loops count as free of order (order.test.ts).
import { type Permutation, permutations, permute } from "../../checker/permutation.ts";
import { createStepping, type Successor } from "../../checker/stepping.ts";
import type { Domain } from "../../ir/domain.ts";
import type { SpecModel } from "../../ir/model.ts";
import type { StateValue } from "../../ir/outcome.ts";
import { symmetrySets } from "../../ir/symmetry-sets.ts";
import { toJson, type Value, values } from "../../ir/value.ts";

/** So many random states, each with every renaming. */
export function unlikeWhenRenamed(model: SpecModel, states: number): readonly string[] {
  const stepping = createStepping(model);
  const random = randomFrom(11);
  const found: string[] = [];
  const renamings = [...permutations(model.idSets, symmetrySets(model))];
  const textOf = (state: Value): string => JSON.stringify(toJson(model.state, state));
  const outcomes = (state: StateValue, by: Permutation | null): string =>
    stepping
      .successors(state)
      .map((s) => outcome(s, by))
      .sort()
      .join("\n");
  const outcome = (s: Successor, by: Permutation | null): string => {
    const rename = (d: Domain, v: Value): Value => (by === null ? v : permute(d, v, by));
    const params = model.actions[s.action]?.params ?? [];
    const args = s.args.map((a, i) =>
      toJson(params[i]?.domain ?? { kind: "undefined" }, rename(params[i]?.domain ?? { kind: "undefined" }, a)),
    );
    const to = s.failure !== null ? s.failure.kind : s.state === null ? "" : textOf(rename(model.state, s.state));
    return `${s.action} ${JSON.stringify(args)} ${to}`;
  };
  for (let i = 0; i < states; i++) {
    const state = anyOf(model.state, random) as StateValue;
    for (const by of renamings) {
      const renamed = permute(model.state, state, by) as StateValue;
      if (outcomes(state, by) !== outcomes(renamed, null)) found.push(`${textOf(state)} and ${textOf(renamed)}`);
    }
  }
  return found;
}

function randomFrom(seed: number): (n: number) => number {
  let x = seed;
  return (n) => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((x / 0x80000000) * n);
  };
}

function anyOf(d: Domain, random: (n: number) => number): Value {
  switch (d.kind) {
    case "record":
      return Object.fromEntries(d.fields.map((f) => [f.name, anyOf(f.domain, random)]));
    case "table":
      return [...values(d.key)].map(() => anyOf(d.value, random));
    case "seq":
      return Array.from({ length: random(Math.min(d.max, 3) + 1) }, () => anyOf(d.of, random));
    case "set":
      return fewOf([...values(d.of)], d.max, random);
    case "map":
      return fewOf([...values(d.key)], d.max, random).map((key) => [key, anyOf(d.value, random)]);
    case "bag":
      return fewOf([...values(d.of)], d.max, random).flatMap((x, i, few) =>
        i + 1 < few.length || few.length === d.max ? [x] : [x, x],
      );
    case "union":
      return anyOf(d.of[random(d.of.length)] ?? d, random);
    case "int":
      // Small numbers, so that conditions meet them.
      return Math.max(d.lo, Math.min(d.hi, random(6) - 2));
    default: {
      const all = [...values(d)];
      return all[random(all.length)];
    }
  }
}

/** Some of them in their order; of many only a few, as loops over loops take long. */
function fewOf(all: readonly Value[], max: number | null, random: (n: number) => number): readonly Value[] {
  const most = Math.min(max ?? all.length, 4);
  const chosen = new Set(Array.from({ length: random(most + 1) }, () => random(all.length)));
  return all.filter((_, i) => chosen.has(i));
}
