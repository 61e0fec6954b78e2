package onecard.money;

import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import onecard.access.Token;

/// What a device sold as nobody would store it: everything that happened in one list, read from
/// its beginning for each question, money without a width. What [Ledger] and [Tab] are held to.
final class SlowBooks {

    /// Where a record stands that is still on its way to the journal.
    static final int NOWHERE = -1;

    /// @param number of the terminal's sales
    record Bought(
            String point,
            long number,
            Token person,
            BigInteger amount,
            Map<String, BigInteger> legs,
            String meal,
            LocalDate date,
            Instant at) {}

    enum What {
        DONE,
        VOID,
        UNKNOWN,
        REFUND
    }

    /// Something that happened to a sale; its record stands at a position of the whole journal, or
    /// will.
    static final class Event {
        final Bought sale;
        final What what;
        final Map<String, BigInteger> legs;
        int position = NOWHERE;

        Event(Bought sale, What what, Map<String, BigInteger> legs) {
            this.sale = sale;
            this.what = what;
            this.legs = legs;
        }
    }

    /// How a sale ended up, told from its beginning.
    static final class Story {
        Sale.State state = Sale.State.PENDING;
        OptionalInt debited = OptionalInt.empty();
        final List<Event> backs = new ArrayList<>();

        BigInteger back(String wallet) {
            return backs.stream()
                    .map(it -> it.legs.getOrDefault(wallet, ZERO))
                    .reduce(ZERO, BigInteger::add);
        }

        BigInteger back() {
            return backs.stream()
                    .flatMap(it -> it.legs.values().stream())
                    .reduce(ZERO, BigInteger::add);
        }
    }

    final List<Bought> sales = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    int held = NOWHERE;

    Event happens(Bought sale, What what, Map<String, BigInteger> legs) {
        var event = new Event(sale, what, what == What.VOID ? sale.legs() : legs);
        events.add(event);
        return event;
    }

    /// Whether it would change anything.
    boolean wouldChange(Bought sale, What what, Map<String, BigInteger> legs) {
        var story = story(sale);
        return switch (what) {
            case DONE -> story.debited.isEmpty() && story.state != Sale.State.VOID;
            case UNKNOWN -> story.state == Sale.State.PENDING;
            case VOID -> story.state != Sale.State.VOID && story.backs.isEmpty();
            case REFUND ->
                    story.state == Sale.State.DONE
                            && !legs.isEmpty()
                            && legs.entrySet().stream()
                                    .allMatch(
                                            it ->
                                                    story.back(it.getKey())
                                                                    .add(it.getValue())
                                                                    .compareTo(
                                                                            sale.legs()
                                                                                    .getOrDefault(
                                                                                            it
                                                                                                    .getKey(),
                                                                                            ZERO))
                                                            <= 0);
        };
    }

    Story story(Bought sale) {
        var story = new Story();
        for (var event : events) {
            if (event.sale.equals(sale)) {
                tell(story, event);
            }
        }
        return story;
    }

    /// Only what would change something was written down: see [#wouldChange].
    private static void tell(Story story, Event event) {
        switch (event.what) {
            case DONE -> {
                story.state = Sale.State.DONE;
                story.debited = OptionalInt.of(event.position);
            }
            case UNKNOWN -> story.state = Sale.State.UNKNOWN;
            case VOID -> {
                story.state = Sale.State.VOID;
                if (story.debited.isPresent()) {
                    story.backs.add(event);
                }
            }
            case REFUND -> story.backs.add(event);
        }
    }

    /// What stands in a wallet of which the host has counted the records up to `included`.
    BigInteger left(Token person, String wallet, BigInteger fen, int included) {
        var left = fen;
        for (var sale : of(person)) {
            var story = story(sale);
            boolean debited = story.state != Sale.State.VOID || story.debited.isPresent();
            if (debited && !isCounted(story.debited, included)) {
                left = left.subtract(sale.legs().getOrDefault(wallet, ZERO));
            }
            for (var back : story.backs) {
                if (!isCounted(OptionalInt.of(back.position), included)) {
                    left = left.add(back.legs.getOrDefault(wallet, ZERO));
                }
            }
        }
        return left.max(ZERO);
    }

    static boolean isCounted(OptionalInt position, int included) {
        return position.isPresent()
                && position.getAsInt() != NOWHERE
                && position.getAsInt() <= included;
    }

    List<Bought> of(Token person) {
        return sales.stream().filter(it -> it.person().equals(person)).toList();
    }

    /// Those of a person that were not taken back, whatever else is known of them.
    List<Bought> kept(Token person, Predicate<Bought> which) {
        return of(person).stream()
                .filter(it -> story(it).state != Sale.State.VOID)
                .filter(which)
                .toList();
    }

    /// Those of a terminal, whoever paid.
    List<Bought> keptAt(String point) {
        return sales.stream()
                .filter(it -> it.point().equals(point))
                .filter(it -> story(it).state != Sale.State.VOID)
                .toList();
    }

    BigInteger net(List<Bought> kept) {
        return kept.stream()
                .map(it -> it.amount().subtract(story(it).back()))
                .reduce(ZERO, BigInteger::add);
    }

    /// A sale later than now was made before the clock was set back: nobody knows how long ago.
    static Predicate<Bought> since(Instant now, Duration time) {
        return it -> !time.isZero() && Duration.between(it.at(), now).compareTo(time) < 0;
    }

    BigInteger exposure(String point) {
        var open =
                keptAt(point).stream().filter(it -> !isCounted(story(it).debited, held)).toList();
        return net(open);
    }

    long next(String point) {
        return 1 + sales.stream().filter(it -> it.point().equals(point)).count();
    }

    static Map<String, BigInteger> legs(Legs legs) {
        var slow = new LinkedHashMap<String, BigInteger>();
        legs.legs().forEach(leg -> slow.put(leg.wallet(), BigInteger.valueOf(leg.amount().fen())));
        return slow;
    }
}
