package onecard.edge.loop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.money.Sale;
import onecard.money.SaleId;

/// What must be true of a [Lunch] once everything is delivered and every terminal has begun
/// another life: nothing is lost, nothing doubled, and nobody owes more than was risked on them.
final class LunchChecks {

    private static final Set<List<Sale.State>> LIVES =
            Set.of(
                    List.of(Sale.State.PENDING, Sale.State.DONE),
                    List.of(Sale.State.PENDING, Sale.State.VOID));

    private final Lunch lunch;

    /// What the terminals' journals say is done, in fen, by device, epoch and sale.
    private final Map<String, Long> done = new TreeMap<>();

    /// Where each diner has paid.
    private final Map<String, Set<String>> places = new TreeMap<>();

    /// Where each helping was subsidised.
    private final Map<String, List<String>> helpings = new TreeMap<>();

    /// Sales that were booked though there was no room for the event of their tap.
    long taplessSales;

    LunchChecks(Lunch lunch) {
        this.lunch = lunch;
    }

    void all() {
        lunch.lines.forEach(line -> sales(line.terminal));
        lunch.lines.forEach(line -> told(line.terminal));
        lunch.lines.forEach(line -> taps(line.terminal));
        money();
        subsidies();
        debts();
        lunch.host.found.forEach(lunch::found);
    }

    /// Each sale is meant once and ends once, all its records are of the same, and none is left
    /// out.
    private void sales(Terminal terminal) {
        var lives = new TreeMap<String, List<Sale>>();
        var last = new HashMap<String, Long>();
        for (var row : terminal.rows) {
            Terminal.sale(row)
                    .ifPresent(
                            sale -> {
                                lives.computeIfAbsent(sale.id().toString(), _ -> new ArrayList<>())
                                        .add(sale);
                                last.merge(sale.id().point(), sale.id().number(), Math::max);
                            });
        }
        lives.forEach((id, records) -> sale(terminal, id, records));
        last.forEach(
                (till, most) -> {
                    for (long number = 1; number <= most; number++) {
                        var id = new SaleId(till, number).toString();
                        check(lives.containsKey(id), terminal.device + ": there is no " + id);
                    }
                });
    }

    private static String name(Terminal terminal, String sale) {
        return terminal.device + " " + terminal.epoch + " " + sale;
    }

    private void sale(Terminal terminal, String id, List<Sale> records) {
        var name = name(terminal, id);
        var states = records.stream().map(Sale::state).toList();
        check(LIVES.contains(states), "I13: " + name + " is " + states);
        var contents = records.stream().map(it -> it.in(Sale.State.PENDING)).distinct().count();
        check(contents == 1, "I48: " + name + " is " + records);
        if (!states.contains(Sale.State.DONE)) {
            return;
        }
        var sale = records.getFirst();
        done.put(name, sale.amount().fen());
        var diner = sale.diner().toString();
        places.computeIfAbsent(diner, _ -> new TreeSet<>()).add(terminal.device);
        if (!sale.legs().of("subsidy").isZero()) {
            var serving = sale.serving();
            helpings.computeIfAbsent(
                            diner + " " + serving.meal() + " " + serving.businessDate(),
                            _ -> new ArrayList<>())
                    .add(terminal.device);
        }
    }

    /// Whoever was told has paid; whoever has paid was told, but for whom it was killed at.
    private void told(Terminal terminal) {
        var prefix = terminal.device + " " + terminal.epoch + " ";
        terminal.told.forEach(
                (id, fen) ->
                        check(
                                fen.equals(done.get(prefix + id)),
                                "I3: told of " + prefix + id + ", which is not done"));
        long untold =
                done.keySet().stream()
                        .filter(name -> name.startsWith(prefix))
                        .filter(name -> !terminal.told.containsKey(name.substring(prefix.length())))
                        .count();
        check(
                untold <= terminal.kills,
                "I4: " + untold + " sales of " + terminal.device + " are done and nobody knows");
    }

    /// Each presence has one final event, and each question one answer.
    private void taps(Terminal terminal) {
        int last = 0;
        var asked = new HashSet<Long>();
        var answered = new ArrayList<Long>();
        var granted = new HashSet<Long>();
        long tapless = 0;
        for (var row : terminal.rows) {
            var data = Occurrences.data(row);
            if (row.text("type").equals(Optional.of("onecard.tap.v1"))) {
                granted(data).ifPresent(granted::add);
                if (data.text("verdict").equals(Optional.of("asked"))) {
                    asked.add(data.number("seq").orElseThrow());
                } else {
                    last++;
                    data.number("asks").ifPresent(answered::add);
                }
            } else if (data.text("state").equals(Optional.of("pending"))) {
                boolean tapped = data.number("cause_seq").filter(granted::contains).isPresent();
                tapless += tapped ? 0 : 1;
                var sale = data.text("sale").orElseThrow();
                check(
                        tapped || !done.containsKey(name(terminal, sale)),
                        "I44: " + sale + " is done, and the journal has no tap of it");
            }
        }
        check(
                tapless <= terminal.refusedGrants,
                "I44: " + tapless + " sales, and their taps are not said to have had no room");
        taplessSales += tapless;
        int meant = terminal.presences - terminal.suppressed - terminal.unrecorded;
        check(last == meant, "I44: " + last + " final taps and not " + meant);
        check(
                asked.equals(Set.copyOf(answered)) && asked.size() == answered.size(),
                "I44: asked " + asked + ", answered " + answered);
    }

    private static Optional<Long> granted(Json.Obj data) {
        return data.text("verdict").equals(Optional.of("granted"))
                ? data.number("seq")
                : Optional.empty();
    }

    /// To the fen.
    private void money() {
        for (var line : lunch.lines) {
            long held = lunch.host.holds(line.terminal.device);
            int rows = line.terminal.rows.size();
            check(held == rows, line.terminal.device + ": " + rows + " rows, held " + held);
        }
        check(
                done.keySet().equals(lunch.host.counted.keySet()),
                "I26: the host has counted other sales than were done");
        var sold =
                done.values().stream()
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger.ZERO, BigInteger::add);
        check(
                sold.equals(lunch.host.decrease()),
                "I26: sold for " + sold + ", wallets are less by " + lunch.host.decrease());
    }

    /// At one terminal once, at several each once, and then the host says so.
    private void subsidies() {
        helpings.forEach(
                (helping, devices) -> {
                    var different = Set.copyOf(devices);
                    check(different.size() == devices.size(), "I16: " + helping + " " + devices);
                    check(
                            devices.size() == 1 || lunch.host.flagged.contains(helping),
                            "I16: nobody flagged " + helping);
                });
    }

    /// Whoever eats at one terminal owes nothing; at several, what each may risk but for the one
    /// that knew most: it saw all that it sold, and of the others' what the host had counted.
    private void debts() {
        places.forEach(
                (diner, devices) -> {
                    long most = (devices.size() - 1) * LunchTerms.OPEN_FEN;
                    long owed = lunch.host.overdrawn(diner);
                    check(owed <= most, "I17: " + diner + " owes " + owed + " of " + most);
                });
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            lunch.found(what);
        }
    }
}
