package onecard.edge.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import onecard.access.Reason;
import onecard.edge.ContractValidator;
import onecard.edge.clock.BoardClock;
import onecard.edge.command.SignedCommand;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.intake.Stimulus;
import onecard.edge.remote.DeviceCommands;
import onecard.edge.remote.Identify;
import onecard.edge.remote.RemoteCommands;
import onecard.edge.store.journal.Committed;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.uplink.Acks;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Courier;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Tally;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.point.PostureHours;
import onecard.time.ClockTrust;

/// A broker in the wrong hands, and the door behind it: the real uplink, loop and journal, in
/// made-up time. It hears what is published, and delivers what it likes.
final class StolenBroker implements Broker, Outlet, AutoCloseable {

    static final Topics TOPICS = new Topics("bench", "bench");
    static final SigningKey OPERATOR = key(1);
    static final SigningKey STRANGER = key(2);
    static final SigningKey HOST = key(3);
    static final String RELEASE = TOPICS.command("release");

    final OrderedDoor door;
    final JournalOutbox outbox;
    final List<Broker.Message> heard = new ArrayList<>();
    final Metrics metrics = new Metrics();
    private final ContractValidator contract = new ContractValidator();
    private final BoardClock clock;
    private Optional<Broker.Events> ears = Optional.empty();
    private Courier courier;
    private DeviceCommands device;

    /// How often it was wished to begin anew.
    int restarts;

    /// What people at the door saw.
    final CountDownLatch shown = new CountDownLatch(1);
    ClockTrust trust;

    /// What the board's clock shows ahead of the operators'.
    Duration off = Duration.ZERO;

    /// Whether the loop has room for a command.
    boolean room = true;

    /// Whether there is room for records that are to be sent again.
    boolean replays = true;

    /// Whether the site file is in force whose keys sign commands.
    boolean believed = true;

    /// Whether the journal writes.
    boolean writes = true;

    long session = 812_734_455;
    private int drawn;

    StolenBroker(Path directory, ClockTrust trust) throws Exception {
        this.trust = trust;
        door = new OrderedDoor(directory, PostureHours.NONE, OrderedDoor.START);
        outbox = new JournalOutbox(directory.resolve("journal.db"));
        door.committed = this::committed;
        clock =
                new BoardClock(
                        () -> door.now.mono().nanos(),
                        () -> door.now.wall().plus(off),
                        () -> this.trust,
                        OrderedDoor.START.wall().minus(Duration.ofDays(1)));
        device = device();
        courier = courier();
        steps();
    }

    private static SigningKey key(int number) {
        var seed = new byte[32];
        seed[0] = (byte) number;
        return SigningKey.ofSeed(seed);
    }

    private void committed(List<Committed> durable) {
        outbox.committed(durable);
        for (var one : durable) {
            one.draft().tap().ifPresent(name -> device.recorded(name, one.at().seq()));
        }
    }

    private DeviceCommands device() {
        return new DeviceCommands(
                new DeviceCommands.Ports(
                        clock,
                        outbox,
                        door.untold::add,
                        this,
                        new Identify(Map.of("door-1", new Seen())),
                        new DeviceCommands.Restarts.Wished(() -> restarts++),
                        metrics));
    }

    private Courier courier() {
        var remote =
                new RemoteCommands(
                        new RemoteCommands.Whom(
                                TOPICS,
                                session,
                                door.file.position().epoch(),
                                new TrustedKeys(List.of(OPERATOR.publicText())),
                                () -> believed),
                        new RemoteCommands.Ports(
                                clock, this::turn, device, door.untold::add, this, metrics));
        var hosts = new TrustedKeys(List.of(HOST.publicText()));
        return new Courier(
                new Courier.Settings(TOPICS, session, 100_000),
                new Courier.Ports(
                        outbox,
                        this,
                        (_, _) -> Duration.ofMillis(1),
                        List.of(new Acks(TOPICS, hosts, outbox), remote),
                        (_, _, _) -> {},
                        Canonical::text,
                        () -> Json.Obj.EMPTY.with("session", session),
                        metrics::json,
                        () -> ClockTrust.SYNCED,
                        () -> door.now.wall().toString(),
                        () -> true),
                () -> {});
    }

    private boolean turn(Stimulus stimulus) {
        if (room) {
            door.turn(stimulus);
        }
        return room;
    }

    /// The daemon ends, as by a power cut, and begins anew behind the same door.
    void restart() {
        session += 7_654_321;
        door.untold.clear();
        writes = true;
        device = device();
        courier = courier();
        steps();
    }

    void after(Duration time) {
        door.after(time);
        steps();
    }

    /// The journal refuses what it was told.
    void refuse() {
        for (var draft : List.copyOf(door.untold)) {
            draft.tap().ifPresent(name -> device.notRecorded(name, Reason.JOURNAL_FULL));
        }
        door.refuse();
        steps();
    }

    // --- what an operator signs ---

    /// A release of the door, issued now.
    SignedCommand release() {
        return of("release", Json.Obj.EMPTY.with("point", "door-1"));
    }

    SignedCommand of(String verb, Json.Obj asked) {
        var now = door.now.wall();
        return new SignedCommand(
                TOPICS.site(),
                TOPICS.device(),
                session,
                now,
                now.plus(SignedCommand.FRESH),
                "nonce-%04d".formatted(++drawn),
                "ops",
                Optional.empty(),
                asked.with("id", "command-%04d".formatted(drawn)).with("verb", verb));
    }

    static Json.Obj signed(SignedCommand command) {
        return command.signed(OPERATOR, "en");
    }

    /// Signed by the operator after a change of the JSON.
    static Json.Obj signed(SignedCommand command, UnaryOperator<Json.Obj> change) {
        var json = change.apply(signed(command).without("sig"));
        return json.with("sig", OPERATOR.sign(json));
    }

    // --- what the broker does ---

    void deliver(String topic, Json.Obj command) {
        deliver(topic, Canonical.bytes(command), false);
    }

    void deliver(String topic, byte[] payload, boolean retained) {
        ears.orElseThrow().arrived(topic, payload, retained);
        steps();
    }

    void steps() {
        for (int i = 0; i < 3; i++) {
            courier.step(door.now.mono().nanos());
            if (writes) {
                door.answer();
            }
        }
        courier.step(door.now.mono().nanos());
    }

    // --- what came of it ---

    /// `reason` and, where there is one, `detail` of the last answer.
    String answered() {
        var last = answers().getLast();
        return last.text("reason").orElseThrow()
                + last.text("detail").map(text -> " " + text).orElse("");
    }

    List<Json.Obj> answers() {
        return heard.stream()
                .filter(message -> message.topic().contains("/rsp/"))
                .map(message -> JsonReader.object(message.payload()).orElseThrow())
                .toList();
    }

    /// How often the door was opened.
    long opened() {
        return door.line.stream().filter(move -> !move.startsWith("drop")).count();
    }

    long tally(Tally.Count count) {
        return courier.tally().of(count);
    }

    // --- the daemon's ends of it ---

    @Override
    public void tell(String topic, Json.Obj body, boolean retained) {
        courier.tell(topic, body, retained);
    }

    @Override
    public void clear(String topic, Runnable taken) {
        courier.clear(topic, taken);
    }

    @Override
    public void sync() {
        courier.sync();
    }

    @Override
    public boolean replay(List<StoredEvent> events) {
        return replays && courier.replay(events);
    }

    @Override
    public Link open(Hello hello, Events events) {
        ears = Optional.of(events);
        events.connected(32);
        return new Link() {
            @Override
            public void subscribe(List<String> filters, long ticket) {
                events.subscribed(ticket, filters.stream().map(_ -> 1).toList());
            }

            @Override
            public void unsubscribe(List<String> filters) {}

            @Override
            public void publish(Broker.Message message, long ticket) {
                hear(message);
                events.published(ticket, 0);
            }

            @Override
            public void disconnect() {}

            @Override
            public void abandon() {}
        };
    }

    private void hear(Broker.Message message) {
        heard.add(message);
        if (!message.topic().endsWith("/birth")) {
            var objection =
                    contract.objection(message.topic(), new String(message.payload(), UTF_8));
            if (objection.isPresent()) {
                throw new AssertionError(message.topic() + ": " + objection.get());
            }
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        outbox.close();
        door.close();
    }

    private final class Seen implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {
            if (signal == Signal.HERE) {
                shown.countDown();
            }
        }

        @Override
        public void warn(boolean on) {}
    }
}
