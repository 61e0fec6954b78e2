package onecard.edge.match;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;

/// What the scores of one engine mean: which score how many strangers reach. No site file holds a
/// score; [Thresholds] takes them from here.
///
/// @param engine that compared, for people
/// @param engineVersion of it, for people
/// @param made by what the templates were: it holds for no others
/// @param sensor the model of the sensor; empty where it holds for all
/// @param set of samples that it was measured on
/// @param instances fingers or people in the set; 0 where nothing was measured
/// @param impostorPairs comparisons of two of them; 0 where nothing was measured
/// @param table at least one point, the coarsest FMR first
public record CalibrationRecord(
        String engine,
        String engineVersion,
        Template.Made made,
        String sensor,
        String set,
        int instances,
        long impostorPairs,
        Basis basis,
        List<Point> table,
        Instant created) {

    /// The least that its author's line is taken for.
    public static final double DOCUMENTED_FINEST = 1e-5;

    /// A table has a dozen or two.
    static final int POINTS_MAX = 1_000;

    /// No rate and no score needs more, and `1e999999999` would cost the memory.
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,12})?");

    /// How it is known.
    public enum Basis {
        /// By samples of people. Holds down to 3 / [#distinctPairs], or 3 / [#impostorPairs] where
        /// not each two were compared: with 95 % confidence what was never seen among so many is
        /// no more frequent.
        MEASURED,
        /// As a line that the engine's author has drawn. Holds down to [#DOCUMENTED_FINEST].
        DOCUMENTED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// At this score or a higher one, so many comparisons with others match.
    ///
    /// @param fmr above 0, at most 1
    public record Point(BigDecimal fmr, BigDecimal score) {
        public Point {
            if (fmr.signum() <= 0 || fmr.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("an FMR of " + fmr);
            }
            fmr = plain(fmr);
            score = plain(score);
        }

        /// One form of each number, however it was written.
        private static BigDecimal plain(BigDecimal number) {
            var least = number.stripTrailingZeros();
            return least.scale() < 0 ? least.setScale(0) : least;
        }
    }

    public CalibrationRecord {
        table = List.copyOf(table);
        if (instances < 0 || impostorPairs < 0) {
            throw new IllegalArgumentException(instances + " instances, " + impostorPairs);
        }
        if (basis == Basis.MEASURED && (instances < 2 || impostorPairs < 1)) {
            throw new IllegalArgumentException("measured on " + instances);
        }
        if (table.isEmpty() || table.size() > POINTS_MAX) {
            throw new IllegalArgumentException(table.size() + " points");
        }
        for (int i = 1; i < table.size(); i++) {
            var coarser = table.get(i - 1);
            var finer = table.get(i);
            if (finer.fmr().compareTo(coarser.fmr()) >= 0
                    || finer.score().compareTo(coarser.score()) < 0) {
                throw new IllegalArgumentException(finer + " after " + coarser);
            }
        }
    }

    /// Pairs of two different fingers or people: comparisons of the same two say little more.
    public long distinctPairs() {
        return (long) instances * (instances - 1) / 2;
    }

    /// The finest FMR of one comparison that it may be taken for.
    public double finest() {
        return switch (basis) {
            case MEASURED -> 3.0 / Math.min(distinctPairs(), impostorPairs);
            case DOCUMENTED -> DOCUMENTED_FINEST;
        };
    }

    /// Whether it says what scores of such templates mean.
    ///
    /// @param model of the sensor
    public boolean holdsFor(Template.Made templates, String model) {
        return made.equals(templates) && (sensor.isEmpty() || sensor.equals(model));
    }

    /// As it is kept: signed over the rest.
    public Json.Obj signed(SigningKey key) {
        var record = json().with("key", key.publicText());
        return record.with("sig", key.sign(record));
    }

    /// Without key and signature.
    public Json.Obj json() {
        return Json.Obj.EMPTY
                .with("engine", engine)
                .with("engine_version", engineVersion)
                .with("format", made.format())
                .with("extractor", made.extractor())
                .with("extractor_version", made.version())
                .with("model_sha256", made.model())
                .with("sensor", sensor)
                .with("set", set)
                .with("instances", instances)
                .with("impostor_pairs", impostorPairs)
                .with("basis", basis.wire())
                .with(
                        "table",
                        new Json.Arr(
                                table.stream()
                                        .<Json>map(
                                                point ->
                                                        Json.Obj.EMPTY
                                                                .with(
                                                                        "fmr",
                                                                        point.fmr().toPlainString())
                                                                .with(
                                                                        "score",
                                                                        point.score()
                                                                                .toPlainString()))
                                        .toList()))
                .with("created", created.toString());
    }

    /// Empty if it is none. Whether its signature is good was seen before: by
    /// [onecard.edge.crypto.TrustedKeys].
    public static Optional<CalibrationRecord> read(Json.Obj json) {
        try {
            var table = new ArrayList<Point>();
            for (var item : json.array("table").orElseThrow(CalibrationRecord::none).items()) {
                if (!(item instanceof Json.Obj point)) {
                    throw none();
                }
                table.add(new Point(decimal(point, "fmr"), decimal(point, "score")));
            }
            var basis =
                    Arrays.stream(Basis.values())
                            .filter(known -> json.text("basis").equals(Optional.of(known.wire())))
                            .findFirst()
                            .orElseThrow(CalibrationRecord::none);
            return Optional.of(
                    new CalibrationRecord(
                            text(json, "engine"),
                            text(json, "engine_version"),
                            new Template.Made(
                                    text(json, "format"),
                                    text(json, "extractor"),
                                    count(json, "extractor_version"),
                                    text(json, "model_sha256")),
                            text(json, "sensor"),
                            text(json, "set"),
                            count(json, "instances"),
                            json.number("impostor_pairs").orElseThrow(CalibrationRecord::none),
                            basis,
                            table,
                            Instant.parse(text(json, "created"))));
        } catch (IllegalArgumentException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static String text(Json.Obj json, String name) {
        return json.text(name).orElseThrow(CalibrationRecord::none);
    }

    private static int count(Json.Obj json, String name) {
        return json.number(name)
                .filter(number -> number >= 0 && number <= Integer.MAX_VALUE)
                .orElseThrow(CalibrationRecord::none)
                .intValue();
    }

    private static BigDecimal decimal(Json.Obj json, String name) {
        var text = text(json, name);
        if (!DECIMAL.matcher(text).matches()) {
            throw none();
        }
        return new BigDecimal(text);
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("no calibration record");
    }
}
