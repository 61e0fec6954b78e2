package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.LetIn;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.SharedTerms;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.plates.Match;
import onecard.edge.record.SharedWords;
import onecard.edge.store.journal.EventKind;
import onecard.point.Sensor;
import org.junit.jupiter.api.Test;

/// The plate of a visitor at a barrier that shares its passes: the others are asked first, and what
/// becomes of its tap is that of its plate all the same.
class SharedPlatesTest extends CameraAtABarrier {

    private static final Token PASS = new Token(7, 77);
    private static final Token PLATE = new Token(5, 5);

    SharedPlatesTest() {
        super(Direction.IN, SharedPlatesTest::shares);
        loop.start(now);
        echo();
    }

    private static Shares shares(List<Json.Obj> words) {
        return new Shares(
                "barrier",
                100,
                "0000000a",
                Map.of("barrier-1", new SharedTerms(Set.of("gate"), SharedTerms.Alone.OPEN)),
                LetIn.NOBODY,
                new Shares.Line() {
                    @Override
                    public boolean isUp() {
                        return true;
                    }

                    @Override
                    public void tell(Json.Obj word) {
                        words.add(word);
                    }
                });
    }

    private int settled;

    /// The journal has what else was told, and the broker what was said, for everybody.
    private void echo() {
        for (; settled < journal.size(); settled++) {
            var draft = journal.get(settled);
            if (draft.kind() != EventKind.TAP) {
                draft.tap().ifPresent(name -> turn(new Stimulus.Recorded(name, 2)));
            }
        }
        while (!words.isEmpty()) {
            var word = words.removeFirst();
            var said = SharedWords.said(word, "barrier", now.mono()).orElseThrow();
            turn(new Stimulus.Shared("barrier", said));
        }
    }

    private void readsVisitor(int times) {
        for (int i = 0; i < times; i++) {
            present(visitor(), Optional.of(Match.EXACT), 97);
            echo();
            after(Duration.ofSeconds(1));
            echo();
        }
    }

    private Presentation visitor() {
        var until = now.wall().plus(Duration.ofHours(2));
        var terms = new VisitTerms(PASS, Optional.empty(), until, 1, 1, false, false);
        var right =
                new Pass(
                        PASS,
                        Set.of("barrier-1"),
                        Set.of(),
                        now.wall().minusSeconds(900),
                        until,
                        new Use(PASS, 1, until),
                        Optional.of(terms));
        var known =
                new Presentation.Known(
                        Credential.of(CredentialKind.PLATE, PLATE, Assurance.A0),
                        List.of(),
                        List.of(CARS));
        return new Presentation.Bound(
                known,
                List.of(new Presentation.Bound.Invited(right, Optional.empty())),
                Optional.empty());
    }

    /// Read each second from afar, it waits for as long as it is seen.
    @Test
    void whoeverIsSeenStillIsLetInByTheirOneTap() {
        readsVisitor(25);
        assertEquals(2, taps(), "asked, and granted");
        sense(Sensor.ARRIVAL_IN, true);
        readsVisitor(8);
        assertEquals(2, taps());
        assertEquals(List.of("raise"), line);
        assertEquals(List.of(), results());
    }

    /// They are through, and the pass is used up: to be seen behind the arm is no tap.
    @Test
    void whatBecameOfItIsKnown() {
        sense(Sensor.ARRIVAL_IN, true);
        readsVisitor(3);
        sense(Sensor.SAFETY, true);
        sense(Sensor.ARRIVAL_IN, false);
        readsVisitor(1);
        sense(Sensor.SAFETY, false);
        readsVisitor(8);
        assertEquals(List.of("passed"), results());
        assertEquals(2, taps());
    }

    /// Whoever was granted and lost their place to a vehicle before them is granted anew at once.
    @Test
    void whoeverLostTheirPlaceIsAskedForAnew() {
        readsVisitor(1);
        sense(Sensor.ARRIVAL_IN, true); // raised for them, and somebody else drives in
        assertEquals(List.of("raise"), line);
        after(Duration.ofSeconds(40));
        echo();
        assertEquals(List.of("not_passed"), results());
        readsVisitor(1);
        assertEquals(4, taps(), "the pass is good still");
    }
}
