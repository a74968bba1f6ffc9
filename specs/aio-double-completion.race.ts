/**
 * An asynchronous direct write that is completed twice (Linux 2.6.20, 2007).
 *
 * A kernel iocb is born with two references: one belongs to io_submit, one to whoever completes the request. A direct write sends its bios to the disk and
 * returns -EIOCBQUEUED, which means "do not complete it, the last bio will". On the way up generic_file_direct_IO throws the written range out of the page cache;
 * when ext3 cannot let a page go (kjournald still holds its buffers), that error replaces -EIOCBQUEUED by -EIO. aio_run_iocb takes -EIO for a request that is finished and
 * completes it, the interrupt completes it too, and the third reference that is dropped does not exist: kernel BUG at fs/aio.c:509.
 *
 * The thread is Zach Brown's answer of 7 March 2007 to "[PATCH 1/3] aio: fix oops because of extra IO control block freeing" by Leonid Ananiev, http://lkml.org/lkml/2007/2/8/337
 * is the oops. The checks are four. E1: the references never go negative, nothing touches a freed iocb, and it is freed in the end. E2: never two events. E3: no event
 * says "success" while the page cache keeps data that is older than the disk. E4: an event arrives; what is checked of it is that no request comes to rest without its event
 * (`eventDelivered`), that nothing deadlocks, that an event is reachable at all (`completes`), and where a model counts retries that they end (`retriesEnd`).
 *
 * What is one step: everything under ctx_lock (fs/aio.c touches users, run list, kicked flag and event ring only there), every bit operation outside of it, every taking
 * and giving back of a page lock or journal handle, every drop of a dio reference, every transfer from or to the disk. One iocb is one write of one page of its own file by one
 * bio; the dio counts that bio and the submitter, and with more bios only the last one matters. The page is clean, so filemap_write_and_wait has nothing to do.
 */
import { spec, constant, violates, deadlocks, unreachable, when, assert, pick, fill, every, some, type Id, type Int } from "racespec";

/** Requests at once, each with a file, a page and a disk of its own. */
export const IOCBS = constant(1);

/**
 * What generic_file_direct_IO does about the page cache.
 * "none": 2.6.20, invalidate after the write, an error replaces whatever direct_IO returned.
 * "keep-queued": the same, but an error never replaces -EIOCBQUEUED.
 * "pgbusy": Leonid's patch, an error sets PgBusy in the iocb and who would complete a PgBusy iocb kicks it instead, so that the write is done once more.
 * "merged": what 2.6.21 says in its comments: invalidate before the write and return -EIO if that fails, invalidate again after it, and keep -EIOCBQUEUED if that fails.
 * "merged-2.6.21": what 2.6.21 does: after direct_IO stands `if (retval) goto out;`, so the second invalidation runs only when nothing was written.
 * "ignore-after": like "merged", but a failure of the second invalidation is ignored whatever direct_IO returned ("tough, the write still worked", as later kernels say).
 * "inside-dio": what Zach had hoped for, invalidate in fs/direct-io.c before it returns -EIOCBQUEUED; an error is left in the dio for whoever completes.
 * "after-io": invalidate when the data is on the disk, in a workqueue if the last bio completes the request; an error becomes the result of the request.
 */
export const PATCH = constant<"none" | "keep-queued" | "pgbusy" | "merged" | "merged-2.6.21" | "ignore-after" | "inside-dio" | "after-io">("none");

/** The file is opened with O_SYNC, and generic_osync_inode may fail: the second place that can clobber -EIOCBQUEUED. */
export const O_SYNC = constant(false);
/** What that error does to -EIOCBQUEUED. */
export const OSYNC_ERROR = constant<"clobbers" | "dropped">("clobbers");

/**
 * When aio_run_iocb makes the run list entry usable again. The thread quotes only the mm/filemap.c hunk of Leonid's patch. "always": with the tests for -EIOCBRETRY gone from
 * aio_run_iocb, as its description has it. "on-EIOCBRETRY": as in 2.6.20, where nothing but -EIOCBRETRY leads to a retry.
 */
export const RUN_LIST = constant<"always" | "on-EIOCBRETRY">("always");

/**
 * The operation that is submitted. "gadgetfs-read": ep_aio_read of drivers/usb/gadget/inode.c, which returns -EIOCBRETRY and kicks the iocb when the data is there.
 * "wait-queue": a method that queues iocb->ki_wait somewhere and returns -EIOCBRETRY, the use for which the retry code was written.
 */
export const METHOD = constant<"direct-write" | "gadgetfs-read" | "wait-queue">("direct-write");

/**
 * kjournald and its references on the buffers of the page. "absent": invalidation never fails. "passing": it holds them HOLDS times for a while.
 * "restless": again and again. "stuck": from the start and for good, any failure that does not pass.
 */
export const KJOURNALD = constant<"absent" | "passing" | "restless" | "stuck">("absent");
export const HOLDS = constant(1);
/** Invalidations that fail for any other reason: at most so many for each request, whichever they are. */
export const FAILURES = constant(0);

/** The page is in the page cache when the write is submitted. */
export const CACHED = constant(true);
/** Buffered readers (or readahead) bring the page in whenever it is absent. */
export const READER = constant(false);
/** The source of the write is an mmap of the very page that is written: get_user_pages brings it in. */
export const SOURCE_MAPPED = constant(false);

/** The disk: "slow" finishes only after io_submit (or the retry) has returned, "fast" before direct_io_worker drops its reference, "any" at any time. */
export const DISK = constant<"any" | "slow" | "fast">("any");

/** ext3_direct_IO holds a journal handle, and a commit waits for handles. */
export const EXT3_HANDLE = constant(false);
/** pdflush writes the page back: page lock first, journal handle second. */
export const PDFLUSH = constant(false);

/** When E3 is judged: when the request is at rest, or from the event on. */
export const FRESH_AT = constant<"rest" | "event">("rest");
/** So many retries without an event break `retriesEnd`; with 0 they are not counted. */
export const RETRIES = constant(0);

/** Interchangeable: no iocb knows of another one. */
type Iocb = Id<"Iocb", typeof IOCBS>;
/** What the functions between fs/direct-io.c and fs/aio.c return. */
type Ret = "bytes written" | "-EIO" | "-EIOCBQUEUED" | "-EIOCBRETRY";

interface Kiocb {
  users: Int<-1, 3>;
  freed: boolean;
  /** ki_run_list: initialised and empty, NULL while it runs, on the context's run list. */
  runList: "empty" | "running" | "queued";
  kicked: boolean;
  /** ki_wait is on a wait queue. */
  waiting: boolean;
  /** The flag of Leonid's patch. */
  pgBusy: boolean;
  retries: Int<0, typeof RETRIES>;
}
interface State {
  iocb: Record<Iocb, Kiocb>;
  /** What user space finds in the ring: how many events for this iocb, and whether one of them says success. */
  events: Record<Iocb, Int<0, 3>>;
  success: Record<Iocb, boolean>;
  dio: Record<Iocb, { refs: Int<0, 2>; error: boolean; inFlight: boolean }>;
  /** The page: absent, being read, or with data as old or as new as the write; its lock; kjournald's reference on its buffers; and how many other failures are left. */
  page: Record<Iocb, { content: "absent" | "reading" | "old" | "new"; locked: boolean; held: boolean; failures: Int<0, typeof FAILURES> }>;
  disk: Record<Iocb, "old" | "new">;
  /** Open handles of the running transaction, and whether a commit has locked it. */
  journal: Record<Iocb, { handles: Int<0, 2>; locked: boolean }>;
}

const { process, procedure, invariant, reachable, model } = spec<State>(() => ({
  iocb: fill({ users: 0, freed: false, runList: "empty", kicked: false, waiting: false, pgBusy: false, retries: 0 }),
  events: fill(0),
  success: fill(false),
  dio: fill({ refs: 0, error: false, inFlight: false }),
  page: fill({ content: CACHED ? "old" : "absent", locked: false, held: KJOURNALD === "stuck", failures: FAILURES }),
  disk: fill("old"),
  journal: fill({ handles: 0, locked: false }),
}));

/** Every look at an iocb goes through here. */
function touch(s: State, i: Iocb) {
  assert(!s.iocb[i].freed, "use after free of the iocb");
}

/** __aio_put_req: drop a reference, the last one frees the iocb. */
function putReq(s: State, i: Iocb) {
  touch(s, i);
  s.iocb[i].users--;
  assert(s.iocb[i].users >= 0, "BUG_ON(req->ki_users < 0)");
  if (s.iocb[i].users === 0) s.iocb[i].freed = true;
}

/** kick_iocb: queue it for a retry, or only leave the flag if it runs. */
function kickIocb(s: State, i: Iocb) {
  touch(s, i);
  assert(!s.iocb[i].waiting, "kick_iocb: BUG_ON(!list_empty(&iocb->ki_wait.task_list))");
  if (!s.iocb[i].kicked) {
    s.iocb[i].kicked = true;
    if (s.iocb[i].runList === "empty") s.iocb[i].runList = "queued";
  }
}

/** The beginning of aio_run_iocb: a kick from now on only leaves the flag. */
function startRun(s: State, i: Iocb) {
  touch(s, i);
  s.iocb[i].kicked = false;
  s.iocb[i].runList = "running";
}

/** The end of aio_run_iocb: the run list entry is usable again; queue the iocb if it was kicked in the meantime. */
function letGo(s: State, i: Iocb) {
  touch(s, i);
  s.iocb[i].runList = s.iocb[i].kicked ? "queued" : "empty";
}

/** aio_complete: an event for user space, and a reference less. @source fs/aio.c aio_complete */
export const aioComplete = procedure(function* (s, i: Iocb, success: boolean) {
  if (PATCH === "pgbusy") {
    // Test and clear PgBusy: did the invalidation fail?
    s = yield "kiocbIsPgBusy";
    touch(s, i);
    if (s.iocb[i].pgBusy) {
      s.iocb[i].pgBusy = false;
      // Yes: no event, the whole write is to be done once more.
      s = yield "kick_iocb";
      kickIocb(s, i);
      return;
    }
  }
  // Put an event into the ring and drop the reference of the completion, all under ctx_lock.
  s = yield "aio_complete";
  touch(s, i);
  if (s.iocb[i].runList === "queued") s.iocb[i].runList = "empty";
  s.events[i]++;
  if (success) s.success[i] = true;
  putReq(s, i);
});

/** Throw the written page out of the page cache; false if it would not go. @source mm/truncate.c invalidate_inode_pages2_range */
export const invalidatePages = procedure(function* (s, i: Iocb) {
  let ok: boolean = true;
  // Look the page up.
  s = yield "pagevec_lookup";
  if (s.page[i].content !== "absent") {
    // It is there: wait for the page lock.
    s = yield "lock_page";
    when(!s.page[i].locked);
    s.page[i].locked = true;
    // Remove the page, unless ext3_releasepage finds its buffers in use.
    s = yield "invalidate_complete_page2";
    if (s.page[i].held) {
      ok = false;
    } else if (s.page[i].failures > 0 && pick(false, true)) {
      s.page[i].failures--;
      ok = false;
    } else {
      s.page[i].content = "absent";
    }
    // Give the page lock back; the caller then makes its return value from whether the page has gone (ok).
    s = yield "unlock_page";
    s.page[i].locked = false;
  }
  return ok;
});

/** Send the bio to the disk; -EIOCBQUEUED if it is still under way when the submitter drops its reference of the dio. @source fs/direct-io.c direct_io_worker */
export const directIO = procedure(function* (s, i: Iocb) {
  if (EXT3_HANDLE) {
    // ext3_direct_IO opens a journal handle, which waits while a commit has the transaction locked.
    s = yield "ext3_journal_start";
    when(!s.journal[i].locked);
    s.journal[i].handles++;
  }
  if (SOURCE_MAPPED) {
    // Fault the source in: it is the page of the file itself, read from the disk as it is now.
    s = yield "get_user_pages";
    when(!s.page[i].locked);
    if (s.page[i].content === "absent") s.page[i].content = s.disk[i];
  }
  // The bio is on its way; one reference of the dio is the bio's, one the submitter's.
  s = yield "submit_bio";
  s.dio[i].refs = 2;
  s.dio[i].inFlight = true;

  if (PATCH === "inside-dio") {
    let ok: boolean = true;
    [s, ok] = yield* invalidatePages(s, i);
    if (!ok) s.dio[i].error = true;
  }
  let ret: Ret = "-EIOCBQUEUED";
  // Drop the submitter's reference of the dio: is the bio done already?
  s = yield "direct_io_worker";
  when(DISK !== "fast" || s.dio[i].refs === 1);
  s.dio[i].refs--;
  if (s.dio[i].refs === 0) {
    ret = s.dio[i].error ? "-EIO" : "bytes written";
    s.dio[i].error = false;
  }
  if (EXT3_HANDLE) {
    // Close the journal handle.
    s = yield "ext3_journal_stop";
    s.journal[i].handles--;
  }
  return ret;
});

/** The direct write and the page cache. @source mm/filemap.c generic_file_direct_IO */
export const genericFileDirectIO = procedure(function* (s, i: Iocb) {
  let ok: boolean = true;
  let ret: Ret = "-EIO";
  if (PATCH === "merged" || PATCH === "merged-2.6.21" || PATCH === "ignore-after") [s, ok] = yield* invalidatePages(s, i);
  if (ok) {
    [s, ret] = yield* directIO(s, i);
    if (PATCH === "none" || PATCH === "keep-queued" || PATCH === "pgbusy" || PATCH === "merged" || PATCH === "ignore-after" || (PATCH === "after-io" && ret === "bytes written")) {
      [s, ok] = yield* invalidatePages(s, i);
      if (!ok) {
        if (PATCH === "pgbusy") {
          // The page would not go: ask for a retry instead of an error.
          s = yield "kiocbSetPgBusy";
          touch(s, i);
          s.iocb[i].pgBusy = true;
        } else if (PATCH === "none" || (PATCH !== "ignore-after" && ret !== "-EIOCBQUEUED")) {
          ret = "-EIO";
        }
      }
    }
  }
  return ret;
});

/** The direct write and O_SYNC. @source mm/filemap.c generic_file_direct_write */
export const genericFileDirectWrite = procedure(function* (s, i: Iocb) {
  let ret: Ret = "-EIO";
  [s, ret] = yield* genericFileDirectIO(s, i);
  if (O_SYNC && ret !== "-EIO") {
    // Write the metadata out, which may fail.
    s = yield "generic_osync_inode";
    if (pick(false, true) && (OSYNC_ERROR === "clobbers" || ret !== "-EIOCBQUEUED")) ret = "-EIO";
  }
  return ret;
});

/** What aio_run_iocb does with the result of the method. @source fs/aio.c aio_run_iocb */
export const finishRun = procedure(function* (s, i: Iocb, ret: Ret) {
  if (ret !== "-EIOCBQUEUED" && (ret !== "-EIOCBRETRY" || PATCH === "pgbusy")) {
    assert(!s.iocb[i].waiting, "aio_run_iocb: BUG_ON(!list_empty(&iocb->ki_wait.task_list))");
    s = yield* aioComplete(s, i, ret === "bytes written");
  }
  const again: boolean = (PATCH === "pgbusy" && RUN_LIST === "always") || ret === "-EIOCBRETRY";
  return again;
});

/** A process submits the request. @source fs/aio.c io_submit_one */
export const ioSubmit = process(function* (s, self: Iocb) {
  let ret: Ret = "-EIOCBRETRY";
  let again: boolean = false;
  // Allocate the iocb with two references: one for io_submit, one for the completion.
  s = yield "aio_get_req";
  s.iocb[self].users = 2;
  // Take it off the run list, in the way that lets a kick only leave its flag.
  s = yield "aio_run_iocb";
  startRun(s, self);

  if (METHOD === "direct-write") {
    [s, ret] = yield* genericFileDirectWrite(s, self);
  } else {
    // Hand the request to the USB controller and ask for a retry later.
    s = yield "usb_ep_queue";
    s.dio[self].inFlight = true;
    s.iocb[self].waiting = METHOD === "wait-queue";
  }
  [s, again] = yield* finishRun(s, self, ret);
  if (again) {
    // The iocb may be queued from here on; queue it now if it was kicked already.
    s = yield "__queue_kicked_iocb";
    letGo(s, self);
  }
  // Drop the reference of io_submit.
  s = yield "aio_put_req";
  putReq(s, self);
});

/** The aio workqueue retries the iocbs on the run list (io_submit and io_getevents may do so too). @source fs/aio.c __aio_run_iocbs */
export const aioKickHandler = process(function* (s, self: Iocb) {
  let ret: Ret = "bytes written";
  let again: boolean = false;
  if (PATCH !== "pgbusy" && METHOD === "direct-write") return;
  while (true) {
    // Take the iocb from the run list with one more reference.
    s = yield "aio_kick_handler";
    when(s.iocb[self].runList === "queued");
    startRun(s, self);
    s.iocb[self].users++;
    if (s.iocb[self].retries < RETRIES) s.iocb[self].retries++;

    if (METHOD === "direct-write") {
      [s, ret] = yield* genericFileDirectWrite(s, self);
    } else {
      // The second call finds the data: copy it to user space.
      s = yield "ep_aio_read_retry";
      touch(s, self);
      ret = "bytes written";
    }
    [s, again] = yield* finishRun(s, self, ret);
    // Under one hold of ctx_lock: let the iocb be queued again, drop the extra reference.
    s = yield "__aio_put_req";
    if (again) letGo(s, self);
    putReq(s, self);
  }
}, { daemon: true });

/** The disk (or the USB controller) and its interrupt. @source fs/direct-io.c dio_bio_end_aio */
export const device = process(function* (s, self: Iocb) {
  while (true) {
    // The transfer is done.
    s = yield "bio_endio";
    when(s.dio[self].inFlight);
    when(DISK !== "slow" || (ioSubmit.done(s, self) && (aioKickHandler.done(s, self) || aioKickHandler.at(s, self, "aio_kick_handler"))));
    s.dio[self].inFlight = false;
    if (METHOD === "direct-write") {
      s.disk[self] = "new";
      // Drop the bio's reference of the dio: is the submitter done with it?
      s = yield "dio_bio_end_aio";
      s.dio[self].refs--;
      if (s.dio[self].refs === 0) {
        let ok: boolean = !s.dio[self].error;
        s.dio[self].error = false;
        // An interrupt cannot sleep on a page lock: these steps are in a workqueue.
        if (PATCH === "after-io") [s, ok] = yield* invalidatePages(s, self);
        s = yield* aioComplete(s, self, ok);
      }
    } else {
      s.iocb[self].waiting = false;
      // The data is there: have the method called again.
      s = yield "kick_iocb";
      kickIocb(s, self);
    }
  }
}, { daemon: true });

/** kjournald holds the buffers of the page while their transaction commits. @source fs/jbd/commit.c journal_commit_transaction */
export const kjournald = process(function* (s, self: Iocb) {
  let holds: Int<0, typeof HOLDS> = 0;
  if (KJOURNALD === "absent" || KJOURNALD === "stuck") return;
  while (KJOURNALD === "restless" || holds < HOLDS) {
    if (EXT3_HANDLE) {
      // Lock the transaction: no new handle may join it.
      s = yield "journal_commit_transaction";
      s.journal[self].locked = true;
    }
    // Take references on the buffers to write them out, once no handle of the transaction is open.
    s = yield "journal_submit_data_buffers";
    when(s.journal[self].handles === 0);
    s.journal[self].locked = false;
    if (s.page[self].content === "old" || s.page[self].content === "new") s.page[self].held = true;
    // The transaction is on the disk: let the buffers go.
    s = yield "__journal_unfile_buffer";
    s.page[self].held = false;
    if (KJOURNALD === "passing") holds++;
  }
}, { daemon: true });

/** A buffered read, or readahead, of the page. @source mm/readahead.c read_pages */
export const reader = process(function* (s, self: Iocb) {
  if (!READER) return;
  while (true) {
    // The page is absent: add a new one, locked until it is read.
    s = yield "add_to_page_cache";
    when(s.page[self].content === "absent" && !s.page[self].locked);
    s.page[self].content = "reading";
    s.page[self].locked = true;
    // The disk delivers what it has.
    s = yield "mpage_readpage";
    s.page[self].content = s.disk[self];
    // The page is up to date.
    s = yield "unlock_page";
    s.page[self].locked = false;
  }
}, { daemon: true });

/** pdflush writes the page back; only its locks are modelled, not its data. @source fs/ext3/inode.c ext3_ordered_writepage */
export const pdflush = process(function* (s, self: Iocb) {
  if (!PDFLUSH) return;
  while (true) {
    // The page lock comes first.
    s = yield "lock_page";
    when(s.page[self].content !== "absent" && !s.page[self].locked);
    s.page[self].locked = true;
    // The journal handle second.
    s = yield "ext3_journal_start";
    when(!s.journal[self].locked);
    s.journal[self].handles++;
    // Close the handle.
    s = yield "ext3_journal_stop";
    s.journal[self].handles--;
    // Give the page lock back.
    s = yield "unlock_page";
    s.page[self].locked = false;
  }
}, { daemon: true });

/** Nobody will do anything about this request any more. */
function atRest(s: State, i: Iocb): boolean {
  return ioSubmit.done(s, i) && device.at(s, i, "bio_endio") && !s.dio[i].inFlight
    && (aioKickHandler.done(s, i) || aioKickHandler.at(s, i, "aio_kick_handler")) && s.iocb[i].runList !== "queued";
}

/** E2: user space never finds two events for one request. */
export const atMostOneEvent = invariant((s) => every((i: Iocb) => s.events[i] <= 1));

/** E4: a request about which nobody will do anything any more has its event. */
export const eventDelivered = invariant((s) => every((i: Iocb) => !atRest(s, i) || s.events[i] > 0));

/** E1: an iocb that has its event is freed in the end. */
export const iocbFreed = invariant((s) => every((i: Iocb) => !(atRest(s, i) && s.events[i] > 0) || s.iocb[i].freed));

/** E3: after an event that says success the page cache does not keep what was there before the write. */
export const cacheFresh = invariant((s) => every((i: Iocb) =>
  !(s.success[i] && s.disk[i] === "new" && s.page[i].content === "old" && (FRESH_AT === "event" || atRest(s, i)))));

/** E4: the request can get its event at all. */
export const completes = reachable((s) => some((i: Iocb) => s.events[i] > 0));

/** E4, as far as one state can show it: a request has its event before its write is done RETRIES times over. Nothing is asked where RETRIES is 0. */
export const retriesEnd = invariant((s) => RETRIES === 0 || every((i: Iocb) => s.iocb[i].retries < RETRIES || s.events[i] > 0));

// ---- As reported

const REPORTED = { PATCH: "none", KJOURNALD: "passing" };

/**
 * As reported, with every check. The nearest failure is not the BUG but the second event: user space is told -EIO and success for one write, in either order,
 * and one step later the reference that does not exist is dropped. In the trace, watch `ret`: it becomes "-EIO" where the page lock is given back.
 */
export const asReported = model({ ...REPORTED }, { expect: violates(atMostOneEvent) });

/** E2 alone. */
export const asReportedEvents = model({ ...REPORTED }, { check: [atMostOneEvent], expect: violates(atMostOneEvent) });

/** E1 as told: kernel BUG at fs/aio.c:509, the third drop of two references. It is one step behind the second event. */
export const asReportedReferences = model({ ...REPORTED }, { check: ["BUG_ON(req->ki_users < 0)"], expect: violates("BUG_ON(req->ki_users < 0)") });

/** E1, the other half: the same step works on an iocb that is freed. A kernel without slab debugging does not see that and runs on into the BUG_ON. */
export const asReportedUseAfterFree = model({ ...REPORTED }, { check: ["use after free of the iocb"], expect: violates("use after free of the iocb") });

/**
 * It takes no close race: a disk that answers long after io_submit has returned is enough. Then io_submit has completed and freed the iocb, and the interrupt
 * works on freed memory before it can deliver the second event.
 */
export const asReportedSlowDisk = model({ ...REPORTED, DISK: "slow" }, { expect: violates("use after free of the iocb") });

/**
 * Ask: when is there no failure? When the bio is done before direct_io_worker drops its reference of the dio. Then direct_IO returns the number of bytes, nothing is
 * queued any more, and -EIO replaces a result that io_submit had to deliver anyway. All of E1 to E4 hold, so a fast disk hides the bug.
 */
export const asReportedFastDisk = model({ ...REPORTED, DISK: "fast" });

// ---- Invalidation never fails

/** Ask: with nobody who holds buffers 2.6.20 keeps E1, E2 and E4, and E3 when the request is at rest. */
export const invalidationNeverFails = model({ PATCH: "none", KJOURNALD: "absent" });

/**
 * But E3 does not hold from the event on. The bio can complete the request before generic_file_direct_IO has come to the invalidation: for a while
 * user space has its success and a buffered read still gets the old page.
 */
export const invalidationNeverFailsAtTheEvent = model({ PATCH: "none", FRESH_AT: "event" }, { expect: violates(cacheFresh) });

/**
 * And not even at rest if somebody reads the file meanwhile. The invalidation runs when the bios are queued, not when they are done; a page that is read
 * in between comes from the old disk and nobody throws it out again. So the page cache can stay stale although no invalidation ever failed.
 */
export const invalidationNeverFailsReader = model({ PATCH: "none", READER: true }, { expect: violates(cacheFresh) });

// ---- One of the two places fixed, and both

/** The invalidation error no longer replaces -EIOCBQUEUED and O_SYNC is off: E1, E2 and E4 hold. */
export const firstPlaceFixed = model({ PATCH: "keep-queued", KJOURNALD: "passing" },
  { check: ["BUG_ON(req->ki_users < 0)", "use after free of the iocb", atMostOneEvent, iocbFreed, eventDelivered, completes] });

/** Told ("one of the two places"): with O_SYNC a failing generic_osync_inode clobbers -EIOCBQUEUED in the same way, and fs/aio.c:509 is back. */
export const firstPlaceFixedOSync = model({ PATCH: "keep-queued", KJOURNALD: "passing", O_SYNC: true },
  { check: ["BUG_ON(req->ki_users < 0)"], expect: violates("BUG_ON(req->ki_users < 0)") });

/** O_SYNC alone is enough: without kjournald, and with every check, the second event is again the nearest failure. */
export const firstPlaceFixedOSyncEvents = model({ PATCH: "keep-queued", KJOURNALD: "absent", O_SYNC: true }, { expect: violates(atMostOneEvent) });

const DROPPED = { PATCH: "keep-queued", KJOURNALD: "passing", O_SYNC: true, OSYNC_ERROR: "dropped" };

/** Neither error replaces -EIOCBQUEUED: E1, E2 and E4 hold, the oops is gone. */
export const bothDropped = model({ ...DROPPED },
  { check: ["BUG_ON(req->ki_users < 0)", "use after free of the iocb", atMostOneEvent, iocbFreed, eventDelivered, completes] });

/**
 * Ask, E3: the price of dropping both errors. The invalidation fails, the error is forgotten, the interrupt says success, and the old page stays. That is what the
 * -EIO was there to tell, so dropping the error cures the oops by silence.
 */
export const bothDroppedStale = model({ ...DROPPED }, { expect: violates(cacheFresh) });

// ---- Leonid's patch: PgBusy and a retry

const PG_BUSY = { PATCH: "pgbusy", KJOURNALD: "passing", HOLDS: 2 };

/**
 * Does it stop the oops? Yes: with invalidations that fail for a bounded number of times E1 and E2 hold, and every request that comes to rest has its event.
 * PgBusy takes the place of the clobbered -EIOCBQUEUED, so there is one completion again.
 */
export const pgBusy = model({ ...PG_BUSY },
  { check: ["BUG_ON(req->ki_users < 0)", "use after free of the iocb", atMostOneEvent, iocbFreed, eventDelivered, completes] });

/**
 * E3 breaks all the same. PgBusy is set after the bio was queued, and nothing orders it against the completion: an interrupt that comes
 * first tests the flag, finds it clear and reports success. The flag is then set on a request that is over, there is no retry, and the old page stays.
 */
export const pgBusyStale = model({ ...PG_BUSY }, { expect: violates(cacheFresh) });

/**
 * E4 with failures that are bounded in number: the write is done at most once more for each of them, and the request gets its event. (E3 is left out, see pgBusyStale.)
 */
export const pgBusyBounded = model({ PATCH: "pgbusy", FAILURES: 2, RETRIES: 3 },
  { check: ["BUG_ON(req->ki_users < 0)", "use after free of the iocb", atMostOneEvent, iocbFreed, eventDelivered, completes, retriesEnd] });

/**
 * It depends on what is bounded. Two *holds* of kjournald, as above in pgBusy, do not bound the retries: during one hold the write can be done over and over, three times here.
 * Then E4 rests on the assumption that kjournald gets to run in the meantime.
 */
export const pgBusyLongHold = model({ ...PG_BUSY, RETRIES: 3 }, { check: [retriesEnd], expect: violates(retriesEnd) });

/** The same on a disk that answers only after io_submit has returned: everything holds. So the patch depends on a disk that is slower than the invalidation. */
export const pgBusySlowDisk = model({ ...PG_BUSY, DISK: "slow" });

/** The patch leaves the second clobbering place alone: with O_SYNC and a failing generic_osync_inode fs/aio.c:509 is back. */
export const pgBusyOSync = model({ ...PG_BUSY, O_SYNC: true }, { check: ["BUG_ON(req->ki_users < 0)"], expect: violates("BUG_ON(req->ki_users < 0)") });

/**
 * Zach: the patch "makes the incorrect assertion that *any* failure […] is transitory". If the failure is permanent, and the flag is set before each bio is done,
 * no state with an event is reachable: the write is done again and again and user space waits for ever (E4). Compare mergedPermanent, which reports -EIO.
 */
export const pgBusyPermanent = model({ ...PG_BUSY, KJOURNALD: "stuck", DISK: "slow" }, { expect: unreachable(completes) });

/** With a permanent failure and a disk of any speed an event is possible. */
export const pgBusyPermanentAnyDisk = model({ ...PG_BUSY, KJOURNALD: "stuck" },
  { check: ["BUG_ON(req->ki_users < 0)", "use after free of the iocb", atMostOneEvent, iocbFreed, eventDelivered, completes] });

/** But only an event that breaks E3: the request ends when a bio is faster than the flag, with a success while the old page stays. */
export const pgBusyPermanentStale = model({ ...PG_BUSY, KJOURNALD: "stuck" }, { expect: violates(cacheFresh) });

/**
 * Failures that pass but come back without bound: the write is done three times more without an event, and as nothing else in the model counts the retries, any number
 * of times (E4). An event is reachable all the while (`completes` holds), but nothing forces it.
 */
export const pgBusyUnbounded = model({ ...PG_BUSY, KJOURNALD: "restless", DISK: "slow", RETRIES: 3 }, { expect: violates(retriesEnd) });

/**
 * A modelling choice: the requeueing end of aio_run_iocb as in 2.6.20, for -EIOCBRETRY only. Then the run list entry stays NULL after -EIOCBQUEUED,
 * kick_iocb believes that the iocb is still on the list, and the retry never starts: the request comes to rest without an event (E4). The patch must have changed this place too.
 * (E3 is not looked at here: it breaks as in pgBusyStale, in no more steps.)
 */
export const pgBusyRunListKept = model({ ...PG_BUSY, RUN_LIST: "on-EIOCBRETRY" },
  { check: ["BUG_ON(req->ki_users < 0)", "use after free of the iocb", atMostOneEvent, iocbFreed, eventDelivered, completes], expect: violates(eventDelivered) });

/** The patch says that nothing returns -EIOCBRETRY. gadgetfs does, in the same tree. Unpatched its asynchronous read keeps E1, E2 and E4. */
export const gadgetfs = model({ PATCH: "none", METHOD: "gadgetfs-read" });

/**
 * Beside the patch it does not: aio_run_iocb takes -EIOCBRETRY for a result, reports it to user space and lets the iocb be freed; when the data arrives, kick_iocb
 * works on a freed iocb. So the patch moves the use after free from ext3 to the users of -EIOCBRETRY ("gratuitously cruel").
 */
export const pgBusyGadgetfs = model({ PATCH: "pgbusy", METHOD: "gadgetfs-read" }, { expect: violates("use after free of the iocb") });

/** E2 alone for gadgetfs beside the patch: the retry that was asked for delivers a second event. */
export const pgBusyGadgetfsEvents = model({ PATCH: "pgbusy", METHOD: "gadgetfs-read" }, { check: [atMostOneEvent], expect: violates(atMostOneEvent) });

/** And fs/aio.c:509 alone: it is reached here too. */
export const pgBusyGadgetfsReferences = model({ PATCH: "pgbusy", METHOD: "gadgetfs-read" },
  { check: ["BUG_ON(req->ki_users < 0)"], expect: violates("BUG_ON(req->ki_users < 0)") });

/** An out-of-tree method that sleeps on iocb->ki_wait and returns -EIOCBRETRY, unpatched: all holds. */
export const waitQueueUser = model({ PATCH: "none", METHOD: "wait-queue" });

/** The same beside the patch hits a BUG_ON in its first call, without any race: it is completed while ki_wait is on a queue. */
export const pgBusyWaitQueueUser = model({ PATCH: "pgbusy", METHOD: "wait-queue" },
  { expect: violates("aio_run_iocb: BUG_ON(!list_empty(&iocb->ki_wait.task_list))") });

// ---- What was merged: invalidate before, ignore the failure after

const MERGED = { PATCH: "merged", KJOURNALD: "passing", HOLDS: 2 };

/** Invalidate before the write, with kjournald at work and nobody else who brings the page in: E1 to E4 hold. A failure comes before anything is queued and is returned as -EIO. */
export const merged = model({ ...MERGED });

/** With a failure that never passes: one -EIO, E1 to E4 hold. This is what the retry cannot do. The price: the write is refused before it is tried, also where the failure would have passed. */
export const mergedPermanent = model({ ...MERGED, KJOURNALD: "stuck" });

/** E3 from the event on holds too, where 2.6.20 breaks it (invalidationNeverFailsAtTheEvent): the page is gone before the bio is queued. */
export const mergedAtTheEvent = model({ ...MERGED, FRESH_AT: "event" });

/** With readers and kjournald at once E1, E2 and E4 hold. */
export const mergedReader = model({ ...MERGED, READER: true },
  { check: ["BUG_ON(req->ki_users < 0)", "use after free of the iocb", atMostOneEvent, iocbFreed, eventDelivered, completes] });

/**
 * What does it give up? E3 beside a buffered reader, even if no invalidation ever fails. Both invalidations can be over before the bio is done, and a page that is read after them
 * comes from the old disk. 2.6.20 had the same gap (see invalidationNeverFailsReader), so this is a gap that was kept and not one that was opened.
 */
export const mergedReaderStale = model({ PATCH: "merged", READER: true }, { expect: violates(cacheFresh) });

/** On a disk that is done before direct_io_worker looks, which is how a synchronous write sees it, the second invalidation runs after the data: E1 to E4 hold with readers and kjournald. */
export const mergedReaderFastDisk = model({ ...MERGED, READER: true, DISK: "fast" });

/** A modelling choice: if "ignore" means always, and not only for -EIOCBQUEUED, E1 to E4 still hold with kjournald alone. */
export const ignoreAfter = model({ ...MERGED, PATCH: "ignore-after" });

/** But then the last case with readers that was safe is not: kjournald holds a page that was read before the data was on the disk, and the write reports success. */
export const ignoreAfterReaderFastDisk = model({ ...MERGED, PATCH: "ignore-after", READER: true, DISK: "fast" }, { expect: violates(cacheFresh) });

/** The case its comment calls crazy: the source of the write is an mmap of the page that is written. The second invalidation removes the page that get_user_pages brought in; E3 holds at rest. */
export const mergedSourceMapped = model({ PATCH: "merged", SOURCE_MAPPED: true });

/** The compromise its comment admits: the second invalidation fails, the error is ignored for -EIOCBQUEUED, and the old page stays behind a success. */
export const mergedSourceMappedBusy = model({ ...MERGED, SOURCE_MAPPED: true }, { expect: violates(cacheFresh) });

/** 2.6.21 as it was released, beside kjournald: E1 to E4 hold as long as nobody brings the page in again. */
export const merged2621 = model({ ...MERGED, PATCH: "merged-2.6.21" });

/**
 * The released code does less than its comment. `if (retval) goto out;` after direct_IO leaves out the second invalidation whenever something was written or queued, so
 * the page that get_user_pages brought in stays although no invalidation fails.
 */
export const merged2621SourceMapped = model({ PATCH: "merged-2.6.21", SOURCE_MAPPED: true }, { expect: violates(cacheFresh) });

/** And a plain reader or readahead suffices even where the data is on the disk before direct_IO returns, as for a synchronous write. Compare mergedReaderFastDisk. */
export const merged2621ReaderFastDisk = model({ PATCH: "merged-2.6.21", READER: true, DISK: "fast" }, { expect: violates(cacheFresh) });

/** The second clobbering place is as it was: with O_SYNC and a failing generic_osync_inode what was merged still reaches fs/aio.c:509. */
export const mergedOSync = model({ ...MERGED, O_SYNC: true }, { check: ["BUG_ON(req->ki_users < 0)"], expect: violates("BUG_ON(req->ki_users < 0)") });

// ---- Invalidate inside fs/direct-io.c before -EIOCBQUEUED is returned

const INSIDE = { PATCH: "inside-dio", KJOURNALD: "passing", HOLDS: 2 };

/**
 * What Zach had hoped for, locks left aside: E1 to E4 hold. The submitter still has its reference of the dio, so whoever completes
 * later sees the error and reports -EIO once.
 */
export const insideDirectIO = model({ ...INSIDE });

/** E3 from the event on holds as well: the submitter's reference of the dio keeps the event back until the invalidation is over. */
export const insideDirectIOAtTheEvent = model({ ...INSIDE, FRESH_AT: "event" });

/** It is no better than the others beside a reader: it too invalidates before the data is on the disk. */
export const insideDirectIOReader = model({ PATCH: "inside-dio", READER: true }, { expect: violates(cacheFresh) });

/**
 * Told ("the ordering between the journal lock and the page lock backwards"): a deadlock of three. The direct write has a handle and waits for the page lock; pdflush has the page
 * lock and waits for a handle; kjournald lets no new handle in until the direct write's is closed.
 */
export const insideDirectIOLocks = model({ ...INSIDE, HOLDS: 1, EXT3_HANDLE: true, PDFLUSH: true }, { expect: deadlocks });

/** Without a commit the two orders do no harm: handles are shared, only a commit that waits for them makes the journal a lock. So a test without commits never hangs. */
export const insideDirectIONoCommit = model({ ...INSIDE, KJOURNALD: "absent", EXT3_HANDLE: true, PDFLUSH: true });

/** What was merged invalidates with no handle open, before and after ext3_direct_IO: no deadlock beside the same pdflush and kjournald, and E1 to E4 hold. */
export const mergedLocks = model({ ...MERGED, HOLDS: 1, EXT3_HANDLE: true, PDFLUSH: true });

// ---- An order that keeps all four

const AFTER = { PATCH: "after-io", KJOURNALD: "passing", READER: true, FRESH_AT: "event" };

/**
 * Is there an order that keeps E1 to E4 with readers, kjournald and E3 judged from the event on? Invalidate when the data is on the disk and before the event: in a workqueue if the
 * last bio completes the request, in generic_file_direct_IO otherwise. A failure becomes the result of the request.
 */
export const afterIO = model({ ...AFTER, HOLDS: 2 });

/** The same beside pdflush and a commit: no deadlock, since neither place has a handle open. */
export const afterIOLocks = model({ ...AFTER, HOLDS: 1, EXT3_HANDLE: true, PDFLUSH: true });

// ---- Several iocbs: a law for the checker

const INDEPENDENT = { PATCH: "merged", SOURCE_MAPPED: true };

/** What was merged, with one iocb: m = 40 states. Each iocb has a submitter, a device, a page and a journal of its own. */
export const oneIocb = model({ ...INDEPENDENT, IOCBS: 1 });

/** Two independent iocbs: m² = 1,600 states without symmetry, C(m+1, 2) = 820 orbits with it. */
export const twoIocbs = model({ ...INDEPENDENT, IOCBS: 2 });

/** Three independent iocbs: m³ = 64,000 states without symmetry, C(m+2, 3) = 11,480 orbits with it. */
export const threeIocbs = model({ ...INDEPENDENT, IOCBS: 3 });
