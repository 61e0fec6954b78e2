package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessRulesTest {

    /// A Tuesday, 09:00 in Shanghai.
    private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

    private static final Token ANN = new Token(1, 1);
    private static final ListVersion STAFF =
            new ListVersion("staff", 17, NOW.minus(Duration.ofHours(1)), Optional.empty());
    private static final ListVersion OTHER =
            new ListVersion("other", 3, NOW.minus(Duration.ofHours(1)), Optional.empty());

    @Test
    void aGroupOfTheListOpensAndIsNamed() {
        var granted = assertInstanceOf(Verdict.Granted.class, decide(entry()));
        assertEquals("staff", granted.rule());
        assertEquals(17, granted.entry().orElseThrow().list().version());
    }

    @Test
    void nobodyKnowsTheCard() {
        assertEquals(Reason.UNKNOWN, why(decide(List.of())));
    }

    @Test
    void aListOfAnotherPointIsTheWrongPoint() {
        assertEquals(Reason.WRONG_POINT, why(decide(List.of(entry(OTHER, false)))));
    }

    @Test
    void denyWinsInAnyOrderAndFromAnyListHeld() {
        long seed = 11;
        var random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            var entries = new ArrayList<Entry>();
            for (int i = 0; i < random.nextInt(4); i++) {
                entries.add(entry(random.nextBoolean() ? STAFF : OTHER, false));
            }
            entries.add(entry(random.nextBoolean() ? STAFF : OTHER, true));
            Collections.shuffle(entries, random);
            assertEquals(Reason.DENIED_LIST, why(decide(entries)), () -> "seed " + seed);
        }
    }

    @Test
    void aGoodEntryIsNotHiddenByAnExpiredOne() {
        var expired =
                new Entry(
                        STAFF,
                        ANN,
                        Set.of("a"),
                        Optional.empty(),
                        Optional.of(NOW),
                        Optional.empty(),
                        false);
        assertInstanceOf(Verdict.Granted.class, decide(List.of(expired, entry())));
        assertEquals(Reason.EXPIRED, why(decide(List.of(expired))));
    }

    @Test
    void aRightBeginsAndEndsToTheInstant() {
        var from =
                new Entry(
                        STAFF,
                        ANN,
                        Set.of(),
                        Optional.of(NOW),
                        Optional.of(NOW.plusSeconds(1)),
                        Optional.empty(),
                        false);
        assertInstanceOf(Verdict.Granted.class, decide(List.of(from)));
        assertEquals(Reason.NOT_YET_VALID, why(decide(List.of(from), at(NOW.minusNanos(1)))));
        assertEquals(Reason.EXPIRED, why(decide(List.of(from), at(NOW.plusSeconds(1)))));
    }

    @Test
    void aStaleListDecidesNoMore() {
        assertEquals(
                Reason.STALE_LIST,
                why(decide(List.of(entry()), at(NOW.plus(Duration.ofHours(72))))));
    }

    /// Who is denied now is not known then.
    @Test
    void nothingIsDecidedByWhatWasDeniedUntilAMomentThatHasPassed() {
        var scene = new Scene();
        scene.deniedUntil = Optional.of(Scene.NOW.plusSeconds(1));
        assertInstanceOf(Verdict.Granted.class, scene.decide());
        scene.deniedUntil = Optional.of(Scene.NOW);
        assertEquals(Reason.STALE_LIST, why(scene.decide()));
    }

    @Test
    void anUntrustedClockRefusesDatedRightsAndNotPermanentOnes() {
        var lost = new Moment(new Mono(0), NOW, ClockTrust.UNTRUSTED);
        var dated =
                new Entry(
                        STAFF,
                        ANN,
                        Set.of(),
                        Optional.empty(),
                        Optional.of(NOW.plusSeconds(60)),
                        Optional.empty(),
                        false);
        assertInstanceOf(Verdict.Granted.class, decide(List.of(entry()), lost));
        assertEquals(Reason.CLOCK_UNTRUSTED, why(decide(List.of(dated), lost)));
    }

    @Test
    void outsideItsHoursAndOnHolidaysThePointIsClosed() {
        var night = at(Instant.parse("2026-11-24T15:00:00Z"));
        assertEquals(Reason.SCHEDULE, why(decide(List.of(entry()), night)));
        var holiday = at(Instant.parse("2026-10-01T01:00:00Z"));
        assertEquals(Reason.HOLIDAY, why(decideStill(List.of(entry()), holiday)));
        var makeUp = at(Instant.parse("2026-10-10T01:00:00Z"));
        assertInstanceOf(Verdict.Granted.class, decideStill(List.of(entry()), makeUp));
    }

    @ParameterizedTest
    @EnumSource(Assurance.class)
    void noPointAcceptsLessThanItsLeast(Assurance least) {
        for (var offered : Assurance.values()) {
            var verdict = decide(least, offered);
            assertEquals(
                    !offered.atLeast(least),
                    verdict instanceof Verdict.Refused(var why, _, _)
                            && why == Reason.WEAK_CREDENTIAL);
        }
    }

    @Test
    void anExitGrantsWhateverSpeaksAgainstItAndNotesIt() {
        for (var entries :
                List.of(
                        List.<Entry>of(),
                        List.of(entry(STAFF, true)),
                        List.of(entry(OTHER, false)))) {
            for (var posture : Posture.values()) {
                var verdict =
                        AccessRules.decide(
                                policy(Assurance.A0),
                                new Situation("door-1", Direction.OUT, posture),
                                known(Assurance.A0, entries),
                                Memory.EMPTY,
                                at(NOW));
                assertInstanceOf(Verdict.Granted.class, verdict, posture::name);
            }
        }
    }

    @Test
    void theFifthWrongTryLocksThatCredentialAtThatPointForFifteenMinutes() {
        var key = new Tries.Key("door-1", CredentialKind.UID, ANN);
        var memory = Memory.EMPTY;
        for (int i = 1; i <= 5; i++) {
            assertFalse(memory.lockedOut(key, NOW.plusSeconds(i)));
            memory = memory.after(new Occurrence.WrongTry(key), at(NOW.plusSeconds(i)));
        }
        assertTrue(memory.lockedOut(key, NOW.plusSeconds(60)));
        assertFalse(
                memory.lockedOut(
                        new Tries.Key("door-2", CredentialKind.UID, ANN), NOW.plusSeconds(60)));
        assertFalse(
                memory.lockedOut(
                        new Tries.Key("door-1", CredentialKind.UID, new Token(2, 2)),
                        NOW.plusSeconds(60)));
        assertFalse(memory.lockedOut(key, NOW.plusSeconds(5 + 15 * 60)));
        assertFalse(memory.forgive(key).lockedOut(key, NOW.plusSeconds(60)));
    }

    @Test
    void aFloodOfMadeUpCodesStaysBounded() {
        var memory = Memory.EMPTY;
        for (int i = 0; i < 3 * Memory.KEYS_MAX; i++) {
            var key = new Tries.Key("d", CredentialKind.QR, new Token(i, i));
            memory = memory.after(new Occurrence.WrongTry(key), at(NOW.plusSeconds(i)));
        }
        assertEquals(Memory.KEYS_MAX, memory.tries().size());
    }

    private static Verdict decide(Policy policy, Presentation shown) {
        return AccessRules.decide(
                policy,
                new Situation("door-1", Direction.IN, Posture.NORMAL),
                shown,
                Memory.EMPTY,
                at(NOW));
    }

    private static Verdict decide(Assurance least, Assurance offered) {
        return decide(policy(least), known(offered, List.of(entry())));
    }

    private static Verdict decide(Entry entry) {
        return decide(List.of(entry));
    }

    private static Verdict decide(List<Entry> entries) {
        return decide(entries, at(NOW));
    }

    private static Verdict decide(List<Entry> entries, Moment now) {
        return AccessRules.decide(
                policy(Assurance.A0),
                new Situation("door-1", Direction.IN, Posture.NORMAL),
                known(Assurance.A0, entries),
                Memory.EMPTY,
                now);
    }

    /// Where the list was issued shortly before, whatever the day.
    private static Verdict decideStill(List<Entry> entries, Moment now) {
        var fresh =
                entries.stream()
                        .map(
                                entry ->
                                        new Entry(
                                                new ListVersion(
                                                        "staff", 17, now.wall(), Optional.empty()),
                                                entry.subject(),
                                                entry.groups(),
                                                entry.from(),
                                                entry.until(),
                                                entry.schedule(),
                                                entry.deny()))
                        .toList();
        return decide(fresh, now);
    }

    private static Presentation known(Assurance assurance, List<Entry> entries) {
        return new Presentation.Known(
                Credential.of(CredentialKind.UID, ANN, assurance), entries, List.of(STAFF, OTHER));
    }

    private static Policy policy(Assurance least) {
        var office =
                new Schedule(
                        "office",
                        List.of(
                                new Schedule.Window(
                                        Set.of(
                                                DayOfWeek.MONDAY,
                                                DayOfWeek.TUESDAY,
                                                DayOfWeek.WEDNESDAY,
                                                DayOfWeek.THURSDAY,
                                                DayOfWeek.FRIDAY),
                                        LocalTime.of(7, 30),
                                        LocalTime.of(19, 0))));
        return new Policy(
                Set.of("staff"),
                Set.of(),
                Optional.of(office),
                Map.of("office", office),
                Optional.of(
                        new Calendar(
                                "cn",
                                Set.of(LocalDate.of(2026, 10, 1)),
                                Set.of(LocalDate.of(2026, 10, 10)))),
                least,
                ZoneId.of("Asia/Shanghai"),
                Optional.of(Duration.ofHours(24)),
                Policy.Untimed.PERMANENT_ONLY,
                CardTerms.NONE,
                true);
    }

    private static Entry entry() {
        return entry(STAFF, false);
    }

    private static Entry entry(ListVersion list, boolean deny) {
        return new Entry(
                list,
                ANN,
                Set.of("staff"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                deny);
    }

    private static Moment at(Instant wall) {
        return new Moment(new Mono(0), wall, ClockTrust.SYNCED);
    }

    private static Reason why(Verdict verdict) {
        return assertInstanceOf(Verdict.Refused.class, verdict).why();
    }
}
