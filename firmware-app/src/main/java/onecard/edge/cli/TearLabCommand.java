package onecard.edge.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import onecard.edge.intake.TapSource;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.edge.words.ReasonWords;
import onecard.hal.lab.Outcome;
import onecard.hal.lab.SimBench;
import onecard.hal.lab.TearLab;
import onecard.hal.lab.TearLab.Limits;
import onecard.hal.lab.Trials;
import onecard.hal.lab.VirtualBench;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.VirtualCard;
import onecard.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A row a command, a mark a byte; what the marks mean stands below, and the figures last.
@Command(name = "tear-lab", mixinStandardHelpOptions = true)
public final class TearLabCommand implements Callable<Integer> {

    private static final String ROW = "%-11s %-12s %-9s %s";

    @Option(names = "--reader", paramLabel = "sim|vpcd")
    private Under reader = Under.SIM;

    @Option(names = "--step", paramLabel = "N")
    private int step = 1;

    @Option(names = "--verdict-ms", paramLabel = "MS")
    private long verdictMillis = Limits.DEFAULT.verdict().toMillis();

    @Option(names = "--next-ms", paramLabel = "MS")
    private long nextMillis = Limits.DEFAULT.next().toMillis();

    private final Console console;
    private final Set<Outcome> seen = EnumSet.noneOf(Outcome.class);

    /// What `--reader` may say, in lower case.
    enum Under {
        SIM,
        VPCD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param console where it speaks
    public TearLabCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (step < 1) {
            console.complain(Message.TEAR_STEP_WRONG, step);
            return Exit.USAGE;
        }
        console.tell(Message.TEAR_HOW);
        var limits = new Limits(Duration.ofMillis(verdictMillis), Duration.ofMillis(nextMillis));
        try (var trials = trials()) {
            var lab = new TearLab(trials, step, limits);
            for (var kind : SimKind.values()) {
                for (var face : kind.faces()) {
                    lab.run(kind, face, this::print);
                }
            }
            return sum(lab.summary());
        }
    }

    private Trials trials() throws IOException, InterruptedException {
        return switch (reader) {
            case SIM -> new Trials(SimBench::new);
            case VPCD -> {
                if (!VirtualCard.readerListens()) {
                    throw new Failed(Message.TEAR_NO_VPCD.with());
                }
                try {
                    yield new Trials((plan, pseudonym) -> new VirtualBench(0, plan, pseudonym));
                } catch (IOException absent) {
                    throw new Failed(Message.TEAR_NO_VPCD.with(), absent);
                }
            }
        };
    }

    private void print(TearLab.Row row) {
        var whole = row.whole().stream().toList();
        for (var outcomes : List.of(row.command(), row.answer(), whole)) {
            seen.addAll(outcomes);
        }
        console.print(
                ROW.formatted(
                                row.kind().label(),
                                row.face().name().toLowerCase(Locale.ROOT),
                                row.header(),
                                marks(row.command()) + "|" + marks(row.answer()))
                        + (whole.isEmpty() ? "" : "|" + marks(whole)));
    }

    private static String marks(List<Outcome> outcomes) {
        var marks = new StringBuilder();
        outcomes.forEach(outcome -> marks.append(outcome.mark()));
        return marks.toString();
    }

    private int sum(TearLab.Summary summary) {
        console.print("");
        for (var outcome : seen) {
            console.print(outcome.mark() + "  " + meaning(outcome).in(console.lang()));
        }
        console.print("");
        console.tell(
                Message.TEAR_SUMMARY,
                summary.pulls(),
                summary.bad(),
                millis(summary.slowestVerdict()),
                verdictMillis,
                millis(summary.slowestNext()),
                nextMillis);
        return summary.bad() == 0 ? 0 : Exit.PROBLEMS;
    }

    /// A reason by its name, and what the person in front reads.
    private Words meaning(Outcome outcome) {
        return switch (outcome) {
            case UNREADABLE, CONTACT_ONLY, NOT_GENUINE, MULTIPLE_CARDS, READER_FAILED -> {
                var reason = TapSource.reason(outcome.fault().orElseThrow());
                var shown = ReasonWords.of(reason).shown();
                yield new Words(reason + "  " + shown.zh(), reason + "  " + shown.en());
            }
            case WHOLE -> Message.TEAR_WHOLE.with();
            case NOT_TRIED -> Message.TEAR_NOT_TRIED.with();
            case HALF -> Message.TEAR_HALF.with();
            case WRONG -> Message.TEAR_WRONG.with();
            case LATE -> Message.TEAR_LATE.with(verdictMillis);
            case NOT_ONE -> Message.TEAR_NOT_ONE.with();
            case STUCK -> Message.TEAR_STUCK.with(nextMillis);
        };
    }

    private static String millis(Duration duration) {
        return "%.1f".formatted(duration.toNanos() / 1e6);
    }
}
