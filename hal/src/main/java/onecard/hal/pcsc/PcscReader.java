package onecard.hal.pcsc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import onecard.hal.CardChannel;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CardGone;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;

/// A PC/SC reader, found by a pattern of its name. One thread looks at it every few milliseconds:
/// a look costs tens of microseconds, where a blocking wait would hold the shared context.
///
/// A card is one presence until it has been away 300 ms, and a presence is read once. Whatever
/// goes wrong with the reader or the service is `ReaderLost`, and looking goes on until it is
/// back.
public final class PcscReader implements CardReader {

    /// How long a card must be away before the next one is another presence.
    static final Duration ABSENCE = Duration.ofMillis(300);

    private static final Duration LOOK = Duration.ofMillis(15);
    private static final Duration RETRY = Duration.ofMillis(250);

    private final String name;
    private final Pattern pattern;
    private final ReadingPlan plan;
    private final Pseudonym pseudonym;
    private final LongSupplier nanos;
    private final AtomicLong progress = new AtomicLong();
    private Field field = new Empty(); // of the reader's own thread
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    /// @param glob of the reader's name, `*` for any characters; `*` alone is the first found
    public PcscReader(
            String name, String glob, ReadingPlan plan, Pseudonym pseudonym, LongSupplier nanos) {
        this.name = name;
        this.pattern = ReaderName.fits(glob);
        this.plan = plan;
        this.pseudonym = pseudonym;
        this.nanos = nanos;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> events) {
        progress.set(nanos.getAsLong());
        thread =
                Thread.ofPlatform()
                        .name("reader-" + name)
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        run(events);
                                    } catch (InterruptedException _) {
                                        // Asked to stop.
                                    }
                                });
    }

    @Override
    public long progressNanos() {
        return progress.get();
    }

    private void run(Consumer<DeviceEvent> events) throws InterruptedException {
        boolean known = false;
        boolean lost = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var terminal = find();
                events.accept(new ReaderBack(name, nanos.getAsLong()));
                known = true;
                lost = false;
                serve(terminal, events);
            } catch (CardException gone) {
                if (!lost || !known) {
                    events.accept(new ReaderLost(name, reason(gone), nanos.getAsLong()));
                    known = true;
                    lost = true;
                }
                recover(gone);
                progress.set(nanos.getAsLong());
                Thread.sleep(RETRY);
            }
        }
    }

    /// The first reader the pattern fits.
    private CardTerminal find() throws CardException {
        return PcscService.terminals().stream()
                .filter(terminal -> pattern.matcher(terminal.getName()).matches())
                .findFirst()
                .orElseThrow(() -> new CardException("no reader fits " + pattern));
    }

    /// Serves presences until the reader or the service goes. A card that lies there before and
    /// after is still the same presence: nobody has put it down anew.
    private void serve(CardTerminal terminal, Consumer<DeviceEvent> events)
            throws CardException, InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            boolean present = PcscService.alone(terminal::isCardPresent);
            long now = nanos.getAsLong();
            progress.set(now);
            field =
                    switch (field) {
                        case Empty() -> {
                            if (!present) {
                                yield field;
                            }
                            events.accept(read(terminal, now));
                            yield new Lying();
                        }
                        case Lying() -> present ? field : new Leaving(now);
                        case Leaving(var since) -> {
                            if (present) {
                                yield new Lying();
                            }
                            if (now - since < ABSENCE.toNanos()) {
                                yield field;
                            }
                            events.accept(new CardGone(name, now));
                            yield new Empty();
                        }
                    };
            Thread.sleep(LOOK);
        }
    }

    /// What is in the field, as presences count.
    private sealed interface Field {}

    private record Empty() implements Field {}

    private record Lying() implements Field {}

    /// Away, but not yet for long enough to be gone.
    private record Leaving(long sinceNanos) implements Field {}

    /// Reads the presence. A card that another process reset meanwhile is as good as new: it is
    /// read once more, from the first command.
    private DeviceEvent read(CardTerminal terminal, long seen) throws CardException {
        try {
            return facts(terminal, seen);
        } catch (CardException | CardChannel.CardLost first) {
            if (serviceGone(first)) {
                throw new CardException("the service went while a card was read", first);
            }
            if (!names(first, "RESET_CARD")) {
                return unreadable(first, seen);
            }
        }
        try {
            return facts(terminal, seen);
        } catch (CardException | CardChannel.CardLost second) {
            if (serviceGone(second)) {
                throw new CardException("the service went while a card was read", second);
            }
            return unreadable(second, seen);
        }
    }

    private DeviceEvent facts(CardTerminal terminal, long seen)
            throws CardException, CardChannel.CardLost {
        var card = PcscService.alone(() -> terminal.connect("*"));
        try {
            return new CardSeen(name, plan.read(new Channel(card), pseudonym), seen);
        } catch (Unreadable refused) {
            return new CardUnreadable(name, refused.fault(), seen);
        } finally {
            letGo(card);
        }
    }

    private DeviceEvent unreadable(Exception failure, long seen) {
        return new CardUnreadable(name, plan.fault(failure), seen);
    }

    private static void letGo(Card card) {
        try {
            PcscService.alone(
                    () -> {
                        card.disconnect(false);
                        return true;
                    });
        } catch (CardException _) {
            // It is gone already, which is what was wanted.
        }
    }

    /// A dead context stays dead until it is made anew; a missing reader needs nothing but time.
    private static void recover(CardException gone) {
        if (serviceGone(gone)) {
            try {
                PcscService.reset();
            } catch (CardException _) {
                // pcscd is not back yet; the next round tries again.
            }
        }
    }

    /// The provider's own exception class is internal, but it names the PC/SC error in its text.
    private static boolean serviceGone(Throwable failure) {
        return names(failure, "NO_SERVICE")
                || names(failure, "SERVICE_STOPPED")
                || names(failure, "INVALID_HANDLE")
                || names(failure, "COMM_ERROR")
                || names(failure, "no smart card service");
    }

    private static boolean names(Throwable failure, String error) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(error)) {
                return true;
            }
        }
        return false;
    }

    private static String reason(CardException gone) {
        return serviceGone(gone) ? "the smart card service is not running" : "no such reader";
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The provider has followed 61xx and 6Cxx already.
    private record Channel(Card card) implements CardChannel {
        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            try {
                return PcscService.alone(
                                () -> card.getBasicChannel().transmit(new CommandAPDU(command)))
                        .getBytes();
            } catch (CardException | IllegalStateException | IllegalArgumentException lost) {
                throw new CardLost("the card left", lost);
            }
        }

        @Override
        public byte[] atr() {
            return card.getATR().getBytes();
        }
    }
}
