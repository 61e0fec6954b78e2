package onecard.hal.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CardGone;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.Face;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.lab.TearLab.Limits;
import onecard.hal.lab.TearLab.Row;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.SimTear;
import org.junit.jupiter.api.Test;

/// The grid of the simulated reader is good throughout, and each thing it looks for is found where
/// it is planted.
class TearLabTest {

    /// Real times: short ones would be a test of the machine.
    private static final Limits PATIENT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5));

    @Test
    void aCardPulledAtAnyByteIsARefusalInTimeAndTheReaderIsReady() throws Exception {
        try (var trials = new Trials(SimBench::new)) {
            var lab = new TearLab(trials, 1, PATIENT);
            var rows = new ArrayList<Row>();
            for (var kind : SimKind.values()) {
                for (var face : kind.faces()) {
                    lab.run(kind, face, rows::add);
                }
            }

            for (var row : rows) {
                assertEquals(Set.of(Outcome.UNREADABLE), Set.copyOf(row.command()), row::toString);
                assertEquals(Set.of(Outcome.UNREADABLE), Set.copyOf(row.answer()), row::toString);
            }
            var summary = lab.summary();
            System.out.println("tear lab on the simulator: " + summary);
            assertEquals(0, summary.bad());
            assertEquals(marks(rows), summary.pulls());
            assertTrue(summary.pulls() > 1_500, () -> "only " + summary);
        }
    }

    /// Whether a card that stays gives its credential, or its refusal, once and at the end.
    @Test
    void eachDialogueEndsWithTheWholeCard() throws Exception {
        try (var trials = new Trials(SimBench::new)) {
            for (var kind : SimKind.values()) {
                for (var face : kind.faces()) {
                    var wholes = new ArrayList<Optional<Outcome>>();
                    new TearLab(trials, Integer.MAX_VALUE, PATIENT)
                            .run(kind, face, row -> wholes.add(row.whole()));
                    boolean nothingToTell = kind == SimKind.BANK && face == Face.CONTACT;
                    assertEquals(
                            Optional.of(nothingToTell ? Outcome.UNREADABLE : Outcome.WHOLE),
                            wholes.removeLast());
                    assertTrue(wholes.stream().allMatch(Optional::isEmpty));
                }
            }
        }
    }

    @Test
    void aStepLeavesBytesOutButNeverTheFirstAndTheLast() throws Exception {
        try (var trials = new Trials(SimBench::new)) {
            new TearLab(trials, 4, PATIENT)
                    .run(
                            SimKind.PLAIN,
                            Face.CONTACTLESS,
                            row -> {
                                for (var marks : List.of(row.command(), row.answer())) {
                                    for (int at = 0; at < marks.size(); at++) {
                                        boolean tried = at % 4 == 0 || at == marks.size() - 1;
                                        assertEquals(tried, marks.get(at) != Outcome.NOT_TRIED);
                                    }
                                }
                            });
        }
    }

    // --- planted ---

    @Test
    void aCredentialOfACardThatLeftIsFound() throws Exception {
        assertFinds(
                Outcome.HALF,
                (plan, pseudonym) ->
                        new Planted(plan, pseudonym) {
                            @Override
                            SimTear tear(SimTear asked) {
                                return asked.bytes() > 7 ? SimTear.NEVER : asked;
                            }
                        });
    }

    @Test
    void aLateVerdictIsFound() throws Exception {
        assertFinds(
                Outcome.LATE,
                (plan, pseudonym) ->
                        new Planted(plan, pseudonym) {
                            @Override
                            Duration earlier(SimTear tear) {
                                return PATIENT.verdict();
                            }
                        });
    }

    @Test
    void aSecondEventIsFound() throws Exception {
        assertFinds(
                Outcome.NOT_ONE,
                (plan, pseudonym) ->
                        new Planted(plan, pseudonym) {
                            @Override
                            int times(DeviceEvent event) {
                                return event instanceof CardUnreadable ? 2 : 1;
                            }
                        });
    }

    @Test
    void aReaderThatTellsNothingIsFound() throws Exception {
        assertFinds(
                Outcome.NOT_ONE,
                (plan, pseudonym) ->
                        new Planted(plan, pseudonym) {
                            @Override
                            int times(DeviceEvent event) {
                                return event instanceof CardUnreadable ? 0 : 1;
                            }
                        });
    }

    @Test
    void aReaderThatNeverSeesACardGoIsFound() throws Exception {
        assertFinds(
                Outcome.STUCK,
                (plan, pseudonym) ->
                        new Planted(plan, pseudonym) {
                            @Override
                            int times(DeviceEvent event) {
                                return event instanceof CardGone ? 0 : 1;
                            }
                        });
    }

    @Test
    void aSlowNextCardIsFound() throws Exception {
        assertFinds(
                Outcome.STUCK,
                (plan, pseudonym) ->
                        new Planted(plan, pseudonym) {
                            @Override
                            Duration earlier(SimTear tear) {
                                return tear.equals(SimTear.NEVER) ? PATIENT.next() : Duration.ZERO;
                            }
                        });
    }

    private static void assertFinds(Outcome planted, Bench.Maker bench) throws Exception {
        var found = EnumSet.noneOf(Outcome.class);
        try (var trials = new Trials(bench, Duration.ofMillis(100))) {
            var lab = new TearLab(trials, 8, PATIENT);
            lab.run(
                    SimKind.PLAIN,
                    Face.CONTACTLESS,
                    row -> {
                        found.addAll(row.command());
                        found.addAll(row.answer());
                    });
            assertTrue(found.contains(planted), found::toString);
            assertTrue(lab.summary().bad() > 0);
        }
    }

    private static int marks(List<Row> rows) {
        return rows.stream().mapToInt(row -> row.command().size() + row.answer().size()).sum();
    }

    /// The simulated bench, with one thing wrong where a subclass says so.
    @SuppressWarnings("UnusedVariable") // for whoever overrides
    private static class Planted implements Bench {
        private final SimBench bench;

        Planted(ReadingPlan plan, Pseudonym pseudonym) {
            bench = new SimBench(plan, pseudonym);
        }

        SimTear tear(SimTear asked) {
            return asked;
        }

        Duration earlier(SimTear tear) {
            return Duration.ZERO;
        }

        int times(DeviceEvent event) {
            return 1;
        }

        @Override
        public CardReader reader() {
            var reader = bench.reader();
            return new CardReader() {
                @Override
                public String name() {
                    return reader.name();
                }

                @Override
                public void open(Consumer<DeviceEvent> events) {
                    reader.open(
                            event -> {
                                for (int i = 0; i < times(event); i++) {
                                    events.accept(event);
                                }
                            });
                }

                @Override
                public long progressNanos() {
                    return reader.progressNanos();
                }

                @Override
                public void close() {
                    reader.close();
                }
            };
        }

        @Override
        public Held hold(SimCard card, SimTear tear) {
            var held = bench.hold(card, tear(tear));
            return new Held() {
                @Override
                public long sinceNanos() {
                    return held.sinceNanos() - earlier(tear).toNanos();
                }

                @Override
                public void close() throws IOException {
                    held.close();
                }
            };
        }
    }
}
