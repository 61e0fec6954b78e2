package onecard.hal.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.time.Duration;
import onecard.hal.gpio.LineRequest.Input;
import onecard.hal.gpio.LineRequest.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Byte by byte what a C compiler makes of include/uapi/linux/gpio.h, printed by one.
class UapiTest {

    private static final int REQUEST_BYTES = 592;
    private static final int FLAGS = 288;

    @Test
    void requestsHaveTheKernelsNumbers() {
        assertEquals(0x8044B401, Uapi.GET_CHIPINFO);
        assertEquals(0xC100B405, Uapi.GET_LINEINFO);
        assertEquals(0xC250B407, Uapi.GET_LINE);
        assertEquals(0xC010B40E, Uapi.GET_VALUES);
        assertEquals(0xC010B40F, Uapi.SET_VALUES);
    }

    @Test
    void anOutputIsAskedForWithItsLevel() {
        var request =
                new LineRequest(
                        17,
                        "onecard:lock",
                        false,
                        Bias.PULL_UP,
                        new Output(true, Drive.OPEN_DRAIN));

        assertArrayEquals(
                bytes(
                        "0:11 256:6f 257:6e 258:65 259:63 260:61 261:72 262:64 263:3a 264:6c 265:6f"
                                + " 266:63 267:6b 288:4a 289:01 296:01 320:02 328:01 336:01 560:01"),
                encoded(request));
    }

    @Test
    void anInputIsAskedForWithEdgesAndDebounceOfTheRequestsOwnFirstLine() {
        var request =
                new LineRequest(
                        258,
                        "onecard:passed-in",
                        true,
                        Bias.PULL_DOWN,
                        new Input(Duration.ofMillis(30)));

        assertArrayEquals(
                bytes(
                        "0:02 1:01 256:6f 257:6e 258:65 259:63 260:61 261:72 262:64 263:3a 264:70"
                                + " 265:61 266:73 267:73 268:65 269:64 270:2d 271:69 272:6e 288:34"
                                + " 289:02 296:01 320:03 328:30 329:75 336:01 560:01 565:04"),
                encoded(request));
    }

    @Test
    void anInputWithoutDebounceAsksForNone() {
        var request = new LineRequest(0, "", true, Bias.AS_IS, new Input(Duration.ZERO));

        assertArrayEquals(bytes("288:34 560:01 565:04"), encoded(request));
    }

    @ParameterizedTest
    @CsvSource({
        "AS_IS, PUSH_PULL, 0x008",
        "NONE, PUSH_PULL, 0x408",
        "PULL_UP, OPEN_DRAIN, 0x148",
        "PULL_DOWN, OPEN_SOURCE, 0x288"
    })
    void biasAndDriveAreFlags(Bias bias, Drive drive, String flags) {
        var request = new LineRequest(0, "", true, bias, new Output(false, drive));
        try (var arena = Arena.ofConfined()) {
            assertEquals(Long.decode(flags), request.encode(arena).get(JAVA_LONG, FLAGS));
        }
    }

    @Test
    void aLongNameIsCutAndEnded() {
        var request =
                new LineRequest(
                        0,
                        "onecard:a-relay-with-quite-a-long-name",
                        true,
                        Bias.AS_IS,
                        new Output(false, Drive.PUSH_PULL));
        try (var arena = Arena.ofConfined()) {
            var encoded = request.encode(arena);
            assertEquals("onecard:a-relay-with-quite-a-lo", encoded.getString(256));
            assertEquals(0, encoded.get(JAVA_BYTE, 287));
        }
    }

    @Test
    void aLineIsReadAsTheKernelTellsOfIt() {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(256, 8);
            info.setString(0, "GPIO17");
            info.setString(32, "sysfs");
            info.set(JAVA_INT, 64, 17);
            info.set(JAVA_LONG, 72, 1 | 1 << 3);

            assertEquals(
                    new LineInfo("soc", "GPIO17", 17, true, "sysfs", true),
                    LineInfo.decode("soc", info));
        }
    }

    @Test
    void anEdgeIsReadWithItsTimeAndNumber() {
        try (var arena = Arena.ofConfined()) {
            var events = arena.allocate(2 * 48, 8);
            events.set(JAVA_LONG, 0, 5L);
            events.set(JAVA_INT, 8, 2);
            events.set(JAVA_INT, 16, 1);
            events.set(JAVA_LONG, 48, 1L << 40);
            events.set(JAVA_INT, 48 + 8, 1);
            events.set(JAVA_INT, 48 + 16, -1);
            events.set(JAVA_INT, 48 + 20, 77);

            assertEquals(new LineEvent(5, false, 1), LineEvent.decode(events, 0));
            assertEquals(new LineEvent(1L << 40, true, -1), LineEvent.decode(events, 1));
        }
    }

    private static byte[] encoded(LineRequest request) {
        try (var arena = Arena.ofConfined()) {
            return request.encode(arena).toArray(JAVA_BYTE);
        }
    }

    /// `offset:hex` for every byte that is not zero.
    private static byte[] bytes(String filled) {
        var bytes = new byte[REQUEST_BYTES];
        for (var one : filled.split(" ")) {
            var at = one.split(":");
            bytes[Integer.parseInt(at[0])] = (byte) Integer.parseInt(at[1], 16);
        }
        return bytes;
    }
}
