package onecard.hal.bio;

/// Whether what was looked at is alive and no copy: presentation attack detection, in the words of
/// ISO/IEC 30107.
///
/// @param evidence how well it is known that the method tells
public record Pad(Finding finding, Evidence evidence) {

    /// Nobody looked.
    public static final Pad NOT_PERFORMED = new Pad(Finding.NOT_PERFORMED, Evidence.NONE);

    public enum Finding {
        PASS,
        FAIL,
        NOT_PERFORMED
    }

    public enum Evidence {
        NONE,
        /// Its maker says so.
        VENDOR,
        /// A laboratory has tested it.
        LAB
    }
}
