// The limit of `scripts/bench journal`: the same rows, made durable by the same SQLite settings, as fast as C does it.
//
//   journal DATABASE ROWS BATCH PAUSE_US    ROWS: a file with one event a line; BATCH rows a transaction, and a pause before
//                                           each, because a machine that was idle is slower to begin with
//
// Prints: p50_ns p99_ns total_ns written_bytes, of the transactions after the warm-up.
// link: -lsqlite3
#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "limit.h"

enum { WARM_UP = 20 };

static sqlite3 *db;

static void run(const char *sql) {
  char *why = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) die("%s: %s", sql, why);
}

static void step(sqlite3_stmt *statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) die("step: %s", sqlite3_errmsg(db));
  sqlite3_reset(statement);
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) die("%s: %s", sql, sqlite3_errmsg(db));
  return statement;
}

int main(int argc, char **argv) {
  if (argc != 5) die("usage: journal DATABASE ROWS BATCH PAUSE_US");
  const int batch = atoi(argv[3]);
  const useconds_t pause_us = (useconds_t)atoi(argv[4]);
  struct lines rows = read_lines(argv[2]);
  if (sqlite3_open(argv[1], &db) != SQLITE_OK) die("open: %s", sqlite3_errmsg(db));
  run("PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
      "PRAGMA cache_size=-4096; PRAGMA mmap_size=0; PRAGMA journal_size_limit=4194304; PRAGMA wal_autocheckpoint=1000;"
      "CREATE TABLE IF NOT EXISTS record(pos INTEGER PRIMARY KEY, event TEXT NOT NULL)");
  sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE");
  sqlite3_stmt *insert = prepare("INSERT INTO record(pos, event) VALUES(?, ?)");
  sqlite3_stmt *commit = prepare("COMMIT");

  const int transactions = rows.count / batch;
  long *nanos = calloc(transactions, sizeof *nanos);
  long total = 0, before = 0;
  for (int t = 0; t < transactions; t++) {
    if (t == WARM_UP) before = written_bytes();
    if (pause_us) usleep(pause_us);
    const long start = now_ns();
    step(begin);
    for (int i = t * batch; i < (t + 1) * batch; i++) {
      sqlite3_bind_int64(insert, 1, (1LL << 40) + i + 1);
      sqlite3_bind_text(insert, 2, rows.text[i], rows.length[i], SQLITE_STATIC);
      step(insert);
    }
    step(commit);
    nanos[t] = now_ns() - start;
    if (t >= WARM_UP) total += nanos[t];
  }
  const long written = written_bytes() - before;
  print_quantiles(nanos + WARM_UP, transactions - WARM_UP, total, written);
  return 0;
}
