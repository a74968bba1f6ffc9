// In: a scope of the state. Out: processes and procedures: sequential code that rests at labels.
// Not here: what a step does between two labels (statements.ts).

import type { Gen, Scope, Var } from "./scope.ts";
import { value } from "./scope.ts";
import { inLoop } from "./statements.ts";
import { index, int, type T, text } from "./types.ts";

export interface Procedure {
  readonly name: string;
  readonly param: T;
  readonly returns: boolean;
  readonly text: string;
}

interface Sequential {
  readonly labels: string[];
  readonly procedures: readonly Procedure[];
  /** `null`: a process; else what a procedure returns. */
  readonly result: string | null;
}

/** Only what lasts: no references, no locals without a type. */
const afterRest = (c: Scope): Scope => {
  c.touched.clear();
  return { ...c, vars: c.vars.filter((v) => v.name === "s" || v.lasts) };
};

function rest(g: Gen, to: Sequential): string {
  const label = g.name("l");
  to.labels.push(label);
  return `s = yield "${label}";`;
}

const step = (g: Gen, c: Scope, d: number): string =>
  g.block({ ...c, picks: !c.inLoop && !g.calm }, 1 + g.random.below(2), g.calm ? 0 : d);

function part(g: Gen, c: Scope, to: Sequential, d: number): string {
  const { random } = g;
  const inner = (scope: Scope): string => `${rest(g, to)}\n${step(g, afterRest(scope), 1)}`;
  switch (
    d <= 0
      ? "rest"
      : g.turn("part", [
          "rest",
          "rest",
          "when",
          "if",
          "each",
          "while",
          "list",
          "jump",
          "switch",
          "procedure",
          "return",
          "do",
        ])
  ) {
    case "rest":
      return inner(c);
    case "when":
      return `${rest(g, to)}\nwhen(${g.bool(afterRest(c), 2)});\n${step(g, c, 1)}`;
    case "if":
      return `if (${g.bool(c, 1)}) {\n${inner(c)}\n}${random.chance(50) ? ` else {\n${inner(c)}\n}` : ""}`;
    case "each": {
      const x = g.name("x");
      const t = random.chance(40) && g.ids.length > 0 ? random.one(g.ids) : index(2);
      return `for (const ${x} of each<${text(t)}>()) {\n${inner(inLoop({ ...c, vars: [...c.vars, value(x, t, true)] }))}\n}`;
    }
    case "while": {
      const x = g.name("x");
      return `let ${x}: Int<0, 2> = 0;\nwhile (${x} < 2) {\n${x}++;\n${inner(inLoop({ ...c, vars: [...c.vars, value(x, int(0, 2), true)] }))}\nif (${g.bool(afterRest(c), 1)}) break;\n}`;
    }
    case "do": {
      const x = g.name("x");
      return `let ${x}: Int<0, 3> = 0;\ndo {\n${inner(inLoop(c))}\n${x}++;\n} while (${x} < 2);`;
    }
    case "list": {
      const x = g.name("x");
      return `for (const ${x} of [2, 0]) {\n${inner(inLoop({ ...c, vars: [...c.vars, value(x, int(0, 2), true)] }))}\n}`;
    }
    case "jump": {
      const [L, x] = [g.name("L"), g.name("x")];
      const body = inner(inLoop({ ...c, vars: [...c.vars, value(x, index(2), true)] }));
      return `${L}: for (const ${x} of each<Index<2>>()) {\n${body}\nif (${g.bool(afterRest(c), 1)}) ${random.one(["continue", "break"])} ${L};\n${inner(inLoop(c))}\n}`;
    }
    case "switch":
      return `switch (mod(${g.num(c, 1)}, 3)) {\ncase 0: {\n${inner(c)}\n}\ncase 1: {\n${step(g, { ...c, touched: new Set() }, 0)}\nbreak;\n}\ndefault: {\n${inner(c)}\n}\n}`;
    case "procedure": {
      if (to.procedures.length === 0) return inner(c);
      const { name, param, returns } = random.one(to.procedures);
      if (!g.can(param, { ...c, picks: false })) return inner(c);
      const arg = g.read(param, { ...c, picks: false }, 1);
      return returns ? `[s, own] = yield* ${name}(s, ${arg});` : `s = yield* ${name}(s, ${arg});`;
    }
    case "return":
      return `if (${g.bool(c, 1)}) return${to.result ?? ""};\n${inner(c)}`;
  }
}

function parts(g: Gen, c: Scope, to: Sequential, n: number, d: number): string {
  let scope = c;
  return Array.from({ length: n }, () => {
    const made = part(g, scope, to, d);
    scope = afterRest(scope);
    return made;
  }).join("\n");
}

const own: Var = { ...value("own", int(0, 2), true), writes: true, assigns: true };

const withOwn = (c: Scope, ...vars: readonly Var[]): Scope => ({
  ...c,
  touched: new Set(),
  returns: null,
  vars: [...c.vars, own, ...vars],
});

export function procedure(g: Gen, c: Scope, param: T): Procedure {
  const name = g.name("proc");
  const returns = g.random.chance(60);
  const to: Sequential = { labels: [], procedures: [], result: returns ? " 0" : "" };
  const scope = withOwn(c, value("who", param, true));
  const body = `${rest(g, to)}\n${step(g, scope, 1)}\n${parts(g, afterRest(scope), to, 1, 1)}`;
  const end = returns ? `\nreturn mod(${g.num(afterRest(scope), 1)}, 3);` : "";
  const text_ = `const ${name} = procedure(function* (s, who: ${text(param)}) {\nlet own: Int<0, 2> = ${g.random.below(3)};\n${body}\nif (own > 5) own = 0;${end}\n});`;
  return { name, param, returns, text: text_ };
}

export function process(
  g: Gen,
  c: Scope,
  self: T | null,
  procedures: readonly Procedure[],
  labels: string[],
  name: string,
): string {
  const { random } = g;
  const to: Sequential = { labels, procedures, result: null };
  const isDaemon = random.chance(60);
  const scope = withOwn(c, ...(self === null ? [] : [value("self", self, true)]));
  const first = `${rest(g, to)}\n${step(g, scope, 2)}`;
  const code = `${first}\n${parts(g, afterRest(scope), to, 1 + random.below(2), g.calm ? 1 : 2)}`;
  const begins = random.chance(20) ? "pick(0, 1)" : String(random.below(3));
  const body = isDaemon ? `while (true) {\n${code}\n}` : code;
  const fair = random.chance(40) ? [`fair: "${random.one(["weak", "strong"])}"`] : [];
  const options = [...(isDaemon ? ["daemon: true"] : []), ...fair];
  const head = `export const ${name} = process(function* (s${self === null ? "" : `, self: ${text(self)}`}) {`;
  return `${head}\nlet own: Int<0, 2> = ${begins};\n${body}\n}${options.length > 0 ? `, { ${options.join(", ")} }` : ""});`;
}
