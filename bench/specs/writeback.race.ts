/**
 * Page writeback: writers, a flusher, a disk and a reclaimer over the same pages.
 *
 * Step for step the models of peers/spin/writeback.pml and peers/murphi/writeback.m: their counts are ours.
 */
import { constant, every, fill, type Id, type Index, pick, spec, when } from "racespec";

/** Pages. */
export const N = constant(2);
/** Writers. */
export const W = constant(2);
/** Versions of what stands in a page. */
export const M = constant(2);
type P = Index<typeof N>;
type Writer = Id<"Writer", typeof W>;
interface Page {
  locked: boolean;
  dirty: boolean;
  writeback: boolean;
  resident: boolean;
  memory: Index<typeof M>;
  flight: Index<typeof M>;
  disk: Index<typeof M>;
}
interface State {
  page: Record<P, Page>;
}
const { action, process, invariant, model } = spec<State>(() => ({
  page: fill({ locked: false, dirty: false, writeback: false, resident: false, memory: 0, flight: 0, disk: 0 }),
}));

export const writer = process(
  function* (s, _self: Writer) {
    while (true) {
      // locks some page
      s = yield "lock";
      const p = pick((q: P) => !s.page[q].locked);
      s.page[p].locked = true;
      // writes to it, reading it first where it is not in memory
      s = yield "write";
      const before = s.page[p].resident ? s.page[p].memory : s.page[p].disk;
      s.page[p].memory = (before + 1) % M;
      s.page[p].resident = true;
      s.page[p].dirty = true;
      s = yield "unlock";
      s.page[p].locked = false;
    }
  },
  { daemon: true },
);
export const flusher = process(
  function* (s) {
    let p: P = 0;
    while (true) {
      // passes over a clean page, locks a dirty one
      s = yield "scan";
      if (s.page[p].dirty) {
        when(!s.page[p].locked);
        s.page[p].locked = true;
        // hands the page to the disk when the last request for it has ended
        s = yield "submit";
        when(!s.page[p].writeback);
        s.page[p].dirty = false;
        s.page[p].writeback = true;
        s.page[p].flight = s.page[p].memory;
        s = yield "release";
        s.page[p].locked = false;
      }
      p = (p + 1) % N;
    }
  },
  { daemon: true },
);
/** The disk finishes a request. */
export const finish = action((s, p: P) => {
  when(s.page[p].writeback);
  s.page[p].disk = s.page[p].flight;
  s.page[p].flight = 0;
  s.page[p].writeback = false;
});
export const reclaimer = process(
  function* (s) {
    while (true) {
      // locks some page
      s = yield "choose";
      const p = pick((q: P) => !s.page[q].locked);
      s.page[p].locked = true;
      // throws the page out if it is clean
      s = yield "evict";
      if (s.page[p].resident && !s.page[p].dirty && !s.page[p].writeback) {
        s.page[p].resident = false;
        s.page[p].memory = 0;
      }
      s = yield "leave";
      s.page[p].locked = false;
    }
  },
  { daemon: true },
);
/** A clean page in memory holds what the disk holds. */
export const cleanIsSame = invariant((s) =>
  every((p: P) => {
    const { resident, dirty, writeback, memory, disk } = s.page[p];
    return !resident || dirty || writeback || memory === disk;
  }),
);
/** One model for every size: the bench sets the constants. */
export const bench = model({}, { deadlock: "ignore" });
