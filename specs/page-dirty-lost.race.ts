/**
 * Data stored through a shared mapping that never reaches the disk: clear_page_dirty_for_io, Linux 2.6.19, December 2006.
 *
 * The dirtiness of a page lives in three places at once: in each page table entry that maps it, in PG_dirty, and in BH_Dirty of each of its
 * buffers. A store through a writable entry changes only the first. Writeback (the "cleaner" below) has to collect it from there before it
 * write-protects the entry, and then ->writepage writes only those buffers that are dirty. Meanwhile kjournald writes buffers by hand, which
 * leaves PG_dirty and the page table entry as they were, and the fault handler brings the entry back at any time.
 *
 * The thread is "Re: Ok, explained.. (was Re: [PATCH] mm: fix page_mkclean_one)", Nick Piggin, 29 December 2006, answering Linus Torvalds'
 * patch, which was merged for 2.6.20 with its FIXME. The constant VERSION selects the order of clear_page_dirty_for_io, FAULT that of the fault handler.
 *
 * What is left out: truncate and reclaim, the radix tree's tag apart from PG_dirty, stale TLB entries, write(2) while the others run
 * (see WRITTEN_BEFORE), redirty_page_for_writepage and I/O errors. lock_buffer is one step with test_clear_buffer_dirty, and the disk reads the memory in submit_bh, which is the
 * earliest moment at which it can: a later one only writes more. The end of I/O on a buffer is part of the same step.
 */
import { spec, constant, violates, when, assert, fill, pick, each, every, some, setOf, type Id, type Index, type Int } from "racespec";

/** Address spaces that map the page; each has one thread that faults at a time. */
export const MAPPERS = constant(1);
/** Buffers of the page. */
export const BUFFERS = constant(1);
/** CPUs in writeback: pdflush, or somebody in msync, fsync or sync. */
export const CLEANERS = constant(1);
/**
 * The order of clear_page_dirty_for_io.
 * - "2.6.19": test-and-clear PG_dirty; if it was set, clean the page table entries, and forget whether one was dirty.
 * - "linus": clean the entries; if one was dirty, set_page_dirty; test-and-clear PG_dirty (the patch of the thread, 2.6.20).
 * - "nick": test-and-clear PG_dirty; if it was set, clean the entries; if one was dirty, set_page_dirty and clear PG_dirty again.
 * - "dirty-buffers-only": as "nick", but only the buffers are made dirty: PG_dirty is neither set nor cleared a second time.
 * - "leave-dirty": as "nick", but PG_dirty stays set: the page is written now and is looked at once more by the next pass.
 */
export const VERSION = constant<"2.6.19" | "linus" | "nick" | "dirty-buffers-only" | "leave-dirty">("linus");
/** In Nick's order set_page_dirty counts the page once more. How often is NR_FILE_DIRTY decremented in all? */
export const NICK_DECREMENTS = constant<1 | 2>(2);
/**
 * The order of the fault handler.
 * - "pte-then-dirty": install the writable entry, then set_page_dirty (2.6.19 and 2.6.20).
 * - "pte-wait-dirty": between the two wait until the page is not locked (do_wp_page as it became in 2.6.23).
 * - "wait-pte-dirty": wait first, then install the entry.
 * - "dirty-then-pte": set_page_dirty first, then install the entry.
 * - "under-pte-lock": as the first, both under the page table lock, which page_mkclean takes too.
 * - "under-page-lock": lock the page, set_page_dirty, install the entry, unlock the page.
 */
export const FAULT = constant<"pte-then-dirty" | "pte-wait-dirty" | "wait-pte-dirty" | "dirty-then-pte" | "under-pte-lock" | "under-page-lock">("pte-then-dirty");
/** kjournald writes buffers by hand (ext3, data=ordered). Without it: ext2, or ext3 with data=writeback. */
export const KJOURNALD = constant(true);
/** The address spaces have several threads: one stores as soon as the entry is writable, while another is still in the fault handler. */
export const SIBLINGS = constant(true);
/** Who asks whether the page is clean: a thread when nobody is in the fault handler, or the sibling of one who is. */
export const MSYNC = constant<"nobody-in-fault" | "sibling">("nobody-in-fault");
/** At the start write(2) has already made the page dirty, with every page table entry read-only. Otherwise it starts clean. */
export const WRITTEN_BEFORE = constant(false);
/** set_page_dirty as one atomic step instead of one step per buffer and one for PG_dirty: are its two halves to blame? */
export const DIRTY_AT_ONCE = constant(false);

/** An address space that maps the page. Interchangeable: page_mkclean meets them in any order. */
type Mapper = Id<"Mapper", typeof MAPPERS>;
/** A CPU in writeback. Interchangeable. */
type Cleaner = Id<"Cleaner", typeof CLEANERS>;
/** A buffer of the page. Not interchangeable: they stand in a ring, and every walk goes round it in order. */
type Buffer = Index<typeof BUFFERS>;

/** A page table entry. It is made writable and dirty in one store, and write-protected and clean in one store. */
interface Pte {
  present: boolean;
  writable: boolean;
  dirty: boolean;
  /** The page table lock is held over more than one step (only with FAULT "under-pte-lock"). */
  locked: boolean;
}
interface BufferHead {
  dirty: boolean;
  locked: boolean;
  asyncWrite: boolean;
  /** Ghost: memory is newer than the disk. */
  newer: boolean;
}
interface State {
  page: { dirty: boolean; locked: boolean; writeback: boolean };
  bh: Record<Buffer, BufferHead>;
  pte: Record<Mapper, Pte>;
  /** NR_FILE_DIRTY, as far as this page counts. It runs ahead and behind: it is never changed in one step with PG_dirty. */
  nrFileDirty: Int<-2, 3>;
}

const { action, process, procedure, invariant, reachable, model } = spec<State>(() => ({
  page: { dirty: WRITTEN_BEFORE, locked: false, writeback: false },
  bh: fill({ dirty: WRITTEN_BEFORE, locked: false, asyncWrite: false, newer: WRITTEN_BEFORE }),
  pte: fill({ present: true, writable: false, dirty: false, locked: false }),
  nrFileDirty: WRITTEN_BEFORE ? 1 : 0,
}));

// ---- what the kernel functions do ----

/** @source mm/filemap.c unlock_page */
function unlockPage(s: State) {
  assert(s.page.locked, "unlock_page: BUG() if !TestClearPageLocked");
  s.page.locked = false;
}

/** The disk reads the memory; the end of the I/O unlocks the buffer. @source fs/buffer.c submit_bh, end_buffer_async_write */
function submitBh(s: State, b: Buffer) {
  assert(s.bh[b].locked, "submit_bh: BUG_ON(!buffer_locked(bh))");
  s.bh[b].newer = false;
  s.bh[b].asyncWrite = false;
  s.bh[b].locked = false;
}

/** All buffers dirty, then PG_dirty, then the counter. @source fs/buffer.c __set_page_dirty_buffers */
export const setPageDirty = procedure(function* (s) {
  if (!DIRTY_AT_ONCE) {
    for (const b of each<Buffer>()) {
      // One more buffer is marked dirty.
      s = yield "set_buffer_dirty";
      s.bh[b].dirty = true;
    }
  }
  // PG_dirty is set; only who finds it clear counts the page.
  s = yield "TestSetPageDirty";
  if (DIRTY_AT_ONCE) for (const b of each<Buffer>()) s.bh[b].dirty = true;
  const wasDirty: boolean = s.page.dirty;
  s.page.dirty = true;
  if (!wasDirty) {
    // The page is counted as dirty.
    s = yield "inc_zone_page_state";
    s.nrFileDirty++;
  }
});

/** Write-protects and cleans every page table entry; tells whether one was dirty. @source mm/rmap.c page_mkclean, page_mkclean_one */
export const pageMkclean = procedure(function* (s) {
  const left: Set<Mapper> = setOf((m: Mapper) => true);
  let cleaned: boolean = false;
  while (left.size > 0) {
    // The next page table entry is made clean and read-only; one that is gone is skipped.
    s = yield "page_mkclean_one";
    const m = pick(left);
    when(!s.pte[m].locked);
    left.delete(m);
    if (s.pte[m].present && (s.pte[m].dirty || s.pte[m].writable)) {
      s.pte[m].writable = false;
      s.pte[m].dirty = false;
      cleaned = true;
    }
  }
  return cleaned;
});

/** Is the page to be written? Runs with the page locked. @source mm/page-writeback.c clear_page_dirty_for_io */
export const clearPageDirtyForIo = procedure(function* (s) {
  let inPte: boolean = false;
  if (VERSION === "linus") {
    [s, inPte] = yield* pageMkclean(s);
    if (inPte) s = yield* setPageDirty(s);
  }
  // PG_dirty is tested and cleared; who finds it clear does not write the page.
  s = yield "TestClearPageDirty";
  const wasDirty: boolean = s.page.dirty;
  s.page.dirty = false;
  if (!wasDirty) return false;

  if (VERSION !== "linus") {
    [s, inPte] = yield* pageMkclean(s);
    // 2.6.19 forgets here what the page table entries said.
    if (VERSION !== "2.6.19" && inPte) {
      if (VERSION === "dirty-buffers-only") {
        for (const b of each<Buffer>()) {
          // One more buffer is marked dirty, PG_dirty is left alone.
          s = yield "set_buffer_dirty_for_io";
          s.bh[b].dirty = true;
        }
      } else {
        s = yield* setPageDirty(s);
      }
      if (VERSION === "nick") {
        // PG_dirty, set a moment ago, is cleared again.
        s = yield "TestClearPageDirty_again";
        const dirtyAgain: boolean = s.page.dirty;
        s.page.dirty = false;
        if (NICK_DECREMENTS === 2 && dirtyAgain) {
          // The second count is taken back.
          s = yield "dec_zone_page_state_again";
          s.nrFileDirty--;
        }
      }
    }
  }
  // The page is no longer counted as dirty.
  s = yield "dec_zone_page_state";
  s.nrFileDirty--;
  return true;
});

// ---- who does it ----

/**
 * A thread of an address space that is in the fault handler because it wrote to a read-only entry. It holds mmap_sem for reading.
 * @source mm/memory.c do_wp_page, do_no_page
 */
export const fault = process(function* (s, self: Mapper) {
  while (true) {
    // A thread writes where its page table entry does not let it.
    s = yield "handle_mm_fault";
    when(s.pte[self].present && !s.pte[self].writable);

    if (FAULT === "wait-pte-dirty") {
      // The fault handler waits until the page is not locked, before anything else.
      s = yield "wait_on_page_locked_first";
      when(!s.page.locked);
    }
    if (FAULT === "under-page-lock") {
      // The fault handler locks the page.
      s = yield "lock_page";
      when(!s.page.locked);
      s.page.locked = true;
    }
    if (FAULT === "dirty-then-pte" || FAULT === "under-page-lock") s = yield* setPageDirty(s);

    // The page table entry becomes writable and dirty: from now on stores do not fault.
    s = yield "do_wp_page";
    s.pte[self].writable = true;
    s.pte[self].dirty = true;
    if (FAULT === "under-pte-lock") s.pte[self].locked = true;

    if (FAULT === "pte-wait-dirty") {
      // The fault handler waits until the page is not locked, its entry already in place.
      s = yield "wait_on_page_locked";
      when(!s.page.locked);
    }
    if (FAULT !== "dirty-then-pte" && FAULT !== "under-page-lock") s = yield* setPageDirty(s);

    if (FAULT === "under-pte-lock") {
      // The page table lock is released.
      s = yield "pte_unmap_unlock";
      s.pte[self].locked = false;
    }
    if (FAULT === "under-page-lock") {
      // The fault handler unlocks the page.
      s = yield "unlock_page";
      unlockPage(s);
    }
  }
}, { daemon: true });

/** A thread stores into one buffer's part of the page through a writable entry, without a fault. */
export const store = action((s, m: Mapper, b: Buffer) => {
  when(s.pte[m].writable && (SIBLINGS || fault.at(s, m, "handle_mm_fault")));
  s.pte[m].dirty = true;
  s.bh[b].newer = true;
});

/** The address space unmaps the page, once, whenever it likes. It holds mmap_sem for writing, so nobody is in its fault handler. @source mm/memory.c zap_pte_range */
export const munmap = process(function* (s, self: Mapper) {
  // The page table entry is removed; only this CPU still knows whether it was dirty.
  s = yield "zap_pte_range";
  when(fault.at(s, self, "handle_mm_fault"));
  const wasDirty: boolean = s.pte[self].dirty;
  s.pte[self] = { present: false, writable: false, dirty: false, locked: false };
  if (wasDirty) s = yield* setPageDirty(s);
});

/** The journal writes a buffer of its transaction by hand: neither PG_dirty nor the page tables hear of it. @source fs/jbd/commit.c journal_submit_data_buffers */
export const kjournald = process(function* (s, b: Buffer) {
  while (true) {
    // kjournald locks a dirty buffer and clears its dirty bit.
    s = yield "journal_submit_data_buffers";
    when(KJOURNALD && s.bh[b].dirty && !s.bh[b].locked);
    s.bh[b].locked = true;
    s.bh[b].dirty = false;
    // The disk takes the buffer from kjournald.
    s = yield "submit_bh";
    submitBh(s, b);
  }
}, { daemon: true });

/** Writeback of the page. @source mm/page-writeback.c generic_writepages, fs/buffer.c __block_write_full_page */
export const cleaner = process(function* (s, self: Cleaner) {
  while (true) {
    // Writeback comes across the page, because it is dirty.
    s = yield "pagevec_lookup_tag";
    when(s.page.dirty);
    // Writeback locks the page.
    s = yield "lock_page";
    when(!s.page.locked);
    s.page.locked = true;
    // Writeback waits for an earlier write of the page to end.
    s = yield "wait_on_page_writeback";
    when(!s.page.writeback);

    let write: boolean = false;
    [s, write] = yield* clearPageDirtyForIo(s);
    if (!write) {
      // Somebody else has cleaned the page: it is unlocked again.
      s = yield "unlock_page_not_dirty";
      unlockPage(s);
    } else {
      for (const b of each<Buffer>()) {
        // The buffer is locked; if it is dirty, it is marked clean and will be written.
        s = yield "test_clear_buffer_dirty";
        when(!s.bh[b].locked);
        if (s.bh[b].dirty) {
          s.bh[b].dirty = false;
          s.bh[b].locked = true;
          s.bh[b].asyncWrite = true;
        }
      }
      // The page is marked as under writeback.
      s = yield "set_page_writeback";
      s.page.writeback = true;
      // The page is unlocked, before the buffers go to the disk.
      s = yield "unlock_page";
      unlockPage(s);
      for (const b of each<Buffer>()) {
        // The disk takes the buffer, if it was dirty.
        s = yield "submit_bh";
        if (s.bh[b].asyncWrite) submitBh(s, b);
      }
      // All buffers are written.
      s = yield "end_page_writeback";
      assert(s.page.writeback, "end_page_writeback: BUG() if !test_clear_page_writeback");
      s.page.writeback = false;
    }
  }
}, { daemon: true });

// ---- what has to hold ----

function nobodyInFault(s: State) {
  return every((m: Mapper) => fault.at(s, m, "handle_mm_fault"));
}
function nobodyElseInside(s: State) {
  return every((m: Mapper) => munmap.at(s, m, "zap_pte_range") || munmap.done(s, m))
    && every((c: Cleaner) => cleaner.at(s, c, "pagevec_lookup_tag"))
    && every((b: Buffer) => kjournald.at(s, b, "journal_submit_data_buffers"));
}
/** At rest: nobody is in the fault handler, in munmap, in writeback or in the journal. Threads may be running in user space. */
function atRest(s: State) {
  return nobodyInFault(s) && nobodyElseInside(s);
}
/** Memory is newer than the disk, and neither msync nor fsync nor sync would look at the page. */
function overlooked(s: State) {
  return !s.page.dirty && some((b: Buffer) => s.bh[b].newer);
}

/** P1. When all mappings are gone and sync finds nothing left to write, the disk has all that was stored. */
export const nothingLostAfterMunmap = invariant((s) => !(atRest(s) && every((m: Mapper) => munmap.done(s, m)) && overlooked(s)));

/** P2. While the page is still mapped: msync or fsync that finds a clean page and returns at once tells the truth. */
export const nothingLostToMsync = invariant((s) =>
  !((MSYNC === "sibling" || nobodyInFault(s)) && nobodyElseInside(s) && some((m: Mapper) => s.pte[m].present) && overlooked(s)));

/** P3, Linus' FIXME. At rest no page table entry is writable over a page that is not accounted as dirty. */
export const writableMeansDirty = invariant((s) => !(atRest(s) && !s.page.dirty && some((m: Mapper) => s.pte[m].writable)));

/** P4. At rest NR_FILE_DIRTY counts the page exactly if PG_dirty is set. */
export const dirtyCounterIsRight = invariant((s) => !atRest(s) || s.nrFileDirty === (s.page.dirty ? 1 : 0));

/** Witness: writeback really carries newly stored data to the disk. */
export const newDataIsWritten = reachable((s) =>
  some((c: Cleaner, b: Buffer) => cleaner.at(s, c, "submit_bh") && s.bh[b].asyncWrite && s.bh[b].newer));

/** Witness: a page that is still mapped does come clean, with all its data on the disk. (That it always does in the end is not asked here.) */
export const pageComesClean = reachable((s) =>
  some((c: Cleaner) => cleaner.at(s, c, "end_page_writeback")) && !s.page.dirty
  && every((b: Buffer) => !s.bh[b].dirty && !s.bh[b].newer) && every((m: Mapper) => s.pte[m].present && !s.pte[m].writable));

// ---- 2.6.19, with kjournald: told in the thread ----

const REPORTED = { VERSION: "2.6.19" } as const;

/**
 * 2.6.19 on ext3 with ordered data, everything checked. Told: data is lost. kjournald writes the buffers and leaves PG_dirty and the writable entry;
 * a thread stores without a fault; the cleaner clears PG_dirty, throws away the entry's dirty bit, and ->writepage finds only clean buffers.
 */
export const asReported = model({ ...REPORTED }, { expect: violates(nothingLostToMsync) });

/** P1 of the same: the data stays lost after munmap and sync, because page_mkclean has already taken the dirty bit that munmap would have saved. */
export const asReportedAfterMunmap = model({ ...REPORTED }, { check: [nothingLostAfterMunmap], expect: violates(nothingLostAfterMunmap) });

/**
 * P3 of 2.6.19 holds: PG_dirty is cleared before the entries are, so whoever makes an entry writable after page_mkclean also sets PG_dirty after it was cleared.
 * The FIXME is not an old race: Linus' order brings it in.
 */
export const asReportedPteAccounting = model({ ...REPORTED, BUFFERS: 2 }, { check: [writableMeansDirty] });

/** P4 of 2.6.19 holds: every change of PG_dirty is counted once, by the one whose test-and-set or test-and-clear made it. */
export const asReportedCounter = model({ ...REPORTED, BUFFERS: 2 }, { check: [dirtyCounterIsRight] });

// ---- 2.6.19, without kjournald ----
// Andrew Morton asked in the thread why ext2 and ext3 with data=writeback were reported to be hit; Linus would have expected ext2 to be ok.

const EXT2 = { VERSION: "2.6.19", KJOURNALD: false } as const;

/**
 * 2.6.19 on ext2 or with data=writeback loses data as well, and needs no journal for it: the cleaner itself makes the buffers clean under a dirty page.
 * A fault that falls between page_mkclean and test_clear_buffer_dirty (where ->writepage may sleep) sets PG_dirty and installs a writable entry;
 * the same ->writepage then cleans the buffers. A later store does not fault, and the next cleaner drops it just as it does after kjournald.
 */
export const withoutKjournald = model({ ...EXT2 }, { expect: violates(nothingLostToMsync) });

/** P1 without kjournald: lost after munmap too, for the same reason. */
export const withoutKjournaldAfterMunmap = model({ ...EXT2 }, { check: [nothingLostAfterMunmap], expect: violates(nothingLostAfterMunmap) });

/** P3 without kjournald holds as it does with it. */
export const withoutKjournaldPteAccounting = model({ ...EXT2, MAPPERS: 2 }, { check: [writableMeansDirty] });

/** P4 without kjournald holds as it does with it. */
export const withoutKjournaldCounter = model({ ...EXT2, MAPPERS: 2 }, { check: [dirtyCounterIsRight] });

/** The least setting: one mapping, one thread, one buffer, one cleaner. The thread's own second write fault is enough, so one CPU is enough if the cleaner sleeps. */
export const withoutKjournaldOneThread = model({ ...EXT2, SIBLINGS: false }, { expect: violates(nothingLostToMsync) });

/**
 * Does it matter that set_page_dirty marks the buffers before the page (the comment above __set_page_dirty_buffers says of that window: "That's fine")?
 * No: made atomic, the same data is lost in the same way. The window is the cleaner's, not set_page_dirty's.
 */
export const withoutKjournaldDirtyAtOnce = model({ ...EXT2, DIRTY_AT_ONCE: true }, { expect: violates(nothingLostToMsync) });

/**
 * 2.6.19 without kjournald, the fault handler waiting for the page lock after it installed the entry: nothing is lost.
 * This shows that the fault during writeback is the only way without a journal, and that the wait alone would have cured ext2.
 */
export const withoutKjournaldFaultWaits = model({ ...EXT2, FAULT: "pte-wait-dirty", MAPPERS: 2 });

/** With kjournald the wait alone does not help 2.6.19: kjournald takes no page lock. */
export const asReportedFaultWaits = model({ ...REPORTED, FAULT: "pte-wait-dirty" }, { expect: violates(nothingLostToMsync) });

// ---- Linus' patch: "the race isn't a data loss one, is it?" ----

const LINUS = { VERSION: "linus" } as const;

/**
 * Linus' patch, everything checked. The nearest failure is his FIXME (P3): a fault between page_mkclean and TestClearPageDirty leaves
 * a writable entry over a page whose PG_dirty is clear.
 */
export const linus = model({ ...LINUS }, { expect: violates(writableMeansDirty) });

/** P1 holds: Nick is right as long as the page is unmapped at the end, because munmap still finds the dirty bit in the entry and calls set_page_dirty. */
export const linusAfterMunmap = model({ ...LINUS, MAPPERS: 2 }, { check: [nothingLostAfterMunmap] });

/** P1 with two buffers. */
export const linusAfterMunmapTwoBuffers = model({ ...LINUS, BUFFERS: 2 }, { check: [nothingLostAfterMunmap] });

/** P1 with two CPUs in writeback. */
export const linusAfterMunmapTwoCleaners = model({ ...LINUS, CLEANERS: 2 }, { check: [nothingLostAfterMunmap] });

/**
 * P2 is violated: the race loses data to msync and fsync. Once the entry is writable over a clean page, stores do not fault and nobody sets PG_dirty,
 * so msync finds a clean page, writes nothing and reports success, for as long as the page stays mapped. A crash then loses data that msync had promised.
 */
export const linusMsync = model({ ...LINUS }, { check: [nothingLostToMsync], expect: violates(nothingLostToMsync) });

/** The same on ext2 with a single thread: neither kjournald nor a second thread is needed. */
export const linusMsyncOneThread = model({ ...LINUS, KJOURNALD: false, SIBLINGS: false }, { check: [nothingLostToMsync], expect: violates(nothingLostToMsync) });

/** P4 holds: set_page_dirty counts the page only if the cleaner really set PG_dirty, and that is taken back once. */
export const linusCounter = model({ ...LINUS, MAPPERS: 2 }, { check: [dirtyCounterIsRight] });

// ---- Nick's suggestion ----

const NICK = { VERSION: "nick" } as const;

/**
 * With one decrement the counter leaks: the fault and the cleaner's set_page_dirty have each set a clear PG_dirty and counted the page,
 * and one decrement leaves one count behind at every pass that finds a dirty entry.
 */
export const nickOneDecrement = model({ ...NICK, NICK_DECREMENTS: 1 }, { expect: violates(dirtyCounterIsRight) });

/** The FIXME with one decrement: not closed. How often the page is counted has no part in it. */
export const nickOneDecrementPteAccounting = model({ ...NICK, NICK_DECREMENTS: 1 }, { check: [writableMeansDirty], expect: violates(writableMeansDirty) });

/**
 * With two decrements the counter is right, but the FIXME is not closed: a fault between page_mkclean and the second clearing of PG_dirty loses its mark there.
 * The window opens only if page_mkclean found a dirty entry, but then it is as wide as in Linus' order.
 */
export const nickTwoDecrements = model({ ...NICK }, { expect: violates(writableMeansDirty) });

/** P2 of Nick's order: lost to msync, as with Linus' patch. */
export const nickTwoDecrementsMsync = model({ ...NICK }, { check: [nothingLostToMsync], expect: violates(nothingLostToMsync) });

/** P1 of Nick's order holds: nothing is lost after munmap. */
export const nickTwoDecrementsAfterMunmap = model({ ...NICK, MAPPERS: 2 }, { check: [nothingLostAfterMunmap] });

/** P4 of Nick's order with two decrements holds. */
export const nickTwoDecrementsCounter = model({ ...NICK, BUFFERS: 2 }, { check: [dirtyCounterIsRight] });

// ---- either, with the fault handler waiting for the page lock ----

/**
 * Linus' order, and the fault handler waits for the page lock after it installed the entry and before set_page_dirty (what 2.6.23 does): all of P1 to P4 hold.
 * A cleaner that had passed page_mkclean is finished before PG_dirty is set; one that comes later finds the entry.
 */
export const linusFaultWaits = model({ ...LINUS, FAULT: "pte-wait-dirty", MAPPERS: 2 });

/** The same with two buffers. */
export const linusFaultWaitsTwoBuffers = model({ ...LINUS, FAULT: "pte-wait-dirty", BUFFERS: 2 });

/** The same with two CPUs in writeback. */
export const linusFaultWaitsTwoCleaners = model({ ...LINUS, FAULT: "pte-wait-dirty", CLEANERS: 2 });

/** Nick's order with the same wait and two decrements: holds too. With the wait the two orders differ only in cost. */
export const nickFaultWaits = model({ ...NICK, FAULT: "pte-wait-dirty", MAPPERS: 2 });

/** The same with two CPUs in writeback. */
export const nickFaultWaitsTwoCleaners = model({ ...NICK, FAULT: "pte-wait-dirty", CLEANERS: 2 });

/** The late wait, for a page that write(2) made dirty before: holds in both orders. This is Linus'. */
export const linusFaultWaitsWrittenBefore = model({ ...LINUS, FAULT: "pte-wait-dirty", WRITTEN_BEFORE: true });

/** And this is Nick's. */
export const nickFaultWaitsWrittenBefore = model({ ...NICK, FAULT: "pte-wait-dirty", WRITTEN_BEFORE: true });

/** "Waiting for the page lock" may also mean to take it, around set_page_dirty and the new entry: holds in Nick's order. (For Linus' see linusUnderPageLockSiblingMsync.) */
export const nickUnderPageLock = model({ ...NICK, FAULT: "under-page-lock", MAPPERS: 2 });

/** The wait does not mend the counter of Nick's order with one decrement. */
export const nickOneDecrementFaultWaits = model({ ...NICK, NICK_DECREMENTS: 1, FAULT: "pte-wait-dirty" }, { expect: violates(dirtyCounterIsRight) });

/**
 * The place of the wait decides. Waiting before the entry is installed does not help: a cleaner locks the page after the wait,
 * and the fault comes between its page_mkclean and its TestClearPageDirty.
 */
export const linusWaitsTooEarly = model({ ...LINUS, KJOURNALD: false, FAULT: "wait-pte-dirty", MAPPERS: 2 }, { expect: violates(writableMeansDirty) });

/**
 * With one mapping and one CPU in writeback the early wait seems to work: while the only entry is read-only the page is clean, nobody starts to write it back,
 * and so nobody comes between. A test with one process that only uses its mapping would not have shown the mistake. The next two show what is enough to show it.
 */
export const linusWaitsTooEarlyOneMapper = model({ ...LINUS, FAULT: "wait-pte-dirty" });

/** The early wait, one mapping, and the page was made dirty by write(2): somebody writes it back while the entry is read-only, and the fault comes between. */
export const linusWaitsTooEarlyWrittenBefore = model({ ...LINUS, FAULT: "wait-pte-dirty", WRITTEN_BEFORE: true }, { expect: violates(writableMeansDirty) });

/** The early wait, one mapping, and two CPUs in writeback: the second has found the page dirty before the first cleaned it, and locks it after the wait. */
export const linusWaitsTooEarlyTwoCleaners = model({ ...LINUS, FAULT: "wait-pte-dirty", CLEANERS: 2 }, { expect: violates(writableMeansDirty) });

/** Nick's order with the early wait: not closed either. */
export const nickWaitsTooEarly = model({ ...NICK, KJOURNALD: false, FAULT: "wait-pte-dirty", MAPPERS: 2 }, { expect: violates(writableMeansDirty) });

/**
 * Nick's order with the early wait and one mapping: holds, with two CPUs in writeback and for a page that write(2) made dirty too. His window opens only if an entry was dirty,
 * and the only entry is read-only and clean when its thread faults. So here his order does ask less of the fault handler than Linus' does.
 */
export const nickWaitsTooEarlyOneMapper = model({ ...NICK, FAULT: "wait-pte-dirty", CLEANERS: 2, WRITTEN_BEFORE: true });

/**
 * A stronger reading of P2: a sibling of the thread in the fault handler stores through the new entry and calls msync. With the wait msync may still
 * find a clean page, because the entry is writable before PG_dirty is set. The next writeback gets the data; the promise of this msync is broken.
 */
export const linusFaultWaitsSiblingMsync = model({ ...LINUS, FAULT: "pte-wait-dirty", MSYNC: "sibling" }, { expect: violates(nothingLostToMsync) });

/** The stronger reading holds if the fault handler locks the page, sets it dirty, installs the entry and only then unlocks it. */
export const linusUnderPageLockSiblingMsync = model({ ...LINUS, FAULT: "under-page-lock", MSYNC: "sibling", MAPPERS: 2 });

// ---- orders that need no wait ----

/**
 * There is an order that closes the FIXME without a wait: clear PG_dirty first, then clean the entries, then mark only the buffers dirty.
 * PG_dirty is cleared once, before any entry is touched, so every fault after page_mkclean sets it for good, and what the entries said goes into the buffers.
 * It is Nick's suggestion without the second clearing; it needs a way to mark the buffers that does not go through set_page_dirty.
 */
export const dirtyBuffersOnly = model({ VERSION: "dirty-buffers-only", MAPPERS: 2 });

/** The same with two buffers. */
export const dirtyBuffersOnlyTwoBuffers = model({ VERSION: "dirty-buffers-only", BUFFERS: 2 });

/** The same with two CPUs in writeback. */
export const dirtyBuffersOnlyTwoCleaners = model({ VERSION: "dirty-buffers-only", CLEANERS: 2 });

/**
 * The same with the existing set_page_dirty: leave PG_dirty set after it. All of P1 to P4 hold, and the counter needs one decrement only.
 * The price is a second pass over a page that has no dirty buffer left; that pass does make it clean.
 */
export const leaveDirty = model({ VERSION: "leave-dirty", MAPPERS: 2 });

/** The same with two buffers. */
export const leaveDirtyTwoBuffers = model({ VERSION: "leave-dirty", BUFFERS: 2 });

/** The same with two CPUs in writeback. */
export const leaveDirtyTwoCleaners = model({ VERSION: "leave-dirty", CLEANERS: 2 });

/** Turning the fault handler round (set_page_dirty first, then the entry) makes the window wider: a whole writeback fits in between. */
export const linusDirtyThenPte = model({ ...LINUS, FAULT: "dirty-then-pte" }, { expect: violates(writableMeansDirty) });

/** It spoils the order that needs no wait as well: that one relies on PG_dirty being set after the entry. */
export const dirtyBuffersOnlyDirtyThenPte = model({ VERSION: "dirty-buffers-only", FAULT: "dirty-then-pte" }, { expect: violates(writableMeansDirty) });

/** set_page_dirty under the page table lock does not close Linus' window: the whole fault fits between page_mkclean and TestClearPageDirty. */
export const linusUnderPteLock = model({ ...LINUS, FAULT: "under-pte-lock" }, { expect: violates(writableMeansDirty) });

/** Nor Nick's. */
export const nickUnderPteLock = model({ ...NICK, FAULT: "under-pte-lock" }, { expect: violates(writableMeansDirty) });
