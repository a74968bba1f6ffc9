// Loops over collections that nobody has thought of: those that are accepted have the next states that JavaScript gives, whose
// collections are filled from the end, so that it goes through them in another order. Guards against a wrong "free of order".
// Not here: the loops that a spec would have (order-of-collections.test.ts).
import fc from "fast-check";
import { expect, it } from "vitest";
import { load } from "../as-javascript/load.ts";
import { compareNextStates } from "../differential/next-states.ts";
import { actionOf, filled, fillingCollections, head } from "./collection-loops.ts";
import { compiled, imports } from "./lockstep.ts";
import { unlikeWhenRenamed } from "./renaming.ts";

const loops = [
  "for (const m of s.sent)",
  "for (const m of s.few)",
  "for (const m of s.net)",
  "for (const m of s.votes.keys())",
  "for (const m of [...s.sent])",
  "for (const m of s.sent.filter((x) => x.term !== b))",
  "for (const m of new Bag([...s.net, ...s.back]))",
  "for (const [w, term] of s.level) for (const m of [{ to: w, term }])",
  "for (const [m, term] of s.small) if (term !== b)",
  "for (const m of each<Msg>())",
];

const condition = fc.constantFrom(
  ...["m.term > 1", "m.to === me", "s.on[m.to]", "s.other.has(m)", "s.level.has(m.to)", "s.flag", "s.n > 0"],
  ...["s.votes.has(m)", "s.net.has(m)", "s.few.size < 2", "s.boxes.has(m.term)", "m.term === b", "s.sent.has(m)"],
  ...[
    "s.level.get(m.to) === 1",
    "s.votes.get(m)?.has(me) === true",
    "s.back.count(m) > 0",
    "s.small.get(m) === m.term",
  ],
  ...["s.sent.some((x) => x.to === m.to && x.term < m.term)", "s.boxes.get(m.term)?.seen.has(m.to) === true"],
);

const effect = fc.constantFrom(
  ...[
    "s.on[m.to] = true;",
    "s.on[m.to] = false;",
    "s.n += m.term;",
    "s.n++;",
    "s.flag = true;",
    "s.flag = m.term > 1;",
  ],
  ...[
    "s.flag ||= m.term > 1;",
    "s.flag &&= s.on[m.to];",
    "s.last = m.to;",
    "s.last = me;",
    "s.n = Math.max(s.n, m.term);",
  ],
  ...["s.other.add(m);", "s.other.delete(m);", "s.other.add({ ...m, term: 0 });", "s.other.delete({ ...m, term: 0 });"],
  ...["s.few.add(m);", "s.few.delete(m);", "s.net.add(m);", "s.back.add(m);", "s.back.delete(m);", "s.net.delete(m);"],
  ...["s.level.set(m.to, 1);", "s.level.set(m.to, m.term);", "s.level.delete(m.to);", "s.bs.add(m.term);"],
  ...[
    "s.bs.delete(m.term);",
    "s.votes.set(m, new Set());",
    "s.votes.set(m, new Set([me]));",
    "s.votes.get(m)?.add(me);",
  ],
  ...["s.votes.delete(m);", "s.boxes.get(m.term)?.seen.add(m.to);", "s.boxes.get(m.term)?.seen.clear();"],
  ...["s.boxes.delete(m.term);", "s.boxes.set(m.term, { n: 0, seen: new Set([m.to]) });", "s.small.set(m, m.term);"],
  ...[
    "s.small.delete(m);",
    "s.queue.push(m);",
    "s.sent.delete(m);",
    "s.sent.add(m);",
    "mark(s, m);",
    "break;",
    "return;",
  ],
  ...[
    "for (const o of s.sent) if (o.to === m.to) s.n += o.term;",
    "for (const who of s.votes.values()) who.add(m.to);",
  ],
);

const statement = fc.oneof(
  { weight: 4, arbitrary: effect },
  { weight: 4, arbitrary: fc.tuple(condition, effect).map(([c, e]) => `if (${c}) ${e}`) },
  { weight: 1, arbitrary: fc.tuple(condition, effect, effect).map(([c, d, e]) => `if (${c}) { ${d} } else { ${e} }`) },
  { weight: 1, arbitrary: condition.map((c) => `when(${c});`) },
  { weight: 1, arbitrary: condition.map((c) => `assert(${c}, "holds of each");`) },
);

const loop = fc
  .tuple(fc.constantFrom(...loops), fc.array(statement, { minLength: 1, maxLength: 3 }))
  .map(([over, body]) => `${over} { ${body.join(" ")} }`);

const actions = (codes: readonly string[]): string => codes.map((code, i) => actionOf(`a${i}`, code)).join("");

/** Without those that some stage refuses: the next stage is not come to while one refuses any. */
function acceptedOf(codes: readonly string[]): readonly string[] {
  const refused = new Set(compiled(head + actions(codes)).found.map((x) => Number(x.split(" ")[1])));
  const lineOf = (i: number): number => `${head}${actions(codes.slice(0, i))}`.split("\n").length + 2;
  return codes.filter((_, i) => !refused.has(lineOf(i)));
}

it("means what JavaScript says, whatever the order", { timeout: 240_000 }, () => {
  const codes = fc.sample(loop, {
    numRuns: Number(process.env.RACESPEC_LOOPS ?? 240),
    seed: Number(process.env.RACESPEC_SEED ?? 3),
  });
  const accepted = acceptedOf(acceptedOf(codes));
  expect(accepted.length).toBeGreaterThan(codes.length / 10);
  expect(accepted.length).toBeLessThan(codes.length * 0.9);
  const source = filled + actions([...fillingCollections, ...accepted]);
  const { model, found } = compiled(source);
  expect(found).toEqual([]);
  const loaded = load(new Map([["a.race.ts", imports + source]]), "a.race.ts", "default");
  const { disagreements } = compareNextStates(model ?? expect.fail(), loaded, 8);
  expect(disagreements).toEqual([]);
  // Loops over identities are always accepted; where they count as free, renaming must not show.
  const free = compiled(head + actions(accepted.filter((code) => !code.includes("each<Msg>"))));
  expect(unlikeWhenRenamed(free.model ?? expect.fail(), 2)).toEqual([]);
});
