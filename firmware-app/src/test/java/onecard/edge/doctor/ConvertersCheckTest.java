package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.hal.SupervisedLine.Measured;
import onecard.site.Board;
import onecard.site.Countertop;
import org.junit.jupiter.api.Test;

/// What `doctor` says of supervised contacts.
class ConvertersCheckTest {

    private static final Board.Channel CHANNEL = new Board.Channel("ads1015", 2);

    @Test
    void itSaysWhatALineMeasuresAndWhatThatMeans() {
        assertEquals(
                "Ok board.contacts.leaf: converter ads1015 channel 2: 1000 mV, closed",
                said(new Measured.Millivolts(1_000)));
        assertEquals(
                "Fail board.contacts.leaf: converter ads1015 channel 2: 3299 mV, cut",
                said(new Measured.Millivolts(3_299)));
        assertEquals(
                "Fail board.contacts.leaf: converter ads1015 channel 2 cannot be read: gone",
                said(new Measured.Unread("gone")));
    }

    @Test
    void aSimulatedOneNeedsNoConverter() {
        var check = new ConvertersCheck(_ -> new Measured.Unread("asked"));
        assertEquals(
                List.of("Ok board.contacts.leaf: simulated"),
                check.check(board(Optional.empty())).stream().map(Findings::text).toList());
    }

    private static String said(Measured measured) {
        var check = new ConvertersCheck(channel -> CHANNEL.equals(channel) ? measured : other());
        return Findings.text(check.check(board(Optional.of(CHANNEL))).getFirst());
    }

    private static Measured other() {
        return new Measured.Unread("another channel");
    }

    private static Board board(Optional<Board.Channel> channel) {
        var leaf =
                new Board.Supervised(
                        channel,
                        new Board.Band(600, 1_300),
                        new Board.Band(1_500, 2_600),
                        Duration.ofMillis(30));
        return new Board(
                "soc",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("leaf", leaf),
                Map.of(),
                Countertop.BARE);
    }
}
