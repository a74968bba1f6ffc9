/**
 * Ctrl-C and its like: the first one asks the search to stop, a second one ends the process at once.
 * In: signals. Out: a question that the run asks, and somebody who is told.
 * Not here: what a stopped run reports (`run.ts`).
 */

export interface Interruption {
  readonly interrupted: () => boolean;
}

export const interruptedCode = 130;

export function listenForInterruption(onFirst: () => void): Interruption {
  let count = 0;
  const heard = (): void => {
    count++;
    if (count > 1) process.exit(interruptedCode);
    onFirst();
  };
  process.on("SIGINT", heard);
  process.on("SIGTERM", heard);
  return { interrupted: () => count > 0 };
}
