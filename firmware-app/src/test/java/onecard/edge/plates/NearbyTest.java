package onecard.edge.plates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.stream.IntStream;
import onecard.hal.PlateText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What may have been read for what stands there.
class NearbyTest {

    @ParameterizedTest
    @ValueSource(strings = {"皖P12345", "皖PD12345", "粤Z1234港", "WJ皖1234X", "AB123", "ABCDEFGH12"})
    void eachDiffersInOneCharacterAndIsAPlate(String plate) {
        var near = Nearby.of(plate);
        assertEquals(near.size(), new HashSet<>(near).size(), "each once");
        assertFalse(near.contains(plate));
        for (var each : near) {
            assertTrue(PlateText.isNormal(each), each);
            assertEquals(plate.length(), each.length());
            long differ =
                    IntStream.range(0, plate.length())
                            .filter(at -> plate.charAt(at) != each.charAt(at))
                            .count();
            assertEquals(1, differ, each);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "皖P12345, 皖P1234S",
        "皖P12345, 皖P02345",
        "皖P12345, 皖D12345",
        "皖P12345, 浙P12345",
        "皖P12345, APP12345",
        "粤Z1234港, 粤Z1234澳",
        "粤Z1234港, 粤Z12340",
        "京A0001警, 京A00011",
        "WJ皖1234X, WJ浙1234X",
    })
    void mistakesOfCamerasAreAmongThemBothWays(String one, String other) {
        if (one.length() == other.length()) {
            assertTrue(Nearby.of(one).contains(other));
            assertTrue(Nearby.of(other).contains(one));
        } else {
            assertFalse(Nearby.of(one).contains(other));
        }
    }

    @Test
    void theyAreAsManyAsCanBeLookedFor() {
        assertEquals(286, Nearby.of("皖P12345").size());
        assertEquals(321, Nearby.of("皖PD12345").size());
    }
}
