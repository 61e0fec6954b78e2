package onecard.money;

/// What one wallet pays of a sale, or gets back of it.
///
/// @param amount above zero
public record Leg(String wallet, Fen amount) {
    public Leg {
        if (amount.isZero()) {
            throw new IllegalArgumentException("a leg of nothing");
        }
    }
}
