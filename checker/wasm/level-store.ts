/**
 * The levels of a search, kept for traces: 8 bytes per word of every state, in memory, or in a file once they are many.
 * In: packed states level by level, a file handed in by the host. Out: `LevelStore`.
 * Not here: the frontier, which is in the module's memory (`instance.ts`); where the file is (`cli/spill-file.ts`).
 */

/** A file that nobody else sees and that is gone with the process. */
export interface SpillFile {
  /** At the end of what is there. False where there is no room left: then nothing of it counts as written. */
  append(bytes: Uint8Array): boolean;
  /** Fills the whole of `into` from that position. */
  read(at: number, into: Uint8Array): void;
  close(): void;
}

export interface Spill {
  /** Null where no file can be made. */
  open(): SpillFile | null;
}

/** Bytes kept in memory before a file is begun: runs as small as that end before it would pay. */
const SMALL = 4 * 2 ** 20;
/** Bytes of a level handed out at a time. */
const BLOCK = 2 ** 20;

/** A stretch of bytes: in memory, or in the file from a position on. */
interface Piece {
  readonly bytes: Uint8Array | null;
  readonly at: number;
  readonly length: number;
}

export class LevelStore {
  readonly #stateBytes: number;
  readonly #spill: Spill | null;
  readonly #levels: Piece[][] = [];
  #file: SpillFile | null = null;
  #written = 0;
  #held = 0;
  #isFull = false;

  constructor(words: number, spill: Spill | null) {
    this.#stateBytes = 8 * words;
    this.#spill = spill;
  }

  /** Bytes in memory. */
  get held(): number {
    return this.#held;
  }

  /** Bytes on disk. */
  get spilled(): number {
    return this.#written;
  }

  /** The file could not be made or is full, so that levels stay in memory. */
  get isCramped(): boolean {
    return this.#isFull;
  }

  /** Begins the next level. */
  begin(): void {
    this.#levels.push([]);
  }

  /** Adds whole states to the level that was begun last. The bytes may change afterwards. */
  append(bytes: Uint8Array): void {
    const level = this.#levels.at(-1);
    if (level === undefined) throw new Error("no level was begun");
    if (bytes.length === 0) return;
    if (this.#goesToFile(bytes)) {
      level.push({ bytes: null, at: this.#written, length: bytes.length });
      this.#written += bytes.length;
      return;
    }
    this.#held += bytes.length;
    level.push({ bytes: bytes.slice(), at: 0, length: bytes.length });
  }

  /** States in a level from 1. */
  size(level: number): number {
    return (this.#levels[level - 1] ?? []).reduce((n, p) => n + p.length, 0) / this.#stateBytes;
  }

  /** A level from 1, whole states, some at a time. What is handed out is good until the next one is asked for. */
  *blocks(level: number): Generator<Uint8Array> {
    const most = Math.max(1, Math.floor(BLOCK / this.#stateBytes)) * this.#stateBytes;
    let read: Uint8Array | null = null;
    for (const piece of this.#levels[level - 1] ?? []) {
      for (let from = 0; from < piece.length; from += most) {
        const length = Math.min(most, piece.length - from);
        if (piece.bytes !== null) yield piece.bytes.subarray(from, from + length);
        else {
          read ??= new Uint8Array(most);
          const into = read.subarray(0, length);
          this.#file?.read(piece.at + from, into);
          yield into;
        }
      }
    }
  }

  close(): void {
    this.#file?.close();
    this.#file = null;
    this.#levels.length = 0;
    this.#held = 0;
  }

  #goesToFile(bytes: Uint8Array): boolean {
    if (this.#spill === null || this.#isFull || this.#held + bytes.length <= SMALL) return false;
    this.#file ??= this.#spill.open();
    if (this.#file?.append(bytes)) return true;
    this.#isFull = true;
    return false;
  }
}
