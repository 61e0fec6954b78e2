package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;

/// What must be told of one visit, by nothing but what the journal says of taps, passages and the
/// guard's alarms: slow, and written from the rules anew. It never looks at what the loop made of
/// them.
final class VisitReference {

    /// What was agreed, and what is true besides.
    record Agreed(
            Token pass, Instant until, int entries, int exits, boolean card, boolean owesMoney) {}

    private final Agreed agreed;
    private final List<String> told = new ArrayList<>();
    private final Map<String, Integer> inside = new TreeMap<>();
    private int in;
    private int out;
    private int pending;
    private int lost;
    private boolean unknown;
    private boolean returned;
    private boolean closed;

    /// What the last exit closed, until it is told: what is given back by then counts.
    private Optional<Instant> closedBy = Optional.empty();

    private boolean lapsed;

    /// @param rows of the journal
    /// @param events the same as it has them
    VisitReference(Agreed agreed, List<Draft> rows, List<Json.Obj> events) {
        this.agreed = agreed;
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), events.get(i));
        }
        tellClose();
    }

    /// In their order: `entered`, `exited`, `closed` and what is wrong with it.
    List<String> told() {
        return List.copyOf(told);
    }

    /// How many entries are left by what is known.
    int left() {
        return closed ? 0 : Math.max(0, agreed.entries() - in - lost - pending);
    }

    int in() {
        return in;
    }

    /// Entries that are used up here, and were not given back.
    int used() {
        return in + lost + pending;
    }

    boolean isPending() {
        return pending > 0;
    }

    boolean isClosed() {
        return closed;
    }

    private void row(Draft row, Json.Obj event) {
        var data = row.data();
        switch (row.kind()) {
            case TAP -> visit(data).ifPresent(it -> tap(data, it));
            case PASSAGE ->
                    visit(data)
                            .ifPresent(
                                    it ->
                                            passage(
                                                    data.text("result").orElseThrow(),
                                                    it,
                                                    row.at().wall(),
                                                    Occurrences.data(event)
                                                            .number("cause_seq")
                                                            .isPresent()));
            case ALARM -> alarm(data);
            case VISIT -> visit(row, data);
            default -> {}
        }
    }

    private Optional<Json.Obj> visit(Json.Obj data) {
        return data.object("visit").filter(it -> it.text("pass").equals(pass()));
    }

    private Optional<String> pass() {
        return Optional.of(agreed.pass().toString());
    }

    private static boolean leadsIn(Json.Obj visit) {
        return visit.text("direction").equals(Optional.of("in"));
    }

    private void tap(Json.Obj data, Json.Obj visit) {
        if (leadsIn(visit) && data.text("verdict").equals(Optional.of("granted"))) {
            pending++;
        }
    }

    /// @param ofTap whether the journal has the tap that it follows from
    private void passage(String result, Json.Obj visit, Instant at, boolean ofTap) {
        boolean passed = result.equals("passed") || result.equals("assumed");
        boolean gone = result.equals("not_passed") || result.equals("reversed");
        if (passed && leadsIn(visit)) {
            in++;
            pending = Math.max(0, pending - 1);
            inside.merge(visit.text("way").orElseThrow(), 1, Integer::sum);
            told.add("entered");
        } else if (passed) {
            leaves(visit.text("way").orElseThrow(), at);
        } else if (gone && leadsIn(visit) && ofTap) {
            pending = Math.max(0, pending - 1);
        }
        if ((passed || gone) && visit.bool("returned").orElse(false) && isHeardOf()) {
            returned = true;
        }
    }

    private boolean isHeardOf() {
        return in + out + pending + lost > 0 || closed;
    }

    private void leaves(String way, Instant at) {
        boolean known = isHeardOf();
        if (!known && at.isAfter(agreed.until().plus(Duration.ofDays(2)))) {
            return;
        }
        inside.computeIfPresent(way, (_, many) -> many == 1 ? null : many - 1);
        if (way.equals("vehicle") && !inside.containsKey("vehicle")) {
            inside.clear(); // who drives the last one out takes everybody along
        }
        if (out > in) {
            return;
        }
        out++;
        if (closed) {
            tellClose();
            told.add("exited [exit_again]");
            return;
        }
        unknown |= out > in;
        told.add("exited");
        boolean over = in + lost >= agreed.entries() && pending == 0 && inside.isEmpty();
        if (out >= agreed.exits() || over) {
            closed = true;
            closedBy = Optional.of(at);
        }
    }

    private void alarm(Json.Obj data) {
        if (data.text("alarm").equals(Optional.of("passage_unknown"))
                && data.bool("active").orElseThrow()
                && data.text("pass").equals(pass())) {
            // Whoever was let in since the start is on the way still.
            int many = Math.min(pending, data.number("number").orElseThrow().intValue());
            lost += many;
            pending -= many;
        }
    }

    /// Of what is told nothing is believed but when it was, and that nobody left.
    private void visit(Draft row, Json.Obj data) {
        if (!data.text("pass").equals(pass())
                || !data.text("transition").equals(Optional.of("closed"))) {
            return;
        }
        if (!closed) {
            closed = true;
            lapsed = true;
            var end = agreed.until().plus(Duration.ofHours(24));
            told.add(
                    row.at().wall().isBefore(end) ? "closed too early" : closing(Optional.empty()));
        } else {
            tellClose();
        }
    }

    private void tellClose() {
        if (closedBy.isPresent() && !lapsed) {
            told.add(closing(closedBy));
            closedBy = Optional.empty();
        }
    }

    private String closing(Optional<Instant> by) {
        var wrong = new ArrayList<String>();
        if (agreed.card() && !returned) {
            wrong.add("card_not_returned");
        }
        if (agreed.owesMoney()) {
            wrong.add("unpaid_sales");
        }
        if (inside.containsKey("vehicle")) {
            wrong.add("vehicle_inside");
        }
        if (unknown) {
            wrong.add("entry_unknown");
        }
        if (by.isPresent() ? by.get().isAfter(agreed.until()) : !inside.isEmpty()) {
            wrong.add("overstayed");
        }
        if (lost > 0) {
            wrong.add("passage_unknown");
        }
        if (inside.containsKey("foot")) {
            wrong.add("not_left");
        }
        return "closed " + (wrong.isEmpty() ? "clean" : "differences") + " " + wrong;
    }

    /// What was told of it, as the journal has it, sorted by nothing; but not that it was used at
    /// another device, which is no step of it.
    static List<String> told(Token pass, List<Draft> rows) {
        return rows.stream()
                .filter(row -> row.kind() == EventKind.VISIT)
                .filter(row -> row.data().text("pass").equals(Optional.of(pass.toString())))
                .filter(row -> !row.data().text("transition").equals(Optional.of("double")))
                .map(VisitReference::words)
                .toList();
    }

    private static String words(Draft row) {
        var data = row.data();
        return data.text("transition").orElseThrow()
                + data.text("result").map(it -> " " + it).orElse("")
                + data.array("differences").map(it -> " " + texts(it)).orElse("");
    }

    private static List<String> texts(Json.Arr array) {
        return array.items().stream().map(it -> ((Json.Str) it).value()).toList();
    }
}
