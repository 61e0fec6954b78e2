package onecard.edge.site;

import static onecard.edge.words.Message.PORT_TAKEN;
import static onecard.edge.words.Message.READERS_OVERLAP;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import onecard.hal.card.ReadingPlan;
import onecard.hal.pcsc.ReaderName;
import onecard.site.Board;

/// Binds `board.readers`: each reader has one driver, and no two patterns fit one reader.
final class ReadersBinder {

    private final Settings board;
    private final Names applications;
    private final SerialLines lines;
    private final Names modules;
    private final Problems problems;

    /// The path of the reader that each USB port is switched for.
    private final Map<String, String> ports = new HashMap<>();

    /// @param layouts names of the site's own card layouts, which are applications too
    ReadersBinder(Settings board, Set<String> layouts, SerialLines lines, Problems problems) {
        this.board = board;
        this.lines = lines;
        var known = new HashSet<>(ReadingPlan.KNOWN);
        known.addAll(layouts);
        this.applications = Names.of(Thing.APPLICATION, known, board, problems);
        this.modules = Names.of(Thing.MODULE, board.named("modules").keySet(), board, problems);
        this.problems = problems;
    }

    Map<String, Board.Reader> bind() {
        var readers = new LinkedHashMap<String, Board.Reader>();
        board.entries("readers").forEach((name, reader) -> readers.put(name, reader(reader)));
        apart(readers);
        return readers;
    }

    private Board.Reader reader(Settings reader) {
        var driver = new Driver(reader, List.of("pcsc", "serial", "sim"), problems);
        driver.only("serial", "baud");
        driver.only("pcsc", "replug");
        return switch (driver.chosen()) {
            case "serial" -> idModule(reader, driver);
            case "pcsc" -> cards(reader, pcsc(reader));
            default -> cards(reader, new Board.ReaderSource.Sim());
        };
    }

    private Board.Reader cards(Settings reader, Board.ReaderSource source) {
        applications.each(reader, "applications");
        modules.optional(reader, "module");
        return new Board.Reader(
                source,
                reader.items("applications"),
                reader.is("contact_cards", "take"),
                reader.flag("citizen_number"),
                reader.items("several_cards"),
                new Board.Proofs(reader.find("module"), reader.flag("certificate")));
    }

    private Board.ReaderSource pcsc(Settings reader) {
        return new Board.ReaderSource.Pcsc(
                reader.text("pcsc"),
                Board.Slot.valueOf(reader.text("slot").toUpperCase(Locale.ROOT)),
                board.is("pcsc_provider", "jdk") ? Board.Provider.JDK : Board.Provider.OWN,
                port(reader));
    }

    /// Switched off for one reader, it would be for the other.
    private Optional<String> port(Settings reader) {
        var port = reader.find("replug");
        port.map(named -> ports.putIfAbsent(named, reader.path()))
                .ifPresent(
                        other ->
                                problems.add(
                                        reader,
                                        "replug",
                                        "port_used_twice",
                                        PORT_TAKEN.with(other)));
        return port;
    }

    /// A module reads one thing in one way.
    private Board.Reader idModule(Settings reader, Driver driver) {
        lines.claim(reader);
        driver.only(
                "pcsc",
                "slot",
                "applications",
                "contact_cards",
                "citizen_number",
                "several_cards",
                "module",
                "certificate");
        return new Board.Reader(
                new Board.ReaderSource.IdModule(reader.text("serial"), (int) reader.whole("baud")),
                List.of("idcard"),
                true,
                false,
                List.of());
    }

    private void apart(Map<String, Board.Reader> readers) {
        var patterns = new LinkedHashMap<String, String>();
        readers.forEach(
                (name, reader) -> {
                    if (reader.source() instanceof Board.ReaderSource.Pcsc(var pattern, _, _, _)) {
                        patterns.forEach((other, theirs) -> apart(name, pattern, other, theirs));
                        patterns.put(name, pattern);
                    }
                });
    }

    /// Two patterns that one reader may fit: each tap would be read on both sides.
    private void apart(String name, String pattern, String other, String theirs) {
        if (fits(pattern, theirs) || fits(theirs, pattern)) {
            problems.add(
                    Objects.requireNonNull(board.entries("readers").get(name)),
                    "pcsc",
                    "readers_overlap",
                    READERS_OVERLAP.with(other));
        }
    }

    private static boolean fits(String glob, String name) {
        return ReaderName.fits(glob).matcher(name).matches();
    }
}
