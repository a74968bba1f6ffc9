// In: a seed. Out: the text of a small spec: two or three processes that share a lock, a counter, flags and rows of a table.
// Not here: what is done with it (random-processes.test.ts).
import { randomFrom } from "../as-javascript/tried-spec.ts";

const head = `
type P = Id<"P", 2>;
interface State { lock: P | null; busy: boolean; n: Int<0, 2>; flag: boolean; mine: Record<P, Int<0, 2>>; set: Record<P, boolean>; gone: boolean }
const { action, process, invariant, stepInvariant, reachable, model } = spec<State>(() => ({
  lock: null, busy: false, n: 0, flag: false, mine: fill(0), set: fill(false), gone: false,
}));
`;

export function randomPair(seed: number): string {
  const random = randomFrom(seed * 7717 + 5);
  const below = (n: number): number => Math.floor(random() * n);
  const one = (...of: readonly string[]): string => of[below(of.length)] ?? "";
  let label = 0;
  const labels: string[] = [];

  /** Statements of one step; `self` where the process has instances. */
  const step = (self: boolean): string =>
    one(
      "s.n = (s.n + 1) % 3;",
      "s.flag = true;",
      "s.flag = !s.flag;",
      "s.gone = true;",
      "assert(!s.gone, 'gone');",
      "assert(!s.gone, 'gone'); s.n = 1;",
      "assert(s.n < 2, 'n is large');",
      "when(s.flag);",
      "when(!s.flag);",
      "when(s.n > 0); s.n--;",
      "s.n++;",
      "k = s.n;",
      "k = (k + 1) % 3;",
      "if (s.n === k) s.n = (s.n + 1) % 3;",
      "k = pick(0, 1);",
      "when(!s.busy); s.busy = true;",
      "s.busy = false;",
      "if (s.flag) k = 2; else k = 0;",
      ...(self
        ? [
            "when(s.lock === null); s.lock = self;",
            "s.lock = null;",
            "assert(s.lock !== null, 'not locked'); s.lock = null;",
            "s.mine[self] = k;",
            "s.mine[self]++;",
            "k = s.mine[self];",
            "s.set[self] = true;",
            "s.set[self] = !s.set[self];",
            "assert(s.mine[self] < 2, 'mine');",
            "assert(s.lock === self, 'somebody else');",
          ]
        : ["s.mine[pick<P>()] = 1;", "when(some((p: P) => s.set[p]));"]),
    );
  const critical = (): string =>
    `s = yield "a${label++}"; when(!s.busy); s.busy = true;\ns = yield "a${label++}"; ${step(true)}\ns = yield "a${label++}"; s.busy = false;`;
  const body = (self: boolean, n: number): string => {
    const lines: string[] = [];
    for (let i = 0; i < n; i++) {
      const here = `l${label++}`;
      if (self) labels.push(here);
      const inner = step(self);
      const kind = below(8);
      if (kind === 0) lines.push(`if (k > 0) {\ns = yield "${here}";\n${inner}\n}`);
      else if (kind === 1) lines.push(`while (s.flag) {\ns = yield "${here}";\n${inner}\n}`);
      else if (kind === 2 && self) lines.push(critical(), `s = yield "${here}";\n${inner}`);
      else lines.push(`s = yield "${here}";\n${inner}`);
    }
    return lines.join("\n");
  };
  const first = body(true, 3 + below(3));
  const second = body(false, 2 + below(2));
  const at = labels[below(labels.length)] ?? "start";
  const property = one(
    "export const x = invariant((s) => s.n < 2 || !s.flag);",
    "export const x = invariant((s) => !every((p: P) => s.set[p]));",
    `export const x = invariant((s) => !every((p: P) => w.at(s, p, "${at}")));`,
    `export const x = invariant((s) => !some((p: P) => w.at(s, p, "${at}") && s.mine[p] > 0));`,
    "export const x = invariant((s) => !every((p: P) => w.done(s, p)) || s.n > 0);",
    `export const x = reachable((s) => some((p: P) => w.at(s, p, "${at}")) && s.flag);`,
    "export const x = stepInvariant((s, next) => next.n - s.n < 2);",
    "export const x = stepInvariant((s, next) => !s.gone || next.gone);",
    "export const x = reachable((s) => s.n === 2 && s.gone);",
  );
  const third = below(2) === 0 ? "export const act = action((s) => { when(s.gone && !s.busy); s.gone = false; });" : "";
  const options = one("", `{ deadlock: "ignore" }`, `{ deadlock: "ignore" }`, `{ constraint: (s) => s.n < 2 }`);
  return `${head}
export const w = process(function* (s, self: P) {
let k: Int<0, 2> = 0;
s = yield "start";
${first}
s.mine[self] = 0;
});
export const v = process(function* (s) {
let k: Int<0, 2> = 1;
s = yield "begin";
k = s.n;
${second}
s.n = k;
}${below(3) === 0 ? ", { daemon: true }" : ""});
${third}
${property}
export const m = model({}${options === "" ? "" : `, ${options}`});
`;
}
