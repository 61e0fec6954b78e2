package onecard.edge.lists;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.edge.crypto.Json;
import onecard.edge.words.Message;

/// What the CSV of a list has, column by column, and which member of an entry each becomes. An
/// empty field says nothing, and nothing about it is published.
///
/// @param about the first column or two: whom or what an entry is about
/// @param columns the others, in order
/// @param rolled what a row becomes while the site's key is rolled
public record ListColumns(About about, List<Column> columns, Rolled rolled) {

    /// What a row becomes while the site's key is rolled.
    enum Rolled {
        /// An entry under either key: it does not matter which device is rolled first, and each
        /// learns from it who is who.
        UNDER_BOTH,
        /// Of what is remembered whole, and counted: one under the present key, which says what its
        /// tokens were.
        TELLS_FORMER,
        /// Of what is no person's: one under the present key.
        PRESENT_ALONE
    }

    private ListColumns(About about, List<Column> columns) {
        this(about, columns, Rolled.UNDER_BOTH);
    }

    /// Whom or what an entry is about: its kind and its token.
    sealed interface About {

        /// A credential: its kind and its id.
        ///
        /// @param subject whether the row says whose it is, without which a PIN means nothing
        record OfCredential(boolean subject) implements About {}

        /// A vehicle, by its plate.
        record OfPlate() implements About {}

        /// Something that no card stands for; the column is called as its kind.
        ///
        /// @param open whether the id is no secret, and published beside its token
        record Of(String kind, boolean open) implements About {}

        default List<String> header() {
            return switch (this) {
                case OfCredential _ -> List.of("kind", "id");
                case OfPlate _ -> List.of(CredentialKind.PLATE.wire());
                case Of(var kind, _) -> List.of(kind);
            };
        }
    }

    /// @param name in the header
    /// @param member of the entry
    /// @param needed must not be empty
    /// @param names whether two entries about the same may differ in it: a person has two wallets
    record Column(String name, String member, Form form, boolean needed, boolean names) {

        private Column(String name, Form form) {
            this(name, name, form, false, false);
        }

        private Column as(String renamed) {
            return new Column(name, renamed, form, needed, names);
        }

        private Column must() {
            return new Column(name, member, form, true, names);
        }

        private Column naming() {
            return new Column(name, member, form, needed, true);
        }
    }

    /// How a field is to be read.
    sealed interface Form {

        /// An id that is hashed.
        record Hashed(String kind) implements Form {}

        record Text() implements Form {}

        record Name() implements Form {}

        record Names() implements Form {}

        /// A device, or one of its points.
        record Terminal() implements Form {}

        record Sales() implements Form {}

        record Whole(long least) implements Form {}

        /// How often a visitor may come, or leave.
        record Times() implements Form {}

        /// Whole fen, as far as a till sells for them.
        record Price() implements Form {}

        /// Of what something is the price.
        record Per() implements Form {}

        /// @param end a date alone means its end
        record Moment(boolean end) implements Form {}

        record Flag() implements Form {}
    }

    private static final Column SUBJECT = new Column("subject", new Form.Hashed("subject"));
    private static final Column GROUPS = new Column("groups", new Form.Names());
    private static final Column FROM = new Column("valid_from", new Form.Moment(false)).as("from");
    private static final Column UNTIL =
            new Column("valid_until", new Form.Moment(true)).as("until");
    private static final Column SCHEDULE = new Column("schedule", new Form.Name());
    private static final Column DENY = new Column("deny", new Form.Flag());

    public ListColumns {
        columns = List.copyOf(columns);
    }

    /// Members that hold a token, beside the entry's own.
    List<String> hashed() {
        return columns.stream()
                .filter(column -> column.form() instanceof Form.Hashed)
                .map(Column::member)
                .toList();
    }

    /// Of a list of that type.
    public static ListColumns of(ListType type) {
        return switch (type) {
            case PEOPLE ->
                    new ListColumns(
                            new About.OfCredential(true),
                            List.of(SUBJECT.must(), GROUPS, FROM, UNTIL, SCHEDULE, DENY));
            case WALLETS ->
                    new ListColumns(
                            new About.Of("subject", false),
                            List.of(
                                    new Column("wallet", new Form.Name()).must().naming(),
                                    new Column("balance_fen", new Form.Whole(-Json.Num.MAX)).must(),
                                    new Column("as_of", new Form.Moment(false)).must(),
                                    new Column("included", new Form.Sales())));
            case ROSTER ->
                    new ListColumns(
                            new About.Of("subject", false),
                            List.of(
                                    new Column("meeting", new Form.Name()).must().naming(),
                                    new Column("role", new Form.Name()),
                                    new Column("seat", new Form.Text()),
                                    FROM,
                                    UNTIL,
                                    new Column("consent", new Form.Flag())),
                            Rolled.TELLS_FORMER);
            case PASSES ->
                    new ListColumns(
                            new About.OfCredential(false),
                            List.of(
                                    new Column("pass", new Form.Hashed("pass")).must().naming(),
                                    new Column("host", new Form.Hashed("subject")),
                                    new Column("points", new Form.Names()),
                                    GROUPS,
                                    FROM,
                                    UNTIL.must(),
                                    new Column("entries", new Form.Times()),
                                    new Column("exits", new Form.Times()),
                                    new Column("escort", new Form.Flag()),
                                    new Column("card", new Form.Flag())),
                            Rolled.TELLS_FORMER);
            case ORDERS ->
                    new ListColumns(
                            new About.Of("subject", false),
                            List.of(
                                    new Column("order", new Form.Hashed("order")).must().naming(),
                                    new Column("canteen", new Form.Name()).must(),
                                    new Column("meal", new Form.Name()).must(),
                                    new Column("items", new Form.Names()),
                                    new Column("amount_fen", new Form.Whole(0)).must(),
                                    new Column("paid", new Form.Flag()),
                                    FROM.must(),
                                    UNTIL.must(),
                                    new Column("terminal", new Form.Terminal())),
                            Rolled.TELLS_FORMER);
            case PRICES ->
                    new ListColumns(
                            new About.Of("item", true),
                            List.of(
                                    new Column("name", new Form.Text()).must(),
                                    new Column("price_fen", new Form.Price()).must(),
                                    new Column("per", new Form.Per()),
                                    FROM.naming(),
                                    UNTIL),
                            Rolled.PRESENT_ALONE);
            case PLATES ->
                    new ListColumns(
                            new About.OfPlate(),
                            List.of(
                                    SUBJECT.must(),
                                    new Column("class", new Form.Name()),
                                    GROUPS,
                                    FROM,
                                    UNTIL,
                                    SCHEDULE,
                                    DENY));
            case OPERATORS ->
                    new ListColumns(
                            new About.OfCredential(true),
                            List.of(
                                    SUBJECT.must(),
                                    new Column("roles", new Form.Names()).must(),
                                    FROM,
                                    UNTIL));
        };
    }

    /// Of what is denied at every point.
    public static ListColumns ofDenied() {
        return new ListColumns(
                new About.OfCredential(false),
                List.of(
                        new Column("from", new Form.Moment(false)),
                        new Column("reason", new Form.Text())));
    }

    public List<String> header() {
        return Stream.concat(about.header().stream(), columns.stream().map(Column::name)).toList();
    }

    /// The columns by which one entry is told from another: two that agree in these and in nothing
    /// else contradict each other.
    List<String> identity() {
        return Stream.concat(
                        about.header().stream(),
                        columns.stream().filter(Column::names).map(Column::name))
                .toList();
    }

    /// The same as members of an entry.
    Set<String> identityMembers() {
        return Stream.concat(
                        Stream.of("kind", "token"),
                        columns.stream().filter(Column::names).map(Column::member))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Where the row says whose it is.
    Optional<Integer> subjectAt() {
        var names = header();
        return about instanceof About.OfCredential(var subject) && subject
                ? Optional.of(names.indexOf(SUBJECT.name()))
                : Optional.empty();
    }

    /// A row of another length is in no column what it seems.
    public static void requireFields(List<String> fields, int wanted) throws BadCell {
        if (fields.size() != wanted) {
            throw new BadCell(0, Message.ROW_FIELDS.with(wanted, fields.size()));
        }
    }

    /// The fields of a row beside the first ones.
    List<Cell> cells(List<String> fields) {
        int first = about.header().size();
        var cells = new ArrayList<Cell>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            cells.add(new Cell(columns.get(i).name(), first + i, fields.get(first + i)));
        }
        return cells;
    }
}
