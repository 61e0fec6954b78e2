package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.card.ReadingPlan.Slot;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every card of the catalogue, failing everywhere it can: a verdict each time, and never half a
/// credential.
class CardTroubleTest {

    private static final ReadingPlan EVERYTHING =
            ReadingPlan.of(Cards.ALL, Map.of("ssc", Cards.provincialTable()), true, Slot.ANY);
    private static final ReadingPlan SSC_ALONE = ReadingPlan.of("ssc");

    static Stream<String> cards() {
        return Cards.catalogue().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void aCardThatLeavesEarlyGivesNothing(String name) {
        for (var plan : List.of(EVERYTHING, SSC_ALONE)) {
            var card = Cards.named(name);
            var whole = attempt(plan, new Counter(SimChannel.of(card)));
            for (int commands = 0; commands < whole.commands(); commands++) {
                var torn = attempt(plan, new Counter(SimChannel.tornAfterCommands(card, commands)));
                assertEquals("lost", torn.verdict());
                assertEquals(List.of(), torn.hashed());
            }
            for (int bytes = 0; bytes < whole.bytes(); bytes++) {
                var torn = attempt(plan, new Counter(SimChannel.tornAfterBytes(card, bytes)));
                assertEquals("lost", torn.verdict());
                assertEquals(List.of(), torn.hashed());
            }
            // One more than it takes changes nothing.
            assertEquals(
                    whole.verdict(),
                    attempt(plan, new Counter(SimChannel.tornAfterBytes(card, (int) whole.bytes())))
                            .verdict());
            assertEquals(List.of(), card.harmful());
        }
    }

    @ParameterizedTest
    @MethodSource("cards")
    void aFaultAtAnyCommandIsAnotherAnswerOrNone(String name) {
        var card = Cards.named(name);
        var honest = attempt(EVERYTHING, new Counter(SimChannel.of(card)));
        for (int at = 0; at < honest.commands(); at++) {
            for (var fault : faults(at)) {
                var wrong = card.failing(fault);
                var tried = attempt(EVERYTHING, new Counter(SimChannel.of(wrong)));
                // Whatever is told is one of the card's own identifiers, whole.
                for (var told : tried.hashed()) {
                    assertTrue(own(name).contains(told), () -> fault + " made " + told);
                }
                assertNotEquals("lost", tried.verdict());
                assertTrue(tried.commands() < 40, () -> fault + ": " + tried.commands());
                assertEquals(List.of(), wrong.harmful());
            }
        }
    }

    private static List<SimFault> faults(int at) {
        var faults = new ArrayList<SimFault>();
        for (int status : new int[] {0x6283, 0x6700, 0x6982, 0x6985, 0x6A82, 0x6F00, 0x9303}) {
            faults.add(new SimFault.WrongStatus(at, status));
        }
        for (int bytes : new int[] {0, 1, 3, 5, 9, 17, 19, 40, 255}) {
            faults.add(new SimFault.WrongLength(at, bytes));
        }
        faults.add(new SimFault.EndlessMore(at));
        return faults;
    }

    /// What the card may be known by: what each application alone reads of it, undisturbed.
    private static List<String> own(String name) {
        var own = new ArrayList<String>();
        for (var application : Cards.ALL) {
            var plan = ReadingPlan.of(List.of(application), Map.of(), true, Slot.ANY);
            own.addAll(attempt(plan, new Counter(SimChannel.of(Cards.named(name)))).hashed());
        }
        return own;
    }

    @Test
    void anEndlessAnswerAtAnyCommandIsUnreadable() {
        for (var card : Cards.catalogue().values()) {
            var honest = attempt(EVERYTHING, new Counter(SimChannel.of(card)));
            for (int at = 0; at < honest.commands(); at++) {
                var endless = card.failing(new SimFault.EndlessMore(at));
                assertEquals(
                        "unreadable",
                        attempt(EVERYTHING, new Counter(SimChannel.of(endless))).verdict());
            }
        }
    }

    @Test
    void anyAnswerOfAHostileCardIsFactsOrARefusal() {
        long seed = 3;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var hostile =
                    new CardChannel() {
                        @Override
                        public byte[] transmit(byte[] command) {
                            var answer = new byte[random.nextInt(34)];
                            random.nextBytes(answer);
                            if (answer.length >= 2 && random.nextInt(4) > 0) {
                                answer[answer.length - 2] =
                                        (byte)
                                                new int[] {0x90, 0x90, 0x61, 0x6C}
                                                        [random.nextInt(4)];
                                answer[answer.length - 1] = 0;
                            }
                            return answer;
                        }

                        @Override
                        public byte[] atr() {
                            var atr = new byte[random.nextInt(20)];
                            random.nextBytes(atr);
                            return atr;
                        }
                    };
            var tried = attempt(EVERYTHING, new Counter(hostile));
            assertNotEquals("lost", tried.verdict(), () -> "seed " + seed);
        }
    }

    private record Attempt(String verdict, List<String> hashed, int commands, long bytes) {}

    private static Attempt attempt(ReadingPlan plan, Counter channel) {
        var hasher = new Cards.Hasher();
        String verdict;
        try {
            verdict = plan.read(channel, hasher).kind();
        } catch (CardLost lost) {
            verdict = "lost";
        } catch (Unreadable refused) {
            verdict = refused.fault().name().toLowerCase(java.util.Locale.ROOT);
        }
        return new Attempt(verdict, hasher.hashed, channel.commands, channel.bytes);
    }

    private static final class Counter implements CardChannel {
        private final CardChannel card;
        int commands;
        long bytes;

        Counter(CardChannel card) {
            this.card = card;
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            commands++;
            bytes += command.length;
            var answer = card.transmit(command);
            bytes += answer.length;
            return answer;
        }

        @Override
        public byte[] atr() {
            return card.atr();
        }
    }
}
