package onecard.edge.watch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tinylog.Logger;

/// Tells systemd how we are, over its notification socket (sd_notify(3)): READY, STATUS,
/// WATCHDOG, STOPPING. The JDK has no Unix datagram socket, so three C functions are called
/// directly. Without NOTIFY_SOCKET nothing is sent.
public final class Supervisor {

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;

    /// sockaddr_un: a 2-byte family and a 108-byte path.
    private static final int PATH_MAX_BYTES = 108;

    private final Optional<String> socket;

    Supervisor(Optional<String> notifySocket) {
        this.socket = notifySocket.filter(path -> !path.isEmpty());
    }

    /// The one that this process was given, or one that hears nothing.
    public static Supervisor ofEnvironment() {
        return new Supervisor(Optional.ofNullable(System.getenv("NOTIFY_SOCKET")));
    }

    /// A run has begun; told again, it changes nothing.
    public void ready() {
        send("READY=1");
    }

    void alive() {
        send("WATCHDOG=1");
    }

    /// An orderly end begins.
    public void stopping() {
        send("STOPPING=1");
    }

    void status(String text) {
        send("STATUS=" + text);
    }

    private void send(String message) {
        socket.ifPresent(
                path -> {
                    try (var arena = Arena.ofConfined()) {
                        deliver(arena, path, message.getBytes(StandardCharsets.UTF_8));
                    } catch (Throwable failed) {
                        Logger.warn("supervisor not told {}: {}", message, failed.toString());
                    }
                });
    }

    private static void deliver(Arena arena, String path, byte[] message) throws Throwable {
        var name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= PATH_MAX_BYTES) {
            throw new IllegalArgumentException("NOTIFY_SOCKET is longer than a socket path can be");
        }
        var address = arena.allocate(2 + PATH_MAX_BYTES, 2);
        address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
        if (path.startsWith("@")) {
            // An abstract name begins with a zero byte, which systemd writes as @.
            address.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
        }
        var bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
        int handle = (int) Calls.SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM, 0);
        try {
            // The length tells an abstract name's end, so it counts the name alone.
            long sent =
                    (long)
                            Calls.SENDTO.invokeExact(
                                    handle,
                                    bytes,
                                    (long) message.length,
                                    0,
                                    address,
                                    2 + name.length);
            if (sent != message.length) {
                throw new java.io.IOException("sendto answered " + sent);
            }
        } finally {
            int _ = (int) Calls.CLOSE.invokeExact(handle);
        }
    }

    /// Linked on first use only: it costs a start up to 150 ms, and most machines have no
    /// supervisor to tell.
    private static final class Calls {
        static final MethodHandle SOCKET =
                link(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        static final MethodHandle SENDTO =
                link(
                        "sendto",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        static final MethodHandle CLOSE =
                link("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        @SuppressWarnings("restricted") // calling C is this class's whole purpose
        private static MethodHandle link(String name, FunctionDescriptor shape) {
            var linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
        }
    }
}
