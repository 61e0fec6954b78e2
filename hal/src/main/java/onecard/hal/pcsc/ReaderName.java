package onecard.hal.pcsc;

import java.util.regex.Pattern;

/// How a site names a reader: as pcscd does, with `*` for any characters.
public final class ReaderName {

    private ReaderName() {}

    /// What the whole name must match.
    public static Pattern fits(String glob) {
        return Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E");
    }
}
