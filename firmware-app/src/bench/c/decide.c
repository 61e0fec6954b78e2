// The limit of `scripts/bench decide`: the same look-up in the same registry, as fast as C does it: read the token's bucket,
// and find the token in it.
//
//   decide REGISTRY TOKENS LIST BITS    TOKENS: 16-byte tokens, one after the other
//
// Prints: p50_ns p99_ns total_ns found.
// link: -lsqlite3
#include <endian.h>
#include <sqlite3.h>
#include <stdint.h>

#include "limit.h"

enum { ENTRY_BYTES = 36, LIST_SHIFT = 26 };

static int find(const unsigned char *bucket, int bytes, const unsigned char *token) {
  int low = 0, high = bytes / ENTRY_BYTES;
  while (low < high) {
    const int middle = (low + high) / 2;
    const int order = memcmp(bucket + middle * ENTRY_BYTES, token, 16);
    if (order == 0) return 1;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 5) die("usage: decide REGISTRY TOKENS LIST BITS");
  const int64_t list = atoll(argv[3]);
  const int bits = atoi(argv[4]);
  FILE *file = fopen(argv[2], "rb");
  if (!file) die("cannot read %s", argv[2]);
  fseek(file, 0, SEEK_END);
  const int count = (int)(ftell(file) / 16);
  rewind(file);
  unsigned char *tokens = malloc(16L * count);
  if (fread(tokens, 16, count, file) != (size_t)count) die("short read");
  fclose(file);

  sqlite3 *db;
  sqlite3_stmt *bucket;
  if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) die("open: %s", sqlite3_errmsg(db));
  sqlite3_exec(db, "PRAGMA cache_size=-4096; PRAGMA mmap_size=0", NULL, NULL, NULL);
  if (sqlite3_prepare_v2(db, "SELECT entries FROM bucket WHERE id = ?", -1, &bucket, NULL) != SQLITE_OK)
    die("prepare: %s", sqlite3_errmsg(db));

  long *nanos = calloc(count, sizeof *nanos);
  long total = 0, found = 0;
  for (int pass = 0; pass < 2; pass++) { // the first warms the caches
    total = found = 0;
    for (int i = 0; i < count; i++) {
      const long start = now_ns();
      uint64_t head;
      memcpy(&head, tokens + 16L * i, sizeof head);
      sqlite3_bind_int64(bucket, 1, list << LIST_SHIFT | (int64_t)(be64toh(head) >> (64 - bits)));
      if (sqlite3_step(bucket) == SQLITE_ROW)
        found += find(sqlite3_column_blob(bucket, 0), sqlite3_column_bytes(bucket, 0), tokens + 16L * i);
      sqlite3_reset(bucket);
      nanos[i] = now_ns() - start;
      total += nanos[i];
    }
  }
  print_quantiles(nanos, count, total, found);
  return 0;
}
