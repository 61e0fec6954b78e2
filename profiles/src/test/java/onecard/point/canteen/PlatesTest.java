package onecard.point.canteen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecard.money.Fen;
import onecard.money.Plate;
import onecard.money.Price;
import onecard.point.Tray;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// What the plates on an antenna cost together.
class PlatesTest {

    private static final Mono START = new Mono(0);
    private static final Duration SPENT = Duration.ofMinutes(10);
    private static final Crockery CROCKERY =
            new Crockery(
                    Map.of(2L, new Fen(200), 3L, new Fen(350), 4L, new Fen(1_200)),
                    Map.of("E2", 2L, "E2004", 3L, "E2004700", 4L));

    @Test
    void ofSeveralBeginningsTheLongestCounts() {
        assertEquals(fen(200), price("E2FF0001"));
        assertEquals(fen(350), price("E2004FFF"));
        assertEquals(fen(1_200), price("E2004700"));
        assertEquals(fen(1_750), price("E2FF0001", "E2004FFF", "E2004700"));
    }

    @Test
    void eachOfTwoPlatesThatNobodyKnowsIsKeyedInAndOneMayBeTakenBack() {
        var plates = lie("30000001", "30000002", "E2FF0001");
        assertEquals(Set.of("30000001", "30000002"), plates.unpriced(CROCKERY));

        var one = plates.keyed(3, CROCKERY);
        assertEquals(Optional.empty(), one.price(CROCKERY));
        var both = one.keyed(4, CROCKERY);
        assertEquals(fen(1_750), both.price(CROCKERY).flatMap(PlatesTest::sum));
        assertEquals(both, both.keyed(2, CROCKERY), "nothing is left to key in");
        assertEquals(plates, both.keyed(0, CROCKERY));
        assertEquals(plates, plates.keyed(9, CROCKERY), "no such dish");
    }

    /// The next person's plates are for sale, and those of the one before who lingers are not.
    @Test
    void whatWasPaidForCostsNothingBesideWhatWasNot() {
        var lies = lie("E2FF0001");
        var paid = lies.sold(lies.price(CROCKERY)).paid(SPENT, START);
        assertEquals(Optional.empty(), paid.price(CROCKERY));

        var more = paid.laid(new Tray.Stable(Set.of("E2FF0001", "E2004700")), SPENT, START);
        assertEquals(fen(1_200), more.price(CROCKERY).flatMap(PlatesTest::sum));
    }

    /// A tray that is left behind for an hour is nobody's.
    @Test
    void whatWasPaidForIsSpentAsLongAsItLiesThere() {
        var lies = lie("E2FF0001");
        var paid = lies.sold(lies.price(CROCKERY)).paid(SPENT, START);
        var hour = START.plus(Duration.ofHours(1));
        var moved =
                paid.laid(new Tray.Unstable(), SPENT, hour)
                        .laid(new Tray.Stable(Set.of("E2FF0001")), SPENT, hour);
        assertEquals(Optional.empty(), moved.price(CROCKERY));

        var gone = moved.laid(new Tray.Empty(), SPENT, hour);
        var washed = gone.laid(new Tray.Stable(Set.of("E2FF0001")), SPENT, hour.plus(SPENT));
        assertEquals(fen(200), washed.price(CROCKERY).flatMap(PlatesTest::sum));
    }

    @Test
    void moreThanAreRememberedAreForgottenOldestFirst() {
        var plates = lie("E2FF0001");
        int trays = Plates.SPENT_MAX / 64 + 1;
        for (int tray = 0; tray < trays; tray++) {
            int first = tray * 64;
            var tags =
                    IntStream.range(first, first + 64)
                            .mapToObj("E200%04X"::formatted)
                            .collect(Collectors.toSet());
            var now = START.plus(Duration.ofSeconds(tray));
            plates = plates.laid(new Tray.Stable(tags), Duration.ofHours(1), now);
            plates = plates.sold(plates.price(CROCKERY)).paid(Duration.ofHours(1), now);
        }
        assertEquals(Plates.SPENT_MAX, plates.spent().size());
        assertEquals(false, plates.spent().containsKey("E2000000"));
        assertEquals(true, plates.spent().containsKey("E2000040"));
    }

    @Test
    void aTagOfNoDishAndAPlateLaidTwiceAreNone() {
        var crockery = new Crockery(Map.of(), Map.of("E2", 2L));
        assertEquals(Optional.empty(), crockery.plate("E2FF0001"));
        var plate = new Plate("E2FF0001", 2, new Fen(200));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Price.Plates(java.util.List.of(plate, plate)));
    }

    private static Plates lie(String... tags) {
        return Plates.UNKNOWN
                .laid(new Tray.Empty(), SPENT, START)
                .laid(new Tray.Stable(Set.of(tags)), SPENT, START);
    }

    private static Optional<Fen> price(String... tags) {
        return lie(tags).price(CROCKERY).flatMap(PlatesTest::sum);
    }

    private static Optional<Fen> sum(Price price) {
        return price instanceof Price.Plates plates ? Optional.of(plates.sum()) : Optional.empty();
    }

    private static Optional<Fen> fen(long fen) {
        return Optional.of(new Fen(fen));
    }
}
