package onecard.edge.loop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import onecard.edge.power.Tape;
import onecard.edge.store.journal.JournalReader;
import onecard.money.Sale;

/// Two lives of one device, every write and sync of which is on a [Tape]; and how far the tape was
/// when money was taken, and when somebody was told so.
final class SoldOnTape implements Stall.Witness {

    private static final int SALES_A_LIFE = 20;
    private static final int PEOPLE = 10;

    /// Small values kept before the second life's sales, one commit each: the log is then so long
    /// that SQLite moves it into the file in the middle of them.
    private static final int KEPT_BEFORE = 960;

    final Tape tape;

    /// What its journal holds in the end.
    final List<String> lines;

    private final Random random;
    private final boolean tellsEarly;
    private final Map<String, Seen> debited = new HashMap<>();
    private final Map<String, Seen> told = new HashMap<>();

    /// From there to there nothing was done for a sale.
    private int quietFrom;

    private int quietTo;

    /// @param at so many deeds were done before
    private record Seen(int at, long fen) {}

    /// @param seed an even one has a long log
    /// @param tellsEarly plants a bug: whoever pays is told as soon as it is debited
    SoldOnTape(Stall.Device first, long seed, boolean tellsEarly) throws Exception {
        this.tellsEarly = tellsEarly;
        random = new Random(seed);
        tape = new Tape(first.directory());
        try (tape) {
            try (var stall = new Stall(first, Stall.NOON, this)) {
                sells(stall);
            }
            var again = new Stall(first.next(), Stall.NOON.plusSeconds(600), this);
            quietFrom = tape.length();
            if (seed % 2 == 0) {
                keeps(again);
            }
            quietTo = tape.length();
            sells(again);
            again.kill(false);
        }
        lines = lines(first.journal());
    }

    private static void keeps(Stall stall) throws Exception {
        for (int i = 0; i < KEPT_BEFORE; i++) {
            stall.file.keep("session", "" + i);
        }
    }

    private void sells(Stall stall) throws Exception {
        for (int i = 0; i < SALES_A_LIFE; i++) {
            if (random.nextBoolean()) {
                stall.key(Stall.KEYED, 1 + random.nextInt(2_500));
                stall.tap(Stall.KEYED, random.nextInt(PEOPLE), 300, 1_000_000);
            }
            stall.tap(Stall.FIXED, random.nextInt(PEOPLE), 300, 1_000_000);
            stall.settle();
            stall.after(Duration.ofSeconds(2));
        }
    }

    @Override
    public void debited(Sale sale) {
        debited.put(sale.id().toString(), seen(sale));
        if (tellsEarly) {
            told(sale);
        }
    }

    @Override
    public void told(Sale sale) {
        told.putIfAbsent(sale.id().toString(), seen(sale));
    }

    private Seen seen(Sale sale) {
        return new Seen(tape.length(), sale.amount().fen());
    }

    // --- by then ---

    boolean isQuiet(int at) {
        return at > quietFrom && at < quietTo;
    }

    /// In fen, by sale.
    Map<String, Long> debitedBy(int at) {
        return by(debited, at);
    }

    Map<String, Long> toldBy(int at) {
        return by(told, at);
    }

    private static Map<String, Long> by(Map<String, Seen> seen, int at) {
        var until = new TreeMap<String, Long>();
        seen.forEach(
                (sale, it) -> {
                    if (it.at() <= at) {
                        until.put(sale, it.fen());
                    }
                });
        return until;
    }

    /// All that a journal holds.
    static List<String> lines(Path journal) throws Exception {
        var lines = new ArrayList<String>();
        try (var reader = JournalReader.open(journal).orElseThrow()) {
            long _ = reader.each(0, lines::add);
        }
        return lines;
    }
}
