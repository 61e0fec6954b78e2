package onecard.edge.loop;

import static onecard.edge.loop.MeetingHall.BOARD;
import static onecard.edge.loop.MeetingHall.NINE;
import static onecard.edge.loop.MeetingHall.NOON;
import static onecard.edge.loop.MeetingHall.person;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Hearsay;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.attendance.WalkIn;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.MeetingHall.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever owns the broker says what they like in the name of the other devices: it adds to what a
/// desk tells and counts, and its own records are what they were.
class LyingBrokerTest {

    @TempDir private Path directory;

    private MeetingHall hall(Instant begins, boolean signOut) throws Exception {
        var terms = new Terms(WalkIn.RECORD, true, signOut, Safeguards.NONE);
        var hall = new MeetingHall(directory, "a", 1, begins, terms, "d1");
        hall.expects(1, 2, 3);
        return hall;
    }

    @Test
    void whoeverIsSaidToHaveComeBeforeComesAsTheyDo() throws Exception {
        try (var hall = hall(NINE.plusSeconds(1_200), true)) {
            says(hall, "b", BOARD, Map.of(person(1), sign("b", NINE.minusSeconds(900))));
            hall.tap("d1", 1);
            hall.settle();

            var signed = hall.attendance().getFirst();
            assertEquals(Optional.of("late"), signed.text("result"));
            assertEquals(Optional.of(true), signed.bool("known"));
            assertEquals("GRANTED Noted, seat A 1, here 1 of 3", hall.panel.getLast());
            hall.at(NOON.plusSeconds(3_600));
            assertEquals(0, hall.reports.getFirst().tally().left());
        }
    }

    @Test
    void aWalkInElsewhereTakesNobodyFromTheCount() throws Exception {
        try (var hall = hall(NINE, false)) {
            hall.tap("d1", 1);
            hall.settle();
            var lie =
                    new Sign(
                            NINE.minusSeconds(900),
                            true,
                            Result.WALK_IN,
                            "b/d",
                            Optional.empty(),
                            Optional.empty());
            says(hall, "b", BOARD, Map.of(person(1), Presence.between(lie, lie)));

            hall.at(NOON);

            assertEquals(1, hall.reports.getFirst().tally().present());
            assertEquals(0, hall.reports.getFirst().tally().of(Result.WALK_IN));
        }
    }

    @Test
    void inventedSessionsPushNoRealOneOut() throws Exception {
        try (var hall = hall(NINE, false)) {
            says(hall, "b", BOARD, Map.of(person(1), sign("b", NINE)));
            for (int i = 1; i <= 2 * Attendance.SESSIONS_MAX; i++) {
                for (var device : List.of("b", "c")) {
                    var session = new Session("board-7", BOARD.date().plusDays(i));
                    says(hall, device, session, Map.of(person(1), sign(device, NINE)));
                }
            }
            says(hall, "c", BOARD, Map.of(person(2), sign("c", NINE)));
            hall.expects(1, 2, 3); // and all is counted anew

            hall.at(NOON);

            assertEquals(1, hall.reports.size(), "of its own session alone");
            assertEquals(2, hall.reports.getFirst().tally().present());
            assertEquals(List.of("b", "c"), hall.reports.getFirst().heard());
        }
    }

    @Test
    void inventedPeopleCrowdOutNobodyWhoIsHere() throws Exception {
        try (var hall = hall(NINE, false)) {
            for (var device : List.of("b", "c", "d")) {
                var people = new HashMap<Token, Presence>();
                for (int i = 0; i < Hearsay.SIGNS_MAX; i++) {
                    people.put(new Token(device.hashCode(), i), sign(device, NINE));
                }
                says(hall, device, BOARD, people);
            }
            hall.tap("d1", 1);
            hall.settle();

            assertEquals("GRANTED Signed in, seat A 1, here 1 of 3", hall.panel.getLast());
        }
    }

    @Test
    void aSessionThatNoDeskHereTakesIsNowhere() throws Exception {
        try (var hall = hall(NINE, false)) {
            var other = new Session("board-8", BOARD.date());
            says(hall, "b", other, Map.of(person(1), sign("b", NINE)));
            hall.tap("d1", 2);
            hall.settle();

            assertEquals("GRANTED Signed in, seat A 2, here 1 of 3", hall.panel.getLast());
            hall.after(Duration.ofHours(3));
            hall.settle();
            assertEquals(List.of(), hall.reports.getFirst().heard());
        }
    }

    private static Presence sign(String device, Instant at) {
        var sign =
                new Sign(
                        at,
                        true,
                        Result.ON_TIME,
                        device + "/d",
                        Optional.empty(),
                        Optional.empty());
        return Presence.between(sign, sign);
    }

    private static void says(
            MeetingHall hall, String device, Session session, Map<Token, Presence> people) {
        hall.loop.turn(new Stimulus.Attends.Elsewhere(device, session, people), hall.now);
    }
}
