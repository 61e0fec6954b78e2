package onecard.money;

/// What is drawn through a meter, and what it costs.
///
/// @param cubicMetre what 1,000 litres cost; above zero
/// @param pulsesPerLitre of the meter; above zero
public record Draw(Fen cubicMetre, int pulsesPerLitre) implements Prepaid {

    private static final long LITRES = 1_000;

    /// @throws IllegalArgumentException if it costs nothing, or nobody can measure it
    public Draw {
        if (cubicMetre.isZero() || pulsesPerLitre <= 0) {
            throw new IllegalArgumentException(cubicMetre + " by " + pulsesPerLitre + " pulses");
        }
    }

    /// What so many pulses cost: whole fen alone, and the fen that has begun is not charged.
    ///
    /// @param pulses 0 or more; beyond what fits they cost more than anybody has
    public Fen costs(long pulses) {
        return pulses > Long.MAX_VALUE / cubicMetre.fen()
                ? new Fen(Long.MAX_VALUE)
                : new Fen(pulses * cubicMetre.fen() / (LITRES * pulsesPerLitre));
    }
}
