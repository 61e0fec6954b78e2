package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// What a point demands besides a right: areas, neighbours, company, a second factor, and those who
/// are treated apart.
class SafeguardsTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final Scene scene = new Scene();

    // --- anti-passback ---

    @Test
    void whoeverIsInTheAreaComesInAgainOnlyAfterTheyHaveLeft() {
        scene.passback = Optional.of(new AntiPassback.Hard());
        assertEquals(Optional.of(Scene.into(Scene.ANN)), granted().crossing());

        scene.passes(Scene.ANN);
        assertEquals(Reason.PASSBACK, refused());
        scene.wall = Scene.NOW.plus(Duration.ofHours(9));
        assertEquals(Reason.PASSBACK, refused());

        scene.happened(new Occurrence.Passed(Scene.DOOR, Scene.outOf(Scene.ANN)));
        granted();
    }

    @Test
    void aGrantIsNoPassage() {
        scene.passback = Optional.of(new AntiPassback.Hard());
        scene.memory = scene.memory.reserving(Scene.DOOR, Scene.into(Scene.ANN), scene.now());
        granted();

        scene.happened(new Occurrence.NotPassed(Scene.DOOR, Scene.into(Scene.ANN)));
        granted();
        assertEquals(Memory.EMPTY, scene.memory);
    }

    @Test
    void aCardHandedToTheNextLaneIsNotGrantedThereMeanwhile() {
        scene.passback = Optional.of(new AntiPassback.Hard());
        scene.memory = scene.memory.reserving("door-2", Scene.into(Scene.ANN), scene.now());
        assertEquals(Reason.PASSBACK, refused());

        scene.mono = new Mono(0).plus(Reservations.LASTS);
        granted();
    }

    @Test
    void softAntiPassbackNotesIt() {
        scene.passback = Optional.of(new AntiPassback.Soft());
        assertEquals(List.of(), granted().noted());
        scene.passes(Scene.ANN);
        assertEquals(List.of(Reason.PASSBACK), granted().noted());
    }

    @Test
    void timedAntiPassbackForgetsAfterItsTime() {
        scene.passback = Optional.of(new AntiPassback.Timed(Duration.ofMinutes(30)));
        scene.passes(Scene.ANN);
        scene.wall = Scene.NOW.plus(Duration.ofMinutes(30)).minusMillis(1);
        assertEquals(Reason.PASSBACK, refused());
        scene.wall = Scene.NOW.plus(Duration.ofMinutes(30));
        granted();
    }

    @Test
    void antiPassbackIsOfAPersonAndNotOfACard() {
        scene.passback = Optional.of(new AntiPassback.Hard());
        scene.passes(Scene.BOB);
        granted();
    }

    @Test
    void whoeverIsForgivenComesInAgain() {
        scene.passback = Optional.of(new AntiPassback.Hard());
        scene.passes(Scene.ANN);
        var inside = scene.memory;

        scene.happened(new Occurrence.PersonForgiven(Scene.ANN));
        granted();

        scene.memory = inside;
        scene.happened(new Occurrence.AreaCleared("other"));
        assertEquals(Reason.PASSBACK, refused());
        scene.happened(new Occurrence.AreaCleared("lab"));
        granted();
    }

    @Test
    void nobodyIsCountedWhereThereIsNoArea() {
        assertEquals(Optional.empty(), granted().crossing());
    }

    // --- occupancy ---

    @Test
    void twoGrantsAtOnceDoNotFillTheLastPlaceTwice() {
        scene.occupancy = OptionalInt.of(1);
        granted();
        scene.memory = scene.memory.reserving(Scene.DOOR, Scene.into(Scene.BOB), scene.now());
        assertEquals(Reason.OCCUPANCY, refused());

        scene.happened(new Occurrence.NotPassed(Scene.DOOR, Scene.into(Scene.BOB)));
        granted();
    }

    @Test
    void whoeverIsInsideOrOnTheWayTakesOnePlace() {
        scene.occupancy = OptionalInt.of(1);
        scene.memory = scene.memory.reserving(Scene.DOOR, Scene.into(Scene.ANN), scene.now());
        granted();
        scene.passes(Scene.ANN);
        granted();
        assertEquals(1, scene.memory.people().inside("lab"));
        scene.passes(Scene.ANN);
        assertEquals(1, scene.memory.people().inside("lab"));

        scene.occupancy = OptionalInt.of(2);
        scene.passes(Scene.BOB);
        scene.memory = scene.memory.reserving(Scene.DOOR, Scene.into(Scene.BOB), scene.now());
        granted();
    }

    @Test
    void theLimitCountsPeopleAndLeavingMakesRoom() {
        scene.occupancy = OptionalInt.of(3);
        for (int i = 0; i < 3; i++) {
            granted();
            scene.passes(new Token(100, i));
        }
        assertEquals(Reason.OCCUPANCY, refused());
        scene.happened(new Occurrence.Passed(Scene.DOOR, Scene.outOf(new Token(100, 1))));
        granted();
    }

    @Test
    void theExemptComeInAlthoughItIsFullAndCount() {
        scene.occupancy = OptionalInt.of(1);
        scene.passes(Scene.BOB);
        scene.groups.add("exempt");
        assertEquals(List.of(Reason.OCCUPANCY), granted().noted());
        scene.passes(Scene.ANN);
        assertEquals(2, scene.memory.people().inside("lab"));
    }

    @Test
    void occupancyNeverKeepsAnybodyIn() {
        scene.occupancy = OptionalInt.of(1);
        scene.passes(Scene.BOB);
        scene.passes(Scene.ANN);
        for (boolean always : new boolean[] {true, false}) {
            scene.exitAlways = always;
            scene.direction = Direction.OUT;
            assertEquals(List.of(), granted().noted());
            assertEquals(Optional.of(Scene.outOf(Scene.ANN)), granted().crossing());
        }
    }

    @Test
    void whoeverIsLetOutAgainstTheRulesLeavesTheAreaAllTheSame() {
        scene.occupancy = OptionalInt.of(1);
        scene.passes(Scene.ANN);
        scene.direction = Direction.OUT;
        scene.deny = true;
        assertEquals(List.of(Reason.DENIED_LIST), granted().noted());
        assertEquals(Optional.of(Scene.outOf(Scene.ANN)), granted().crossing());
    }

    // --- interlock ---

    @Test
    void aNeighbourThatIsNotSecureKeepsOutAndNotIn() {
        scene.safeguards = scene.safeguards.interlockedWith(Set.of("door-2"));
        granted();
        scene.open = Set.of("door-2");
        assertEquals(Reason.INTERLOCK, refused());

        for (boolean always : new boolean[] {true, false}) {
            scene.exitAlways = always;
            scene.direction = Direction.OUT;
            assertEquals(List.of(), granted().noted());
        }
    }

    // --- first person ---

    @Test
    void theFirstPersonOpensTheWindowForOthersAndNotTheNextOne() {
        scene.demands(new Company(Set.of("warden"), Optional.empty(), Optional.empty()));
        assertEquals(Reason.FIRST_PERSON, refused());

        scene.groups.add("warden");
        var crossing = granted().crossing().orElseThrow();
        assertTrue(crossing.first());
        scene.groups.remove("warden");
        scene.happened(new Occurrence.NotPassed(Scene.DOOR, crossing));
        assertEquals(Reason.FIRST_PERSON, refused());
        scene.happened(new Occurrence.Passed(Scene.DOOR, crossing));
        granted();
        scene.trust = ClockTrust.UNTRUSTED; // it may have been yesterday
        assertEquals(Reason.FIRST_PERSON, refused());
        scene.trust = ClockTrust.SYNCED;

        // Without a schedule until midnight, 15 hours from now.
        scene.wall = Scene.NOW.plus(Duration.ofHours(15)).minusMillis(1);
        scene.issued = scene.wall;
        granted();
        scene.wall = Scene.NOW.plus(Duration.ofHours(15));
        assertEquals(Reason.FIRST_PERSON, refused());
    }

    @Test
    void withAScheduleTheWindowCounts() {
        scene.demands(new Company(Set.of("warden"), Optional.empty(), Optional.empty()));
        scene.opensAt = Optional.of(LocalTime.of(8, 30));
        scene.wall = Scene.NOW.minus(Duration.ofMinutes(31));
        var crossing = new Crossing(Scene.BOB, Optional.empty(), Optional.empty(), true);
        scene.happened(new Occurrence.Passed(Scene.DOOR, crossing));
        scene.wall = Scene.NOW;
        assertEquals(Reason.FIRST_PERSON, refused());

        scene.wall = Scene.NOW.minus(Duration.ofMinutes(30));
        scene.happened(new Occurrence.Passed(Scene.DOOR, crossing));
        scene.wall = Scene.NOW;
        granted();
    }

    // --- escort ---

    @Test
    void aGuestIsAskedForAnEscortUnlessOneWasLetInJustBefore() {
        scene.demands(
                new Company(
                        Set.of(),
                        Optional.of(new Escort(Set.of("guest"), Set.of("staff"), SOON)),
                        Optional.empty()));
        granted();

        scene.groups = Set.of("guest");
        assertEquals(Reason.ESCORT, asked().awaits());
        assertEquals(SOON, asked().within());
        scene.answers = Answers.NONE.tooLate(Reason.ESCORT);
        assertEquals(Reason.ESCORT, refused());

        scene.answers = Answers.NONE;
        scene.escorted = Optional.of(new Mono(0));
        scene.mono = new Mono(SOON.toNanos() - 1);
        granted();
        scene.mono = new Mono(SOON.toNanos());
        assertEquals(Reason.ESCORT, asked().awaits());
    }

    @Test
    void whoeverMayEscortNeedsNoneThoughAGuestElsewhere() {
        scene.demands(
                new Company(
                        Set.of(),
                        Optional.of(new Escort(Set.of("guest"), Set.of("staff"), SOON)),
                        Optional.empty()));
        scene.groups = Set.of("guest", "staff");
        granted();
    }

    @Test
    void theBetterOfTwoEntriesCounts() {
        scene.demands(
                new Company(
                        Set.of(),
                        Optional.of(new Escort(Set.of("guest"), Set.of("warden"), SOON)),
                        Optional.empty()));
        scene.more.add(scene.entry());
        scene.groups = Set.of("guest");
        assertEquals("staff", granted().rule());
    }

    @Test
    void toAskIsBetterThanToRefuse() {
        scene.demands(
                new Company(
                        Set.of(),
                        Optional.of(new Escort(Set.of("guest"), Set.of("warden"), SOON)),
                        Optional.of(new TwoPersons(Set.of("guest"), SOON))));
        scene.more.add(scene.entry()); // refused at a later step: staff are not taken as one of two
        scene.groups = Set.of("guest");
        assertEquals(Reason.ESCORT, asked().awaits());
    }

    // --- two persons ---

    @Test
    void theSecondOfTwoIsSomebodyElseOfTheirGroups() {
        scene.demands(
                new Company(
                        Set.of(),
                        Optional.empty(),
                        Optional.of(new TwoPersons(Set.of("staff"), SOON))));
        assertEquals(Reason.SECOND_PERSON, asked().awaits());

        scene.waiting = List.of(waits(Scene.ANN, Set.of("staff")));
        assertEquals(Reason.SECOND_PERSON, asked().awaits());
        scene.waiting = List.of(waits(Scene.BOB, Set.of("guest")));
        assertEquals(Reason.SECOND_PERSON, asked().awaits());
        scene.waiting = List.of(waits(Scene.BOB, Set.of("staff")));
        assertEquals(Optional.of(Scene.BOB), granted().companion());
        scene.mono = new Mono(SOON.toNanos());
        assertEquals(Reason.SECOND_PERSON, asked().awaits());

        scene.waiting = List.of();
        scene.answers = Answers.NONE.with(Scene.BOB);
        assertEquals(Optional.of(Scene.BOB), granted().companion());
        scene.answers = Answers.NONE.tooLate(Reason.SECOND_PERSON);
        assertEquals(Reason.SECOND_PERSON, refused());
    }

    @Test
    void whoeverIsNoneOfTheTwoIsNotAsked() {
        scene.demands(
                new Company(
                        Set.of(),
                        Optional.empty(),
                        Optional.of(new TwoPersons(Set.of("warden"), SOON))));
        assertEquals(Reason.SECOND_PERSON, refused());
    }

    @Test
    void nobodyNeedsCompanyToLeave() {
        scene.demands(
                new Company(
                        Set.of("warden"),
                        Optional.of(new Escort(Set.of("staff"), Set.of("warden"), SOON)),
                        Optional.of(new TwoPersons(Set.of(), SOON))));
        scene.safeguards = scene.safeguards.with(pin(Set.of(), Optional.empty()));
        scene.direction = Direction.OUT;
        scene.exitAlways = false;
        assertEquals(List.of(), granted().noted());
        assertEquals(Optional.empty(), granted().companion());
    }

    // --- second factor ---

    @Test
    void thePinMustBeTheHoldersOwnAndHoldNow() {
        scene.safeguards = scene.safeguards.with(pin(Set.of(), Optional.empty()));
        assertEquals(Reason.PIN, asked().awaits());

        scene.answers = Answers.NONE.with(entered(Scene.ANN, Set.of(), Optional.empty()));
        granted();
        scene.answers = Answers.NONE.with(entered(Scene.BOB, Set.of(), Optional.empty()));
        assertEquals(Reason.PIN_MISMATCH, refused());
        scene.answers = Answers.NONE.with(entered(Scene.ANN, Set.of(), Optional.of(Scene.NOW)));
        assertEquals(Reason.EXPIRED, refused());
        scene.answers = Answers.NONE.with(nothingKnown(CredentialKind.PIN));
        assertEquals(Reason.PIN_MISMATCH, refused());
        scene.answers =
                Answers.NONE.with(
                        new Proof.Entered(
                                new Presentation.Known(
                                        Credential.of(
                                                CredentialKind.UID, new Token(7, 7), Assurance.A0),
                                        entered(Scene.ANN, Set.of(), Optional.empty())
                                                .number()
                                                .entries(),
                                        List.of())));
        assertEquals(Reason.PIN_MISMATCH, refused());
        scene.answers = Answers.NONE.tooLate(Reason.PIN);
        assertEquals(Reason.PIN_TIMEOUT, refused());
    }

    @Test
    void wrongPinsLockThePinAndNotTheCard() {
        scene.safeguards = scene.safeguards.with(pin(Set.of("guest"), Optional.empty()));
        scene.groups = Set.of("guest");
        var wrong =
                Occurrence.wrongTries(
                        Scene.DOOR,
                        Reason.PIN_MISMATCH,
                        Stream.empty(),
                        CredentialKind.SSC,
                        Scene.CARD);
        assertEquals(List.of(new Occurrence.WrongTry(Scene.PIN_TRIES)), wrong.toList());
        scene.wrongTries(Scene.PIN_TRIES);
        assertEquals(Reason.PIN, asked().awaits());
        scene.answers = Answers.NONE.with(entered(Scene.ANN, Set.of("guest"), Optional.empty()));
        assertEquals(Reason.LOCKED_OUT, refused());
        scene.groups = Set.of("staff");
        scene.answers = Answers.NONE;
        granted();
    }

    @Test
    void aPinIsDemandedOfThoseGroupsAtThoseHours() {
        scene.safeguards = scene.safeguards.with(pin(Set.of("guest"), Optional.empty()));
        granted();
        scene.groups.add("guest");
        assertEquals(Reason.PIN, asked().awaits());

        var night =
                new Schedule(
                        "night",
                        List.of(
                                new Schedule.Window(
                                        Set.of(DayOfWeek.values()),
                                        LocalTime.of(20, 0),
                                        LocalTime.of(6, 0))));
        scene.safeguards = scene.safeguards.with(pin(Set.of(), Optional.of(night)));
        granted();
        scene.wall = Scene.NOW.plus(Duration.ofHours(12));
        assertEquals(Reason.PIN, asked().awaits());
        scene.wall = Scene.NOW;
        scene.trust = ClockTrust.UNTRUSTED;
        assertEquals(Reason.PIN, asked().awaits());
    }

    @Test
    void aPinMakesUpForWhatACardDoesNotProveWhereItsChipProvedSomething() {
        scene.least = Assurance.A4;
        scene.assurance = Assurance.A2;
        assertEquals(Reason.WEAK_CREDENTIAL, refused());

        // Nobody is asked for one, but by the least that is accepted.
        scene.safeguards = scene.safeguards.with(pin(Set.of("guest"), Optional.empty()));
        assertEquals(Reason.PIN, asked().awaits());
        scene.answers = Answers.NONE.with(entered(Scene.ANN, Set.of(), Optional.empty()));
        granted();
        scene.assurance = Assurance.A1;
        assertEquals(Reason.WEAK_CREDENTIAL, refused());
    }

    @Test
    void aPinMakesUpForNothingOnTheWayOut() {
        scene.least = Assurance.A4;
        scene.assurance = Assurance.A2;
        scene.safeguards = scene.safeguards.with(pin(Set.of(), Optional.empty()));
        scene.direction = Direction.OUT;
        scene.exitAlways = false;
        assertEquals(Reason.WEAK_CREDENTIAL, refused());
        scene.exitAlways = true;
        assertEquals(List.of(Reason.WEAK_CREDENTIAL), granted().noted());
    }

    @Test
    void aDatedPinProvesNothingWhileNobodyKnowsTheTimeAndNoWrongTryIsCounted() {
        scene.safeguards = scene.safeguards.with(pin(Set.of(), Optional.empty()));
        var later = Optional.of(Scene.NOW.plusSeconds(60));
        scene.answers = Answers.NONE.with(entered(Scene.ANN, Set.of(), later));
        granted();
        scene.trust = ClockTrust.UNTRUSTED;
        assertEquals(Reason.CLOCK_UNTRUSTED, refused());
    }

    @Test
    void whoeverWasAskedAndHasLeftIsNotGrantedThoughNothingIsDemandedAnyMore() {
        scene.answers = Answers.NONE.tooLate(Reason.PIN);
        assertEquals(Reason.PIN_TIMEOUT, refused());
        scene.posture = Posture.FREE;
        granted();
    }

    // --- those who are treated apart ---

    @Test
    void theEmergencyGroupsLeaveDuringALockdownToo() {
        scene.posture = Posture.LOCKDOWN;
        scene.direction = Direction.OUT;
        scene.exitAlways = false;
        scene.demands(new SpecialGroups(Set.of("medic"), Set.of(), Set.of(), Set.of()));
        assertEquals(Reason.LOCKDOWN, refused());
        scene.groups = Set.of("medic");
        assertEquals(List.of(Reason.LOCKDOWN), granted().noted());
    }

    @Test
    void theEmergencyGroupsComeInDuringALockdownByThatEntryAlone() {
        scene.posture = Posture.LOCKDOWN;
        scene.demands(new SpecialGroups(Set.of("medic"), Set.of(), Set.of(), Set.of()));
        assertEquals(Reason.LOCKDOWN, refused());
        scene.more.add(scene.entry());
        scene.groups = Set.of("medic");
        assertEquals("medic", granted().rule());
        assertEquals(List.of(Reason.LOCKDOWN), granted().noted());

        scene.deny = true;
        assertEquals(Reason.DENIED_LIST, refused());
        scene.deny = false;
        scene.until = Optional.of(Scene.NOW);
        assertEquals(Reason.EXPIRED, refused());
        scene.posture = Posture.DISABLED;
        assertEquals(Reason.POINT_DISABLED, refused());
    }

    @Test
    void overrideBeatsCountsAndNothingElse() {
        scene.demands(new SpecialGroups(Set.of(), Set.of("guard"), Set.of(), Set.of()));
        scene.groups.add("guard");
        scene.passback = Optional.of(new AntiPassback.Hard());
        scene.occupancy = OptionalInt.of(1);
        scene.passes(Scene.ANN);
        scene.passes(Scene.BOB);
        assertEquals(List.of(Reason.PASSBACK, Reason.OCCUPANCY), granted().noted());
        scene.safeguards = scene.safeguards.interlockedWith(Set.of("door-2"));
        scene.open = Set.of("door-2");
        assertEquals(Reason.INTERLOCK, refused());
        scene.open = Set.of();
        scene.deny = true;
        assertEquals(Reason.DENIED_LIST, refused());
    }

    @Test
    void duressIsTheSameVerdictAndIsNotNamed() {
        scene.groups.add("a-duress");
        assertFalse(scene.isDuress());
        scene.demands(new SpecialGroups(Set.of(), Set.of(), Set.of("a-duress"), Set.of()));
        assertTrue(scene.isDuress());
        assertEquals("staff", granted().rule());
        assertEquals(List.of(), granted().noted());
    }

    @Test
    void aPinMayTellOfDuressToo() {
        scene.safeguards = scene.safeguards.with(pin(Set.of(), Optional.empty()));
        scene.demands(new SpecialGroups(Set.of(), Set.of(), Set.of("duress"), Set.of()));
        scene.answers = Answers.NONE.with(entered(Scene.ANN, Set.of(), Optional.empty()));
        var usual = granted();
        assertFalse(scene.isDuress());
        scene.answers = Answers.NONE.with(entered(Scene.ANN, Set.of("duress"), Optional.empty()));
        assertEquals(usual, granted());
        assertTrue(scene.isDuress());
    }

    // --- what stays bounded ---

    @Test
    void aFloodOfWrongTriesUnlocksNobody() {
        scene.wrongTries(Scene.CARD_TRIES);
        for (int i = 0; i < 2 * Memory.KEYS_MAX; i++) {
            var made = new Tries.Key(Scene.DOOR, CredentialKind.QR, new Token(77, i));
            scene.happened(new Occurrence.WrongTry(made));
        }
        assertEquals(Memory.KEYS_MAX, scene.memory.tries().size());
        assertEquals(Reason.LOCKED_OUT, refused());
    }

    @Test
    void theOneWhoCameInLongestAgoIsForgottenBeyondTheLimit() {
        var memory = Memory.EMPTY;
        for (int i = 0; i < Whereabouts.PERSONS_MAX + 2; i++) {
            var at = new Moment(new Mono(0), Scene.NOW.plusMillis(i), ClockTrust.SYNCED);
            memory = memory.after(new Occurrence.Passed("d", Scene.into(new Token(5, i))), at);
        }
        assertEquals(Whereabouts.PERSONS_MAX, memory.people().inside("lab"));
        assertFalse(memory.people().isIn("lab", new Token(5, 1)));
        assertTrue(memory.people().isIn("lab", new Token(5, 2)));
    }

    @Test
    void reservationsStayBounded() {
        for (int i = 0; i < 3 * Reservations.HELD_MAX; i++) {
            scene.mono = new Mono(i);
            scene.memory =
                    scene.memory.reserving(Scene.DOOR, Scene.into(new Token(5, i)), scene.now());
        }
        assertEquals(Reservations.HELD_MAX, scene.memory.reserved().held().size());
    }

    private static SecondFactor pin(Set<String> of, Optional<Schedule> when) {
        return new SecondFactor(Factor.PIN, of, when, SOON);
    }

    private static Proof.Entered entered(
            Token subject, Set<String> groups, Optional<Instant> until) {
        var entry =
                new Entry(
                        new ListVersion("pins", 3, Scene.NOW, Optional.empty()),
                        subject,
                        groups,
                        Optional.empty(),
                        until,
                        Optional.empty(),
                        false);
        return new Proof.Entered(
                new Presentation.Known(
                        Credential.of(CredentialKind.PIN, new Token(6, 6), Assurance.A0),
                        List.of(entry),
                        List.of()));
    }

    private static Proof.Entered nothingKnown(CredentialKind kind) {
        return new Proof.Entered(
                new Presentation.Known(
                        Credential.of(kind, new Token(6, 7), Assurance.A0), List.of(), List.of()));
    }

    private Question waits(Token subject, Set<String> groups) {
        var right =
                new Entry(
                        new ListVersion("staff", 17, Scene.NOW, Optional.empty()),
                        subject,
                        groups,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        return new Question(
                scene.shown(),
                Direction.IN,
                subject,
                right,
                Reason.SECOND_PERSON,
                Answers.NONE,
                new Mono(SOON.toNanos()));
    }

    private Verdict.Granted granted() {
        return assertInstanceOf(Verdict.Granted.class, scene.decide());
    }

    private Verdict.Asked asked() {
        return assertInstanceOf(Verdict.Asked.class, scene.decide());
    }

    private Reason refused() {
        return assertInstanceOf(Verdict.Refused.class, scene.decide()).why();
    }
}
