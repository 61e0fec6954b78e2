package onecard.edge.site;

import static onecard.edge.words.Message.AT_STOP_AS_CRASH;
import static onecard.edge.words.Message.CHIPS_OF_MODEL;
import static onecard.edge.words.Message.WRITE_ONE_OF;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import onecard.site.Board;
import onecard.site.BoardModel;

/// Binds the section `board`: its chip, its devices, and no line used twice.
final class BoardBinder {

    private final Settings board;
    private final String chip;
    private final Set<String> layouts;
    private final Optional<PinBinder> pins;
    private final LineBinder lines;
    private final Problems problems;

    /// @param layouts names of the site's own card layouts
    BoardBinder(Settings board, Set<String> layouts, Problems problems) {
        this.board = board;
        this.layouts = layouts;
        this.problems = problems;
        var own = board.section("gpio").find("chip");
        var model = BoardFiles.of(board);
        if (own.isEmpty() && model.isEmpty()) {
            problems.add(
                    board, "gpio", "required", "nothing", WRITE_ONE_OF.with("model, gpio.chip"));
        }
        this.chip = own.or(() -> model.map(BoardModel::chip)).orElse(Board.SIM);
        model.ifPresent(known -> oneChip(known, own));
        this.pins = model.map(known -> new PinBinder(known, own, problems));
        this.lines = new LineBinder(chip, pins, problems);
    }

    /// Where the lines are of several chips, one other stands for none of them.
    private void oneChip(BoardModel model, Optional<String> own) {
        if (!model.oneChip() && own.filter(chip -> !chip.equals(Board.SIM)).isPresent()) {
            problems.add(
                    board.section("gpio"),
                    "chip",
                    "without_effect",
                    CHIPS_OF_MODEL.with(model.title()));
        }
    }

    Board bind() {
        var modules = new ModulesBinder(board, problems).bind();
        var serial = new SerialLines(problems);
        var readers = new ReadersBinder(board, layouts, serial, problems).bind();
        var scanners = new ScannersBinder(board, readers.keySet(), serial, problems).bind();
        var relays = new HashMap<String, Board.Relay>();
        board.entries("relays").forEach((name, relay) -> relays.put(name, relay(relay)));
        var contacts = new ContactsBinder(lines, chip.equals(Board.SIM), problems);
        contacts.bind(board.entries("contacts"));
        scanners.keySet().removeAll(readers.keySet()); // said already
        var reading = new HashSet<>(readers.keySet());
        reading.addAll(scanners.keySet());
        var cameras = new CamerasBinder(board, Set.copyOf(reading), serial, problems).bind();
        reading.addAll(cameras.keySet());
        var keypads = new KeypadsBinder(board, Set.copyOf(reading), problems).bind();
        reading.addAll(keypads.keySet());
        var biometrics = new BiometricsBinder(board, reading, serial, problems).bind();
        return new Board(
                chip,
                modules,
                readers,
                scanners,
                relays,
                contacts.contacts(),
                contacts.supervised(),
                keypads,
                new CountertopBinder(board, serial, problems).bind(),
                new PursesBinder(board, problems).bind(),
                cameras,
                biometrics,
                pins.map(PinBinder::header));
    }

    private Board.Relay relay(Settings relay) {
        return new Board.Relay(
                lines.line(relay, "chip", "bias", "drive", "at_crash", "at_power_up"),
                relay.is("active", "high"),
                Board.Bias.valueOf(upper(relay, "bias")),
                Board.Drive.valueOf(upper(relay, "drive")),
                Duration.ofMillis(relay.whole("max_on_ms")),
                rest(relay),
                relay.is("hold_at_hang", "on"));
    }

    private Board.Rest rest(Settings relay) {
        var crash = relay.text("at_crash");
        boolean decides = crash.equals("on") || crash.equals("off");
        if (decides && !relay.is("at_stop", crash)) {
            problems.add(relay, "at_crash", "contradicts", AT_STOP_AS_CRASH.with(crash));
        }
        return new Board.Rest(
                relay.is("at_stop", "on"),
                Board.Fallback.valueOf(upper(relay, "at_crash")),
                Board.Fallback.valueOf(upper(relay, "at_power_up")));
    }

    private static String upper(Settings section, String key) {
        return section.text(key).toUpperCase(Locale.ROOT);
    }
}
