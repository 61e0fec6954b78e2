package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.record.LedgerFold;
import onecard.edge.record.Occurrences;
import onecard.money.HostCount;
import onecard.point.Call;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Days at the tills of one device, with everything that an operator, a diner, the journal and the
/// power can do in any order; and what its records say afterwards, told by whoever knows only them
/// (I13, I14, I25, I27, I43).
class TillWalksTest {

    private static final int WALKS = Integer.getInteger("walks", 300);
    private static final int STEPS = 80;

    private static final List<String> TILLS =
            List.of("desk", "desk", "desk", "desk", "kiosk", "fixed", "keyed");

    @Test
    void whateverHappensTheRecordsAddUp() {
        var wrong = new TreeMap<String, Long>();
        for (long seed = 1; seed <= WALKS; seed++) {
            for (var what : walked(seed).wrong) {
                wrong.putIfAbsent(what, seed);
            }
        }
        assertEquals(Map.of(), wrong, "what is wrong, and the first seed that shows it");
    }

    /// They once showed something: a batch that a start did not know, one that was settled twice,
    /// and settlements out of their order.
    @ParameterizedTest
    @ValueSource(longs = {208, 404, 768})
    void whatWasFoundOnce(long seed) {
        assertEquals(new TreeSet<>(), walked(seed).wrong);
    }

    private static Accountant walked(long seed) {
        return new Accountant(walk(seed));
    }

    /// Any number is a walk of its own; the last of its lives, in which all is told and settled.
    static Canteen walk(long seed) {
        var random = new Random(seed);
        var beside = new Random(~seed); // its own, so that the walks of before stay what they were
        var canteen = new Canteen().has(1, 5_000, 100_000).has(2, 0, 100_000).has(3, 0, 500_000);
        boolean refuses = random.nextBoolean();
        canteen.room = room(refuses, random);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(72) == 0) {
                canteen = canteen.killed();
                canteen.room = room(refuses, random);
            }
            step(canteen, TILLS.get(random.nextInt(TILLS.size())), random);
            if (beside.nextInt(4) == 0) {
                besides(canteen, TILLS.get(beside.nextInt(TILLS.size())), beside);
            }
            answered(canteen, random);
        }
        canteen.room = () -> true;
        for (var later : List.of(Duration.ofSeconds(31), Duration.ofDays(3))) {
            for (int times = 0; times < 40; times++) {
                canteen.after(later);
                canteen.answer();
            }
        }
        return canteen;
    }

    private static BooleanSupplier room(boolean refuses, Random random) {
        return () -> !refuses || random.nextInt(5) > 0;
    }

    private static void answered(Canteen canteen, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> {}
            case 1 -> canteen.answer();
            default -> {
                if (!canteen.isAnswered()) {
                    canteen.answerOne();
                }
            }
        }
    }

    /// What moves no money.
    private static void besides(Canteen canteen, String till, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> canteen.call(till, Call.REPRINT);
            case 1 -> canteen.call(till, Call.TOTALS);
            case 2 -> canteen.rate(till, 1 + random.nextInt(5));
            default -> {
                var counted = new HostCount(1 + random.nextInt(9), random.nextInt(3), 0, Map.of());
                canteen.reconciled(till, counted);
            }
        }
    }

    private static void step(Canteen canteen, String till, Random random) {
        switch (random.nextInt(16)) {
            case 0 -> canteen.call(till, Call.SIGN);
            case 1 -> canteen.tap(till, 9, "managers");
            case 2, 3 -> canteen.key(till, 100L * (1 + random.nextInt(8)));
            case 4, 5, 6 -> canteen.tap(till, 1L + random.nextInt(3));
            case 7 -> canteen.key(till, random.nextInt(8));
            case 8 -> canteen.call(till, Call.VOID);
            case 9 -> {
                canteen.call(till, Call.REFUND);
                canteen.key(till, 1L + random.nextInt(6));
                canteen.key(till, random.nextBoolean() ? 1 : 100L + random.nextInt(900));
            }
            case 10 -> canteen.call(till, Call.SETTLE);
            case 11 -> {
                if (random.nextInt(3) == 0) {
                    canteen.call(till, Call.TRAIN);
                }
            }
            case 12 -> canteen.call(till, Call.QUERY);
            case 13 ->
                    canteen.after(
                            random.nextInt(6) == 0
                                    ? Duration.ofHours(random.nextInt(27))
                                    : Duration.ofSeconds(random.nextInt(70)));
            case 14 -> canteen.settled(till);
            default -> {
                if (random.nextInt(5) == 0) {
                    var now = canteen.now;
                    var before = now.wall().minus(Duration.ofDays(1));
                    canteen.now = new Moment(now.mono(), before, now.trust());
                }
            }
        }
    }

    /// Reads one record after another, and remembers everything.
    private static final class Accountant {

        final TreeSet<String> wrong = new TreeSet<>();
        private final Map<String, Json.Obj> done = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, Long> refunded = new HashMap<>();
        private final Map<String, Long> nets = new HashMap<>();
        private final Map<String, Long> settled = new HashMap<>();
        private final Map<String, String> ends = new HashMap<>();
        private final Set<String> rated = new HashSet<>();
        private final Map<String, Long> closed = new HashMap<>();

        Accountant(Canteen canteen) {
            for (var row : canteen.rows) {
                var data = Occurrences.data(row);
                switch (row.text("type").orElseThrow()) {
                    case "onecard.sale.v1" -> sale(data);
                    case "onecard.refund.v1" -> refund(data);
                    case "onecard.settlement.v1" -> {
                        if (data.get("difference").isPresent()) {
                            difference(data);
                        } else {
                            settlement(data);
                        }
                    }
                    case "onecard.rating.v1" -> rating(data);
                    default -> {}
                }
            }
            names.forEach(
                    (id, kind) ->
                            unless(
                                    !kind.equals("sale") || ends.containsKey(id),
                                    "a sale without an end"));
            nets.keySet()
                    .forEach(
                            batch ->
                                    unless(
                                            settled.containsKey(batch(batch)),
                                            "a till was never settled"));
            restarts(canteen);
        }

        private static String batch(String of) {
            return of.substring(0, of.indexOf('/'));
        }

        private void sale(Json.Obj data) {
            var id = data.text("sale").orElseThrow();
            long fen = data.number("amount_fen").orElseThrow();
            boolean attended = id.startsWith("desk") || id.startsWith("kiosk");
            unless(!attended || data.text("operator").isPresent(), "sold by nobody");
            switch (data.text("state").orElseThrow()) {
                case "pending" -> unless(names.put(id, "sale") == null, "a number given twice");
                case "done" -> {
                    unless(done.put(id, data) == null, "done twice");
                    ends.put(id, "done");
                    moves(data, fen);
                }
                case "void" -> {
                    unless(!"void".equals(ends.put(id, "void")), "void twice");
                    unless(!refunded.containsKey(id), "void though some went back");
                    if (done.containsKey(id)) {
                        moves(data, -fen);
                    }
                }
                default -> wrong.add("an account knows");
            }
        }

        private void rating(Json.Obj data) {
            var of = data.text("sale").orElseThrow();
            unless(rated.add(of), "rated twice");
            unless("done".equals(ends.get(of)), "a rating of what was not eaten");
            var sale = done.get(of);
            unless(sale != null && sale.bool("training").isEmpty(), "a rating in training");
        }

        private void difference(Json.Obj data) {
            var point = data.text("point").orElseThrow();
            var name = point + " " + data.number("batch").orElseThrow();
            for (var item : data.array("difference").orElseThrow().items()) {
                var member = (Json.Obj) item;
                if (member.text("what").equals(Optional.of("net_fen"))) {
                    unless(
                            member.number("here").equals(Optional.ofNullable(closed.get(name))),
                            "a difference to what was not settled");
                }
            }
        }

        private void refund(Json.Obj data) {
            var name = data.text("refund").orElseThrow();
            var of = data.text("sale").orElseThrow();
            long fen = data.number("amount_fen").orElseThrow();
            unless(names.put(name, "refund") == null, "a number given twice");
            var sale = done.get(of);
            if (sale == null || !"done".equals(ends.get(of))) {
                wrong.add("a refund of what was not done");
                return;
            }
            long most = sale.number("amount_fen").orElseThrow();
            unless(refunded.merge(of, fen, Long::sum) <= most, "more goes back than was paid");
            unless(sale.bool("training").equals(data.bool("training")), "training moves money");
            moves(data, -fen);
        }

        private void moves(Json.Obj data, long fen) {
            long batch = data.number("batch").orElseThrow();
            var point = data.text("point").orElseThrow();
            unless(settled.getOrDefault(point, 0L) < batch, "something moves what is settled");
            boolean training = data.bool("training").orElse(false);
            nets.merge(point + "/" + batch, training ? 0 : fen, Long::sum);
        }

        private void settlement(Json.Obj data) {
            var point = data.text("point").orElseThrow();
            long batch = data.number("batch").orElseThrow();
            long before = settled.getOrDefault(point, 0L);
            unless(batch == before + 1, "a batch is settled out of order, or twice");
            settled.put(point, batch);
            closed.put(point + " " + batch, data.number("net_fen").orElseThrow());
            unless(
                    nets.getOrDefault(point + "/" + batch, 0L)
                            .equals(data.number("net_fen").orElseThrow()),
                    "a settlement is not what was sold");
        }

        /// What a start reads, whole or by way of snapshots, is what the loop knows.
        private void restarts(Canteen canteen) {
            var whole = new LedgerFold();
            canteen.rows.forEach(whole::apply);
            var known = canteen.loop.ledger().batches();
            unless(
                    whole.ledger().batches().open().equals(known.open()),
                    "a start knows other batches");
            unless(
                    whole.ledger().batches().settled().equals(known.settled()),
                    "a start knows other settlements");
            var parts = new LedgerFold();
            for (int row = 0; row < canteen.rows.size(); row++) {
                parts.apply(canteen.rows.get(row));
                if (row % 5 == 0) {
                    var next = new LedgerFold();
                    next.restore(parts.state());
                    parts = next;
                }
            }
            unless(
                    Canonical.text(parts.state()).equals(Canonical.text(whole.state())),
                    "a snapshot changes what is known");
        }

        private void unless(boolean holds, String what) {
            if (!holds) {
                wrong.add(what);
            }
        }
    }
}
