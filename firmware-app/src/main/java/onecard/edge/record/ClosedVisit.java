package onecard.edge.record;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.access.Visit;
import onecard.edge.store.journal.Draft;
import onecard.visit.Difference;

/// A visit that is closed: what a guard reads, and has on paper.
///
/// @param point where
/// @param dwell how long they were there; absent: nobody knows
/// @param differences nothing: it is clean
public record ClosedVisit(
        String point,
        Token pass,
        Optional<Duration> dwell,
        List<Difference> differences,
        Instant at) {
    public ClosedVisit {
        differences = List.copyOf(differences);
    }

    /// From its record; empty for any other.
    public static Optional<ClosedVisit> of(Draft draft) {
        var data = draft.data();
        if (!data.text("transition").equals(Optional.of(VisitWords.wire(Visit.Step.CLOSED)))) {
            return Optional.empty();
        }
        return data.text("pass")
                .flatMap(Token::parse)
                .map(
                        pass ->
                                new ClosedVisit(
                                        draft.point(),
                                        pass,
                                        data.number("dwell_s").map(Duration::ofSeconds),
                                        VisitWords.differences(data),
                                        draft.at().wall()));
    }
}
