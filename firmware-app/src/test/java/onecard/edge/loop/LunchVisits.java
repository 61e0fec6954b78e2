package onecard.edge.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import onecard.access.Token;

/// What the diners of a [Lunch] do: they queue and pay, tap once more, show a card that they
/// should not have any more; and whoever works at the till keys in what they pay, and says yes, no,
/// or nothing in time.
final class LunchVisits {

    /// One diner's turn at a till.
    private static final Duration SERVED = Duration.ofMillis(2_500);

    /// What each pays who comes once more, in fen, and how many of a terminal's diners do.
    private static final long LAST_PRICE = 100;

    private static final int LAST_DINERS = 8;

    private final Lunch lunch;
    private final List<LunchCrowd.Diner> diners;
    private final Map<Long, Token> cards = new HashMap<>();
    private final Map<String, Long> free = new HashMap<>();

    LunchVisits(Lunch lunch, List<LunchCrowd.Diner> diners) {
        this.lunch = lunch;
        this.diners = diners;
        diners.forEach(diner -> cards.put(diner.person(), Rig.card(diner.person())));
    }

    /// One in fifty, while they eat.
    void getNewCards() {
        for (int i = 0; i <= diners.size() / 50; i++) {
            lunch.at(lunch.during(Lunch.LUNCH), this::somebodyGetsANewCard);
        }
    }

    private void somebodyGetsANewCard() {
        var diner = diners.get(lunch.random.nextInt(diners.size()));
        var old = current(diner);
        var next = new Token(2, old.low() + 1_000_000);
        cards.put(diner.person(), next);
        lunch.host.replaces(old.toString(), next.toString());
    }

    /// @param arrivals in milliseconds from when it begins
    void come(List<Long> arrivals, Lunch.Hours meal) {
        for (long arrival : arrivals) {
            lunch.at(meal.from().toNanos() + arrival * 1_000_000, this::somebodyComes);
        }
    }

    private void somebodyComes() {
        var diner = diners.get(lunch.random.nextInt(diners.size()));
        var where = diner.terminals();
        var terminal = lunch.lines.get(where.get(lunch.random.nextInt(where.size()))).terminal;
        var till = terminal.tills.get(lunch.random.nextInt(terminal.tills.size()));
        var queue = terminal.device + till;
        long turn = Math.max(lunch.nanos, free.getOrDefault(queue, 0L));
        free.put(queue, turn + SERVED.toNanos());
        lunch.at(turn, () -> pays(terminal, till, diner));
    }

    private void pays(Terminal terminal, String till, LunchCrowd.Diner diner) {
        long price = 300 + 50L * lunch.random.nextInt(25);
        asks(terminal, till, price);
        lunch.in(400, () -> terminal.tap(till, diner, cardOf(diner)));
        if (lunch.random.nextInt(50) == 0) {
            int later = 900 + lunch.random.nextInt(20_000);
            lunch.in(later, () -> asks(terminal, till, price));
            lunch.in(later + 200, () -> terminal.tap(till, diner, cardOf(diner)));
            lunch.in(later + 1_000 + lunch.random.nextInt(1_000), () -> answers(terminal, till));
        }
    }

    private static void asks(Terminal terminal, String till, long price) {
        if (till.equals(LunchTills.KEYED)) {
            terminal.key(till, price);
        }
    }

    /// Yes, no, or yes when it is too late.
    private void answers(Terminal terminal, String till) {
        if (!terminal.isAsking()) {
            return;
        }
        switch (lunch.random.nextInt(3)) {
            case 0 -> terminal.key(till, Taps.YES);
            case 1 -> terminal.key(till, 0);
            default ->
                    lunch.in(
                            LunchTerms.ANSWER_WITHIN.toMillis(),
                            () -> terminal.key(till, Taps.YES));
        }
    }

    /// The one they have, or sometimes the one they should not have any more.
    private Token cardOf(LunchCrowd.Diner diner) {
        return lunch.random.nextInt(10) == 0 ? Rig.card(diner.person()) : current(diner);
    }

    private Token current(LunchCrowd.Diner diner) {
        return Objects.requireNonNull(cards.get(diner.person()));
    }

    // --- when all is well again ---

    /// Everything has been counted, so each terminal knows to the fen what stands in a wallet, and
    /// no card that was replaced is good anywhere.
    void comeOnceMore() {
        lunch.publishLast();
        for (int i = 0; i < lunch.lines.size(); i++) {
            int place = i;
            var terminal = lunch.lines.get(i).terminal;
            terminal.lists = lunch.published();
            long after = 1_000;
            var regulars =
                    diners.stream().filter(it -> it.terminals().contains(place)).limit(LAST_DINERS);
            for (var diner : regulars.toList()) {
                lunch.in(after, () -> lastTap(terminal, diner));
                after += 3_000;
            }
        }
    }

    private void lastTap(Terminal terminal, LunchCrowd.Diner diner) {
        int told = terminal.left.size();
        var standing = Objects.requireNonNull(lunch.published().people().get(diner.person()));
        long before = Math.max(0, standing.personal()) + Math.max(0, standing.subsidy());
        long price = diner.cadre() ? LAST_PRICE * 90 / 100 : LAST_PRICE;
        var card = current(diner);
        terminal.key(LunchTills.KEYED, LAST_PRICE);
        terminal.tap(LunchTills.KEYED, diner, Rig.card(diner.person()));
        boolean replaced = !card.equals(Rig.card(diner.person()));
        if (replaced) {
            terminal.tap(LunchTills.KEYED, diner, card);
        }
        lunch.in(
                1_000,
                () -> {
                    var said = terminal.left.subList(told, terminal.left.size());
                    var right = before < price ? List.<Long>of() : List.of(before - price);
                    if (!said.equals(right)) {
                        lunch.found(
                                "%s tells %s that %s is left, and not %s"
                                        .formatted(terminal.device, diner.subject(), said, right));
                    }
                });
    }
}
