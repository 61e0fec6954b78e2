package onecard.edge.update;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How far another release has come. The first three are under way.
public enum Step {
    /// Believed, and kept by root.
    STAGED,
    /// In force for as long as it must show that it serves.
    TRYING,
    /// It serves. From here on there is no way back, and none is needed.
    GOOD,
    /// dpkg has it, and what was before is gone.
    INSTALLED,
    /// What was before is in force again.
    ROLLED_BACK,
    /// Nothing was tried, or a later one was installed by hand meanwhile.
    REFUSED;

    /// As the state file has it.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Step> of(String wire) {
        return Arrays.stream(values()).filter(it -> it.wire().equals(wire)).findFirst();
    }

    /// Whether it goes on.
    public boolean isUnderWay() {
        return switch (this) {
            case STAGED, TRYING, GOOD -> true;
            case INSTALLED, ROLLED_BACK, REFUSED -> false;
        };
    }
}
