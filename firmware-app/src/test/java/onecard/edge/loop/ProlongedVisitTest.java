package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Guests;
import onecard.access.ListVersion;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Presentation.Bound.Invited;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import org.junit.jupiter.api.Test;

/// A list that says something else of a visit while it is going on: what it says is told, the alarm
/// goes by it, and a restart remembers it.
class ProlongedVisitTest {

    private static final Instant MORNING = Rig.MORNING.wall();
    private static final Map<String, Safeguards> LANE = Map.of("lane", Safeguards.NONE);
    private static final Token PASS = new Token(7, 1);
    private static final Credential CARD =
            Credential.of(CredentialKind.SSC, new Token(2, 1), Assurance.A1);

    private Rig rig = new Rig(LANE);
    private final List<Draft> rows = new ArrayList<>();
    private int version;

    /// The list says that they may stay so many hours.
    private Pass until(long hours) {
        var end = MORNING.plus(Duration.ofHours(hours));
        var pass =
                new Pass(
                        PASS,
                        Set.of("lane"),
                        Set.of(),
                        MORNING.minusSeconds(900),
                        end,
                        new Use(PASS, 1, end),
                        Optional.of(
                                new VisitTerms(PASS, Optional.empty(), end, 1, 1, false, false)));
        var list = new ListVersion("visitors", ++version, MORNING, Optional.empty());
        var bound = new Guests.Binding(Party.Shown.of(CARD), pass);
        rig.expected = Optional.of(Guests.of(list, List.of(bound)));
        return rig.expected.get().pass(PASS).orElseThrow();
    }

    private void shows(String reader, Pass pass) {
        rig.shows(
                reader,
                new Presentation.Bound(
                        new Presentation.Known(CARD, List.of(), List.of()),
                        List.of(new Invited(pass, Optional.empty())),
                        Optional.empty()));
        rig.answer();
    }

    private void comes(long hours) {
        shows("lane-in", until(hours));
        rig.walks("lane", "-in");
        rig.answer();
    }

    private void leaves(Pass pass) {
        shows("lane-out", pass);
        rig.walks("lane", "-out");
        rig.answer();
        after(Duration.ofSeconds(3));
    }

    private void after(Duration time) {
        rig.after(time);
        rig.answer();
    }

    private void restarts() {
        rows.addAll(rig.rows);
        var listed = rig.expected;
        rig = rig.restarted(LANE, folded(rows).memory());
        rig.expected = listed;
        rig.loop.start(rig.now);
        rig.answer();
    }

    /// In their order, of this life and those before.
    private List<String> told() {
        var all = new ArrayList<>(rows);
        all.addAll(rig.rows);
        return all.stream()
                .filter(draft -> draft.kind() == EventKind.VISIT || draft.kind() == EventKind.ALARM)
                .map(draft -> words(draft))
                .toList();
    }

    private static String words(Draft draft) {
        var data = draft.data();
        return data.text("transition")
                .map(
                        it ->
                                it
                                        + data.object("agreed")
                                                .flatMap(agreed -> agreed.text("until"))
                                                .map(end -> " " + end.substring(11, 16))
                                                .orElse("")
                                        + data.array("differences")
                                                .map(all -> " " + all.items().size())
                                                .orElse(""))
                .orElseGet(
                        () ->
                                data.text("alarm").orElseThrow()
                                        + " "
                                        + data.bool("active").orElseThrow());
    }

    private MemoryFold folded(List<Draft> all) {
        var fold = new MemoryFold();
        all.forEach(draft -> fold.apply(rig.event(draft)));
        var kept = new MemoryFold();
        kept.restore(fold.state());
        assertEquals(fold.memory(), kept.memory());
        return fold;
    }

    private void assertARestartRemembersTheSame() {
        var all = new ArrayList<>(rows);
        all.addAll(rig.rows);
        assertEquals(
                rig.loop.memory().atRest(),
                folded(all).memory(),
                "a restart remembers something else");
    }

    @Test
    void whoMayStayLongerRaisesNoAlarmBeforeTheNewEnd() {
        comes(2);
        after(Duration.ofHours(1));
        until(4);
        after(Duration.ofMinutes(150));
        assertEquals(List.of("entered", "changed 05:00"), told());
        assertARestartRemembersTheSame();
        restarts();
        after(Duration.ofMinutes(35));
        assertEquals(List.of("entered", "changed 05:00", "overstay true"), told());
        leaves(until(4));
        assertEquals(List.of("exited", "closed 1", "overstay false"), told().subList(3, 6));
        assertARestartRemembersTheSame();
    }

    /// The office finds out by the alarm, and lets them stay: it is lowered, and raised anew.
    @Test
    void anAlarmThatStandsIsLoweredAndRaisedAtTheNewEnd() {
        comes(2);
        after(Duration.ofMinutes(125));
        assertEquals(List.of("entered", "overstay true"), told());
        until(3);
        after(Duration.ofMinutes(2));
        assertEquals(
                List.of("entered", "overstay true", "changed 04:00", "overstay false"), told());
        assertARestartRemembersTheSame();
        restarts();
        after(Duration.ofMinutes(60));
        assertEquals("overstay true", told().getLast());
        assertARestartRemembersTheSame();
        leaves(until(3));
        assertEquals(1, told().stream().filter(it -> it.startsWith("changed")).count());
    }

    @Test
    void whoMayStayShorterIsLookedForAtOnce() {
        comes(4);
        after(Duration.ofHours(2));
        assertEquals(List.of("entered"), told());
        until(1);
        after(Duration.ofMinutes(2));
        assertEquals(List.of("entered", "changed 02:00", "overstay true"), told().subList(0, 3));
        assertARestartRemembersTheSame();
    }

    /// They leave late by what was agreed, and in time by what is.
    @Test
    void whoeverLeavesInTimeByTheNewEndHasNotOverstayed() {
        comes(1);
        after(Duration.ofMinutes(59));
        leaves(until(2));
        assertEquals(List.of("entered", "exited", "closed 0"), told());
        assertARestartRemembersTheSame();
    }

    /// What was not durable before the power went is said once more, from the list.
    @Test
    void whatAListSaysIsToldAfterARestartThatLostIt() {
        comes(2);
        until(4);
        rig.after(Duration.ofMinutes(2)); // and nothing of it is durable
        restarts();
        assertEquals(List.of("entered", "changed 05:00"), told());
        restarts();
        assertEquals(List.of("entered", "changed 05:00"), told());
        assertARestartRemembersTheSame();
    }

    /// Whoever is taken off the list stays as long as was agreed.
    @Test
    void aListThatKnowsThemNoMoreChangesNothing() {
        comes(2);
        rig.expected =
                Optional.of(
                        Guests.of(
                                new ListVersion("visitors", 9, MORNING, Optional.empty()),
                                List.of()));
        after(Duration.ofMinutes(5));
        rig.expected = Optional.empty();
        after(Duration.ofMinutes(116));
        assertEquals(List.of("entered", "overstay true"), told());
    }

    /// Prolonged once it is closed: the list may say so for as long as it likes.
    @Test
    void aVisitThatIsClosedIsRememberedUntilItsNewEnd() {
        comes(1);
        after(Duration.ofMinutes(10));
        leaves(until(1));
        until(24 * 8);
        after(Duration.ofDays(4));
        rig.answer();
        shows("lane-in", until(24 * 8));
        assertEquals(
                "USED_UP",
                rig.rows.stream()
                        .filter(draft -> draft.kind() == EventKind.TAP)
                        .reduce((_, last) -> last)
                        .flatMap(draft -> draft.data().text("reason"))
                        .orElseThrow());
        assertARestartRemembersTheSame();
    }
}
