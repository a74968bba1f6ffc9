// In: a scope. Out: statements, one after the other; what they declare is in scope of those that follow.
// Not here: single changes (changes.ts), loops (loops.ts), what is narrowed (unions.ts), yields (processes.ts).
import { change, helped } from "./changes.ts";
import { loop, overMembers } from "./loops.ts";
import { type Gen, ofKind, type Scope, type Var, value } from "./scope.ts";
import { fieldType, index, int, isScalar, type T, text } from "./types.ts";
import { apart } from "./unions.ts";
import { literal } from "./values.ts";

const KINDS = [
  ..."change,change,change,change,change,helped,if,if,ifElse,switch,local,let,loop,loop,members,members,apart,apart,pick,pick".split(
    ",",
  ),
  ..."reference,destructure,swap,jump,return,assert,labelled,when,throw,nested,assigned".split(","),
] as const;

export interface Said {
  readonly text: string;
  readonly vars: readonly Var[];
}

const said = (text: string, ...vars: readonly Var[]): Said => ({ text, vars });

export function block(g: Gen, c: Scope, n: number, d: number): string {
  const lines: string[] = [];
  let scope = c;
  for (let i = 0; i < n; i++) {
    const { text: line, vars } = statement(g, scope, d);
    if (line === "") continue;
    lines.push(line);
    // A name of a reference whose place is replaced is not used afterwards: replacing looks at what is in scope.
    scope = { ...scope, vars: [...scope.vars, ...vars] };
    if (/^(return|break|continue|throw)\b/.test(line)) break;
  }
  return lines.join("\n");
}

/** Without references: what they refer to may be replaced in another round of the loop. */
export const inLoop = (c: Scope): Scope => ({ ...c, inLoop: true, vars: c.vars.filter((v) => v.root === null) });

export function statement(g: Gen, c: Scope, d: number): Said {
  const { random } = g;
  if (d <= 0) return said(change(g, c, 1));
  const inner = (more = 1): string => `{\n${g.block(c, more + random.below(2), d - 1)}\n}`;
  switch (g.turn("statement", KINDS)) {
    case "helped":
      return said(helped(g, c, d));
    case "if":
      return said(`if (${g.bool(c, 2)}) ${inner()}`);
    case "ifElse":
      return said(`if (${g.bool(c, 2)}) ${inner()} else ${inner()}`);
    case "nested":
      return said(inner(2));
    case "switch":
      return said(choice(g, c, d));
    case "local":
      return constant(g, c);
    case "let":
      return variable(g, c);
    case "loop":
      return said(loop(g, inLoop(c), d));
    case "members":
      return said(overMembers(g, inLoop(c), d));
    case "apart":
      return said(apart(g, c, d));
    case "pick":
      return c.picks && !c.inLoop ? picked(g, c) : said(change(g, c, d));
    case "reference":
      return reference(g, c);
    case "destructure":
      return destructured(g, c);
    case "swap":
      return said(swap(g, c));
    case "jump":
      return said(
        c.loops.length === 0
          ? change(g, c, d)
          : `if (${g.bool(c, 1)}) ${random.one(["break", "continue"])} ${random.one(c.loops)};`,
      );
    case "return":
      return said(
        c.returns === null || random.chance(50) ? change(g, c, d) : `if (${g.bool(c, 1)}) return${c.returns};`,
      );
    case "assert":
      return said(
        random.chance(30) && c.steps
          ? `assert(${g.bool({ ...c, picks: false }, 2)}, "${g.name("claim")}");`
          : change(g, c, d),
      );
    case "throw":
      return said(
        random.chance(20) && c.steps
          ? `if (${g.bool(c, 1)} && ${g.bool(c, 1)} && ${g.bool(c, 1)}) throw new Error("${g.name("thrown")}");`
          : change(g, c, d),
      );
    case "when":
      return said(random.chance(40) && c.steps ? `when(${g.bool(c, 2)});` : change(g, c, d));
    case "labelled": {
      const name = g.name("L");
      return said(`${name}: {\n${change(g, c, 1)}\nif (${g.bool(c, 1)}) break ${name};\n${g.block(c, 1, d - 1)}\n}`);
    }
    case "assigned":
      return assigned(g, c);
    case "change":
      return said(change(g, c, d));
    default:
      return said(change(g, c, d));
  }
}

function choice(g: Gen, c: Scope, d: number): string {
  const known = g.places(c, (t) => t.k === "enum" && t.values.length > 1);
  const isNumber = known.length === 0 || g.random.chance(30);
  const on = isNumber ? `mod(${g.num(c, 1)}, 3)` : "";
  const place = isNumber ? null : g.random.one(known);
  const values = place?.type.k === "enum" ? place.type.values.map((v) => JSON.stringify(v)) : ["0", "1", "2"];
  const of = place === null ? on : `the<${text(place.type)}>(${place.make()})`;
  const clause = (head: string): string =>
    `${head}: {\n${g.block(c, 1, d - 1)}\n${g.random.chance(70) ? "break;" : ""}\n}`;
  const cases = g.random.some(values, 2).map((v) => clause(`case ${v}`));
  const all = g.random.chance(60) ? cases.toSpliced(g.random.below(3), 0, clause("default")) : cases;
  return `switch (${of}) {\n${all.join("\n")}\n}`;
}

const localTypes = (g: Gen): readonly T[] => [
  { k: "bool" },
  int(0, 3),
  index(3),
  ...g.ids.map((of): T => ({ k: "opt", of, none: "null" })),
];

function constant(g: Gen, c: Scope): Said {
  const t = g.random.one(localTypes(g));
  const name = g.name("v");
  return said(`const ${name}: ${text(t)} = the<${text(t)}>(${g.read(t, c, 2)});`, value(name, t, true));
}

function variable(g: Gen, c: Scope): Said {
  const t = g.random.one(localTypes(g));
  const name = g.name("w");
  return said(`let ${name}: ${text(t)} = the<${text(t)}>(${g.read(t, c, 1)});`, {
    ...value(name, t, true),
    writes: true,
    assigns: true,
  });
}

/** `(k = e) > …`, `k++` within an expression. */
function assigned(g: Gen, c: Scope): Said {
  const name = g.name("k");
  const made = { ...value(name, int(0, 3)), assigns: false };
  const e = g.random.one([
    `(${name} = ${g.num(c, 1)}) > ${g.random.below(3)}`,
    `${name}++ < ${g.num(c, 1)}`,
    `--${name} < ${g.num(c, 1)} && (${name} += 2) > 1`,
  ]);
  return said(
    `let ${name}: number = ${g.num(c, 1)};\nif (${e}) {\n${change(g, { ...c, vars: [...c.vars, made] }, 1)}\n}`,
  );
}

function picked(g: Gen, c: Scope): Said {
  const { random } = g;
  const name = g.name("p");
  const way = g.turn("pick", ["domain", "where", "collection", "list", "map", "bare", "subset"]);
  const t = random.one<T>([{ k: "bool" }, index(2), ...g.ids, ...g.ids]);
  if (way === "domain") return said(`const ${name} = pick<${text(t)}>();`, value(name, t));
  if (way === "bare") return said(`pick<boolean>();`);
  if (way === "where") {
    const x = g.name("x");
    const inside = { ...c, picks: false, vars: [...c.vars, value(x, t)] };
    return said(`const ${name} = pick((${x}: ${text(t)}) => ${g.bool(inside, 1)});`, value(name, t));
  }
  if (way === "list")
    return said(`const ${name} = pick(${random.below(2)}, ${2 + random.below(2)});`, value(name, int(0, 3)));
  const known = g.places(c, way === "map" ? ofKind("map") : ofKind("set", "bag", "seq"));
  if (known.length === 0) return said(`const ${name} = pick<${text(t)}>();`, value(name, t));
  const { type, make } = random.one(known);
  if (type.k === "map") return said(`const ${name} = pick(${make()}.keys());`, value(name, type.key));
  if (type.k !== "set" && type.k !== "bag" && type.k !== "seq") return said("");
  return said(`const ${name} = pick(${make()});`, value(name, type.of));
}

function reference(g: Gen, c: Scope): Said {
  const known = g
    .places(c, ofKind("rec", "table", "set", "seq", "map", "bag", "tuple"))
    .filter((p) => p.depth > 0 && p.var.writes);
  if (known.length === 0) return said("");
  const { make, type, root } = g.random.one(known);
  const name = g.name("r");
  return said(`const ${name} = ${make()};`, { name, type, writes: true, assigns: false, root, lasts: false });
}

function destructured(g: Gen, c: Scope): Said {
  const known = g
    .places(c, (t) => t.k === "rec" || (t.k === "tuple" && t.of.every(isScalar)))
    .filter((p) => p.depth > 0);
  if (known.length === 0) return said("");
  const { make, type } = g.random.one(known);
  if (type.k === "tuple") {
    const names = type.of.map(() => g.name("v"));
    return said(`const [${names.join(", ")}] = ${make()};`, ...type.of.map((t, i) => value(names[i] ?? "", t)));
  }
  if (type.k !== "rec") return said("");
  const parts = type.fields.filter((f) => isScalar(f.type));
  const names = parts.map(() => g.name("v"));
  const pattern = parts.map((f, i) => {
    const other = f.optional ? literal(g, f.type) : null;
    return `${f.name}: ${names[i]}${other === null ? "" : ` = ${other}`}`;
  });
  const vars = parts.map((f, i) => value(names[i] ?? "", f.optional && f.type.k === "id" ? fieldType(f) : f.type));
  return said(`const { ${pattern.join(", ")} } = ${make()};`, ...vars);
}

function swap(g: Gen, c: Scope): string {
  const known = g.places(c, (t) => t.k === "int" || t.k === "bool").filter((p) => p.var.writes && p.depth > 0);
  if (known.length === 0) return "";
  const a = g.random.one(known);
  const b = g.random.one(known.filter((p) => text(p.type) === text(a.type)));
  return `[${a.make()}, ${b.make()}] = [${b.make()}, ${a.make()}];`;
}
