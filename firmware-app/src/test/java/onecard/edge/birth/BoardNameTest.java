package onecard.edge.birth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import onecard.edge.site.SiteFile;
import onecard.edge.uplink.Topics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a host is told that the board is.
class BoardNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: raspberry-pi-5                         | raspberry-pi-5",
                "model: rock-3a                                | rock-3a",
                "model: raspberry-pi-5; gpio: { chip: other }  | raspberry-pi-5",
                "model: raspberry-pi-5; gpio: { chip: sim }    | sim",
                "model: sim                                    | sim",
                "gpio: { chip: pinctrl-bcm2711 }               | pinctrl-bcm2711"
            })
    void itIsTheModelWhereThereIsOne(String board, String called) {
        var yaml =
                """
                onecard: 1
                site: hall
                device: north
                timezone: Asia/Shanghai
                board:
                  %s
                  readers: { in: { sim: true } }
                  relays: { lock: { line: PIN11, max_on_ms: 10000 } }
                points:
                  - id: door-1
                    profile: door
                    in: { reader: in, relay: lock }
                    lists: [staff]
                    journal_full: refuse
                lists: { staff: { local: true } }
                uplink: { url: "mqtt://127.0.0.1:1883" }
                keys: { site: { generate: true } }
                """
                        .formatted(board.replace("; ", "\n  "));
        var read = SiteFile.read(yaml);
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();

        var device = new HomeAssistant(site, new Topics("hall", "north")).discovery();

        assertEquals(called, device.object("device").orElseThrow().text("model").orElseThrow());
    }
}
