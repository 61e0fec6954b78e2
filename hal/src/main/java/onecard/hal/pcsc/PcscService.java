package onecard.hal.pcsc;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;

/// The smart card service through the JDK's own provider, kept usable over restarts of pcscd.
///
/// That provider has one native context for the whole process, held in a static field, and once
/// pcscd restarts every call fails for ever, also from a new factory. Until a provider of our own
/// takes its place, the field is cleared by reflection and the context made anew. All calls go
/// through one lock, so that the reset never happens while another reader is inside, and each is
/// short: a blocking wait in the shared context would hold up every other reader.
final class PcscService {

    private static final ReentrantLock LOCK = new ReentrantLock(true);

    /// What a caller does while it is inside the service.
    interface Call<T> {
        T run() throws CardException;
    }

    private PcscService() {}

    /// Runs `call` alone in the shared context.
    static <T> T alone(Call<T> call) throws CardException {
        LOCK.lock();
        try {
            return call.run();
        } finally {
            LOCK.unlock();
        }
    }

    /// The readers there are; establishes the context if need be.
    static List<CardTerminal> terminals() throws CardException {
        return alone(
                () -> {
                    try {
                        return TerminalFactory.getInstance("PC/SC", null).terminals().list();
                    } catch (NoSuchAlgorithmException absent) {
                        throw new CardException("no smart card service", absent);
                    }
                });
    }

    /// Forgets the native context, so that the next call makes a new one.
    static void reset() throws CardException {
        alone(
                () -> {
                    try {
                        forgetContext();
                    } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
                        throw new CardException(
                                "the JDK's provider cannot be reset; start with"
                                        + " --add-opens=java.smartcardio/sun.security.smartcardio=ALL-UNNAMED",
                                closed);
                    }
                    return true;
                });
    }

    private static void forgetContext() throws ReflectiveOperationException {
        var terminals = Class.forName("sun.security.smartcardio.PCSCTerminals");
        var context = accessible(terminals.getDeclaredField("contextId"));
        context.setLong(null, 0);
        var known = accessible(terminals.getDeclaredField("terminals"));
        if (known.get(null) instanceof Map<?, ?> map) {
            map.clear();
        }
        Method init = terminals.getDeclaredMethod("initContext");
        init.setAccessible(true);
        init.invoke(null);
    }

    private static Field accessible(Field field) {
        field.setAccessible(true);
        return field;
    }
}
