package onecard.access;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What kind of thing was presented, in an order that never changes because stored lists number
/// it; hashed into its token, so equal numbers of two kinds never
/// meet.
public enum CredentialKind {
    SSC("ssc"),
    IDCARD("idcard"),
    IDCARD_SERIAL("idcard-serial"),
    TUNION("tunion"),
    UID("uid"),
    QR("qr"),
    PASS("pass"),
    PLATE("plate"),
    FACE("face"),
    FINGER("finger"),
    VEIN("vein"),
    PIN("pin"),
    OPERATOR("operator"),
    /// A code that names what was ordered ahead.
    ORDER("order");

    private static final Map<String, CredentialKind> BY_WIRE =
            Stream.of(values()).collect(Collectors.toMap(CredentialKind::wire, kind -> kind));

    private final String wire;

    CredentialKind(String wire) {
        this.wire = wire;
    }

    /// The name in lists, events and site files.
    public String wire() {
        return wire;
    }

    public static Optional<CredentialKind> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
