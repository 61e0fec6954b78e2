package onecard.edge.update;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// What an update does to a machine. Each is done again after a power cut, and may find itself done
/// already. Of one thread.
interface Machine {

    /// The release that dpkg has.
    String installed() throws IOException;

    /// Takes the staged package apart, beside what is in force, and puts it on the disk for good.
    ///
    /// @return why it is none for this machine
    Optional<Refusal> unpack(Version version) throws IOException;

    /// What the unpacked release says against the site file; empty if nothing.
    Optional<String> objection(Version version) throws IOException;

    /// Whether anybody wants the daemon to run: else nothing is tried.
    boolean isServing() throws IOException;

    /// Whether the daemon is connected to its broker.
    boolean isOnline();

    /// From here on the release in force now is back at the next boot, and after whatever ends this
    /// process, until [#forgetWayBack].
    void keepWayBack() throws IOException;

    /// Whether that is so.
    boolean hasWayBack();

    void forgetWayBack() throws IOException;

    /// The unpacked release is in force at the next start of the daemon.
    void useTrial(Version version) throws IOException;

    /// Whether it is.
    boolean isTrialInForce() throws IOException;

    /// Whether this process is of that release.
    boolean isRunBy(Version version);

    /// The release before is in force.
    void useBefore() throws IOException;

    /// The daemon starts anew, once nobody is on the way and no relay moves by it; in a fire never.
    ///
    /// @param within after which it does so however things are, but for a fire
    /// @return why it did not come to serve; empty if it does
    Optional<String> restart(Duration within) throws IOException;

    /// What the daemon lacks to be well at this moment; empty if nothing.
    ///
    /// @param online whether it was connected before
    Optional<String> ailment(boolean online) throws IOException;

    /// dpkg installs the staged package.
    ///
    /// @return why it did not
    Optional<String> install() throws IOException;

    /// What was unpacked for a trial goes.
    void clean() throws IOException;

    /// The monotonic clock.
    long nanos();

    /// A moment between two looks.
    void pause() throws IOException;
}
