package onecard.edge.code;

/// Who says whom a code of somebody else names. Blocks the scanner's thread, never longer than its
/// own deadline, and never throws.
@FunctionalInterface
public interface CodeResolver {

    /// @param code as it was scanned; passed on unread
    Resolution resolve(String code);
}
