package onecard.edge.site;

import static onecard.edge.words.Message.READERS_OVERLAP;
import static onecard.edge.words.Message.WRITE_DRIVER;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import onecard.hal.card.ReadingPlan;
import onecard.hal.pcsc.ReaderName;
import onecard.site.Board;

/// Binds `board.readers`: each reader has one driver, and no two patterns fit one reader.
final class ReadersBinder {

    private final Settings board;
    private final Names applications;
    private final Problems problems;

    /// @param layouts names of the site's own card layouts, which are applications too
    ReadersBinder(Settings board, Set<String> layouts, Problems problems) {
        this.board = board;
        var known = new HashSet<>(ReadingPlan.KNOWN);
        known.addAll(layouts);
        this.applications = new Names("card application", known, problems);
        this.problems = problems;
    }

    Map<String, Board.Reader> bind() {
        var readers = new LinkedHashMap<String, Board.Reader>();
        board.entries("readers").forEach((name, reader) -> readers.put(name, reader(reader)));
        apart(readers);
        return readers;
    }

    private Board.Reader reader(Settings reader) {
        applications.each(reader, "applications");
        return new Board.Reader(
                source(reader),
                reader.items("applications"),
                reader.is("contact_cards", "take"),
                reader.flag("citizen_number"),
                reader.items("several_cards"));
    }

    private Board.ReaderSource source(Settings reader) {
        var pattern = reader.find("pcsc");
        boolean sim = reader.flag("sim");
        if (pattern.isPresent() == sim) {
            problems.add(
                    reader.place("pcsc"),
                    reader.path(),
                    "driver",
                    sim ? "pcsc and sim" : "neither",
                    WRITE_DRIVER.with());
        }
        var provider = board.is("pcsc_provider", "jdk") ? Board.Provider.JDK : Board.Provider.OWN;
        var slot = Board.Slot.valueOf(reader.text("slot").toUpperCase(Locale.ROOT));
        return pattern.filter(_ -> !sim)
                .<Board.ReaderSource>map(glob -> new Board.ReaderSource.Pcsc(glob, slot, provider))
                .orElseGet(Board.ReaderSource.Sim::new);
    }

    private void apart(Map<String, Board.Reader> readers) {
        var patterns = new LinkedHashMap<String, String>();
        readers.forEach(
                (name, reader) -> {
                    if (reader.source() instanceof Board.ReaderSource.Pcsc(var pattern, _, _)) {
                        patterns.forEach((other, theirs) -> apart(name, pattern, other, theirs));
                        patterns.put(name, pattern);
                    }
                });
    }

    /// Two patterns that one reader may fit: each tap would be read on both sides.
    private void apart(String name, String pattern, String other, String theirs) {
        if (fits(pattern, theirs) || fits(theirs, pattern)) {
            problems.add(
                    board.place("readers"),
                    board.path("readers") + "." + name,
                    "readers_overlap",
                    pattern,
                    READERS_OVERLAP.with(other));
        }
    }

    private static boolean fits(String glob, String name) {
        return ReaderName.fits(glob).matcher(name).matches();
    }
}
