// In: a scope with sequences, sets, bags and maps. Out: expressions over them: numbers, conditions, elements, new collections.
// Not here: statements that change them (changes.ts), loops over them (loops.ts).
import { type Gen, ofKind, ofType, type Place, type Scope, value, withVars } from "./scope.ts";
import { BOOL, int, isScalar, type Of, type T, text } from "./types.ts";

const SEQ_NUMBERS = [
  "length",
  "indexOf",
  "lastIndexOf",
  "findIndex",
  "findLastIndex",
  "reduce",
  "reduceRight",
  "filter",
  "map",
  "flatMap",
  "slice",
  "concat",
  "at",
  "find",
  "findLast",
  "toSorted",
  "toReversed",
  "with",
  "toSpliced",
  "entries",
] as const;
const SET_NUMBERS = ["size", "filter", "union", "intersection", "difference", "symmetricDifference"] as const;
const SEQ_QUESTIONS = ["some", "every", "includes", "at", "element"] as const;
const SET_QUESTIONS = ["has", "has", "isSubsetOf", "isSupersetOf", "isDisjointFrom", "some", "every"] as const;

const holder = <K extends T["k"]>(
  g: Gen,
  c: Scope,
  ...kinds: readonly K[]
): { place: Place; type: Of<K>; path: string } | null => {
  const known = g.places(c, ofKind(...kinds));
  if (known.length === 0) return null;
  const place = g.random.one(known);
  return { place, type: place.type as Of<K>, path: place.make() };
};

const inside = (c: Scope, ...vars: readonly (readonly [string, T])[]): Scope =>
  withVars({ ...c, picks: false }, ...vars.map(([name, type]) => value(name, type)));

/** `(x) => condition` over elements of this type. */
function test(g: Gen, of: T, c: Scope, d: number): string {
  const x = g.name("e");
  return `(${x}) => ${about(g, x, of, inside(c, [x, of]), d)}`;
}

/** A condition that looks at `x`, mostly. */
function about(g: Gen, x: string, of: T, c: Scope, d: number): string {
  const own: Scope = { ...c, vars: c.vars.filter((v) => v.name === x) };
  if (of.k === "int") return `${x} ${g.random.one(["<", ">=", "!=="])} ${g.random.below(3)}`;
  if (of.k === "bool" && g.random.chance(70)) return g.random.chance(50) ? x : `!${x}`;
  if (of.k === "enum") return `${x} !== ${JSON.stringify(g.random.one(of.values))}`;
  return g.bool(g.random.chance(60) && of.k !== "id" && of.k !== "union" ? own : c, Math.max(0, d));
}

/** A number that looks at `x`. */
const weight = (g: Gen, x: string, of: T, c: Scope, d: number): string =>
  of.k === "int" ? (g.random.chance(50) ? x : `${x} * 2`) : g.num(inside(c, [x, of]), d);

export function counted(g: Gen, c: Scope, d: number): string | null {
  const { random } = g;
  const of = holder(g, c, "seq", "set", "bag", "map");
  if (of === null) return null;
  const { path, type } = of;
  switch (type.k) {
    case "seq":
      return ofSequence(g, type, path, c, d);
    case "bag":
      return random.chance(50) && g.can(type.of, c) ? `${path}.count(${g.read(type.of, c, d - 1)})` : `${path}.size`;
    case "map": {
      const way = g.turn("mapNumbers", ["size", "keys", "values", "get"]);
      if (way === "keys") return `[...${path}.keys()].filter(${test(g, type.key, c, d - 1)}).length`;
      if (way === "values") return `[...${path}.values()].filter(${test(g, type.value, c, d - 1)}).length`;
      if (way === "get" && type.value.k === "int" && g.can(type.key, c))
        return `(${path}.get(${g.read(type.key, c, d - 1)}) ?? 0)`;
      return `${path}.size`;
    }
    case "set": {
      const way = g.turn("setNumbers", SET_NUMBERS);
      if (way === "size") return `${path}.size`;
      if (way === "filter") return type.valued ? `${path}.filter(${test(g, type.of, c, d - 1)}).size` : `${path}.size`;
      return `${path}.${way}(${g.read(type, c, d - 1)}).size`;
    }
  }
}

function ofSequence(g: Gen, type: Of<"seq">, path: string, c: Scope, d: number): string {
  const { random } = g;
  const [x, y] = [g.name("e"), g.name("a")];
  const n = type.of.k === "int" ? type.of : null;
  const way = g.turn("seqNumbers", SEQ_NUMBERS);
  const sum = (e: string): string =>
    `${e}.reduce((${y}, ${x}) => ${y} + ${weight(g, x, type.of, inside(c, [y, int(0, 9)]), 0)}, 0)`;
  switch (way) {
    case "indexOf":
    case "lastIndexOf":
      return isScalar(type.of) && g.can(type.of, c) ? `${path}.${way}(${g.read(type.of, c, d - 1)})` : `${path}.length`;
    case "findIndex":
    case "findLastIndex":
      return `${path}.${way}(${test(g, type.of, c, d - 1)})`;
    case "reduce":
    case "reduceRight":
      return sum(path).replace(".reduce", `.${way}`);
    case "filter":
      return `${path}.filter(${test(g, type.of, c, d - 1)}).length`;
    case "map": {
      const i = g.name("i");
      return `${path}.map((${x}, ${i}) => ${i} + ${weight(g, x, type.of, c, 0)}).reduce((${y}, b) => ${y} + b, 0)`;
    }
    case "flatMap":
      return `${path}.flatMap((${x}) => (${about(g, x, type.of, inside(c, [x, type.of]), 0)} ? [${g.num(inside(c, [x, type.of]), 0)}, 1] : [])).length`;
    case "slice":
      return `${path}.slice(${random.below(3) - 1}${random.chance(50) ? `, ${random.below(3)}` : ""}).length`;
    case "concat":
      return sum(`${path}.concat(${g.read(type, c, 0)})`);
    case "at":
      return n === null ? `${path}.length` : `(${path}.at(${random.below(3) - 1}) ?? 0)`;
    case "find":
    case "findLast":
      return n === null
        ? `(${path}.${way}(${test(g, type.of, c, d - 1)}) === undefined ? 0 : 1)`
        : `(${path}.${way}(${test(g, type.of, c, d - 1)}) ?? 0)`;
    case "toSorted":
      return n === null
        ? `${path}.length`
        : `(${path}.toSorted((a, b) => ${random.one(["a - b", "b - a", "a % 2 - b % 2"])}).at(0) ?? 0)`;
    case "toReversed":
      return n === null ? `${path}.toReversed().length` : `(${path}.toReversed().at(0) ?? 0)`;
    case "with":
      return g.can(type.of, c)
        ? `(${path}.length > 0 ? ${path}.with(0, ${g.fresh(type.of, c, 0)}).length : 0)`
        : `${path}.length`;
    case "toSpliced":
      return `${path}.toSpliced(${random.below(2)}, 1).length`;
    case "entries":
      return n === null ? `${path}.length` : `[...${path}.entries()].reduce((${y}, [i, ${x}]) => ${y} + i * ${x}, 0)`;
    case "length":
      return `${path}.length`;
  }
}

export function asked(g: Gen, c: Scope, d: number): string | null {
  const of = holder(g, c, "seq", "set", "bag", "map");
  if (of === null) return null;
  const { path, type } = of;
  switch (type.k) {
    case "seq": {
      const way = g.turn("seqQuestions", SEQ_QUESTIONS);
      if (way === "some" || way === "every") return `${path}.${way}(${test(g, type.of, c, d - 1)})`;
      if (way === "includes" && isScalar(type.of) && g.can(type.of, c))
        return `${path}.includes(${g.read(type.of, c, d - 1)})`;
      if (way === "element" && type.of.k === "int")
        return `(${path}.length > 0 && ${path}[${path}.length - 1] > ${g.num(c, 0)})`;
      return `(${path}.at(-1) === undefined)`;
    }
    case "bag":
      return g.can(type.of, c) ? `${path}.has(${g.read(type.of, c, d - 1)})` : `(${path}.size > 0)`;
    case "map":
      if (g.can(type.key, c) && g.random.chance(60)) return `${path}.has(${g.read(type.key, c, d - 1)})`;
      return `[...${path}.values()].${g.random.one(["some", "every"])}(${test(g, type.value, c, d - 1)})`;
    case "set": {
      const way = g.turn("setQuestions", SET_QUESTIONS);
      if ((way === "some" || way === "every") && type.valued) return `${path}.${way}(${test(g, type.of, c, d - 1)})`;
      if (way === "isSubsetOf" || way === "isSupersetOf" || way === "isDisjointFrom")
        return `${path}.${way}(${g.read(type, c, d - 1)})`;
      return g.can(type.of, c) ? `${path}.has(${g.read(type.of, c, d - 1)})` : `(${path}.size > 1)`;
    }
  }
}

/** A scalar out of a sequence or map, with another value where there is none. */
export function readElement(g: Gen, t: T, c: Scope, d: number): string | null {
  const other = g.random.chance(50) ? g.places(c, ofType(t)) : [];
  const fallback = other.length > 0 ? g.random.one(other).make() : t.k === "enum" ? JSON.stringify(t.values[0]) : null;
  if (fallback === null || t.k === "opt") return null;
  const seqs = g.places(c, (x) => x.k === "seq" && ofType(t)(x.of));
  if (seqs.length > 0 && g.random.chance(50))
    return `(${g.random.one(seqs).make()}.at(${g.random.below(3) - 1}) ?? ${fallback})`;
  const maps = g.places(c, (x) => x.k === "map" && ofType(t)(x.value) && g.can(x.key, c));
  if (maps.length === 0) return null;
  const { type, make } = g.random.one(maps);
  return type.k === "map" ? `(${make()}.get(${g.read(type.key, c, d)}) ?? ${fallback})` : null;
}

export function freshCollection(g: Gen, t: Of<"set" | "map" | "bag" | "seq">, c: Scope, d: number): string {
  const { random } = g;
  const known = g.places(c, ofType(t));
  const path = known.length > 0 && random.chance(70) ? random.one(known).make() : null;
  const few = (of: T, most: number): string =>
    g.can(of, c)
      ? Array.from({ length: random.below(Math.min(most, 2) + 1) }, () => g.fresh(of, c, d - 1)).join(", ")
      : "";
  switch (t.k) {
    case "set": {
      const made = `new ${text(t)}([${few(t.of, t.max ?? 2)}])`;
      if (path === null)
        return t.max === null && isScalar(t.of) && t.of.k !== "opt" && random.chance(30)
          ? comprehension(g, t, c, d)
          : made;
      const way = g.turn("newSets", [
        "copy",
        "union",
        "intersection",
        "difference",
        "symmetricDifference",
        "filter",
        "clone",
        "pick",
        "each",
      ]);
      if (way === "copy") return `new ${text(t)}(${path})`;
      if (way === "clone") return `structuredClone(${path})`;
      if (way === "each" && t.max === null) return `new ${text(t)}(each<${text(t.of)}>())`;
      if (way === "pick") return c.picks && t.max === null ? `pick<${text(t)}>()` : made;
      if (way === "filter") return t.valued ? `${path}.filter(${test(g, t.of, c, d - 1)})` : `new ${text(t)}(${path})`;
      if (way === "each" || (t.max !== null && way !== "intersection" && way !== "difference")) return made;
      return `${path}.${way}(${made})`;
    }
    case "bag":
      return path !== null
        ? random.chance(70)
          ? `new ${text(t)}(${path})`
          : `structuredClone(${path})`
        : `new ${text(t)}([${few(t.of, t.max)}])`;
    case "map": {
      if (path !== null)
        return isScalar(t.value) && random.chance(70) ? `new ${text(t)}(${path})` : `structuredClone(${path})`;
      if (!g.can(t.key, c) || !g.can(t.value, c) || t.max === 0 || random.chance(40)) return `new ${text(t)}()`;
      return `new ${text(t)}([[${g.fresh(t.key, c, d - 1)}, ${g.fresh(t.value, c, d - 1)}]])`;
    }
    case "seq": {
      if (path === null || !isScalar(t.of))
        return path !== null && random.chance(50) ? `structuredClone(${path})` : `[${few(t.of, t.max)}]`;
      const x = g.name("e");
      const way = g.turn("newSeqs", [
        "spread",
        "slice",
        "filter",
        "map",
        "toSorted",
        "toReversed",
        "concat",
        "from",
        "set",
        "flatMap",
        "rest",
      ]);
      if (way === "slice") return `${path}.slice(${random.below(2)})`;
      if (way === "filter") return `${path}.filter(${test(g, t.of, c, d - 1)})`;
      if (way === "map" || way === "from") {
        const e = g.fresh(t.of, inside(c, [x, t.of]), d - 1);
        return way === "map"
          ? `${path}.map((${x}): ${text(t.of)} => ${e})`
          : `Array.from(${path}, (${x}): ${text(t.of)} => ${e})`;
      }
      if (way === "toSorted" && t.of.k === "int")
        return `${path}.toSorted((a, b) => ${random.one(["a - b", "b - a"])})`;
      if (way === "toReversed") return `${path}.toReversed()`;
      if (way === "flatMap") return `${path}.flatMap((${x}) => [${x}]).slice(0, ${t.max})`;
      if (way === "concat") return `${path}.concat(${g.read(t, c, 0)}).slice(0, ${t.max})`;
      return `[...${path}]`;
    }
  }
}

function comprehension(g: Gen, t: Of<"set">, c: Scope, d: number): string {
  const x = g.name("x");
  const e = `setOf((${x}: ${text(t.of)}) => ${g.bool(inside(c, [x, t.of]), d - 1)})`;
  return t.valued ? `new ${text(t)}(${e})` : e;
}

export const TRUTH = BOOL;
