package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Presentation.Bound.Invited;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.access.VisitTerms;
import onecard.edge.store.journal.EventKind;
import org.junit.jupiter.api.Test;

/// Two by one pass of several entries: a lane and a door say the same of them. The lane lets one in
/// at a time; at the door they go together.
class OnePassForTwoTest {

    private static final Map<String, Safeguards> POINTS =
            Map.of("lane", Safeguards.NONE, "door", Safeguards.NONE);
    private static final Token PASS = new Token(7, 1);

    private final Rig rig = new Rig(POINTS);

    private static Presentation shows(CredentialKind kind, long number) {
        Instant until = Rig.MORNING.wall().plus(Duration.ofHours(2));
        var terms = new VisitTerms(PASS, Optional.empty(), until, 3, 3, false, false);
        var pass =
                new Pass(
                        PASS,
                        POINTS.keySet(),
                        Set.of(),
                        Rig.MORNING.wall(),
                        until,
                        new Use(PASS, 3, until),
                        Optional.of(terms));
        return new Presentation.Bound(
                new Presentation.Known(
                        Credential.of(kind, new Token(2, number), Assurance.A1),
                        List.of(),
                        List.of()),
                List.of(new Invited(pass, Optional.empty())),
                Optional.empty());
    }

    private void taps(String reader, CredentialKind kind, long number) {
        rig.shows(reader, shows(kind, number));
        rig.answer();
        rig.after(Duration.ofSeconds(2));
    }

    private void walks(String point, String way) {
        if (point.equals("lane")) {
            rig.walks(point, way);
        } else {
            rig.open(point);
            rig.after(Duration.ofSeconds(1));
            rig.shut(point);
        }
        rig.answer();
        rig.after(Rig.CLOSING.plusMillis(200));
        rig.answer();
    }

    private List<String> passages() {
        return rig.rows.stream()
                .filter(draft -> draft.kind() == EventKind.PASSAGE)
                .map(draft -> draft.data().text("result").orElseThrow())
                .toList();
    }

    private int used() {
        return Optional.ofNullable(rig.loop.memory().uses().used().get(PASS))
                .map(Uses.Used::times)
                .orElse(0);
    }

    private int inside() {
        return rig.loop.memory().visits().visit(PASS).orElseThrow().entries();
    }

    @Test
    void theSameCardShownTwiceIsOnePersonAtALaneAsAtADoor() {
        for (var point : List.of("lane", "door")) {
            int before = used();
            taps(point + "-in", CredentialKind.SSC, 1);
            taps(point + "-in", CredentialKind.SSC, 1);
            walks(point, "-in");
            assertEquals(before + 1, used(), point);
            assertEquals(before + 1, inside(), point);
        }
        assertEquals(List.of("not_passed", "passed", "not_passed", "passed"), passages());
    }

    @Test
    void anotherCardOfThePassIsAnotherPersonWhoWaitsForTheNextOpeningOfALane() {
        taps("lane-in", CredentialKind.SSC, 1);
        taps("lane-in", CredentialKind.IDCARD, 2);
        assertEquals(List.of("lane-in GRANTED Welcome", "lane-in REFUSED Please wait"), rig.panel);
        walks("lane", "-in");
        walks("lane", "-in");
        assertEquals(List.of("passed", "passed"), passages());
        assertEquals(2, inside());
        assertEquals(2, used());
    }

    @Test
    void anotherCardOfThePassIsAnotherPersonWhoGoesWithTheFirstAtADoor() {
        taps("door-in", CredentialKind.SSC, 1);
        taps("door-in", CredentialKind.IDCARD, 2);
        walks("door", "-in");
        assertEquals(List.of("passed", "assumed"), passages());
        assertEquals(2, inside());
        assertEquals(2, used());
    }

    /// Whoever leads a group has one card for all of them.
    @Test
    void theSameCardAfterThePassageBeforeIsTheNextPerson() {
        for (var point : List.of("lane", "door")) {
            int before = used();
            taps(point + "-in", CredentialKind.SSC, 1);
            walks(point, "-in");
            rig.after(Duration.ofSeconds(3));
            if (before == 0) {
                taps(point + "-in", CredentialKind.SSC, 1);
                walks(point, "-in");
                rig.after(Duration.ofSeconds(3));
            }
        }
        assertEquals(List.of("passed", "passed", "passed"), passages());
        assertEquals(3, inside());
    }

    /// And out they go as they came.
    @Test
    void leavingTheSameCardShownTwiceIsOnePersonToo() {
        for (var point : List.of("lane", "door")) {
            taps(point + "-in", CredentialKind.SSC, 1);
            walks(point, "-in");
            rig.after(Duration.ofSeconds(3));
            taps(point + "-out", CredentialKind.SSC, 1);
            taps(point + "-out", CredentialKind.SSC, 1);
            walks(point, "-out");
            rig.after(Duration.ofSeconds(3));
        }
        var visit = rig.loop.memory().visits().visit(PASS).orElseThrow();
        assertEquals(2, visit.entries());
        assertEquals(2, visit.exits());
    }
}
