/**
 * The choices of one step: it is run again for each, and told every time which alternative to take where.
 * In: how many alternatives there are at a `pick`. Out: `Choices`, a script with backtracking.
 * Not here: what the alternatives are (`picks.ts`).
 */

export interface Choices {
  /** Forgets everything: a new step. */
  reset(): void;
  /** Forgets everything for the time being; what it gives brings it back. */
  setAside(): () => void;
  /** Before each run. */
  rewind(): void;
  /**
   * The alternative to take at the pick that is reached now. `candidates` is asked the first time only: the same
   * choices before it lead to the same pick. Null where there is no alternative.
   */
  take(candidates: () => Alternatives): number | null;
  /** Picks of this run before the next one. */
  taken(): number;
  /** How many alternatives the pick had that was asked for last. */
  last(): number;
  /** Moves on to the next combination, the last pick fastest; false where there is none left. */
  next(): boolean;
}

/** That many, numbered from 0, or these numbers. */
export type Alternatives = number | readonly number[];

interface Taken {
  readonly of: Alternatives;
  at: number;
}

const countOf = (of: Alternatives): number => (typeof of === "number" ? of : of.length);

export function createChoices(): Choices {
  let script: Taken[] = [];
  let position = 0;
  let last = 0;
  return {
    reset() {
      script = [];
      position = 0;
    },
    setAside() {
      const before = { script, position, last };
      script = [];
      position = 0;
      return () => ({ script, position, last } = before);
    },
    rewind() {
      position = 0;
    },
    take(candidates) {
      if (position === script.length) {
        const of = candidates();
        if (countOf(of) === 0) return null;
        script.push({ of, at: 0 });
      }
      const taken = script[position++] as Taken;
      last = countOf(taken.of);
      return typeof taken.of === "number" ? taken.at : (taken.of[taken.at] as number);
    },
    taken: () => position,
    last: () => last,
    next() {
      for (let top = script.pop(); top !== undefined; top = script.pop()) {
        if (++top.at < countOf(top.of)) {
          script.push(top);
          return true;
        }
      }
      return false;
    },
  };
}
