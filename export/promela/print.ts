/**
 * Lines and expressions of Murphi as Promela: records are copied part by part, quantifiers are written out, and what goes into
 * a range is looked at before.
 * In: trees. Out: `createPrinter`.
 * Not here: steps (`program.ts`).
 */
import { doesNotFit } from "../does-not-fit.ts";
import type { Naming } from "./names.ts";
import type { Exp, Line, Type } from "./syntax.ts";

export interface Place {
  readonly text: string;
  readonly type: Type;
}

/** What names stand for; values of quantified variables as numbers. */
export type Scope = ReadonlyMap<string, Place | number>;

/** How `return` leaves; null: it cannot. */
export type Exits = { readonly taken: string; readonly blocked: string } | null;

export interface Printer {
  exp(e: Exp, scope: Scope): string;
  lines(lines: readonly Line[], scope: Scope, exits: Exits): readonly string[];
  copy(to: Place, from: Place): readonly string[];
  /** `byte x`, `t_record x[2]`. */
  declaration(name: string, type: Type): string;
  typedefs(): readonly string[];
  /** A variable that is no part of a state. */
  hidden(wish: string, type: Type, owner?: string): Place;
  hiddenDeclarations(): readonly string[];
}

export const bounds = (t: Type): { readonly lo: number; readonly hi: number } =>
  t.kind === "range" ? t : t.kind === "boolean" ? { lo: 0, hi: 1 } : doesNotFit("a key that is no plain value");

const isWide = (t: Type): boolean => t.kind === "range" && t.lo <= -(2 ** 31);
const INTEGER: Type = { kind: "range", lo: -(2 ** 31), hi: 2 ** 31 - 1 };
const MOST_WRITTEN_OUT = 4000;
const OPERATORS: Readonly<Record<string, string>> = { "=": "==", "&": "&&", "|": "||" };

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

export function createPrinter(
  naming: Naming,
  constants: ReadonlyMap<string, number>,
  constantNames: ReadonlyMap<string, string>,
): Printer {
  const typedefs = new Map<string, { readonly name: string; readonly text: string }>();
  const variables = new Map<string, Place>();
  const declared: string[] = [];
  let written = 0;

  const basic = (t: Type): string => {
    if (t.kind === "boolean") return "bool";
    const { lo, hi } = bounds(t);
    return lo >= 0 && hi <= 255 ? "byte" : lo >= -32768 && hi <= 32767 ? "short" : "int";
  };
  const typedef = (key: string, wish: string, fields: () => readonly string[]): string => {
    const known = typedefs.get(key);
    if (known !== undefined) return known.name;
    const parts = fields();
    const name = naming.fresh(`t_${wish}`);
    typedefs.set(key, { name, text: `typedef ${name} { ${parts.join("; ")} }` });
    return name;
  };
  /** What an element of an array is declared as; arrays within arrays have to be in a record. */
  const element = (t: Type): string => {
    if (t.kind === "array") return typedef(`row ${t.name}`, t.name, () => [declaration("at", t)]);
    if (t.kind !== "record") return basic(t);
    return typedef(t.name, t.name, () => t.fields.map((f) => declaration(naming.field(f.name), f.type)));
  };
  const count = (t: Type & { kind: "array" }): number => bounds(t.key).hi - bounds(t.key).lo + 1;
  const declaration = (name: string, t: Type): string =>
    t.kind === "array" ? `${element(t.of)} ${name}[${count(t)}]` : `${element(t)} ${name}`;

  const hidden = (wish: string, type: Type, owner = ""): Place => {
    // A bit cannot be hidden, and who has no range of his own has any.
    const plain = type.kind === "record" || type.kind === "array" ? type : INTEGER;
    const key = `${owner} ${wish} ${plain.kind === "record" || plain.kind === "array" ? plain.name : ""}`;
    const known = variables.get(key);
    if (known !== undefined) return { text: known.text, type };
    // It becomes a variable of C beside those of Spin and of the library.
    const text = naming.fresh(/[A-Z]/.test(wish) ? wish : `${wish}_`);
    declared.push(`hidden ${plain === INTEGER ? `int ${text}` : declaration(text, plain).replace(/^bool /, "byte ")};`);
    variables.set(key, { text, type });
    return { text, type };
  };

  const place = (e: Exp, scope: Scope): Place | null => {
    switch (e.kind) {
      case "name": {
        const found = scope.get(e.name);
        return found === undefined || typeof found === "number" ? null : found;
      }
      case "field": {
        const of = place(e.of, scope);
        if (of?.type.kind !== "record") throw new Error(`no record before .${e.name}`);
        const field = of.type.fields.find((f) => f.name === e.name);
        if (field === undefined) throw new Error(`no field ${e.name}`);
        return { text: `${of.text}.${naming.field(e.name)}`, type: field.type };
      }
      case "index": {
        const of = place(e.of, scope);
        if (of?.type.kind !== "array") throw new Error("no array before [");
        return item(of.text, of.type, numberOf(e.key, scope) ?? exp(e.key, scope));
      }
      default:
        return null;
    }
  };
  const item = (text: string, array: Type & { kind: "array" }, key: string | number): Place => {
    const { lo } = bounds(array.key);
    const at = typeof key === "number" ? String(key - lo) : lo === 0 ? key : `${key} - ${lo}`;
    return { text: `${text}[${at}]${array.of.kind === "array" ? ".at" : ""}`, type: array.of };
  };
  const numberOf = (e: Exp, scope: Scope): number | null => {
    if (e.kind === "number") return e.value;
    if (e.kind === "truth") return Number(e.value);
    if (e.kind === "unary" && e.op === "-" && e.of.kind === "number") return -e.of.value;
    if (e.kind !== "name") return null;
    const found = scope.get(e.name);
    if (typeof found === "number") return found;
    return found === undefined ? (constants.get(e.name) ?? null) : null;
  };

  const exp = (e: Exp, scope: Scope): string => {
    if (written++ > 400_000) return doesNotFit("expressions as long as these");
    switch (e.kind) {
      case "number":
        return String(e.value);
      case "truth":
        return String(e.value);
      case "name": {
        const found = scope.get(e.name);
        if (typeof found === "number") return String(found);
        const known = found?.text ?? constantNames.get(e.name);
        if (known === undefined) throw new Error(`nothing is called ${e.name}`);
        return known;
      }
      case "field":
      case "index":
        return (place(e, scope) as Place).text;
      case "unary":
        return `${e.op}${e.of.kind === "number" ? exp(e.of, scope) : `(${exp(e.of, scope)})`}`;
      case "binary": {
        const [a, b] = [exp(e.left, scope), exp(e.right, scope)];
        return e.op === "->" ? `(!(${a}) || ${b})` : `(${a} ${OPERATORS[e.op] ?? e.op} ${b})`;
      }
      case "choice":
        return `(${exp(e.test, scope)} -> ${exp(e.then, scope)} : ${exp(e.else, scope)})`;
      case "quantifier": {
        const { lo, hi } = bounds(e.over);
        if (hi - lo > MOST_WRITTEN_OUT) return doesNotFit("a quantifier over so many values");
        const all = Array.from({ length: hi - lo + 1 }, (_, i) => exp(e.body, new Map([...scope, [e.name, lo + i]])));
        return all.length === 1 ? (all[0] as string) : `(${all.join(e.every ? " && " : " || ")})`;
      }
    }
  };

  let depth = 0;
  /** For each element of an array, in a loop. */
  const each = (n: number, write: (at: string) => readonly string[]): readonly string[] => {
    if (n <= 2) return Array.from({ length: n }, (_, i) => write(String(i))).flat();
    const i = hidden(`i_${depth++}`, INTEGER, "copy").text;
    const body = write(i);
    depth--;
    return [`${i} = 0;`, "do", `:: ${i} < ${n} ->`, ...indented([...body, `${i}++`]), ":: else -> break", "od;"];
  };
  const copy = (to: Place, from: Place): readonly string[] => {
    const { type } = to;
    if (type.kind === "record")
      return type.fields.flatMap((f) =>
        copy(
          { text: `${to.text}.${naming.field(f.name)}`, type: f.type },
          { text: `${from.text}.${naming.field(f.name)}`, type: f.type },
        ),
      );
    if (type.kind !== "array") return [`${to.text} = ${from.text};`];
    const { of } = type;
    const inner = of.kind === "array" ? ".at" : "";
    return each(count(type), (i) =>
      copy({ text: `${to.text}[${i}]${inner}`, type: of }, { text: `${from.text}[${i}]${inner}`, type: of }),
    );
  };
  const clear = (to: Place): readonly string[] => {
    const { type } = to;
    if (type.kind === "record")
      return type.fields.flatMap((f) => clear({ text: `${to.text}.${naming.field(f.name)}`, type: f.type }));
    if (type.kind !== "array") return [`${to.text} = 0;`];
    const { of } = type;
    return each(count(type), (i) => clear({ text: `${to.text}[${i}]${of.kind === "array" ? ".at" : ""}`, type: of }));
  };
  const put = (to: Place, e: Exp, scope: Scope): readonly string[] => {
    if (to.type.kind === "record" || to.type.kind === "array") {
      const from = place(e, scope);
      if (from === null) throw new Error("an object that is nowhere");
      return copy(to, from);
    }
    const value = exp(e, scope);
    // Variables of a step have any value, parts of a state have their ranges.
    if (to.type.kind === "boolean" || isWide(to.type) || !/[.[]/.test(to.text)) return [`${to.text} = ${value};`];
    const { lo, hi } = to.type;
    const known = numberOf(e, scope);
    const from = place(e, scope);
    const isSure =
      known !== null
        ? known >= lo && known <= hi
        : from?.type.kind === "range" && from.type.lo >= lo && from.type.hi <= hi;
    const look = isSure ? [] : [`assert(${lo} <= ${value} && ${value} <= ${hi});`];
    return [...look, `${to.text} = ${value};`];
  };

  const option = (test: string, body: readonly string[]): readonly string[] =>
    body.length === 0
      ? [`:: ${test} -> skip`]
      : body.length === 1
        ? [`:: ${test} -> ${body[0]}`]
        : [`:: ${test} ->`, ...indented(body)];
  const checked = (text: string, test: string): readonly string[] => {
    const name = hidden(text, INTEGER, "said").text;
    return [`${name} = ${test};`, `assert(${name});`];
  };
  const line = (l: Line, scope: Map<string, Place | number>, exits: Exits): readonly string[] => {
    switch (l.kind) {
      case "put":
        return put(place(l.to, scope) as Place, l.value, scope);
      case "undefine":
        return clear(place(l.of, scope) as Place);
      case "if":
        return [
          "if",
          ...option(exp(l.test, scope), lines(l.then, scope, exits)),
          ...option("else", lines(l.else, scope, exits)),
          "fi;",
        ];
      case "while":
        return ["do", ...option(exp(l.test, scope), lines(l.body, scope, exits)), ":: else -> break", "od;"];
      case "for": {
        const { lo, hi } = bounds(l.over);
        const k = hidden(l.name, l.over);
        const body = lines(l.body, new Map([...scope, [l.name, k]]), exits);
        return [
          `${k.text} = ${lo};`,
          "do",
          `:: ${k.text} <= ${hi} ->`,
          ...indented([...body, `${k.text}++`]),
          ":: else -> break",
          "od;",
        ];
      }
      case "switch": {
        const of = exp(l.of, scope);
        return [
          "if",
          ...l.cases.flatMap((c) => option(`${of} == ${exp(c.value, scope)}`, lines(c.body, scope, exits))),
          ":: else -> skip",
          "fi;",
        ];
      }
      case "return":
        if (exits === null) throw new Error("a return from what cannot be left");
        return [`goto ${l.value ? exits.taken : exits.blocked};`];
      case "assert":
        return checked(l.text, exp(l.test, scope));
      case "error":
        return checked(l.text, "0");
    }
  };
  const lines = (all: readonly Line[], scope: Scope, exits: Exits): readonly string[] =>
    all.flatMap((l) => line(l, new Map(scope), exits));

  return {
    exp,
    lines,
    copy,
    declaration,
    hidden,
    typedefs: () => [...typedefs.values()].map((t) => t.text),
    hiddenDeclarations: () => declared,
  };
}
