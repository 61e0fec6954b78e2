package onecard.hal.pcsc;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import javax.smartcardio.TerminalFactorySpi;

/// `javax.smartcardio` over libpcsclite, type `PC/SC`: every reader in a context of its own, real
/// waits that can be cancelled, and no memory of a service that went. The JDK's own provider has
/// one context for the whole process, so that a wait on one reader stalls the others, and never
/// recovers from a restart of pcscd.
///
/// `TerminalFactory.getInstance("PC/SC", null, new PcscProvider())`
public final class PcscProvider extends Provider {
    private static final long serialVersionUID = 1L;

    private static final String NAME = "OnecardPcsc";

    public PcscProvider() {
        super(NAME, "1.0", "PC/SC readers over libpcsclite, a context each");
        putService(
                new Service(
                        this,
                        TerminalFactory.class.getSimpleName(),
                        "PC/SC",
                        Factory.class.getName(),
                        List.of(),
                        Map.of()) {
                    // Without reflection: the factory is nobody else's.
                    @Override
                    public Object newInstance(Object parameter) {
                        return new Factory();
                    }
                });
    }

    private static final class Factory extends TerminalFactorySpi {
        @Override
        protected CardTerminals engineTerminals() {
            return new PcscTerminals();
        }
    }
}
