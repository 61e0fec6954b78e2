package onecard.edge.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;

/// What lies between one terminal of a [Lunch] and the host: it is cut, loses, repeats and
/// shuffles what is sent, and brings lists late. What is not acked is sent again.
final class LunchLine {

    /// Sent at once at most.
    private static final int WINDOW = 200;

    private final Lunch lunch;
    private final ReferenceHost host;
    final Terminal terminal;
    int cuts;

    /// How often the host was asked to look at once.
    int checks;

    private boolean cut;

    LunchLine(Lunch lunch, ReferenceHost host, Terminal terminal) {
        this.lunch = lunch;
        this.host = host;
        this.terminal = terminal;
    }

    void cut() {
        cut = true;
        cuts++;
    }

    void mend() {
        cut = false;
    }

    /// Goes on for ever, and rarely while nobody eats.
    void run() {
        if (!cut && terminal.isUp()) {
            if (lunch.random.nextBoolean()) {
                terminal.lists = lunch.published();
            }
            send();
        }
        lunch.in(lunch.isQuiet() ? 1_200_000 : 15_000 + lunch.random.nextInt(20_000), this::run);
    }

    private void send() {
        var batch = new ArrayList<Json.Obj>();
        int from = (int) terminal.acked();
        int to = Math.min(terminal.rows.size(), from + WINDOW);
        for (var row : terminal.rows.subList(from, to)) {
            int luck = lunch.random.nextInt(100);
            if (luck >= 3) {
                batch.add(row);
            }
            if (luck >= 95) {
                batch.add(terminal.rows.get(lunch.random.nextInt(to)));
            }
        }
        Collections.shuffle(batch, new Random(lunch.random.nextLong()));
        if (!batch.isEmpty()) {
            lunch.in(lunch.random.nextInt(3_000), () -> arrives(batch));
        }
    }

    private void arrives(ArrayList<Json.Obj> batch) {
        batch.forEach(this::arrives);
        lunch.in(
                lunch.random.nextInt(2_000),
                () -> {
                    if (!cut) {
                        terminal.acked(host.holds(terminal.device));
                    }
                });
    }

    private void arrives(Json.Obj row) {
        if (!isLost(row)) {
            host.receives(terminal.device, row);
            if (Occurrences.data(row).bool("check").orElse(false)) {
                checks();
            }
        }
    }

    /// The host looks at once, and publishes what it sees by the ordinary lists.
    private void checks() {
        lunch.publish();
        checks++;
        if (!cut && terminal.isUp()) {
            terminal.lists = lunch.published();
        }
    }

    /// All of it arrives, and the terminal hears of it.
    void drain() {
        for (var row : terminal.rows.subList((int) terminal.acked(), terminal.rows.size())) {
            arrives(row);
        }
        terminal.acked(host.holds(terminal.device));
    }

    private boolean isLost(Json.Obj row) {
        var data = Occurrences.data(row);
        return lunch.bug == LunchBug.LOSES_A_SALE_ON_ITS_WAY
                && data.text("state").equals(Optional.of("done"))
                && data.text("sale").orElse("").endsWith("7");
    }
}
