// In: the number of a spec. Out: statements over a local collection, so that no method and no operator is left out of a run,
// whatever its states are made of.
// Not here: what these statements look like (changes.ts, collections.ts, numbers.ts).
import { changeOf, played } from "./changes.ts";
import { asked, counted } from "./collections.ts";
import { binary, math, unary } from "./numbers.ts";
import { type Gen, type Place, type Scope, type Var, value } from "./scope.ts";
import { index, int, type Of, type T, text } from "./types.ts";
import { within } from "./values.ts";

const ROUNDS = [
  "seqNumbers",
  "seqQuestions",
  "setNumbers",
  "setQuestions",
  "mapNumbers",
  "members",
  "entries",
  "sequence",
  "math",
  "assign",
  "arithmetic",
  "unary",
];

/** `nth`: how many specs had one before. */
export function tour(g: Gen, c: Scope, nth: number): string {
  const stops: readonly (readonly [T, string])[] = [
    [{ k: "seq", of: int(0, 3), max: 5 }, `[mod(${g.num(c, 0)}, 4), mod(${g.num(c, 0)}, 4), 1]`],
    [
      { k: "set", of: index(3), max: null, valued: nth % 8 > 3 },
      `new ${nth % 8 > 3 ? "ValueSet" : "Set"}<Index<3>>([mod(${g.num(c, 0)}, 3), 0])`,
    ],
    [{ k: "seq", of: int(0, 3), max: 4 }, `[mod(${g.num(c, 0)}, 4), 2]`],
    nth % 8 > 3
      ? [{ k: "bag", of: index(2), max: 3 }, `new Bag<Index<2>, 3>([mod(${g.num(c, 0)}, 2)])`]
      : [
          { k: "map", key: index(2), value: int(0, 3), max: null, valued: false },
          `new Map<Index<2>, Int<0, 3>>([[0, mod(${g.num(c, 0)}, 4)]])`,
        ],
  ];
  const [t, e] = stops[nth % stops.length] as readonly [T, string];
  g.begin(Math.floor(nth / 2) * 2 + Math.floor(nth / 4), ROUNDS);
  const local: Var = { ...value("held", t), writes: true };
  const place: Place = { type: t, var: local, root: "held", depth: 1, make: () => "held" };
  // An assertion that a model leaves out does nothing, and chooses nothing.
  const still: Scope = { ...c, picks: false };
  const few: Scope = { ...c, vars: [local] };
  const ints = g.places(c, (x) => x.k === "int").filter((p) => p.var.name === "s");
  const into = (): readonly [Of<"int">, string] | null => {
    const found = ints.length === 0 ? null : g.random.one(ints);
    return found?.type.k === "int" ? [found.type, found.make()] : null;
  };
  const told = (make: () => string): string => {
    const to = into();
    return to === null ? "" : `${to[1]} = ${within(g, to[0], make())};`;
  };
  const worked = into();
  const asks = asked(g, few, 1);
  return [
    `let held: ${text(t)} = ${e};`,
    changeOf(g, place, few, 1),
    told(() => counted(g, few, 1) ?? "0"),
    changeOf(g, place, few, 1),
    told(() => `${math(g, c, 1)} + ${counted(g, few, 1) ?? "0"}`),
    told(() => `${counted(g, few, 1) ?? "0"} - (${asks ?? "false"} ? 1 : 0)`),
    told(() => `${binary(g, c, 1)} + ${unary(g, c)}`),
    told(() => binary(g, c, 1)),
    t.k === "bag" ? `if (${g.bool(few, 1)}) held.clear();` : "",
    worked === null ? "" : played(g, worked[0], worked[1], c, 1),
    g.random.chance(50) ? `assert(${g.bool(still, 1)} || ${g.bool(still, 1)}, "${g.name("claim")}");` : "",
  ].join("\n");
}
