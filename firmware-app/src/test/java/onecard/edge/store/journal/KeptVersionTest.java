package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptVersionTest {

    @Test
    void isWhatASignedThingCanHave() {
        assertEquals(OptionalLong.of(0), KeptVersion.of("0"));
        assertEquals(OptionalLong.of(Json.Num.MAX), KeptVersion.of("9007199254740991"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.0", "x", " 7", "9007199254740992", "99999999999999999999"})
    void whatAFlippedBitMadeIsNone(String text) {
        assertEquals(OptionalLong.empty(), KeptVersion.of(text));
    }
}
