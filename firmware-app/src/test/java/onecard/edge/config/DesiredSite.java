package onecard.edge.config;

import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;

/// A site file as its publisher desires it of the device `bench`.
public final class DesiredSite {

    private DesiredSite() {}

    public static Json.Obj signed(SigningKey key, long version, String yaml) {
        var desired =
                Json.Obj.EMPTY
                        .with("site", "bench")
                        .with("device", "bench")
                        .with("version", version)
                        .with("issued", "2026-11-28T08:00:00Z")
                        .with("yaml", yaml)
                        .with("key", key.publicText());
        return signed(key, desired);
    }

    /// The same, whatever it says; an earlier signature is replaced.
    public static Json.Obj signed(SigningKey key, Json.Obj desired) {
        var unsigned = desired.without("sig");
        return unsigned.with("sig", key.sign(unsigned));
    }
}
