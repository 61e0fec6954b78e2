// What the machine itself takes of a stretch of time: COUNT loops that look at the clock until NANOS are over. What is longer
// was interrupted: the kernel's tick, another process, the hypervisor.
//
//   spin NANOS COUNT
//
// Prints: p50_ns p99_ns total_ns 0.
#include "limit.h"

int main(int argc, char **argv) {
  if (argc != 3) die("usage: spin NANOS COUNT");
  const long length = atol(argv[1]);
  const int count = atoi(argv[2]);
  long *nanos = calloc(count, sizeof *nanos);
  long total = 0;
  for (int i = 0; i < count; i++) {
    const long start = now_ns();
    long now;
    do now = now_ns();
    while (now - start < length);
    nanos[i] = now - start;
    total += nanos[i];
  }
  print_quantiles(nanos, count, total, 0);
  return 0;
}
