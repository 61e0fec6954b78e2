package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Border;
import onecard.access.Company;
import onecard.access.Escort;
import onecard.access.Factor;
import onecard.access.Memory;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.SpecialGroups;
import onecard.access.TwoPersons;
import onecard.edge.command.Command.Whom;
import org.junit.jupiter.api.Test;

/// Taps that are asked something, and taps that are counted: what the loop makes of them, whom the
/// door opens for, and what the journal is told.
class TapsTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final long ANN = 1;
    private static final long BOB = 2;
    private static final long CAT = 3;

    private static final Safeguards TWO =
            Safeguards.NONE.with(
                    new Company(
                            Set.of(),
                            Optional.empty(),
                            Optional.of(new TwoPersons(Set.of(), SOON))));
    private static final Safeguards ESCORTED =
            Safeguards.NONE.with(
                    new Company(
                            Set.of(),
                            Optional.of(new Escort(Set.of("guest"), Set.of("staff"), SOON)),
                            Optional.empty()));
    private static final SecondFactor PIN =
            new SecondFactor(Factor.PIN, Set.of(), Optional.empty(), SOON);

    // --- two persons ---

    @Test
    void twoAreLetInTogetherAndEachHasOneFinalEvent() {
        var rig = door(TWO);
        rig.tap("d-in", ANN, "staff");
        assertEquals(List.of("tap asked SECOND_PERSON"), rig.said());
        assertEquals(List.of("d-in ASKED Second person"), rig.panel);
        rig.answer();
        assertEquals(List.of(), rig.line);

        rig.after(Duration.ofSeconds(3));
        rig.tap("d-in", BOB, "staff");

        assertEquals(List.of("tap granted staff", "tap granted staff"), rig.said());
        assertEquals(rig.journal.getFirst().tap(), rig.asks(1));
        assertEquals(Optional.empty(), rig.asks(2));
        rig.answer();
        assertEquals(List.of("release d", "release d"), rig.line);
    }

    @Test
    void nobodyComesAndItIsRefused() {
        var rig = door(TWO);
        rig.tap("d-in", ANN, "staff");
        rig.after(SOON.minusMillis(1));
        assertEquals(List.of("tap asked SECOND_PERSON"), rig.said());
        rig.after(Duration.ofMillis(1));

        assertEquals(List.of("tap refused SECOND_PERSON"), rig.said());
        assertEquals(rig.journal.getFirst().tap(), rig.asks(1));
        rig.after(Duration.ofMinutes(5));
        assertEquals(List.of(), rig.said());
        assertEquals(List.of(), rig.line);
    }

    @Test
    void theSamePersonTwiceIsNotTwo() {
        var rig = door(TWO);
        rig.tap("d-in", ANN, "staff");
        rig.after(Duration.ofSeconds(3));
        rig.tap("d-in", ANN, "staff");

        assertEquals(
                List.of(
                        "tap asked SECOND_PERSON",
                        "tap refused SECOND_PERSON",
                        "tap asked SECOND_PERSON"),
                rig.said());
        rig.answer();
        assertEquals(List.of(), rig.line);
    }

    @Test
    void aThirdPersonStartsANewPair() {
        var rig = door(TWO);
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        rig.tap("d-in", CAT, "staff");
        assertEquals(
                List.of(
                        "tap asked SECOND_PERSON",
                        "tap granted staff",
                        "tap granted staff",
                        "tap asked SECOND_PERSON"),
                rig.said());
    }

    @Test
    void whoeverWouldNotBeLetInIsNoSecondPerson() {
        var rig = door(TWO);
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB);
        assertEquals(List.of("tap asked SECOND_PERSON", "tap refused UNKNOWN"), rig.said());
    }

    @Test
    void withRoomForOneNeitherOfTwoComesIn() {
        var rig = door(TWO.with(lab(OptionalInt.of(1))));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        assertEquals(
                List.of(
                        "tap asked SECOND_PERSON",
                        "tap asked SECOND_PERSON",
                        "tap refused OCCUPANCY"),
                rig.said());
        rig.after(SOON);
        assertEquals(List.of("tap refused SECOND_PERSON"), rig.said());
        rig.answer();
        assertEquals(List.of(), rig.line);
    }

    @Test
    void twoWithAPinEachAreLetInWhenBothAreProved() {
        var rig = door(TWO.with(PIN));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        assertEquals(List.of("tap asked SECOND_PERSON", "tap asked PIN"), rig.said());

        rig.enter("d-in", BOB);
        assertEquals(List.of(), rig.said());
        assertEquals("d-in ASKED Enter PIN", rig.panel.getLast());
        rig.enter("d-in", ANN);

        assertEquals(List.of("tap granted staff", "tap granted staff"), rig.said());
        rig.answer();
        assertEquals(List.of("release d", "release d"), rig.line);
    }

    @Test
    void ifOneOfTwoFailsTheOtherIsNotLetInAlone() {
        var rig = door(TWO.with(PIN));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        rig.enter("d-in", BOB);
        rig.said();
        rig.enter("d-in", CAT);
        assertEquals(List.of("tap refused PIN_MISMATCH"), rig.said());
        rig.after(SOON);
        assertEquals(List.of("tap refused SECOND_PERSON"), rig.said());
        rig.answer();
        assertEquals(List.of(), rig.line);
    }

    @Test
    void whoeverOutlastsTheirSecondPersonIsAskedAnew() {
        var rig = door(TWO.with(PIN));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        rig.enter("d-in", BOB); // Bob lacks nothing but Ann, and Ann is asked for her PIN
        rig.after(Duration.ofSeconds(1));
        rig.tap("d-out", BOB, "staff"); // Bob goes
        rig.said();
        rig.enter("d-in", ANN);
        assertEquals(List.of(), rig.said());
        assertEquals("d-in ASKED Second person", rig.panel.getLast());
        rig.after(SOON);
        assertEquals(List.of("tap refused SECOND_PERSON"), rig.taps());
    }

    // --- escort ---

    @Test
    void aGuestWaitsForAnEscortAndComesInWithThem() {
        var rig = door(ESCORTED);
        rig.tap("d-in", ANN, "guest");
        assertEquals(List.of("tap asked ESCORT"), rig.said());
        rig.after(Duration.ofSeconds(5));
        rig.tap("d-in", BOB, "staff");
        assertEquals(List.of("tap granted staff", "tap granted guest"), rig.said());
    }

    @Test
    void aGuestComesBehindAnEscort() {
        var rig = door(ESCORTED);
        rig.tap("d-in", BOB, "staff");
        rig.after(Duration.ofSeconds(5));
        rig.tap("d-in", ANN, "guest");
        assertEquals(List.of("tap granted staff", "tap granted guest"), rig.taps());
    }

    @Test
    void anEscortWhoDoesNotGoInEscortsNobody() {
        var rig = door(ESCORTED);
        rig.tap("d-in", BOB, "staff");
        rig.answer();
        rig.after(Rig.RELEASE.plusSeconds(1));
        assertTrue(rig.said().contains("passage not_passed"));
        rig.tap("d-in", ANN, "guest");
        assertEquals(List.of("tap asked ESCORT"), rig.taps());

        var unrecorded = door(ESCORTED);
        unrecorded.tap("d-in", BOB, "staff");
        unrecorded.refuse();
        unrecorded.tap("d-in", ANN, "guest");
        assertEquals(List.of("tap granted staff", "tap asked ESCORT"), unrecorded.taps());
    }

    @Test
    void anEscortWhoLeavesEscortsNobody() {
        var rig = door(ESCORTED);
        rig.tap("d-out", BOB, "staff");
        rig.tap("d-in", ANN, "guest");
        assertEquals(List.of("tap granted staff", "tap asked ESCORT"), rig.taps());
    }

    // --- PIN ---

    @Test
    void theCardThenThePin() {
        var rig = door(Safeguards.NONE.with(PIN));
        rig.tap("d-in", ANN, "staff");
        assertEquals(List.of("tap asked PIN"), rig.said());
        rig.enter("d-in", ANN);
        assertEquals(List.of("tap granted staff"), rig.said());
        rig.answer();
        assertEquals(List.of("release d"), rig.line);
    }

    @Test
    void aPinNobodyAskedForChangesNothing() {
        var rig = door(Safeguards.NONE.with(PIN));
        var before = rig.loop.memory();
        rig.enter("d-in", ANN);
        rig.tap("d-in", ANN, "staff");
        rig.after(SOON);
        assertEquals(List.of("tap asked PIN", "tap refused PIN_TIMEOUT"), rig.said());
        rig.enter("d-in", ANN);
        assertEquals(List.of(), rig.said());
        assertEquals(before, rig.loop.memory());
    }

    @Test
    void thePinIsOfWhoeverTappedLast() {
        var rig = door(Safeguards.NONE.with(PIN));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        assertEquals(
                List.of("tap asked PIN", "tap refused PIN_TIMEOUT", "tap asked PIN"), rig.said());
        rig.enter("d-in", ANN);
        assertEquals(List.of("tap refused PIN_MISMATCH"), rig.said());
    }

    @Test
    void fiveWrongPinsLockThePinAtThatDoor() {
        var rig = new Rig(Map.of("d", Safeguards.NONE.with(PIN), "e", Safeguards.NONE.with(PIN)));
        rig.said();
        fiveWrongPins(rig);
        var said = rig.said();
        assertEquals("alarm locked_out", said.getLast());
        assertEquals(1, said.stream().filter(words -> words.startsWith("alarm")).count());
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", ANN, "staff");
        rig.enter("d-in", ANN);
        assertEquals(List.of("tap asked PIN", "tap refused LOCKED_OUT"), rig.said());
        rig.tap("e-in", ANN, "staff");
        rig.enter("e-in", ANN);
        assertEquals(List.of("tap asked PIN", "tap granted staff"), rig.said());
    }

    /// What they enter opens nothing, and is heard.
    @Test
    void whoeverIsLockedOutAndThreatenedRaisesTheAlarm() {
        var threatened = new SpecialGroups(Set.of(), Set.of(), Set.of("duress"), Set.of());
        var rig = door(Safeguards.NONE.with(PIN).with(threatened));
        fiveWrongPins(rig);
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", ANN, "staff");
        rig.said();
        rig.enter("d-in", ANN, "duress");
        assertEquals(List.of("tap refused LOCKED_OUT", "alarm duress"), rig.said());
        assertEquals(List.of(), rig.line);
    }

    private static void fiveWrongPins(Rig rig) {
        for (int i = 0; i < Memory.TRIES_MAX; i++) {
            rig.tap("d-in", ANN, "staff");
            rig.after(Duration.ofSeconds(2));
            rig.enter("d-in", BOB);
        }
    }

    // --- duress ---

    @Test
    void duressOpensAsEverAndRaisesAnAlarmThatNothingAtTheDoorShows() {
        var duress =
                Safeguards.NONE
                        .with(PIN)
                        .with(new SpecialGroups(Set.of(), Set.of(), Set.of("duress"), Set.of()));
        var usual = door(duress);
        usual.tap("d-in", ANN, "staff");
        usual.enter("d-in", ANN);
        usual.answer();
        var threatened = door(duress);
        threatened.tap("d-in", ANN, "staff");
        threatened.enter("d-in", ANN, "duress");
        threatened.answer();

        assertEquals(usual.line, threatened.line);
        assertEquals(usual.panel, threatened.panel);
        assertFalse(usual.said().contains("alarm duress"));
        assertTrue(threatened.said().contains("alarm duress"));
    }

    /// Whoever threatens may not wait for a PIN.
    @Test
    void aCardOfDuressIsToldWhenItIsShownAndOnce() {
        var rig =
                door(
                        Safeguards.NONE
                                .with(PIN)
                                .with(
                                        new SpecialGroups(
                                                Set.of(), Set.of(), Set.of("duress"), Set.of())));
        rig.tap("d-in", ANN, "staff", "duress");
        assertEquals(List.of("tap asked PIN", "alarm duress"), rig.said());
        rig.enter("d-in", ANN);
        assertEquals(List.of("tap granted staff"), rig.said());
    }

    // --- more time ---

    @Test
    void whoeverIsOfAnExtendedGroupHasMoreTimeToPass() {
        var rig =
                door(
                        Safeguards.NONE.with(
                                new SpecialGroups(Set.of(), Set.of(), Set.of(), Set.of("slow"))));
        var soonAfter = Rig.RELEASE.plusSeconds(1);
        rig.tap("d-in", ANN, "staff");
        rig.answer();
        rig.after(soonAfter);
        assertTrue(rig.said().contains("passage not_passed"));

        rig.tap("d-in", BOB, "slow");
        rig.answer();
        rig.after(soonAfter);
        assertFalse(rig.said().contains("passage not_passed"));
        rig.open("d");
        assertTrue(rig.said().contains("passage passed"));
    }

    // --- counting ---

    @Test
    void onlyWhoeverPassedIsInside() {
        var rig = door(Safeguards.NONE.with(lab(OptionalInt.of(1))));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        assertEquals(List.of("tap granted staff", "tap refused OCCUPANCY"), rig.taps());
        rig.answer();
        rig.after(Rig.RELEASE.plusSeconds(1)); // Ann did not open
        assertEquals(List.of("passage not_passed", "state secure"), last(rig, 2));

        rig.passes("d", "-in", BOB, "staff");
        assertEquals(1, inside(rig));
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", ANN, "staff");
        assertEquals("tap refused OCCUPANCY", rig.taps().getLast());
        rig.passes("d", "-out", BOB, "staff");
        assertEquals(0, inside(rig));
    }

    @Test
    void aGrantThatCannotBeRecordedGivesItsPlaceBack() {
        var rig = door(Safeguards.NONE.with(lab(OptionalInt.of(1))));
        rig.tap("d-in", ANN, "staff");
        rig.refuse();
        rig.tap("d-in", BOB, "staff");
        assertEquals(List.of("tap granted staff", "tap granted staff"), rig.taps());
    }

    @Test
    void whoeverTapsTwiceIsInsideOnce() {
        var rig = door(Safeguards.NONE.with(lab(OptionalInt.of(5))));
        rig.tap("d-in", ANN, "staff");
        rig.answer();
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", ANN, "staff");
        rig.answer();
        rig.open("d");
        rig.answer();
        assertTrue(rig.said().containsAll(List.of("passage not_passed", "passage passed")));
        assertEquals(1, inside(rig));
    }

    @Test
    void thePassageSaysWhomItMoved() {
        var rig = door(Safeguards.NONE.with(lab(OptionalInt.empty())));
        rig.passes("d", "-in", ANN, "staff");
        var passage =
                rig.journal.stream()
                        .filter(draft -> draft.kind().wire().equals("passage"))
                        .findFirst()
                        .orElseThrow();
        var crossing = passage.data().object("crossing").orElseThrow();
        assertEquals(Optional.of(Rig.subject(ANN).toString()), crossing.text("subject"));
        assertEquals(Optional.of("lab"), crossing.text("to"));
        assertEquals(Optional.empty(), crossing.text("from"));
    }

    @Test
    void somebodyInsideIsRefusedAndSaidSinceWhen() {
        var rig = door(Safeguards.NONE.with(lab(OptionalInt.of(5))));
        rig.passes("d", "-in", ANN, "staff");
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", ANN, "staff");
        assertEquals("tap refused PASSBACK", rig.taps().getLast());
        var decided = rig.journal.getLast().data().object("decided").orElseThrow();
        assertEquals(Optional.of(".++.+++++.+.-"), decided.text("steps"));
        assertEquals(Optional.of("lab"), decided.text("area"));
        assertEquals(Optional.of("2026-11-24T01:00:00Z"), decided.text("since"));
        assertEquals(Optional.of(0L), decided.number("inside"));
    }

    @Test
    void eachMorningTheAreaForgets() {
        var area =
                new Area(
                        "lab",
                        Optional.of(new AntiPassback.Hard()),
                        OptionalInt.empty(),
                        Set.of(),
                        Optional.of(java.time.LocalTime.of(4, 0)));
        var rig = door(Safeguards.NONE.with(new Border(Optional.empty(), Optional.of(area))));
        rig.passes("d", "-in", ANN, "staff");
        rig.said();
        rig.after(Duration.ofHours(18)); // past 03:00
        assertEquals(1, inside(rig));
        rig.after(Duration.ofHours(1)); // past 04:00
        assertEquals(List.of("system forgive"), rig.said());
        assertEquals(0, inside(rig));
        rig.after(Duration.ofHours(24));
        assertEquals(List.of(), rig.said());
    }

    @Test
    void anOperatorForgivesAPersonOrAllInAnArea() {
        for (var whom : List.of(new Whom.Person(Rig.subject(ANN)), new Whom.Inside("lab"))) {
            var rig = door(Safeguards.NONE.with(lab(OptionalInt.empty())));
            rig.passes("d", "-in", ANN, "staff");
            rig.after(Duration.ofSeconds(2));
            rig.tap("d-in", ANN, "staff");
            assertEquals("tap refused PASSBACK", rig.taps().getLast());
            var answers = rig.forgive("d", whom);
            rig.answer();
            assertEquals(Reason.OK, answers.getFirst().reason());
            rig.after(Duration.ofSeconds(2));
            rig.tap("d-in", ANN, "staff");
            assertEquals("tap granted staff", rig.taps().getLast());
        }
    }

    /// Nobody would know that nobody was forgiven.
    @Test
    void anAreaThatThePointDoesNotLeadToIsNamed() {
        var rig = door(Safeguards.NONE.with(lab(OptionalInt.empty())));
        var answer = rig.forgive("d", new Whom.Inside("lap")).getFirst();
        assertEquals(Reason.BAD_REQUEST, answer.reason());
        assertEquals(
                "point d does not lead to area lap; it leads to: lab",
                answer.detail().orElseThrow().en());
    }

    // --- first person ---

    @Test
    void theFirstPersonMustHavePassed() {
        var first = new Company(Set.of("warden"), Optional.empty(), Optional.empty());
        var rig = door(Safeguards.NONE.with(first));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "warden");
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", ANN, "staff");
        assertEquals(
                List.of(
                        "tap refused FIRST_PERSON",
                        "tap granted warden",
                        "tap refused FIRST_PERSON"),
                rig.taps());
        rig.answer();
        rig.open("d");
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", ANN, "staff");
        assertEquals("tap granted staff", rig.taps().getLast());
    }

    // --- neighbours ---

    @Test
    void ofTwoInterlockedDoorsOneAtATimeIsNotShut() {
        var rig =
                new Rig(
                        Map.of(
                                "d", Safeguards.NONE.interlockedWith(Set.of("e")),
                                "e", Safeguards.NONE.interlockedWith(Set.of("d"))));
        rig.tap("d-in", ANN, "staff");
        rig.tap("e-in", BOB, "staff"); // the first waits for its record
        rig.answer();
        rig.open("d");
        rig.after(Duration.ofSeconds(2));
        rig.tap("e-in", BOB, "staff");
        rig.shut("d");
        rig.after(Duration.ofSeconds(2));
        rig.tap("e-in", BOB, "staff");
        assertEquals(
                List.of(
                        "tap granted staff",
                        "tap refused INTERLOCK",
                        "tap refused INTERLOCK",
                        "tap granted staff"),
                rig.taps());
    }

    @Test
    void whileSomebodyWaitsAFireLetsThemIn() {
        var rig = door(TWO);
        rig.tap("d-in", ANN, "staff");
        rig.fire(true);
        rig.after(SOON);
        assertEquals(List.of("tap asked SECOND_PERSON", "tap granted fire"), rig.taps());
    }

    /// I44.
    @Test
    void atTheEndWhoeverWaitsHasTheirFinalEvent() {
        var rig = door(TWO.with(PIN));
        rig.tap("d-in", ANN, "staff");
        rig.tap("d-in", BOB, "staff");
        rig.loop.end(rig.now);
        assertEquals(
                List.of(
                        "tap asked SECOND_PERSON",
                        "tap asked PIN",
                        "tap refused PIN_TIMEOUT",
                        "tap refused SECOND_PERSON"),
                rig.said());
    }

    @Test
    void beyondSoManyWaitingTheOldestIsToldThatItWasTooLong() {
        var rig = door(ESCORTED);
        for (int i = 0; i <= Waiting.HELD_MAX; i++) {
            rig.tap("d-in", 100 + i, "guest");
        }
        assertEquals("tap refused ESCORT", rig.taps().getLast());
    }

    private static List<String> last(Rig rig, int count) {
        var said = rig.said();
        return said.subList(Math.max(0, said.size() - count), said.size());
    }

    private static int inside(Rig rig) {
        return rig.loop.memory().people().inside("lab");
    }

    private static Rig door(Safeguards safeguards) {
        var rig = new Rig(Map.of("d", safeguards));
        rig.said();
        return rig;
    }

    private static Border lab(OptionalInt limit) {
        return new Border(
                Optional.empty(),
                Optional.of(
                        new Area(
                                "lab",
                                Optional.of(new AntiPassback.Hard()),
                                limit,
                                Set.of(),
                                Optional.empty())));
    }
}
