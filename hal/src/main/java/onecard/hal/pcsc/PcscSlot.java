package onecard.hal.pcsc;

import java.io.IOException;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import onecard.hal.CardChannel;
import onecard.hal.SamSlot;

/// A reader's SAM slot, found by a pattern of its name. In a context of its own, so that it holds
/// up no reader.
public final class PcscSlot implements SamSlot {

    private final ReaderSought slot;
    private final SmartCardService service;
    private Optional<Card> card = Optional.empty();

    /// @param glob of the slot's name, `*` for any characters
    public PcscSlot(String glob, PcscDriver driver) {
        this.slot = new ReaderSought(glob, Optional.of(SlotRole.SAM));
        this.service = SmartCardService.through(driver);
    }

    @Override
    public CardChannel connect() throws IOException {
        letGo();
        try {
            var terminal = service.find(slot);
            var connected = service.call(() -> terminal.connect("*"));
            card = Optional.of(connected);
            return new Channel(connected);
        } catch (CardException failed) {
            throw new IOException("no such slot, or nothing in it", failed);
        }
    }

    @Override
    public void letGo() {
        card.ifPresent(
                held -> {
                    try {
                        boolean _ =
                                service.call(
                                        () -> {
                                            held.disconnect(true);
                                            return true;
                                        });
                    } catch (CardException _) {
                        // It is gone already.
                    }
                });
        card = Optional.empty();
    }

    @Override
    public void close() {
        letGo();
        service.close();
    }

    private final class Channel implements CardChannel {
        private final Card held;

        Channel(Card held) {
            this.held = held;
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            try {
                return service.call(() -> held.getBasicChannel().transmit(new CommandAPDU(command)))
                        .getBytes();
            } catch (CardException | IllegalStateException | IllegalArgumentException lost) {
                throw new CardLost("the module left", lost);
            }
        }

        @Override
        public byte[] atr() {
            return held.getATR().getBytes();
        }
    }
}
