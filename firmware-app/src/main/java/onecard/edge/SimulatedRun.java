package onecard.edge;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.crypto.KeyFile;
import onecard.edge.simulate.BroughtLists;
import onecard.edge.simulate.Issuer;
import onecard.edge.simulate.PageServer;
import onecard.edge.simulate.Pages;
import onecard.edge.simulate.Place;
import onecard.edge.simulate.Simulator;
import onecard.edge.site.SimulatedSite;
import onecard.edge.state.StateDir;
import onecard.edge.uplink.BrokerFailed;
import onecard.edge.uplink.Subscription;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;

/// A simulated site about to run: what `simulate` and `demo` have in common.
final class SimulatedRun {

    /// Longer than the daemon takes to serve on the slowest board.
    static final int START_SECONDS = 60;

    private final Path file;
    private final Path directory;
    private final SiteProfile profile;
    private final Map<String, String> profiles;
    private final SimulatedWires wires;
    private final Console console;

    private SimulatedRun(
            Path file,
            Path directory,
            SiteProfile profile,
            Map<String, String> profiles,
            SimulatedWires wires,
            Console console) {
        this.file = file;
        this.directory = directory;
        this.profile = profile;
        this.profiles = profiles;
        this.wires = wires;
        this.console = console;
    }

    /// The directory of the state: the one that was named, or a temporary one.
    ///
    /// @param file name of the site file that is written there
    /// @throws Failed if a journal is in it, and not that file: then a real daemon's
    static Path directory(Optional<Path> named, String file) throws IOException {
        if (named.isEmpty()) {
            return Files.createTempDirectory("onecard-" + file.replace(".yaml", ""));
        }
        var directory = Files.createDirectories(named.get());
        if (Files.exists(StateDir.journal(directory)) && !Files.exists(directory.resolve(file))) {
            throw new Failed(Message.SIMULATE_NOT_OURS.with(directory));
        }
        return directory;
    }

    /// @param file a site file that this machine can run
    /// @return empty if it is not good, which was told
    static Optional<SimulatedRun> of(
            Path file, Path directory, SimulatedWires wires, Console console) throws IOException {
        var profiles = SimulatedSite.profiles(Files.readString(file));
        return Sites.read(file, console)
                .map(it -> new SimulatedRun(file, directory, it, profiles, wires, console));
    }

    /// The file of whatever secrets the site names, made at first use.
    static Path secret(Path directory) throws IOException {
        var secret = directory.resolve("secret.hex").toAbsolutePath();
        KeyFile.secretMadeAtFirstUse(secret);
        return secret;
    }

    SiteProfile profile() {
        return profile;
    }

    /// Off at first.
    Simulator simulator(Issuer issuer, BroughtLists lists, Optional<Boolean> guests)
            throws IOException {
        var setup =
                new Simulator.Setup(
                        new Place(profile, profiles),
                        file,
                        directory,
                        wires.cable(),
                        wires.called());
        return new Simulator(setup, issuer, lists, guests, console::print);
    }

    /// Tells the simulator what its broker hears, where there is one.
    AutoCloseable hearing(Simulator simulator) throws BrokerFailed, InterruptedException {
        var broker = wires.broker();
        var own = "oc-simulator-" + ProcessHandle.current().pid(); // others may play at that broker
        return broker.isPresent()
                ? new Subscription(broker.get(), own, simulator.topics(), simulator::heard)
                : () -> {};
    }

    /// Serves the page, and says where.
    PageServer page(int port, Simulator simulator) throws IOException {
        try {
            var pages = Pages.ofProcess();
            var server = new PageServer(port, pages, simulator);
            console.tell(
                    pages.arePresent() ? Message.SIMULATE_PAGE : Message.SIMULATE_PAGES_MISSING,
                    server.url());
            return server;
        } catch (BindException _) {
            throw new Failed(Message.SIMULATE_PORT.with(port));
        }
    }
}
