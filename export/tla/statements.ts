/**
 * Code, followed from its beginning to each of its ends: what is written is a formula over the state before and the one after.
 * In: `Stmt`, a scope. Out: `run`, `body`.
 * Not here: expressions (`expressions.ts`), what a formula belongs to (`module.ts`).
 */
import type { Expr, FlowBlock, Stmt } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { blocks, writes } from "../effects.ts";
import { bind, held } from "./binding.ts";
import { calledScope, stateOf, valueOf } from "./expressions.ts";
import { asText, type Formula, nested } from "./formula.ts";
import { merge } from "./merge.ts";
import { bindValue, domainOf, fork, type Scope } from "./scope.ts";
import { membersOf } from "./values.ts";

/** What comes after. */
type Next = (s: Scope) => Formula;

export interface Ways {
  readonly leave: (s: Scope, value: Expr | null) => Formula;
  readonly jump: (to: string) => Next | undefined;
}

const MOST_WRITTEN = 4000;
let written = 0;

/** The whole code; `end` says what is so at each of its ends. */
export function run(s: Scope, code: Stmt, end: Next): Formula {
  written = 0;
  return follow(s, [code], { leave: (x) => end(x), jump: () => undefined }, end);
}

/** The value of a function's body or a lambda's. */
export function body(s: Scope, code: Stmt): string {
  const inner = fork(s);
  const value: Ways = {
    leave: (x, e) => {
      if (e === null) return doesNotFit("a function without a result", code.at);
      const at: Scope = { ...x, openers: [] };
      const text = valueOf(at, e);
      return nested(at.openers, [{ kind: "is", text }]);
    },
    jump: () => undefined,
  };
  // TypeScript has seen that no way ends without a result.
  return asText(follow(inner, [code], value, () => [{ kind: "is", text: 'Assert(FALSE, "no way leads here")' }]));
}

/** One after the other; each works on a scope of its own, so that several ways may go on from the same one. */
export function follow(s: Scope, all: readonly Stmt[], ways: Ways, end: Next): Formula {
  const [first, ...more] = all;
  if (first === undefined) return end(s);
  if (written++ > MOST_WRITTEN) return doesNotFit("so many ways through a step", first.at);
  return one(s, first, ways, (x) => follow(x, more, ways, end));
}

/** `use` works on a scope whose openers come before whatever follows. */
function after(s: Scope, use: (inner: Scope) => void, rest: Next): Formula {
  const inner = fork(s);
  use(inner);
  return nested(inner.openers, rest({ ...inner, openers: [] }));
}

function one(s: Scope, st: Stmt, ways: Ways, rest: Next): Formula {
  switch (st.kind) {
    case "block":
      return follow(s, st.body, ways, rest);
    case "let": {
      const { value } = st;
      if (value === null) return rest(s);
      return result(s, value, (x, v) => after(x, (inner) => bind(inner, st.slot, value, v), rest));
    }
    case "expr":
      return effect(s, st.value, ways, rest);
    case "when":
      return after(
        s,
        (inner) => {
          inner.openers.push({ kind: "is", text: valueOf(inner, st.test) });
        },
        rest,
      );
    case "assert": {
      const said = s.shared.model.assertions[st.assertion]?.text ?? "assertion";
      return after(
        s,
        (inner) => {
          inner.openers.push({ kind: "is", text: `Assert(${valueOf(inner, st.test)}, ${JSON.stringify(said)})` });
        },
        rest,
      );
    }
    case "throw": {
      const said = s.shared.model.assertions[st.assertion]?.text ?? "assertion";
      return [{ kind: "is", text: `Assert(FALSE, ${JSON.stringify(said)})` }];
    }
    case "if":
      return branch(
        s,
        st.test,
        (x) => follow(x, [st.then], ways, rest),
        (x) => (st.else === null ? rest(x) : follow(x, [st.else], ways, rest)),
        merged(st),
        rest,
      );
    case "switch":
      return choose(s, st, ways, rest);
    case "forOf":
      return each(s, st, ways, rest);
    case "loop":
      return doesNotFit("a loop whose rounds are not counted", st.at);
    case "labeled":
      return follow(s, [st.body], jumping(ways, { [`break ${st.id}`]: rest }), rest);
    case "break":
    case "continue":
      return (ways.jump(`${st.kind} ${st.target}`) ?? doesNotFit("a jump out of this", st.at))(s);
    case "return":
      return ways.leave(s, st.value);
    case "flow":
      return flow(s, st.blocks, 0, ways, rest, []);
    case "yield":
    case "procedure":
      return doesNotFit("sequential code that is not lowered", st.at);
  }
}

/** A call that changes something is followed before what stands around it; null: nothing was followed. */
function result(s: Scope, e: Expr, use: (s: Scope, value: string | null) => Formula): Formula {
  if (e.kind !== "call") return use(s, null);
  const { model } = s.shared;
  const f = model.functions[e.function] ?? doesNotFit("a function that is not there", e.at);
  if (!writes(model, f.body.code) && !blocks(model, f.body.code)) return use(s, null);
  const inner = { ...calledScope(s, e), openers: [] };
  const back = (x: Scope): Scope => ({ ...x, frame: s.frame, locals: s.locals, calls: s.calls });
  const leave = (x: Scope, value: Expr | null): Formula => {
    if (value === null || stateOf(x, value) !== null) return use(back(x), null);
    const at = fork(x);
    const text = valueOf(at, value);
    return nested(at.openers, use(back({ ...at, openers: [] }), text));
  };
  return nested(
    s.openers,
    follow(inner, [f.body.code], { leave, jump: () => undefined }, (x) =>
      // TypeScript has seen that a function with a result ends with one.
      isDomain(e.type) ? [{ kind: "is", text: 'Assert(FALSE, "no way leads here")' }] : use(back(x), null),
    ),
  );
}

function effect(s: Scope, e: Expr, ways: Ways, rest: Next): Formula {
  switch (e.kind) {
    case "call":
      return result(s, e, (x) => rest(x));
    case "assign": {
      const { target, value } = e;
      return result(s, value, (x, given) =>
        after(
          x,
          (inner) => {
            if (target.kind === "local" && e.op === "=") return bind(inner, target.slot, value, given);
            if (given !== null) return void valueOf(inner, { ...e, value: held(inner, given, value) });
            if (target.kind === "local") {
              const text = valueOf(inner, {
                kind: "binary",
                op: e.op as "+",
                left: target,
                right: value,
                at: e.at,
                type: e.type,
              });
              return bindValue(inner, target.slot, text);
            }
            valueOf(inner, e);
          },
          rest,
        ),
      );
    }
    case "update":
      return after(
        s,
        (inner) => {
          if (e.target.kind !== "local") return void valueOf(inner, e);
          bindValue(inner, e.target.slot, `(${valueOf(inner, e.target)} ${e.op === "++" ? "+" : "-"} 1)`);
        },
        rest,
      );
    case "logical": {
      if (e.op === "??") return doesNotFit("?? as a statement", e.at);
      const go = (x: Scope): Formula => effect(x, e.right, ways, rest);
      return e.op === "&&" ? branch(s, e.left, go, rest, null, rest) : branch(s, e.left, rest, go, null, rest);
    }
    case "conditional":
      return branch(
        s,
        e.test,
        (x) => effect(x, e.then, ways, rest),
        (x) => effect(x, e.else, ways, rest),
        null,
        rest,
      );
    case "tuple":
      return e.elements.reduceRight<Next>((next, x) => (sc) => effect(sc, x, ways, next), rest)(s);
    case "seq":
      return e.parts.reduceRight<Next>((next, p) => (sc) => effect(sc, p.value, ways, next), rest)(s);
    default:
      return after(
        s,
        (inner) => {
          valueOf(inner, e);
        },
        rest,
      );
  }
}

// ---- branches ----

/** Both ways as two formulas, or where both only put values somewhere as values that depend on the condition. */
function branch(
  s: Scope,
  test: Expr,
  then: Next,
  other: Next,
  both: ((s: Scope, test: string) => Scope | null) | null,
  rest: Next,
): Formula {
  const inner = fork(s);
  const text = valueOf(inner, test);
  if (text === "TRUE" || text === "FALSE")
    return nested(inner.openers, (text === "TRUE" ? then : other)({ ...inner, openers: [] }));
  const at: Scope = { ...inner, openers: [] };
  const joined = both?.(at, text) ?? null;
  if (joined !== null) return nested([...inner.openers, ...joined.openers], rest({ ...joined, openers: [] }));
  return nested(inner.openers, [
    { kind: "if", test: text, then: then({ ...at, openers: [] }), else: other({ ...at, openers: [] }) },
  ]);
}

/** How the two branches of a statement are made one; null where they do more than put values somewhere. */
function merged(st: Stmt & { kind: "if" }): (at: Scope, test: string) => Scope | null {
  return (at, test) => {
    const [a, b] = [plainly(at, st.then), st.else === null ? fork(at) : plainly(at, st.else)];
    return a === null || b === null ? null : merge(at, test, a, b);
  };
}

/** The scope after the code, where nothing is asked, chosen, named or left on the way. */
function plainly(s: Scope, code: Stmt): Scope | null {
  const { model } = s.shared;
  if (blocks(model, code)) return null;
  let last: Scope | null = null;
  let ends = 0;
  const out = (): Formula => {
    ends = 2;
    return [];
  };
  const found = follow(fork(s), [code], { leave: out, jump: () => out }, (x) => {
    ends++;
    last = x;
    return [];
  });
  return ends === 1 && found.length === 0 ? last : null;
}

function choose(s: Scope, st: Stmt & { kind: "switch" }, ways: Ways, rest: Next): Formula {
  const inside = jumping(ways, { [`break ${st.id}`]: rest });
  const inner = fork(s);
  const subject = held(inner, valueOf(inner, st.of), st.of);
  const bodyFrom =
    (i: number): Next =>
    (x) =>
      follow(
        x,
        st.clauses.slice(i).flatMap((c) => c.body),
        inside,
        rest,
      );
  const other = st.clauses.findIndex((c) => c.test === null);
  const go = (i: number, x: Scope): Formula => {
    const c = st.clauses[i];
    if (c === undefined) return other < 0 ? rest(x) : bodyFrom(other)(x);
    if (c.test === null) return go(i + 1, x);
    const test: Expr = {
      kind: "binary",
      op: "===",
      left: subject,
      right: c.test,
      at: c.at,
      type: { kind: "enum", values: [false, true] },
    };
    return branch(x, test, bodyFrom(i), (y) => go(i + 1, y), null, rest);
  };
  return nested(inner.openers, go(0, { ...inner, openers: [] }));
}

const jumping = (ways: Ways, more: Readonly<Record<string, Next>>): Ways => ({
  ...ways,
  jump: (to) => more[to] ?? ways.jump(to),
});

/** A loop over the values of a type is written out. */
function each(s: Scope, st: Stmt & { kind: "forOf" }, ways: Ways, rest: Next): Formula {
  if (st.of.kind !== "each") return doesNotFit(`a loop over a ${domainOf(st.of).kind}`, st.at);
  const values = membersOf(st.of.domain, s.shared.idText);
  const round =
    (i: number): Next =>
    (x) => {
      const value = values[i];
      if (value === undefined) return rest(x);
      const inner = { ...x, cells: x.cells, slots: x.slots };
      bindValue(inner, st.slot, value);
      const inside = jumping(ways, { [`break ${st.id}`]: rest, [`continue ${st.id}`]: round(i + 1) });
      return follow(inner, [st.body], inside, round(i + 1));
    };
  return round(0)(s);
}

function flow(
  s: Scope,
  all: readonly FlowBlock[],
  i: number,
  ways: Ways,
  rest: Next,
  path: readonly number[],
): Formula {
  const b = all[i];
  if (b === undefined || path.includes(i)) return doesNotFit("a loop within a step");
  const go =
    (to: number): Next =>
    (x) =>
      flow(x, all, to, ways, rest, [...path, i]);
  return follow(s, b.body, ways, (x) => {
    const { end } = b;
    if (end.kind === "stop") return rest(x);
    if (end.kind === "goto") return go(end.to)(x);
    return branch(x, end.test, go(end.then), go(end.else), null, rest);
  });
}
