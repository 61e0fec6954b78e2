// The host of `scripts/bench drain`: hears every event and says when a live one came, by the clock the taps are timed with.
//
//   hear PORT FILTER
//
// Prints `ready` once it is subscribed, then `SEQ NANOSECONDS` for each event that is not replayed.
// link: -lmosquitto
#define _GNU_SOURCE
#include <mosquitto.h>
#include <mqtt_protocol.h>

#include "limit.h"

static const char *filter;

static void check(const char *what, int result) {
  if (result != MOSQ_ERR_SUCCESS) die("%s: %s", what, mosquitto_strerror(result));
}

static void on_connect(struct mosquitto *client, void *unused, int reason) {
  (void)unused;
  if (reason) die("connect: reason %d", reason);
  check("subscribe", mosquitto_subscribe(client, NULL, filter, 1));
}

static void on_subscribe(struct mosquitto *client, void *unused, int id, int count, const int *granted) {
  (void)client, (void)unused, (void)id;
  if (count != 1 || granted[0] != 1) die("not subscribed");
  puts("ready");
}

static void on_message(struct mosquitto *client, void *unused, const struct mosquitto_message *message) {
  (void)client, (void)unused;
  const char *text = message->payload;
  const size_t length = (size_t)message->payloadlen;
  if (!memmem(text, length, "\"replayed\":false", 16)) return;
  const char *seq = memmem(text, length, "\"seq\":", 6);
  if (!seq) die("an event without seq");
  printf("%ld %ld\n", strtol(seq + 6, NULL, 10), now_ns());
}

int main(int argc, char **argv) {
  if (argc != 3) die("usage: hear PORT FILTER");
  filter = argv[2];
  setvbuf(stdout, NULL, _IOLBF, 0);
  mosquitto_lib_init();
  struct mosquitto *client = mosquitto_new("host", true, NULL);
  if (!client) die("no client");
  check("version", mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5));
  check("no delay", mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1));
  mosquitto_connect_callback_set(client, on_connect);
  mosquitto_subscribe_callback_set(client, on_subscribe);
  mosquitto_message_callback_set(client, on_message);
  check("connect", mosquitto_connect(client, "127.0.0.1", atoi(argv[1]), 30));
  check("loop", mosquitto_loop_forever(client, 1000, 1));
  return 0;
}
