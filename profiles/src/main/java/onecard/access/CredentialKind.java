package onecard.access;

import java.util.Optional;
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
    OPERATOR("operator");

    private final String wire;

    CredentialKind(String wire) {
        this.wire = wire;
    }

    /// The name in lists, events and site files.
    public String wire() {
        return wire;
    }

    public static Optional<CredentialKind> ofWire(String wire) {
        return Stream.of(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
    }
}
