// In: a type and a scope. Out: the text of a value of it: any value, or one that nothing else refers to.
// Not here: numbers and truth (numbers.ts, booleans.ts), values made by methods of collections (collections.ts).
import { freshCollection, readElement } from "./collections.ts";
import { type Gen, ofType, type Scope } from "./scope.ts";
import { type Field, fieldType, isFlat, isScalar, type Of, type T, text } from "./types.ts";

/** A plain value that needs nothing in scope; null for identities. */
export function literal(g: Gen, t: T): string | null {
  switch (t.k) {
    case "bool":
      return g.random.one(["true", "false"]);
    case "int":
      return String(t.lo + g.random.below(t.hi - t.lo + 1));
    case "enum":
      return JSON.stringify(g.random.one(t.values));
    case "opt":
      return g.random.chance(40) ? t.none : (literal(g, t.of) ?? t.none);
    default:
      return null;
  }
}

/** What a name of this type stands for directly: `self`, a parameter, the variable of a loop. */
const named = (g: Gen, t: T, c: Scope): string | null => {
  const of = c.vars.filter((v) => ofType(t)(v.type));
  return of.length === 0 ? null : g.random.one(of).name;
};

/** A key of a table, or null where there is none. */
export function keyText(g: Gen, t: T, c: Scope): string | null {
  if (t.k === "id") return named(g, t, c);
  if (g.random.chance(70)) {
    const name = named(g, t, c);
    if (name !== null) return name;
  }
  return literal(g, t);
}

export function canMake(g: Gen, t: T, c: Scope): boolean {
  switch (t.k) {
    case "id":
      return c.picks || g.places(c, ofType(t)).length > 0;
    case "rec":
      return t.fields.every((f) => f.optional || g.can(f.type, c));
    case "tuple":
      return t.of.every((m) => g.can(m, c));
    case "union":
      return t.plain.some((m) => g.can(m, c)) || t.records.some((r) => r.fields.every((f) => g.can(f.type, c)));
    case "table":
      return g.can(t.value, c);
    default:
      return true;
  }
}

/** Any value of the type; of a record or collection often a reference. */
export function read(g: Gen, t: T, c: Scope, d: number): string {
  if (isScalar(t)) return scalar(g, t, c, d);
  const known = g.places(c, ofType(t));
  return known.length > 0 && g.random.chance(80) ? g.random.one(known).make() : g.fresh(t, c, d);
}

function scalar(g: Gen, t: T, c: Scope, d: number): string {
  const { random } = g;
  const known = g.places(c, ofType(t));
  const place = (): string | null => (known.length > 0 ? random.one(known).make() : null);
  if (t.k === "int") {
    if (random.chance(35)) return place() ?? String(literal(g, t));
    if (d > 0) return within(g, t, g.num(c, d - 1));
    return literal(g, t) ?? "0";
  }
  if (t.k === "bool") return random.chance(30) ? (place() ?? g.bool(c, d)) : g.bool(c, d);
  if (d <= 0 || random.chance(35)) {
    const simple = random.chance(60) ? (place() ?? literal(g, t)) : (literal(g, t) ?? place());
    if (simple !== null) return simple;
  }
  if (random.chance(25)) return `(${g.bool(c, d - 1)} ? ${scalar(g, t, c, d - 1)} : ${scalar(g, t, c, d - 1)})`;
  if (random.chance(30)) {
    const element = readElement(g, t, c, d - 1);
    if (element !== null) return element;
  }
  if (random.chance(30)) {
    const maybe = g.places(c, (x) => x.k === "opt" && ofType(t)(x.of));
    const other = literal(g, t) ?? place();
    if (maybe.length > 0 && other !== null) return `(${random.one(maybe).make()} ?? ${other})`;
  }
  if (random.chance(30)) {
    const call = called(g, t, c, d - 1);
    if (call !== null) return call;
  }
  if (t.k === "opt") {
    if (random.chance(30)) return place() ?? t.none;
    return g.can(t.of, c) && random.chance(75) ? scalar(g, t.of, c, d - 1) : t.none;
  }
  return place() ?? literal(g, t) ?? (t.k === "id" && c.picks ? `pick<${t.name}>()` : "null");
}

/** A number brought into the range, mostly. */
export function within(g: Gen, t: Of<"int">, e: string): string {
  const n = t.hi - t.lo + 1;
  const way = g.random.below(100);
  if (way < 45) return t.lo === 0 ? `mod(${e}, ${n})` : `mod(${e}, ${n}) + ${t.lo}`.replace("+ -", "- ");
  if (way < 98) return `Math.max(${t.lo}, Math.min(${t.hi}, ${e}))`;
  return e;
}

export function called(g: Gen, returns: T, c: Scope, d: number): string | null {
  const fitting = g.helpers.filter(
    (h) =>
      h.returns !== null &&
      ofType(returns)(h.returns) &&
      h.params.every((p) => g.can(p, c)) &&
      (h.state === "none" || (h.state === "reads" && c.vars.some((v) => v.name === "s"))),
  );
  return fitting.length === 0 ? null : call(g, g.random.one(fitting), c, d);
}

export function call(g: Gen, h: Gen["helpers"][number], c: Scope, d: number): string {
  const args = h.params.map((p) => g.read(p, c, d));
  return `${h.name}(${(h.state === "none" ? args : ["s", ...args]).join(", ")})`;
}

/** A value that nothing else refers to. */
export function fresh(g: Gen, t: T, c: Scope, d: number): string {
  if (isScalar(t)) return scalar(g, t, c, d);
  const { random } = g;
  const known = g.places(c, ofType(t));
  switch (t.k) {
    case "opt":
      return random.chance(30) || !g.can(t.of, c) ? t.none : fresh(g, t.of, c, d);
    case "rec": {
      if (known.length > 0 && random.chance(35)) {
        const { make } = random.one(known);
        if (!isFlat(t) || random.chance(30)) return `structuredClone(${make()})`;
        const f = random.one(t.fields);
        return g.can(f.type, c)
          ? `{ ...${make()}, ${f.name}: ${fresh(g, fieldType(f), c, d - 1)} }`
          : `{ ...${make()} }`;
      }
      return record(g, t.fields, c, d, null);
    }
    case "tuple":
      return `[${t.of.map((m) => fresh(g, m, c, d - 1)).join(", ")}]`;
    case "union": {
      if (known.length > 0 && random.chance(20)) return `structuredClone(${random.one(known).make()})`;
      const records = t.records.filter((r) => r.fields.every((f) => g.can(f.type, c)));
      const plain = t.plain.filter((p) => g.can(p, c));
      if (records.length === 0 || (plain.length > 0 && random.chance(40))) return fresh(g, random.one(plain), c, d - 1);
      const variant = random.one(records);
      return record(g, variant.fields, c, d, variant.kind);
    }
    case "table": {
      const key = text(t.key);
      if (known.length > 0 && random.chance(15)) return `structuredClone(${random.one(known).make()})`;
      if (random.chance(50)) return `fill(${fresh(g, t.value, c, d - 1)})`;
      const k = g.name("k");
      const inside = {
        ...c,
        picks: false,
        vars: [...c.vars, { ...c.vars[0]!, name: k, type: t.key, writes: false, assigns: false, root: null }],
      };
      return `fillWith((${k}: ${key}) => ${parenthesized(fresh(g, t.value, inside, d - 1))})`;
    }
    case "set":
    case "map":
    case "bag":
    case "seq":
      return freshCollection(g, t, c, d);
    default:
      throw new Error(`${t.k} is scalar`);
  }
}

export const parenthesized = (e: string): string => (e.startsWith("{") ? `(${e})` : e);

function record(g: Gen, fields: readonly Field[], c: Scope, d: number, kind: string | null): string {
  const parts = fields
    .filter((f) => !f.optional || (g.can(f.type, c) && g.random.chance(60)))
    .map((f) => `${f.name}: ${fresh(g, f.type, c, d - 1)}`);
  return `{ ${[...(kind === null ? [] : [`kind: ${JSON.stringify(kind)}`]), ...parts].join(", ")} }`;
}
