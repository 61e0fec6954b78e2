package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_CONTINUED;
import static onecard.edge.words.Message.WIRING_NO_POINT;
import static onecard.edge.words.Message.WIRING_SEE_PAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.edge.draw.Widths;
import onecard.words.Lang;

/// A point as one sheet shows it: its parts, and rows for parts that stand with another point.
///
/// @param spot absent for parts at no point
/// @param title its id, in lines that fit
/// @param scene what kind of point, if that fits behind the id; else the last line of the title
/// @param own parts that stand here, each with what it is here
/// @param guests the same of parts that stand with another point
record Group(
        Optional<Plan.Spot> spot,
        List<String> title,
        String scene,
        List<Seat<PartBox>> own,
        List<Seat<Part>> guests,
        Lang lang) {

    static final double WIDTH = 190;

    private static final double PAD = 6;
    private static final double ROOM = WIDTH - 2 * PAD - Sheet.TRIANGLE;

    /// Between two parts.
    private static final double GAP = 6;

    /// Of a row, besides its lines.
    private static final double ROW = 5;

    /// No number of a sheet is wider.
    private static final int PAGES_MANY = 888;

    /// A part and what is said of it beside its wire.
    ///
    /// @param lines room for so many
    record Seat<T>(T part, List<String> role, int lines) {
        Seat {
            role = List.copyOf(role);
        }

        private double half() {
            return (lines * Sheet.LINE + ROW) / 2;
        }
    }

    Group {
        title = List.copyOf(title);
        own = List.copyOf(own);
        guests = List.copyOf(guests);
    }

    /// One without parts.
    static Group of(Optional<Plan.Spot> spot, boolean continued, Lang lang) {
        if (spot.isEmpty()) {
            return new Group(
                    spot, List.of(WIRING_NO_POINT.with().in(lang)), "", List.of(), List.of(), lang);
        }
        var scene =
                continued
                        ? spot.get().scene() + " " + WIRING_CONTINUED.with().in(lang)
                        : spot.get().scene();
        var title =
                new ArrayList<>(Widths.wrap(spot.get().id(), WIDTH - 2 * PAD, Sheet.SIZE, true, 3));
        boolean beside =
                title.size() == 1
                        && behind(title.getFirst()) + Widths.of(scene, Sheet.SIZE, false)
                                <= WIDTH - 2 * PAD;
        if (!beside) {
            title.add(scene);
        }
        return new Group(spot, title, beside ? scene : "", List.of(), List.of(), lang);
    }

    /// Where the scene begins, from the beginning of the id.
    static double behind(String id) {
        return Widths.of(id, Sheet.SIZE, true) + 10;
    }

    /// The same with one part more.
    Group with(PartBox more) {
        var all = new ArrayList<>(own);
        var role = wrapped(roles(more.part()));
        all.add(new Seat<>(more, role, role.size()));
        return new Group(spot, title, scene, all, guests, lang);
    }

    /// The same with one guest more.
    Group with(Part more) {
        var all = new ArrayList<>(guests);
        var role = wrapped(roles(more) + ", " + more.name());
        // Whether it stands on another sheet is not known yet.
        int lines = Math.max(role.size(), elsewhere(role, PAGES_MANY, lang).size());
        all.add(new Seat<>(more, role, lines));
        return new Group(spot, title, scene, own, all, lang);
    }

    private double head() {
        return title.size() * Sheet.LINE + PAD;
    }

    /// The tops of its own parts, from its own top.
    List<Double> tops() {
        var tops = new ArrayList<Double>();
        double top = 0;
        for (var seat : own) {
            if (tops.isEmpty()) {
                double middle = head() + seat.half() + Sheet.SHIFT;
                top = Math.max(0, middle - seat.part().height() / 2);
            }
            tops.add(top);
            top += seat.part().height() + GAP;
        }
        return tops;
    }

    /// The lowest that a row of its own parts reaches.
    private double below() {
        return own.isEmpty()
                ? head()
                : tops().getLast()
                        + own.getLast().part().height() / 2
                        + Sheet.SHIFT
                        + own.getLast().half();
    }

    /// The middles of the rows of its guests, from its own top.
    List<Double> rows() {
        var rows = new ArrayList<Double>();
        double top = below();
        for (var guest : guests) {
            rows.add(top + guest.half());
            top += 2 * guest.half();
        }
        return rows;
    }

    double height() {
        double parts = own.isEmpty() ? 0 : tops().getLast() + own.getLast().part().height();
        double rows = below() + guests.stream().mapToDouble(guest -> 2 * guest.half()).sum();
        return Math.max(parts, rows) + PAD;
    }

    /// What a part is here.
    private String roles(Part part) {
        return part.uses().stream()
                .filter(use -> spot.filter(at -> at.id().equals(use.point())).isPresent())
                .map(use -> use.role().in(lang))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// What is said instead of a part that stands on another sheet.
    static List<String> elsewhere(List<String> role, int sheet, Lang lang) {
        return wrapped(WIRING_SEE_PAGE.with(String.join(" ", role), sheet).in(lang));
    }

    /// In bold, as what fire has to do with is.
    private static List<String> wrapped(String text) {
        return Widths.wrap(text, ROOM, Sheet.SIZE, true, 2);
    }
}
