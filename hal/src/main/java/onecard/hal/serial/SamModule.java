package onecard.hal.serial;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import onecard.hal.linux.DeviceException;

/// The dialogue with a resident ID card module, one command at a time. Owned by one thread.
///
/// A module that is silent, or says that it cannot work, is a [DeviceException]; what a card does
/// or does not is an answer. A frame that does not fit the command is a late one and passed over.
final class SamModule {

    private static final int CHUNK_BYTES = 512;

    private final SerialPort port;
    private final Function<SamCommand, Duration> timeout;
    private final SamFraming framing = new SamFraming();
    private final byte[] chunk = new byte[CHUNK_BYTES];

    /// @param timeout how long each command may take: [SamCommand#timeout]
    SamModule(SerialPort port, Function<SamCommand, Duration> timeout) {
        this.port = port;
        this.timeout = timeout;
    }

    /// Finds the speed the module listens at and brings it to the wanted one. A module that will
    /// not change is served at its own. A USB module answers at any speed and is done at once.
    void attune(SamSpeed wanted) throws DeviceException {
        if (answersAt(wanted)) {
            return;
        }
        for (var other : SamSpeed.values()) {
            if (other != wanted && answersAt(other)) {
                if (!changesTo(wanted) && !answersAt(other)) {
                    throw new DeviceException(port.device(), "the module fell silent");
                }
                return;
            }
        }
        throw new DeviceException(port.device(), "no module answers at any speed");
    }

    /// Whether the module went over to that speed; it answers at the old one and then changes.
    private boolean changesTo(SamSpeed wanted) throws DeviceException {
        return ask(wanted.command()).isPresent() && answersAt(wanted);
    }

    private boolean answersAt(SamSpeed speed) throws DeviceException {
        port.baud(speed.baud());
        return ask(SamCommand.STATUS).isPresent();
    }

    /// Looks once whether a card answers.
    boolean find() throws DeviceException {
        return answer(SamCommand.FIND).status() == SamAnswer.CARD_FOUND;
    }

    /// Reads the card just found: the 256 bytes of text, for the caller to overwrite. Empty when
    /// the card left, or will not be read.
    Optional<byte[]> read() throws DeviceException {
        if (answer(SamCommand.SELECT).status() != SamAnswer.DONE) {
            return Optional.empty();
        }
        var answer = answer(SamCommand.READ);
        try {
            return answer.status() == SamAnswer.DONE
                    ? Optional.of(answer.text())
                    : Optional.empty();
        } finally {
            answer.forget();
        }
    }

    private SamAnswer answer(SamCommand command) throws DeviceException {
        return ask(command)
                .orElseThrow(
                        () ->
                                new DeviceException(
                                        port.device(), "the module does not answer " + command));
    }

    /// Empty when no answer came in time.
    private Optional<SamAnswer> ask(SamCommand command) throws DeviceException {
        framing.forget();
        port.discard();
        port.write(command.frame());
        long deadline = System.nanoTime() + timeout.apply(command).toNanos();
        try {
            while (true) {
                long left = Math.max(0, deadline - System.nanoTime());
                int count = port.read(chunk, Duration.ofNanos(left));
                if (count == 0) {
                    return Optional.empty();
                }
                for (int i = 0; i < count; i++) {
                    var heard = framing.feed(chunk[i]).flatMap(body -> taken(body, command));
                    if (heard.isPresent()) {
                        refuseTrouble(heard.get());
                        return heard;
                    }
                }
                if (left == 0) {
                    return Optional.empty(); // noise without end is no answer either
                }
            }
        } finally {
            framing.forget();
            Arrays.fill(chunk, (byte) 0);
        }
    }

    private static Optional<SamAnswer> taken(byte[] body, SamCommand command) {
        var answer = SamAnswer.of(body);
        Arrays.fill(body, (byte) 0);
        if (answer.fits(command)) {
            return Optional.of(answer);
        }
        answer.forget();
        return Optional.empty();
    }

    private void refuseTrouble(SamAnswer answer) throws DeviceException {
        var trouble = SamAnswer.trouble(answer.status());
        if (trouble.isPresent()) {
            throw new DeviceException(port.device(), "the module " + trouble.get());
        }
    }
}
