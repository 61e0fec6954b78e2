package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import onecard.hal.Load;

/// How a scale says what lies on it. Pure: a line in, what it says out. Lines end with CR LF and
/// have no checksum ([TwiceSaid]).
public enum ScaleProtocol {

    /// The scale speaks by itself, 5 to 50 lines a second, as indicators do that follow A&D's
    /// standard format, most Chinese ones among them:
    ///
    /// ```
    /// ST,GS,+  1.234kg      stable, gross
    /// US,NT,-  0.005kg      moving, net
    /// ST,+000123  g         the kind of weight may be left out
    /// OL,GS,+     .  kg     overloaded; with a minus, underloaded; or OL alone
    /// ```
    ///
    /// First the state, then `GS` or `NT`, then the weight with its sign in front: padded by
    /// blanks or zeros, the unit right behind or after blanks. A tare (`TR`, `PT`) and a count
    /// (`QT`) are no weight.
    ///
    /// Source: A&D weighing indicators AD-4329A, EK-L and others, manuals, "A&D standard format".
    CONTINUOUS {
        @Override
        Optional<byte[]> question() {
            return Optional.empty();
        }

        @Override
        Said hear(String line) {
            var fields = line.split(",", -1);
            return switch (fields[0]) {
                case "ST" -> weight(fields, true);
                case "US" -> weight(fields, false);
                case "OL" ->
                        new Said.Lies(
                                fields[fields.length - 1].startsWith("-")
                                        ? new Load.Under()
                                        : new Load.Over());
                default -> new Said.Unreadable("is of no known kind");
            };
        }

        private static Said weight(String[] fields, boolean stable) {
            boolean kind =
                    fields.length == 2
                            || fields.length == 3
                                    && (fields[1].equals("GS") || fields[1].equals("NT"));
            return kind
                    ? weighed(fields[fields.length - 1], stable)
                    : new Said.Unreadable("is of no known kind");
        }
    },

    /// The scale is asked, by Mettler-Toledo's MT-SICS, level 0, for the weight at once, whether or
    /// not it moves: `SI`. It answers:
    ///
    /// ```
    /// S S      1.234 kg     stable
    /// S D      1.230 kg     moving
    /// S +                   overloaded
    /// S -                   underloaded
    /// S I                   cannot say now: it is being zeroed, say
    /// ES                    knows no such question (and ET, EL)
    /// ```
    ///
    /// The weight stands right-aligned in ten characters, its unit behind a blank. Never asked is
    /// `S`, which waits until the scale rests.
    ///
    /// Source: METTLER TOLEDO, reference manual MT-SICS 11780711, commands S and SI.
    SICS {
        @Override
        Optional<byte[]> question() {
            return Optional.of("SI\r\n".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        Said hear(String line) {
            return switch (line) {
                case "S +" -> new Said.Lies(new Load.Over());
                case "S -" -> new Said.Lies(new Load.Under());
                case "S I" -> new Said.Busy();
                case "ES", "ET", "EL", "S L" -> new Said.Unreadable("refuses the question");
                default -> {
                    if (line.startsWith("S S ")) {
                        yield weighed(line.substring(4), true);
                    }
                    yield line.startsWith("S D ")
                            ? weighed(line.substring(4), false)
                            : new Said.Unreadable("is of no known kind");
                }
            };
        }
    };

    /// What one line says.
    sealed interface Said {
        record Lies(Load load) implements Said {}

        /// It answers, but not yet what lies on it.
        record Busy() implements Said {}

        /// @param why of the line, never what stands in it
        record Unreadable(String why) implements Said {}
    }

    /// What to ask before each answer; empty: it speaks by itself.
    abstract Optional<byte[]> question();

    /// What a line, without its end, says.
    abstract Said hear(String line);

    private static Said weighed(String text, boolean stable) {
        OptionalLong grams = Grams.of(text);
        return grams.isPresent()
                ? new Said.Lies(new Load.Weight(grams.getAsLong(), stable))
                : new Said.Unreadable("has no weight in whole g, or in kg");
    }
}
