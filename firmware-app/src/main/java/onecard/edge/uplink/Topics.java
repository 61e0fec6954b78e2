package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The names of contract v1, at most 7 slashes and 256 bytes each.
public record Topics(String site, String device) {

    public static final int MOST_BYTES = 256;
    public static final int MOST_SLASHES = 7;

    private static final Pattern LIST = Pattern.compile("list/[^/]+/(head|bucket/[0-9a-f]{64})");

    public String clientId() {
        return "oc-" + site + "-" + device;
    }

    public String status() {
        return own("status");
    }

    public String birth() {
        return own("birth");
    }

    public String metrics() {
        return own("metrics");
    }

    public String ack() {
        return own("ack");
    }

    public String configDesired() {
        return own("cfg/desired");
    }

    public String configReported() {
        return own("cfg/reported");
    }

    public String updateDesired() {
        return own("update/desired");
    }

    public String updateReported() {
        return own("update/reported");
    }

    /// What the device let in by passes that it shares.
    public String visits() {
        return own("visits");
    }

    /// The same of another device of the site.
    public String visitsOf(String other) {
        return checked("oc/v1/" + site + "/" + other + "/visits");
    }

    /// Where Home Assistant looks for devices, under its usual prefix.
    public String homeAssistant() {
        return checked("homeassistant/device/" + clientId() + "/config");
    }

    /// In MQTT's wildcards.
    public String commands() {
        return command("+");
    }

    public String command(String verb) {
        return own("cmd/" + verb);
    }

    /// @param id of the command
    public String response(String id) {
        return own("rsp/" + id);
    }

    public String event(String point, String kind) {
        return own("evt/" + point + "/" + kind);
    }

    /// Those of other devices' signs, in MQTT's wildcards.
    public String attendanceEvents(String other) {
        return checked("oc/v1/" + site + "/" + other + "/evt/+/attendance");
    }

    /// What a device has recorded of a meeting, in parts; of one by schedule, of each window.
    ///
    /// @param from when the window begins; absent: it is not by schedule
    /// @param part one hexadecimal digit, with which the tokens of its people begin
    public String attendance(String meeting, Optional<LocalTime> from, String part) {
        var window = from.map(it -> "@" + it.toString().replace(":", "")).orElse("");
        return own("attendance/" + meeting + window + "/" + part);
    }

    /// The same of another device, of all meetings, in MQTT's wildcards.
    public String attendanceSets(String other) {
        return checked("oc/v1/" + site + "/" + other + "/attendance/+/+");
    }

    public String deny() {
        return checked("oc/v1/" + site + "/deny");
    }

    public String listHead(String list) {
        return checked("oc/v1/" + site + "/list/" + list + "/head");
    }

    public String listBucket(String list, String sha256) {
        return checked("oc/v1/" + site + "/list/" + list + "/bucket/" + sha256);
    }

    /// Those of all buckets of a list, in MQTT's wildcards.
    public String listBuckets(String list) {
        return checked("oc/v1/" + site + "/list/" + list + "/bucket/+");
    }

    /// Whether it is that of a list's head or bucket, or of what is denied.
    public boolean isList(String topic) {
        var base = "oc/v1/" + site + "/";
        return topic.equals(base + "deny")
                || (topic.startsWith(base + "list/")
                        && LIST.matcher(topic.substring(base.length())).matches());
    }

    /// Whether a filter has that topic, in MQTT's wildcards for one level, which are all that is
    /// asked for here.
    static boolean matches(String filter, String topic) {
        var wants = filter.split("/", -1);
        var levels = topic.split("/", -1);
        return wants.length == levels.length
                && IntStream.range(0, wants.length)
                        .allMatch(i -> wants[i].equals("+") || wants[i].equals(levels[i]));
    }

    private String own(String rest) {
        return checked("oc/v1/" + site + "/" + device + "/" + rest);
    }

    private static String checked(String topic) {
        if (topic.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                || slashes(topic) > MOST_SLASHES) {
            throw new IllegalArgumentException(
                    "topic must have at most 256 bytes and 7 slashes, but was " + topic);
        }
        return topic;
    }

    private static int slashes(String topic) {
        int count = 0;
        for (int at = topic.indexOf('/'); at >= 0; at = topic.indexOf('/', at + 1)) {
            count++;
        }
        return count;
    }
}
