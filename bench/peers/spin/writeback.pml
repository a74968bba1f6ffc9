/* Page writeback: W writers, a flusher, a disk and a reclaimer over N pages; M versions of a page's content.
   Control location = pc; every step one d_step. */
#ifndef N
#define N 2
#endif
#ifndef W
#define W 2
#endif
#ifndef M
#define M 2
#endif
bool locked[N], dirty[N], writeback[N], resident[N];
byte memory[N], flight[N], disk[N];
#define same(p) assert(!resident[p] || dirty[p] || writeback[p] || memory[p] == disk[p])
#define lock(p) d_step { !locked[p] -> locked[p] = true; page = p }
#define finish(p) d_step { writeback[p] -> disk[p] = flight[p]; flight[p] = 0; writeback[p] = false; same(p) }
active [W] proctype Writer() {
  byte page;
pick0:
  if
  :: lock(0)
  :: lock(1)
#if N > 2
  :: lock(2)
#endif
#if N > 3
  :: lock(3)
#endif
  fi;
  d_step { memory[page] = ((resident[page] -> memory[page] : disk[page]) + 1) % M; resident[page] = true; dirty[page] = true; same(page) };
  d_step { locked[page] = false; page = 0 }; goto pick0
}
active proctype Flusher() {
  byte page;
scan:
  if
  :: d_step { !dirty[page] -> page = (page + 1) % N }; goto scan
  :: d_step { dirty[page] && !locked[page] -> locked[page] = true }
  fi;
  if :: d_step { !writeback[page] -> dirty[page] = false; writeback[page] = true; flight[page] = memory[page]; same(page) } fi;
  d_step { locked[page] = false; page = (page + 1) % N }; goto scan
}
active proctype Disk() {
  do
  :: finish(0)
  :: finish(1)
#if N > 2
  :: finish(2)
#endif
#if N > 3
  :: finish(3)
#endif
  od
}
active proctype Reclaimer() {
  byte page;
pick1:
  if
  :: lock(0)
  :: lock(1)
#if N > 2
  :: lock(2)
#endif
#if N > 3
  :: lock(3)
#endif
  fi;
  if
  :: d_step { resident[page] && !dirty[page] && !writeback[page] -> resident[page] = false; memory[page] = 0 }
  :: d_step { !resident[page] || dirty[page] || writeback[page] -> skip }
  fi;
  d_step { locked[page] = false; page = 0 }; goto pick1
}
