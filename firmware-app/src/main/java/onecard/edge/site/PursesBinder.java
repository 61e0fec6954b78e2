package onecard.edge.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecard.site.Board;
import onecard.site.Board.PurseSource;

/// Binds `board.purses`: each module is in one place, and only one in software is told a number.
final class PursesBinder {

    private final Settings board;
    private final Problems problems;

    PursesBinder(Settings board, Problems problems) {
        this.board = board;
        this.problems = problems;
    }

    Map<String, Board.PurseModule> bind() {
        var purses = new HashMap<String, Board.PurseModule>();
        board.entries("purses").forEach((name, purse) -> purses.put(name, module(purse)));
        return purses;
    }

    private Board.PurseModule module(Settings purse) {
        return new Board.PurseModule(
                source(purse),
                purse.text("name"),
                (int) purse.whole("number_file"),
                (int) purse.whole("key_index"));
    }

    private PurseSource source(Settings purse) {
        var driver = new Driver(purse, List.of("pcsc", "test_keys"), problems);
        driver.only("test_keys", "terminal");
        driver.only("pcsc", "application");
        if (driver.chosen().equals("pcsc")) {
            var provider =
                    board.is("pcsc_provider", "jdk") ? Board.Provider.JDK : Board.Provider.OWN;
            return new PurseSource.Slot(purse.text("pcsc"), provider, purse.text("application"));
        }
        return new PurseSource.TestKeys(purse.text("terminal"));
    }
}
