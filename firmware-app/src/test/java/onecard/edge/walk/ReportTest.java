package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.words.Message;
import onecard.point.Role;
import onecard.words.Lang;
import onecard.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The report of a walk: what stands in it, and who can prove it.
class ReportTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final String EVIL = "</script><b onclick=\"x\">&";

    private final Json.Obj signed = report().signed(KEY);

    @Test
    void itIsProvedByTheKeyThatItNames() {
        var read = JsonReader.ownObject(Canonical.text(signed)).orElseThrow();
        assertEquals(Optional.of(KEY.publicText()), Report.verified(read));
    }

    @Test
    void whatWasAlteredOrIsNoReportIsNotProved() {
        assertEquals(Optional.empty(), Report.verified(signed.with("failed", 0)));
        assertEquals(Optional.empty(), Report.verified(signed.with("walked_by", "somebody else")));
        assertEquals(Optional.empty(), Report.verified(signed.without("findings")));
        assertEquals(Optional.empty(), Report.verified(signed.without("sig")));
        var seed = new byte[32];
        seed[0] = 1;
        var other = SigningKey.ofSeed(seed);
        assertEquals(
                Optional.empty(), Report.verified(signed.with("device_key", other.publicText())));
        var another = Json.Obj.EMPTY.with("device_key", KEY.publicText());
        assertEquals(Optional.empty(), Report.verified(another.with("sig", KEY.sign(another))));
    }

    @ParameterizedTest
    @EnumSource
    void aPageCarriesTheReportThatItIsMadeOf(Lang lang) {
        var page = Page.of(signed, lang);
        assertEquals(Optional.of(signed), Page.report(page));
        assertTrue(page.contains("<html lang=\"" + lang.tag() + "\">"));
        assertTrue(page.contains("@page { size: A4"));
        assertEquals(lang == Lang.ZH, page.contains("调试移交报告"));
    }

    /// Whatever of a page is changed, and the report in it is not, is found.
    @Test
    void aPageOnWhichAWordWasChangedCarriesNone() {
        var page = Page.of(signed, Lang.EN);
        assertTrue(page.contains("1 passed, 1 failed, 1 skipped"));
        assertEquals(
                Optional.empty(),
                Page.report(
                        page.replace(
                                "1 passed, 1 failed, 1 skipped", "2 passed, 0 failed, 1 skipped")));
        assertEquals(Optional.empty(), Page.report(page + " "));
        assertEquals(Optional.empty(), Page.report("<html></html>"));
    }

    @Test
    void failuresAndWhatWasLeftOutStandThereWithTheirReasons() {
        var page = Page.of(signed, Lang.EN);
        assertTrue(
                page.contains("nothing changes, and the line stays at the level of an open one"));
        assertTrue(page.contains("bridge the line to its common"), page);
        assertTrue(page.contains("no contact card at hand"));
        assertTrue(page.contains("changes as it was worked: 1"));
        assertTrue(page.contains("<svg id=\"en\"/>"));
        assertFalse(page.contains("<svg id=\"zh\"/>"));
        assertTrue(page.contains("<th class=\"pair\">SM3 of the site file</th><td>c0ffee</td>"));
        assertTrue(page.contains("2026-11-30 15:00 +08:00"));
    }

    /// What fails is to be seen without reading: in the overview, and at the step.
    @Test
    void aBlockAndAStepThatFailedAreMarked() {
        var page = Page.of(signed, Lang.EN);
        assertTrue(
                page.contains(
                        "<tr class=\"bad\"><td>2. Wiring</td><td class=\"n\">1</td>"
                                + "<td class=\"n\">1</td><td class=\"n\">&#8211;</td></tr>"),
                page);
        assertTrue(page.contains("<tr class=\"bad\"><td class=\"r\">&#10007; failed"), page);
        assertTrue(page.contains("<tr><td class=\"r\">&#10003; passed"), page);
    }

    /// What somebody typed is text on the page, and nothing else.
    @Test
    void noTextBreaksOutOfThePage() {
        var page = Page.of(signed, Lang.EN);
        assertFalse(page.contains(EVIL));
        assertFalse(page.contains("<b onclick"));
        assertEquals(1, page.split("</script>", -1).length - 1);
    }

    private static Report report() {
        var contact = new Sense("door", "exit", new Role.ExitButton());
        return new Report(
                Map.of("site", "hall", "device", "gate", "config", "c0ffee"),
                OffsetDateTime.parse("2026-11-30T15:00:00+08:00"),
                OffsetDateTime.parse("2026-11-30T16:00:00+08:00"),
                EVIL,
                List.of(
                        Stepped.passed(
                                Block.WIRING,
                                "board.contacts.leaf",
                                new Words("门磁", "door contact"),
                                Message.WALK_MEASURED_EDGES.with(1, 1)),
                        Stepped.failed(
                                Block.WIRING,
                                contact.part(),
                                Hands.of(contact),
                                Mistake.CUT.at(contact.part()).found()),
                        Stepped.skipped(
                                Block.READERS,
                                "board.readers.in",
                                new Words("接触卡", "contact card"),
                                new Words("没有接触卡", "no contact card at hand"))),
                List.of(Mistake.CUT.at(contact.part())),
                Map.of(
                        Lang.EN, List.of("<svg id=\"en\"/>"),
                        Lang.ZH, List.of("<svg id=\"zh\"/>")));
    }
}
