package onecard.edge.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One issuer, one site, and the pass of a visitor for a morning.
final class PassSamples {

    static final SigningKey ED25519 = SigningKey.ofSeed(new byte[32]);
    static final SigningKey SM2 =
            SigningKey.sm2Of(
                    HexFormat.of()
                            .parseHex(
                                    "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"));
    static final RollingKey ROLLING = new RollingKey(new byte[32], "langxi-hall");

    static final Instant FROM = Instant.parse("2026-11-24T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2026-11-24T04:00:00Z");
    static final Instant DURING = FROM.plus(Duration.ofHours(1));

    static final PassId ID = new PassId(0x0123_4567_89ab_cdefL);
    static final Address LANE = Address.ofPoint("langxi-hall", "lane-1");
    static final Address VISITORS = Address.ofGroup("langxi-hall", "visitor");

    private PassSamples() {}

    static PassClaims claims(Address... addresses) {
        return claims(1, addresses);
    }

    static PassClaims claims(int uses, Address... addresses) {
        return PassClaims.of(ID, Set.of(addresses), FROM, UNTIL, uses);
    }

    static PassCheck check() {
        return check(
                PassKeys.of(
                        List.of(ED25519.publicText(), SM2.publicText()),
                        List.of(ROLLING),
                        Set.of()));
    }

    /// The device with `lane-1`, where visitors pass, and `office`, where staff does.
    static PassCheck check(PassKeys keys) {
        return new PassCheck(
                keys,
                new Tokens(new byte[32]),
                "langxi-hall",
                Map.of("lane-1", Set.of("visitor", "staff"), "office", Set.of("staff")),
                Set.of("visitor", "staff"));
    }

    static Moment at(Instant wall) {
        return at(wall, ClockTrust.SYNCED);
    }

    static Moment at(Instant wall, ClockTrust trust) {
        return new Moment(new Mono(0), wall, trust);
    }
}
