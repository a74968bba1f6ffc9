/**
 * Makes a folder and those above it.
 * In: a path, rights of what is made. Out: the folder is there, or an error says why not.
 * Not here: what is written there (`machine.ts`, `cache/cache-folder.ts`).
 */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** One by one: Node's own `recursive` never returns where a folder cannot be made although nothing is there (`/proc/x`). */
export function makeFolder(path: string, mode = 0o777): void {
  const above = dirname(path);
  if (existsSync(path) || above === path) return;
  makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (thrown) {
    // Another run may have been quicker.
    if (!existsSync(path)) throw thrown;
  }
}
