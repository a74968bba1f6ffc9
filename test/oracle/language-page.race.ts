/** The whole spec of the language's design page, with the counts given there. */
import { assert, constant, each, every, fill, type Id, type Index, type Int, spec, violates, when } from "racespec";

/** CPUs that write the page back at once. */
export const WRITERS = constant(2);
export const BUFFERS = constant(2);
/** Which patch is applied. */
export const PATCH = constant<"none" | "track-requests">("none");

type Writer = Id<"Writer", typeof WRITERS>;
type Buffer = Index<typeof BUFFERS>;
interface BufferHead {
  dirty: boolean;
  asyncWrite: boolean;
  inFlight: Int<0, 2>;
}
interface State {
  page: { lockedBy: Writer | null; writeback: boolean };
  bh: Record<Buffer, BufferHead>;
  mine: Record<Writer, Set<Buffer>>;
}

const { action, process, invariant, model } = spec<State>(() => ({
  page: { lockedBy: null, writeback: false },
  bh: fill({ dirty: false, asyncWrite: false, inFlight: 0 }),
  mine: fill(new Set()),
}));

/** One CPU in __block_write_full_page. @source fs/buffer.c */
export const writepage = process(function* (s, self: Writer) {
  s = yield "lock_page";
  when(s.page.lockedBy === null && !s.page.writeback);
  s.page.lockedBy = self;

  for (const b of each<Buffer>()) {
    s = yield "mark_buffer_async_write";
    if (s.bh[b].dirty) {
      s.bh[b].dirty = false;
      s.bh[b].asyncWrite = true;
      s.mine[self].add(b);
    }
  }
  s = yield "unlock_page";
  s.page.writeback = s.mine[self].size > 0;
  s.page.lockedBy = null;

  for (const b of each<Buffer>()) {
    s = yield "submit_bh";
    // The bug: by now somebody else may have marked this buffer.
    if (PATCH === "none" ? s.bh[b].asyncWrite : s.mine[self].has(b)) s.bh[b].inFlight++;
  }
});

/** The disk finishes a request. */
export const endBufferAsyncWrite = action((s, b: Buffer) => {
  when(s.bh[b].inFlight > 0);
  assert(s.bh[b].asyncWrite, "BUG_ON(!buffer_async_write(bh))");
  s.bh[b].inFlight--;
  s.bh[b].asyncWrite = false;
  if (every((x: Buffer) => !s.bh[x].asyncWrite)) s.page.writeback = false;
});

/** Somebody writes to the page again. */
export const redirty = action((s, b: Buffer) => {
  when(!s.bh[b].dirty);
  s.bh[b].dirty = true;
});

/** A buffer is never submitted twice at a time. */
export const oneRequestPerBuffer = invariant((s) => every((b: Buffer) => s.bh[b].inFlight <= 1));

export const asReported = model({ PATCH: "none" }, { expect: violates(oneRequestPerBuffer), deadlock: "ignore" });
export const patched = model({ PATCH: "track-requests" }, { deadlock: "ignore" });
