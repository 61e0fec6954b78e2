package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Presentation.Bound;
import onecard.access.Presentation.Bound.Invited;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Who is let in by a visitor's pass whose card they show, and whose visit it is when they leave.
class VisitorRulesTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final Moment NOW = new Moment(new Mono(0), NOON, ClockTrust.SYNCED);
    private static final ListVersion STAFF = new ListVersion("staff", 1, NOON, Optional.empty());
    private static final Credential CARD =
            Credential.of(CredentialKind.SSC, new Token(2, 1), Assurance.A1);
    private static final Memory NOBODY = Memory.EMPTY;
    private static final Policy POLICY = Policy.of(Set.of("staff"), Assurance.A0, ZONE);

    private static VisitTerms terms(long number, boolean escort) {
        return new VisitTerms(
                new Token(7, number),
                Optional.empty(),
                NOON.plusSeconds(3600),
                1,
                1,
                escort,
                false);
    }

    private static Pass pass(VisitTerms terms, String point) {
        return new Pass(
                terms.pass(),
                Set.of(point),
                Set.of(),
                NOON.minusSeconds(3600),
                terms.until(),
                new Use(terms.pass(), terms.entries(), terms.until()),
                Optional.of(terms));
    }

    private static Entry entry(String list, boolean deny) {
        return entry(list, deny, Optional.empty());
    }

    private static Entry entry(String list, boolean deny, Optional<Instant> until) {
        return new Entry(
                new ListVersion(list, 1, NOON, Optional.empty()),
                new Token(1, 1),
                Set.of(),
                Optional.empty(),
                until,
                Optional.empty(),
                deny);
    }

    private static Bound card(List<Entry> entries, Invited... passes) {
        return new Bound(
                new Presentation.Known(CARD, entries, List.of(STAFF)),
                List.of(passes),
                Optional.empty());
    }

    private static Invited invited(long number) {
        return new Invited(pass(terms(number, false), "gate"), Optional.empty());
    }

    private static Invited denied(long number) {
        return new Invited(
                pass(terms(number, false), "gate"), Optional.of(entry(ListVersion.DENY, true)));
    }

    private static Verdict decide(Direction way, Presentation shown, Memory memory) {
        var at = new Situation("gate", way, Posture.NORMAL);
        return AccessRules.decide(POLICY, at, shown, memory, NOW);
    }

    private static Verdict.Granted granted(Direction way, Presentation shown, Memory memory) {
        return assertInstanceOf(Verdict.Granted.class, decide(way, shown, memory));
    }

    private static Reason refused(Presentation shown, Memory memory) {
        return assertInstanceOf(Verdict.Refused.class, decide(Direction.IN, shown, memory)).why();
    }

    @Test
    void aCardThatStandsForAPassIsLetInByItAndUsesItUp() {
        var yes = granted(Direction.IN, card(List.of(), invited(1)), Memory.EMPTY);
        assertEquals(Optional.of(new Token(7, 1)), yes.use().map(Use::key));
        assertEquals("ssc", yes.rule());
        var used = Memory.EMPTY.after(new Occurrence.Used(yes.use().orElseThrow()), NOW);
        assertEquals(Reason.USED_UP, refused(card(List.of(), invited(1)), used));
        var back = used.after(new Occurrence.GivenBack(yes.use().orElseThrow()), NOW);
        assertTrue(
                decide(Direction.IN, card(List.of(), invited(1)), back) instanceof Verdict.Granted);
    }

    /// Whoever was taken off it since may stand there still.
    @Test
    void aListOfVisitorsThatIsOverLetsNobodyIn() {
        var over = new ListVersion("visitors", 3, NOON.minusSeconds(60), Optional.of(NOON));
        var bound = new Guests.Binding(Party.Shown.of(CARD), pass(terms(1, false), "gate"));
        for (var list : List.of(over, new ListVersion("visitors", 3, NOON, Optional.empty()))) {
            var passes = Guests.of(list, List.of(bound)).of(Party.Shown.of(CARD));
            var shown = card(List.of(), new Invited(passes.getFirst(), Optional.empty()));
            var verdict = decide(Direction.IN, shown, Memory.EMPTY);
            if (list.validUntil().isPresent()) {
                assertEquals(
                        Reason.STALE_LIST, assertInstanceOf(Verdict.Refused.class, verdict).why());
            } else {
                assertInstanceOf(Verdict.Granted.class, verdict);
            }
            assertEquals(Optional.of(list), verdict.right().flatMap(Right::source));
        }
    }

    @Test
    void whoeverWorksThereIsLetInAsThatWhateverPassTheirCardStandsFor() {
        var yes =
                granted(
                        Direction.IN,
                        card(List.of(entry("staff", false)), invited(1)),
                        Memory.EMPTY);
        assertEquals(Optional.empty(), yes.use());
        assertEquals("staff", yes.rule());
        assertEquals(
                Optional.empty(),
                Party.of(
                        card(List.of(entry("staff", false)), invited(1)),
                        Direction.OUT,
                        false,
                        false,
                        granted(
                                Direction.OUT,
                                card(List.of(entry("staff", false)), invited(1)),
                                Memory.EMPTY),
                        Visits.NONE,
                        NOW));
    }

    @Test
    void oneOfTwoPassesThatIsDeniedLeavesTheOther() {
        assertEquals(Reason.DENIED_LIST, refused(card(List.of(), denied(1)), Memory.EMPTY));
        assertEquals(
                Reason.DENIED_LIST, refused(card(List.of(), denied(1), denied(2)), Memory.EMPTY));
        var yes = granted(Direction.IN, card(List.of(), denied(1), invited(2)), Memory.EMPTY);
        assertEquals(Optional.of(new Token(7, 2)), yes.right().map(Right::subject));
        assertEquals(
                Reason.DENIED_LIST,
                refused(card(List.of(entry(ListVersion.DENY, true)), invited(1)), Memory.EMPTY));
    }

    /// Somebody of the staff was a visitor once, whose pass was revoked.
    @Test
    void aPassThatIsDeniedKeepsNobodyOutWhoHasARightOfTheirOwn() {
        var staff = entry("staff", false);
        var yes = granted(Direction.IN, card(List.of(staff), denied(1)), Memory.EMPTY);
        assertEquals(Optional.of(staff), yes.right());
        assertEquals(Optional.empty(), yes.use());
        assertEquals(
                Reason.DENIED_LIST,
                refused(card(List.of(staff, entry(ListVersion.DENY, true)), denied(1)), NOBODY));
        // A right that counts elsewhere is none here.
        assertEquals(
                Reason.DENIED_LIST,
                refused(card(List.of(entry("others", false)), denied(1)), NOBODY));
        // Nor does a right that is over make the pass good again.
        var over = entry("staff", false, Optional.of(NOON.minusSeconds(1)));
        assertEquals(Reason.EXPIRED, refused(card(List.of(over), denied(1)), NOBODY));
    }

    /// Card and code of one visit are one right: the second is no code that was shown twice.
    @Test
    void theSecondCredentialOfAVisitFindsItUsedUp() {
        var terms = terms(1, false);
        var code = Credential.of(CredentialKind.PASS, terms.pass(), Assurance.A1);
        var signed = new Presentation.Signed(code, pass(terms, "gate"), List.of(), List.of(STAFF));
        for (var first : List.of(signed, card(List.of(), invited(1)))) {
            var use = granted(Direction.IN, first, NOBODY).use().orElseThrow();
            var used = NOBODY.after(new Occurrence.Used(use), NOW);
            for (var second : List.of(signed, card(List.of(), invited(1)))) {
                assertEquals(Reason.USED_UP, refused(second, used));
            }
        }
        // One of a run of rolling codes is: the visit has entries left.
        var rolled = new Use(new Token(9, 1), 1, terms.until());
        var any = pass(terms, "gate");
        var once =
                new Pass(any.token(), any.points(), any.groups(), any.from(), any.until(), rolled);
        var rolling = new Presentation.Signed(code, any.shownBy(once), List.of(), List.of(STAFF));
        var shown = NOBODY.after(new Occurrence.Used(rolled), NOW);
        assertEquals(Reason.REPLAYED, refused(rolling, shown));
    }

    /// A use is given back by whoever took it, and by nobody else.
    @Test
    void aCodeThatIsGoodOnceGivesNoEntryBackThatItDidNotTake() {
        var byCard = granted(Direction.IN, card(List.of(), invited(1)), NOBODY);
        assertEquals(byCard.use(), byCard.givenBack());
        var once = new Use(new Token(9, 2), 1, NOON.plusSeconds(60));
        var known = new Presentation.Known(CARD, List.of(), List.of(STAFF));
        var byCode =
                granted(
                        Direction.IN,
                        new Bound(known, List.of(invited(1)), Optional.of(once)),
                        NOBODY);
        assertEquals(Optional.of(once), byCode.use());
        assertEquals(Optional.empty(), byCode.givenBack());
        var staff = granted(Direction.IN, card(List.of(entry("staff", false))), NOBODY);
        assertEquals(Optional.empty(), staff.givenBack());
    }

    @Test
    void aCardOfNoPassIsUnknownAndOneOfAnotherGateIsAtTheWrongPoint() {
        assertEquals(Reason.UNKNOWN, refused(card(List.of()), Memory.EMPTY));
        var elsewhere = new Invited(pass(terms(1, false), "other"), Optional.empty());
        assertEquals(Reason.WRONG_POINT, refused(card(List.of(), elsewhere), Memory.EMPTY));
    }

    @Test
    void whoMustBeEscortedIsRefusedWhereNobodyIsSaidToBeOne() {
        var alone = new Invited(pass(terms(1, true), "gate"), Optional.empty());
        assertEquals(Reason.ESCORT, refused(card(List.of(), alone), Memory.EMPTY));
        granted(Direction.OUT, card(List.of(), alone), Memory.EMPTY);
    }

    @Test
    void whoeverLeavesIsOfTheVisitThatIsGoingOn() {
        var by = Party.Shown.of(CARD);
        var came = new Party(terms(2, false), Direction.IN, Way.FOOT, by, false);
        var memory = Memory.EMPTY.after(new Occurrence.Visited("gate", came), NOW);
        for (var shown :
                List.<Presentation>of(
                        card(List.of(), invited(1), invited(2)),
                        card(List.of(entry("staff", false)), invited(2)),
                        card(List.of(entry("staff", false))),
                        card(List.of()))) {
            var leaves =
                    Party.of(
                            shown,
                            Direction.OUT,
                            false,
                            false,
                            granted(Direction.OUT, shown, memory),
                            memory.visits(),
                            NOW);
            assertEquals(Optional.of(new Token(7, 2)), leaves.map(Party::pass));
        }
        assertEquals(Reason.USED_UP, refused(card(List.of(), invited(2)), memory));
    }

    @Test
    void onlyACardOfNoSchemeIsGivenBackAndOnlyOnTheWayOut() {
        var own = card(List.of(), invited(1));
        var theirs =
                new Bound(
                        new Presentation.Known(
                                Credential.of(CredentialKind.UID, new Token(2, 2), Assurance.A0),
                                List.of(),
                                List.of()),
                        List.of(invited(1)),
                        Optional.empty());
        assertFalse(returned(own, Direction.OUT));
        assertFalse(returned(theirs, Direction.IN));
        assertTrue(returned(theirs, Direction.OUT));
    }

    private static boolean returned(Presentation shown, Direction way) {
        var yes = granted(way, shown, Memory.EMPTY);
        return Party.of(shown, way, false, true, yes, Visits.NONE, NOW).orElseThrow().returned();
    }

    @Test
    void visitsAreBoundedAndTheOpenOnesAreForgottenLast() {
        var visits = Visits.NONE;
        var at = NOON;
        var passes = new ArrayList<Token>();
        for (int i = 0; i < Visits.VISITS_MAX + 10; i++) {
            var terms = terms(i, false);
            passes.add(terms.pass());
            var by = new Party.Shown(CredentialKind.UID, new Token(2, i));
            boolean closes = i % 2 == 0;
            var party =
                    new Party(terms, closes ? Direction.OUT : Direction.IN, Way.FOOT, by, false);
            visits = visits.after(new Occurrence.Visited("gate", party), at, ClockTrust.UNTRUSTED);
        }
        assertEquals(Visits.VISITS_MAX, visits.of().size());
        for (int i = 1; i < passes.size(); i += 2) {
            assertTrue(visits.visit(passes.get(i)).isPresent());
        }
    }

    @Test
    void aVisitThatEndedLongAgoIsForgottenByAClockThatIsRightAndBegunByNobodyWhoLeaves() {
        var terms = terms(1, false);
        var by = Party.Shown.of(CARD);
        var leaves = new Party(terms, Direction.OUT, Way.FOOT, by, false);
        var later = terms.until().plus(Visits.KEPT).plusSeconds(1);
        var closed =
                Visits.NONE
                        .after(new Occurrence.Visited("gate", leaves), NOON, ClockTrust.SYNCED)
                        .after(
                                new Occurrence.VisitTold(terms.pass(), Visit.Step.EXITED),
                                NOON,
                                ClockTrust.SYNCED)
                        .after(
                                new Occurrence.VisitTold(terms.pass(), Visit.Step.CLOSED),
                                NOON,
                                ClockTrust.SYNCED);
        var other = new Party(terms(2, false), Direction.IN, Way.FOOT, by, false);
        var rtc = closed.after(new Occurrence.Visited("gate", other), later, ClockTrust.RTC);
        assertTrue(rtc.visit(terms.pass()).isPresent());
        var synced = closed.after(new Occurrence.Visited("gate", other), later, ClockTrust.SYNCED);
        assertFalse(synced.visit(terms.pass()).isPresent());
        assertEquals(
                synced,
                synced.after(new Occurrence.Visited("gate", leaves), later, ClockTrust.SYNCED));
    }

    /// A visit an hour, each for an hour.
    @Test
    void notManyMoreAreRememberedThanCameInTheTimeThatTheyAreKept() {
        int kept = (int) Visits.KEPT.toHours() + 1;
        var visits = Visits.NONE;
        for (int hour = 0; hour < 1_000; hour++) {
            var at = NOON.plus(Duration.ofHours(hour));
            var pass = new Token(7, hour);
            var terms =
                    new VisitTerms(
                            pass, Optional.empty(), at.plusSeconds(3_600), 1, 1, false, false);
            var leaves = new Party(terms, Direction.OUT, Way.FOOT, Party.Shown.of(CARD), false);
            visits = visits.after(new Occurrence.Visited("gate", leaves), at, ClockTrust.SYNCED);
            for (var step : List.of(Visit.Step.EXITED, Visit.Step.CLOSED)) {
                visits = visits.after(new Occurrence.VisitTold(pass, step), at, ClockTrust.SYNCED);
            }
            assertTrue(visits.of().size() <= Math.max(kept + 1, Visits.LOOKED_EACH), "" + hour);
            assertTrue(visits.visit(pass).isPresent());
        }
    }

    @Test
    void whoDrivesInAndWalksOutLeavesAVehicle() {
        var by = Party.Shown.of(CARD);
        var drives = new Party(terms(1, false), Direction.IN, Way.VEHICLE, by, false);
        var walks = new Party(terms(1, false), Direction.OUT, Way.FOOT, by, false);
        var visits =
                Visits.NONE
                        .after(new Occurrence.Visited("bar", drives), NOON, ClockTrust.SYNCED)
                        .after(
                                new Occurrence.Visited("gate", walks),
                                NOON.plus(Duration.ofMinutes(5)),
                                ClockTrust.SYNCED);
        var visit = visits.visit(new Token(7, 1)).orElseThrow();
        assertTrue(visit.isClosed());
        assertEquals(Set.of(Way.VEHICLE), visit.inside().keySet());
        assertEquals(Optional.of(Duration.ofMinutes(5)), visit.dwell());
    }

    private static VisitTerms twice() {
        return new VisitTerms(
                new Token(7, 1), Optional.empty(), NOON.plusSeconds(3600), 2, 2, false, false);
    }

    /// In their order, a minute apart: `FI` walks in, `VO` drives out.
    private static Visit walked(String ways) {
        var visits = Visits.NONE;
        var at = NOON;
        for (var way : ways.split(" ")) {
            at = at.plusSeconds(60);
            var party =
                    new Party(
                            twice(),
                            way.endsWith("I") ? Direction.IN : Direction.OUT,
                            way.startsWith("F") ? Way.FOOT : Way.VEHICLE,
                            Party.Shown.of(CARD),
                            false);
            visits = visits.after(new Occurrence.Visited("gate", party), at, ClockTrust.SYNCED);
        }
        return visits.visit(twice().pass()).orElseThrow();
    }

    /// Two came in by one pass: who leaves first leaves the other there.
    @Test
    void theLastOfThoseWhoCameByOnePassClosesItsVisit() {
        var one = walked("FI FI FO");
        assertFalse(one.isClosed());
        assertEquals(
                Map.of(Way.FOOT, new Visit.Stay("gate", NOON.plusSeconds(120), 1)), one.inside());
        assertTrue(walked("FI FI FO FO").isClosed());
        assertFalse(walked("FI FI FO FO").isInside());
        assertFalse(walked("FI FI FO FO").unknown());
        assertTrue(walked("FI FO FI FO").isClosed());
        assertFalse(walked("FI FO").isClosed());

        assertFalse(walked("VI VI VO").isClosed());
        assertTrue(walked("VI VI VO VO").isClosed());
        assertTrue(walked("VI FI VO").isClosed(), "who drives out takes everybody along");
        assertFalse(walked("VI FI FO").isClosed(), "the vehicle is there still");
        assertTrue(walked("VI FI FO VO").isClosed());
        assertTrue(walked("VI FO FI VO").isClosed());
    }
}
