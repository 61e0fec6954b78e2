package onecard.hal.serial;

/// What is known of a vein module that it does not say itself.
///
/// @param model with its firmware
/// @param capacity slots: no more than it takes users, and than it tells of
/// @param tellsAttacks whether it looks for copies of people, as its maker says
public record VeinProfile(String model, int capacity, boolean tellsAttacks) {

    public VeinProfile {
        if (capacity < 1 || capacity > VeinFrame.USERS_MAX) {
            throw new IllegalArgumentException(
                    "a module has 1 to %d slots, not %d".formatted(VeinFrame.USERS_MAX, capacity));
        }
    }
}
