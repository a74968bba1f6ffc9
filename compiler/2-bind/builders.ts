/**
 * Which declarations are builders' results: the spec, its constants, actions, processes, procedures, properties, models.
 * In: `SpecSource`. Out: `Builders`, a classification that depends on no model.
 * Not here: their bodies (`bind.ts`), model options (`models.ts`).
 */
import { noSpec, notExported, notInThisVersion, severalSpecs, specArgument } from "../../ir/codes/bind.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { PropertyKind } from "../../ir/model.ts";
import type { SpecSource } from "../../ir/source.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxExpr, SyntaxStmt } from "../../ir/syntax.ts";
import { declaredFunction } from "./declared-function.ts";

export type Call = SyntaxExpr & { readonly kind: "call" };

export type BuilderKind = "action" | "process" | "procedure" | "model" | PropertyKind;

export interface Built {
  /** Index of declaration. */
  readonly declaration: number;
  readonly kind: BuilderKind;
  readonly call: Call;
}

export interface Builders {
  /** The `spec<State>(…)` call; null where there is none (reported). */
  readonly spec: Call | null;
  /** Indices of declarations `const X = constant(…)`, with their calls. */
  readonly constants: readonly { readonly declaration: number; readonly call: Call }[];
  readonly built: readonly Built[];
  readonly assumptions: readonly Call[];
}

const BUILDERS: readonly string[] = [
  "action",
  "process",
  "procedure",
  "model",
  "invariant",
  "stepInvariant",
  "reachable",
];
const LATER: readonly string[] = [
  "eventually",
  "infinitelyOften",
  "eventuallyAlways",
  "leadsTo",
  "fairness",
  "refines",
];

/** Finds every builder's result; reports results without a name, a missing or second spec, and builders of later versions. */
export function classify(source: SpecSource): { builders: Builders; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const constants: { declaration: number; call: Call }[] = [];
  const built: Built[] = [];
  const assumptions: Call[] = [];
  let spec: Call | null = null;

  const kindOf = (call: Call): string | null => builderName(source, call);
  for (const [id, declaration] of source.declarations.entries()) {
    if (declaration.kind !== "const") continue;
    if (declaration.init.kind !== "call") {
      const call = callsIn(declaration.init).find((c) => kindOf(c) !== null);
      if (call !== undefined) diagnostics.push(notExported(call.at, { builder: kindOf(call) ?? "", name: null }));
      continue;
    }
    const call = declaration.init;
    const callee = call.callee;
    if (isBuiltin(callee, "spec")) {
      if (spec !== null) diagnostics.push(severalSpecs(call.at, { first: spec.at }));
      else spec = call;
      if (
        call.args.length !== 1 ||
        declaredFunction(source, call.args[0]?.value) === null ||
        call.typeArgs.length !== 1
      )
        diagnostics.push(specArgument(call.at));
    } else if (isBuiltin(callee, "constant")) {
      constants.push({ declaration: id, call });
    } else {
      const kind = kindOf(call);
      if (kind === null) continue;
      if (LATER.includes(kind)) diagnostics.push(notInThisVersion(call.callee.at, { what: kind }));
      else if (!declaration.exported && kind !== "procedure")
        diagnostics.push(notExported(declaration.nameAt, { builder: kind, name: declaration.name }));
      if (isBuilder(kind)) built.push({ declaration: id, kind, call });
    }
  }
  for (const statement of source.topLevel) collectTopLevel(source, statement, assumptions, diagnostics);
  if (spec === null && diagnostics.length === 0) diagnostics.push(noSpec(headOf(source)));
  return { builders: { spec, constants, built, assumptions }, diagnostics };
}

const isBuilder = (name: string): name is BuilderKind => BUILDERS.includes(name);

function collectTopLevel(
  source: SpecSource,
  statement: SyntaxStmt,
  assumptions: Call[],
  diagnostics: Diagnostic[],
): void {
  if (statement.kind !== "expr" || statement.value.kind !== "call") return;
  const call = statement.value;
  if (isBuiltin(call.callee, "assume")) {
    assumptions.push(call);
    return;
  }
  const kind = builderName(source, call);
  if (kind === null) return;
  diagnostics.push(
    LATER.includes(kind)
      ? notInThisVersion(call.callee.at, { what: kind })
      : notExported(call.at, { builder: kind, name: null }),
  );
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

/** "action" for `action(…)` where `action` comes from destructuring a spec, and for `race.action(…)`. */
export function builderName(source: SpecSource, call: Call): string | null {
  const callee = call.callee;
  const isSpec = (id: number): boolean => {
    const d = source.declarations[id];
    return d !== undefined && d.kind === "const" && d.init.kind === "call" && isBuiltin(d.init.callee, "spec");
  };
  const name =
    callee.kind === "name" && callee.ref.kind === "declaration"
      ? memberKey(source, callee.ref.id, isSpec)
      : callee.kind === "member" &&
          callee.of.kind === "name" &&
          callee.of.ref.kind === "declaration" &&
          isSpec(callee.of.ref.id)
        ? callee.name
        : null;
  return name !== null && (BUILDERS.includes(name) || LATER.includes(name)) ? name : null;
}

function memberKey(source: SpecSource, id: number, isSpec: (id: number) => boolean): string | null {
  const d = source.declarations[id];
  if (d === undefined) return null;
  if (d.kind === "member") return isSpec(d.of) ? d.key : null;
  if (
    d.kind === "const" &&
    d.init.kind === "member" &&
    d.init.of.kind === "name" &&
    d.init.of.ref.kind === "declaration" &&
    isSpec(d.init.of.ref.id)
  )
    return d.init.name;
  return null;
}

function headOf(source: SpecSource): Span {
  return { file: source.entry, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
