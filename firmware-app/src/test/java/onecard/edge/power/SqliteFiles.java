package onecard.edge.power;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.sqlite.SQLiteConnection;

/// Between the SQLite of this process and its files: a listener hears of each write, cut, sync and
/// removal before SQLite itself hears that it is done. Nothing is changed on the way.
///
/// SQLite has a seam for that, the VFS (sqlite.org/vfs.html), but the driver's library shows none
/// of its names. Its VFS is found through an open database, whose first word points to it; that
/// it is the one meant is seen by its name. Files that are open already are not heard of.
@SuppressWarnings({"restricted", "UnusedMethod"}) // reaching into C, which calls back by name
final class SqliteFiles implements AutoCloseable {

    interface Listener {
        void done(Path file, Function<String, Deed> deed);
    }

    // Where the members of `sqlite3_vfs` and `sqlite3_io_methods` stand, in words of 8 bytes.
    private static final int VFS_WORDS = 8;
    private static final int NAME = 3;
    private static final int OPEN = 5;
    private static final int DELETE = 6;
    private static final int METHODS_WORDS = 19;
    private static final int CLOSE = 1;
    private static final int WRITE = 3;
    private static final int TRUNCATE = 4;
    private static final int SYNC = 5;

    private static final int NAME_MAX = 512;

    private static final Linker LINKER = Linker.nativeLinker();

    private static final FunctionDescriptor OPEN_SHAPE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    private static final FunctionDescriptor DELETE_SHAPE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final FunctionDescriptor CLOSE_SHAPE = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    private static final FunctionDescriptor WRITE_SHAPE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG);
    private static final FunctionDescriptor TRUNCATE_SHAPE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG);
    private static final FunctionDescriptor SYNC_SHAPE =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);

    private final Listener listener;
    private final MemorySegment vfs;
    private final MemorySegment open;
    private final MemorySegment delete;

    /// The names of open files, by the address of what SQLite knows them by.
    private final Map<Long, Path> names = new ConcurrentHashMap<>();

    /// SQLite's own functions, by the address of the table that they stand in.
    private final Map<Long, Methods> methods = new ConcurrentHashMap<>();

    /// @param ours the table that stands before them
    private record Methods(
            MemorySegment ours,
            MethodHandle close,
            MethodHandle write,
            MethodHandle truncate,
            MethodHandle sync) {}

    private SqliteFiles(Listener listener, MemorySegment vfs) throws ReflectiveOperationException {
        this.listener = listener;
        this.vfs = vfs;
        open = word(vfs, OPEN);
        delete = word(vfs, DELETE);
        set(vfs, OPEN, upcall("opened", OPEN_SHAPE));
        set(vfs, DELETE, upcall("deleted", DELETE_SHAPE));
    }

    static SqliteFiles told(Listener listener) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            var database = connection.unwrap(SQLiteConnection.class).getDatabase();
            var pointer = database.getClass().getDeclaredField("pointer");
            pointer.setAccessible(true);
            var vfs =
                    word(MemorySegment.ofAddress(pointer.getLong(database)).reinterpret(8), 0)
                            .reinterpret(VFS_WORDS * 8L);
            var name = word(vfs, NAME).reinterpret(NAME_MAX).getString(0);
            if (!name.equals("unix")) {
                throw new IllegalStateException("no VFS of SQLite's is called " + name);
            }
            return new SqliteFiles(listener, vfs);
        }
    }

    /// SQLite's own again for what is opened from now on. What is open goes on being heard of until
    /// it is closed.
    @Override
    public void close() {
        set(vfs, OPEN, open);
        set(vfs, DELETE, delete);
    }

    // --- what SQLite calls ---

    private int opened(
            MemorySegment self,
            MemorySegment name,
            MemorySegment file,
            int flags,
            MemorySegment outFlags)
            throws Throwable {
        int result =
                (int)
                        LINKER.downcallHandle(open, OPEN_SHAPE)
                                .invokeExact(self, name, file, flags, outFlags);
        if (result == 0 && name.address() != 0) {
            var path = path(name);
            var known = file.reinterpret(8);
            names.put(file.address(), path);
            set(known, 0, methods(word(known, 0)).ours());
            listener.done(path, Deed.Opened::new);
        }
        return result;
    }

    private int deleted(MemorySegment self, MemorySegment name, int syncDirectory)
            throws Throwable {
        int result =
                (int)
                        LINKER.downcallHandle(delete, DELETE_SHAPE)
                                .invokeExact(self, name, syncDirectory);
        if (result == 0) {
            listener.done(path(name), Deed.Deleted::new);
        }
        return result;
    }

    private int closed(MemorySegment file) throws Throwable {
        var own = own(file);
        names.remove(file.address());
        return (int) own.close().invokeExact(file);
    }

    private int written(MemorySegment file, MemorySegment from, int bytes, long at)
            throws Throwable {
        int result = (int) own(file).write().invokeExact(file, from, bytes, at);
        var written = from.reinterpret(bytes).toArray(JAVA_BYTE);
        return told(file, result, name -> new Deed.Written(name, at, written));
    }

    private int truncated(MemorySegment file, long bytes) throws Throwable {
        int result = (int) own(file).truncate().invokeExact(file, bytes);
        return told(file, result, name -> new Deed.Sized(name, bytes));
    }

    private int synced(MemorySegment file, int flags) throws Throwable {
        int result = (int) own(file).sync().invokeExact(file, flags);
        return told(file, result, Deed.Synced::new);
    }

    private int told(MemorySegment file, int result, Function<String, Deed> deed) {
        var name = names.get(file.address());
        if (result == 0 && name != null) {
            listener.done(name, deed);
        }
        return result;
    }

    private static Path path(MemorySegment name) {
        return Path.of(name.reinterpret(Long.MAX_VALUE).getString(0));
    }

    // --- tables of functions ---

    private Methods own(MemorySegment file) {
        var ours = word(file.reinterpret(8), 0).address();
        return methods.values().stream()
                .filter(it -> it.ours().address() == ours)
                .findFirst()
                .orElseThrow();
    }

    private Methods methods(MemorySegment theirs) {
        return methods.computeIfAbsent(theirs.address(), _ -> before(theirs));
    }

    private Methods before(MemorySegment theirs) {
        var known = theirs.reinterpret(METHODS_WORDS * 8L);
        var ours = Arena.global().allocate(METHODS_WORDS * 8L, 8).copyFrom(known);
        set(ours, CLOSE, upcall("closed", CLOSE_SHAPE));
        set(ours, WRITE, upcall("written", WRITE_SHAPE));
        set(ours, TRUNCATE, upcall("truncated", TRUNCATE_SHAPE));
        set(ours, SYNC, upcall("synced", SYNC_SHAPE));
        return new Methods(
                ours,
                LINKER.downcallHandle(word(known, CLOSE), CLOSE_SHAPE),
                LINKER.downcallHandle(word(known, WRITE), WRITE_SHAPE),
                LINKER.downcallHandle(word(known, TRUNCATE), TRUNCATE_SHAPE),
                LINKER.downcallHandle(word(known, SYNC), SYNC_SHAPE));
    }

    /// For as long as the process lives: SQLite may call it late.
    private MemorySegment upcall(String method, FunctionDescriptor shape) {
        try {
            var handle =
                    MethodHandles.lookup().findVirtual(getClass(), method, shape.toMethodType());
            return LINKER.upcallStub(handle.bindTo(this), shape, Arena.global());
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static MemorySegment word(MemorySegment table, int index) {
        return table.get(ADDRESS, index * 8L);
    }

    private static void set(MemorySegment table, int index, MemorySegment value) {
        table.set(ADDRESS, index * 8L, value);
    }
}
