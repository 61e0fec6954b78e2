package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.CardFault;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CardGone;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.NotedPseudonyms;
import onecard.hal.Pseudonym;
import onecard.hal.card.Unreadable;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.ReaderPresence;

/// Resident ID cards through a security module (SAM) on a tty. Credential kind `idcard`, the
/// number with a capital X, 18 characters (15 on a foreigner's card of 2017); assurance A2, since
/// the module opens a card only after both have proved that they hold the ministry's keys. The
/// line between module and board is not protected: keep it inside the housing.
///
/// The module looks for a card only when asked, so it is asked all the time; [Presence] says how
/// its answers become presences. A module that is silent, at whatever speed, or says that it
/// cannot work is `ReaderLost`.
public final class IdCardReader implements CardReader {

    /// Between two looks: a look takes the module some tens of milliseconds itself, and three fit
    /// into the time that makes an absence.
    private static final Duration LOOK = Duration.ofMillis(80);

    /// A card is found at the edge of the field, where it cannot be read yet: as long as it stays
    /// found, it is read again before the holder is told to lay it down anew.
    private static final int READS_MAX = 3;

    private final String name;
    private final SamSpeed speed;
    private final Pseudonym pseudonym;
    private final LongSupplier nanos;
    private final Presence presence = new Presence(); // over re-plugging: nobody put it down anew
    private final DeviceThread<SerialPort> thread;

    /// @param device a path that survives re-plugging
    /// @param baud the speed to serve it at: 115200, 57600, 38400, 19200 or 9600
    public IdCardReader(
            String name, Path device, int baud, Pseudonym pseudonym, LongSupplier nanos) {
        this.name = name;
        this.speed = SamSpeed.of(baud);
        this.pseudonym = pseudonym;
        this.nanos = nanos;
        this.thread =
                new DeviceThread<>("reader-" + name, () -> SerialPort.open(device, baud), nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> events) {
        thread.start(new ReaderPresence(name, events), (port, ready) -> serve(port, ready, events));
    }

    private void serve(SerialPort port, Runnable ready, Consumer<DeviceEvent> events)
            throws DeviceException, InterruptedException {
        var module = new SamModule(port, SamCommand::timeout);
        module.attune(speed);
        ready.run();
        while (true) {
            boolean found = module.find();
            long now = nanos.getAsLong();
            thread.progressed();
            switch (presence.look(found, now)) {
                case CAME -> read(module, now, events);
                case GONE -> events.accept(new CardGone(name, now));
                case NONE -> {}
            }
            Thread.sleep(LOOK);
        }
    }

    /// Reads a presence, and says one thing about it whatever happens.
    private void read(SamModule module, long seen, Consumer<DeviceEvent> events)
            throws DeviceException {
        try {
            events.accept(
                    text(module)
                            .map(text -> facts(text, seen))
                            .orElseGet(() -> unreadable(CardFault.UNREADABLE, seen)));
        } catch (DeviceException lost) {
            events.accept(unreadable(CardFault.READER_FAILED, seen));
            throw lost;
        }
    }

    /// The text of the card just found; empty when it left or cannot be read.
    private Optional<byte[]> text(SamModule module) throws DeviceException {
        for (int reads = 1; ; reads++) {
            var text = module.read();
            thread.progressed();
            if (text.isPresent() || reads == READS_MAX || !module.find()) {
                return text;
            }
        }
    }

    private DeviceEvent facts(byte[] text, long seen) {
        try {
            var noted = new NotedPseudonyms(pseudonym);
            var facts = IdDocument.facts(text, noted);
            return new CardSeen(name, facts.formerly(noted.former()), seen);
        } catch (Unreadable _) {
            return unreadable(CardFault.UNREADABLE, seen);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private DeviceEvent unreadable(CardFault why, long seen) {
        return new CardUnreadable(name, why, seen);
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        thread.close();
    }
}
