/**
 * Which declarations are builders' results: the spec, its constants, actions, processes, procedures, properties, models; and the
 * same of other specs that it refines.
 * In: `SpecSource`. Out: `Builders`, a classification that depends on no model.
 * Not here: their bodies (`parts.ts`, `properties.ts`), model options (`models.ts`), whose a constant is (`whose.ts`).
 */
import { noSpec, notExported, severalSpecs, specArgument } from "../../ir/codes/bind.ts";
import { fairnessParts } from "../../ir/codes/bind-time.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { PropertyKind } from "../../ir/model.ts";
import type { SpecSource } from "../../ir/source.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr, SyntaxStmt } from "../../ir/syntax.ts";
import { declaredFunction } from "./declared-function.ts";
import { misplacedBuilders } from "./misplaced-builders.ts";
import { type Call, type ConstantCall, divided, type Share } from "./whose.ts";

export type { Call };

export type BuilderKind = "action" | "process" | "procedure" | "model" | PropertyKind;

export interface Built {
  /** Index of declaration. */
  readonly declaration: number;
  readonly kind: BuilderKind;
  readonly call: Call;
}

/** What belongs to one spec. Models may replace its constants. */
export interface Builders extends Share {
  /** The `spec<State>(…)` call; null where there is none (reported). */
  readonly spec: Call | null;
  readonly built: readonly Built[];
  /** Calls of `fairness(…)` and `fairness.each(…)`. */
  readonly fairness: readonly Call[];
  /** The specs that it refines, by declaration of their `spec<…>(…)` call. */
  readonly others: ReadonlyMap<number, Builders>;
}

const BUILDERS: readonly string[] = [
  "action",
  "process",
  "procedure",
  "model",
  "invariant",
  "stepInvariant",
  "reachable",
  "eventually",
  "infinitelyOften",
  "eventuallyAlways",
  "leadsTo",
  "refines",
] satisfies readonly BuilderKind[];

/** One spec while its parts are gathered. */
interface Gathered {
  readonly call: Call;
  readonly built: Built[];
  readonly fairness: Call[];
}

const ALONE = { wants: "to stand on its own, as it gives nothing that could have a name" };

/** Finds every builder's result; reports results without a name, and a missing or second spec. */
export function classify(source: SpecSource): { builders: Builders; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const constants: ConstantCall[] = [];
  const assumptions: Call[] = [];
  const specs = new Map<number, Gathered>();
  const placed = new Set<SyntaxExpr>();
  for (const [id, { kind }] of source.declarations.entries()) {
    const call = kind === "const" ? specCall(source, id) : null;
    if (call === null) continue;
    specs.set(id, { call, built: [], fairness: [] });
    placed.add(call.callee);
    if (call.args.length !== 1 || declaredFunction(source, call.args[0]?.value) === null || call.typeArgs.length !== 1)
      diagnostics.push(specArgument(call.at));
  }
  for (const [id, declaration] of source.declarations.entries()) {
    if (declaration.kind !== "const" || specs.has(id)) continue;
    const { init } = declaration;
    // Another name for a spec, or a builder taken out of one: `const inv = race.invariant`.
    if (specNamed(source, init.kind === "member" ? init.of : init) !== null) placed.add(init);
    if (init.kind !== "call") {
      const unnamed = callsIn(init).flatMap((inner) => {
        const builder = builderOf(source, inner)?.name;
        return builder === undefined ? [] : [{ inner, builder }];
      });
      for (const { inner } of unnamed) placed.add(named(inner));
      const [first] = unnamed;
      if (first !== undefined)
        diagnostics.push(
          isBuilder(first.builder)
            ? notExported(first.inner.at, { builder: first.builder, name: null })
            : fairnessParts(first.inner.at, ALONE),
        );
      continue;
    }
    if (isBuiltin(init.callee, "constant")) {
      placed.add(init.callee);
      constants.push({ declaration: id, call: init });
      continue;
    }
    const found = builderOf(source, init);
    if (found === null) continue;
    placed.add(named(init));
    const [other] = init.args;
    if (found.name === "refines" && other !== undefined) placed.add(other.value);
    if (!isBuilder(found.name)) diagnostics.push(fairnessParts(init.at, ALONE));
    else {
      if (!declaration.exported && found.name !== "procedure")
        diagnostics.push(notExported(declaration.nameAt, { builder: found.name, name: declaration.name }));
      specs.get(found.spec)?.built.push({ declaration: id, kind: found.name, call: init });
    }
  }
  for (const statement of source.topLevel) {
    const call = collectTopLevel(source, statement, specs, assumptions, diagnostics);
    if (call !== null) placed.add(named(call));
  }
  diagnostics.push(...misplacedBuilders(source, (e) => nameOf(source, e), placed));
  const main = mainSpec(source, specs, diagnostics);
  if (main === null) {
    if (diagnostics.length === 0) diagnostics.push(noSpec(headOf(source)));
    const none = { spec: null, built: [], fairness: [], others: new Map() };
    return { builders: { ...none, constants, assumptions }, diagnostics };
  }
  const parts = divided(source, { specs, main, constants, assumptions });
  const builders = (id: number, gathered: Gathered, others: Builders["others"]): Builders => ({
    ...{ spec: gathered.call, built: gathered.built, fairness: gathered.fairness, others },
    ...parts(id),
  });
  const others = [...specs].flatMap(([id, gathered]) =>
    id === main.id ? [] : [[id, builders(id, gathered, new Map())] as const],
  );
  return { builders: builders(main.id, main.gathered, new Map(others)), diagnostics };
}

/** The entry's own spec, else the one that no other refines. What is neither it nor refined is one too many. */
function mainSpec(
  source: SpecSource,
  specs: ReadonlyMap<number, Gathered>,
  diagnostics: Diagnostic[],
): { readonly id: number; readonly gathered: Gathered } | null {
  const refined = new Set<number>();
  for (const [id, { built }] of specs) {
    for (const { kind, call } of built) {
      const other = kind === "refines" ? specNamed(source, call.args[0]?.value) : null;
      if (other !== null && other !== id) refined.add(other);
    }
  }
  const all = [...specs]
    .map(([id, gathered]) => ({ id, gathered }))
    .filter(({ gathered }) => !source.typesOnly.includes(gathered.call.at.file));
  const main =
    all.find(({ gathered }) => gathered.call.at.file === source.entry) ??
    all.find(({ id }) => !refined.has(id)) ??
    all[0];
  if (main === undefined) return null;
  const isAlone = ({ id, gathered }: (typeof all)[number]): boolean =>
    all.every((x) => x.id === id || x.gathered.call.at.file !== gathered.call.at.file);
  const known = main.gathered.call.at;
  for (const one of all) {
    if (one === main || (refined.has(one.id) && isAlone(one))) continue;
    const { at } = one.gathered.call;
    diagnostics.push(severalSpecs(at, { first: known, isElsewhere: at.file !== known.file }));
  }
  return main;
}

const isBuilder = (name: string): name is BuilderKind => BUILDERS.includes(name);

/** Gives the call of a builder, or of `assume`, that the statement is. */
function collectTopLevel(
  source: SpecSource,
  statement: SyntaxStmt,
  specs: ReadonlyMap<number, Gathered>,
  assumptions: Call[],
  diagnostics: Diagnostic[],
): Call | null {
  if (statement.kind !== "expr" || statement.value.kind !== "call") return null;
  const call = statement.value;
  if (isBuiltin(call.callee, "assume")) {
    assumptions.push(call);
    return call;
  }
  const found = builderOf(source, call);
  if (found === null) return null;
  if (!isBuilder(found.name)) specs.get(found.spec)?.fairness.push(call);
  else diagnostics.push(notExported(call.at, { builder: found.name, name: null }));
  return call;
}

/** What stands for the builder in its call: of `fairness.each(…)` it is `fairness`. */
const named = ({ callee }: Call): SyntaxExpr =>
  callee.kind === "member" && callee.name === "each" ? callee.of : callee;

/** What must stand where it is found: a builder, a function of racespec's that makes something, a spec as a whole. */
function nameOf(source: SpecSource, e: SyntaxExpr): string | null {
  for (const made of ["spec", "constant", "assume"]) if (isBuiltin(e, made)) return made;
  // Whatever the key is: `race["invariant"]`.
  if (e.kind === "element") return specNamed(source, e.of) === null ? null : "a spec";
  return builderNamed(source, e)?.name ?? (specNamed(source, e) === null ? null : "a spec");
}

/** Calls in a value that is made of others: `[action(…), action(…)]`. */
function callsIn(e: SyntaxExpr): readonly Call[] {
  switch (e.kind) {
    case "call":
      return [e];
    case "array":
      return e.elements.flatMap((x) => callsIn(x.value));
    case "object":
      return e.members.flatMap((m) => callsIn(m.value));
    case "conditional":
      return [...callsIn(e.then), ...callsIn(e.else)];
    case "logical":
      return [...callsIn(e.left), ...callsIn(e.right)];
    case "as":
    case "nonNull":
      return callsIn(e.of);
    default:
      return [];
  }
}

export const isBuiltin = (e: SyntaxExpr, name: string): boolean =>
  e.kind === "name" && e.ref.kind === "builtin" && e.ref.name === name;

/** The `spec<…>(…)` call of a declaration that holds its result. */
function specCall(source: SpecSource, id: number): Call | null {
  const d = source.declarations[id];
  return d?.kind === "const" && d.init.kind === "call" && isBuiltin(d.init.callee, "spec") ? d.init : null;
}

/** The declaration of the `spec<…>(…)` call whose result an expression names, under whatever names; null where it is none. */
export function specNamed(source: SpecSource, e: SyntaxExpr | undefined, depth = 0): number | null {
  if (e?.kind !== "name" || e.ref.kind !== "declaration" || depth > MOST_NAMES) return null;
  return specDeclared(source, e.ref.id, depth);
}

function specDeclared(source: SpecSource, id: number, depth = 0): number | null {
  if (specCall(source, id) !== null) return id;
  const d = source.declarations[id];
  return d?.kind === "const" ? specNamed(source, d.init, depth + 1) : null;
}

/** Names of names: TypeScript refuses circles. */
const MOST_NAMES = 100;

/** "action" for `action(…)` where `action` comes from destructuring a spec, and for `race.action(…)`. */
export const builderName = (source: SpecSource, call: Call): string | null => builderOf(source, call)?.name ?? null;

/** `spec`: the declaration of the spec whose builder it is. */
interface Builder {
  readonly spec: number;
  readonly name: BuilderKind | "fairness" | "fairness.each";
}

function builderOf(source: SpecSource, { callee }: Call): Builder | null {
  const fair = callee.kind === "member" && callee.name === "each" ? builderNamed(source, callee.of) : null;
  return fair?.name === "fairness" ? { ...fair, name: "fairness.each" } : builderNamed(source, callee);
}

function builderNamed(source: SpecSource, e: SyntaxExpr): Builder | null {
  const found =
    e.kind === "name" && e.ref.kind === "declaration"
      ? memberOf(source, e.ref.id)
      : e.kind === "member"
        ? { spec: specNamed(source, e.of), name: e.name }
        : null;
  if (found === null || found.spec === null) return null;
  const { spec, name } = found;
  return isBuilder(name) || name === "fairness" ? { spec, name } : null;
}

function memberOf(source: SpecSource, id: number): { readonly spec: number | null; readonly name: string } | null {
  const d = source.declarations[id];
  if (d?.kind === "member") return { spec: specDeclared(source, d.of), name: d.key };
  return d?.kind === "const" && d.init.kind === "member"
    ? { spec: specNamed(source, d.init.of), name: d.init.name }
    : null;
}

function headOf(source: SpecSource): Span {
  return { file: source.entry, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
