package onecard.edge.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Session;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;

/// How long a session is remembered.
class AttendanceFoldTest {

    private static final Instant NINE = Instant.parse("2026-11-28T09:00:00Z");
    private static final Duration MONTH = Duration.ofDays(AttendanceFold.DAYS_UNCLOSED);
    private static final Session TERM = new Session("term", LocalDate.of(2026, 11, 28));

    private final AttendanceFold fold = new AttendanceFold();

    /// A record says when its session closes, of whatever length it is.
    @Test
    void whatNobodyClosesIsForgottenAMonthAfterItWasToClose() {
        var end = NINE.plus(Duration.ofDays(120));
        signs(TERM, Optional.of(end), NINE);

        happens(end.plus(MONTH).minusMillis(1));
        assertTrue(isKept(TERM));
        happens(end.plus(MONTH));

        assertFalse(isKept(TERM));
        assertEquals(AttendanceFold.Kept.NOTHING, fold.kept());
    }

    /// As records were that did not say so.
    @Test
    void orAMonthAfterItsDate() {
        var midnight = Instant.parse("2026-11-29T00:00:00Z");
        signs(TERM, Optional.empty(), NINE);

        happens(midnight.plus(MONTH).minusMillis(1));
        assertTrue(isKept(TERM));
        happens(midnight.plus(MONTH));

        assertFalse(isKept(TERM));
    }

    /// Its last sign knows best: a site file may have been mended.
    @Test
    void itClosesWhenItsLastSignSays() {
        signs(TERM, Optional.of(NINE.plus(Duration.ofDays(9_000))), NINE);
        signs(TERM, Optional.of(NINE), NINE);

        happens(NINE.plus(MONTH));

        assertFalse(isKept(TERM));
    }

    /// Another desk of the device takes it still.
    @Test
    void whatOneDeskHasClosedIsKeptWhileItIsOn() {
        var end = NINE.plus(Duration.ofDays(60));
        signs(TERM, Optional.of(end), NINE);
        closes("desk-2", TERM, NINE.plus(Duration.ofDays(1)));

        happens(end.plus(AttendanceFold.KEPT).minusMillis(1));
        assertTrue(isKept(TERM));
        happens(end.plus(AttendanceFold.KEPT));

        assertFalse(isKept(TERM));
    }

    @Test
    void whatWasClosedLateIsKeptTwoDaysAfterThat() {
        var late = NINE.plus(Duration.ofDays(20));
        signs(TERM, Optional.of(NINE), NINE);
        closes("desk-1", TERM, late);

        happens(late.plus(AttendanceFold.KEPT).minusMillis(1));
        assertTrue(isKept(TERM));
        happens(late.plus(AttendanceFold.KEPT));

        assertFalse(isKept(TERM));
    }

    @Test
    void manyShortSessionsPushNoneOutThatIsOn() {
        signs(TERM, Optional.of(NINE.plus(Duration.ofDays(60))), NINE);
        for (int i = 0; i < 2 * Attendance.SESSIONS_MAX; i++) {
            var end = NINE.plusSeconds(i);
            signs(new Session("short-" + i, TERM.date()), Optional.of(end), end);
        }

        assertTrue(isKept(TERM));
        assertEquals(Attendance.SESSIONS_MAX, fold.kept().attendance().sessions().size());
        assertEquals(fold.kept().attendance().sessions().keySet(), fold.kept().ends().keySet());
    }

    @Test
    void aSnapshotKeepsWhenEachCloses() {
        signs(TERM, Optional.of(NINE.plus(Duration.ofDays(60))), NINE);
        signs(new Session("board", TERM.date()), Optional.empty(), NINE);
        closes("desk-1", TERM, NINE);
        var restored = new AttendanceFold();

        restored.restore(fold.state());

        assertEquals(fold.kept(), restored.kept());
        assertEquals(Set.of(TERM), restored.kept().ends().keySet());
    }

    private boolean isKept(Session session) {
        return fold.kept().attendance().sessions().containsKey(session);
    }

    private void signs(Session session, Optional<Instant> until, Instant at) {
        var data =
                data("desk-1", session)
                        .with("person", new Token(1, 1).toString())
                        .with("result", "on_time");
        happens(until.map(it -> data.with("until", it.toString())).orElse(data), at);
    }

    private void closes(String point, Session session, Instant at) {
        happens(data(point, session).with("what", "report"), at);
    }

    /// Something else.
    private void happens(Instant at) {
        happens(Json.Obj.EMPTY.with("point", "desk-1"), at);
    }

    private static Json.Obj data(String point, Session session) {
        return Attendances.with(Json.Obj.EMPTY.with("device", "a").with("point", point), session);
    }

    private void happens(Json.Obj data, Instant at) {
        fold.apply(
                Json.Obj.EMPTY
                        .with("type", "onecard.attendance.v1")
                        .with("time", at.toString())
                        .with(
                                "data",
                                data.with("clock", "synced")
                                        .with("boot", "0001")
                                        .with("mono_us", 1)));
    }
}
