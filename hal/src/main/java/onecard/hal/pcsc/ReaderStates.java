package onecard.hal.pcsc;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// SCARD_READERSTATE, one a reader: what was known of it and what is. Of one thread at a time.
final class ReaderStates {

    /// The reader whose state is which readers there are.
    static final String ANY = "\\\\?PnP?\\Notification";

    private static final long CHANGED = 0x2;
    private static final long GONE = 0x4 | 0x8; // unknown, unavailable
    private static final long PRESENT = 0x20;

    private static final long CURRENT = 2 * ADDRESS.byteSize();
    private static final long EVENT = CURRENT + Dword.BYTES;
    private static final long ATR_LENGTH = EVENT + Dword.BYTES;
    private static final long ATR = ATR_LENGTH + Dword.BYTES;
    private static final long BYTES = up(ATR + PcscLibrary.ATR_BYTES);

    private final MemorySegment states;
    private final int count;

    ReaderStates(List<String> readers) {
        var arena = Arena.ofAuto();
        count = readers.size();
        states = arena.allocate(BYTES * count, up(1));
        for (int i = 0; i < count; i++) {
            states.set(ADDRESS, i * BYTES, arena.allocateFrom(readers.get(i)));
        }
    }

    private static long up(long bytes) {
        long word = Math.max(Dword.BYTES, ADDRESS.byteSize());
        return (bytes + word - 1) / word * word;
    }

    /// Waits until one of them differs from what was known; at once if nothing was.
    ///
    /// @return false when the time was over first, or the wait was cancelled
    boolean await(long context, long millis) throws PcscException {
        if (!PcscLibrary.statusChange(context, millis, states, count)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            Dword.set(states, at(i, CURRENT), Dword.get(states, at(i, EVENT)) & ~CHANGED);
        }
        return true;
    }

    private static long at(int reader, long member) {
        return reader * BYTES + member;
    }

    /// As of the last wait that ended with news.
    boolean cardPresent(int reader) {
        return (Dword.get(states, at(reader, CURRENT)) & PRESENT) != 0;
    }

    /// The card's answer to reset; empty if no card answers.
    byte[] atr(int reader) {
        long bytes = Dword.get(states, at(reader, ATR_LENGTH));
        return states.asSlice(at(reader, ATR), bytes).toArray(ValueLayout.JAVA_BYTE);
    }

    boolean readerGone(int reader) {
        return (Dword.get(states, at(reader, CURRENT)) & GONE) != 0;
    }
}
