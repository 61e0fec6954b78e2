package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import onecard.hal.CardFacts;
import onecard.hal.card.CitizenNumber;
import onecard.hal.card.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Text blocks into facts.
class IdDocumentTest {

    private static final String PERMIT = IdText.numbered("81000019900101001");
    private static final String FOREIGNER = IdText.numbered("91184019800229001");

    private String told = "";

    @Test
    void aCitizenIsTheNumberAndTheLastDay() throws Exception {
        var facts = facts(IdText.citizen(IdText.NUMBER));
        assertEquals("idcard " + IdText.NUMBER, told);
        assertEquals("idcard", facts.kind());
        assertEquals(2, facts.assurance());
        assertEquals(Optional.of(LocalDate.of(2040, 1, 2)), facts.expires());
        assertTrue(facts.generation().isEmpty());
        facts(IdText.citizen(IdText.OTHER_NUMBER));
        assertEquals("idcard " + IdText.OTHER_NUMBER, told);
    }

    @Test
    void aCardWithoutAnEndHasNoLastDay() throws Exception {
        var facts = facts(IdText.citizen(IdText.NUMBER).put(204, "长期      "));
        assertEquals(Optional.empty(), facts.expires());
    }

    @Test
    void theOtherThreeDocumentsAreReadWhereTheirItemsStand() throws Exception {
        facts(IdText.foreigner2017("ABC110098012345"));
        assertEquals("idcard ABC110098012345", told);
        facts(IdText.permit(PERMIT));
        assertEquals("idcard " + PERMIT, told);
        facts(IdText.foreigner2023(FOREIGNER));
        assertEquals("idcard " + FOREIGNER, told);
        // Whatever its letter: the number tells it.
        facts(IdText.foreigner2023(FOREIGNER).put(248, " "));
        assertEquals("idcard " + FOREIGNER, told);
        facts(IdText.foreigner2023(FOREIGNER).put(248, "Q"));
        assertEquals("idcard " + FOREIGNER, told);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 3, sex",
        "30, ' ', sex",
        "32, 00, ethnic",
        "32, 57, ethnic",
        "32, 96, ethnic",
        "32, '  ', ethnic",
        "36, 19491232, birth",
        "36, 19490229, birth",
        "36, '        ', birth",
        "36, 19491230, number",
        "122, '                  ', number",
        "122, 110105194912310021, number",
        "122, 11010519491231002x, number",
        "122, 1101051949123100X2, number",
        "122, 01010519491231002X, number",
        "204, 20401302, last day",
        "204, '        ', last day",
        "204, '长        ', last day",
        "248, Q, kind",
        "248, Y, kind",
        "248, J, number",
        "248, I, sex",
    })
    void whatNoCitizensCardSaysIsUnreadable(int offset, String text, String item) {
        unreadable(IdText.citizen(IdText.NUMBER).put(offset, text).bytes(), item);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ABC11009801234 ", "AB1110098012345", "abc110098012345", "ABCD10098012345"})
    void whatNoForeignersNumberOf2017IsIsUnreadable(String number) {
        unreadable(IdText.foreigner2017(number).bytes(), "number");
    }

    @Test
    void whatNoOtherNumberIsIsUnreadable() {
        unreadable(IdText.permit(IdText.NUMBER).bytes(), "number");
        unreadable(IdText.permit(IdText.numbered("84000019900101001")).bytes(), "number");
        unreadable(IdText.permit(PERMIT).put(122, "82").bytes(), "number");
        unreadable(IdText.foreigner2023(FOREIGNER).put(126, "2").bytes(), "number");
        unreadable(new byte[256], "kind|sex");
        unreadable(new byte[255], "256");
    }

    /// No message of a failure holds what stood there.
    @Test
    void aNumberAppearsInNoMessage() {
        for (int at = 0; at < 18; at++) {
            var number = new StringBuilder(IdText.NUMBER);
            number.setCharAt(at, number.charAt(at) == '7' ? '8' : '7');
            var failed =
                    unreadable(
                            IdText.citizen(IdText.NUMBER).put(122, number.toString()).bytes(),
                            "number");
            assertFalse(String.valueOf(failed.getMessage()).matches(".*[0-9].*"));
        }
    }

    @Test
    void theCheckDigitFindsEveryWrongDigitAndEverySwap() {
        for (var good : List.of(IdText.NUMBER, IdText.OTHER_NUMBER, PERMIT, FOREIGNER)) {
            assertTrue(CitizenNumber.isOne(good.toCharArray()));
            for (int at = 0; at < 18; at++) {
                for (char other : "0123456789X".toCharArray()) {
                    var wrong = good.toCharArray();
                    wrong[at] = other;
                    assertEquals(other == good.charAt(at), CitizenNumber.isOne(wrong));
                }
                var swapped = good.toCharArray();
                int next = at == 17 ? 0 : at + 1;
                swapped[at] = good.charAt(next);
                swapped[next] = good.charAt(at);
                assertEquals(good.charAt(at) == good.charAt(next), CitizenNumber.isOne(swapped));
            }
        }
        assertFalse(CitizenNumber.isOne("1101051949123100".toCharArray()));
    }

    @Test
    void thereAre58EthnicGroupsAnd4Sexes() {
        int groups = 0;
        for (char tens = 0; tens < 256; tens++) {
            for (char ones = 0; ones < 256; ones++) {
                groups += GbCodes.isEthnic(tens, ones) ? 1 : 0;
            }
        }
        assertEquals(58, groups);
        int sexes = 0;
        for (char code = 0; code < 256; code++) {
            sexes += GbCodes.isSex(code) ? 1 : 0;
        }
        assertEquals(4, sexes);
    }

    private CardFacts facts(IdText text) throws Unreadable {
        return IdDocument.facts(
                text.bytes(),
                (kind, id) -> {
                    told = kind + " " + id;
                    return "0".repeat(32);
                });
    }

    private Unreadable unreadable(byte[] text, String item) {
        var failed =
                assertThrows(
                        Unreadable.class,
                        () ->
                                IdDocument.facts(
                                        text,
                                        (_, _) -> {
                                            told = "told";
                                            return "0".repeat(32);
                                        }));
        assertTrue(
                String.valueOf(failed.getMessage()).matches(".*(" + item + ").*"),
                failed::getMessage);
        return failed;
    }
}
