package onecard.edge.store.registry;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import onecard.access.CredentialKind;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.BadCell;
import onecard.edge.lists.BadRow;
import onecard.edge.lists.CsvRows;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Registry.NewEntry;
import onecard.edge.store.registry.Registry.Rights;
import onecard.edge.words.Message;

/// Brings a list of people, or of plates, in from CSV: rows become tokens, tokens are sorted in
/// chunks on disk, and the chunks are merged into the registry in key order, all within a bounded
/// heap and beside live taps. Either the whole file becomes the next version, or nothing changes.
public final class ListImport {

    /// Rows sorted in memory at once: about 10 MB. On disk each takes 49 bytes while it is sorted.
    private static final int CHUNK_ROWS = 50_000;

    /// As tokens stand in the table; two kinds never share one but by a one in 2^128 chance.
    private static final Comparator<NewEntry> ORDER =
            (left, right) -> {
                int high = Long.compareUnsigned(left.token().high(), right.token().high());
                return high != 0
                        ? high
                        : Long.compareUnsigned(left.token().low(), right.token().low());
            };

    public sealed interface Result {

        /// @param skipped rows left out because they were asked to be
        record Imported(ListVersion list, long entries, String sha256, List<BadRow> skipped)
                implements Result {}

        record Refused(List<BadRow> problems) implements Result {}
    }

    private final Registry registry;
    private final Tokens tokens;
    private final ZoneId zone;
    private final Path scratch;

    /// @param scratch a directory for sorted chunks; emptied again
    public ListImport(Registry registry, Tokens tokens, ZoneId zone, Path scratch) {
        this.registry = registry;
        this.tokens = tokens;
        this.zone = zone;
        this.scratch = scratch;
    }

    /// Imports `csv` as the next version of `list`.
    ///
    /// @param now the list's as-of time
    public Result run(Path csv, String list, boolean skipBad, Instant now) throws IOException {
        var chunks = new ArrayList<Spilled>();
        try {
            var problems = new ArrayList<BadRow>();
            var digest = sha256();
            var shared = new SharedRights();
            sort(csv, digest, chunks, shared, problems);
            if (!problems.isEmpty() && !(skipBad && problems.stream().allMatch(BadRow::alone))) {
                return new Result.Refused(problems);
            }
            var sha256 = HexFormat.of().formatHex(digest.digest());
            return merge(list, chunks, shared, problems, sha256, now);
        } catch (SQLException failed) {
            throw new StoreFailed(failed);
        } finally {
            for (var chunk : chunks) {
                Files.deleteIfExists(chunk.file());
            }
        }
    }

    private Result merge(
            String list,
            List<Spilled> chunks,
            SharedRights shared,
            List<BadRow> skipped,
            String sha256,
            Instant now)
            throws IOException, SQLException {
        try (var merged = new Merge(chunks, shared)) {
            var version = registry.replace(list, now, merged);
            return new Result.Imported(version, merged.count, sha256, skipped);
        } catch (TwoSubjects two) {
            return new Result.Refused(
                    List.of(BadRow.ofFile(0, 0, Message.ROW_TWO_SUBJECTS.with())));
        }
    }

    /// A row by one key.
    private interface Reads {
        NewEntry read(List<String> fields) throws BadCell;
    }

    private Reads row(Tokens key, boolean isOfPlate) {
        var people = new PeopleRow(key, zone);
        return isOfPlate ? new PlateRow(people)::read : people::read;
    }

    private void sort(
            Path csv,
            MessageDigest digest,
            List<Spilled> chunks,
            SharedRights shared,
            List<BadRow> problems)
            throws IOException {
        boolean isOfPlates = PlateRow.isOf(csv);
        // While the site's key is rolled everybody stands there under either.
        var rows = tokens.all().stream().map(key -> row(key, isOfPlates)).toList();
        var chunk = new ArrayList<NewEntry>();
        CsvRows.read(
                new DigestInputStream(Files.newInputStream(csv), digest),
                isOfPlates ? PlateRow.HEADER : PeopleRow.HEADER,
                (_, fields) -> {
                    registry.goOn();
                    for (var row : rows) {
                        chunk.add(row.read(fields));
                    }
                    if (chunk.size() >= CHUNK_ROWS) {
                        spill(chunk, shared, chunks);
                        chunk.clear();
                    }
                },
                problems);
        spill(chunk, shared, chunks);
    }

    private void spill(List<NewEntry> chunk, SharedRights shared, List<Spilled> chunks)
            throws IOException {
        chunk.sort(ORDER);
        var file = Files.createTempFile(scratch, "import", ".chunk");
        // Named before it is written: on a full disk it goes, too.
        chunks.add(new Spilled(file, chunk.size()));
        try (var out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var entry : chunk) {
                write(out, entry.token());
                write(out, entry.subject());
                write(out, entry.rights(), shared);
            }
        }
    }

    /// A sorted chunk on disk.
    private record Spilled(Path file, int rows) {}

    private static void write(DataOutputStream out, Token token) throws IOException {
        out.writeLong(token.high());
        out.writeLong(token.low());
    }

    /// Their number, or where they have none the rights themselves.
    private static void write(DataOutputStream out, Rights rights, SharedRights shared)
            throws IOException {
        int number = shared.number(rights);
        out.writeInt(number);
        if (number == SharedRights.NONE) {
            out.writeByte(rights.kind().ordinal());
            out.writeUTF(rights.groups());
            out.writeUTF(rights.schedule());
            out.writeBoolean(rights.deny());
            out.writeLong(rights.fromMillis());
            out.writeLong(rights.untilMillis());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The same credential for two people: whose is it? Neither's, and the list is refused.
    private static final class TwoSubjects extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /// The rights of one import, known to the chunks by number. A list has some thousands of them;
    /// where every row has its own, most have no number and are written out.
    private static final class SharedRights {
        static final int NONE = -1;

        /// Heap for them, within what a small board has to spare.
        private static final long BYTES_MAX = 4L << 20;

        /// What one of them costs beside its text: two strings, a record, a map's entry.
        private static final int OVERHEAD_BYTES = 200;

        private final Map<Rights, Integer> numbers = new HashMap<>();
        private final List<Rights> rights = new ArrayList<>();
        private long bytes;

        int number(Rights wanted) {
            var known = numbers.get(wanted);
            if (known != null) {
                return known;
            }
            if (bytes > BYTES_MAX) {
                return NONE;
            }
            numbers.put(wanted, rights.size());
            rights.add(wanted);
            bytes += OVERHEAD_BYTES + wanted.groups().length() + wanted.schedule().length();
            return rights.size() - 1;
        }

        Rights numbered(int number) {
            return rights.get(number);
        }
    }

    /// All chunks as one, in key order; a row that repeats another to the letter counts once.
    private static final class Merge implements Registry.Source, AutoCloseable {
        private final List<Chunk> open = new ArrayList<>();
        private final PriorityQueue<Chunk> heads =
                new PriorityQueue<>(Comparator.comparing(Chunk::head, ORDER));
        private final long expected;
        private Optional<NewEntry> last = Optional.empty();
        private long count;

        Merge(List<Spilled> chunks, SharedRights shared) throws IOException {
            expected = chunks.stream().mapToLong(Spilled::rows).sum();
            for (var spilled : chunks) {
                var chunk = new Chunk(spilled.file(), shared);
                open.add(chunk);
                if (chunk.advance()) {
                    heads.add(chunk);
                }
            }
        }

        @Override
        public long expected() {
            return expected;
        }

        @Override
        public Optional<NewEntry> next() throws IOException {
            while (true) {
                var chunk = heads.poll();
                if (chunk == null) {
                    return Optional.empty();
                }
                var entry = chunk.head();
                if (chunk.advance()) {
                    heads.add(chunk);
                }
                if (last.filter(before -> ORDER.compare(before, entry) == 0).isEmpty()) {
                    last = Optional.of(entry);
                    count++;
                    return last;
                }
                if (!last.equals(Optional.of(entry))) {
                    throw new TwoSubjects();
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (var chunk : open) {
                chunk.close();
            }
        }
    }

    /// One sorted chunk being read.
    private static final class Chunk implements AutoCloseable {
        private final DataInputStream in;
        private final SharedRights shared;
        private Optional<NewEntry> head = Optional.empty();

        Chunk(Path file, SharedRights shared) throws IOException {
            this.shared = shared;
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        }

        NewEntry head() {
            return head.orElseThrow();
        }

        boolean advance() throws IOException {
            try {
                head = Optional.of(new NewEntry(token(), token(), rights()));
                return true;
            } catch (EOFException end) {
                head = Optional.empty();
                return false;
            }
        }

        private Token token() throws IOException {
            return new Token(in.readLong(), in.readLong());
        }

        private Rights rights() throws IOException {
            int number = in.readInt();
            return number == SharedRights.NONE
                    ? new Rights(
                            CredentialKind.values()[in.readUnsignedByte()],
                            in.readUTF(),
                            in.readUTF(),
                            in.readBoolean(),
                            in.readLong(),
                            in.readLong())
                    : shared.numbered(number);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
