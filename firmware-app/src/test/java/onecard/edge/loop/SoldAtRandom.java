package onecard.edge.loop;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onecard.edge.audit.Export;
import onecard.edge.cli.Console;
import onecard.edge.cli.JournalCommand;
import onecard.money.Refund;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.point.Call;
import onecard.words.Lang;

/// What one device has sold in some lives, each but the last ended by a kill wherever it was; and
/// what whoever stood at its counter has seen of it.
final class SoldAtRandom implements Stall.Witness {

    private static final int LIVES = 3;
    private static final int PEOPLE = 25;
    private static final long MANAGER = 900;
    private static final List<String> TILLS = List.of(Stall.FIXED, Stall.KEYED, Stall.DESK);

    /// Fen that counted as taken, and that somebody was told of, by sale.
    final Map<String, Long> debited = new HashMap<>();

    final Map<String, Long> told = new HashMap<>();

    /// In fen, but for training.
    long refunded;

    final Stall.Device device;
    private long lastAtTheDesk;
    private final Random random;

    private SoldAtRandom(Stall.Device device, Random random) {
        this.device = device;
        this.random = random;
    }

    /// @param stopped as a service is, in the end; else it is killed once more
    static SoldAtRandom of(Path directory, String name, int taps, boolean stopped, Random random)
            throws Exception {
        var device = Stall.Device.first(Files.createDirectories(directory.resolve(name)), name);
        var sold = new SoldAtRandom(device, random);
        for (int life = 1; life <= LIVES; life++) {
            var stall =
                    new Stall(
                            new Stall.Device(device.directory(), name, life),
                            Stall.NOON.plus(Duration.ofMinutes(10L * life)),
                            sold);
            sold.lives(stall, taps / LIVES);
            if (life == LIVES && stopped) {
                stall.close();
            } else {
                sold.isKilled(stall, life + name.hashCode());
            }
        }
        return sold;
    }

    private void lives(Stall stall, int taps) throws Exception {
        opens(stall);
        for (int i = 0; i < taps; i++) {
            var till = TILLS.get(random.nextInt(TILLS.size()));
            if (!till.equals(Stall.FIXED)) {
                stall.key(till, 1 + random.nextInt(2_500));
            }
            stall.tap(
                    till, random.nextInt(PEOPLE), random.nextInt(3) * 400L, random.nextInt(60_000));
            stall.after(Duration.ofSeconds(2));
            for (int commits = random.nextInt(4); commits > 0; commits--) {
                stall.commit();
            }
            if (random.nextInt(3) == 0) {
                stall.settle();
                works(stall);
                stall.settle();
            }
        }
    }

    /// A manager signs in, sells something, gives a little of it back, and closes that batch.
    private void opens(Stall stall) throws Exception {
        stall.signsIn(MANAGER);
        stall.key(Stall.DESK, 1_000);
        stall.tap(Stall.DESK, PEOPLE, 0, 1_000_000);
        stall.settle();
        stall.call(Call.REFUND);
        stall.key(Stall.DESK, lastAtTheDesk);
        stall.key(Stall.DESK, 1 + random.nextInt(300));
        stall.settle();
        stall.closes(Stall.DESK);
        stall.settle();
        stall.after(Duration.ofSeconds(2));
    }

    /// What is done at the desk beside selling, and closing a batch somewhere.
    private void works(Stall stall) {
        switch (random.nextInt(5)) {
            case 0 -> stall.call(Call.VOID);
            case 1 -> {
                stall.call(Call.REFUND);
                stall.key(Stall.DESK, 1 + random.nextInt(4));
                stall.key(Stall.DESK, 1 + random.nextInt(300));
            }
            case 2 -> {
                stall.call(Call.REFUND);
                stall.key(Stall.DESK, lastAtTheDesk);
                stall.key(Stall.DESK, Taps.YES); // all that is left of it
            }
            case 3 -> stall.call(Call.TRAIN);
            default -> stall.closes(TILLS.get(random.nextInt(TILLS.size())));
        }
    }

    /// At one of four moments of a sale, in turn: nothing of it is durable, or the intent is, and
    /// nobody has heard of it or somebody has, or its end is, and nobody was told.
    private void isKilled(Stall stall, int turn) throws Exception {
        stall.settle();
        stall.tap(Stall.FIXED, PEOPLE, 0, 1_000_000);
        int moment = Math.floorMod(turn, 4);
        if (moment >= 2) {
            stall.commit();
        }
        stall.kill(moment % 2 == 1);
    }

    @Override
    public void debited(Sale sale) {
        debited.put(sale.id().toString(), sale.amount().fen());
    }

    @Override
    public void told(Sale sale) {
        told.put(sale.id().toString(), sale.amount().fen());
        if (sale.id().point().equals(Stall.DESK)) {
            lastAtTheDesk = sale.id().number();
        }
    }

    @Override
    public void givenBack(Reversal reversal) {
        switch (reversal) {
            case Reversal.Void(var sale) -> told.remove(sale.id().toString());
            case Refund refund ->
                    refunded += refund.under().training() ? 0 : refund.legs().total().fen();
        }
    }

    // --- its export ---

    /// As the command writes it.
    List<String> lines() {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var ended =
                JournalCommand.line(new Console(Lang.EN, stream, stream))
                        .execute("export", "--state", device.directory().toString());
        if (ended != 0) {
            throw new IllegalStateException(out.toString(StandardCharsets.UTF_8));
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /// @param head of a record that the host has; empty: it says nothing
    Export export(List<String> lines, Optional<String> head) {
        return new Export(lines, Optional.of(device.key().publicText()), head);
    }
}
