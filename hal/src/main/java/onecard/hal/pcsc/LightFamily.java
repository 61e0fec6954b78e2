package onecard.hal.pcsc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecard.hal.Cue;

/// Readers that are told to light and to beep in the same bytes, by what their maker publishes.
/// None was at hand when this was written.
///
/// Sources: ACS reference manuals of ACM1252U-Y3 (1.03, LED Control, Buzzer Control, Bi-color LED
/// and Buzzer Control), ACR1281U-C1 (1.08), ACR1255U-J1 (1.07).
enum LightFamily {
    /// Red is the first light, green the second.
    ACS_RED_GREEN(Way.ESCAPE, 0x01, 0x02, "*ACR1252*", "*ACM1252*", "*ACR1281*"),
    /// Green is the first light, red the second.
    ACS_GREEN_RED(Way.ESCAPE, 0x02, 0x01, "*ACR1255*"),
    /// Takes one command for a whole pattern, and without its driver's leave only while a card
    /// lies there. It blinks: 50 red, A0 green.
    ACR122(Way.CARD, 0x50, 0xA0, "*ACR122U*");

    /// The way a command goes.
    enum Way {
        /// To the driver, with or without a card.
        ESCAPE,
        /// As if to the card; the reader keeps it for itself.
        CARD
    }

    /// @param then how long it shows, before the next
    record Step(byte[] command, Duration then) {}

    private static final Duration NONE = Duration.ZERO;

    /// The shortest a light is seen for, whatever the beeps.
    private static final Duration SEEN = Duration.ofSeconds(1);

    private final Way way;
    private final int red;
    private final int green;
    private final List<Pattern> names;

    LightFamily(Way way, int red, int green, String... globs) {
        this.way = way;
        this.red = red;
        this.green = green;
        this.names = Stream.of(globs).map(ReaderName::fits).toList();
    }

    /// The family of a reader; empty if none is known for it.
    static Optional<LightFamily> of(String readerName) {
        return Stream.of(values())
                .filter(
                        family ->
                                family.names.stream()
                                        .anyMatch(name -> name.matcher(readerName).matches()))
                .findFirst();
    }

    Way way() {
        return way;
    }

    /// Asks which lights are on, so that they can be so again; empty where a pattern leaves them as
    /// they were.
    Optional<byte[]> lights() {
        return switch (this) {
            case ACS_RED_GREEN, ACS_GREEN_RED -> Optional.of(bytes("e000002900"));
            case ACR122 -> Optional.empty();
        };
    }

    /// Sets the lights to what [#lights] was answered.
    Optional<byte[]> restore(byte[] answer) {
        return lights().map(_ -> light(answer[answer.length - 1] & 0xff));
    }

    /// Whether this answers a command that was taken.
    boolean taken(byte[] answer) {
        return switch (this) {
            case ACS_RED_GREEN, ACS_GREEN_RED ->
                    answer.length == 6 && answer[0] == (byte) 0xE1 && answer[4] == 1;
            case ACR122 -> answer.length >= 2 && answer[answer.length - 2] == (byte) 0x90;
        };
    }

    /// What shows a cue.
    List<Step> steps(Cue cue) {
        int light = lights(cue.colour());
        int beeps = cue.beeps();
        var on = cue.on();
        var off = cue.off();
        return switch (this) {
            case ACS_RED_GREEN, ACS_GREEN_RED -> {
                var steps = new ArrayList<Step>();
                steps.add(new Step(light(light), NONE));
                for (int i = 0; i < beeps; i++) {
                    // The duration is in units of 10 ms.
                    steps.add(
                            new Step(
                                    command("e000002801", (int) (on.toMillis() / 10)),
                                    on.plus(off)));
                }
                var left = SEEN.minus(cue.lasts());
                if (left.isPositive()) {
                    var last = steps.removeLast();
                    steps.add(new Step(last.command(), last.then().plus(left)));
                }
                yield steps;
            }
            case ACR122 -> {
                // Lit and beeping for T1, dark and silent for T2, in units of 100 ms; so many
                // times.
                var blink =
                        "ff0040%02x04%02x%02x%02x01"
                                .formatted(light, on.toMillis() / 100, off.toMillis() / 100, beeps);
                yield List.of(new Step(bytes(blink), NONE));
            }
        };
    }

    private int lights(Cue.Colour colour) {
        return switch (colour) {
            case GREEN -> green;
            case RED -> red;
            case BOTH -> red | green;
        };
    }

    private static byte[] light(int on) {
        return command("e000002901", on);
    }

    private static byte[] command(String header, int last) {
        return bytes("%s%02x".formatted(header, last));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
