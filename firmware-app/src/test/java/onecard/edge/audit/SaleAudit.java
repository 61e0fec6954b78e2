package onecard.edge.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sales of one device's export, from the intent to the end of each.
final class SaleAudit {

    /// What may follow what.
    private static final Map<String, List<String>> NEXT =
            Map.of(
                    "", List.of("pending"),
                    "pending", List.of("done", "void", "unknown"),
                    "unknown", List.of("unknown", "done", "void"), // said again
                    "done", List.of("void"),
                    "void", List.of());

    final List<Finding> findings = new ArrayList<>();

    /// Each sale as it ended, by till and number.
    final Map<String, SaleRow> sales = new TreeMap<>();

    /// What was given back of them.
    final List<SaleRow> backs = new ArrayList<>();

    private final String device;
    private final boolean fromTheStart;
    private final BatchAudit batches;
    private final Map<String, Long> last = new HashMap<>();

    /// What each wallet got back, by sale and wallet.
    private final Map<String, Long> given = new HashMap<>();

    SaleAudit(String device, List<Row> rows) {
        this.device = device;
        fromTheStart = !rows.isEmpty() && rows.getFirst().seq() == 1;
        batches = new BatchAudit(fromTheStart, (where, what) -> found(Rule.BATCH, where, what));
        for (var row : rows) {
            if (row.is("sale")) {
                SaleRow.sale(row, (rule, what) -> found(rule, row.place(), what))
                        .ifPresent(this::audit);
            } else if (row.is("refund")) {
                SaleRow.back(row, (rule, what) -> found(rule, row.place(), what))
                        .ifPresent(back -> audit(back, row.said("sale")));
            } else if (row.is("settlement") && row.data().get("difference").isEmpty()) {
                batches.settles(row);
            }
        }
        sales.values().forEach(this::mustHaveEnded);
    }

    private void audit(SaleRow row) {
        var before = sales.get(row.id());
        if (before == null) {
            numbered(row);
        } else if (!says(before, row)) {
            found(Rule.CONTENT, row.id(), before.content() + " is now " + row.content());
        }
        var was = before == null ? "" : before.state();
        if (!NEXT.getOrDefault(was, List.of()).contains(row.state())
                && !(before == null && mayHaveBegunBefore(row))) {
            found(Rule.LIFE, row.id(), row.state() + " after " + (was.isEmpty() ? "nothing" : was));
        }
        if (row.state().equals("done") && !was.equals("done")) {
            batches.sold(row);
        } else if (row.state().equals("void") && was.equals("done")) {
            batches.takenBack(row);
            if (given.keySet().stream().anyMatch(it -> it.startsWith(row.id() + " "))) {
                found(Rule.REFUND, row.id(), "is taken back, and some of it was given back");
            }
        }
        sales.put(row.id(), row);
    }

    /// What was unknown and is done counts in the batch that is open by then.
    private static boolean says(SaleRow before, SaleRow row) {
        boolean late = before.state().equals("unknown") && row.state().equals("done");
        return before.content().equals(row.content()) && (late || before.batch() == row.batch());
    }

    private void audit(SaleRow back, String of) {
        numbered(back);
        backs.add(back);
        batches.givenBack(back);
        var sale = sales.get(of);
        if (sale == null) {
            if (fromTheStart) {
                found(Rule.REFUND, back.id(), "is of " + of + ", which is not there");
            }
            return;
        }
        if (!sale.state().equals("done")
                || !sale.subject().equals(back.subject())
                || sale.training() != back.training()) {
            found(Rule.REFUND, back.id(), "is of another sale than " + sale);
        }
        back.legs()
                .forEach(
                        (wallet, fen) -> {
                            long all = given.merge(of + " " + wallet, fen, Math::addExact);
                            long paid = sale.legs().getOrDefault(wallet, 0L);
                            if (all > paid) {
                                found(Rule.REFUND, back.id(), wallet + " had paid " + paid);
                            }
                        });
    }

    private void numbered(SaleRow row) {
        long before = last.getOrDefault(row.till(), 0L);
        boolean mayBe = before == 0 && !fromTheStart;
        if (row.number() != before + 1 && !mayBe) {
            found(Rule.NUMBER, row.id(), "comes after " + before);
        }
        last.put(row.till(), row.number());
    }

    /// What has been purged is not missed.
    private boolean mayHaveBegunBefore(SaleRow row) {
        return !fromTheStart
                && sales.values().stream().noneMatch(it -> it.till().equals(row.till()));
    }

    /// A till begins no sale before the last one has ended; the newest may be on its way.
    private void mustHaveEnded(SaleRow sale) {
        boolean newest = last.getOrDefault(sale.till(), 0L) == sale.number();
        if (sale.state().equals("pending") && !newest) {
            found(Rule.LIFE, sale.id(), "has no end, and the till went on");
        }
    }

    private void found(Rule rule, String where, String what) {
        findings.add(new Finding(rule, device, where, what));
    }
}
