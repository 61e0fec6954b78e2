package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import onecard.hal.Panel.Signal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LightFamilyTest {

    /// As a driver is told: with the lights blanked out no two signals are the same bytes at the
    /// same times.
    @ParameterizedTest
    @EnumSource
    void noReaderTellsTwoSignalsApartByTheirColourAlone(LightFamily family) {
        Map<String, Signal> heard = new HashMap<>();
        for (var signal : Signal.values()) {
            var other = heard.put(blind(family, signal), signal);
            assertEquals(null, other, () -> family + ": " + signal);
        }
    }

    /// What is sent for a signal lasts as long as its cue; a reader that plays a pattern by itself
    /// is told it at once.
    @ParameterizedTest
    @EnumSource
    void itLastsAsLongAsTheTableSays(LightFamily family) {
        for (var signal : Signal.values()) {
            var lasts =
                    family.steps(signal.cue()).stream()
                            .map(LightFamily.Step::then)
                            .reduce(Duration.ZERO, Duration::plus);
            boolean whole = lasts.compareTo(signal.cue().lasts()) >= 0;
            assertTrue(whole == (family != LightFamily.ACR122), () -> family + ": " + signal);
        }
    }

    private static String blind(LightFamily family, Signal signal) {
        var said = new StringBuilder();
        for (var step : family.steps(signal.cue())) {
            said.append(
                            HexFormat.of()
                                    .formatHex(step.command())
                                    .replaceFirst("^e000002901..", "light")
                                    .replaceFirst("^ff0040..", "ff0040"))
                    .append(' ')
                    .append(step.then())
                    .append(' ');
        }
        return said.toString();
    }
}
