package onecard.hal.pcsc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;

/// The readers there are, by name. It has a context of its own, and so has each reader it gives
/// out: a wait or a slow card on one holds up no other. Both live over a restart of the service:
/// the calls fail while it is gone, and work when it is back.
public final class PcscTerminals extends CardTerminals implements AutoCloseable {

    private final PcscContext context = new PcscContext();
    private final Map<String, PcscTerminal> known = new HashMap<>(); // guarded by this

    /// Where a card lay when [#waitForChange] returned last, and at the call before.
    private Set<String> before = Set.of(); // guarded by this

    private Set<String> after = Set.of(); // guarded by this

    PcscTerminals() {}

    @Override
    public List<CardTerminal> list(State wanted) throws CardException {
        var list = new ArrayList<CardTerminal>();
        for (var terminal : terminals()) {
            boolean fits =
                    switch (wanted) {
                        case ALL -> true;
                        case CARD_PRESENT -> terminal.isCardPresent();
                        case CARD_ABSENT -> !terminal.isCardPresent();
                        case CARD_INSERTION -> changed(terminal.getName(), true);
                        case CARD_REMOVAL -> changed(terminal.getName(), false);
                    };
            if (fits) {
                list.add(terminal);
            }
        }
        return list;
    }

    private synchronized List<PcscTerminal> terminals() throws PcscException {
        return context.readers().stream()
                .map(name -> known.computeIfAbsent(name, PcscTerminal::new))
                .toList();
    }

    private synchronized boolean changed(String name, boolean inserted) {
        return inserted
                ? after.contains(name) && !before.contains(name)
                : before.contains(name) && !after.contains(name);
    }

    /// Also ends when a reader comes or goes.
    @Override
    public boolean waitForChange(long timeoutMillis) throws CardException {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("timeout must not be negative: " + timeoutMillis);
        }
        var names = new ArrayList<>(context.readers());
        names.add(ReaderStates.ANY);
        var states = new ReaderStates(names);
        context.await(states, Duration.ZERO);
        var then = present(states, names);
        boolean news =
                context.await(
                        states,
                        timeoutMillis == 0
                                ? PcscContext.FOR_EVER
                                : Duration.ofMillis(timeoutMillis));
        remember(then, news ? present(states, names) : then);
        return news;
    }

    private static Set<String> present(ReaderStates states, List<String> names) {
        var present = new HashSet<String>();
        for (int i = 0; i < names.size(); i++) {
            if (states.cardPresent(i)) {
                present.add(names.get(i));
            }
        }
        return present;
    }

    private synchronized void remember(Set<String> then, Set<String> now) {
        before = then;
        after = now;
    }

    /// Waits until a reader comes or goes; false if none did in that time.
    boolean awaitReader(Duration atMost) throws PcscException {
        var any = new ReaderStates(List.of(ReaderStates.ANY));
        context.await(any, Duration.ZERO);
        return context.await(any, atMost);
    }

    /// Ends a wait that another thread is in.
    void cancel() {
        context.cancel();
    }

    /// Lets go of every reader given out; they are not to be used any more.
    synchronized void forget() {
        known.values().forEach(PcscTerminal::close);
        known.clear();
    }

    /// Ends every context; a later call makes them anew.
    @Override
    public synchronized void close() {
        context.close();
        known.values().forEach(PcscTerminal::close);
    }
}
