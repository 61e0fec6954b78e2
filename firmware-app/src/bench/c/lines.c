// The limit of `scripts/bench lines`: wait for an edge, read it, set another line to its level, as fast as C does it with the
// same system calls. Prints, for each edge, how long it took to get here and when it was decided.
//
//   lines LABEL IN OUT EDGES
#include <dirent.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "limit.h"

static int chip_called(const char *label) {
  DIR *dev = opendir("/dev");
  for (const struct dirent *entry; dev && (entry = readdir(dev));) {
    if (strncmp(entry->d_name, "gpiochip", 8)) continue;
    struct gpiochip_info info;
    const int fd = openat(dirfd(dev), entry->d_name, O_RDWR | O_CLOEXEC);
    if (fd >= 0 && !ioctl(fd, GPIO_GET_CHIPINFO_IOCTL, &info) && !strcmp(info.label, label)) return fd;
    if (fd >= 0) close(fd);
  }
  die("no GPIO chip %s", label);
}

static int line(int chip, int offset, unsigned long flags) {
  struct gpio_v2_line_request request = {.offsets = {offset}, .consumer = "limit", .num_lines = 1, .config = {.flags = flags}};
  if (ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request)) die("line %d is not to be had", offset);
  return request.fd;
}

int main(int argc, char **argv) {
  if (argc != 5) die("usage: lines LABEL IN OUT EDGES");
  const int chip = chip_called(argv[1]);
  const int in = line(chip, atoi(argv[2]), GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING);
  const int out = line(chip, atoi(argv[3]), GPIO_V2_LINE_FLAG_OUTPUT);
  const int edges = atoi(argv[4]);
  long(*times)[2] = calloc(edges, sizeof *times);
  puts("waiting");
  fflush(stdout);
  for (int i = 0; i < edges; i++) {
    struct pollfd polled = {.fd = in, .events = POLLIN};
    struct gpio_v2_line_event event;
    if (poll(&polled, 1, -1) != 1 || read(in, &event, sizeof event) != sizeof event) die("no edge");
    struct gpio_v2_line_values values = {.mask = 1, .bits = event.id == GPIO_V2_LINE_EVENT_RISING_EDGE};
    times[i][1] = now_ns();
    times[i][0] = times[i][1] - (long)event.timestamp_ns;
    if (ioctl(out, GPIO_V2_LINE_SET_VALUES_IOCTL, &values)) die("the line cannot be set");
  }
  for (int i = 0; i < edges; i++) printf("%ld %ld\n", times[i][0], times[i][1]);
  return 0;
}
