// What the machine makes of work in memory: COUNT times as many reads in MEGABYTES of it, each of a place that the one before
// tells, as take NANOS in the middle of them.
//
//   read NANOS COUNT MEGABYTES
//
// Prints: p50_ns p99_ns total_ns and the reads each time.
#include <stdint.h>

#include "limit.h"

static uint64_t *memory;
static size_t words;
static uint64_t place = 1;

static long taken_ns(long reads) {
  const long start = now_ns();
  for (long i = 0; i < reads; i++) {
    place = (place ^ memory[(place >> 32) % words]) * 6364136223846793005u + 1442695040888963407u;
  }
  return now_ns() - start;
}

int main(int argc, char **argv) {
  if (argc != 4) die("usage: read NANOS COUNT MEGABYTES");
  const long length = atol(argv[1]);
  const int count = atoi(argv[2]);
  words = (size_t)atol(argv[3]) * 1024 * 1024 / sizeof *memory;
  memory = malloc(words * sizeof *memory);
  long *nanos = calloc(count, sizeof *nanos);
  if (!memory || !nanos) die("no memory");
  for (size_t i = 0; i < words; i++) memory[i] = i;

  long reads = 100;
  for (int i = 0; i < count; i++) nanos[i] = taken_ns(reads);
  qsort(nanos, count, sizeof *nanos, ascending);
  reads = reads * length / nanos[count / 2];

  long total = 0;
  for (int i = 0; i < count; i++) total += nanos[i] = taken_ns(reads);
  if (!place) puts(""); // or the compiler leaves the reads out
  print_quantiles(nanos, count, total, reads);
  return 0;
}
