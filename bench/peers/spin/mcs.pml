/* The queue lock of Mellor-Crummey and Scott, N threads. Control location = pc; every step one d_step.
   Threads are written as id + 1, so that 0 is nobody. */
#ifndef N
#define N 3
#endif
byte next[N];
bool locked[N];
byte tail;
byte ncs;                /* ghost: threads from cs to wake */
active [N] proctype P() {
  byte pred;
init0:
  if :: d_step { true -> next[_pid] = 0; locked[_pid] = true } fi;
  if
  :: d_step { tail != 0 -> pred = tail; tail = _pid + 1 }
  :: d_step { tail == 0 -> tail = _pid + 1; ncs++; assert(ncs == 1) }; goto cs
  fi;
  d_step { next[pred - 1] = _pid + 1; pred = 0 };
  if :: d_step { !locked[_pid] -> ncs++; assert(ncs == 1) } fi;
cs:
  if
  :: d_step { next[_pid] == 0 -> skip }
  :: d_step { next[_pid] != 0 -> skip }; goto wake
  fi;
  if
  :: d_step { tail == _pid + 1 -> tail = 0; ncs-- }; goto init0
  :: d_step { tail != _pid + 1 -> skip }
  fi;
  if :: d_step { next[_pid] != 0 -> skip } fi;
wake:
  if :: d_step { next[_pid] != 0 -> locked[next[_pid] - 1] = false; ncs-- } fi; goto init0
}
