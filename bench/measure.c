/* Runs a command and writes what it cost to a file: wall seconds, CPU seconds (its children included), peak resident KiB,
   exit code. In: FILE COMMAND ARGUMENTS. Node cannot ask for the resources of its children, and polling misses peaks. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t) { return t.tv_sec + t.tv_usec / 1e6; }

int main(int argc, char **argv) {
  struct timespec start, end;
  struct rusage used;
  int status;
  FILE *out;
  if (argc < 3) return 64;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child < 0) return 71;
  if (child == 0) {
    execvp(argv[2], argv + 2);
    perror(argv[2]);
    _exit(127);
  }
  if (wait4(child, &status, 0, &used) < 0) return 71;
  clock_gettime(CLOCK_MONOTONIC, &end);
  out = fopen(argv[1], "w");
  if (out == NULL) return 74;
  fprintf(out, "%.4f %.4f %ld %d\n", end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9,
          seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss,
          WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return fclose(out) == 0 ? 0 : 74;
}
