package onecard.edge.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.time.ClockTrust;

/// How many cards that end soon were seen each day, by generation, and how often one that no reader
/// here takes without contact: so that an office can plan the exchange. Built from what tap records
/// say, so a restart counts on. A day is told once, when a later one has begun by a clock that is
/// trusted, however long the device was off. Used by one thread at a time.
public final class Renewals {

    /// `what` of the record that tells of a day.
    public static final String WHAT = "renewals";

    /// As many as are prompted in a day; what is beyond is not counted, and the record says so.
    static final int CARDS_MAX = Prompts.CARDS_MAX;

    /// Days that could not be told yet, for want of room; and told ones that a clock set back must
    /// not tell again.
    static final int DAYS_MAX = 7;

    static final int TOLD_MAX = 64;

    private static final String CONTACT_ONLY = "contact_only";
    private static final String MORE = "more";
    private static final String NO_GENERATION = "none";

    /// Of one day.
    ///
    /// @param ending cards that end soon, each once, by generation, or `none`
    /// @param contactOnly presentations, not cards: nothing of such a card can be told from another
    /// @param more whether there were more cards than are told apart
    public record Counts(SequencedMap<String, Long> ending, long contactOnly, boolean more) {

        static final Counts NONE = new Counts(new TreeMap<>(), 0, false);

        public Counts {
            ending = new TreeMap<>(ending);
        }

        Counts and(Counts other) {
            var both = new TreeMap<>(ending);
            other.ending.forEach((generation, count) -> both.merge(generation, count, Long::sum));
            return new Counts(both, contactOnly + other.contactOnly, more || other.more);
        }

        public Json.Obj json() {
            var of = new TreeMap<String, Json>();
            ending.forEach((generation, count) -> of.put(generation, new Json.Num(count)));
            var json =
                    Json.Obj.EMPTY.with("ending", Json.Obj.of(of)).with(CONTACT_ONLY, contactOnly);
            return more ? json.with(MORE, true) : json;
        }

        static Counts of(Json.Obj json) {
            var ending = new TreeMap<String, Long>();
            json.object("ending")
                    .orElse(Json.Obj.EMPTY)
                    .forEach(
                            (generation, count) -> {
                                if (count instanceof Json.Num(var value)) {
                                    ending.put(generation, value);
                                }
                            });
            return new Counts(
                    ending, json.number(CONTACT_ONLY).orElse(0L), json.bool(MORE).orElse(false));
        }
    }

    /// A day that is over, as `YYYY-MM-DD`.
    public record Day(String date, Counts counts) {}

    private String day = ""; // of what is counted below; empty: no clock was trusted yet
    private final TreeMap<String, String> cards = new TreeMap<>(); // generation by token
    private Counts others = Counts.NONE; // that are of no card any more
    private final TreeMap<String, Counts> untold = new TreeMap<>();
    private final TreeSet<String> told = new TreeSet<>();

    // --- what happens ---

    /// It is that day at the site.
    ///
    /// @param synced a clock in step with a time source may say that it is earlier than was
    ///     thought, but no day that was told begins again
    public void at(String date, boolean synced) {
        boolean earlier = date.compareTo(day) < 0 && synced && !told.contains(date);
        if (day.isEmpty() || earlier) {
            day = date;
        } else if (date.compareTo(day) > 0) {
            over();
            day = date;
        }
    }

    /// A day that was told already, before the clock was set back, is told no second time: what is
    /// counted meanwhile is the next one's.
    private void over() {
        if (told.contains(day)) {
            return;
        }
        untold.merge(day, today(), Counts::and);
        cards.clear();
        others = Counts.NONE;
        if (untold.size() > DAYS_MAX) {
            untold.pollFirstEntry();
        }
    }

    /// What a `tap` says of itself.
    ///
    /// @return whether it counts
    public boolean tapped(Json.Obj data) {
        if (data.text("prompt").isPresent()) {
            var credential = data.object("credential").orElse(Json.Obj.EMPTY);
            credential.text("token").flatMap(Token::parse).ifPresent(it -> seen(it, credential));
            return true;
        }
        if (data.text("reason").equals(Optional.of(Reason.CONTACT_ONLY.name()))) {
            others = others.and(new Counts(new TreeMap<>(), 1, false));
            return true;
        }
        return false;
    }

    private void seen(Token token, Json.Obj credential) {
        if (cards.size() < CARDS_MAX) {
            var generation = credential.number("generation").map(String::valueOf);
            cards.put(token.toString(), generation.orElse(NO_GENERATION));
        } else if (!cards.containsKey(token.toString())) {
            others = others.and(new Counts(new TreeMap<>(), 0, true));
        }
    }

    /// It counts on, as nobody's.
    void forget(Token token) {
        var generation = cards.remove(token.toString());
        if (generation != null) {
            others = others.and(new Counts(new TreeMap<>(Map.of(generation, 1L)), 0, false));
        }
    }

    boolean knows(Token token) {
        return cards.containsKey(token.toString());
    }

    /// Of the day that is not over.
    public Counts today() {
        var ending = new TreeMap<String, Long>();
        cards.values().forEach(generation -> ending.merge(generation, 1L, Long::sum));
        return others.and(new Counts(ending, 0, false));
    }

    /// The days that are over, oldest first: from now on they count as told.
    public List<Day> takeUntold() {
        var days = new ArrayList<Day>();
        untold.forEach((date, counts) -> days.add(new Day(date, counts)));
        days.forEach(it -> isTold(it.date()));
        return days;
    }

    private void isTold(String date) {
        untold.remove(date);
        told.add(date);
        if (told.size() > TOLD_MAX) {
            told.pollFirst();
        }
    }

    // --- as records tell of it ---

    /// One record, in the journal's order.
    void apply(Json.Obj event) {
        var data = Occurrences.data(event);
        var clock = data.text("clock").flatMap(ClockTrust::ofWire).orElse(ClockTrust.UNTRUSTED);
        if (clock != ClockTrust.UNTRUSTED) {
            event.text("time")
                    .filter(time -> time.length() > DATE_CHARS)
                    .ifPresent(time -> at(date(time), clock == ClockTrust.SYNCED));
        }
        switch (event.text("type").orElse("")) {
            case "onecard.tap.v1" -> {
                boolean _ = tapped(data);
            }
            case "onecard.system.v1" -> {
                if (data.text("what").equals(Optional.of(WHAT))) {
                    data.text("business_date").ifPresent(this::isTold);
                }
            }
            default -> {}
        }
    }

    private static final int DATE_CHARS = 10;

    /// Of a time in the site's zone.
    private static String date(String time) {
        return time.substring(0, DATE_CHARS);
    }

    Renewals copy() {
        return of(state());
    }

    // --- as a snapshot keeps it ---

    Json.Obj state() {
        if (day.isEmpty() && today().equals(Counts.NONE)) {
            return Json.Obj.EMPTY;
        }
        var seen = new TreeMap<String, Json>();
        cards.forEach((token, generation) -> seen.put(token, new Json.Str(generation)));
        var days = new TreeMap<String, Json>();
        untold.forEach((date, counts) -> days.put(date, counts.json()));
        return Json.Obj.EMPTY
                .with("day", day)
                .with("cards", Json.Obj.of(seen))
                .with("others", others.json())
                .with("untold", Json.Obj.of(days))
                .with("told", Json.Arr.ofText(List.copyOf(told)));
    }

    /// What a garbled state does not say was not seen.
    static Renewals of(Json.Obj state) {
        var renewals = new Renewals();
        renewals.day = state.text("day").orElse("");
        state.object("cards")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (token, generation) -> {
                            if (generation instanceof Json.Str(var text)
                                    && Token.parse(token).isPresent()) {
                                renewals.cards.put(token, text);
                            }
                        });
        renewals.others = Counts.of(state.object("others").orElse(Json.Obj.EMPTY));
        state.object("untold")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (date, counts) -> {
                            if (counts instanceof Json.Obj known) {
                                renewals.untold.put(date, Counts.of(known));
                            }
                        });
        state.array("told").stream()
                .flatMap(dates -> dates.items().stream())
                .filter(Json.Str.class::isInstance)
                .forEach(date -> renewals.told.add(((Json.Str) date).value()));
        return renewals;
    }
}
