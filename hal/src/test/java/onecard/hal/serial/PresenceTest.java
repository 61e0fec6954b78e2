package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import onecard.hal.serial.Presence.Change;
import org.junit.jupiter.api.Test;

/// Looks in made-up time, one each 100 ms: `F` a card was found, `.` none.
class PresenceTest {

    @Test
    void aModuleThatKeepsSilentAboutAReadCard() {
        // Read at 0.1 s, silent while it lies; lifted and laid down at 2.1 s.
        assertEquals(
                List.of("1 CAME", "5 GONE", "21 CAME", "25 GONE"),
                changes(".F...................F......."));
    }

    @Test
    void aModuleThatFindsAReadCardAgain() {
        assertEquals(
                List.of("1 CAME", "24 GONE", "26 CAME"), changes(".FFFFFFFFFFFFFFFFFFFF.....FFF"));
    }

    @Test
    void aCardAtTheEdgeOfTheFieldIsOnePresence() {
        assertEquals(List.of("1 CAME", "15 GONE"), changes(".F..F...FF.F....."));
        assertEquals(List.of(), changes("........"));
    }

    /// Whatever it was to pay or to open, a daemon before may have done.
    @Test
    void aCardThatLiesThereAtTheFirstLookOnlyGoes() {
        assertEquals(List.of("8 GONE", "10 CAME"), changes("FFF.F.....F"));
        assertEquals(List.of("6 GONE", "7 CAME"), changes("F.F....F"));
    }

    private static List<String> changes(String looks) {
        var presence = new Presence();
        var changes = new ArrayList<String>();
        for (int i = 0; i < looks.length(); i++) {
            var change = presence.look(looks.charAt(i) == 'F', i * 100_000_000L);
            if (change != Change.NONE) {
                changes.add(i + " " + change);
            }
        }
        return changes;
    }
}
