package onecard.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.hal.gpio.LineRecord.HandedOver;
import onecard.hal.gpio.LineRecord.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel writes of lines, in folders of the test's; that it does is shown on the virtual
/// board.
class LineRecordTest {

    private static final Wire LOCK = new Wire("soc", "GPIO17", true, Bias.AS_IS);

    /// As a kernel 6.12 has it.
    private static final List<String> TRACE =
            List.of(
                    "# tracer: nop",
                    "# entries-in-buffer/entries-written: 5/5   #P:4",
                    "          gpio-42      [002] .....   812.000100: gpio_direction: 529 out (0)",
                    "          gpio-42      [002] .....   812.000200: gpio_value: 529 set 1",
                    "          gpio-42      [002] .....   812.900000: gpio_value: 530 set 1",
                    "           cat-99      [001] .....   813.000000: gpio_value: 529 get 1",
                    "          gpio-42      [002] .....   814.000212: gpio_value: 529 set 0");

    @TempDir private Path directory;

    @Test
    void aLineHasWhatItWasSetToAndNothingOfAnother() {
        assertEquals(
                List.of(new Set(812_000_200, true), new Set(814_000_212, false)),
                LineRecord.sets(TRACE.stream(), 529, true));
        assertEquals(
                List.of(new Set(812_900_000, false)), LineRecord.sets(TRACE.stream(), 530, false));
        assertEquals(List.of(), LineRecord.sets(TRACE.stream(), 17, true));
    }

    @Test
    void theFirstNumberOfAChipStandsBesideIt() throws IOException {
        var chip = Files.createDirectories(directory.resolve("soc.gpio").resolve("gpiochip0"));
        assertEquals(Optional.empty(), LineRecord.first(chip, "soc"), "a kernel without them");
        beside("gpiochip512", "soc", "512\n");
        beside("gpiochip570", "other", "570\n");
        assertEquals(Optional.of(512), LineRecord.first(chip, "soc"));
        assertEquals(Optional.empty(), LineRecord.first(chip, "neither"));
        beside("gpiochip600", "soc", "600\n");
        assertEquals(Optional.empty(), LineRecord.first(chip, "soc"), "one of two is a guess");
    }

    @Test
    void whereTheKernelKeepsNoneOrNotForUsThereIsNone() throws IOException {
        assertEquals(Optional.empty(), LineRecord.open(directory, Map.of(LOCK, 529)));
        Files.createDirectories(directory.resolve("events/gpio/gpio_value"));
        assertEquals(Optional.empty(), LineRecord.open(directory, Map.of(LOCK, 529)));
    }

    /// A trace of other lines tells nothing of these.
    @Test
    void whereNoneHasANumberTheTraceOfOthersIsNone() throws IOException {
        assertEquals(Optional.empty(), LineRecord.of(List.of(), Optional.of(handedOver())));
    }

    /// Of these lines alone, and whoever made it takes it away.
    @Test
    void aTraceThatIsHandedOverIsReadAndLeft() throws IOException {
        var handedOver = handedOver();
        try (var record = LineRecord.of(handedOver, Map.of(LOCK, 529))) {
            assertEquals(
                    List.of(new Set(812_000_200, true), new Set(814_000_212, false)),
                    record.sets(LOCK));
        }
        assertEquals("gpio == 529", Files.readString(handedOver.filter()));
        assertTrue(Files.exists(handedOver.trace()));
        var unfiltered = new HandedOver(handedOver.trace(), directory.resolve("none/filter"));
        try (var record = LineRecord.of(unfiltered, Map.of(LOCK, 529))) {
            assertEquals(2, record.sets(LOCK).size());
        }
    }

    /// A thread has the name that somebody gave it, in whatever bytes.
    private HandedOver handedOver() throws IOException {
        var trace = Files.write(directory.resolve("trace"), TRACE);
        Files.write(trace, new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);
        return new HandedOver(trace, directory.resolve("filter"));
    }

    private void beside(String name, String label, String base) throws IOException {
        var folder = Files.createDirectories(directory.resolve("soc.gpio/gpio").resolve(name));
        Files.writeString(folder.resolve("label"), label + "\n");
        Files.writeString(folder.resolve("base"), base);
    }
}
