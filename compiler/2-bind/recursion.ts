/**
 * Functions that call themselves, also by way of others: what is assumed of such a call while the body is being bound.
 * In: the function's entry, and how to bind its body. Out: the body bound under assumptions that it turned out to meet.
 * Not here: what a body keeps (`aliasing.ts`) and replaces (`references.ts`).
 */
import type { Type } from "../../ir/expr.ts";
import { type Context, type FnInfo, noEffects, type Path, type Replaced } from "./context.ts";

/** The entry of a function whose body is not bound yet. */
export const nothingKnown = (returns: Type | null, params: number): FnInfo => ({
  ...{ returns, fresh: false, recursive: false },
  keeps: new Array<boolean>(params).fill(false),
  places: { replaced: [], returned: [] },
  effects: noEffects(),
});

/**
 * At first a call of itself is taken to keep and to replace nothing. Where the body does more than was assumed, all that came
 * of it is dropped, and it is bound again knowing so. Types are finite, so that there is an end to what may be added.
 */
export function untilAssumptionsHold(context: Context, index: number, declared: Type | null, bind: () => void): void {
  const { list, info, byKey } = context.functions;
  const own = info[index];
  if (own === undefined) return;
  const reports = context.diagnostics.length;
  for (;;) {
    const { keeps, places } = own;
    bind();
    const isMet =
      own.keeps.every((kept, i) => !kept || keeps[i]) &&
      isWithin(own.places.replaced, places.replaced) &&
      isWithin(own.places.returned, places.returned);
    if (!own.recursive || isMet) return;
    own.keeps = own.keeps.map((kept, i) => kept || (keeps[i] ?? false));
    own.places = both(own.places, places);
    own.returns = declared;
    own.fresh = false;
    context.diagnostics.length = reports;
    list.length = index + 1;
    info.length = index + 1;
    list[index] = null;
    for (const [key, other] of byKey) if (other > index) byKey.delete(key);
  }
}

const isSame = (a: Path, b: Path): boolean => a.length === b.length && a.every((name, i) => name === b[i]);

const isWithin = (paths: readonly Path[], known: readonly Path[]): boolean =>
  paths.every((p) => known.some((q) => isSame(p, q)));

const union = (a: readonly Path[], b: readonly Path[]): readonly Path[] => [
  ...a,
  ...b.filter((p) => !a.some((q) => isSame(p, q))),
];

const both = (a: Replaced, b: Replaced): Replaced => ({
  replaced: union(a.replaced, b.replaced),
  returned: union(a.returned, b.returned),
});
