package onecard.edge.loop;

import static java.time.Duration.ofSeconds;
import static onecard.edge.loop.MeetingHall.NINE;
import static onecard.edge.loop.MeetingHall.person;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Factor;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.Token;
import onecard.attendance.WalkIn;
import onecard.edge.command.Command;
import onecard.edge.intake.PinSource;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.MeetingHall.Terms;
import onecard.edge.words.ReasonWords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A desk that asks for a PIN: nobody is signed in before it is theirs, and nobody for long.
class PinAtADeskTest {

    @TempDir private Path directory;
    private MeetingHall hall;

    @BeforeEach
    void aDeskThatAsks() throws Exception {
        var factor = new SecondFactor(Factor.PIN, Set.of(), Optional.empty(), ofSeconds(20));
        var terms = new Terms(WalkIn.RECORD, true, false, Safeguards.NONE.with(factor));
        hall = new MeetingHall(directory, "a", 1, NINE.minusSeconds(600), terms, "d1", "d2");
        hall.expects(1, 2, 3);
    }

    @AfterEach
    void close() throws Exception {
        hall.close();
    }

    @Test
    void whoeverEntersTheirPinIsSignedInOnceThatIsDurable() throws Exception {
        asked("d1", 1);
        enters("d1", 1);
        assertEquals("ASKED Enter PIN", hall.panel.getLast());

        hall.settle();

        assertEquals("GRANTED Signed in, seat A 1, here 1 of 3", hall.panel.getLast());
        assertEquals(List.of(Optional.of(person(1).toString())), signed());
        assertEquals(Optional.empty(), hall.loop.asked("d1-pad"), "nothing is asked any more");
    }

    @Test
    void aPinOfSomebodyElseSignsNobodyIn() throws Exception {
        asked("d1", 1);
        enters("d1", 2);
        hall.settle();

        assertEquals(
                "REFUSED " + ReasonWords.of(Reason.PIN_MISMATCH).shown().en(),
                hall.panel.getLast());
        assertEquals(List.of(), signed());
    }

    /// They have not signed: what holds for whoever waves twice would make them wait for a minute.
    @Test
    void whoeverMistypedTheirPinIsAskedAgainAtOnce() throws Exception {
        hall.tap("d1", 1);
        enters("d1", 2);
        hall.settle();
        assertEquals(
                "REFUSED " + ReasonWords.of(Reason.PIN_MISMATCH).shown().en(),
                hall.panel.getLast());
        hall.after(ofSeconds(2));

        hall.tap("d1", 1);
        asked("d1", 1);
        enters("d1", 1);
        hall.settle();

        assertEquals(List.of(Optional.of(person(1).toString())), signed());
        hall.after(ofSeconds(50));
        hall.tap("d1", 1);
        assertEquals(List.of(), hall.offered(), "who has signed waves once more");
    }

    @Test
    void whoeverEntersNoneIsNotSignedInAndMayTryAgain() throws Exception {
        asked("d1", 1);
        hall.after(ofSeconds(20));
        hall.settle();
        assertEquals(
                "REFUSED " + ReasonWords.of(Reason.PIN_TIMEOUT).shown().en(), hall.panel.getLast());

        // What is keyed in now answers nobody.
        enters("d1", 1);
        hall.settle();
        assertEquals(List.of(), signed());

        hall.after(ofSeconds(60));
        asked("d1", 1);
        enters("d1", 1);
        hall.settle();
        assertEquals(List.of(Optional.of(person(1).toString())), signed());
    }

    /// Each desk has a keypad of its own.
    @Test
    void aPinAtOneDeskAnswersNoQuestionOfAnother() throws Exception {
        asked("d1", 1);
        assertEquals(Optional.empty(), hall.loop.asked("d2-pad"));
        enters("d2", 1);
        hall.settle();
        assertEquals(List.of(), signed());

        enters("d1", 1);
        hall.settle();
        assertEquals(1, signed().size());
    }

    /// The one who was asked first has gone, or waits: their PIN is not the other's.
    @Test
    void whoeverTapsNextIsTheOneWhoIsAsked() throws Exception {
        asked("d1", 1);
        asked("d1", 2);
        enters("d1", 1);
        hall.settle();
        assertEquals(List.of(), signed());

        hall.after(ofSeconds(61));
        asked("d1", 2);
        enters("d1", 2);
        hall.settle();
        assertEquals(List.of(Optional.of(person(2).toString())), signed());
    }

    /// Their own PIN helps no more at that desk; an operator signs them in by hand.
    @Test
    void whoeverGuessesIsLockedOutAndStillSignedInByHand() throws Exception {
        for (int i = 0; i < 5; i++) {
            asked("d1", 1);
            enters("d1", 2);
            hall.settle();
            hall.after(ofSeconds(61));
        }
        asked("d1", 1);
        enters("d1", 1);
        hall.settle();
        assertEquals(
                "REFUSED " + ReasonWords.of(Reason.LOCKED_OUT).shown().en(), hall.panel.getLast());
        assertEquals(List.of(), signed());

        var attend = new Command.Act.Attend(person(1), person(3), Optional.empty());
        assertEquals(Reason.OK, hall.asks("d1", "command-1", attend).reason());
        assertEquals(List.of(Optional.of(person(1).toString())), signed());
    }

    // --- what people do ---

    /// Their card, and they are asked.
    private void asked(String desk, long number) throws Exception {
        hall.tap(desk, number);
        hall.settle();
        assertEquals("ASKED Enter PIN", hall.panel.getLast());
        assertEquals(
                Optional.of(person(number)),
                hall.loop.asked(desk + "-pad").map(PinSource.Asked::subject));
    }

    /// The PIN of that person, for whoever was asked last.
    private void enters(String desk, long number) {
        var known = Rig.known(number, "staff");
        var factor =
                new Presentation.Known(
                        Credential.of(CredentialKind.PIN, new Token(7, number), Assurance.A0),
                        known.entries(),
                        known.lists());
        var asked =
                hall.loop.asked(desk + "-pad").map(PinSource.Asked::subject).orElse(person(number));
        hall.loop.turn(new Stimulus.Entered(desk + "-in", asked, factor), hall.now);
    }

    private List<Optional<String>> signed() throws Exception {
        return hall.attendance().stream().map(event -> event.text("person")).toList();
    }
}
