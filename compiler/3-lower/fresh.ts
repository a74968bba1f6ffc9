/**
 * Which functions of a model return new objects, so that expressions that call them are new as well.
 * In: a model's functions, an expression, which slots own their object. Out: `freshness(model)`.
 * Not here: other expressions (`ir/fresh.ts`), which locals share at a yield (`references.ts`).
 */
import type { Expr, Lambda } from "../../ir/expr.ts";
import { isNew } from "../../ir/fresh.ts";
import type { Fn, SpecModel } from "../../ir/model.ts";
import { walk, walkOwn } from "../../ir/walk.ts";

/** True of an expression whose value is new, parts included; `owns` says which slots hold such an object. */
export type IsFresh = (e: Expr, owns: (slot: number) => boolean) => boolean;

export function freshness(model: SpecModel): IsFresh {
  const known = new Map<number, boolean>();
  const call = (index: number): boolean => {
    const found = known.get(index);
    if (found !== undefined) return found;
    // A recursive call is not counted on: what it returns is judged by the other returns.
    known.set(index, false);
    const fn = model.functions[index];
    const result = fn !== undefined && returnsFresh(fn, isFresh);
    known.set(index, result);
    return result;
  };

  const results = (l: Lambda, owns: (slot: number) => boolean): boolean => {
    let fresh = true;
    walkOwn(l.body, (s) => {
      if (s.kind === "return" && s.value !== null && !isFresh(s.value, owns)) fresh = false;
    });
    return fresh;
  };

  const isFresh: IsFresh = (e, owns) => isNew(e, { owns, call, results: (lambda) => results(lambda, owns) });
  return isFresh;
}

/** Every result is new: made in place, or held by a local that only ever holds what this function made. */
function returnsFresh(fn: Fn, isFresh: IsFresh): boolean {
  const shared = new Set(Array.from({ length: fn.params }, (_, i) => i));
  const given: { readonly slot: number; readonly value: Expr }[] = [];
  walk(fn.body.code, (n) => {
    if (n.kind === "forOf") shared.add(n.slot);
    if (n.kind === "let" && n.value !== null) given.push({ slot: n.slot, value: n.value });
    if (n.kind === "assign" && n.target.kind === "local") given.push({ slot: n.target.slot, value: n.value });
  });
  for (let grown = true; grown; ) {
    grown = false;
    for (const { slot, value } of given) {
      if (shared.has(slot) || isFresh(value, (x) => !shared.has(x))) continue;
      shared.add(slot);
      grown = true;
    }
  }
  let fresh = true;
  walkOwn(fn.body.code, (s) => {
    if (s.kind === "return" && s.value !== null && !isFresh(s.value, (x) => !shared.has(x))) fresh = false;
  });
  return fresh;
}
