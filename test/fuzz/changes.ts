// In: a scope with the state in it. Out: one statement that changes something.
// Not here: statements of control (statements.ts, loops.ts).

import { type Gen, ofKind, type Place, type Scope } from "./scope.ts";
import { fieldType, isScalar, type Of, sizeOf, type T, text } from "./types.ts";
import { call, literal, within } from "./values.ts";

const SEQ = [
  "push",
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "reverse",
  "sort",
  "fill",
  "write",
  "assign",
  "pushMany",
] as const;
const ASSIGN = ["+=", "-=", "*=", "%=", "/=", "**=", "&=", "|=", "^=", "<<=", ">>=", ">>>=", "&&=", "||="] as const;

/** Writes something of the state, or a local; guarded, so that ranges are mostly kept. */
export function change(g: Gen, c: Scope, d: number): string {
  const writable = g.places(c, () => true).filter((p) => p.var.writes && (p.depth > 0 || p.var.assigns));
  if (writable.length === 0) return "";
  // A part is as likely as a whole field, however many parts there are.
  const roots = [...new Set(writable.map((p) => p.root))];
  const root = g.random.one(roots);
  const place = g.random.one(writable.filter((p) => p.root === root));
  return changeOf(g, place, c, d);
}

export function changeOf(g: Gen, place: Place, c: Scope, d: number): string {
  const { type } = place;
  const path = place.make();
  switch (type.k) {
    case "bool":
      return flag(g, path, c, d);
    case "int":
      return numeric(g, type, path, c, d);
    case "enum":
    case "id":
      if (!g.can(type, c)) return "";
      c.touched.add(path);
      return `${path} = ${g.read(type, c, d)};`;
    case "opt":
      return optional(g, type, path, place, c, d);
    case "rec":
    case "tuple":
    case "table":
    case "union":
      return replaced(g, place, path, c, d);
    case "set":
    case "bag":
      return members(g, type, place, path, c, d);
    case "map":
      return entries(g, type, place, path, c, d);
    case "seq":
      return sequence(g, type, place, path, c, d);
  }
}

function flag(g: Gen, path: string, c: Scope, d: number): string {
  const way = g.turn("flag", ["not", "set", "and", "or", "not"]);
  const e = g.bool(c, d - 1);
  c.touched.add(path);
  if (way === "not") return `${path} = !${path};`;
  if (way === "and") return `${path} &&= ${e};`;
  if (way === "or") return `${path} ||= ${e};`;
  return `${path} = ${e};`;
}

function numeric(g: Gen, t: Of<"int">, path: string, c: Scope, d: number): string {
  switch (
    g.turn("numeric", ["up", "down", "set", "wrap", "set", "up", "local", "wrap", "local", "raw", "chained", "down"])
  ) {
    case "up":
      return `if (${path} < ${t.hi}) ${g.random.one([`${path}++`, `++${path}`, `${path} += 1`])};`;
    case "down":
      return `if (${path} > ${t.lo}) ${g.random.one([`${path}--`, `--${path}`, `${path} -= 1`])};`;
    case "wrap":
      return `${path} = ${within(g, t, `${path} + 1`)};`;
    case "local":
      return played(g, t, path, c, d);
    case "raw":
      return g.random.chance(25) ? `${path} = ${g.num(c, 1)};` : `${path} = ${within(g, t, g.num(c, d - 1))};`;
    case "chained": {
      const others = g.places(c, ofKind("int")).filter((p) => p.var.writes && p.depth > 0);
      const other = others.length === 0 ? path : g.random.one(others).make();
      return `${path} = ${other} = ${t.lo <= 0 && t.hi >= 0 ? "0" : t.lo};`;
    }
    case "set":
      return `${path} = ${g.read(t, c, d)};`;
  }
}

/** A number is worked on with an operator that assigns. */
export function played(g: Gen, t: Of<"int">, path: string, c: Scope, d: number): string {
  const k = g.name("k");
  const op = g.turn("assign", ASSIGN);
  const by =
    op === "+=" || op === "-="
      ? g.num(c, d - 1)
      : op.length > 2 && op.includes("<")
        ? "1"
        : String(1 + g.random.below(3));
  const first =
    op === "**=" || op === "*=" ? `mod(${g.num(c, d - 1)}, 4)` : op === "/=" ? `2 * (${g.num(c, 0)})` : g.num(c, d - 1);
  return `let ${k}: number = ${first};\n${k} ${op} ${op === "/=" ? "2" : by};\n${path} = ${within(g, t, k)};`;
}

function optional(g: Gen, t: Of<"opt">, path: string, place: Place, c: Scope, d: number): string {
  const whole = isScalar(t.of) ? "" : stale(place, c);
  if (whole === null) return "";
  const can = g.can(t.of, c);
  c.touched.add(path);
  if (can && g.random.chance(15)) return `${path} ??= ${g.fresh(t.of, c, d - 1)};`;
  if (!can || g.random.chance(25)) return `${path} = ${t.none};`;
  return `${path} = ${g.fresh(isScalar(t.of) && g.random.chance(30) ? t : t.of, c, d - 1)};`;
}

/** Null where a reference into the place is still in use. */
const stale = (place: Place, c: Scope): "" | null =>
  c.vars.some((v) => v.root === place.root && v.name !== place.var.name) ? null : "";

function replaced(g: Gen, place: Place, path: string, c: Scope, d: number): string {
  const t = place.type;
  if (!g.can(t, c) || stale(place, c) === null || sizeOf(t) > 1e6) return "";
  if (place.var.root !== null && place.depth === 0) return "";
  c.touched.add(path);
  if (t.k === "rec" && g.random.chance(25)) {
    const f = t.fields.find((x) => isScalar(x.type) && !x.optional && g.can(x.type, c));
    if (f !== undefined) {
      const k = g.name("v");
      const local = `const { ${f.name}: ${k} } = ${path};\n`;
      return `${local}${path} = ${g.fresh(t, { ...c, vars: [...c.vars, { ...place.var, name: k, type: fieldType(f), writes: false, assigns: false, root: null }] }, d - 1)};`;
    }
  }
  return `${path} = ${g.fresh(t, c, d - 1)};`;
}

function members(g: Gen, t: Of<"set" | "bag">, place: Place, path: string, c: Scope, d: number): string {
  const can = g.can(t.of, c);
  const room = t.max === null ? "" : `if (${path}.size < ${t.max}) `;
  switch (g.turn("members", ["add", "add", "add", "delete", "delete", "clear", "assign", "pick", "deleted"])) {
    case "add":
      return can ? `${g.random.chance(98) ? room : ""}${path}.add(${g.read(t.of, c, d - 1)});` : "";
    case "delete":
      return can ? `${path}.delete(${g.read(t.of, c, d - 1)});` : `${path}.clear();`;
    case "deleted":
      return can ? `if (${path}.delete(${g.read(t.of, c, d - 1)})) {\n${change(g, { ...c, inLoop: true }, 0)}\n}` : "";
    case "clear":
      return `if (${g.bool(c, d - 1)}) ${path}.clear();`;
    case "pick": {
      if (!c.picks) return "";
      const x = g.name("m");
      return `const ${x} = pick(${path});\n${path}.delete(${x});`;
    }
    case "assign":
      if (stale(place, c) === null) return "";
      return `${path} = ${g.fresh(t, c, d)};`;
  }
}

function entries(g: Gen, t: Of<"map">, place: Place, path: string, c: Scope, d: number): string {
  const can = g.can(t.key, c) && g.can(t.value, c);
  const way = g.turn("entries", ["set", "set", "set", "delete", "update", "clear", "assign", "pick", "get"]);
  if (way === "clear") return stale(place, c) === null ? "" : `if (${g.bool(c, d - 1)}) ${path}.clear();`;
  if (way === "assign") return stale(place, c) === null ? "" : `${path} = ${g.fresh(t, c, d)};`;
  if (way === "pick") {
    if (!c.picks || stale(place, c) === null) return "";
    const k = g.name("k");
    return `const ${k} = pick(${path}.keys());\n${path}.delete(${k});`;
  }
  if (!can || stale(place, c) === null) return "";
  const key = g.read(t.key, c, d - 1);
  if (way === "delete") return `${path}.delete(${key});`;
  const k = g.name("k");
  const guard = t.max === null ? "" : `if (${path}.has(${k}) || ${path}.size < ${t.max}) `;
  const put = `const ${k}: ${text(t.key)} = ${g.fresh(t.key, c, d - 1)};\n${guard}${path}.set(${k}, ${g.fresh(t.value, c, d - 1)});`;
  if (t.value.k !== "rec" || way === "set") return put;
  const f = t.value.fields.find((x) => isScalar(x.type));
  if (f === undefined || !g.can(f.type, c)) return put;
  if (way === "update")
    return `const ${k} = ${path}.get(${key});\nif (${k} !== undefined) ${k}.${f.name} = ${g.read(f.type, c, d - 1)};`;
  return `if (${path}.has(${key})) ${path}.get(${key})!.${f.name} = ${literal(g, f.type) ?? g.read(f.type, c, 0)};`;
}

function sequence(g: Gen, t: Of<"seq">, place: Place, path: string, c: Scope, d: number): string {
  const can = g.can(t.of, c);
  const has = `if (${path}.length > 0) `;
  const room = g.random.chance(98) ? `if (${path}.length < ${t.max}) ` : "";
  const away = stale(place, c) !== null;
  const element = (): string => g.fresh(t.of, c, d - 1);
  switch (g.turn("sequence", SEQ)) {
    case "push":
    case "unshift":
      return can ? `${room}${path}.${g.turn("grow", ["push", "unshift", "push"])}(${element()});` : "";
    case "pushMany":
      return can && t.max >= 2 ? `if (${path}.length <= ${t.max - 2}) ${path}.push(${element()}, ${element()});` : "";
    case "pop":
    case "shift": {
      const way = g.turn("shrink", ["pop", "shift"]);
      if (isScalar(t.of) || !away) return `${path}.${way}();`;
      return `${has}${path}.${way}();`;
    }
    case "splice":
      if (!away) return "";
      return can && g.random.chance(50)
        ? `${has}${path}.splice(0, 1, ${element()});`
        : `${path}.splice(${g.random.below(2)}, ${1 + g.random.below(2)});`;
    case "reverse":
      return away ? `${path}.reverse();` : "";
    case "sort": {
      if (!away) return "";
      const by = t.of.k === "rec" ? t.of.fields.find((f) => f.type.k === "int" && !f.optional)?.name : "";
      if (t.of.k !== "int" && (t.of.k !== "rec" || by === undefined)) return `${path}.reverse();`;
      const [a, b] = t.of.k === "int" ? ["a", "b"] : [`a.${by}`, `b.${by}`];
      return `${path}.sort((a, b) => ${g.random.one([`${a} - ${b}`, `${b} - ${a}`, `mod(${a}, 2) - mod(${b}, 2)`])});`;
    }
    case "fill":
      return can && isScalar(t.of) ? `${path}.fill(${g.read(t.of, c, 0)}${g.random.chance(50) ? ", 1" : ""});` : "";
    case "write":
      return can && (isScalar(t.of) || away)
        ? `${has}${path}[${g.random.one(["0", `${path}.length - 1`, `mod(${g.num(c, 0)}, ${path}.length)`])}] = ${element()};`
        : "";
    case "assign":
      return away ? `${path} = ${g.fresh(t, c, d)};` : "";
  }
}

/** A helper that changes the state. */
export function helped(g: Gen, c: Scope, d: number): string {
  const known = g.helpers.filter(
    (h) => (h.state === "changes" || h.state === "returns") && h.params.every((p: T) => g.can(p, c)),
  );
  if (!c.steps || known.length === 0 || c.vars.some((v) => v.root !== null)) return change(g, c, d);
  const h = g.random.one(known);
  const e = call(g, h, c, d);
  return h.state === "returns" ? `s = ${e};` : `${e};`;
}
