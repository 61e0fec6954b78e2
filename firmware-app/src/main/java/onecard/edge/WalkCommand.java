package onecard.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import onecard.edge.birth.Birth;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.cli.Sites;
import onecard.edge.cli.StateOption;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.draw.Svg;
import onecard.edge.lines.Lines;
import onecard.edge.state.StateDir;
import onecard.edge.walk.Answer;
import onecard.edge.walk.Ask;
import onecard.edge.walk.Bench;
import onecard.edge.walk.ConsoleInstaller;
import onecard.edge.walk.Duty;
import onecard.edge.walk.Installer;
import onecard.edge.walk.KernelTrace;
import onecard.edge.walk.LineBench;
import onecard.edge.walk.Page;
import onecard.edge.walk.Progress;
import onecard.edge.walk.Report;
import onecard.edge.walk.SimTrace;
import onecard.edge.walk.Walk;
import onecard.edge.words.Message;
import onecard.hal.gpio.LineRecord;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `walk`: the commissioning of a site, and proof of its report. Holds the state directory all the
/// while, so that no daemon is on the same lines.
@Command(name = "walk", mixinStandardHelpOptions = true)
final class WalkCommand implements Callable<Integer> {

    /// A report with its pictures has a few hundred kilobytes.
    private static final long REPORT_BYTES_MAX = 16L << 20;

    /// Enough of the file's hash to tell two printed sheets apart.
    private static final int MARK_CHARS = 8;

    /// What the kernel traces of lines, as the launcher hands it over: only root may open it.
    private static final Optional<LineRecord.HandedOver> LINE_TRACE =
            handedOver("ONECARD_LINE_TRACE")
                    .flatMap(
                            trace ->
                                    handedOver("ONECARD_LINE_FILTER")
                                            .map(it -> new LineRecord.HandedOver(trace, it)));

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Option(names = "--site", descriptionKey = "onecard.walk.site")
    private Optional<Path> site = Optional.empty();

    @Option(names = "--report", paramLabel = "OUT", descriptionKey = "onecard.walk.report")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--readings", paramLabel = "N", descriptionKey = "onecard.walk.readings")
    private int readings = Walk.READINGS;

    @Option(names = "--resume", descriptionKey = "onecard.walk.resume")
    private boolean resume;

    @Option(names = "--verify", paramLabel = "REPORT", descriptionKey = "onecard.walk.verify")
    private Optional<Path> verify = Optional.empty();

    @Option(names = "--key", paramLabel = "PUB", descriptionKey = "onecard.walk.key")
    private Optional<String> key = Optional.empty();

    @Mixin private StateOption state = new StateOption();

    private final Console console;
    private final WalkHold hold = new WalkHold();

    WalkCommand(Console console) {
        this.console = console;
    }

    private static Optional<Path> handedOver(String variable) {
        return Optional.ofNullable(System.getenv(variable)).map(Path::of);
    }

    @Override
    public Integer call() throws IOException {
        if (verify.isPresent()) {
            return verified(verify.get());
        }
        if (site.isEmpty()) {
            console.complain(Message.OPTION_MISSING, "--site");
            return Exit.USAGE;
        }
        if (readings < 1 || readings > Walk.READINGS_MAX) {
            console.complain(Message.WALK_READINGS, Walk.READINGS_MAX, readings);
            return Exit.USAGE;
        }
        var profile = Sites.read(site.get(), console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        var other = otherOwner(state.directory());
        if (other.isPresent()) {
            console.complain(Message.WALK_OTHER_USER, state.directory(), other.get(), other.get());
            return Exit.FAILED;
        }
        var held = StateDir.hold(state.directory());
        if (held.isEmpty()) {
            console.complain(Message.STATE_IN_USE, state.directory());
            return Exit.FAILED;
        }
        var kept = new WalkKept(held.get().path());
        var stop = Thread.ofPlatform().name("stop");
        Runtime.getRuntime()
                .addShutdownHook(
                        stop.unstarted(
                                () -> {
                                    kept.ended(); // first: a terminal that goes answers no more
                                    hold.cut();
                                }));
        try (var directory = held.get()) {
            var hash = Sites.hash(site.get());
            if (resume && kept.of(hash).isEmpty()) {
                console.complain(Message.WALK_NOTHING_TO_RESUME, directory.path());
                return Exit.FAILED;
            }
            // Not after an hour's walk: its report would be lost.
            Files.createDirectories(own(directory));
            var closed = reports(directory, Instant.now()).closed();
            if (closed.isPresent()) {
                console.complain(closed.get());
                return Exit.FAILED;
            }
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var installer = new ConsoleInstaller(console.lang(), console::print, in::readLine);
            var hands = new Hands(installer, _ -> {}, WalkCommand::pass);
            return walk(profile.get(), hash, directory, kept, hands);
        }
    }

    /// What a walk makes there as another user, the daemon could not open afterwards.
    private static Optional<String> otherOwner(Path directory) throws IOException {
        var us = System.getProperty("user.name", "");
        return Files.exists(directory)
                ? Optional.of(Files.getOwner(directory).getName()).filter(it -> !it.equals(us))
                : Optional.empty();
    }

    /// Who walks, and in what time.
    ///
    /// @param started told of the daemon, once it is on duty
    /// @param passing lets time pass
    record Hands(Installer installer, Consumer<Daemon> started, Consumer<Duration> passing) {}

    /// Walks, writes the report, and says what it came to.
    ///
    /// @param kept how far it is, or an earlier one came
    int walk(SiteProfile profile, String hash, StateDir directory, WalkKept kept, Hands hands)
            throws IOException {
        var ports = ports(profile, hash, directory, hands);
        var before = kept.of(hash).filter(it -> resume || wanted(it, hands.installer()));
        var way = new Walk.Way(hash, Birth.VERSION, before, kept::keep);
        var walk = new Walk(profile, ports, hands.installer(), readings, way);
        var report = walk.walk();
        boolean over = walk.isOver();
        var signed =
                report.signed(
                        SigningKey.madeAtFirstUse(directory.path().resolve(StateDir.DEVICE_KEY)));
        var texts = new TreeMap<String, String>();
        texts.put(".json", Canonical.text(signed));
        for (var lang : Lang.values()) {
            texts.put("." + lang.tag() + ".html", Page.of(signed, lang));
        }
        over &= reports(directory, report.began().toInstant()).write(texts, hands.installer());
        if (over) {
            kept.over();
        } else {
            kept.ended();
        }
        report.findings()
                .forEach(
                        finding -> {
                            console.print(finding.found().in(console.lang()));
                            console.print("  -> " + finding.next().in(console.lang()));
                        });
        console.tell(Message.WALK_PAGE_SUM, report.passed(), report.failed(), report.skipped());
        if (kept.of(hash).isPresent()) {
            console.tell(Message.WALK_KEPT);
        }
        return report.failed() == 0 && report.findings().isEmpty() ? 0 : Exit.PROBLEMS;
    }

    private static boolean wanted(Progress before, Installer installer) {
        var words = Message.WALK_ASK_RESUME.with(before.began(), before.over().size());
        return installer.answer(new Ask.Confirm("resume", words))
                        instanceof Answer.Choice(var index)
                && index == 0;
    }

    /// What it has open; a signal cuts it short.
    WalkHold hold() {
        return hold;
    }

    private Walk.Ports ports(SiteProfile profile, String hash, StateDir directory, Hands hands) {
        return new Walk.Ports(
                WalkFacts.of(profile, hash, Instant.now()),
                Instant::now,
                () -> hold.open(() -> new Held(profile, directory, hands.passing()), Held::end),
                () -> duty(profile, hash, directory, hands),
                new WalkPower(directory.journal()),
                pictures(profile, hash));
    }

    private Duty duty(SiteProfile profile, String hash, StateDir directory, Hands hands)
            throws IOException {
        long from = WalkedDaemon.recorded(directory.journal());
        var daemon =
                hold.open(
                        () -> Wiring.start(profile, directory, hash, WalkCommand::bug),
                        Daemon::close);
        try {
            hands.started().accept(daemon);
            return new WalkedDaemon(daemon, from, hands.passing(), hold::close);
        } catch (IOException | RuntimeException failed) {
            hold.close();
            throw failed;
        }
    }

    /// Nothing of what is measured is worth anything then; it is told, and the walk goes on.
    private static void bug(Throwable bug) {
        Logger.error(bug, "a bug of the daemon, met by the walk");
    }

    private static void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static Map<Lang, List<String>> pictures(SiteProfile profile, String hash) {
        var mark = hash.substring(0, Math.min(MARK_CHARS, hash.length()));
        var pictures = new EnumMap<Lang, List<String>>(Lang.class);
        for (var lang : Lang.values()) {
            pictures.put(
                    lang,
                    onecard.edge.wiring.Wiring.sheets(profile, mark, lang).stream()
                            .map(Svg::of)
                            .toList());
        }
        return pictures;
    }

    /// The board's own lines, by the daemon's own drivers.
    private final class Held implements Walk.OpenBench {
        private final Lines lines;
        private final LineBench bench;
        private Optional<LineRecord> record = Optional.empty();

        Held(SiteProfile profile, StateDir directory, Consumer<Duration> passing)
                throws IOException {
            var simulated = directory.simulated();
            lines = Lines.open(profile.board(), simulated, System::nanoTime);
            try {
                var wires = Lines.wires(profile.board().relays());
                record = LineRecord.of(wires.values(), LINE_TRACE);
                LineBench.PulseTrace kernel =
                        record.<LineBench.PulseTrace>map(it -> new KernelTrace(it, wires))
                                .orElse(LineBench.PulseTrace.NONE);
                lines.wire(profile.board());
                lines.start(event -> Logger.warn("a line: {}", event));
                bench =
                        new LineBench(
                                lines.relays(),
                                lines.contacts(),
                                System::nanoTime,
                                passing,
                                new SimTrace(simulated).or(kernel));
            } catch (IOException | RuntimeException failed) {
                end();
                throw failed;
            }
        }

        @Override
        public Bench bench() {
            return bench;
        }

        @Override
        public void close() {
            hold.close();
        }

        private void end() {
            record.ifPresent(LineRecord::close);
            lines.close();
        }
    }

    private static Path own(StateDir directory) {
        return directory.path().resolve("reports");
    }

    private WalkReports reports(StateDir directory, Instant began) {
        return new WalkReports(
                out.orElseGet(() -> own(directory).resolve("walk-" + STAMP.format(began))),
                List.of(
                        own(directory),
                        Path.of(System.getProperty("user.home", "")),
                        Path.of(System.getProperty("java.io.tmpdir", ""))),
                console);
    }

    /// Of a page that is not what its report makes here, and whose report is as it was signed: the
    /// version that wrote it, if it is another than this.
    private static Optional<String> otherPage(String text) {
        return Page.carried(text)
                .filter(it -> Report.verified(it).isPresent())
                .flatMap(it -> it.object("facts"))
                .flatMap(it -> it.text("onecard"))
                .filter(version -> !version.equals(Birth.VERSION));
    }

    private int verified(Path file) throws IOException {
        if (Files.size(file) > REPORT_BYTES_MAX) {
            console.complain(Message.WALK_NO_REPORT, file);
            return Exit.PROBLEMS;
        }
        var text = Files.readString(file);
        Optional<Json.Obj> report =
                text.startsWith("{") ? JsonReader.ownObject(text) : Page.report(text);
        var signer = report.flatMap(Report::verified);
        if (signer.isEmpty()) {
            console.complain(
                    otherPage(text)
                            .map(by -> Message.WALK_OTHER_PAGE.with(file, by, Birth.VERSION))
                            .orElseGet(() -> Message.WALK_NO_REPORT.with(file)));
            return Exit.PROBLEMS;
        }
        if (key.isPresent() && !key.equals(signer)) {
            console.complain(Message.WALK_OTHER_KEY, file, signer.get());
            return Exit.PROBLEMS;
        }
        console.tell(Message.WALK_VERIFIED, file, signer.get());
        if (key.isEmpty()) {
            console.tell(Message.WALK_KEY_UNCHECKED);
        }
        return 0;
    }
}
