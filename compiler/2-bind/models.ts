/**
 * Models as declared: which constants they replace, what they check and expect.
 * In: `SpecSource`, builders. Out: `ModelDeclaration`s, the same for every model bound from them.
 * Not here: values of constants (`constants.ts`), bodies of options (`bind.ts`).
 */
import {
  expectOutsideCheck,
  notAProperty,
  notConstant,
  uncheckedProperty,
  unknownOption,
} from "../../ir/codes/bind.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Literal } from "../../ir/domain.ts";
import type { Expect, PropertyKind } from "../../ir/model.ts";
import type { Doc, SpecSource } from "../../ir/source.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxElement, SyntaxExpr, SyntaxFunction } from "../../ir/syntax.ts";
import { type Builders, type Built, isBuiltin } from "./builders.ts";
import { declaredFunction } from "./declared-function.ts";
import { isRefused } from "./refused.ts";
import { evaluate, isLiteral, isTable } from "./static.ts";

export interface ModelDeclaration {
  /** "default" where the spec declares none. */
  readonly name: string;
  readonly doc: Doc | null;
  readonly at: Span | null;
  readonly constants: readonly { readonly name: string; readonly value: Literal; readonly at: Span }[];
  readonly expect: Expect;
  /** Names of properties and texts of assertions; null: all. */
  readonly check: readonly Checked[] | null;
  /** The expected assertion's text and where it is written, to be held against the assertions there are. */
  readonly expectedText: Checked | null;
  readonly deadlock: "fail" | "ignore";
  readonly symmetry: "auto" | "off";
  readonly init: SyntaxFunction | null;
  readonly constraint: SyntaxFunction | null;
  readonly stepConstraint: SyntaxFunction | null;
  readonly view: SyntaxFunction | null;
}

export interface Checked {
  readonly kind: "property" | "text";
  readonly name: string;
  readonly at: Span;
}

/** Those that a failing behaviour breaks. */
const BROKEN: readonly string[] = [
  "invariant",
  "stepInvariant",
  "eventually",
  "infinitelyOften",
  "eventuallyAlways",
  "leadsTo",
  "refines",
] satisfies readonly PropertyKind[];
const PROPERTIES: readonly string[] = [...BROKEN, "reachable" satisfies PropertyKind];
const KNOWN: readonly string[] = [
  ...["expect", "check", "deadlock", "init", "constraint", "stepConstraint", "view", "symmetry"],
];

export function declaredModels(
  source: SpecSource,
  builders: Builders,
): { models: readonly ModelDeclaration[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const reader: Reader = { source, builders, report: (d) => diagnostics.push(d) };
  const models = builders.built.filter((b) => b.kind === "model").map((b) => readModel(reader, b));
  if (models.length === 0) models.push(defaultModel());
  for (const b of builders.built) {
    const declaration = source.declarations[b.declaration];
    if (!PROPERTIES.includes(b.kind) || declaration === undefined || !declaration.exported) continue;
    const checked = models.some(
      (m) =>
        m.check === null ||
        m.check.some((c) => c.kind === "property" && c.name === declaration.name) ||
        ("what" in m.expect && m.expect.what === declaration.name),
    );
    if (!checked) diagnostics.push(uncheckedProperty(declaration.nameAt, { name: declaration.name }));
  }
  return { models, diagnostics };
}

function defaultModel(): ModelDeclaration {
  return {
    name: "default",
    doc: null,
    at: null,
    constants: [],
    expect: { kind: "holds" },
    check: null,
    expectedText: null,
    deadlock: "fail",
    symmetry: "auto",
    init: null,
    constraint: null,
    stepConstraint: null,
    view: null,
  };
}

interface Reader {
  readonly source: SpecSource;
  readonly builders: Builders;
  readonly report: (d: Diagnostic) => void;
}

function refuse(r: Reader, e: SyntaxExpr, what: string): void {
  if (!isRefused(r.source, e)) r.report(notConstant(e.at, { what }));
}

const NO_CONSTANTS: ReadonlyMap<number, Literal> = new Map();

function readModel(r: Reader, built: Built): ModelDeclaration {
  const declaration = r.source.declarations[built.declaration];
  const [constants, options] = built.call.args;
  const draft: { -readonly [K in keyof ModelDeclaration]: ModelDeclaration[K] } = {
    ...defaultModel(),
    name: declaration?.name ?? "default",
    doc: declaration?.doc ?? null,
    at: declaration?.nameAt ?? built.call.at,
  };
  draft.constants = constants === undefined ? [] : replacements(r, constants);
  const written = members(r, options);
  for (const option of written) readOption(r, draft, option);
  const expected = draft.expect.kind === "violates" || draft.expect.kind === "unreachable" ? draft.expect.what : null;
  // Texts are looked at when the assertions are known: what is thrown, and ranges, always count.
  const isProperty = expected !== null && draft.expectedText === null;
  if (isProperty && draft.check !== null && !draft.check.some((c) => c.name === expected)) {
    const at = written.find((o) => o.name === "expect")?.value.at ?? built.call.at;
    r.report(expectOutsideCheck(at, { what: expected }));
  }
  return draft;
}

/** `{ A: 1, ...BASE }`, flattened in order; later values win. */
function replacements(r: Reader, given: SyntaxElement): ModelDeclaration["constants"] {
  const found = new Map<string, { name: string; value: Literal; at: Span }>();
  const collect = (e: SyntaxExpr, at: Span | null): void => {
    if (e.kind !== "object") {
      const v = evaluate({ source: r.source, constants: NO_CONSTANTS }, e);
      if (v === null || !isTable(v.value)) refuse(r, e, "the constants of a model");
      else
        for (const [name, value] of Object.entries(v.value))
          if (isLiteral(value)) found.set(name, { name, value, at: at ?? e.at });
      return;
    }
    for (const m of e.members) {
      if (m.kind === "spread") {
        collect(m.value, m.at);
        continue;
      }
      const v = evaluate({ source: r.source, constants: NO_CONSTANTS }, m.value);
      if (v === null || !isLiteral(v.value)) refuse(r, m.value, `the value of ${m.name}`);
      else found.set(m.name, { name: m.name, value: v.value, at: m.at });
    }
  };
  collect(given.value, null);
  return [...found.values()];
}

interface Option {
  readonly name: string;
  readonly value: SyntaxExpr;
  readonly at: Span;
}

/** The options written, those of spread const objects included. */
function members(r: Reader, given: SyntaxElement | undefined): readonly Option[] {
  if (given === undefined) return [];
  const out: Option[] = [];
  const collect = (e: SyntaxExpr): void => {
    if (e.kind === "name" && e.ref.kind === "declaration") {
      const d = r.source.declarations[e.ref.id];
      if (d?.kind === "const") {
        collect(d.init);
        return;
      }
    }
    if (e.kind === "as") {
      collect(e.of);
      return;
    }
    if (e.kind !== "object") {
      refuse(r, e, "the options of a model");
      return;
    }
    for (const m of e.members) {
      if (m.kind === "spread") collect(m.value);
      else out.push(m);
    }
  };
  collect(given.value);
  return [...new Map(out.map((o) => [o.name, o])).values()];
}

function readOption(
  r: Reader,
  draft: { -readonly [K in keyof ModelDeclaration]: ModelDeclaration[K] },
  option: Option,
): void {
  switch (option.name) {
    case "expect":
      readExpect(r, draft, option.value);
      return;
    case "check":
      draft.check = readCheck(r, option.value);
      return;
    case "deadlock":
      draft.deadlock = oneOf(r, option, ["fail", "ignore"]) ?? "fail";
      return;
    case "symmetry":
      draft.symmetry = oneOf(r, option, ["auto", "off"]) ?? "auto";
      return;
    case "init":
      draft.init = condition(r, option);
      return;
    case "constraint":
      draft.constraint = condition(r, option);
      return;
    case "stepConstraint":
      draft.stepConstraint = condition(r, option);
      return;
    case "view":
      draft.view = condition(r, option);
      return;
    default:
      r.report(unknownOption(option.at, { what: option.name, known: KNOWN }));
  }
}

function oneOf<T extends string>(r: Reader, option: Option, allowed: readonly T[]): T | null {
  const v = evaluate({ source: r.source, constants: NO_CONSTANTS }, option.value);
  const found = allowed.find((a) => a === v?.value);
  if (found === undefined)
    r.report(
      unknownOption(option.value.at, { what: `this value of ${option.name}`, known: allowed.map((a) => `"${a}"`) }),
    );
  return found ?? null;
}

function condition(r: Reader, option: Option): SyntaxFunction | null {
  const f = declaredFunction(r.source, option.value);
  if (f === null) r.report(notConstant(option.value.at, { what: `the option ${option.name}` }));
  return f;
}

function readExpect(
  r: Reader,
  draft: { -readonly [K in keyof ModelDeclaration]: ModelDeclaration[K] },
  e: SyntaxExpr,
): void {
  if (isBuiltin(e, "holds")) draft.expect = { kind: "holds" };
  else if (isBuiltin(e, "deadlocks")) draft.expect = { kind: "deadlocks" };
  else if (e.kind === "call" && isBuiltin(e.callee, "violates")) {
    const checked = readChecked(r, e.args[0]?.value, e.at, BROKEN);
    if (checked === null) return;
    draft.expect = { kind: "violates", what: checked.name };
    if (checked.kind === "text") draft.expectedText = checked;
  } else if (e.kind === "call" && isBuiltin(e.callee, "unreachable")) {
    const checked = readChecked(r, e.args[0]?.value, e.at, ["reachable"]);
    if (checked !== null) draft.expect = { kind: "unreachable", what: checked.name };
  } else
    r.report(
      unknownOption(e.at, { what: "this expectation", known: ["holds", "violates(…)", "deadlocks", "unreachable(…)"] }),
    );
}

function readCheck(r: Reader, e: SyntaxExpr): readonly Checked[] | null {
  if (e.kind === "name" && e.ref.kind === "declaration") {
    const d = r.source.declarations[e.ref.id];
    if (d?.kind === "const" && d.init.kind !== "literal") return readCheck(r, d.init);
  }
  if (e.kind === "as") return readCheck(r, e.of);
  if (e.kind !== "array") {
    refuse(r, e, "check");
    return null;
  }
  return e.elements.flatMap((x) => {
    if (x.spread) return readCheck(r, x.value) ?? [];
    const checked = readChecked(r, x.value, x.value.at, PROPERTIES);
    return checked === null ? [] : [checked];
  });
}

function readChecked(r: Reader, e: SyntaxExpr | undefined, at: Span, kinds: readonly string[]): Checked | null {
  const text = e === undefined ? null : evaluate({ source: r.source, constants: NO_CONSTANTS }, e);
  if (e !== undefined && text !== null && typeof text.value === "string" && kinds.includes("invariant"))
    return { kind: "text", name: text.value, at: e.at };
  const id = e?.kind === "name" && e.ref.kind === "declaration" ? e.ref.id : null;
  const built = r.builders.built.find((b) => b.declaration === id && PROPERTIES.includes(b.kind));
  const declaration = built === undefined ? undefined : r.source.declarations[built.declaration];
  if (e !== undefined && built !== undefined && declaration !== undefined && kinds.includes(built.kind))
    return { kind: "property", name: declaration.name, at: e.at };
  if (e === undefined || !isRefused(r.source, e))
    r.report(notAProperty(e?.at ?? at, { wants: wantedKind(kinds), found: built?.kind ?? null }));
  return null;
}

const wantedKind = (kinds: readonly string[]): string =>
  kinds.length === PROPERTIES.length
    ? "a property of this spec"
    : kinds.includes("reachable")
      ? "a `reachable` of this spec"
      : "an invariant or a property of behaviours of this spec";
