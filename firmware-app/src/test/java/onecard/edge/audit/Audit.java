package onecard.edge.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An auditor's account of the money of one device or many, made of nothing but their exports.
/// Slow and obvious, and shares no code with the devices but the reader of JSON. For tests that ask
/// thousands of times; whoever audits a real device has `scripts/audit-journal`, and the two must
/// agree.
///
/// @param sales as each ended, by device, till and number
/// @param unsigned so many records, of all devices, follow the last signed one of theirs
public record Audit(
        List<Finding> findings, Map<String, SaleRow> sales, Takings takings, int unsigned) {

    public static Audit of(List<Export> exports) {
        var findings = new ArrayList<Finding>();
        var sales = new TreeMap<String, SaleRow>();
        var backs = new ArrayList<SaleRow>();
        int unsigned = 0;
        for (var export : exports) {
            var chain = new ChainAudit(export);
            var sold = new SaleAudit(chain.device(), chain.rows);
            findings.addAll(chain.findings);
            findings.addAll(sold.findings);
            backs.addAll(sold.backs);
            unsigned += chain.unsigned;
            sold.sales.forEach(
                    (id, sale) -> {
                        var name = chain.device() + " " + id;
                        if (sales.put(name, sale) != null) {
                            findings.add(
                                    new Finding(Rule.LIFE, chain.device(), id, "in two exports"));
                        }
                    });
        }
        return new Audit(findings, sales, Takings.of(sales.values(), backs), unsigned);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    public Set<Rule> broken() {
        var rules = EnumSet.noneOf(Rule.class);
        findings.forEach(finding -> rules.add(finding.rule()));
        return rules;
    }

    /// Sales that ended so.
    public long count(String state) {
        return sales.values().stream().filter(sale -> sale.state().equals(state)).count();
    }
}
