package onecard.edge.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One device's export, line by line: that it is what was once written, and all of it.
final class ChainAudit {

    private static final String NOTHING_BEFORE = "0".repeat(64);

    final List<Finding> findings = new ArrayList<>();

    /// Those lines that can be read at all.
    final List<Row> rows = new ArrayList<>();

    /// So many of them follow the last signed one: nobody but [Export#head] vouches for them.
    int unsigned;

    private final Export export;
    private final Set<String> epochs = new HashSet<>();
    private boolean headSeen;

    ChainAudit(Export export) {
        this.export = export;
        int number = 0;
        for (var text : export.lines()) {
            number++;
            var row = Row.of(text);
            if (row.isPresent()) {
                audit(row.get());
            } else {
                found(Rule.LINE, "line " + number, "no event");
            }
        }
        if (export.head().isPresent() && !headSeen) {
            found(Rule.HEAD, export.head().get(), "is not in it");
        }
    }

    String device() {
        return rows.isEmpty() ? "" : rows.getFirst().device();
    }

    private void audit(Row row) {
        line(row);
        if (!Plain.sm3(row.without("hash")).equals(row.said("hash"))) {
            found(Rule.HASH, row.place(), "says another hash");
        }
        if (rows.isEmpty()) {
            first(row);
        } else {
            follows(rows.getLast(), row);
        }
        seal(row);
        rows.add(row);
        epochs.add(row.epoch());
        headSeen |= export.head().equals(Optional.of(row.place() + ":" + row.said("hash")));
    }

    private void line(Row row) {
        if (!row.text().equals(Plain.text(row.event()))) {
            found(Rule.LINE, row.place(), "not in canonical form");
        }
        var id = row.device() + ":" + row.place();
        if (row.seq() < 1 || !row.event().text("id").equals(Optional.of(id))) {
            found(Rule.LINE, row.place(), "another name than " + id);
        }
        var source = "/onecard/" + row.said("site") + "/" + row.device();
        if (!row.event().text("source").equals(Optional.of(source))
                || !row.event().text("subject").equals(row.data().text("point"))) {
            found(Rule.LINE, row.place(), "of two minds where it is from");
        }
        if (!rows.isEmpty() && !row.device().equals(device())) {
            found(Rule.LINE, row.place(), "of another device");
        }
    }

    // --- the chain ---

    /// What came before it has been purged, or taken away, or there was nothing.
    private void first(Row row) {
        if (row.seq() == 1 && row.said("prev").equals(NOTHING_BEFORE)) {
            begins(row);
        } else {
            found(Rule.BEGINNING, row.place(), "there was something before");
        }
    }

    private void follows(Row before, Row row) {
        if (!row.said("prev").equals(before.said("hash"))) {
            found(Rule.CHAIN, row.place(), "does not follow " + before.place());
        }
        if (!row.epoch().equals(before.epoch())) {
            begins(row);
            if (epochs.contains(row.epoch())) {
                found(Rule.CHAIN, row.place(), "an epoch once more");
            }
        } else if (row.seq() != before.seq() + 1) {
            found(Rule.CHAIN, row.place(), "comes after " + before.place());
        }
    }

    private void begins(Row row) {
        if (row.seq() != 1 || !row.isSystem("epoch")) {
            found(Rule.CHAIN, row.place(), "an epoch that does not begin");
        }
    }

    private void seal(Row row) {
        unsigned++;
        if (!row.isSealed()) {
            return;
        }
        unsigned = 0;
        var key = export.key();
        if (key.isPresent()
                && !Plain.signed(key.get(), row.without("hash", "sig"), row.said("sig"))) {
            found(Rule.SIGNATURE, row.place(), "is not signed by this device");
        }
    }

    private void found(Rule rule, String where, String what) {
        findings.add(new Finding(rule, device(), where, what));
    }
}
