package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_BOARD;
import static onecard.edge.words.Message.WIRING_BOARD_UNNAMED;
import static onecard.edge.words.Message.WIRING_FOR;
import static onecard.edge.words.Message.WIRING_HOW;
import static onecard.edge.words.Message.WIRING_NOTE;
import static onecard.edge.words.Message.WIRING_NO_POINT;
import static onecard.edge.words.Message.WIRING_PART;
import static onecard.edge.words.Message.WIRING_RELEASED;
import static onecard.edge.words.Message.WIRING_ROUTE;
import static onecard.edge.words.Message.WIRING_ROUTE_NONE;
import static onecard.edge.words.Message.WIRING_TITLE;
import static onecard.edge.words.Message.WIRING_WHERE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import onecard.words.Lang;
import onecard.words.Words;

/// The wiring as lines of text: one a part, then what fire releases, then what to look at.
final class Table {

    private static final String GAP = "  ";

    private final Plan plan;
    private final Lang lang;

    private Table(Plan plan, Lang lang) {
        this.plan = plan;
        this.lang = lang;
    }

    static List<String> lines(Plan plan, Lang lang) {
        return new Table(plan, lang).lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(in(WIRING_TITLE.with(plan.site(), plan.device())));
        lines.add(
                in(
                        plan.model()
                                .map(model -> WIRING_BOARD.with(model.title()))
                                .orElseGet(WIRING_BOARD_UNNAMED::with)));
        lines.add("");
        var rows = new ArrayList<List<String>>();
        rows.add(
                List.of(
                        in(WIRING_PART.with()),
                        in(WIRING_WHERE.with()),
                        in(WIRING_FOR.with()),
                        in(WIRING_HOW.with())));
        plan.parts().forEach(part -> rows.add(row(part)));
        lines.addAll(aligned(rows));
        lines.add("");
        for (var route : plan.routes()) {
            var relays = String.join(", ", route.relays());
            lines.add(in(WIRING_ROUTE.with(route.contact(), route.point(), relays)));
        }
        if (plan.routes().isEmpty()) {
            lines.add(in(WIRING_ROUTE_NONE.with()));
        }
        plan.notes().forEach(note -> lines.add(in(WIRING_NOTE.with(note))));
        return lines;
    }

    private List<String> row(Part part) {
        var how = new ArrayList<Words>(part.how());
        how.addAll(part.safe());
        if (part.fire() == Part.Fire.RELEASED) {
            how.add(WIRING_RELEASED.with());
        }
        return List.of(
                in(Roles.of(part.kind())) + " " + part.name(),
                where(part.place()),
                part.uses().isEmpty()
                        ? in(WIRING_NO_POINT.with())
                        : part.uses().stream()
                                .map(use -> use.point() + ": " + in(use.role()))
                                .collect(Collectors.joining("; ")),
                how.stream().map(this::in).collect(Collectors.joining(", ")));
    }

    private String where(Place place) {
        var words = in(place.words());
        return place instanceof Place.OfHeader(_, _, var chip, var number)
                ? words + " (" + chip + " " + number + ")"
                : words;
    }

    private static List<String> aligned(List<List<String>> rows) {
        var lines = new ArrayList<String>();
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], columns(row.get(i)));
            }
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - columns(row.get(i))));
                line.append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /// On a terminal a Chinese character takes two.
    private static int columns(String text) {
        return text.codePoints().map(c -> c >= 0x1100 ? 2 : 1).sum();
    }

    private String in(Words words) {
        return words.in(lang);
    }
}
