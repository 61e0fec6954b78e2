package onecard.visit;

import java.util.ArrayList;
import java.util.List;
import onecard.access.Visit;
import onecard.access.Way;

/// What a visit comes to when it is closed.
public final class Closing {

    private Closing() {}

    /// What is not as it should be, in the order of [Difference]; nothing: it is clean.
    ///
    /// @param visit as it is once it is closed
    /// @param closed how it was
    /// @param unpaid whether something that was sold by its pass is not paid
    public static List<Difference> differences(Visit visit, Visit.Owed closed, boolean unpaid) {
        var found = new ArrayList<Difference>();
        if (visit.terms().card() && !visit.returned()) {
            found.add(Difference.CARD_NOT_RETURNED);
        }
        if (unpaid) {
            found.add(Difference.UNPAID_SALES);
        }
        if (visit.inside().containsKey(Way.VEHICLE)) {
            found.add(Difference.VEHICLE_INSIDE);
        }
        if (visit.unknown()) {
            found.add(Difference.ENTRY_UNKNOWN);
        }
        if (isLate(visit, closed)) {
            found.add(Difference.OVERSTAYED);
        }
        if (visit.lost() > 0) {
            found.add(Difference.PASSAGE_UNKNOWN);
        }
        if (visit.inside().containsKey(Way.FOOT)) {
            found.add(Difference.NOT_LEFT);
        }
        return List.copyOf(found);
    }

    private static boolean isLate(Visit visit, Visit.Owed closed) {
        return closed.way().isPresent()
                ? closed.at().isAfter(visit.terms().until())
                : visit.isInside();
    }
}
