package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.hal.CardChannel;
import onecard.hal.CardFacts;
import onecard.hal.Pseudonym;
import onecard.hal.card.CardApplication.Unreadable;
import onecard.hal.sim.SimCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardApplicationTest {

    private static final String CODE = "342500d1560000050000000000000001";
    private static final List<CardApplication> BOTH = CardApplication.named(List.of("ssc", "uid"));

    private final List<String> hashed = new ArrayList<>();
    private final Pseudonym pseudonym =
            (kind, id) -> {
                hashed.add(kind + " " + id);
                return "0".repeat(32);
            };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyGenerationIsReadByItsIdentificationCode(int generation) throws Exception {
        var card = SimCard.socialSecurity(CODE, generation, Optional.of("20360131"));

        var facts = read(card);

        assertEquals("ssc", facts.kind());
        assertEquals(generation, facts.generation().orElseThrow());
        assertEquals(LocalDate.of(2036, 1, 31), facts.expires().orElseThrow());
        assertEquals(1, facts.assurance());
        assertEquals(List.of("ssc " + CODE), hashed);
        assertEquals(List.of(), card.harmful());
    }

    @Test
    void aPlainCardIsItsSerial() throws Exception {
        assertEquals(0, read(SimCard.plain("04a1b2c3d4e5f6")).assurance());
        assertEquals(List.of("uid 04a1b2c3d4e5f6"), hashed);
    }

    @Test
    void aRandomSerialNamesNobody() {
        assertThrows(Unreadable.class, () -> read(SimCard.plain("08a1b2c3")));
    }

    @Test
    void aCardWithoutExpiryIsReadWithoutOne() throws Exception {
        assertTrue(read(SimCard.socialSecurity(CODE, 3, Optional.empty())).expires().isEmpty());
        assertTrue(
                read(SimCard.socialSecurity(CODE, 3, Optional.of("ffffffff"))).expires().isEmpty());
    }

    @Test
    void nonsenseIsUnreadableAndNeverAnException() {
        assertThrows(
                Unreadable.class,
                () -> read(SimCard.socialSecurity(CODE, 3, Optional.of("20361301"))));
        assertThrows(
                Unreadable.class,
                () -> read(SimCard.socialSecurity("f".repeat(32), 3, Optional.empty())));
    }

    @Test
    void anyAnswerOfAHostileCardIsFactsOrARefusal() {
        long seed = 3;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var channel =
                    new Hostile(
                            () -> {
                                var answer = new byte[random.nextInt(24)];
                                random.nextBytes(answer);
                                if (answer.length >= 2 && random.nextInt(4) > 0) {
                                    answer[answer.length - 2] = (byte) 0x90;
                                    answer[answer.length - 1] = 0;
                                }
                                return answer;
                            });
            try {
                assertEquals(
                        32, CardApplication.read(channel, BOTH, pseudonym).pseudonym().length());
            } catch (CardChannel.CardLost | Unreadable expected) {
                assertTrue(expected.getMessage() != null, () -> "seed " + seed);
            }
        }
    }

    private CardFacts read(SimCard card) throws CardChannel.CardLost, Unreadable {
        return CardApplication.read(
                new CardChannel() {
                    @Override
                    public byte[] transmit(byte[] command) {
                        return card.answer(command);
                    }

                    @Override
                    public byte[] atr() {
                        return card.atr();
                    }
                },
                BOTH,
                pseudonym);
    }

    private record Hostile(java.util.function.Supplier<byte[]> answers) implements CardChannel {
        @Override
        public byte[] transmit(byte[] command) {
            return answers.get();
        }

        @Override
        public byte[] atr() {
            return HexFormat.of().parseHex("3b00");
        }
    }
}
