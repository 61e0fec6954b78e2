package onecard.point.canteen;

import java.util.Optional;
import java.util.Set;
import onecard.money.Duty;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.point.Call;
import onecard.time.Mono;

/// An operator at the till, from the sign-in until they go or are thought to have gone.
///
/// @param last sale that they may still take back
/// @param until when they are thought to have gone
public record Shift(Staff staff, Set<Duty> duties, Optional<SaleId> last, Mono until) {

    public Shift {
        duties = Set.copyOf(duties);
    }

    boolean may(Call call) {
        return call.duty().isEmpty() || duties.contains(call.duty().get());
    }

    Shift until(Mono later) {
        return new Shift(staff, duties, last, later);
    }

    Shift sold(SaleId sale) {
        return new Shift(staff, duties, Optional.of(sale), until);
    }

    Shift tookBack() {
        return new Shift(staff, duties, Optional.empty(), until);
    }

    /// In training, or out of it: what was sold before is taken back no more.
    Shift training() {
        var next = new Staff(staff.shift(), staff.operator(), !staff.training());
        return new Shift(next, duties, Optional.empty(), until);
    }
}
