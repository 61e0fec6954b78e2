package onecard.edge.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What systemd would hear of a service. The JDK has no Unix datagram socket.
final class NotifySocket implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int ADDRESS_BYTES = 110;
    private static final int MESSAGE_BYTES = 512;

    private static final MethodHandle SOCKET =
            link(
                    "socket",
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT);
    private static final MethodHandle BIND =
            link(
                    "bind",
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT);
    private static final MethodHandle RECV =
            link(
                    "recv",
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE =
            link("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private final Path path;
    private final int handle;

    NotifySocket(Path path) throws Throwable {
        this.path = path;
        handle = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM, 0);
        try (var arena = Arena.ofConfined()) {
            var name = path.toString().getBytes(StandardCharsets.UTF_8);
            var address = arena.allocate(ADDRESS_BYTES, 2);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
            if ((int) BIND.invokeExact(handle, address, ADDRESS_BYTES) != 0) {
                throw new AssertionError("no socket at " + path);
            }
        }
    }

    /// By which a service finds it.
    Map<String, String> environment() {
        return Map.of("NOTIFY_SOCKET", path.toString());
    }

    /// What came since it was asked last.
    List<String> heard() {
        var heard = new ArrayList<String>();
        try (var arena = Arena.ofConfined()) {
            var message = arena.allocate(MESSAGE_BYTES);
            while (true) {
                int length =
                        (int)
                                (long)
                                        RECV.invokeExact(
                                                handle,
                                                message,
                                                (long) MESSAGE_BYTES,
                                                MSG_DONTWAIT);
                if (length < 0) {
                    return heard;
                }
                var bytes = message.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                heard.add(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }

    @SuppressWarnings("restricted") // as the daemon calls it
    private static MethodHandle link(String name, MemoryLayout result, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(handle);
        } catch (Throwable failed) {
            throw new AssertionError(failed);
        }
    }
}
