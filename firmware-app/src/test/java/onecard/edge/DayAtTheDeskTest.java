package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.Tokens;
import onecard.edge.demo.DemoBroker;
import onecard.edge.process.Ports;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A meeting at one desk of the whole daemon, by the site file that is shipped, as those who stand
/// before it see it: cards and an operator's hand go in; what the panel, the display and the paper
/// say comes out, and stands word for word in `day-at-the-desk.zh-CN.txt` and
/// `day-at-the-desk.en.txt`.
class DayAtTheDeskTest extends ScriptedTill {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final String BEN = "342500d1560000050000000000000002";
    private static final String CORA = "342500d1560000050000000000000003";
    private static final String DAN = "342500d1560000050000000000000004";
    private static final String GUEST = "342500d1560000050000000000000005";
    private static final String NOBODY = "342500d1560000050000000000000006";

    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,staff,,,,
            ssc,%s,p-0002,staff,,,,
            ssc,%s,p-0003,staff,,,,
            ssc,%s,p-0004,staff,,,,
            ssc,%s,p-0005,staff,,,,
            """
                    .formatted(ANN, BEN, CORA, DAN, GUEST);

    private static final String EXPECTED =
            """
            subject,meeting,role,seat,valid_from,valid_until,consent
            p-0001,board-7,chair,A 1,,,
            p-0002,board-7,,A 2,,,
            p-0003,board-7,,B 1,,,
            p-0004,board-7,,B 2,,,
            """;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    DayAtTheDeskTest() {
        super(Instant.parse("2026-11-28T00:20:00Z"), "desk");
    }

    @ParameterizedTest
    @EnumSource
    void theDayIsWhatTheFileSays(Lang lang) throws Exception {
        int port = Ports.free();
        try (var _ = new DemoBroker(port);
                var taped = new TillTape(golden("day-at-the-desk", lang), lang)) {
            tape = taped;
            till = daemon(port);
            try (var _ = till) {
                day();
            }
            taped.end();
        }
    }

    private void day() throws Exception {
        tap(ANN);
        tape.step("01 nobody has said who is expected");
        till.imports("roster", EXPECTED, 4);
        until(8, 25);
        tap(ANN);
        tape.step("02 Ann is too early");

        until(8, 31);
        tape.step("03 the desk is open");
        until(8, 40);
        tap(ANN);
        tape.step("04 Ann signs in");
        until(8, 45);
        tap(ANN);
        tape.step("05 and once more");
        tap(NOBODY);
        tape.step("06 a card that nobody knows");
        until(8, 50);
        tap(GUEST);
        tape.step("07 somebody whom nobody expects");

        until(9, 4);
        tap(BEN);
        tape.step("08 Ben is on time still");
        until(9, 10);
        attends("p-0003");
        tape.step("09 Cora has forgotten her card, and is signed in by hand");
        until(9, 40);
        tap(DAN);
        tape.step("10 Dan is very late");

        until(10, 30);
        tap(ANN);
        tape.step("11 Ann leaves early");
        until(11, 50);
        tap(BEN);
        tape.step("12 Ben leaves in time");
        until(12, 30);
        tap(DAN);
        tape.step("13 Dan after the end");
        tap(NOBODY);
        tape.step("14 the card that nobody knows");

        until(13, 0);
        tape.step("15 the desk is closed, and reports");
        until(13, 10);
        tap(ANN);
        tape.step("16 Ann is too late for anything");
    }

    private void until(int hour, int minute) {
        var wall = LocalTime.ofInstant(clocks.wall().get(), ZONE);
        later(Duration.between(wall, LocalTime.of(hour, minute)));
    }

    /// Until it is decided, and the loop has heard that the card is gone: what is heard later is
    /// later.
    private void tap(String card) {
        moment();
        till.tap("desk", card);
        till.verdict();
        later(Duration.ofMillis(1));
    }

    private void attends(String subject) throws Exception {
        var tokens = new Tokens(Secrets.siteKey(new Secret.Generate(), dir.resolve("state")));
        var answer =
                till.ask(
                        Json.Obj.EMPTY
                                .with("id", "by-hand-0001")
                                .with("verb", "attend")
                                .with("point", "desk-1")
                                .with(
                                        "args",
                                        Json.Obj.EMPTY
                                                .with(
                                                        "person",
                                                        tokens.of("subject", subject).toString())
                                                .with(
                                                        "operator",
                                                        tokens.of("subject", "p-0001")
                                                                .toString())));
        assertEquals(Optional.of(true), answer.bool("ok"), answer::toString);
    }

    private SimDaemon daemon(int port) throws Exception {
        var _ = stateWithKey(dir);
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "meeting.yaml"))
                        .replace("clock: kernel", "clock: assume_synced")
                        .replaceFirst("desk: \\{ pcsc.*\\] \\}", "desk: { sim: true }")
                        .replace("# displays: {", "displays: { front: { sim: true } } #")
                        .replace("# printers: {", "printers: { paper: { sim: true } } #")
                        .replace("# display: front", "display: front")
                        .replace("# printer: reports", "printer: paper")
                        .replace("roster: {}", "roster: { local: true }")
                        .replace("least: A1", "least: A0")
                        .replace("host: required", "host: none")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + port);
        var daemon = new SimDaemon(dir, text, clocks);
        daemon.imports("staff", PEOPLE, 5);
        return daemon;
    }
}
