package onecard.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Chips and lines by every name they have, and what is said of those that cannot be had: which
/// line, why, what to do. Nothing is ever guessed.
class GpioNamesTest {

    private static final String SOC = "pinctrl-bcm2711 (/dev/gpiochip0)";

    private final FakeKernel kernel = new FakeKernel();
    private final FakeKernel.Chip soc = kernel.chip("pinctrl-bcm2711", 58);
    private GpioBoard board;

    @BeforeEach
    void board() throws Exception {
        soc.line(5).named("GPIO5");
        soc.line(17).named("GPIO17");
        soc.line(40).named("SPARE");
        soc.line(41).named("SPARE");
        kernel.chip("expander", 8);
        kernel.chip("expander", 8);
        kernel.chip("", 4);
        board = new GpioBoard(kernel, kernel::nanos);
    }

    @AfterEach
    void close() {
        board.close();
        assertEquals(0, kernel.descriptors(), "left open");
    }

    @Test
    void aChipIsFoundByLabelNameAndDevice() throws Exception {
        for (var chip : new String[] {"pinctrl-bcm2711", "gpiochip0", "/dev/gpiochip0"}) {
            assertEquals(17, look(chip, "17").offset());
        }
        assertEquals(3, look("gpiochip3", "3").offset());
    }

    @Test
    void aLineIsFoundByNumberAndName() throws Exception {
        assertEquals(new LineInfo(SOC, "GPIO17", 17, false, "", false), look("gpiochip0", "17"));
        assertEquals(
                new LineInfo(SOC, "GPIO17", 17, false, "", false), look("gpiochip0", "GPIO17"));
    }

    @Test
    void aChipThatIsNotThereIsToldWithThoseThatAre() {
        assertRefused(
                "no GPIO chip pinctrl-rp1; there are: pinctrl-bcm2711 (/dev/gpiochip0), expander"
                        + " (/dev/gpiochip1), expander (/dev/gpiochip2), /dev/gpiochip3",
                "pinctrl-rp1",
                "17");
        assertRefused(
                "no GPIO chip /dev/gpiochip9; there are: pinctrl-bcm2711 (/dev/gpiochip0),"
                        + " expander (/dev/gpiochip1), expander (/dev/gpiochip2), /dev/gpiochip3",
                "/dev/gpiochip9",
                "17");
    }

    @Test
    void twoChipsOfOneLabelAreNoneAndBothAreTold() {
        assertRefused(
                "2 GPIO chips are called expander: expander (/dev/gpiochip1), expander"
                        + " (/dev/gpiochip2); name one by its device",
                "expander",
                "0");
    }

    @Test
    void aLineThatIsNotThereIsToldWithThoseThatAre() {
        assertRefused(
                "pinctrl-bcm2711 (/dev/gpiochip0) has no line GPIO77; its lines are 0..57, by"
                        + " name GPIO5, GPIO17, SPARE, SPARE",
                "gpiochip0",
                "GPIO77");
        assertRefused(
                "pinctrl-bcm2711 (/dev/gpiochip0) has no line 58; its lines are 0..57, by name"
                        + " GPIO5, GPIO17, SPARE, SPARE",
                "gpiochip0",
                "58");
        assertRefused(
                "/dev/gpiochip3 has no line DOOR; its lines are 0..3, none with a name",
                "gpiochip3",
                "DOOR");
    }

    @Test
    void twoLinesOfOneNameAreNoneAndBothAreTold() {
        assertRefused(
                "2 lines of pinctrl-bcm2711 (/dev/gpiochip0) are called SPARE: 40, 41; name one"
                        + " by its number",
                "gpiochip0",
                "SPARE");
    }

    @Test
    void aBusyLineNamesWhoHasItAndWhatToDo() throws Exception {
        soc.line(17).take("spi0 CS0");
        assertBusy(
                "relay lock: line GPIO17 (17) of pinctrl-bcm2711 (/dev/gpiochip0) is in use by"
                        + " spi0 CS0; free it (its device tree overlay or program), or wire to"
                        + " another line");
        soc.line(17).take("sysfs");
        assertBusy(
                "relay lock: line GPIO17 (17) of pinctrl-bcm2711 (/dev/gpiochip0) is in use by"
                        + " sysfs; unexport it under /sys/class/gpio");
        soc.line(17).take("onecard:lock");
        assertBusy(
                "relay lock: line GPIO17 (17) of pinctrl-bcm2711 (/dev/gpiochip0) is in use by"
                        + " onecard:lock; stop the other onecard");
        soc.line(17).take("");
        assertBusy(
                "relay lock: line GPIO17 (17) of pinctrl-bcm2711 (/dev/gpiochip0) is in use by"
                        + " the kernel; free it (its device tree overlay or program), or wire to"
                        + " another line");
    }

    @Test
    void aLineThatSomebodyElseHasIsKnownBeforeItIsAskedFor() throws Exception {
        var wire = wire("pinctrl-bcm2711", "17");
        GpioBoard.check(kernel, wire);
        soc.line(17).take("onecard:leaf");
        GpioBoard.check(kernel, wire);
        soc.line(17).take("spi0 CS0");
        var refused = assertThrows(GpioException.class, () -> GpioBoard.check(kernel, wire));
        assertTrue(refused.fault() instanceof LineFault.InUse);
    }

    @Test
    void twoThingsOnOneLineAreRefusedByTheKernel() throws Exception {
        board.contact("leaf", wire("gpiochip0", "GPIO17"), Duration.ZERO);
        assertBusy(
                "relay lock: line GPIO17 (17) of pinctrl-bcm2711 (/dev/gpiochip0) is in use by"
                        + " onecard:leaf; stop the other onecard");
    }

    @Test
    void aLineOfOursIsToldAsOurs() throws Exception {
        lock("17");
        assertEquals("onecard:lock", soc.line(17).consumer());
        assertEquals(
                new LineInfo(SOC, "GPIO17", 17, true, "onecard:lock", true),
                look("gpiochip0", "17"));
    }

    @Test
    void whatAnOldKernelDoesNotKnowIsTold() {
        soc.line(17).fail(Kernel.EINVAL);
        var refused = assertThrows(GpioException.class, () -> lock("17"));
        assertEquals(
                "relay lock: line 17 of pinctrl-bcm2711 (/dev/gpiochip0) refused: error 22; needs"
                        + " Linux 5.10 or later with CONFIG_GPIO_CDEV, and a line that can be what is"
                        + " asked of it",
                refused.getMessage());
    }

    @Test
    void aChipThatWeMayNotOpenIsNoObstacleUnlessItIsOurs() throws Exception {
        kernel.deny("/dev/gpiochip1");
        assertEquals(17, look("pinctrl-bcm2711", "17").offset());
        assertFalse(look("pinctrl-bcm2711", "17").used());
        var denied = assertThrows(GpioException.class, () -> look("/dev/gpiochip1", "0"));
        assertTrue(denied.fault() instanceof LineFault.Denied);
        assertEquals(
                "/dev/gpiochip1 may not be opened; add the daemon's user to the device's group"
                        + " (gpio), or allow it in the unit (DeviceAllow)",
                denied.getMessage());
    }

    private LineInfo look(String chip, String line) throws GpioException {
        return GpioBoard.look(kernel, wire(chip, line));
    }

    private void assertRefused(String text, String chip, String line) {
        assertEquals(text, assertThrows(GpioException.class, () -> look(chip, line)).getMessage());
    }

    private void assertBusy(String text) {
        var refused = assertThrows(GpioException.class, () -> lock("17"));
        assertTrue(refused.fault() instanceof LineFault.InUse);
        assertEquals(text, refused.getMessage());
    }

    private void lock(String line) throws GpioException {
        board.relay(
                "lock",
                wire("pinctrl-bcm2711", line),
                Drive.PUSH_PULL,
                false,
                Duration.ofSeconds(10),
                false);
    }

    private static Wire wire(String chip, String line) {
        return new Wire(chip, line, true, Bias.AS_IS);
    }
}
