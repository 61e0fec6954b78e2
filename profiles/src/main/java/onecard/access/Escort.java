package onecard.access;

import java.time.Duration;
import java.util.Set;

/// Some pass only with company: those of some groups, and whoever shows a pass that is of none,
/// since nobody knows who they are.
///
/// @param of groups that need an escort; whoever may be one needs none
/// @param by groups that may be one
/// @param within how far apart the two taps may be, whichever comes first
public record Escort(Set<String> of, Set<String> by, Duration within) {

    public Escort {
        of = Set.copyOf(of);
        by = Set.copyOf(by);
        if (of.isEmpty() || by.isEmpty()) {
            throw new IllegalArgumentException("an escort is of somebody, by somebody");
        }
    }

    boolean isNeeded(Right right) {
        if (right.isOf(by)) {
            return false;
        }
        return switch (right) {
            case Entry entry -> entry.isOf(of);
            case Pass pass -> pass.groups().isEmpty() || pass.isOf(of) || isAgreed(pass);
        };
    }

    /// Whether a visitor was invited only with one.
    static boolean isAgreed(Right right) {
        return right instanceof Pass pass && pass.visit().filter(VisitTerms::escort).isPresent();
    }
}
