package onecard.edge.site;

import static onecard.edge.words.Message.READERS_OVERLAP;
import static onecard.edge.words.Message.WRITE_DRIVER;

import java.util.LinkedHashMap;
import java.util.Map;
import onecard.access.CredentialKind;
import onecard.hal.pcsc.ReaderName;
import onecard.site.Board;

/// Binds `board.readers`: each reader has one driver, and no two patterns fit one reader.
final class ReadersBinder {

    private final Settings board;
    private final Problems problems;

    ReadersBinder(Settings board, Problems problems) {
        this.board = board;
        this.problems = problems;
    }

    Map<String, Board.Reader> bind() {
        var readers = new LinkedHashMap<String, Board.Reader>();
        board.entries("readers").forEach((name, reader) -> readers.put(name, reader(reader)));
        apart(readers);
        return readers;
    }

    private Board.Reader reader(Settings reader) {
        return new Board.Reader(
                source(reader),
                reader.items("applications").stream()
                        .flatMap(kind -> CredentialKind.ofWire(kind).stream())
                        .toList());
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
        var slot = reader.is("slot", "contact") ? Board.Slot.CONTACT : Board.Slot.CONTACTLESS;
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
