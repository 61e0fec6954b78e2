package onecard.edge.match;

/// The score that a rate of false matches asks for, or why nobody can say.
public sealed interface Threshold {

    /// @param least score that matches
    /// @param fmr of one comparison that it was taken for
    /// @param basis how well that is known
    record Score(double least, double fmr, CalibrationRecord.Basis basis) implements Threshold {}

    /// The record says nothing of so few: the target, or the views, tries or templates that share
    /// it, must change, or a larger set be measured.
    ///
    /// @param fmr of one comparison that was asked for
    /// @param finest that the record holds for
    record TooFine(double fmr, double finest, CalibrationRecord.Basis basis) implements Threshold {}
}
