package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.CardTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names as pcscd gives them to readers with several slots.
class ReaderSoughtTest {

    private static final String FIELD = "ACS ACR1252 1S CL Reader PICC 0";
    private static final String SAM = "ACS ACR1252 1S CL Reader SAM 0";

    @ParameterizedTest
    @CsvSource({
        "ACS ACR1252 1S CL Reader PICC 0, CONTACTLESS",
        "ACS ACR1252 1S CL Reader SAM 0, SAM",
        "ACS ACR1252 CL Reader [ACR1252 Dual Reader PICC] 00 00, CONTACTLESS",
        "ACS ACR1252 CL Reader [ACR1252 Dual Reader SAM] 01 00, SAM",
        "ACS ACR1281 1S Dual Reader ICC 00 00, CONTACT",
        "Identiv 4700F SAM Dual Interface [Contactless Reader] 00 01, CONTACTLESS",
        "Identiv 4700F CL Dual Interface [Contact Reader] 00 00, CONTACT",
        "HID Omnikey 5422 CL [Reader] 00 01, CONTACTLESS",
    })
    void theMostSpecificWordTellsTheRole(String name, SlotRole role) {
        assertEquals(Optional.of(role), SlotRole.of(name));
    }

    @ParameterizedTest
    @CsvSource({
        "ACS ACR1252*, CONTACTLESS, ACS ACR1252 1S CL Reader PICC 0",
        "ACS ACR1252*, SAM, ACS ACR1252 1S CL Reader SAM 0",
        "ACS ACR1252*CL*, CONTACTLESS, ACS ACR1252 1S CL Reader PICC 0",
        "*SAM*, SAM, ACS ACR1252 1S CL Reader SAM 0",
    })
    void aSlotOfSeveralIsFoundByItsRole(String glob, SlotRole role, String found) {
        assertEquals(Optional.of(found), found(glob, role, SAM, FIELD));
    }

    /// A module sought in the only slot there is would find citizens' cards.
    @Test
    void aSlotThatTellsNoRoleIsAModulesOnlyIfItIsNamedToTheEnd() {
        var plain = "Virtual PCD 00 01";

        assertEquals(Optional.empty(), found("*", SlotRole.SAM, plain));
        assertEquals(Optional.empty(), found("Virtual PCD*", SlotRole.SAM, plain));
        assertEquals(Optional.empty(), found(FIELD, SlotRole.SAM, FIELD));
        assertEquals(Optional.of(plain), found(plain, SlotRole.SAM, plain));
        assertEquals(Optional.of(plain), found("*00 01", SlotRole.SAM, plain));
        assertEquals(Optional.of(plain), found("*", SlotRole.CONTACTLESS, plain));
    }

    private static Optional<String> found(String glob, SlotRole role, String... names) {
        List<CardTerminal> readers =
                Arrays.stream(names)
                        .<CardTerminal>map(name -> new ScriptedReader(name, _ -> new byte[0]))
                        .toList();
        return new ReaderSought(glob, Optional.of(role)).among(readers).map(CardTerminal::getName);
    }
}
