package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_FILES_BELOW;
import static onecard.edge.words.Message.WIRING_PORTS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.draw.Drawing;
import onecard.edge.draw.Drawing.Mark;
import onecard.edge.draw.Drawing.Pen;
import onecard.edge.draw.Drawing.Point;
import onecard.edge.draw.Widths;
import onecard.site.BoardModel;
import onecard.site.BoardModel.Pin;
import onecard.words.Lang;

/// What parts are plugged into: a board's header, the lines of a chip, the ports of the computer.
sealed interface Socket {

    double WIDTH = 204;
    double ROW = 15.5;
    double PAD = 6;

    /// Between two of them.
    double GAP = 10;

    List<String> title();

    /// Rows below its title.
    int rows();

    default double height() {
        return title().size() * Sheet.LINE + rows() * ROW + 2 * PAD;
    }

    /// Draws it, and says at which height each part's wire leaves its right edge.
    Map<Part, Double> draw(Drawing on, double x, double y, Set<Part> wired);

    /// The sockets of some parts, the header first.
    ///
    /// @param used all pins that the site uses
    static List<Socket> of(
            List<Part> parts, Optional<BoardModel> model, Set<Integer> used, Lang lang) {
        var sockets = new ArrayList<Socket>();
        if (parts.stream().anyMatch(part -> part.place() instanceof Place.OfHeader)) {
            sockets.add(Pins.of(model.orElseThrow(), used));
        }
        var lists = new LinkedHashMap<String, List<Part>>();
        for (var part : parts) {
            switch (part.place()) {
                case Place.OfHeader _ -> {}
                case Place.OfChip(var chip, _) -> add(lists, chip, part);
                case Place.OfConverter(var converter, _) -> add(lists, converter, part);
                case Place.OfPort _ -> add(lists, WIRING_PORTS.with().in(lang), part);
                case Place.Simulated() -> add(lists, WIRING_FILES_BELOW.with().in(lang), part);
            }
        }
        lists.forEach((title, each) -> sockets.add(Rows.of(title, each, lang)));
        return sockets;
    }

    private static void add(Map<String, List<Part>> lists, String title, Part part) {
        lists.computeIfAbsent(title, _ -> new ArrayList<>()).add(part);
    }

    static double height(List<Socket> sockets) {
        return sockets.stream().mapToDouble(socket -> socket.height() + GAP).sum();
    }

    private static List<String> title(String text) {
        return Widths.wrap(text, WIDTH - 2 * PAD, Sheet.SIZE, true, 3);
    }

    private static void frame(Drawing on, double x, double y, Socket socket) {
        on.add(
                new Mark.Box(
                        x,
                        y,
                        WIDTH,
                        socket.height(),
                        new Pen(1.4, false, Drawing.INK),
                        Drawing.PAPER));
        double foot = y + PAD - Sheet.DESCENT;
        for (var line : socket.title()) {
            foot += Sheet.LINE;
            on.add(Sheet.text(x + PAD, foot, true, line));
        }
    }

    /// A header of two rows, as it lies on the board: odd pins left, even ones right.
    record Pins(BoardModel model, Set<Integer> used, List<String> title) implements Socket {

        private static final double ODD_NUMBER = 87;
        private static final double ODD_SQUARE = 90;
        private static final double EVEN_SQUARE = 102;
        private static final double EVEN_NUMBER = 114;
        private static final double EVEN_NAME = 134;
        private static final double SQUARE = 9;
        private static final double NAME = 62;

        /// Between the texts of two rows, where a wire passes without touching either.
        private static final double BETWEEN = 8.4;

        static Pins of(BoardModel model, Set<Integer> used) {
            return new Pins(model, Set.copyOf(used), Socket.title(model.title()));
        }

        @Override
        public int rows() {
            return (model.pins().size() + 1) / 2;
        }

        @Override
        public Map<Part, Double> draw(Drawing on, double x, double y, Set<Part> wired) {
            frame(on, x, y, this);
            var here = new HashMap<Integer, Part>();
            for (var part : wired) {
                if (part.place() instanceof Place.OfHeader(var pin, _, _, _)) {
                    here.put(pin, part);
                }
            }
            var leaves = new HashMap<Part, Double>();
            double first = y + PAD + title.size() * Sheet.LINE;
            for (int pin = 1; pin <= model.pins().size(); pin++) {
                double middle = first + (pin - 1) / 2 * ROW + ROW / 2;
                boolean odd = pin % 2 == 1;
                label(on, x, middle, pin);
                square(on, x + (odd ? ODD_SQUARE : EVEN_SQUARE), middle, pin, here.keySet());
                var part = here.get(pin);
                if (part != null) {
                    leaves.put(part, odd ? middle + BETWEEN : middle);
                    lead(on, x, middle, odd, Sheet.pen(part));
                }
            }
            return leaves;
        }

        private void label(Drawing on, double x, double middle, int pin) {
            double foot = middle + Sheet.HALF;
            var number = String.valueOf(pin);
            var name = Widths.wrap(name(model.at(pin)), NAME, Sheet.SIZE, false, 1).getFirst();
            if (pin % 2 == 1) {
                double end = x + ODD_NUMBER - Widths.of(number, Sheet.SIZE, false);
                on.add(Sheet.text(x + PAD - 2, foot, false, name));
                on.add(Sheet.text(end, foot, false, number));
            } else {
                on.add(Sheet.text(x + EVEN_NUMBER, foot, false, number));
                on.add(Sheet.text(x + EVEN_NAME, foot, false, name));
            }
        }

        private static String name(Pin pin) {
            return switch (pin) {
                case Pin.Power(var volts) -> volts;
                case Pin.Other(var name) -> name;
                case Pin.Gpio gpio -> gpio.name();
            };
        }

        private void square(Drawing on, double x, double middle, int pin, Set<Integer> here) {
            var fill =
                    here.contains(pin)
                            ? Drawing.INK
                            : used.contains(pin) ? Drawing.GREY : Drawing.PAPER;
            on.add(
                    new Mark.Box(
                            x,
                            middle - SQUARE / 2,
                            SQUARE,
                            SQUARE,
                            new Pen(1, false, Drawing.INK),
                            fill));
        }

        /// From the pin to the right edge: an odd one's wire passes below its neighbour.
        private static void lead(Drawing on, double x, double middle, boolean odd, Pen pen) {
            if (odd) {
                double middleOfSquare = x + ODD_SQUARE + SQUARE / 2;
                on.path(
                        pen,
                        new Point(middleOfSquare, middle),
                        new Point(middleOfSquare, middle + BETWEEN),
                        new Point(x + WIDTH, middle + BETWEEN));
            } else {
                on.add(new Mark.Dot(x + WIDTH, middle, 2, Drawing.INK));
            }
        }
    }

    /// One row a part: lines of a chip, ports, files.
    record Rows(List<String> title, List<Part> parts, List<String> labels) implements Socket {

        static Rows of(String title, List<Part> parts, Lang lang) {
            var labels =
                    parts.stream()
                            .map(part -> label(part, lang))
                            .map(text -> Widths.wrap(text, WIDTH - 2 * PAD, Sheet.SIZE, false, 1))
                            .map(List::getFirst)
                            .toList();
            return new Rows(Socket.title(title), List.copyOf(parts), labels);
        }

        private static String label(Part part, Lang lang) {
            return switch (part.place()) {
                case Place.OfHeader(var pin, _, _, _) -> "PIN" + pin;
                case Place.OfChip(_, var line) -> line;
                case Place.OfConverter(_, var channel) -> String.valueOf(channel);
                case Place.OfPort(var port, _) -> port.words().in(lang);
                case Place.Simulated() -> part.name();
            };
        }

        @Override
        public int rows() {
            return parts.size();
        }

        @Override
        public Map<Part, Double> draw(Drawing on, double x, double y, Set<Part> wired) {
            frame(on, x, y, this);
            var leaves = new HashMap<Part, Double>();
            double middle = y + PAD + title.size() * Sheet.LINE + ROW / 2;
            for (int i = 0; i < parts.size(); i++) {
                double end = x + WIDTH - PAD - Widths.of(labels.get(i), Sheet.SIZE, false);
                on.add(Sheet.text(end, middle + Sheet.HALF, false, labels.get(i)));
                on.add(new Mark.Dot(x + WIDTH, middle, 2, Drawing.INK));
                leaves.put(parts.get(i), middle);
                middle += ROW;
            }
            return leaves;
        }
    }

    /// The pins that parts use.
    static Set<Integer> pins(List<Part> parts) {
        var pins = new HashSet<Integer>();
        for (var part : parts) {
            if (part.place() instanceof Place.OfHeader(var pin, _, _, _)) {
                pins.add(pin);
            }
        }
        return pins;
    }
}
