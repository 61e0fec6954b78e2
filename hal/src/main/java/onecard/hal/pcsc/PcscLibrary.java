package onecard.hal.pcsc;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The dozen functions of libpcsclite that are needed, by their C names (winscard.h of pcsc-lite).
///
/// `DWORD`, `LONG`, contexts and handles are C `long`: 8 bytes on aarch64 and x86-64, 4 on armhf.
/// Here they are Java `long` everywhere. Each call may block for as long as the service does, so
/// it belongs on a platform thread.
final class PcscLibrary {

    /// Longest name and its end, pcsclite.h.
    private static final int NAME_BYTES = 128;

    /// MAX_ATR_SIZE of pcsclite.h.
    static final int ATR_BYTES = 33;

    /// MAX_BUFFER_SIZE of pcsclite.h.
    private static final int ATTRIBUTE_BYTES = 264;

    private static final AddressLayout POINTER = ADDRESS;
    private static final MemoryLayout DWORD = Dword.LAYOUT;
    private static final long WORD = Dword.BYTES;

    private static final SymbolLookup SYMBOLS = open();
    private static final MethodHandle UNSIGNED = unsigned();

    private static final MethodHandle ESTABLISH =
            link("SCardEstablishContext", DWORD, POINTER, POINTER, POINTER);
    private static final MethodHandle RELEASE = link("SCardReleaseContext", DWORD);
    private static final MethodHandle LIST_READERS =
            link("SCardListReaders", DWORD, POINTER, POINTER, POINTER);
    private static final MethodHandle STATUS_CHANGE =
            link("SCardGetStatusChange", DWORD, DWORD, POINTER, DWORD);
    private static final MethodHandle CANCEL = link("SCardCancel", DWORD);
    private static final MethodHandle CONNECT =
            link("SCardConnect", DWORD, POINTER, DWORD, DWORD, POINTER, POINTER);
    private static final MethodHandle DISCONNECT = link("SCardDisconnect", DWORD, DWORD);
    private static final MethodHandle STATUS =
            link("SCardStatus", DWORD, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);
    private static final MethodHandle TRANSMIT =
            link("SCardTransmit", DWORD, POINTER, POINTER, DWORD, POINTER, POINTER, POINTER);
    private static final MethodHandle CONTROL =
            link("SCardControl", DWORD, DWORD, POINTER, DWORD, POINTER, DWORD, POINTER);
    private static final MethodHandle GET_ATTRIB =
            link("SCardGetAttrib", DWORD, DWORD, POINTER, POINTER);
    private static final MethodHandle BEGIN = link("SCardBeginTransaction", DWORD);
    private static final MethodHandle END = link("SCardEndTransaction", DWORD, DWORD);

    /// SCARD_IO_REQUEST of T=0 and of T=1: two DWORDs, the protocol and the length of the whole.
    private static final MemorySegment[] REQUESTS = {request(1), request(2)};

    private static final long SCOPE_SYSTEM = 2;

    private PcscLibrary() {}

    static long establishContext() throws PcscException {
        try (var arena = Arena.ofConfined()) {
            var context = arena.allocate(WORD, WORD);
            check(call4(ESTABLISH, SCOPE_SYSTEM, MemorySegment.NULL, MemorySegment.NULL, context));
            return Dword.get(context, 0);
        }
    }

    static void releaseContext(long context) throws PcscException {
        check(call1(RELEASE, context));
    }

    /// Ends a wait in this context, from another thread.
    static void cancel(long context) throws PcscException {
        check(call1(CANCEL, context));
    }

    /// Names of the readers there are; empty if there is none.
    static List<String> readers(long context) throws PcscException {
        try (var arena = Arena.ofConfined()) {
            var length = arena.allocate(WORD, WORD);
            var none = MemorySegment.NULL;
            long code = call4(LIST_READERS, context, none, none, length);
            if (code == PcscException.NO_READERS) {
                return List.of();
            }
            check(code);
            // One may come between the two calls; the second then says that the room is too small,
            // and whoever asks will ask again.
            var names = arena.allocate(Dword.get(length, 0));
            code = call4(LIST_READERS, context, none, names, length);
            if (code == PcscException.NO_READERS) {
                return List.of();
            }
            check(code);
            return split(names.asSlice(0, Dword.get(length, 0)));
        }
    }

    /// Names one after another, each ended by a zero, and one zero more.
    private static List<String> split(MemorySegment names) {
        var list = new ArrayList<String>();
        long at = 0;
        while (at < names.byteSize() && names.get(ValueLayout.JAVA_BYTE, at) != 0) {
            var name = names.getString(at);
            list.add(name);
            at += name.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return list;
    }

    /// @return the handle and the protocol in use
    static Connection connect(long context, String reader, long share, long protocols)
            throws PcscException {
        try (var arena = Arena.ofConfined()) {
            var out = arena.allocate(2 * WORD, WORD);
            long code;
            try {
                code =
                        (long)
                                CONNECT.invokeExact(
                                        context,
                                        arena.allocateFrom(reader),
                                        share,
                                        protocols,
                                        out,
                                        out.asSlice(WORD));
            } catch (Throwable impossible) {
                throw broken(impossible);
            }
            check(code);
            return new Connection(Dword.get(out, 0), Dword.get(out, WORD));
        }
    }

    /// @param protocol 1 for T=0, 2 for T=1, 0 for the reader itself
    record Connection(long handle, long protocol) {}

    static void disconnect(long handle, long disposition) throws PcscException {
        check(call2(DISCONNECT, handle, disposition));
    }

    static void beginTransaction(long handle) throws PcscException {
        check(call1(BEGIN, handle));
    }

    static void endTransaction(long handle, long disposition) throws PcscException {
        check(call2(END, handle, disposition));
    }

    /// The answer to reset; fails if the card is gone or was reset.
    static byte[] atr(long handle) throws PcscException {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocate(NAME_BYTES);
            var atr = arena.allocate(ATR_BYTES);
            var words = arena.allocate(4 * WORD, WORD);
            Dword.set(words, 0, NAME_BYTES);
            Dword.set(words, 3 * WORD, ATR_BYTES);
            long code;
            try {
                code =
                        (long)
                                STATUS.invokeExact(
                                        handle,
                                        name,
                                        words,
                                        words.asSlice(WORD),
                                        words.asSlice(2 * WORD),
                                        atr,
                                        words.asSlice(3 * WORD));
            } catch (Throwable impossible) {
                throw broken(impossible);
            }
            check(code);
            return atr.asSlice(0, Dword.get(words, 3 * WORD)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /// What the reader's driver says of the reader.
    static byte[] attribute(long handle, long id) throws PcscException {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(ATTRIBUTE_BYTES);
            var length = arena.allocate(WORD, WORD);
            Dword.set(length, 0, ATTRIBUTE_BYTES);
            check(call4(GET_ATTRIB, handle, id, value, length));
            return value.asSlice(0, Dword.get(length, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /// Sends a command as it is and returns the answer as it is.
    ///
    /// @param protocol 1 for T=0, 2 for T=1
    static byte[] transmit(long handle, long protocol, byte[] command, Buffers buffers)
            throws PcscException {
        buffers.put(command);
        long code;
        try {
            code =
                    (long)
                            TRANSMIT.invokeExact(
                                    handle,
                                    REQUESTS[protocol == 1 ? 0 : 1],
                                    buffers.command(),
                                    (long) command.length,
                                    MemorySegment.NULL,
                                    buffers.answer(),
                                    buffers.length());
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
        try {
            check(code);
            return buffers.answered();
        } finally {
            buffers.wipe();
        }
    }

    /// Sends a command to the reader's driver.
    static byte[] control(long handle, long controlCode, byte[] command, Buffers buffers)
            throws PcscException {
        buffers.put(command);
        long code;
        try {
            code =
                    (long)
                            CONTROL.invokeExact(
                                    handle,
                                    controlCode,
                                    buffers.command(),
                                    (long) command.length,
                                    buffers.answer(),
                                    buffers.answer().byteSize(),
                                    buffers.length());
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
        try {
            check(code);
            return buffers.answered();
        } finally {
            buffers.wipe();
        }
    }

    /// Waits until one of these readers differs from what was known.
    ///
    /// @param states so many SCARD_READERSTATE, see [ReaderStates]
    /// @return false when the time was over first, or the wait was cancelled
    static boolean statusChange(long context, long millis, MemorySegment states, long count)
            throws PcscException {
        long code;
        try {
            code = (long) STATUS_CHANGE.invokeExact(context, millis, states, count);
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
        if (code == PcscException.TIMEOUT || code == PcscException.CANCELLED) {
            return false;
        }
        check(code);
        return true;
    }

    private static long call1(MethodHandle function, long first) {
        try {
            return (long) function.invokeExact(first);
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    private static long call2(MethodHandle function, long first, long second) {
        try {
            return (long) function.invokeExact(first, second);
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    private static long call4(
            MethodHandle function,
            long first,
            long second,
            MemorySegment third,
            MemorySegment fourth) {
        try {
            return (long) function.invokeExact(first, second, third, fourth);
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    private static long call4(
            MethodHandle function,
            long first,
            MemorySegment second,
            MemorySegment third,
            MemorySegment fourth) {
        try {
            return (long) function.invokeExact(first, second, third, fourth);
        } catch (Throwable impossible) {
            throw broken(impossible);
        }
    }

    /// A C function throws nothing; what is thrown is a mistake in its description.
    private static AssertionError broken(Throwable impossible) {
        return new AssertionError("a function of libpcsclite is described wrongly", impossible);
    }

    private static void check(long code) throws PcscException {
        if (code != 0) {
            throw new PcscException(code);
        }
    }

    private static MemorySegment request(int protocol) {
        var request = Arena.global().allocate(2 * WORD, WORD);
        Dword.set(request, 0, protocol);
        Dword.set(request, WORD, 2 * WORD);
        return request;
    }

    /// By its soname: the plain name is part of the development package only.
    @SuppressWarnings("restricted") // calling C is this class's whole purpose
    private static SymbolLookup open() {
        return SymbolLookup.libraryLookup(
                System.getProperty("onecard.pcsc.library", "libpcsclite.so.1"), Arena.global());
    }

    private static MethodHandle unsigned() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            PcscLibrary.class,
                            "unsigned",
                            MethodType.methodType(long.class, long.class));
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private static long unsigned(long code) {
        return code & 0xFFFF_FFFFL;
    }

    /// A function that returns LONG. On a machine of 32 bits its numbers are widened to `long`;
    /// an error code is cut to 32 bits again, where both kinds of machine agree.
    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, MemoryLayout... parameters) {
        var function =
                Linker.nativeLinker()
                        .downcallHandle(
                                SYMBOLS.findOrThrow(name),
                                FunctionDescriptor.of(DWORD, parameters));
        var types =
                Arrays.stream(parameters)
                        .map(layout -> layout == POINTER ? MemorySegment.class : long.class)
                        .toArray(Class<?>[]::new);
        var widened =
                MethodHandles.explicitCastArguments(
                        function, MethodType.methodType(long.class, types));
        return MethodHandles.filterReturnValue(widened, UNSIGNED);
    }
}
