package onecard.edge;

import static onecard.edge.watch.Device.Kind.CONTACT;
import static onecard.edge.watch.Device.Kind.PANEL;
import static onecard.edge.watch.Device.Kind.RELAY;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.clock.KernelClock;
import onecard.edge.code.Codes;
import onecard.edge.code.Passes;
import onecard.edge.config.ConfigTwin;
import onecard.edge.config.Restart;
import onecard.edge.config.SiteSlots;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
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
import onecard.edge.remote.RemoteCommands;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.LocalCommands;
import onecard.edge.state.Parts;
import onecard.edge.state.Requests;
import onecard.edge.state.Sessions;
import onecard.edge.state.StateDir;
import onecard.edge.state.Stores;
import onecard.edge.store.Journal;
import onecard.edge.store.JournalOutbox;
import onecard.edge.store.Lists;
import onecard.edge.store.Registry;
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
import onecard.hal.pcsc.ReaderPanel;
import onecard.point.TapId;
import onecard.site.SiteProfile;

/// The daemon put together: one method from top to bottom, `new` in the order of dependence,
/// closed in reverse with the relays first. Nothing here decides anything.
final class Wiring {

    private Wiring() {}

    /// Site files from the broker: where they are kept, and who starts anew by them.
    record Settings(SiteSlots slots, Restart restart) {}

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
            return build(site, state, configHash, settings, fatal, parts);
        } catch (IOException | RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private static Daemon build(
            SiteProfile site,
            StateDir state,
            String configHash,
            Optional<Settings> settings,
            Consumer<Throwable> fatal,
            Parts parts)
            throws IOException {
        // Lines.
        var lines =
                parts.relaysFirst(
                        Lines.open(site.board(), state.path().resolve("sim"), System::nanoTime));

        // Keys, clock and stores.
        var fold = new MemoryFold();
        var stores = Stores.open(site, state, new KernelClock(), fold);
        var clock = stores.clock();
        var file = stores.file();
        var tokens = stores.tokens();
        var registry = parts.add(stores.registry());
        var _ = Rehearsal.of(site, stores, Rehearsal.LIMIT);
        long session = Sessions.next(file);
        var shownAt = file.state(HomeAssistant.KEPT);

        // The loop.
        var inbox = new Inbox();
        var metrics = new Metrics();
        var outbox = parts.add(new JournalOutbox(state.journal()));
        var answers = new Answers(inbox);
        var journal = parts.add(new SqliteJournal(file, outbox, clock, answers));
        fold.unanswered(clock.get()).forEach(journal::offer);
        AutoCloseable imports = registry::stopImports;
        parts.add(imports); // while the journal can still tell of one that ended in time
        DeviceAlarms alarms =
                (alarm, active, detail) ->
                        journal.offer(Events.deviceAlarm(alarm, active, detail, clock.get()));
        answers.alarms =
                active -> alarms.tell("journal_nearly_full", active, journal.room().text());
        var lights = Lights.of(site.board());
        lights.values().forEach(parts::add);
        var slots = Points.of(site.points(), lines.relays(), point -> Lights.panel(point, lights));
        var loop =
                new EdgeLoop(
                        slots,
                        fold.memory(),
                        fold.prompts(),
                        fold.orders(),
                        journal::offer,
                        metrics);
        var loopClock = new LoopClock(clock, journal::offer, journal::keep);
        var loopThread = parts.add(new LoopThread(loop, inbox, loopClock, metrics, fatal));

        // The broker.
        var birth =
                new Birth(site, configHash, stores.deviceKey(), session, registry, outbox, clock);
        var topics = new Topics(site.site(), site.device());
        var hosts = new TrustedKeys(site.keys().hosts());
        var outlet = new LateOutlet();
        var device = new DeviceCommands(clock, outbox, journal::offer, outlet, metrics);
        var remote =
                new RemoteCommands(
                        new RemoteCommands.Whom(
                                topics,
                                session,
                                file.position().epoch(),
                                new TrustedKeys(site.keys().commands())),
                        new RemoteCommands.Ports(
                                clock, inbox::offer, device, journal::offer, outlet, metrics));
        var serving = new java.util.concurrent.atomic.AtomicBoolean();
        var lists = new ListCommands(site, state, registry, tokens, clock, journal);
        var intake = parts.add(lists.intake(topics, System::nanoTime, metrics));
        var twin =
                settings.map(
                        it ->
                                new ConfigTwin(
                                        topics,
                                        new TrustedKeys(site.keys().configs()),
                                        it.slots(),
                                        it.restart()));
        twin.ifPresent(parts::add);
        var inbound =
                new ArrayList<Inbound>(List.of(new Acks(topics, hosts, outbox), intake, remote));
        twin.ifPresent(inbound::add);
        var uplink =
                parts.add(
                        new Uplink(
                                new Courier.Settings(
                                        topics, session, Courier.Settings.USUAL_BACKLOG_PER_SECOND),
                                new Courier.Ports(
                                        outbox,
                                        Brokers.of(
                                                site.uplink(),
                                                state.path(),
                                                () -> clock.get().wall()),
                                        Backoff.jittered(
                                                new SplittableRandom(
                                                        new SecureRandom().nextLong())),
                                        inbound,
                                        (alarm, active, detail) ->
                                                alarms.tell(alarm.wire(), active, detail),
                                        Canonical::text,
                                        birth,
                                        metrics::json,
                                        () ->
                                                OffsetDateTime.ofInstant(
                                                                clock.get()
                                                                        .wall()
                                                                        .truncatedTo(
                                                                                ChronoUnit.MILLIS),
                                                                site.timezone())
                                                        .toString(),
                                        serving::get),
                                System::nanoTime));
        outlet.uplink = Optional.of(uplink);
        gauges(metrics, journal, outbox, inbox, uplink);

        // Devices: contacts tell their level, then cards are welcome.
        loopThread.start();
        lights.values().forEach(ReaderPanel::open);
        var panel = new LogPanel(site.device());
        var told = new TapSource(() -> view(registry), inbox, panel, metrics, System::nanoTime);
        lines.start(told);
        lines.contacts().values().forEach(contact -> contact.open(told));
        var proofs = parts.add(CardProofs.open(site, state, clock, alarms, metrics));
        var readers = Readers.of(site, tokens, proofs, System::nanoTime);
        var lit = new PointPanel(panel, Map.copyOf(lights));
        for (var reader : readers.values()) {
            parts.add(reader);
            reader.open(
                    new TapSource(
                            () -> view(registry),
                            inbox,
                            lit.at(reader.name()),
                            metrics,
                            System::nanoTime));
        }
        var scanners = Scanners.of(site.board().scanners(), System::nanoTime);
        if (!scanners.isEmpty()) {
            var passes = Passes.check(site, state.path(), tokens);
            var foreign =
                    Passes.foreign(
                            site,
                            state.path(),
                            tokens,
                            parts::add,
                            () -> clock.get().wall(),
                            alarms);
            Supplier<Codes> codes =
                    () ->
                            new Codes(
                                    passes,
                                    foreign,
                                    new Codes.Ports(
                                            tokens,
                                            view(registry),
                                            () -> clock.get().wall(),
                                            loop::uses));
            for (var scanner : scanners.values()) {
                parts.add(scanner);
                scanner.open(new CodeSource(codes, inbox, panel, System::nanoTime));
            }
        }
        var keypads = Keypads.of(site.board().keypads(), System::nanoTime);
        for (var keypad : keypads.values()) {
            parts.add(keypad);
            keypad.open(new PinSource(loop::asked, tokens, () -> view(registry), inbox, metrics));
        }

        // The outside.
        var supervisor = Supervisor.ofEnvironment();
        var vitals = new Vitals(inbox);
        vitals.part("edge-loop", loopThread::progressNanos);
        vitals.part("journal", journal::progressNanos);
        lines.gpio()
                .ifPresent(
                        gpio -> {
                            vitals.part("lines", gpio::progressNanos);
                            metrics.gauge("onecard_missed_edges_total", gpio::missedEdges);
                        });
        if (lines.converters().isWanted()) {
            vitals.part("converters", lines.converters()::progressNanos);
        }
        readers.forEach((name, reader) -> vitals.reader(name, reader::progressNanos));
        scanners.forEach((name, scanner) -> vitals.reader(name, scanner::progressNanos));
        keypads.forEach((name, keypad) -> vitals.reader(name, keypad::progressNanos));
        var board = site.board();
        board.contacts()
                .forEach((name, it) -> vitals.device(CONTACT, name, lines.progress(it.line())));
        board.supervised().forEach((name, it) -> vitals.device(CONTACT, name, lines.progress(it)));
        board.relays().forEach((name, it) -> vitals.device(RELAY, name, lines.progress(it.line())));
        lights.forEach((name, light) -> vitals.device(PANEL, name, light::progressNanos));
        proofs.vitals().forEach(vitals::add);
        var liveness = parts.add(new Liveness(vitals.devices(), System::nanoTime));
        vitals.part("liveness", liveness::progressNanos);
        var watchdog = parts.add(new Watchdog(vitals.parts(), supervisor, System::nanoTime));
        var daemon =
                new Daemon(
                        site,
                        state,
                        parts,
                        lines,
                        loopThread,
                        uplink,
                        twin,
                        supervisor,
                        readers,
                        scanners,
                        keypads);
        var commands = new LocalCommands(inbox::offer, device::given, file.position().epoch());
        parts.add(new Control(state.controlSocket(), new Requests(lists, commands)));
        if (site.metrics().served()) {
            parts.add(new MetricsServer(site.metrics().listen(), metrics));
        }
        liveness.start();
        watchdog.start();
        serving.set(true);
        lists.announceBy(uplink::announce);
        intake.start(uplink::interestChanged);
        twin.ifPresent(it -> it.start((topic, report) -> uplink.tell(topic, report, true)));
        new HomeAssistant(site, topics).tell(shownAt, journal::keep, uplink);
        uplink.start();
        supervisor.ready();
        return daemon;
    }

    private static void gauges(
            Metrics metrics,
            SqliteJournal journal,
            JournalOutbox outbox,
            Inbox inbox,
            Uplink uplink) {
        metrics.gauge("onecard_journal_full_percent", journal::fullPercent);
        metrics.gauge("onecard_journal_refused_total", journal::refused);
        metrics.gauge("onecard_unsent_events", outbox::unsentCount);
        metrics.gauge("onecard_presentations_dropped_total", inbox::dropped);
        metrics.gauge("onecard_uplink_online", () -> uplink.health().online() ? 1 : 0);
    }

    private static Lists view(Registry registry) {
        try {
            return registry.lists();
        } catch (IOException failed) {
            throw new IllegalStateException("the registry cannot be opened for reading", failed);
        }
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

    /// The journal's answers on their way to the loop.
    private static final class Answers implements Journal.Listener {
        private final Inbox inbox;
        private volatile Consumer<Boolean> alarms = _ -> {}; // set once, when the journal exists

        Answers(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void recorded(TapId tap, long seq) {
            inbox.offer(new Stimulus.Recorded(tap, seq));
        }

        @Override
        public void notRecorded(TapId tap, Reason why) {
            inbox.offer(new Stimulus.NotRecorded(tap, why));
        }

        @Override
        public void nearlyFull(boolean active) {
            alarms.accept(active);
        }
    }
}
