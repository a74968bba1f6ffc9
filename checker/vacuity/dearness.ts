/**
 * What looking at a state costs, going by the text alone, so that it is the same in every run: expressions evaluated, about.
 * In: units of a lowered model. Out: `dearnessOf`.
 * Not here: how much may be spent (`decide.ts`).
 */
import { type Domain, size } from "../../ir/domain.ts";
import type { Lambda } from "../../ir/expr.ts";
import type { SpecModel } from "../../ir/model.ts";
import { eachChild, isStmt, lambdaOf, type Node } from "../../ir/walk.ts";
import type { Unit } from "./questions.ts";

/** How many members a collection has, for want of anything better. */
const MEMBERS = 3;
/** Attempts are mostly blocked soon. */
const MOST_OF_ATTEMPT = 40;
/** Reading a scalar of a packed state. */
const READING = 4;

export interface Dearness {
  /** Of one combination of what a unit looks at. */
  readonly unit: (unit: Unit) => number;
  /** Of one evaluation of a property. */
  readonly property: (index: number) => number;
}

export function dearnessOf(model: SpecModel): Dearness {
  const functions = new Map<number, number>();
  const ofFunction = (index: number): number => {
    const known = functions.get(index);
    if (known !== undefined) return known;
    // Of a function that calls itself once.
    functions.set(index, MEMBERS);
    const fn = model.functions[index];
    const found = fn === undefined ? 0 : of(fn.body.code);
    functions.set(index, found);
    return found;
  };
  const of = (n: Node): number => {
    let sum = n.kind === "call" ? ofFunction(n.function) : 0;
    eachChild(n, (child) => {
      sum += of(child);
    });
    return 1 + sum * rounds(n);
  };
  const attempts = model.actions.map(
    (a) => a.params.reduce((n, p) => n * countOf(p.domain), 1) * (8 + Math.min(MOST_OF_ATTEMPT, of(a.body.code))),
  );
  const allAttempts = attempts.reduce((a, b) => a + b, 0);
  const judging = (index: number): number => {
    const property = model.properties[index];
    if (property === undefined) throw new Error(`no property ${index}`);
    return of(property.body.code) * property.params.reduce((n, p) => n * countOf(p.domain), 1);
  };
  const ofUnit = (unit: Unit): number => {
    const fields = model.state.fields.filter((f) => unit.fields.has(f.name));
    const reading = READING * fields.reduce((n, f) => n + scalarsIn(f.domain), 1);
    switch (unit.kind) {
      case "action":
        return reading + (attempts[unit.action] ?? 0);
      case "property": {
        const once = judging(unit.property);
        return reading + once + (unit.overSteps ? allAttempts + 4 * once : 0);
      }
      case "rests":
        return reading;
    }
  };
  return { unit: ofUnit, property: judging };
}

function rounds(n: Node): number {
  if (n.kind === "quantifier") return n.domains.reduce((product, d) => product * countOf(d), 1);
  if (n.kind === "forOf" || n.kind === "loop") return MEMBERS;
  const lambda: Lambda | null = isStmt(n) ? null : lambdaOf(n);
  return lambda === null ? 1 : MEMBERS;
}

const countOf = (d: Domain): number => Math.min(1e6, Number(size(d) ?? 1000n));

function scalarsIn(d: Domain): number {
  switch (d.kind) {
    case "record":
      return d.fields.reduce((n, f) => n + scalarsIn(f.domain), 1);
    case "table":
      return 1 + countOf(d.key) * scalarsIn(d.value);
    case "seq":
      return 1 + Math.min(d.max, 16) * scalarsIn(d.of);
    case "set":
    case "bag":
      return 2 + Math.min(countOf(d.of), d.max ?? 64);
    case "map":
      return 2 + Math.min(countOf(d.key), d.max ?? 64) * scalarsIn(d.value);
    case "union":
      return Math.max(...d.of.map(scalarsIn));
    case "int":
    case "enum":
    case "id":
    case "undefined":
    case "number":
      return 1;
  }
}
