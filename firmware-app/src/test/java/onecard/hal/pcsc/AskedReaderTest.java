package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import onecard.edge.process.Await;
import onecard.edge.process.Service;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.VirtualCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A reader is asked about itself, through a real service and the virtual reader's driver.
@Tag("pcscd")
class AskedReaderTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long ATR = 0x0303; // TAG_IFD_ATR of ifdhandler.h, as that driver names it
    private static final long ICC_PRESENCE = 0x00090300; // of reader.h

    @Test
    void itSaysWhatLiesOnIt() throws Exception {
        try (var _ = Service.pcscd();
                var terminal = new PcscTerminal(VirtualCard.readerName(0))) {
            Await.until("the reader to be there", SOON, () -> present(terminal, false));
            try (var _ = new VirtualCard(SimCard.plain("04a1b2c3"))) {
                Await.until("the card to be seen", SOON, () -> present(terminal, true));
                var card = terminal.connect("*");
                assertArrayEquals(card.getATR().getBytes(), terminal.attribute(ATR));
                card.disconnect(false);
            }
        }
    }

    /// Its driver does not know the question, which tells nothing against it.
    @Test
    void oneThatCannotBeAskedIsTakenToAnswer() throws Exception {
        try (var _ = Service.pcscd();
                var terminal = new PcscTerminal(VirtualCard.readerName(0))) {
            Await.until("the reader to be there", SOON, () -> present(terminal, false));
            assertThrows(PcscException.class, () -> terminal.attribute(ICC_PRESENCE));
            assertTrue(terminal.answers());
        }
    }

    private static boolean present(PcscTerminal terminal, boolean card) {
        try {
            return terminal.look(Duration.ZERO) == card;
        } catch (PcscException _) {
            return false; // the service is only starting
        }
    }
}
