package onecard.edge.store.registry;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.BadCell;
import onecard.edge.lists.Cell;
import onecard.edge.lists.ListColumns;
import onecard.edge.lists.ListType;
import onecard.edge.store.registry.Registry.NewEntry;
import onecard.edge.store.registry.Registry.Rights;

/// One row of a `people` list: checked, and its numbers turned into tokens at once.
final class PeopleRow {

    static final List<String> HEADER = ListColumns.of(ListType.PEOPLE).header();

    /// Fields that stand in many rows, remembered as understood: dates and groups. Beyond so many
    /// different ones they are read each time.
    private static final int REMEMBERED_MAX = 2_048;

    private final Tokens tokens;
    private final ZoneId zone;
    private final Map<String, Long> firstDays = new HashMap<>();
    private final Map<String, Long> lastDays = new HashMap<>();
    private final Map<String, String> groupSets = new HashMap<>();

    /// @param zone whose days a date without time means
    PeopleRow(Tokens tokens, ZoneId zone) {
        this.tokens = tokens;
        this.zone = zone;
    }

    NewEntry read(List<String> fields) throws BadCell {
        ListColumns.requireFields(fields, HEADER.size());
        var kind = cell(fields, 0).kind();
        cell(fields, 1).requireId(kind);
        var subject = cell(fields, 2).token("subject", tokens);
        return new NewEntry(
                token(kind, fields.get(1), subject),
                subject,
                new Rights(
                        kind,
                        remembered(groupSets, cell(fields, 3), PeopleRow::groups),
                        fields.get(6).isEmpty() ? "" : cell(fields, 6).name(),
                        cell(fields, 7).flag(),
                        remembered(firstDays, cell(fields, 4), day -> millis(day, false)),
                        remembered(lastDays, cell(fields, 5), day -> millis(day, true))));
    }

    private static Cell cell(List<String> fields, int at) {
        return new Cell(HEADER.get(at), at, fields.get(at));
    }

    /// A PIN is a person's: it has no meaning without them.
    private Token token(CredentialKind kind, String id, Token subject) {
        return Token.of(
                kind == CredentialKind.PIN
                        ? tokens.pin(subject.toString(), id.getBytes(StandardCharsets.US_ASCII))
                        : tokens.bytes(kind.wire(), id));
    }

    private interface Reading<T> {
        T of(Cell cell) throws BadCell;
    }

    private static <T> T remembered(Map<String, T> before, Cell cell, Reading<T> reading)
            throws BadCell {
        var known = before.get(cell.text());
        if (known == null) {
            known = reading.of(cell);
            if (before.size() < REMEMBERED_MAX) {
                before.put(cell.text(), known);
            }
        }
        return known;
    }

    private static String groups(Cell cell) throws BadCell {
        return String.join(";", cell.names());
    }

    private long millis(Cell cell, boolean end) throws BadCell {
        return cell.text().isEmpty() ? Registry.NEVER : cell.moment(zone, end).toEpochMilli();
    }
}
