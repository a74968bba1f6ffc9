// In: the text of a spec and a question that it answers with yes. Out: a smaller text that still does: statements, members,
// arguments and whole expressions taken away one after the other.
// Not here: what is asked (main.ts).
import { ts } from "ts-morph";

export interface Edit {
  readonly cuts: readonly (readonly [from: number, to: number])[];
  readonly instead: string;
}

const sizeOf = (e: Edit): number => e.cuts.reduce((n, [from, to]) => n + to - from, 0) - e.instead.length;

/** Asks at most `most` times. */
export async function smaller(text: string, holds: (text: string) => Promise<boolean>, most: number): Promise<string> {
  let best = text;
  let asked = 0;
  for (let isBetter = true; isBetter && asked < most; ) {
    isBetter = false;
    const known = new Set<string>();
    for (let edits = editsOf(best), i = 0; i < edits.length && asked < most; i++) {
      const edit = edits[i] as Edit;
      const made = applied(best, edit);
      if (made.length >= best.length || known.has(made)) continue;
      known.add(made);
      asked++;
      if (!(await holds(made))) continue;
      best = made;
      isBetter = true;
      // Edits of what is left, none larger than this one.
      const limit = sizeOf(edit);
      edits = editsOf(best).filter((e) => sizeOf(e) <= limit);
      i = -1;
    }
  }
  return best.replace(/\n\s*\n+/g, "\n");
}

export function applied(text: string, { cuts, instead }: Edit): string {
  let made = text;
  for (const [i, [from, to]] of cuts.toSorted((a, b) => b[0] - a[0]).entries())
    made = made.slice(0, from) + (i === cuts.length - 1 ? instead : "") + made.slice(to);
  return made;
}

/** The largest first. */
export function editsOf(text: string): readonly Edit[] {
  const file = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const cut = (instead: string, ...nodes: readonly ts.Node[]): void => {
    edits.push({ instead, cuts: nodes.map((n) => [n.getStart(file), withComma(text, n.getEnd())]) });
  };
  const replace = (n: ts.Node, instead: string): void => {
    edits.push({ instead, cuts: [[n.getStart(file), n.getEnd()]] });
  };
  const fields = new Map<string, ts.Node[]>();
  const visit = (n: ts.Node): void => {
    if (ts.isBlock(n) || ts.isSourceFile(n) || ts.isCaseOrDefaultClause(n)) for (const s of n.statements) cut("", s);
    if (ts.isIfStatement(n))
      for (const s of [n.thenStatement, n.elseStatement]) if (s !== undefined) replace(n, s.getText(file));
    if (ts.isIterationStatement(n, false) || ts.isLabeledStatement(n)) replace(n, n.statement.getText(file));
    if (ts.isBlock(n) && ts.isBlock(n.parent)) replace(n, n.statements.map((s) => s.getText(file)).join("\n"));
    if (ts.isPropertySignature(n) || ts.isPropertyAssignment(n)) {
      const name = n.name.getText(file);
      fields.set(name, [...(fields.get(name) ?? []), n]);
      cut("", n);
    }
    if (ts.isArrayLiteralExpression(n)) for (const e of n.elements) cut("", e);
    if (ts.isImportSpecifier(n) || ts.isBindingElement(n)) cut("", n);
    if (ts.isCallExpression(n) && n.arguments.length > 1) cut("", n.arguments[n.arguments.length - 1] as ts.Node);
    if (ts.isArrowFunction(n) || ts.isFunctionDeclaration(n)) for (const p of n.parameters.slice(1)) cut("", p);
    if (ts.isExpression(n) && !ts.isIdentifier(n) && !ts.isLiteralExpression(n)) {
      ts.forEachChild(n, (child) => {
        if (ts.isExpression(child)) replace(n, child.getText(file));
      });
      for (const plain of ["true", "false", "0", "null"]) if (n.getWidth(file) > plain.length) replace(n, plain);
    }
    ts.forEachChild(n, visit);
  };
  visit(file);
  // A field with all that begins and declares it.
  for (const nodes of fields.values()) if (nodes.length > 1) cut("", ...nodes);
  return edits.toSorted((a, b) => sizeOf(b) - sizeOf(a));
}

/** A list loses the comma behind what is taken from it. */
function withComma(text: string, end: number): number {
  const comma = /^\s*,/.exec(text.slice(end));
  return comma === null ? end : end + comma[0].length;
}
