package onecard.hal.pcsc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Room for one exchange with a card, kept for the next, in which nothing of it is left. Of one
/// thread at a time.
final class Buffers {

    /// A short command with data and Le, and the longest answer to it, ISO 7816-4.
    private static final int SHORT_COMMAND = 261;

    private static final int SHORT_ANSWER = 258;

    /// The same in extended length.
    private static final int LONG_COMMAND = 65_544;

    private static final int LONG_ANSWER = 65_538;

    private final MemorySegment length = Arena.ofAuto().allocate(Dword.BYTES, Dword.BYTES);
    private MemorySegment command = Arena.ofAuto().allocate(SHORT_COMMAND);
    private MemorySegment answer = Arena.ofAuto().allocate(SHORT_ANSWER);
    private long sent;

    void put(byte[] bytes) {
        boolean extended = bytes.length > 5 && bytes[4] == 0;
        if (extended && command.byteSize() < LONG_COMMAND) {
            command = Arena.ofAuto().allocate(LONG_COMMAND);
            answer = Arena.ofAuto().allocate(LONG_ANSWER);
        }
        MemorySegment.copy(bytes, 0, command, ValueLayout.JAVA_BYTE, 0, bytes.length);
        sent = bytes.length;
        Dword.set(length, 0, answer.byteSize());
    }

    /// What was put last.
    MemorySegment command() {
        return command;
    }

    /// Where the answer is to be put.
    MemorySegment answer() {
        return answer;
    }

    /// How much room for it there is, and then how long it was.
    MemorySegment length() {
        return length;
    }

    byte[] answered() {
        return answer.asSlice(0, Dword.get(length, 0)).toArray(ValueLayout.JAVA_BYTE);
    }

    /// Forgets the exchange: it may have been somebody's number.
    void wipe() {
        command.asSlice(0, sent).fill((byte) 0);
        answer.asSlice(0, Math.min(Dword.get(length, 0), answer.byteSize())).fill((byte) 0);
    }
}
