package onecard.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.access.Visit;
import onecard.access.Visit.State;
import onecard.access.Visit.Step;
import onecard.access.VisitTerms;
import onecard.access.Way;
import org.junit.jupiter.api.Test;

/// What a visit comes to, over every way in which it may end, by the words of the scene alone.
class ClosingTest {

    private static final Instant END = Instant.parse("2026-11-24T04:00:00Z");

    /// One of every way to end: a bit each.
    private record Ending(int bits) {
        boolean is(int bit) {
            return (bits >> bit & 1) == 1;
        }

        boolean card() {
            return is(0);
        }

        boolean returned() {
            return is(1);
        }

        boolean unpaid() {
            return is(2);
        }

        boolean vehicle() {
            return is(3);
        }

        boolean foot() {
            return is(4);
        }

        boolean unknown() {
            return is(5);
        }

        boolean lost() {
            return is(6);
        }

        boolean left() {
            return is(7);
        }

        boolean late() {
            return is(8);
        }
    }

    @Test
    void everyDifferenceIsFoundAndNothingElse() {
        int clean = 0;
        for (int bits = 0; bits < 1 << 9; bits++) {
            var ending = new Ending(bits);
            var found = Closing.differences(visit(ending), closed(ending), ending.unpaid());
            assertEquals(expected(ending), found, ending.toString());
            clean += found.isEmpty() ? 1 : 0;
        }
        assertEquals(3 * 3, clean); // the card's affair, and how it ended
    }

    private static List<Difference> expected(Ending ending) {
        var wrong = new ArrayList<Difference>();
        for (var difference : Difference.values()) {
            boolean holds =
                    switch (difference) {
                        case CARD_NOT_RETURNED -> ending.card() && !ending.returned();
                        case UNPAID_SALES -> ending.unpaid();
                        case VEHICLE_INSIDE -> ending.vehicle();
                        case ENTRY_UNKNOWN -> ending.unknown();
                        case EXIT_AGAIN -> false;
                        case OVERSTAYED ->
                                ending.left() ? ending.late() : ending.vehicle() || ending.foot();
                        case PASSAGE_UNKNOWN -> ending.lost();
                        case NOT_LEFT -> ending.foot();
                    };
            if (holds) {
                wrong.add(difference);
            }
        }
        return wrong;
    }

    private static Visit.Owed closed(Ending ending) {
        var at = ending.late() || !ending.left() ? END.plusSeconds(1) : END;
        return new Visit.Owed(
                Step.CLOSED,
                "gate",
                ending.left() ? Optional.of(Way.FOOT) : Optional.empty(),
                at,
                Optional.empty(),
                false);
    }

    private static Visit visit(Ending ending) {
        var terms =
                new VisitTerms(new Token(7, 1), Optional.empty(), END, 1, 1, false, ending.card());
        var inside = new HashMap<Way, Visit.Stay>();
        if (ending.vehicle()) {
            inside.put(Way.VEHICLE, new Visit.Stay("bar", END.minusSeconds(60)));
        }
        if (ending.foot()) {
            inside.put(Way.FOOT, new Visit.Stay("gate", END.minusSeconds(60)));
        }
        return new Visit(
                terms,
                terms.until(),
                Set.of(),
                1,
                1,
                Map.of(),
                ending.lost() ? 1 : 0,
                inside,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ending.unknown(),
                false,
                ending.returned(),
                0,
                Optional.empty(),
                Visit.Doubt.NONE,
                Set.of(),
                State.CLOSED,
                List.of());
    }
}
