package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.edge.command.Command;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.plates.Match;
import onecard.edge.store.journal.Draft;
import onecard.point.Sensor;
import org.junit.jupiter.api.Test;

/// Vehicles before a camera at a barrier under the loop, told reading by reading in made-up time.
class PlatesAtABarrierTest extends CameraAtABarrier {

    PlatesAtABarrierTest() {
        super(Direction.IN, _ -> Shares.NOTHING);
    }

    // --- one vehicle, one tap ---

    /// A camera reads it each second from afar until it is through, and behind the arm.
    @Test
    void aVehicleThatIsReadEachSecondIsOneTapAndIsLetInOnce() {
        reads(ANN, 25); // it comes slowly
        assertEquals(1, taps());
        assertEquals(List.of(), line);

        sense(Sensor.ARRIVAL_IN, true);
        assertEquals(List.of("raise"), line);
        reads(ANN, 3);
        drivesIn(ANN);
        reads(ANN, 5);

        assertEquals(1, taps());
        assertEquals(List.of("passed"), results());
        assertEquals(List.of("raise", "lower"), line);
    }

    @Test
    void readBeforeItIsOnTheLoopItIsKeptForTenSecondsAndNoLonger() {
        read(ANN);
        after(Duration.ofMillis(9_900));
        sense(Sensor.ARRIVAL_IN, true);
        assertEquals(List.of("raise"), line);

        var other = new PlatesAtABarrierTest();
        other.read(ANN);
        other.after(Duration.ofMillis(10_000));
        other.sense(Sensor.ARRIVAL_IN, true);
        assertEquals(List.of(), other.line);
        assertEquals(List.of("not_passed"), other.results());
    }

    @Test
    void aVehicleThatComesBackIsATapOfItsOwn() {
        sense(Sensor.ARRIVAL_IN, true);
        reads(ANN, 2);
        drivesIn(ANN);
        after(Duration.ofMillis(10_000));
        sense(Sensor.ARRIVAL_IN, true);
        read(ANN);
        assertEquals(2, taps());
        assertEquals(List.of("raise", "lower", "raise"), line);
    }

    @Test
    void whoeverIsRefusedIsToldOnceForAsLongAsTheyStandThere() {
        sense(Sensor.ARRIVAL_IN, true);
        reads(STRANGER, 60);
        assertEquals(List.of("UNKNOWN"), reasons());
        assertEquals(List.of(), line);
        after(AWAY);
        read(STRANGER);
        assertEquals(List.of("UNKNOWN", "UNKNOWN"), reasons());
    }

    /// The arm went up for it, and its driver slept.
    @Test
    void whoeverDoesNotDriveInIsNotLetInAnewWhileTheyStandThere() {
        sense(Sensor.ARRIVAL_IN, true);
        reads(ANN, 120);
        assertEquals(1, taps());
        assertEquals(List.of("not_passed"), results());
        assertEquals(List.of("raise", "lower"), line);
    }

    // --- vehicles in line ---

    /// The camera sees the second one behind the first, in turn.
    @Test
    void twoInLineAreTwoTapsAndBothAreLetIn() {
        sense(Sensor.ARRIVAL_IN, true);
        for (int i = 0; i < 4; i++) {
            read(ANN);
            read(BOB);
            after(Duration.ofSeconds(1));
        }
        assertEquals(2, taps());

        // What the first leaves behind takes the second's grant along: it stood before the loop.
        drivesIn(ANN);
        reads(BOB, 2);
        sense(Sensor.ARRIVAL_IN, true);
        drivesIn(BOB);
        after(Duration.ofSeconds(5));

        assertEquals(List.of("raise", "lower", "raise", "lower"), line);
        assertEquals(2, results().stream().filter("passed"::equals).count(), results()::toString);
        assertTrue(taps() <= 3, "no more than one anew");
    }

    @Test
    void whoeverIsToldWhyNotIsAskedAboutAnewAfterAWhile() {
        lose(Sensor.ARRIVAL_IN);
        reads(ANN, 9);
        assertEquals(1, taps());
        reads(ANN, 10);
        assertEquals(2, taps());
        sense(Sensor.ARRIVAL_IN, true);
        reads(ANN, 2);
        assertEquals(3, taps());
        assertEquals(List.of("raise"), line);
    }

    @Test
    void whoeverAFullJournalKeepsOutIsAskedAboutAnew() {
        journalAnswers = false;
        sense(Sensor.ARRIVAL_IN, true);
        read(ANN);
        loop.turn(new Stimulus.NotRecorded(lastTap(), Reason.JOURNAL_FULL), now);
        assertEquals(List.of(), line);
        journalAnswers = true;
        after(Duration.ofSeconds(1));
        reads(ANN, 11);
        assertEquals(2, taps());
        assertEquals(List.of("raise"), line);
    }

    // --- what cannot be read ---

    @Test
    void whatTheCameraIsNotSureOfIsToldFromTimeToTime() {
        sense(Sensor.ARRIVAL_IN, true);
        for (int i = 0; i < 25; i++) {
            present(new Presentation.Unreadable(Reason.CARD_UNREADABLE), Optional.empty(), 41);
            after(Duration.ofSeconds(1));
        }
        assertEquals(List.of("CARD_UNREADABLE", "CARD_UNREADABLE", "CARD_UNREADABLE"), reasons());
        var tap = journal.getFirst().data();
        assertEquals(Optional.of(Json.Obj.EMPTY.with("confidence", 41)), tap.object("plate"));
        assertEquals(Optional.empty(), tap.get("credential"));
        assertEquals(List.of(), line);
    }

    @Test
    void aTapTellsHowItsPlateWasFound() {
        sense(Sensor.ARRIVAL_IN, true);
        present(shown(ANN), Optional.of(Match.TOLERANT), 93);
        var tap = journal.getFirst().data();
        assertEquals(
                Optional.of(Json.Obj.EMPTY.with("match", "tolerant").with("confidence", 93)),
                tap.object("plate"));
        assertEquals(Optional.of("plate"), tap.object("credential").flatMap(it -> it.text("kind")));
        assertEquals(
                Optional.of("A0"), tap.object("credential").flatMap(it -> it.text("assurance")));
    }

    /// Of more than it remembers, the oldest is one that nobody knows of.
    @Test
    void aCameraThatReadsWithoutEndFillsNoMemory() {
        for (int i = 0; i <= Plates.SEEN_MAX; i++) {
            readKnown(i);
        }
        readKnown(Plates.SEEN_MAX);
        assertEquals(Plates.SEEN_MAX + 1, taps());
        readKnown(0);
        assertEquals(Plates.SEEN_MAX + 2, taps());
    }

    // --- a camera that somebody else has ---

    @Test
    void ofStrangersWithoutEndSoManyAMinuteAreToldAndTheRestIsCounted() {
        sense(Sensor.ARRIVAL_IN, true);
        strangers(0, 500);
        assertEquals(Strangers.REFUSED_MAX, taps());
        assertEquals(List.of("plates_left_out true cam-in"), alarms());

        // Whoever is listed, and whoever is taken for them, gets through all the same.
        read(ANN);
        assertEquals(Strangers.REFUSED_MAX + 1, taps());
        assertEquals(List.of("raise"), line);
        present(shown(BOB), Optional.of(Match.TOLERANT), 97);
        assertEquals(Strangers.REFUSED_MAX + 2, taps());
        drivesIn(ANN);

        after(Strangers.MINUTE);
        assertEquals(
                List.of("plates_left_out true cam-in", "plates_left_out false cam-in 480"),
                alarms());
        strangers(600, 3);
        assertEquals(Strangers.REFUSED_MAX + 5, taps(), "the next minute");
        assertEquals(2, alarms().size());
    }

    /// For hours: a record for each of so many a minute, and one alarm.
    @Test
    void aFloodThatGoesOnIsToldOfOnce() {
        for (int second = 0; second < 3_600; second++) {
            strangers(second * 10, 10);
            after(Duration.ofSeconds(1));
        }
        assertTrue(taps() <= 61 * Strangers.REFUSED_MAX, taps() + " taps");
        assertTrue(taps() >= 59 * Strangers.REFUSED_MAX, taps() + " taps");
        assertEquals(List.of("plates_left_out true cam-in"), alarms());
        after(Strangers.MINUTE);
        assertEquals("plates_left_out false cam-in " + (36_000 - taps()), alarms().getLast());
    }

    @Test
    void whatWasLeftOutIsToldWhereTheLoopHearsNoMoreCameras() {
        strangers(0, Strangers.REFUSED_MAX + 7);
        loop.standBy(now);
        assertEquals("plates_left_out false cam-in 7", alarms().getLast());
    }

    /// A stranger there is let in, and no stranger is left out.
    @Test
    void whereEverybodyPassesNobodyIsLeftOut() {
        strangers(0, Strangers.REFUSED_MAX + 1);
        assertEquals(1, alarms().size());
        var free = new Command.Act.Stand(Posture.FREE, Optional.empty());
        var order = new Command("command-1", "barrier-1", free, "local:guard");
        loop.turn(new Stimulus.Commanded(order, _ -> {}), now);
        var command = journal.getLast().tap().orElseThrow();
        loop.turn(new Stimulus.Recorded(command, 1), now);
        strangers(100, 1);
        assertEquals(Strangers.REFUSED_MAX + 1, taps());
    }

    @Test
    void aCameraThatIsGoneIsAnAlarm() {
        loop.turn(new Stimulus.ReaderLost("cam-in", "the camera is silent"), now);
        loop.turn(new Stimulus.ReaderBack("cam-in"), now);
        assertEquals(
                List.of("reader_lost true", "reader_lost false"),
                journal.stream()
                        .map(Draft::data)
                        .filter(data -> data.text("alarm").isPresent())
                        .map(
                                data ->
                                        data.text("alarm").get()
                                                + " "
                                                + data.bool("active").orElseThrow())
                        .toList());
    }
}
