package onecard.edge;

import static onecard.edge.uplink.Trouble.NETWORK;
import static onecard.edge.watch.Device.Kind.CONTACT;
import static onecard.edge.watch.Device.Kind.RELAY;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import onecard.access.Factor;
import onecard.attendance.Attending;
import onecard.edge.bio.recognise.Comers;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.Clocks;
import onecard.edge.code.Codes;
import onecard.edge.code.Passes;
import onecard.edge.config.Restart;
import onecard.edge.config.SiteSlots;
import onecard.edge.counter.CounterDevices;
import onecard.edge.counter.CounterSource;
import onecard.edge.crypto.Tokens;
import onecard.edge.entrance.Bodies;
import onecard.edge.entrance.CardProofs;
import onecard.edge.entrance.Entrances;
import onecard.edge.entrance.FirstLooks;
import onecard.edge.entrance.Lights;
import onecard.edge.entrance.PlateViews;
import onecard.edge.entrance.Points;
import onecard.edge.entrance.Purses;
import onecard.edge.entrance.UntilClosed;
import onecard.edge.intake.CardsRead;
import onecard.edge.intake.CodeSource;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.PinSource;
import onecard.edge.intake.PlateTaps;
import onecard.edge.intake.SeenTaps;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.TapSource;
import onecard.edge.intake.TillKeys;
import onecard.edge.lines.HeldLines;
import onecard.edge.lines.Lines;
import onecard.edge.loop.Chance;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.LogPanel;
import onecard.edge.loop.LoopClock;
import onecard.edge.loop.LoopThread;
import onecard.edge.plates.PlateLookup;
import onecard.edge.remote.SharedPasses;
import onecard.edge.sim.DeviceTrace;
import onecard.edge.sim.HandsFile;
import onecard.edge.sim.SimClock;
import onecard.edge.state.Control;
import onecard.edge.state.HealthRequest;
import onecard.edge.state.LeaveRequest;
import onecard.edge.state.LoopEraser;
import onecard.edge.state.Parts;
import onecard.edge.state.Requests;
import onecard.edge.state.StateDir;
import onecard.edge.state.TraceRequest;
import onecard.edge.state.VaultKeeper;
import onecard.edge.state.VaultRequest;
import onecard.edge.uplink.Uplink;
import onecard.edge.watch.Device;
import onecard.edge.watch.Liveness;
import onecard.edge.watch.Metrics;
import onecard.edge.watch.MetricsServer;
import onecard.edge.watch.Progress;
import onecard.edge.watch.Vitals;
import onecard.hal.Contact;
import onecard.hal.ContactMeter;
import onecard.hal.DeviceEvent;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.hal.gpio.GpioBoard;
import onecard.hal.pcsc.ReaderPanel;
import onecard.hal.sim.SimWitness;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.site.SiteProfile.ClockMode;
import onecard.site.SiteTill;

/// The daemon put together: `new` in the order of dependence, closed in reverse with the relays
/// first. Everything that may fail is made before anything begins: where a start fails, no relay
/// has moved. What takes its time is made first, and the contacts taken last: until then the run
/// before hears them. Nothing here decides anything.
final class Wiring {

    private final Ground ground;
    private final SiteProfile site;
    private final StateDir state;
    private final Clocks clocks;
    private final Parts parts;
    private final SimWitness witness;
    private final Inbox inbox;
    private final Metrics metrics;
    private final Optional<NextRun> next;
    private final Consumer<Throwable> fatal;

    /// What a run leaves to the next: by which site file it runs, the lines that are held, and the
    /// points that stay on duty until then.
    ///
    /// @param restart the wish for one
    record NextRun(SiteSlots slots, Restart restart, HeldLines lines, Handover handover) {}

    private Wiring(Ground ground, Optional<NextRun> next, Consumer<Throwable> fatal) {
        this.ground = ground;
        site = ground.site();
        state = ground.state();
        clocks = ground.clocks();
        parts = ground.parts();
        witness = ground.witness();
        inbox = ground.inbox();
        metrics = ground.metrics();
        this.next = next;
        this.fatal = fatal;
    }

    /// A daemon that moves nothing yet, and hears no contact: the run before may still have them.
    record Prepared(
            Wiring wiring,
            String configHash,
            Lines lines,
            Books books,
            Handover.Duty work,
            BrokerSide broker,
            Entrances entrances,
            Purses purses)
            implements AutoCloseable {

        /// Whoever writes for those who are still on duty.
        Progress.Part journal() {
            return new Progress.Part("journal", books.journal()::progressNanos);
        }

        /// Takes the contacts, and begins.
        ///
        /// @param before the loop that turned last; absent: none did
        Daemon begin(Optional<EdgeLoop> before) throws IOException {
            try {
                before.ifPresent(work.loop()::after);
                return wiring.begin(this);
            } catch (IOException | RuntimeException failed) {
                close();
                throw failed;
            }
        }

        @Override
        public void close() {
            work.thread().close();
            wiring.parts.close();
        }
    }

    /// Builds and starts the daemon.
    ///
    /// @param configHash of the site file, for `birth`
    /// @param fatal told of a bug; ends the process
    static Daemon start(
            SiteProfile site, StateDir state, String configHash, Consumer<Throwable> fatal)
            throws IOException {
        return start(site, state, Clocks.BOARD, configHash, fatal);
    }

    /// The same by other clocks than the board's.
    static Daemon start(
            SiteProfile site,
            StateDir state,
            Clocks clocks,
            String configHash,
            Consumer<Throwable> fatal)
            throws IOException {
        return prepare(site, state, clocks, configHash, Optional.empty(), fatal)
                .begin(Optional.empty());
    }

    /// Builds the daemon; lines first, so that every output has its declared level before a reader
    /// is opened.
    ///
    /// @param configHash of the site file, for `birth`
    /// @param next absent: no other run follows, and no site file comes from the broker
    /// @param fatal told of a bug; ends the process
    static Prepared prepare(
            SiteProfile site,
            StateDir state,
            String configHash,
            Optional<NextRun> next,
            Consumer<Throwable> fatal)
            throws IOException {
        return prepare(site, state, Clocks.BOARD, configHash, next, fatal);
    }

    private static Prepared prepare(
            SiteProfile site,
            StateDir state,
            Clocks machine,
            String configHash,
            Optional<NextRun> next,
            Consumer<Throwable> fatal)
            throws IOException {
        var clocks =
                site.clock() == ClockMode.SIMULATED
                        ? SimClock.over(machine, state.simulated())
                        : machine;
        var parts = new Parts();
        try {
            var handover = next.map(NextRun::handover).orElseGet(Handover::new);
            var ground =
                    new Ground(
                            site,
                            state,
                            clocks,
                            parts,
                            witness(site, state, parts),
                            new Inbox(),
                            new Metrics(),
                            handover);
            return new Wiring(ground, next, fatal).prepared(configHash);
        } catch (IOException | RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private Prepared prepared(String configHash) throws IOException {
        var lines = lines();
        Lines.look(site.board());
        var books = Books.open(ground, next.map(NextRun::slots));
        var lights = Lights.of(site.board());
        lights.values().forEach(parts::add);
        var panels = panels(lights);
        var counters = parts.add(CounterDevices.of(site, witness, clocks.nanos()));
        var shared = new SharedPasses(site, books.clock(), inbox::offer);
        var bodies = parts.add(bodies(books));
        var work = work(books, lines, panels, counters, shared, bodies);
        var broker = BrokerSide.of(ground, books, panels, next, configHash, shared);
        PublishedAttendance.of(site, broker.uplink()).ifPresent(work.loop()::publishAttendance);
        var purses = parts.add(purses(books));
        var entrances = entrances(books, work.loop(), lights, counters, bodies);
        if (site.metrics().served()) {
            parts.add(new MetricsServer(site.metrics().listen(), metrics));
        }
        return new Prepared(this, configHash, lines, books, work, broker, entrances, purses);
    }

    private Daemon begin(Prepared made) throws IOException {
        var lines = made.lines();
        var books = made.books();
        var work = made.work();
        var broker = made.broker();
        lines.wire(site.board());
        var guard = guard(books, work, broker, lines, made.entrances());
        Gauges.of(ground, books, broker.uplink(), lines, made.configHash());
        parts.add(
                new Control(
                        state.controlSocket(), requests(broker, books, made.entrances().bodies())));
        var hands = hands(made.entrances());

        // Nothing fails any more.
        books.held().tell(); // before anybody taps
        work.thread().start();
        var looks = new FirstLooks(made.entrances().readers().keySet());
        open(made, looks);
        hands.map(parts::add).ifPresent(HandsFile::start); // closed before what they touch
        broker.begin();
        books.vault().map(parts::add).ifPresent(VaultKeeper::start);
        parts.add(guard.liveness()).start(); // closed before whom it watches
        return new Daemon(
                site,
                state,
                books.stores().boot(),
                parts,
                work,
                broker,
                guard.progress(),
                made.entrances(),
                looks,
                lines,
                metrics);
    }

    private Lines lines() throws IOException {
        return next.isPresent()
                ? next.get().lines().of(site.board())
                : parts.relaysFirst(Lines.open(site.board(), state.simulated(), System::nanoTime));
    }

    /// Who sees what simulated devices do, if there are any.
    private static SimWitness witness(SiteProfile site, StateDir state, Parts parts)
            throws IOException {
        return site.board().simulatesDevices()
                ? parts.add(DeviceTrace.open(state.simulated(), System::nanoTime))
                : SimWitness.NOBODY;
    }

    /// What is done to simulated devices from here on, if there are any.
    private Optional<HandsFile> hands(Entrances entrances) throws IOException {
        return site.board().simulatesDevices()
                ? Optional.of(new HandsFile(state.simulated(), entrances.simulated()))
                : Optional.empty();
    }

    /// What people see and hear, by point.
    private Map<String, Panel> panels(Map<String, ReaderPanel> lights) {
        return site.points().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                SitePoint::id, point -> Lights.panel(point, lights, witness)));
    }

    /// What decides and moves; no part to be closed, since it may outlast the rest.
    private Handover.Duty work(
            Books books,
            Lines lines,
            Map<String, Panel> panels,
            CounterDevices counters,
            SharedPasses shared,
            Bodies bodies)
            throws IOException {
        var slots =
                Points.of(
                        site.points(),
                        lines.relays(),
                        panels,
                        point -> counters.at(point, site, inbox::offer),
                        point -> counters.guard(point, site, inbox::offer),
                        books.held()::guests,
                        point -> counters.desk(point, site, inbox::offer),
                        bodies::at);
        var fold = books.fold();
        fold.countInto(metrics.people());
        var handover = ground.handover();
        var loop =
                new EdgeLoop(
                        slots,
                        books.before(),
                        Chance.of(new SplittableRandom(new SecureRandom().nextLong())),
                        shared.shares(books.session(), books.epoch(), fold.letIn()),
                        handover,
                        metrics);
        loop.attended(fold.attended());
        books.journal().start(); // which folds from here on
        handover.opened(books.journal());
        AutoCloseable closing = handover::closing;
        parts.add(closing);
        var clock = new LoopClock(books.clock(), handover::offer, handover::keep);
        var thread = new LoopThread(loop, inbox, clock, metrics, fatal);
        return new Handover.Duty(loop, thread, inbox, () -> isAtRest(lines), onDuty(lines, thread));
    }

    private static Progress onDuty(Lines lines, LoopThread thread) {
        LongSupplier edges =
                () -> lines.gpio().map(GpioBoard::progressNanos).orElseGet(System::nanoTime);
        return new Progress(
                List.of(
                        new Progress.Part("edge-loop", thread::progressNanos),
                        new Progress.Part("lines", edges)),
                System::nanoTime);
    }

    private boolean isAtRest(Lines lines) {
        return site.board().relays().entrySet().stream()
                .allMatch(
                        relay ->
                                isEnergised(lines, relay.getKey())
                                        == relay.getValue().rest().energisedAtStop());
    }

    private static boolean isEnergised(Lines lines, String relay) {
        return Optional.ofNullable(lines.relays().get(relay)).filter(Relay::energised).isPresent();
    }

    private Entrances entrances(
            Books books,
            EdgeLoop loop,
            Map<String, ReaderPanel> lights,
            CounterDevices counters,
            Bodies bodies)
            throws IOException {
        var clock = books.clock();
        var proofs = parts.add(CardProofs.open(site, state, clock, books.alarms(), metrics));
        Optional<Supplier<Codes>> codes =
                site.board().scanners().isEmpty()
                        ? Optional.empty()
                        : Optional.of(codes(books, loop));
        return Entrances.of(
                site,
                books.stores().tokens(),
                lights,
                proofs,
                codes,
                counters,
                bodies,
                state.path(),
                witness,
                clocks.nanos());
    }

    private Purses purses(Books books) {
        return Purses.of(site, books.stores().tokens(), books.clock().get().wall(), books.alarms());
    }

    private Bodies bodies(Books books) {
        return Bodies.of(
                site,
                new Bodies.Ports(
                        books.stores().vault(),
                        point -> comers(books, point),
                        inbox::offer,
                        books.clock(),
                        clocks.nanos(),
                        witness,
                        books.alarms(),
                        fatal));
    }

    private static Comers comers(Books books, SitePoint point) {
        var roster = point.profile().attends().flatMap(Attending::roster);
        return new Comers(point.policy().lists(), books::lists, roster.map(books.held()::roster));
    }

    private Supplier<Codes> codes(Books books, EdgeLoop loop) throws IOException {
        var clock = books.clock();
        var tokens = books.stores().tokens();
        var passes = Passes.check(site, state.path(), tokens);
        Supplier<Instant> wall = () -> clock.get().wall();
        var foreign = Passes.foreign(site, state.path(), tokens, parts::add, wall, books.alarms());
        return () ->
                new Codes(
                        passes, foreign, new Codes.Ports(tokens, books.lists(), wall, loop::uses));
    }

    /// Who sees whether all of it makes progress.
    private record Guard(Liveness liveness, Progress progress) {}

    private Guard guard(
            Books books, Handover.Duty work, BrokerSide broker, Lines lines, Entrances entrances) {
        var vitals = new Vitals(this::tell);
        vitals.part("edge-loop", work.thread()::progressNanos);
        vitals.part("journal", books.journal()::progressNanos);
        broker.watchedBy(vitals, books.stores().registry());
        lines.gpio().ifPresent(gpio -> vitals.part("lines", gpio::progressNanos));
        if (lines.converters().isWanted()) {
            vitals.part("converters", lines.converters()::progressNanos);
        }
        entrances.watchedBy(vitals);
        var board = site.board();
        board.contacts()
                .forEach(
                        (name, it) ->
                                vitals.device(CONTACT, name, told(lines.progress(it.line()))));
        board.supervised()
                .forEach((name, it) -> vitals.device(CONTACT, name, told(lines.progress(it))));
        board.relays()
                .forEach((name, it) -> vitals.device(RELAY, name, told(lines.progress(it.line()))));
        var liveness = new Liveness(vitals.devices(), clocks.nanos());
        vitals.part("liveness", liveness::progressNanos);
        return new Guard(liveness, vitals.progress(System::nanoTime));
    }

    /// What lines tell by the board's clock, by ours: as long ago.
    private LongSupplier told(LongSupplier progress) {
        return () -> clocks.nanos().getAsLong() - (System.nanoTime() - progress.getAsLong());
    }

    private void tell(Device device, boolean observed) {
        inbox.offer(observed ? new Stimulus.Heard(device) : new Stimulus.Silent(device));
    }

    /// What others on this machine may ask.
    private Requests requests(BrokerSide broker, Books books, Bodies bodies) {
        books.vault().ifPresent(it -> it.whenChanged(bodies::changed));
        var health = new HealthRequest(() -> health(broker.uplink(), books.clock()), metrics::json);
        var vault = new VaultRequest(books.vault(), bodies, state.vault(), books.clock());
        var trace = new TraceRequest(site.journal(), new LoopEraser(inbox::offer), vault);
        var leave = new LeaveRequest(next.map(it -> it.restart()::leave));
        return new Requests(broker.lists(), broker.commands(), health, leave, trace, vault);
    }

    private HealthRequest.Health health(Uplink uplink, BoardClock clock) {
        var link = uplink.health();
        return new HealthRequest.Health(
                link.online() ? Optional.empty() : Optional.of(link.trouble().orElse(NETWORK)),
                link.detail(),
                clock.get().trust(),
                metrics.standings());
    }

    /// Contacts tell their level, then cards are welcome.
    private void open(Prepared made, FirstLooks looks) {
        var lines = made.lines();
        var entrances = made.entrances();
        var books = made.books();
        var loop = made.work().loop();
        Function<String, Panel> lit =
                reader -> Lights.at(reader, site, entrances.lights(), witness);
        entrances.lights().values().forEach(ReaderPanel::open);
        entrances.counters().open(new CounterSource(inbox, metrics));
        var told =
                new TapSource(
                        books::lists, inbox, new LogPanel(site.device()), metrics, clocks.nanos());
        lines.start(told);
        lines.contacts().values().forEach(contact -> open(contact, told));
        entrances
                .readers()
                .forEach(
                        (name, reader) -> {
                            var cards = entrances.bodies().cards();
                            var taps =
                                    tapSource(books, made.purses(), cards, name, lit.apply(name));
                            parts.add(reader).open(looks.of(name, heard(taps)));
                        });
        for (var scanner : entrances.scanners().values()) {
            var codes = entrances.codes().orElseThrow();
            var facts = TillViews.of(site, books, scanner.name());
            parts.add(scanner)
                    .open(
                            heard(
                                    new CodeSource(
                                            codes,
                                            facts,
                                            inbox,
                                            lit.apply(scanner.name()),
                                            clocks.nanos())));
        }
        for (var camera : entrances.cameras().values()) {
            var panel = lit.apply(camera.name());
            parts.add(camera)
                    .open(parts.add(new UntilClosed<>(plates(books, camera.name(), panel))));
        }
        entrances.bodies().open((sensor, by) -> seen(books, sensor, by, lit.apply(sensor)));
        var tokens = books.stores().tokens();
        for (var keypad : entrances.keypads().values()) {
            parts.add(keypad).open(heard(keys(keypad.name(), tokens, books, loop)));
        }
    }

    /// What a point counts by is counted before anybody queues for it.
    private void open(Contact contact, Consumer<DeviceEvent> told) {
        boolean counts =
                site.points().stream()
                        .map(point -> point.contacts().get(contact.name()))
                        .anyMatch(new Role.Sensing(Sensor.METER)::equals);
        if (counts) {
            new ContactMeter(contact).open(told);
        } else {
            contact.open(told);
        }
    }

    private SeenTaps seen(Books books, String sensor, Factor by, Panel panel) {
        var facts = TillViews.of(site, books, sensor);
        return new SeenTaps(by.kind(), books::lists, facts, inbox, panel, clocks.nanos());
    }

    private PlateTaps plates(Books books, String camera, Panel panel) {
        var clock = books.clock();
        var facts = TillViews.of(site, books, camera);
        var ports =
                new PlateLookup.Ports(
                        books.stores().tokens(),
                        books::lists,
                        () -> clock.get().wall(),
                        facts::bound);
        return new PlateTaps(
                PlateViews.of(site, camera, ports),
                Objects.requireNonNull(site.board().cameras().get(camera)).away(),
                inbox,
                panel,
                metrics,
                clocks.nanos());
    }

    private Consumer<DeviceEvent> keys(String keypad, Tokens tokens, Books books, EdgeLoop loop) {
        var pins = new PinSource(loop::asked, tokens, books::lists, inbox, metrics);
        return isOperators(keypad)
                ? new TillKeys(
                        inbox,
                        metrics,
                        name -> loop.asked(name).isPresent(),
                        it -> loop.mayBeLatePin(it.keypad(), it.pressedNanos()),
                        pins)
                : pins;
    }

    private Consumer<DeviceEvent> heard(Consumer<DeviceEvent> source) {
        return parts.add(new UntilClosed<>(source));
    }

    private TapSource tapSource(
            Books books, Purses purses, CardsRead carried, String reader, Panel panel) {
        var facts = TillViews.of(site, books, reader);
        return new TapSource(
                books::lists,
                facts,
                purses.at(reader),
                carried,
                inbox,
                panel,
                metrics,
                clocks.nanos());
    }

    private boolean isOperators(String keypad) {
        return site.points().stream()
                .flatMap(point -> point.till().flatMap(SiteTill::keypad).stream())
                .anyMatch(keypad::equals);
    }
}
