package onecard.edge;

import static onecard.edge.watch.Device.Kind.CONTACT;
import static onecard.edge.watch.Device.Kind.RELAY;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import onecard.access.Reason;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.KernelClock;
import onecard.edge.code.Codes;
import onecard.edge.code.Passes;
import onecard.edge.config.ConfigTwin;
import onecard.edge.config.Restart;
import onecard.edge.config.SiteSlots;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lines.HeldLines;
import onecard.edge.lines.Lines;
import onecard.edge.loop.CodeSource;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.Events;
import onecard.edge.loop.Inbox;
import onecard.edge.loop.LogPanel;
import onecard.edge.loop.LoopClock;
import onecard.edge.loop.LoopThread;
import onecard.edge.loop.MemoryFold;
import onecard.edge.loop.PinSource;
import onecard.edge.loop.PointPanel;
import onecard.edge.loop.Stimulus;
import onecard.edge.loop.TapSource;
import onecard.edge.remote.DeviceCommands;
import onecard.edge.remote.Identify;
import onecard.edge.remote.RemoteCommands;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.ListIntake;
import onecard.edge.state.LocalCommands;
import onecard.edge.state.Parts;
import onecard.edge.state.Requests;
import onecard.edge.state.Sessions;
import onecard.edge.state.StateDir;
import onecard.edge.state.Stores;
import onecard.edge.store.Journal;
import onecard.edge.store.JournalOutbox;
import onecard.edge.store.Lists;
import onecard.edge.store.SqliteJournal;
import onecard.edge.store.StoredEvent;
import onecard.edge.uplink.Acks;
import onecard.edge.uplink.Backoff;
import onecard.edge.uplink.Brokers;
import onecard.edge.uplink.Courier;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.edge.uplink.Uplink;
import onecard.edge.watch.DeviceAlarms;
import onecard.edge.watch.Liveness;
import onecard.edge.watch.Metrics;
import onecard.edge.watch.MetricsServer;
import onecard.edge.watch.Supervisor;
import onecard.edge.watch.Watchdog;
import onecard.hal.Panel;
import onecard.hal.pcsc.ReaderPanel;
import onecard.point.TapId;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;

/// The daemon put together: `new` in the order of dependence, closed in reverse with the relays
/// first. Everything that may fail is made before anything begins: where a start fails, no relay
/// has moved. Nothing here decides anything.
final class Wiring {

    private final SiteProfile site;
    private final StateDir state;
    private final Optional<Settings> settings;
    private final Consumer<Throwable> fatal;
    private final Parts parts;
    private final Inbox inbox = new Inbox();
    private final Metrics metrics = new Metrics();
    private final Answers answers = new Answers(inbox);
    private final LateOutlet outlet = new LateOutlet();

    /// Site files from the broker: where they are kept, and who starts anew by them.
    ///
    /// @param lines held from one run to the next
    record Settings(SiteSlots slots, Restart restart, HeldLines lines) {}

    private Wiring(
            SiteProfile site,
            StateDir state,
            Optional<Settings> settings,
            Consumer<Throwable> fatal,
            Parts parts) {
        this.site = site;
        this.state = state;
        this.settings = settings;
        this.fatal = fatal;
        this.parts = parts;
    }

    /// Builds and starts the daemon; lines first, so that every output has its declared level
    /// before a reader is opened.
    ///
    /// @param configHash of the site file, for `birth`
    /// @param settings whether another site file may come from the broker
    /// @param fatal told of a bug; ends the process
    static Daemon start(
            SiteProfile site,
            StateDir state,
            String configHash,
            Optional<Settings> settings,
            Consumer<Throwable> fatal)
            throws IOException {
        var parts = new Parts();
        try {
            return new Wiring(site, state, settings, fatal, parts).build(configHash);
        } catch (IOException | RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private Daemon build(String configHash) throws IOException {
        var lines = lines();
        var books = books();
        var lights = Lights.of(site.board());
        lights.values().forEach(parts::add);
        var panels = panels(lights);
        var work = work(books, lines, panels);
        var broker = broker(books, panels, configHash);
        var entrances = entrances(books, work.loop(), lights);
        var supervisor = Supervisor.ofEnvironment();
        var guard = guard(books, work, lines, entrances, supervisor);
        gauges(books, broker.uplink(), lines);
        serve(broker);

        // Nothing fails any more.
        work.thread().start();
        open(lines, entrances, books, work.loop());
        guard.start();
        begin(broker);
        supervisor.ready();
        return new Daemon(
                site,
                state,
                parts,
                lines,
                work.thread(),
                broker.uplink(),
                broker.twin(),
                guard.watchdog(),
                supervisor,
                entrances);
    }

    private Lines lines() throws IOException {
        return settings.isPresent()
                ? settings.get().lines().of(site.board())
                : parts.relaysFirst(
                        Lines.open(site.board(), state.path().resolve("sim"), System::nanoTime));
    }

    /// Keys, clock, and everything that is written down.
    ///
    /// @param session the number of this run of the daemon
    private record Books(
            Stores stores,
            MemoryFold fold,
            long session,
            JournalOutbox outbox,
            SqliteJournal journal,
            DeviceAlarms alarms) {

        BoardClock clock() {
            return stores.clock();
        }

        Lists lists() {
            try {
                return stores.registry().lists();
            } catch (IOException failed) {
                throw new IllegalStateException(
                        "the registry cannot be opened for reading", failed);
            }
        }

        String epoch() {
            return stores.file().position().epoch();
        }
    }

    private Books books() throws IOException {
        var fold = new MemoryFold();
        var stores = Stores.open(site, state, new KernelClock(), fold);
        var clock = stores.clock();
        var registry = parts.add(stores.registry());
        var _ = Rehearsal.of(site, stores, Rehearsal.LIMIT);
        long session = Sessions.next(stores.file());
        var outbox = parts.add(new JournalOutbox(state.journal()));
        var journal = parts.add(new SqliteJournal(stores.file(), outbox, clock, answers));
        fold.unanswered(clock.get()).forEach(journal::offer);
        AutoCloseable imports = registry::stopImports;
        parts.add(imports); // while the journal can still tell of one that ended in time
        DeviceAlarms alarms =
                (alarm, active, detail) ->
                        journal.offer(Events.deviceAlarm(alarm, active, detail, clock.get()));
        answers.alarms =
                active -> alarms.tell("journal_nearly_full", active, journal.room().text());
        settings.flatMap(it -> it.slots().damaged())
                .ifPresent(version -> alarms.tell("site_file_damaged", true, "version " + version));
        return new Books(stores, fold, session, outbox, journal, alarms);
    }

    /// What people see and hear, by point.
    private Map<String, Panel> panels(Map<String, ReaderPanel> lights) {
        return site.points().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                SitePoint::id, point -> Lights.panel(point, lights)));
    }

    /// What decides and moves.
    private record Work(EdgeLoop loop, LoopThread thread) {}

    private Work work(Books books, Lines lines, Map<String, Panel> panels) {
        var slots = Points.of(site.points(), lines.relays(), panels);
        var fold = books.fold();
        var journal = books.journal();
        var loop =
                new EdgeLoop(
                        slots,
                        fold.memory(),
                        fold.prompts(),
                        fold.orders(),
                        journal::offer,
                        metrics);
        var clock = new LoopClock(books.clock(), journal::offer, journal::keep);
        var thread = parts.add(new LoopThread(loop, inbox, clock, metrics, fatal));
        return new Work(loop, thread);
    }

    /// The way to the broker, and everything that comes by it.
    private record Remote(
            Uplink uplink,
            ListCommands lists,
            ListIntake intake,
            LocalCommands commands,
            Optional<ConfigTwin> twin,
            AtomicBoolean serving) {}

    private Remote broker(Books books, Map<String, Panel> panels, String configHash)
            throws IOException {
        var clock = books.clock();
        var journal = books.journal();
        var outbox = books.outbox();
        var topics = new Topics(site.site(), site.device());
        var device =
                new DeviceCommands(
                        new DeviceCommands.Ports(
                                clock,
                                outbox,
                                journal::offer,
                                outlet,
                                parts.add(new Identify(panels)),
                                settings.map(Settings::restart),
                                metrics));
        answers.device = Optional.of(device);
        var remote =
                new RemoteCommands(
                        new RemoteCommands.Whom(
                                topics,
                                books.session(),
                                books.epoch(),
                                new TrustedKeys(site.keys().commands())),
                        new RemoteCommands.Ports(
                                clock, inbox::offer, device, journal::offer, outlet, metrics));
        var stores = books.stores();
        var lists =
                new ListCommands(site, state, stores.registry(), stores.tokens(), clock, journal);
        var intake = parts.add(lists.intake(topics, System::nanoTime, metrics));
        var twin = settings.map(it -> new ConfigTwin(site, it.slots(), it.restart()));
        twin.ifPresent(parts::add);
        var hosts = new TrustedKeys(site.keys().hosts());
        var inbound =
                new ArrayList<Inbound>(List.of(new Acks(topics, hosts, outbox), intake, remote));
        twin.ifPresent(inbound::add);
        var serving = new AtomicBoolean();
        var uplink =
                parts.add(
                        new Uplink(
                                new Courier.Settings(
                                        topics,
                                        books.session(),
                                        Courier.Settings.USUAL_BACKLOG_PER_SECOND),
                                courier(books, inbound, configHash, serving),
                                System::nanoTime));
        outlet.uplink = Optional.of(uplink);
        var commands = new LocalCommands(inbox::offer, device::given, books.epoch());
        return new Remote(uplink, lists, intake, commands, twin, serving);
    }

    private Courier.Ports courier(
            Books books, List<Inbound> inbound, String configHash, AtomicBoolean serving)
            throws IOException {
        var clock = books.clock();
        var stores = books.stores();
        var birth =
                new Birth(
                        site,
                        configHash,
                        stores.deviceKey(),
                        books.session(),
                        stores.registry(),
                        books.outbox(),
                        clock);
        return new Courier.Ports(
                books.outbox(),
                Brokers.of(site.uplink(), state.path(), () -> clock.get().wall()),
                Backoff.jittered(new SplittableRandom(new SecureRandom().nextLong())),
                inbound,
                (alarm, active, detail) -> books.alarms().tell(alarm.wire(), active, detail),
                Canonical::text,
                birth,
                metrics::json,
                () ->
                        OffsetDateTime.ofInstant(
                                        clock.get().wall().truncatedTo(ChronoUnit.MILLIS),
                                        site.timezone())
                                .toString(),
                serving::get);
    }

    private Entrances entrances(Books books, EdgeLoop loop, Map<String, ReaderPanel> lights)
            throws IOException {
        var clock = books.clock();
        var tokens = books.stores().tokens();
        var board = site.board();
        var proofs = parts.add(CardProofs.open(site, state, clock, books.alarms(), metrics));
        var scanners = Scanners.of(board.scanners(), System::nanoTime);
        return new Entrances(
                lights,
                proofs,
                Readers.of(site, tokens, proofs, System::nanoTime),
                scanners,
                scanners.isEmpty() ? Optional.empty() : Optional.of(codes(books, loop)),
                Keypads.of(board.keypads(), System::nanoTime));
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
    private record Guard(Liveness liveness, Watchdog watchdog) {
        void start() {
            liveness.start();
            watchdog.start();
        }
    }

    private Guard guard(
            Books books, Work work, Lines lines, Entrances entrances, Supervisor supervisor) {
        var vitals = new Vitals(inbox);
        vitals.part("edge-loop", work.thread()::progressNanos);
        vitals.part("journal", books.journal()::progressNanos);
        lines.gpio().ifPresent(gpio -> vitals.part("lines", gpio::progressNanos));
        if (lines.converters().isWanted()) {
            vitals.part("converters", lines.converters()::progressNanos);
        }
        entrances.watchedBy(vitals);
        var board = site.board();
        board.contacts()
                .forEach((name, it) -> vitals.device(CONTACT, name, lines.progress(it.line())));
        board.supervised().forEach((name, it) -> vitals.device(CONTACT, name, lines.progress(it)));
        board.relays().forEach((name, it) -> vitals.device(RELAY, name, lines.progress(it.line())));
        var liveness = parts.add(new Liveness(vitals.devices(), System::nanoTime));
        vitals.part("liveness", liveness::progressNanos);
        var watchdog = parts.add(new Watchdog(vitals.parts(), supervisor, System::nanoTime));
        return new Guard(liveness, watchdog);
    }

    private void gauges(Books books, Uplink uplink, Lines lines) {
        metrics.gauge("onecard_journal_full_percent", books.journal()::fullPercent);
        metrics.gauge("onecard_journal_refused_total", books.journal()::refused);
        metrics.gauge("onecard_unsent_events", books.outbox()::unsentCount);
        metrics.gauge("onecard_presentations_dropped_total", inbox::dropped);
        metrics.gauge("onecard_uplink_online", () -> uplink.health().online() ? 1 : 0);
        lines.gpio()
                .ifPresent(gpio -> metrics.gauge("onecard_missed_edges_total", gpio::missedEdges));
    }

    /// What others on this machine reach.
    private void serve(Remote broker) throws IOException {
        if (site.metrics().served()) {
            parts.add(new MetricsServer(site.metrics().listen(), metrics));
        }
        var requests = new Requests(broker.lists(), broker.commands());
        parts.add(new Control(state.controlSocket(), requests));
    }

    /// Contacts tell their level, then cards are welcome.
    private void open(Lines lines, Entrances entrances, Books books, EdgeLoop loop) {
        entrances.lights().values().forEach(ReaderPanel::open);
        var panel = new LogPanel(site.device());
        var told = tapSource(books, panel);
        lines.start(told);
        lines.contacts().values().forEach(contact -> contact.open(told));
        var lit = new PointPanel(panel, Map.copyOf(entrances.lights()));
        entrances
                .readers()
                .forEach((name, reader) -> parts.add(reader).open(tapSource(books, lit.at(name))));
        for (var scanner : entrances.scanners().values()) {
            var codes = entrances.codes().orElseThrow();
            parts.add(scanner).open(new CodeSource(codes, inbox, panel, System::nanoTime));
        }
        var tokens = books.stores().tokens();
        for (var keypad : entrances.keypads().values()) {
            parts.add(keypad)
                    .open(new PinSource(loop::asked, tokens, books::lists, inbox, metrics));
        }
    }

    private TapSource tapSource(Books books, Panel panel) {
        return new TapSource(books::lists, inbox, panel, metrics, System::nanoTime);
    }

    private static void begin(Remote broker) {
        var uplink = broker.uplink();
        broker.serving().set(true);
        broker.lists().announceBy(uplink::announce);
        broker.intake().start(uplink::interestChanged);
        broker.twin()
                .ifPresent(it -> it.start((topic, report) -> uplink.tell(topic, report, true)));
        uplink.start();
    }

    /// The way to an uplink that is made after those who use it.
    private static final class LateOutlet implements Outlet {
        private volatile Optional<Uplink> uplink = Optional.empty(); // set once, before it starts

        @Override
        public void tell(String topic, Json.Obj body, boolean retained) {
            uplink.orElseThrow().tell(topic, body, retained);
        }

        @Override
        public void sync() {
            uplink.orElseThrow().sync();
        }

        @Override
        public boolean replay(List<StoredEvent> events) {
            return uplink.orElseThrow().replay(events);
        }
    }

    /// The journal's answers on their way to whoever waits: an operator of the device, or the loop.
    private static final class Answers implements Journal.Listener {
        private final Inbox inbox;
        private volatile Optional<DeviceCommands> device = Optional.empty(); // set once, as alarms
        private volatile Consumer<Boolean> alarms = _ -> {}; // set once, when the journal exists

        Answers(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void recorded(TapId tap, long seq) {
            if (device.filter(it -> it.recorded(tap, seq)).isEmpty()) {
                inbox.offer(new Stimulus.Recorded(tap, seq));
            }
        }

        @Override
        public void notRecorded(TapId tap, Reason why) {
            if (device.filter(it -> it.notRecorded(tap, why)).isEmpty()) {
                inbox.offer(new Stimulus.NotRecorded(tap, why));
            }
        }

        @Override
        public void nearlyFull(boolean active) {
            alarms.accept(active);
        }
    }
}
