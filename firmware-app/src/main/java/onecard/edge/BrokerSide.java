package onecard.edge;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import onecard.edge.birth.Birth;
import onecard.edge.birth.HomeAssistant;
import onecard.edge.config.Believed;
import onecard.edge.config.ConfigTwin;
import onecard.edge.config.SeenVersion;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.remote.DeviceCommands;
import onecard.edge.remote.Identify;
import onecard.edge.remote.RemoteCommands;
import onecard.edge.remote.SharedPasses;
import onecard.edge.state.HeldLists;
import onecard.edge.state.Intake;
import onecard.edge.state.ListCommands;
import onecard.edge.state.LocalCommands;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.store.registry.Registry;
import onecard.edge.update.UpdateTwin;
import onecard.edge.uplink.Acks;
import onecard.edge.uplink.Backoff;
import onecard.edge.uplink.Brokers;
import onecard.edge.uplink.Courier;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.edge.uplink.Uplink;
import onecard.edge.watch.Vitals;
import onecard.edge.words.Message;
import onecard.hal.Panel;
import onecard.site.SiteProfile;

/// The way to the broker, everything that comes by it, and what operators may ask by any way.
///
/// @param held the lists that are remembered whole, looked at once one has changed
/// @param serving whether cards are served
/// @param believed whether the keys of the site file count
/// @param stopImports gives up lists that are being written
record BrokerSide(
        Uplink uplink,
        ListCommands lists,
        HeldLists held,
        Intake listIntake,
        Intake denyIntake,
        LocalCommands commands,
        Optional<ConfigTwin> twin,
        Optional<UpdateTwin> updates,
        Runnable homeAssistant,
        AtomicBoolean serving,
        AtomicBoolean believed,
        Runnable stopImports) {

    /// @param panels what people see and hear, by point
    /// @param configHash of the site file, for `birth`
    /// @param shared what is shared with other devices; told from here on
    static BrokerSide of(
            Ground ground,
            Books books,
            Map<String, Panel> panels,
            Optional<Wiring.NextRun> next,
            String configHash,
            SharedPasses shared)
            throws IOException {
        var site = ground.site();
        var parts = ground.parts();
        var topics = new Topics(site.site(), site.device());
        var outlet = new LateOutlet();
        var identify = parts.add(new Identify(panels));
        var device = device(ground, books, outlet, identify, restarts(site, next));
        books.answers().device(device);
        var believed = new AtomicBoolean(true);
        var lists = lists(ground, books, believed::get);
        lists.announceBy(books.held()::changed);
        var metrics = ground.metrics();
        var listIntake =
                parts.add(lists.listIntake(topics, System::nanoTime, metrics, books.held()::due));
        var denyIntake = parts.add(lists.denyIntake(topics, System::nanoTime, metrics));
        Runnable stopImports = books.stores().registry()::stopImports;
        AutoCloseable ending =
                () -> {
                    stopImports.run();
                    lists.end();
                };
        parts.add(ending); // before the threads that write lists, which would be waited for
        LongConsumer seen = version -> SeenVersion.keep(books.journal(), version);
        var twin = next.map(it -> new ConfigTwin(site, it.slots(), seen, it.restart()));
        twin.ifPresent(parts::add);
        var updates = OwnReleases.of(ground, books.clock(), next);
        updates.ifPresent(parts::add);

        var inbound = new ArrayList<Inbound>();
        inbound.add(new Acks(topics, new TrustedKeys(site.keys().hosts()), books.outbox()));
        inbound.add(denyIntake);
        inbound.add(listIntake);
        twin.ifPresent(inbound::add);
        updates.ifPresent(inbound::add);
        inbound.replaceAll(it -> new Believed(it, believed::get));
        PeerAttendance.of(site, topics, ground.inbox()::offer).ifPresent(inbound::add);
        OwnParts.of(site, topics, ground.inbox()::offer, outlet).ifPresent(inbound::add);
        inbound.add(remote(ground, books, topics, outlet, device, believed::get));
        inbound.add(shared);
        var serving = new AtomicBoolean();
        var uplink =
                parts.add(
                        new Uplink(
                                new Courier.Settings(
                                        topics, books.session(), site.uplink().backlogPerSecond()),
                                courier(ground, books, inbound, configHash, serving),
                                System::nanoTime));
        outlet.uplink = Optional.of(uplink);
        shared.by(uplink, uplink::hears);
        var commands = new LocalCommands(ground.inbox()::offer, device::given, books.epoch());
        var shown = new HomeAssistant(site, topics);
        return new BrokerSide(
                uplink,
                lists,
                books.held(),
                listIntake,
                denyIntake,
                commands,
                twin,
                updates,
                () -> shown.tell(books.shownAt(), books.journal()::keep, uplink),
                serving,
                believed,
                stopImports);
    }

    /// Not where a relay rests at another level than a stop sets: a run ends for another only while
    /// all are at that one.
    private static DeviceCommands.Restarts restarts(
            SiteProfile site, Optional<Wiring.NextRun> next) {
        if (next.isEmpty()) {
            return new DeviceCommands.Restarts.Never(Message.COMMAND_RESTARTS_NOT.with());
        }
        var onAtStop =
                site.board().relays().entrySet().stream()
                        .filter(relay -> relay.getValue().rest().energisedAtStop())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        return onAtStop.isEmpty()
                ? new DeviceCommands.Restarts.Wished(next.get().restart())
                : new DeviceCommands.Restarts.Never(
                        Message.COMMAND_RESTARTS_AT_STOP.with(String.join(", ", onAtStop)));
    }

    private static DeviceCommands device(
            Ground ground,
            Books books,
            Outlet outlet,
            Identify identify,
            DeviceCommands.Restarts restarts) {
        return new DeviceCommands(
                new DeviceCommands.Ports(
                        books.clock(),
                        books.outbox(),
                        books.journal()::offer,
                        outlet,
                        identify,
                        restarts,
                        ground.metrics()));
    }

    private static ListCommands lists(Ground ground, Books books, BooleanSupplier believed) {
        var stores = books.stores();
        return new ListCommands(
                ground.site(),
                ground.state(),
                stores.registry(),
                stores.tokens(),
                books.clock(),
                books.journal(),
                believed);
    }

    private static RemoteCommands remote(
            Ground ground,
            Books books,
            Topics topics,
            Outlet outlet,
            DeviceCommands device,
            BooleanSupplier believed) {
        var keys = new TrustedKeys(ground.site().keys().commands());
        return new RemoteCommands(
                new RemoteCommands.Whom(topics, books.session(), books.epoch(), keys, believed),
                new RemoteCommands.Ports(
                        books.clock(),
                        ground.inbox()::offer,
                        device,
                        books.journal()::offer,
                        outlet,
                        ground.metrics()));
    }

    private static Backoff backoff(SiteProfile site, SplittableRandom random) {
        return site.shared().isEmpty() ? Backoff.jittered(random) : Backoff.prompt(random);
    }

    private static Courier.Ports courier(
            Ground ground,
            Books books,
            List<Inbound> inbound,
            String configHash,
            AtomicBoolean serving)
            throws IOException {
        var site = ground.site();
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
                Brokers.of(site.uplink(), ground.state().path(), () -> clock.get().wall()),
                backoff(site, new SplittableRandom(new SecureRandom().nextLong())),
                inbound,
                (alarm, active, detail) -> books.alarms().tell(alarm.wire(), active, detail),
                Canonical::text,
                birth,
                ground.metrics()::json,
                () -> clock.get().trust(),
                () ->
                        OffsetDateTime.ofInstant(
                                        clock.get().wall().truncatedTo(ChronoUnit.MILLIS),
                                        site.timezone())
                                .toString(),
                serving::get);
    }

    void watchedBy(Vitals vitals, Registry registry) {
        vitals.part("uplink", uplink::progressNanos);
        vitals.part("deny", denyIntake::progressNanos);
        // What it does at a large list, or waits for.
        vitals.part("lists", () -> Math.max(listIntake.progressNanos(), registry.progressNanos()));
    }

    /// Cards are served: it may be said, and heard.
    void begin() {
        serving.set(true);
        lists.announceBy(
                list -> {
                    held.changed(list);
                    uplink.announce();
                });
        denyIntake.start(uplink);
        listIntake.start(uplink);
        twin.ifPresent(it -> it.start((topic, report) -> uplink.tell(topic, report, true)));
        updates.ifPresent(it -> it.start((topic, report) -> uplink.tell(topic, report, true)));
        homeAssistant.run();
        uplink.start();
    }

    /// The site file is given up: from now on nothing is taken that only its keys vouch for, and no
    /// list that is being written comes into force. The next run has a registry of its own, and
    /// goes on with what was fetched.
    void disbelieve() {
        believed.set(false);
        twin.ifPresent(ConfigTwin::close);
        stopImports.run();
    }

    /// The way to an uplink that is made after those who use it.
    private static final class LateOutlet implements Outlet {
        private volatile Optional<Uplink> uplink = Optional.empty(); // set once, before it starts

        @Override
        public void tell(String topic, Json.Obj body, boolean retained) {
            uplink.orElseThrow().tell(topic, body, retained);
        }

        @Override
        public void clear(String topic, Runnable taken) {
            uplink.orElseThrow().clear(topic, taken);
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
}
