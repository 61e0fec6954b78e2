package onecard.edge.sim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.simulate.Catalogue;
import onecard.hal.sim.SimCard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything that the simulator's page has in its hand is something that the daemon can be shown.
class PlayedItemsTest {

    private final Acts acts = new Acts(new Pocket(new Random(1)));

    static Stream<Json.Obj> items() throws Exception {
        return JsonReader.object(resource("catalogue.json"))
                .flatMap(all -> all.array("items"))
                .orElseThrow()
                .items()
                .stream()
                .map(Json.Obj.class::cast);
    }

    private static String resource(String name) throws Exception {
        try (var in = Catalogue.class.getResourceAsStream("/simulate/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("items")
    void theDaemonTakesIt(Json.Obj item) {
        var deed = Catalogue.deed(item.text("id").orElseThrow(), OptionalInt.empty());
        var dated = deed.toString().replace("IN_60_DAYS", "20361231");
        assertDoesNotThrow(() -> acts.read(new Members(JsonReader.object(dated).orElseThrow())));
        for (var text : List.of("zh", "en", "note_zh", "note_en", "look", "kind")) {
            assertTrue(item.text(text).filter(it -> !it.isBlank()).isPresent(), text);
        }
    }

    /// Where a serial number is enough, it would be let in as whoever has the same.
    @Test
    void aBankCardIsNobodys() throws Exception {
        var answer = SimCard.bank().answer(HexFormat.of().parseHex("ffca000000"));
        var serial = HexFormat.of().formatHex(answer, 0, answer.length - 2);
        assertEquals(14, serial.length());
        assertFalse(resource("people.csv").contains(serial), serial);
    }

    @Test
    void thereAreSome() throws Exception {
        assertTrue(items().count() > 20);
    }
}
