package onecard.attendance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Token;
import org.junit.jupiter.api.Test;

class HearsayTest {

    private static final Session BOARD = new Session("board-7", LocalDate.of(2026, 11, 28));

    /// The oldest would give way to itself.
    @Test
    void inventedSessionsLeaveRoomForTheRealOne() {
        var said = Hearsay.NOTHING;
        for (int i = 0; i < 2 * Attendance.SESSIONS_MAX; i++) {
            said = said.with(later(i), people(1), _ -> false);
        }
        said = said.with(BOARD, people(3), _ -> false);

        assertEquals(3, said.said().of(BOARD).size());
        assertEquals(Attendance.SESSIONS_MAX, said.said().sessions().size());
    }

    @Test
    void whatADeskTakesMakesNoRoomForWhatItDoesNot() {
        var said = Hearsay.NOTHING.with(BOARD, people(3), BOARD::equals);
        for (int i = 0; i < 2 * Attendance.SESSIONS_MAX; i++) {
            said = said.with(later(i), people(1), BOARD::equals);
        }

        assertEquals(3, said.said().of(BOARD).size());
    }

    @Test
    void soManyInventedSignsAreNoReasonEither() {
        var said = Hearsay.NOTHING.with(later(0), people(Hearsay.SIGNS_MAX), _ -> false);
        said = said.with(BOARD, people(3), _ -> false);
        assertEquals(Map.of(BOARD, people(3)), said.said().sessions());

        var board = Hearsay.NOTHING.with(BOARD, people(Hearsay.SIGNS_MAX), BOARD::equals);
        assertSame(board, board.with(later(0), people(1), BOARD::equals));
        assertSame(board, board.with(BOARD, people(Hearsay.SIGNS_MAX + 1), BOARD::equals));
    }

    private static Session later(int days) {
        return new Session("board-7", BOARD.date().plusDays(1 + days));
    }

    private static Map<Token, Presence> people(int many) {
        var people = new HashMap<Token, Presence>();
        for (int i = 0; i < many; i++) {
            var sign =
                    new Sign(
                            Hall.NINE,
                            true,
                            Result.ON_TIME,
                            "b/d",
                            Optional.empty(),
                            Optional.empty());
            people.put(new Token(3, i), Presence.of(sign));
        }
        return people;
    }
}
