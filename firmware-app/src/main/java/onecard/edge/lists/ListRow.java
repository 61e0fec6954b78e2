package onecard.edge.lists;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.ListColumns.About;
import onecard.edge.lists.ListColumns.Column;
import onecard.edge.lists.ListColumns.Form;
import onecard.edge.words.Message;

/// One row of a list's CSV into the entry that it becomes: checked, and its numbers turned into
/// tokens at once.
///
/// @param tokens under the site's key
/// @param zone whose days a date without time means
public record ListRow(ListColumns columns, Tokens tokens, ZoneId zone) {

    public ListEntry read(List<String> fields) throws BadCell {
        ListColumns.requireFields(fields, columns.header().size());
        var more = Json.Obj.EMPTY;
        var cells = columns.cells(fields);
        for (int i = 0; i < cells.size(); i++) {
            var column = columns.columns().get(i);
            var said = said(column, cells.get(i));
            if (said.isPresent()) {
                more = more.with(column.member(), said.get());
            }
        }
        return about(fields, more);
    }

    private ListEntry about(List<String> fields, Json.Obj more) throws BadCell {
        return switch (columns.about()) {
            case About.OfCredential _ -> {
                var kind = new Cell("kind", 0, fields.get(0)).kind();
                yield ListEntry.of(kind.wire(), credential(kind, fields), more);
            }
            case About.OfPlate _ -> {
                var plate = new Cell("plate", 0, fields.get(0));
                yield ListEntry.of(
                        CredentialKind.PLATE.wire(),
                        plate.credential(CredentialKind.PLATE, tokens),
                        more);
            }
            case About.Of(var kind, var open) -> {
                var cell = new Cell(kind, 0, fields.get(0));
                yield ListEntry.of(
                        kind,
                        cell.token(kind, tokens),
                        open ? more.with(kind, cell.someText()) : more);
            }
        };
    }

    /// A PIN is a person's: it has no meaning without them.
    private Token credential(CredentialKind kind, List<String> fields) throws BadCell {
        var id = new Cell("id", 1, fields.get(1));
        if (kind != CredentialKind.PIN) {
            return id.credential(kind, tokens);
        }
        id.requireId(kind);
        int at =
                columns.subjectAt()
                        .orElseThrow(() -> new BadCell(0, Message.ROW_NO_SUCH_KIND.with("pin")));
        var subject = new Cell("subject", at, fields.get(at)).token("subject", tokens);
        var digits = id.text().getBytes(StandardCharsets.US_ASCII);
        return Token.of(tokens.pin(subject.toString(), digits));
    }

    /// Empty for what says nothing.
    private Optional<Json> said(Column column, Cell cell) throws BadCell {
        if (cell.text().isEmpty()) {
            if (column.needed()) {
                throw new BadCell(cell.at(), Message.ROW_EMPTY.with(cell.column()));
            }
            return Optional.empty();
        }
        return switch (column.form()) {
            case Form.Hashed(var kind) -> text(cell.token(kind, tokens).toString());
            case Form.Text _ -> text(cell.someText());
            case Form.Name _ -> text(cell.name());
            case Form.Terminal _ -> text(cell.terminal());
            case Form.Names _ -> Optional.of(Json.Arr.ofText(cell.names()));
            case Form.Price _ -> Optional.of(new Json.Num(cell.price()));
            case Form.Per _ -> text(cell.per().wire());
            case Form.Sales _ -> Optional.of(Json.Arr.ofText(cell.sales()));
            case Form.Times() -> Optional.of(new Json.Num(cell.times()));
            case Form.Whole(var least) -> Optional.of(new Json.Num(cell.whole(least)));
            case Form.Moment(var end) -> text(cell.moment(zone, end).toString());
            case Form.Flag _ -> cell.flag() ? Optional.of(new Json.Bool(true)) : Optional.empty();
        };
    }

    private static Optional<Json> text(String text) {
        return Optional.of(new Json.Str(text));
    }
}
