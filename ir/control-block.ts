/**
 * The control block: addresses 0 … 1023 of the memory that a generated search and its host share.
 * In: nothing. Out: addresses of 32-bit words, and what the return codes of `run` oblige a host to do.
 * Not here: the code that works on them (`compiler/5-emit/search/`), the host (`checker/wasm/`).
 *
 * What a host does, in this order. "One instance": any one, all others idle. Addresses and sizes are unsigned.
 *  1. Places three regions, 64-byte aligned and zero: the table; the interns (only used where `internsNeeded` is not 0;
 *     else its size may be 0); the pool. Writes TABLE_BASE … INSTANCES and RELEASE.
 *  2. Every instance: `attach(area)`, then `enter()`, once.
 *  3. One instance: `prepare()`. Not 0: a region is too small.
 *  4. One instance: `initial()` again and again, with the return codes of `run`, until it gives NOTHING_LEFT. Then
 *     `flushOut()`.
 *  5. Per level, until `nextLevel()` gives 0: one instance `nextLevel()`, which gives the number of chunks of the level
 *     that is now CURRENT; then every instance `run(most)` again and again until it gives NOTHING_LEFT, and `flushOut()`.
 *     The states of depth d are those of CURRENT after the (d+1)-th `nextLevel()`.
 * Return codes of `run`, none of which loses or repeats anything:
 *  - NOTHING_LEFT 0: no chunk of this level is left to be claimed, and all that this instance claimed is expanded.
 *  - MOST_REACHED 1: `most` parents were expanded. Call again.
 *  - TABLE_FULL 2: all instances give 0 or 2 (or 3) soon, at the end of their block of parents. When all are idle, one
 *    instance calls `grow()`: 0, call `run` again on every instance that did not give 0 (also after `initial`);
 *    1, the region is used up: the search ends here, incomplete.
 *  - POOL_EMPTY 3: fewer than RESERVE chunks are left. Give chunks back (`release`) when all are idle and call again, or
 *    end the search as incomplete.
 * Where `grow` gives 1 a search may go on in a table that is empty again. All are idle.
 *  - The host copies the table and the interns, words at the beginning and index at the end of their region, to another
 *    memory and makes an instance of this module with it. BUCKET_BITS, SLOT_BITS, INTERN_BITS and the regions tell that one
 *    what it has. `attach` and `enter` are called, and from then on only `missing`, `contains` and `scan`.
 *  - In this memory it fills the used parts of both regions with zeros, sets COUNT, INTERN_COUNT and GROW_WANTED to 0 and
 *    CHAINED to 1; every instance calls `forget()`.
 *  - The only entry of each instance's exported table `elsewhere` becomes a function (states, n) → how many of these packed
 *    states none of the other memories has, moved together at `states`, in their order. `missing(states, n)` of an instance
 *    there does so for its own table. Then it goes on as after a `grow` that gives 0.
 *
 * LOST is 1 when a state had to be dropped because the pool was empty in the middle of a block: whatever was found
 * counts, but the search is incomplete. Look at it at the end of each level.
 *
 * A directory is a list of 8-byte entries {u32 chunk, u32 states in it}; chunk c is at CHUNK_BASE + c · CHUNK_BYTES and
 * holds packed states one after the other (8 · words bytes each). With RELEASE 1 `run` gives a chunk back to the pool
 * as soon as it is expanded (its entry stays, its states do not); with 0 the host keeps the level and `release(chunk)`s.
 */

export const CONTROL_BYTES = 1024;

/** Written by the host before `prepare`. */
export const TABLE_BASE = 0;
export const TABLE_BYTES = 4;
export const INTERN_BASE = 8;
export const INTERN_BYTES = 12;
export const POOL_BASE = 16;
export const POOL_BYTES = 20;
/** How many instances run at once; from it RESERVE is computed. */
export const INSTANCES = 24;
/** 1: expanded chunks go back to the pool at once. May be changed between levels. */
export const RELEASE = 28;

/** Written by the host while all are idle. 1: a state that the table does not have is looked up elsewhere too. */
export const CHAINED = 84;

/** Written by `prepare`, `grow` and `nextLevel`; only read by others. */
/** Log2 of the number of 64-byte buckets. */
export const BUCKET_BITS = 32;
/** Bits of a slot: 32 or 64. */
export const SLOT_BITS = 36;
/** Number of states in the table from which it is full. */
export const LIMIT = 40;
/** Number of chunks of the pool. */
export const CHUNKS = 44;
export const CHUNK_BYTES = 48;
export const CHUNK_BASE = 52;
/** Address of one u32 per chunk: the next one of the list that it is in, plus 1. */
export const LINKS = 56;
/** `run` begins a block only when so many chunks are available; in a chain, where blocks go together, twice as many. */
export const RESERVE = 60;
/** Address of the directory of the level that is expanded, and its number of entries. */
export const CURRENT = 64;
export const CURRENT_COUNT = 68;
/** Address of the directory of the level that is found. */
export const NEXT = 72;
/** Log2 of the number of slots of the intern table's index. */
export const INTERN_BITS = 76;
/** Number of interned words from which it is full. */
export const INTERN_LIMIT = 80;

/** Changed by all instances at once, by atomic instructions; a cache line for each. */
/** The next entry of CURRENT to be claimed; past CURRENT_COUNT when all are. */
export const CLAIM = 128;
/** Number of entries of NEXT. */
export const NEXT_COUNT = 192;
/** Number of states in the table. */
export const COUNT = 256;
/** Number of chunks that can still be taken. */
export const AVAILABLE = 320;
/** u64: first free chunk plus 1 in the low half, a number that changes with each use in the high half. */
export const FREE = 384;
/** First chunk that was never taken. */
export const FRESH = 448;
/** 1: some instance needs a larger table. */
export const GROW_WANTED = 512;
/** 1: a state was dropped. */
export const LOST = 516;
/** Number of interned words. */
export const INTERN_COUNT = 576;

export const NOTHING_LEFT = 0;
export const MOST_REACHED = 1;
export const TABLE_FULL = 2;
export const POOL_EMPTY = 3;

/** States of a chunk. */
export const CHUNK_STATES = 512;
/** Bytes of a bucket of the table: a cache line. */
export const BUCKET_BYTES = 64;
