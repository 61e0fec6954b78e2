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
import onecard.access.ListVersion;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.record.ClosedVisit;
import onecard.visit.Difference;
import org.junit.jupiter.api.Test;

/// A visitor who eats at a till of the device that they leave at: what their pass paid for is
/// looked at when the visit is closed.
class VisitorsAtATillTest {

    private static final long SHE = 41;
    private static final Token PASS = Rig.subject(SHE);

    private final Canteen canteen = new Canteen().has(SHE, 0, 5_000);

    /// @param expected whether it is read where visitors are: a till knows of no visit
    private static Presentation code(boolean expected) {
        var until = Canteen.NOON.plus(Duration.ofHours(2));
        var terms = new VisitTerms(PASS, Optional.empty(), until, 4, 2, false, false);
        var pass =
                new Pass(
                        PASS,
                        Set.of("gate", "fixed"),
                        Set.of(),
                        Canteen.NOON.minusSeconds(60),
                        until,
                        Use.ofPass(PASS, 4, until),
                        Optional.of(terms).filter(_ -> expected));
        var deny = new ListVersion(ListVersion.DENY, 1, Canteen.NOON, Optional.empty());
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, PASS, Assurance.A1),
                pass,
                List.of(),
                List.of(deny));
    }

    private void through(String way) {
        canteen.passes("gate" + way, code(true));
        canteen.answer();
        canteen.after(Duration.ofSeconds(5)); // it closes
        canteen.after(Duration.ofSeconds(1));
        canteen.answer();
    }

    private void comesTwiceAndLeavesOnce() {
        through("-in");
        through("-in");
        through("-out");
    }

    /// Of the one visit that the guard was told to be closed.
    private List<Difference> closed() {
        assertEquals(List.of(PASS), canteen.guarded.stream().map(ClosedVisit::pass).toList());
        return canteen.guarded.getFirst().differences();
    }

    @Test
    void whatWasPaidIsNoDifference() {
        comesTwiceAndLeavesOnce();
        canteen.tap("fixed", SHE, code(false));
        canteen.answer();
        assertEquals(Map.of("fixed:1", "done personal 12.00"), canteen.sales());
        through("-out");
        assertEquals(List.of(), closed());
    }

    /// The journal is slow: nobody knows yet that it is paid when they walk out, whom no record
    /// holds up.
    @Test
    void whatNobodyKnowsToBePaidIsUnpaidWhenTheyLeave() {
        comesTwiceAndLeavesOnce();
        canteen.tap("fixed", SHE, code(false));
        canteen.answerOne(); // the tap
        canteen.answerOne(); // the intent
        canteen.passes("gate-out", code(true));
        canteen.after(Duration.ofMillis(100));
        canteen.answer();
        assertEquals(List.of(Difference.UNPAID_SALES), closed());
        assertEquals(Map.of("fixed:1", "done personal 12.00"), canteen.sales());
    }
}
