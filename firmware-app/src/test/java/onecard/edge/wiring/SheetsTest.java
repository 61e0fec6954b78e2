package onecard.edge.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.edge.draw.Drawing;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Point;
import onecard.edge.draw.Svg;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What must hold of the picture of any site.
class SheetsTest {

    private static final double A4_LONG = 842;
    private static final double A4_SHORT = 595;
    private static final double SMALLEST = 12;

    static Stream<Arguments> sites() throws IOException {
        return SomeSites.all().entrySet().stream()
                .flatMap(
                        entry ->
                                Stream.of(Lang.values())
                                        .map(
                                                lang ->
                                                        Arguments.of(
                                                                entry.getKey(),
                                                                lang,
                                                                entry.getValue())));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void itPrintsOnA4InLettersThatCanBeRead(String name, Lang lang, SiteProfile site) {
        for (var sheet : sheets(site, lang)) {
            assertEquals(A4_LONG, sheet.width());
            assertEquals(A4_SHORT, sheet.height());
            for (var text : sheet.texts()) {
                assertTrue(text.size() >= SMALLEST, text::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void everythingLiesOnThePaperAndNoTwoTextsLieOnEachOther(
            String name, Lang lang, SiteProfile site) {
        for (var sheet : sheets(site, lang)) {
            var texts = sheet.texts();
            for (int i = 0; i < texts.size(); i++) {
                var text = texts.get(i);
                assertTrue(text.x() >= 20 && text.end() <= A4_LONG - 20, text::toString);
                assertTrue(text.top() >= 15 && text.bottom() <= A4_SHORT - 15, text::toString);
                for (var other : texts.subList(i + 1, texts.size())) {
                    assertFalse(meet(text, other), () -> text + " and " + other);
                }
            }
            for (var mark : sheet.marks()) {
                if (mark instanceof Mark.Box box) {
                    assertTrue(box.x() + box.width() <= A4_LONG - 20, box::toString);
                    assertTrue(box.y() + box.height() <= A4_SHORT - 15, box::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void noBoxLiesOnAnotherButWithinIt(String name, Lang lang, SiteProfile site) {
        for (var sheet : sheets(site, lang)) {
            var boxes = marks(sheet, Mark.Box.class);
            for (int i = 0; i < boxes.size(); i++) {
                for (var other : boxes.subList(i + 1, boxes.size())) {
                    var box = boxes.get(i);
                    boolean apart =
                            box.x() + box.width() <= other.x()
                                    || other.x() + other.width() <= box.x()
                                    || box.y() + box.height() <= other.y()
                                    || other.y() + other.height() <= box.y();
                    boolean within =
                            other.x() >= box.x()
                                    && other.y() >= box.y()
                                    && other.x() + other.width() <= box.x() + box.width()
                                    && other.y() + other.height() <= box.y() + box.height();
                    assertTrue(apart || within, () -> box + " and " + other);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aTextInABoxEndsInIt(String name, Lang lang, SiteProfile site) {
        for (var sheet : sheets(site, lang)) {
            for (var text : sheet.texts()) {
                for (var box : marks(sheet, Mark.Box.class)) {
                    boolean begins =
                            text.x() >= box.x()
                                    && text.x() < box.x() + box.width()
                                    && text.y() > box.y()
                                    && text.y() < box.y() + box.height();
                    if (begins) {
                        assertTrue(text.end() <= box.x() + box.width(), () -> text + " in " + box);
                        assertTrue(text.bottom() <= box.y() + box.height() + 1, text::toString);
                        assertTrue(text.top() >= box.y(), () -> text + " in " + box);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void noWireRunsThroughAText(String name, Lang lang, SiteProfile site) {
        for (var sheet : sheets(site, lang)) {
            for (var stroke : strokes(sheet)) {
                for (var text : sheet.texts()) {
                    assertFalse(crosses(stroke, text), () -> stroke + " through " + text);
                }
            }
        }
    }

    /// Where two wires cross there is no doubt; where one lies on another nobody can follow it.
    @ParameterizedTest
    @MethodSource("sites")
    void noWireLiesOnAnother(String name, Lang lang, SiteProfile site) {
        for (var sheet : sheets(site, lang)) {
            var strokes = strokes(sheet);
            for (int i = 0; i < strokes.size(); i++) {
                for (var other : strokes.subList(i + 1, strokes.size())) {
                    var stroke = strokes.get(i);
                    if (stroke.wire() != other.wire()) {
                        assertFalse(along(stroke, other), () -> stroke + " on " + other);
                    }
                }
            }
        }
    }

    @Test
    void whateverPinsADoorHangsOnItsWiresCanBeFollowed() {
        for (long seed = 1; seed <= 200; seed++) {
            var name = "seed " + seed;
            noWireLiesOnAnother(name, Lang.EN, SomeSites.chance(seed));
            noWireRunsThroughAText(name, Lang.EN, SomeSites.chance(seed));
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void everyPartStandsOnceWithItsPin(String name, Lang lang, SiteProfile site) {
        var all = sheets(site, lang).stream().flatMap(sheet -> sheet.texts().stream()).toList();
        var whole = all.stream().map(Mark.Text::text).collect(Collectors.joining());
        var plan = Planner.plan(site);
        for (var part : plan.parts()) {
            var title = Roles.of(part.kind()).in(lang) + " " + part.name();
            if (part.name().length() < 20) {
                assertEquals(1, count(all, title), title);
            } else {
                assertTrue(whole.contains(part.name()), title);
            }
            if (part.place() instanceof Place.OfHeader(var pin, var gpio, _, _)) {
                assertEquals(1, count(all, "PIN" + pin + " " + gpio.name()), title);
            }
        }
        for (var point : plan.points()) {
            assertTrue(whole.contains(point.id()), point.id());
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void everyPinInUseIsFilledOnceAndEveryWireEndsAtItsPart(
            String name, Lang lang, SiteProfile site) {
        var sheets = sheets(site, lang);
        var plan = Planner.plan(site);
        long pins = plan.parts().stream().filter(SheetsTest::onHeader).count();
        long filled =
                sheets.stream()
                        .flatMap(sheet -> marks(sheet, Mark.Box.class).stream())
                        .filter(box -> box.fill().equals(Drawing.INK))
                        .count();
        assertEquals(pins + sheets.size(), filled, "one a sheet is the legend's");
        long wires =
                sheets.stream()
                        .flatMap(sheet -> marks(sheet, Mark.Path.class).stream())
                        .filter(path -> path.points().getFirst().x() == 228)
                        .count();
        assertEquals(plan.parts().size(), wires);
    }

    private static boolean onHeader(Part part) {
        return part.place() instanceof Place.OfHeader;
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aRelaySaysWhatItIsWithoutAProgram(String name, Lang lang, SiteProfile site) {
        var whole =
                sheets(site, lang).stream()
                        .flatMap(sheet -> sheet.texts().stream())
                        .map(Mark.Text::text)
                        .collect(Collectors.joining(" "));
        for (var part : Planner.plan(site).parts()) {
            for (var word : part.safe()) {
                assertTrue(whole.contains(word.in(lang)), () -> word + " in " + whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void theFireRouteIsMarkedByMoreThanColour(String name, Lang lang, SiteProfile site) {
        var plan = Planner.plan(site);
        long dashed =
                sheets(site, lang).stream()
                        .flatMap(sheet -> marks(sheet, Mark.Path.class).stream())
                        .filter(path -> path.pen().dashed())
                        .filter(path -> path.points().getFirst().y() < 560) // but the legend's
                        .count();
        if (plan.routes().isEmpty()) {
            assertEquals(0, dashed);
        } else {
            var routed =
                    plan.parts().stream().filter(part -> part.fire() != Part.Fire.NONE).toList();
            long alarms = routed.stream().filter(part -> part.fire() == Part.Fire.ALARM).count();
            assertTrue(dashed >= routed.size() + alarms, () -> dashed + " of " + name);
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void theSameFileGivesTheSameBytes(String name, Lang lang, SiteProfile site) {
        assertEquals(
                sheets(site, lang).stream().map(Svg::of).toList(),
                sheets(site, lang).stream().map(Svg::of).toList());
    }

    @Test
    void aDoorAndATurnstileNeedOneSheetAndEightDoorsFour() throws IOException {
        for (var one : List.of("header-door.yaml", "door.yaml", "turnstile.yaml", "canteen.yaml")) {
            assertEquals(1, sheets(SomeSites.of(one), Lang.EN).size(), one);
        }
        assertEquals(4, sheets(SomeSites.of("eight doors"), Lang.EN).size());
        assertEquals(4, sheets(SomeSites.of("eight doors"), Lang.ZH).size());
    }

    /// Doors on further sheets say where the alarm stands that they share.
    @Test
    void whatStandsOnAnotherSheetIsNamedWithIt() throws IOException {
        var sheets = sheets(SomeSites.of("eight doors"), Lang.EN);
        assertEquals(0, count(sheets.getFirst().texts(), "FIRE alarm, fire: page 1"));
        for (var sheet : sheets.subList(1, sheets.size())) {
            assertEquals(2, count(sheet.texts(), "FIRE alarm, fire: page 1"));
        }
    }

    @Test
    void aSheetBearsTheMarkOfItsFile() throws IOException {
        for (var sheet : sheets(SomeSites.of("eight doors"), Lang.ZH)) {
            assertTrue(
                    sheet.texts().stream().anyMatch(text -> text.text().contains("0a1b2c3d")),
                    "no mark");
        }
    }

    // --- geometry ---

    /// A straight piece of a wire.
    /// @param wire counted, since two of a shape are two
    private record Stroke(int wire, Mark.Path path, Point from, Point to) {
        double left() {
            return Math.min(from.x(), to.x());
        }

        double right() {
            return Math.max(from.x(), to.x());
        }

        double top() {
            return Math.min(from.y(), to.y());
        }

        double bottom() {
            return Math.max(from.y(), to.y());
        }

        boolean level() {
            return from.y() == to.y();
        }
    }

    /// Of wires: all but the sides of triangles.
    private static List<Stroke> strokes(Drawing sheet) {
        var strokes = new ArrayList<Stroke>();
        int wire = 0;
        for (var path : marks(sheet, Mark.Path.class)) {
            wire++;
            for (int i = 1; i < path.points().size(); i++) {
                var from = path.points().get(i - 1);
                var to = path.points().get(i);
                if (from.x() == to.x() || from.y() == to.y()) {
                    strokes.add(new Stroke(wire, path, from, to));
                } else if (path.points().size() != 4) {
                    fail("a wire runs aslant: " + path);
                }
            }
        }
        return strokes;
    }

    private static boolean crosses(Stroke stroke, Mark.Text text) {
        double thick = stroke.path().pen().width() / 2;
        return stroke.left() - thick < text.end()
                && stroke.right() + thick > text.x()
                && stroke.top() - thick < text.bottom()
                && stroke.bottom() + thick > text.top();
    }

    private static boolean along(Stroke one, Stroke other) {
        if (one.level() != other.level()) {
            return false;
        }
        boolean near =
                one.level()
                        ? Math.abs(one.from().y() - other.from().y()) < 1.5
                        : Math.abs(one.from().x() - other.from().x()) < 1.5;
        double shared =
                one.level()
                        ? Math.min(one.right(), other.right()) - Math.max(one.left(), other.left())
                        : Math.min(one.bottom(), other.bottom()) - Math.max(one.top(), other.top());
        return near && shared > 1;
    }

    private static boolean meet(Mark.Text one, Mark.Text other) {
        return one.x() < other.end()
                && other.x() < one.end()
                && one.top() < other.bottom()
                && other.top() < one.bottom();
    }

    private static long count(List<Mark.Text> texts, String wanted) {
        return texts.stream().filter(text -> text.text().equals(wanted)).count();
    }

    private static <T extends Mark> List<T> marks(Drawing sheet, Class<T> kind) {
        return sheet.marks().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<Drawing> sheets(SiteProfile site, Lang lang) {
        return Wiring.sheets(site, "0a1b2c3d", lang);
    }
}
