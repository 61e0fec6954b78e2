package onecard.edge.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.audit.Audit;
import onecard.edge.audit.Export;
import onecard.edge.audit.SaleRow;
import onecard.money.Leg;
import onecard.money.Line;

/// What must be true of a journal once somebody has started on what a power cut left of it, and
/// has sold one thing more.
final class PowerCutChecks {

    final List<String> found = new ArrayList<>();

    /// Of before the cut.
    final List<String> old;

    private final Map<String, SaleRow> sales = new TreeMap<>();

    /// @param before everything that was written before the cut, and all that would have been
    /// @param boot of whoever started after it
    PowerCutChecks(List<String> lines, List<String> before, String boot, String key) {
        var ofTheStart = "\"boot\":\"" + boot + "\"";
        old = lines.stream().filter(line -> !line.contains(ofTheStart)).toList();
        check(
                old.size() <= before.size() && old.equals(before.subList(0, old.size())),
                "I48: other records than were written");
        check(old.equals(lines.subList(0, old.size())), "I10: records in no order");
        var audit = Audit.of(List.of(new Export(lines, Optional.of(key), Optional.empty())));
        audit.findings().forEach(finding -> found.add(finding.toString()));
        audit.sales().values().forEach(sale -> sales.put(sale.id(), sale));
        check(audit.count("pending") == 0, "I7: a start has left a sale without an end");
    }

    void isDone(Map<String, Long> told) {
        told.forEach(
                (id, fen) ->
                        check(
                                doneFen(id).equals(Optional.of(fen)),
                                "I3: somebody was told of " + id + ", and it is not done"));
    }

    /// @param debited by whoever stood at the counter, before the cut and after it
    void isDebited(Map<String, Long> debited) {
        for (var id : sales.keySet()) {
            var fen = doneFen(id);
            check(
                    fen.isEmpty() || fen.equals(Optional.ofNullable(debited.get(id))),
                    "I4: " + id + " is done, and nothing was debited");
        }
    }

    /// What was meant, and not done, before the cut never was.
    void isVoidIfItWasMeant() {
        old.stream()
                .filter(line -> line.contains("\"state\":\"pending\""))
                .map(PowerCutChecks::id)
                .filter(id -> old.stream().filter(line -> id(line).equals(id)).count() == 1)
                .forEach(
                        id ->
                                check(
                                        state(id).equals("void"),
                                        "I4: " + id + " was meant, and is not void"));
    }

    private static String id(String line) {
        int at = line.indexOf("\"sale\":\"");
        return at < 0 ? "" : line.substring(at + 8, line.indexOf('"', at + 8));
    }

    /// The books of the loop against those that a slow reader makes of the journal.
    void isInTheBooks(List<Line> ledger) {
        var books = new TreeMap<String, String>();
        ledger.forEach(line -> books.put(line.sale().id().toString(), said(line)));
        var slow = new TreeMap<String, String>();
        sales.forEach((id, sale) -> slow.put(id, sale.state() + " " + sale.content()));
        check(books.equals(slow), "I25: the ledger says " + books + ", the journal " + slow);
    }

    private static String said(Line line) {
        var sale = line.sale();
        var legs = new TreeMap<String, Long>();
        for (Leg leg : sale.legs().legs()) {
            legs.put(leg.wallet(), leg.amount().fen());
        }
        return String.join(
                " ",
                sale.state().wire(),
                sale.diner().toString(),
                "" + sale.amount().fen(),
                "" + legs,
                sale.serving().meal(),
                sale.serving().businessDate().toString(),
                sale.at().toString());
    }

    long count(String state) {
        return sales.values().stream().filter(sale -> sale.state().equals(state)).count();
    }

    /// What it came to; empty if it is not done.
    private Optional<Long> doneFen(String id) {
        return Optional.ofNullable(sales.get(id))
                .filter(sale -> sale.state().equals("done"))
                .map(SaleRow::amountFen);
    }

    private String state(String id) {
        return Optional.ofNullable(sales.get(id)).map(SaleRow::state).orElse("none");
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            found.add(what);
        }
    }
}
