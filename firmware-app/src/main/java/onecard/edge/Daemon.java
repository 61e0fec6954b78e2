package onecard.edge;

import java.time.Duration;
import java.util.Optional;
import onecard.edge.config.ConfigTwin;
import onecard.edge.lines.Lines;
import onecard.edge.loop.LoopThread;
import onecard.edge.state.Parts;
import onecard.edge.state.StateDir;
import onecard.edge.watch.Progress;
import onecard.hal.CardReader;
import onecard.hal.Keypad;
import onecard.hal.Relay;
import onecard.hal.Scanner;
import onecard.site.SiteProfile;

/// The running daemon: everything the wiring made, to be closed in reverse.
final class Daemon implements AutoCloseable {

    private final SiteProfile site;
    private final StateDir state;
    private final Parts parts;
    private final Lines lines;
    private final LoopThread loop;
    private final BrokerSide broker;
    private final Progress progress;
    private final Entrances entrances;

    Daemon(
            SiteProfile site,
            StateDir state,
            Parts parts,
            Lines lines,
            LoopThread loop,
            BrokerSide broker,
            Progress progress,
            Entrances entrances) {
        this.site = site;
        this.state = state;
        this.parts = parts;
        this.lines = lines;
        this.loop = loop;
        this.broker = broker;
        this.progress = progress;
        this.entrances = entrances;
    }

    SiteProfile site() {
        return site;
    }

    StateDir state() {
        return state;
    }

    Optional<CardReader> reader(String name) {
        return Optional.ofNullable(entrances.readers().get(name));
    }

    Optional<Scanner> scanner(String name) {
        return Optional.ofNullable(entrances.scanners().get(name));
    }

    Optional<Keypad> keypad(String name) {
        return Optional.ofNullable(entrances.keypads().get(name));
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

    /// Ends the loop once every relay is at the level that it has when the daemon stops, and
    /// returns then: nobody is on the way through, and to close moves none.
    ///
    /// @param limit how long to wait for that, but for a fire, which is always waited for; absent:
    ///     as long as it takes
    void endQuietly(Optional<Duration> limit) throws InterruptedException {
        loop.endWhen(this::isAsStopped, limit);
    }

    private boolean isAsStopped() {
        return site.board().relays().entrySet().stream()
                .allMatch(
                        relay ->
                                isEnergised(relay.getKey())
                                        == relay.getValue().rest().energisedAtStop());
    }

    private boolean isEnergised(String relay) {
        return Optional.ofNullable(lines.relays().get(relay)).filter(Relay::energised).isPresent();
    }

    /// The site file in use was found good.
    void trialOver() {
        broker.twin().ifPresent(ConfigTwin::trialOver);
    }

    /// The site file in use is given up: nobody is believed by it any more.
    void disbelieve() {
        broker.disbelieve();
    }

    /// Everything in reverse order of its making; before it the lines, unless they are held for
    /// the next run. Idempotent.
    @Override
    public void close() {
        parts.close();
    }
}
