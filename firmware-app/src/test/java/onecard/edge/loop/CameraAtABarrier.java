package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.intake.PlateShown;
import onecard.edge.intake.Stimulus;
import onecard.edge.plates.Match;
import onecard.edge.store.journal.Draft;
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

/// A camera before a barrier under the loop, told reading by reading in made-up time, and a journal
/// that has at once what it is offered.
abstract class CameraAtABarrier {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Duration AWAY = Duration.ofSeconds(10);
    static final ListVersion CARS =
            new ListVersion("cars", 17, Instant.parse("2026-11-01T00:00:00Z"), Optional.empty());
    static final Token ANN = new Token(1, 1);
    static final Token BOB = new Token(2, 2);
    static final Token STRANGER = new Token(3, 3);

    final List<Draft> journal = new ArrayList<>();
    final List<String> line = new ArrayList<>();
    final List<Json.Obj> words = new ArrayList<>();
    final String camera;
    final Sensor arrival;
    final EdgeLoop loop;
    boolean journalAnswers = true;
    Moment now = new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

    /// @param way that the camera leads
    /// @param shares what is shared with other devices, and told in [#words]
    CameraAtABarrier(Direction way, Function<List<Json.Obj>, Shares> shares) {
        camera = way == Direction.IN ? "cam-in" : "cam-out";
        arrival = way == Direction.IN ? Sensor.ARRIVAL_IN : Sensor.ARRIVAL_OUT;
        loop = loop(way, shares.apply(words));
    }

    // --- what happens ---

    void reads(Token plate, int times) {
        for (int i = 0; i < times; i++) {
            read(plate);
            after(Duration.ofSeconds(1));
        }
    }

    void read(Token plate) {
        boolean known = plate.equals(ANN) || plate.equals(BOB);
        present(shown(plate), Optional.of(known ? Match.EXACT : Match.NONE), 97);
    }

    static Presentation shown(Token plate) {
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

    void present(Presentation shown, Optional<Match> match, int confidence) {
        turn(
                new Stimulus.Presented(
                        camera,
                        shown,
                        now.mono().nanos(),
                        0,
                        0,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new PlateShown(match, confidence, AWAY))));
    }

    /// The journal has each tap that it brings, unless it answers nothing.
    void turn(Stimulus stimulus) {
        int before = journal.size();
        loop.turn(stimulus, now);
        if (journalAnswers && journal.size() > before) {
            journal.subList(before, journal.size()).stream()
                    .filter(draft -> draft.kind().wire().equals("tap"))
                    .flatMap(draft -> draft.tap().stream())
                    .toList()
                    .forEach(tap -> loop.turn(new Stimulus.Recorded(tap, 1), now));
        }
    }

    TapId lastTap() {
        return journal.stream()
                .filter(draft -> draft.kind().wire().equals("tap"))
                .toList()
                .getLast()
                .tap()
                .orElseThrow();
    }

    void sense(Sensor sensor, boolean active) {
        loop.turn(new Stimulus.ContactChanged(sensor.wire(), active), now);
    }

    void lose(Sensor sensor) {
        loop.turn(new Stimulus.ContactLost(sensor.wire(), Loss.UNREAD, "line"), now);
    }

    /// From its loop, below the arm and through, seen by the camera no more.
    void drivesIn(Token plate) {
        after(Duration.ofSeconds(3));
        sense(Sensor.SAFETY, true);
        after(Duration.ofMillis(500));
        read(plate);
        sense(arrival, false);
        after(Duration.ofSeconds(1));
        sense(Sensor.SAFETY, false);
        after(Duration.ofSeconds(2));
    }

    /// Walks from wake to wake, as the loop's thread does.
    void after(Duration duration) {
        var end = now.mono().plus(duration);
        while (loop.nextWake().filter(end::reached).isPresent()) {
            now = at(loop.nextWake().orElseThrow());
            loop.due(now);
        }
        now = at(end);
    }

    Moment at(Mono mono) {
        return new Moment(mono, now.wall().plus(mono.since(now.mono())), now.trust());
    }

    long taps() {
        return journal.stream().filter(draft -> draft.kind().wire().equals("tap")).count();
    }

    List<String> reasons() {
        return journal.stream().flatMap(draft -> draft.data().text("reason").stream()).toList();
    }

    List<String> results() {
        return journal.stream().flatMap(draft -> draft.data().text("result").stream()).toList();
    }

    EdgeLoop loop(Direction way, Shares shares) {
        var sensors = Set.of(arrival, Sensor.SAFETY);
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
                        Map.of(camera, way),
                        Map.of(
                                arrival.wire(), new Role.Sensing(arrival),
                                Sensor.SAFETY.wire(), new Role.Sensing(Sensor.SAFETY)),
                        Map.of(
                                Output.RAISE, new Mute.Tells("raise", () -> line.add("raise")),
                                Output.LOWER, new Mute.Tells("lower", () -> line.add("lower"))),
                        new Mute.NoPanel());
        var made =
                new EdgeLoop(
                        List.of(new PointSlot<>(parts)),
                        EdgeLoop.Before.nothing(),
                        Chance.NEVER,
                        shares,
                        journal::add,
                        new Metrics());
        var start =
                new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);
        for (var sensor : sensors) {
            made.turn(new Stimulus.ContactChanged(sensor.wire(), false), start);
        }
        return made;
    }

    void strangers(int from, int count) {
        for (int i = from; i < from + count; i++) {
            read(new Token(7, i));
        }
    }

    void readKnown(int number) {
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

    List<String> alarms() {
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
}
