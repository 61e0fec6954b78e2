package onecard.hal;

/// One output with a declared safe level. Idempotent levels: energised while a release or a hold
/// is active, else at its off level. The driver ends a release at its deadline, or after
/// `max_on_ms`, and a hold 3 s after its last renewal, even if every caller hangs. Called by the
/// edge loop; does not block.
public interface Relay extends AutoCloseable {

    String name();

    /// Energised until `untilNanos` on the monotonic clock; a later call replaces the earlier
    /// end.
    ///
    /// @param cause written to the trace, `tap`, `exit_button`
    void release(long untilNanos, String cause);

    /// Energised for 3 s from now; call again each second to keep it.
    void hold(String cause);

    void drop(String cause);

    boolean energised();

    /// How often it was energised since it was asked for: what its contacts wear by. Any thread.
    default long cycles() {
        return 0;
    }

    /// Goes to the level declared for a stopped daemon.
    @Override
    void close();
}
