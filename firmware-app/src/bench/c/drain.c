// The limit of `scripts/bench drain`: the same messages, QoS 1, to the same broker, as fast as libmosquitto sends them.
//
//   drain PORT MESSAGES WINDOW    MESSAGES: a file with one `TOPIC<tab>PAYLOAD` a line; WINDOW of them unanswered at most
//
// Prints: 0 0 total_ns count, from the CONNACK to the last PUBACK.
// link: -lmosquitto
#include <mosquitto.h>
#include <mqtt_protocol.h>

#include "limit.h"

static int answered;
static long start; // when connected

static void on_connect(struct mosquitto *client, void *unused, int reason) {
  (void)client, (void)unused;
  if (reason) die("connect: reason %d", reason);
  start = now_ns();
}

static void on_publish(struct mosquitto *client, void *unused, int id, int reason, const mosquitto_property *properties) {
  (void)client, (void)unused, (void)properties;
  if (reason >= 0x80) die("publish %d: reason 0x%x", id, reason);
  answered++;
}

static void check(const char *what, int result) {
  if (result != MOSQ_ERR_SUCCESS) die("%s: %s", what, mosquitto_strerror(result));
}

int main(int argc, char **argv) {
  if (argc != 4) die("usage: drain PORT MESSAGES WINDOW");
  const int window = atoi(argv[3]);
  struct lines messages = read_lines(argv[2]);
  for (int i = 0; i < messages.count; i++) {
    char *tab = strchr(messages.text[i], '\t');
    if (!tab) die("line %d has no tab", i + 1);
    *tab = 0; // the topic ends here, and the payload begins
  }
  mosquitto_lib_init();
  struct mosquitto *client = mosquitto_new("oc-limit", true, NULL);
  if (!client) die("no client");
  check("version", mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5));
  check("no delay", mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1));
  check("window", mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, window));
  mosquitto_connect_callback_set(client, on_connect);
  mosquitto_publish_v5_callback_set(client, on_publish);

  check("connect", mosquitto_connect(client, "127.0.0.1", atoi(argv[1]), 30));
  int sent = 0;
  while (answered < messages.count) {
    while (start && sent < messages.count && sent - answered < window) {
      const char *topic = messages.text[sent];
      const int skipped = (int)strlen(topic) + 1;
      const char *payload = topic + skipped;
      check("publish", mosquitto_publish(client, NULL, topic, messages.length[sent] - skipped, payload, 1, false));
      sent++;
    }
    check("loop", mosquitto_loop(client, 1000, 1));
  }
  printf("0 0 %ld %d\n", now_ns() - start, answered);
  mosquitto_disconnect(client);
  return 0;
}
