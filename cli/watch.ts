/**
 * `--watch`: runs again whenever a file that took part, or a folder that was named, changes.
 * In: what to run, the paths to look at after each run. Out: a promise that ends with the interruption.
 * Not here: the run itself (`run.ts`).
 */
import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds: editors write a file in several strokes. */
const settle = 80;
/** Milliseconds between two looks at whether to stop. */
const patience = 100;

export interface Watched {
  /** Files whose change starts the next run. */
  readonly files: readonly string[];
  /** Folders in which a new spec starts the next run. */
  readonly folders: readonly string[];
}

/** Runs once at the beginning, then after every change; returns when `stopped` says so. */
export async function watchAndRun(once: () => Promise<Watched>, stopped: () => boolean): Promise<void> {
  for (;;) {
    const watched = await once();
    if (stopped() || (await nextChange(watched, stopped))) return;
  }
}

/** True where it was stopped. Folders are watched rather than files: editors replace a file by another of its name. */
async function nextChange({ files, folders }: Watched, stopped: () => boolean): Promise<boolean> {
  let isChanged = false;
  const names = new Set(files.map((f) => f.split("/").at(-1)));
  const listen = (_event: string, name: string | null): void => {
    const last = name?.split(/[\\/]/).at(-1) ?? "";
    if (name === null || names.has(last) || last.endsWith(".race.ts")) isChanged = true;
  };
  const places = new Set([...files.map((f) => dirname(f)), ...folders]);
  const watchers: readonly FSWatcher[] = [...places].map((folder) =>
    watch(folder, { recursive: folders.includes(folder) }, listen),
  );
  try {
    while (!isChanged) {
      if (stopped()) return true;
      await delay(patience);
    }
    await delay(settle);
    return stopped();
  } finally {
    for (const w of watchers) w.close();
  }
}
