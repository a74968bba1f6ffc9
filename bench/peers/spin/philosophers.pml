/* A ring of philosophers, the last of whom takes his forks the other way round. Every step one d_step. */
#ifndef N
#define N 4
#endif
#define first  (_pid == N-1 -> 0 : _pid)
#define second (_pid == N-1 -> N-1 : _pid + 1)
#define left   ((_pid + 1) % N)
#define right  ((_pid + N - 1) % N)
bool fork[N];
bool eats[N];            /* ghost: a function of the control locations */
active [N] proctype P() {
think:
  if :: d_step { true -> skip } fi;
  if :: d_step { !fork[first] -> fork[first] = true } fi;
  if :: d_step { !fork[second] -> fork[second] = true; eats[_pid] = true; assert(!eats[left] && !eats[right]) } fi;
  d_step { fork[second] = false; eats[_pid] = false };
  d_step { fork[first] = false }; goto think
}
