package onecard.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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
                at(Duration.ofSeconds(-2)));
        nothing(Duration.ofMillis(-2_001));
        assertInstanceOf(LastTap.Nothing.class, LastTap.at(journal, "door-2", AT));
    }

    @Test
    void twoCardsAreNone() throws Exception {
        holds(tap);
        holds(of("uid", "1e".repeat(16)));
        assertInstanceOf(LastTap.Several.class, at(Duration.ofSeconds(1)));
    }

    /// A code on a screen, a plate or a face is no card that stands for somebody for long; and of
    /// a card that was pulled away too soon nobody knows whose it was. Whoever shows such a thing
    /// last is not who had the card before.
    @Test
    void whatIsShownLastIsMeant() throws Exception {
        var kinds = List.of("qr", "pass", "plate", "face", "pin", "order", "none");
        var last = new ArrayList<>(kinds.stream().map(it -> of(it, "1e".repeat(16))).toList());
        last.add(of("ssc", "12"));
        last.add(tap.with("data", tap.object("data").orElseThrow().without("credential")));
        last.add(tap.without("data"));
        last.add(tap.with("time", "yesterday"));
        last.add(tap.without("time"));
        for (var each : last) {
            holds(each);
            nothing(Duration.ofSeconds(1));
            holds(tap);
            assertInstanceOf(LastTap.Shown.class, at(Duration.ofSeconds(1)));
            holds(each);
            nothing(Duration.ofSeconds(1));
        }
    }

    /// What a clock that was set says is long ago was shown last all the same.
    @Test
    void whatIsShownLastIsMeantWheneverItWas() throws Exception {
        holds(tap);
        holds(of("uid", "1e".repeat(16)).with("time", "2026-11-23T07:00:00.000+08:00"));
        nothing(Duration.ofSeconds(1));
    }

    @Test
    void whatIsNoTapOfThatPointDoesNotCount() throws Exception {
        holds(tap);
        holds(of("qr", "1e".repeat(16)).with("type", "onecard.passage.v1"));
        holds(of("qr", "1e".repeat(16)).with("subject", "door-2"));
        run("INSERT INTO record VALUES(1000, 'no json')");
        assertInstanceOf(LastTap.Shown.class, at(Duration.ofSeconds(1)));
    }
}
