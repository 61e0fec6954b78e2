package onecard.hal.card;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFault;
import onecard.hal.CardReference;
import onecard.hal.bio.Modality;

/// What a card carries to compare its holder with.
///
/// Of real cards neither the application nor the files of fingers, faces and veins are public. What
/// stands here is the application of the software card: a file for each modality, of two bytes
/// length, most significant first, and so many bytes. A real card without it answers SELECT with
/// 6A82 and carries nothing.
///
/// Whoever reads it has the card's facts already, so nothing that is wrong here makes the card
/// unreadable: what is cut short, too long, or not read in [#WITHIN] is not carried, and nothing is
/// where the card leaves meanwhile.
///
/// @param wanted none others are read
/// @param nanos monotonic
public record ReferenceFiles(Set<Modality> wanted, LongSupplier nanos) {

    /// Of the range that nobody registers, then `onecard.body`.
    public static final String SIMULATED = "f06f6e65636172642e626f6479";

    /// The longest that is known is a vein's, of 3,584 bytes and what says what it is.
    public static final int BYTES_MAX = 5_000;

    /// A vein takes some 20 answers of 10 ms; whoever taps waits for them.
    static final Duration WITHIN = Duration.ofMillis(800);

    private static final int LENGTH_BYTES = 2;

    /// Bytes of one answer: some readers' buffers end at 256 with status words.
    private static final int CHUNK = 224;

    public ReferenceFiles {
        wanted = Set.copyOf(wanted);
    }

    /// Nothing is read.
    static final ReferenceFiles NONE = new ReferenceFiles(Set.of(), () -> 0);

    /// In which file each stands, by its short id.
    public static int file(Modality modality) {
        return switch (modality) {
            case FINGER -> 1;
            case FACE -> 2;
            case VEIN -> 3;
        };
    }

    /// Selects the application, and leaves it selected.
    ///
    /// @throws CardLost when the presence is over; what was read by then is wiped
    /// @throws Unreadable when the reader tells of several cards
    List<CardReference> read(Apdu card) throws CardLost, Unreadable {
        var found = new ArrayList<CardReference>();
        boolean whole = false;
        try {
            long end = nanos.getAsLong() + WITHIN.toNanos();
            if (!wanted.isEmpty() && card.select(HexFormat.of().parseHex(SIMULATED)).isPresent()) {
                for (var modality : Modality.values()) {
                    if (wanted.contains(modality)) {
                        content(card, file(modality), end).ifPresent(found::add);
                    }
                }
            }
            whole = true;
        } catch (Unreadable odd) {
            if (odd.fault() == CardFault.MULTIPLE_CARDS) {
                throw odd;
            }
            whole = true;
        } finally {
            if (!whole) {
                found.forEach(CardReference::wipe);
            }
        }
        return List.copyOf(found);
    }

    /// Each answer must be as long as was asked for: byte by byte it would take minutes.
    private Optional<CardReference> content(Apdu card, int file, long end)
            throws CardLost, Unreadable {
        var first = card.binary(file, CHUNK, Absence.FILE);
        if (first.isEmpty() || first.get().length < LENGTH_BYTES) {
            return Optional.empty();
        }
        var head = first.get();
        int length = (head[0] & 0xff) << 8 | head[1] & 0xff;
        int whole = LENGTH_BYTES + length;
        if (length == 0 || length > BYTES_MAX || head.length < Math.min(CHUNK, whole)) {
            return Optional.empty();
        }
        var bytes = new ByteArrayOutputStream(whole);
        bytes.write(head, LENGTH_BYTES, Math.min(head.length, whole) - LENGTH_BYTES);
        while (bytes.size() < length) {
            int asked = Math.min(CHUNK, length - bytes.size());
            var more = card.binaryFrom(LENGTH_BYTES + bytes.size(), asked);
            if (more.isEmpty() || more.get().length < asked || nanos.getAsLong() - end > 0) {
                return Optional.empty();
            }
            bytes.write(more.get(), 0, asked);
        }
        return Optional.of(new CardReference(bytes.toByteArray()));
    }
}
