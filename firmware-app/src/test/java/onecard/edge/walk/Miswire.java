package onecard.edge.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import onecard.edge.walk.Mistake.Finding;

/// A miswire of [SomeSite], and by what the walk is to name it.
enum Miswire {
    // --- contacts ---
    LEAF_NC_FOR_NO(Mistake.LEAF_INVERTED, c("north-leaf"), it -> it.inverted.add("north-leaf")),
    EXIT_NC_FOR_NO(Mistake.EXIT_INVERTED, c("north-exit"), it -> it.inverted.add("north-exit")),
    FIRE_NO_FOR_NC(Mistake.FIRE_INVERTED, c("fire"), it -> it.inverted.add("fire")),
    SAFETY_PNP_FOR_NPN(Mistake.SENSOR_INVERTED, c("safety"), it -> it.inverted.add("safety")),
    SUPERVISED_LEAF_INVERTED(
            Mistake.LEAF_INVERTED, c("vault-leaf"), it -> it.inverted.add("vault-leaf")),
    PASSED_SWAPPED(
            Mistake.CONTACTS_SWAPPED,
            c("passed-in", "passed-out"),
            it -> swap(it, "passed-in", "passed-out")),
    LEAF_AND_EXIT_SWAPPED(
            Mistake.CONTACTS_SWAPPED,
            c("north-leaf", "north-exit"),
            it -> swap(it, "north-leaf", "north-exit")),
    FIRE_AND_LOOP_SWAPPED(
            Mistake.CONTACTS_SWAPPED, c("fire", "loop"), it -> swap(it, "fire", "loop")),
    LIMITS_SWAPPED(Mistake.LIMITS_SWAPPED, c("up", "down"), it -> swap(it, "up", "down")),
    LEAF_ON_THE_EXITS_LINE(
            Mistake.ON_LINE_OF_OTHER,
            c("north-leaf", "north-exit"),
            it -> {
                it.feeds.put("north-exit", List.of("north-exit", "north-leaf"));
                it.feeds.put("north-leaf", List.of());
            }),
    SAFETY_AT_ANOTHERS_TERMINAL(
            Mistake.AT_PLACE_OF_OTHER,
            c("safety", "passed-out"),
            it -> {
                it.feeds.put("passed-out", List.of("safety"));
                it.feeds.put("safety", List.of());
            }),
    EXIT_BRIDGED_TO_SAFETY(
            Mistake.BRIDGED,
            c("north-exit", "safety"),
            it -> {
                it.feeds.put("north-exit", List.of("north-exit", "safety"));
                it.feeds.put("safety", List.of("north-exit", "safety"));
            }),
    EXIT_CUT(Mistake.CUT, c("north-exit"), it -> it.feeds.put("north-exit", List.of())),
    LEAF_CUT(Mistake.CUT, c("north-leaf"), it -> it.feeds.put("north-leaf", List.of())),
    FIRE_CUT(Mistake.CUT, c("fire"), it -> it.feeds.put("fire", List.of())),
    EXIT_SHORTED(Mistake.SHORTED, c("north-exit"), it -> it.shorted.add("north-exit")),
    LOOP_SHORTED(Mistake.SHORTED, c("loop"), it -> it.shorted.add("loop")),
    LIMIT_WITHOUT_PULL_CUT(Mistake.STUCK, c("down"), it -> it.feeds.put("down", List.of())),
    EXIT_JAMS(Mistake.STAYS_WORKED, c("north-exit"), it -> it.jamming.add("north-exit")),
    LEAF_STAYS_OPEN(Mistake.STAYS_WORKED, c("north-leaf"), it -> it.jamming.add("north-leaf")),
    LIMIT_STAYS_UP(Mistake.STAYS_WORKED, c("up"), it -> it.jamming.add("up")),
    SAFETY_STAYS_OCCUPIED(Mistake.STAYS_WORKED, c("safety"), it -> it.jamming.add("safety")),
    SUPERVISED_EXIT_JAMS(Mistake.STAYS_WORKED, c("vault-exit"), it -> it.jamming.add("vault-exit")),
    NO_COMMON(
            Mistake.NO_COMMON,
            Set.of("board.contacts"),
            it ->
                    it.feeds.replaceAll(
                            (line, devices) -> line.startsWith("vault") ? devices : List.of())),
    LIMIT_FLOATS(Mistake.FLOATS, c("down"), it -> it.floating.add("down")),
    ARRIVAL_LOOSE(Mistake.LOOSE, c("arrival"), it -> it.floating.add("arrival")),
    LEAF_LOOSE_WHILE_OPEN(Mistake.LOOSE, c("north-leaf"), it -> it.floating.add("north-leaf")),
    LEAF_BOUNCES(
            Mistake.BOUNCES,
            c("north-leaf"),
            it -> it.bouncing.put("north-leaf", Duration.ofMillis(300))),
    SUPERVISED_CUT(
            Mistake.SUPERVISED_CUT, c("vault-leaf"), it -> it.millivolts.put("vault-leaf", "cut")),
    SUPERVISED_SHORT(
            Mistake.SUPERVISED_SHORT,
            c("vault-leaf"),
            it -> it.millivolts.put("vault-leaf", "short")),
    NO_SERIES_RESISTOR(
            Mistake.NO_SERIES_RESISTOR,
            c("vault-leaf"),
            it -> it.millivolts.put("vault-leaf", "no series")),
    NO_PARALLEL_RESISTOR(
            Mistake.NO_PARALLEL_RESISTOR,
            c("vault-leaf"),
            it -> it.millivolts.put("vault-leaf", "no parallel")),
    EXIT_WITHOUT_PARALLEL_RESISTOR(
            Mistake.NO_PARALLEL_RESISTOR,
            c("vault-exit"),
            it -> it.millivolts.put("vault-exit", "no parallel")),
    EXIT_WITHOUT_SERIES_RESISTOR(
            Mistake.NO_SERIES_RESISTOR,
            c("vault-exit"),
            it -> it.millivolts.put("vault-exit", "no series")),
    SUPERVISED_EXIT_CUT(
            Mistake.SUPERVISED_CUT, c("vault-exit"), it -> it.millivolts.put("vault-exit", "cut")),
    SUPERVISED_EXIT_SHORT(
            Mistake.SUPERVISED_SHORT,
            c("vault-exit"),
            it -> it.millivolts.put("vault-exit", "short")),
    WRONG_RESISTORS(
            Mistake.WRONG_RESISTORS, c("vault-leaf"), it -> it.millivolts.put("vault-leaf", "odd")),
    LOCK_KICKS_LEAF(
            Mistake.NO_DIODE,
            parts(r("north-lock"), c("north-leaf")),
            it -> it.kicks.put("north-lock", "north-leaf")),
    LOCK_SHARES_RETURN(
            Mistake.SHARED_RETURN,
            parts(r("vault-lock"), c("north-exit")),
            it -> it.sharesReturn.put("vault-lock", "north-exit")),

    // --- outputs ---
    LOCK_NC_FOR_NO(
            Mistake.NO_NC_SWAPPED, r("north-lock"), it -> it.otherTerminal.add("north-lock")),
    OTHER_ACTIVE_LEVEL(
            Mistake.ACTIVE_LEVEL, r("vault-lock"), it -> it.otherLevel.add("vault-lock")),
    LOCK_CABLE_CUT(Mistake.LOAD_CUT, r("north-lock"), it -> it.loadCut.add("north-lock")),
    CONTROL_WIRE_CUT(Mistake.CONTROL_CUT, r("open-out"), it -> it.controlCut.add("open-out")),
    STOP_WIRE_CUT(Mistake.CONTROL_CUT, r("stop"), it -> it.controlCut.add("stop")),
    CONTROL_WIRE_AT_SUPPLY(
            Mistake.CONTROL_STUCK, r("north-lock"), it -> it.controlStuck.add("north-lock")),
    RELAY_BOARD_WITHOUT_SUPPLY(
            Mistake.RELAY_BOARD_DEAD,
            Set.of("board.relays"),
            it -> it.controlCut.addAll(it.drives.keySet())),
    LOCKS_WITHOUT_SUPPLY(
            Mistake.LOAD_SUPPLY_OFF,
            Set.of("board.relays"),
            it -> it.loadCut.addAll(it.drives.keySet())),
    LOCKS_SWAPPED(
            Mistake.RELAYS_SWAPPED,
            r("north-lock", "vault-lock"),
            it -> exchange(it, "north-lock", "vault-lock")),
    LOCK_AND_RAISE_SWAPPED(
            Mistake.RELAYS_SWAPPED,
            r("north-lock", "raise"),
            it -> exchange(it, "north-lock", "raise")),
    WAYS_SWAPPED(
            Mistake.WAYS_SWAPPED,
            r("open-in", "open-out"),
            it -> exchange(it, "open-in", "open-out")),
    RAISE_AND_LOWER_SWAPPED(
            Mistake.RAISE_LOWER_SWAPPED, r("raise", "lower"), it -> exchange(it, "raise", "lower")),
    RELAY_AT_ANOTHERS_LOCK(
            Mistake.RELAY_AT_OTHER,
            r("north-lock", "vault-lock"),
            it -> {
                it.drives.put("vault-lock", List.of("vault-lock", "north-lock"));
                it.drives.put("north-lock", List.of());
            }),
    LOCKS_JOINED(
            Mistake.OUTPUTS_JOINED,
            r("north-lock", "vault-lock"),
            it -> it.drives.put("vault-lock", List.of("vault-lock", "north-lock"))),
    RELAY_LATCHES(Mistake.RELAY_LATCHES, r("open-in"), it -> it.latching.add("open-in")),
    RELAY_WELDED(Mistake.RELAY_WELDED, r("vault-lock"), it -> it.welded.add("vault-lock")),
    PULSE_TOO_SHORT(
            Mistake.PULSE_SHORT,
            r("raise"),
            it -> it.wantsAtLeast.put("raise", Duration.ofMillis(1_500))),
    PULSE_TOO_LONG(
            Mistake.PULSE_LONG,
            r("open-in"),
            it -> it.wantsAtMost.put("open-in", Duration.ofMillis(900)));

    private final Mistake named;
    private final Set<String> parts;
    private final Consumer<Cabling> wire;

    Miswire(Mistake named, Set<String> parts, Consumer<Cabling> wire) {
        this.named = named;
        this.parts = parts;
        this.wire = wire;
    }

    void wire(Cabling cabling) {
        wire.accept(cabling);
    }

    Mistake named() {
        return named;
    }

    Set<String> parts() {
        return parts;
    }

    /// It, and at these very parts.
    boolean isNamedBy(Finding finding) {
        return finding.mistake() == named && Set.copyOf(finding.parts()).equals(parts);
    }

    /// Whether it says something of every part of its kind.
    boolean isOfAll() {
        return parts.contains("board.contacts") || parts.contains("board.relays");
    }

    private static Set<String> c(String... names) {
        return named("board.contacts.", names);
    }

    private static Set<String> r(String... names) {
        return named("board.relays.", names);
    }

    private static Set<String> named(String kind, String... names) {
        var parts = new HashSet<String>();
        for (var name : names) {
            parts.add(kind + name);
        }
        return Set.copyOf(parts);
    }

    private static Set<String> parts(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }

    private static void swap(Cabling it, String one, String other) {
        it.feeds.put(one, List.of(other));
        it.feeds.put(other, List.of(one));
    }

    private static void exchange(Cabling it, String one, String other) {
        it.drives.put(one, new ArrayList<>(List.of(other)));
        it.drives.put(other, new ArrayList<>(List.of(one)));
    }
}
