package onecard.edge;

import java.util.Map;
import java.util.Optional;
import onecard.edge.state.Parts;
import onecard.edge.state.StateDir;
import onecard.edge.watch.Supervisor;
import onecard.hal.CardReader;
import onecard.hal.Keypad;
import onecard.hal.Scanner;
import onecard.site.SiteProfile;

/// The running daemon: everything the wiring made, to be closed in reverse.
final class Daemon implements AutoCloseable {

    private final SiteProfile site;
    private final StateDir state;
    private final Parts parts;
    private final Supervisor supervisor;
    private final Map<String, CardReader> readers;
    private final Map<String, Scanner> scanners;
    private final Map<String, Keypad> keypads;

    Daemon(
            SiteProfile site,
            StateDir state,
            Parts parts,
            Supervisor supervisor,
            Map<String, CardReader> readers,
            Map<String, Scanner> scanners,
            Map<String, Keypad> keypads) {
        this.site = site;
        this.state = state;
        this.parts = parts;
        this.supervisor = supervisor;
        this.readers = Map.copyOf(readers);
        this.scanners = Map.copyOf(scanners);
        this.keypads = Map.copyOf(keypads);
    }

    SiteProfile site() {
        return site;
    }

    StateDir state() {
        return state;
    }

    Optional<CardReader> reader(String name) {
        return Optional.ofNullable(readers.get(name));
    }

    Optional<Scanner> scanner(String name) {
        return Optional.ofNullable(scanners.get(name));
    }

    Optional<Keypad> keypad(String name) {
        return Optional.ofNullable(keypads.get(name));
    }

    /// Relays to their stop level first, then everything in reverse order of its making.
    /// Idempotent.
    @Override
    public void close() {
        supervisor.stopping();
        parts.close();
    }
}
