// In: a seed. Out: the choices that follow from it, the same ones every time.
// Not here: what is chosen (the files beside this).

export interface Random {
  /** 0 … n-1. */
  below(n: number): number;
  chance(percent: number): boolean;
  one<V>(of: readonly V[]): V;
  some<V>(of: readonly V[], n: number): V[];
}

export function randomOf(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  for (let i = 0; i < 5; i++) next();
  const below = (n: number): number => next() % n;
  const one = <V>(of: readonly V[]): V => {
    if (of.length === 0) throw new Error("nothing to choose from");
    return of[below(of.length)] as V;
  };
  return {
    below,
    one,
    chance: (percent) => below(100) < percent,
    some(of, n) {
      const left = [...of];
      return Array.from({ length: Math.min(n, left.length) }, () => left.splice(below(left.length), 1)).flat();
    },
  };
}
