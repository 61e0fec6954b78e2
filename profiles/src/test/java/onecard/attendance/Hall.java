package onecard.attendance;

import static java.time.Duration.ofMinutes;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.attendance.Meetings.When;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A meeting from 09:00 to 12:00 at a site in Shanghai, and a desk that takes it.
final class Hall {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Instant NINE = Instant.parse("2026-11-28T01:00:00Z");
    static final Instant NOON = Instant.parse("2026-11-28T04:00:00Z");
    static final Token ANNA = new Token(1, 1);
    static final Token BO = new Token(2, 2);
    static final Token STRANGER = new Token(9, 9);
    static final Token CLERK = new Token(5, 5);

    Map<String, When> meetings = Map.of("board-7", new When.Once(NINE, NOON));
    boolean listed = true;
    WalkIn walkIn = WalkIn.RECORD;
    boolean signOut;
    boolean veryLateRefused;
    ClockTrust trust = ClockTrust.SYNCED;
    String by = "a/desk-1";
    Attendance own = Attendance.EMPTY;
    Attendance heard = Attendance.EMPTY;
    Optional<Roster> roster = Optional.of(roster(row(ANNA), row(BO)));

    static Expected row(Token person) {
        return new Expected(
                person,
                Optional.empty(),
                Optional.of("A 12"),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    static Roster roster(Expected... rows) {
        return roster("board-7", rows);
    }

    static Roster roster(String meeting, Expected... rows) {
        return roster(Optional.empty(), meeting, rows);
    }

    /// @param until when the list is over
    static Roster roster(Optional<Instant> until, String meeting, Expected... rows) {
        var version = new ListVersion("roster", 3, Instant.parse("2026-11-27T00:00:00Z"), until);
        var all = new HashMap<String, List<Expected>>();
        all.put(meeting, new ArrayList<>(List.of(rows)));
        return Roster.of(version, all);
    }

    AttendanceRules.Desk desk() {
        var terms =
                new AttendanceTerms(
                        ofMinutes(30),
                        ofMinutes(5),
                        ofMinutes(30),
                        veryLateRefused,
                        walkIn,
                        signOut,
                        ofMinutes(10),
                        ofMinutes(60));
        var held = new Meetings(meetings, Optional.empty(), ZONE, terms);
        return new AttendanceRules.Desk(held, listed, roster, own, heard, by);
    }

    Signing shows(Token person, Instant at) {
        return shows(person, CredentialKind.SSC, at);
    }

    Signing shows(Token person, CredentialKind kind, Instant at) {
        return AttendanceRules.decide(
                desk(), person, kind, Optional.empty(), Optional.empty(), moment(at));
    }

    /// And what is recorded is known from then on.
    Result signs(Token person, Instant at) {
        if (!(shows(person, at) instanceof Signing.Yes yes)) {
            throw new AssertionError(person + " does not sign at " + at);
        }
        own = own.with(yes.sitting().session(), yes.person(), yes.sign());
        return yes.sign().result();
    }

    Moment moment(Instant at) {
        return new Moment(new Mono(Duration.between(Instant.EPOCH, at).toNanos()), at, trust);
    }

    static Instant at(int hour, int minute) {
        return NINE.plus(Duration.ofMinutes((hour - 9) * 60L + minute));
    }
}
