package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onecard.money.Payment;
import onecard.point.canteen.TillProfile;
import onecard.site.Board;
import onecard.site.SiteTill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tills that the purses on cards pay at, as a site file says them.
class PurseSiteTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-purse.yaml");

    private static String text() throws IOException {
        return Files.readString(BENCH);
    }

    @Test
    void theBenchPaysByPurse() throws IOException {
        var read = SiteFile.read(text());
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        var point = site.points().getFirst();
        var profile = (TillProfile) point.profile();
        assertEquals(new Payment.Purse(), profile.terms().payment());
        assertEquals(Optional.of(Duration.ofSeconds(30)), profile.releasedAfter());
        assertEquals(Optional.of("module"), point.till().flatMap(SiteTill::purse));
        assertEquals(
                Map.of(
                        "module",
                        new Board.PurseModule(
                                new Board.PurseSource.TestKeys("000000000001"),
                                "a00000000386980701",
                                21,
                                1)),
                site.board().purses());
    }

    /// Where somebody has a key, no time frees the till.
    @Test
    void anOperatorReleasesByKeyAlone() throws IOException {
        var read =
                SiteFile.read(
                        text().replace("gpio:", "keypads: { keys: { sim: true } }\n  gpio:")
                                .replace("same_card_s: 30", "keypad: keys"));
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        var profile = (TillProfile) site.points().getFirst().profile();
        assertEquals(Optional.empty(), profile.releasedAfter());
    }

    @Test
    void aPsamStandsInASlot() throws IOException {
        var read =
                SiteFile.read(
                        text().replace(
                                        "test_keys: true, terminal: \"000000000001\"",
                                        "pcsc: \"*SAM*\", application: \"a000000001\""));
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        var module = Objects.requireNonNull(site.board().purses().get("module"));
        assertEquals(
                new Board.PurseSource.Slot("*SAM*", Board.Provider.OWN, "a000000001"),
                module.source());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    purse: module          | stale_after_h: 8                 | required       | points.till-1.purse
                    purse: module          | purse: modul                     | reference      | points.till-1.purse
                    payment: purse         | payment: counted                 | without_effect | points.till-1.purse
                    payment: purse         | payment: counted                 | without_effect | points.till-1.same_card_s
                    repeat_within_s: 0     | accounts: demo                   | contradicts    | points.till-1.accounts
                    repeat_within_s: 0     | wallets: [ { id: personal } ]    | contradicts    | points.till-1.wallets
                    repeat_within_s: 0     | offline_count_max: 5             | contradicts    | points.till-1.offline_count_max
                    repeat_within_s: 0     | floor_fen: 5                     | contradicts    | points.till-1.floor_fen
                    repeat_within_s: 0     | mode: weigh                      | unsupported    | points.till-1.mode
                    repeat_within_s: 0     | mode: tray                       | unsupported    | points.till-1.mode
                    repeat_within_s: 0     | second_factor: pin               | unsupported    | points.till-1.second_factor
                    repeat_within_s: 0     | keypad: keys                     | contradicts    | points.till-1.same_card_s
                    { reader: pay }        | { reader: pay, scanner: qr }     | unsupported    | points.till-1.in.scanner
                    { reader: pay }        | { reader: pay, keypad: keys }    | unsupported    | points.till-1.in.keypad
                    { reader: pay }        | { reader: pay, more_readers: [o] } | unsupported  | points.till-1.in.more_readers
                    { reader: pay }        | { scanner: qr }                  | required       | points.till-1.in.reader
                    [tunion, uid]          | [idcard]                         | no_purse       | points.till-1.in.reader
                    pcsc: "*", slot: contactless, applications: [tunion, uid] | serial: /dev/serial/by-id/sam | no_purse | points.till-1.in.reader
                    test_keys: true,       | test_keys: true, pcsc: "*SAM*",  | driver         | board.purses.module
                    terminal: "000000000001" | terminal: "1"                  | text           | board.purses.module.terminal
                    terminal: "000000000001" | name: "a0"                     | text           | board.purses.module.name
                    mqtt://127.0.0.1:1883  | mqtt://broker.example:1883       | unsafe         | board.purses.module.test_keys
                    """)
    void whatDoesNotGoTogetherIsRefusedWhereItStands(
            String what, String by, String rule, String path) throws IOException {
        var more =
                text().replace(
                                "gpio:",
                                "keypads: { keys: { sim: true } }\n  scanners: { qr: { sim: true } }\n  gpio:")
                        .replace("readers: {", "readers: { o: { sim: true },");
        assertTrue(more.contains(what), what);
        var read = SiteFile.read(more.replace(what, by));
        var problems = assertInstanceOf(SiteFile.Read.Bad.class, read, read::toString).problems();
        assertTrue(
                problems.stream()
                        .anyMatch(
                                it ->
                                        it.rule().equals(rule)
                                                && it.path().equals(path)
                                                && !it.advice().en().isEmpty()),
                problems::toString);
    }

    /// A module serves one till.
    @Test
    void twoTillsNeedTwoModules() throws IOException {
        var twice =
                text().replace("readers: {", "readers: { o: { sim: true },")
                        .replace(
                                "lists: { demo",
                                """
                                  - id: till-2
                                    profile: canteen
                                    in: { reader: o }
                                    payment: purse
                                    purse: module
                                    meals: { meal: { schedule: always, price_fen: 1250 } }
                                    lists: [demo]
                                lists: { demo""");
        var read = SiteFile.read(twice);
        var problems = assertInstanceOf(SiteFile.Read.Bad.class, read, read::toString).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertEquals("points.till-2", problems.getFirst().path());
    }
}
