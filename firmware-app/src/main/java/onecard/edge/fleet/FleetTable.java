package onecard.edge.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A fleet as lines of text: those in trouble first.
public final class FleetTable {

    private static final String ROW = "%-34s %-8s %6s %-9s %8s %-32s %s";

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
    private static final int CELL_MAX = 80;

    private FleetTable() {}

    /// The heading and a line a device, none longer than a wide terminal.
    public static List<String> lines(List<Seen> devices) {
        var lines = new ArrayList<String>();
        lines.add(
                ROW.formatted("DEVICE", "STATE", "QUEUE", "CLOCK", "LISTS", "LAST TAP", "ALARMS")
                        .stripTrailing());
        devices.stream()
                .sorted(
                        java.util.Comparator.comparing(FleetTable::isWell)
                                .thenComparing(Seen::site)
                                .thenComparing(Seen::device))
                .map(FleetTable::line)
                .forEach(lines::add);
        return lines;
    }

    private static boolean isWell(Seen seen) {
        return seen.online().orElse(false) && seen.alarms().isEmpty();
    }

    /// One device.
    public static String line(Seen seen) {
        return ROW.formatted(
                        plain(seen.site() + "/" + seen.device()),
                        seen.online().map(online -> online ? "online" : "OFFLINE").orElse("?"),
                        seen.unsent().map(String::valueOf).orElse("?"),
                        seen.clock().isEmpty() ? "?" : plain(seen.clock()),
                        seen.oldestListSeconds().map(FleetTable::age).orElse("none"),
                        plain(seen.lastTap().map(FleetTable::tap).orElse("-")),
                        plain(String.join(", ", seen.alarms())))
                .stripTrailing();
    }

    /// Whoever may publish may write anything; a terminal takes some of it for orders.
    private static String plain(String text) {
        var plain = CONTROL.matcher(text).replaceAll("?");
        return plain.length() <= CELL_MAX ? plain : plain.substring(0, CELL_MAX - 1) + "…";
    }

    private static String tap(Seen.Tap tap) {
        var time = tap.time();
        var clock = time.length() >= 19 ? time.substring(11, 19) : time;
        var late =
                tap.lateness() == Lateness.LIVE
                        ? ""
                        : " " + tap.lateness().name().toLowerCase(Locale.ROOT);
        return clock + " " + tap.point() + " " + tap.reason() + late;
    }

    private static String age(long seconds) {
        var age = Duration.ofSeconds(seconds);
        return Optional.of(age)
                .filter(it -> it.toDays() > 0)
                .map(it -> it.toDays() + " d")
                .or(
                        () ->
                                Optional.of(age)
                                        .filter(it -> it.toHours() > 0)
                                        .map(it -> it.toHours() + " h"))
                .orElseGet(() -> age.toMinutes() + " min");
    }
}
