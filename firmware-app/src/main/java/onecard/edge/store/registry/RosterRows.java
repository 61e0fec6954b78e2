package onecard.edge.store.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.attendance.Expected;
import onecard.attendance.Roster;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import org.tinylog.Logger;

/// A published roster as desks go by it. A row that cannot be understood expects nobody, and the
/// others count: whoever stands in it is treated as one who was not expected.
public final class RosterRows {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final String PERSON = "subject";

    private RosterRows() {}

    /// What counts as nothing is told to the log.
    public static Roster roster(WholeList.Said said) {
        var rows = new HashMap<String, List<Expected>>();
        int none = 0;
        for (var entry : said.entries()) {
            var meeting = entry.json().text("meeting").filter(name -> NAME.matcher(name).matches());
            var row = row(entry);
            if (meeting.isPresent() && row.isPresent()) {
                rows.computeIfAbsent(meeting.get(), _ -> new ArrayList<>()).add(row.get());
            } else {
                none++;
            }
        }
        if (none > 0) {
            Logger.error(
                    "the list {} has {} rows that cannot be understood: they expect nobody",
                    said.list().name(),
                    none);
        }
        return Roster.of(said.list(), rows, ListEntry.renamed(said.entries()));
    }

    private static Optional<Expected> row(ListEntry entry) {
        var json = entry.json();
        boolean clear =
                entry.kind().equals(PERSON)
                        && isTime(json, "from")
                        && isTime(json, "until")
                        && (json.get("consent").isEmpty() || json.bool("consent").isPresent());
        return clear
                ? Optional.of(
                        new Expected(
                                entry.token(),
                                json.text("role"),
                                json.text("seat"),
                                time(json, "from"),
                                time(json, "until"),
                                json.bool("consent").orElse(false)))
                : Optional.empty();
    }

    private static boolean isTime(Json.Obj json, String member) {
        return json.get(member).isEmpty() || time(json, member).isPresent();
    }

    private static Optional<Instant> time(Json.Obj json, String member) {
        return json.text(member).flatMap(ListHead::instant);
    }
}
