package onecard.hal.gpio;

/// What the thread of the lines looks after. Guarded by its own lock: others call it as well.
interface Attended {

    /// What is waited on; negative while there is nothing.
    int fd();

    /// Edges to wait for, as [Kernel#POLLIN]; 0 hears of a lost chip alone.
    short waitsFor();

    /// Something was found, or is [#unread].
    ///
    /// @param found in the words of poll(2)
    /// @param edges takes what the line has to tell
    void ready(short found, Edges edges);

    /// There was more to read than [#ready] could.
    boolean unread();

    /// When [#due] is wanted; [onecard.hal.RelayGuard#NEVER] if nothing waits for time.
    long dueNanos();

    /// That time has come.
    void due(long nowNanos);
}
