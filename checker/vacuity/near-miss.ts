/**
 * How near an action that is never possible comes to being so: the reachable state in which most of its conditions hold.
 * In: the action, the states that were gone through. Out: `nearestMiss`.
 * Not here: that it is never possible (`decide.ts`), the words (`report/`).
 *
 * The action is run with its leading conditions made to be asked one by one, whatever they come to; behind them each `when` is
 * taken apart and blocks as ever.
 */
import { BOOLEAN, isScalar } from "../../ir/domain.ts";
import type { Expr, Stmt } from "../../ir/expr.ts";
import type { Action, Fn, SpecModel } from "../../ir/model.ts";
import { mapStmt } from "../../ir/rebuild.ts";
import { symmetrySets } from "../../ir/symmetry-sets.ts";
import { isDomain } from "../../ir/type.ts";
import type { NearMiss } from "../../ir/vacuity.ts";
import { idOf, isId, toJson, type Value } from "../../ir/value.ts";
import { eachChild, isStmt, walk } from "../../ir/walk.ts";
import type { Cell } from "../interpret/cell.ts";
import { toValue } from "../interpret/cell.ts";
import { createInterpreter } from "../interpret/interpreter.ts";
import { conjuncts, gateOf } from "./conditions.ts";
import type { Gone } from "./decide.ts";

/** One attempt: what each condition came to, in the order in which they were asked. */
interface Attempt {
  readonly asked: Map<Expr, boolean>;
  readonly read: Map<Expr, Cell>;
}

export function nearestMiss(
  model: SpecModel,
  index: number,
  instances: number,
  { parts, upTo }: Gone,
): NearMiss | null {
  const action = model.actions[index] as Action;
  const taken = takenApart(model, action);
  if (taken.conditions.size === 0) return null;
  const readBy = new Map([...taken.conditions].map((c) => [c, placesIn(c)]));
  const places = new Set([...readBy.values()].flat());
  const actions = model.actions.map((a, i) => (i === index ? { ...a, body: { ...a.body, code: taken.code } } : a));
  let attempts: Attempt[] = [];
  const interpreter = createInterpreter({ ...model, actions, functions: taken.functions }, (e) => {
    if (e === taken.begins) return () => attempts.push({ asked: new Map(), read: new Map() });
    if (taken.conditions.has(e)) return (value) => attempts.at(-1)?.asked.set(e, Boolean(value));
    return places.has(e) ? (value) => attempts.at(-1)?.read.set(e, value) : null;
  });
  const canonical = renaming(model);

  let best: { readonly miss: NearMiss; readonly text: string } | null = null;
  for (let n = 0; n < (upTo.at(-1) ?? 0); n++) {
    const steps = upTo.findIndex((count) => n < count);
    interpreter.load(parts.cells(n));
    for (let i = 0; i < instances; i++) {
      attempts = [];
      for (const _ of interpreter.stepsOf(index, i)) {
        // Every attempt is blocked or fails; what it came to has been noted.
      }
      for (const attempt of attempts) {
        const holding = [...attempt.asked.values()].filter(Boolean).length;
        if (
          best !== null &&
          (holding < best.miss.holding || (holding === best.miss.holding && steps > best.miss.steps))
        )
          continue;
        const miss = told(attempt, i, steps, holding);
        const text = JSON.stringify([miss.others, miss.lacks?.start ?? -1, miss.args, miss.values]);
        const isBetter =
          best === null || holding > best.miss.holding || steps < best.miss.steps || isLess(miss, text, best);
        if (isBetter) best = { miss, text };
      }
    }
  }
  return best?.miss ?? null;

  function told({ asked, read }: Attempt, instance: number, steps: number, holding: number): NearMiss {
    const [lacks, ...others] = [...asked].flatMap(([e, holds]) => (holds ? [] : [e]));
    const shown = lacks === undefined ? [] : (readBy.get(lacks) ?? []).filter((e) => read.has(e));
    const rename = canonical();
    const args = interpreter.args(index, instance).map((v, k) => {
      const domain = action.params[k]?.domain;
      return domain === undefined ? null : toJson(domain, rename(v));
    });
    const values = shown.flatMap((e) => {
      if (!isDomain(e.type)) return [];
      return [{ at: e.at, value: toJson(e.type, rename(toValue(e.type, read.get(e)))) }];
    });
    const isAll = asked.size === taken.own;
    return { steps, args, holding, lacks: lacks?.at ?? null, others: others.length, isAll, values: unique(values) };
  }
}

const isLess = (miss: NearMiss, text: string, best: { readonly miss: NearMiss; readonly text: string }): boolean =>
  miss.others === best.miss.others ? text < best.text : miss.others < best.miss.others;

const unique = (values: NearMiss["values"]): NearMiss["values"] =>
  values.filter((v, i) => values.findIndex((w) => w.at.start === v.at.start && w.at.end === v.at.end) === i);

interface TakenApart {
  readonly code: Stmt;
  readonly functions: readonly Fn[];
  /** Evaluated where an attempt begins. */
  readonly begins: Expr;
  readonly conditions: ReadonlySet<Expr>;
  /** How many of them the action may come to, functions that it calls included. */
  readonly own: number;
}

function takenApart(model: SpecModel, action: Action): TakenApart {
  const { code } = action.body;
  const { at } = code;
  const begins: Expr = { kind: "literal", value: true, at, type: BOOLEAN };
  const conditions = new Set<Expr>();
  const part = (e: Expr): Expr => {
    const own = { ...e };
    conditions.add(own);
    return own;
  };
  const all = flat(code);
  const gate = gateOf(action);
  const guard = gate === null ? 0 : 1;
  const isLeading = (s: Stmt): boolean => s.kind === "when" || (s.kind === "let" && !hasPick(s));
  const end = all.findIndex((s, i) => i >= guard && !isLeading(s));
  const leading = all.slice(guard, end < 0 ? all.length : end);
  const rest = all.slice(guard + leading.length);
  const asks = leading.flatMap((s): readonly Stmt[] =>
    s.kind === "when" ? conjuncts(s.test).map((e) => ({ kind: "expr", value: part(e), at: s.at })) : [s],
  );
  // Asked once more, to block; these are told to nobody.
  const blocks = leading.filter((s) => s.kind === "when");
  const oneByOne = (s: Stmt): Stmt =>
    mapStmt(s, {
      stmt: (x) =>
        x.kind === "when"
          ? { kind: "block", body: conjuncts(x.test).map((e) => ({ ...x, test: part(e) })), at: x.at }
          : x,
    });
  const behind = rest.map(oneByOne);
  const functions = model.functions.map((f) => ({ ...f, body: { ...f.body, code: oneByOne(f.body.code) } }));
  const begin: Stmt = { kind: "expr", value: begins, at };
  const taken: Stmt = { kind: "block", body: [...all.slice(0, guard), begin, ...asks, ...blocks, ...behind], at };
  return { code: taken, functions, begins, conditions, own: countIn(taken, functions, conditions) };
}

function countIn(code: Stmt, functions: readonly Fn[], conditions: ReadonlySet<Expr>): number {
  const called = new Set<number>();
  let count = 0;
  const look = (root: Stmt): void =>
    walk(root, (n) => {
      if (!isStmt(n) && conditions.has(n)) count++;
      if (n.kind !== "call" || called.has(n.function)) return;
      called.add(n.function);
      const fn = functions[n.function];
      if (fn !== undefined) look(fn.body.code);
    });
  look(code);
  return count;
}

/** Without blocks in blocks. */
const flat = (s: Stmt): readonly Stmt[] => (s.kind === "block" ? s.body.flatMap(flat) : [s]);

function hasPick(s: Stmt): boolean {
  let found = false;
  walk(s, (n) => {
    if (n.kind === "pick") found = true;
    return !found;
  });
  return found;
}

/** Scalar parts of the state that an expression reads by itself, not for some binding of its own. */
function placesIn(e: Expr): readonly Expr[] {
  const found: Expr[] = [];
  const look = (n: Expr): void => {
    if ((n.kind === "field" || n.kind === "index" || n.kind === "size") && isDomain(n.type) && isScalar(n.type)) {
      found.push(n);
      return;
    }
    if (n.kind === "quantifier" || n.kind === "first" || n.kind === "fillWith") return;
    if ((n.kind === "seqMethod" || n.kind === "setMethod") && n.lambda !== null) return look(n.of);
    eachChild(n, (child) => {
      if (!isStmt(child)) look(child);
    });
  };
  look(e);
  return found;
}

/**
 * Identities that may be exchanged are numbered as they come: what is shown is then true of some reachable state, and is the
 * same whichever state of an orbit was kept.
 */
function renaming(model: SpecModel): () => (v: Value) => Value {
  const exchanged = new Set(symmetrySets(model));
  return () => {
    const known = new Map<string, Value>();
    const next = new Map<number, number>();
    const rename = (v: Value): Value => {
      if (isId(v)) {
        if (!exchanged.has(v.set)) return v;
        const number = next.get(v.set) ?? 0;
        const found = known.get(v.text) ?? idOf(v.set, v.text.slice(0, v.text.lastIndexOf("#")), number);
        if (!known.has(v.text)) next.set(v.set, number + 1);
        known.set(v.text, found);
        return found;
      }
      if (typeof v !== "object" || v === null) return v;
      if (Array.isArray(v)) return v.map(rename);
      return Object.fromEntries(Object.entries(v).map(([name, x]) => [name, rename(x as Value)]));
    };
    return rename;
  };
}
