package onecard.access;

/// What somebody brought as a second factor.
public sealed interface Proof {

    Factor factor();

    /// A number that was entered, with what the lists hold about it.
    record Entered(Presentation.Known number) implements Proof {
        @Override
        public Factor factor() {
            return Factor.PIN;
        }
    }

    /// A finger, a face or a vein that was compared with what is kept of them.
    ///
    /// @param factor a biometric one
    record Compared(Factor factor, Likeness likeness) implements Proof {}
}
