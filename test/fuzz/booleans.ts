// In: a scope. Out: the text of a condition.
// Not here: conditions that TypeScript narrows by, which are statements (unions.ts).
import { asked } from "./collections.ts";
import { domains } from "./numbers.ts";
import { type Gen, ofKind, ofType, type Scope, value, withVars } from "./scope.ts";
import { isScalar, type T, text } from "./types.ts";
import { called } from "./values.ts";

const RELATIONS = ["<", "<=", ">", ">=", "===", "!=="] as const;
const DEEP = [
  "compare",
  "compare",
  "scalars",
  "scalars",
  "flag",
  "not",
  "and",
  "or",
  "quantifier",
  "collection",
  "collection",
  "same",
  "helper",
  "conditional",
  "typeof",
  "at",
  "coalesce",
] as const;
const LEAF = ["compare", "scalars", "scalars", "flag", "collection"] as const;

export function condition(g: Gen, c: Scope, d: number): string {
  const { random } = g;
  switch (d <= 0 ? random.one(LEAF) : g.turn("condition", DEEP)) {
    case "compare": {
      const [left, right, op] = [g.num(c, d - 1), g.num(c, d - 1), random.one(RELATIONS)];
      // TypeScript refuses to ask whether two different literals are one.
      const isPlain = /^-?\d+$/.test(left) && /^-?\d+$/.test(right);
      return `(${left} ${isPlain && op.endsWith("==") ? "<" : op} ${right})`;
    }
    case "scalars":
      return scalars(g, c, d) ?? `(${g.num(c, 0)} > ${random.below(3)})`;
    case "flag": {
      const known = g.places(c, ofKind("bool"));
      return known.length > 0 ? random.one(known).make() : `(${g.num(c, 0)} > ${random.below(3)})`;
    }
    case "not":
      return `!${g.bool(c, d - 1)}`;
    case "and":
      return `(${g.bool(c, d - 1)} && ${g.bool(c, d - 1)})`;
    case "or":
      return `(${g.bool(c, d - 1)} || ${g.bool(c, d - 1)})`;
    case "conditional":
      return `(${g.bool(c, d - 1)} ? ${g.bool(c, d - 1)} : ${g.bool(c, d - 1)})`;
    case "quantifier":
      return quantified(g, c, d);
    case "collection":
      return asked(g, c, d) ?? g.bool(c, d - 1);
    case "same": {
      const known = g.places(c, (t) => !isScalar(t) && t.k !== "opt");
      if (known.length === 0) return g.bool(c, d - 1);
      const { make, type } = random.one(known);
      return g.can(type, c) ? `same<${text(type)}>(${make()}, ${g.read(type, c, d - 1)})` : g.bool(c, d - 1);
    }
    case "helper":
      return called(g, { k: "bool" }, c, d - 1) ?? g.bool(c, d - 1);
    case "typeof": {
      const known = g.places(c, (t) => t.k === "opt" && t.of.k !== "bool" && isScalar(t.of));
      if (known.length === 0) return g.bool(c, d - 1);
      const { make, type } = random.one(known);
      return `(typeof ${g.compared(make(), type, c)} === ${JSON.stringify(type.k === "opt" ? typeOf(type.of, type.none) : "number")})`;
    }
    case "at":
      return rest(g, c) ?? g.bool(c, d - 1);
    case "coalesce": {
      const known = g.places(c, (t) => t.k === "opt" && t.of.k === "bool");
      return known.length === 0
        ? g.bool(c, d - 1)
        : `(${random.one(known).make()} ?? ${random.one(["true", "false"])})`;
    }
  }
}

const typeOf = (t: T, none: string): string =>
  t.k === "int"
    ? "number"
    : t.k === "id"
      ? "symbol"
      : t.k === "enum"
        ? typeof t.values[0]
        : none === "null"
          ? "object"
          : none;

/** `===` and `!==` of enums, identities and what may be null. */
function scalars(g: Gen, c: Scope, _d: number): string | null {
  const { random } = g;
  const known = g.places(
    c,
    (t) => (t.k === "enum" && t.values.length > 0) || t.k === "id" || (t.k === "opt" && isScalar(t)),
  );
  if (known.length === 0) return null;
  const { make, type } = random.one(known);
  const left = make();
  const op = random.chance(65) ? "===" : "!==";
  if (type.k === "opt" && random.chance(50)) return `(${g.compared(left, type, c)} ${op} ${type.none})`;
  const inner = type.k === "opt" ? type.of : type;
  if (type.k === "opt" && inner.k === "int") return `(mod(${left} ?? 9, 10) ${op} ${g.read(inner, c, 0)})`;
  if (inner.k === "enum") return `(${g.compared(left, type, c)} ${op} ${JSON.stringify(random.one(inner.values))})`;
  const others = g.places(c, ofType(inner)).filter((p) => p.make() !== left);
  if (others.length === 0) return type.k === "opt" ? `(${g.compared(left, type, c)} ${op} ${type.none})` : null;
  return `eq<${text(type)}>(${left}, ${random.one(others).make()})`;
}

function quantified(g: Gen, c: Scope, d: number): string {
  const params = domains(g);
  const names = params.map(() => g.name("x"));
  const inside = withVars({ ...c, picks: false }, ...params.map((t, i) => value(names[i] ?? "", t)));
  const list = params.map((t, i) => `${names[i]}: ${text(t)}`).join(", ");
  return `${g.turn("everySome", ["every", "some"])}((${list}) => ${g.bool(inside, d - 1)})`;
}

/** Where a process rests. */
function rest(g: Gen, c: Scope): string | null {
  const state = c.vars.find((v) => v.name === "s" || v.name === "next");
  const fitting = g.processes.filter(({ self }) => self === null || g.can(self, { ...c, picks: false }));
  if (state === undefined || fitting.length === 0) return null;
  const { name, self, labels } = g.random.one(fitting);
  const where = [state.name, ...(self === null ? [] : [g.read(self, { ...c, picks: false }, 0)])];
  if (g.random.chance(30) || labels.length === 0) return `${name}.done(${where.join(", ")})`;
  const some = g.random.some(labels, 1 + g.random.below(2));
  return `${name}.at(${[...where, ...some.map((l) => JSON.stringify(l))].join(", ")})`;
}
