/**
 * btrfs, April 2015: "Btrfs: fix race when reusing stale extent buffers that leads to BUG_ON" (linux-btrfs, Filipe Manana, with Holger Hoffstätte's doubts).
 *
 * An extent buffer X caches a tree block. It has a reference count, one reference of which is the buffer cache's own and is marked by the flag TREE_REF. When the block is freed, X is
 * flagged STALE, and whoever then drops the last reference but that one takes the cache's reference with it: free_extent_buffer() sees refs == 2, STALE, not under IO, clears TREE_REF and decrements
 * twice, all of this under refs_lock. But find_extent_buffer() increments without the lock. If the block is allocated again, the new owner finds X in the radix tree, takes a reference between
 * the two halves of that decision, believes TREE_REF, clears STALE, makes X dirty and lets go: the last reference goes while X is dirty, BUG_ON(extent_buffer_under_io(eb)).
 * The patch makes the finder test STALE after its increment and, if it is set, lock and unlock refs_lock once. Holger asked what an empty critical section could coordinate, and whether the race is
 * not still there between the test and the lock. This spec answers him.
 *
 * What is modelled: one buffer X; each access to its count, its flags, its lock and the radix tree is one step. The reference count, the bits and the lock of X are as in Linux 4.0 (EXTENT_BUFFER_DUMMY
 * and the bit IN_TREE are left out: X is no dummy, and only the task that saw the count reach 0 looks at IN_TREE). The RCU callback frees X's memory once no finder is inside its read section.
 * What is not: writeback of the dirty buffer, the tree lock (nobody who frees a buffer holds it there), the pages' own dirty bits, and alloc_extent_buffer's second way to an existing buffer, through
 * page->private, which the patch does not touch. A finder that finds nothing allocates a buffer of its own and has no more to do with X.
 */
import { spec, constant, violates, holds, when, assert, every, some, type Id, type Int } from "racespec";

/** Tasks that hold a path to X, each with one reference, and release it. */
export const HOLDERS = constant(1);
/** Tasks that only look X up and let it go again (readahead, a search). */
export const READERS = constant(0);
/**
 * What find_extent_buffer does about stale buffers.
 * "none": nothing. "test-and-wait": the patch (increment, test STALE, lock and unlock refs_lock). "test-only": the patch after Holger's optimizing compiler: the empty critical section is gone.
 * "wait-before-inc": the patch's lines, but before the increment. "wait-without-test": lock and unlock after every increment. "inc-under-lock": the increment itself is the critical section.
 */
export const FIX = constant<"none" | "test-and-wait" | "test-only" | "wait-before-inc" | "wait-without-test" | "inc-under-lock">("none");
/**
 * How the story begins.
 * "already-stale": X is flagged, its block is free, and the thread that flagged it has gone. "balance_level" and "del_leaf": that thread takes part; X is not flagged yet, its block not yet free, and the thread
 * has one reference (balance_level's own, on a sibling that has become empty) or two (btrfs_del_leaf takes another beside its path's). "cached": X is clean, in the cache, never flagged, and its block is free.
 */
export const SCENE = constant<"already-stale" | "balance_level" | "del_leaf" | "cached">("already-stale");
/**
 * When the other CPUs see free_extent_buffer_stale's set_bit(STALE). "at-once": x86, where it is a full barrier. "late": a CPU on which set_bit orders nothing, so that the read of refs that follows may be
 * satisfied first; the test_and_clear_bit, atomic_dec_and_test and spin_unlock after it do order. "late-with-barrier": the same CPU with smp_mb__after_atomic() behind the set_bit.
 * The finder's side needs no such choice: atomic_inc_not_zero that succeeds is a full barrier, so its test of STALE is never done before its increment.
 */
export const STALE_STORE = constant<"at-once" | "late" | "late-with-barrier">("at-once");
/** Memory reclaim tries to release X's page as well. */
export const RECLAIM = constant(false);
/** Keep a record of Holger's window, between the finder's test and its lock; only the witnesses at the end of the properties ask for it. */
export const WATCH_WINDOW = constant(false);

const MAX_REFS = HOLDERS + READERS + 4;
const MAX_FINDERS = READERS + 1;

/** A task that holds a path to X. Interchangeable: all of them do the same to the same buffer. */
type Holder = Id<"Holder", typeof HOLDERS>;
/** A task that looks X up and drops it. Interchangeable, for the same reason. */
type Reader = Id<"Reader", typeof READERS>;

interface ExtentBuffer {
  /** eb->refs. */
  refs: Int<0, typeof MAX_REFS>;
  /** eb->refs_lock. */
  refsLocked: boolean;
  /** EXTENT_BUFFER_STALE, TREE_REF and DIRTY in eb->bflags. */
  stale: boolean;
  treeRef: boolean;
  dirty: boolean;
  /** "released": the pages are detached and call_rcu is done. "freed": the memory is gone. */
  memory: "live" | "released" | "freed";
}

interface State {
  eb: ExtentBuffer;
  /** X is in fs_info->buffer_radix. */
  inTree: boolean;
  /** The btree inode's mapping->private_lock, as far as reclaim takes it. */
  privateLocked: boolean;
  /** Finders between rcu_read_lock and rcu_read_unlock. */
  rcuReaders: Int<0, typeof MAX_FINDERS>;
  /** The allocator may hand X's block out. */
  blockFree: boolean;
  /** A set_bit(STALE) that its CPU has executed and the others do not see yet. */
  staleInStoreBuffer: boolean;
  /** For WATCH_WINDOW only. "open": the finder has seen STALE and has not taken the lock yet. "overtaken": somebody else has taken it since. */
  window: "closed" | "open" | "overtaken";
}

const { action, process, procedure, invariant, reachable, model } = spec<State>(() => ({
  eb: {
    refs: 1 + HOLDERS + (SCENE === "balance_level" ? 1 : SCENE === "del_leaf" ? 2 : 0),
    refsLocked: false,
    stale: SCENE === "already-stale",
    treeRef: true,
    dirty: false,
    memory: "live",
  },
  inTree: true,
  privateLocked: false,
  rcuReaders: 0,
  blockFree: SCENE === "already-stale" || SCENE === "cached",
  staleInStoreBuffer: false,
  window: "closed",
}));

/** Every access to X's fields is one to memory that must still be there. */
function touch(s: State) {
  assert(s.eb.memory !== "freed", "use after free: the extent buffer's memory is gone");
}

/** spin_lock(&eb->refs_lock). */
function lockRefs(s: State) {
  when(!s.eb.refsLocked);
  touch(s);
  s.eb.refsLocked = true;
  if (s.window === "open") s.window = "overtaken";
}

/** spin_unlock(&eb->refs_lock). */
function unlockRefs(s: State) {
  touch(s);
  s.eb.refsLocked = false;
}

/** Drops one reference; called with refs_lock held, which it releases. @source fs/btrfs/extent_io.c release_extent_buffer */
const releaseExtentBuffer = procedure(function* (s) {
  // reads the reference count for its WARN_ON
  s = yield "release_extent_buffer";
  touch(s);
  assert(s.eb.refs !== 0, "WARN_ON(atomic_read(&eb->refs) == 0) in release_extent_buffer");

  // drops the reference
  s = yield "atomic_dec_and_test";
  when(!s.staleInStoreBuffer); // It is a full barrier: a pending set_bit(STALE) is out by now.
  touch(s);
  s.eb.refs--;
  const last: boolean = s.eb.refs === 0;

  // releases refs_lock; goes on only if that was the last reference
  s = yield "spin_unlock_released";
  unlockRefs(s);
  if (!last) return;

  // takes X out of the radix tree
  s = yield "radix_tree_delete";
  touch(s);
  s.inTree = false;

  // nobody may have X under IO now
  s = yield "btrfs_release_extent_buffer_page";
  touch(s);
  assert(!s.eb.dirty, "BUG_ON(extent_buffer_under_io(eb))");

  // detaches the pages under private_lock and leaves the memory to RCU
  s = yield "call_rcu";
  when(!s.privateLocked);
  touch(s);
  assert(!s.eb.dirty, "BUG_ON(test_bit(EXTENT_BUFFER_DIRTY, &eb->bflags)) while detaching the pages");
  s.eb.memory = "released";
});

/** Gives back one reference. @source fs/btrfs/extent_io.c free_extent_buffer */
const freeExtentBuffer = procedure(function* (s) {
  while (true) {
    // reads the reference count: is the lock needed at all?
    s = yield "free_extent_buffer";
    touch(s);
    const refs = s.eb.refs;
    if (refs <= 3) break;

    // many references: drops one without the lock, unless the count has moved
    s = yield "atomic_cmpxchg";
    touch(s);
    if (s.eb.refs === refs) {
      s.eb.refs--;
      return;
    }
  }

  // takes refs_lock
  s = yield "spin_lock_to_free";
  lockRefs(s);

  // reads the reference count again: only this reference and the cache's left?
  s = yield "atomic_read_refs";
  touch(s);
  if (s.eb.refs === 2) {
    // is X flagged stale?
    s = yield "test_bit_stale_to_free";
    touch(s);
    if (s.eb.stale) {
      // is X dirty or under writeback?
      s = yield "extent_buffer_under_io";
      touch(s);
      if (!s.eb.dirty) {
        // the decision is made: takes the cache's reference away
        s = yield "test_and_clear_bit_tree_ref";
        touch(s);
        const had = s.eb.treeRef;
        s.eb.treeRef = false;
        if (had) {
          // drops the cache's reference
          s = yield "atomic_dec_tree_ref";
          touch(s);
          s.eb.refs--;
        }
      }
    }
  }
  s = yield* releaseExtentBuffer(s);
});

/** Flags X stale and gives back one reference. @source fs/btrfs/extent_io.c free_extent_buffer_stale */
const freeExtentBufferStale = procedure(function* (s) {
  // takes refs_lock
  s = yield "free_extent_buffer_stale";
  lockRefs(s);

  // flags X stale
  s = yield "set_bit_stale";
  touch(s);
  if (STALE_STORE === "at-once") s.eb.stale = true;
  else s.staleInStoreBuffer = true;

  if (STALE_STORE === "late-with-barrier") {
    // waits until the flag is visible to everybody
    s = yield "smp_mb__after_atomic";
    when(!s.staleInStoreBuffer);
  }

  // reads the reference count: only this reference and the cache's left?
  s = yield "atomic_read_refs_stale";
  touch(s);
  if (s.eb.refs === 2) {
    // is X dirty or under writeback?
    s = yield "extent_buffer_under_io_stale";
    touch(s);
    if (!s.eb.dirty) {
      // the decision is made: takes the cache's reference away
      s = yield "test_and_clear_bit_tree_ref_stale";
      when(!s.staleInStoreBuffer); // A full barrier too.
      touch(s);
      const had = s.eb.treeRef;
      s.eb.treeRef = false;
      if (had) {
        // drops the cache's reference
        s = yield "atomic_dec_tree_ref_stale";
        touch(s);
        s.eb.refs--;
      }
    }
  }
  s = yield* releaseExtentBuffer(s);
});

/** Makes sure that the cache has its reference. @source fs/btrfs/extent_io.c check_buffer_tree_ref */
const checkBufferTreeRef = procedure(function* (s) {
  // reads the reference count
  s = yield "check_buffer_tree_ref";
  touch(s);
  if (s.eb.refs >= 2) {
    // is TREE_REF set? if so, believes it, without the lock
    s = yield "test_bit_tree_ref";
    touch(s);
    if (s.eb.treeRef) return;
  }

  // takes refs_lock to give the cache its reference back
  s = yield "spin_lock_tree_ref";
  lockRefs(s);

  // sets TREE_REF
  s = yield "test_and_set_bit_tree_ref";
  touch(s);
  const had = s.eb.treeRef;
  s.eb.treeRef = true;
  if (!had) {
    // counts the cache's reference
    s = yield "atomic_inc_tree_ref";
    touch(s);
    s.eb.refs++;
  }

  // releases refs_lock
  s = yield "spin_unlock_tree_ref";
  unlockRefs(s);
});

/** The lines of the patch, as far as FIX keeps them. @source fs/btrfs/extent_io.c find_extent_buffer */
const waitForRefsLock = procedure(function* (s) {
  if (FIX !== "wait-without-test") {
    // is X flagged stale?
    s = yield "test_bit_stale";
    touch(s);
    if (!s.eb.stale || FIX === "test-only") return;
    if (WATCH_WINDOW) s.window = "open";
  }

  // waits until nobody is inside refs_lock, and takes it
  s = yield "spin_lock_to_wait";
  lockRefs(s);
  s.window = "closed";

  // releases refs_lock at once
  s = yield "spin_unlock_at_once";
  unlockRefs(s);
});

/** Looks X up and takes a reference; false if there is none to be had. @source fs/btrfs/extent_io.c find_extent_buffer */
const findExtentBuffer = procedure(function* (s) {
  // enters the RCU read section and looks the block up in the radix tree
  s = yield "radix_tree_lookup";
  if (!s.inTree) return false;
  s.rcuReaders++;

  if (FIX === "wait-before-inc") s = yield* waitForRefsLock(s);
  if (FIX === "inc-under-lock") {
    // takes refs_lock for the increment
    s = yield "spin_lock_to_inc";
    lockRefs(s);
  }

  // takes a reference unless the count has reached 0
  s = yield "atomic_inc_not_zero";
  touch(s);
  const got: boolean = s.eb.refs !== 0;
  if (got) s.eb.refs++;

  if (FIX === "inc-under-lock") {
    // releases refs_lock after the increment
    s = yield "spin_unlock_after_inc";
    unlockRefs(s);
  }
  s.rcuReaders--;
  if (!got) return false;

  if (FIX === "test-and-wait" || FIX === "test-only" || FIX === "wait-without-test") s = yield* waitForRefsLock(s);
  s = yield* checkBufferTreeRef(s);
  return true;
});

/** A task that has X in its path and releases the path. @source fs/btrfs/ctree.c btrfs_release_path */
export const releasePath = process(function* (s, _self: Holder) {
  s = yield* freeExtentBuffer(s);
});

/** A task that looks X up, for readahead or a search, and drops it again. @source fs/btrfs/disk-io.c readahead_tree_block */
export const readahead = process(function* (s, _self: Reader) {
  let found: boolean = false;
  [s, found] = yield* findExtentBuffer(s);
  if (!found) return;
  s = yield* freeExtentBuffer(s);
});

/** The task that is given X's block by the allocator and writes a new tree node to it. @source fs/btrfs/extent-tree.c btrfs_init_new_buffer */
export const initNewBuffer = process(function* (s) {
  if (SCENE === "balance_level" || SCENE === "del_leaf") {
    // the allocator hands out X's block, once it is free
    s = yield "find_free_extent";
    when(s.blockFree);
  }
  let found: boolean = false;
  [s, found] = yield* findExtentBuffer(s);
  if (!found) return;

  // X is a new node now: clears STALE
  s = yield "clear_bit_stale";
  touch(s);
  s.eb.stale = false;

  s = yield* checkBufferTreeRef(s);

  // sets DIRTY
  s = yield "set_extent_buffer_dirty";
  touch(s);
  s.eb.dirty = true;

  // reads the reference count for its WARN_ON
  s = yield "atomic_read_refs_to_warn";
  touch(s);
  assert(s.eb.refs !== 0, "WARN_ON(atomic_read(&eb->refs) == 0) in set_extent_buffer_dirty");

  // reads TREE_REF for its WARN_ON
  s = yield "test_bit_tree_ref_to_warn";
  touch(s);
  assert(s.eb.treeRef, "WARN_ON(!test_bit(EXTENT_BUFFER_TREE_REF, &eb->bflags))");

  s = yield* freeExtentBuffer(s);
});

/** The thread that frees X's block and makes X stale; in its scene, balance_level. @source fs/btrfs/ctree.c btrfs_del_leaf */
export const freeBlock = process(function* (s) {
  if (SCENE !== "balance_level" && SCENE !== "del_leaf") return;
  // gives the block back to the free space cache; from here on it can be allocated again
  s = yield "btrfs_free_tree_block";
  s.blockFree = true;

  s = yield* freeExtentBufferStale(s);
  if (SCENE === "del_leaf") s = yield* freeExtentBuffer(s);
});

/** Memory reclaim wants X's page. @source fs/btrfs/extent_io.c try_release_extent_buffer */
export const releasepage = process(function* (s) {
  if (!RECLAIM) return;
  // under private_lock: if X is still attached to its page, takes refs_lock
  s = yield "try_release_extent_buffer";
  when(!s.eb.refsLocked);
  if (s.eb.memory !== "live") return;
  s.privateLocked = true;
  lockRefs(s);

  // reads the reference count: only the cache's left?
  s = yield "atomic_read_refs_reclaim";
  touch(s);
  let unused: boolean = s.eb.refs === 1;
  if (unused) {
    // is X dirty or under writeback?
    s = yield "extent_buffer_under_io_reclaim";
    touch(s);
    unused = !s.eb.dirty;
  }
  if (!unused) {
    // in use: releases refs_lock
    s = yield "spin_unlock_in_use";
    unlockRefs(s);

    // releases private_lock and gives up
    s = yield "spin_unlock_private_in_use";
    s.privateLocked = false;
    return;
  }

  // releases private_lock
  s = yield "spin_unlock_private";
  s.privateLocked = false;

  // takes the cache's reference away
  s = yield "test_and_clear_bit_tree_ref_reclaim";
  touch(s);
  const had = s.eb.treeRef;
  s.eb.treeRef = false;
  if (!had) {
    // the one reference is somebody's own: releases refs_lock and gives up
    s = yield "spin_unlock_no_tree_ref";
    unlockRefs(s);
    return;
  }
  s = yield* releaseExtentBuffer(s);
});

/** A grace period after call_rcu, X's memory goes. @source fs/btrfs/extent_io.c btrfs_release_extent_buffer_rcu */
export const releaseExtentBufferRcu = action((s) => {
  when(s.eb.memory === "released" && s.rcuReaders === 0);
  s.eb.memory = "freed";
});

/** The set_bit(STALE) becomes visible to the other CPUs. */
export const staleBecomesVisible = action((s) => {
  when(s.staleInStoreBuffer);
  s.staleInStoreBuffer = false;
  s.eb.stale = true;
});

/** Every task has finished. */
function everyoneIsDone(s: State): boolean {
  return (
    every((h: Holder) => releasePath.done(s, h)) &&
    every((r: Reader) => readahead.done(s, r)) &&
    initNewBuffer.done(s) &&
    freeBlock.done(s) &&
    releasepage.done(s)
  );
}

/** At rest the only reference left is the cache's, and it is there exactly if TREE_REF says so. */
export const countMatchesTreeRef = invariant((s) => !everyoneIsDone(s) || s.eb.refs === (s.eb.treeRef ? 1 : 0));

/** At rest a buffer without references is out of the tree and released: no leak. */
export const unreferencedIsReleased = invariant((s) => !everyoneIsDone(s) || s.eb.refs !== 0 || (!s.inTree && s.eb.memory !== "live"));

/** At rest a dirty buffer is still in the cache, with the cache's reference, so that the commit will find and write it. */
export const dirtyBlockIsKept = invariant((s) => !everyoneIsDone(s) || !s.eb.dirty || (s.eb.treeRef && s.inTree && s.eb.memory === "live"));

/**
 * From the moment the new owner has its reference and has done its waiting, until its WARN_ONs, nobody is about to clear the TREE_REF that it will find or has found set.
 * This says where the race is won or lost: in every failing model here (left-over flag apart) it is the first property to break, and no fix that holds ever breaks it.
 */
export const treeRefIsNotTakenAway = invariant(
  (s) =>
    !(
      s.eb.treeRef &&
      initNewBuffer.at(
        s,
        "check_buffer_tree_ref",
        "test_bit_tree_ref",
        "spin_lock_tree_ref",
        "test_and_set_bit_tree_ref",
        "atomic_inc_tree_ref",
        "spin_unlock_tree_ref",
        "clear_bit_stale",
        "set_extent_buffer_dirty",
        "atomic_read_refs_to_warn",
        "test_bit_tree_ref_to_warn",
      ) &&
      (some((h: Holder) => releasePath.at(s, h, "test_and_clear_bit_tree_ref")) ||
        some((r: Reader) => readahead.at(s, r, "test_and_clear_bit_tree_ref")) ||
        freeBlock.at(s, "test_and_clear_bit_tree_ref", "test_and_clear_bit_tree_ref_stale") ||
        releasepage.at(s, "test_and_clear_bit_tree_ref_reclaim"))
    ),
);

/** At rest a reused, dirty buffer is not flagged STALE any more. Not one of SAFETY: it is harmless if it fails, see delLeafFlagOnReusedBuffer. */
export const reusedBufferIsNotStale = invariant((s) => !everyoneIsDone(s) || !s.eb.dirty || !s.eb.stale);

/** Holger's window: the finder has seen STALE, and somebody else gets refs_lock before it does. */
export const windowIsEntered = reachable((s) => s.window === "overtaken");

/** Holger's schedule to its end: a whole critical section of another task fits between the finder's test and its lock. */
export const wholeSectionFitsInTheWindow = reachable((s) => s.window === "overtaken" && !s.eb.refsLocked);

/** What the wait is for: the finder waits while another task has decided to take the cache's reference and has not done so yet. */
export const finderWaitsForADecision = reachable(
  (s) => initNewBuffer.at(s, "spin_lock_to_wait") && some((h: Holder) => releasePath.at(s, h, "test_and_clear_bit_tree_ref")),
);

/** What the kernel itself would notice. */
const KERNEL_CHECKS = [
  "BUG_ON(extent_buffer_under_io(eb))",
  "BUG_ON(test_bit(EXTENT_BUFFER_DIRTY, &eb->bflags)) while detaching the pages",
  "WARN_ON(!test_bit(EXTENT_BUFFER_TREE_REF, &eb->bflags))",
  "WARN_ON(atomic_read(&eb->refs) == 0) in set_extent_buffer_dirty",
  "WARN_ON(atomic_read(&eb->refs) == 0) in release_extent_buffer",
  "use after free: the extent buffer's memory is gone",
] as const;

/** Everything that makes reusing X safe. "Holds" below means all of this. */
const SAFETY = [...KERNEL_CHECKS, countMatchesTreeRef, unreferencedIsReleased, dirtyBlockIsKept, treeRefIsNotTakenAway] as const;

const MANY = { HOLDERS: 2, READERS: 1 };
const BALANCE_LEVEL = { SCENE: "balance_level", HOLDERS: 0 };
const DEL_LEAF = { SCENE: "del_leaf" };
const RECLAIM_CACHED = { SCENE: "cached", RECLAIM: true, HOLDERS: 0 };

// ---- as reported ----

/** As reported: one task releases its path, one reuses the block; 28 steps to the BUG_ON of the report. */
export const asReported = model({ FIX: "none" }, { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") });

/**
 * As reported, all of the kernel's own checks at once: the first to fire is not the BUG_ON of the report but the WARN_ON in set_extent_buffer_dirty, after 16 steps. It needs the freer to clear
 * TREE_REF between the finder's look at it and the WARN_ON; the BUG_ON in the report comes without it when the bit is cleared only after that.
 */
export const asReportedWarnsFirst = model(
  { FIX: "none" },
  { check: [...KERNEL_CHECKS], expect: violates("WARN_ON(!test_bit(EXTENT_BUFFER_TREE_REF, &eb->bflags))") },
);

/** As reported, everything checked: after 7 steps nothing visible has gone wrong, but the freer has decided on refs == 2 and the finder has its reference and goes on. The rest is a matter of who is faster. */
export const asReportedDecision = model({ FIX: "none" }, { check: [...SAFETY], expect: violates(treeRefIsNotTakenAway) });

/** As reported, without the first BUG_ON: the second one, a step later, would catch the same. */
export const asReportedSecondBugOn = model(
  { FIX: "none" },
  {
    check: ["BUG_ON(test_bit(EXTENT_BUFFER_DIRTY, &eb->bflags)) while detaching the pages"],
    expect: violates("BUG_ON(test_bit(EXTENT_BUFFER_DIRTY, &eb->bflags)) while detaching the pages"),
  },
);

/** As reported, without any BUG_ON: the new node is thrown away dirty. That is the damage: a metadata block that the commit will never write. */
export const asReportedLosesTheBlock = model({ FIX: "none" }, { check: [dirtyBlockIsKept], expect: violates(dirtyBlockIsKept) });

/**
 * As reported, the other checks: they hold. No reference is ever counted wrong, and nothing is touched after it is freed; every task drops only what it owns. What goes wrong is only that a decision
 * about the cache's reference is carried out after its ground (refs == 2, not dirty) has gone. The count itself needs no repair; the decision must be safe from an increment.
 */
export const asReportedCountsAreRight = model(
  { FIX: "none" },
  {
    check: [
      "WARN_ON(atomic_read(&eb->refs) == 0) in set_extent_buffer_dirty",
      "WARN_ON(atomic_read(&eb->refs) == 0) in release_extent_buffer",
      "use after free: the extent buffer's memory is gone",
      countMatchesTreeRef,
      unreferencedIsReleased,
    ],
    expect: holds,
  },
);

// ---- the fix ----

/** The patch, with one task that releases its path and one that reuses the block: everything holds, as Filipe says. */
export const theFix = model({ FIX: "test-and-wait" }, { check: [...SAFETY], expect: holds });

/** The patch with two tasks that release their paths, so that the lockless decrement of free_extent_buffer takes part, and two that only look X up and drop it: holds. */
export const theFixManyTasks = model({ FIX: "test-and-wait", HOLDERS: 2, READERS: 2 }, { check: [...SAFETY], expect: holds });

/**
 * Is the window between the test and the lock really entered? Yes. The freer can take refs_lock in it (5 steps), can go through its whole critical section in it (9 steps), and everything still holds, because
 * the finder's increment lies before its test: a freer that enters in the window reads refs == 3 and leaves TREE_REF alone. The freer that does harm has read refs == 2 before the increment, is
 * still inside refs_lock, and is waited for (8 steps). There is one lock, so at most one such freer: once is enough, and no loop is needed.
 */
export const theFixWindow = model(
  { FIX: "test-and-wait", WATCH_WINDOW: true },
  { check: [...SAFETY, windowIsEntered, wholeSectionFitsInTheWindow, finderWaitsForADecision], expect: holds },
);

// ---- which step decides ----

/**
 * The empty critical section elided, as Holger's compiler might: the BUG_ON is back, one step later than without the patch. So the pair is what does the work, and he would be right if a compiler could remove it. It cannot:
 * spin_lock waits for another CPU and is a barrier.
 */
export const lockPairElided = model({ FIX: "test-only" }, { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") });

/**
 * Test and lock before the increment instead of after it: BUG_ON, 31 steps. Now Holger's window is real: a freer that takes the lock after the finder has released it still reads refs == 2. The same lines protect or do not protect
 * according to which side of atomic_inc_not_zero they stand on.
 */
export const waitBeforeIncrement = model({ FIX: "wait-before-inc" }, { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") });

/** Lock and unlock after every increment, without the test: holds. The test only spares fresh buffers the lock; it does not decide anything (but see the models with reclaim and with weak memory). */
export const waitWithoutTest = model({ FIX: "wait-without-test" }, { check: [...SAFETY], expect: holds });

/** The same with more tasks: holds. */
export const waitWithoutTestManyTasks = model({ ...MANY, FIX: "wait-without-test" }, { check: [...SAFETY], expect: holds });

/** The increment inside refs_lock, with nothing after it: holds. It cannot fall into the middle of a freer's decision; this is the solution without any subtlety, at the price of a lock in every lookup. */
export const incrementUnderLock = model({ FIX: "inc-under-lock" }, { check: [...SAFETY], expect: holds });

/** The same with more tasks: holds. */
export const incrementUnderLockManyTasks = model({ ...MANY, FIX: "inc-under-lock" }, { check: [...SAFETY], expect: holds });

// ---- with the thread that makes the buffer stale ----

/** The three CPUs of the changelog: btrfs_del_leaf makes X stale, another task releases its path, a third reuses the block. BUG_ON, 38 steps. */
export const delLeafAsReported = model({ ...DEL_LEAF, FIX: "none" }, { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") });

/** Two CPUs are enough when it is balance_level that makes X stale: free_extent_buffer_stale itself takes the decision, because btrfs_free_tree_block has already given the block to the allocator. */
export const balanceLevelAsReported = model({ ...BALANCE_LEVEL, FIX: "none" }, { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") });

/** The patch with btrfs_del_leaf, a task that releases its path and one that only looks: holds. */
export const delLeafTheFix = model({ ...DEL_LEAF, READERS: 1, FIX: "test-and-wait" }, { check: [...SAFETY], expect: holds });

/**
 * The patch with balance_level alone: holds, though the block can be found before it is flagged. free_extent_buffer_stale sets STALE before it reads refs, the finder increments before it tests STALE: of the two, at least
 * one sees the other.
 */
export const balanceLevelTheFix = model({ ...BALANCE_LEVEL, FIX: "test-and-wait" }, { check: [...SAFETY], expect: holds });

/** The same beside a task that releases its path and one that only looks: holds. */
export const balanceLevelTheFixManyTasks = model({ ...BALANCE_LEVEL, HOLDERS: 1, READERS: 1, FIX: "test-and-wait" }, { check: [...SAFETY], expect: holds });

/**
 * The block goes back to the allocator before its buffer is flagged, so the new owner can clear STALE first and have it set afterwards, on its new, dirty node. The patch does not change that. It is not dangerous here: while X is dirty
 * or anybody else has a reference it stays; once it has been written (which is not modelled) it is merely dropped from the cache too early.
 */
export const delLeafFlagOnReusedBuffer = model({ ...DEL_LEAF, FIX: "test-and-wait" }, { check: [...SAFETY, reusedBufferIsNotStale], expect: violates(reusedBufferIsNotStale) });

/** The same with balance_level: two tasks are enough. */
export const balanceLevelFlagOnReusedBuffer = model({ ...BALANCE_LEVEL, FIX: "test-and-wait" }, { check: [...SAFETY, reusedBufferIsNotStale], expect: violates(reusedBufferIsNotStale) });

// ---- STALE visible late ----

/**
 * balance_level on a CPU where set_bit is no barrier: the patch fails, BUG_ON after 31 steps. free_extent_buffer_stale reads refs == 2 while its STALE is not visible yet; the finder increments, does not see
 * STALE, and does not wait. So the test is safe only if the setter orders its flag before its read, which set_bit does on x86 and does not promise elsewhere.
 */
export const balanceLevelLateFlag = model(
  { ...BALANCE_LEVEL, FIX: "test-and-wait", STALE_STORE: "late" },
  { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") },
);

/** The same with smp_mb__after_atomic() behind the set_bit: holds. */
export const balanceLevelLateFlagBarrier = model({ ...BALANCE_LEVEL, HOLDERS: 1, READERS: 1, FIX: "test-and-wait", STALE_STORE: "late-with-barrier" }, { check: [...SAFETY], expect: holds });

/**
 * btrfs_del_leaf on such a CPU: the patch holds. free_extent_buffer_stale never reads refs == 2 here, because the path still has its reference; whoever does so later reads a count that was written after a full barrier behind the
 * flag. So the changelog's own scenario is safe everywhere, and only callers that give up the last reference with free_extent_buffer_stale are not.
 */
export const delLeafLateFlag = model({ ...DEL_LEAF, READERS: 1, FIX: "test-and-wait", STALE_STORE: "late" }, { check: [...SAFETY], expect: holds });

/** Late flag, lock and unlock without the test: holds, for then nothing depends on when the flag is seen. Without ordering in the setter, the test is not the harmless optimisation it looks like. */
export const balanceLevelLateFlagWaitWithoutTest = model({ ...BALANCE_LEVEL, HOLDERS: 1, READERS: 1, FIX: "wait-without-test", STALE_STORE: "late" }, { check: [...SAFETY], expect: holds });

/** Late flag, increment under the lock: holds, for the same reason. */
export const balanceLevelLateFlagIncrementUnderLock = model({ ...BALANCE_LEVEL, HOLDERS: 1, READERS: 1, FIX: "inc-under-lock", STALE_STORE: "late" }, { check: [...SAFETY], expect: holds });

// ---- beyond the thread: the other place that takes the cache's reference away ----

/**
 * No stale buffer at all: X is clean and cached, its block was freed without the flag, and reclaim tries to release its page while the block is reused. try_release_extent_buffer decides on refs == 1 just as
 * free_extent_buffer decides on refs == 2, and the same BUG_ON follows.
 */
export const reclaimAsReported = model({ ...RECLAIM_CACHED, FIX: "none" }, { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") });

/**
 * The patch does not help against reclaim: X is not flagged, so the finder does not wait. Whether a block can be reused whose cached buffer is clean and unflagged is a choice of this model (drop_snapshot frees blocks without
 * flagging their buffers); reclaim against readahead, which needs no reuse, hit the same BUG_ON and was fixed in 2020 ("btrfs: fix fatal extent_buffer readahead vs releasepage race").
 */
export const reclaimTheFix = model({ ...RECLAIM_CACHED, FIX: "test-and-wait" }, { check: ["BUG_ON(extent_buffer_under_io(eb))"], expect: violates("BUG_ON(extent_buffer_under_io(eb))") });

/** Lock and unlock without the test: holds against reclaim as well. */
export const reclaimWaitWithoutTest = model({ ...RECLAIM_CACHED, READERS: 1, FIX: "wait-without-test" }, { check: [...SAFETY], expect: holds });

/** Increment under the lock: holds against reclaim as well. */
export const reclaimIncrementUnderLock = model({ ...RECLAIM_CACHED, READERS: 1, FIX: "inc-under-lock" }, { check: [...SAFETY], expect: holds });

/** The patch against reclaim of a buffer that is flagged: holds, for then the finder does wait. */
export const reclaimStaleTheFix = model({ RECLAIM: true, READERS: 1, FIX: "test-and-wait" }, { check: [...SAFETY], expect: holds });
