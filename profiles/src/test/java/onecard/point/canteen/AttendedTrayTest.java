package onecard.point.canteen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.money.Duty;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Staff;
import onecard.money.Under;
import onecard.point.Call;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.point.Tray;
import onecard.point.canteen.Till.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Plates at a till where somebody signs in: who may sell, and what becomes of plates whose sale is
/// taken back, or was none.
class AttendedTrayTest {

    private static final TapId TAP = new TapId(1);
    private static final Staff SHE = new Staff(1, Optional.of(new Token(9, 9)), false);
    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-30T03:30:00Z"), ClockTrust.SYNCED);

    private final Till till =
            new Till(TrayRules.TRAY, new Attendance(true, Duration.ofMinutes(10)));
    private State state = till.initial();

    @BeforeEach
    void begin() {
        lies(new Tray.Empty());
        lies(new Tray.Stable(Set.of("A1", "A2")));
    }

    @Test
    void nothingIsForSaleBeforeSomebodySignsInAndThenWhatLiesThere() {
        assertEquals(Optional.empty(), till.price(state));
        step(new Input.AtTill.Called(Call.SIGN));
        lies(new Tray.Stable(Set.of("A1")));
        assertEquals(Optional.empty(), till.price(state));

        var effects = signsIn();
        assertEquals(Optional.of(new Fen(200)), price());
        assertTrue(effects.contains(new Effect.AtTill.Post(till.price(state))));
    }

    /// A correction is a void and a new sale of the same plates.
    @Test
    void whatWasTakenBackIsForSaleAgain() {
        signsIn();
        var sale = sells(Under.NONE);
        assertEquals(Optional.empty(), price());

        step(new Input.AtTill.Called(Call.VOID));
        step(new Input.AtTill.Reversed(new Reversal.Void(sale.in(Sale.State.VOID))));
        assertEquals(Optional.of(new Fen(400)), price());
    }

    @Test
    void whatWasSoldInTrainingIsNotPaidFor() {
        signsIn();
        sells(new Under(0, new Staff(1, Optional.of(new Token(9, 9)), true)));
        assertEquals(Optional.of(new Fen(400)), price());
    }

    private List<Effect> signsIn() {
        return step(new Input.AtTill.SignedIn(TAP, SHE, Set.of(Duty.values())));
    }

    private Sale sells(Under under) {
        var sale = TillRules.sale(1, new Fen(400));
        sale =
                new Sale(
                        sale.id(),
                        sale.diner(),
                        sale.amount(),
                        sale.legs(),
                        sale.serving(),
                        sale.at(),
                        under,
                        sale.basis(),
                        sale.state());
        step(new Input.AtTill.Sold(TAP, sale, Optional.empty()));
        step(new Input.AtTill.Booked(sale));
        step(new Input.AtTill.Booked(sale.in(Sale.State.DONE)));
        return sale.in(Sale.State.DONE);
    }

    private void lies(Tray tray) {
        step(new Input.AtTill.Laid(tray));
    }

    private List<Effect> step(Input input) {
        var step = till.step(state, input, NOW);
        state = step.next();
        return step.effects();
    }

    private Optional<Fen> price() {
        return till.price(state)
                .filter(Price.Plates.class::isInstance)
                .map(price -> ((Price.Plates) price).sum());
    }
}
