package onecard.hal.pcsc;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import onecard.hal.Cue;
import onecard.hal.Panel;
import onecard.hal.linux.Latest;

/// The light and the beeper in a PC/SC reader, where its family is known ([LightFamily]) and its
/// driver passes commands on. It shows no text: another panel of the point does, and signals where
/// this one cannot.
///
/// Its own thread and connection do the work; whoever calls only leaves the newest signal there,
/// and one that comes to its turn late is not shown at all. A reader whose driver refuses before
/// it ever took a command is left alone from then on.
///
/// Over our own provider alone: the JDK's has one connection for each reader, and the reading of a
/// card would be handed this one's, which is to the reader itself.
public final class ReaderPanel implements Panel, AutoCloseable {

    /// Later than this a signal would be taken for another person's.
    static final Duration STALE = Duration.ofSeconds(1);

    /// From one beat of the held-open tone to the next.
    private static final Duration BEAT = Duration.ofSeconds(1);

    /// Nothing is due: how long until the thread looks for that itself.
    private static final Duration IDLE = Duration.ofHours(1);

    /// [#busySince] of a thread that waits to be told something.
    private static final long IDLE_SINCE = Long.MIN_VALUE;

    /// How long a stop waits for the thread; past that it is inside a call to the service.
    private static final Duration STOP = Duration.ofSeconds(1);

    /// CCID escape by its number under Linux, SCARD_CTL_CODE(1) of pcsc-lite.
    private static final int ESCAPE = 0x4200_0001;

    private static final System.Logger LOG = System.getLogger(ReaderPanel.class.getName());

    private final ReaderSought sought;
    private final SmartCardService service;
    private final Function<String, Optional<LightFamily>> families;
    private final LongSupplier nanos;
    private final Latest<Shown> box = new Latest<>();
    private final Thread thread;
    private volatile boolean warning; // set by the loop, read by this panel's thread
    private volatile long busySince = IDLE_SINCE; // set by this panel's thread

    // By reader's name, of this panel's thread.
    private final Set<String> willing = new HashSet<>();
    private final Set<String> unwilling = new HashSet<>();

    private record Shown(Signal signal, long nanos) {}

    /// @param glob of the reader's name, as [PcscReader] takes it
    /// @param role which slot, where a reader with several fits; absent: any
    public ReaderPanel(String name, String glob, Optional<SlotRole> role, LongSupplier nanos) {
        this(name, new ReaderSought(glob, role), new PcscLiteService(), LightFamily::of, nanos);
    }

    /// @param families by reader's name
    ReaderPanel(
            String name,
            ReaderSought sought,
            SmartCardService service,
            Function<String, Optional<LightFamily>> families,
            LongSupplier nanos) {
        this.sought = sought;
        this.service = service;
        this.families = families;
        this.nanos = nanos;
        this.thread = Thread.ofPlatform().name("lights-" + name).daemon().unstarted(this::run);
    }

    /// Starts the thread.
    public void open() {
        thread.start();
    }

    /// Nanoseconds on the monotonic clock when the thread began what it is doing; now, while it
    /// waits to be told something.
    public long progressNanos() {
        long since = busySince;
        return since == IDLE_SINCE ? nanos.getAsLong() : since;
    }

    @Override
    public void show(Signal signal, String zh, String en) {
        box.put(new Shown(signal, nanos.getAsLong()));
    }

    @Override
    public void warn(boolean on) {
        warning = on;
        box.nudge();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                busySince = IDLE_SINCE;
                var next = box.take(warning ? BEAT : IDLE);
                busySince = nanos.getAsLong();
                if (next.isPresent()) {
                    show(next.get());
                } else if (warning) {
                    onReader(HELD_OPEN);
                }
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        } finally {
            service.close(); // whenever it comes out of a call
        }
    }

    private void show(Shown shown) throws InterruptedException {
        if (nanos.getAsLong() - shown.nanos() <= STALE.toNanos()) {
            onReader(shown.signal().cue());
        }
    }

    private void onReader(Cue cue) throws InterruptedException {
        try {
            var found = sought.among(service.terminals());
            if (found.isPresent() && !unwilling.contains(found.get().getName())) {
                var family = families.apply(found.get().getName());
                if (family.isPresent()) {
                    play(found.get(), family.get(), cue);
                } else {
                    leaveAlone(found.get().getName(), "no light commands are known for it");
                }
            }
        } catch (CardException _) {
            // The service or the reader is away, which the reader's own thread tells.
        }
    }

    private void play(CardTerminal terminal, LightFamily family, Cue cue)
            throws CardException, InterruptedException {
        var name = terminal.getName();
        Card card;
        try {
            card = service.call(() -> terminal.connect(protocol(family)));
        } catch (CardNotPresentException _) {
            return; // nobody holds a card there, so nobody looks
        }
        try {
            play(name, card, family, cue);
        } catch (CardException | IllegalStateException failed) {
            if (!willing.contains(name) && refusal(family, failed)) {
                leaveAlone(name, String.valueOf(failed.getMessage()));
            }
        } finally {
            letGo(card);
        }
    }

    /// A driver says no by failing. By the way of a card only the answer counts: that the card left
    /// says nothing of the reader.
    private static boolean refusal(LightFamily family, Exception failed) {
        return failed instanceof NotTaken
                || family.way() == LightFamily.Way.ESCAPE && !SmartCardService.gone(failed);
    }

    private static final class NotTaken extends CardException {
        private static final long serialVersionUID = 1L;

        NotTaken() {
            super("the reader does not take the command");
        }
    }

    /// A newer signal cuts the pattern short; the lights are as before in any case.
    private void play(String name, Card card, LightFamily family, Cue cue)
            throws CardException, InterruptedException {
        Optional<byte[]> restore = Optional.empty();
        var lights = family.lights();
        if (lights.isPresent()) {
            restore = family.restore(send(name, card, family, lights.get()));
        }
        try {
            for (var step : family.steps(cue)) {
                send(name, card, family, step.command());
                if (step.then().isPositive() && box.awaitNewer(step.then())) {
                    break;
                }
            }
        } finally {
            if (restore.isPresent()) {
                send(name, card, family, restore.get());
            }
        }
    }

    private static String protocol(LightFamily family) {
        return switch (family.way()) {
            case ESCAPE -> "DIRECT";
            case CARD -> "*";
        };
    }

    private byte[] send(String name, Card card, LightFamily family, byte[] command)
            throws CardException {
        var answer =
                service.call(
                        () ->
                                switch (family.way()) {
                                    case ESCAPE -> card.transmitControlCommand(ESCAPE, command);
                                    case CARD ->
                                            card.getBasicChannel()
                                                    .transmit(new CommandAPDU(command))
                                                    .getBytes();
                                });
        if (!family.taken(answer)) {
            throw new NotTaken();
        }
        willing.add(name);
        return answer;
    }

    private void letGo(Card card) {
        try {
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

    private void leaveAlone(String name, String why) {
        unwilling.add(name);
        LOG.log(
                System.Logger.Level.INFO,
                "the light and beep of {0} are left alone: {1}",
                name,
                why);
    }

    /// Idempotent.
    @Override
    public void close() {
        thread.interrupt();
        service.wake();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
