/**
 * TypeScript's own errors in a spec's files, as diagnostics: shown as they are, with help where they baffle.
 * In: the program, our own diagnostics. Out: `Diagnostic` with the code `TSnnnn`, without those that ours explain better.
 * Not here: the help (`typescript-help.ts`).
 */
import { ts } from "ts-morph";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import type { Span } from "../../ir/span.ts";
import { nearest, nodeAt } from "./node-at.ts";
import { isOfUnknownOption } from "./option-help.ts";
import { headOf, stretchOf } from "./spans.ts";
import { syntaxHelp } from "./typescript-help.ts";

/** A file that does not parse has hundreds of follow-up errors; the first ones say it. */
const mostSyntaxErrors = 10;

export function syntaxErrors(program: ts.Program, file: ts.SourceFile, path: string): readonly Diagnostic[] {
  const found = program.getSyntacticDiagnostics(file);
  const binary = found.filter(({ code }) => code === 1490);
  return (binary.length > 0 ? binary : found)
    .slice(0, mostSyntaxErrors)
    .map((d) => convert(d, path, () => path, syntaxHelp(sentence(d.messageText))));
}

export function typeErrors(
  program: ts.Program,
  file: ts.SourceFile,
  path: string,
  pathOf: (file: ts.SourceFile) => string | null,
  help: (diagnostic: ts.DiagnosticWithLocation) => string | null,
): readonly Diagnostic[] {
  const checker = program.getTypeChecker();
  const all = program.getSemanticDiagnostics(file);
  return all
    .filter((d) => !isLocated(d) || !isFollowUp(checker, d, all))
    .map((d) => convert(d, path, pathOf, isLocated(d) ? help(d) : null))
    .filter((d, i, found) => !found.slice(0, i).some((known) => isAgain(known, d)));
}

/** The same error in the same line: of each row of a literal, say. */
const isAgain = (a: Diagnostic, b: Diagnostic): boolean =>
  a.code === b.code && a.message === b.message && a.at?.line === b.at?.line;

const isFollowUp = (checker: ts.TypeChecker, d: ts.DiagnosticWithLocation, all: readonly ts.Diagnostic[]): boolean =>
  followsUnknownCallee(checker, d) ||
  followsBadConstant(checker, d, all) ||
  isYieldInArrow(d, all) ||
  isOfUnknownOption(checker, d);

/** A yield in an arrow function that was refused for being no generator. */
const isYieldInArrow = (d: ts.DiagnosticWithLocation, all: readonly ts.Diagnostic[]): boolean =>
  d.code === 1163 &&
  all.some((e) => isLocated(e) && e.code === 2345 && e.start < d.start && d.start < e.start + e.length);

/** Implicit `any` in what is handed to a function that TypeScript does not know, and has said so. */
const implicitAny = new Set([7005, 7006, 7031, 7034, 7057]);

function followsUnknownCallee(checker: ts.TypeChecker, d: ts.DiagnosticWithLocation): boolean {
  if (!implicitAny.has(d.code)) return false;
  const call = nearest(nodeAt(d), ts.isCallExpression);
  return call !== null && (checker.getTypeAtLocation(call.expression).flags & ts.TypeFlags.Any) !== 0;
}

/** A comparison with a constant whose own value is an error. */
function followsBadConstant(
  checker: ts.TypeChecker,
  d: ts.DiagnosticWithLocation,
  all: readonly ts.Diagnostic[],
): boolean {
  const comparison = d.code === 2367 ? nearest(nodeAt(d), ts.isBinaryExpression) : null;
  if (comparison === null) return false;
  return [comparison.left, comparison.right].some((side) => {
    const declaration = checker.getSymbolAtLocation(side)?.valueDeclaration;
    if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
    return all.some((e) => e.start !== undefined && declaration.pos <= e.start && e.start < declaration.end);
  });
}

const isLocated = (d: ts.Diagnostic): d is ts.DiagnosticWithLocation => d.file !== undefined && d.start !== undefined;

function convert(
  d: ts.Diagnostic,
  path: string,
  pathOf: (file: ts.SourceFile) => string | null,
  help: string | null,
): Diagnostic {
  const labels = (d.relatedInformation ?? []).flatMap((related) => {
    const at = spanIn(related, pathOf);
    return at === null ? [] : [{ at, text: sentence(related.messageText) }];
  });
  return {
    code: `TS${d.code}`,
    name: "",
    severity: "error",
    message: sentence(d.messageText),
    at: spanIn(d, pathOf) ?? headOf(path),
    labels,
    help,
    fix: null,
    covers: null,
  };
}

function spanIn(
  { file, start, length }: ts.DiagnosticRelatedInformation,
  pathOf: (file: ts.SourceFile) => string | null,
): Span | null {
  const path = file === undefined ? null : pathOf(file);
  if (file === undefined || path === null || start === undefined) return null;
  return stretchOf(file, path, start, start + (length ?? 0));
}

/** The whole chain on one line, without the part of it that goes on about how racespec tells its types apart. */
function sentence(text: string | ts.DiagnosticMessageChain): string {
  // Two types of one name are told apart by their files, which are ours to number: the place says which is meant.
  const plain = ts.flattenDiagnosticMessageText(text, "\n").replaceAll(/import\("[^"]*"\)\./g, "");
  const lines = plain.split("\n");
  const inner = lines.findIndex((line, i) => i > 0 && /\[(?:id|int)Brand\]/.test(line));
  return (inner < 0 ? lines : lines.slice(0, inner)).map((line) => line.trim()).join(" ");
}

/**
 * Without TypeScript's errors in the regions that our own diagnostics explain; and without those that have no place, which miss
 * something in our library that only refused code asks for.
 */
export function withoutFollowUps(errors: readonly Diagnostic[], own: readonly Diagnostic[]): readonly Diagnostic[] {
  if (own.length === 0) return errors;
  const regions = own.map((d) => d.covers ?? d.at).filter((at) => at !== null);
  return errors.filter(({ at }) => at !== null && !isHead(at) && !regions.some((region) => startsIn(region, at)));
}

const isHead = (at: Span): boolean => at.start === 0 && at.end === 0;

const startsIn = (region: Span, at: Span): boolean =>
  region.file === at.file && region.start <= at.start && at.start < Math.max(region.end, region.start + 1);
