/**
 * How much the process grows while a model is checked.
 * In: a measure of resident memory, a clock. Out: `memoryGauge`.
 * Not here: limits (`limits.ts`).
 */

export interface MemoryGauge {
  /** To be called now and then. */
  readonly look: () => void;
  /** So many bytes were held for certain: what V8 gave back meanwhile does not make them fewer. */
  readonly held: (bytes: number) => void;
  /** Bytes above the beginning, at the most; null where nothing measures. */
  readonly most: () => number | null;
}

export interface Measures {
  /** Bytes of the process now, and the most there ever were; absent: nothing is measured. */
  readonly resident?: () => { readonly now: number; readonly most: number };
  /** Milliseconds. */
  readonly now: () => number;
}

/** Milliseconds between two looks that cost something. */
const PAUSE = 20;

/** To be made when a model's turn begins. */
export function memoryGauge({ resident, now }: Measures): MemoryGauge {
  if (resident === undefined) return { look: () => {}, held: () => {}, most: () => null };
  const begin = resident();
  let highest = begin.now;
  let due = now() + PAUSE;
  let certain = 0;
  const measure = (): void => {
    const found = resident();
    // The peak of the process is ours where it rose in our time.
    highest = Math.max(highest, found.most > begin.most ? found.most : found.now);
  };
  return {
    look() {
      if (now() < due) return;
      due = now() + PAUSE;
      measure();
    },
    held(bytes) {
      certain = Math.max(certain, bytes);
    },
    most() {
      measure();
      return Math.max(certain, highest - begin.now);
    },
  };
}
