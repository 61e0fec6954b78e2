package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.money.Balance;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Statement;
import onecard.point.Output;
import onecard.point.PostureHours;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.canteen.ByMeter;
import onecard.point.canteen.Metering;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A shower under the loop, one life of its controller; what its journal holds is all that another
/// one remembers.
final class Shower {

    /// 3 fen a litre of 10 pulses, 2.00 at most; each 0.20 is recorded.
    static final ByMeter TERMS =
            new ByMeter(
                    new Draw(new Fen(3_000), 10),
                    new Fen(10),
                    new Fen(200),
                    new Fen(20),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(15));

    static final Policy POLICY = Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE);

    final List<Json.Obj> rows;
    final List<Draft> offered = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final EdgeLoop loop;
    BooleanSupplier room = () -> true;
    Moment now;
    boolean open;
    private final Policy policy;
    private int answered;
    private int orders;

    Shower(List<Json.Obj> rows, Moment now) {
        this(rows, now, true);
    }

    /// @param named whether the site file names the shower
    Shower(List<Json.Obj> rows, Moment now, boolean named) {
        this(rows, now, named, POLICY, Shares.NOTHING);
    }

    private Shower(List<Json.Obj> rows, Moment now, boolean named, Policy policy, Shares shares) {
        this.rows = rows;
        this.now = now;
        this.policy = policy;
        var fold = read(rows);
        loop =
                new EdgeLoop(
                        named ? List.of(shower()) : List.of(),
                        EdgeLoop.Before.nothing().sold(fold.ledger(), "7f3a19c2"),
                        Chance.NEVER,
                        shares,
                        offered::add,
                        new Metrics());
    }

    static Shower begun() {
        return begun(POLICY, Shares.NOTHING);
    }

    static Shower begun(Policy policy, Shares shares) {
        var noon = new Moment(new Mono(0), Canteen.NOON, ClockTrust.SYNCED);
        var life = new Shower(new ArrayList<>(), noon, true, policy, shares);
        life.loop.start(life.now);
        return life;
    }

    /// What a snapshot of the books reads back is what they were.
    private static MemoryFold read(List<Json.Obj> rows) {
        var fold = new MemoryFold();
        rows.forEach(fold::apply);
        var again = new MemoryFold();
        again.restore(
                JsonReader.ownObject(Canonical.text(fold.state()))
                        .orElseThrow(AssertionError::new));
        assertEquals(fold.ledger().kept(), again.ledger().kept());
        return again;
    }

    private PointSlot<?> shower() {
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        "shower",
                        "canteen",
                        new Metering(TERMS),
                        policy,
                        PostureHours.NONE,
                        Map.of("reader", Direction.IN),
                        Map.of(),
                        Map.of("flow", new Role.Sensing(Sensor.METER)),
                        Map.of(Output.VALVE, new Valve()),
                        new Shown(),
                        Optional.of(
                                new PointSlot.Sells(
                                        Canteen.terms(),
                                        Optional.empty(),
                                        new LogCounter("shower"),
                                        Optional.empty()))));
    }

    void tap(long person) {
        shows(Rig.known(person, "diners"), Rig.subject(person));
    }

    /// @param who has money there
    void shows(Presentation shown, Token who) {
        lays(shown, who);
        loop.turn(new Stimulus.CardGone("reader"), now);
        after(Duration.ofSeconds(2));
    }

    /// Into a slot, say.
    void lays(long person) {
        lays(Rig.known(person, "diners"), Rig.subject(person));
    }

    private void lays(Presentation shown, Token who) {
        var list =
                new ListVersion(
                        "accounts", 3, Canteen.NOON.minus(Duration.ofHours(2)), Optional.empty());
        var has = new Balance(10_000, Canteen.NOON, Optional.empty());
        loop.turn(
                new Stimulus.Presented(
                        "reader",
                        shown,
                        now.mono().nanos(),
                        0,
                        0,
                        Map.of(who, new Statement(list, Map.of("personal", has)))),
                now);
    }

    void runs(long total) {
        loop.turn(new Stimulus.Counted("flow", total), now);
    }

    void after(Duration duration) {
        now = new Moment(now.mono().plus(duration), now.wall().plus(duration), now.trust());
        loop.due(now);
    }

    void answer() {
        while (answered < offered.size()) {
            answerOne();
        }
    }

    void answerOne() {
        answerOne(this);
    }

    /// What is on its way yet, to the loop that goes on.
    void answerTo(Shower next) {
        while (answered < offered.size()) {
            answerOne(next);
        }
    }

    private void answerOne(Shower heard) {
        var draft = offered.get(answered++);
        boolean held = room.getAsBoolean();
        long seq = rows.size() + 1L;
        if (held) {
            rows.add(Canteen.event(draft, seq));
        }
        draft.tap()
                .map(
                        id ->
                                held
                                        ? new Stimulus.Recorded(id, seq)
                                        : new Stimulus.NotRecorded(id, Reason.JOURNAL_FULL))
                .ifPresent(stimulus -> heard.loop.turn(stimulus, heard.now));
    }

    List<Json.Obj> records(String kind) {
        return rows.stream()
                .filter(row -> row.text("type").equals(Optional.of("onecard." + kind + ".v1")))
                .map(Occurrences::data)
                .toList();
    }

    /// @return what is answered, once the journal has
    List<Reason> ordered(Command.Act act) {
        var answers = new ArrayList<Answer>();
        var command = new Command("order-" + ++orders, "shower", act, "local:test");
        loop.turn(new Stimulus.Commanded(command, answers::add), now);
        answer();
        return answers.stream().map(Answer::reason).toList();
    }

    List<Boolean> alarms(String kind) {
        return records("alarm").stream()
                .filter(it -> it.text("alarm").equals(Optional.of(kind)))
                .map(it -> it.bool("active").orElseThrow())
                .toList();
    }

    List<Long> fen(String kind, String member) {
        return records(kind).stream().map(it -> it.number(member).orElseThrow()).toList();
    }

    private final class Valve implements Relay {
        @Override
        public String name() {
            return "valve";
        }

        @Override
        public void release(long untilNanos, String cause) {
            throw new AssertionError("a valve is held");
        }

        @Override
        public void hold(String cause) {
            open = true;
        }

        @Override
        public void drop(String cause) {
            open = false;
        }

        @Override
        public boolean energised() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private final class Shown implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {
            told.add(signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }
}
