package onecard.attendance;

import static onecard.attendance.Hall.ANNA;
import static onecard.attendance.Hall.NOON;
import static onecard.attendance.Hall.STRANGER;
import static onecard.attendance.Hall.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What may follow from what other devices say, of which nothing is signed: nobody's record is
/// another one, nobody is taken away, and whoever really was elsewhere is understood.
class OtherDesksTest {

    private static final Session BOARD = new Session("board-7", LocalDate.of(2026, 11, 28));

    private final Hall hall = new Hall();

    // --- a record ---

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T01:03:00Z, ON_TIME",
        "2026-11-28T01:20:00Z, LATE",
        "2026-11-28T01:40:00Z, VERY_LATE",
    })
    void anEarlierSignElsewhereMakesNobodyLeave(Instant at, Result result) {
        hall.signOut = true;
        said(ANNA, at(8, 31), Result.ON_TIME);

        var signing = assertInstanceOf(Signing.Yes.class, hall.shows(ANNA, at));

        assertEquals(result, signing.sign().result());
        assertTrue(signing.known());
    }

    /// Had it been believed, the real one would have been taken for the same once more.
    @Test
    void aLaterSignElsewhereTakesNoLeavingAway() {
        hall.signOut = true;
        hall.signs(ANNA, at(8, 50));
        said(ANNA, at(11, 59), Result.SIGNED_OUT);

        assertEquals(Result.EARLY_LEAVE, hall.signs(ANNA, at(10, 0)));
    }

    @Test
    void whoeverLeavesByAnotherDoorIsRecorded() {
        hall.signOut = true;
        hall.veryLateRefused = true;
        assertEquals(new Signing.No(Reason.TOO_LATE), hall.shows(ANNA, at(10, 0)));
        assertEquals(new Signing.No(Reason.NO_MEETING), hall.shows(ANNA, NOON));
        said(ANNA, at(8, 50), Result.ON_TIME);

        assertEquals(Result.VERY_LATE, hall.signs(ANNA, at(10, 0)));
        assertEquals(Result.SIGNED_OUT, hall.signs(ANNA, NOON));
    }

    @Test
    void andAfterTheEndToo() {
        hall.signOut = true;
        said(ANNA, at(8, 50), Result.ON_TIME);

        var signing = assertInstanceOf(Signing.Yes.class, hall.shows(ANNA, NOON));

        assertEquals(Result.SIGNED_OUT, signing.sign().result());
        assertTrue(signing.known());
    }

    @Test
    void whereNobodySignsOutASeatThatWasGivenUpStaysSo() {
        hall.veryLateRefused = true;
        said(ANNA, at(8, 50), Result.ON_TIME);

        assertEquals(new Signing.No(Reason.TOO_LATE), hall.shows(ANNA, at(9, 31)));
    }

    // --- a count ---

    @ParameterizedTest
    @EnumSource
    void whateverElsewhereTheyAreCalledNobodyCountsForLess(Result claimed) {
        hall.signs(ANNA, at(9, 3));
        said(ANNA, at(8, 31), claimed);

        assertEquals(1, tally().present());
        assertEquals(1, tally().of(Result.ON_TIME));
    }

    /// It is this desk's roster that says who is a walk-in.
    @Test
    void whoeverOnlyOthersSawIsJudgedHere() {
        said(ANNA, at(9, 20), Result.WALK_IN);
        said(STRANGER, at(8, 50), Result.ON_TIME);

        assertEquals(1, tally().present());
        assertEquals(1, tally().of(Result.LATE));
        assertEquals(1, tally().of(Result.WALK_IN));
    }

    @Test
    void whoeverCameInTimeHereHasNotLeftBecauseOfIt() {
        hall.signOut = true;
        said(ANNA, at(8, 31), Result.ON_TIME);
        assertEquals(Result.LATE, hall.signs(ANNA, at(9, 20)));

        assertEquals(0, tally().left());
        assertEquals(0, tally().early());
    }

    /// By one door in and by the other out: both devices count the same.
    @ParameterizedTest
    @CsvSource({"2026-11-28T01:40:00Z, 1", "2026-11-28T03:55:00Z, 0", "2026-11-28T04:05:00Z, 0"})
    void twoDevicesThatHeardOfEachOtherAgree(Instant leaves, int early) {
        hall.signOut = true;
        var other = new Hall();
        other.signOut = true;
        other.by = "b/desk-2";
        other.signs(ANNA, at(8, 50));
        hall.heard = other.own;
        hall.signs(ANNA, leaves);
        other.heard = hall.own;

        assertEquals(1, tally().of(Result.ON_TIME));
        assertEquals(1, tally().left());
        assertEquals(early, tally().early());
        assertEquals(tally(), tally(other));
    }

    private void said(Token person, Instant at, Result claimed) {
        var sign = new Sign(at, true, claimed, "b/desk-2", Optional.empty(), Optional.empty());
        hall.heard = hall.heard.with(BOARD, person, sign);
    }

    private Tally tally() {
        return tally(hall);
    }

    private static Tally tally(Hall hall) {
        var sitting = hall.desk().meetings().near(hall.roster, Hall.NINE).getFirst();
        return Tally.of(hall.desk(), sitting);
    }
}
