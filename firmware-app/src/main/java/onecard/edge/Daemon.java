package onecard.edge;

import java.util.Map;
import java.util.Optional;
import onecard.edge.config.ConfigTwin;
import onecard.edge.entrance.Entrances;
import onecard.edge.entrance.FirstLooks;
import onecard.edge.lines.Lines;
import onecard.edge.state.Parts;
import onecard.edge.state.StateDir;
import onecard.edge.uplink.Uplink;
import onecard.edge.watch.Metrics;
import onecard.edge.watch.Progress;
import onecard.hal.CardReader;
import onecard.hal.Keypad;
import onecard.hal.PlateSource;
import onecard.hal.Printer;
import onecard.hal.Relay;
import onecard.hal.Scanner;
import onecard.hal.bio.BioSensor;
import onecard.site.SiteProfile;

/// The running daemon: everything the wiring made, to be closed in reverse.
final class Daemon implements AutoCloseable {

    private final SiteProfile site;
    private final StateDir state;
    private final String boot;
    private final Parts parts;
    private final Handover.Duty points;
    private final BrokerSide broker;
    private final Progress progress;
    private final Entrances entrances;
    private final FirstLooks looks;
    private final Lines lines;
    private final Metrics metrics;

    Daemon(
            SiteProfile site,
            StateDir state,
            String boot,
            Parts parts,
            Handover.Duty points,
            BrokerSide broker,
            Progress progress,
            Entrances entrances,
            FirstLooks looks,
            Lines lines,
            Metrics metrics) {
        this.site = site;
        this.state = state;
        this.boot = boot;
        this.parts = parts;
        this.points = points;
        this.broker = broker;
        this.progress = progress;
        this.entrances = entrances;
        this.looks = looks;
        this.lines = lines;
        this.metrics = metrics;
    }

    SiteProfile site() {
        return site;
    }

    StateDir state() {
        return state;
    }

    /// What its records call this start, `data.boot`.
    String boot() {
        return boot;
    }

    /// Returns once a card that is held to any reader is read, or a reader has been away for a
    /// while.
    void awaitReaders() throws InterruptedException {
        looks.await();
    }

    Optional<CardReader> reader(String name) {
        return Optional.ofNullable(entrances.readers().get(name));
    }

    Optional<PlateSource> camera(String name) {
        return Optional.ofNullable(entrances.cameras().get(name));
    }

    Optional<Scanner> scanner(String name) {
        return Optional.ofNullable(entrances.scanners().get(name));
    }

    Optional<Keypad> keypad(String name) {
        return Optional.ofNullable(entrances.keypads().get(name));
    }

    Optional<BioSensor> sensor(String name) {
        return Optional.ofNullable(entrances.bodies().sensors().get(name));
    }

    Optional<Printer> printer(String name) {
        return Optional.ofNullable(entrances.counters().printers().get(name));
    }

    /// Its outputs, by name.
    Map<String, Relay> relays() {
        return lines.relays();
    }

    /// What it counts.
    Metrics metrics() {
        return metrics;
    }

    /// Its link to the broker.
    Uplink uplink() {
        return broker.uplink();
    }

    /// Who must make progress while it runs.
    Progress progress() {
        return progress;
    }

    /// What it lacks to be well at this moment: its broker, the way in for the next site file, or
    /// the progress of a part. Empty if nothing.
    Optional<String> ailment() {
        var uplink = broker.uplink();
        var health = uplink.health();
        if (!health.online()) {
            return Optional.of("not online: " + health.detail());
        }
        var unheard =
                broker.twin().map(ConfigTwin::filters).filter(topics -> !uplink.hears(topics));
        if (unheard.isPresent()) {
            return Optional.of("the broker does not let it hear " + unheard.get());
        }
        var stuck = progress.stuck();
        return stuck.isEmpty()
                ? Optional.empty()
                : Optional.of("no progress in " + String.join(", ", stuck));
    }

    /// Its points, which [#close] ends and [#closeButPoints] does not.
    Handover.Duty points() {
        return points;
    }

    /// The site file in use was found good.
    void trialOver() {
        broker.twin().ifPresent(ConfigTwin::trialOver);
    }

    /// The site file in use is given up: nobody is believed by it any more.
    void disbelieve() {
        broker.disbelieve();
    }

    /// Everything else: nobody may tap, ask or tell any more.
    void closeButPoints() {
        parts.close();
    }

    /// The points, then their lines, unless these are held for the next run, then everything in
    /// reverse order of its making. Idempotent.
    @Override
    public void close() {
        points.thread().close();
        parts.close();
    }
}
