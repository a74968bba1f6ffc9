// In: a scope. Out: loops: over domains, lists and parts of the state, counting ones, and over sets, bags and maps, whose
// bodies do only what cannot depend on the order.
// Not here: loops with yields in them (processes.ts).
import { changeOf } from "./changes.ts";
import { type Gen, ofKind, type Scope, value } from "./scope.ts";
import { fieldType, index, int, isScalar, type T, text } from "./types.ts";
import { literal, within } from "./values.ts";

export function loop(g: Gen, c: Scope, d: number): string {
  const { random } = g;
  const label = g.name("L");
  const x = g.name("x");
  const body = (t: T, name = x): string =>
    g.block(
      { ...c, picks: false, loops: [...c.loops, label], vars: [...c.vars, value(name, t)] },
      1 + random.below(2),
      d - 1,
    );
  switch (g.turn("loop", ["each", "ids", "list", "while", "do", "for", "sequence", "entries", "forEach", "elements"])) {
    case "each": {
      const t = index(2 + random.below(2));
      return `${label}: for (const ${x} of each<${text(t)}>()) {\n${body(t)}\n}`;
    }
    case "ids":
      return overIds(g, c, d);
    case "list":
      return `${label}: for (const ${x} of [${random.below(3)}, ${random.below(3)}]) {\n${body(int(0, 2))}\n}`;
    case "while":
      return `let ${x}: number = 0;\n${label}: while (${x} < ${1 + random.below(2)} && ${g.bool(c, 1)}) {\n${x}++;\n${body(int(0, 3))}\n}`;
    case "do":
      return `let ${x}: number = 0;\n${label}: do {\n${x} += 1;\n${body(int(0, 3))}\n} while (${x} < 2);`;
    case "for":
      return `${label}: for (let ${x} = 0; ${x} < ${1 + random.below(3)}; ${x}++) {\n${body(int(0, 3))}\n}`;
    default: {
      const known = g.places(c, (t) => t.k === "seq" && (t.of.k === "rec" || isScalar(t.of)));
      if (known.length === 0)
        return `for (let ${x} = 2; ; ${x}--) {\nif (${x} <= 0) break;\n${body(int(0, 3))}\n}`.replace(
          new RegExp(` ${label};`, "g"),
          ";",
        );
      const { type, make } = random.one(known);
      if (type.k !== "seq") return "";
      if (random.chance(25)) {
        const [i, n] = [g.name("i"), g.name("n")];
        const e = type.of.k === "int" ? `${i} + ${x}` : i;
        return `let ${n} = 0;\nfor (const [${i}, ${x}] of ${make()}.entries()) ${n} += ${e};\n${count(g, c, n)}`;
      }
      if (random.chance(25)) {
        const n = g.name("n");
        return `let ${n} = 0;\n${make()}.forEach((${x}) => {\nif (${testOf(g, x, type.of, c)}) return;\n${n} += 1;\n});\n${count(g, c, n)}`;
      }
      if (type.of.k === "rec") {
        const f = type.of.fields.find((part) => isScalar(part.type) && !part.optional && g.can(part.type, c));
        const e = f === undefined ? "" : `${x}.${f.name} = ${g.read(f.type, c, 0)};`;
        return `for (const ${x} of ${make()}) {\n${e}\n}`;
      }
      return `${label}: for (const ${x} of [...${make()}]) {\n${body(type.of)}\n}`;
    }
  }
}

/** Adds a number that a loop has made to something. */
function count(g: Gen, c: Scope, n: string): string {
  const known = g.places(c, ofKind("int")).filter((p) => p.var.writes && p.depth > 0);
  if (known.length === 0) return "";
  const { make, type } = g.random.one(known);
  return type.k === "int" ? `${make()} = ${within(g, type, n)};` : "";
}

const testOf = (g: Gen, x: string, t: T, c: Scope): string =>
  t.k === "int"
    ? `${x} > ${g.random.below(2)}`
    : t.k === "bool"
      ? x
      : t.k === "enum"
        ? `${x} === ${JSON.stringify(t.values[0])}`
        : g.bool({ ...c, picks: false, vars: [value(x, t)] }, 1);

/** Each identity writes its own row, and reads nothing that another one writes. */
function overIds(g: Gen, c: Scope, d: number): string {
  const x = g.name("x");
  const tables = g
    .places(c, (t) => t.k === "table" && t.key.k === "id" && (t.value.k === "rec" || isScalar(t.value)))
    .filter((p) => p.var.name === "s");
  if (tables.length === 0) return "";
  const { make, type, root, var: of } = g.random.one(tables);
  if (type.k !== "table" || type.key.k !== "id") return "";
  const row = `${make()}[${x}]`;
  const reads: Scope = {
    ...c,
    picks: false,
    steps: false,
    loops: [],
    vars: [value(x, type.key), value(`${row}`, type.value)],
  };
  const place = (t: T, path: string) => ({ type: t, var: { ...of, name: row }, root, depth: 2, make: () => path });
  const f = type.value.k === "rec" ? type.value.fields.find((part) => isScalar(part.type)) : undefined;
  const body =
    f === undefined
      ? changeOf(g, place(type.value, row), reads, Math.min(1, d))
      : changeOf(g, place(fieldType(f), `${row}.${f.name}`), reads, Math.min(1, d));
  return `for (const ${x} of each<${text(type.key)}>()) {\n${body}\n}`;
}

/** Over a set, bag or map: sums, flags and other sets, of which the order is nothing. */
export function overMembers(g: Gen, c: Scope, d: number): string {
  const known = g.places(c, ofKind("set", "bag", "map"));
  if (known.length === 0) return "";
  const { type, make } = g.random.one(known);
  const path = make();
  const [x, n] = [g.name("m"), g.name("n")];
  if (type.k === "map") {
    const k = g.name("k");
    const test = testOf(g, x, type.value, c);
    const write =
      type.value.k === "rec"
        ? type.value.fields.find((f) => isScalar(f.type) && literal(g, f.type) !== null)
        : undefined;
    const way = g.turn("overMap", ["entries", "values", "keys", "forEach", "write"]);
    if (way === "keys")
      return `let ${n} = 0;\nfor (const ${k} of ${path}.keys()) if (${testOf(g, k, type.key, c)}) ${n}++;\n${count(g, c, n)}`;
    if (way === "forEach")
      return `let ${n} = 0;\n${path}.forEach((${x}) => {\nif (${test}) ${n} += 1;\n});\n${count(g, c, n)}`;
    if (way === "write" && write !== undefined)
      return `for (const [, ${x}] of ${path}) ${x}.${write.name} = ${literal(g, write.type)};`;
    if (way === "values")
      return `let ${n} = 0;\nfor (const ${x} of ${path}.values()) {\nif (!(${test})) continue;\n${n} += 2;\n}\n${count(g, c, n)}`;
    return `let ${n} = false;\nfor (const [${k}, ${x}] of ${path}) if (${test} && ${testOf(g, k, type.key, c)}) ${n} = true;\n${yes(g, c, n)}`;
  }
  if (type.k !== "set" && type.k !== "bag") return "";
  const test = testOf(g, x, type.of, c);
  switch (g.turn("overMembers", ["sum", "flag", "set", "forEach", "break"])) {
    case "sum":
      return `let ${n} = 0;\nfor (const ${x} of ${path}) ${n} += ${type.of.k === "int" ? x : `(${test}) ? 1 : 0`};\n${count(g, c, n)}`;
    case "flag":
      return `let ${n} = false;\nfor (const ${x} of ${path}) if (${test}) ${n} = true;\n${yes(g, c, n)}`;
    case "break":
      return `let ${n} = false;\nfor (const ${x} of ${path}) {\nif (${test}) {\n${n} = true;\nbreak;\n}\n}\n${yes(g, c, n)}`;
    case "forEach":
      return `let ${n} = 0;\n${path}.forEach((${x}) => {\nif (!(${test})) return;\n${n} += 1;\n});\n${count(g, c, n)}`;
    case "set": {
      const others = g
        .places(c, (t) => t.k === "set" && t.max === null && text(t.of) === text(type.of))
        .filter((p) => p.var.name === "s" && p.make() !== path);
      if (others.length === 0)
        return `for (const ${x} of new ${text(type)}(${path})) if (${test}) ${path}.delete(${x});`;
      return `for (const ${x} of ${path}) if (${test}) ${g.random.one(others).make()}.${g.random.one(["add", "delete"])}(${x});`;
    }
  }
  return d > 99 ? "never" : "";
}

function yes(g: Gen, c: Scope, flag: string): string {
  const known = g.places(c, ofKind("bool")).filter((p) => p.var.writes && p.depth > 0);
  if (known.length === 0) return count(g, c, `(${flag} ? 1 : 0)`);
  const path = g.random.one(known).make();
  c.touched.add(path);
  return `${path} = ${flag};`;
}
