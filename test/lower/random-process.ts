// In: a seed. Out: the text of a spec with one process of random sequential code and two procedures, always of finite runs,
// accepted by TypeScript and free of what lowering refuses.
// Not here: what is done with it (random-processes.test.ts).
import { randomFrom } from "../as-javascript/tried-spec.ts";

const head = `
type P = Id<"P", 2>;
type B = Index<3>;
interface State { n: Int<0, 3>; set: Set<B>; who: P | null; flag: boolean }
const { action, process, procedure } = spec<State>(() => ({ n: 0, set: new Set(), who: null, flag: false }));
export const other = action((s) => { s.n = (s.n + 1) % 4; s.flag = !s.flag; });
`;

interface Scope {
  /** Numeric locals in 0..3. */
  readonly numbers: readonly string[];
  /** Labels of the loops around. */
  readonly loops: readonly string[];
  /** How much deeper it may go. */
  readonly depth: number;
  readonly procedure: boolean;
}

export function randomProcess(seed: number): string {
  const random = randomFrom(seed * 7919 + 13);
  const below = (n: number): number => Math.floor(random() * n);
  const one = (...of: readonly (() => string)[]): string => of[below(of.length)]?.() ?? "";
  let labels = 0;
  let names = 0;

  const rest = (): string => `s = yield "l${labels++}";`;
  const local = (c: Scope): string => c.numbers[below(c.numbers.length)] ?? "1";
  const number = (c: Scope): string =>
    one(
      () => String(below(4)),
      () => local(c),
      () => "s.n",
      () => `(${local(c)} + ${below(3)}) % 4`,
    );
  const test = (c: Scope): string =>
    one(
      () => "s.flag",
      () => `${local(c)} < ${number(c)}`,
      () => `s.set.has(${below(3)})`,
      () => (c.procedure ? "s.flag" : "own.size > 1"),
      () => `(k0 = ${number(c)}) > 1 && s.flag`,
    );
  const simple = (c: Scope): string =>
    one(
      () => `s.n = ${number(c)};`,
      () => `k${below(2)} = ${number(c)};`,
      () => `s.set.add(${below(3)});`,
      () => (c.procedure ? "s.flag = !s.flag;" : `own.${below(2) === 0 ? "add" : "delete"}(${below(3)});`),
      () => (c.procedure ? "s.set.clear();" : "own = new Set<B>(s.set);"),
      () => `if (${test(c)}) s.flag = !s.flag;`,
      () => (c.procedure || c.loops.length > 0 ? "s.n = k0;" : `k${below(2)} = pick(0, ${1 + below(3)});`),
      () => "for (const q of each<B>()) { if (s.set.has(q)) { k0 = q; break; } }",
    );
  const some = (c: Scope, n: number): string => Array.from({ length: n }, () => statement(c)).join("\n");
  const inner = (c: Scope): string => some({ ...c, depth: c.depth - 1 }, 1 + below(3));

  const loop = (c: Scope): string => {
    const label = `L${names}`;
    const name = `x${names++}`;
    const inside: Scope = { ...c, numbers: [...c.numbers, name], loops: [...c.loops, label] };
    return one(
      () => `${label}: for (const ${name} of each<B>()) {\n${inner(inside)}\n}`,
      () => `${label}: for (const ${name} of [${below(4)}, ${below(4)}]) {\n${inner(inside)}\n}`,
      () =>
        `let ${name}: Int<0, 3> = 0;\n${label}: while (${name} < ${1 + below(2)}) {\n${name}++;\n${inner(inside)}\n}`,
      () =>
        `let ${name}: Int<0, 3> = 0;\n${label}: do {\n${inner(inside)}\n} while (${test(c)} && (${name} = ${name} + 1) < 3);`,
    );
  };
  const choice = (c: Scope): string => {
    const clause = (head: string): string => `${head}: {\n${inner(c)}\n${below(2) === 0 ? "break;" : ""}}`;
    const clauses = ["case 0", "case 1"].map(clause);
    return `switch (${local(c)} % 4) {\n${clauses.toSpliced(below(3), 0, clause("default")).join("\n")}\n}`;
  };
  const jump = (c: Scope): string => {
    const label = c.loops[below(c.loops.length)];
    return label === undefined ? rest() : `if (${test(c)}) ${below(2) === 0 ? "continue" : "break"} ${label};`;
  };
  const call = (c: Scope): string =>
    c.procedure
      ? simple(c)
      : one(
          () => `[s, k0] = yield* f(s, ${number(c)});`,
          () => `[s, k1] = yield* g(s, ${number(c)}, k0);`,
          () => `for (const q of each<P>()) { s = yield "l${labels++}"; s.who = q; }`,
        );

  function statement(c: Scope): string {
    if (c.depth <= 0) return below(3) === 0 ? rest() : simple(c);
    return one(
      rest,
      rest,
      rest,
      () => simple(c),
      () => simple(c),
      () => `if (${test(c)}) {\n${inner(c)}\n}${below(2) === 0 ? "" : ` else {\n${inner(c)}\n}`}`,
      () => loop(c),
      () => loop(c),
      () => choice(c),
      () => jump(c),
      () => (below(3) > 0 ? simple(c) : `if (${test(c)}) return${c.procedure ? ` ${number(c)}` : ""};`),
      () => call(c),
    );
  }

  const procedure = (name: string, params: readonly string[], depth: number, end: string): string => {
    labels = 0;
    const scope: Scope = { numbers: [...params, "k0", "k1"], loops: [], depth, procedure: true };
    const typed = params.map((p) => `${p}: Int<0, 3>`).join(", ");
    const locals = `let k0: Int<0, 3> = ${params[0]}; let k1: Int<0, 3> = 0;`;
    return `const ${name} = procedure(function* (s, ${typed}) {\n${locals}\n${some(scope, 2)}\n${end}\n});`;
  };
  const f = procedure("f", ["a"], 2, "return k0;");
  const g = procedure("g", ["a", "b"], 1, "[s, k1] = yield* f(s, b);\nreturn (k0 + k1) % 4;");
  labels = 0;
  const code = some({ numbers: ["k0", "k1"], loops: [], depth: 3, procedure: false }, 5);
  const locals = `let k0: Int<0, 3> = ${below(4)}; let k1: Int<0, 3> = 0; let own: Set<B> = new Set<B>([${below(3)}]);`;
  const end = "s.n = (k0 + own.size) % 4; k1 = own.size;";
  return `${head}${f}\n${g}\nexport const p = process(function* (s) {\n${locals}\ns = yield "start";\n${code}\n${end}\n});`;
}
