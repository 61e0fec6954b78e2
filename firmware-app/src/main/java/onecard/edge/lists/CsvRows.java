package onecard.edge.lists;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.words.Message;
import onecard.words.Words;

/// The rows of a list's CSV (RFC 4180, UTF-8, with a header), one after the other, and what is
/// wrong with them. A file that is not read to its end is no list, whatever may be skipped: half a
/// list locks the other half out.
public final class CsvRows {

    /// Problems told before giving up on a file that is something else altogether.
    public static final int PROBLEMS_MAX = 100;

    /// Several times the largest list promised.
    private static final long ROWS_MAX = 5_000_000;

    private CsvRows() {}

    /// What becomes of a row.
    public interface Taker {

        /// @param line where the row begins, from 1
        void take(long line, List<String> fields) throws BadCell, IOException;
    }

    /// @param problems gets what is wrong
    public static void read(
            InputStream csv, List<String> header, Taker taker, List<BadRow> problems)
            throws IOException {
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var in = new InputStreamReader(csv, decoder)) {
            var rows = new Csv(in);
            if (header(rows, header, problems)) {
                read(rows, taker, problems);
            }
        } catch (Csv.Malformed malformed) {
            problems.add(BadRow.ofFile(malformed.line, malformed.column, malformed.what));
        } catch (MalformedInputException _) {
            problems.add(BadRow.ofFile(1, 1, Message.CSV_ENCODING.with()));
        }
    }

    private static void read(Csv rows, Taker taker, List<BadRow> problems) throws IOException {
        long count = 0;
        for (var row = rows.next(); row.isPresent(); row = rows.next()) {
            count++;
            take(row.get(), taker, problems);
            var limit = limit(count, problems);
            if (limit.isPresent()) {
                problems.add(BadRow.ofFile(row.get().line(), 1, limit.get()));
                return;
            }
        }
    }

    private static void take(Csv.Row row, Taker taker, List<BadRow> problems) throws IOException {
        try {
            taker.take(row.line(), row.fields());
        } catch (BadCell bad) {
            problems.add(new BadRow(row.line(), row.columns().get(bad.field), bad.what, true));
        }
    }

    private static boolean header(Csv rows, List<String> wanted, List<BadRow> problems)
            throws IOException {
        var header = rows.next().map(Csv.Row::fields).orElse(List.of());
        var names = new ArrayList<>(header);
        if (!names.isEmpty() && names.getFirst().startsWith("\uFEFF")) {
            names.set(0, names.getFirst().substring(1));
        }
        if (names.equals(wanted)) {
            return true;
        }
        problems.add(BadRow.ofFile(1, 1, Message.CSV_HEADER.with(String.join(",", wanted))));
        return false;
    }

    /// Why the rest is not read any more.
    private static Optional<Words> limit(long rows, List<BadRow> problems) {
        if (problems.size() >= PROBLEMS_MAX) {
            return Optional.of(Message.LIST_TOO_BAD.with(PROBLEMS_MAX));
        }
        if (rows >= ROWS_MAX) {
            return Optional.of(Message.LIST_TOO_LONG.with(ROWS_MAX));
        }
        return Optional.empty();
    }
}
