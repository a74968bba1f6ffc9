/**
 * The constants of one model: declared values, the model's replacements, those of the command line; each inside its type.
 * In: `SpecSource`, a model, `--set`. Out: the value of every `constant(…)` declaration.
 * Not here: consts made of constants (`static.ts`).
 */
import { assumptionBroken, constantValue, duplicateName, notConstant, unknownConstant } from "../../ir/codes/bind.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { BOOLEAN, type Domain, type Literal, NUMBER, printDomain } from "../../ir/domain.ts";
import type { SpecSource } from "../../ir/source.ts";
import type { Span } from "../../ir/span.ts";
import type { SyntaxType } from "../../ir/syntax.ts";
import { fits } from "../../ir/value.ts";
import type { Builders, Call } from "./builders.ts";
import { textAt } from "./context.ts";
import type { ModelDeclaration } from "./models.ts";
import { evaluate, isLiteral } from "./static.ts";

interface Declared {
  readonly id: number;
  readonly name: string;
  readonly call: Call;
  readonly value: Literal;
}

/** `type` resolves the type argument of `constant<…>(…)`. */
export function constantsOf(
  source: SpecSource,
  builders: Builders,
  model: Pick<ModelDeclaration, "constants">,
  set: ReadonlyMap<string, string>,
  type: (t: SyntaxType, name: string) => Domain | null,
  report: (d: Diagnostic) => void,
): Map<number, Literal> {
  const defaults = new Map<number, Literal>();
  const declared = builders.constants.flatMap(({ declaration, call }): Declared[] => {
    const d = source.declarations[declaration];
    if (d === undefined) return [];
    const [given] = call.args;
    const v = given === undefined ? null : evaluate({ source, constants: new Map() }, given.value);
    const known = v !== null && isLiteral(v.value) ? v.value : null;
    if (known !== null || given?.value.kind === "literal") {
      defaults.set(declaration, known);
      return [{ id: declaration, name: d.name, call, value: known }];
    }
    // What it would come to, so that nothing more is said about the types that need it.
    const meant = given === undefined ? null : evaluate({ source, constants: defaults }, given.value);
    const value = meant !== null && isLiteral(meant.value) ? meant.value : 1;
    defaults.set(declaration, value);
    report(
      notConstant(given?.value.at ?? call.at, {
        what: "the value of a constant",
        help: `write a literal; what is computed from constants is a plain const: \`const ${d.name} = …\``,
      }),
    );
    return [{ id: declaration, name: d.name, call, value }];
  });
  reportDuplicates(source, declared, report);
  const values = new Map<number, Literal>();
  const names = declared.map((d) => d.name);
  for (const replacement of model.constants) {
    if (!names.includes(replacement.name))
      report(unknownConstant(replacement.at, { name: replacement.name, known: names }));
  }
  for (const d of declared) {
    const domain = domainOfConstant(d, type);
    const replacement = model.constants.find((c) => c.name === d.name);
    const written = set.get(d.name);
    const parsed = written === undefined ? undefined : parse(written, domain);
    const value = parsed !== undefined ? parsed : replacement === undefined ? d.value : replacement.value;
    const at: Span = replacement !== undefined && written === undefined ? replacement.at : d.call.at;
    const inside =
      domain === null ||
      (fits(domain, value) && (domain.kind !== "number" || Number.isSafeInteger(value)) && withinRange(domain, value));
    if (!inside || (written !== undefined && parsed === undefined)) {
      report(
        constantValue(at, {
          name: d.name,
          value: written ?? JSON.stringify(value),
          type: typeText(source, d, domain),
        }),
      );
      values.set(d.id, d.value);
    } else values.set(d.id, value);
  }
  return values;
}

/** As the author wrote it, where it is written. */
function typeText(source: SpecSource, d: Declared, domain: Domain | null): string {
  const [written] = d.call.typeArgs;
  if (written !== undefined) return textAt({ source }, written.at);
  return domain === null || domain.kind === "number" ? "an integer" : printDomain(domain);
}

function domainOfConstant(d: Declared, type: (t: SyntaxType, name: string) => Domain | null): Domain | null {
  const [written] = d.call.typeArgs;
  if (written !== undefined) return type(written, d.name);
  if (typeof d.value === "number") return NUMBER;
  return typeof d.value === "boolean" ? BOOLEAN : { kind: "enum", values: [d.value] };
}

const withinRange = (domain: Domain, v: Literal): boolean =>
  domain.kind === "int"
    ? typeof v === "number" && Number.isInteger(v) && v >= domain.lo && v <= domain.hi
    : domain.kind === "union"
      ? domain.of.some((m) => fits(m, v) && withinRange(m, v))
      : true;

/** The text of `--set`, read as the constant's type wants it; undefined where it cannot be. */
function parse(text: string, domain: Domain | null): Literal | undefined {
  const candidates: Literal[] = [];
  if (text === "true" || text === "false") candidates.push(text === "true");
  if (text === "null") candidates.push(null);
  if (/^-?\d+$/.test(text)) candidates.push(Number(text));
  candidates.push(text);
  // As it stands in the spec, quotes included: shells and people differ in what they leave of them.
  const quoted = /^"(.*)"$/.exec(text)?.[1];
  if (quoted !== undefined) candidates.push(quoted);
  if (domain === null) return candidates[0];
  return candidates.find((c) => fits(domain, c) && withinRange(domain, c));
}

function reportDuplicates(source: SpecSource, declared: readonly Declared[], report: (d: Diagnostic) => void): void {
  const first = new Map<string, Span>();
  for (const d of declared) {
    const declaration = source.declarations[d.id];
    if (declaration === undefined) continue;
    const known = first.get(d.name);
    if (known !== undefined)
      report(duplicateName(declaration.nameAt, { what: "constants", name: d.name, first: known }));
    else first.set(d.name, declaration.nameAt);
  }
}

/** Number of assumptions that hold; a broken one is reported. */
export function assumed(
  source: SpecSource,
  builders: Builders,
  constants: ReadonlyMap<number, Literal>,
  model: Pick<ModelDeclaration, "name" | "at">,
  report: (d: Diagnostic) => void,
): number {
  let held = 0;
  for (const call of builders.assumptions) {
    const [condition, text] = call.args;
    const test = condition === undefined ? null : evaluate({ source, constants }, condition.value);
    const words = text === undefined ? null : evaluate({ source, constants }, text.value);
    if (test === null || words === null || typeof words.value !== "string")
      report(notConstant(call.at, { what: "an assumption" }));
    else if (test.value) held++;
    else report(assumptionBroken(call.at, { text: words.value, model: model.name, modelAt: model.at }));
  }
  return held;
}
