package onecard.edge.pass;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import onecard.edge.crypto.Sm3;

/// Whom a pass speaks to: one point of a site, `SITE/POINT`, or every point of it that lets a group
/// pass, `SITE#GROUP`. Names are those of the site file.
public record Address(String text) {

    /// In one pass.
    public static final int MOST = 8;

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";
    private static final String FORM = NAME + "[/#]" + NAME;

    public Address {
        if (!text.matches(FORM)) {
            throw new IllegalArgumentException(
                    "an address must be SITE/POINT or SITE#GROUP, but was " + text);
        }
    }

    public static Address ofPoint(String site, String point) {
        return new Address(site + "/" + point);
    }

    public static Address ofGroup(String site, String group) {
        return new Address(site + "#" + group);
    }

    static Optional<Address> parse(String text) {
        return text.matches(FORM) ? Optional.of(new Address(text)) : Optional.empty();
    }

    /// The first `bytes` bytes of SM3 over the text: what short forms carry instead of it.
    byte[] hash(int bytes) {
        return Arrays.copyOf(Sm3.bytes(text.getBytes(StandardCharsets.US_ASCII)), bytes);
    }
}
