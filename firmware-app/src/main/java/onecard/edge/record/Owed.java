package onecard.edge.record;

import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Token;
import onecard.access.Tries.Key;
import onecard.edge.store.journal.Draft;
import onecard.money.SaleId;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Records that a restart must not miss: one that the journal refuses is offered again until it is
/// durable, and whatever happened later of the same [Line] waits behind it, so that a restart
/// remembers of each what happened in the order in which it did. Of those that found no room one is
/// offered, and the next once there was room for it: neither a full journal nor one that has room
/// again is flooded. Owned by the edge loop.
public final class Owed {

    /// Between two offers while there is no room.
    public static final Duration AGAIN = Duration.ofSeconds(5);

    /// Commands owed at most, besides one order a point: more are never given while a disk is full.
    static final int COMMANDS_MAX = 256;

    /// Of people: as many as are remembered to be somewhere.
    static final int PEOPLE_MAX = 16_384;

    /// Wrong tries at one point: more than are made there in the time in which they count.
    public static final int TRIES_MAX = 1_024;

    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final Consumer<Draft> durable;

    /// By what they bear on together, oldest first.
    private final SequencedMap<Line, Debts> owed = new LinkedHashMap<>();

    private final Map<TapId, Line> onTheirWay = new HashMap<>();

    /// Whose turn it is, and whose first is not on its way: it was refused, or its turn has come.
    private final SequencedSet<Line> toOffer = new LinkedHashSet<>();

    private Optional<Mono> again = Optional.empty();

    /// What tells of the same thing, one after another; those of different lines go side by side.
    public sealed interface Line {

        /// What is ordered of a point: the last order alone counts.
        record Ordered(String point) implements Line {}

        /// What became of a command: the last word alone counts.
        record Given(String point, String command) implements Line {}

        /// Where somebody is: they pass, or that is forgotten of them.
        record Person(Token subject) implements Line {}

        /// The same of everybody: an area is cleared, or a point opened for those after them.
        record People() implements Line {}

        /// Wrong tries of one credential at one point, and that they are forgiven.
        record Tries(Key key) implements Line {}

        /// That everybody's are, at a point.
        record AllTries(String point) implements Line {}

        /// What is told of a day.
        record Daily(String date) implements Line {}

        /// How a sale ended that was not done, or that nobody knows whether it is.
        record Sold(SaleId sale) implements Line {}

        /// What bears on all of these: it waits for every one of them, and they wait for it.
        default Line family() {
            return switch (this) {
                case Person _ -> new People();
                case Tries(var key) -> new AllTries(key.point());
                case Ordered _, Given _, People(), AllTries _, Daily _, Sold _ -> this;
            };
        }

        default boolean isOfAll() {
            return family().equals(this);
        }

        private boolean lastAloneCounts() {
            return this instanceof Ordered || this instanceof Given;
        }
    }

    /// @param names for each offer after the first
    public Owed(Supplier<TapId> names, Consumer<Draft> journal) {
        this(names, journal, _ -> {});
    }

    /// @param durable hears of each that is
    public Owed(Supplier<TapId> names, Consumer<Draft> journal, Consumer<Draft> durable) {
        this.names = names;
        this.journal = journal;
        this.durable = durable;
    }

    /// Goes on where another one ended: what that one owes is this one's, and so are the answers to
    /// what it offered.
    ///
    /// @param before hears of nothing more; this one owes nothing yet
    public void after(Owed before) {
        owed.putAll(before.owed);
        onTheirWay.putAll(before.onTheirWay);
        toOffer.addAll(before.toOffer);
        again = before.again;
    }

    /// Offered when it is its turn, which is at once where nothing is owed of that line.
    ///
    /// @param draft named
    public void offer(Line line, Draft draft) {
        if (line.lastAloneCounts()) {
            forget(line);
        }
        if (!hasRoomFor(line)) {
            journal.accept(draft);
            return;
        }
        if (owed.computeIfAbsent(line.family(), _ -> new Debts()).add(line, draft)) {
            send(line, draft);
        }
    }

    /// False if nothing can be given up for it.
    private boolean hasRoomFor(Line line) {
        return switch (line) {
            // As many as there are points, and as are remembered of sales and of days.
            case Line.Ordered _, Line.Sold _, Line.Daily _ -> true;
            case Line.Given _ -> {
                var given = owed.keySet().stream().filter(Line.Given.class::isInstance).toList();
                if (given.size() >= COMMANDS_MAX) {
                    forget(given.getFirst());
                }
                yield true;
            }
            // Where somebody was before matters less than where anybody is.
            case Line.Person _, Line.People() -> hasRoom(line, PEOPLE_MAX, reverseOrder());
            // A flood of made-up codes ends no lock-out.
            case Line.Tries _, Line.AllTries _ -> hasRoom(line, TRIES_MAX, naturalOrder());
        };
    }

    private boolean hasRoom(Line line, int most, Comparator<Integer> leastFirst) {
        var debts = owed.get(line.family());
        if (debts == null || debts.size() < most) {
            return true;
        }
        var spare = debts.spare(leastFirst, toOffer::contains);
        spare.filter(debts::isDue).ifPresent(least -> toOffer.remove(least.line()));
        spare.map(debts::givenUp).ifPresent(toOffer::addAll);
        return spare.isPresent();
    }

    /// Nothing of that line is owed any more: what was waited for has become something else.
    /// Where it was offered to learn whether there is room, the next one is.
    public void withdraw(Line line) {
        boolean asks = onTheirWay.containsValue(line) && again.isEmpty();
        forget(line);
        if (asks) {
            offerNext();
        }
    }

    private void forget(Line line) {
        owed.remove(line);
        onTheirWay.values().remove(line);
        toOffer.remove(line);
    }

    private void send(Line line, Draft draft) {
        onTheirWay.put(draft.tap().orElseThrow(), line);
        journal.accept(draft);
    }

    /// There is room for one more.
    ///
    /// @return false if nothing of that name is owed
    public boolean recorded(TapId tap) {
        var line = onTheirWay.remove(tap);
        if (line == null) {
            return false;
        }
        var debts = debts(line);
        var paid = debts.first(line);
        var next = debts.paid(line);
        if (debts.isEmpty()) {
            owed.remove(line.family());
        }
        next.reversed().forEach(toOffer::addFirst);
        offerNext();
        durable.accept(paid);
        return true;
    }

    /// False if nothing of that name is owed.
    public boolean notRecorded(TapId tap, Moment now) {
        var line = onTheirWay.remove(tap);
        if (line == null) {
            return false;
        }
        toOffer.add(line);
        again = Optional.of(now.plus(AGAIN));
        return true;
    }

    public void due(Moment now) {
        if (again.filter(now::reached).isPresent()) {
            offerNext();
        }
    }

    private void offerNext() {
        again = Optional.empty();
        if (!toOffer.isEmpty()) {
            var line = toOffer.removeFirst();
            send(line, debts(line).first(line).named(names.get()));
        }
    }

    private Debts debts(Line line) {
        return Objects.requireNonNull(owed.get(line.family()));
    }

    /// No answer will be heard any more: what was refused is offered once more, and what waits
    /// behind a record follows it unasked.
    public void end() {
        for (var debts : owed.values()) {
            debts.due().stream()
                    .filter(toOffer::contains)
                    .forEach(line -> journal.accept(debts.first(line).named(names.get())));
            debts.waiting().forEach(journal);
        }
    }

    /// Whether any of what it owes is of people, or their tries.
    public boolean owesOfPeople() {
        return owed.keySet().stream()
                .anyMatch(line -> line instanceof Line.People || line instanceof Line.AllTries);
    }

    /// Whether the journal has not answered yet.
    public boolean isUnanswered() {
        return !onTheirWay.isEmpty();
    }

    public Optional<Mono> nextWake() {
        return again;
    }
}
