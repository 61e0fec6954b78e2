package onecard.edge.match;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;
import onecard.hal.bio.Modality;

/// A template as bytes, with all that says what it may be compared with: one CBOR array of `OCBT`,
/// version, modality, position, format, extractor, its version, sha256 of the model (empty: none),
/// sensor, dots an inch (0: no scale), quality, time in milliseconds since 1970, payload.
///
/// What is read is known whole or not at all: a template of a newer version or another format is
/// not ours to compare, and says so by its reason.
public final class Envelope {

    private static final String MAGIC = "OCBT";
    private static final int VERSION = 1;
    private static final int FIELDS = 13;

    /// Four times the longest that is known: veins have 3,584.
    public static final int PAYLOAD_MAX = 16_384;

    private static final int BYTES_MAX = PAYLOAD_MAX + 1_024;

    private static final int DPI_MAX = 10_000;
    private static final int VEIN_BYTES = 256 * 112 / 8;

    /// Of a sha256, or nothing.
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{64})?");

    /// Until the year 9999.
    private static final long MILLIS_MAX = 253_402_300_799_999L;

    private static final Pattern NAME = Pattern.compile("[!-~]([ -~]{0,94}[!-~])?");
    private static final Pattern EMBEDDING =
            Pattern.compile("face-(f32|i8)\\[([1-9][0-9]{0,3})\\]");
    private static final Pattern VENDOR = Pattern.compile("vendor:[!-~]{1,64}");

    private Envelope() {}

    /// What came of reading one.
    public sealed interface Read {

        /// @param template whose payload is the reader's to wipe
        record Good(Template template) implements Read {}

        record Bad(Why why) implements Read {}
    }

    /// Why bytes are no template for us. The names stay as they are.
    public enum Why {
        /// Longer than any.
        TOO_LONG,
        /// Cut short, followed by something, or no CBOR.
        MALFORMED,
        /// Something else than a template.
        NO_TEMPLATE,
        /// Written by software of later.
        UNKNOWN_VERSION,
        /// Nothing here compares such ones.
        UNKNOWN_FORMAT,
        /// Another number of fields, or one of another kind.
        WRONG_FIELDS,
        /// A value that its field cannot have, or that does not fit another one.
        WRONG_VALUE,
        /// A payload that is not as long as its format says.
        WRONG_LENGTH
    }

    /// @throws IllegalArgumentException if it is one that [#read] would not give back
    public static byte[] bytes(Template template) {
        var made = template.made();
        var objection = objection(template);
        if (objection.isPresent()) {
            throw new IllegalArgumentException(template + ": " + objection.get());
        }
        return CborWriter.bytes(
                Cbor.array(
                        new Cbor.Text(MAGIC),
                        new Cbor.Int(VERSION),
                        new Cbor.Text(wire(template.modality())),
                        new Cbor.Int(template.position()),
                        new Cbor.Text(made.format()),
                        new Cbor.Text(made.extractor()),
                        new Cbor.Int(made.version()),
                        new Cbor.Bytes(HexFormat.of().parseHex(made.model())),
                        new Cbor.Text(template.sensor()),
                        new Cbor.Int(template.dpi().orElse(0)),
                        new Cbor.Int(template.quality()),
                        new Cbor.Int(template.captured().toEpochMilli()),
                        new Cbor.Bytes(template.payload())));
    }

    /// Never throws, whatever the bytes are.
    public static Read read(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            return new Read.Bad(Why.TOO_LONG);
        }
        var value = CborReader.read(bytes, BYTES_MAX);
        if (value.isEmpty()) {
            return new Read.Bad(Why.MALFORMED);
        }
        if (!(value.get() instanceof Cbor.Array(var fields))
                || fields.size() < 2
                || !fields.getFirst().equals(new Cbor.Text(MAGIC))) {
            return new Read.Bad(Why.NO_TEMPLATE);
        }
        if (!fields.get(1).equals(new Cbor.Int(VERSION))) {
            return new Read.Bad(Why.UNKNOWN_VERSION);
        }
        return fields(fields);
    }

    private static Read fields(List<Cbor> fields) {
        if (fields.size() == FIELDS
                && fields.get(2) instanceof Cbor.Text(var modality)
                && fields.get(3) instanceof Cbor.Int(long position)
                && fields.get(4) instanceof Cbor.Text(var format)
                && fields.get(5) instanceof Cbor.Text(var extractor)
                && fields.get(6) instanceof Cbor.Int(long version)
                && fields.get(7) instanceof Cbor.Bytes(var model)
                && fields.get(8) instanceof Cbor.Text(var sensor)
                && fields.get(9) instanceof Cbor.Int(long dpi)
                && fields.get(10) instanceof Cbor.Int(long quality)
                && fields.get(11) instanceof Cbor.Int(long captured)
                && fields.get(12) instanceof Cbor.Bytes(var payload)) {
            var known = modality(modality);
            var numbers = List.of(position, version, dpi, quality);
            if (known.isEmpty()
                    || numbers.stream().anyMatch(number -> number != number.intValue())
                    || captured < 0
                    || captured > MILLIS_MAX) {
                return new Read.Bad(Why.WRONG_VALUE);
            }
            var template =
                    new Template(
                            known.get(),
                            (int) position,
                            new Template.Made(
                                    format,
                                    extractor,
                                    (int) version,
                                    HexFormat.of().formatHex(model)),
                            sensor,
                            dpi == 0 ? OptionalInt.empty() : OptionalInt.of((int) dpi),
                            (int) quality,
                            Instant.ofEpochMilli(captured),
                            payload);
            return objection(template)
                    .<Read>map(Read.Bad::new)
                    .orElseGet(() -> new Read.Good(template));
        }
        return new Read.Bad(Why.WRONG_FIELDS);
    }

    /// What is wrong with it, whoever made it.
    private static Optional<Why> objection(Template template) {
        var made = template.made();
        var millis = template.captured().toEpochMilli();
        boolean right =
                template.position() >= 0
                        && template.position()
                                <= (template.modality() == Modality.FACE ? 0 : Template.FINGERS)
                        && NAME.matcher(made.extractor()).matches()
                        && made.version() >= 0
                        && HEX.matcher(made.model()).matches()
                        && NAME.matcher(template.sensor()).matches()
                        && template.dpi().orElse(1) >= 1
                        && template.dpi().orElse(1) <= DPI_MAX
                        && template.quality() >= 0
                        && template.quality() <= 100
                        && millis >= 0
                        && millis <= MILLIS_MAX;
        if (!right) {
            return Optional.of(Why.WRONG_VALUE);
        }
        var of = of(made.format());
        if (of.isEmpty()) {
            return VENDOR.matcher(made.format()).matches()
                    ? length(template, OptionalLong.empty())
                    : Optional.of(Why.UNKNOWN_FORMAT);
        }
        return of.get() == template.modality()
                ? length(template, bytes(made.format()))
                : Optional.of(Why.WRONG_VALUE);
    }

    private static Optional<Why> length(Template template, OptionalLong wanted) {
        int bytes = template.payload().length;
        boolean right = bytes >= 1 && bytes <= PAYLOAD_MAX && wanted.orElse(bytes) == bytes;
        return right ? Optional.empty() : Optional.of(Why.WRONG_LENGTH);
    }

    /// Whose format it is; empty: a maker's own, or nobody's.
    private static Optional<Modality> of(String format) {
        return switch (format) {
            case "sourceafis-cbor", "iso19794-2:2005", "ansi378-2004" ->
                    Optional.of(Modality.FINGER);
            case "vein-mc-256x112" -> Optional.of(Modality.VEIN);
            default ->
                    EMBEDDING.matcher(format).matches()
                            ? Optional.of(Modality.FACE)
                            : Optional.empty();
        };
    }

    /// How long a payload of that format is; empty where each has a length of its own.
    private static OptionalLong bytes(String format) {
        if (format.equals("vein-mc-256x112")) {
            return OptionalLong.of(VEIN_BYTES);
        }
        var embedding = EMBEDDING.matcher(format);
        return embedding.matches()
                ? OptionalLong.of(
                        Long.parseLong(embedding.group(2))
                                * (embedding.group(1).equals("f32") ? Float.BYTES : 1))
                : OptionalLong.empty();
    }

    private static String wire(Modality modality) {
        return switch (modality) {
            case FINGER -> "finger";
            case FACE -> "face";
            case VEIN -> "vein";
        };
    }

    private static Optional<Modality> modality(String wire) {
        for (var modality : Modality.values()) {
            if (wire(modality).equals(wire)) {
                return Optional.of(modality);
            }
        }
        return Optional.empty();
    }
}
