package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.hal.Brisk;
import onecard.hal.CardChannel;
import onecard.hal.CardFault;
import onecard.hal.card.ReadingPlan.Slot;

/// A card is whatever somebody holds to the reader. The input is its answers ([AnswerScript]).
class CardFuzzTest {

    /// A two-card word that the fuzzer can find.
    private static final ReadingPlan ALL =
            ReadingPlan.of(
                    List.of("ssc", "idcard", "tunion", "uid"),
                    Map.of(),
                    true,
                    new Slot(java.util.Optional.empty(), true, Collision.of(List.of("6401"))));

    /// SELECT, READ RECORD, READ BINARY, GET RESPONSE, GET DATA and an ID card's serial: nothing
    /// else is ever sent to a citizen's card.
    private static final Set<Byte> HARMLESS =
            Set.of((byte) 0xA4, (byte) 0xB2, (byte) 0xB0, (byte) 0xC0, (byte) 0xCA, (byte) 0x36);

    /// Three names of which each may be tried twice, three files, five records, the serials and
    /// what is looked for last.
    private static final int QUESTIONS_MAX = 24;

    /// How a credential of each kind looks before it is hashed.
    private static final Map<String, String> FORMS =
            Map.of(
                    "ssc", "[0-9a-f]{32}",
                    "idcard", "[0-9]{17}[0-9X]",
                    "idcard-serial", "[0-9a-f]{16}",
                    "tunion", "[0-9]{1,19}",
                    "uid", "([0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})");

    @FuzzTest
    void anyCardGivesFactsOrAReason(byte[] answers) {
        Brisk.run(() -> reads(answers));
    }

    private static void reads(byte[] answers) {
        var card = new Scripted(answers);
        try {
            var facts =
                    ALL.read(
                            card,
                            (kind, id) -> {
                                assertTrue(id.matches(FORMS.getOrDefault(kind, "")), kind);
                                return "0".repeat(32);
                            });
            assertTrue(FORMS.containsKey(facts.kind()));
            assertEquals(
                    facts.kind().equals("ssc") || facts.kind().equals("tunion") ? 1 : 0,
                    facts.assurance());
            assertEquals(facts.kind().equals("ssc"), facts.generation().isPresent());
            facts.region().ifPresent(region -> assertTrue(region.matches("[0-9]{6}")));
        } catch (CardChannel.CardLost lost) {
            assertFalse(String.valueOf(lost.getMessage()).isBlank());
        } catch (Unreadable refused) {
            assertFalse(String.valueOf(refused.getMessage()).isBlank());
            assertTrue(refused.fault() != CardFault.READER_FAILED);
        }
        assertTrue(
                card.commands <= QUESTIONS_MAX * Exchanges.ROUNDS_MAX,
                () -> card.commands + " commands");
    }

    private static final class Scripted implements CardChannel {
        private final byte[] script;
        private final AnswerScript answers;
        private int commands;

        Scripted(byte[] script) {
            this.script = script;
            this.answers = new AnswerScript(script);
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            assertTrue(HARMLESS.contains(command[1]));
            commands++;
            return answers.next();
        }

        /// Odd at its end: in the field.
        @Override
        public byte[] atr() {
            boolean odd = script.length > 0 && (script[script.length - 1] & 1) == 1;
            return HexFormat.of().parseHex(odd ? "3b80800101" : "3b00");
        }
    }
}
