package onecard.hal.pcsc;

import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import onecard.hal.CardChannel;
import onecard.hal.SecurityModule;
import onecard.hal.card.Psam;

/// A PSAM in a reader's SAM slot, found by a pattern of the slot's name and connected for as long
/// as it stays there. In a context of its own, so that it holds up no reader. For the thread that
/// owns it; a call lasts as long as the module likes.
public final class PcscSam implements SecurityModule {

    private final ReaderSought slot;
    private final SmartCardService service;
    private Optional<Connected> connected = Optional.empty();

    private record Connected(Card card, Psam psam) {}

    /// @param glob of the slot's name, `*` for any characters
    public PcscSam(String glob, PcscDriver driver) {
        this.slot = new ReaderSought(glob, Optional.of(SlotRole.SAM));
        this.service = SmartCardService.through(driver);
    }

    @Override
    public Answer answer(Question question) {
        if (connected.isEmpty()) {
            return new Answer.Absent("not connected");
        }
        var answer = connected.get().psam().answer(question);
        if (answer instanceof Answer.Absent) {
            letGo();
        }
        return answer;
    }

    /// Selects anew also where it is connected: that it lies there is not enough, and some slots
    /// say for ever that something does.
    @Override
    public Optional<String> trouble() {
        try {
            if (connected.isEmpty()) {
                var terminal = service.find(slot);
                var card = service.call(() -> terminal.connect("*"));
                connected = Optional.of(new Connected(card, new Psam(new Channel(card))));
            }
        } catch (CardException failed) {
            return Optional.of(
                    SmartCardService.gone(failed)
                            ? "the smart card service is not running"
                            : "no such slot, or nothing in it");
        }
        var trouble = connected.get().psam().trouble();
        if (trouble.isPresent()) {
            letGo();
        }
        return trouble;
    }

    private void letGo() {
        connected.ifPresent(
                held -> {
                    try {
                        boolean _ =
                                service.call(
                                        () -> {
                                            held.card().disconnect(true);
                                            return true;
                                        });
                    } catch (CardException _) {
                        // It is gone already.
                    }
                });
        connected = Optional.empty();
    }

    @Override
    public void close() {
        letGo();
        service.close();
    }

    private final class Channel implements CardChannel {
        private final Card card;

        Channel(Card card) {
            this.card = card;
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            try {
                return service.call(() -> card.getBasicChannel().transmit(new CommandAPDU(command)))
                        .getBytes();
            } catch (CardException | IllegalStateException | IllegalArgumentException lost) {
                throw new CardLost("the module left", lost);
            }
        }

        @Override
        public byte[] atr() {
            return card.getATR().getBytes();
        }
    }
}
