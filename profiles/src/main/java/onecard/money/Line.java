package onecard.money;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Renamed;
import onecard.time.Mono;

/// One sale as it stands in the books of this device, with what was given back of it.
///
/// @param place of the record that it was done by; absent while it is not
/// @param backs the whole of it where it was taken back by a void
/// @param drawn what was drawn for it, as far as that was recorded; zero where nothing is
public record Line(Sale sale, Optional<Place> place, List<Back> backs, Fen drawn) {

    /// @param refund that gave it back; absent: the sale was taken back whole
    /// @param place of the record that says so; absent while that is on its way
    /// @param at when a refund was given; absent of a void
    /// @param since the same of the end of a journey, in this run
    public record Back(
            Optional<SaleId> refund,
            Legs legs,
            Optional<Place> place,
            Optional<Instant> at,
            Optional<Mono> since) {

        /// One that ended no journey of this run.
        public Back(
                Optional<SaleId> refund, Legs legs, Optional<Place> place, Optional<Instant> at) {
            this(refund, legs, place, at, Optional.empty());
        }

        Back at(Optional<Place> where) {
            return new Back(refund, legs, place.or(() -> where), at, since);
        }
    }

    public Line {
        backs = List.copyOf(backs);
    }

    /// One for which nothing was drawn.
    public Line(Sale sale, Optional<Place> place, List<Back> backs) {
        this(sale, place, backs, Fen.ZERO);
    }

    Line renamed(Renamed renamed) {
        return new Line(sale.renamed(renamed), place, backs, drawn);
    }

    static Line of(Sale sale) {
        return new Line(sale, Optional.empty(), List.of());
    }

    /// What was given back so far.
    public Legs given() {
        return backs.stream().map(Back::legs).reduce(Legs.NONE, Legs::and);
    }

    /// What it comes to, less what was given back.
    Fen net() {
        return sale.counts() ? rest() : Fen.ZERO;
    }

    /// What may be given back of it, once it is done.
    Fen rest() {
        return sale.amount().minus(given().total());
    }

    /// The same sale, a step further. Said again it changes nothing but to say where its record
    /// stands, if that was not known; and what has ended stays so, but that a sale which was done
    /// may be taken back whole if nothing of it was yet.
    ///
    /// @param where the record of that step stands; absent while it is on its way
    Line then(Sale.State next, Optional<Place> where) {
        return switch (sale.state()) {
            case PENDING, UNKNOWN ->
                    switch (next) {
                        case PENDING -> this;
                        case DONE -> new Line(sale.in(next), where, backs, drawn);
                        case VOID, UNKNOWN -> new Line(sale.in(next), place, backs, drawn);
                    };
            case DONE ->
                    switch (next) {
                        case PENDING, UNKNOWN -> this;
                        case DONE -> stands(where);
                        case VOID -> backs.isEmpty() ? takenBack(where) : this;
                    };
            case VOID ->
                    switch (next) {
                        case PENDING, UNKNOWN -> this;
                        case DONE -> backs.isEmpty() ? this : stands(where);
                        case VOID ->
                                new Line(
                                        sale,
                                        place,
                                        backs.stream().map(it -> it.at(where)).toList(),
                                        drawn);
                    };
        };
    }

    private Line stands(Optional<Place> where) {
        return new Line(sale, place.or(() -> where), backs, drawn);
    }

    private Line takenBack(Optional<Place> where) {
        return new Line(
                sale.in(Sale.State.VOID),
                place,
                List.of(new Back(Optional.empty(), sale.legs(), where, Optional.empty())),
                drawn);
    }

    /// Some of it is given back. Said again it changes nothing but to say where its record stands,
    /// if that was not known.
    ///
    /// @return this if it was not done, or less is left of it in one of those wallets
    Line refunded(Refund refund, Optional<Place> where) {
        var name = Optional.of(refund.id());
        if (backs.stream().anyMatch(back -> back.refund().equals(name))) {
            return new Line(
                    sale,
                    place,
                    backs.stream()
                            .map(back -> back.refund().equals(name) ? back.at(where) : back)
                            .toList(),
                    drawn);
        }
        return fits(refund.legs())
                ? new Line(
                        sale,
                        place,
                        Stream.concat(
                                        backs.stream(),
                                        Stream.of(
                                                new Back(
                                                        name,
                                                        refund.legs(),
                                                        where,
                                                        Optional.of(refund.at()),
                                                        refund.since())))
                                .toList(),
                        drawn)
                : this;
    }

    /// More of it was drawn. Said again, or out of order, it changes nothing; and what has ended
    /// has ended.
    Line read(Fen more) {
        boolean counts =
                sale.basis().draw().isPresent()
                        && backs.isEmpty()
                        && more.compareTo(drawn) > 0
                        && more.compareTo(sale.amount()) <= 0;
        return counts ? new Line(sale, place, backs, more) : this;
    }

    /// Whether somebody draws for it, or did as the power was cut.
    boolean isDrawing() {
        return sale.basis().draw().isPresent()
                && sale.state() == Sale.State.DONE
                && backs.isEmpty();
    }

    /// What was paid ahead is ended once, and that may give nothing back.
    private boolean fits(Legs legs) {
        if (sale.basis().prepaid().isPresent()) {
            return sale.state() == Sale.State.DONE && backs.isEmpty() && isWithin(legs, Legs.NONE);
        }
        return sale.state() == Sale.State.DONE && !legs.legs().isEmpty() && isWithin(legs, given());
    }

    /// @param given back before
    private boolean isWithin(Legs legs, Legs given) {
        return legs.legs().stream()
                .allMatch(
                        leg ->
                                given.of(leg.wallet())
                                                .plus(leg.amount())
                                                .compareTo(sale.legs().of(leg.wallet()))
                                        <= 0);
    }

    /// What a journey was ended by; empty while it was not.
    Optional<Back> ended() {
        return backs.stream().filter(back -> back.at().isPresent()).findFirst();
    }

    /// How much of it weighs on a wallet beside what the host has counted up to `included`; below
    /// zero where it has counted the sale, and not yet what was given back.
    long weighs(String wallet, Optional<Place> included, Epochs epochs) {
        if (sale.under().training()) {
            return 0;
        }
        boolean debited = sale.counts() || !backs.isEmpty();
        long paid = debited && !isIn(place, included, epochs) ? sale.legs().of(wallet).fen() : 0;
        long back =
                backs.stream()
                        .filter(it -> !isIn(it.place(), included, epochs))
                        .mapToLong(it -> it.legs().of(wallet).fen())
                        .sum();
        return paid - back;
    }

    /// Whether the host has counted the sale itself.
    boolean isIn(Optional<Place> included, Epochs epochs) {
        return isIn(place, included, epochs);
    }

    /// And whatever was given back of it.
    boolean isWhollyIn(Optional<Place> included, Epochs epochs) {
        return isIn(included, epochs)
                && backs.stream().allMatch(it -> isIn(it.place(), included, epochs));
    }

    private static boolean isIn(Optional<Place> what, Optional<Place> included, Epochs epochs) {
        return what.isPresent()
                && included.isPresent()
                && epochs.reaches(included.get(), what.get());
    }
}
