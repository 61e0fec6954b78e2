package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.cli.Sites;
import onecard.edge.simulate.BroughtLists;
import onecard.edge.simulate.Enrolments;
import onecard.edge.simulate.Host;
import onecard.edge.simulate.Issuer;
import onecard.edge.simulate.People;
import onecard.edge.simulate.Simulator;
import onecard.edge.site.SimulatedSite;
import onecard.edge.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "simulate", mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    /// Of the state directory: the site file as it runs here.
    private static final String FILE = "simulated.yaml";

    @Option(names = "--site", required = true)
    private Path site = Path.of("");

    @Option(names = "--port", descriptionKey = "page-port")
    private int port;

    @Option(names = "--state", descriptionKey = "onecard.simulate.state")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--broker", descriptionKey = "onecard.simulate.broker")
    private Optional<String> broker = Optional.empty();

    private final Console console;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (Sites.read(site, console).isEmpty()) {
            return Exit.PROBLEMS;
        }
        var directory = SimulatedRun.directory(state, FILE);
        var host = new Host(directory);
        var lists = new BroughtLists(directory, console.lang());
        try (var wires = SimulatedWires.to(broker, console);
                var issuer = new Issuer(directory)) {
            var file = written(directory, wires, issuer, host);
            var run = SimulatedRun.of(file, directory, wires, console);
            if (run.isEmpty()) {
                return Exit.PROBLEMS;
            }
            console.tell(Message.SIMULATE_SITE, file, site);
            console.tell(Message.SIMULATE_STATE, directory);
            var people = new People(run.get().profile(), directory, host, lists);
            try (var simulator = run.get().simulator(issuer, lists, Optional.empty());
                    var _ = run.get().hearing(simulator);
                    var _ = run.get().page(port, simulator)) {
                var enrolments = new Enrolments(run.get().profile(), directory, simulator::hold);
                return stays(simulator, people, enrolments);
            }
        }
    }

    private Path written(Path directory, SimulatedWires wires, Issuer issuer, Host host)
            throws IOException {
        var secret = SimulatedRun.secret(directory);
        var world =
                new SimulatedSite.World(
                        wires.port(),
                        issuer.decodePort(),
                        host.key(),
                        issuer.passKey(),
                        secret.toString());
        var file = directory.resolve(FILE);
        Files.writeString(file, SimulatedSite.of(Files.readString(site), world));
        return file;
    }

    /// Until somebody ends this process.
    private int stays(Simulator simulator, People people, Enrolments enrolments)
            throws IOException, InterruptedException {
        boolean serves =
                simulator.start(
                        SimulatedRun.START_SECONDS,
                        () -> {
                            people.bring(console::tell);
                            enrolments.enrol(console::tell);
                        });
        if (!serves) {
            console.complain(Message.SIMULATE_OFF);
            return Exit.FAILED;
        }
        new CountDownLatch(1).await();
        return 0;
    }
}
