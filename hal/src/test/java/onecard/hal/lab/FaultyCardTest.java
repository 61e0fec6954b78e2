package onecard.hal.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onecard.hal.CardFault;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.Face;
import onecard.hal.sim.SimFault;
import onecard.hal.sim.SimFault.Delay;
import onecard.hal.sim.SimFault.EndlessMore;
import onecard.hal.sim.SimFault.WrongLength;
import onecard.hal.sim.SimFault.WrongStatus;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.SimTear;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A card that answers wrongly at any of its commands: one event, the same each time, and the
/// reader takes the next card.
class FaultyCardTest {

    /// Slow, as a card far from the antenna is.
    private static final Duration SLOW = Duration.ofMillis(2);

    @ParameterizedTest
    @EnumSource
    void aFaultAtAnyCommandIsOneStableEvent(SimKind kind) throws Exception {
        var slowest = Duration.ZERO;
        try (var trials = new Trials(SimBench::new)) {
            for (var face : kind.faces()) {
                var commands = Dialogue.of(kind.card(face)).exchanges().size();
                for (var fault : faults(commands).toList()) {
                    var first = told(trials, kind, face, fault);
                    assertEquals(first.what(), told(trials, kind, face, fault).what());
                    assertTrue(
                            allowed(trials, kind, face, fault).contains(first.what()),
                            () -> kind + " " + face + " " + fault + ": " + first.what());
                    if (fault instanceof EndlessMore) {
                        assertEquals(CardFault.UNREADABLE.name(), first.what());
                    }
                    if (fault instanceof Delay) {
                        assertEquals(sound(trials, kind, face), first.what());
                    }
                    slowest = slowest.compareTo(first.next()) > 0 ? slowest : first.next();
                }
            }
        }
        System.out.println("next card after a faulty " + kind + ": at most " + slowest);
    }

    private static Stream<SimFault> faults(int commands) {
        return IntStream.range(0, commands)
                .boxed()
                .flatMap(
                        at ->
                                Stream.of(
                                        new WrongStatus(at, 0x6F00),
                                        new WrongStatus(at, 0x6982),
                                        new WrongStatus(at, 0x6700),
                                        new WrongLength(at, 0),
                                        new WrongLength(at, 1),
                                        new WrongLength(at, 17),
                                        new WrongLength(at, 255),
                                        new EndlessMore(at),
                                        new Delay(at, SLOW)));
    }

    /// What the sound card gives, or nothing. A citizen number behind a key is not given freely,
    /// which is no fault of the card's.
    private static Set<String> allowed(Trials trials, SimKind kind, Face face, SimFault fault)
            throws Exception {
        var sound = sound(trials, kind, face);
        var allowed = new HashSet<>(List.of(sound, CardFault.UNREADABLE.name()));
        if (fault instanceof WrongStatus(_, var status) && status == 0x6982) {
            allowed.add(
                    sound.replaceFirst(
                            "citizen=Optional\\[\\p{XDigit}+]", "citizen=Optional.empty"));
        }
        return allowed;
    }

    /// @param what the credential that came of it, or why none did
    private record Told(String what, Duration next) {}

    private static String sound(Trials trials, SimKind kind, Face face) throws Exception {
        return told(trials.hold(kind.card(face), SimTear.NEVER)).what();
    }

    private static Told told(Trials trials, SimKind kind, Face face, SimFault fault)
            throws Exception {
        return told(trials.hold(kind.card(face).failing(fault), SimTear.NEVER));
    }

    private static Told told(Trial trial) {
        assertEquals(1, trial.told().size(), trial::toString);
        var next = trial.next().orElseThrow(() -> new AssertionError("stuck after " + trial));
        return switch (trial.told().getFirst()) {
            case CardSeen(_, var facts, _, _) -> new Told(facts.toString(), next);
            case DeviceEvent other -> {
                var unreadable = assertInstanceOf(CardUnreadable.class, other);
                assertEquals(0, trial.numbers(), "a number of a card that was refused was used");
                yield new Told(unreadable.why().name(), next);
            }
        };
    }
}
