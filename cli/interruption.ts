/**
 * Ctrl-C and its like: the first one asks the search to stop, a second one ends the process at once.
 * In: signals. Out: a question that the run asks, and somebody who is told.
 * Not here: what a stopped run reports (`run.ts`).
 */

export interface Interruption {
  readonly interrupted: () => boolean;
}

export const interruptedCode = 130;

/** Milliseconds: one Ctrl-C may come both from the terminal and from the process that started us. */
const ONE_PRESS = 200;

export function listenForInterruption(onFirst: () => void): Interruption {
  let count = 0;
  let first = 0;
  const heard = (): void => {
    if (count === 1 && performance.now() - first < ONE_PRESS) return;
    if (count === 0) first = performance.now();
    count++;
    if (count > 1) process.exit(interruptedCode);
    onFirst();
  };
  process.on("SIGINT", heard);
  process.on("SIGTERM", heard);
  return { interrupted: () => count > 0 };
}
