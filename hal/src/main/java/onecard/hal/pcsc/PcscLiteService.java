package onecard.hal.pcsc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/// Over our own provider: it waits in earnest, and nothing that happens on one reader concerns
/// another.
final class PcscLiteService implements SmartCardService {

    private final PcscTerminals terminals = new PcscTerminals();
    private volatile Runnable wake = () -> {};

    @Override
    public <T> T call(Call<T> call) throws CardException {
        return call.run();
    }

    @Override
    public List<CardTerminal> terminals() throws CardException {
        return terminals.list();
    }

    @Override
    public boolean cardPresent(CardTerminal terminal, Duration atMost) throws CardException {
        var own = (PcscTerminal) terminal;
        wake = own::cancel;
        return own.look(atMost);
    }

    @Override
    public boolean answers(CardTerminal terminal) {
        return ((PcscTerminal) terminal).answers();
    }

    @Override
    public Optional<UsbPort.Address> address(CardTerminal terminal) {
        return ((PcscTerminal) terminal).address();
    }

    @Override
    public void rehearse() {
        PcscTerminal.rehearse();
    }

    @Override
    public boolean renewable() {
        return true;
    }

    @Override
    public void reopen() {
        terminals.forget();
    }

    @Override
    public void renew() {
        terminals.close();
        terminals.forget();
    }

    @Override
    public void recover(CardException failure, Duration atMost) throws InterruptedException {
        if (!SmartCardService.gone(failure)) {
            wake = terminals::cancel;
            try {
                boolean _ = terminals.awaitReader(atMost);
                return;
            } catch (PcscException _) {
                // Gone meanwhile: then there is nothing to wait in.
            }
        }
        Thread.sleep(atMost);
    }

    @Override
    public void wake() {
        wake.run();
    }

    @Override
    public void close() {
        terminals.close();
    }
}
