package onecard.edge.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import onecard.site.BoardModel;
import onecard.site.BoardModel.Pin;
import onecard.site.Problem;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.Node;

/// The board files that come with the program, `profiles/boards` of the source tree.
public final class BoardFiles {

    /// Those there are, by the names that site files use.
    public static final List<String> NAMES =
            List.of(
                    "raspberry-pi-4",
                    "raspberry-pi-5",
                    "raspberry-pi-cm4-io",
                    "raspberry-pi-cm5-io",
                    "orange-pi-5",
                    "orange-pi-5-plus",
                    "rock-3a",
                    "sim");

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setLabel("board file").setUseMarks(true).build();

    private BoardFiles() {}

    /// @param name one of [#NAMES]
    public static BoardModel model(String name) {
        try (var in = open(name)) {
            return model(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalStateException("no board file " + name, unreadable);
        }
    }

    private static InputStream open(String name) {
        var file = "/boards/" + name + ".yaml";
        return Objects.requireNonNull(BoardFiles.class.getResourceAsStream(file), file);
    }

    /// @throws IllegalStateException that names what is wrong: it comes with the program, so that
    ///     is a bug
    static BoardModel model(String name, String text) {
        var problems = new ArrayList<Problem>();
        var root = new Composer(SETTINGS, new ShallowParser(SETTINGS, text)).getSingleNode();
        root.ifPresent(node -> new ShapeCheck(problems).all(node, BoardFileShape.FILE));
        if (root.isEmpty() || !problems.isEmpty()) {
            throw new IllegalStateException("board file " + name + ": " + problems);
        }
        return model(name, root.get());
    }

    private static BoardModel model(String name, Node root) {
        var file = Settings.of("", root, BoardFileShape.FILE);
        var chip = file.text("chip");
        var pins = file.sections("pins").stream().map(pin -> pin(pin, chip)).toList();
        return new BoardModel(name, file.text("title"), chip, pins);
    }

    private static Pin pin(Settings pin, String chip) {
        var power = pin.find("power");
        if (power.isPresent()) {
            return new Pin.Power(power.get());
        }
        var other = pin.find("other");
        if (other.isPresent()) {
            return new Pin.Other(other.get());
        }
        return new Pin.Gpio(
                pin.find("name").orElseThrow(() -> bad(pin)),
                pin.find("chip").orElse(chip),
                pin.find("line").map(Integer::parseInt).orElseThrow(() -> bad(pin)),
                pin.find("pull")
                        .map(BoardFiles::upper)
                        .map(BoardModel.Pull::valueOf)
                        .orElse(BoardModel.Pull.UNKNOWN),
                pin.find("use").map(BoardFiles::upper).map(BoardModel.Use::valueOf));
    }

    private static IllegalStateException bad(Settings pin) {
        return new IllegalStateException(pin.path() + " is no pin");
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    /// The board that a site file names; empty if it names none.
    static Optional<BoardModel> of(Settings board) {
        return board.find("model").map(BoardFiles::model);
    }
}
