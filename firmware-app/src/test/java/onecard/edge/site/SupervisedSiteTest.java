package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import onecard.point.door.DoorProfile;
import onecard.site.Board;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Supervised contacts in a site file: what their keys mean, and what is said of wrong ones.
class SupervisedSiteTest {

    private static final Path DOOR = Path.of("..", "profiles", "examples", "supervised-door.yaml");

    @Test
    void aContactIsMeasuredOnAChannel() throws IOException {
        var site = good(text());
        assertEquals(
                new Board.Supervised(
                        Optional.of(new Board.Channel("ads1015", 0)),
                        new Board.Band(600, 1_300),
                        new Board.Band(1_500, 2_600),
                        Duration.ofMillis(50)),
                site.board().supervised().get("leaf"));
        assertEquals(Set.of("fire"), site.board().contacts().keySet());
        assertEquals(Set.of("leaf", "exit", "fire"), site.board().observing());
        var door = (DoorProfile) site.points().getFirst().profile();
        assertEquals(Optional.of(Duration.ofMillis(50)), door.contact());
    }

    @Test
    void onASimulatedBoardItIsAFile() throws IOException {
        var board = good(text().replace("chip: pinctrl-bcm2711", "chip: sim")).board();
        board.supervised().values().forEach(line -> assertEquals(Optional.empty(), line.channel()));
        var mixed = good(text().replace("adc: ads1015, channel: 0", "sim: true")).board();
        assertEquals(
                Set.of(false, true),
                Set.copyOf(
                        mixed.supervised().values().stream()
                                .map(line -> line.channel().isPresent())
                                .toList()));
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    channel: 0, | channel: 1,               | line_used_twice | board.contacts
                    channel: 0, |                           | required        | board.contacts.leaf
                    channel: 0, | channel: 32,              | range           | board.contacts.leaf.channel
                    channel: 0, | channel: 0, line: 6,      | driver          | board.contacts.leaf
                    channel: 0, | channel: 0, sim: true,    | driver          | board.contacts.leaf
                    channel: 0, | channel: 0, bias: none,   | without_effect  | board.contacts.leaf.bias
                    channel: 0, | channel: 0, closed_when: low, | without_effect | board.contacts.leaf.closed_when
                    'channel: 0, closed_mv: [600, 1300],' | channel: 0,      | required   | board.contacts.leaf
                    'channel: 0, closed_mv: [600, 1300]' | 'channel: 0, closed_mv: [1300, 600]' | band | board.contacts.leaf.closed_mv
                    'channel: 0, closed_mv: [600, 1300]' | 'channel: 0, closed_mv: [600]'  | band | board.contacts.leaf.closed_mv
                    'channel: 0, closed_mv: [600, 1300]' | 'channel: 0, closed_mv: [600, 1500]' | bands_meet | board.contacts.leaf.open_mv
                    ', closed_when: high' |                 | required        | board.contacts.fire
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        assertProblem(rule, path, text().replace(good, wrong == null ? "" : wrong));
    }

    private static String text() throws IOException {
        return Files.readString(DOOR);
    }
}
