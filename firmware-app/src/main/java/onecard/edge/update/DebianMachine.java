package onecard.edge.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.config.SiteSlots;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.HealthRequest;
import onecard.edge.state.LeaveRequest;
import onecard.edge.state.StateDir;

/// A board with our package on it: `dpkg` owns the releases, `systemd` runs the daemon, and the
/// link `current` says which release is in force.
final class DebianMachine implements Machine {

    private static final String NAME = "onecard";
    private static final String UNIT = "onecard.service";

    /// One that hangs must not hold up its update.
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Duration QUICKLY = Duration.ofMinutes(1);

    /// 100 MB are unpacked onto a worn card, and the class cache is trained.
    private static final Duration SLOWLY = Duration.ofMinutes(20);

    /// As the unit's `TimeoutStartSec`, with what it takes to stop.
    private static final Duration READY_WITHIN = Duration.ofSeconds(700);

    private static final Duration LOOK = Duration.ofMillis(500);

    /// Somebody else installs something: that ends.
    private static final int INSTALLS_MAX = 5;

    private static final Duration INSTALL_AGAIN = Duration.ofSeconds(20);

    /// What is left free.
    private static final long SPARE_BYTES = 32L << 20;

    private final Places places;
    private final Shell shell;
    private String invocation = ""; // of the start that is tried

    /// Where everything lies.
    ///
    /// @param folder of updates, root's
    /// @param releases beside each other, with the link to the one in force
    /// @param state of the daemon
    /// @param site the file on its command line
    record Places(Path folder, Path releases, Path state, Path site) {

        static final Path RELEASES = Path.of("/usr/lib/onecard");

        /// The record of two slots has some 500 bytes.
        private static final int RECORD_BYTES_MAX = 1 << 14;

        private Path current() {
            return releases.resolve("current");
        }

        private Path back() {
            return folder.resolve("back");
        }

        private Path trial() {
            return releases.resolve(".trial");
        }

        private Path trialOf(Version version) {
            return trial().resolve("usr/lib/onecard").resolve(version.text());
        }

        /// The site file that came from afar and is in force, or one that nobody has.
        private Path desired() throws IOException {
            var slots = state.resolve("config");
            return Theirs.bytes(slots.resolve(SiteSlots.KEPT), RECORD_BYTES_MAX)
                    .flatMap(record -> SiteSlots.kept(slots, record))
                    .orElse(slots.resolve("none.yaml"));
        }

        private Path staged() {
            return folder.resolve(Update.PACKAGE);
        }
    }

    DebianMachine(Places places, Shell shell) {
        this.places = places;
        this.shell = shell;
    }

    private Shell.Said run(Duration within, String... command) throws IOException {
        return shell.run(within, List.of(command));
    }

    @Override
    public String installed() throws IOException {
        var said = run(QUICKLY, "dpkg-query", "-W", "-f", "${Version}", NAME);
        if (!said.well()) {
            throw new IOException(said.last());
        }
        return said.text();
    }

    @Override
    public Optional<Refusal> unpack(Version version) throws IOException {
        clean();
        var staged = places.staged().toString();
        var fields = run(QUICKLY, "dpkg-deb", "-f", staged, "Package", "Version", "Architecture");
        var machine = run(QUICKLY, "dpkg", "--print-architecture").text();
        var wanted = List.of("Package: " + NAME, "Version: " + version, "Architecture: " + machine);
        if (!fields.well() || !fields.text().lines().toList().equals(wanted)) {
            return Optional.of(new Refusal(Why.PACKAGE, fields.text().replace('\n', ' ')));
        }
        var size = run(QUICKLY, "dpkg-deb", "-f", staged, "Installed-Size").text();
        // Once where it is tried, and once where dpkg puts it.
        long needed = 2 * kilobytes(size) * 1024 + SPARE_BYTES;
        long free = Files.getFileStore(places.releases()).getUsableSpace();
        if (free < needed) {
            return Optional.of(
                    new Refusal(Why.ROOM, (free >> 20) + " < " + (needed >> 20) + " MB"));
        }
        var unpacked = run(SLOWLY, "dpkg-deb", "-x", staged, places.trial().toString());
        if (!unpacked.well() || !Files.isExecutable(launcher(version))) {
            return Optional.of(new Refusal(Why.PACKAGE, unpacked.last()));
        }
        var synced = run(SLOWLY, "sync", "-f", places.trial().toString());
        return synced.well() ? Optional.empty() : Optional.of(new Refusal(Why.ROOM, synced.last()));
    }

    private static long kilobytes(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    private Path launcher(Version version) {
        return places.trialOf(version).resolve("bin").resolve("onecard");
    }

    @Override
    public Optional<String> objection(Version version) throws IOException {
        // As the daemon's user: it is its file, and another's code.
        var command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + NAME,
                                "--regid=" + NAME,
                                "--init-groups",
                                launcher(version).toString(),
                                "check",
                                "--lang",
                                "en"));
        int options = command.size();
        for (var site : List.of(places.site(), places.desired())) {
            if (Files.exists(site, LinkOption.NOFOLLOW_LINKS)) {
                command.add(site.toString());
            }
        }
        if (command.size() == options) {
            return Optional.empty();
        }
        var said = shell.run(SLOWLY, command);
        return said.well() ? Optional.empty() : Optional.of(said.text());
    }

    @Override
    public boolean isServing() throws IOException {
        return !property("ActiveState").equals("inactive") || isAboutTo();
    }

    /// At a boot it still waits for others, and what does not serve is installed without a trial.
    private boolean isAboutTo() throws IOException {
        return !List.of("", "0").contains(property("Job"));
    }

    private String property(String name) throws IOException {
        return run(QUICKLY, "systemctl", "show", "--value", "-p", name, UNIT).text();
    }

    @Override
    public boolean isOnline() {
        return health().filter(it -> it.text("trouble").isEmpty()).isPresent();
    }

    private Optional<Json.Obj> health() {
        return asked(HealthRequest.REQUEST);
    }

    private Optional<Json.Obj> asked(Json.Obj request) {
        try {
            return Control.ask(StateDir.controlSocket(places.state()), request, ANSWER);
        } catch (IOException _) {
            return Optional.empty(); // it hangs, or is gone: others find that out
        }
    }

    @Override
    public void keepWayBack() throws IOException {
        Durable.link(places.back(), Files.readSymbolicLink(places.current()));
    }

    @Override
    public boolean hasWayBack() {
        return Files.isSymbolicLink(places.back());
    }

    @Override
    public void forgetWayBack() throws IOException {
        Durable.delete(places.back());
    }

    @Override
    public void useTrial(Version version) throws IOException {
        Durable.link(places.current(), places.releases().relativize(places.trialOf(version)));
    }

    @Override
    public boolean isTrialInForce() throws IOException {
        return Files.isSymbolicLink(places.current())
                && places.releases()
                        .resolve(Files.readSymbolicLink(places.current()))
                        .startsWith(places.trial());
    }

    @Override
    public boolean isRunBy(Version version) {
        return Release.current().filter(version::equals).isPresent();
    }

    @Override
    public void useBefore() throws IOException {
        Durable.link(places.current(), Files.readSymbolicLink(places.back()));
    }

    @Override
    public Optional<String> restart(Duration within) throws IOException {
        leave(within);
        var said = run(READY_WITHIN, "systemctl", "restart", UNIT);
        if (!said.well()) {
            return Optional.of(said.first());
        }
        invocation = property("InvocationID");
        return Optional.empty();
    }

    /// Returns once the daemon has ended by itself; at once if none hears it.
    private void leave(Duration within) throws IOException {
        var before = property("InvocationID");
        var wish = LeaveRequest.of(within);
        // Again and again: a run that ended meanwhile has taken the wish with it. Whoever hangs is
        // ended by the watchdog.
        while (property("ActiveState").equals("active")
                && property("InvocationID").equals(before)
                && asked(wish).flatMap(it -> it.bool("ok")).orElse(false)) {
            pause();
        }
    }

    @Override
    public Optional<String> ailment(boolean online) throws IOException {
        if (!property("ActiveState").equals("active")
                || !property("InvocationID").equals(invocation)) {
            return Optional.of("it ended");
        }
        var health = health();
        if (health.isEmpty()) {
            return Optional.of("it does not answer");
        }
        return health.filter(_ -> online)
                .flatMap(it -> it.text("trouble"))
                .map(trouble -> "not online: " + trouble);
    }

    @Override
    public Optional<String> install() throws IOException {
        for (int i = 1; ; i++) {
            var said =
                    run(
                            SLOWLY,
                            "dpkg",
                            "--force-confdef",
                            "--force-confold",
                            "--install",
                            places.staged().toString());
            if (said.well()) {
                return Optional.empty();
            }
            if (i == INSTALLS_MAX) {
                return Optional.of(said.last());
            }
            sleep(INSTALL_AGAIN);
        }
    }

    @Override
    public void clean() throws IOException {
        if (!Files.exists(places.trial(), LinkOption.NOFOLLOW_LINKS) || isTrialInForce()) {
            return;
        }
        try (Stream<Path> all = Files.walk(places.trial())) {
            var files = all.toArray(Path[]::new);
            for (int i = files.length - 1; i >= 0; i--) {
                Files.delete(files[i]);
            }
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause() throws IOException {
        sleep(LOOK);
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }
}
