package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Answers;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Elsewhere;
import onecard.access.Entry;
import onecard.access.Factor;
import onecard.access.LetIn;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Pass;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.Schedule;
import onecard.access.SecondFactor;
import onecard.access.SharedTerms;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Verdict;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.money.Sold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever draws ends it, whatever has become of their right meanwhile: the valve is shut by their
/// tap, the rest goes back, and nobody begins anew by what is good no more.
class DrawEndsTest {

    private static final ListVersion STAFF =
            new ListVersion("staff", 17, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());
    private static final Token SHE = Rig.subject(1);
    private static final Token PASS = new Token(5, 5);
    private static final Token CODE = new Token(6, 6);

    /// What she shows is good as she begins, and no more as she ends it.
    private enum Meanwhile {
        ON_NO_LIST(Reason.UNKNOWN),
        DENIED(Reason.DENIED_LIST),
        ENDED(Reason.EXPIRED),
        CLOSED(Reason.SCHEDULE),
        ASKED_FOR_A_PIN(Reason.PIN),
        LOCKED_OUT(Reason.LOCKED_OUT),
        CODE_USED(Reason.REPLAYED),
        SHARED_PASS_USED(Reason.REPLAYED),
        SHOWN_BY_A_CARD_TOO_WEAK(Reason.WEAK_CREDENTIAL);

        final Reason why;

        Meanwhile(Reason why) {
            this.why = why;
        }

        Policy policy() {
            return switch (this) {
                case CLOSED -> openUntilTen();
                case ASKED_FOR_A_PIN ->
                        Shower.POLICY.with(
                                Safeguards.NONE.with(
                                        new SecondFactor(
                                                Factor.PIN,
                                                Set.of(),
                                                Optional.empty(),
                                                Duration.ofSeconds(20))));
                case SHOWN_BY_A_CARD_TOO_WEAK -> Policy.of(Set.of("staff"), Assurance.A1, Rig.ZONE);
                case ON_NO_LIST, DENIED, ENDED, LOCKED_OUT, CODE_USED, SHARED_PASS_USED ->
                        Shower.POLICY;
            };
        }

        Shares shares() {
            return this == SHARED_PASS_USED ? alone() : Shares.NOTHING;
        }

        Presentation first() {
            return switch (this) {
                case CODE_USED -> new Presentation.Once(card(Assurance.A0, entry(false)), once());
                case SHARED_PASS_USED -> pass();
                case SHOWN_BY_A_CARD_TOO_WEAK -> card(Assurance.A1, entry(false));
                case ON_NO_LIST, DENIED, ENDED, CLOSED, ASKED_FOR_A_PIN, LOCKED_OUT ->
                        card(Assurance.A0, entry(false));
            };
        }

        Presentation then() {
            return switch (this) {
                case ON_NO_LIST -> card(Assurance.A0);
                case DENIED -> card(Assurance.A0, entry(false), entry(true));
                case ENDED -> card(Assurance.A0, until(Canteen.NOON.plusSeconds(1)));
                case SHOWN_BY_A_CARD_TOO_WEAK -> card(Assurance.A0, entry(false));
                case CLOSED, ASKED_FOR_A_PIN, LOCKED_OUT, CODE_USED, SHARED_PASS_USED -> first();
            };
        }

        Token who() {
            return this == SHARED_PASS_USED ? PASS : SHE;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverDrawsEndsIt(Meanwhile meanwhile) {
        var life = draws(meanwhile);
        life.shows(meanwhile.then(), meanwhile.who());
        assertFalse(life.open, "at once");
        life.answer();
        assertEquals("GRANTED Welcome", life.told.getLast());
        assertEquals(List.of(179L), life.fen("refund", "amount_fen"));
        var tap = life.records("tap").getLast();
        assertEquals(Optional.of("granted"), tap.text("verdict"));
        assertEquals(Optional.of("shower:1"), ends(tap).flatMap(it -> it.text("sale")));

        // It was no right to draw once more.
        life.after(Duration.ofSeconds(5));
        life.shows(meanwhile.then(), meanwhile.who());
        life.answer();
        assertFalse(life.open);
        var last = life.records("tap").getLast();
        assertEquals(Optional.of(meanwhile.why.name()), last.text("reason"), last::toString);
        assertEquals(1, life.records("refund").size());
    }

    /// Nobody else does by being no good, either.
    @ParameterizedTest
    @EnumSource
    void nobodyElseEndsIt(Meanwhile meanwhile) {
        var life = draws(meanwhile);
        var other = Rig.known(2);
        long total = 70;
        for (var shown :
                List.of(
                        other,
                        new Presentation.Known(
                                other.credential(), List.of(entry(2, true)), List.of(STAFF)),
                        Rig.known(2, "diners"),
                        new Presentation.Unreadable(Reason.CARD_UNREADABLE),
                        // Her own card, copied.
                        new Presentation.Rejected(
                                card(Assurance.A0).credential(), Reason.BAD_SIGNATURE),
                        new Presentation.Rejected(
                                Credential.of(CredentialKind.QR, CODE, Assurance.A0),
                                Reason.BAD_SIGNATURE))) {
            life.runs(++total);
            life.shows(shown, Rig.subject(2));
            life.after(Duration.ofSeconds(21)); // if anything is asked
            life.answer();
            assertTrue(life.open, shown::toString);
            assertEquals(Optional.of("refused"), life.records("tap").getLast().text("verdict"));
        }
        assertEquals(List.of(), life.records("refund"));
    }

    /// By whichever of her cards.
    @Test
    void anotherCardOfHersEndsIt() {
        var life = draws(Meanwhile.DENIED);
        var other = Credential.of(CredentialKind.IDCARD, new Token(8, 8), Assurance.A0);
        life.shows(new Presentation.Known(other, List.of(entry(1, true)), List.of(STAFF)), SHE);
        life.answer();
        assertFalse(life.open);
        assertEquals(List.of(179L), life.fen("refund", "amount_fen"));
    }

    /// Food that she took elsewhere, a purse that was torn away: neither is what she ends.
    @Test
    void whateverElseSheOwes() {
        var life = draws(Meanwhile.ON_NO_LIST);
        var slot = life.loop.points().getFirst();
        for (var shown : List.of(Meanwhile.ON_NO_LIST.first(), Meanwhile.ON_NO_LIST.then())) {
            var attempt =
                    new Attempt(
                            "shower",
                            "canteen",
                            "reader",
                            Direction.IN,
                            shown,
                            Map.of(),
                            Optional.empty(),
                            life.now.mono(),
                            "",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            new Attempt.Purse(Optional.empty(), Optional.empty(), true),
                            Optional.empty());
            var judged =
                    Judged.of(
                            slot,
                            attempt,
                            Set.of(),
                            List.of(),
                            Answers.NONE,
                            Memory.EMPTY,
                            life.loop.ledger(),
                            Set.of(SHE),
                            life.now);
            assertTrue(judged.verdict() instanceof Verdict.Granted, judged::toString);
            assertTrue(judged.sold().orElseThrow() instanceof Sold.Off, judged::toString);
        }
    }

    /// So much is drawn: 0.21.
    private static Shower draws(Meanwhile meanwhile) {
        var life = Shower.begun(meanwhile.policy(), meanwhile.shares());
        life.shows(meanwhile.first(), meanwhile.who());
        if (meanwhile == Meanwhile.ASKED_FOR_A_PIN) {
            life.loop.turn(new Stimulus.Entered("reader", SHE, pin()), life.now);
        }
        life.answer();
        assertTrue(life.open, life.told::toString);
        life.after(Duration.ofSeconds(2));
        life.runs(70);
        life.answer();
        if (meanwhile == Meanwhile.LOCKED_OUT) {
            for (int i = 0; i < 5; i++) {
                var wrong =
                        new Presentation.Rejected(
                                card(Assurance.A0).credential(), Reason.BAD_SIGNATURE);
                life.shows(wrong, SHE);
                life.answer();
            }
        }
        if (meanwhile == Meanwhile.SHARED_PASS_USED) {
            var event = new Elsewhere.Event("0000000a", 1, Canteen.NOON);
            var taken = new Elsewhere.Taken(1, 0, Optional.of(event), false);
            var said = new Elsewhere.Said(1, 1, Map.of(PASS, taken), life.now.mono());
            life.loop.turn(new Stimulus.Shared("other", said), life.now);
        }
        if (meanwhile == Meanwhile.CLOSED) {
            life.after(Duration.ofSeconds(40));
        }
        assertTrue(life.open);
        return life;
    }

    private static Optional<Json.Obj> ends(Json.Obj tap) {
        return tap.object("decided").flatMap(it -> it.object("ends"));
    }

    // --- what is shown ---

    private static Presentation.Known card(Assurance assurance, Entry... entries) {
        return new Presentation.Known(
                Credential.of(CredentialKind.UID, Rig.card(1), assurance),
                List.of(entries),
                List.of(STAFF));
    }

    private static Presentation.Known pin() {
        return new Presentation.Known(
                Credential.of(CredentialKind.PIN, new Token(8, 1), Assurance.A0),
                List.of(entry(false)),
                List.of(STAFF));
    }

    private static Presentation pass() {
        var until = Canteen.NOON.plusSeconds(3_600);
        return new Presentation.Signed(
                Credential.of(CredentialKind.QR, PASS, Assurance.A0),
                new Pass(
                        PASS,
                        Set.of("shower"),
                        Set.of(),
                        Canteen.NOON.minusSeconds(60),
                        until,
                        Use.ofPass(PASS, 1, until)),
                List.of(),
                List.of(STAFF));
    }

    private static Use once() {
        return new Use(CODE, 1, Canteen.NOON.plusSeconds(3_600));
    }

    private static Entry entry(boolean deny) {
        return entry(1, deny);
    }

    private static Entry entry(long person, boolean deny) {
        return entry(person, Optional.empty(), deny);
    }

    private static Entry until(Instant until) {
        return entry(1, Optional.of(until), false);
    }

    private static Entry entry(long person, Optional<Instant> until, boolean deny) {
        return new Entry(
                STAFF,
                Rig.subject(person),
                Set.of("diners"),
                Optional.empty(),
                until,
                Optional.empty(),
                deny);
    }

    // --- what is set up ---

    /// The last window of the day ends 30 s after noon.
    private static Policy openUntilTen() {
        var noon = Canteen.NOON.atZone(Rig.ZONE).toLocalTime();
        var window =
                new Schedule.Window(
                        EnumSet.allOf(DayOfWeek.class), LocalTime.of(6, 0), noon.plusSeconds(30));
        var plain = Shower.POLICY;
        return new Policy(
                plain.lists(),
                plain.groups(),
                Optional.of(new Schedule("evening", List.of(window))),
                plain.schedules(),
                plain.calendar(),
                plain.least(),
                plain.zone(),
                plain.staleAfter(),
                plain.untimed(),
                plain.card(),
                plain.exitAlways());
    }

    private static Shares alone() {
        var nobody =
                new Shares.Line() {
                    @Override
                    public boolean isUp() {
                        return false;
                    }

                    @Override
                    public void tell(Json.Obj word) {}
                };
        var terms = new SharedTerms(Set.of("other"), SharedTerms.Alone.OPEN);
        return new Shares("d", 1, "7f3a19c2", Map.of("shower", terms), LetIn.NOBODY, nobody);
    }
}
