package onecard.hal.pcsc;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;

/// Over the JDK's own provider, kept usable over restarts of pcscd, for comparison and for
/// machines where ours does not load.
///
/// That provider has one native context for the whole process, in a static field, and once pcscd
/// restarts every call fails for ever, also from a new factory. So the field is cleared by
/// reflection and the context made anew, all calls go through one lock, that this never happens
/// while another reader is inside, and a reader is looked at every few milliseconds where a
/// blocking wait would hold up all others.
final class JdkService implements SmartCardService {

    private static final ReentrantLock LOCK = new ReentrantLock(true);
    private static final Duration LOOK = Duration.ofMillis(15);

    static {
        // 61xx and 6Cxx are followed by whoever knows the command; read when the provider loads.
        System.setProperty("sun.security.smartcardio.t0GetResponse", "false");
        System.setProperty("sun.security.smartcardio.t1GetResponse", "false");
    }

    private boolean present;
    private boolean looked;

    @Override
    public <T> T call(Call<T> call) throws CardException {
        LOCK.lock();
        try {
            return call.run();
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public List<CardTerminal> terminals() throws CardException {
        looked = false;
        return call(
                () -> {
                    try {
                        return TerminalFactory.getInstance("PC/SC", null).terminals().list();
                    } catch (NoSuchAlgorithmException absent) {
                        throw new CardException("SCARD_E_NO_SERVICE", absent);
                    }
                });
    }

    @Override
    public boolean cardPresent(CardTerminal terminal, Duration atMost)
            throws CardException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean now = call(terminal::isCardPresent);
            if (!looked || now != present || System.nanoTime() >= end) {
                looked = true;
                present = now;
                return now;
            }
            Thread.sleep(LOOK);
        }
    }

    @Override
    public boolean renewable() {
        return false;
    }

    @Override
    public void reopen() {}

    @Override
    public void renew() {}

    /// A dead context stays dead until it is made anew; a missing reader needs nothing but time.
    @Override
    public void recover(CardException failure, Duration atMost) throws InterruptedException {
        if (SmartCardService.gone(failure)) {
            try {
                call(JdkService::forgetContext);
            } catch (CardException _) {
                // pcscd is not back yet; the next round tries again.
            }
        }
        Thread.sleep(atMost);
    }

    private static boolean forgetContext() throws CardException {
        try {
            var terminals = Class.forName("sun.security.smartcardio.PCSCTerminals");
            accessible(terminals.getDeclaredField("contextId")).setLong(null, 0);
            var known = accessible(terminals.getDeclaredField("terminals"));
            if (known.get(null) instanceof Map<?, ?> map) {
                map.clear();
            }
            Method init = terminals.getDeclaredMethod("initContext");
            init.setAccessible(true);
            init.invoke(null);
            return true;
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            throw new CardException(
                    "the JDK's provider cannot be reset; start with"
                            + " --add-opens=java.smartcardio/sun.security.smartcardio=ALL-UNNAMED",
                    closed);
        }
    }

    private static Field accessible(Field field) {
        field.setAccessible(true);
        return field;
    }

    /// It never waits for long.
    @Override
    public void wake() {}

    /// Its context belongs to the process.
    @Override
    public void close() {}
}
