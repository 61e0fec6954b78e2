package onecard.edge.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import onecard.edge.doctor.ConvertersCheck;
import onecard.edge.doctor.Finding;
import onecard.edge.doctor.KeysCheck;
import onecard.edge.doctor.LinesCheck;
import onecard.edge.words.Message;
import onecard.hal.SupervisedLine.Measured;
import onecard.hal.gpio.GpioBoard;
import onecard.hal.iio.IioBoard;
import onecard.site.Board;
import onecard.site.SiteProfile;
import onecard.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `doctor`: what a site file names, looked at on the machine it is for. One line a part, with the
/// next step where something is amiss.
@Command(name = "doctor", mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--site", required = true)
    private Path site = Path.of("");

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    /// @param console where it speaks
    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var profile = Sites.read(site, console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        var findings = findings(profile.get());
        findings.forEach(finding -> console.print(line(finding).in(console.lang())));
        return findings.stream().anyMatch(Finding.Fail.class::isInstance) ? Exit.PROBLEMS : 0;
    }

    /// One check after another.
    private List<Finding> findings(SiteProfile site) {
        return Stream.of(
                        new LinesCheck(GpioBoard::look).check(site.board()),
                        new ConvertersCheck(DoctorCommand::look).check(site.board()),
                        new KeysCheck(state.directory()).check(site))
                .flatMap(List::stream)
                .toList();
    }

    private static Measured look(Board.Channel channel) {
        return IioBoard.look(IioBoard.DEVICES, channel.converter(), channel.number());
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
