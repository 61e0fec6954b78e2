package onecard.hal.serial;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.hal.PlateText;

/// One line of a camera on a serial cable. Pure.
///
/// A plate is `P,` the plate, `,` the confidence in percent, and `*` with two hexadecimal digits:
/// the exclusive or of all bytes before the `*`, as NMEA 0183 has it. `A*41` is a sign of life. The
/// Chinese characters are UTF-8, or else GB 18030. On a cable that many share, a letter that was
/// damaged would be another vehicle's plate: a line without its sum says nothing.
sealed interface PlateLine {

    record Plate(String text, int confidencePercent) implements PlateLine {
        /// Without the plate.
        @Override
        public String toString() {
            return "Plate[confidencePercent=" + confidencePercent + "]";
        }
    }

    /// It is there.
    record Alive() implements PlateLine {}

    /// Nothing that it should say.
    record Unreadable() implements PlateLine {}

    /// @param line its bytes as ISO 8859-1 has them, without its end
    static PlateLine of(String line) {
        int end = line.length() - 3;
        if (end < 1 || line.charAt(end) != '*' || !sumHolds(line, end)) {
            return new Unreadable();
        }
        var said = line.substring(0, end);
        return said.equals("A")
                ? new Alive()
                : text(said.getBytes(StandardCharsets.ISO_8859_1))
                        .flatMap(PlateLine::plate)
                        .orElseGet(Unreadable::new);
    }

    private static boolean sumHolds(String line, int end) {
        int sum = line.chars().limit(end).reduce(0, (left, right) -> left ^ right);
        var said = line.substring(end + 1);
        return said.chars().allMatch(HexFormat::isHexDigit) && HexFormat.fromHexDigits(said) == sum;
    }

    private static Optional<PlateLine> plate(String said) {
        var parts = Form.PLATE.matcher(said);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int confidence = Integer.parseInt(parts.group(2));
        return PlateText.normalised(parts.group(1))
                .filter(_ -> confidence <= 100)
                .map(plate -> new Plate(plate, confidence));
    }

    private static Optional<String> text(byte[] bytes) {
        return text(bytes, StandardCharsets.UTF_8).or(() -> text(bytes, Form.GB_18030));
    }

    private static Optional<String> text(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// What is made once.
    final class Form {
        private static final Pattern PLATE = Pattern.compile("P,([^,]+),([0-9]{1,3})");
        private static final Charset GB_18030 = Charset.forName("GB18030");

        private Form() {}
    }
}
