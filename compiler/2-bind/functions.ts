/**
 * Helper functions: bound once per combination of argument types, so that generic ones need no type of their own.
 * In: a call and the function's syntax. Out: `Expr` of kind call, and the entry in the context's table.
 * Not here: procedures (`sequential.ts`), functions given to quantifiers (`body.ts`).
 */
import {
  argumentCount,
  effectInLambda,
  notHere,
  recursionNeedsType,
  stateAsValue,
  writeInProperty,
} from "../../ir/codes/bind.ts";
import { enabledInStep } from "../../ir/codes/bind-time.ts";
import type { Domain } from "../../ir/domain.ts";
import type { Expr, Type, When } from "../../ir/expr.ts";
import type { Body } from "../../ir/model.ts";
import type { SyntaxExpr, SyntaxFunction, SyntaxParam, SyntaxStmt, SyntaxType } from "../../ir/syntax.ts";
import { giveBack, handedOver, stored } from "./aliasing.ts";
import type { Call } from "./builders.ts";
import { declarationOf, report } from "./context.ts";
import { domainIfAny } from "./domains.ts";
import { isForEach } from "./for-each.ts";
import { nothingKnown, untilAssumptionsHold } from "./recursion.ts";
import { reportStale } from "./references.ts";
import { hole, newScope, newSlot, OUTSIDE, type Scope } from "./scope.ts";
import type { TypeArg, TypeArgs } from "./type-reader.ts";
import { isDomain, isReference, join } from "./types.ts";

export function helperCall(scope: Scope, e: Call, id: number, f: SyntaxFunction): Expr {
  const name = declarationOf(scope.context, id).name;
  const required = f.params.filter((p) => p.default === null).length;
  if (f.generator || e.args.some((a) => a.spread) || e.args.length > f.params.length || e.args.length < required) {
    const wants =
      f.params.length === required
        ? `${required} argument${required === 1 ? "" : "s"}`
        : `${required} to ${f.params.length} arguments`;
    report(
      scope.context,
      f.generator
        ? notHere(e.at, { call: name, where: "an expression: a generator is run by a procedure" })
        : argumentCount(e.at, { what: name, wants }),
    );
    return hole(e.at);
  }
  const given = explicitTypeArgs(scope, f, e.typeArgs);
  const args: Expr[] = [];
  for (const [i, p] of f.params.entries()) {
    const written = e.args[i]?.value ?? p.default;
    if (written === null || written === undefined) return hole(e.at);
    // A place keeps its type, which may have more fields than the function asks for.
    const hint = p.type === null || isInLocal(written) ? null : domainIfAny(scope.context, p.type, given);
    args.push(scope.knot.expr(scope, written, hint));
  }
  if (args.some((a) => a.type.kind === "error")) return hole(e.at);
  const typeArgs = inferTypeArgs(f, args, given);
  const index = instance(scope, e, id, f, args, typeArgs);
  const info = scope.context.functions.info[index];
  if (info === undefined) return hole(e.at);
  carryEffects(scope, e, name, index);
  // Which of two states it would be is not known, and a step has only one that it may go on with.
  if (info.returns?.kind === "state" && args.some((a) => a.kind === "state" && a.when === "next")) {
    report(scope.context, stateAsValue(e.at));
    return hole(e.at);
  }
  for (const [i, a] of args.entries()) if (info.keeps[i]) stored(scope, a, null);
  return {
    kind: "call",
    function: index,
    args: args.filter((a) => a.type.kind !== "state"),
    at: e.at,
    type: info.returns ?? { kind: "error" },
  };
}

/** A local, or a part of one: it has a type already. */
function isInLocal(e: SyntaxExpr): boolean {
  if (e.kind === "member" || e.kind === "element" || e.kind === "nonNull") return isInLocal(e.of);
  return e.kind === "name" && e.ref.kind === "local";
}

function explicitTypeArgs(scope: Scope, f: SyntaxFunction, written: readonly SyntaxType[]): TypeArgs {
  return new Map(
    f.typeParameters.flatMap((p, i): [number, TypeArg][] => {
      const type = written[i];
      return type === undefined ? [] : [[p.id, { kind: "type", type, args: scope.typeArgs }]];
    }),
  );
}

/** Type parameters that arguments determine: `T` itself, and T inside T[], Seq<T, N>, Set<T>, Record<K, V>. */
function inferTypeArgs(f: SyntaxFunction, args: readonly Expr[], given: TypeArgs): TypeArgs {
  const found = new Map(given);
  const match = (type: SyntaxType, domain: Domain): void => {
    if (type.kind === "ref" && type.ref.kind === "typeParameter") {
      if (!found.has(type.ref.id)) found.set(type.ref.id, { kind: "domain", domain });
      return;
    }
    if (type.kind === "array" && domain.kind === "seq") match(type.of, domain.of);
    if (type.kind !== "ref") return;
    const [a, b] = type.args;
    if ((domain.kind === "seq" || domain.kind === "set" || domain.kind === "bag") && a !== undefined)
      match(a, domain.of);
    if ((domain.kind === "table" || domain.kind === "map") && a !== undefined && b !== undefined) {
      match(a, domain.key);
      match(b, domain.value);
    }
    if (type.name === "Readonly" && a !== undefined) match(a, domain);
  };
  for (const [i, p] of f.params.entries()) {
    const arg = args[i];
    if (p.type !== null && arg !== undefined && isDomain(arg.type)) match(p.type, arg.type);
  }
  return found;
}

/** The function bound for these argument types, now or earlier. */
function instance(
  scope: Scope,
  e: Call,
  id: number,
  f: SyntaxFunction,
  args: readonly Expr[],
  typeArgs: TypeArgs,
): number {
  const { context } = scope;
  const types = args.map((a, i) => parameterType(scope, f.params[i] as SyntaxParam, a, typeArgs));
  const bindings = args.map((a) => (a.kind === "state" ? a.when : null));
  const solved = [...typeArgs.values()].map((a) =>
    a.kind === "domain" ? a.domain : domainIfAny(context, a.type, a.args),
  );
  const given = handedOver(scope, args);
  const key = JSON.stringify([id, types, bindings, solved, given, scope.dead]);
  const known = context.functions.byKey.get(key);
  if (known !== undefined) {
    const info = context.functions.info[known];
    if (info !== undefined && context.functions.list[known] === null) info.recursive = true;
    if (info?.returns === null) {
      report(context, recursionNeedsType(e.at, { name: declarationOf(context, id).name }));
      info.returns = { kind: "error" };
    }
    return known;
  }
  const index = context.functions.list.length;
  const takesState = bindings.some((b) => b !== null);
  const declared = declaredReturn(scope, f, typeArgs, takesState);
  context.functions.byKey.set(key, index);
  context.functions.list.push(null);
  context.functions.info.push(nothingKnown(declared, given.length));
  untilAssumptionsHold(context, index, declared, () =>
    bindInstance(scope, index, id, f, types, bindings, given, typeArgs, declared),
  );
  return index;
}

/** A reference is what was passed; a scalar has the annotated domain where there is one. */
function parameterType(scope: Scope, p: SyntaxParam, arg: Expr, typeArgs: TypeArgs): Type {
  if (arg.type.kind === "state" || isReference(arg.type) || p.type === null) return arg.type;
  return domainIfAny(scope.context, p.type, typeArgs) ?? arg.type;
}

function declaredReturn(scope: Scope, f: SyntaxFunction, typeArgs: TypeArgs, takesState: boolean): Type | null {
  if (f.returns === null) return givesNothing(f.body) ? { kind: "void" } : null;
  if (f.returns.kind === "keyword" && f.returns.name === "void") return { kind: "void" };
  if (takesState && isStateType(scope, f.returns)) return { kind: "state" };
  return domainIfAny(scope.context, f.returns, typeArgs);
}

/** A body without `return x`: such a function may call itself without saying what it gives. */
function givesNothing(body: SyntaxFunction["body"] | SyntaxStmt): boolean {
  switch (body.kind) {
    case "block":
      return body.body.every(givesNothing);
    case "return":
      return body.value === null;
    case "if":
      return givesNothing(body.then) && (body.else === null || givesNothing(body.else));
    case "switch":
      return body.clauses.every((c) => c.body.every(givesNothing));
    case "while":
    case "doWhile":
    case "for":
    case "forOf":
    case "labeled":
      return givesNothing(body.body);
    case "let":
    case "expr":
    case "break":
    case "continue":
    case "throw":
    case "empty":
      return true;
    default:
      return false;
  }
}

/** `State` as the spec was given it. */
function isStateType(scope: Scope, type: SyntaxType): boolean {
  const state = scope.context.builders.spec?.typeArgs[0];
  return (
    state?.kind === "ref" &&
    type.kind === "ref" &&
    state.ref.kind === "declaration" &&
    type.ref.kind === "declaration" &&
    state.ref.id === type.ref.id
  );
}

function bindInstance(
  caller: Scope,
  index: number,
  id: number,
  f: SyntaxFunction,
  types: readonly Type[],
  roots: readonly (When | null)[],
  given: readonly boolean[],
  typeArgs: TypeArgs,
  declared: Type | null,
): void {
  const { context } = caller;
  const info = context.functions.info[index];
  if (info === undefined) return;
  const borrowed = new Set<number>();
  const scope = newScope({
    ...{ context, typeArgs, borrowed },
    knot: caller.knot,
    where: "a function",
    effects: info.effects,
    returns: declared,
    dead: caller.dead,
  });
  const held = f.params.map((p, i): Expr => {
    const root = roots[i];
    const type = types[i] ?? { kind: "error" };
    if (root !== null && root !== undefined) return { kind: "state", when: root, at: p.at, type: { kind: "state" } };
    const slot = newSlot(scope, p.pattern.kind === "name" ? p.pattern.name : `argument${i}`, type, p.at);
    if (given[i]) scope.fresh.set(slot, OUTSIDE);
    else if (isReference(type)) borrowed.add(slot);
    return { kind: "local", slot, at: p.at, type };
  });
  const prelude = f.params.flatMap((p, i) => {
    const value = held[i];
    if (value === undefined) return [];
    if (p.pattern.kind !== "name") return caller.knot.pattern(scope, p.pattern, value, true);
    scope.bindings.set(
      p.pattern.local,
      value.kind === "local"
        ? { kind: "slot", slot: value.slot, constant: false }
        : { kind: "state", when: value.kind === "state" ? value.when : "now" },
    );
    return [];
  });
  const params = roots.filter((r) => r === null).length;
  const body = f.body.kind === "block" ? f.body : null;
  const code =
    body === null && f.body.kind !== "block"
      ? isForEach(f.body)
        ? caller.knot.stmt(scope, { kind: "expr", value: f.body, at: f.body.at })
        : returnExpression(scope, f.body, declared)
      : body === null
        ? []
        : caller.knot.stmt(scope, body);
  const inferred = join(scope.results.map((r) => r.type));
  const kinds = new Set(scope.results.map((r) => r.type.kind === "state"));
  if (declared === null && kinds.size > 1) report(context, stateAsValue(f.at));
  if (info.returns === null || info.returns.kind === "error")
    info.returns = scope.results.length === 0 ? { kind: "void" } : inferred;
  info.fresh = scope.results.every((r) => r.fresh);
  info.keeps = held.map((e) => e.kind === "local" && scope.kept.has(e.slot));
  const bound: Body = { locals: scope.locals, code: { kind: "block", body: [...prelude, ...code], at: f.at } };
  info.places = reportStale(context, bound);
  context.functions.list[index] = {
    name: declarationOf(context, id).name,
    at: f.at,
    params,
    body: bound,
    returns: info.returns,
  };
}

function returnExpression(scope: Scope, e: Parameters<Scope["knot"]["expr"]>[1], declared: Type | null) {
  const value = scope.knot.expr(scope, e, declared !== null && isDomain(declared) ? declared : null);
  giveBack(scope, value);
  return [{ kind: "return", value, at: e.at } as const];
}

/** What the function does, the caller does; where the caller may not, it is reported at the call. */
function carryEffects(scope: Scope, e: Call, name: string, index: number): void {
  const effects = scope.context.functions.info[index]?.effects;
  if (effects === undefined) return;
  const property = scope.where === "a property" || scope.where === "this option";
  if (effects.writes !== null && property) report(scope.context, writeInProperty(e.at, { what: scope.where }));
  const done = [
    effects.writes !== null && !property ? "a change of the state" : null,
    effects.picks !== null ? "pick" : null,
    effects.blocks !== null ? "when" : null,
    effects.asserts !== null ? "assert" : null,
  ];
  for (const what of done) {
    if (what === null) continue;
    const call = `${what} (inside ${name})`;
    if (scope.lambda !== null) report(scope.context, effectInLambda(e.at, { what: call }));
    else if (property) report(scope.context, notHere(e.at, { call, where: scope.where }));
  }
  if (effects.asks !== null && !property && scope.where !== "a function")
    report(scope.context, enabledInStep(e.at, { call: `.enabled (inside ${name})`, where: scope.where }));
  if (effects.writes !== null) scope.step.write ??= e.at;
  scope.effects.writes ??= effects.writes === null ? null : e.at;
  scope.effects.picks ??= effects.picks === null ? null : e.at;
  scope.effects.blocks ??= effects.blocks === null ? null : e.at;
  scope.effects.asserts ??= effects.asserts === null ? null : e.at;
  scope.effects.asks ??= effects.asks === null ? null : e.at;
}
