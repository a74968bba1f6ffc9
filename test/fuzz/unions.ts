// In: a scope. Out: statements that tell apart what may be one thing or another, and use what it is.
// Not here: conditions on whole values (booleans.ts).
import { change } from "./changes.ts";
import { type Gen, type Scope, value } from "./scope.ts";
import { isScalar, type Of, type T } from "./types.ts";
import { literal } from "./values.ts";

export function apart(g: Gen, c: Scope, d: number): string {
  const known = g.places(c, (t) => t.k === "union" || t.k === "opt").filter((p) => p.depth > 0 && p.var.root === null);
  if (known.length === 0) return "";
  const place = g.random.one(known);
  const path = place.make();
  if (c.touched.has(path)) return "";
  const name = g.name("u");
  const at = `const ${name} = ${path};\n`;
  const { type } = place;
  const inside = (...vars: readonly (readonly [string, T])[]): Scope => ({
    ...{ ...c, inLoop: c.inLoop },
    vars: [...c.vars, ...vars.map(([n, t]) => value(n, t))],
  });
  if (type.k === "opt") return at + maybe(g, type, name, place.var.writes, c, d, inside);
  if (type.k !== "union") return "";
  const plain = type.plain.flatMap((t) =>
    t.k === "enum"
      ? t.values.map((v) => JSON.stringify(v))
      : t.k === "opt" && t.of.k === "enum"
        ? ["null", ...t.of.values.map((v) => JSON.stringify(v))]
        : [],
  );
  const use = (kind: string): string => {
    const variant = type.records.find((r) => r.kind === kind);
    const parts = variant?.fields.filter((f) => isScalar(f.type)) ?? [];
    const f = parts.length > 0 ? g.random.one(parts) : undefined;
    const written = f === undefined || !place.var.writes ? null : literal(g, f.type);
    const seen = inside(...parts.map((p): readonly [string, T] => [`${name}.${p.name}`, p.type]));
    // What is replaced here is what the name refers to: only its own part is written, or something else is.
    const write =
      f !== undefined && written !== null && g.random.chance(50)
        ? `${name}.${f.name} = ${written};`
        : change(g, only(seen, place.root), 1);
    return `{\n${write}\n}`;
  };
  const other = (): string => `{\n${change(g, only(c, place.root), 1)}\n}`;
  const parts = plain.map((v) => `if (${name} === ${v}) ${other()}`);
  const hasNumber = type.plain.some((t) => t.k === "int");
  const numeric = hasNumber ? [`if (typeof ${name} === "number") ${other()}`] : [];
  const [first, ...rest] = type.records.map((r) => r.kind);
  const way = g.turn("apart", ["if", "switch"]);
  const records =
    way === "switch"
      ? `{\nswitch (${name}.kind) {\n${type.records.map((r) => `case ${JSON.stringify(r.kind)}: ${use(r.kind)}\nbreak;`).join("\n")}\n}\n}`
      : `if (${name}.kind === ${JSON.stringify(first)}) ${use(first ?? "")}${rest.length === 1 ? ` else ${use(rest[0] ?? "")}` : ""}`;
  return at + [...parts, ...numeric, records].join(" else ");
}

/** Nothing is written in this field of the state: a name refers into it. */
const only = (c: Scope, root: string): Scope => ({
  ...c,
  vars: c.vars.map((v) =>
    v.name === "s" && v.type.k === "rec"
      ? { ...v, type: { ...v.type, fields: v.type.fields.filter((f) => f.name !== root) } }
      : v,
  ),
  steps: false,
});

function maybe(
  g: Gen,
  type: Of<"opt">,
  name: string,
  writes: boolean,
  c: Scope,
  d: number,
  inside: (...vars: readonly (readonly [string, T])[]) => Scope,
): string {
  if (isScalar(type.of)) return `if (${name} !== ${type.none}) {\n${g.block(inside([name, type.of]), 1, d - 1)}\n}`;
  if (type.of.k === "rec") {
    const scalars = type.of.fields.filter((f) => isScalar(f.type) && !f.optional);
    const f = scalars.length > 0 ? g.random.one(scalars) : undefined;
    const v = f === undefined ? null : literal(g, f.type);
    if (f !== undefined && v !== null && writes) {
      if (g.random.chance(60)) {
        const k = g.name("v");
        return `const ${k} = ${name}?.${f.name} ?? ${v};\n${change(g, inside([k, f.type]), 1)}`;
      }
      return `if (${name} !== ${type.none}) ${name}.${f.name} = ${v};`;
    }
  }
  return `if (${name} === ${type.none}) {\n${change(g, c, 1)}\n}`;
}
