package onecard.hal.sim;

/// When a software card leaves the field by itself, counted from the beginning of its presence;
/// whichever limit it meets first.
///
/// @param commands it answers so many
/// @param bytes of commands and answers together that get across
public record SimTear(int commands, int bytes) {

    /// It stays until somebody takes it.
    public static final SimTear NEVER = new SimTear(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /// @param commands negative: it stays
    public static SimTear afterCommands(int commands) {
        return commands < 0 ? NEVER : new SimTear(commands, Integer.MAX_VALUE);
    }

    public static SimTear afterBytes(int bytes) {
        return new SimTear(Integer.MAX_VALUE, bytes);
    }

    /// What is left of one presence. Used by one thread at a time.
    static final class Left {
        private int commands;
        private int bytes;

        Left(SimTear tear) {
            commands = tear.commands;
            bytes = tear.bytes;
        }

        /// Whether the next command is taken at all.
        boolean command() {
            return commands-- > 0;
        }

        /// How many of so many bytes get across; fewer than that, and the card has left.
        int bytes(int wanted) {
            int across = Math.min(wanted, bytes);
            bytes -= across;
            return across;
        }
    }
}
