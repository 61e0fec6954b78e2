package onecard.edge.update;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import onecard.edge.words.Message;
import onecard.words.Words;

/// Why another release is not in force. The names are stable: they stand in reports.
public enum Why {
    /// No key of `keys.updates` has signed it.
    UNSIGNED(Message.UPDATE_UNSIGNED),
    /// Signed, and not as a notice must be.
    MALFORMED(Message.UPDATE_MALFORMED),
    /// It is for another site or device.
    OF_ANOTHER(Message.UPDATE_OF_ANOTHER),
    /// It is not later than the release that is installed.
    OLD(Message.UPDATE_OLD),
    /// The bytes are not those that were signed: altered, cut short, or too many.
    HASH(Message.UPDATE_HASH),
    /// It is not to be got from a server of the site.
    URL(Message.UPDATE_URL),
    /// The server did not give it, again and again.
    UNREACHABLE(Message.UPDATE_UNREACHABLE),
    /// It is no package of this program, of another version, or for another machine.
    PACKAGE(Message.UPDATE_PACKAGE),
    /// There is not room enough for both releases.
    ROOM(Message.UPDATE_ROOM),
    /// The new release does not take the site file.
    SITE(Message.UPDATE_SITE),
    /// The new release did not come to serve.
    NOT_READY(Message.UPDATE_NOT_READY),
    /// It served, and was not well.
    NOT_WELL(Message.UPDATE_NOT_WELL),
    /// Each of its trials was cut short.
    CUT(Message.UPDATE_CUT),
    /// It is well and in force, and dpkg did not take it.
    DPKG(Message.UPDATE_DPKG);

    private final Message message;

    Why(Message message) {
        this.message = message;
    }

    /// As reports name it.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Why> of(String wire) {
        return Arrays.stream(values()).filter(it -> it.wire().equals(wire)).findFirst();
    }

    /// For people.
    ///
    /// @param detail what was seen; may be empty
    Words words(String detail) {
        return detail.isEmpty() ? message.with() : Message.UPDATE_SEEN.with(message.with(), detail);
    }
}
