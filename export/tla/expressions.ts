/**
 * Expressions of TLA+. What changes something on the way is kept in the scope; choices and names come before what follows.
 * In: `Expr`. Out: `valueOf`, `placeOf`, `within`.
 * Not here: methods (`methods.ts`), statements (`actions.ts`).
 */
import { alternatives, isScalar } from "../../ir/domain.ts";
import type { Expr, Lambda } from "../../ir/expr.ts";
import { isDomain } from "../../ir/type.ts";
import { doesNotFit } from "../does-not-fit.ts";
import { changed, method } from "./methods.ts";
import { binary, math } from "./numbers.ts";
import { newSet, objectOf } from "./objects.ts";
import {
  bindSlot,
  bindValue,
  domainOf,
  fork,
  type Place,
  read,
  type Scope,
  type Slot,
  setText,
  slotKey,
} from "./scope.ts";
import { fieldName, literal } from "./values.ts";

/** Where an object stands; null where the expression is no place. */
export function placeOf(s: Scope, e: Expr): Place | null {
  switch (e.kind) {
    case "local": {
      const slot = s.slots.get(slotKey(s, e.slot));
      if (slot === undefined) return null;
      if (slot.kind === "place") return slot.place;
      return slot.kind === "value" ? { root: slot.cell, path: "", when: "now" } : null;
    }
    case "field": {
      const when = stateOf(s, e.of);
      if (when !== null) {
        const root = s.shared.variables.get(e.name) ?? doesNotFit(`the field ${e.name}`, e.at);
        return { root, path: "", when: s.primes ? "next" : when };
      }
      const of = placeOf(s, e.of);
      if (of === null) return null;
      const d = isDomain(e.of.type) ? alternatives(e.of.type).find((m) => m.kind === "record") : undefined;
      const isTuple = d?.kind === "record" && d.tuple;
      return { ...of, path: `${of.path}${isTuple ? `[${Number(e.name) + 1}]` : `.${fieldName(e.name)}`}` };
    }
    case "index": {
      const of = placeOf(s, e.of);
      if (of === null) return null;
      const kinds = isDomain(e.of.type) ? alternatives(e.of.type).map((m) => m.kind) : [];
      const key = valueOf(s, e.key);
      const isByPosition = kinds.includes("seq") || kinds.includes("record");
      return { ...of, path: `${of.path}[${isByPosition ? position(key) : key}]` };
    }
    default:
      return null;
  }
}

const position = (key: string): string => (/^\d+$/.test(key) ? String(Number(key) + 1) : `${key} + 1`);

/** "now" or "next" where the expression is a state. */
export function stateOf(s: Scope, e: Expr): "now" | "next" | null {
  if (e.kind === "state") return e.when;
  if (e.kind !== "local") return null;
  const slot = s.slots.get(slotKey(s, e.slot));
  return slot?.kind === "state" ? slot.when : null;
}

/** What stands where not everything that follows can see it: names come with it, nothing else may come before. */
export function within(s: Scope, write: (inner: Scope) => string): string {
  const inner = fork(s);
  const text = write(inner);
  if (inner.openers.some((o) => o.kind !== "let")) return doesNotFit("a choice within an expression");
  for (const [root, cell] of inner.cells) {
    const old = s.cells.get(root);
    if (
      old !== undefined &&
      old !== cell &&
      (cell.updates.length > 0 || !inner.openers.some((o) => o.text.startsWith(`LET ${cell.base} `)))
    )
      doesNotFit("a change within an expression");
  }
  return inner.openers.length === 0 ? text : `(${inner.openers.map((o) => o.text).join(" ")} ${text})`;
}

export function lambda(s: Scope, l: Lambda, args: readonly string[]): string {
  return within(s, (inner) => {
    l.params.forEach((slot, i) => {
      bindValue(inner, slot, args[i] ?? doesNotFit("a function's parameter", l.at));
    });
    return s.shared.knot.body(inner, l.body);
  });
}

export function valueOf(s: Scope, e: Expr): string {
  const wanted = isDomain(e.type) ? e.type : null;
  switch (e.kind) {
    case "literal":
      return literal(e.value);
    case "undefined":
      return "undefined";
    case "local":
    case "field":
    case "index": {
      if (e.kind === "index" && isDomain(e.type) && alternatives(e.type).some((d) => d.kind === "undefined"))
        return element(s, e);
      const place = placeOf(s, e);
      if (place !== null) return read(s, place);
      if (e.kind === "field") return `(${valueOf(s, e.of)}).${fieldName(e.name)}`;
      return doesNotFit("this value", e.at);
    }
    case "size": {
      const of = valueOf(s, e.of);
      const kind = domainOf(e.of).kind;
      if (kind === "seq") return `Len(${of})`;
      return kind === "bag" ? `BagCardinality(${of})` : `Cardinality(${kind === "map" ? `DOMAIN ${of}` : of})`;
    }
    case "unary":
      if (e.op === "!") return `~(${valueOf(s, e.of)})`;
      if (e.op === "-") return `(-${valueOf(s, e.of)})`;
      return e.op === "+" ? valueOf(s, e.of) : doesNotFit("bit operations", e.at);
    case "binary":
      return binary(s, e);
    case "math":
      return math(s, e);
    case "logical": {
      const left = valueOf(s, e.left);
      const right = within(s, (inner) => valueOf(inner, e.right));
      if (e.op === "??") return `(IF ${left} \\in {null, undefined} THEN ${right} ELSE ${left})`;
      return `(${left} ${e.op === "&&" ? "/\\" : "\\/"} ${right})`;
    }
    case "conditional": {
      const test = valueOf(s, e.test);
      const [then, other] = [e.then, e.else].map((x) => within(s, (inner) => valueOf(inner, x)));
      return `(IF ${test} THEN ${then} ELSE ${other})`;
    }
    case "optional": {
      const base = valueOf(s, e.base);
      const rest = within(s, (inner) => {
        bindValue(inner, e.slot, base);
        return valueOf(inner, e.rest);
      });
      return `(IF ${base} \\in {null, undefined} THEN undefined ELSE ${rest})`;
    }
    case "record":
      return objectOf(s, e, wanted);
    case "tuple":
      return `<<${e.elements.map((x) => valueOf(s, x)).join(", ")}>>`;
    case "seq": {
      const parts = e.parts.map((p) => (p.spread ? spreadOf(s, p.value) : `<<${valueOf(s, p.value)}>>`));
      if (e.parts.every((p) => !p.spread))
        return `<<${e.parts.map((_, i) => (parts[i] as string).slice(2, -2)).join(", ")}>>`;
      return parts.length === 0 ? "<<>>" : `(${parts.join(" \\o ")})`;
    }
    case "set":
      return newSet(s, e);
    case "map":
      if (e.from === null) return "<<>>";
      return domainOf(e.from).kind === "map" ? valueOf(s, e.from) : doesNotFit("a map of a list", e.at);
    case "bag":
      if (e.from === null) return "EmptyBag";
      return domainOf(e.from).kind === "bag" ? valueOf(s, e.from) : doesNotFit("a bag of a list", e.at);
    case "fill":
    case "fillWith": {
      if (wanted?.kind !== "table") return doesNotFit("fill of what is no table", e.at);
      if (e.kind === "fill") {
        const value = valueOf(s, e.value);
        return `[${s.names.fresh("k")} \\in ${setText(s, wanted.key)} |-> ${value}]`;
      }
      const k = s.names.fresh("k");
      return `[${k} \\in ${setText(s, wanted.key)} |-> ${lambda(s, e.lambda, [k])}]`;
    }
    case "each":
      return setText(s, e.domain);
    case "quantifier":
      return quantified(s, e);
    case "first": {
      if (e.domain.kind !== "int") return doesNotFit("first() of what are no integers", e.at);
      const [x, y] = [s.names.fresh("x"), s.names.fresh("y")];
      const of = setText(s, e.domain);
      return `(CHOOSE ${x} \\in ${of} : ${lambda(s, e.lambda, [x])} /\\ \\A ${y} \\in ${of} : (${lambda(s, e.lambda, [y])} => ${x} <= ${y}))`;
    }
    case "seqMethod":
    case "setMethod":
    case "mapMethod":
    case "bagMethod":
      return method(s, e);
    case "same":
      return `(${valueOf(s, e.left)} = ${valueOf(s, e.right)})`;
    case "clone":
      return valueOf(s, e.of);
    case "call":
      return within(s, (inner) => called(inner, e));
    case "pick":
      return picked(s, e);
    case "enabled": {
      if (e.target.kind !== "actions" || e.when === "next") return doesNotFit("`enabled` here", e.at);
      const args = e.args.map((a) => valueOf(s, a));
      const names = e.target.actions.map(
        (i) => `${s.shared.actionName(i)}${args.length === 0 ? "" : `(${args.join(", ")})`}`,
      );
      return `(ENABLED (${names.join(" \\/ ")}))`;
    }
    case "assign":
    case "update":
      return changed(s, e);
    default:
      return doesNotFit(`\`${e.kind}\``, e.at);
  }
}

function element(s: Scope, e: Expr & { kind: "index" }): string {
  const of = valueOf(s, e.of);
  const key = valueOf(s, e.key);
  const d = domainOf(e.of);
  if (d.kind !== "seq") return read(s, placeOf(s, e) ?? doesNotFit("this value", e.at));
  return `(IF ${position(key)} \\in 1..Len(${of}) THEN ${of}[${position(key)}] ELSE undefined)`;
}

function spreadOf(s: Scope, e: Expr): string {
  return domainOf(e).kind === "seq" ? valueOf(s, e) : doesNotFit("a spread of what is no sequence", e.at);
}

function quantified(s: Scope, e: Expr & { kind: "quantifier" }): string {
  const names = e.domains.map((_, i) => {
    const slot = e.lambda.params[i];
    return s.names.fresh(slot === undefined ? "x" : (s.locals[slot]?.name ?? "x"));
  });
  const sets = e.domains.map((d) => setText(s, d));
  const condition = lambda(s, e.lambda, names);
  const over = names.map((n, i) => `${n} \\in ${sets[i]}`).join(", ");
  const tuple = names.length === 1 ? over : `<<${names.join(", ")}>> \\in ${sets.join(" \\X ")}`;
  switch (e.op) {
    case "every":
      return `(\\A ${over} : ${condition})`;
    case "some":
      return `(\\E ${over} : ${condition})`;
    case "count":
      return `Cardinality({${tuple} : ${condition}})`;
    case "setOf":
      return `{${tuple} : ${condition}}`;
    case "sum":
      s.shared.helpers.add("Sum");
      return `Sum([${over} |-> ${condition}])`;
  }
}

function picked(s: Scope, e: Expr & { kind: "pick" }): string {
  const { from } = e;
  const x = s.names.fresh("picked");
  if (from.kind === "domain") {
    s.openers.push({ kind: "exists", text: `\\E ${x} \\in ${setText(s, from.domain)} :` });
    if (from.where !== null) s.openers.push({ kind: "is", text: lambda(s, from.where, [x]) });
    return x;
  }
  if (from.kind === "list") {
    s.openers.push({ kind: "exists", text: `\\E ${x} \\in {${from.items.map((i) => valueOf(s, i)).join(", ")}} :` });
    return x;
  }
  const of = valueOf(s, from.of);
  const { kind } = domainOf(from.of);
  if (kind === "set") s.openers.push({ kind: "exists", text: `\\E ${x} \\in ${of} :` });
  else if (kind === "bag") s.openers.push({ kind: "exists", text: `\\E ${x} \\in DOMAIN ${of} :` });
  else if (kind === "seq") {
    s.openers.push({ kind: "exists", text: `\\E ${x} \\in 1..Len(${of}) :` });
    return `${/^\w+$/.test(of) ? of : `(${of})`}[${x}]`;
  } else return doesNotFit("a pick from this", e.at);
  return x;
}

/** The result of a function, put in place of its call. */
export function called(s: Scope, e: Expr & { kind: "call" }): string {
  const inner = calledScope(s, e);
  const f = s.shared.model.functions[e.function];
  return f === undefined ? doesNotFit("a function that is not there", e.at) : s.shared.knot.body(inner, f.body.code);
}

let frames = 0;

/** The scope of a function's body, its parameters in their slots. */
export function calledScope(s: Scope, e: Expr & { kind: "call" }): Scope {
  const f = s.shared.model.functions[e.function] ?? doesNotFit("a function that is not there", e.at);
  if (s.calls.includes(e.function)) return doesNotFit(`${f.name} calls itself`, e.at);
  const given = e.args.map((arg): Slot | string => {
    const state = stateOf(s, arg);
    if (state !== null || arg.type.kind === "state") return { kind: "state", when: state ?? "now" };
    const place = isDomain(arg.type) && !isScalar(arg.type) ? placeOf(s, arg) : null;
    return place === null ? valueOf(s, arg) : { kind: "place", place };
  });
  const inner: Scope = { ...s, frame: ++frames, locals: f.body.locals, calls: [...s.calls, e.function] };
  for (const [i, slot] of given.entries()) {
    if (typeof slot === "string") bindValue(inner, i, slot);
    else bindSlot(inner, i, slot);
  }
  return inner;
}
