package onecard.edge.loop;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.edge.crypto.Json;

/// A host that keeps everybody's wallets, slow and obvious, and by none of the terminals' own code.
/// It hears of every record of every terminal in any order, late and again. It counts a terminal's
/// records one after another and stops at a gap, so that what it says stands in a wallet is what
/// there was up to a place, and nothing beyond. Each sale counts once, and only done.
///
/// A month's subsidy is an account of its own: a sale of November's last supper takes November's
/// money, whenever the host hears of it.
final class ReferenceHost {

    /// A month's, in fen.
    static final long SUBSIDY = 1_500;

    /// The last supper of a month is over by then, and the next month's subsidy is put in.
    private static final long MONTH_BEGINS_HOURS = 3;

    /// What contradicts itself.
    final List<String> found = new ArrayList<>();

    /// Who had a subsidy at two terminals for one helping.
    final Set<String> flagged = new TreeSet<>();

    /// Orders that were handed out by two sales, of which all but one say that they could not know.
    final Set<String> doubles = new TreeSet<>();

    /// What was counted, by device, epoch and sale.
    final Map<String, String> counted = new TreeMap<>();

    private final boolean countsRepeats;
    private final Map<String, Map<String, BigInteger>> wallets = new HashMap<>();
    private final Map<String, Long> people = new HashMap<>();
    private final Map<String, String> cards = new HashMap<>();
    private final Set<String> denied = new HashSet<>();
    private final Map<String, TreeMap<Long, Json.Obj>> arrived = new HashMap<>();
    private final Map<String, Long> held = new TreeMap<>();
    private final Map<String, String> contents = new HashMap<>();
    private final Map<String, String> subsidised = new HashMap<>();

    /// How many sales handed an order out, and how many of them held its lease.
    private final Map<String, long[]> handedOut = new HashMap<>();
    private BigInteger putIn = BigInteger.ZERO;
    private long version;

    /// @param countsRepeats plants a bug
    ReferenceHost(boolean countsRepeats) {
        this.countsRepeats = countsRepeats;
    }

    /// What it publishes: lists of cards, and of wallets with up to where they are counted.
    ///
    /// @param subsidyOf the month whose subsidy it is
    /// @param people what stands in their wallets, in fen
    /// @param included the last record counted without a gap, by device
    record Said(
            long version,
            Instant asOf,
            YearMonth subsidyOf,
            Map<String, Long> cards,
            Set<String> denied,
            Map<Long, Standing> people,
            Map<String, Long> included) {}

    record Standing(long personal, long subsidy) {}

    // --- people ---

    void opens(long person, String subject, String card, long personal) {
        people.put(subject, person);
        cards.put(card, subject);
        put(subject, "personal", personal);
    }

    /// Another card for the same person and the same money.
    void replaces(String old, String card) {
        denied.add(old);
        cards.put(card, cards.get(old));
    }

    void paysSubsidies(YearMonth month) {
        people.keySet().forEach(subject -> put(subject, "subsidy " + month, SUBSIDY));
    }

    private void put(String subject, String wallet, long fen) {
        putIn = putIn.add(BigInteger.valueOf(fen));
        add(subject, wallet, BigInteger.valueOf(fen));
    }

    private void add(String subject, String wallet, BigInteger fen) {
        walletsOf(subject).merge(wallet, fen, BigInteger::add);
    }

    private Map<String, BigInteger> walletsOf(String subject) {
        return wallets.computeIfAbsent(subject, _ -> new TreeMap<>());
    }

    // --- sales ---

    void receives(String device, Json.Obj row) {
        var data = row.object("data").orElseThrow();
        var seq = data.number("seq").orElseThrow();
        if (seq <= holds(device) && countsRepeats) {
            counts(device, data);
            return;
        }
        var waiting = arrived.computeIfAbsent(device, _ -> new TreeMap<>());
        if (seq > holds(device)) {
            waiting.put(seq, row);
        }
        while (waiting.containsKey(holds(device) + 1)) {
            long next = holds(device) + 1;
            held.put(device, next);
            counts(device, waiting.remove(next).object("data").orElseThrow());
        }
    }

    /// The last record of that device before a gap.
    long holds(String device) {
        return held.getOrDefault(device, 0L);
    }

    private void counts(String device, Json.Obj data) {
        if (data.text("sale").isEmpty()) {
            return;
        }
        var key = device + " " + data.text("epoch").orElseThrow() + " " + said(data, "sale");
        var content =
                said(data, "subject") + " " + data.get("legs").orElseThrow() + said(data, "at");
        var before = contents.putIfAbsent(key, content);
        if (before != null && !before.equals(content)) {
            found.add("I48: " + key + " is two sales");
        }
        boolean done = said(data, "state").equals("done");
        if (done && (counted.putIfAbsent(key, content) == null || countsRepeats)) {
            debit(device, data);
            data.object("order").ifPresent(this::handsOut);
        } else if (said(data, "state").equals("void") && counted.containsKey(key)) {
            found.add("I8: " + key + " is done and void");
        }
    }

    private void handsOut(Json.Obj order) {
        var sales = handedOut.computeIfAbsent(said(order, "token"), _ -> new long[2]);
        sales[0]++;
        sales[1] += order.text("lease").isEmpty() ? 1 : 0;
        if (sales[0] > 1) {
            doubles.add(said(order, "token"));
        }
        if (sales[1] > 1) {
            found.add("an order is handed out twice inside its lease: " + order);
        }
    }

    private void debit(String device, Json.Obj data) {
        var date = LocalDate.parse(said(data, "business_date"));
        var subject = said(data, "subject");
        if (!people.containsKey(subject)) {
            found.add("I42: a sale to nobody, " + subject);
        }
        for (var item : data.array("legs").orElseThrow().items()) {
            var leg = (Json.Obj) item;
            var wallet = said(leg, "wallet");
            var fen = BigInteger.valueOf(leg.number("amount_fen").orElseThrow());
            if (wallet.equals("subsidy")) {
                add(subject, "subsidy " + YearMonth.from(date), fen.negate());
                helped(subject + " " + said(data, "meal") + " " + date, device);
            } else {
                add(subject, wallet, fen.negate());
            }
        }
    }

    private void helped(String helping, String device) {
        var before = subsidised.put(helping, device);
        if (before != null) {
            flagged.add(helping);
        }
    }

    private static String said(Json.Obj json, String name) {
        return json.text(name).orElseThrow();
    }

    // --- what it says ---

    /// In the month whose business days are not over yet.
    Said says(Instant now) {
        var month = YearMonth.from(now.minusSeconds(MONTH_BEGINS_HOURS * 3_600).atZone(Rig.ZONE));
        var standing = new HashMap<Long, Standing>();
        people.forEach(
                (subject, person) ->
                        standing.put(
                                person,
                                new Standing(
                                        stands(subject, "personal"),
                                        stands(subject, "subsidy " + month))));
        var known = new HashMap<String, Long>();
        cards.forEach((card, subject) -> known.put(card, people.get(subject)));
        return new Said(
                ++version, now, month, known, Set.copyOf(denied), standing, Map.copyOf(held));
    }

    private long stands(String subject, String wallet) {
        return walletsOf(subject).getOrDefault(wallet, BigInteger.ZERO).longValueExact();
    }

    /// By how much all wallets together have become less, in fen.
    BigInteger decrease() {
        return putIn.subtract(
                wallets.values().stream()
                        .flatMap(all -> all.values().stream())
                        .reduce(BigInteger.ZERO, BigInteger::add));
    }

    /// By how much the emptiest of somebody's wallets is below zero, in fen.
    long overdrawn(String subject) {
        return walletsOf(subject).values().stream()
                .reduce(BigInteger.ZERO, BigInteger::min)
                .negate()
                .longValueExact();
    }
}
