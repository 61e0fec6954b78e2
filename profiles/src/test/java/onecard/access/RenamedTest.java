package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.Elsewhere.Event;
import onecard.access.Elsewhere.Said;
import onecard.access.Elsewhere.Taken;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The site's key is rolled while people come and go: whoever is seen is renamed first, and in the
/// end all is as if nobody had ever had another token.
class RenamedTest {

    private static final int PEOPLE = 12;
    private static final int STEPS = 400;
    private static final Instant NOON = Instant.parse("2031-03-03T12:00:00Z");

    /// Whatever stands for one of them: person, card and pass.
    private static Token was(int who) {
        return new Token(1, who);
    }

    private static Token is(int who) {
        return new Token(2, who);
    }

    private static Renamed renamed(int who) {
        return Renamed.of(Optional.of(was(who)), is(who));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverHappenedItIsAsIfNobodyHadEverHadAnotherToken(long seed) {
        var random = new Random(seed);
        int roll = random.nextInt(STEPS);
        var rolled = Memory.EMPTY;
        var always = Memory.EMPTY;
        for (int step = 0; step < STEPS; step++) {
            int who = random.nextInt(PEOPLE);
            long choices = random.nextLong();
            var now = now(step);
            boolean since = step >= roll;
            rolled = since ? rolled.renamed(renamed(who)) : rolled;
            var known = since ? is(who) : was(who);
            rolled = rolled.after(what(known, new Random(choices)), now);
            always = always.after(what(is(who), new Random(choices)), now);
            if (choices % 3 == 0) { // granted, and on the way
                rolled = rolled.reserving("door-1", crossing(known), now);
                always = always.reserving("door-1", crossing(is(who)), now);
            }
        }
        for (int who = 0; who < PEOPLE; who++) {
            rolled = rolled.renamed(renamed(who));
        }
        assertEquals(always, rolled, "seed " + seed);
        assertNotEquals(Memory.EMPTY, rolled);
    }

    private static Moment now(int step) {
        return new Moment(
                new Mono(step), NOON.plus(Duration.ofSeconds(20L * step)), ClockTrust.SYNCED);
    }

    private static Occurrence what(Token token, Random random) {
        var point = random.nextBoolean() ? "door-1" : "door-2";
        var into = random.nextBoolean() ? Optional.of("hall") : Optional.<String>empty();
        var crossing = new Crossing(token, Optional.of("yard"), into, false);
        var use = Use.ofPass(token, 2, NOON.plusSeconds(86_400));
        return switch (random.nextInt(7)) {
            case 0 -> new Occurrence.WrongTry(new Tries.Key(point, CredentialKind.PIN, token));
            case 1 -> new Occurrence.Used(use);
            case 2 -> new Occurrence.GivenBack(use);
            case 3 -> new Occurrence.NotPassed(point, crossing);
            case 4 -> new Occurrence.Visited(point, party(token, Direction.IN));
            case 5 -> new Occurrence.Visited(point, party(token, Direction.OUT));
            default -> new Occurrence.Passed(point, crossing);
        };
    }

    private static Crossing crossing(Token token) {
        return new Crossing(token, Optional.empty(), Optional.of("hall"), false);
    }

    private static Party party(Token token, Direction direction) {
        var terms =
                new VisitTerms(
                        token, Optional.of(token), NOON.plusSeconds(86_400), 3, 3, false, false);
        return new Party(
                terms, direction, Way.FOOT, new Party.Shown(CredentialKind.UID, token), false);
    }

    @Test
    void whereNothingIsRenamedNothingIsTouched() {
        var memory = Memory.EMPTY.after(new Occurrence.Passed("door-1", crossing(was(1))), now(1));
        assertSame(memory, memory.renamed(Renamed.NOTHING));
        assertEquals(memory, memory.renamed(renamed(2)));
        assertSame(Renamed.NOTHING, Renamed.of(Optional.empty(), is(1)));
        assertSame(Renamed.NOTHING, Renamed.of(Optional.of(is(1)), is(1)));
    }

    /// Two tries under the one token and three under the other are five.
    @Test
    void toRollAKeyGivesNoFurtherTries() {
        var memory = Memory.EMPTY;
        for (int step = 0; step < Memory.TRIES_MAX; step++) {
            var token = step % 2 == 0 ? was(1) : is(1);
            var key = new Tries.Key("door-1", CredentialKind.PIN, token);
            memory = memory.after(new Occurrence.WrongTry(key), now(step));
        }
        var key = new Tries.Key("door-1", CredentialKind.PIN, is(1));
        assertEquals(false, memory.lockedOut(key, now(6).wall()));
        assertEquals(true, memory.renamed(renamed(1)).lockedOut(key, now(6).wall()));
    }

    /// Where somebody is by their present token was said later, and counts them once.
    @Test
    void whoeverIsSaidToBeInTwoPlacesIsWhereTheyWereSeenLast() {
        var people =
                Whereabouts.NONE
                        .moved(was(1), Optional.of("yard"), NOON, ClockTrust.SYNCED)
                        .moved(is(1), Optional.of("hall"), NOON, ClockTrust.SYNCED)
                        .renamed(renamed(1));
        assertEquals(Optional.of("hall"), people.of(is(1)).map(Whereabouts.Stay::area));
        assertEquals(Optional.empty(), people.of(was(1)));
        assertEquals(0, people.inside("yard"));
        assertEquals(1, people.inside("hall"));
    }

    /// Whom a gate that is not rolled yet let in by a pass has used it, and so has whom this one
    /// did under either token.
    @Test
    void aPassThatIsSharedIsUsedWhicheverTokenItWasUsedBy() {
        var event = new Event("7f3a19c2", 7, NOON);
        var elsewhere =
                Elsewhere.NOTHING
                        .heard(
                                "south",
                                new Said(
                                        1,
                                        1,
                                        Map.of(was(1), new Taken(1, 0, Optional.of(event), false)),
                                        new Mono(0)))
                        .renamed(renamed(1));
        assertEquals(1, elsewhere.uses(Set.of("south"), is(1)));
        assertEquals(0, elsewhere.uses(Set.of("south"), was(1)));

        var use = new Use(was(1), 2, NOON.plusSeconds(60));
        var again = new Use(is(1), 2, NOON.plusSeconds(60));
        var letIn =
                LetIn.NOBODY
                        .entered(use, "gate-1", event, now(0))
                        .entered(again, "gate-1", new Event("7f3a19c2", 8, NOON), now(0))
                        .renamed(renamed(1));
        assertEquals(List.of(is(1)), letIn.inOrder().stream().map(it -> it.use().key()).toList());
        assertEquals(2, letIn.own(is(1)).orElseThrow().events().size());
    }

    /// Whoever was seen by their former token after all is where that was.
    @Test
    void whoeverWasSeenByTheFormerTokenSinceIsThere() {
        var people =
                Whereabouts.NONE
                        .moved(is(1), Optional.of("hall"), NOON, ClockTrust.SYNCED)
                        .moved(was(1), Optional.of("yard"), NOON.plusSeconds(1), ClockTrust.SYNCED)
                        .renamed(renamed(1));
        assertEquals(Optional.of("yard"), people.of(is(1)).map(Whereabouts.Stay::area));
        assertEquals(0, people.inside("hall"));
    }

    /// Each came in by either token of one pass, and one of them left by the present one.
    @Test
    void aVisitThatWasKeptByTwoTokensIsOne() {
        for (boolean formerFirst : List.of(true, false)) {
            var first = formerFirst ? was(1) : is(1);
            var then = formerFirst ? is(1) : was(1);
            var visit =
                    Memory.EMPTY
                            .after(visited(first, Direction.IN), now(1))
                            .after(visited(first, Direction.OUT), now(2))
                            .after(visited(then, Direction.IN), now(3))
                            .after(visited(first, Direction.IN), now(4))
                            .renamed(renamed(1))
                            .visits()
                            .visit(is(1))
                            .orElseThrow();
            assertEquals(3, visit.entries());
            assertEquals(1, visit.exits());
            assertEquals(
                    Map.of(Way.FOOT, new Visit.Stay("door-1", now(4).wall(), 2)), visit.inside());
            assertEquals(Optional.of(now(1).wall()), visit.first());
            assertEquals(Visit.State.ENTERED, visit.state());
            assertEquals(is(1), visit.terms().pass());
        }
    }

    private static Occurrence visited(Token token, Direction direction) {
        return new Occurrence.Visited("door-1", party(token, direction));
    }

    /// Whatever order a map has its tokens in.
    @Test
    void whereAPassWasUsedFirstWasByItsFormerToken() {
        for (int who = 0; who < 32; who++) {
            var event = new Event("7f3a19c2", 7, NOON);
            var letIn =
                    LetIn.NOBODY
                            .entered(new Use(is(who), 2, NOON), "gate-2", event, now(0))
                            .entered(new Use(was(who), 2, NOON), "gate-1", event, now(0))
                            .renamed(renamed(who));
            assertEquals(List.of("gate-1", "gate-2"), letIn.own(is(who)).orElseThrow().points());
        }
    }

    // --- what was learned ---

    @Test
    void whatWasLearnedIsKeptUpToABound() {
        var learned = Learned.NOTHING;
        for (int who = 0; who < 3 * Learned.RECENT_MAX; who++) {
            learned = learned.and(renamed(who));
            assertSame(learned, learned.and(renamed(who)));
        }
        int last = 3 * Learned.RECENT_MAX - 1;
        assertEquals(is(last), learned.all().of(was(last)));
        assertEquals(
                is(last - Learned.RECENT_MAX + 1),
                learned.all().of(was(last - Learned.RECENT_MAX + 1)));
        assertEquals(was(0), learned.all().of(was(0)));
        assertEquals(true, learned.all().present().size() <= 2 * Learned.RECENT_MAX);
    }

    /// Of a key that is rolled back the present tokens are those that were former ones.
    @Test
    void whatWasLearnedOfAKeyThatIsRolledBackIsForgotten() {
        var back = Renamed.of(Optional.of(is(1)), was(1));
        var learned = Learned.NOTHING.and(renamed(1)).and(renamed(2)).and(back);
        assertEquals(back, learned.all());
    }

    @Test
    void whoeverAListOfBeforeNamesIsKnownByTheTokensOfNow() {
        var list = new ListVersion("visitors", 1, NOON, Optional.empty());
        var entry =
                new Entry(
                        list,
                        was(1),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        var card = Credential.of(CredentialKind.FACE, was(2), Assurance.A1);
        var pass =
                new Pass(
                        was(3),
                        Set.of(),
                        Set.of(),
                        NOON,
                        NOON,
                        new Use(was(3), 1, NOON),
                        Optional.of(party(was(3), Direction.IN).terms()));
        var known = renamed(1).and(renamed(2)).and(renamed(3)).and(renamed(4));
        var shown =
                new Presentation.Bound(
                                new Presentation.Known(card, List.of(entry), List.of(list)),
                                List.of(new Presentation.Bound.Invited(pass, Optional.of(entry))),
                                Optional.of(new Use(was(4), 1, NOON)))
                        .under(known);

        assertEquals(known, shown.renamed());
        assertEquals(Set.of(is(1), is(3)), shown.subjects());
        assertEquals(Optional.of(is(2)), shown.offered().map(Credential::token));
        var bound = (Presentation.Bound) shown;
        assertEquals(is(3), bound.passes().getFirst().pass().use().key());
        assertEquals(is(3), bound.passes().getFirst().pass().visit().orElseThrow().pass());
        assertEquals(is(1), bound.passes().getFirst().denied().orElseThrow().subject());
        assertEquals(Optional.of(is(4)), bound.once().map(Use::key));
        assertEquals(renamed(3).and(renamed(4)), shown.unnamed().renamed());
        assertSame(shown, shown.under(known));
    }
}
