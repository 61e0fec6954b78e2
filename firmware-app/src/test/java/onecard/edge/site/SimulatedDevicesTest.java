package onecard.edge.site;

import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which sites have a device that somebody may play with.
class SimulatedDevicesTest {

    private static final String SITE =
            """
            onecard: 1
            site: bench
            device: bench
            timezone: Asia/Shanghai
            board:
              gpio: { chip: sim }
              readers: { in: { pcsc: "*" } }
              relays: { lock: { sim: true } }
              contacts: { leaf: { sim: true, closed_when: low } }
            points:
              - id: door-1
                profile: door
                in: { reader: in, relay: lock }
                contact: leaf
                lists: [demo]
                journal_full: refuse
            lists: { demo: { local: true } }
            uplink: { url: "mqtt://127.0.0.1:1883" }
            keys: { site: { generate: true }, vault: { file: vault.key } }
            biometric_data: { purpose: gate, assessment: none-yet, retention_days: 30 }
            """;

    @Test
    void linesAreNone() {
        assertFalse(good(SITE).board().simulatesDevices());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scanners: { x: { sim: true } }",
                "keypads: { x: { sim: true } }",
                "plates: { x: { sim: true } }",
                "biometrics: { x: { modality: face, sim: true } }",
                "displays: { x: { sim: true } }",
                "voices: { x: { sim: true } }",
                "printers: { x: { sim: true } }",
                "trays: { x: { sim: true } }",
                "scales: { x: { sim: true } }",
            })
    void everyOtherKindIsOne(String devices) {
        var site = SITE.replace("  relays:", "  " + devices + "\n  relays:");
        assertTrue(good(site).board().simulatesDevices());
    }

    @Test
    void aReaderIsOne() {
        assertTrue(good(SITE.replace("pcsc: \"*\"", "sim: true")).board().simulatesDevices());
    }
}
