package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.edge.words.ReasonWords;
import onecard.point.Call;
import org.junit.jupiter.api.Test;

/// How a meal was: said once, soon, and of the last sale of that till.
class RatingTest {

    private final Canteen canteen = new Canteen().has(1, 0, 100_000).has(2, 0, 100_000);

    @Test
    void whoAteSaysHowItWasOnce() {
        pays(1);
        canteen.after(Duration.ofSeconds(20));
        canteen.rate("fixed", 4);
        assertTrue(told("thanks").isEmpty(), "not before it is durable");
        canteen.answer();
        assertEquals(Optional.of("fixed thanks for 4"), told("thanks"));
        canteen.rate("fixed", 1);
        canteen.answer();
        assertEquals(Optional.of("fixed says Nothing to rate"), told("says"));
        assertEquals(List.of("fixed:1 4"), ratings());
    }

    /// The sale says whose it was; the word for it stands alone.
    @Test
    void itsRecordNamesNobody() {
        pays(1);
        canteen.rate("fixed", 5);
        canteen.answer();
        var names = rated().getFirst().members().keySet();
        assertEquals(Set.of("scene", "sale", "rating", "point", "epoch", "seq", "clock"), names);
    }

    @Test
    void nobodyRatesWhatTheyDidNotEatJustNow() {
        canteen.rate("fixed", 3);
        pays(1);
        canteen.after(Duration.ofSeconds(30));
        canteen.rate("fixed", 3);
        canteen.rate("keyed", 3);
        canteen.answer();
        assertEquals(List.of(), ratings());
    }

    @Test
    void ofTwoTheLastIsRated() {
        pays(1);
        pays(2);
        canteen.rate("fixed", 2);
        canteen.rate("fixed", 5);
        canteen.answer();
        assertEquals(List.of("fixed:2 2"), ratings());
    }

    /// Neither the one whose record is on its way, nor a question.
    @Test
    void aRatingKeepsNobodyFromPaying() {
        pays(1);
        canteen.rate("fixed", 4);
        pays(2);
        assertEquals(2, canteen.sales().size());
        canteen.key("keyed", 1_200);
        canteen.rate("keyed", 4);
        canteen.tap("keyed", 1);
        canteen.answer();
        assertEquals(3, canteen.sales().size());
    }

    /// What was taken back was not eaten, and what is sold in training neither.
    @Test
    void onlyASaleIsRated() {
        canteen.call("desk", Call.SIGN);
        canteen.tap("desk", 9, "managers");
        canteen.answer();
        sold();
        canteen.call("desk", Call.VOID);
        canteen.answer();
        canteen.rate("desk", 1);
        canteen.call("desk", Call.TRAIN);
        sold();
        canteen.rate("desk", 1);
        canteen.answer();
        assertEquals(List.of(), ratings());
    }

    /// Nor is what is being taken back; what nobody could take back was eaten.
    @Test
    void whatIsBeingTakenBackIsNotRated() {
        canteen.call("desk", Call.SIGN);
        canteen.tap("desk", 9, "managers");
        canteen.answer();
        sold();
        canteen.call("desk", Call.VOID);
        canteen.rate("desk", 1);
        assertEquals(Optional.of("desk says Nothing to rate"), told("says"));
        canteen.room = () -> false;
        canteen.answer();
        canteen.room = () -> true;
        assertEquals(List.of(), ratings());
        canteen.rate("desk", 5);
        canteen.answer();
        assertEquals(List.of("desk:1 5"), ratings());
    }

    private void sold() {
        canteen.key("desk", 1_000);
        canteen.tap("desk", 1);
        canteen.answer();
    }

    @Test
    void whatTheJournalWillNotHoldIsNotThankedFor() {
        pays(1);
        canteen.room = () -> false;
        canteen.rate("fixed", 4);
        canteen.answer();
        assertEquals(
                Optional.of("fixed says " + ReasonWords.of(Reason.JOURNAL_FULL).shown().en()),
                told("says"));
        assertTrue(told("thanks").isEmpty());
    }

    /// A start does not know any more whether it was rated.
    @Test
    void overAStartNothingIsRatedTwice() {
        pays(1);
        canteen.rate("fixed", 4);
        canteen.answer();
        var next = canteen.killed();
        next.rate("fixed", 1);
        next.answer();
        assertEquals(List.of("fixed:1 4"), ratings());
        assertEquals(0, next.offered.size());
    }

    private void pays(long person) {
        canteen.tap("fixed", person);
        canteen.answer();
    }

    private Optional<String> told(String what) {
        return canteen.told.reversed().stream()
                .filter(told -> told.contains(" " + what + " "))
                .findFirst();
    }

    private List<String> ratings() {
        return rated().stream()
                .map(it -> it.text("sale").orElseThrow() + " " + it.number("rating").orElseThrow())
                .toList();
    }

    private List<Json.Obj> rated() {
        return canteen.rows.stream()
                .filter(row -> row.text("type").equals(Optional.of("onecard.rating.v1")))
                .map(Occurrences::data)
                .toList();
    }
}
