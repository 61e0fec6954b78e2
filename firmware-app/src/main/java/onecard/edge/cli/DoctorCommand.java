package onecard.edge.cli;

import static onecard.edge.words.Message.DAEMON_MUTE;
import static onecard.edge.words.Message.DAEMON_MUTE_NEXT;
import static onecard.edge.words.Message.DAEMON_NONE;
import static onecard.edge.words.Message.DAEMON_RUNS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import onecard.edge.bio.engine.EnginesHere;
import onecard.edge.clock.Build;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.doctor.BodiesCheck;
import onecard.edge.doctor.BrokerCheck;
import onecard.edge.doctor.ClockCheck;
import onecard.edge.doctor.ConvertersCheck;
import onecard.edge.doctor.CounterCheck;
import onecard.edge.doctor.DiskCheck;
import onecard.edge.doctor.Finding;
import onecard.edge.doctor.KeysCheck;
import onecard.edge.doctor.LinesCheck;
import onecard.edge.doctor.ListsCheck;
import onecard.edge.doctor.LogTail;
import onecard.edge.doctor.ReadersCheck;
import onecard.edge.doctor.RollCheck;
import onecard.edge.doctor.Running;
import onecard.edge.doctor.SupportBundle;
import onecard.edge.doctor.UpdateCheck;
import onecard.edge.site.SiteFile;
import onecard.edge.state.StateDir;
import onecard.edge.store.registry.Registry;
import onecard.edge.update.Release;
import onecard.edge.uplink.Brokers;
import onecard.edge.words.Message;
import onecard.hal.SupervisedLine.Measured;
import onecard.hal.gpio.GpioBoard;
import onecard.hal.iio.IioBoard;
import onecard.hal.pcsc.ReaderLook;
import onecard.site.Board;
import onecard.site.Problem;
import onecard.site.SiteProfile;
import onecard.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `doctor`: what a site file names, looked at on the machine it is for. One line a part, with the
/// next step where something is amiss.
@Command(name = "doctor", mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private static final int YAML_BYTES_MAX = 1 << 20;

    @Option(names = "--site", required = true)
    private Path site = Path.of("");

    @Option(names = "--json", descriptionKey = "onecard.doctor.json")
    private boolean json;

    @Option(names = "--bundle", descriptionKey = "onecard.doctor.bundle")
    private Optional<Path> bundle = Optional.empty();

    @Option(names = "--log", descriptionKey = "onecard.doctor.log")
    private Optional<Path> log = Optional.empty();

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    /// @param console where it speaks
    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!(SiteFile.read(site) instanceof SiteFile.Read.Good(var profile))) {
            var _ = Sites.read(site, console); // which tells every problem
            bundled(new Json.Arr(problems()));
            return Exit.PROBLEMS;
        }
        var findings = findings(profile);
        var all = new Json.Arr(findings.stream().<Json>map(this::json).toList());
        if (json) {
            console.print(Canonical.text(all));
        } else {
            findings.forEach(finding -> console.print(line(finding).in(console.lang())));
        }
        bundled(all);
        return findings.stream().anyMatch(Finding.Fail.class::isInstance) ? Exit.PROBLEMS : 0;
    }

    /// Whether the site file is good or not: one that is not may be what help is asked for.
    private void bundled(Json found) throws IOException {
        if (bundle.isEmpty()) {
            return;
        }
        SupportBundle.Source end =
                () -> log.isPresent() ? LogTail.of(log.get()) : LogTail.ofService();
        new SupportBundle(state.directory()).write(bundle.get(), yaml(), found, end, Instant.now());
        console.point(Message.BUNDLE_MADE.with(bundle.get()).in(console.lang()));
    }

    /// As much as a site file has.
    private String yaml() throws IOException {
        if (!Files.isReadable(site)) {
            return "";
        }
        try (var in = Files.newInputStream(site)) {
            return new String(in.readNBytes(YAML_BYTES_MAX), StandardCharsets.UTF_8);
        }
    }

    /// Without the values that are wrong, one of which may be a secret in the wrong place.
    private List<Json> problems() {
        return SiteFile.read(site) instanceof SiteFile.Read.Bad(var problems)
                ? problems.stream().map(this::json).toList()
                : List.of();
    }

    private Json json(Problem problem) {
        return Json.Obj.EMPTY
                .with("line", problem.line())
                .with("column", problem.column())
                .with("path", problem.path())
                .with("rule", problem.rule())
                .with("advice", problem.advice().in(console.lang()));
    }

    /// One check after another.
    private List<Finding> findings(SiteProfile site) {
        var found = new ArrayList<Finding>();
        var daemon = daemon(found);
        var now = Instant.now();
        return Stream.of(
                        found,
                        new LinesCheck(GpioBoard::look).check(site.board()),
                        new ConvertersCheck(DoctorCommand::look).check(site.board()),
                        new ReadersCheck(ReaderLook::at, daemon).check(site.board()),
                        new CounterCheck(daemon).check(site.board().countertop()),
                        List.of(clock(site, now, daemon)),
                        new DiskCheck(state.directory()).check(site.journal()),
                        new UpdateCheck(Release.folder()).check(),
                        new ListsCheck(
                                        () -> Registry.look(StateDir.registry(state.directory())),
                                        now)
                                .check(site),
                        new KeysCheck(state.directory()).check(site),
                        new RollCheck(state.directory(), now).check(site),
                        new BodiesCheck(
                                        state.directory(),
                                        now,
                                        new EnginesHere(site.faces())::maker)
                                .check(site),
                        new BrokerCheck(
                                        () ->
                                                Brokers.of(
                                                        site.uplink(),
                                                        state.directory(),
                                                        () -> now),
                                        daemon)
                                .check(site))
                .flatMap(List::stream)
                .toList();
    }

    private Optional<Running> daemon(List<Finding> findings) {
        var part = "daemon";
        try {
            var running = Running.ask(state.directory());
            findings.add(
                    new Finding.Ok(
                            part, running.isPresent() ? DAEMON_RUNS.with() : DAEMON_NONE.with()));
            return running;
        } catch (IOException mute) {
            findings.add(
                    new Finding.Fail(
                            part,
                            DAEMON_MUTE.with(String.valueOf(mute.getMessage())),
                            DAEMON_MUTE_NEXT.with()));
            return Optional.empty();
        }
    }

    private static Finding clock(SiteProfile site, Instant now, Optional<Running> daemon) {
        var kernel = new KernelClock();
        return new ClockCheck(now, Build.time(), daemon)
                .check(site.clock(), kernel.trust(), kernel.read());
    }

    private static Measured look(Board.Channel channel) {
        return IioBoard.look(IioBoard.DEVICES, channel.converter(), channel.number());
    }

    private Json.Obj json(Finding finding) {
        var said =
                Json.Obj.EMPTY
                        .with("part", finding.part())
                        .with("found", finding.found().in(console.lang()));
        return switch (finding) {
            case Finding.Ok _ -> said.with("state", "ok");
            case Finding.Warn(_, _, var next) ->
                    said.with("state", "warn").with("next", next.in(console.lang()));
            case Finding.Fail(_, _, var next) ->
                    said.with("state", "fail").with("next", next.in(console.lang()));
        };
    }

    private static Words line(Finding finding) {
        var part = finding.part();
        var found = finding.found();
        return switch (finding) {
            case Finding.Ok _ -> Message.DOCTOR_OK.with(part, found);
            case Finding.Warn(_, _, var next) -> Message.DOCTOR_WARN.with(part, found, next);
            case Finding.Fail(_, _, var next) -> Message.DOCTOR_FAIL.with(part, found, next);
        };
    }
}
