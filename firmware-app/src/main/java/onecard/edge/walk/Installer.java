package onecard.edge.walk;

/// Who walks: does what is asked, and says what only eyes and ears can tell. Blocks until answered;
/// time passes meanwhile.
@FunctionalInterface
public interface Installer {

    /// What is said to that.
    Answer answer(Ask ask);

    /// Nobody answers any more, whatever is asked.
    default boolean isGone() {
        return false;
    }

    /// The next block is walked.
    default void begins(Block block) {}

    /// A step is over; what is wired wrong is said once all were seen.
    default void told(Stepped step) {}
}
