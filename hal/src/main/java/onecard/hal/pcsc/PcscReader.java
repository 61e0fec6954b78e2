package onecard.hal.pcsc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import onecard.hal.CardChannel;
import onecard.hal.CardFacts;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CardGone;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;
import onecard.hal.HeldCard;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;
import onecard.hal.pcsc.ResetLadder.Trouble;

/// A PC/SC reader, found by a pattern of its name. Its own thread waits for a card, reads it, and
/// waits for it to go.
///
/// A card is one presence until it has been away 300 ms, and a presence is read once. One that lies
/// there at the first look of all is a presence of before: a daemon that ended meanwhile may have
/// sold to it or opened for it, so nobody is told of it until it was put down anew. Whatever
/// goes wrong with the reader or the service is `ReaderLost`, and the search goes on until it is
/// back. So is a card that does not let go of the reader, and a service that does not answer: its
/// taps are lost, the process is not. A reader in trouble is reset, step by step ([ResetLadder]).
public final class PcscReader implements CardReader {

    /// How long a card must be away before the next one is another presence.
    static final Duration ABSENCE = Duration.ofMillis(300);

    /// The longest wait for a card in one go: each is a sign of life to the watchdog.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// The longest reading of one card, from when it was seen: past what any honest card takes, and
    /// before its silence would be [CardWatch#HUNG].
    private static final Duration READING = Duration.ofSeconds(4);

    /// How soon a service or a reader that went is looked for again.
    private static final Duration RETRY = Duration.ofMillis(100);

    /// Cards in a row that lay still while neither they nor the reader itself answered: one may
    /// have been taken away a moment later than it seemed, and two.
    private static final int ERRORS_MAX = 3;

    private static final String CARD_HANGS = "a card does not let go of it";
    private static final String CARD_HELD = "another program may hold the card on it";
    private static final String SERVICE_HANGS = "the smart card service does not answer";

    private final String name;
    private final ReaderSought sought;
    private final SmartCardService service;
    private final ReadingPlan plan;
    private final Pseudonym pseudonym;
    private final boolean holds;
    private final LongSupplier nanos;
    private final AtomicLong progress = new AtomicLong();
    private Consumer<DeviceEvent> events = _ -> {};
    private final CardWatch watch;
    private final Recovery recovery;
    private boolean suspect; // of the reader's own thread: it did not answer under this card
    private int errors; // of the reader's own thread
    private Field field = new Unknown(); // of the reader's own thread
    private volatile boolean lost; // the last news of it; the watch's while the thread is inside
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    /// @param glob of the reader's name, `*` for any characters; `*` alone is the first found
    /// @param role which slot, where a reader with several fits; absent: any
    public PcscReader(
            String name,
            String glob,
            Optional<SlotRole> role,
            PcscDriver driver,
            ReadingPlan plan,
            Pseudonym pseudonym,
            LongSupplier nanos) {
        this(name, glob, role, driver, Optional.empty(), plan, pseudonym, false, nanos);
    }

    /// @param port where it is plugged in, and which may be switched off and on when it is in
    ///     trouble; absent: none may
    /// @param holds a card is held while it is told of
    public PcscReader(
            String name,
            String glob,
            Optional<SlotRole> role,
            PcscDriver driver,
            Optional<UsbPort> port,
            ReadingPlan plan,
            Pseudonym pseudonym,
            boolean holds,
            LongSupplier nanos) {
        this(
                name,
                new ReaderSought(glob, role),
                SmartCardService.through(driver),
                port,
                plan,
                pseudonym,
                holds,
                nanos);
    }

    PcscReader(
            String name,
            ReaderSought sought,
            SmartCardService service,
            Optional<UsbPort> port,
            ReadingPlan plan,
            Pseudonym pseudonym,
            LongSupplier nanos) {
        this(name, sought, service, port, plan, pseudonym, false, nanos);
    }

    private PcscReader(
            String name,
            ReaderSought sought,
            SmartCardService service,
            Optional<UsbPort> port,
            ReadingPlan plan,
            Pseudonym pseudonym,
            boolean holds,
            LongSupplier nanos) {
        this.name = name;
        this.holds = holds;
        this.sought = sought;
        this.service = service;
        this.plan = plan;
        this.pseudonym = pseudonym;
        this.nanos = nanos;
        this.watch = new CardWatch(name, nanos, this::lost, this::hangs);
        this.recovery = new Recovery(name, service, port, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> listener) {
        progress.set(nanos.getAsLong());
        events = listener;
        recovery.start(listener);
        thread =
                Thread.ofPlatform()
                        .name("reader-" + name)
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        run();
                                    } catch (InterruptedException _) {
                                        // Asked to stop.
                                    } finally {
                                        service.close(); // whenever it comes out
                                    }
                                });
        watch.start();
    }

    /// A call that only the card or the service can end is no fault of this process, and no
    /// restart would mend it.
    @Override
    public long progressNanos() {
        return watch.inside() ? nanos.getAsLong() : progress.get();
    }

    private void lost(String why) {
        if (!lost) {
            lost = true;
            events.accept(new ReaderLost(name, why, nanos.getAsLong()));
        }
    }

    /// On the watch's thread. A service that hangs is no fault of the reader, nor is a program that
    /// keeps its card.
    private void hangs(String what) {
        if (!what.equals(CARD_HANGS)) {
            return;
        }
        try {
            boolean _ = recovery.troubled(Trouble.HANGS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void back() {
        lost = false;
        events.accept(new ReaderBack(name, nanos.getAsLong()));
    }

    private void run() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                serve(found());
            } catch (CardException gone) {
                lost(reason(gone));
                progress.set(nanos.getAsLong());
                if (!SmartCardService.gone(gone)) {
                    absent();
                }
                try (var _ = watch.enter(SERVICE_HANGS)) {
                    service.recover(gone, RETRY);
                }
            }
        }
    }

    /// One that somebody has unplugged is in no trouble, and has all its time when it is back.
    private void absent() throws InterruptedException {
        if (recovery.pluggedIn()) {
            boolean _ = reset(Trouble.ABSENT);
        } else {
            recovery.unplugged();
        }
    }

    /// The service may not come out of letting go, either.
    private boolean reset(Trouble trouble) throws InterruptedException {
        try (var _ = watch.enter(SERVICE_HANGS)) {
            return recovery.troubled(trouble);
        }
    }

    private CardTerminal found() throws CardException {
        CardTerminal terminal;
        try (var _ = watch.enter(SERVICE_HANGS)) {
            terminal = service.find(sought);
            recovery.found(terminal);
        }
        if (!(field instanceof Unknown)) {
            back();
        }
        return terminal;
    }

    private boolean cardPresent(CardTerminal terminal) throws CardException, InterruptedException {
        boolean present;
        try (var _ = watch.enter(SERVICE_HANGS)) {
            present = service.cardPresent(terminal, patience());
        }
        // Not before the first look of all: whoever hears of it may put a card down.
        if (lost || field instanceof Unknown) {
            back();
        }
        if (errors < ERRORS_MAX) {
            recovery.answers();
        }
        return present;
    }

    /// Whether one card after another met an error and lay there still: then none was taken away
    /// too early.
    private boolean errs(boolean present) {
        boolean failed = suspect && present;
        suspect = false;
        if (failed) {
            errors++;
        }
        return failed && errors >= ERRORS_MAX;
    }

    /// Serves presences until the reader or the service goes. A card that lies there before and
    /// after is still the same presence: nobody has put it down anew.
    private void serve(CardTerminal terminal) throws CardException, InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            boolean present = cardPresent(terminal);
            if (errs(present) && reset(Trouble.ERRS)) {
                return;
            }
            long now = nanos.getAsLong();
            progress.set(now);
            field =
                    switch (field) {
                        case Unknown() -> {
                            try (var _ = watch.enter(SERVICE_HANGS)) {
                                service.rehearse();
                            }
                            yield present ? new Lying() : new Empty();
                        }
                        case Empty() -> {
                            if (!present) {
                                yield field;
                            }
                            read(terminal, now);
                            if (lost) {
                                back();
                            }
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
        }
    }

    /// How long nothing can happen that is not news of the card.
    private Duration patience() {
        return switch (field) {
            case Unknown _, Empty _, Lying _ -> LOOK;
            case Leaving(var since) -> {
                var left = ABSENCE.minusNanos(nanos.getAsLong() - since);
                // Rounded up to whole milliseconds: waking too early would wait for nothing.
                yield left.isNegative() ? Duration.ZERO : left.plusMillis(1);
            }
        };
    }

    /// What is in the field, as presences count.
    private sealed interface Field {}

    /// Nobody has looked yet.
    private record Unknown() implements Field {}

    private record Empty() implements Field {}

    private record Lying() implements Field {}

    /// Away, but not yet for long enough to be gone.
    private record Leaving(long sinceNanos) implements Field {}

    /// Reads the presence. A card that another process reset meanwhile is as good as new: it is
    /// read once more, from the first command.
    private void read(CardTerminal terminal, long seen) throws CardException {
        try {
            facts(terminal, seen);
            return;
        } catch (CardException | CardChannel.CardLost first) {
            if (SmartCardService.gone(first)) {
                throw new CardException("the service went while a card was read", first);
            }
            if (!SmartCardService.cardReset(first)) {
                events.accept(unreadable(terminal, first, seen));
                return;
            }
        }
        try {
            facts(terminal, seen);
        } catch (CardException | CardChannel.CardLost second) {
            if (SmartCardService.gone(second)) {
                throw new CardException("the service went while a card was read", second);
            }
            events.accept(unreadable(terminal, second, seen));
        }
    }

    /// Tells what was read once the card is let go of; while it is held, where somebody has more to
    /// ask of it.
    private void facts(CardTerminal terminal, long seen)
            throws CardException, CardChannel.CardLost {
        var card = connected(terminal);
        DeviceEvent read;
        try {
            read = facts(card, seen);
            if (holds && read instanceof CardSeen(_, var facts, _, _)) {
                hold(card, facts, seen);
                return;
            }
        } finally {
            letGo(card);
        }
        events.accept(read);
    }

    private DeviceEvent facts(Card card, long seen) throws CardChannel.CardLost {
        try (var _ = watch.enter(CARD_HANGS)) {
            var facts = plan.read(new Channel(card, seen), pseudonym);
            errors = 0;
            return new CardSeen(name, facts, seen);
        } catch (Unreadable refused) {
            return new CardUnreadable(name, refused.fault(), seen);
        }
    }

    /// What is asked of it meanwhile counts towards [#READING], and none of it is a stay that the
    /// watch does not see.
    private void hold(Card card, CardFacts facts, long seen) {
        var watched =
                new Channel(card, seen) {
                    @Override
                    public byte[] transmit(byte[] command) throws CardLost {
                        progress.set(nanos.getAsLong());
                        try (var _ = watch.enter(CARD_HANGS)) {
                            return super.transmit(command);
                        }
                    }
                };
        try (var held = new HeldCard(watched)) {
            events.accept(new CardSeen(name, facts, seen, Optional.of(held)));
        }
    }

    /// The service waits as long as another program keeps the card for itself.
    private Card connected(CardTerminal terminal) throws CardException {
        try (var _ = watch.enter(CARD_HELD)) {
            return service.call(() -> terminal.connect("*"));
        }
    }

    private DeviceEvent unreadable(CardTerminal terminal, Exception failure, long seen) {
        suspect = SmartCardService.readerFailed(failure) && !answers(terminal);
        return new CardUnreadable(name, plan.fault(failure), seen);
    }

    /// Asked for itself: one that answers is well, and it was the card that did not.
    private boolean answers(CardTerminal terminal) {
        boolean answers;
        try (var _ = watch.enter(SERVICE_HANGS)) {
            answers = service.answers(terminal);
        }
        errors = answers ? 0 : errors;
        return answers;
    }

    /// As long as [#connected].
    private void letGo(Card card) {
        try (var _ = watch.enter(CARD_HELD)) {
            boolean _ =
                    service.call(
                            () -> {
                                card.disconnect(false);
                                return true;
                            });
        } catch (CardException _) {
            // It is gone already, which is what was wanted.
        }
    }

    private static String reason(CardException gone) {
        return SmartCardService.gone(gone)
                ? "the smart card service is not running"
                : "no such reader";
    }

    @Override
    public void close() {
        thread.interrupt();
        // A service that does not answer would keep whoever wakes it, too.
        Thread.ofPlatform().name("wake-" + name).daemon().start(service::wake);
        try {
            thread.join(LOOK.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }

    private class Channel implements CardChannel {
        private final Card card;
        private final long seen;

        Channel(Card card, long seen) {
            this.card = card;
            this.seen = seen;
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            if (nanos.getAsLong() - seen > READING.toNanos()) {
                throw new CardLost("the card takes too long");
            }
            try {
                return service.call(() -> card.getBasicChannel().transmit(new CommandAPDU(command)))
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
