package onecard.edge.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import onecard.site.Board;

/// The cables between what stands at a place and the lines of its board: right as they are made,
/// and wrong as a miswire makes them. Electrical: a contact closes its line to the level that its
/// pull does not give it.
final class Cabling {

    private static final Duration HUM = Duration.ofMillis(120);
    private static final Duration CHATTER = Duration.ofMillis(100);
    private static final Duration INDUCED = Duration.ofMillis(100);

    private final Board board;
    private final Map<String, Boolean> firstSeen = new HashMap<>();
    private final Set<String> jammed = new HashSet<>();

    // --- contacts: which devices close a line ---
    final Map<String, List<String>> feeds = new HashMap<>();
    final Set<String> inverted = new HashSet<>();
    final Set<String> shorted = new HashSet<>();
    final Set<String> floating = new HashSet<>();
    final Map<String, Duration> bouncing = new HashMap<>();
    final Set<String> jamming = new HashSet<>();
    final Map<String, String> millivolts = new HashMap<>(); // of supervised lines: what is wrong

    // --- relays: which relays drive a load ---
    final Map<String, List<String>> drives = new HashMap<>();
    final Set<String> otherTerminal = new HashSet<>(); // NO for NC, by load
    final Set<String> otherLevel = new HashSet<>(); // by relay
    final Set<String> controlCut = new HashSet<>();
    final Set<String> controlStuck = new HashSet<>();
    final Set<String> latching = new HashSet<>();
    final Set<String> loadCut = new HashSet<>();
    final Set<String> welded = new HashSet<>();
    final Map<String, Duration> wantsAtLeast = new HashMap<>();
    final Map<String, Duration> wantsAtMost = new HashMap<>();
    final Map<String, String> kicks = new HashMap<>(); // relay to line
    final Map<String, String> sharesReturn = new HashMap<>();

    Cabling(Board board) {
        this.board = board;
        board.observing().forEach(line -> feeds.put(line, new ArrayList<>(List.of(line))));
        board.relays().keySet().forEach(load -> drives.put(load, new ArrayList<>(List.of(load))));
    }

    /// A device on the way.
    ///
    /// @param active what it tells, as the site file has it
    /// @param changed how long ago it last changed
    record Device(boolean active, Duration changed) {}

    /// A relay on the way.
    ///
    /// @param energised its line
    /// @param changed how long ago it last changed
    record Coil(boolean energised, Duration changed) {}

    /// What a line's file is pulled to.
    String pull(String line, Map<String, Device> devices, Map<String, Coil> coils, Duration now) {
        boolean closed =
                feeds.getOrDefault(line, List.of()).stream()
                        .anyMatch(device -> closes(device, devices));
        closed ^= disturbed(line, coils);
        if (board.supervised().containsKey(line)) {
            return supervised(line, closed);
        }
        boolean open = open(line);
        boolean level =
                shorted.contains(line)
                        ? !open
                        : closed ? !open : floating.contains(line) ? hums(now, HUM) : open;
        return level ? "1" : "0";
    }

    private String supervised(String line, boolean closed) {
        return switch (millivolts.getOrDefault(line, "")) {
            case "cut" -> "cut";
            case "short" -> "short";
            case "odd" -> "1400";
            case "no series" -> closed ? "short" : "open";
            case "no parallel" -> closed ? "closed" : "cut";
            default -> closed ? "closed" : "open";
        };
    }

    private boolean closes(String device, Map<String, Device> devices) {
        var it = Objects.requireNonNull(devices.get(device));
        boolean active = jams(device, it.active());
        var bounce = bouncing.getOrDefault(device, Duration.ZERO);
        if (it.changed().compareTo(bounce) < 0) {
            active ^= hums(it.changed(), CHATTER);
        }
        return (closesWhenActive(device) == active) != inverted.contains(device);
    }

    /// What is worked once stays so.
    private boolean jams(String device, boolean active) {
        boolean first = firstSeen.computeIfAbsent(device, _ -> active);
        if (jamming.contains(device) && active != first) {
            jammed.add(device);
        }
        return jammed.contains(device) ? !first : active;
    }

    /// The level of a line whose contact is open.
    private boolean open(String line) {
        var contact = Objects.requireNonNull(board.contacts().get(line));
        return switch (contact.bias()) {
            case PULL_UP -> true;
            case PULL_DOWN -> false;
            case AS_IS, NONE -> !contact.closedWhenHigh(); // a resistor outside
        };
    }

    /// Whether whoever built it took a contact that closes its line as it becomes active.
    private boolean closesWhenActive(String device) {
        var contact = board.contacts().get(device);
        return contact == null || open(device) != contact.closedWhenHigh();
    }

    private boolean disturbed(String line, Map<String, Coil> coils) {
        return coils.entrySet().stream()
                .anyMatch(
                        coil ->
                                line.equals(kicks.get(coil.getKey()))
                                                && coil.getValue().changed().compareTo(INDUCED) < 0
                                        || line.equals(sharesReturn.get(coil.getKey()))
                                                && coil.getValue().energised());
    }

    private static boolean hums(Duration now, Duration period) {
        return now.toNanos() / period.toNanos() % 2 == 0;
    }
}
