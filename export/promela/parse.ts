/**
 * Reads what `murphi/` writes: types, lines, expressions.
 * In: text of Murphi. Out: `createParser`.
 * Not here: Murphi that others write: what is not known is a bug of ours.
 */
import type { Exp, Line, Type } from "./syntax.ts";

export interface Parser {
  /** Declares the types of lines such as `  name: text;`. */
  declare(lines: readonly string[]): void;
  type(text: string): Type;
  lines(lines: readonly string[]): readonly Line[];
  exp(text: string): Exp;
}

const LEVELS: readonly (readonly string[])[] = [
  ["->"],
  ["|"],
  ["&"],
  ["=", "!=", "<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

export function createParser(): Parser {
  const types = new Map<string, Type>([["boolean", { kind: "boolean" }]]);
  const reader = (text: string): Reader => createReader(text, types);
  const whole = <T>(text: string, read: (r: Reader) => T): T => {
    const r = reader(text);
    const made = read(r);
    if (r.peek() !== null) throw new Error(`what is left over: ${r.peek()} in ${text.slice(0, 200)}`);
    return made;
  };
  return {
    declare(lines) {
      for (const line of lines) {
        const [, name, text] = /^\s*(\w+): ([\s\S]*);$/.exec(line) ?? [];
        if (name === undefined || text === undefined) throw new Error(`no type: ${line}`);
        types.set(
          name,
          whole(text, (r) => r.type(name)),
        );
      }
    },
    type: (text) => whole(text, (r) => r.type("made")),
    lines: (lines) => whole(lines.join("\n"), (r) => r.lines([])),
    exp: (text) => whole(text, (r) => r.exp()),
  };
}

interface Reader {
  peek(): string | null;
  type(name: string): Type;
  exp(): Exp;
  lines(until: readonly string[]): readonly Line[];
}

function createReader(text: string, types: ReadonlyMap<string, Type>): Reader {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|\w+|:=|\.\.|->|!=|<=|>=|\S/g) ?? [];
  let at = 0;
  const peek = (): string | null => tokens[at] ?? null;
  const next = (): string => {
    const token = tokens[at++];
    if (token === undefined) throw new Error(`ends too early: ${text.slice(0, 200)}`);
    return token;
  };
  const expect = (token: string): void => {
    const found = next();
    if (found !== token)
      throw new Error(`${token} expected, not ${found}: ${tokens.slice(Math.max(0, at - 12), at + 4).join(" ")}`);
  };
  const has = (token: string): boolean => {
    if (peek() !== token) return false;
    at++;
    return true;
  };
  const integer = (): number => (has("-") ? -Number(next()) : Number(next()));

  const type = (name: string): Type => {
    if (has("record")) {
      const fields: { name: string; type: Type }[] = [];
      while (!has("end")) {
        const field = next();
        expect(":");
        fields.push({ name: field, type: type(`${name}_${field}`) });
        expect(";");
      }
      return { kind: "record", name, fields };
    }
    if (has("array")) {
      expect("[");
      const key = type(`${name}_key`);
      expect("]");
      expect("of");
      return { kind: "array", name, key, of: type(`${name}_part`) };
    }
    const known = types.get(peek() ?? "");
    if (known !== undefined) {
      at++;
      return known;
    }
    const lo = integer();
    expect("..");
    return { kind: "range", lo, hi: integer() };
  };

  const primary = (): Exp => {
    const token = next();
    if (token === "(") {
      const e = exp();
      expect(")");
      return e;
    }
    if (token === "!" || token === "-") return { kind: "unary", op: token, of: primary() };
    if (token === "forall" || token === "exists") {
      const name = next();
      expect(":");
      const over = type("made");
      expect("do");
      const body = exp();
      expect("end");
      return { kind: "quantifier", every: token === "forall", name, over, body };
    }
    if (token === "true" || token === "false") return { kind: "truth", value: token === "true" };
    if (/^\d/.test(token)) return { kind: "number", value: Number(token) };
    let made: Exp = { kind: "name", name: token };
    for (;;) {
      if (has(".")) made = { kind: "field", of: made, name: next() };
      else if (has("[")) {
        made = { kind: "index", of: made, key: exp() };
        expect("]");
      } else return made;
    }
  };
  const level = (i: number): Exp => {
    const ops = LEVELS[i];
    if (ops === undefined) return primary();
    let left = level(i + 1);
    while (ops.includes(peek() ?? "")) {
      const op = next();
      left = { kind: "binary", op, left, right: level(i + 1) };
    }
    return left;
  };
  const exp = (): Exp => {
    const test = level(0);
    if (!has("?")) return test;
    const then = exp();
    expect(":");
    return { kind: "choice", test, then, else: exp() };
  };

  const end = (): void => {
    expect("end");
    expect(";");
  };
  const line = (): Line => {
    const token = peek();
    switch (token) {
      case "if": {
        at++;
        const test = exp();
        expect("then");
        const then = lines(["else", "end"]);
        const other = has("else") ? lines(["end"]) : [];
        end();
        return { kind: "if", test, then, else: other };
      }
      case "while": {
        at++;
        const test = exp();
        expect("do");
        const body = lines(["end"]);
        end();
        return { kind: "while", test, body };
      }
      case "for": {
        at++;
        const name = next();
        expect(":");
        const over = type("made");
        expect("do");
        const body = lines(["end"]);
        end();
        return { kind: "for", name, over, body };
      }
      case "switch": {
        at++;
        const of = exp();
        const cases: { value: Exp; body: readonly Line[] }[] = [];
        while (has("case")) {
          const value = exp();
          expect(":");
          cases.push({ value, body: lines(["case", "end"]) });
        }
        end();
        return { kind: "switch", of, cases };
      }
      case "return": {
        at++;
        const value = !has("false");
        has("true");
        expect(";");
        return { kind: "return", value };
      }
      case "undefine": {
        at++;
        const of = exp();
        expect(";");
        return { kind: "undefine", of };
      }
      case "assert":
      case "error": {
        at++;
        const said = JSON.parse(next()) as string;
        const made: Line =
          token === "error" ? { kind: "error", text: said } : { kind: "assert", text: said, test: exp() };
        expect(";");
        return made;
      }
      default: {
        const to = primary();
        expect(":=");
        const value = exp();
        expect(";");
        return { kind: "put", to, value };
      }
    }
  };
  const lines = (until: readonly string[]): readonly Line[] => {
    const made: Line[] = [];
    while (peek() !== null && !until.includes(peek() ?? "")) {
      if (!has(";")) made.push(line());
    }
    return made;
  };
  return { peek, type, exp, lines };
}
