package onecard.edge.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.WholeFile;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.Threshold;
import onecard.edge.match.Thresholds;
import onecard.edge.match.eval.DetPlot;
import onecard.edge.match.eval.EvalEngine;
import onecard.edge.match.eval.EvalJson;
import onecard.edge.match.eval.EvalSet;
import onecard.edge.match.eval.Evaluation;
import onecard.edge.match.eval.Figures;
import onecard.edge.match.eval.Interval;
import onecard.edge.match.eval.PictureFile;
import onecard.edge.match.eval.Protocol.Transactions;
import onecard.edge.match.eval.Sampled;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.FaceModels;
import onecard.words.Words;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bio`: how good engines are that tell people apart.
@Command(name = "bio", mixinStandardHelpOptions = true)
public final class BioCommand implements Callable<Integer> {

    private final Console console;

    private BioCommand(Console console) {
        this.console = console;
    }

    /// With what stands below it.
    public static CommandLine line(Console console) {
        return new CommandLine(new BioCommand(console)).addSubcommand(new Eval(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard bio");
    }

    /// `bio eval`: error rates on a folder of samples, and what may be made of them.
    @Command(name = "eval", mixinStandardHelpOptions = true)
    static final class Eval implements Callable<Integer> {

        @Option(
                names = "--set",
                required = true,
                paramLabel = "DIR",
                descriptionKey = "onecard.bio.eval.set")
        private Path set = Path.of("");

        @Option(
                names = "--engine",
                paramLabel = "fingerprint|vein|face",
                descriptionKey = "onecard.bio.eval.engine")
        private String engine = "fingerprint";

        @Option(names = "--model", paramLabel = "FILE", descriptionKey = "onecard.bio.eval.model")
        private Optional<Path> model = Optional.empty();

        @Option(names = "--site", paramLabel = "FILE", descriptionKey = "onecard.bio.eval.site")
        private Optional<Path> site = Optional.empty();

        @Option(names = "--dpi", paramLabel = "N", descriptionKey = "onecard.bio.eval.dpi")
        private Optional<Integer> dpi = Optional.empty();

        @Option(names = "--views", paramLabel = "N", descriptionKey = "onecard.bio.eval.views")
        private Optional<Integer> views = Optional.empty();

        @Option(names = "--tries", paramLabel = "N", descriptionKey = "onecard.bio.eval.tries")
        private Optional<Integer> tries = Optional.empty();

        @Option(names = "--json", descriptionKey = "onecard.bio.eval.json")
        private boolean json;

        @Option(names = "--out", paramLabel = "DIR", descriptionKey = "onecard.bio.eval.out")
        private Optional<Path> out = Optional.empty();

        @Option(names = "--record", paramLabel = "FILE", descriptionKey = "onecard.bio.eval.record")
        private Optional<Path> record = Optional.empty();

        @Option(names = "--key", paramLabel = "FILE", descriptionKey = "onecard.bio.eval.key")
        private Optional<Path> key = Optional.empty();

        @Option(
                names = "--sensor",
                paramLabel = "MODEL",
                descriptionKey = "onecard.bio.eval.sensor")
        private String sensor = "";

        private final Console console;

        Eval(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            // Nothing is shown: no display is looked for.
            System.setProperty("java.awt.headless", "true");
            var named = EvalEngine.ofName(engine);
            if (named.isEmpty()) {
                console.complain(Message.EVAL_ENGINE_UNKNOWN, engine);
                return Exit.USAGE;
            }
            if (!inRange(views, Transactions.VIEWS_MAX)
                    || !inRange(tries, Transactions.TRIES_MAX)) {
                console.complain(
                        Message.EVAL_POLICY_WRONG,
                        Transactions.VIEWS_MAX,
                        Transactions.TRIES_MAX,
                        views.orElse(1),
                        tries.orElse(1));
                return Exit.USAGE;
            }
            if (!Files.isDirectory(set)) {
                console.complain(Message.EVAL_SET_MISSING, set);
                return Exit.PROBLEMS;
            }
            // Read before the work: a wrong key must not cost it.
            var signing = key.isPresent() ? Optional.of(SigningKey.read(key.get())) : NO_KEY;
            var faces = Optional.<FaceModels>empty();
            if (site.isPresent()) {
                var profile = Sites.read(site.get(), console);
                if (profile.isEmpty()) {
                    return Exit.PROBLEMS;
                }
                faces = profile.get().faces();
            }
            Optional<EvalEngine.Opened> opened;
            try {
                opened = named.get().open(model, faces);
            } catch (EngineFailed failed) {
                console.complain(
                        Message.EVAL_ENGINE_FAILED, engine, String.valueOf(failed.getMessage()));
                return Exit.FAILED;
            }
            if (opened.isEmpty()) {
                console.complain(Message.EVAL_ENGINE_NOT_HERE, engine);
                return Exit.FAILED;
            }
            try (var _ = opened.get().engine()) {
                return evaluate(opened.get(), scale(named.get()), signing);
            } catch (Failed unfit) {
                console.complain(unfit.words());
                return Exit.PROBLEMS;
            }
        }

        private static final Optional<SigningKey> NO_KEY = Optional.empty();

        private static boolean inRange(Optional<Integer> number, int most) {
            return number.isEmpty() || number.get() >= 1 && number.get() <= most;
        }

        private OptionalInt scale(EvalEngine named) {
            if (dpi.isPresent()) {
                return OptionalInt.of(dpi.get());
            }
            named.usualDpi()
                    .ifPresent(
                            usual ->
                                    console.point(Message.EVAL_DPI.with(usual).in(console.lang())));
            return named.usualDpi();
        }

        private int evaluate(
                EvalEngine.Opened opened, OptionalInt scale, Optional<SigningKey> signing)
                throws IOException {
            var files = EvalSet.read(set, PictureFile.EXTENSIONS);
            files.strange().forEach(file -> say(Message.EVAL_FILE_STRANGE.with(file)));
            var sampled =
                    Sampled.of(
                            files,
                            file -> PictureFile.read(file, scale),
                            opened.engine(),
                            this::progress);
            var evaluation = Evaluation.of(sampled, opened.engine(), policy());
            if (json) {
                console.print(EvalJson.of(engine, evaluation));
            } else {
                tell(opened, evaluation);
            }
            if (out.isPresent()) {
                draw(out.get(), evaluation.asked());
            }
            return record.isEmpty() || write(record.get(), opened, evaluation.allPairs(), signing)
                    ? 0
                    : Exit.PROBLEMS;
        }

        private Optional<Transactions> policy() {
            return views.isEmpty() && tries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Transactions(views.orElse(1), tries.orElse(1)));
        }

        /// Where nobody looks on, a line now and then is enough.
        private void progress(int done) {
            if (done % PROGRESS == 0) {
                say(Message.EVAL_PROGRESS.with(done));
            }
        }

        private static final int PROGRESS = 100;

        private void say(Words words) {
            console.point(words.in(console.lang()));
        }

        // --- for people ---

        private void tell(EvalEngine.Opened opened, Evaluation evaluation) {
            var sampled = evaluation.sampled();
            console.tell(
                    Message.EVAL_SET,
                    opened.name() + " " + opened.version(),
                    sampled.identities().size(),
                    sampled.impressions(),
                    sampled.failed());
            sampled.failures()
                    .forEach((why, count) -> console.tell(Message.EVAL_NOT_EXTRACTED, count, why));
            var extraction = sampled.extraction();
            var comparison = evaluation.comparison();
            console.tell(
                    Message.EVAL_TIMES,
                    decimal(extraction.clockNanos(0.5) / 1e6, 1),
                    decimal(extraction.clockNanos(0.95) / 1e6, 1),
                    decimal(extraction.processorNanos(0.95) / 1e6, 1));
            console.tell(
                    Message.EVAL_TIMES_MATCH,
                    decimal(comparison.clockNanos(0.5) / 1e3, 1),
                    decimal(comparison.processorNanos(0.5) / 1e3, 1));
            console.tell(Message.EVAL_ALL_PAIRS);
            figures(evaluation.allPairs());
            evaluation.transactions().ifPresent(at -> transactions(opened, at));
            console.tell(Message.EVAL_SMALL);
        }

        private void transactions(EvalEngine.Opened opened, Evaluation.AtPoint at) {
            var policy = at.protocol();
            console.tell(
                    Message.EVAL_TRANSACTIONS,
                    policy.views(),
                    policy.tries(),
                    at.leftOut(),
                    at.notEnrolled());
            figures(at.figures());
            opened.line().ifPresent(line -> operating(line, at));
        }

        /// As the record that comes with the engine decides, at the usual targets.
        private void operating(CalibrationRecord line, Evaluation.AtPoint at) {
            var policy = at.protocol();
            var trials = at.figures().trials();
            for (double target : new double[] {1e-3, 1e-4}) {
                switch (Thresholds.verify(line, target, policy.views(), policy.tries())) {
                    case Threshold.Score(var least, _, _) ->
                            console.tell(
                                    Message.EVAL_OPERATING,
                                    percent(target),
                                    decimal(least, 2),
                                    percent(trials.fnmrAt(least)),
                                    percent(trials.fmrAt(least)));
                    case Threshold.TooFine(_, var finest, _) ->
                            console.tell(Message.EVAL_TOO_FINE, percent(target), percent(finest));
                }
            }
        }

        private void figures(Figures figures) {
            console.tell(
                    Message.EVAL_COUNTS,
                    figures.trials().genuineCount(),
                    figures.trials().impostorCount(),
                    figures.distinctPairs(),
                    percent(Math.min(1, figures.finest())));
            console.tell(Message.EVAL_EER, percent(figures.eer()), between(figures.eerBetween()));
            for (var at : figures.at()) {
                var score = Double.isFinite(at.score()) ? decimal(at.score(), 3) : "-";
                var message = at.supported() ? Message.EVAL_FNMR : Message.EVAL_FNMR_ON_THIS_SET;
                console.tell(
                        message,
                        percent(at.fmr()),
                        percent(at.fnmr()),
                        between(at.between()),
                        score);
            }
        }

        private static String between(Interval interval) {
            return percent(interval.low()) + ".." + percent(interval.high());
        }

        private static String percent(double rate) {
            return decimal(rate * 100, 3) + " %";
        }

        private static String decimal(double value, int digits) {
            return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
        }

        // --- for files ---

        private static void draw(Path folder, Figures figures) throws IOException {
            Files.createDirectories(folder);
            var plot = DetPlot.of(figures);
            var svg = plot.svg().getBytes(StandardCharsets.UTF_8);
            WholeFile.write(folder.resolve("det.svg"), svg);
            WholeFile.write(folder.resolve("det.png"), plot.png());
        }

        private boolean write(
                Path file, EvalEngine.Opened opened, Figures figures, Optional<SigningKey> signing)
                throws IOException {
            if (figures.table().isEmpty()) {
                console.complain(Message.EVAL_RECORD_NONE, figures.compared());
                return false;
            }
            var measured =
                    figures.record(
                            opened.name(),
                            opened.version(),
                            opened.engine().made(),
                            sensor,
                            String.valueOf(set.toAbsolutePath().normalize().getFileName()),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS));
            if (signing.isEmpty()) {
                say(Message.EVAL_RECORD_UNSIGNED.with(file));
            }
            var written = signing.map(measured::signed).orElseGet(measured::json);
            WholeFile.write(
                    file, (Canonical.text(written) + "\n").getBytes(StandardCharsets.UTF_8));
            say(Message.EVAL_RECORD_WRITTEN.with(file, percent(measured.finest())));
            return true;
        }
    }
}
