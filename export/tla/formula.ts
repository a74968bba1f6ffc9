/**
 * Formulas as trees, and how they are laid out: conjuncts one below the other.
 * In: parts. Out: `Formula`, `nested`, `layOut`, `asText`.
 * Not here: what is said.
 */
import { doesNotFit } from "../does-not-fit.ts";

/** Conjuncts. */
export type Formula = readonly Conjunct[];
export type Conjunct =
  | { readonly kind: "is"; readonly text: string }
  /** `LET x == … IN`, `\E x \in S :`, before the rest. */
  | { readonly kind: "open"; readonly text: string; readonly body: Formula }
  | { readonly kind: "if"; readonly test: string; readonly then: Formula; readonly else: Formula };

/** What stands before the rest of a formula. */
export type Opener = { readonly kind: "let" | "exists" | "is"; readonly text: string };

export function nested(openers: readonly Opener[], rest: Formula): Formula {
  const [first, ...more] = openers;
  if (first === undefined) return rest;
  const body = nested(more, rest);
  return first.kind === "is" ? [{ kind: "is", text: first.text }, ...body] : [{ kind: "open", text: first.text, body }];
}

export function layOut(f: Formula): readonly string[] {
  return f.flatMap(conjunct);
}

function conjunct(c: Conjunct): readonly string[] {
  switch (c.kind) {
    case "is":
      return [`/\\ ${c.text}`];
    case "open":
      return [`/\\ ${c.text}`, ...layOut(c.body).map((line) => `     ${line}`)];
    case "if":
      return [
        `/\\ IF ${c.test}`,
        ...hung("THEN ", layOut(c.then)).map((line) => `     ${line}`),
        ...hung("ELSE ", layOut(c.else)).map((line) => `     ${line}`),
      ];
  }
}

const hung = (word: string, lines: readonly string[]): readonly string[] =>
  lines.map((line, i) => (i === 0 ? `${word}${line}` : `     ${line}`));

/** The same as one expression, where its leaves are values. */
export function asText(f: Formula): string {
  const [c] = f;
  if (c === undefined || f.length !== 1) return doesNotFit("a condition within a value");
  switch (c.kind) {
    case "is":
      return c.text;
    case "open":
      return `(${c.text} ${asText(c.body)})`;
    case "if":
      return `(IF ${c.test} THEN ${asText(c.then)} ELSE ${asText(c.else)})`;
  }
}
