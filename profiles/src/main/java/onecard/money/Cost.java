package onecard.money;

import java.util.Optional;

/// What an item of a price list costs.
///
/// @param fen above zero
/// @param per of what
public record Cost(Fen fen, Per per) {

    /// 99,999.99 yuan, as in a site file: no price overflows, however much is bought.
    public static final Fen MAX = new Fen(9_999_999);

    /// Of what it is the price.
    public enum Per {
        /// A meal, a dish, a plate.
        PIECE("piece", 1),
        /// 100 g.
        HUNDRED_GRAMS("100g", 10),
        /// 1,000 g.
        KILOGRAM("kg", 1);

        private final String wire;
        private final long times;

        Per(String wire, long times) {
            this.wire = wire;
            this.times = times;
        }

        /// By its name in price lists; empty for any other.
        public static Optional<Per> ofWire(String wire) {
            for (var per : values()) {
                if (per.wire.equals(wire)) {
                    return Optional.of(per);
                }
            }
            return Optional.empty();
        }

        /// Its name in price lists.
        public String wire() {
            return wire;
        }
    }

    /// @throws IllegalArgumentException if it is nothing, or more than [#MAX], by the kilogram
    ///     where it is sold by weight
    public Cost {
        if (fen.isZero() || fen.compareTo(new Fen(MAX.fen() / per.times)) > 0) {
            throw new IllegalArgumentException(fen + " per " + per);
        }
    }

    /// Empty if it is sold by weight.
    Optional<Fen> piece() {
        return per == Per.PIECE ? Optional.of(fen) : Optional.empty();
    }

    /// What 1,000 g cost; empty if it is sold by the piece.
    Optional<Fen> kilogram() {
        return per == Per.PIECE ? Optional.empty() : Optional.of(new Fen(fen.fen() * per.times));
    }
}
