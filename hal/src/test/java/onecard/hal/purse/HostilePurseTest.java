package onecard.hal.purse;

import static onecard.hal.purse.Purses.buy;
import static onecard.hal.purse.Purses.charge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onecard.hal.CardChannel;
import onecard.hal.Face;
import onecard.hal.card.Collision;
import onecard.hal.purse.Opening.NotDebited;
import onecard.hal.purse.Opening.Opened;
import onecard.hal.purse.Purses.Held;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimFault;
import onecard.hal.sim.SimPurseModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cards that are broken, or not honest. Each gives a reason, and none a false outcome that costs
/// anybody but its own holder.
class HostilePurseTest {

    private static final byte INITIALISE = 0x50;
    private static final byte PROVE = 0x5A;
    private static final HexFormat HEX = HexFormat.of();

    private final SimPurseModule module = Purses.module();
    private final Held held = Held.of(1, 5_000);

    /// A card that answers one kind of command by these bytes, whatever it did.
    private Overheard saying(byte ins, String answer) {
        return new Overheard(
                SimChannel.of(held.card()),
                (command, honest) ->
                        command[0] == (byte) 0x80 && command[1] == ins
                                ? HEX.parseHex(answer)
                                : honest);
    }

    @ParameterizedTest
    @CsvSource({
        "6a82, NO_PURSE",
        "6d00, NO_PURSE",
        "6e00, NO_PURSE",
        "6283, LOCKED",
        "6a81, LOCKED",
        "9303, LOCKED",
        "9401, NOT_ENOUGH",
        "9402, COUNTER_END",
        "9403, NO_SUCH_KEY",
        "9302, WRONG_MAC",
        "6901, OUT_OF_TURN",
        "6985, OUT_OF_TURN",
        "6f00, UNKNOWN_STATUS",
        "6581, UNKNOWN_STATUS",
        "9999, UNKNOWN_STATUS"
    })
    void whatItSaysBeforeTheDebitIsNoDebit(String answer, Refusal why) {
        var expected = new NotDebited(why, HexFormat.fromHexDigits(answer));

        for (int again = 0; again < 2; again++) {
            var channel = saying(INITIALISE, answer);
            assertEquals(expected, Purses.purse(channel, module).initialise(charge(1)));
            assertEquals(0, channel.debits());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "90",
                "1234",
                "9000",
                "00001000000000000001009000",
                "00001388000000000001001122334455669000"
            })
    void anAnswerOfAnotherFormIsNoDebit(String answer) {
        var channel = saying(INITIALISE, answer);

        assertEquals(
                new NotDebited(Refusal.GARBLED, 0),
                Purses.purse(channel, module).initialise(charge(1)));
        assertEquals(0, channel.debits());
    }

    @Test
    void whatItSaysItHoldsMustBeEnoughForWhatItAgreesTo() {
        var channel = saying(INITIALISE, "00000004" + "0000" + "000000" + "0100" + "112233449000");

        assertEquals(
                new NotDebited(Refusal.NOT_ENOUGH, 0),
                Purses.purse(channel, module).initialise(charge(5)));
    }

    @Test
    void oneThatHasCountedToItsEndIsNotDebitedAlthoughItAgrees() {
        var channel = saying(INITIALISE, "00001000" + "ffff" + "000000" + "0100" + "112233449000");

        assertEquals(
                new NotDebited(Refusal.COUNTER_END, 0),
                Purses.purse(channel, module).initialise(charge(5)));
    }

    /// Rich by its own word: the balance shown is a lie, the debit is refused as it must be.
    @Test
    void aLyingBalanceBuysNothing() {
        var rich =
                new Overheard(
                        SimChannel.of(held.card()),
                        (command, answer) -> {
                            if (command[1] == INITIALISE && answer.length == 17) {
                                ByteBuffer.wrap(answer).putInt(1_000_000);
                            }
                            return answer;
                        });
        var bought = buy(Purses.purse(rich, module), charge(5_000));

        assertEquals(995_000, bought.intent().balanceAfterFen());
        assertInstanceOf(Debit.Done.class, bought.debit().orElseThrow());
        assertEquals(0, held.purse().balanceFen());
        assertEquals(
                new NotDebited(Refusal.NOT_ENOUGH, 0x9401),
                Purses.purse(rich, module).initialise(charge(1)));
    }

    /// It made the debit, or not: by these words nobody can tell, and by the others it did not.
    @ParameterizedTest
    @CsvSource({
        "9302, WRONG_MAC",
        "9303, LOCKED",
        "9401, NOT_ENOUGH",
        "6700, UNKNOWN_STATUS",
        "6901, OUT_OF_TURN",
        "6985, OUT_OF_TURN",
        "6a81, LOCKED",
        "6d00, NO_PURSE"
    })
    void aRefusedDebitIsNone(String answer, Refusal why) {
        var bought = buy(Purses.purse(saying(Overheard.DEBIT, answer), module), charge(1));

        assertEquals(
                new Debit.Refused(bought.intent(), why, HexFormat.fromHexDigits(answer)),
                bought.debit().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "6283, UNKNOWN_STATUS",
        "6300, UNKNOWN_STATUS",
        "6400, UNKNOWN_STATUS",
        "6581, UNKNOWN_STATUS",
        "6c08, UNKNOWN_STATUS",
        "6f00, UNKNOWN_STATUS",
        "9001, UNKNOWN_STATUS",
        "9406, UNKNOWN_STATUS",
        "aabb6985, UNKNOWN_STATUS",
        "9000, GARBLED",
        "112233449000, GARBLED",
        "1122334455667788999000, GARBLED",
        "1122, GARBLED",
        "90, GARBLED",
        "11223344556677889000, FALSE_PROOF"
    })
    void anyOtherAnswerToADebitIsDoubtThatTheCardItselfSettles(String answer, Doubt why) {
        var channel = saying(Overheard.DEBIT, answer);
        var presence = Purses.purse(channel, module);
        var bought = buy(presence, charge(1));

        assertEquals(new Debit.Torn(bought.intent(), why), bought.debit().orElseThrow());
        assertEquals(1, channel.debits());
        // It had been debited, and nothing but its word was spoilt: at once, or another time.
        assertInstanceOf(Recovery.Done.class, presence.recover(bought.intent()));
        assertInstanceOf(
                Recovery.Done.class,
                Purses.purse(SimChannel.of(held.card()), module).recover(bought.intent()));
        assertEquals(1, held.purse().debits());
    }

    /// By its contacts the debit was made when the card says that an answer waits. What it says
    /// when asked for that is not what became of the debit.
    @ParameterizedTest
    @ValueSource(ints = {0x6985, 0x6D00, 0x9401, 0x6F00, 0x6108, 0x6C04})
    void anAnswerThatIsNotFetchedIsDoubt(int status) {
        // SELECT, READ BINARY, INITIALIZE and its answer, DEBIT and its answer.
        var failing =
                held.through(Face.CONTACT).card().failing(new SimFault.WrongStatus(5, status));
        var channel = new Overheard(SimChannel.of(failing));
        var bought = buy(Purses.purse(channel, module), charge(1));

        var debit = bought.debit().orElseThrow();
        // What waits is asked for anew where the card gives another length.
        boolean again = status == 0x6108 || status == 0x6C04;
        assertTrue(again || debit instanceof Debit.Torn(_, Doubt why) && why == Doubt.GARBLED);
        assertTrue(!(debit instanceof Debit.Refused), debit::toString);
        assertEquals(1, held.purse().debits());
        assertEquals(1, channel.debits());
    }

    @Test
    void severalCardsAreSaidToBeSeveral() {
        var purse =
                new CardPurse(
                        saying(INITIALISE, "6401"),
                        Collision.of(List.of("6401")),
                        PurseApplication.CITY_UNION,
                        module,
                        (_, _) -> "0".repeat(32));

        assertEquals(new NotDebited(Refusal.SEVERAL_CARDS, 0), purse.initialise(charge(1)));
    }

    /// MAC2 wrong in any bit is no proof, by the debit and by the proof command.
    @Test
    void aFalseMac2IsNeverADebitDone() {
        for (int bit = 0; bit < 32; bit++) {
            int at = bit / 8;
            byte flip = (byte) (1 << bit % 8);
            var card = Held.of(1, 5_000);
            var spoilt =
                    new Overheard(
                            SimChannel.of(card.card()),
                            (command, answer) -> {
                                if (command[1] == Overheard.DEBIT) {
                                    answer[4 + at] ^= flip;
                                } else if (command[1] == PROVE) {
                                    answer[at] ^= flip;
                                }
                                return answer;
                            });
            var presence = Purses.purse(spoilt, module);
            var bought = buy(presence, charge(1));

            assertEquals(
                    new Debit.Torn(bought.intent(), Doubt.FALSE_PROOF),
                    bought.debit().orElseThrow());
            assertEquals(
                    new Recovery.StillUnknown(bought.intent(), Doubt.FALSE_PROOF),
                    presence.recover(bought.intent()));
        }
    }

    /// A forged purse knows the form and no key.
    @Test
    void aForgedPurseIsNeverPaidFrom() {
        var forged =
                new Overheard(
                        SimChannel.of(held.card()),
                        (command, answer) ->
                                switch (command[1]) {
                                    case Overheard.DEBIT, PROVE ->
                                            HEX.parseHex("00000000000000009000");
                                    default -> answer;
                                });
        var presence = Purses.purse(forged, module);
        var bought = buy(presence, charge(1));

        assertInstanceOf(Debit.Torn.class, bought.debit().orElseThrow());
        assertInstanceOf(Recovery.StillUnknown.class, presence.recover(bought.intent()));
    }

    /// Everything a card once said, said again for the next purchase.
    @Test
    void aReplayedDebitProvesNothing() {
        var first = new Overheard(SimChannel.of(held.card()));
        var _ = buy(Purses.purse(first, module), charge(1));
        var tape = first.answered();
        int[] at = {0};
        var replay =
                new CardChannel() {
                    @Override
                    public byte[] transmit(byte[] command) {
                        return HEX.parseHex(tape.get(at[0]++ % tape.size()));
                    }

                    @Override
                    public byte[] atr() {
                        return first.atr();
                    }
                };
        var bought = buy(Purses.purse(replay, module), charge(1));

        assertEquals(
                new Debit.Torn(bought.intent(), Doubt.FALSE_PROOF), bought.debit().orElseThrow());
        assertEquals(1, held.purse().debits());
    }

    /// What a purse says it has counted, against what it had before.
    @ParameterizedTest
    @CsvSource({
        "0, 5000, NOT_DEBITED",
        "0, 9000, NOT_DEBITED",
        "0, 4999, BALANCE_LESS",
        "1, 4999, NO_PROOF",
        "2, 4000, COUNTER_AHEAD",
        "65530, 4000, COUNTER_AHEAD",
        "-1, 5000, COUNTER_BACK"
    })
    void withoutAProofTheCounterDecidesOrNobody(int counted, long balance, String verdict) {
        var _ = buy(Purses.purse(SimChannel.of(held.card()), module), charge(1));
        held.purse().load(1);
        var opened =
                assertInstanceOf(
                        Opened.class,
                        Purses.purse(SimChannel.of(held.card()), module).initialise(charge(1)));
        var intent = opened.intent();
        int sequence = intent.cardSide().sequence() + counted;
        var channel =
                new Overheard(
                        SimChannel.of(held.card()),
                        (command, answer) -> {
                            if (command[1] == INITIALISE) {
                                ByteBuffer.wrap(answer)
                                        .putInt((int) balance)
                                        .putShort((short) sequence);
                            }
                            return answer;
                        });

        var found = Purses.purse(channel, module).recover(intent);

        assertEquals(
                verdict.equals("NOT_DEBITED")
                        ? new Recovery.NotDebited(intent)
                        : new Recovery.StillUnknown(intent, Doubt.valueOf(verdict)),
                found);
    }

    static Stream<SimFault> faults() {
        var faults = new ArrayList<SimFault>();
        for (int at = 0; at < 8; at++) {
            for (int status :
                    new int[] {0x6283, 0x6581, 0x6700, 0x6982, 0x6985, 0x6A82, 0x6C0F, 0x6F00}) {
                faults.add(new SimFault.WrongStatus(at, status));
            }
            for (int bytes : new int[] {0, 1, 3, 4, 7, 9, 14, 16, 40, 255}) {
                faults.add(new SimFault.WrongLength(at, bytes));
            }
            faults.add(new SimFault.EndlessMore(at));
        }
        return faults.stream();
    }

    /// A fault at any command, on either face, of a purchase and of a recovery.
    @ParameterizedTest
    @MethodSource("faults")
    void aFaultAnywhereCostsNobodyAnything(SimFault fault) {
        for (var face : Face.values()) {
            var card = Held.of(1, 5_000).through(face);
            var channel = new Overheard(SimChannel.of(card.card().failing(fault)));
            var bought = buy(Purses.purse(channel, module), charge(1));
            assertTrue(channel.debits() <= 1, () -> "" + channel.sent());
            assertTrue(channel.sent().size() < 40, () -> "" + channel.sent().size());
            if (bought.debit().isEmpty()) {
                assertEquals(0, card.purse().debits());
                continue;
            }
            var debit = bought.debit().get();
            if (debit instanceof Debit.Done) {
                assertEquals(1, card.purse().debits());
            }
            if (debit instanceof Debit.Refused) {
                // The one lie that is believed: the debit's own answer. Its holder pays for it.
                assertTrue(channel.sent().getLast().startsWith("8054"));
            }
            var again = new Overheard(SimChannel.of(card.card().failing(fault)));
            var found = Purses.purse(again, module).recover(bought.intent());
            assertEquals(0, again.debits());
            boolean debited = card.purse().debits() == 1;
            assertTrue(debited || !(found instanceof Recovery.Done), () -> fault + " " + found);
            assertTrue(
                    !debited || !(found instanceof Recovery.NotDebited), () -> fault + " " + found);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyAnswersGiveAnOutcome(Face face) {
        long seed = 5;
        var random = new Random(seed);
        var genuine = buy(Purses.purse(SimChannel.of(held.card()), module), charge(1)).intent();
        for (int round = 0; round < 10_000; round++) {
            var noise =
                    new CardChannel() {
                        @Override
                        public byte[] transmit(byte[] command) {
                            return answer(random, command);
                        }

                        @Override
                        public byte[] atr() {
                            return HEX.parseHex(face == Face.CONTACT ? "3b00" : "3b80800101");
                        }
                    };
            var presence = Purses.purse(noise, module);
            var _ = presence.balance();
            var bought = buy(presence, charge(1));
            assertTrue(
                    bought.debit().filter(Debit.Done.class::isInstance).isEmpty(),
                    () -> "seed " + seed);
            assertInstanceOf(Recovery.StillUnknown.class, presence.recover(genuine));
        }
    }

    /// Often of the length that is wanted, with a status that is good.
    private static byte[] answer(Random random, byte[] command) {
        int wanted =
                switch (command[1]) {
                    case (byte) 0xB0 -> 20;
                    case INITIALISE -> 15;
                    case Overheard.DEBIT, PROVE -> 8;
                    default -> 4;
                };
        var answer = new byte[(random.nextInt(4) > 0 ? wanted : random.nextInt(40)) + 2];
        random.nextBytes(answer);
        if (random.nextInt(5) > 0) {
            int[] words = {0x9000, 0x9000, 0x9000, 0x9000, 0x6108, 0x6C08, 0x9406, 0x9401};
            int status = words[random.nextInt(words.length)];
            answer[answer.length - 2] = (byte) (status >> 8);
            answer[answer.length - 1] = (byte) status;
        }
        return Arrays.copyOf(answer, random.nextInt(30) == 0 ? 1 : answer.length);
    }
}
