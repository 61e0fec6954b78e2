package onecard.hal.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.hal.CardChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One question, and what goes over the wire for it.
class ApduTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String SLOT = "3b00";
    private static final String FIELD = "3b80800101";

    private interface Question {
        Optional<byte[]> ask(Apdu card) throws Exception;
    }

    private static Arguments row(
            String what, String atr, Question question, String dialogue, String data) {
        return Arguments.of(what, atr, question, List.of(dialogue.split(" ")), data);
    }

    /// Commands and answers in turn, and the data that comes of it; `-` for none.
    static Stream<Arguments> dialogues() {
        Question select = card -> card.select(HEX.parseHex("a000000001"));
        Question record = card -> card.record(6, 6, Absence.FILE);
        Question file =
                card ->
                        card.selectFile(0xEF05, Absence.FILE)
                                ? Optional.of(new byte[0])
                                : Optional.empty();
        return Stream.of(
                row(
                        "T=0 waits",
                        SLOT,
                        select,
                        "00a4040005a000000001 6102 00c0000002 11229000",
                        "1122"),
                row(
                        "T=0 waits twice",
                        SLOT,
                        select,
                        "00a4040005a000000001 6103 00c0000003 116102 00c0000002 22339000",
                        "112233"),
                row(
                        "a length for what waits",
                        SLOT,
                        select,
                        "00a4040005a000000001 6103 00c0000003 6c02 00c0000002 11229000",
                        "1122"),
                row("nothing to tell", SLOT, select, "00a4040005a000000001 9000", ""),
                row("none", SLOT, select, "00a4040005a000000001 6a82", "-"),
                row("in the field", FIELD, select, "00a4040005a00000000100 11229000", "1122"),
                row("the service followed", SLOT, select, "00a4040005a000000001 11229000", "1122"),
                row(
                        "the name alone",
                        FIELD,
                        select,
                        "00a4040005a00000000100 6700 00a4040005a000000001 9000",
                        ""),
                row(
                        "a length is replaced",
                        FIELD,
                        select,
                        "00a4040005a00000000100 6c02 00a4040005a00000000102 11229000",
                        "1122"),
                row(
                        "a length is added, never data",
                        SLOT,
                        select,
                        "00a4040005a000000001 6c02 00a4040005a00000000102 11229000",
                        "1122"),
                row("right at once", SLOT, record, "00b2060406 0604203601319000", "060420360131"),
                row(
                        "right length",
                        SLOT,
                        record,
                        "00b2060406 6c03 00b2060403 0601319000",
                        "060131"),
                row("256 bytes", SLOT, record, "00b2060406 6c00 00b2060400 06019000", "0601"),
                row("no record", SLOT, record, "00b2060406 6a83", "-"),
                row(
                        "a key first",
                        SLOT,
                        card -> card.record(6, 6, Absence.CLOSED_FILE),
                        "00b2060406 6982",
                        "-"),
                row("a file", SLOT, file, "00a4020002ef05 6102 00c0000002 62009000", ""),
                row("no file", SLOT, file, "00a4020002ef05 6a82", "-"),
                row(
                        "a file of bytes",
                        SLOT,
                        card -> card.binary(0x15, 28, Absence.FILE),
                        "00b095001c 11229000",
                        "1122"),
                row("a serial", FIELD, Apdu::serial, "ffca000000 04a1b2c39000", "04a1b2c3"),
                row(
                        "an ID card",
                        FIELD,
                        Apdu::idCardSerial,
                        "0036000008 01234567890123459000",
                        "0123456789012345"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialogues")
    void whatIsSentIsWhatTheCardAsksFor(
            String what, String atr, Question question, List<String> dialogue, String data)
            throws Exception {
        var wire = new Wire(atr, dialogue);

        var answer = question.ask(new Apdu(wire, Collision.NONE));

        assertTrue(wire.left.isEmpty(), () -> what + " left " + wire.left);
        assertEquals(data, answer.map(HEX::formatHex).orElse("-"));
    }

    /// Neither a warning nor an error says that a thing is not there.
    @ParameterizedTest
    @ValueSource(strings = {"06046282", "6283", "6400", "6581", "6982", "6985", "6a81", "6f00"})
    void aFailureIsNoAbsence(String answer) {
        var failing = new Apdu(new Same(HEX.parseHex(answer)), Collision.NONE);

        assertThrows(Unreadable.class, () -> failing.select(HEX.parseHex("a000000001")));
        assertThrows(Unreadable.class, () -> failing.selectFile(0xEF05, Absence.FILE));
        assertThrows(Unreadable.class, () -> failing.record(6, 6, Absence.FILE));
        assertThrows(Unreadable.class, () -> failing.binary(0x15, 28, Absence.FILE));
        assertThrows(Unreadable.class, failing::idCardSerial);
    }

    /// Readers answer for it, each in its own words.
    @Test
    void aStorageCardHasNoApplicationWhateverItsReaderAnswers() throws Exception {
        var storage =
                new Wire(
                        "3b8f8001804f0ca000000306030001000000006a",
                        List.of("00a4040005a00000000100", "6300"));

        assertEquals(
                Optional.empty(),
                new Apdu(storage, Collision.NONE).select(HEX.parseHex("a000000001")));
    }

    @Test
    void waitingForEverIsUnreadable() {
        for (var answer : List.of("6110", "116110", "6c10")) {
            var endless = new Same(HEX.parseHex(answer));
            assertThrows(
                    Unreadable.class,
                    () -> new Apdu(endless, Collision.NONE).select(HEX.parseHex("a000000001")));
            assertEquals(Exchanges.ROUNDS_MAX, endless.commands);
        }
    }

    @Test
    void anAnswerLongerThanAnyFileIsUnreadable() {
        var flood = new Same(HEX.parseHex("00".repeat(256) + "6100"));
        assertThrows(
                Unreadable.class,
                () -> new Apdu(flood, Collision.NONE).record(1, 18, Absence.FILE));
        assertEquals(Exchanges.BYTES_MAX / 256 + 1, flood.commands);
    }

    @Test
    void anAnswerWithoutStatusIsUnreadable() {
        // The last of these are records that lost their ends.
        for (var answer : List.of("", "90", "0604203612", "060420361231", "06042036123190")) {
            assertThrows(
                    Unreadable.class,
                    () ->
                            new Apdu(new Same(HEX.parseHex(answer)), Collision.NONE)
                                    .record(1, 18, Absence.FILE));
        }
    }

    /// A card that expects these commands and no others.
    private static final class Wire implements CardChannel {
        private final String atr;
        final Deque<String> left;

        Wire(String atr, List<String> dialogue) {
            this.atr = atr;
            this.left = new ArrayDeque<>(new ArrayList<>(dialogue));
        }

        @Override
        public byte[] transmit(byte[] command) {
            assertArrayEquals(HEX.parseHex(left.removeFirst()), command, HEX.formatHex(command));
            return HEX.parseHex(left.removeFirst());
        }

        @Override
        public byte[] atr() {
            return HEX.parseHex(atr);
        }
    }

    private static final class Same implements CardChannel {
        private final byte[] answer;
        int commands;

        Same(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public byte[] transmit(byte[] command) {
            commands++;
            return answer.clone();
        }

        @Override
        public byte[] atr() {
            return HEX.parseHex(SLOT);
        }
    }
}
