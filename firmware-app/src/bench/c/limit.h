// What the limit programs share: one clock, one way to fail, one line of result.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

__attribute__((noreturn, format(printf, 1, 2))) static inline void die(const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  vfprintf(stderr, format, rest);
  va_end(rest);
  fputc('\n', stderr);
  exit(1);
}

static inline long now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000L + now.tv_nsec;
}

// What this process sent towards the disk, page by page, as the kernel accounts it.
static inline long written_bytes(void) {
  char line[128];
  long bytes = -1;
  FILE *io = fopen("/proc/self/io", "r");
  if (!io) return -1;
  while (fgets(line, sizeof line, io)) sscanf(line, "write_bytes: %ld", &bytes);
  fclose(io);
  return bytes;
}

static inline int ascending(const void *a, const void *b) {
  const long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

static inline void print_quantiles(long *nanos, int count, long total, long extra) {
  qsort(nanos, count, sizeof *nanos, ascending);
  printf("%ld %ld %ld %ld\n", nanos[count / 2], nanos[count * 99L / 100], total, extra);
}

struct lines {
  int count;
  char **text;
  int *length;
};

static inline struct lines read_lines(const char *path) {
  struct lines lines = {0};
  int room = 0;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  FILE *file = fopen(path, "r");
  if (!file) die("cannot read %s", path);
  while ((length = getline(&line, &size, file)) > 0) {
    if (lines.count == room) {
      room = room ? room * 2 : 1024;
      lines.text = realloc(lines.text, room * sizeof *lines.text);
      lines.length = realloc(lines.length, room * sizeof *lines.length);
    }
    if (line[length - 1] == '\n') line[--length] = 0;
    lines.text[lines.count] = strdup(line);
    lines.length[lines.count++] = (int)length;
  }
  free(line);
  fclose(file);
  return lines;
}
