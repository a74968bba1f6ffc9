/** Generic helpers of another module: type parameters from arguments. */
import { pick, spec, type Index, type Int, type Seq, when } from "racespec";
import { countIn, firstOutside, type Maybe, type Pair, put, sumOf, swap, valueOr } from "./lists.ts";

type Page = Index<3>;
interface State {
  queue: Seq<Int<0, 3>, 3>;
  best: Maybe<Page>;
  both: Pair<boolean, Page>;
  pages: Set<Page>;
  names: Map<Page, "on" | "off">;
  n: Int<0, 12>;
}
const { action, invariant } = spec<State>(() => ({
  queue: [1, 3],
  best: { some: false },
  both: { first: false, second: 1 },
  pages: new Set([1]),
  names: new Map([[1, "on"]]),
  n: 0,
}));

export const found = action((s) => {
  const big = firstOutside(s.queue, new Set<Int<0, 3>>(s.pages));
  s.n = big ?? 0;
  if (s.best.some) s.n += s.best.value;
});
export const chosen = action((s, p: Page) => {
  s.best = s.best.some && s.best.value === p ? { some: false } : { some: true, value: p };
  s.both = { ...s.both, second: p };
});
export const counted = action((s, p: Page) => {
  s.n = countIn(s.pages, p) + sumOf(s.queue);
  s.both.first = valueOr(s.names, p, "off") === "on";
});
export const named = action((s, p: Page) => {
  put(s.names, p, pick("on", "off"));
});
export const swapped = action((s) => {
  when(s.queue.length > 1);
  swap(s.queue, 0, 1);
});
export const few = invariant((s) => s.queue.length <= 3);
