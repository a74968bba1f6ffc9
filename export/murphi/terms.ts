/**
 * Terms as values: of the kind that is wanted where they go to.
 * In: terms, scalar expressions. Out: `converted`, `scalar`, `truth`, `number`, `domainOf`.
 * Not here: what text an expression is (`expressions.ts`).
 */
import { alternatives, BOOLEAN, type Domain, isScalar, NUMBER } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { isBoolean } from "./codes.ts";
import { emit, type Routine, type Term } from "./routine.ts";
import { scalarPart } from "./types.ts";

export function domainOf(e: Expr): Domain {
  return isDomain(e.type) ? e.type : doesNotFit("a value that is none", e.at);
}

/** A term as a value of the scalar domain `to`: a boolean or a code. */
export function converted(r: Routine, term: Term, to: Domain): string {
  let { text, domain } = term;
  if (domain.kind === "union" && !isScalar(domain)) {
    const plain = scalarPart(domain);
    if (plain === null) return doesNotFit("an object where a plain value is wanted");
    text = `${text}.plain`;
    domain = plain;
  }
  const { literal } = r.world.codes;
  if (isBoolean(domain) === isBoolean(to)) return text;
  return isBoolean(domain) ? `(${text} ? ${literal(true)} : ${literal(false)})` : `(${text} = ${literal(true)})`;
}

/** A condition. */
export function truth(r: Routine, e: Expr): string {
  const isTruth = alternatives(domainOf(e)).every((d) => isBoolean(d) || d.kind === "undefined");
  return isTruth ? scalar(r, e, BOOLEAN) : doesNotFit("a condition that is no boolean", e.at);
}

/** A scalar expression as a value of the domain `to`. */
export function scalar(r: Routine, e: Expr, to: Domain): string {
  return converted(r, r.world.knot.valueOf(r, e), to);
}

export const number = (r: Routine, e: Expr): string => scalar(r, e, NUMBER);

/**
 * `to := from`, a plain value. A type whose codes have holes, such as a range or null, is a range that has more values: what is
 * kept in an object is looked at then. Murphi itself looks at ranges.
 */
export function put(r: Routine, to: Term, from: Term): void {
  const text = converted(r, from, to.domain);
  emit(r, `${to.text} := ${text};`);
  if (!/[.[]/.test(to.text) || isBoolean(to.domain)) return;
  const member = isMember(r, to.text, to.domain);
  if (member !== "true" && !r.world.codes.isWithin(from.domain, to.domain))
    emit(r, `if !${member} then error "a value outside its type"; end;`);
}

/** Whether a code of the range of `d` is one of its values: "true" where the range has no holes. */
export function isMember(r: Routine, code: string, d: Domain): string {
  if (isBoolean(d) || r.world.codes.range(d).isWhole) return "true";
  return `(${r.world.codes
    .all(d)
    .map((c) => `${code} = ${c}`)
    .join(" | ")})`;
}
