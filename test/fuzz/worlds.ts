// In: choices. Out: the types that a spec declares, its state, and how that begins.
// Not here: what types are (types.ts).
import { isCalm } from "./grammar.ts";
import type { Random } from "./random.ts";
import type { Gen, Scope } from "./scope.ts";
import { BOOL, type Field, index, int, type Of, opt, sizeOf, type T, text, type Variant } from "./types.ts";

export interface Declarations {
  readonly ids: readonly T[];
  readonly texts: readonly string[];
  readonly scalars: readonly T[];
  readonly record: Of<"rec">;
  readonly outer: Of<"rec">;
  readonly union: Of<"union">;
}

const field = (name: string, type: T, optional = false): Field => ({ name, type, optional });
const fieldTexts = (fields: readonly Field[]): string =>
  fields.map((f) => `${f.name}${f.optional ? "?" : ""}: ${text(f.type)}`).join("; ");

export function declaredTypes(random: Random, nth: number): Declarations {
  const ids: T[] = nth % 5 === 4 ? [] : [{ k: "id", name: "P", n: 2 + random.below(2) }];
  if (random.chance(15)) ids.push({ k: "id", name: "Q", n: 2 });
  const colour: T = {
    k: "enum",
    name: "Colour",
    values: random.one([
      ["red", "green", "blue"],
      ["red", "green"],
      [0, 2, 5],
    ]),
  };
  const scalars = [
    BOOL,
    int(0, 2),
    int(-1, 1),
    index(2),
    index(3),
    colour,
    opt(index(2)),
    ...ids.map((t) => opt(t)),
    ...ids.map((t) => opt(t)),
  ];
  const inner = [BOOL, index(2), int(0, 2), colour, ...ids, ...ids.map((t) => opt(t))];
  const record: Of<"rec"> = {
    k: "rec",
    name: "R",
    fields: [field("a", random.one(inner)), field("b", random.one([BOOL, index(2)]), random.chance(35))],
  };
  const outer: Of<"rec"> = {
    k: "rec",
    name: "Outer",
    fields: [
      field("r", record),
      field("n", random.one([index(3), int(0, 2)])),
      ...(random.chance(30) ? [field("list", { k: "seq", of: index(2), max: 2 })] : []),
    ],
  };
  const records: Variant[] = [
    { kind: "one", fields: [field("x", random.one(inner))] },
    { kind: "two", fields: random.chance(60) ? [field("y", random.one(inner))] : [] },
  ];
  const plain: T[] = random.chance(60)
    ? [
        random.one<T>([
          { k: "enum", name: `"idle"`, values: ["idle"] },
          opt({ k: "enum", name: `"idle"`, values: ["idle"] }),
        ]),
      ]
    : [];
  const union: Of<"union"> = { k: "union", name: "U", records, plain };
  const variants = records.map((r) => `{ kind: ${JSON.stringify(r.kind)}; ${fieldTexts(r.fields)} }`);
  return {
    ...{ ids, scalars, record, outer, union },
    texts: [
      ...ids.map(
        (t) =>
          `export const ${text(t)}S = constant(${sizeOf(t)});\ntype ${text(t)} = Id<"${text(t)}", typeof ${text(t)}S>;`,
      ),
      `type Colour = ${colour.k === "enum" ? colour.values.map((v) => JSON.stringify(v)).join(" | ") : ""};`,
      `interface R { ${fieldTexts(record.fields)} }`,
      `interface Outer { ${fieldTexts(outer.fields)} }`,
      `type U = ${[...variants, ...plain.map(text)].join(" | ")};`,
    ],
  };
}

/** One field of a kind that comes round from spec to spec, and others until there may be some hundred states. */
export function stateOf(random: Random, nth: number, types: Declarations): Of<"rec"> {
  const small = (): T => random.one(types.scalars);
  const member = (): T =>
    random.one<T>([
      types.record,
      types.record,
      { k: "tuple", of: [index(2), BOOL] },
      types.union,
      ...types.ids,
      index(3),
      ...types.ids.map((of): T => ({ k: "set", of, max: null, valued: false })),
    ]);
  const key = (): T => random.one<T>([index(2), ...types.ids, ...types.ids, ...types.ids]);
  const scalarMember = (): T => random.one<T>([index(3), ...types.ids, ...types.ids, types.scalars[5] ?? BOOL]);
  const kinds: readonly (() => T)[] = [
    () => ({ k: "seq", of: random.one([small(), types.record, index(3)]), max: 2 + random.below(2) }),
    () => ({ k: "set", of: scalarMember(), max: null, valued: false }),
    () => ({
      k: "table",
      key: key(),
      value: random.one([small(), types.record, { k: "set", of: scalarMember(), max: null, valued: false }]),
    }),
    () => ({ k: "map", key: scalarMember(), value: random.one([small(), types.record]), max: null, valued: false }),
    () => ({ k: "bag", of: member(), max: 2 }),
    () => ({ k: "set", of: member(), max: random.chance(50) ? null : 2, valued: true }),
    () => ({
      k: "map",
      key: member(),
      value: random.one([small(), types.record]),
      max: random.chance(40) ? null : 2,
      valued: true,
    }),
    () => types.union,
    () => opt(types.record),
    () => random.one<T>([types.outer, { k: "tuple", of: [small(), BOOL] }]),
    () => ({
      k: "table",
      key: key(),
      value: random.one<T>([types.union, opt(types.record), types.outer, { k: "seq", of: small(), max: 2 }]),
    }),
  ];
  if (isCalm(nth)) {
    const own = types.ids[0] ?? index(2);
    const all: T[] = [
      int(0, 3),
      small(),
      { k: "table", key: own, value: random.one([BOOL, index(3)]) },
      opt(own),
      BOOL,
    ];
    return { k: "rec", name: "State", fields: all.map((type, i) => field(`f${i}`, type)) };
  }
  const fields: Field[] = [];
  let size = 1;
  const add = (type: T, optional = false): void => {
    if (fields.length > 1 && size * sizeOf(type) > 300_000) return;
    fields.push(field(`f${fields.length}`, type, optional));
    size *= sizeOf(type);
  };
  add(kinds[(nth * 3 + 1) % kinds.length]?.() ?? BOOL);
  add(random.one([int(0, 3), int(0, 4), int(-1, 2), index(4)]));
  for (const id of types.ids)
    add(random.chance(60) ? opt(id) : { k: "table", key: id, value: random.one([BOOL, index(3)]) });
  for (let i = 0; i < 4 && (size < 4000 || i < 1); i++) {
    const isScalarOne = random.chance(50);
    add(isScalarOne ? small() : random.one(kinds)(), random.chance(15));
  }
  return { k: "rec", name: "State", fields };
}

/** The initial state, of which there are several now and then. */
export function initialOf(g: Gen, state: Of<"rec">): string {
  const { random } = g;
  const c: Scope = {
    vars: [],
    picks: false,
    touched: new Set(),
    steps: false,
    loops: [],
    returns: null,
    inLoop: false,
  };
  const choosing = random.chance(35);
  const begin = (t: T): string => {
    switch (t.k) {
      case "bool":
        return choosing && random.chance(40) ? "pick<boolean>()" : "false";
      case "int":
        return choosing && random.chance(40) ? `pick(${t.lo}, ${t.hi})` : String(Math.max(t.lo, Math.min(0, t.hi)));
      case "enum":
        return JSON.stringify(t.values[0]);
      case "id":
        return `pick<${t.name}>()`;
      case "opt":
        return t.of.k === "id" && choosing && random.chance(30) ? `pick<${text(t)}>()` : t.none;
      case "rec":
        return `{ ${t.fields
          .filter((f) => !f.optional)
          .map((f) => `${f.name}: ${begin(f.type)}`)
          .join(", ")} }`;
      case "tuple":
        return `[${t.of.map(begin).join(", ")}]`;
      case "union": {
        const plain = t.plain[0];
        return plain !== undefined && random.chance(60)
          ? begin(plain)
          : `{ kind: "one", ${(t.records[0]?.fields ?? []).map((f) => `${f.name}: ${begin(f.type)}`).join(", ")} }`;
      }
      case "table": {
        if (choosing && t.value.k === "bool" && random.chance(50))
          return `fillWith((k: ${text(t.key)}) => pick<boolean>())`;
        return `fill(${begin(t.value)})`;
      }
      default:
        return g.fresh(t, c, 1);
    }
  };
  const body = `{\n${state.fields
    .filter((f) => !f.optional)
    .map((f) => `${f.name}: ${begin(f.type)},`)
    .join("\n")}\n}`;
  if (!choosing || random.chance(50)) return `() => (${body})`;
  return `() => {\nconst at = pick<Index<2>>();\nwhen(at >= 0);\nreturn ${body};\n}`;
}
