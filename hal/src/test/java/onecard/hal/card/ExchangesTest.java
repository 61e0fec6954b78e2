package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import onecard.hal.CardChannel;
import onecard.hal.card.Exchanges.Command;
import org.junit.jupiter.api.Test;

/// What must not be done twice. The rest is in [ApduTest].
class ExchangesTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Command ONCE = Command.of(0x80, 0x54, 0x01, 0x00).with(new byte[] {7});

    @Test
    void whatWaitsIsFetched() throws Exception {
        var card = new Card("6104", "11226c02", "33449000");

        var answer = new Exchanges(card, Collision.NONE).askOnce(ONCE);

        assertEquals("3344", HEX.formatHex(answer.data()));
        assertEquals(0x9000, answer.status());
        assertEquals(List.of("805401000107", "00c0000004", "00c0000002"), card.sent);
    }

    @Test
    void aWrongLengthIsTheAnswerAndNothingIsSentAgain() throws Exception {
        var card = new Card("6c08");

        assertEquals(0x6C08, new Exchanges(card, Collision.NONE).askOnce(ONCE).status());
        assertEquals(1, card.sent.size());
    }

    @Test
    void aStatusThatComesLaterIsNotTheCommands() {
        for (var later : List.of("6985", "6a82", "9401", "6f00")) {
            var card = new Card("6108", later);

            assertThrows(Unreadable.class, () -> new Exchanges(card, Collision.NONE).askOnce(ONCE));
            assertTrue(card.sent.getLast().startsWith("00c0"));
        }
    }

    /// Answers in turn, by its contacts.
    private static final class Card implements CardChannel {
        final List<String> sent = new ArrayList<>();
        private final Deque<String> answers;

        Card(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public byte[] transmit(byte[] command) {
            sent.add(HEX.formatHex(command));
            return HEX.parseHex(answers.removeFirst());
        }

        @Override
        public byte[] atr() {
            return HEX.parseHex("3b00");
        }
    }
}
