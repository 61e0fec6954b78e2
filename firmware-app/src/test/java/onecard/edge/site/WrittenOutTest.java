package onecard.edge.site;

import static onecard.edge.site.ReadySites.by;
import static onecard.edge.site.ReadySites.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A site file with its ready profiles written out: a file again, that means the same.
class WrittenOutTest {

    @Test
    void theKeysOfTheProfileStandAtThePointWithTheirReasons() {
        var site = by("tripod", "window_ms: 8000 # wide bags");
        assertEquals(
                site.replace(
                        "    profile: tripod\n",
                        """
                            profile: turnstile
                            # {{{ tripod
                            # window_ms: 5000 -> 8000
                            closing_ms: 1000            # the arm is home within it / 拦杆在此时间内到位
                            passes: 1                   # a second tap only extends the time / 再次刷卡仅延长时间
                            exit_button_stuck_ms: 60000 # held longer, the button is stuck: an alarm / 按住更久视为卡住并报警
                            journal_full: refuse        # nobody comes in unrecorded; leaving and fire are never held up / 无法记录则不放行;出门与消防不受影响
                            least: A1                   # a card whose number can be copied is enough / 可复制的卡号即可
                            # }}}
                        """),
                WrittenOut.of(site));
    }

    @Test
    void aSectionInPlaceOfAnotherIsNotShownInFull() {
        var out = WrittenOut.of(by("canteen-fixed", "wallets: [ { id: personal } ]"));
        assertTrue(out.contains(" }, { id: personal } ] -> a sequence\n"), out);
    }

    @Test
    void whatIsNotGoodOrNamesNoneStays() {
        var out = WrittenOut.of(by("tripod"));
        var wrong = by("tripod", "window_ms: 1");
        for (var text : List.of(out, wrong, "", "[", "points: [ { profile: tripod } ]")) {
            assertEquals(text, WrittenOut.of(text));
        }
    }

    /// However a point says it, what is written out means the same and names no profile more.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "profile: tripod # wide / 宽",
                "profile: \"tripod\"",
                "profile: 'tripod'",
                "profile:   tripod   ",
                "profile:\n      tripod",
                "profile: # wide\n      tripod",
                "? profile\n    : tripod",
                "\"profile\": tripod",
                "profile: !!str tripod",
                "profile: &lane tripod",
                "profile: tripod\r",
                "fire: fire # 😀\n    profile: tripod"
            })
    void everyWayOfNamingItIsWrittenOut(String named) {
        var site = by("tripod").replace("profile: tripod", named);
        var out = WrittenOut.of("# 😀\n" + site);
        assertEquals(good(site), good(out));
        assertFalse(SiteFile.whole(out).length() > out.length(), out);
    }

    @Test
    void aPointInOneLineStaysInOne() {
        var site = by("tripod");
        int to = site.indexOf("lists: { staff");
        var point =
                "  - { id: point-1, profile: %s, in: { reader: in, relay: open-in }, out: { reader:"
                        + " out, relay: open-out }, lists: [staff], least: A2 }\n";
        var before = site.substring(0, site.indexOf("  - id"));
        var out = WrittenOut.of(before + point.formatted("tripod") + site.substring(to));
        assertEquals(
                before
                        + point.formatted(
                                "turnstile, window_ms: 5000, closing_ms: 1000, passes: 1,"
                                        + " exit_button_stuck_ms: 60000, journal_full: refuse")
                        + site.substring(to),
                out);
        good(out);
    }

    @Test
    void eachPointIsWrittenOut() {
        var two = by("airlock-door");
        var out = WrittenOut.of(two);
        assertEquals(good(two), good(out));
        assertEquals(out, SiteFile.whole(out));
        assertEquals(3, out.split("# \\{\\{\\{ airlock-door").length);
    }

    /// What is named by an alias has no place of its own; it means the same all the same.
    @ParameterizedTest
    @CsvSource({
        "profile: airlock-door, profile: &name airlock-door, profile: *name",
        "profile: airlock-door, &by profile: airlock-door, *by : airlock-door"
    })
    void aliasesStayAsTheyAre(String from, String first, String second) {
        var two = by("airlock-door");
        var at = two.lastIndexOf(from);
        var site =
                two.substring(0, at).replace(from, first)
                        + second
                        + two.substring(at + from.length());
        var out = WrittenOut.of(site);
        assertEquals(good(two), good(site));
        assertEquals(good(two), good(out));
        assertTrue(out.contains(second), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n      ", "# why\n      ", "\n\n# why\n#\n      "})
    void whateverStandsBeforeTheNameIsNoWork(String between) {
        var site = by("tripod").replace("profile: ", "profile: " + between.repeat(10_000));
        assertEquals(good(by("tripod")), good(WrittenOut.of(site)));
        assertTrue(WrittenOut.of(site).contains("# {{{ tripod"));
    }

    /// Of files that somebody mistyped.
    @Test
    void noBytesMakeItThrowAndWhatItWritesMeansTheSame() {
        var random = new Random(6);
        int good = 0;
        for (int round = 0; round < 1_500; round++) {
            var names = ReadyProfiles.NAMES;
            var text = new StringBuilder(by(names.get(random.nextInt(names.size()))));
            int from = text.indexOf("points:");
            for (int i = 0; i <= random.nextInt(3); i++) {
                int at = from + random.nextInt(text.length() - from);
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 ->
                            text.insert(
                                    at, "{}[]:-&*!|>'\"#%@`\t\n é~?,".charAt(random.nextInt(24)));
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                }
            }
            var site = text.toString();
            var out = WrittenOut.of(site);
            assertTrue(SiteFile.whole(site).startsWith(site));
            if (SiteFile.read(site) instanceof SiteFile.Read.Good(var profile)) {
                assertEquals(profile, good(out), site);
                good++;
            } else {
                assertEquals(site, out);
            }
        }
        assertTrue(good > 30, good + " good");
    }
}
