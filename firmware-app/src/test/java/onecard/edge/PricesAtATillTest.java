package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.StateDir;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole daemon hears of a list of prices that is brought in beside it, and knows it after a
/// restart. Nobody has money here, so whoever is asked for a price has none.
class PricesAtATillTest {

    private static final String HEADER = "item,name,price_fen,per,valid_from,valid_until\n";

    @TempDir Path dir;
    private SiteProfile site;
    private Watched watched;
    private Daemon daemon;
    private StateDir held;
    private int cards;

    @BeforeEach
    void start() throws Exception {
        var state = Files.createDirectory(dir.resolve("state"));
        watched = new Watched(state);
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "bench-prices.yaml"))
                        .replaceFirst("pay: \\{ pcsc.*\\] \\} \\}", "pay: { sim: true } }")
                        .replace("mode: menu", "mode: fixed")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        var read = SiteFile.read(text);
        site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        held = StateDir.hold(state).orElseThrow();
        run();
        var people =
                new StringBuilder("kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
        for (int card = 1; card <= 9; card++) {
            people.append("ssc,%s,p-%d,diners,,,,\n".formatted(card(card), card));
        }
        brings("demo", people.toString());
    }

    private void run() throws IOException {
        daemon =
                Wiring.start(
                        site,
                        held,
                        "none",
                        bug -> {
                            throw new AssertionError(bug);
                        });
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        held.close();
    }

    @Test
    void whatIsBroughtInIsAskedForFromTheNextTapOn() throws Exception {
        assertEquals("STALE_LIST", taps());

        brings("dishes", HEADER + "meal,Lunch,1200,,,\n");
        assertEquals("NO_BALANCE", taps());
        brings("dishes", HEADER + "supper,Supper,1200,,,\n");
        assertEquals("WINDOW_CLOSED", taps());
        brings("dishes", HEADER + "meal,Lunch,1200,,,\n");
        daemon.close();
        run();
        assertEquals("NO_BALANCE", taps());
    }

    private void brings(String list, String csv) throws IOException {
        var file = Files.writeString(dir.resolve(list + ".csv"), csv);
        var request = ListCommands.request(file, list, false, Lang.EN);
        var done = Control.ask(held.controlSocket(), request);
        assertEquals(Optional.of(true), done.flatMap(answer -> answer.bool("ok")), done::toString);
    }

    /// Somebody else each time: the same card at once would be the same presence.
    private String taps() {
        var reader = (SimReader) daemon.reader("pay").orElseThrow();
        var card = SimCard.socialSecurity(card(++cards), 3, Optional.of("20360131"));
        reader.present(card, SimTear.NEVER);
        reader.remove();
        Json.Obj tap = watched.tap();
        return tap.text("reason").orElseThrow();
    }

    private static String card(int number) {
        return "342500d15600000500000000000000%02d".formatted(number);
    }
}
