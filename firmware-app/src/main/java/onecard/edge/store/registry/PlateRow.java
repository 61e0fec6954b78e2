package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onecard.access.CredentialKind;
import onecard.edge.lists.BadCell;
import onecard.edge.lists.Cell;
import onecard.edge.lists.ListColumns;
import onecard.edge.lists.ListType;
import onecard.edge.store.registry.Registry.NewEntry;

/// One row of a list of plates: the same as a person's by their plate. The class of a vehicle
/// decides nothing, but what stands there must be one.
///
/// @param people reads what it has in common with theirs
record PlateRow(PeopleRow people) {

    static final List<String> HEADER = ListColumns.of(ListType.PLATES).header();

    private static final String MARK = "\uFEFF";

    private static final int CLASS = HEADER.indexOf("class");

    /// Where each field of a row of people stands in this one; a person's kind and id are a plate.
    private static final int[] AT = {
        0,
        0,
        HEADER.indexOf("subject"),
        HEADER.indexOf("groups"),
        HEADER.indexOf("valid_from"),
        HEADER.indexOf("valid_until"),
        HEADER.indexOf("schedule"),
        HEADER.indexOf("deny")
    };

    /// Whether the file is a list of plates, by the first name in its header.
    static boolean isOf(Path csv) throws IOException {
        var first = HEADER.getFirst() + ",";
        try (var in = Files.newInputStream(csv)) {
            var begin = in.readNBytes((MARK + first).getBytes(StandardCharsets.UTF_8).length);
            var text = new String(begin, StandardCharsets.UTF_8);
            return text.startsWith(first) || text.startsWith(MARK + first);
        }
    }

    NewEntry read(List<String> fields) throws BadCell {
        ListColumns.requireFields(fields, HEADER.size());
        if (!fields.get(CLASS).isEmpty()) {
            var _ = new Cell("class", CLASS, fields.get(CLASS)).name();
        }
        try {
            return people.read(
                    List.of(
                            CredentialKind.PLATE.wire(),
                            fields.get(AT[1]),
                            fields.get(AT[2]),
                            fields.get(AT[3]),
                            fields.get(AT[4]),
                            fields.get(AT[5]),
                            fields.get(AT[6]),
                            fields.get(AT[7])));
        } catch (BadCell bad) {
            throw bad.at(AT);
        }
    }
}
