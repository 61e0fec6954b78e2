package onecard.edge.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// Makes a signed list from CSV: rows become entries, entries buckets, and the head goes into the
/// folder last. Either the whole file becomes the next version, or nothing changes.
public final class ListBuild {

    /// What is said of a list beside its entries.
    ///
    /// @param version empty: the next one
    /// @param denyMin empty: as before
    public record Terms(
            Optional<Long> version,
            Instant issued,
            Optional<Instant> validUntil,
            Optional<Long> denyMin) {}

    public sealed interface Result {

        /// @param buckets that were written; 0 for what is denied, which has none
        /// @param skipped rows left out because they were asked to be
        record Built(long version, long entries, int buckets, List<BadRow> skipped)
                implements Result {}

        record Refused(List<BadRow> problems) implements Result {}
    }

    private final ListFolder folder;
    private final String site;
    private final Tokens tokens;
    private final ZoneId zone;
    private final SigningKey key;

    /// @param zone whose days a date without time means
    public ListBuild(ListFolder folder, String site, Tokens tokens, ZoneId zone, SigningKey key) {
        this.folder = folder;
        this.site = site;
        this.tokens = tokens;
        this.zone = zone;
        this.key = key;
    }

    /// Makes the next version of a list.
    ///
    /// @throws Failed if the folder holds something else, or no lower version
    public Result list(Path csv, String list, ListType type, Terms terms, boolean skipBad)
            throws IOException {
        var before = before(list, type);
        var version = version(list, before.map(ListHead::version), terms);
        var problems = new ArrayList<BadRow>();
        var rows = new EntryRows(ListColumns.of(type), tokens, zone).read(csv, problems);
        if (hopeless(problems, skipBad)) {
            return new Result.Refused(problems);
        }
        int bits = bits(rows, before.map(ListHead::bits));
        var parts = new ArrayList<ListHead.Part>();
        int written = 0;
        int from = 0;
        for (int number = 0; number < 1 << bits; number++) {
            var entries = new ArrayList<ListEntry>();
            while (from < rows.size() && number(rows.get(from), bits) == number) {
                entries.add(rows.get(from).read());
                from++;
            }
            var plain = ListBucket.bytes(entries);
            var sha256 = ListBucket.sha256(plain);
            if (!entries.isEmpty() && folder.put(list, sha256, plain)) {
                written++;
            }
            parts.add(new ListHead.Part(sha256, entries.size()));
        }
        var head =
                new ListHead(
                        site,
                        list,
                        type,
                        version,
                        terms.issued(),
                        terms.validUntil(),
                        terms.denyMin().or(() -> before.map(ListHead::denyMin)).orElse(0L),
                        rows.size(),
                        bits,
                        parts);
        folder.put(head, head.signed(key));
        return new Result.Built(version, rows.size(), written, problems);
    }

    /// Makes the next version of what is denied at every point.
    ///
    /// @throws Failed if the folder holds something else, or no lower version
    public Result denied(Path csv, Terms terms, boolean skipBad) throws IOException {
        var before = beforeDenied();
        var version = version(DenyList.NAME, before.map(DenyList::version), terms);
        var problems = new ArrayList<BadRow>();
        var rows = new EntryRows(ListColumns.ofDenied(), tokens, zone).read(csv, problems);
        if (hopeless(problems, skipBad)) {
            return new Result.Refused(problems);
        }
        var deny =
                new DenyList(
                        site,
                        version,
                        terms.issued(),
                        terms.validUntil(),
                        rows.stream().map(EntryRows.Row::read).toList());
        var signed = deny.signed(key);
        if (Canonical.bytes(signed).length > DenyList.BYTES_MAX) {
            throw new Failed(Message.LIST_DENY_LONG.with(DenyList.BYTES_MAX, rows.size()));
        }
        folder.put(signed);
        return new Result.Built(version, rows.size(), 0, problems);
    }

    private static boolean hopeless(List<BadRow> problems, boolean skipBad) {
        return !problems.isEmpty() && !(skipBad && problems.stream().allMatch(BadRow::alone));
    }

    /// What is there already must be an earlier version of the same, or its number would begin
    /// anew, and no device would take it.
    private Optional<ListHead> before(String list, ListType type) throws IOException {
        var file = folder.headFile(list);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var head =
                folder.signedHead(list)
                        .flatMap(ListHead::read)
                        .filter(it -> it.site().equals(site) && it.list().equals(list))
                        .filter(it -> it.type() == type);
        if (head.isEmpty()) {
            throw new Failed(Message.LIST_NOT_BEFORE.with(file, list, type.wire(), site));
        }
        return head;
    }

    private Optional<DenyList> beforeDenied() throws IOException {
        var file = folder.denyFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var deny = folder.signedDeny().flatMap(DenyList::read).filter(it -> it.site().equals(site));
        if (deny.isEmpty()) {
            throw new Failed(
                    Message.LIST_NOT_BEFORE.with(file, DenyList.NAME, DenyList.NAME, site));
        }
        return deny;
    }

    private static long version(String list, Optional<Long> before, Terms terms) throws Failed {
        long last = before.orElse(0L);
        long version = terms.version().orElse(last + 1);
        if (version <= last || version > Json.Num.MAX) {
            throw new Failed(Message.LIST_VERSION_LOW.with(list, last, version));
        }
        return version;
    }

    /// How many buckets: as before while that is not far off, or one person more would now and then
    /// change all of them; and as many as it takes for each to be small enough.
    private static int bits(List<EntryRows.Row> rows, Optional<Integer> before) throws Failed {
        int wanted = ListBucket.bits(rows.size());
        int bits = before.filter(it -> Math.abs(it - wanted) <= 1).orElse(wanted);
        while (largest(rows, bits) > ListBucket.BYTES_MAX) {
            if (bits == ListBucket.BITS_MAX) {
                throw new Failed(Message.LIST_BUCKET_LONG.with(ListBucket.BYTES_MAX));
            }
            bits++;
        }
        return bits;
    }

    /// Bytes of the largest bucket: entries, what stands between them, and the brackets.
    private static long largest(List<EntryRows.Row> rows, int bits) {
        var sizes = new long[1 << bits];
        rows.forEach(row -> sizes[number(row, bits)] += row.entry().length + 1L);
        return Arrays.stream(sizes).max().orElse(0) + 1;
    }

    private static int number(EntryRows.Row row, int bits) {
        return ListBucket.number(new onecard.access.Token(row.high(), row.low()), bits);
    }
}
