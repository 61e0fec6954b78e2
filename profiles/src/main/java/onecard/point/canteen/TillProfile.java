package onecard.point.canteen;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import onecard.money.Operators;
import onecard.money.PickupTerms;
import onecard.money.Terms;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;

/// How one till behaves.
///
/// @param terms what it sells by
/// @param attendance whether operators sign in
/// @param operators who may
/// @param releasedAfter so long a sale that the purse of a card was torn from keeps the till for
///     that card; absent: until an operator says so
public record TillProfile(
        Assortment assortment,
        Terms terms,
        Attendance attendance,
        Optional<Operators> operators,
        Optional<Duration> releasedAfter)
        implements PointProfile {

    public TillProfile(
            Assortment assortment,
            Terms terms,
            Attendance attendance,
            Optional<Operators> operators) {
        this(assortment, terms, attendance, operators, Optional.empty());
    }

    /// One that works by itself.
    public TillProfile(Assortment assortment, Terms terms) {
        this(assortment, terms, Attendance.NONE, Optional.empty());
    }

    /// And whose prices never change.
    public TillProfile(Mode mode, Terms terms) {
        this(new Assortment.Own(mode), terms);
    }

    /// How it comes by what is to be paid, before any list says a price.
    public Mode mode() {
        return assortment.at(Optional.empty()).mode();
    }

    @Override
    public String scene() {
        return "canteen";
    }

    @Override
    public Point<?> machine() {
        return new Till(assortment, attendance, releasedAfter);
    }

    @Override
    public Set<Output> outputs() {
        return Set.of();
    }

    @Override
    public Set<Role> observed() {
        return Set.of();
    }

    @Override
    public Optional<Terms> sells() {
        return Optional.of(terms);
    }

    @Override
    public Optional<PickupTerms> handsOut() {
        return mode() instanceof Mode.Pickup(var by, _) ? Optional.of(by) : Optional.empty();
    }
}
