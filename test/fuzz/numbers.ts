// In: a scope. Out: the text of a number.
// Not here: how it is brought into a range (values.ts).
import { counted } from "./collections.ts";
import { type Gen, ofKind, type Scope, value, withVars } from "./scope.ts";
import { index, type T, text } from "./types.ts";
import { call } from "./values.ts";

const MATH = ["min", "max", "abs", "trunc", "sign", "floor", "ceil", "trunc"] as const;
const BINARY = ["+", "-", "*", "%", "/", "**", "&", "|", "^", "<<", ">>", ">>>"] as const;
const LEAF = ["place", "literal", "constant", "place"] as const;
const DEEP = [
  "place",
  "binary",
  "binary",
  "math",
  "unary",
  "conditional",
  "collection",
  "collection",
  "quantifier",
  "first",
  "helper",
  "optional",
  "flag",
] as const;

export function number(g: Gen, c: Scope, d: number): string {
  const { random } = g;
  const leaf = (): string => {
    switch (random.one(LEAF)) {
      case "place": {
        const known = g.places(c, ofKind("int"));
        return known.length > 0 ? random.one(known).make() : String(random.below(4));
      }
      case "constant":
        return g.constants.length > 0 ? random.one(g.constants) : "1";
      case "literal":
        return String(random.below(4));
    }
  };
  if (d <= 0) return leaf();
  switch (g.turn("number", DEEP)) {
    case "place":
      return leaf();
    case "binary":
      return binary(g, c, d);
    case "math":
      return math(g, c, d);
    case "unary":
      return unary(g, c);
    case "conditional":
      return `(${g.bool(c, d - 1)} ? ${g.num(c, d - 1)} : ${g.num(c, d - 1)})`;
    case "collection":
      return counted(g, c, d) ?? leaf();
    case "quantifier":
      return quantified(g, c, d);
    case "first": {
      const n = 2 + random.below(2);
      const x = g.name("x");
      const inside = withVars({ ...c, picks: false }, value(x, index(n)));
      return `first((${x}: Index<${n}>) => ${x} === ${n - 1} || ${g.bool(inside, d - 1)})`;
    }
    case "helper": {
      const known = g.helpers.filter(
        (h) =>
          h.returns?.k === "int" &&
          h.params.every((p) => g.can(p, c)) &&
          (h.state === "none" || (h.state === "reads" && c.vars.some((v) => v.name === "s"))),
      );
      return known.length === 0 ? leaf() : call(g, random.one(known), c, d - 1);
    }
    case "optional": {
      const known = g.places(c, (t) => t.k === "opt" && t.of.k === "int");
      return known.length === 0 ? leaf() : `(${random.one(known).make()} ?? ${random.below(3)})`;
    }
    case "flag":
      return `(${g.bool(c, d - 1)} ? 1 : TABLE[MODE])`;
  }
}

const operand = (g: Gen, c: Scope, d: number): string => {
  const e = g.num(c, d - 1);
  return e.startsWith("-") ? `(${e})` : e;
};

export function unary(g: Gen, c: Scope): string {
  const op = g.turn("unary", ["-", "~", "+"]);
  return `(${op}${operand(g, c, 1)})`;
}

export function binary(g: Gen, c: Scope, d: number): string {
  const left = operand(g, c, d);
  const right = operand(g, c, d);
  const op = g.turn("arithmetic", BINARY);
  switch (op) {
    case "%":
      return `(${left} % ${1 + g.random.below(4)})`;
    case "/":
      return `((${left} * 2) / 2)`;
    case "**":
      return `(mod(${left}, 3) ** 2)`;
    case "<<":
    case ">>":
    case ">>>":
      return `((${left} & 7) ${op} ${g.random.below(3)})`;
    case "*":
      return `(mod(${left}, 5) * mod(${right}, 4))`;
    default:
      return `(${left} ${op} ${right})`;
  }
}

export function math(g: Gen, c: Scope, d: number): string {
  const a = g.num(c, d - 1);
  const op = g.turn("math", MATH);
  if (op === "min" || op === "max") return `Math.${op}(${a}, ${g.num(c, d - 1)})`;
  if (op === "abs" || op === "sign") return `Math.${op}(${a})`;
  return `Math.${op}(${a.startsWith("-") ? `(${a})` : a} / ${2 + g.random.below(2)})`;
}

/** `count` and `sum` over one domain or two. */
function quantified(g: Gen, c: Scope, d: number): string {
  const params = domains(g);
  const names = params.map(() => g.name("x"));
  const inside = withVars({ ...c, picks: false }, ...params.map((t, i) => value(names[i] ?? "", t)));
  const list = params.map((t, i) => `${names[i]}: ${text(t)}`).join(", ");
  return g.random.chance(50)
    ? `count((${list}) => ${g.bool(inside, d - 1)})`
    : `sum((${list}) => ${g.num(inside, d - 1)})`;
}

/** What a quantifier goes over: small domains, identities among them. */
export function domains(g: Gen): readonly T[] {
  const all: readonly T[] = [{ k: "bool" }, index(2), index(3), ...g.ids, ...g.ids, ...g.ids];
  return Array.from({ length: g.random.chance(20) ? 2 : 1 }, () => g.random.one(all));
}
