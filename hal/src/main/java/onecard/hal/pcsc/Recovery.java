package onecard.hal.pcsc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.smartcardio.CardTerminal;
import onecard.hal.DeviceEvent;
import onecard.hal.pcsc.ResetLadder.Rung;
import onecard.hal.pcsc.ResetLadder.Trouble;

/// Climbs the [ResetLadder] for one reader, and tells of each rung. Guarded by its own lock: the
/// reader's own thread comes here, and its watch while that one does not come out of a call.
final class Recovery {

    /// What so many times did not mend is nothing that it mends, and each time takes whatever hangs
    /// on the port away.
    static final int REPLUGS_A_DAY = 6;

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());

    private final String reader;
    private final SmartCardService service;
    private final Optional<UsbPort> port;
    private final LongSupplier nanos;
    private final List<Rung> rungs;
    private Consumer<DeviceEvent> events = _ -> {};
    private final Deque<Long> replugs = new ArrayDeque<>(); // of the last day, oldest first
    private Optional<String> known = Optional.empty();
    private Optional<UsbPort.Address> elsewhere = Optional.empty();
    private ResetLadder.State state = new ResetLadder.Well();

    /// @param port that may be switched off and on; absent: none may
    Recovery(String reader, SmartCardService service, Optional<UsbPort> port, LongSupplier nanos) {
        this.reader = reader;
        this.service = service;
        this.port = port;
        this.nanos = nanos;
        var own = service.renewable() ? List.of(Rung.REOPEN, Rung.CONTEXT) : List.<Rung>of();
        this.rungs = Stream.concat(own.stream(), port.stream().map(_ -> Rung.REPLUG)).toList();
    }

    /// Before the first call; a port that a killed process left off is on again then.
    synchronized void start(Consumer<DeviceEvent> listener) {
        events = listener;
        port.ifPresent(this::heal);
    }

    private void heal(UsbPort usb) {
        try {
            if (usb.heal()) {
                LOG.log(System.Logger.Level.WARNING, "USB port {0} was off, and is on", usb.name());
            }
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "USB port {0}: {1}", usb.name(), failed);
        }
    }

    /// Whether it is plugged in, as far as anybody can see.
    boolean pluggedIn() {
        return port.filter(UsbPort::present).isPresent();
    }

    /// It is in trouble, still or again: a rung is done if one is due.
    ///
    /// @return whether one was
    synchronized boolean troubled(Trouble trouble) throws InterruptedException {
        var step = ResetLadder.troubled(state, usable(trouble), nanos.getAsLong());
        state = step.next();
        if (step.rung().isPresent()) {
            done(step.rung().get(), trouble);
        }
        return step.rung().isPresent();
    }

    private List<Rung> usable(Trouble trouble) {
        long now = nanos.getAsLong();
        replugs.removeIf(then -> now - then >= DAY_NANOS);
        return rungs.stream().filter(rung -> ofUse(rung, trouble)).toList();
    }

    /// A port that the reader was never found at may be a neighbour's.
    ///
    /// Nothing can be made anew under a call that lasts, so nothing but its port is of use; and
    /// that not where readers share one connection: the call may wait for another's.
    private boolean ofUse(Rung rung, Trouble trouble) {
        if (rung == Rung.REPLUG && replugs.size() >= REPLUGS_A_DAY) {
            return false;
        }
        return switch (trouble) {
            case ABSENT -> rung != Rung.REPLUG || known.isPresent();
            case ERRS -> true;
            case HANGS -> rung == Rung.REPLUG && service.renewable();
        };
    }

    /// The service knows it, and it answered: what is at its port now is the reader, unless its
    /// driver says that it is elsewhere.
    synchronized void found(CardTerminal terminal) {
        known = port.flatMap(UsbPort::device);
        elsewhere =
                port.flatMap(
                        usb ->
                                service.address(terminal)
                                        .filter(at -> !Optional.of(at).equals(usb.address())));
        elsewhere.ifPresent(
                at ->
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "reader {0}: {1}",
                                reader,
                                misnamed(port.orElseThrow(), at)));
    }

    private static String misnamed(UsbPort named, UsbPort.Address at) {
        return "its port is not %s, where %s is: it is %s; nothing is switched off"
                .formatted(
                        named.name(),
                        named.address().map(UsbPort.Address::toString).orElse("nothing"),
                        at);
    }

    synchronized void unplugged() {
        state = ResetLadder.away(state, nanos.getAsLong());
    }

    synchronized void answers() {
        state = ResetLadder.answers(state, nanos.getAsLong());
    }

    private void done(Rung rung, Trouble trouble) throws InterruptedException {
        Optional<String> failure = Optional.empty();
        try {
            switch (rung) {
                case REOPEN -> service.reopen();
                case CONTEXT -> service.renew();
                case REPLUG -> replug(port.orElseThrow());
            }
        } catch (IOException failed) {
            failure = Optional.of(failed.toString());
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "reader {0}: {1}; {2}{3}",
                reader,
                trouble.why(),
                rung.wire(),
                failure.map(why -> ": " + why).orElse(""));
        events.accept(
                new DeviceEvent.ReaderReset(
                        reader, rung.wire(), trouble.why(), failure, nanos.getAsLong()));
    }

    private void replug(UsbPort usb) throws IOException, InterruptedException {
        if (elsewhere.isPresent()) {
            throw new IOException(misnamed(usb, elsewhere.get()));
        }
        var there = usb.device();
        if (known.isPresent() && !known.equals(there)) {
            throw new IOException(
                    "%s was %s and is %s; nothing is switched off"
                            .formatted(usb.name(), known.get(), there.orElse("empty")));
        }
        replugs.add(nanos.getAsLong());
        usb.replug();
    }
}
