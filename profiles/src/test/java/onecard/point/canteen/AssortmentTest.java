package onecard.point.canteen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import onecard.money.Cost;
import onecard.money.Fen;
import onecard.money.Plate;
import onecard.money.PriceVersion;
import onecard.money.Tariff;
import org.junit.jupiter.api.Test;

/// What is sold by a list that leaves something out.
class AssortmentTest {

    private static final Assortment PLATES =
            new Assortment.PlatesByList(
                    "antenna", Map.of("E2", 2L, "E2004", 3L), Duration.ofMinutes(10));

    /// Not for the price of the dish whose tags begin as its tag does.
    @Test
    void aPlateWhoseDishIsNotSoldNowIsNoOtherDish() {
        var plates = crockery("2", 200);
        assertEquals(Optional.of(new Plate("E2FF0001", 2, new Fen(200))), plates.plate("E2FF0001"));
        assertEquals(Optional.empty(), plates.plate("E2004FFF"));

        var others = crockery("3", 350);
        assertEquals(Optional.empty(), others.plate("E2FF0001"));
        assertEquals(Optional.of(new Plate("E2004FFF", 3, new Fen(350))), others.plate("E2004FFF"));
    }

    private static Crockery crockery(String dish, long fen) {
        var cost = new Cost(new Fen(fen), Cost.Per.PIECE);
        var tariff = new Tariff(new PriceVersion("dishes", 3), Map.of(dish, cost));
        return ((Mode.Tray) PLATES.at(Optional.of(tariff)).mode()).crockery();
    }
}
