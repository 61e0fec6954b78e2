package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Presentation.Bound.Invited;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.access.VisitTerms;
import onecard.edge.crypto.Json;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Owed;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import org.junit.jupiter.api.Test;

/// A visit from the entry to its close, at one lane: what is used up, what is told, and what a
/// restart makes of it. The lane `lane` has a reader on each side.
class VisitorsAtAGateTest {

    private static final Instant MORNING = Instant.parse("2026-11-24T01:00:00Z");
    private static final ListVersion LIST =
            new ListVersion("visitors", 3, Instant.parse("2026-11-23T00:00:00Z"), Optional.empty());
    private static final Map<String, Safeguards> LANE = Map.of("lane", Safeguards.NONE);
    private static final Token PASS = new Token(7, 1);

    private final Rig rig = new Rig(LANE);

    // --- who comes, and by what ---

    private static VisitTerms terms(int entries, int exits, boolean card) {
        var until = MORNING.plus(Duration.ofHours(2));
        return new VisitTerms(
                PASS, Optional.of(new Token(1, 99)), until, entries, exits, false, card);
    }

    private static Pass pass(VisitTerms terms) {
        var late = terms.until().plus(Duration.ofMinutes(30));
        return new Pass(
                terms.pass(),
                Set.of("lane", "door"),
                Set.of(),
                MORNING.minus(Duration.ofMinutes(15)),
                late,
                new Use(terms.pass(), terms.entries(), late),
                Optional.of(terms));
    }

    private static Credential card(CredentialKind kind) {
        return Credential.of(kind, new Token(2, kind.ordinal()), Assurance.A1);
    }

    /// A card that stands for the pass.
    private static Presentation shows(CredentialKind kind, VisitTerms terms) {
        var known = new Presentation.Known(card(kind), List.of(), List.of(LIST));
        return new Presentation.Bound(
                known, List.of(new Invited(pass(terms), Optional.empty())), Optional.empty());
    }

    /// The same card, once the list does not know it any more.
    private static Presentation forgotten(CredentialKind kind) {
        var known = new Presentation.Known(card(kind), List.of(), List.of(LIST));
        return new Presentation.Bound(known, List.of(), Optional.empty());
    }

    private static Presentation denied(CredentialKind kind, VisitTerms terms) {
        var entry =
                new Entry(
                        new ListVersion(ListVersion.DENY, 1, MORNING, Optional.empty()),
                        PASS,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        var known = new Presentation.Known(card(kind), List.of(), List.of(LIST));
        return new Presentation.Bound(
                known, List.of(new Invited(pass(terms), Optional.of(entry))), Optional.empty());
    }

    private static Presentation code(VisitTerms terms) {
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, PASS, Assurance.A1),
                pass(terms),
                List.of(),
                List.of(LIST));
    }

    private void comes(Presentation shown) {
        rig.shows("lane-in", shown);
        rig.answer();
        rig.walks("lane", "-in");
        rig.answer();
        rig.after(Duration.ofSeconds(3));
    }

    private void leaves(Presentation shown) {
        rig.shows("lane-out", shown);
        rig.answer();
        rig.walks("lane", "-out");
        rig.answer();
        rig.after(Duration.ofSeconds(3));
    }

    // --- what is said ---

    private static List<String> visits(List<Draft> rows) {
        return rows.stream()
                .filter(draft -> draft.kind() == EventKind.VISIT)
                .map(VisitorsAtAGateTest::words)
                .toList();
    }

    private static String words(Draft draft) {
        var data = draft.data();
        return data.text("transition").orElseThrow()
                + data.text("result").map(it -> " " + it).orElse("")
                + data.array("differences").map(it -> " " + texts(it)).orElse("");
    }

    private static List<String> texts(Json.Arr array) {
        return array.items().stream().map(it -> ((Json.Str) it).value()).toList();
    }

    private List<String> lastTap() {
        var said = rig.taps();
        return List.of(said.getLast());
    }

    private MemoryFold folded(List<Draft> rows) {
        var fold = new MemoryFold();
        rows.forEach(draft -> fold.apply(rig.event(draft)));
        return fold;
    }

    private void assertARestartRemembersTheSame() {
        var fold = folded(rig.rows);
        assertEquals(rig.loop.memory().atRest(), fold.memory());
        var kept = new MemoryFold();
        kept.restore(fold.state());
        assertEquals(fold.memory(), kept.memory());
    }

    // --- the claims ---

    @Test
    void aVisitIsToldFromTheEntryToItsCloseWhicheverOfItsCredentialsIsShown() {
        var terms = terms(1, 1, false);
        comes(shows(CredentialKind.SSC, terms));
        rig.after(Duration.ofMinutes(40));
        leaves(code(terms));

        assertEquals(List.of("entered", "exited", "closed clean []"), visits(rig.rows));
        var closed = rig.rows.getLast().data();
        assertEquals(Optional.of(PASS.toString()), closed.text("pass"));
        assertEquals(Optional.of(new Token(1, 99).toString()), closed.text("host"));
        assertEquals(Optional.of(2403L), closed.number("dwell_s"));
        assertARestartRemembersTheSame();
    }

    @Test
    void oneEntryIsOneWhicheverCredentialIsShown() {
        var terms = terms(1, 1, false);
        comes(shows(CredentialKind.SSC, terms));
        rig.shows("lane-in", code(terms));
        assertEquals(List.of("tap refused USED_UP"), lastTap());
        rig.shows("lane-in", shows(CredentialKind.IDCARD, terms));
        assertEquals(List.of("tap refused USED_UP"), lastTap());
    }

    /// I67, over a restart.
    @Test
    void whoeverDoesNotPassHasUsedNothingUp() {
        var terms = terms(1, 1, false);
        for (int i = 0; i < 5; i++) {
            rig.shows("lane-in", shows(CredentialKind.SSC, terms));
            assertEquals(List.of("tap granted ssc"), lastTap());
            rig.answer();
            rig.after(Rig.RELEASE.plusSeconds(1));
            rig.answer();
        }
        assertEquals(List.of(), visits(rig.rows));
        assertEquals(Map.of(), rig.loop.memory().uses().used());
        assertARestartRemembersTheSame();
        comes(shows(CredentialKind.SSC, terms));
        assertEquals(List.of("entered"), visits(rig.rows));
        rig.shows("lane-in", shows(CredentialKind.SSC, terms));
        assertEquals(List.of("tap refused USED_UP"), lastTap());
    }

    /// The other one came in by their card. A code that is good once took no entry.
    @Test
    void whoeverDoesNotPassByACodeGivesNobodyElsesEntryBack() {
        var terms = terms(2, 2, false);
        comes(shows(CredentialKind.SSC, terms));
        assertEquals(1, timesUsed(PASS));
        var once = new Use(new Token(9, 1), 1, MORNING.plus(Duration.ofHours(1)));
        var known = new Presentation.Known(card(CredentialKind.IDCARD), List.of(), List.of(LIST));
        rig.shows(
                "lane-in",
                new Presentation.Bound(
                        known,
                        List.of(new Invited(pass(terms), Optional.empty())),
                        Optional.of(once)));
        rig.answer();
        rig.after(Rig.RELEASE.plusSeconds(1));
        rig.answer();
        assertEquals(1, timesUsed(PASS));
        assertEquals(1, timesUsed(once.key()));
        assertARestartRemembersTheSame();
    }

    private int timesUsed(Token key) {
        return Optional.ofNullable(rig.loop.memory().uses().used().get(key))
                .map(Uses.Used::times)
                .orElse(0);
    }

    @Test
    void whatIsGivenBackWhileTheJournalIsFullIsStillGivenBackAfterARestart() {
        var terms = terms(1, 1, false);
        rig.shows("lane-in", shows(CredentialKind.SSC, terms));
        rig.answer();
        rig.room = () -> false;
        rig.after(Rig.RELEASE.plusSeconds(1));
        rig.answer();
        assertEquals(1, folded(rig.rows).memory().uses().used().size());

        rig.room = () -> true;
        rig.after(Owed.AGAIN);
        rig.answer();
        assertEquals(Map.of(), folded(rig.rows).memory().uses().used());
        assertARestartRemembersTheSame();
    }

    /// The point waited long enough for the record, and then the journal had no room for it.
    @Test
    void whatNothingWasUsedByIsNotGivenBack() {
        var terms = terms(2, 2, false);
        comes(shows(CredentialKind.SSC, terms));
        rig.shows("lane-in", shows(CredentialKind.SSC, terms));
        rig.after(Duration.ofSeconds(10));
        rig.room = () -> false;
        rig.answer();
        rig.room = () -> true;
        rig.after(Owed.AGAIN);
        rig.answer();
        assertEquals("passage", rig.rows.getLast().kind().wire());
        assertEquals(Optional.of(1), times(rig.loop.memory()));
        assertEquals(Optional.of(1), times(folded(rig.rows).memory()));
        assertARestartRemembersTheSame();
    }

    /// A fire opened for them before the journal had answered, and it never has their tap.
    @Test
    void whoeverPassedBeforeTheirTapWasDurableHasUsedTheirPass() {
        var door = opened(terms(1, 1, false));
        var drafts = new AtomicInteger();
        door.room = () -> drafts.getAndIncrement() > 0;
        door.answer();
        assertEquals(List.of("assumed"), passages(door));
        assertEquals(Optional.of(1), times(door.loop.memory()));
        assertEquals(Optional.of(1), times(folded(door).memory()));
    }

    /// Once, where the journal has it after all.
    @Test
    void whoeverPassedBeforeTheirTapWasDurableHasUsedItOnce() {
        var door = opened(terms(2, 2, false));
        door.answer();
        assertEquals(List.of("assumed"), passages(door));
        assertEquals(Optional.of(1), times(door.loop.memory()));
        assertEquals(Optional.of(1), times(folded(door).memory()));
    }

    /// A door that a fire opens while somebody's tap is on its way to the journal.
    private static Rig opened(VisitTerms terms) {
        var door = new Rig(Map.of("door", Safeguards.NONE));
        door.shows("door-in", shows(CredentialKind.SSC, terms));
        door.fire(true);
        return door;
    }

    private static List<String> passages(Rig at) {
        return at.rows.stream()
                .filter(draft -> draft.kind() == EventKind.PASSAGE)
                .map(draft -> draft.data().text("result").orElseThrow())
                .toList();
    }

    private static MemoryFold folded(Rig at) {
        var fold = new MemoryFold();
        at.rows.forEach(draft -> fold.apply(at.event(draft)));
        return fold;
    }

    /// Which knows no cause of before.
    @Test
    void whatIsGivenBackIsInWhicheverRunOfTheJournalItIsRecorded() {
        rig.shows("lane-in", shows(CredentialKind.SSC, terms(1, 1, false)));
        rig.answer();
        rig.after(Rig.RELEASE.plusSeconds(1));
        rig.answer();
        assertEquals(List.of("not_passed"), passages(rig));
        var fold = new MemoryFold();
        var another = new Rig(LANE);
        rig.rows.forEach(draft -> fold.apply(another.event(draft)));
        assertEquals(Map.of(), fold.memory().uses().used());
    }

    private static Optional<Integer> times(Memory memory) {
        return Optional.ofNullable(memory.uses().used().get(PASS)).map(Uses.Used::times);
    }

    /// I61 and I35: nobody is kept in, and what is not as it should be is said.
    @Test
    void whoeverLeavesWithoutAnEntryIsLetOutAndFlagged() {
        leaves(shows(CredentialKind.SSC, terms(1, 1, true)));
        assertEquals(
                List.of("exited", "closed differences [card_not_returned, entry_unknown]"),
                visits(rig.rows));
        rig.shows("lane-in", shows(CredentialKind.SSC, terms(1, 1, true)));
        assertEquals(List.of("tap refused USED_UP"), lastTap());
        assertARestartRemembersTheSame();
    }

    @Test
    void whoeverLeavesOnceMoreIsFlaggedOnceAndClosesNothing() {
        var terms = terms(1, 1, false);
        comes(shows(CredentialKind.SSC, terms));
        for (int i = 0; i < 4; i++) {
            leaves(shows(CredentialKind.SSC, terms));
        }
        assertEquals(
                List.of("entered", "exited", "closed clean []", "exited [exit_again]"),
                visits(rig.rows));
        long out =
                rig.rows.stream()
                        .filter(
                                draft ->
                                        draft.data().text("verdict").equals(Optional.of("granted")))
                        .count();
        assertEquals(5, out);
        assertARestartRemembersTheSame();
    }

    @Test
    void whoeverIsTakenOffTheListOrDeniedWhileInsideLeavesAllTheSame() {
        var terms = terms(1, 1, false);
        comes(shows(CredentialKind.SSC, terms));
        leaves(forgotten(CredentialKind.SSC));
        assertEquals(List.of("entered", "exited", "closed clean []"), visits(rig.rows));

        var other = new Rig(LANE);
        other.shows("lane-in", denied(CredentialKind.SSC, terms));
        assertEquals(List.of("tap refused DENIED_LIST"), other.taps());
        other.shows("lane-out", denied(CredentialKind.SSC, terms));
        other.answer();
        other.walks("lane", "-out");
        other.answer();
        assertEquals(List.of("exited", "closed differences [entry_unknown]"), visits(other.rows));
    }

    @Test
    void whoeverMayComeTwiceIsClosedByTheSecondExit() {
        var terms = terms(2, 2, false);
        for (int i = 0; i < 2; i++) {
            comes(shows(CredentialKind.SSC, terms));
            leaves(shows(CredentialKind.IDCARD, terms));
        }
        assertEquals(
                List.of("entered", "exited", "entered", "exited", "closed clean []"),
                visits(rig.rows));
        assertARestartRemembersTheSame();
    }

    /// Killed after any row: the next start tells what is missing, and nothing twice.
    /// Two by one pass: the first one out leaves the other there.
    @Test
    void ofTwoWhoCameByOnePassTheLastOneOutClosesIt() {
        var terms = terms(2, 2, false);
        comes(shows(CredentialKind.SSC, terms));
        comes(code(terms));
        leaves(code(terms));
        assertEquals(List.of("entered", "entered", "exited"), visits(rig.rows));
        assertARestartRemembersTheSame();
        leaves(shows(CredentialKind.SSC, terms));
        assertEquals(
                List.of("entered", "entered", "exited", "exited", "closed clean []"),
                visits(rig.rows));
        assertARestartRemembersTheSame();
    }

    @Test
    void killedAnywhereEachStepIsToldOnce() {
        var terms = terms(1, 1, false);
        comes(shows(CredentialKind.SSC, terms));
        leaves(shows(CredentialKind.SSC, terms));
        var whole = List.copyOf(rig.rows);
        int lost = 0;
        for (int kept = 0; kept <= whole.size(); kept++) {
            var before = whole.subList(0, kept);
            var next = rig.restarted(LANE, folded(before).memory());
            next.loop.start(next.now);
            next.answer();
            var said = new java.util.ArrayList<>(visits(before));
            said.addAll(visits(next.rows));
            boolean left =
                    before.stream()
                            .anyMatch(
                                    draft ->
                                            draft.kind() == EventKind.PASSAGE
                                                    && draft.data()
                                                            .object("visit")
                                                            .flatMap(it -> it.text("direction"))
                                                            .equals(Optional.of("out")));
            assertEquals(left ? 1 : 0, said.stream().filter(it -> it.startsWith("cl")).count());
            assertEquals(said.stream().distinct().toList(), said, "killed after " + kept + " rows");
            lost += next.rows.stream().anyMatch(it -> it.data().text("alarm").isPresent()) ? 1 : 0;
        }
        assertTrue(lost > 0, "nobody was on the way");
    }

    /// Whoever was on the way at a crash may be inside: the entry stays used, and the guard hears.
    @Test
    void aCrashBetweenTheGrantAndThePassageKeepsTheEntryUsed() {
        var terms = terms(1, 1, false);
        rig.shows("lane-in", shows(CredentialKind.SSC, terms));
        rig.answer();
        var next = rig.restarted(LANE, folded(rig.rows).memory());
        next.loop.start(next.now);
        next.answer();
        assertEquals(List.of("alarm passage_unknown"), next.said());
        next.shows("lane-in", shows(CredentialKind.SSC, terms));
        assertEquals(List.of("tap refused USED_UP"), next.taps());
        next.shows("lane-out", shows(CredentialKind.SSC, terms));
        next.answer();
        next.walks("lane", "-out");
        next.answer();
        assertEquals(
                List.of("exited", "closed differences [entry_unknown, passage_unknown]"),
                visits(next.rows));
        // Somebody of it was seen: the guard need not look any more.
        assertEquals(List.of(true, false), raised("passage_unknown", next.rows));
        next.after(Duration.ofHours(30));
        next.answer();
        assertEquals(List.of(true, false), raised("passage_unknown", next.rows));
    }

    private static List<Boolean> raised(String alarm, List<Draft> rows) {
        return rows.stream()
                .filter(draft -> draft.data().text("alarm").equals(Optional.of(alarm)))
                .map(draft -> draft.data().bool("active").orElseThrow())
                .toList();
    }

    /// Nobody of it is ever seen: it is lowered as the visit is closed by time, once, whatever
    /// restarts there are.
    @Test
    void anAlarmOfAPassageThatNobodySawIsLoweredOnceTheVisitIsClosed() {
        var terms = terms(2, 2, false);
        rig.shows("lane-in", shows(CredentialKind.SSC, terms));
        rig.answer();
        var next = rig.restarted(LANE, folded(rig.rows).memory());
        next.loop.start(next.now);
        next.answer();
        var rows = new ArrayList<>(rig.rows);
        rows.addAll(next.rows);
        var third = next.restarted(LANE, folded(rows).memory());
        third.loop.start(third.now);
        third.answer();
        assertEquals(List.of(), raised("passage_unknown", third.rows));
        third.after(Duration.ofHours(27));
        third.answer();
        assertEquals(List.of("closed differences [passage_unknown]"), visits(third.rows));
        assertEquals(List.of(false), raised("passage_unknown", third.rows));
        rows.addAll(third.rows);
        assertEquals(third.loop.memory().atRest(), folded(rows).memory());
    }

    @Test
    void whoeverStaysTooLongIsToldOfTwiceAndLetOut() {
        var terms = terms(1, 1, false);
        comes(shows(CredentialKind.SSC, terms));
        var overstays = Duration.ofHours(2).plusMinutes(45);
        rig.said();
        for (var gone = Duration.ZERO; gone.compareTo(overstays) < 0; gone = gone.plusMinutes(5)) {
            rig.after(Duration.ofMinutes(5));
            rig.answer();
        }
        assertEquals(List.of("alarm overstay", "alarm overstay"), rig.said());
        leaves(shows(CredentialKind.SSC, terms));
        assertEquals(
                List.of("entered", "exited", "closed differences [overstayed]"), visits(rig.rows));
        assertEquals(
                List.of(true, true, false),
                rig.rows.stream()
                        .filter(draft -> draft.kind() == EventKind.ALARM)
                        .map(draft -> draft.data().bool("active").orElseThrow())
                        .toList());
        assertARestartRemembersTheSame();
    }

    @Test
    void whoeverNeverLeavesIsClosedOnceADayLater() {
        comes(shows(CredentialKind.SSC, terms(1, 1, false)));
        rig.after(Duration.ofHours(25));
        rig.answer();
        assertEquals(1, visits(rig.rows).size());
        rig.after(Duration.ofHours(2));
        rig.answer();
        rig.after(Duration.ofHours(24));
        rig.answer();
        assertEquals(
                List.of("entered", "closed differences [overstayed, not_left]"), visits(rig.rows));
        assertARestartRemembersTheSame();
        leaves(shows(CredentialKind.SSC, terms(1, 1, false)));
        assertEquals("exited [exit_again]", visits(rig.rows).getLast());
        assertARestartRemembersTheSame();
    }
}
