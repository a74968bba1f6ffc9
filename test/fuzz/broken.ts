// In: the text of a spec that is accepted, and a seed. Out: the same with one mistake in it, or a few: words taken away, doubled,
// exchanged, replaced by others of the same spec, lines moved, brackets that do not close.
// Not here: what is said of it (broken-run.ts).
import { ts } from "ts-morph";
import type { Random } from "./random.ts";
import { applied, editsOf } from "./smaller.ts";

interface Token {
  readonly from: number;
  readonly to: number;
  readonly kind: ts.SyntaxKind;
}

function tokensOf(text: string): readonly Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: Token[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    tokens.push({ from: scanner.getTokenStart(), to: scanner.getTokenEnd(), kind });
  return tokens;
}

const STRANGE = [
  ..."any,never,unknown,string,number,Date,undefined,null,this,new,await,yield,async,class,function,=>,...,?.,??=,!,{,},(,),[,],<,>,;".split(
    ",",
  ),
  ..."-1,0,1e99,9007199254740993,0.5,NaN,'',\"x\",`t`,/r/,10n,true,{},[],s,s.s,self,Set,Map,Int<3, 0>,Int<0, 1e15>,Index<0>,Index<-1>".split(
    ",",
  ),
  ..."Id<'P', 0>,Record<Int<0, 99999>, boolean>,Seq<boolean, 1e9>,Bag<State, 2>,ValueSet<State>,typeof LIMIT,pick(),each,when(false),import,export".split(
    ",",
  ),
] as const;

const isWord = (t: Token): boolean => t.kind === ts.SyntaxKind.Identifier || t.kind >= ts.SyntaxKind.FirstKeyword;

function once(text: string, random: Random): string {
  const tokens = tokensOf(text);
  // An earlier mistake may have cut everything off.
  if (tokens.length === 0) return text;
  const at = (): Token => random.one(tokens);
  const put = ({ from, to }: { readonly from: number; readonly to: number }, instead: string): string =>
    text.slice(0, from) + instead + text.slice(to);
  const of = ({ from, to }: Token): string => text.slice(from, to);
  switch (random.below(20)) {
    case 0:
      return put(at(), "");
    case 1: {
      const t = at();
      return put(t, `${of(t)} ${of(t)}`);
    }
    case 2: {
      const i = random.below(Math.max(1, tokens.length - 1));
      const [a, b] = [tokens[i], tokens[i + 1]];
      if (a === undefined || b === undefined) return text;
      return put({ from: a.from, to: b.to }, `${of(b)} ${of(a)}`);
    }
    case 3:
    case 4: {
      // Of the same sort, so that most of it still parses: other names, other types, other operators.
      const t = at();
      const alike = tokens.filter((other) => (isWord(t) ? isWord(other) : other.kind !== t.kind && !isWord(other)));
      return alike.length === 0 ? text : put(t, of(random.one(alike)));
    }
    case 5:
      return put(at(), random.one(STRANGE));
    case 6: {
      const lines = text.split("\n");
      const i = random.below(lines.length);
      return lines.toSpliced(i, 1, ...random.one<string[]>([[], [lines[i] ?? "", lines[i] ?? ""]])).join("\n");
    }
    case 7: {
      const lines = text.split("\n");
      const [line = ""] = lines.splice(random.below(lines.length), 1);
      return lines.toSpliced(random.below(lines.length + 1), 0, line).join("\n");
    }
    case 8: {
      const { from } = at();
      return put(
        { from, to: from },
        random.one(["{", "}", "(", ")", "[", "]", "`", '"', "/*", "<", "=>", "\u0000", "\ud800", "é", "\\"]),
      );
    }
    case 9:
      return random.chance(20) ? text.slice(0, random.below(text.length)) : put(at(), random.one(STRANGE));
    case 10: {
      const numbers = tokens.filter((t) => t.kind === ts.SyntaxKind.NumericLiteral);
      if (numbers.length === 0) return text;
      return put(
        random.one(numbers),
        random.one(["0", "-1", "7", "1000", "65537", "4294967296", "1e300", "0.5", "0x10"]),
      );
    }
    case 11:
    case 12: {
      const edits = editsOf(text).filter((e) => e.cuts.every(([from, to]) => to - from < 200));
      return edits.length === 0 ? text : applied(text, random.one(edits));
    }
    default:
      return exchanged(text, random);
  }
}

const SORTS: readonly ((n: ts.Node) => boolean)[] = [
  ts.isExpression,
  ts.isExpression,
  ts.isStatement,
  ts.isTypeNode,
  ts.isTypeNode,
  ts.isIdentifier,
  ts.isLiteralExpression,
];

/** One expression, statement or type instead of another: it parses, and means something else or nothing. */
function exchanged(text: string, random: Random): string {
  const file = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest, true);
  const isOne = random.one(SORTS);
  const found: ts.Node[] = [];
  const visit = (n: ts.Node): void => {
    if (isOne(n) && n.getWidth(file) < 300) found.push(n);
    ts.forEachChild(n, visit);
  };
  visit(file);
  if (found.length < 2) return text;
  const [a, b] = [random.one(found), random.one(found)];
  return text.slice(0, a.getStart(file)) + b.getText(file) + text.slice(a.getEnd());
}

export function brokenSpec(text: string, random: Random): string {
  let made = text;
  for (let n = 1 + random.below(random.chance(30) ? 4 : 1); n > 0; n--) made = once(made, random);
  return made;
}
