package onecard.edge.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// Makes a signed list from CSV: rows become entries, entries buckets, and the head goes into the
/// folder last. Either the whole file becomes the next version, or nothing changes.
public final class ListBuild {

    /// As tokens stand in a list; the rows of one token together.
    private static final Comparator<Row> ORDER =
            (left, right) -> {
                int high = Long.compareUnsigned(left.high(), right.high());
                int low = high != 0 ? high : Long.compareUnsigned(left.low(), right.low());
                return low != 0 ? low : Arrays.compareUnsigned(left.entry(), right.entry());
            };

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

    /// A row as it waits for the others, in some 260 bytes: the entry in canonical form, and the
    /// token again to sort by.
    private record Row(long high, long low, long line, byte[] entry) {

        private static Row of(ListEntry entry, long line) {
            var token = entry.token();
            return new Row(token.high(), token.low(), line, Canonical.bytes(entry.json()));
        }

        private Json.Obj json() {
            return JsonReader.object(entry).orElseThrow();
        }

        private ListEntry read() {
            return ListEntry.read(json()).orElseThrow();
        }
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
        var columns = ListColumns.of(type);
        var problems = new ArrayList<BadRow>();
        var rows = rows(csv, columns, problems);
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
        var rows = rows(csv, ListColumns.ofDenied(), problems);
        if (hopeless(problems, skipBad)) {
            return new Result.Refused(problems);
        }
        var deny =
                new DenyList(
                        site,
                        version,
                        terms.issued(),
                        terms.validUntil(),
                        rows.stream().map(Row::read).toList());
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

    /// What the file says, in order, each once.
    private List<Row> rows(Path csv, ListColumns columns, List<BadRow> problems)
            throws IOException {
        var reader = new ListRow(columns, tokens, zone);
        var rows = new ArrayList<Row>();
        CsvRows.read(
                Files.newInputStream(csv),
                columns.header(),
                (line, fields) -> rows.add(Row.of(reader.read(fields), line)),
                problems);
        rows.sort(ORDER);
        return onceEach(rows, columns, problems);
    }

    /// Rows that repeat each other count once; those that contradict each other are problems.
    private static List<Row> onceEach(List<Row> rows, ListColumns columns, List<BadRow> problems) {
        var each = new ArrayList<Row>(rows.size());
        for (int from = 0; from < rows.size(); ) {
            int to = from + 1;
            while (to < rows.size() && sameToken(rows.get(from), rows.get(to))) {
                to++;
            }
            if (to == from + 1) {
                each.add(rows.get(from));
            } else {
                each.addAll(onceEachOfOneToken(rows.subList(from, to), columns, problems));
            }
            from = to;
        }
        return each;
    }

    private static boolean sameToken(Row left, Row right) {
        return left.high() == right.high() && left.low() == right.low();
    }

    private static List<Row> onceEachOfOneToken(
            List<Row> rows, ListColumns columns, List<BadRow> problems) {
        var each = new ArrayList<Row>();
        var known = new HashMap<Json.Obj, Row>();
        for (var row : rows) {
            var first = known.putIfAbsent(identity(row.json(), columns), row);
            if (first == null) {
                each.add(row);
            } else if (!Arrays.equals(first.entry(), row.entry())) {
                problems.add(contradiction(first, row, columns));
            }
        }
        return each;
    }

    private static BadRow contradiction(Row one, Row other, ListColumns columns) {
        return BadRow.ofFile(
                Math.max(one.line(), other.line()),
                1,
                Message.ROW_TWICE.with(
                        Math.min(one.line(), other.line()), String.join(", ", columns.identity())));
    }

    private static Json.Obj identity(Json.Obj entry, ListColumns columns) {
        var identity = Json.Obj.EMPTY;
        for (var member : columns.identityMembers()) {
            var said = entry.get(member);
            if (said.isPresent()) {
                identity = identity.with(member, said.get());
            }
        }
        return identity;
    }

    /// How many buckets: as before while that is not far off, or one person more would now and then
    /// change all of them; and as many as it takes for each to be small enough.
    private static int bits(List<Row> rows, Optional<Integer> before) throws Failed {
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
    private static long largest(List<Row> rows, int bits) {
        var sizes = new long[1 << bits];
        rows.forEach(row -> sizes[number(row, bits)] += row.entry().length + 1L);
        return Arrays.stream(sizes).max().orElse(0) + 1;
    }

    private static int number(Row row, int bits) {
        return ListBucket.number(new onecard.access.Token(row.high(), row.low()), bits);
    }
}
