package onecard.edge.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
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
import onecard.edge.store.Registry.NewEntry;
import onecard.edge.store.Registry.Rights;

/// Brings a `people` list in from CSV: rows become tokens, tokens are sorted in chunks on disk,
/// and the chunks are merged into the registry in key order, all within a bounded heap and beside
/// live taps. Either the whole file becomes the next version, or nothing changes.
public final class ListImport {

    /// Rows sorted in memory at once: about 10 MB.
    private static final int CHUNK_ROWS = 50_000;

    /// Problems told before giving up on a file that is something else altogether.
    static final int PROBLEMS_MAX = 100;

    /// Several times the largest list promised; a row costs 49 bytes on disk while it is sorted.
    private static final long ROWS_MAX = 5_000_000;

    /// Heap for the groups and schedules that rows share. A list has a handful of them; one that
    /// has a different one in each row would fill a small board's memory.
    static final long RIGHTS_BYTES_MAX = 4L << 20;

    /// What one of them costs beside its text: two strings, a record, a map's entry.
    private static final int RIGHTS_OVERHEAD_BYTES = 200;

    private static final Comparator<NewEntry> ORDER =
            Comparator.<NewEntry, Token>comparing(NewEntry::token, Registry::compare)
                    .thenComparing(NewEntry::kind);

    /// One bad row; never what stood in it.
    ///
    /// @param alone whether the rows after it can still be trusted, so that this one may be left
    /// out
    public record BadRow(long line, int column, String what, boolean alone) {
        private static BadRow ofFile(long line, int column, String what) {
            return new BadRow(line, column, what, false);
        }

        @Override
        public String toString() {
            return line + ":" + column + ": " + what;
        }
    }

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
        var chunks = new ArrayList<Path>();
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
                Files.deleteIfExists(chunk);
            }
        }
    }

    private Result merge(
            String list,
            List<Path> chunks,
            SharedRights shared,
            List<BadRow> skipped,
            String sha256,
            Instant now)
            throws IOException, SQLException {
        try (var merged = new Merge(chunks, shared)) {
            var version = registry.replace(list, "local", now, merged);
            return new Result.Imported(version, merged.count, sha256, skipped);
        } catch (TwoSubjects two) {
            return new Result.Refused(
                    List.of(BadRow.ofFile(0, 0, "one credential must belong to one subject")));
        }
    }

    private void sort(
            Path csv,
            MessageDigest digest,
            List<Path> chunks,
            SharedRights shared,
            List<BadRow> problems)
            throws IOException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                new DigestInputStream(
                                        new BufferedInputStream(Files.newInputStream(csv)), digest),
                                decoder))) {
            var rows = new Csv(in);
            if (!header(rows, problems)) {
                return;
            }
            var chunk = new ArrayList<NewEntry>();
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                entry(row.get(), chunk, shared, problems);
                var limit = limit(chunks.size(), shared, problems);
                if (limit.isPresent()) {
                    problems.add(BadRow.ofFile(row.get().line(), 1, limit.get()));
                    return;
                }
                if (chunk.size() >= CHUNK_ROWS) {
                    chunks.add(spill(chunk, shared));
                    chunk.clear();
                }
            }
            chunks.add(spill(chunk, shared));
        } catch (Csv.Malformed malformed) {
            problems.add(
                    BadRow.ofFile(malformed.line, malformed.column, "" + malformed.getMessage()));
        } catch (MalformedInputException _) {
            problems.add(BadRow.ofFile(1, 1, "the file must be UTF-8"));
        }
    }

    private static boolean header(Csv rows, List<BadRow> problems) throws IOException {
        var header = rows.next().map(Csv.Row::fields).orElse(List.of());
        var names = new ArrayList<>(header);
        if (!names.isEmpty() && names.getFirst().startsWith("\uFEFF")) {
            names.set(0, names.getFirst().substring(1));
        }
        if (names.equals(PeopleRow.HEADER)) {
            return true;
        }
        problems.add(
                BadRow.ofFile(1, 1, "the header must be " + String.join(",", PeopleRow.HEADER)));
        return false;
    }

    /// Why the rest is not read any more. A file that is not read to its end is never imported,
    /// whatever may be skipped: half a list locks the other half out.
    private static Optional<String> limit(int chunks, SharedRights shared, List<BadRow> problems) {
        if (problems.size() >= PROBLEMS_MAX) {
            return Optional.of("a list must have fewer than " + PROBLEMS_MAX + " bad rows");
        }
        if (chunks * (long) CHUNK_ROWS >= ROWS_MAX) {
            return Optional.of("a list must have fewer than " + ROWS_MAX + " rows");
        }
        if (shared.full()) {
            return Optional.of("groups and schedules must be shared by many rows");
        }
        return Optional.empty();
    }

    private void entry(
            Csv.Row row, List<NewEntry> chunk, SharedRights shared, List<BadRow> problems) {
        try {
            var entry = PeopleRow.read(row.fields(), tokens, zone);
            chunk.add(
                    new NewEntry(
                            entry.kind(),
                            entry.token(),
                            entry.subject(),
                            entry.from(),
                            entry.until(),
                            shared.shared(entry.rights())));
        } catch (PeopleRow.Bad bad) {
            problems.add(
                    new BadRow(
                            row.line(), row.columns().get(bad.field), "" + bad.getMessage(), true));
        }
    }

    private Path spill(List<NewEntry> chunk, SharedRights shared) throws IOException {
        chunk.sort(ORDER);
        var file = Files.createTempFile(scratch, "import", ".chunk");
        try (var out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var entry : chunk) {
                out.writeByte(entry.kind().ordinal());
                out.write(entry.token().bytes());
                out.write(entry.subject().bytes());
                out.writeLong(entry.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
                out.writeLong(entry.until().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
                out.writeInt(shared.number(entry.rights()));
            }
        }
        return file;
    }

    private static MessageDigest sha256() {
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

    /// The groups and schedules of one import, each kept once and known to the chunks by number.
    private static final class SharedRights {
        private final Map<Rights, Integer> numbers = new HashMap<>();
        private final List<Rights> rights = new ArrayList<>();
        private long bytes;

        /// The one copy that all rows with equal rights share.
        Rights shared(Rights wanted) {
            return rights.get(number(wanted));
        }

        int number(Rights wanted) {
            var known = numbers.get(wanted);
            if (known != null) {
                return known;
            }
            numbers.put(wanted, rights.size());
            rights.add(wanted);
            bytes += RIGHTS_OVERHEAD_BYTES + wanted.groups().length() + wanted.schedule().length();
            return rights.size() - 1;
        }

        Rights numbered(int number) {
            return rights.get(number);
        }

        boolean full() {
            return bytes > RIGHTS_BYTES_MAX;
        }
    }

    /// All chunks as one, in key order; a row that repeats another to the letter counts once.
    private static final class Merge implements Registry.Source, AutoCloseable {
        private final List<Chunk> open = new ArrayList<>();
        private final PriorityQueue<Chunk> heads =
                new PriorityQueue<>(Comparator.comparing(Chunk::head, ORDER));
        private Optional<NewEntry> last = Optional.empty();
        private long count;

        Merge(List<Path> chunks, SharedRights shared) throws IOException {
            for (var file : chunks) {
                var chunk = new Chunk(file, shared);
                open.add(chunk);
                if (chunk.advance()) {
                    heads.add(chunk);
                }
            }
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
                var kind = CredentialKind.values()[in.readUnsignedByte()];
                var token = Token.of(in.readNBytes(16));
                var subject = Token.of(in.readNBytes(16));
                var from = instant(in.readLong());
                var until = instant(in.readLong());
                var rights = shared.numbered(in.readInt());
                head = Optional.of(new NewEntry(kind, token, subject, from, until, rights));
                return true;
            } catch (EOFException end) {
                head = Optional.empty();
                return false;
            }
        }

        private static Optional<Instant> instant(long millis) {
            return millis == Long.MIN_VALUE
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(millis));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
