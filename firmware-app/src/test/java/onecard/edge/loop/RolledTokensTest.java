package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Assurance;
import onecard.access.Border;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.HouseRules;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Presentation.Bound.Invited;
import onecard.access.Renamed;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Renames;
import onecard.money.Fen;
import onecard.money.Lessee;
import onecard.money.Preorder;
import onecard.money.Preorders;
import org.junit.jupiter.api.Test;

/// The site's key is being rolled, and lists, and what is stored of people, are of before: what was
/// learned from one who came by a code holds when they come by something that tells nothing, over a
/// restart, too.
class RolledTokensTest {

    private static final Instant MORNING = Instant.parse("2026-11-24T01:00:00Z");
    private static final ListVersion LIST =
            new ListVersion("staff", 17, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());
    private static final Token WAS = new Token(1, 1);
    private static final Token IS = new Token(1, 101);
    private static final Token PASS_WAS = new Token(7, 1);
    private static final Token PASS_IS = new Token(7, 101);
    private static final Renamed PERSON = Renamed.of(Optional.of(WAS), IS);
    private static final Renamed PASS = Renamed.of(Optional.of(PASS_WAS), PASS_IS);

    // --- visitors ---

    private static final Map<String, Safeguards> LANE = Map.of("lane", Safeguards.NONE);

    private static Pass pass(Token token) {
        var until = MORNING.plus(Duration.ofHours(2));
        return new Pass(
                token,
                Set.of("lane"),
                Set.of(),
                MORNING.minus(Duration.ofMinutes(15)),
                until,
                new Use(token, 1, until),
                Optional.of(new VisitTerms(token, Optional.empty(), until, 1, 1, false, false)));
    }

    private static Presentation code() {
        var credential = Credential.of(CredentialKind.PASS, PASS_IS, Assurance.A1).renamed(PASS);
        return new Presentation.Signed(credential, pass(PASS_IS), List.of(), List.of(LIST));
    }

    /// By the list of before, which cannot tell that a pass is another one now.
    private static Presentation idCard() {
        var card = Credential.of(CredentialKind.IDCARD, new Token(2, 102), Assurance.A1);
        return new Presentation.Bound(
                new Presentation.Known(card, List.of(), List.of(LIST)),
                List.of(new Invited(pass(PASS_WAS), Optional.empty())),
                Optional.empty());
    }

    @Test
    void aPassThatItsCodeUsedUpIsNotGoodOnceMoreByItsCard() {
        var rig = new Rig(LANE);
        rig.shows("lane-in", code());
        rig.answer();
        rig.walks("lane", "in");
        rig.answer();
        assertEquals("tap granted pass", rig.taps().getFirst());

        for (var life : List.of(rig, restarted(rig))) {
            life.said();
            life.shows("lane-in", idCard());
            life.answer();
            assertTrue(life.taps().getFirst().startsWith("tap refused"));
            assertEquals(Set.of(PASS_IS), life.loop.memory().visits().of().keySet());
        }
    }

    private static Rig restarted(Rig rig) {
        return rig.restarted(LANE, folded(rig));
    }

    /// As a snapshot keeps it.
    private static Memory folded(Rig rig) {
        var fold = new MemoryFold();
        rig.journal.forEach(draft -> fold.apply(rig.event(draft)));
        var kept = new MemoryFold();
        kept.restore(fold.state());
        assertEquals(fold.memory(), kept.memory());
        return kept.memory();
    }

    // --- people ---

    private static Map<String, Safeguards> hall() {
        var hall =
                new Area(
                        "hall",
                        Optional.of(new AntiPassback.Hard()),
                        OptionalInt.empty(),
                        Set.of(),
                        Optional.empty());
        return Map.of("a", Safeguards.NONE.with(new Border(Optional.empty(), Optional.of(hall))));
    }

    private static Presentation.Known known(CredentialKind kind, Token person, Renamed renamed) {
        var entry =
                new Entry(
                        LIST,
                        person,
                        Set.of("staff"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        return new Presentation.Known(
                Credential.of(kind, new Token(5, kind.ordinal()), Assurance.A1).renamed(renamed),
                List.of(entry),
                List.of(LIST));
    }

    private static Presentation ecard() {
        return known(CredentialKind.SSC, IS, PERSON);
    }

    private static Presentation face() {
        return known(CredentialKind.FACE, WAS, Renamed.NOTHING);
    }

    @Test
    void whoeverCameInByACodeDoesNotComeInByTheirFaceOnceMore() {
        var rig = new Rig(hall());
        rig.shows("a-in", ecard());
        rig.answer();
        rig.open("a");
        rig.after(Duration.ofSeconds(1));
        rig.shut("a");
        rig.answer();
        assertEquals(Set.of(IS), rig.loop.memory().people().people().keySet());
        rig.said();

        rig.after(Duration.ofSeconds(10));
        rig.shows("a-in", face());
        rig.answer();
        assertEquals(List.of("tap refused PASSBACK"), rig.taps());
        var former = rig.journal.getLast().data().object("former").orElseThrow();
        assertEquals(Optional.of(WAS.toString()), former.text(IS.toString()));
        assertEquals(rig.loop.memory(), folded(rig));
    }

    // --- what no record tells ---

    @Test
    void whatNoRecordTellsMovesNothing() {
        var rig = new Rig(hall());
        rig.passes("a", "-in", 1, "staff");
        assertEquals(Set.of(WAS), rig.loop.memory().people().people().keySet());
        rig.shows("nowhere", ecard());
        assertEquals(folded(rig), rig.loop.memory());

        rig.shows("a-in", known(CredentialKind.SSC, WAS, Renamed.NOTHING));
        rig.shows("a-in", ecard()); // the same card at once
        assertEquals(folded(rig), rig.loop.memory());
        assertEquals(Set.of(WAS), rig.loop.memory().people().people().keySet());
    }

    /// Where people are counted and not known nothing is told of them, but of the pass that they
    /// use up.
    @Test
    void whereNobodyIsKnownOnlyWhatIsUsedUpIsAnotherNow() {
        var lane = Map.of("lane", Safeguards.NONE.with(new HouseRules(true, Optional.empty())));
        var used = new Occurrence.Used(pass(PASS_WAS).use());
        var before = Memory.EMPTY.after(used, Rig.MORNING);
        var rig = new Rig(lane, before);
        rig.shows("lane-in", code().renamed(PERSON));
        rig.answer();
        assertEquals("tap refused USED_UP", rig.taps().getFirst());
        assertEquals(PASS, Renames.of(rig.event(rig.journal.getFirst())));
        assertEquals(PASS, rig.loop.memory().learned().all());
    }

    // --- orders ---

    /// The order was shown by its code, which moves it; the list of before has it by the former
    /// token of its diner.
    @Test
    void whatWasHandedOutIsNotOnceMoreByTheCard() {
        var canteen = new Canteen().has(1, 0, 10_000);
        canteen.ordered = Optional.of(Preorders.of(LIST, List.of(order())));
        canteen.tap("pick", 1);
        canteen.answer();
        assertEquals(Map.of("pick:1", "done"), canteen.sales());

        var code = Renamed.of(Optional.of(new Token(7, 1)), new Token(7, 101));
        canteen.tap("pick", 1, known(CredentialKind.ORDER, Rig.subject(1), code));
        canteen.answer();
        assertTrue(canteen.loop.ledger().isHandedOut(new Token(7, 101)));
        assertFalse(canteen.loop.ledger().isHandedOut(new Token(7, 1)));

        canteen.tap("pick-2", 1);
        canteen.answer();
        assertEquals(Map.of("pick:1", "done"), canteen.sales());
    }

    private static Preorder order() {
        var from = Canteen.NOON.minus(Duration.ofMinutes(5));
        return new Preorder(
                new Token(7, 1),
                Rig.subject(1),
                "north",
                "lunch",
                List.of("noodles"),
                new Fen(1_800),
                true,
                from,
                from.plus(Duration.ofHours(1)),
                Lessee.parse("till-1"));
    }
}
