package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SaleIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"pos-1:1", "0:42", "a-b-c:999999999999999"})
    void whatStandsOnAReceiptIsReadBack(String text) {
        assertEquals(text, SaleId.parse(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "pos-1",
                "pos-1:",
                ":1",
                "pos-1:0",
                "pos-1:01",
                "pos-1:-1",
                "pos-1:1 ",
                "pos-1:1:1",
                "-pos:1",
                "POS-1:1",
                "pos 1:1",
                "pos-1:1000000000000000",
                "pos-1:\u0661",
                "pos-1:1\n"
            })
    void anythingElseNamesNoSale(String text) {
        assertEquals(Optional.empty(), SaleId.parse(text));
    }

    @Test
    void salesAreNumberedFromOne() {
        assertThrows(IllegalArgumentException.class, () -> new SaleId("pos-1", 0));
    }
}
