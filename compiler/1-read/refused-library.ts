/**
 * Names and members of the library that a spec may not use: those that `lib.d.ts` marks with `@refused`.
 * In: a use and its symbol. Out: the diagnostic, with the help that the mark carries.
 * Not here: the marks themselves (`lib.d.ts`).
 */
import { ts } from "ts-morph";
import { evalCode, hostObject, objectFunction, refusedMember } from "../../ir/codes/read.ts";
import type { Reading } from "./reading.ts";
import { partOfStatement } from "./refuse.ts";

/** Reports a name or a member (`node` is the identifier) that is refused; false where it may be used. */
export function reportRefused(r: Reading, node: ts.Node, symbol: ts.Symbol): boolean {
  const help = refusalOf(r, symbol);
  if (help === null) return false;
  const covers = r.span(partOfStatement(node));
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
  if (isMember || ts.isStringLiteralLike(node)) {
    // `Math.random` rather than `.random`: Math is the author's word for it.
    const isWhole = isMember && ts.isIdentifier(parent.expression) && isGlobal(r, parent.expression);
    const member = { name: isWhole ? parent.getText() : `.${symbol.name}`, help, covers };
    r.report(refusedMember(r.span(isWhole ? parent : node), member));
    return true;
  }
  // `Date.now` rather than `Date`: what the author meant to do.
  const whole = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent : node;
  const at = r.span(whole);
  const text = whole.getText();
  if (symbol.name === "eval" || symbol.name === "Function") r.report(evalCode(at, { name: symbol.name, covers }));
  else if (symbol.name === "Object") {
    const instead = insteadOf.get(text);
    const name = { name: text, help: instead ?? help, covers };
    r.report(instead === undefined ? objectFunction(at, { text, help, covers }) : hostObject(at, name));
  } else {
    // Beside racespec's builder of that name the message must say which is meant.
    const name = symbol.name === "process" ? `Node's ${text}` : text;
    r.report(hostObject(at, { name, help, covers }));
  }
  return true;
}

function isGlobal(r: Reading, node: ts.Identifier): boolean {
  const declaration = r.checker.getSymbolAtLocation(node)?.declarations?.[0];
  return declaration !== undefined && r.owner(declaration.getSourceFile()) === "lib";
}

/** What is written for those of Object's functions that look at no names. */
const insteadOf: ReadonlyMap<string, string> = new Map([
  ["Object.assign", "assign the fields one by one, or a new record: `{ ...a, ...b }`"],
  ["Object.freeze", "a module's constants do not change anyway: write `as const`"],
  ["Object.is", "write `a === b`, or `same(a, b)` for records, sets, sequences"],
]);

/** What the mark says; null where neither the declaration nor the interface around it has one. */
function refusalOf(r: Reading, symbol: ts.Symbol): string | null {
  for (const declaration of symbol.declarations ?? []) {
    if (r.owner(declaration.getSourceFile()) !== "lib") continue;
    const value = symbol.flags & ts.SymbolFlags.Value;
    if (ts.isInterfaceDeclaration(declaration) && value) continue;
    const marked = [statementOf(declaration), declaration.parent].map(mark).find((text) => text !== null);
    if (marked !== undefined) return marked;
  }
  return null;
}

/** A variable's doc stands at its statement. */
const statementOf = (d: ts.Declaration): ts.Node => (ts.isVariableDeclaration(d) ? d.parent.parent : d);

function mark(node: ts.Node): string | null {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "refused");
  return tag === undefined ? null : (ts.getTextOfJSDocComment(tag.comment) ?? "");
}
