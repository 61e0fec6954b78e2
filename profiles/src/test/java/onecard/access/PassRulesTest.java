package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// The decision over passes and codes that are good so many times.
class PassRulesTest {

    /// A Tuesday, 09:00 in Shanghai.
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

    private static final Token VISITOR = new Token(3, 3);
    private static final ListVersion STAFF =
            new ListVersion("staff", 17, NOW.minus(Duration.ofHours(1)), Optional.empty());
    private static final Use USE = new Use(VISITOR, 1, NOW.plusSeconds(3_600));

    @Test
    void aPassIsItsOwnEntryAndSaysWhatItUsesUp() {
        var byName = granted(decide(pass(Set.of("door-1"), Set.of()), Memory.EMPTY));
        assertEquals("pass", byName.rule());
        assertEquals(Optional.of(USE), byName.use());
        assertEquals(Optional.empty(), byName.entry());

        var byGroup = granted(decide(pass(Set.of(), Set.of("visitor")), Memory.EMPTY));
        assertEquals("visitor", byGroup.rule());
    }

    @Test
    void aPassForNothingHereIsAtTheWrongPoint() {
        for (var pass :
                List.of(
                        pass(Set.of(), Set.of()),
                        pass(Set.of("door-2"), Set.of()),
                        pass(Set.of(), Set.of("guests")))) {
            assertEquals(Reason.WRONG_POINT, why(decide(pass, Memory.EMPTY)));
        }
    }

    @Test
    void aUsedPassIsReplayedAtTheEntranceAndLeavesByTheExit() {
        var used = Memory.EMPTY.after(new Occurrence.Used(USE), at(NOW));
        var pass = pass(Set.of("door-1"), Set.of());
        assertEquals(Reason.REPLAYED, why(decide(pass, used)));

        for (boolean always : new boolean[] {true, false}) {
            var leaving =
                    granted(
                            AccessRules.decide(
                                    policy(always),
                                    new Situation("door-1", Direction.OUT, Posture.NORMAL),
                                    signed(pass, List.of()),
                                    used,
                                    at(NOW)));
            assertEquals(Optional.empty(), leaving.use());
        }
    }

    @Test
    void aListThatDeniesThePassWins() {
        var deny =
                new Entry(
                        STAFF,
                        VISITOR,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        var shown = signed(pass(Set.of("door-1"), Set.of()), List.of(deny));
        assertEquals(Reason.DENIED_LIST, why(decide(shown, Memory.EMPTY, at(NOW))));
    }

    @Test
    void timeScheduleAndAssuranceCountForPassesToo() {
        var pass = pass(Set.of("door-1"), Set.of());
        var signed = signed(pass, List.of());
        assertEquals(
                Reason.NOT_YET_VALID,
                why(decide(signed, Memory.EMPTY, at(NOW.minusSeconds(3_601)))));
        assertEquals(Reason.EXPIRED, why(decide(signed, Memory.EMPTY, at(NOW.plusSeconds(3_600)))));
        assertEquals(
                Reason.CLOCK_UNTRUSTED,
                why(
                        decide(
                                signed,
                                Memory.EMPTY,
                                new Moment(new Mono(0), NOW, ClockTrust.UNTRUSTED))));
        var night =
                new Pass(VISITOR, Set.of("door-1"), Set.of(), NOW, NOW.plusSeconds(86_400), USE);
        assertEquals(
                Reason.SCHEDULE,
                why(decide(signed(night, List.of()), Memory.EMPTY, at(NOW.plusSeconds(43_200)))));
        var weak =
                new Presentation.Signed(
                        Credential.of(CredentialKind.PASS, VISITOR, Assurance.A0),
                        pass,
                        List.of(),
                        List.of());
        assertEquals(Reason.WEAK_CREDENTIAL, why(decide(weak, Memory.EMPTY, at(NOW))));
    }

    /// Everything is wrong with it; taken away one by one, the next is named.
    @Test
    void theFirstThingWrongIsTheReason() {
        var deny =
                new Entry(
                        STAFF,
                        VISITOR,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        var used = Memory.EMPTY.after(new Occurrence.Used(USE), at(NOW));
        var late = new Moment(new Mono(0), NOW.plusSeconds(43_200), ClockTrust.UNTRUSTED);
        var lost = new Moment(new Mono(0), NOW, ClockTrust.UNTRUSTED);
        var elsewhere = pass(Set.of("door-2"), Set.of());
        var here = pass(Set.of("door-1"), Set.of());
        var allDay =
                new Pass(VISITOR, Set.of("door-1"), Set.of(), NOW, NOW.plusSeconds(86_400), USE);

        assertEquals(Reason.DENIED_LIST, why(decide(signed(elsewhere, List.of(deny)), used, late)));
        assertEquals(Reason.WRONG_POINT, why(decide(signed(elsewhere, List.of()), used, late)));
        assertEquals(Reason.EXPIRED, why(decide(signed(here, List.of()), used, late)));
        assertEquals(Reason.CLOCK_UNTRUSTED, why(decide(signed(here, List.of()), used, lost)));
        assertEquals(
                Reason.SCHEDULE,
                why(decide(signed(allDay, List.of()), used, at(NOW.plusSeconds(43_200)))));
        assertEquals(Reason.REPLAYED, why(decide(signed(here, List.of()), used, at(NOW))));
    }

    @Test
    void aForeignCodeOfACardThatEndsSoonIsUsedUpAndItsHolderPrompted() {
        var entry =
                new Entry(
                        STAFF,
                        VISITOR,
                        Set.of("visitor"),
                        Optional.empty(),
                        Optional.of(NOW.plusSeconds(86_400)),
                        Optional.empty(),
                        false);
        var known =
                new Presentation.Known(
                        Credential.of(CredentialKind.SSC, VISITOR, Assurance.A1),
                        List.of(entry),
                        List.of(STAFF));
        var terms = new CardTerms(false, Optional.empty(), 180, Set.of());

        var verdict =
                granted(
                        AccessRules.decide(
                                policy(terms, true),
                                new Situation("door-1", Direction.IN, Posture.NORMAL),
                                new Presentation.Once(known, USE),
                                Memory.EMPTY,
                                at(NOW)));

        assertEquals(Optional.of(Prompt.RENEW), verdict.prompt());
        assertEquals(Optional.of(USE), verdict.use());
    }

    @Test
    void aForeignCodeOpensOnce() {
        var entry =
                new Entry(
                        STAFF,
                        VISITOR,
                        Set.of("visitor"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        var known =
                new Presentation.Known(
                        Credential.of(CredentialKind.SSC, VISITOR, Assurance.A1),
                        List.of(entry),
                        List.of(STAFF));
        var shown = new Presentation.Once(known, USE);

        var first = granted(decide(shown, Memory.EMPTY, at(NOW)));
        assertEquals(Optional.of(USE), first.use());
        assertEquals(
                Reason.REPLAYED,
                why(decide(shown, Memory.EMPTY.after(new Occurrence.Used(USE), at(NOW)), at(NOW))));
    }

    /// Nobody knows whose it is: its holder may be the other of two, and is no member of anything.
    @Test
    void aPassIsNoSecondPersonAndNeedsAnEscortUnlessItsGroupsSayOtherwise() {
        var within = java.time.Duration.ofSeconds(15);
        var bare = pass(Set.of("door-1"), Set.of());
        var guide = pass(Set.of("door-1"), Set.of("guide"));
        var visitor = pass(Set.of("door-1"), Set.of("visitor"));

        var two = new TwoPersons(Set.of(), within);
        var pair = new Company(Set.of(), Optional.empty(), Optional.of(two));
        assertEquals(Reason.SECOND_PERSON, why(decide(bare, pair)));
        var guides = new TwoPersons(Set.of("guide"), within);
        pair = new Company(Set.of(), Optional.empty(), Optional.of(guides));
        assertInstanceOf(Verdict.Asked.class, decide(guide, pair));

        var escort = new Escort(Set.of("visitor"), Set.of("guide"), within);
        var escorted = new Company(Set.of(), Optional.of(escort), Optional.empty());
        assertInstanceOf(Verdict.Asked.class, decide(bare, escorted));
        assertInstanceOf(Verdict.Asked.class, decide(visitor, escorted));
        granted(decide(guide, escorted));
    }

    private static Verdict decide(Pass pass, Company company) {
        return AccessRules.decide(
                policy(true).with(Safeguards.NONE.with(company)),
                new Situation("door-1", Direction.IN, Posture.NORMAL),
                signed(pass, List.of()),
                Memory.EMPTY,
                at(NOW));
    }

    @Test
    void aCodeShownWronglyFiveTimesIsLockedOutByItsHash() {
        var credential = Credential.of(CredentialKind.QR, new Token(5, 5), Assurance.A0);
        var shown = new Presentation.Rejected(credential, Reason.BAD_SIGNATURE);
        var memory = Memory.EMPTY;
        for (int i = 0; i < Memory.TRIES_MAX; i++) {
            assertEquals(Reason.BAD_SIGNATURE, why(decide(shown, memory, at(NOW))));
            var key = new Tries.Key("door-1", credential.kind(), credential.token());
            memory = memory.after(new Occurrence.WrongTry(key), at(NOW));
        }
        assertEquals(Reason.LOCKED_OUT, why(decide(shown, memory, at(NOW))));
    }

    @Test
    void whereEverybodyPassesNothingIsUsedUp() {
        for (var posture : List.of(Posture.FREE, Posture.FIRE)) {
            var verdict =
                    AccessRules.decide(
                            policy(true),
                            new Situation("door-1", Direction.IN, posture),
                            signed(pass(Set.of("door-1"), Set.of()), List.of()),
                            Memory.EMPTY,
                            at(NOW));
            assertEquals(Optional.empty(), granted(verdict).use());
        }
    }

    private static Pass pass(Set<String> points, Set<String> groups) {
        return new Pass(
                VISITOR, points, groups, NOW.minusSeconds(3_600), NOW.plusSeconds(3_600), USE);
    }

    private static Presentation signed(Pass pass, List<Entry> entries) {
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, VISITOR, Assurance.A1),
                pass,
                entries,
                List.of(STAFF));
    }

    private static Verdict decide(Pass pass, Memory memory) {
        return decide(signed(pass, List.of()), memory, at(NOW));
    }

    private static Verdict decide(Presentation shown, Memory memory, Moment now) {
        return AccessRules.decide(
                policy(true),
                new Situation("door-1", Direction.IN, Posture.NORMAL),
                shown,
                memory,
                now);
    }

    private static Policy policy(boolean exitAlways) {
        return policy(CardTerms.NONE, exitAlways);
    }

    private static Policy policy(CardTerms card, boolean exitAlways) {
        var office =
                new Schedule(
                        "office",
                        List.of(
                                new Schedule.Window(
                                        Set.of(DayOfWeek.values()),
                                        LocalTime.of(7, 0),
                                        LocalTime.of(19, 0))));
        return new Policy(
                Set.of("staff"),
                Set.of("staff", "visitor"),
                Optional.of(office),
                Map.of(),
                Optional.empty(),
                Assurance.A1,
                ZoneId.of("Asia/Shanghai"),
                Optional.of(Duration.ofHours(72)),
                Policy.Untimed.PERMANENT_ONLY,
                card,
                exitAlways);
    }

    private static Moment at(Instant wall) {
        return new Moment(new Mono(0), wall, ClockTrust.SYNCED);
    }

    private static Verdict.Granted granted(Verdict verdict) {
        return assertInstanceOf(Verdict.Granted.class, verdict);
    }

    private static Reason why(Verdict verdict) {
        return assertInstanceOf(Verdict.Refused.class, verdict).why();
    }
}
