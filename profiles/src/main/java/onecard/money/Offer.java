package onecard.money;

/// What whoever taps now is to pay, at which terminal.
///
/// @param point id of the terminal
/// @param staff who stands there
/// @param basis where the price stands
public record Offer(String point, Price price, Staff staff, Basis basis) {

    /// One whose price stands in no list.
    public Offer(String point, Price price, Staff staff) {
        this(point, price, staff, Basis.NONE);
    }
}
