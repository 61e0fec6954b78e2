package onecard.edge.lists;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Tokens;
import onecard.edge.words.Message;

/// What a CSV of any type of list says, as entries in the order of their tokens.
///
/// @param tokens under the site's key, and while that is rolled under the one of before
/// @param zone whose days a date without time means
public record EntryRows(ListColumns columns, Tokens tokens, ZoneId zone) {

    /// As tokens stand in a list; the rows of one token together.
    private static final Comparator<Row> ORDER =
            (left, right) -> {
                int high = Long.compareUnsigned(left.high(), right.high());
                int low = high != 0 ? high : Long.compareUnsigned(left.low(), right.low());
                return low != 0 ? low : Arrays.compareUnsigned(left.entry(), right.entry());
            };

    /// A row as it waits for the others, in some 260 bytes: the entry in canonical form, and the
    /// token again to sort by.
    record Row(long high, long low, long line, byte[] entry) {

        private static Row of(ListEntry entry, long line) {
            var token = entry.token();
            return new Row(token.high(), token.low(), line, Canonical.bytes(entry.json()));
        }

        private Json.Obj json() {
            return JsonReader.object(entry).orElseThrow();
        }

        ListEntry read() {
            return ListEntry.read(json()).orElseThrow();
        }
    }

    /// What the file says, in order, each once.
    List<Row> read(Path csv, List<BadRow> problems) throws IOException {
        return read(Files.newInputStream(csv), Integer.MAX_VALUE, problems);
    }

    /// The same of a file that is not long.
    ///
    /// @param most rows that it may have; more are a problem
    public List<ListEntry> entries(InputStream csv, int most, List<BadRow> problems)
            throws IOException {
        try {
            return read(csv, most, problems).stream().map(Row::read).toList();
        } catch (TooLong tooLong) {
            problems.add(BadRow.ofFile(tooLong.line, 1, Message.LIST_TOO_LONG.with(most + 1)));
            return List.of();
        }
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
        private final long line;

        TooLong(long line) {
            this.line = line;
        }
    }

    private List<Row> read(InputStream csv, int most, List<BadRow> problems) throws IOException {
        var now = new ListRow(columns, tokens, zone);
        var was = tokens.former().map(key -> new ListRow(columns, key, zone));
        var rows = new ArrayList<Row>();
        CsvRows.read(
                csv,
                columns.header(),
                (line, fields) -> {
                    if (rows.size() >= most) {
                        throw new TooLong(line);
                    }
                    var entry = now.read(fields);
                    if (was.isEmpty()) {
                        rows.add(Row.of(entry, line));
                        return;
                    }
                    var former = was.get().read(fields);
                    switch (columns.rolled()) {
                        case UNDER_BOTH -> {
                            rows.add(Row.of(entry, line));
                            rows.add(Row.of(former, line));
                        }
                        case TELLS_FORMER ->
                                rows.add(Row.of(entry.formerly(former, columns.hashed()), line));
                        case PRESENT_ALONE -> rows.add(Row.of(entry, line));
                    }
                },
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
}
