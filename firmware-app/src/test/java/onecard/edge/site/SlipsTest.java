package onecard.edge.site;

import static onecard.edge.site.Checked.bad;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What installers write in haste, and all that is said of it.
class SlipsTest {

    private static final String SITE =
            """
            onecard: 1
            site: hall
            device: north
            timezone: Asia/Shanghai
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true }, pay: { sim: true } }
              relays: { lock: { line: 17, max_on_ms: 10000 } }
            schedules: { noon: [ { days: [mon], from: "11:00", until: "13:00" } ] }
            calendars: { cn: { holidays: [2026-10-01] } }
            points:
              - id: door-1
                profile: door
                in: { reader: in, relay: lock }
                release_ms: 5000
                journal_full: refuse
                lists: [staff]
              - id: till-1
                profile: canteen
                in: { reader: pay }
                mode: journey
                fares: [ { stages: 1, price_fen: 200 }, { stages: 9, price_fen: 300 } ]
                meals: { noon: { schedule: noon } }
                lists: [staff]
                accounts: accounts
                wallets: [ { id: personal } ]
            lists: { staff: {}, accounts: {} }
            uplink: { url: "mqtt://127.0.0.1" }
            keys: { site: { generate: true } }
            """;

    @Test
    void whatTheyAreMadeFromIsGood() {
        assertEquals(2, Checked.good(SITE).points().size());
    }

    /// What is replaced by what, all that is told, and what the first of it advises.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "release_ms: 5000 | release_s: 5 | 15:5 unknown_key | release_ms? its value is in"
                        + " milliseconds",
                "release_ms: 5000 | release: 5 | 15:5 unknown_key | release_ms? its value is in"
                        + " milliseconds",
                "release_ms: 5000 | release_ms: 5 | 15:17 range | in milliseconds",
                "price_fen: 200 | price_yuan: 2 | 22:27 unknown_key | price_fen? its value is in"
                        + " fen",
                "release_ms: | relaese_ms: | 15:5 unknown_key | release_ms?",
                "reader: in, | reade: in, | 14:11 unknown_key | reader?",
                "in: { reader: in, | ni: { reader: in, | 14:5 unknown_key | mean in?",
                "relays: | relay: | 8:3 unknown_key | relays?",
                "lists: { staff | list: { staff | 27:1 unknown_key | lists?",
                "profile: door | profil: door | 13:5 unknown_key | profile?",
                "profile: door | profile: dooor | 13:14 choice | mean door?",
                "profile: door | profile: gate | 13:14 choice | write one of door",
                "profile: door | calendar: cn | 12:5 required | add profile",
                "relays: { lock: | relays: { Lock: | 8:13 id | a name must be",
                "relay: lock | relay: lokc | 14:30 reference | mean lock?",
                "relay: lock | relay: staff | 14:30 reference | staff is a list, not a relay;"
                        + " known: lock",
                "relay: lock | relay: in | 14:30 reference | in is a reader, not a relay; known:"
                        + " lock",
                "reader: in, | reader: in, scanner: qr, | 14:32 reference | board.scanners",
                "[staff]\\n  - id | [staf]\\n  - id | 17:13 reference | mean staff?",
                "from: \"11:00\" | from: \"11:00 | 9:59 yaml | mend",
                "url: \"mqtt://127.0.0.1\" | url: \"mqtt://127.0.0.1 | 28:16 yaml | mend",
                "Asia/Shanghai | \"Asia/Shanghai | 4:11 yaml | mend",
                "gpio: { chip | \\tgpio: { chip | 6:3 yaml | mend"
            })
    void isToldOnceAndWithNothingElse(String good, String wrong, String told, String advice) {
        var stands = good.replace("\\n", "\n");
        assertTrue(SITE.contains(stands), good);
        var problems = bad(SITE.replace(stands, wrong.replace("\\n", "\n").replace("\\t", "\t")));

        assertEquals(
                List.of(told),
                problems.stream()
                        .map(it -> it.line() + ":" + it.column() + " " + it.rule())
                        .toList(),
                problems::toString);
        var said = problems.getFirst().advice();
        assertTrue(said.in(Lang.EN).contains(advice), said.in(Lang.EN));
        assertTrue(said.in(Lang.ZH).matches(".*\\p{IsHan}.*"), said.in(Lang.ZH));
    }

    /// One of shape hides none of meaning, nor the other way round.
    @Test
    void faultsOfEveryKindAreToldTogether() {
        var problems =
                bad(
                        SITE.replace("Asia/Shanghai", "Asia/Nowhere")
                                .replace("reader: pay", "reader: payy")
                                .replace("release_ms: 5000", "release_ms: many")
                                .replace("2026-10-01", "2026-02-30")
                                .replace(
                                        "journal_full: refuse",
                                        "journal_full: refuse\n    fier: lock")
                                .replace("mqtt://127.0.0.1", "ftp://x"));
        assertEquals(
                List.of(
                        "timezone",
                        "date",
                        "whole",
                        "unknown_key",
                        "reference",
                        "reference",
                        "text"),
                problems.stream().map(it -> it.rule()).toList(),
                problems::toString);
    }
}
