package onecard.edge.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On files as a Raspberry Pi's kernel has them, with an eMMC.
class BoardHealthTest {

    @TempDir Path sys;

    @Test
    void warmthSupplyAndWearAreRead() throws IOException {
        write("class/thermal/thermal_zone0/type", "cpu-thermal\n");
        write("class/thermal/thermal_zone0/temp", "48250\n");
        write("class/hwmon/hwmon1/name", "rpi_volt\n");
        write("class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
        write("class/hwmon/hwmon2/name", "ina219\n");
        write("class/hwmon/hwmon2/in1_input", "4987\n");
        write("block/mmcblk0/device/life_time", "0x02 0x03\n");
        write("block/mmcblk0boot0/device/life_time", "0x02 0x03\n");

        assertEquals(
                Map.of(
                        "onecard_temperature_millidegrees{zone=\"thermal_zone0-cpu-thermal\"}",
                        48_250L,
                        "onecard_supply_low{sensor=\"hwmon1-rpi_volt-in0\"}",
                        1L,
                        "onecard_supply_millivolts{sensor=\"hwmon2-ina219-in1\"}",
                        4_987L,
                        "onecard_disk_life_used_percent{disk=\"mmcblk0\"}",
                        30L),
                new BoardHealth(sys).samples());
    }

    @Test
    void whatABoardDoesNotMeasureIsNotThere() throws IOException {
        assertEquals(Map.of(), new BoardHealth(sys).samples());

        write("class/thermal/thermal_zone0/type", "cpu\n");
        Files.createDirectories(sys.resolve("class/thermal/thermal_zone0/temp"));
        write("class/hwmon/hwmon0/name", "odd\"}\n");
        write("class/hwmon/hwmon0/in0_input", "none\n");
        write("block/mmcblk0/device/life_time", "0x00 0x00\n");
        write("block/mmcblk1/device/life_time", "?\n");

        assertEquals(Map.of(), new BoardHealth(sys).samples());
    }

    @Test
    void aDriversNameCannotEndALabel() throws IOException {
        write("class/hwmon/hwmon0/name", "odd\"} 1\n");
        write("class/hwmon/hwmon0/in0_input", "5000\n");

        assertEquals(
                Map.of("onecard_supply_millivolts{sensor=\"hwmon0-odd___1-in0\"}", 5_000L),
                new BoardHealth(sys).samples());
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(sys.resolve(file).getParent());
        Files.writeString(sys.resolve(file), text);
    }
}
