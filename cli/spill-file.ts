/**
 * A temporary file for the levels of a large search. It has no name as soon as it is open: nobody else sees it, and it is
 * gone with the process, however that ends. Where a name cannot be taken away from an open file (Windows) it goes at the end.
 * In: Node. Out: `temporarySpill`.
 * Not here: what is kept there (`checker/wasm/level-store.ts`).
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Spill, SpillFile } from "../checker/index.ts";

/** `failed`: told once why levels stay in memory, when they do. */
export function temporarySpill(failed: (reason: string) => void): Spill {
  return {
    open() {
      try {
        return openTemporary(failed);
      } catch (thrown) {
        failed(textOf(thrown));
        return null;
      }
    },
  };
}

function openTemporary(failed: (reason: string) => void): SpillFile {
  const path = join(tmpdir(), `racespec-${process.pid}-${randomBytes(8).toString("hex")}`);
  const file = openSync(path, "wx+", 0o600);
  let isNamed = !unlinked(path);
  const leave = (): void => {
    if (isNamed) unlinked(path);
  };
  if (isNamed) process.on("exit", leave);
  let length = 0;
  return {
    append(bytes) {
      try {
        for (let done = 0; done < bytes.length; ) {
          const written = writeSync(file, bytes, done, bytes.length - done, length + done);
          if (written === 0) throw new Error("nothing more can be written");
          done += written;
        }
      } catch (thrown) {
        failed(textOf(thrown));
        return false;
      }
      length += bytes.length;
      return true;
    },
    read(at, into) {
      for (let done = 0; done < into.length; ) {
        const read = readSync(file, into, done, into.length - done, at + done);
        if (read === 0) throw new Error("the file with the levels of the search was cut short");
        done += read;
      }
    },
    close() {
      closeSync(file);
      leave();
      process.off("exit", leave);
      isNamed = false;
    },
  };
}

function unlinked(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

const textOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
