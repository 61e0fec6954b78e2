package onecard.edge.cli;

import picocli.CommandLine;

/// What the end of a command says, as an exit status; 0 is done.
public final class Exit {

    /// The thing checked has problems.
    public static final int PROBLEMS = 1;

    /// Wrong usage.
    public static final int USAGE = CommandLine.ExitCode.USAGE;

    /// A device or the broker failed, or the state is in use.
    public static final int FAILED = 3;

    /// What no input should bring about.
    public static final int BUG = 70;

    private Exit() {}
}
