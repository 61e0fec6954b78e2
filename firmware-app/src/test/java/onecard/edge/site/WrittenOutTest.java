package onecard.edge.site;

import static onecard.edge.site.ReadySites.by;
import static onecard.edge.site.ReadySites.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        var out =
                WrittenOut.of(before + point.formatted("tripod") + site.substring(to));
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
    void twoPointsAreWrittenOutAndAnAliasToo() {
        var two = by("airlock-door");
        var aliased =
                two.replaceFirst("profile: airlock-door", "profile: &airlock airlock-door")
                        .replace("profile: airlock-door", "profile: *airlock");
        for (var site : List.of(two, aliased)) {
            var out = WrittenOut.of(site);
            assertEquals(good(two), good(out));
            assertEquals(out, SiteFile.whole(out));
        }
    }

    /// A key that is itself an alias stands elsewhere: the point keeps the name, and means the same.
    @Test
    void aPointWhoseKeyIsAnAliasKeepsTheName() {
        var two = by("airlock-door");
        var site =
                two.replaceFirst("profile: airlock-door", "&by profile: airlock-door")
                        .replace("    profile: airlock-door", "    *by : airlock-door");
        var out = WrittenOut.of(site);
        assertEquals(good(two), good(site));
        assertEquals(good(two), good(out));
        assertTrue(out.contains("*by : airlock-door"), out);
    }
}
