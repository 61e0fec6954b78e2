package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuffersTest {

    /// Lengths in bytes; the longest is an extended one.
    @ParameterizedTest
    @ValueSource(ints = {4, 261, 5_000})
    void nothingOfAnExchangeIsLeft(int bytes) {
        var buffers = new Buffers();
        var exchange = new byte[bytes];
        Arrays.fill(exchange, (byte) 0x5A);
        if (bytes > 261) {
            exchange[4] = 0; // extended length
        }
        buffers.put(exchange);
        int answered = (int) Math.min(bytes, buffers.answer().byteSize());
        MemorySegment.copy(exchange, 0, buffers.answer(), ValueLayout.JAVA_BYTE, 0, answered);
        Dword.set(buffers.length(), 0, answered);

        assertArrayEquals(Arrays.copyOf(exchange, answered), buffers.answered());
        buffers.wipe();

        for (var room : new MemorySegment[] {buffers.command(), buffers.answer()}) {
            assertArrayEquals(new byte[(int) room.byteSize()], room.toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
