package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Guests;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Presentation.Bound.Invited;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Visit;
import onecard.access.VisitTerms;
import onecard.access.Way;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.ClosedVisit;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Owed;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;

/// Where the alarms of visits are raised and lowered, and how many are told at once.
class VisitAlarmsTest {

    private static final Instant MORNING = Rig.MORNING.wall();
    private static final Map<String, Safeguards> LANES = lanes();
    private static final int MANY = 1_000;

    private Rig rig = new Rig(LANES);
    private final List<Draft> rows = new ArrayList<>();

    private static Map<String, Safeguards> lanes() {
        var lanes = new LinkedHashMap<String, Safeguards>();
        List.of("lane-a", "lane-b", "lane-c").forEach(it -> lanes.put(it, Safeguards.NONE));
        return lanes;
    }

    private static VisitTerms terms(long number, int times) {
        var until = MORNING.plus(Duration.ofHours(2));
        return new VisitTerms(
                new Token(7, number), Optional.empty(), until, times, times, false, false);
    }

    private static Pass pass(VisitTerms terms) {
        return new Pass(
                        terms.pass(),
                        LANES.keySet(),
                        Set.of(),
                        MORNING,
                        terms.until(),
                        Use.ofPass(terms.pass(), terms.entries(), terms.until()),
                        Optional.of(terms))
                .tolerating(Duration.ofMinutes(15), Duration.ofHours(4));
    }

    private static Presentation shown(VisitTerms terms, CredentialKind kind) {
        var credential = Credential.of(kind, new Token(2, terms.pass().low()), Assurance.A1);
        return new Presentation.Bound(
                new Presentation.Known(credential, List.of(), List.of()),
                List.of(new Invited(pass(terms), Optional.empty())),
                Optional.empty());
    }

    private static Presentation shown(VisitTerms terms) {
        return shown(terms, CredentialKind.SSC);
    }

    private void through(String lane, String way, Presentation shown) {
        rig.shows(lane + way, shown);
        rig.answer();
        rig.walks(lane, way);
        rig.answer();
        after(Duration.ofSeconds(3));
    }

    private void after(Duration time) {
        rig.after(time);
        rig.answer();
    }

    private MemoryFold folded() {
        var all = new ArrayList<>(rows);
        all.addAll(rig.rows);
        var fold = new MemoryFold();
        all.forEach(draft -> fold.apply(rig.event(draft)));
        var kept = new MemoryFold();
        kept.restore(fold.state());
        assertEquals(fold.memory(), kept.memory());
        return kept;
    }

    private void assertARestartRemembersTheSame() {
        assertEquals(rig.loop.memory().atRest().visits(), folded().memory().visits());
    }

    private void restarts() {
        var memory = folded().memory();
        rows.addAll(rig.rows);
        rig = rig.restarted(LANES, memory);
        rig.loop.start(rig.now);
        rig.answer();
    }

    /// `point alarm active number`, of this life and those before.
    private List<String> alarms() {
        var all = new ArrayList<>(rows);
        all.addAll(rig.rows);
        return all.stream()
                .filter(draft -> draft.kind() == EventKind.ALARM)
                .map(
                        draft ->
                                draft.point()
                                        + " "
                                        + draft.data().text("alarm").orElseThrow()
                                        + " "
                                        + (draft.data().bool("active").orElseThrow()
                                                ? "raised " + draft.data().number("number").get()
                                                : "lowered"))
                .toList();
    }

    @Test
    void anOverstayIsLoweredWhereItWasRaised() {
        through("lane-b", "-in", shown(terms(1, 1)));
        after(Duration.ofMinutes(155));
        through("lane-c", "-out", shown(terms(1, 1)));
        assertEquals(
                List.of(
                        "lane-b overstay raised 1",
                        "lane-b overstay raised 2",
                        "lane-b overstay lowered"),
                alarms());
        assertARestartRemembersTheSame();
    }

    /// Somebody else of the pass comes in elsewhere while it stands, over a restart.
    @Test
    void anOverstayStaysWhereItWasRaised() {
        through("lane-b", "-in", shown(terms(1, 3)));
        after(Duration.ofMinutes(125));
        through("lane-c", "-in", shown(terms(1, 3)));
        assertARestartRemembersTheSame();
        restarts();
        after(Duration.ofMinutes(30));
        through("lane-a", "-out", shown(terms(1, 3)));
        through("lane-a", "-out", shown(terms(1, 3)));
        assertEquals(
                List.of(
                        "lane-b overstay raised 1",
                        "lane-b overstay raised 2",
                        "lane-b overstay lowered"),
                alarms());
        assertARestartRemembersTheSame();
    }

    /// One walked in at one lane, and one drove in at another: whoever came last.
    @Test
    void ofSeveralWaysItIsToldWhereTheLastOneCameIn() {
        for (var last : List.of("lane-c", "lane-a")) {
            rig = new Rig(LANES);
            through("lane-b", "-in", shown(terms(1, 3), CredentialKind.PLATE));
            through(last, "-in", shown(terms(1, 3)));
            after(Duration.ofMinutes(125));
            assertEquals(List.of(last + " overstay raised 1"), alarms());
            rig = new Rig(LANES);
            through("lane-b", "-in", shown(terms(1, 3)));
            through(last, "-in", shown(terms(1, 3), CredentialKind.PLATE));
            after(Duration.ofMinutes(125));
            assertEquals(List.of(last + " overstay raised 1"), alarms());
        }
    }

    /// The power goes while two are on the way, at two lanes.
    @Test
    void nobodyKnowsAtTheLaneThatTheyWereLetInAt() {
        rig.shows("lane-c-in", shown(terms(1, 3)));
        rig.shows("lane-b-in", shown(terms(1, 3), CredentialKind.PLATE));
        rig.answer();
        restarts();
        assertARestartRemembersTheSame();
        restarts();
        through("lane-a", "-out", shown(terms(1, 3)));
        assertEquals(
                List.of(
                        "lane-b passage_unknown raised 1",
                        "lane-c passage_unknown raised 1",
                        "lane-b passage_unknown lowered",
                        "lane-c passage_unknown lowered"),
                alarms());
        assertARestartRemembersTheSame();
    }

    /// Whoever watches the gate hears it, once it is durable and once only.
    @Test
    void theGuardHearsOfWhomNobodyKnowsAndOfWhoLeavesOnceMore() {
        var pass = terms(1, 1).pass();
        rig.shows("lane-b-in", shown(terms(1, 1)));
        rig.answer();
        var memory = folded().memory();
        rows.addAll(rig.rows);
        rig = rig.restarted(LANES, memory);
        rig.loop.start(rig.now);
        assertEquals(List.of(), rig.noticed);
        rig.answer();
        var unseen = new Guard.Unseen("lane-b", pass, 1, rig.now.wall());
        assertEquals(List.of(unseen), rig.noticed);
        through("lane-c", "-out", shown(terms(1, 1)));
        assertEquals(List.of("lane-c"), rig.guarded.stream().map(ClosedVisit::point).toList());
        var two = terms(2, 1);
        through("lane-b", "-in", shown(two));
        through("lane-b", "-out", shown(two));
        assertEquals(List.of(unseen), rig.noticed);
        through("lane-c", "-out", shown(two));
        through("lane-c", "-out", shown(two)); // told once, and that is enough
        assertEquals(2, rig.noticed.size());
        var again = (Guard.LeftAgain) rig.noticed.getLast();
        assertEquals("lane-c", again.point());
        assertEquals(two.pass(), again.pass());
        assertEquals(2, rig.guarded.size());
    }

    /// The journal has room for whoever comes next elsewhere, and not yet for the alarm.
    @Test
    void whoeverComesBeforeTheAlarmIsDurableIsNotWhomItIsAbout() {
        rig.shows("lane-c-in", shown(terms(1, 3)));
        rig.answer();
        var memory = folded().memory();
        rows.addAll(rig.rows);
        rig = rig.restarted(LANES, memory);
        rig.loop.start(rig.now);
        rig.room = () -> false;
        rig.answer();
        rig.room = () -> true;
        rig.shows("lane-a-in", shown(terms(1, 3)));
        rig.answer();
        after(Owed.AGAIN.dividedBy(2));
        after(Owed.AGAIN.dividedBy(2));
        assertEquals(List.of("lane-c passage_unknown raised 1"), alarms());
        rig.walks("lane-a", "-in");
        rig.answer();
        assertARestartRemembersTheSame();
    }

    /// Nobody is inside any more, and they might come back: the visit lapses where they were last.
    @Test
    void aVisitThatLapsesIsClosedWhereSomebodyWasSeenLast() {
        through("lane-b", "-in", shown(terms(1, 3)));
        through("lane-c", "-out", shown(terms(1, 3)));
        restarts();
        after(Duration.ofHours(27));
        var closed = rig.rows.getLast();
        assertEquals(Optional.of("closed"), closed.data().text("transition"));
        assertEquals("lane-c", closed.point());
        assertEquals(List.of("lane-c"), rig.guarded.stream().map(it -> it.point()).toList());
    }

    /// What a snapshot of before says has no points: its alarms are lowered all the same.
    @Test
    void whatASnapshotOfBeforeSaysIsUnderstood() {
        var state =
                JsonReader.object(
                                """
                                {"visits": {"%s": {"pass": "%s", "until": "2026-11-24T03:00:00Z",
                                 "entries": 3, "exits": 3, "shown": [], "came": 1, "left": 0,
                                 "coming": 2, "lost": 1, "overstay": 1, "alarming": true,
                                 "inside": {"foot": {"point": "lane-b", "many": 1,
                                   "since": 1795482000000}},
                                 "doubt": "STANDS", "state": "ENTERED", "owed": []}}}
                                """
                                        .formatted(new Token(7, 1), new Token(7, 1))
                                        .replace("\n", ""))
                        .orElseThrow();
        var fold = new MemoryFold();
        fold.restore(state);
        var visit = fold.memory().visits().visit(new Token(7, 1)).orElseThrow();
        assertEquals(2, visit.coming());
        rig = new Rig(LANES, fold.memory());
        rig.loop.start(rig.now);
        rig.answer();
        through("lane-c", "-out", shown(terms(1, 3)));
        var all = alarms();
        assertEquals("lane-b passage_unknown raised 2", all.getFirst());
        assertTrue(all.stream().anyMatch(it -> it.endsWith("overstay lowered")), all::toString);
        rig.rows.forEach(draft -> fold.apply(rig.event(draft)));
        var after = rig.loop.memory().visits().visit(new Token(7, 1)).orElseThrow();
        assertEquals(Visit.Doubt.NONE, after.doubt());
        assertEquals(Optional.empty(), after.alarming());
        assertEquals(after, fold.memory().visits().visit(new Token(7, 1)).orElseThrow());
    }

    // --- how many at once ---

    private static Memory inside(int many) {
        var memory = Memory.EMPTY;
        for (int i = 0; i < many; i++) {
            var by = new Party.Shown(CredentialKind.SSC, new Token(2, i));
            var party = new Party(terms(i, 1), Direction.IN, Way.FOOT, by, false);
            memory =
                    memory.after(new Occurrence.Visited("lane-b", party), Rig.MORNING)
                            .after(
                                    new Occurrence.VisitTold(party.pass(), Visit.Step.ENTERED),
                                    Rig.MORNING);
        }
        return memory;
    }

    /// Of whom it told, in that order, when the loop is turned until nothing is to be told at once.
    private List<String> told(int most) {
        var told = new ArrayList<String>();
        while (true) {
            int before = rig.journal.size();
            rig.loop.due(rig.now);
            var drafts = rig.journal.subList(before, rig.journal.size());
            assertTrue(drafts.size() <= most, () -> drafts.size() + " in a turn");
            drafts.forEach(draft -> told.add(draft.data().text("pass").orElseThrow()));
            if (rig.loop.nextWake().filter(rig.now::reached).isEmpty()) {
                return told;
            }
            rig.answer();
        }
    }

    private static List<String> allInOrder() {
        var all = new ArrayList<String>();
        for (int i = 0; i < MANY; i++) {
            all.add(new Token(7, i).toString());
        }
        return all;
    }

    private void comes(Duration time) {
        var at = rig.now.mono().plus(time);
        rig.now = new Moment(at, rig.now.wall().plus(time), rig.now.trust());
    }

    @Test
    void thoseWhoseTimeIsOverAtOnceAreToldAFewATurnInTheOrderOfTheirPasses() {
        rig = new Rig(LANES, inside(MANY));
        rig.loop.start(rig.now);
        comes(Duration.ofHours(2).plusMinutes(1));
        assertEquals(allInOrder(), told(Visiting.AT_ONCE));
        rig.answer();
        comes(Duration.ofHours(25));
        var closed = told(3 * Visiting.AT_ONCE); // a second alarm, and that it is lowered
        assertEquals(allInOrder(), closed.stream().distinct().toList());
        rig.answer();
        assertEquals(
                MANY, rig.rows.stream().filter(draft -> draft.kind() == EventKind.VISIT).count());
    }

    @Test
    void thoseWhoMayAllStayLongerAreToldAFewATurn() {
        for (boolean restarted : List.of(false, true)) {
            rig = new Rig(LANES, inside(MANY));
            if (!restarted) {
                rig.loop.start(rig.now);
            }
            var bindings = new ArrayList<Guests.Binding>();
            for (int i = 0; i < MANY; i++) {
                var terms = terms(i, 1);
                var longer =
                        new VisitTerms(
                                terms.pass(),
                                terms.host(),
                                terms.until().plus(Duration.ofHours(1)),
                                1,
                                1,
                                false,
                                false);
                var by = new Party.Shown(CredentialKind.SSC, new Token(2, i));
                bindings.add(new Guests.Binding(by, pass(longer)));
            }
            var list = new ListVersion("visitors", 2, MORNING, Optional.empty());
            rig.expected = Optional.of(Guests.of(list, bindings));
            if (restarted) {
                rig.loop.start(rig.now);
                assertEquals(Visiting.AT_ONCE, rig.journal.size());
            } else {
                comes(Duration.ofMinutes(2));
            }
            int before = rig.journal.size();
            int rest = told(Visiting.AT_ONCE).size();
            assertEquals(MANY, before + rest);
            assertEquals(
                    Set.of("changed"),
                    Set.copyOf(
                            rig.journal.stream()
                                    .map(Draft::data)
                                    .map(data -> data.text("transition").orElse(""))
                                    .toList()));
        }
    }

    /// Whoever comes in between is not kept waiting.
    @Test
    void somebodyIsLetInWhileTheOthersAreTold() {
        rig = new Rig(LANES, inside(MANY));
        rig.loop.start(rig.now);
        comes(Duration.ofHours(2).plusMinutes(1));
        rig.loop.due(rig.now);
        int told = rig.journal.size();
        rig.said();
        rig.shows("lane-a-in", shown(terms(MANY, 1)));
        assertEquals("tap granted ssc", rig.said().getFirst());
        assertEquals(MANY - told, told(Visiting.AT_ONCE).size());
    }
}
