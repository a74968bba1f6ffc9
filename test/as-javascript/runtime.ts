// In: a model's constants and the bench. Out: the module `racespec` as real JavaScript. What TypeScript erases comes
// through `.$(…)`, which transform.ts writes behind the name: `each<Buffer>()` runs as `each.$(domain)()`.
// Not here: the builders that `spec` returns (builders.ts); how steps are taken (steps.ts, processes.ts).

import type { Site } from "./builders.ts";
import { builders, erased } from "./builders.ts";
import { block, failAssertion } from "./choices.ts";
import { Bag, SetOfSpecs, ValueMap, ValueSet } from "./collections.ts";
import type { Domain } from "./domain.ts";
import { compareIn } from "./domain-order.ts";
import { fault } from "./fault.ts";
import type { PlainObject } from "./structure.ts";
import { clone, compare, keyOf } from "./structure.ts";
import { tuplesOf, valuesOf } from "./values.ts";
import type { Bench, PropertyRecord, SpecRecord, State } from "./vocabulary.ts";

export interface Runtime {
  /** What `import … from "racespec"` gets. */
  readonly module: Readonly<Record<string, unknown>>;
  readonly specs: readonly SpecRecord[];
  readonly brokenAssumptions: readonly string[];
  readonly constantNames: ReadonlySet<string>;
}

type Test = (...args: readonly unknown[]) => unknown;

/** `checked` says whether an assertion's text is among those that the model checks. */
export function createRuntime(
  bench: Bench,
  constants: Readonly<Record<string, unknown>>,
  checked: (text: string) => boolean,
): Runtime {
  const specs: SpecRecord[] = [];
  const brokenAssumptions: string[] = [];
  const constantNames = new Set<string>();
  const holdingFor = (domains: readonly Domain[], p: Test): readonly (readonly unknown[])[] =>
    tuplesOf(domains).filter((tuple) => p(...tuple));

  const module = {
    ValueSet,
    ValueMap,
    Bag,
    constant: erased((name: string | undefined) => (v: unknown) => {
      if (name === undefined) fault("a constant without a name");
      constantNames.add(name);
      return name in constants ? constants[name] : v;
    }),
    assume: (c: unknown, text: string) => {
      if (!c) brokenAssumptions.push(text);
    },
    spec: erased((site: Site | undefined) => (initial: () => State) => {
      const made = builders(bench, site ?? fault("a spec without its State"), initial);
      specs.push(made.record);
      return made.api;
    }),
    holds: { expect: "holds" },
    deadlocks: { expect: "deadlocks" },
    violates: (what: PropertyRecord | string) => ({ expect: "violates", what }),
    unreachable: (what: PropertyRecord) => ({ expect: "unreachable", what }),

    when: (c: unknown) => {
      if (!c) block();
    },
    assert: (c: unknown, text: string) => {
      if (!c && checked(text)) failAssertion(text);
    },
    pick: erased(
      (domain: Domain | undefined) =>
        (...from: readonly unknown[]) =>
          bench.choices.choose(optionsOf(domain, from)),
    ),
    first: erased((domain: Domain | undefined) => (p: Test) => {
      const [least, ...more] = valuesOf(needed(domain, "first")).filter((value) => p(value));
      if (least === undefined && more.length === 0) throw new RangeError("first: no value satisfies the condition");
      return least;
    }),
    each: erased((domain: Domain | undefined) => () => valuesOf(needed(domain, "each"))),
    every: erased(
      (domains: readonly Domain[] | undefined) => (p: Test) =>
        tuplesOf(needed(domains, "every")).every((tuple) => p(...tuple)),
    ),
    some: erased(
      (domains: readonly Domain[] | undefined) => (p: Test) =>
        tuplesOf(needed(domains, "some")).some((tuple) => p(...tuple)),
    ),
    count: erased(
      (domains: readonly Domain[] | undefined) => (p: Test) => holdingFor(needed(domains, "count"), p).length,
    ),
    sum: erased(
      (domains: readonly Domain[] | undefined) => (p: Test) =>
        tuplesOf(needed(domains, "sum")).reduce<number>((sum, tuple) => sum + Number(p(...tuple)), 0),
    ),
    setOf: erased(
      (domain: Domain | undefined) => (p: Test) =>
        new SetOfSpecs(valuesOf(needed(domain, "setOf")).filter((value) => p(value))),
    ),
    fill: erased((keys: Domain | undefined) => (value: unknown) => filled(needed(keys, "fill"), () => clone(value))),
    fillWith: erased(
      (keys: Domain | undefined) => (value: (key: unknown) => unknown) => filled(needed(keys, "fillWith"), value),
    ),
    same: (a: unknown, b: unknown) => keyOf(a) === keyOf(b),
  };
  return { module, specs, brokenAssumptions, constantNames };
}

function needed<T>(domain: T | undefined, what: string): T {
  return domain ?? fault(`${what}: the transformer found no domain`);
}

function optionsOf(domain: Domain | undefined, from: readonly unknown[]): readonly unknown[] {
  if (from.length > 1) return from;
  const [one] = from;
  if (from.length === 0) return valuesOf(needed(domain, "pick"));
  if (typeof one === "function") return valuesOf(needed(domain, "pick")).filter((value) => (one as Test)(value));
  if (Array.isArray(one)) return one as readonly unknown[];
  const members = [...(one as Iterable<unknown>)];
  const once = members.filter((x, i) => members.findIndex((y) => keyOf(y) === keyOf(x)) === i);
  return once.sort((a, b) => (domain === undefined ? compare(a, b) : compareIn(domain, a, b)));
}

function filled(keys: Domain, value: (key: unknown) => unknown): PlainObject {
  const object: PlainObject = {};
  for (const key of valuesOf(keys) as readonly PropertyKey[]) object[key] = value(key);
  return object;
}
