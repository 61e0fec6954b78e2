package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_FILE;
import static onecard.edge.words.Message.WIRING_LEGEND_FIRE;
import static onecard.edge.words.Message.WIRING_LEGEND_PIN;
import static onecard.edge.words.Message.WIRING_LEGEND_SAFE;
import static onecard.edge.words.Message.WIRING_PAGE;
import static onecard.edge.words.Message.WIRING_TITLE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onecard.edge.draw.Drawing;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Pen;
import onecard.edge.draw.Drawing.Point;
import onecard.edge.draw.Widths;
import onecard.words.Lang;

/// One sheet of the picture, in columns: the board and its sockets, parts, points. Wires run in the
/// channels between them, each in a lane of its own.
final class Sheet {

    // A4, landscape, in points
    private static final double WIDTH = 842;
    private static final double HEIGHT = 595;
    private static final double MARGIN = 24;

    static final double SIZE = 12;
    static final double LINE = 15;

    /// From the foot of a line to the bottom of its room.
    static final double DESCENT = 3;

    /// From the middle of a row to the foot of its text.
    static final double HALF = 4.3;

    /// How far from the middle of a part its wire may arrive.
    static final double SHIFT = 6;

    /// Between two points.
    static final double GAP = 12;

    static final double TRIANGLE = 14;
    static final String SHADE = "#eeeeee";

    private static final double TOP = 58;
    private static final double BOTTOM = 560;

    /// Room for parts and points.
    static final double BODY = BOTTOM - TOP;

    private static final double PARTS = 290;
    private static final double POINTS = WIDTH - MARGIN - Group.WIDTH;

    /// What two horizontal wires keep apart.
    private static final double APART = 2.4;

    private static final String FIRE = "#a01818";

    private final Plan plan;
    private final Lang lang;
    private final String mark;
    private final List<Group> groups;
    private final int number;
    private final Map<Part, Integer> where;
    private final Drawing on = new Drawing(WIDTH, HEIGHT);

    /// Where each wire arrives at its part.
    private final Map<Part, Double> arrivals = new HashMap<>();

    /// @param where the sheet that each part stands on
    Sheet(
            Plan plan,
            Lang lang,
            String mark,
            List<Group> groups,
            int number,
            Map<Part, Integer> where) {
        this.plan = plan;
        this.lang = lang;
        this.mark = mark;
        this.groups = groups;
        this.number = number;
        this.where = where;
    }

    /// The parts that stand on a sheet, by where they leave the board.
    static List<Part> standing(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> group.own().stream())
                .map(seat -> seat.part().part())
                .sorted(Comparator.comparingInt(part -> part.place().order()))
                .toList();
    }

    Drawing drawn(int pages) {
        frame(pages);
        var leaves = sockets();
        place(leaves);
        wires(leaves);
        points();
        return on;
    }

    // --- what stands on it ---

    private void frame(int pages) {
        var title = WIRING_TITLE.with(plan.site(), plan.device()).in(lang);
        var page = WIRING_PAGE.with(number, pages).in(lang);
        var file = WIRING_FILE.with(mark).in(lang);
        var right = file + "   " + page;
        double end = WIDTH - MARGIN - Widths.of(right, SIZE, false);
        double foot = MARGIN + 14;
        var lines = Widths.wrap(title, end - MARGIN - 10, SIZE, true, 2);
        double first = foot - (lines.size() - 1) * LINE / 2;
        for (int i = 0; i < lines.size(); i++) {
            on.add(text(MARGIN, first + i * LINE, true, lines.get(i)));
        }
        on.add(text(end, foot, false, right));
        on.path(
                new Pen(1, false, Drawing.INK),
                new Point(MARGIN, foot + 12),
                new Point(WIDTH - MARGIN, foot + 12));
        legend();
    }

    private void legend() {
        double foot = HEIGHT - MARGIN + 6;
        double x = MARGIN;
        on.add(new Mark.Box(x, foot - 9, 9, 9, new Pen(1, false, Drawing.INK), Drawing.INK));
        x = legend(x + 14, foot, WIRING_LEGEND_PIN.with().in(lang));
        on.add(new Mark.Box(x, foot - 10, 22, 12, new Pen(0.8, false, Drawing.INK), SHADE));
        x = legend(x + 27, foot, WIRING_LEGEND_SAFE.with().in(lang));
        on.path(new Pen(2.4, true, FIRE), new Point(x, foot - 4), new Point(x + 30, foot - 4));
        triangle(on, x + 34, foot);
        legend(x + 34 + TRIANGLE, foot, WIRING_LEGEND_FIRE.with().in(lang));
    }

    private double legend(double x, double foot, String words) {
        on.add(text(x, foot, false, words));
        return x + Widths.of(words, SIZE, false) + 22;
    }

    private Map<Part, Double> sockets() {
        var standing = standing(groups);
        var leaves = new HashMap<Part, Double>();
        double y = TOP;
        for (var socket : Socket.of(standing, plan.model(), Socket.pins(plan.parts()), lang)) {
            leaves.putAll(socket.draw(on, MARGIN, y, new HashSet<>(standing)));
            y += socket.height() + Socket.GAP;
        }
        return leaves;
    }

    private void place(Map<Part, Double> leaves) {
        double y = TOP;
        for (var group : groups) {
            var tops = group.tops();
            for (int i = 0; i < tops.size(); i++) {
                var box = group.own().get(i).part();
                box.draw(on, PARTS, y + tops.get(i));
                double middle = y + tops.get(i) + box.height() / 2;
                arrivals.put(box.part(), arrival(box.part(), middle, leaves));
            }
            y += group.height() + GAP;
        }
    }

    /// Near the middle, and straight where it can be; never where another wire leaves, or the two
    /// would lie on each other.
    private static double arrival(Part part, double middle, Map<Part, Double> leaves) {
        double own = leaves.getOrDefault(part, middle);
        if (Math.abs(own - middle) <= SHIFT) {
            return own;
        }
        double best = middle;
        double room = -1;
        for (int i = 0; i <= 2 * SHIFT; i++) {
            double y = middle + (i % 2 == 0 ? i / 2.0 : -(i + 1) / 2.0);
            double nearest =
                    leaves.values().stream()
                            .mapToDouble(other -> Math.abs(other - y))
                            .min()
                            .orElse(APART);
            if (nearest >= APART) {
                return y;
            }
            if (nearest > room) {
                room = nearest;
                best = y;
            }
        }
        return best;
    }

    // --- wires ---

    /// Those that go down and leave lowest turn first, and those that go up and leave highest:
    /// then neighbours do not cross.
    private void wires(Map<Part, Double> leaves) {
        var down = new ArrayList<Part>();
        var up = new ArrayList<Part>();
        for (var part : standing(groups)) {
            (height(arrivals, part) >= height(leaves, part) ? down : up).add(part);
        }
        down.sort(Comparator.comparing(leaves::get, Comparator.reverseOrder()));
        up.sort(Comparator.comparing(leaves::get));
        var lanes = new ArrayList<>(up);
        lanes.addAll(down);
        double from = MARGIN + Socket.WIDTH;
        double pitch = (PARTS - from) / (lanes.size() + 1);
        for (int i = 0; i < lanes.size(); i++) {
            var part = lanes.get(i);
            double lane = from + (i + 1) * pitch;
            double y = height(leaves, part);
            double to = height(arrivals, part);
            on.path(
                    pen(part),
                    new Point(from, y),
                    new Point(lane, y),
                    new Point(lane, to),
                    new Point(PARTS, to));
            on.add(new Mark.Dot(PARTS, to, 2, Drawing.INK));
        }
    }

    /// Of a part that stands on this sheet.
    private static double height(Map<Part, Double> heights, Part part) {
        return Objects.requireNonNull(heights.get(part), part::name);
    }

    /// Of a wire, by what fire has to do with its part.
    static Pen pen(Part part) {
        return part.fire() == Part.Fire.ALARM
                ? new Pen(2.4, true, FIRE)
                : new Pen(1.1, false, Drawing.INK);
    }

    private static Pen route(Part part) {
        return part.fire() == Part.Fire.NONE
                ? new Pen(1.1, false, Drawing.INK)
                : new Pen(2.4, true, FIRE);
    }

    // --- points ---

    private void points() {
        double y = TOP;
        var lanes = lanes();
        for (var group : groups) {
            point(group, y);
            var rows = group.rows();
            for (int i = 0; i < rows.size(); i++) {
                guest(group.guests().get(i), y + rows.get(i), lanes);
            }
            y += group.height() + GAP;
        }
    }

    /// One lane for each part of this sheet that another of its points has, too.
    private Map<Part, Double> lanes() {
        var shared =
                groups.stream()
                        .flatMap(group -> group.guests().stream())
                        .map(Group.Seat::part)
                        .filter(arrivals::containsKey)
                        .distinct()
                        .toList();
        double from = PARTS + PartBox.WIDTH;
        double pitch = (POINTS - from) / (shared.size() + 1);
        var lanes = new HashMap<Part, Double>();
        for (int i = 0; i < shared.size(); i++) {
            lanes.put(shared.get(i), from + (i + 1) * pitch);
        }
        return lanes;
    }

    private void point(Group group, double y) {
        boolean real = group.spot().isPresent();
        on.add(
                new Mark.Box(
                        POINTS,
                        y,
                        Group.WIDTH,
                        group.height(),
                        new Pen(1.4, !real, Drawing.INK),
                        Drawing.PAPER));
        double foot = y + 2;
        for (var line : group.title()) {
            foot += LINE;
            boolean id = group.title().size() == 1 || !line.equals(group.title().getLast());
            on.add(text(POINTS + 6, foot, id, line));
        }
        if (!group.scene().isEmpty()) {
            double x = POINTS + 6 + Group.behind(group.title().getFirst());
            on.add(text(x, foot, false, group.scene()));
        }
        for (var seat : group.own()) {
            if (real) {
                var part = seat.part().part();
                double at = height(arrivals, part);
                on.path(route(part), new Point(PARTS + PartBox.WIDTH, at), new Point(POINTS, at));
                row(part, at, seat.role());
            }
        }
    }

    /// A part of this sheet that stands with another point is wired to both; of any other it is
    /// said where it stands.
    private void guest(Group.Seat<Part> seat, double y, Map<Part, Double> lanes) {
        var part = seat.part();
        var lane = lanes.get(part);
        if (lane == null) {
            int sheet = where.getOrDefault(part, number);
            row(part, y, Group.elsewhere(seat.role(), sheet, lang));
            return;
        }
        double from = height(arrivals, part);
        on.path(route(part), new Point(lane, from), new Point(lane, y), new Point(POINTS, y));
        on.add(new Mark.Dot(lane, from, 3, Drawing.INK));
        row(part, y, seat.role());
    }

    private void row(Part part, double middle, List<String> lines) {
        double foot = middle + HALF - (lines.size() - 1) * LINE / 2;
        boolean fire = part.fire() != Part.Fire.NONE;
        if (fire) {
            triangle(on, POINTS + 6, middle + HALF);
        }
        for (var line : lines) {
            on.add(text(POINTS + 6 + (fire ? TRIANGLE : 0), foot, fire, line));
            foot += LINE;
        }
    }

    static Mark.Text text(double x, double foot, boolean bold, String text) {
        return new Mark.Text(x, foot, SIZE, bold, Drawing.INK, text);
    }

    /// The sign of the fire route, beside a line of text.
    static void triangle(Drawing on, double x, double foot) {
        on.path(
                new Pen(1.8, false, FIRE),
                new Point(x + 5, foot - 9),
                new Point(x + 10, foot),
                new Point(x, foot),
                new Point(x + 5, foot - 9));
    }
}
