// Steps that specs seldom have: arguments that are sets, choices of which some are blocked, helpers that block, values that are
// `undefined` against their types. Guards against instances, choices or dead locals told wrongly, which no shipped spec shows.
import { expect, it } from "vitest";
import { compiled, openText } from "../compiled.ts";
import { instanceOf } from "./harness.ts";
import { walk } from "./walk.ts";

const HEAD = `import { each, every, fill, type Id, type Index, type Int, pick, type Seq, spec, when } from "racespec";\n`;
const compare = (text: string): void => {
  const model = compiled(openText(HEAD + text), "default");
  const { steps, disagreements } = walk(model, 200);
  expect(disagreements).toEqual([]);
  expect(steps).toBeGreaterThan(0);
};

it("arguments that are sets, negative numbers and records", () =>
  compare(`
type P = Id<"P", 2>;
interface State { at: Int<-2, 2>; members: Set<P>; last: { who: P | null; by: Int<-1, 1> } }
const { action } = spec<State>(() => ({ at: 0, members: new Set(), last: { who: null, by: 0 } }));
export const move = action((s, by: Int<-1, 1>, who: P, others: Set<P>, flag: boolean) => {
  if (others.has(who)) s.members = new Set(others);
  s.at += by;
  if (flag) s.members.add(who); else s.members.delete(who);
  s.last = { who: flag ? who : null, by };
});
`));

it("choices in a row, some of them blocked, and a helper that blocks", () => {
  const text = `
type P = Id<"P", 3>;
interface State { a: P | null; n: Int<0, 3>; queue: Seq<Int<0, 3>, 3> }
const { action } = spec<State>(() => ({ a: null, n: pick((n: Int<0, 3>) => n !== 1), queue: [] }));
function odd(n: number): boolean { return n % 2 === 1; }
export const choose = action((s) => {
  const p = pick<P>();
  const n = pick((n: Int<0, 3>) => n >= s.n);
  when(!odd(n));
  s.a = p;
  s.n = n;
});
export const add = action((s) => { when(s.queue.length < 3); s.queue.push(s.n); });
export const take = action((s) => { s.n = pick(s.queue); s.queue = s.queue.filter((x) => x !== s.n); });
`;
  compare(text);
  const generated = instanceOf(compiled(openText(HEAD + text), "default"));
  const [first] = generated.steps(null);
  if (first?.state == null) throw new Error("no initial state");
  const choices = generated
    .steps([first.state])
    .filter((s) => s.action === 0)
    .map((s) => s.choice);
  // Three identities with four numbers each; odd numbers are blocked, and count.
  expect(choices).toEqual([0, 2, 4, 6, 8, 10]);
});

it("a local that is undefined against its type, across a yield", () =>
  compare(`
type P = Id<"P", 2>;
interface State { queue: Seq<Int<0, 1>, 2>; got: Int<0, 1> }
const { process } = spec<State>(() => ({ queue: [0], got: 0 }));
export const worker = process(function* (s, self: P) {
  while (true) {
    s = yield "take";
    const x = s.queue.shift()!;
    s = yield "put";
    if (s.queue.length < 2) s.queue.push(1);
    s = yield "use";
    if (x === s.got) s.got = 0;
  }
}, { daemon: true });
`));
