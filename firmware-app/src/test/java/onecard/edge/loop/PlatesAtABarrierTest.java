package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.command.Command;
import onecard.edge.crypto.Json;
import onecard.edge.intake.PlateShown;
import onecard.edge.intake.Stimulus;
import onecard.edge.plates.Match;
import onecard.edge.record.Orders;
import onecard.edge.record.Prompts;
import onecard.edge.store.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent.Loss;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.TapId;
import onecard.point.barrier.Barrier;
import onecard.point.barrier.BarrierProfile;
import onecard.point.barrier.Drive;
import onecard.point.barrier.SpeedClass;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Vehicles before a camera at a barrier under the loop, told reading by reading in made-up time.
class PlatesAtABarrierTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration AWAY = Duration.ofSeconds(10);
    private static final ListVersion CARS =
            new ListVersion("cars", 17, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());
    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(2, 2);
    private static final Token STRANGER = new Token(3, 3);

    private final List<Draft> journal = new ArrayList<>();
    private final List<String> line = new ArrayList<>();
    private final EdgeLoop loop = loop();
    private boolean journalAnswers = true;
    private Moment now =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

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

    private void strangers(int from, int count) {
        for (int i = from; i < from + count; i++) {
            read(new Token(7, i));
        }
    }

    private void readKnown(int number) {
        var token = new Token(7, number);
        var entry =
                new Entry(
                        CARS,
                        new Token(9, number),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        present(
                new Presentation.Known(
                        Credential.of(CredentialKind.PLATE, token, Assurance.A0),
                        List.of(entry),
                        List.of(CARS)),
                Optional.of(Match.EXACT),
                97);
    }

    private List<String> alarms() {
        return journal.stream()
                .map(Draft::data)
                .filter(data -> data.text("alarm").isPresent())
                .map(
                        data ->
                                data.text("alarm").get()
                                        + " "
                                        + data.bool("active").orElseThrow()
                                        + data.text("detail").map(it -> " " + it).orElse(""))
                .toList();
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

    // --- what happens ---

    private void reads(Token plate, int times) {
        for (int i = 0; i < times; i++) {
            read(plate);
            after(Duration.ofSeconds(1));
        }
    }

    private void read(Token plate) {
        boolean known = plate.equals(ANN) || plate.equals(BOB);
        present(shown(plate), Optional.of(known ? Match.EXACT : Match.NONE), 97);
    }

    private static Presentation shown(Token plate) {
        boolean known = plate.equals(ANN) || plate.equals(BOB);
        var entry =
                new Entry(
                        CARS,
                        new Token(9, plate.low()),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        return new Presentation.Known(
                Credential.of(CredentialKind.PLATE, plate, Assurance.A0),
                known ? List.of(entry) : List.of(),
                List.of(CARS));
    }

    private void present(Presentation shown, Optional<Match> match, int confidence) {
        int before = journal.size();
        loop.turn(
                new Stimulus.Presented(
                        "cam-in",
                        shown,
                        now.mono().nanos(),
                        0,
                        0,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new PlateShown(match, confidence, AWAY))),
                now);
        if (journalAnswers && journal.size() > before) {
            journal.subList(before, journal.size()).stream()
                    .filter(draft -> draft.kind().wire().equals("tap"))
                    .flatMap(draft -> draft.tap().stream())
                    .toList()
                    .forEach(tap -> loop.turn(new Stimulus.Recorded(tap, 1), now));
        }
    }

    private TapId lastTap() {
        return journal.stream()
                .filter(draft -> draft.kind().wire().equals("tap"))
                .toList()
                .getLast()
                .tap()
                .orElseThrow();
    }

    private void sense(Sensor sensor, boolean active) {
        loop.turn(new Stimulus.ContactChanged(sensor.wire(), active), now);
    }

    private void lose(Sensor sensor) {
        loop.turn(new Stimulus.ContactLost(sensor.wire(), Loss.UNREAD, "line"), now);
    }

    /// From its loop, below the arm and through, seen by the camera no more.
    private void drivesIn(Token plate) {
        after(Duration.ofSeconds(3));
        sense(Sensor.SAFETY, true);
        after(Duration.ofMillis(500));
        read(plate);
        sense(Sensor.ARRIVAL_IN, false);
        after(Duration.ofSeconds(1));
        sense(Sensor.SAFETY, false);
        after(Duration.ofSeconds(2));
    }

    /// Walks from wake to wake, as the loop's thread does.
    private void after(Duration duration) {
        var end = now.mono().plus(duration);
        while (loop.nextWake().filter(end::reached).isPresent()) {
            now = at(loop.nextWake().orElseThrow());
            loop.due(now);
        }
        now = at(end);
    }

    private Moment at(Mono mono) {
        return new Moment(mono, now.wall().plus(mono.since(now.mono())), now.trust());
    }

    private long taps() {
        return journal.stream().filter(draft -> draft.kind().wire().equals("tap")).count();
    }

    private List<String> reasons() {
        return journal.stream().flatMap(draft -> draft.data().text("reason").stream()).toList();
    }

    private List<String> results() {
        return journal.stream().flatMap(draft -> draft.data().text("result").stream()).toList();
    }

    private EdgeLoop loop() {
        var sensors = Set.of(Sensor.ARRIVAL_IN, Sensor.SAFETY);
        var barrier =
                new Barrier(
                        new BarrierProfile(
                                new Drive.Pulses(
                                        Duration.ofMillis(500), Set.of(Output.RAISE, Output.LOWER)),
                                SpeedClass.F,
                                Duration.ofSeconds(20),
                                Duration.ofMillis(1_500),
                                Duration.ofMinutes(5),
                                false,
                                sensors,
                                Duration.ofSeconds(60),
                                JournalFull.REFUSE));
        var parts =
                new PointSlot.Parts<>(
                        "barrier-1",
                        "barrier",
                        barrier,
                        Policy.of(Set.of("cars"), Assurance.A0, ZONE),
                        Map.of("cam-in", Direction.IN),
                        Map.of(
                                Sensor.ARRIVAL_IN.wire(), new Role.Sensing(Sensor.ARRIVAL_IN),
                                Sensor.SAFETY.wire(), new Role.Sensing(Sensor.SAFETY)),
                        Map.of(
                                Output.RAISE, new Mute.Tells("raise", () -> line.add("raise")),
                                Output.LOWER, new Mute.Tells("lower", () -> line.add("lower"))),
                        new Mute.NoPanel());
        var made =
                new EdgeLoop(
                        List.of(new PointSlot<>(parts)),
                        Memory.EMPTY,
                        new Prompts(),
                        Orders.NONE,
                        journal::add,
                        new Metrics());
        var start =
                new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);
        for (var sensor : sensors) {
            made.turn(new Stimulus.ContactChanged(sensor.wire(), false), start);
        }
        return made;
    }
}
