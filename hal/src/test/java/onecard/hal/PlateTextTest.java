package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plates as cameras write them.
class PlateTextTest {

    @ParameterizedTest
    @CsvSource({
        "皖Ｐ１２３４５, 皖P12345",
        "皖P·12345, 皖P12345",
        "皖P•12345, 皖P12345",
        "' 皖p-12 345 ', 皖P12345",
        "皖P.D12345, 皖PD12345",
        "皖P12345, 皖P12345",
        "粤Z·1234港, 粤Z1234港",
        "京A·0001警, 京A0001警",
        "ab 123, AB123",
    })
    void oneFormForAllThatMeanTheSame(String said, String plate) {
        assertEquals(Optional.of(plate), PlateText.normalised(said));
        assertEquals(Optional.of(plate), PlateText.normalised(plate), "once and for all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "无牌车!",
                "皖P12",
                "皖P123456789",
                "皖P1234é",
                "皖P123ß",
                "皖P1234?",
                "皖P1234\u0000",
                "unlicensed plate that is very long"
            })
    void whatIsNoPlateIsNone(String said) {
        assertEquals(Optional.empty(), PlateText.normalised(said));
    }

    @Test
    void noEventCarriesAnotherFormOrNoConfidence() {
        assertThrows(
                IllegalArgumentException.class, () -> new PlateEvent.Read("c", "皖p12345", 1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new PlateEvent.Read("c", "皖P12345", 101, 0));
        assertThrows(
                IllegalArgumentException.class, () -> new PlateEvent.Read("c", "皖P12345", -1, 0));
    }
}
