/**
 * Which uses of a spec depend on an order that its values do not have: of identities (then their symmetry is off, with a
 * reason) and of the members of a set (refused: JavaScript has the order of insertion, and a set's value has none).
 * In: a model as bound, its processes with procedures in place. Out: `orderedUses`.
 * Not here: how a loop is judged (`commuting.ts`).
 */
import { changedWhileIterated, orderMatters, setAsSequence } from "../../ir/codes/lower.ts";
import type { Diagnostic } from "../../ir/diagnostic.ts";
import { alternatives, type Domain } from "../../ir/domain.ts";
import type { Expr, Lambda, Stmt, Type } from "../../ir/expr.ts";
import type { Body, IdSet, SpecModel } from "../../ir/model.ts";
import type { Span } from "../../ir/span.ts";
import { defines, eachChild, isStmt, type Node, walk, walkOwn } from "../../ir/walk.ts";
import { type Abstract, abstractOf, below, type Frame, frameOf, GIVEN, ownOf, VALUE } from "./abstract-values.ts";
import { type Accesses, accessesOf, failing } from "./accesses.ts";
import { changeOf, changesAnything, changesElement, judgeAsking, judgeLambda, judgeLoop } from "./commuting.ts";
import { freshness, type IsFresh } from "./fresh.ts";
import { isReference } from "./types.ts";
import { hasOwnKeys, iterated, sortsNumbers, unordered } from "./unordered.ts";

export interface OrderedUses {
  /** By index of id set. */
  readonly ordered: readonly IdSet["ordered"][];
  readonly diagnostics: readonly Diagnostic[];
}

interface Looking {
  readonly model: SpecModel;
  readonly isFresh: IsFresh;
  readonly ordered: { readonly at: Span; readonly reason: string }[][];
  readonly diagnostics: Diagnostic[];
  readonly body: Body;
  readonly params: ReadonlySet<number>;
  /** What a function is handed: objects that it has not made. */
  readonly given: readonly (readonly [number, Abstract])[];
}

type ForOf = Stmt & { readonly kind: "forOf" };

export function orderedUses(model: SpecModel, processes: readonly Body[]): OrderedUses {
  const ordered = model.idSets.map((): { at: Span; reason: string }[] => []);
  const diagnostics: Diagnostic[] = [];
  const isFresh = freshness(model);
  const look = (body: Body | null, params: readonly number[], given: Looking["given"] = []): void => {
    if (body === null) return;
    visit({ model, isFresh, ordered, diagnostics, body, params: new Set(params), given }, body.code, false);
  };
  look(model.init, []);
  for (const a of model.actions)
    look(
      a.body,
      a.params.map((p) => p.slot),
    );
  for (const [i, body] of processes.entries()) look(body, [model.processes[i]?.param?.slot ?? -1]);
  for (const f of model.functions) {
    const params = Array.from({ length: f.params }, (_, i) => i);
    const objects = params.filter((i) => isReference(f.body.locals[i]?.type ?? { kind: "error" }));
    look(
      f.body,
      params,
      objects.map((i) => [i, GIVEN]),
    );
  }
  for (const p of model.properties)
    for (const b of [p.body, p.goal])
      look(
        b,
        p.params.map(({ slot }) => slot),
      );
  const { initFilter, constraint, stepConstraint, view } = model.options;
  for (const b of [initFilter, constraint, stepConstraint, view]) look(b, []);
  return { ordered, diagnostics };
}

/** `free`: whoever uses the value does not mind its order. */
function visit(l: Looking, n: Node, free: boolean): void {
  if (n.kind === "forOf") {
    const over = iterated(n.of);
    if (over === null) visit(l, n.of, false);
    else if (over.kind !== "each") visit(l, over, true);
    if (over !== null) loop(l, n, over);
    return visit(l, n.body, false);
  }
  if (n.kind === "each" && !free) mark(l, n.domain, n.at, (name) => `each<${name}>() is made into a sequence`);
  if (n.kind === "seq" && !free)
    for (const p of n.parts) {
      const over = p.spread ? unordered(p.value) : null;
      if (over !== null) refuse(l, setAsSequence(p.value.at, { over }));
    }
  if (n.kind === "setMethod" && n.lambda !== null) asked(l, n, n.lambda);
  if (n.kind === "first") mark(l, n.domain, n.at, (name) => `first takes the least ${name}`);
  if (n.kind === "quantifier") quantifier(l, n);
  if (n.kind === "fillWith" && n.type.kind === "table") filled(l, n, n.type.key);
  eachChild(n, (child) => visit(l, child, isStmt(child) ? false : orderFree(l, n, child, free)));
}

/** True where the child's order does not show in what becomes of it. */
function orderFree(l: Looking, n: Node, child: Expr, free: boolean): boolean {
  switch (n.kind) {
    case "set":
    case "bag":
    case "size":
      return true;
    case "map":
      return hasOwnKeys(child);
    case "pick":
      return n.from.kind === "collection";
    case "seqMethod": {
      if (child !== n.of) return n.op === "concat" && free;
      if (n.lambda !== null && tellsOrder(l, n, n.lambda)) return false;
      if (n.op === "sort" || n.op === "toSorted") return n.lambda !== null && sortsNumbers(n, n.lambda);
      const isAsked = n.op === "some" || n.op === "every" || n.op === "includes";
      return isAsked || ((n.op === "filter" || n.op === "map" || n.op === "flatMap" || n.op === "concat") && free);
    }
    case "seq":
    case "clone":
    case "conditional":
      return free;
    default:
      return false;
  }
}

/** A function that is told positions; one that may fail, where elements behind the one that decides are left out. */
function tellsOrder(l: Looking, e: Expr & { readonly kind: "seqMethod" }, lambda: Lambda): boolean {
  if (e.op === "sort" || e.op === "toSorted") return false;
  if (lambda.params.length > 1) return true;
  return (e.op === "some" || e.op === "every") && failing(lambdaAccesses(l, lambda)) !== null;
}

function lambdaAccesses(l: Looking, lambda: Lambda): Accesses {
  const frame = frameOf(l.body, new Map(l.given), declaredIn(l, lambda.body, ...lambda.params));
  return accessesOf(l.model, l.isFresh, frame, [lambda.body]);
}

function loop(l: Looking, s: ForOf, over: Expr): void {
  const rests = hasYield(s);
  if (rests) {
    if (over.kind === "each") mark(l, over.domain, s.at, (name) => `a process rests between one ${name} and the next`);
    return;
  }
  if (over.kind === "each" && idSets(over.domain).size === 0) return;
  const inner = declaredIn(l, s.body, s.slot);
  const until = outermost(l, s);
  const outside = frameOf(l.body, new Map(l.given), inner, until);
  const frameWith = (element: Abstract): Frame =>
    frameOf(l.body, new Map([...l.given, [s.slot, element]]), inner, until);
  let frame = frameWith(elementAtHand(l, outside, over, ownOf));
  let { hindrance, accesses } = judgeLoop(l.model, l.isFresh, frame, s);
  if (changesElement(accesses)) {
    frame = frameWith(elementAtHand(l, outside, over, () => VALUE));
    ({ hindrance, accesses } = judgeLoop(l.model, l.isFresh, frame, s));
  }
  if (over.kind === "each") {
    if (hindrance !== null)
      mark(l, over.domain, s.at, (name) => `the order of a loop over each<${name}>() may matter: ${hindrance.reason}`);
    return;
  }
  const kind = unordered(over) ?? "set";
  // The keys of a map are gone through as the map itself is.
  const looped = over.kind === "mapMethod" && over.op === "keys" ? over.of : over;
  const place = over === s.of ? abstractOf(l, frame, looped) : null;
  const changed = place?.kind === "place" ? changeOf(place, accesses) : null;
  const { reason, at } = hindrance ?? { reason: "", at: over.at };
  if (changed !== null) refuse(l, changedWhileIterated(changed.at, { loop: over.at, over: kind }));
  else if (hindrance !== null) refuse(l, orderMatters(over.at, { what: "this loop", over: kind, reason, because: at }));
}

/** What a loop gives its body: `own` says what stands for an element that is there once only. */
function elementAtHand(l: Looking, outside: Frame, over: Expr, own: (type: Type) => Abstract): Abstract {
  if (over.kind === "each") return own(over.domain);
  switch (over.type.kind) {
    case "set":
      return own(over.type.of);
    case "map": {
      const value = below(abstractOf(l, outside, over), { kind: "key", key: { kind: "own" } });
      return { kind: "entry", key: own(over.type.key), value };
    }
    default:
      return VALUE;
  }
}

/** `some`, `every` and `filter` of a set. */
function asked(l: Looking, e: Expr & { readonly kind: "setMethod" }, lambda: Lambda): void {
  const own = lambda.params.map((slot): [number, Abstract] => [
    slot,
    ownOf(l.body.locals[slot]?.type ?? { kind: "error" }),
  ]);
  const frame = frameOf(l.body, new Map([...l.given, ...own]), declaredIn(l, lambda.body, ...lambda.params));
  const hindrance = judgeAsking(accessesOf(l.model, l.isFresh, frame, [lambda.body]), e.op === "filter");
  if (hindrance === null) return;
  const { reason, at } = hindrance;
  refuse(l, orderMatters(e.at, { what: `.${e.op}`, over: "set", reason, because: at }));
}

/** Quantifiers ask. Should their function change something after all, or fail where others decide, the order shows. */
function quantifier(l: Looking, e: Expr & { readonly kind: "quantifier" }): void {
  if (e.domains.every((d) => idSets(d).size === 0)) return;
  const accesses = lambdaAccesses(l, e.lambda);
  const shows =
    changesAnything(accesses) !== null
      ? "changes something"
      : accesses.pick !== null
        ? "picks"
        : failing(accesses) !== null && (e.op === "every" || e.op === "some")
          ? "may fail"
          : null;
  if (shows === null) return;
  for (const d of e.domains) mark(l, d, e.at, (name) => `${e.op} over ${name} ${shows} on the way`);
}

function filled(l: Looking, e: Expr & { readonly kind: "fillWith" }, key: Domain): void {
  if (idSets(key).size === 0) return;
  const own = e.lambda.params.map((slot): [number, { readonly kind: "own" }] => [slot, { kind: "own" }]);
  const frame = frameOf(l.body, new Map([...l.given, ...own]), declaredIn(l, e.lambda.body, ...e.lambda.params));
  const hindrance = judgeLambda(l.model, l.isFresh, frame, e.lambda.body);
  if (hindrance !== null)
    mark(l, key, e.at, (name) => `the order of fillWith over ${name} may matter: ${hindrance.reason}`);
}

/** Slots that every iteration has anew: declared inside, or temporaries that are never declared at all. */
function declaredIn(l: Looking, code: Stmt, ...own: readonly number[]): ReadonlySet<number> {
  const count = (root: Node): Map<number, number> => {
    const counts = new Map<number, number>();
    walk(root, (n) => {
      for (const slot of defines(n)) counts.set(slot, (counts.get(slot) ?? 0) + 1);
    });
    return counts;
  };
  const everywhere = count(l.body.code);
  const inside = [...count(code)].filter(([slot, n]) => n === everywhere.get(slot) && !l.params.has(slot));
  return new Set([...own, ...inside.map(([slot]) => slot)]);
}

/** The greatest loop around a loop, or itself: what runs before it may run again after it, within that one. */
function outermost(l: Looking, s: ForOf): Stmt {
  let found: Stmt = s;
  walk(l.body.code, (n) => {
    if ((n.kind !== "loop" && n.kind !== "forOf") || found !== s) return;
    walk(n, (x) => {
      if (x === s && found === s) found = n;
    });
  });
  return found;
}

function hasYield(s: Stmt): boolean {
  let found = false;
  walkOwn(s, (x) => {
    if (x.kind === "yield") found = true;
  });
  return found;
}

/** Notes a use that orders the identities in a domain; once per place, since procedures stand in several. */
function mark(l: Looking, d: Domain, at: Span, reason: (name: string) => string): void {
  for (const [set, name] of idSets(d)) {
    const uses = l.ordered[set];
    if (uses === undefined || uses.some((u) => u.at.start === at.start && u.at.file === at.file)) continue;
    uses.push({ at, reason: reason(name) });
  }
}

function refuse(l: Looking, d: Diagnostic): void {
  const known = l.diagnostics.some(
    (x) => x.code === d.code && x.at?.start === d.at?.start && x.at?.file === d.at?.file,
  );
  if (!known) l.diagnostics.push(d);
}

/** Index → name of every id set whose members occur in values of the domain. */
function idSets(d: Domain): ReadonlyMap<number, string> {
  return new Map(alternatives(d).flatMap(idsIn));
}

function idsIn(d: Domain): readonly (readonly [number, string])[] {
  switch (d.kind) {
    case "id":
      return [[d.set, d.name]];
    case "record":
      return d.fields.flatMap((f) => [...idSets(f.domain)]);
    case "table":
    case "map":
      return [...idSets(d.key), ...idSets(d.value)];
    case "set":
    case "bag":
    case "seq":
      return [...idSets(d.of)];
    case "int":
    case "enum":
    case "undefined":
    case "number":
    case "union":
      return [];
  }
}
