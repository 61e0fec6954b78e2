package onecard.money;

/// What a sale, or what is given back of one, is accounted under.
///
/// @param batch of the terminal, from 1; 0: in none
/// @param staff who stood there
public record Under(long batch, Staff staff) {

    public static final Under NONE = new Under(0, Staff.NOBODY);

    /// @throws IllegalArgumentException for a batch below 0
    public Under {
        if (batch < 0) {
            throw new IllegalArgumentException("no batch is " + batch);
        }
    }

    public boolean training() {
        return staff.training();
    }
}
