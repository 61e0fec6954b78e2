package onecard.money;

import java.util.Optional;
import java.util.regex.Pattern;

/// Who alone may hand an order out until its time is over: a device, at any of its tills or at one.
///
/// @param device its name in the site, where there is no other of it
/// @param point id of a till of that device; absent: any
public record Lessee(String device, Optional<String> point) {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";
    private static final Pattern FORM = Pattern.compile("(" + NAME + ")(?::(" + NAME + "))?");

    /// `device` or `device:point`; empty for anything else.
    public static Optional<Lessee> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Lessee(form.group(1), Optional.ofNullable(form.group(2))))
                : Optional.empty();
    }

    /// Whether it is that till.
    boolean is(String otherDevice, String till) {
        return device.equals(otherDevice) && point.filter(one -> !one.equals(till)).isEmpty();
    }

    @Override
    public String toString() {
        return point.map(till -> device + ":" + till).orElse(device);
    }
}
