package onecard.edge.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Committed;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.watch.Metrics;
import onecard.hal.Relay;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.PostureHours;
import onecard.point.Role;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One door that people and a schedule order, over the real loop and the real journal, in made-up
/// time. What the loop tells the journal waits until [#answer] writes it.
final class OrderedDoor implements AutoCloseable {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /// 09:00 there, on a Tuesday.
    static final Moment START =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

    final List<String> rows = new ArrayList<>();
    final List<String> line = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final ArrayDeque<Draft> untold = new ArrayDeque<>();
    final Metrics metrics = new Metrics();
    final JournalFile file;
    private final EdgeLoop loop;
    Moment now;

    /// Told of each row that became durable.
    Consumer<List<Committed>> committed = _ -> {};

    OrderedDoor(Path directory, PostureHours hours, Moment from) throws IOException {
        now = from;
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "0001",
                        ZONE,
                        SigningKey.madeAtFirstUse(directory.resolve("device.pem")),
                        () -> "00000001");
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        var fold = new MemoryFold();
        file = JournalFile.open(directory.resolve("journal.db"), who, limits, fold, now);
        loop = loop(hours, fold);
        loop.start(now);
    }

    /// As [#OrderedDoor(Path, PostureHours, Moment)], after a journal of these rows.
    static EdgeLoop after(List<String> rows, PostureHours hours, Moment now, List<String> line) {
        var fold = new MemoryFold();
        rows.forEach(row -> fold.apply(JsonReader.object(row).orElseThrow()));
        var again = new MemoryFold();
        again.restore(fold.state());
        var loop =
                new EdgeLoop(
                        List.of(new PointSlot<>(parts(hours, new Traced(line)))),
                        EdgeLoop.Before.nothing()
                                .memory(again.memory())
                                .prompts(again.prompts())
                                .orders(again.orders()),
                        _ -> {},
                        new Metrics());
        loop.start(now);
        return loop;
    }

    private EdgeLoop loop(PostureHours hours, MemoryFold fold) {
        return new EdgeLoop(
                List.of(new PointSlot<>(parts(hours, new Traced(line)))),
                EdgeLoop.Before.nothing()
                        .memory(fold.memory())
                        .prompts(fold.prompts())
                        .orders(fold.orders()),
                untold::add,
                metrics);
    }

    void command(String id, Command.Act act) {
        turn(new Stimulus.Commanded(new Command(id, "door-1", act, "local:guard"), answers::add));
    }

    boolean isQuiet() {
        return loop.isQuiet();
    }

    void turn(Stimulus stimulus) {
        loop.turn(stimulus, now);
        loop.due(now);
    }

    /// The journal writes what it was told, row by row, and the loop hears of it.
    void answer() {
        while (!untold.isEmpty()) {
            try {
                var durable = file.commit(List.of(untold.remove()), now);
                committed.accept(durable);
                for (var done : durable) {
                    rows.add(done.event());
                    done.draft()
                            .tap()
                            .ifPresent(tap -> turn(new Stimulus.Recorded(tap, done.at().seq())));
                }
            } catch (SQLException failed) {
                throw new AssertionError(failed);
            }
        }
    }

    /// The journal has no room for what it was told.
    void refuse() {
        while (!untold.isEmpty()) {
            untold.remove()
                    .tap()
                    .ifPresent(tap -> turn(new Stimulus.NotRecorded(tap, Reason.JOURNAL_FULL)));
        }
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

    private Moment at(Mono mono) {
        return new Moment(mono, now.wall().plus(mono.since(now.mono())), now.trust());
    }

    Posture posture() {
        return loop.points().getFirst().posture();
    }

    Memory memory() {
        return loop.memory();
    }

    /// Of what was written: the values of these members, where any is there.
    List<String> told(String kind, String... members) {
        return rows.stream()
                .map(row -> JsonReader.object(row).orElseThrow())
                .filter(event -> event.text("type").equals(Optional.of("onecard." + kind + ".v1")))
                .map(event -> event.object("data").orElseThrow())
                .map(data -> words(data, members))
                .toList();
    }

    private static String words(Json.Obj data, String... members) {
        var words = new ArrayList<String>();
        for (var member : members) {
            data.get(member)
                    .map(
                            value ->
                                    switch (value) {
                                        case Json.Str(var text) -> text;
                                        case Json.Num(var number) -> Long.toString(number);
                                        case Json.Bool(var yes) -> Boolean.toString(yes);
                                        case Json.Obj _, Json.Arr _ -> "?";
                                    })
                    .ifPresent(words::add);
        }
        return String.join(" ", words);
    }

    static PointSlot.Parts<Door.State> parts(PostureHours hours, Relay relay) {
        var door =
                new Door(
                        new DoorProfile(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(24),
                                DoorProfile.Relock.ON_OPEN,
                                DoorProfile.ExitButton.UNLOCK,
                                Duration.ofSeconds(60),
                                Optional.empty(),
                                JournalFull.OPEN));
        var policy = Policy.of(Set.of(), Assurance.A0, ZONE);
        return new PointSlot.Parts<>(
                "door-1",
                "door",
                door,
                policy,
                hours,
                Map.of("in", Direction.IN),
                Map.of(),
                Map.of("fire", new Role.Fire(), "exit", new Role.ExitButton()),
                Map.of(Output.LOCK, relay),
                new LogPanel("door-1"),
                Optional.empty());
    }

    @Override
    public void close() throws SQLException {
        file.close();
    }

    /// Says what was done to it; renewals of a hold are no news.
    private record Traced(List<String> line) implements Relay {
        @Override
        public String name() {
            return "lock";
        }

        @Override
        public void release(long untilNanos, String cause) {
            line.add("release " + cause);
        }

        @Override
        public void hold(String cause) {
            if (line.isEmpty() || !line.getLast().equals("hold " + cause)) {
                line.add("hold " + cause);
            }
        }

        @Override
        public void drop(String cause) {
            line.add("drop " + cause);
        }

        @Override
        public boolean energised() {
            return !line.isEmpty() && !line.getLast().startsWith("drop");
        }

        @Override
        public void close() {}
    }
}
