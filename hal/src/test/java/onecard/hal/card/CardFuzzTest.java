package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import onecard.hal.CardChannel;
import onecard.hal.card.CardApplication.Unreadable;

/// A card is whatever somebody holds to the reader. The input is its answers one after another:
/// a byte with the length, its highest bit for "and 90 00", then so many bytes.
class CardFuzzTest {

    private static final List<CardApplication> ALL =
            CardApplication.named(List.of("ssc", "idcard", "tunion", "uid"));

    /// SELECT, READ RECORD, GET DATA: nothing else is ever sent to a citizen's card.
    private static final Set<Byte> HARMLESS = Set.of((byte) 0xA4, (byte) 0xB2, (byte) 0xCA);

    /// Name, file, three records and the serial.
    private static final int COMMANDS_MAX = 6;

    @FuzzTest
    void anyCardGivesFactsOrAReason(byte[] answers) {
        var card = new Scripted(answers);
        try {
            var facts =
                    CardApplication.read(
                            card,
                            ALL,
                            (kind, id) -> {
                                assertTrue(
                                        id.matches(
                                                kind.equals("ssc")
                                                        ? "[0-9a-f]{32}"
                                                        : "([0-9a-f]{8}|[0-9a-f]{14}|[0-9a-f]{20})"),
                                        id);
                                return "0".repeat(32);
                            });
            assertTrue(Set.of("ssc", "uid").contains(facts.kind()));
            assertEquals(facts.kind().equals("ssc") ? 1 : 0, facts.assurance());
        } catch (CardChannel.CardLost | Unreadable refused) {
            assertFalse(String.valueOf(refused.getMessage()).isBlank());
        }
        assertTrue(card.commands <= COMMANDS_MAX, () -> card.commands + " commands");
    }

    private static final class Scripted implements CardChannel {
        private final byte[] script;
        private int at;
        private int commands;

        Scripted(byte[] script) {
            this.script = script;
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            assertTrue(HARMLESS.contains(command[1]));
            commands++;
            if (at >= script.length) {
                throw new CardLost("the card left");
            }
            int head = script[at++] & 0xff;
            int end = Math.min(script.length, at + (head & 0x7f));
            var data = Arrays.copyOfRange(script, at, end);
            at = end;
            if (head < 0x80) {
                return data;
            }
            var answer = Arrays.copyOf(data, data.length + 2);
            answer[data.length] = (byte) 0x90;
            return answer;
        }

        @Override
        public byte[] atr() {
            return script.clone();
        }
    }
}
