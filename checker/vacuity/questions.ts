/**
 * What might be idle in a model: each a question that one reachable state answers with no, and that only all of them answer with yes.
 * In: a lowered model. Out: `Question`s, the `Unit`s that have to be gone through to answer them, who watches which expression.
 * Not here: conclusions of properties (`premises.ts`), the answers (`sample.ts`, `decide.ts`).
 */
import type { Expr } from "../../ir/expr.ts";
import type { Action, Body, SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import type { Idle } from "../../ir/vacuity.ts";
import { scalarSize } from "../../ir/value.ts";
import { type Node, walk } from "../../ir/walk.ts";
import { mentionedFields } from "../fusion/mentions.ts";
import type { Cell } from "../interpret/cell.ts";
import { conjuncts, gateOf, isForTypes } from "./conditions.ts";
import { premisesOf } from "./premises.ts";

export interface Question {
  readonly idle: Idle;
  readonly name: string;
  /** Where this one is proved, the question says nothing more. */
  readonly after: Question | null;
  /** It came up at all: control has reached the place. */
  isAsked: boolean;
  /** A reachable state has shown that it is not idle. */
  isCleared: boolean;
}

/** What is gone through together, and which fields of the state that looks at. */
export type Unit = { readonly fields: ReadonlySet<string>; readonly questions: readonly Question[] } & (
  | {
      readonly kind: "action";
      readonly action: number;
      readonly taken: Question;
      readonly instances: number;
      /** Of a step of a process: the field and value of its pc. */
      readonly rest: { readonly field: string; readonly pc: string; isReached: boolean } | null;
    }
  /** `overSteps`: of each step out of a state, or of the states that steps lead to. */
  | { readonly kind: "property"; readonly property: number; readonly overSteps: boolean }
  /** `seen`: pcs of states that were looked at. */
  | {
      readonly kind: "rests";
      readonly field: string;
      readonly labels: ReadonlyMap<string, Question>;
      readonly seen: Set<string>;
    }
);

export interface Questions {
  readonly all: readonly Question[];
  readonly units: readonly Unit[];
  /** What is to be told of an expression's values; null where nothing is. */
  readonly watch: (e: Expr) => ((value: Cell) => void) | null;
}

type Tell = (value: Cell) => void;

export function questionsOf(model: SpecModel): Questions {
  const byKey = new Map<string, Question>();
  const tellers = new Map<Expr, Tell[]>();
  const units: Unit[] = [];

  // The same place may have become several expressions: by inlining, or by types of arguments.
  const ask = (key: string, name: string, make: () => Idle, after: Question | null = null): Question => {
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const made: Question = { idle: make(), name, after, isAsked: false, isCleared: false };
    byKey.set(key, made);
    return made;
  };
  const tell = (e: Expr, teller: Tell): void => {
    tellers.set(e, [...(tellers.get(e) ?? []), teller]);
  };

  const everyField: ReadonlySet<string> = new Set(model.state.fields.map((f) => f.name));
  const fieldsOf = (...bodies: readonly Body[]): ReadonlySet<string> => {
    const found = bodies.map((b) => (asksWhatIsEnabled(model, b) ? null : mentionedFields(model, b)));
    return found.some((f) => f === null) ? everyField : new Set(found.flatMap((f) => [...(f ?? [])]));
  };

  const conditionOf = (test: Expr, owner: Action): readonly Question[] =>
    conjuncts(test).flatMap((part): readonly Question[] => {
      if (part.kind === "literal" || isForTypes(part)) return [];
      const question = ask(keyOf("neverBlocks", part.at), owner.name, () => ({
        kind: "neverBlocks",
        at: part.at,
        whole: test.at,
      }));
      tell(part, (value) => {
        question.isAsked = true;
        if (!value) question.isCleared = true;
      });
      return [question];
    });

  const watched = new Map<Expr, readonly Question[]>();
  for (const [index, action] of model.actions.entries()) {
    const instances = action.params.reduce((n, p) => n * scalarSize(p.domain), 1);
    if (instances === 0) continue;
    const isStep = action.origin.kind === "process";
    const at = action.origin.at;
    const taken = ask(`taken:${isStep ? keyOf("step", at) : index}`, nameOf(action), () => ({
      ...{ kind: "neverTaken", action: index, at, miss: null },
    }));
    const gate = gateOf(action);
    const rest = gate === null ? null : restOf(gate);
    if (gate === null) taken.isAsked = true;
    else
      tell(gate, (value) => {
        if (!value) return;
        taken.isAsked = true;
        if (rest !== null) rest.isReached = true;
      });
    const conditions = whensOf(model, action.body).flatMap((test) => {
      if (test === gate) return [];
      const known = watched.get(test) ?? conditionOf(test, action);
      watched.set(test, known);
      return known;
    });
    const questions = [...new Set([taken, ...conditions])];
    units.push({ kind: "action", action: index, taken, instances, rest, questions, fields: fieldsOf(action.body) });
  }

  for (const graph of model.controlGraphs) {
    const field = model.state.fields.find((f) => f.hidden?.kind === "pc" && f.hidden.process === graph.process);
    if (field === undefined || (field.domain.kind === "table" && scalarSize(field.domain.key) === 0)) continue;
    const labels = new Map<string, Question>();
    for (const { pc, label, at } of graph.rests) {
      const make = (): Idle => ({ kind: "neverReached", process: graph.process, label, at });
      const question = ask(keyOf("rest", at), `${graph.process} at "${label}"`, make);
      question.isAsked = true;
      labels.set(pc, question);
    }
    const questions = [...new Set(labels.values())];
    const fields = new Set([field.name]);
    units.push({ kind: "rests", field: field.name, labels, seen: new Set(), questions, fields });
  }

  const isBounded = model.options.constraint !== null || model.options.stepConstraint !== null;
  for (const [index, property] of model.properties.entries()) {
    const questions = new Set<Question>();
    for (const premise of premisesOf(model, property)) {
      const { at, always, idle } = premise;
      const before = premise.after === null ? null : (byKey.get(premise.after) ?? null);
      const make = (): Idle => ({ kind: "premise", property: index, at, always, idle });
      const question = ask(premise.key, property.name, make, before);
      questions.add(question);
      if (premise.asked === null) question.isAsked = true;
      else
        tell(premise.asked, () => {
          question.isAsked = true;
        });
      const { cleared } = premise;
      if (cleared !== null)
        tell(cleared.by, (value) => {
          if (cleared.when(value)) question.isCleared = true;
        });
    }
    if (questions.size === 0) continue;
    // What a constraint leaves out is judged all the same, but by no temporal property: its behaviours stay inside.
    const overSteps = property.kind === "stepInvariant" || (isBounded && property.kind === "invariant");
    const fields = overSteps ? everyField : fieldsOf(property.body);
    units.push({ kind: "property", property: index, overSteps, questions: [...questions], fields });
  }
  return {
    all: [...byKey.values()],
    units,
    watch(e) {
      const found = tellers.get(e);
      if (found === undefined) return null;
      const [only, ...more] = found;
      if (only !== undefined && more.length === 0) return only;
      return (value) => {
        for (const teller of found) teller(value);
      };
    },
  };
}

const keyOf = (kind: string, { file, start, end }: Span): string => `${kind}:${file}:${start}:${end}`;

/** Which field has which value, where a step of a process begins. */
function restOf(gate: Expr): { readonly field: string; readonly pc: string; isReached: boolean } | null {
  if (gate.kind !== "binary" || gate.right.kind !== "literal" || typeof gate.right.value !== "string") return null;
  const place = gate.left.kind === "index" ? gate.left.of : gate.left;
  return place.kind === "field" ? { field: place.name, pc: gate.right.value, isReached: false } : null;
}

const nameOf = ({ name, origin }: Action): string =>
  origin.kind === "process" ? `${name} at "${origin.from ?? ""}"` : name;

/** The tests of all `when`s that a body may come to, in functions that it calls as well. */
function whensOf(model: SpecModel, body: Body): readonly Expr[] {
  const tests: Expr[] = [];
  withCalls(model, body.code, (n) => {
    if (n.kind === "when") tests.push(n.test);
  });
  return tests;
}

function asksWhatIsEnabled(model: SpecModel, body: Body): boolean {
  let asks = false;
  withCalls(model, body.code, (n) => {
    if (n.kind === "enabled") asks = true;
  });
  return asks;
}

/** Every node of some code and of all functions that it may call, each function once. */
function withCalls(model: SpecModel, code: Node, visit: (n: Node) => void): void {
  const called = new Set<number>();
  const look = (root: Node): void =>
    walk(root, (n) => {
      visit(n);
      if (n.kind !== "call" || called.has(n.function)) return;
      called.add(n.function);
      const fn = model.functions[n.function];
      if (fn !== undefined) look(fn.body.code);
    });
  look(code);
}
