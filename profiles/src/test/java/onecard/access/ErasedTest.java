package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Whoever asks for it is forgotten, but for what keeps others out and codes from opening twice.
class ErasedTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Token SHE = new Token(1, 1);
    private static final Token HE = new Token(2, 2);
    private static final Tries.Key HERS = new Tries.Key("lab", CredentialKind.PIN, SHE);

    @Test
    void whereTheyAreIsForgottenOfNobodyElse() {
        var memory = in(in(Memory.EMPTY, SHE), HE);

        memory = memory.after(new Occurrence.Erased(SHE), at(60));

        assertEquals(Optional.empty(), memory.people().of(SHE));
        assertTrue(memory.people().isIn("lab", HE));
        assertEquals(1, memory.people().inside("lab"));
    }

    @Test
    void aLockOutStaysUntilItIsOver() {
        var memory = Memory.EMPTY;
        for (int i = 0; i < Memory.TRIES_MAX; i++) {
            memory = memory.after(new Occurrence.WrongTry(HERS), at(i));
        }
        long last = Memory.TRIES_MAX - 1;
        long over = last + Memory.WINDOW.toSeconds();

        memory = memory.after(new Occurrence.Erased(SHE), at(over - 1));
        assertTrue(memory.lockedOut(HERS, at(over - 1).wall()));

        memory = memory.after(new Occurrence.Erased(HE), at(over));
        assertTrue(memory.tries().containsKey(HERS));
        memory = memory.after(new Occurrence.Erased(SHE), at(over));
        assertFalse(memory.tries().containsKey(HERS));
    }

    @Test
    void whatSheWasKnownByBeforeIsForgottenByEither() {
        var before = new Token(3, 1);
        var known =
                Renamed.of(Optional.of(before), SHE)
                        .and(Renamed.of(Optional.of(new Token(3, 2)), HE));
        for (var name : List.of(before, SHE)) {
            var memory = in(Memory.EMPTY, SHE).learning(known);

            memory = memory.after(new Occurrence.Erased(name), at(60));

            assertEquals(known.only(List.of(HE)), memory.learned().all());
            assertEquals(known.only(List.of(HE)), memory.learned().recent());
        }
    }

    /// Or a list of before would let it in once more.
    @Test
    void whatAUsedPassWasKnownByBeforeIsNot() {
        var before = new Token(3, 1);
        var known = Renamed.of(Optional.of(before), SHE);
        var use = new Use(SHE, 1, NOON.plusSeconds(600));
        for (var name : List.of(before, SHE)) {
            var memory = Memory.EMPTY.after(new Occurrence.Used(use), at(0)).learning(known);

            memory = memory.after(new Occurrence.Erased(name), at(60));

            assertEquals(known, memory.learned().all());
        }
    }

    @Test
    void whatIsUsedUpIsUsedUp() {
        var use = new Use(SHE, 1, NOON.plusSeconds(600));
        var memory = Memory.EMPTY.after(new Occurrence.Used(use), at(0));

        memory = memory.after(new Occurrence.Erased(SHE), at(60));

        assertEquals(Optional.of(Reason.REPLAYED), memory.uses().objection(use, at(60)));
    }

    /// Whoever left is remembered by their card, by whom they visited and by their pass.
    @Test
    void aVisitGoesOnceItIsOver() {
        var pass = new Token(7, 7);
        var terms =
                new VisitTerms(pass, Optional.of(HE), NOON.plusSeconds(600), 1, 1, false, false);
        var by = new Party.Shown(CredentialKind.IDCARD, SHE);
        var memory = Memory.EMPTY;
        for (var way : Direction.values()) {
            var party = new Party(terms, way, Way.FOOT, by, false);
            memory = memory.after(new Occurrence.Visited("gate", party), at(0));
        }
        for (var step : Visit.Step.values()) {
            memory = memory.after(new Occurrence.VisitTold(pass, step), at(0));
        }
        for (var token : List.of(SHE, HE, pass)) {
            assertEquals(1, memory.visits().naming(token).size());
            long over = 600 + Visits.KEPT.toSeconds();
            var stays = memory.after(new Occurrence.Erased(token), at(over));
            assertEquals(memory.visits(), stays.visits());
            var gone = memory.after(new Occurrence.Erased(token), at(over + 1));
            assertEquals(Visits.NONE, gone.visits());
        }
    }

    private static Memory in(Memory memory, Token who) {
        var crossing = new Crossing(who, Optional.empty(), Optional.of("lab"), false);
        return memory.after(new Occurrence.Passed("lab", crossing), at(0));
    }

    private static Moment at(long seconds) {
        return new Moment(new Mono(0), NOON.plusSeconds(seconds), ClockTrust.SYNCED);
    }
}
