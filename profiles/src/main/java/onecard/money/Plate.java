package onecard.money;

/// One plate that is to be paid for.
///
/// @param tag what it is called, in capital hexadecimal digits; says nothing about who eats
/// @param dish its number at the till
/// @param fen what that costs, above zero
public record Plate(String tag, long dish, Fen fen) {
    public Plate {
        if (fen.isZero()) {
            throw new IllegalArgumentException("a dish of nothing");
        }
    }
}
