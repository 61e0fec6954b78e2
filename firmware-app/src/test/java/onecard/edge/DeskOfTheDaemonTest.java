package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.process.Ports;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bench's desk in the whole daemon: people and roster from files, cards, an operator's hand,
/// and what is written out at the end.
class DeskOfTheDaemonTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");

    @TempDir private Path dir;

    @Test
    void peopleSignInByTheRosterOfAFile() throws Exception {
        var site =
                Files.readString(EXAMPLES.resolve("bench-meeting.yaml"))
                        .replaceFirst("desk: \\{ pcsc.*\\] \\} \\}", "desk: { sim: true } }")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        try (var daemon = new SimDaemon(dir, site)) {
            daemon.imports("demo", Files.readString(EXAMPLES.resolve("bench-meeting.csv")), 6);
            daemon.tap("desk", "342500d1560000050000000000000001");
            assertEquals("refused STALE_LIST", daemon.verdict());

            daemon.imports("roster", Files.readString(EXAMPLES.resolve("bench-roster.csv")), 4);
            daemon.tap("desk", "342500d1560000050000000000000002");
            assertEquals("granted OK", daemon.verdict());
            var signed = signed(daemon);
            assertEquals(Optional.of("on_time"), signed.text("result"));
            assertEquals(Optional.of("A 2"), signed.text("seat"));
            assertEquals(Optional.of(4L), signed.number("expected"));
            assertEquals(
                    Optional.of("roster"), signed.object("list").flatMap(it -> it.text("name")));
            var person = signed.text("person").orElseThrow();

            var answer =
                    daemon.ask(
                            Json.Obj.EMPTY
                                    .with("id", "by-hand-0001")
                                    .with("verb", "attend")
                                    .with("point", "desk-1")
                                    .with(
                                            "args",
                                            Json.Obj.EMPTY
                                                    .with("person", "f".repeat(32))
                                                    .with("operator", person)));
            assertEquals(Optional.of(true), answer.bool("ok"), answer::toString);
            var byHand = signed(daemon);
            assertEquals(Optional.of("walk_in"), byHand.text("result"));
            assertEquals(Optional.of(person), byHand.text("operator"));

            var csv = export();
            assertEquals(3, csv.size(), csv::toString);
            assertTrue(csv.getFirst().startsWith("meeting,date,person,result,came,"));
            assertTrue(csv.get(1).contains("," + person + ",on_time,"), csv.get(1));
            assertTrue(csv.get(1).contains(",A 2,bench/desk-1,"), csv.get(1));
            assertTrue(csv.get(2).contains("," + "f".repeat(32) + ",walk_in,"), csv.get(2));
            assertFalse(daemon.watched.holds("342500d15600000500000000000"), "a card's number");
        }
    }

    private static Json.Obj signed(SimDaemon daemon) {
        return daemon.watched.next(event -> event.text("person").isPresent());
    }

    private List<String> export() {
        var out = new ByteArrayOutputStream();
        var console =
                new Console(
                        Lang.EN,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(out, true, StandardCharsets.UTF_8));
        int status =
                Main.run(
                        console,
                        "attendance",
                        "export",
                        "--meeting",
                        "bench",
                        "--state",
                        dir.resolve("state").toString());
        assertEquals(0, status, out::toString);
        return List.of(out.toString(StandardCharsets.UTF_8).split("\r\n"));
    }
}
