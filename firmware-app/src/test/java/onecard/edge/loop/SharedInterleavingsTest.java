package onecard.edge.loop;

import static onecard.edge.loop.SharedCode.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import onecard.access.Reason;
import onecard.access.SharedRules;
import onecard.access.SharedTerms;
import org.junit.jupiter.api.Test;

/// One pass at two devices at once, in every order in which taps, words, deaths and clocks can
/// follow one another until both have been answered.
class SharedInterleavingsTest {

    /// Whoever was not let in and not told why by then is a bug.
    private static final int STEPS_MAX = 40;

    private static final List<String> DEVICES = List.of("barrier", "gate");

    private final TreeMap<String, Integer> ends = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private int runs;

    /// @param name what it does, once each or as long as there is something to do
    private record Move(String name, boolean once, Predicate<SharedGates> does) {}

    private static List<Move> moves(String... more) {
        var moves = new ArrayList<Move>();
        for (var device : DEVICES) {
            moves.add(new Move("tap " + device, true, at(device, gate -> gate.shows(code()))));
            moves.add(new Move("accept " + device, false, site -> site.gate(device).accept()));
            moves.add(new Move("deliver " + device, false, site -> site.gate(device).deliver()));
        }
        for (var name : more) {
            var device = name.substring(name.indexOf(' ') + 1);
            switch (name.substring(0, name.indexOf(' '))) {
                case "late" ->
                        moves.add(
                                new Move(
                                        name,
                                        true,
                                        at(device, gate -> gate.waits(SharedRules.LIMIT))));
                case "dies" ->
                        moves.add(new Move(name, true, at(device, SharedGates.Gate::restarts)));
                case "out-of-order" -> {
                    for (var from : DEVICES) {
                        moves.add(
                                new Move(
                                        name + " of " + from,
                                        false,
                                        site -> site.gate(device).deliver(from)));
                    }
                }
                case "cut" -> moves.add(new Move(name, true, at(device, SharedGates.Gate::cut)));
                case "journal" ->
                        moves.add(new Move(name, false, site -> site.gate(device).journal()));
                default -> throw new IllegalArgumentException(name);
            }
        }
        return moves;
    }

    private static Predicate<SharedGates> at(String device, Consumer<SharedGates.Gate> act) {
        return site -> {
            act.accept(site.gate(device));
            return true;
        };
    }

    /// Every path, each from the start: gates cannot be copied.
    ///
    /// @param prompt whether the journal answers at once
    private void walk(List<Move> moves, boolean prompt, List<Integer> path) {
        var site = new SharedGates(SharedTerms.Alone.OPEN, "barrier", "gate");
        site.settle();
        for (int step : path) {
            if (!moves.get(step).does().test(site)) {
                return; // there was nothing to do
            }
            if (prompt) {
                site.gates.values().forEach(SharedGates.Gate::journal);
            }
        }
        var state = new StringBuilder();
        site.gates.values().forEach(gate -> state.append(gate.state()));
        moves.stream().filter(Move::once).forEach(move -> state.append(isDone(moves, move, path)));
        if (!seen.add(state.toString())) {
            return; // another way to the same
        }
        boolean over =
                moves.stream().filter(Move::once).allMatch(move -> isDone(moves, move, path));
        if (over && (isAnswered(site) || isIdle(site))) {
            runs++;
            end(site, path.stream().map(step -> moves.get(step).name()).toList());
            return;
        }
        assertTrue(path.size() < STEPS_MAX, () -> "no end: " + path);
        for (int i = 0; i < moves.size(); i++) {
            if (!moves.get(i).once() || !path.contains(i)) {
                var longer = new ArrayList<>(path);
                longer.add(i);
                walk(moves, prompt, longer);
            }
        }
    }

    private static boolean isDone(List<Move> moves, Move move, List<Integer> path) {
        return path.contains(moves.indexOf(move));
    }

    private static boolean isAnswered(SharedGates site) {
        return site.gates.values().stream()
                .noneMatch(gate -> gate.rig.loop.points().getFirst().waiting.awaits(WAIT));
    }

    private static final Reason WAIT = Reason.ELSEWHERE;

    private static boolean isIdle(SharedGates site) {
        return site.gates.values().stream()
                .allMatch(gate -> !gate.isTelling() && gate.post.isEmpty());
    }

    /// The line is there, everybody hears all: one has won, or both know that both have.
    private void end(SharedGates site, List<String> path) {
        site.gates.values().stream().filter(gate -> !gate.up).forEach(SharedGates.Gate::connects);
        site.settle();
        site.gates.values().forEach(gate -> gate.waits(SharedRules.LIMIT));
        site.settle();
        var letIn = site.letIn();
        ends.merge(letIn.toString(), 1, Integer::sum);
        if (letIn.size() == 2) {
            site.gate("barrier").assertFlagged("gate");
            site.gate("gate").assertFlagged("barrier");
        } else {
            for (var gate : site.gates.values()) {
                assertEquals(List.of(), gate.doubles(), path::toString);
                assertEquals(List.of(), gate.alarms(), path::toString);
            }
        }
        site.gates.values().forEach(SharedGates.Gate::assertARestartRemembersTheSame);
        // Nothing is left claimed, and nobody comes in by it any more once somebody did.
        for (var gate : site.gates.values()) {
            gate.waits(Duration.ofSeconds(2));
            gate.walks();
            site.settle();
        }
        site.gates.values().forEach(gate -> gate.shows(code()));
        site.settle();
        assertEquals(Math.max(1, letIn.size()), site.letIn().size(), path::toString);
    }

    @Test
    void withTheLineUpExactlyOneWinsInEveryOrder() {
        walk(moves(), true, List.of());
        assertEquals(List.of("[barrier]", "[gate]"), List.copyOf(ends.keySet()), ends::toString);
        assertTrue(seen.size() > 100 && runs > 20, () -> runs + " of " + seen.size());
    }

    @Test
    void whereOneIsAnsweredLateOneWinsOrBothKnow() {
        walk(moves("late barrier"), true, List.of());
        assertTrue(ends.containsKey("[barrier, gate]"), ends::toString);
        assertTrue(ends.containsKey("[barrier]") && ends.containsKey("[gate]"), ends::toString);
    }

    @Test
    void whereOneIsCutOffOneWinsOrBothKnow() {
        walk(moves("cut gate"), true, List.of());
        assertTrue(ends.containsKey("[barrier, gate]"), ends::toString);
    }

    @Test
    void whereOneDiesAtAnyStepNoneIsLetInTwiceUnseen() {
        walk(moves("dies barrier"), true, List.of());
        assertTrue(ends.containsKey("[gate]") && ends.containsKey("[barrier]"), ends::toString);
    }

    @Test
    void whereOneDiesWhileTheOtherIsAnsweredLate() {
        walk(moves("dies barrier", "late gate"), true, List.of());
        assertTrue(ends.containsKey("[gate]") && ends.containsKey("[barrier]"), ends::toString);
    }

    /// A broker that keeps the order of each device alone, as MQTT demands, and no other.
    @Test
    void whereTheBrokerHasNoOrderOneWinsOrBothKnow() {
        walk(moves("out-of-order barrier", "out-of-order gate"), true, List.of());
        assertEquals(
                List.of("[barrier, gate]", "[barrier]", "[gate]"),
                List.copyOf(ends.keySet()),
                ends::toString);
    }

    @Test
    void whereTheJournalIsSlowAsWell() {
        walk(moves("journal barrier", "journal gate"), false, List.of());
        assertEquals(List.of("[barrier]", "[gate]"), List.copyOf(ends.keySet()), ends::toString);
    }
}
