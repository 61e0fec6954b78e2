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
import onecard.access.Entry;
import onecard.access.Guests;
import onecard.access.ListVersion;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.intake.AtGate;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.registry.Lists;
import org.junit.jupiter.api.Test;

/// I35: a code that is good for a week, of which a list says that it is for a morning. What was
/// used of it is remembered for the week, though no list knows it any more.
class CodeBeyondItsListTest {

    private static final Instant MORNING = Rig.MORNING.wall();
    private static final Map<String, Safeguards> LANE = Map.of("lane", Safeguards.NONE);
    private static final Token PASS = new Token(7, 1);
    private static final Instant NOON = MORNING.plus(Duration.ofHours(2));
    private static final Instant WEEK = MORNING.plus(Duration.ofDays(7));
    private static final Credential CARD =
            Credential.of(CredentialKind.SSC, new Token(2, 1), Assurance.A1);
    private static final Lists NOTHING =
            new Lists() {
                @Override
                public Found find(CredentialKind kind, Token token) {
                    return new Found(List.<Entry>of(), List.of());
                }

                @Override
                public void close() {}
            };

    private Rig rig = new Rig(LANE);
    private final List<Draft> rows = new ArrayList<>();
    private int version;

    private final AtGate gate =
            new AtGate(
                    () -> rig.expected,
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    () -> NOTHING);

    private void lists(boolean knows) {
        var terms = new VisitTerms(PASS, Optional.empty(), NOON, 1, 1, false, false);
        var pass =
                new Pass(
                        PASS,
                        Set.of("lane"),
                        Set.of(),
                        MORNING,
                        NOON,
                        Use.ofPass(PASS, 1, NOON),
                        Optional.of(terms));
        var list = new ListVersion("visitors", ++version, MORNING, Optional.empty());
        rig.expected =
                Optional.of(
                        Guests.of(
                                list,
                                knows
                                        ? List.of(new Guests.Binding(Party.Shown.of(CARD), pass))
                                        : List.of()));
    }

    private static Presentation code(Token pass, Instant until) {
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, pass, Assurance.A1),
                new Pass(
                        pass, Set.of("lane"), Set.of(), MORNING, until, Use.ofPass(pass, 1, until)),
                List.of(),
                List.of());
    }

    private static Presentation card() {
        return new Presentation.Known(CARD, List.of(), List.of());
    }

    private void through(String way, Presentation shown) {
        rig.shows("lane" + way, gate.bound(shown));
        rig.answer();
        rig.walks("lane", way);
        rig.answer();
        rig.after(Duration.ofSeconds(3));
        rig.answer();
    }

    /// What was said of it, and somebody else comes, for whom room is made.
    private String again(Instant until) {
        through("-in", code(new Token(7, 9), MORNING.plus(Duration.ofDays(30))));
        rig.said();
        rig.shows("lane-in", gate.bound(code(PASS, until)));
        rig.answer();
        return rig.taps().getLast();
    }

    private void restarts() {
        rows.addAll(rig.rows);
        var fold = new MemoryFold();
        rows.forEach(draft -> fold.apply(rig.event(draft)));
        var kept = new MemoryFold();
        kept.restore(fold.state());
        assertEquals(fold.memory(), kept.memory());
        assertEquals(rig.loop.memory().atRest().visits(), kept.memory().visits());
        var listed = rig.expected;
        rig = rig.restarted(LANE, kept.memory());
        rig.expected = listed;
        rig.loop.start(rig.now);
        rig.answer();
    }

    @Test
    void aCodeOpensOnceThoughItsListForgetsIt() {
        lists(true);
        through("-in", code(PASS, WEEK));
        through("-out", code(PASS, WEEK));
        lists(false);
        for (int day = 1; day < 7; day++) {
            rig.after(Duration.ofHours(23));
            assertEquals("tap refused USED_UP", again(WEEK), "day " + day);
            restarts();
        }
    }

    /// By a card, and out by the code: that is when the device hears how long the code is good for.
    @Test
    void aCodeThatWasShownOnTheWayOutOpensNoMore() {
        lists(true);
        through("-in", card());
        through("-out", code(PASS, WEEK));
        lists(false);
        rig.after(Duration.ofDays(4));
        assertEquals("tap refused USED_UP", again(WEEK));
        restarts();
        assertEquals("tap refused USED_UP", again(WEEK));
    }

    /// Beyond what it was good for, it is forgotten as any other.
    @Test
    void itIsRememberedForAsLongAsTheCodeIsGoodAndNoLonger() {
        lists(true);
        through("-in", code(PASS, WEEK));
        through("-out", code(PASS, WEEK));
        rig.after(Duration.ofDays(10));
        again(WEEK);
        assertEquals(Optional.empty(), rig.loop.memory().visits().visit(PASS));
        assertEquals(null, rig.loop.memory().uses().used().get(PASS));
    }

    /// Whoever turns back has used nothing up, and nothing of it is remembered.
    @Test
    void whoeverDidNotPassIsForgottenAtOnce() {
        lists(true);
        rig.shows("lane-in", gate.bound(code(PASS, WEEK)));
        rig.answer();
        rig.after(Rig.RELEASE.plusSeconds(2));
        rig.answer();
        assertEquals(Optional.empty(), rig.loop.memory().visits().visit(PASS));
        restarts();
        assertEquals("tap granted pass", again(WEEK));
    }

    /// The overstay goes by what was agreed.
    @Test
    void theListSaysWhenTheVisitIsOver() {
        lists(true);
        through("-in", code(PASS, WEEK));
        rig.after(Duration.ofHours(2).plusMinutes(2));
        rig.answer();
        assertEquals(1, rig.rows.stream().filter(draft -> draft.kind() == EventKind.ALARM).count());
    }
}
