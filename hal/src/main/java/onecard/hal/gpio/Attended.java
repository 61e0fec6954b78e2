package onecard.hal.gpio;

/// What the thread of the lines looks after. Guarded by its own lock: others call it as well.
interface Attended {

    /// What is waited on; negative while there is nothing.
    int fd();

    /// Edges to wait for, as [Kernel#POLLIN]; 0 hears of a lost chip alone.
    short waitsFor();

    /// @param found in the words of poll(2); not 0
    void ready(short found);

    /// When [#due] is wanted; [onecard.hal.RelayGuard#NEVER] if nothing waits for time.
    long dueNanos();

    /// That time has come.
    void due(long nowNanos);
}
