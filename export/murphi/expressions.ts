/**
 * Scalar expressions: Murphi text, and lines before it where Murphi has no expression for it.
 * In: `Expr`. Out: `valueOf`, `assigned`.
 * Not here: places and objects (`places.ts`), methods (`sets.ts`, `sequences.ts`), quantifiers (`quantifiers.ts`).
 */
import { alternatives, BOOLEAN, type Domain, isScalar, NUMBER } from "../../ir/domain.ts";
import type { Expr } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { called } from "./calls.ts";
import { pickScalar } from "./choices.ts";
import { isBoolean } from "./codes.ts";
import { eachPath } from "./members.ts";
import { isThere, mayBeMissing, object, placeOf } from "./places.ts";
import { first, quantified } from "./quantifiers.ts";
import { declare, emit, inside, plainly, type Routine, type Term, variable } from "./routine.ts";
import { sequenceScalar } from "./sequences.ts";
import { setScalar } from "./sets.ts";
import { converted, domainOf, number, put, scalar, truth } from "./terms.ts";

/** A scalar expression by its own domain. */
export function valueOf(r: Routine, e: Expr): Term {
  const bool = (text: string): Term => ({ text, domain: BOOLEAN });
  const int = (text: string): Term => ({ text, domain: NUMBER });
  const { codes } = r.world;
  switch (e.kind) {
    case "literal":
      if (typeof e.value === "boolean") return bool(String(e.value));
      return { text: codes.literal(e.value), domain: domainOf(e) };
    case "undefined":
      return { text: codes.undefinedName, domain: { kind: "undefined" } };
    case "local":
    case "field":
    case "index": {
      if (e.kind === "index" && mayBeMissing(e)) return elementOrNot(r, e);
      const chained = e.kind === "field" ? fieldOfSeveral(r, e) : null;
      return chained ?? placeOf(r, e) ?? doesNotFit("this value", e.at);
    }
    case "size":
      return int(object(r, e.of).domain.kind === "seq" ? `${object(r, e.of).text}.len` : setScalar(r, e));
    case "optional":
      return optional(r, e);
    case "unary":
      if (e.op === "!") return bool(`!(${truth(r, e.of)})`);
      if (e.op === "-") return int(`(-${number(r, e.of)})`);
      return e.op === "+" ? int(number(r, e.of)) : doesNotFit("bit operations", e.at);
    case "binary":
      return binary(r, e);
    case "logical":
      return logical(r, e);
    case "conditional":
      return conditional(r, e);
    case "math":
      return int(math(r, e));
    case "assign":
    case "update":
      return assigned(r, e);
    case "quantifier":
      return quantified(r, e);
    case "first":
      return first(r, e);
    case "seqMethod":
      return sequenceScalar(r, e);
    case "setMethod":
      return bool(setScalar(r, e));
    case "call": {
      const made = called(r, e);
      return made ?? doesNotFit("a call without a result", e.at);
    }
    case "pick":
      return pickScalar(r, e);
    case "same":
      return bool(sameContent(object(r, e.left), object(r, e.right), r));
    case "clone":
      return valueOf(r, e.of);
    default:
      return doesNotFit(`\`${e.kind}\``, e.at);
  }
}

/** A field that several members of a union have, such as the one that tells them apart. */
function fieldOfSeveral(r: Routine, e: Expr & { kind: "field" }): Term | null {
  const base = placeOf(r, e.of);
  if (base === null || base.domain.kind !== "union") return null;
  const objects = base.domain.of.filter((m) => !isScalar(m));
  const having = objects.flatMap((m, i) => {
    const found = m.kind === "record" ? m.fields.find((f) => f.name === e.name) : undefined;
    return m.kind === "record" && found !== undefined ? [{ i, m, domain: found.domain }] : [];
  });
  if (having.length < 2 || !having.every((h) => isScalar(h.domain))) return null;
  const domain: Domain = having.every((h) => isBoolean(h.domain)) ? BOOLEAN : NUMBER;
  const texts = having.map(({ i, m, domain: own }) =>
    converted(r, { text: `${base.text}.object${i}.${r.world.types.field(m, e.name)}`, domain: own }, domain),
  );
  const text = texts.reduceRight(
    (rest, own, k) => `(${base.text}.which = ${(having[k] as { i: number }).i + 1} ? ${own} : ${rest})`,
  );
  return { text, domain };
}

/** `base?.rest`, of an object that may be null or undefined. */
function optional(r: Routine, e: Expr & { kind: "optional" }): Term {
  const base = placeOf(r, e.base) ?? sideOf(r, e.base);
  if (base.domain.kind !== "union" || isScalar(base.domain)) return doesNotFit("?. of what is always there", e.at);
  r.slots.set(e.slot, base);
  const rest = scalar(r, e.rest, NUMBER);
  return { text: `(${base.text}.which = 0 ? ${r.world.codes.undefinedName} : ${rest})`, domain: NUMBER };
}

function elementOrNot(r: Routine, e: Expr & { kind: "index" }): Term {
  const of = object(r, e.of);
  const place = placeOf(r, e);
  if (place === null || !isScalar(place.domain)) return doesNotFit("an element that may not be there", e.at);
  const key = number(r, e.key);
  const isThere = `${key} >= 0 & ${key} < ${of.text}.len`;
  return { text: `(${isThere} ? ${converted(r, place, NUMBER)} : ${r.world.codes.undefinedName})`, domain: NUMBER };
}

function binary(r: Routine, e: Expr & { kind: "binary" }): Term {
  const bool = (text: string): Term => ({ text, domain: BOOLEAN });
  switch (e.op) {
    case "===":
    case "!==":
      return bool(equality(r, e));
    case "<":
    case "<=":
    case ">":
    case ">=":
      return bool(`(${number(r, e.left)} ${e.op} ${number(r, e.right)})`);
    case "+":
    case "-":
    case "*":
    case "%":
      return { text: `(${number(r, e.left)} ${e.op} ${number(r, e.right)})`, domain: NUMBER };
    case "/":
      return doesNotFit("a division that has to come out exact", e.at);
    default:
      return doesNotFit(`the operator ${e.op}`, e.at);
  }
}

/** One side may be an object, where the other is null or undefined. */
function equality(r: Routine, e: Expr & { kind: "binary" }): string {
  const [left, right] = [sideOf(r, e.left), sideOf(r, e.right)];
  const isNot = e.op === "!==";
  const object = [left, right].find((t) => t.domain.kind === "union" && !isScalar(t.domain));
  const bothBoolean = isBoolean(left.domain) && isBoolean(right.domain);
  if (object === undefined) {
    const as = bothBoolean ? BOOLEAN : NUMBER;
    return `(${converted(r, left, as)} ${isNot ? "!=" : "="} ${converted(r, right, as)})`;
  }
  const plain = object === left ? right : left;
  const equal = `(${object.text}.which = 0 & ${converted(r, object, NUMBER)} = ${converted(r, plain, NUMBER)})`;
  return isNot ? `!${equal}` : equal;
}

const sideOf = (r: Routine, e: Expr): Term => {
  if (isScalar(domainOf(e))) return valueOf(r, e);
  const place = mayBeMissing(e) ? null : placeOf(r, e);
  if (place !== null) return place;
  const made = variable(r, "made", domainOf(e));
  r.world.knot.store(r, made, e);
  return made;
};

function logical(r: Routine, e: Expr & { kind: "logical" }): Term {
  if (e.op === "??") {
    const left = valueOf(r, e.left);
    const of = converted(r, left, NUMBER);
    const { codes } = r.world;
    const isThere = `(${of} != ${codes.literal(null)} & ${of} != ${codes.undefinedName})`;
    return { text: `(${isThere} ? ${of} : ${number(r, e.right)})`, domain: NUMBER };
  }
  const left = truth(r, e.left);
  const op = e.op === "&&" ? "&" : "|";
  const right = plainly(r, (inner) => truth(inner, e.right));
  if (right !== null) return { text: `(${left} ${op} ${right})`, domain: BOOLEAN };
  const made = declare(r, "holds", "boolean");
  emit(r, `${made} := ${left};`);
  emit(r, `if ${e.op === "&&" ? made : `!${made}`} then`);
  emit(r, ...inside(r, (inner) => emit(inner, `${made} := ${truth(inner, e.right)};`)), "end;");
  return { text: made, domain: BOOLEAN };
}

function conditional(r: Routine, e: Expr & { kind: "conditional" }): Term {
  const domain = isBoolean(domainOf(e)) ? BOOLEAN : NUMBER;
  const test = truth(r, e.test);
  const then = plainly(r, (inner) => scalar(inner, e.then, domain));
  const other = plainly(r, (inner) => scalar(inner, e.else, domain));
  if (then !== null && other !== null) return { text: `(${test} ? ${then} : ${other})`, domain };
  const made = variable(r, "chosen", domain);
  emit(r, `if ${test} then`);
  emit(r, ...inside(r, (inner) => emit(inner, `${made.text} := ${scalar(inner, e.then, domain)};`)), "else");
  emit(r, ...inside(r, (inner) => emit(inner, `${made.text} := ${scalar(inner, e.else, domain)};`)), "end;");
  return made;
}

function math(r: Routine, e: Expr & { kind: "math" }): string {
  const args = e.args.map((a) => number(r, a));
  const [a = "0", b = "1"] = args;
  switch (e.op) {
    case "min":
    case "max":
      return args.reduce((x, y) => `(${x} ${e.op === "min" ? "<" : ">"} ${y} ? ${x} : ${y})`);
    case "abs":
      return `(${a} < 0 ? -${a} : ${a})`;
    case "sign":
      return `(${a} < 0 ? -1 : (${a} > 0 ? 1 : 0))`;
    case "truncDiv":
      return `(${a} / ${b})`;
    case "floorDiv":
      return `(${a} % ${b} != 0 & (${a} < 0) != (${b} < 0) ? ${a} / ${b} - 1 : ${a} / ${b})`;
    case "ceilDiv":
      return `(${a} % ${b} != 0 & (${a} < 0) = (${b} < 0) ? ${a} / ${b} + 1 : ${a} / ${b})`;
  }
}

/** An assignment as an expression: the line, then the place. */
export function assigned(r: Routine, e: Expr & { kind: "assign" | "update" }): Term {
  const target = placeOf(r, e.target) ?? doesNotFit("this place", e.at);
  if (e.kind === "update") {
    const step = e.op === "++" ? "+" : "-";
    if (e.prefix) {
      put(r, target, { text: `${converted(r, target, NUMBER)} ${step} 1`, domain: NUMBER });
      return target;
    }
    const old = variable(r, "old", NUMBER);
    emit(r, `${old.text} := ${target.text};`);
    put(r, target, { text: `${target.text} ${step} 1`, domain: NUMBER });
    return old;
  }
  if (e.target.kind === "index" && isDomain(e.target.of.type) && isScalar(target.domain)) {
    const of = placeOf(r, e.target.of);
    if (of !== null && object(r, e.target.of).domain.kind === "seq")
      isThere(r, object(r, e.target.of).text, number(r, e.target.key));
  }
  if (e.op === "=") {
    r.world.knot.store(r, target, e.value);
    return target;
  }
  if (e.op === "&&" || e.op === "||" || e.op === "??") return doesNotFit(`the assignment ${e.op}=`, e.at);
  const combined: Expr = { kind: "binary", op: e.op, left: e.target, right: e.value, at: e.at, type: e.type };
  put(r, target, valueOf(r, combined));
  return target;
}

/** Structural equality, part by part. */
export function sameContent(a: Term, b: Term, r: Routine): string {
  const { types } = r.world;
  const [x, y] = [a.domain, b.domain];
  if (isScalar(x) || isScalar(y)) return `(${converted(r, a, NUMBER)} = ${converted(r, b, NUMBER)})`;
  const loop = (type: string, part: (i: string) => string): string => {
    const i = r.names.fresh("i");
    return `(forall ${i}: ${type} do ${part(i)} end)`;
  };
  if (x.kind === "record" && y.kind === "record") {
    const parts = x.fields.map((f) => {
      const other = y.fields.find((g) => g.name === f.name) ?? doesNotFit("records with other fields");
      return sameContent(
        { text: `${a.text}.${types.field(x, f.name)}`, domain: f.domain },
        { text: `${b.text}.${types.field(y, f.name)}`, domain: other.domain },
        r,
      );
    });
    return parts.length === 0 ? "true" : `(${parts.join(" & ")})`;
  }
  if (x.kind === "table" && y.kind === "table")
    return loop(types.keys(x.key), (i) =>
      sameContent({ text: `${a.text}[${i}]`, domain: x.value }, { text: `${b.text}[${i}]`, domain: y.value }, r),
    );
  if (x.kind === "set" && y.kind === "set" && !isScalar(x.of) && types.of(x) === types.of(y)) {
    const made = declare(r, "same", "boolean");
    emit(r, `${made} := true;`);
    eachPath(r, x.of, (inner, path) =>
      emit(inner, `if ${a.text}${path} != ${b.text}${path} then ${made} := false; end;`),
    );
    return made;
  }
  if (x.kind === "set" && y.kind === "set" && types.keys(x.of) === types.keys(y.of))
    return loop(types.keys(x.of), (i) => `${a.text}[${i}] = ${b.text}[${i}]`);
  if (x.kind === "seq" && y.kind === "seq")
    return `(${a.text}.len = ${b.text}.len & ${loop(
      types.positions(Math.max(1, Math.min(x.max, y.max))),
      (i) =>
        `${i} < ${a.text}.len -> ${sameContent({ text: `${a.text}.at[${i}]`, domain: x.of }, { text: `${b.text}.at[${i}]`, domain: y.of }, r)}`,
    )})`;
  return doesNotFit(
    `same() of ${alternatives(x)
      .map((d) => d.kind)
      .join(", ")}`,
  );
}
