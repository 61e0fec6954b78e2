package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_RELEASED;

import java.util.ArrayList;
import java.util.List;
import onecard.edge.draw.Drawing;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Pen;
import onecard.edge.draw.Widths;
import onecard.words.Lang;
import onecard.words.Words;

/// A part as the picture shows it: a box with its name, where it hangs, its levels, and what it is
/// while no program decides.
///
/// @param title its name, in lines that fit
/// @param place where it hangs, if that fits behind its name; else empty, and the body says so
/// @param body what else is said of it
/// @param safe the framed lines; none for what is no relay
/// @param released the line that says so; none where a fire does not release it
record PartBox(
        Part part,
        List<String> title,
        String place,
        List<String> body,
        List<String> safe,
        List<String> released) {

    static final double WIDTH = 290;

    private static final double PAD = 4;
    private static final double FRAME = 3;
    private static final double BEHIND = 10;
    private static final double ROOM = WIDTH - 2 * PAD - 2 * FRAME;
    private static final int LINES_MAX = 4;

    static PartBox of(Part part, Lang lang) {
        var title = bold(Roles.of(part.kind()).in(lang) + " " + part.name());
        var place = part.place().words().in(lang);
        boolean beside = title.size() == 1 && end(title.getFirst()) + width(place) <= ROOM;
        var body = new ArrayList<String>();
        if (!beside) {
            body.addAll(wrapped(place));
        }
        if (!part.how().isEmpty()) {
            body.addAll(packed(part.how(), lang));
        }
        return new PartBox(
                part,
                title,
                beside ? place : "",
                body,
                packed(part.safe(), lang),
                part.fire() == Part.Fire.RELEASED
                        ? List.of(WIRING_RELEASED.with().in(lang))
                        : List.of());
    }

    private static List<String> bold(String text) {
        return Widths.wrap(text, ROOM, Sheet.SIZE, true, LINES_MAX);
    }

    /// Of a name, with the gap behind it.
    private static double end(String title) {
        return Widths.of(title, Sheet.SIZE, true) + BEHIND;
    }

    private static double width(String text) {
        return Widths.of(text, Sheet.SIZE, false);
    }

    /// One behind the other, and none broken that fits a line.
    private static List<String> packed(List<Words> all, Lang lang) {
        var lines = new ArrayList<String>();
        var line = "";
        for (int i = 0; i < all.size(); i++) {
            var word = all.get(i).in(lang) + (i < all.size() - 1 ? "," : "");
            var longer = line.isEmpty() ? word : line + " " + word;
            if (width(longer) > ROOM && !line.isEmpty()) {
                lines.addAll(wrapped(line));
                longer = word;
            }
            line = longer;
        }
        if (!line.isEmpty()) {
            lines.addAll(wrapped(line));
        }
        return lines;
    }

    private static List<String> wrapped(String text) {
        return Widths.wrap(text, ROOM, Sheet.SIZE, false, LINES_MAX);
    }

    double height() {
        int lines = title.size() + body.size() + safe.size() + released.size();
        return lines * Sheet.LINE + (safe.isEmpty() ? 0 : 2 * FRAME) + 2 * PAD;
    }

    void draw(Drawing on, double x, double y) {
        boolean fire = part.fire() != Part.Fire.NONE;
        on.add(
                new Mark.Box(
                        x,
                        y,
                        WIDTH,
                        height(),
                        new Pen(fire ? 2.2 : 1, false, Drawing.INK),
                        Drawing.PAPER));
        double left = x + PAD + FRAME;
        double foot = y + PAD - Sheet.DESCENT;
        for (var line : title) {
            foot += Sheet.LINE;
            on.add(Sheet.text(left, foot, true, line));
        }
        if (!place.isEmpty()) {
            on.add(Sheet.text(left + end(title.getFirst()), foot, false, place));
        }
        for (var line : body) {
            foot += Sheet.LINE;
            on.add(Sheet.text(left, foot, false, line));
        }
        if (!safe.isEmpty()) {
            double height = safe.size() * Sheet.LINE + FRAME;
            on.add(
                    new Mark.Box(
                            left - FRAME,
                            foot + Sheet.DESCENT + FRAME / 2,
                            WIDTH - 2 * PAD,
                            height,
                            new Pen(0.8, false, Drawing.INK),
                            Sheet.SHADE));
            foot += FRAME;
            for (var line : safe) {
                foot += Sheet.LINE;
                on.add(Sheet.text(left, foot, false, line));
            }
            foot += FRAME;
        }
        for (var line : released) {
            foot += Sheet.LINE;
            Sheet.triangle(on, left, foot);
            on.add(Sheet.text(left + Sheet.TRIANGLE, foot, true, line));
        }
    }
}
