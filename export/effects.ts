/**
 * What code does besides giving a value: writes, choices, conditions that block, elements that move.
 * In: a model, any piece of its code. Out: `writes`, `blocks`, `picks`, `moves`, `touches`.
 * Not here: what is refused because of it (`doubts.ts`).
 */
import { alternatives, type Domain } from "../ir/domain.ts";
import type { Expr } from "../ir/expr.ts";
import type { SpecModel } from "../ir/model.ts";
import { isDomain } from "../ir/type.ts";
import { type Node, walk } from "../ir/walk.ts";
import { isChange, isMadeHere } from "./objects.ts";

const MOVING: ReadonlySet<string> = new Set("pop shift unshift reverse sort splice".split(" "));

/** Whether some node of the code, or of the functions that it calls, is such a one. */
function anywhere(model: SpecModel, code: Node, is: (n: Node, isCalled: boolean) => boolean): boolean {
  let found = false;
  const seen = new Set<number>();
  const look = (root: Node, isCalled: boolean): void =>
    walk(root, (n) => {
      if (is(n, isCalled)) found = true;
      if (n.kind === "call" && !seen.has(n.function)) {
        seen.add(n.function);
        const f = model.functions[n.function];
        if (f !== undefined) look(f.body.code, true);
      }
      return !found;
    });
  look(code, false);
  return found;
}

/** It assigns to something; locals of functions that it calls are nobody else's. */
export const writes = (model: SpecModel, code: Node): boolean =>
  anywhere(model, code, (n, isCalled) => {
    if (n.kind === "assign" || n.kind === "update") return !(isCalled && n.target.kind === "local");
    return isChange(n) && !(isCalled && n.of.kind === "local" && isOwn(model, n.of));
  });

/** A local that its function made itself: no parameter, and its value is a new one. */
function isOwn(model: SpecModel, e: Expr & { readonly kind: "local" }): boolean {
  const owner = model.functions.find((f) => {
    let found = false;
    walk(f.body.code, (n) => {
      if (n === e) found = true;
      return !found;
    });
    return found;
  });
  if (owner === undefined || e.slot < owner.params) return false;
  return isMadeHere(model, owner.body.code, e.slot);
}

export const picks = (model: SpecModel, code: Node): boolean => anywhere(model, code, (n) => n.kind === "pick");

export const blocks = (model: SpecModel, code: Node): boolean =>
  anywhere(model, code, (n) => n.kind === "pick" || n.kind === "when" || n.kind === "assert" || n.kind === "throw");

/** Elements of sequences change their position. */
export const moves = (model: SpecModel, code: Node): boolean =>
  anywhere(model, code, (n) => n.kind === "seqMethod" && MOVING.has(n.op));

/** Something is written that may be part of a value of this domain. */
export function touches(model: SpecModel, code: Node, domain: Domain): boolean {
  const parts = partsOf(domain);
  const has = (kind: Domain["kind"]): boolean => parts.some((d) => d.kind === kind);
  return anywhere(model, code, (n) => {
    if (isChange(n)) return isDomain(n.of.type) && alternatives(n.of.type).some((d) => has(d.kind));
    if (n.kind !== "assign" && n.kind !== "update") return false;
    const { target } = n;
    if (target.kind === "local") return false;
    const of = isDomain(target.of.type) ? alternatives(target.of.type) : [];
    if (target.kind === "index") return of.some((d) => has(d.kind));
    return of.some(
      (d) =>
        d.kind === "record" &&
        d.fields.some((f) => f.name === target.name) &&
        parts.some((p) => p.kind === "record" && p.fields.some((f) => f.name === target.name)),
    );
  });
}

function partsOf(d: Domain): readonly Domain[] {
  switch (d.kind) {
    case "union":
      return d.of.flatMap(partsOf);
    case "record":
      return [d, ...d.fields.flatMap((f) => partsOf(f.domain))];
    case "table":
    case "map":
      return [d, ...partsOf(d.value)];
    case "seq":
      return [d, ...partsOf(d.of)];
    case "set":
    case "bag":
      return [d];
    default:
      return [];
  }
}
