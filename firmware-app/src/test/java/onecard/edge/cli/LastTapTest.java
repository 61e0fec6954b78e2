package onecard.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which card counts as the one that was just shown.
class LastTapTest {

    private static final Instant AT =
            OffsetDateTime.parse("2026-11-23T08:00:00.123+08:00").toInstant();
    private static final Token CARD = Token.parse("0f".repeat(16)).orElseThrow();

    @TempDir Path dir;
    private Path journal;
    private Json.Obj tap;
    private int records;

    @BeforeEach
    void begin() throws Exception {
        journal = dir.resolve("journal.db");
        run("CREATE TABLE record(pos INTEGER PRIMARY KEY, event TEXT NOT NULL)");
        var example = Path.of("src/main/resources/contract/examples/event.tap-granted.json");
        tap = JsonReader.object(Files.readString(example)).orElseThrow();
    }

    private void run(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + journal);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void holds(Json.Obj event) throws Exception {
        records++;
        run("INSERT INTO record VALUES(%d, '%s')".formatted(records, Canonical.text(event)));
    }

    private Json.Obj of(String kind, String token) {
        var data = tap.object("data").orElseThrow();
        var credential = data.object("credential").orElseThrow();
        return tap.with(
                "data",
                data.with("credential", credential.with("kind", kind).with("token", token)));
    }

    private LastTap at(Duration later) throws Exception {
        return LastTap.at(journal, "door-1", AT.plus(later));
    }

    private void nothing(Duration later) throws Exception {
        assertInstanceOf(LastTap.Nothing.class, at(later));
    }

    @Test
    void itIsTheCardOfTheLastHalfMinute() throws Exception {
        nothing(Duration.ZERO);
        holds(tap);
        holds(tap); // asked, then granted
        assertEquals(
                new LastTap.Shown(CredentialKind.SSC, CARD, Duration.ofSeconds(30)),
                at(Duration.ofSeconds(30)));
        nothing(Duration.ofMillis(30_001));
        // By a clock that was set back a little, as one is when the time comes.
        assertEquals(
                new LastTap.Shown(CredentialKind.SSC, CARD, Duration.ZERO),
                at(Duration.ofSeconds(-1)));
        nothing(Duration.ofSeconds(-31));
        assertInstanceOf(LastTap.Nothing.class, LastTap.at(journal, "door-2", AT));
    }

    @Test
    void twoCardsAreNone() throws Exception {
        holds(tap);
        holds(of("uid", "1e".repeat(16)));
        assertInstanceOf(LastTap.Several.class, at(Duration.ofSeconds(1)));
    }

    /// A code on a screen, a plate or a face is no card that stands for somebody for long.
    @Test
    void whatIsNoCardDoesNotCount() throws Exception {
        for (var kind : new String[] {"qr", "pass", "plate", "face", "pin", "order", "none"}) {
            holds(of(kind, "1e".repeat(16)));
        }
        holds(of("ssc", "12"));
        holds(tap.with("data", tap.object("data").orElseThrow().without("credential")));
        holds(tap.with("time", "yesterday"));
        holds(tap.without("time"));
        holds(tap.with("type", "onecard.passage.v1"));
        run("INSERT INTO record VALUES(1000, 'no json')");
        nothing(Duration.ofSeconds(1));
    }
}
