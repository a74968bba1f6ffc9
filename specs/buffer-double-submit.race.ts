/**
 * Two CPUs write back the same page, and one of them submits a buffer of the other (Linux 2.6.12-rc3, April 2005).
 *
 * `__block_write_full_page` locks the page, marks the dirty buffers async_write, sets PG_writeback, *unlocks the page*, and
 * only then walks the ring of buffers and submits every buffer that it finds marked. PG_writeback keeps other writers away,
 * but only until the last marked buffer has completed, and that may be long before the walk is over. A buffer further on may
 * by then be dirty again and be marked by the next writer: both CPUs submit it, and the second completion stops at
 * `BUG_ON(!buffer_async_write(bh))`. fsstress on ext2 with 1 kB blocks hit it "very quickly".
 *
 * Thread: "[patch] fix the 2nd buffer race properly", Nick Piggin, 27 April 2005.
 *
 * Grain: one step per bit operation, reference count operation, entry to and exit from a locked section. A BUG_ON is in the
 * step of the access that it protects; where it reads twice, nobody can change the second value after the first. The buffers
 * are all mapped and uptodate, no I/O fails, `get_block` succeeds (so the `recover:` path, which has the same loop, is not
 * here), and writers wait for locks as WB_SYNC_ALL does. Each writer comes once; more writers stand for more rounds.
 *
 * In the traces Writer#0 is the "Thread 1" of the report, Writer#1 its "Thread 2"; the comments say first and second writer.
 */
import {
  spec, constant, violates, when, assert, fill, fillWith, pick, each, every, some, count,
  type Id, type Index, type Int,
} from "racespec";

/** CPUs in the writeback of the page, each for one round. */
export const WRITERS = constant(2);
/** Buffers in the ring of the page. */
export const BUFFERS = constant(2);
/** CPUs that run completions, so this many completions at once. */
export const INTERRUPTS = constant(2);
/** Tasks that dirty buffers without the page lock. */
export const DIRTIERS = constant(1);
/** Does a dirtier dirty one buffer once, or go on for ever? */
export const REDIRTY = constant<"once" | "always">("always");
/**
 * How the writer finds what to submit: "walk" the whole ring and test async_write (as reported); the "array" of what it marked
 * itself (the patch of the thread); "walkToLast" walks and tests, but stops after the last buffer that it marked itself.
 */
export const SUBMIT = constant<"walk" | "array" | "walkToLast">("walk");
/**
 * References to the buffers: "all" are taken, and dropped by the walk as it goes (as reported); "allButPutWritten" takes all and
 * drops those of the written buffers (Nick's first patch); "written" takes and drops those of the written ones (the patch of the
 * thread); "none".
 */
export const REFERENCES = constant<"all" | "allButPutWritten" | "written" | "none">("all");
/** Is the page unlocked before the submit loop (as reported) or after it? */
export const UNLOCK_PAGE = constant<"beforeSubmit" | "afterSubmit">("beforeSubmit");
/** The debugging lines of the patch in end_bio_bh_io_sync, which clear b_end_io. */
export const DEBUG_HUNK = constant(false);

/** Interchangeable: all run the same code once. */
type Writer = Id<"Writer", typeof WRITERS>;
/** Interchangeable: any CPU may run any completion. */
type Interrupt = Id<"Interrupt", typeof INTERRUPTS>;
/** Interchangeable: each dirties any buffer. */
type Dirtier = Id<"Dirtier", typeof DIRTIERS>;
/** Not interchangeable: the ring is walked from its head, and which buffers lie behind decides. */
type Buffer = Index<typeof BUFFERS>;

interface BufferHead {
  dirty: boolean;
  locked: boolean;
  asyncWrite: boolean;
  /** b_count. */
  count: Int<0, typeof WRITERS>;
  /** Is b_end_io set? Only the debug hunk ever clears it; without the hunk this stays true. */
  endIo: boolean;
  /** Requests for this buffer at the disk. */
  inFlight: Int<0, typeof WRITERS>;
}

interface State {
  page: { lockedBy: Writer | null; writeback: boolean; dirty: boolean };
  bh: Record<Buffer, BufferHead>;
  /** The static page_uptodate_lock of end_buffer_async_write. */
  pageUptodateLock: Interrupt | null;
  /** The buffers have been freed. What happens on the ring of the next writer is another story and not told here. */
  ringFreed: boolean;
  /**
   * What each writer has marked async_write itself and has not submitted yet. With "array" this is arr[], with "walkToLast" it
   * tells which is the last; with "walk" the kernel does not know it and only the properties look.
   */
  marked: Record<Writer, Set<Buffer>>;
}

const { action, process, invariant, reachable, model } = spec<State>(() => ({
  page: { lockedBy: null, writeback: false, dirty: true },
  bh: fillWith(() => ({ dirty: pick<boolean>(), locked: false, asyncWrite: false, count: 0, endIo: !DEBUG_HUNK, inFlight: 0 })),
  pageUptodateLock: null,
  ringFreed: false,
  marked: fill(new Set()),
}));

/** Any access to a buffer head that is not made under the page lock. */
function touchRing(s: State) {
  assert(!s.ringFreed, "use after free of a buffer head");
}

/** @source mm/filemap.c unlock_page */
function unlockPage(s: State) {
  assert(s.page.lockedBy !== null, "BUG() in unlock_page: page not locked");
  s.page.lockedBy = null;
}

/** @source mm/filemap.c end_page_writeback */
function endPageWriteback(s: State) {
  assert(s.page.writeback, "BUG() in end_page_writeback: page not under writeback");
  s.page.writeback = false;
}

/**
 * One CPU writes the page back: its iteration of mpage_writepages, with __block_write_full_page.
 * @source fs/buffer.c __block_write_full_page
 */
export const writeFullPage = process(function* (s, self: Writer) {
  let underway = false;

  // takes the page lock
  s = yield "lock_page";
  when(s.page.lockedBy === null);
  s.page.lockedBy = self;

  // sleeps, holding the page lock, until the writeback of an earlier writer is over
  s = yield "wait_on_page_writeback";
  when(!s.page.writeback);

  // takes the dirty bit of the page, or finds that there is nothing to do
  s = yield "clear_page_dirty_for_io";
  if (!s.page.dirty || s.ringFreed) {
    // gives up: the page is clean, or has lost the buffers that this model follows
    s = yield "unlock_page_clean";
    unlockPage(s);
    return;
  }
  s.page.dirty = false;
  assert(s.page.lockedBy !== null, "BUG_ON(!PageLocked(page)) in __block_write_full_page");

  for (const b of each<Buffer>()) {
    if (REFERENCES === "all" || REFERENCES === "allButPutWritten") {
      // takes a reference to this buffer, dirty or not
      s = yield "get_bh";
      s.bh[b].count++;
    }
    // takes the buffer lock, which stays taken until the write has completed
    s = yield "lock_buffer";
    when(!s.bh[b].locked);
    s.bh[b].locked = true;

    // takes the dirty bit of this buffer, if it is set
    s = yield "test_clear_buffer_dirty";
    if (s.bh[b].dirty) {
      s.bh[b].dirty = false;
      if (DEBUG_HUNK) {
        // sets b_end_io of the dirty buffer
        s = yield "mark_buffer_async_write";
        s.bh[b].endIo = true;
      }
      // marks the dirty buffer: it will be written
      s = yield "set_buffer_async_write";
      s.bh[b].asyncWrite = true;
      s.marked[self].add(b);
      if (REFERENCES === "written") {
        // takes a reference, because this buffer will be written
        s = yield "get_bh_written";
        s.bh[b].count++;
      }
    } else {
      // the buffer is clean: lets it go again
      s = yield "unlock_buffer";
      s.bh[b].locked = false;
    }
  }

  // puts the page under writeback, which keeps the next writer waiting
  s = yield "set_page_writeback";
  assert(!s.page.writeback, "BUG_ON(PageWriteback(page)) in __block_write_full_page");
  s.page.writeback = true;

  if (UNLOCK_PAGE === "beforeSubmit") {
    // drops the page lock before anything has been submitted
    s = yield "unlock_page";
    unlockPage(s);
  }

  for (const b of each<Buffer>()) {
    if (SUBMIT === "array" && !s.marked[self].has(b)) continue;
    // is this buffer marked async_write (by whomever)?
    s = yield "buffer_async_write";
    touchRing(s);
    if (SUBMIT === "array") assert(s.bh[b].asyncWrite, "BUG_ON(!buffer_async_write(bh)) in __block_write_full_page");
    if (SUBMIT === "array" || s.bh[b].asyncWrite) {
      // checks the buffer that it is about to submit
      s = yield "submit_bh";
      touchRing(s);
      assert(s.bh[b].locked, "BUG_ON(!buffer_locked(bh)) in submit_bh");
      if (DEBUG_HUNK) assert(s.bh[b].endIo, "BUG_ON(!bh->b_end_io) in submit_bh");

      // hands the request to the disk
      s = yield "submit_bio";
      s.bh[b].inFlight++;
      s.marked[self].delete(b);
      underway = true;

      if (REFERENCES === "written" || REFERENCES === "allButPutWritten") {
        // drops the reference to the buffer that it has submitted
        s = yield "put_bh_written";
        touchRing(s);
        s.bh[b].count--;
      }
    } else {
      s.marked[self].delete(b);
    }
    if (REFERENCES === "all") {
      // drops the reference to this buffer and goes on to the next
      s = yield "put_bh";
      touchRing(s);
      s.bh[b].count--;
    }
    if (SUBMIT === "walkToLast" && underway && s.marked[self].size === 0) break;
  }

  if (UNLOCK_PAGE === "afterSubmit") {
    // drops the page lock, now that all has been submitted
    s = yield "unlock_page_after_submit";
    unlockPage(s);
  }

  if (!underway) {
    for (const b of each<Buffer>()) {
      // nothing was submitted: looks whether the buffers are uptodate, for PG_uptodate
      s = yield "buffer_uptodate";
      touchRing(s);
    }
    // nothing was submitted, so no completion will do this
    s = yield "end_page_writeback";
    endPageWriteback(s);
  }
});

/**
 * One CPU runs completions of requests, in the order that the disk likes.
 * @source fs/buffer.c end_bio_bh_io_sync, end_buffer_async_write
 */
export const endBufferAsyncWrite = process(function* (s, self: Interrupt) {
  while (true) {
    // the disk has finished one of the requests
    s = yield "end_bio_bh_io_sync";
    const b: Buffer = pick((x: Buffer) => s.bh[x].inFlight > 0);
    s.bh[b].inFlight--;
    touchRing(s);
    if (DEBUG_HUNK) {
      assert(s.bh[b].endIo, "BUG_ON(!end_fn) in end_bio_bh_io_sync");
      // the debug hunk: forgets b_end_io, so that a second completion of this request shows
      s = yield "end_bio_bh_io_sync_clear";
      touchRing(s);
      s.bh[b].endIo = false;
    }

    // is the buffer that has completed marked async_write?
    s = yield "end_buffer_async_write";
    touchRing(s);
    assert(s.bh[b].asyncWrite, "BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write");

    // keeps other completions out
    s = yield "spin_lock_irqsave";
    when(s.pageUptodateLock === null);
    s.pageUptodateLock = self;

    // takes the mark off the buffer
    s = yield "clear_buffer_async_write";
    touchRing(s);
    s.bh[b].asyncWrite = false;

    // lets the buffer go
    s = yield "unlock_buffer";
    touchRing(s);
    s.bh[b].locked = false;

    let busy = false;
    let tmp: Buffer = (b + 1) % BUFFERS;
    while (tmp !== b && !busy) {
      // is another buffer of the page still being written?
      s = yield "buffer_async_write";
      touchRing(s);
      if (s.bh[tmp].asyncWrite) {
        assert(s.bh[tmp].locked, "BUG_ON(!buffer_locked(tmp)) in end_buffer_async_write");
        busy = true;
      } else {
        tmp = (tmp + 1) % BUFFERS;
      }
    }

    // lets other completions in
    s = yield "spin_unlock_irqrestore";
    s.pageUptodateLock = null;
    if (!busy) {
      // that was the last buffer: the writeback of the page is over
      s = yield "end_page_writeback";
      endPageWriteback(s);
    }
  }
}, { daemon: true });

/**
 * A task dirties a clean buffer without the page lock: first the buffer, then the page.
 * @source fs/buffer.c mark_buffer_dirty
 */
export const markBufferDirty = process(function* (s, self: Dirtier) {
  do {
    // dirties one clean buffer
    s = yield "mark_buffer_dirty";
    when(!s.ringFreed);
    const b = pick((x: Buffer) => !s.bh[x].dirty);
    s.bh[b].dirty = true;

    // dirties the page that the buffer is in
    s = yield "__set_page_dirty_nobuffers";
    s.page.dirty = true;
  } while (REDIRTY === "always");
}, { daemon: true });

/**
 * Reclaim frees the buffers: it finds the page unlocked, not under writeback, and no buffer referenced, dirty or locked. One
 * step, because it holds the page lock and private_lock, and while it does so a buffer can only become less busy.
 * @source fs/buffer.c try_to_free_buffers, drop_buffers
 */
export const tryToFreeBuffers = action((s) => {
  when(s.page.lockedBy === null && !s.page.writeback && !s.ringFreed);
  when(every((b: Buffer) => s.bh[b].count === 0 && !s.bh[b].dirty && !s.bh[b].locked));
  s.ringFreed = true;
  s.page.dirty = false;
});

/** At most one request per buffer is at the disk. The kernel does not look; the second completion is where it shows. */
export const oneRequestPerBuffer = invariant((s) => every((b: Buffer) => s.bh[b].inFlight <= 1));

/**
 * What a writer has marked is its own until the writer itself submits it: still marked and locked, no request for it from
 * anybody, and the page kept by that writer's page lock or by writeback.
 */
export const markedBuffersStayOurs = invariant((s) => every((w: Writer, b: Buffer) =>
  !s.marked[w].has(b)
  || (s.bh[b].asyncWrite && s.bh[b].locked && s.bh[b].inFlight === 0 && (s.page.writeback || s.page.lockedBy === w))));

/** No buffer is marked by two writers that have both still to submit it. */
export const oneOwnerPerBuffer = invariant((s) => every((v: Writer, w: Writer, b: Buffer) =>
  v === w || !s.marked[v].has(b) || !s.marked[w].has(b)));

/** When all writers are done, nobody holds a reference to a buffer. One reference left keeps the page from reclaim for ever. */
export const noReferenceLeak = invariant((s) =>
  !every((w: Writer) => writeFullPage.done(s, w)) || every((b: Buffer) => s.bh[b].count === 0));

/** When all writers and completions are done, the page and its buffers are unlocked, unmarked and not under writeback. */
export const nothingLeftBehind = invariant((s) =>
  !every((w: Writer) => writeFullPage.done(s, w))
  || !every((i: Interrupt) => endBufferAsyncWrite.at(s, i, "end_bio_bh_io_sync"))
  || some((b: Buffer) => s.bh[b].inFlight > 0)
  || (s.page.lockedBy === null && !s.page.writeback && every((b: Buffer) => !s.bh[b].locked && !s.bh[b].asyncWrite)));

/**
 * A writer has submitted the last buffer of its own, has not yet executed anything else, and another writer has already marked
 * buffers of the same page. This is a witness and not a requirement, so it is not one of SAFETY.
 */
export const ownershipEndsWithTheLastSubmit = reachable((s) =>
  some((v: Writer, w: Writer) =>
    v !== w && writeFullPage.at(s, w, "put_bh_written") && s.marked[w].size === 0 && s.marked[v].size > 0));

/** Everything that must not fail: the kernel's own checks and the five properties. "Everything" and "holds" below mean all of this. */
const SAFETY = [
  "use after free of a buffer head",
  "BUG() in unlock_page: page not locked",
  "BUG() in end_page_writeback: page not under writeback",
  "BUG_ON(!PageLocked(page)) in __block_write_full_page",
  "BUG_ON(PageWriteback(page)) in __block_write_full_page",
  "BUG_ON(!buffer_async_write(bh)) in __block_write_full_page",
  "BUG_ON(!buffer_locked(bh)) in submit_bh",
  "BUG_ON(!bh->b_end_io) in submit_bh",
  "BUG_ON(!end_fn) in end_bio_bh_io_sync",
  "BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write",
  "BUG_ON(!buffer_locked(tmp)) in end_buffer_async_write",
  oneRequestPerBuffer, markedBuffersStayOurs, oneOwnerPerBuffer, noReferenceLeak, nothingLeftBehind,
] as const;

// ---- as reported ----

const AS_REPORTED = { SUBMIT: "walk", REFERENCES: "all", UNLOCK_PAGE: "beforeSubmit", REDIRTY: "once" };

/**
 * Told by the thread: the BUG that fsstress hit. The first writer marks and submits buffer 0; it completes, writeback ends; the
 * second writer marks buffer 1; the first, still walking, takes that for its own; both submit it, and the second of the two
 * completions finds the mark gone. One buffer dirtied once is enough.
 */
export const asReported = model({ ...AS_REPORTED }, {
  expect: violates("BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write"),
  check: ["BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write"],
});

/**
 * The same with everything checked. The first thing to go wrong is that the first writer submits a buffer which the second has
 * marked; the second need not even have set PG_writeback yet. The kernel has no check for this, so it goes on.
 */
export const asReportedFirstFailure = model({ ...AS_REPORTED }, { expect: violates(markedBuffersStayOurs), check: [...SAFETY] });

/**
 * The same with all checks that the kernel itself has, and nothing else. The nearest is not the BUG of the report but the one
 * in end_page_writeback: the first writer's request for the second writer's buffer completes before the second has set
 * PG_writeback. That needs fewer steps, but a whole disk write within a few instructions of the second writer, so it is not what
 * a test machine shows first.
 */
export const asReportedKernelChecks = model({ ...AS_REPORTED }, {
  expect: violates("BUG() in end_page_writeback: page not under writeback"),
  check: [
    "BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write",
    "BUG_ON(!buffer_locked(tmp)) in end_buffer_async_write",
    "BUG_ON(!buffer_locked(bh)) in submit_bh",
    "BUG_ON(PageWriteback(page)) in __block_write_full_page",
    "BUG_ON(!PageLocked(page)) in __block_write_full_page",
    "BUG() in end_page_writeback: page not under writeback",
    "BUG() in unlock_page: page not locked",
  ],
});

// ---- as reported, each other check alone ----

/**
 * Which comes first of all that a user or a debugger could see? Two requests for one buffer (48 steps); then end_page_writeback
 * (49), submit_bh (52), the BUG of the report and with the debug hunk BUG_ON(!end_fn) (54), use after free (58). No reference
 * is leaked. The first two are one step apart, so this depends on the grain: were a whole completion one step,
 * end_page_writeback would be first. The others keep their order.
 */
export const asReportedNearest = model({ ...AS_REPORTED }, {
  expect: violates(oneRequestPerBuffer),
  check: [
    oneRequestPerBuffer, noReferenceLeak,
    "BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write",
    "BUG_ON(!buffer_locked(bh)) in submit_bh",
    "BUG() in end_page_writeback: page not under writeback",
    "use after free of a buffer head",
  ],
});

/** Can happen: two requests for one buffer are at the disk at once, as Nick suspected. */
export const asReportedOneRequest = model({ ...AS_REPORTED }, { expect: violates(oneRequestPerBuffer), check: [oneRequestPerBuffer] });

/**
 * Can fire: the second writer sees its own mark, then the request that the first has made for that buffer completes and unlocks
 * it, and the second goes on to submit an unlocked buffer. So the same race may also be reported from submit_bh.
 */
export const asReportedSubmitUnlocked = model({ ...AS_REPORTED }, {
  expect: violates("BUG_ON(!buffer_locked(bh)) in submit_bh"),
  check: ["BUG_ON(!buffer_locked(bh)) in submit_bh"],
});

/** Can fire: a completion that the first writer caused ends writeback before the second has begun it; see asReportedKernelChecks. */
export const asReportedEndPageWriteback = model({ ...AS_REPORTED }, {
  expect: violates("BUG() in end_page_writeback: page not under writeback"),
  check: ["BUG() in end_page_writeback: page not under writeback"],
});

/** Can fire, if the debug hunk is put into the kernel as reported: both requests complete and the second finds b_end_io gone. */
export const asReportedEndFn = model({ ...AS_REPORTED, DEBUG_HUNK: true }, {
  expect: violates("BUG_ON(!end_fn) in end_bio_bh_io_sync"),
  check: ["BUG_ON(!end_fn) in end_bio_bh_io_sync"],
});

/**
 * Can fire: with the debug hunk, submit_bh's own check of b_end_io catches the race too, and before its check of the lock does,
 * because b_end_io is cleared at the start of the completion and the buffer is unlocked towards its end.
 */
export const asReportedSubmitEndIo = model({ ...AS_REPORTED, DEBUG_HUNK: true }, {
  expect: violates("BUG_ON(!bh->b_end_io) in submit_bh"),
  check: ["BUG_ON(!bh->b_end_io) in submit_bh"],
});

/**
 * Can happen, and no BUG comes before it. The first writer's request for the second writer's buffer takes the mark off before
 * the second gets there; the second finds nothing to submit and ends writeback itself while that completion is still at work on
 * the ring. Reclaim frees the buffers, and the completion goes on reading them. Completions hold no reference: they rely on
 * writeback.
 */
export const asReportedUseAfterFree = model({ ...AS_REPORTED }, {
  expect: violates("use after free of a buffer head"),
  check: ["use after free of a buffer head"],
});

/**
 * What two writers cannot break, however often buffers are dirtied: no reference is leaked, nothing is left locked, marked or
 * under writeback, nobody hangs (deadlock is checked), set_page_writeback is never called twice, the scan of a completion
 * never meets a marked buffer that is unlocked, and no buffer has two owners.
 */
export const asReportedWhatHolds = model({ ...AS_REPORTED, REDIRTY: "always" }, {
  check: [
    noReferenceLeak, nothingLeftBehind, oneOwnerPerBuffer,
    "BUG_ON(!buffer_locked(tmp)) in end_buffer_async_write",
    "BUG_ON(PageWriteback(page)) in __block_write_full_page",
    "BUG_ON(!PageLocked(page)) in __block_write_full_page",
    "BUG() in unlock_page: page not locked",
  ],
});

/**
 * Bounds the search where there are three writers: at most one buffer at a time is dirty, nobody waits for writeback (the next
 * writer comes when it is over) and nobody finds the page clean. What is found along such runs can happen.
 */
function oneThingAtATime(s: State): boolean {
  return count((b: Buffer) => s.bh[b].dirty) <= 1 && every((w: Writer) =>
    !writeFullPage.at(s, w, "unlock_page_clean")
    && !(s.page.writeback && writeFullPage.at(s, w, "wait_on_page_writeback")));
}

/** A task has dirtied a buffer and not yet its page. */
function storeUnderWay(s: State): boolean {
  return some((d: Dirtier) => markBufferDirty.at(s, d, "__set_page_dirty_nobuffers"));
}

/**
 * With a third round the check in the scan of a completion can fire too: the surplus completion of the doubled request unlocks
 * the buffer after the third writer has locked it, which then marks it, and the completion of the third writer's first buffer
 * meets a marked buffer that is not locked. (With one completion at a time, as here, the surplus one has met the BUG of the report
 * before; with two at a time both can be past it, and no BUG comes first.) Searched from the thread's own start, only buffer 0
 * dirty, with stores outside of writeback and two writers on the way; references and reclaim play no part and are left out.
 */
export const asReportedScanThreeWriters = model({ ...AS_REPORTED, REDIRTY: "always", REFERENCES: "none", WRITERS: 3, INTERRUPTS: 1 }, {
  expect: violates("BUG_ON(!buffer_locked(tmp)) in end_buffer_async_write"),
  check: ["BUG_ON(!buffer_locked(tmp)) in end_buffer_async_write"],
  init: (s) => every((b: Buffer) => s.bh[b].dirty === (b === 0)),
  constraint: (s) => oneThingAtATime(s) && !s.ringFreed && !(s.page.writeback && storeUnderWay(s))
    && count((w: Writer) => !writeFullPage.at(s, w, "lock_page") && !writeFullPage.done(s, w)) <= 2,
});

// ---- the least setting that fails ----

/** Two writers, two buffers, one buffer dirtied once, completions one at a time: this fails. The next three take one of these away. */
export const leastThatFails = model({ ...AS_REPORTED, INTERRUPTS: 1 }, {
  expect: violates("BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write"),
  check: ["BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write"],
});

/**
 * One buffer per page holds, with three writers and any number of stores: nothing lies behind the last own buffer. So a file
 * system with blocks as large as pages never sees the race; the report has 1 kB blocks on 4 kB pages.
 */
export const oneBufferPerPage = model({ ...AS_REPORTED, REDIRTY: "always", WRITERS: 3, BUFFERS: 1 }, { check: [...SAFETY] });

/** One writer holds, with three buffers and any number of stores: nobody else marks what it has left alone. */
export const oneWriter = model({ ...AS_REPORTED, REDIRTY: "always", WRITERS: 1, BUFFERS: 3, INTERRUPTS: 1 }, { check: [...SAFETY] });

/**
 * No dirtier holds, with three writers and three buffers: the first writer takes all dirty buffers and the dirty bit of the page,
 * and the others find the page clean. The store between the two rounds is part of the race.
 */
export const noDirtier = model({ ...AS_REPORTED, WRITERS: 3, BUFFERS: 3, DIRTIERS: 0 }, { check: [...SAFETY] });

// ---- Nick's first patch ----

const FIRST_PATCH = { SUBMIT: "array", REFERENCES: "allButPutWritten", UNLOCK_PAGE: "beforeSubmit" };

/** Told by the thread: "I changed it to only put_bh the ones to be written", so every clean buffer of a dirty page keeps a reference. */
export const firstPatch = model({ ...FIRST_PATCH }, { expect: violates(noReferenceLeak), check: [...SAFETY] });

/** The leak needs no race at all: one writer and no dirtier, a dirty page with a clean buffer. */
export const firstPatchOneWriter = model({ ...FIRST_PATCH, WRITERS: 1, DIRTIERS: 0 }, { expect: violates(noReferenceLeak), check: [...SAFETY] });

/**
 * All but the leak holds, with a buffer dirtied once as in asReported: the first patch does end the race, "exactly what is
 * needed" in Nick's words.
 */
export const firstPatchEndsTheRace = model({ ...FIRST_PATCH, REDIRTY: "once" }, {
  check: [
    oneRequestPerBuffer, markedBuffersStayOurs, oneOwnerPerBuffer, nothingLeftBehind,
    "use after free of a buffer head",
    "BUG_ON(!buffer_async_write(bh)) in end_buffer_async_write",
    "BUG_ON(!buffer_locked(tmp)) in end_buffer_async_write",
    "BUG_ON(!buffer_locked(bh)) in submit_bh",
    "BUG_ON(!buffer_async_write(bh)) in __block_write_full_page",
    "BUG_ON(PageWriteback(page)) in __block_write_full_page",
    "BUG_ON(!PageLocked(page)) in __block_write_full_page",
    "BUG() in end_page_writeback: page not under writeback",
    "BUG() in unlock_page: page not locked",
  ],
});

// ---- the patch of the thread ----

const PATCH = { SUBMIT: "array", REFERENCES: "written", UNLOCK_PAGE: "beforeSubmit" };

/** Told by the thread: with arr[] and references to the written buffers only, everything holds. */
export const patch = model({ ...PATCH }, { check: [...SAFETY] });

/** The same with the debugging lines of the patch, a buffer dirtied once: they never fire, nor does submit_bh find b_end_io cleared. */
export const patchWithDebugHunk = model({ ...PATCH, DEBUG_HUNK: true, REDIRTY: "once" }, { check: [...SAFETY] });

// ---- are the references needed? ----

/**
 * No, not with arr[]. A buffer that is still to be submitted is locked and keeps the page under writeback, and either of these
 * keeps reclaim off the ring; after the last submit_bh the only access to a buffer is put_bh itself.
 */
export const patchWithoutReferences = model({ ...PATCH, REFERENCES: "none" }, { check: [...SAFETY] });

/** Yes, in the original loop: after its last request has completed the writer still reads the rest of the ring, which may be gone. */
export const originalWithoutReferences = model({ ...AS_REPORTED, REFERENCES: "none" }, {
  check: [...SAFETY],
  expect: violates("use after free of a buffer head"),
});

/** There a single writer is enough; no second writer and no store are needed, only reclaim. */
export const originalWithoutReferencesOneWriter = model({ ...AS_REPORTED, REFERENCES: "none", WRITERS: 1, DIRTIERS: 0 }, {
  check: [...SAFETY],
  expect: violates("use after free of a buffer head"),
});

// ---- unlock_page after the submit loop ----

/**
 * Holds with the original loop unchanged. Completions may still end writeback in the middle of the walk, but the next writer
 * cannot mark anything before it has the page lock, so every mark that the walk finds is its own.
 */
export const unlockAfterSubmit = model({ SUBMIT: "walk", REFERENCES: "all", UNLOCK_PAGE: "afterSubmit" }, { check: [...SAFETY] });

/**
 * Holds without get_bh and put_bh as well: reclaim needs the page lock, and after unlock_page the ring is read only by a writer
 * that submitted nothing, whose page is still under writeback. This is the way that 2.6.12-rc3-mm3 went in the end ("Remove all
 * those get_bh()'s and put_bh()'s by extending lock_page() to cover the troublesome regions").
 */
export const unlockAfterSubmitWithoutReferences = model({ SUBMIT: "walk", REFERENCES: "none", UNLOCK_PAGE: "afterSubmit" }, { check: [...SAFETY] });

// ---- stop the walk after the last own buffer ----

const STOP_AFTER_LAST = { SUBMIT: "walkToLast", REFERENCES: "written", UNLOCK_PAGE: "beforeSubmit" };

/**
 * Holds: testing async_write is harmless as long as one own buffer is still to come, because that buffer keeps the page under
 * writeback, and so no other writer marks anything. The error of the original loop is only that it goes on after the last.
 * Nick's own next version, in 2.6.12-rc3-mm3, does just this ("we don't touch anything after issuing the last request").
 */
export const stopAfterLast = model({ ...STOP_AFTER_LAST }, { check: [...SAFETY] });

/** The same with three buffers, so that clean buffers of nobody lie between the own ones as well; a buffer is dirtied once. */
export const stopAfterLastThreeBuffers = model({ ...STOP_AFTER_LAST, BUFFERS: 3, INTERRUPTS: 1, REDIRTY: "once" }, { check: [...SAFETY] });

/**
 * But only the break, put into the loop as reported, leaks: the walk drops the references as it goes, and those to the buffers
 * behind the last own one stay. Like Nick's first patch this changes the walk and forgets its second job, and here too one
 * writer and no store are enough.
 */
export const stopAfterLastAllReferences = model({ ...STOP_AFTER_LAST, REFERENCES: "all", WRITERS: 1, DIRTIERS: 0 }, {
  check: [...SAFETY],
  expect: violates(noReferenceLeak),
});

/** Holds without references too, for the same reason as arr[]: nothing is read after the last submit_bh. */
export const stopAfterLastWithoutReferences = model({ ...STOP_AFTER_LAST, REFERENCES: "none" }, { check: [...SAFETY] });

/**
 * Ownership ends exactly when the last own buffer is submitted. Not earlier: markedBuffersStayOurs holds in all patched models.
 * And at once: here a writer has submitted its last buffer and executed nothing else, and another one has already marked
 * buffers. So "by the time we submit the last buffer" is right to the step, and put_bh is then the only access that is covered
 * by a reference and by nothing else.
 */
export const ownershipEnds = model({ ...PATCH, REDIRTY: "once", INTERRUPTS: 1 }, {
  check: [ownershipEndsWithTheLastSubmit, markedBuffersStayOurs],
});

// ---- can two threads write the same buffer at once? ----

/**
 * As reported, 2 writers on 2 buffers. It depends on what "writing" means. Two *requests* for one buffer: yes, that is the
 * report (asReportedOneRequest). Two writers that both *own* it, each having marked it and having still to submit it: never; the
 * doubled request is one mark that two walks have seen. (For any number of stores see asReportedWhatHolds.)
 */
export const sameBufferAsReported2x2 = model({ ...AS_REPORTED, INTERRUPTS: 1 }, { check: [oneOwnerPerBuffer] });

const THREE_BY_THREE = { WRITERS: 3, BUFFERS: 3, DIRTIERS: 2, INTERRUPTS: 1 };

/**
 * As reported, 3 writers on 3 buffers: both can own it. The first writer submits a buffer of the second and that write completes,
 * so the page looks finished while the second has still to come to the buffer; it is dirtied again, the third writer marks it, and
 * now the second and the third both mean to submit it. Searched from the thread's own start, only buffer 0 dirty, with stores
 * while nobody has the page lock; references and reclaim play no part and are left out. (Two buffers would do, three writers not
 * fewer.)
 */
export const sameBufferAsReported3x3 = model({ ...AS_REPORTED, ...THREE_BY_THREE, REFERENCES: "none" }, {
  expect: violates(oneOwnerPerBuffer),
  check: [oneOwnerPerBuffer],
  init: (s) => every((b: Buffer) => s.bh[b].dirty === (b === 0)),
  constraint: (s) => oneThingAtATime(s) && !s.ringFreed && !(s.page.lockedBy !== null && storeUnderWay(s)),
});

/** As reported, 3 writers on 3 buffers, along the same runs: two requests for one buffer, as with two writers. */
export const sameBufferRequests3x3 = model({ ...AS_REPORTED, ...THREE_BY_THREE, REFERENCES: "none" }, {
  expect: violates(oneRequestPerBuffer),
  check: [oneRequestPerBuffer],
  init: (s) => every((b: Buffer) => s.bh[b].dirty === (b === 0)),
  constraint: (s) => oneThingAtATime(s) && !s.ringFreed && !(s.page.lockedBy !== null && storeUnderWay(s)),
});

/** With the patch of the thread, 2 writers on 2 buffers: it cannot happen in either sense. */
export const sameBufferPatched2x2 = model({ ...PATCH, INTERRUPTS: 1 }, { check: [oneOwnerPerBuffer, oneRequestPerBuffer] });

/**
 * With the patch, 3 writers on 3 buffers from the thread's own start, only buffer 0 dirty, and two stores at any time (so that each
 * writer can have a round): it cannot, and all else holds.
 */
export const sameBufferPatched3x3 = model({ ...PATCH, ...THREE_BY_THREE, REDIRTY: "once" }, {
  check: [...SAFETY],
  init: (s) => every((b: Buffer) => s.bh[b].dirty === (b === 0)),
});
