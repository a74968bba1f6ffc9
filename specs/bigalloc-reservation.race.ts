/**
 * ext4 with bigalloc allocates clusters of several blocks. A delayed write reserves space, one reservation for all delayed blocks of a
 * cluster: the writer reserves only if no other block of the cluster is delayed yet, and the flusher gives the reservation back only if
 * no other block of the cluster is still delayed. Both decide by looking at BH_Delay in the page cache, and neither the writer that
 * sets the bit nor the flusher that clears it did so under i_data_sem. In 2011 that showed as
 * "ext4_da_update_reserve_space: ino 13, used 1 with only 0 reserved data blocks".
 *
 * Commit 5356f2615c "ext4: attempt to fix race in bigalloc code path" (Aditya Kali, 9 September 2011) names two races and closes each:
 * (1) a block that is mapped but still looks delayed: a new bit, BH_Da_Mapped, is set under i_data_sem (`FIX1`);
 * (2) a writer that has looked but not yet set BH_Delay: looking, reserving and setting become one section of i_data_sem (`FIX2`).
 *
 * The models below ask whether one of the two would have done, what each race does to the counters, and what "attempt" leaves open.
 *
 * One file, all blocks holes at the start. Each block is written once: writing to a block that is delayed or mapped already never asks
 * for a block. Left out: truncate and invalidatepage, ENOSPC, metadata reservations, fallocate, the first look-up of ext4_map_blocks
 * (under the semaphore for reading, its answer for delayed blocks is not used), and PG_writeback. No step repeats a state, so with
 * deadlock checking every run ends, and it ends with everything written and flushed: no fairness is needed.
 *
 * The two BUG_ONs stand here because the kernel has them there. They cannot fire: no path of the model breaks the page lock, and one
 * page never touches two clusters.
 */
import {
  spec, constant, assume, violates, when, assert, fill, pick, each, every, some, count,
  type Id, type Index, type Int,
} from "racespec";

/** Tasks that write to the file. */
export const WRITERS = constant(1);
/** Tasks that write dirty pages back: the flusher thread, fsync, sync. */
export const FLUSHERS = constant(1);
/** Clusters of the file. */
export const CLUSTERS = constant(1);
/** Blocks of a cluster (s_cluster_ratio); 1 is a file system without bigalloc. */
export const CLUSTER_RATIO = constant(2);
/** Blocks of a page, at most 2 here, so that the delayed blocks of a page are always one extent. */
export const BLOCKS_PER_PAGE = constant(1);

/** Race (1): leave it, or mark mapped blocks with BH_Da_Mapped, or (not in the thread) clear BH_Delay itself under i_data_sem. */
export const FIX1 = constant<"none" | "BH_Da_Mapped" | "clear BH_Delay under i_data_sem">("none");
/** Race (2): look, reserve and set BH_Delay in one section of i_data_sem. */
export const FIX2 = constant(false);
/** How the writer takes i_data_sem. */
export const SEMAPHORE = constant<"read" | "write">("read");
/** Whether writers are serialised by i_mutex, as write(2) is; page faults are not. */
export const I_MUTEX = constant(false);
/** Where the flusher sets BH_Da_Mapped. */
export const SET_DA_MAPPED = constant<"under i_data_sem" | "after up_write">("under i_data_sem");
/** Which bit mpage_da_submit_io clears first. */
export const CLEAR_FIRST = constant<"BH_Delay" | "BH_Da_Mapped">("BH_Delay");
/** Which buffers get BH_Da_Mapped: all of a page as set_buffers_da_mapped has it, or only those that were mapped. */
export const MARKS = constant<"all buffers of the page" | "mapped buffers">("all buffers of the page");
/**
 * How `buffer_delay(bh) && !buffer_da_mapped(bh)` reads b_state: once for both bits, or once for each, in one order or the other. Only with
 * one load, or the second of the orders, does the patch do what it says (see `bothFixesTwoLoads`). Without BH_Da_Mapped it makes no difference.
 */
export const B_STATE = constant<"one load" | "BH_Delay, then BH_Da_Mapped" | "BH_Da_Mapped, then BH_Delay">("one load");

const BLOCKS = CLUSTERS * CLUSTER_RATIO;
const PAGES = Math.ceil(BLOCKS / BLOCKS_PER_PAGE);
const MOST_RESERVED = BLOCKS + CLUSTERS;

assume(BLOCKS_PER_PAGE <= 2 && CLUSTER_RATIO % BLOCKS_PER_PAGE === 0, "a page has one or two blocks, all of one cluster");
assume(FIX2 || SEMAPHORE === "read", "the look-up of ext4_map_blocks takes i_data_sem for reading");

/** Writers do the same and are interchangeable. */
type Writer = Id<"Writer", typeof WRITERS>;
/** So are flushers. */
type Flusher = Id<"Flusher", typeof FLUSHERS>;
/** Blocks are numbered: the number says which cluster and page a block is in, and clusters are walked from the first block up. */
type Block = Index<typeof BLOCKS>;
type Page = Index<typeof PAGES>;
type Cluster = Index<typeof CLUSTERS>;

interface BufferHead {
  /** BH_Delay: written, not allocated yet. */
  delay: boolean;
  /** BH_Da_Mapped: mapped, though BH_Delay may still be set. */
  daMapped: boolean;
}
interface State {
  page: Record<Page, { locked: boolean }>;
  bh: Record<Block, BufferHead>;
  /** Blocks that the extent tree maps. */
  extents: Set<Block>;
  iDataSem: { writer: boolean; readers: Int<0, typeof WRITERS> };
  iMutex: Writer | null;
  /** i_reserved_data_blocks, in clusters. */
  reserved: Int<0, typeof MOST_RESERVED>;
  /** Clusters for which quota was claimed (dquot_claim_block, so i_blocks). */
  claimed: Int<0, typeof CLUSTERS>;
}

const { process, procedure, invariant, reachable, model } = spec<State>(() => ({
  page: fill({ locked: false }),
  bh: fill({ delay: false, daMapped: false }),
  extents: new Set(),
  iDataSem: { writer: false, readers: 0 },
  iMutex: null,
  reserved: 0,
  claimed: 0,
}));

function clusterOf(b: Block): Cluster {
  return Math.floor(b / CLUSTER_RATIO);
}

function pageOf(b: Block): Page {
  return Math.floor(b / BLOCKS_PER_PAGE);
}

function isHole(s: State, b: Block): boolean {
  return !s.bh[b].delay && !s.extents.has(b);
}

function hasDelayedBlock(s: State, p: Page): boolean {
  return some((b: Block) => pageOf(b) === p && s.bh[b].delay);
}

/** i_block_reservation_lock is held throughout. @source fs/ext4/inode.c ext4_da_update_reserve_space */
function updateReserveSpace(s: State, used: number, quotaClaim: boolean) {
  assert(used <= s.reserved, "WARN_ON(used > ei->i_reserved_data_blocks)");
  const taken = Math.min(used, s.reserved);
  s.reserved -= taken;
  if (quotaClaim) s.claimed += taken;
}

/**
 * Is a block of the cluster delayed and not mapped yet, other than the blocks from..to that the caller deals with? The caller holds
 * i_data_sem and the lock of the page of from..to. @source fs/ext4/extents.c ext4_find_delalloc_range
 */
export const findDelallocRange = procedure(function* (s, from: Block, to: Block) {
  for (const n of each<Block>()) {
    if (clusterOf(n) === clusterOf(from) && (n < from || n > to)) {
      if (B_STATE === "one load") {
        // Looks at a neighbour in the cluster: delayed, and not mapped yet?
        s = yield "ext4_find_delalloc_range";
        if (s.bh[n].delay && !s.bh[n].daMapped) return true;
      } else if (B_STATE === "BH_Delay, then BH_Da_Mapped") {
        // Tests BH_Delay of a neighbour in the cluster.
        s = yield "buffer_delay";
        if (s.bh[n].delay) {
          // Tests BH_Da_Mapped of that neighbour: a load of its own.
          s = yield "buffer_da_mapped";
          if (!s.bh[n].daMapped) return true;
        }
      } else {
        // Tests BH_Da_Mapped of a neighbour in the cluster.
        s = yield "buffer_da_mapped_first";
        if (!s.bh[n].daMapped) {
          // Tests BH_Delay of that neighbour: a load of its own.
          s = yield "buffer_delay_second";
          if (s.bh[n].delay) return true;
        }
      }
    }
  }
  return false;
});

/**
 * write(2) or a page fault: takes one hole after the other, in any order, until none is left. (ext4_da_map_blocks came with the patch;
 * before, ext4_da_get_block_prep called ext4_map_blocks and did the rest without the semaphore.)
 * @source fs/ext4/inode.c ext4_da_map_blocks
 */
export const writer = process(function* (s, self: Writer) {
  while (true) {
    if (I_MUTEX) {
      // write(2) takes i_mutex; when no hole is left the writer is done.
      s = yield "mutex_lock";
      when(s.iMutex === null);
      if (every((b: Block) => !isHole(s, b))) return;
      s.iMutex = self;
    }
    // Locks the page of a hole; when no hole is left the writer is done.
    s = yield "lock_page";
    if (!I_MUTEX && every((b: Block) => !isHole(s, b))) return;
    const block: Block = pick((b: Block) => isHole(s, b) && !s.page[pageOf(b)].locked);
    s.page[pageOf(block)].locked = true;

    if (SEMAPHORE === "write") {
      // Takes i_data_sem for writing.
      s = yield "down_write";
      when(!s.iDataSem.writer && s.iDataSem.readers === 0);
      s.iDataSem.writer = true;
    } else {
      // Takes i_data_sem for reading.
      s = yield "down_read";
      when(!s.iDataSem.writer);
      s.iDataSem.readers++;
    }
    let found: boolean = false;
    [s, found] = yield* findDelallocRange(s, block, block);

    if (!FIX2) {
      // Releases i_data_sem, having only looked.
      s = yield "up_read_after_lookup";
      s.iDataSem.readers--;
    }
    if (!found) {
      // Nobody in the cluster was delayed: reserves a cluster.
      s = yield "ext4_da_reserve_space";
      s.reserved++;
    }
    // From now on others see that this block is delayed.
    s = yield "set_buffer_delay";
    s.bh[block].delay = true;

    if (FIX2) {
      if (SEMAPHORE === "write") {
        // Releases i_data_sem: look-up, reservation and BH_Delay were one section.
        s = yield "up_write";
        s.iDataSem.writer = false;
      } else {
        // Releases i_data_sem: look-up, reservation and BH_Delay were one section.
        s = yield "up_read";
        s.iDataSem.readers--;
      }
    }
    // Unlocks the page.
    s = yield "unlock_page";
    s.page[pageOf(block)].locked = false;

    if (I_MUTEX) {
      // Releases i_mutex.
      s = yield "mutex_unlock";
      s.iMutex = null;
    }
  }
});

/**
 * Writeback, one page at a time: the delayed blocks of a page are one extent, and the allocator maps all of it. (The kernel also joins
 * neighbouring pages to one extent, locking all of them; that only takes interleavings away.)
 * @source fs/ext4/inode.c mpage_da_map_and_submit
 */
export const flusher = process(function* (s, self: Flusher) {
  while (true) {
    // Locks a page with a delayed block; when all is written and flushed, it is done.
    s = yield "lock_page";
    if (every((w: Writer) => writer.done(s, w)) && every((b: Block) => !s.bh[b].delay)) return;
    const page: Page = pick((p: Page) => hasDelayedBlock(s, p) && !s.page[p].locked);
    s.page[page].locked = true;
    const firstBlock: Block = page * BLOCKS_PER_PAGE;
    const lastBlock: Block = page * BLOCKS_PER_PAGE + BLOCKS_PER_PAGE - 1;

    // Takes i_data_sem for writing.
    s = yield "down_write";
    when(!s.iDataSem.writer && s.iDataSem.readers === 0);
    s.iDataSem.writer = true;

    // Maps the delayed blocks of the page: in the cluster if it is allocated already, else in a new one.
    s = yield "ext4_ext_map_blocks";
    const fromCluster: boolean = some((b: Block) => clusterOf(b) === clusterOf(firstBlock) && s.extents.has(b));
    for (const b of each<Block>()) if (pageOf(b) === page && s.bh[b].delay) s.extents.add(b);

    // get_reserved_cluster_alloc. The blocks of this page need no look: those that are not being mapped are not delayed.
    let found: boolean = false;
    [s, found] = yield* findDelallocRange(s, firstBlock, lastBlock);

    if (fromCluster) {
      if (!found) {
        // Nobody else in the cluster is delayed and its allocation was claimed before: releases the reservation.
        s = yield "ext4_da_update_reserve_space_release";
        updateReserveSpace(s, 1, false);
      }
    } else {
      // A new cluster: claims a reservation for it.
      s = yield "ext4_da_update_reserve_space_claim";
      assert(1 >= (found ? 0 : 1), "BUG_ON(allocated_clusters < reserved_clusters)");
      updateReserveSpace(s, 1, true);
      if (found) {
        // Another block of the cluster is still delayed: gives the reservation back to the pool for it.
        s = yield "dquot_reserve_block";
        s.reserved++;
      }
    }

    if (FIX1 === "BH_Da_Mapped" && SET_DA_MAPPED === "under i_data_sem") {
      // Marks the buffers as mapped, under i_data_sem.
      s = yield "set_buffers_da_mapped";
      for (const b of each<Block>()) {
        if (pageOf(b) === page && (MARKS === "all buffers of the page" || s.bh[b].delay)) s.bh[b].daMapped = true;
      }
    }
    if (FIX1 === "clear BH_Delay under i_data_sem") {
      // Clears BH_Delay while nobody can look.
      s = yield "clear_buffer_delay_under_i_data_sem";
      for (const b of each<Block>()) if (pageOf(b) === page) s.bh[b].delay = false;
    }
    // Releases i_data_sem.
    s = yield "up_write";
    s.iDataSem.writer = false;

    if (FIX1 === "BH_Da_Mapped" && SET_DA_MAPPED === "after up_write") {
      // Marks the buffers as mapped, too late.
      s = yield "set_buffers_da_mapped_after_up_write";
      for (const b of each<Block>()) {
        if (pageOf(b) === page && (MARKS === "all buffers of the page" || s.bh[b].delay)) s.bh[b].daMapped = true;
      }
    }

    // mpage_da_submit_io walks the buffers of the page and touches those that were mapped just now.
    if (FIX1 !== "clear BH_Delay under i_data_sem") {
      for (const b of each<Block>()) {
        if (pageOf(b) === page) {
          if (FIX1 === "BH_Da_Mapped" && CLEAR_FIRST === "BH_Da_Mapped") {
            // Clears BH_Da_Mapped of a buffer that was mapped.
            s = yield "clear_buffer_da_mapped_first";
            if (s.bh[b].delay) s.bh[b].daMapped = false;
          }
          // Clears BH_Delay of a buffer that was mapped; the page lock is held, i_data_sem is not.
          s = yield "clear_buffer_delay";
          assert(s.page[page].locked, "BUG_ON(!PageLocked(page))");
          if (s.bh[b].delay) {
            s.bh[b].delay = false;
            if (FIX1 === "BH_Da_Mapped" && CLEAR_FIRST === "BH_Delay") {
              // Clears BH_Da_Mapped of the same buffer.
              s = yield "clear_buffer_da_mapped";
              s.bh[b].daMapped = false;
            }
          }
        }
      }
    }
    // Submits the page and unlocks it.
    s = yield "unlock_page";
    s.page[page].locked = false;
  }
});

function nothingInProgress(s: State): boolean {
  return every((p: Page) => !s.page[p].locked);
}

function delayedClusters(s: State): number {
  return count((c: Cluster) => some((b: Block) => clusterOf(b) === c && s.bh[b].delay));
}

function allocatedClusters(s: State): number {
  return count((c: Cluster) => some((b: Block) => clusterOf(b) === c && s.extents.has(b)));
}

function everyoneDone(s: State): boolean {
  return every((w: Writer) => writer.done(s, w)) && every((f: Flusher) => flusher.done(s, f));
}

/** Whenever no page is locked, every cluster with a delayed block has its reservation: i_reserved_data_blocks is not too small. */
export const noShortage = invariant((s) => !nothingInProgress(s) || s.reserved >= delayedClusters(s));

/** Whenever no page is locked, nothing is reserved but for clusters with a delayed block: i_reserved_data_blocks is not too big. */
export const noLeak = invariant((s) => !nothingInProgress(s) || s.reserved <= delayedClusters(s));

/** When all is written and flushed, i_reserved_data_blocks is 0 again, for good. */
export const returnsToZero = invariant((s) => !everyoneDone(s) || s.reserved === 0);

/** When all is written and flushed, quota (and with it i_blocks) was claimed for each allocated cluster. */
export const quotaMatchesClusters = invariant((s) => !everyoneDone(s) || s.claimed === allocatedClusters(s));

/** All writers and flushers come to an end with every block mapped. */
export const everythingFlushed = reachable((s) => everyoneDone(s) && every((b: Block) => s.extents.has(b)));

const BOTH = { FIX1: "BH_Da_Mapped", FIX2: true } as const;

// ---- As reported ----

/**
 * The warning of the report: one writer, one flusher, two blocks of one cluster, the first one delayed. The writer of the second sees the
 * first delayed and does not reserve; the flusher of the first does not see the second delayed and takes the reservation with it.
 * The second block is left with none, and its flush warns.
 */
export const asReported = model({}, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/**
 * With everything checked the shortage itself comes first: at rest a block is delayed and nothing is reserved for it. The warning only
 * appears when that block is flushed later, in a step that does nothing wrong; its stack trace never shows the race.
 */
export const asReportedFirstFailure = model({}, { expect: violates(noShortage) });

/**
 * With one writer and one flusher the counter can only become too small, never too big: nothing leaks, and after the last flush it is 0
 * again as if nothing had been wrong, because ext4_da_update_reserve_space takes no more than there is.
 */
export const asReportedNeverLeaks = model({}, { check: [noLeak, returnsToZero, quotaMatchesClusters] });

/**
 * With a second flusher (fsync beside the flusher thread) the same stale bit also does the opposite. The second flusher sees the block of the
 * first still delayed and leaves the reservation to it, but the first has decided already. That reservation is never released.
 * The report does not mention it: nothing warns.
 */
export const asReportedTwoFlushersLeak = model({ FLUSHERS: 2 }, { check: [noLeak], expect: violates(noLeak) });

/** That leak is for good: all is written and flushed, and i_reserved_data_blocks is not 0. */
export const asReportedTwoFlushersLeakForGood = model({ FLUSHERS: 2 }, { check: [returnsToZero], expect: violates(returnsToZero) });

/**
 * i_reserved_data_blocks is one number for the file, so a cluster that is short silently takes the reservation of another one. The cluster that
 * pays is then allocated with nothing reserved, and as `used` is cut down to what is left, quota is not claimed for it: i_blocks stays
 * too small. The warning then comes from a cluster that need have had no part in the race.
 */
export const asReportedQuotaTooSmall = model({ CLUSTERS: 2 }, { check: [quotaMatchesClusters], expect: violates(quotaMatchesClusters) });

/**
 * Without bigalloc (a cluster is a block) nobody looks at neighbours, so the same code without any patch is right, even with two
 * unserialised writers and two flushers.
 */
export const clusterOfOneBlock = model({ CLUSTERS: 2, CLUSTER_RATIO: 1, WRITERS: 2, FLUSHERS: 2 });

// ---- One fix alone ----

/**
 * Fix (1) alone does not suffice: the writer finds its neighbour delayed and so does not reserve, lets go of i_data_sem, and before it sets
 * BH_Delay the flusher of the neighbour decides without seeing it.
 */
export const fix1Alone = model({ FIX1: "BH_Da_Mapped" }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** Fix (1) alone, everything checked: the shortage at rest comes first. */
export const fix1AloneFirstFailure = model({ FIX1: "BH_Da_Mapped" }, { expect: violates(noShortage) });

/**
 * Race (2), which fix (1) leaves, with serialised writers only makes the counter too small: even two flushers leak nothing, since what they
 * see of each other is now right.
 */
export const fix1AloneTwoFlushersNeverLeak = model({ FIX1: "BH_Da_Mapped", FLUSHERS: 2, CLUSTER_RATIO: 3 }, { check: [noLeak, returnsToZero] });

/**
 * If b_state is loaded twice, fix (1) does not even close race (1): the two flushers misread each other while one of them clears its bits, and a
 * reservation leaks as before.
 */
export const fix1AloneTwoLoadsTwoFlushersLeak = model({ FIX1: "BH_Da_Mapped", FLUSHERS: 2, B_STATE: "BH_Delay, then BH_Da_Mapped" }, {
  check: [noLeak],
  expect: violates(noLeak),
});

/**
 * Fix (2) alone does not suffice either: the flusher has released i_data_sem and given the reservation away, BH_Delay is still set, and a writer
 * that does everything in one section sees a neighbour that is delayed no more.
 */
export const fix2Alone = model({ FIX2: true }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** Fix (2) alone, everything checked: the shortage at rest comes first. */
export const fix2AloneFirstFailure = model({ FIX2: true }, { expect: violates(noShortage) });

/**
 * The two races differ: race (1), which fix (2) leaves, also strikes when no write is in progress. Two flushers are enough to leak a
 * reservation, and no warning tells of it.
 */
export const fix2AloneTwoFlushersLeak = model({ FIX2: true, FLUSHERS: 2 }, { check: [noLeak], expect: violates(noLeak) });

// ---- Both fixes ----

/**
 * Both fixes, one writer and one flusher, a cluster of three blocks: the patch does what it says, if the two bits of a neighbour are read
 * at one moment. If they are not, see `bothFixesTwoLoads`.
 */
export const bothFixes = model({ ...BOTH, CLUSTER_RATIO: 3 });

/** Both fixes with two clusters: neither takes the reservation of the other. */
export const bothFixesTwoClusters = model({ ...BOTH, CLUSTERS: 2 });

/**
 * The verdict of `bothFixes` rests on one thing that the patch does not say: that `buffer_delay(bh) && !buffer_da_mapped(bh)` reads b_state once.
 * These are two test_bit calls. If the compiler makes two loads of them (with a volatile test_bit it must), the flusher can clear both
 * bits in between, without i_data_sem: the writer sees the old BH_Delay and the new BH_Da_Mapped, takes the block for one that is still
 * to be mapped, and does not reserve. The flush of its own block then warns as before.
 */
export const bothFixesTwoLoads = model({ ...BOTH, B_STATE: "BH_Delay, then BH_Da_Mapped" }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** Two loads, everything checked: the shortage at rest comes first. */
export const bothFixesTwoLoadsFirstFailure = model({ ...BOTH, B_STATE: "BH_Delay, then BH_Da_Mapped" }, { expect: violates(noShortage) });

/** Two loads and two flushers: they misread each other too, and a reservation leaks. */
export const bothFixesTwoLoadsTwoFlushersLeak = model({ ...BOTH, B_STATE: "BH_Delay, then BH_Da_Mapped", FLUSHERS: 2 }, {
  check: [noLeak],
  expect: violates(noLeak),
});

/**
 * The cure costs nothing: test BH_Da_Mapped before BH_Delay, the opposite of the order in which they are cleared. BH_Da_Mapped is only
 * set under i_data_sem for writing, so whoever finds it clear either looks before the mapping or finds BH_Delay clear as well.
 */
export const bothFixesTwoLoadsDaMappedFirst = model({ ...BOTH, B_STATE: "BH_Da_Mapped, then BH_Delay", FLUSHERS: 2, CLUSTER_RATIO: 3 });

/**
 * A simpler fix (1), not in the thread: clear BH_Delay itself where the patch sets BH_Da_Mapped. One bit, nothing to be seen out of order;
 * it holds for two flushers whether b_state is loaded once or twice.
 */
export const bothFixesWithoutNewBit = model({
  FIX1: "clear BH_Delay under i_data_sem", FIX2: true, FLUSHERS: 2, CLUSTER_RATIO: 3, B_STATE: "BH_Delay, then BH_Da_Mapped",
});

/** Both fixes, two flushers: what one does under i_data_sem the other sees as a whole. */
export const bothFixesTwoFlushers = model({ ...BOTH, FLUSHERS: 2, CLUSTER_RATIO: 3 });

/** Both fixes, two writers that i_mutex serialises: nothing new, the second looks after the first has set BH_Delay. */
export const bothFixesTwoWritersUnderIMutex = model({ ...BOTH, WRITERS: 2, I_MUTEX: true, CLUSTER_RATIO: 3 });

/** With two loads of b_state i_mutex is no help, as a writer and a flusher are enough. */
export const bothFixesTwoLoadsTwoWritersUnderIMutex = model({ ...BOTH, B_STATE: "BH_Delay, then BH_Da_Mapped", WRITERS: 2, I_MUTEX: true }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** Both fixes, two serialised writers and two flushers. */
export const bothFixesTwoWritersUnderIMutexTwoFlushers = model({ ...BOTH, WRITERS: 2, I_MUTEX: true, FLUSHERS: 2 });

/**
 * A page fault does not take i_mutex, and a semaphore taken for reading does not keep a second reader out. A write and a page fault on two blocks of
 * one cluster both look, both find nothing delayed, and both reserve: one reservation too many. So the subject says it rightly: an attempt.
 */
export const bothFixesPageFault = model({ ...BOTH, WRITERS: 2 }, { expect: violates(noLeak) });

/** The reservation that is too many stays: all is written and flushed, and i_reserved_data_blocks is not 0. */
export const bothFixesPageFaultLeaksForGood = model({ ...BOTH, WRITERS: 2 }, { check: [returnsToZero], expect: violates(returnsToZero) });

/** Nothing warns of it (with b_state read once): the counter is never too small, so the test of the commit message (no warning) cannot find this race. */
export const bothFixesPageFaultNeverWarns = model({ ...BOTH, WRITERS: 2, CLUSTER_RATIO: 3 }, {
  check: [
    "WARN_ON(used > ei->i_reserved_data_blocks)", "BUG_ON(allocated_clusters < reserved_clusters)", "BUG_ON(!PageLocked(page))",
    noShortage, quotaMatchesClusters, everythingFlushed,
  ],
});

// ---- Both fixes, the writer takes i_data_sem for writing ----

/** With i_data_sem taken for writing, two flushers: as before. */
export const writeSemaphoreTwoFlushers = model({ ...BOTH, SEMAPHORE: "write", FLUSHERS: 2, CLUSTER_RATIO: 3 });

/** With i_data_sem taken for writing, two writers that i_mutex serialises: as before. */
export const writeSemaphoreTwoWritersUnderIMutex = model({ ...BOTH, SEMAPHORE: "write", WRITERS: 2, I_MUTEX: true, CLUSTER_RATIO: 3 });

/**
 * With i_data_sem taken for writing, a write beside a page fault: holds. Look-up, reservation and BH_Delay exclude those of the other.
 * ext4 came to that in 2024 ("exclusive mode when adding a new delalloc extent in ext4_da_map_blocks"), for another race.
 */
export const writeSemaphorePageFault = model({ ...BOTH, SEMAPHORE: "write", WRITERS: 2, CLUSTER_RATIO: 3 });

/** The same with two flushers. */
export const writeSemaphorePageFaultTwoFlushers = model({ ...BOTH, SEMAPHORE: "write", WRITERS: 2, FLUSHERS: 2 });

/** The semaphore for writing does not make fix (1) superfluous: the flusher clears BH_Delay outside of any semaphore. */
export const writeSemaphoreFix2Alone = model({ FIX2: true, SEMAPHORE: "write" }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** Nor does it help against two loads of b_state, for the same reason: both bits are cleared outside of the semaphore. */
export const writeSemaphoreTwoLoads = model({ ...BOTH, SEMAPHORE: "write", B_STATE: "BH_Delay, then BH_Da_Mapped" }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

// ---- The order in the patch ----

/**
 * BH_Da_Mapped set after i_data_sem is released: race (1) is back, a writer that gets the semaphore in between sees a block that is delayed
 * and not marked. So it matters that the patch sets the bit under the semaphore.
 */
export const daMappedSetAfterUpWrite = model({ ...BOTH, SET_DA_MAPPED: "after up_write" }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** BH_Da_Mapped set after i_data_sem is released, everything checked: the shortage at rest comes first. */
export const daMappedSetAfterUpWriteFirstFailure = model({ ...BOTH, SET_DA_MAPPED: "after up_write" }, { expect: violates(noShortage) });

/** With a second flusher it leaks as well, as race (1) does. */
export const daMappedSetAfterUpWriteTwoFlushersLeak = model({ ...BOTH, SET_DA_MAPPED: "after up_write", FLUSHERS: 2 }, {
  check: [noLeak],
  expect: violates(noLeak),
});

/**
 * BH_Da_Mapped cleared before BH_Delay: race (1) is back, between the two the block looks delayed and not mapped, as it did before its mapping.
 * The order in mpage_da_submit_io (BH_Delay first) is needed, though no comment says so.
 */
export const daMappedClearedBeforeDelay = model({ ...BOTH, CLEAR_FIRST: "BH_Da_Mapped" }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** BH_Da_Mapped cleared before BH_Delay, everything checked: the shortage at rest comes first. */
export const daMappedClearedBeforeDelayFirstFailure = model({ ...BOTH, CLEAR_FIRST: "BH_Da_Mapped" }, { expect: violates(noShortage) });

/** With a second flusher this leaks too. */
export const daMappedClearedBeforeDelayTwoFlushersLeak = model({ ...BOTH, CLEAR_FIRST: "BH_Da_Mapped", FLUSHERS: 2 }, {
  check: [noLeak],
  expect: violates(noLeak),
});

// ---- Blocks smaller than a page ----

/**
 * set_buffers_da_mapped marks every buffer of the page, mpage_da_submit_io clears the mark of the mapped ones only. With two blocks to a page, a
 * hole beside a flushed block keeps the mark; written later, it is delayed and nobody can see it. The next writer in the cluster
 * reserves a second time. This is no race: one thread that writes, syncs and writes on is enough.
 */
export const twoBlocksPerPage = model({ ...BOTH, CLUSTER_RATIO: 4, BLOCKS_PER_PAGE: 2 }, { expect: violates(noLeak) });

/** The stale mark brings the reported warning back as well, when the neighbour is flushed first and releases what the unseen block needs. */
export const twoBlocksPerPageWarns = model({ ...BOTH, CLUSTER_RATIO: 4, BLOCKS_PER_PAGE: 2 }, {
  check: ["WARN_ON(used > ei->i_reserved_data_blocks)"],
  expect: violates("WARN_ON(used > ei->i_reserved_data_blocks)"),
});

/** With only the mapped buffers marked, two blocks to a page are as right as one. */
export const twoBlocksPerPageMappedBuffersOnly = model({ ...BOTH, CLUSTER_RATIO: 4, BLOCKS_PER_PAGE: 2, FLUSHERS: 2, MARKS: "mapped buffers" });
