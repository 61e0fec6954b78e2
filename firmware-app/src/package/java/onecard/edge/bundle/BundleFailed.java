package onecard.edge.bundle;

/// A library that the package's rules do not know, or a file that is not as they expect it. The
/// message says which, and what next.
final class BundleFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    BundleFailed(String message) {
        super(message);
    }
}
