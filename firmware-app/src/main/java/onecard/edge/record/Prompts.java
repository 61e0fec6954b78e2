package onecard.edge.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.crypto.Json;

/// Whose card was prompted today, and where: at most once a card, point and day. Used by one
/// thread at a time.
public final class Prompts {

    /// More than a busy lane prompts in a day; beyond it nobody is prompted until tomorrow.
    public static final int CARDS_MAX = 4_096;

    private LocalDate day = LocalDate.MIN;
    private final TreeSet<String> prompted = new TreeSet<>();
    private Renewals renewals = new Renewals();

    /// How many there were, day by day.
    public Renewals renewals() {
        return renewals;
    }

    public void renewals(Renewals before) {
        renewals = before;
    }

    /// True the first time.
    public boolean first(String point, Token token, LocalDate today) {
        if (!today.equals(day)) {
            day = today;
            prompted.clear();
        }
        return prompted.size() < CARDS_MAX && prompted.add(point + " " + token);
    }

    /// At which points that card was prompted today.
    List<String> of(Token token) {
        return prompted.stream()
                .filter(card -> card.endsWith(" " + token))
                .map(card -> card.substring(0, card.lastIndexOf(' ')))
                .toList();
    }

    /// It may be prompted once more today.
    public void forget(Token token) {
        prompted.removeIf(card -> card.endsWith(" " + token));
        renewals.forget(token);
    }

    /// The same of another thread's own.
    Prompts copy() {
        var copy = new Prompts();
        copy.day = day;
        copy.prompted.addAll(prompted);
        copy.renewals = renewals.copy();
        return copy;
    }

    Json.Obj state() {
        return prompted.isEmpty()
                ? Json.Obj.EMPTY
                : Json.Obj.EMPTY
                        .with("day", day.toString())
                        .with("cards", Json.Arr.ofText(List.copyOf(prompted)));
    }

    /// What a garbled state does not say was not prompted.
    static Prompts of(Json.Obj state) {
        var prompts = new Prompts();
        try {
            var today = LocalDate.parse(state.text("day").orElse(""));
            state.array("cards").stream()
                    .flatMap(cards -> cards.items().stream())
                    .flatMap(Prompts::card)
                    .limit(CARDS_MAX)
                    .forEach(prompts.prompted::add);
            if (!prompts.prompted.isEmpty()) {
                prompts.day = today;
            }
        } catch (DateTimeException _) {
            // No day, no prompt of that day.
        }
        return prompts;
    }

    /// `POINT TOKEN`.
    private static Stream<String> card(Json item) {
        return item instanceof Json.Str(var card) && card.matches("(?s).* [0-9a-f]{32}")
                ? Stream.of(card)
                : Stream.empty();
    }
}
