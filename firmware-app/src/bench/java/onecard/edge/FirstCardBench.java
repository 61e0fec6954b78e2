package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.edge.Series.Figures;
import onecard.edge.process.Await;
import onecard.edge.process.Service;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.VirtualCard;

/// From a card's power-on to the relay: the first card after a start beside the sixth of the same
/// daemon. The difference is what a cold path costs whoever comes first.
final class FirstCardBench {

    private static final int CARDS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What pcscd needs to see that a card has gone, and our reader to believe it.
    private static final Duration GONE = Duration.ofMillis(900);

    private static final Pattern CHANGE =
            Pattern.compile("\\{\"mono_us\":(\\d+),\"line\":\"lock\",\"level\":[01],.*");

    private final List<String> command;
    private final Path site;
    private final Path state;
    private final Map<Integer, List<Figures>> days = new HashMap<>(); // by round

    /// @param state whose list knows [People]
    FirstCardBench(List<String> command, Path site, Path state) {
        this.command = command;
        this.site = site;
        this.state = state;
    }

    void run(int rounds) throws Exception {
        try (var _ = Service.pcscd()) {
            var pairs =
                    Pairs.run(
                            rounds, round -> day(round).getFirst(), round -> day(round).getLast());
            pairs.print("first card read, ms", Figures::extra, 1e6, "ours <= 5");
            pairs.print("first card to relay, ms", Figures::p50, 1e6, "(a later card)");
        }
    }

    /// One start and its cards, the same for both who ask.
    private List<Figures> day(int round) throws Exception {
        var known = days.get(round);
        if (known != null) {
            return known;
        }
        var cards = new ArrayList<Figures>();
        try (var _ = Running.start(command, site, state)) {
            for (int i = 0; i < CARDS; i++) {
                cards.add(toRelay(i));
            }
        }
        days.put(round, cards);
        return cards;
    }

    private Figures toRelay(int person) throws Exception {
        int before = changes().size();
        double relay;
        double read;
        try (var card = new VirtualCard(card(person))) {
            Await.until("the relay", PATIENCE, () -> changes().size() > before);
            relay = changes().get(before) * 1e3 - card.poweredNanos();
            read = card.answeredNanos() - card.poweredNanos();
        }
        Await.until("the lock again", PATIENCE, () -> changes().size() > before + 1);
        long end = System.nanoTime() + GONE.toNanos();
        Await.until("the card to be gone", PATIENCE, () -> System.nanoTime() > end);
        return new Figures(relay, relay, relay, read);
    }

    private static SimCard card(int person) {
        return SimCard.socialSecurity(People.code(person), 3, Optional.of("20360101"));
    }

    /// When the lock changed, each time, in microseconds of the monotonic clock.
    private List<Long> changes() {
        try (var lines = Files.lines(state.resolve("sim/lines.trace"))) {
            return lines.map(CHANGE::matcher)
                    .filter(change -> change.matches())
                    .map(change -> Long.parseLong(change.group(1)))
                    .toList();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
