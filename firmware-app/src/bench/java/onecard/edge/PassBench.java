package onecard.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import onecard.access.Uses;
import onecard.edge.Series.Figures;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.pass.Address;
import onecard.edge.pass.PassCheck;
import onecard.edge.pass.PassClaims;
import onecard.edge.pass.PassId;
import onecard.edge.pass.PassIssuer;
import onecard.edge.pass.PassKeys;
import onecard.edge.pass.PassResult;
import onecard.edge.pass.RollingKey;
import onecard.edge.pass.SignedBytes;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/// A token's whole way to a verified pass, beside Bouncy Castle that verifies nothing but the same
/// signature over the same bytes with a key at hand.
final class PassBench implements Bench.Work {

    private static final int TOKENS = 1_000;
    private static final Instant FROM = Instant.parse("2026-11-24T00:00:00Z");
    private static final Moment NOW =
            new Moment(new Mono(0), FROM.plusSeconds(60), ClockTrust.SYNCED);
    private static final Address LANE = Address.ofPoint("langxi-hall", "lane-1");

    private final SigningKey ed25519 = SigningKey.ofSeed(new byte[32]);
    private final SigningKey sm2 =
            SigningKey.sm2Of(
                    HexFormat.of()
                            .parseHex(
                                    "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"));
    private final RollingKey rolling = new RollingKey(new byte[32], "langxi-hall");
    private final PassCheck check =
            new PassCheck(
                    PassKeys.of(
                            List.of(ed25519.publicText(), sm2.publicText()),
                            List.of(rolling),
                            Set.of()),
                    new Tokens(new byte[32]),
                    "langxi-hall",
                    Map.of("lane-1", Set.of("visitor")),
                    Set.of("visitor"));

    private interface Form {
        String issue(PassClaims claims);
    }

    @Override
    public void run(Bench.Setting setting) throws Exception {
        System.out.println("pass: " + setting.rounds() + " rounds of " + TOKENS + " tokens");
        measure(setting, "COSE, Ed25519", "1 ms", ed25519(), this::cose);
        measure(
                setting,
                "compact, Ed25519",
                "1 ms",
                ed25519(),
                claims -> PassIssuer.compact(claims, ed25519));
        measure(setting, "COSE, SM2", "2 ms", sm2(), claims -> PassIssuer.cose(claims, FROM, sm2));
        var codes = tokens(this::code);
        var pairs = Pairs.run(setting.rounds(), _ -> ours(codes), _ -> macs());
        pairs.print("rolling, p50 us", Figures::p50, 1e3, "(two MACs of four)");
        pairs.print("rolling, p99 us", Figures::p99, 1e3, "<= 1 ms");
    }

    private void measure(
            Bench.Setting setting,
            String what,
            String goal,
            Predicate<SignedBytes> limit,
            Form form)
            throws Exception {
        var tokens = tokens(form);
        var signed = tokens.stream().map(SignedBytes::of).toList();
        var pairs = Pairs.run(setting.rounds(), _ -> ours(tokens), _ -> limit(signed, limit));
        pairs.print(what + ", p50 us", Figures::p50, 1e3, "<= 1.5");
        pairs.print(what + ", p99 us", Figures::p99, 1e3, "<= " + goal);
    }

    private String cose(PassClaims claims) {
        return PassIssuer.cose(claims, FROM, ed25519);
    }

    private String code(PassClaims claims) {
        return PassIssuer.rolling(claims, rolling).code(NOW.wall()).orElseThrow();
    }

    private static List<String> tokens(Form form) {
        var tokens = new ArrayList<String>();
        for (int i = 0; i < TOKENS; i++) {
            var until = FROM.plus(Duration.ofHours(1 + i));
            tokens.add(form.issue(PassClaims.of(new PassId(i), Set.of(LANE), FROM, until, 1)));
        }
        return tokens;
    }

    private Figures ours(List<String> tokens) {
        var series = new Series(TOKENS);
        for (var token : tokens) {
            long start = System.nanoTime();
            var result = check.verify(token, "lane-1", NOW, Uses.NONE);
            series.add(System.nanoTime() - start);
            if (!(result instanceof PassResult.Verified)) {
                throw new IllegalStateException(token + " was " + result);
            }
        }
        return series.figures(0);
    }

    /// A code's two MACs; the two that make its tokens are no verification.
    private static Figures macs() {
        var series = new Series(TOKENS);
        var key = new KeyParameter(new byte[32]);
        var body = new byte[40];
        var out = new byte[32];
        for (int i = 0; i < TOKENS; i++) {
            long start = System.nanoTime();
            for (int twice = 0; twice < 2; twice++) {
                var mac = new HMac(new SM3Digest());
                mac.init(key);
                mac.update(body, 0, body.length);
                mac.doFinal(out, 0);
            }
            series.add(System.nanoTime() - start);
        }
        return series.figures(0);
    }

    private static Figures limit(List<SignedBytes> tokens, Predicate<SignedBytes> verifies) {
        var series = new Series(TOKENS);
        for (var token : tokens) {
            long start = System.nanoTime();
            boolean good = verifies.test(token);
            series.add(System.nanoTime() - start);
            if (!good) {
                throw new IllegalStateException("a good signature was refused");
            }
        }
        return series.figures(0);
    }

    private Predicate<SignedBytes> ed25519() {
        var key = new Ed25519PublicKeyParameters(encoded(ed25519));
        return token -> {
            var signer = new Ed25519Signer();
            signer.init(false, key);
            signer.update(token.message(), 0, token.message().length);
            return signer.verifySignature(token.signature());
        };
    }

    private Predicate<SignedBytes> sm2() {
        var curve = CustomNamedCurves.getByName("sm2p256v1");
        var point =
                new ECPublicKeyParameters(
                        curve.getCurve().decodePoint(encoded(sm2)), new ECDomainParameters(curve));
        var key =
                new ParametersWithID(
                        point,
                        "1234567812345678".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return token -> {
            var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
            signer.init(false, key);
            signer.update(token.message(), 0, token.message().length);
            return signer.verifySignature(token.signature());
        };
    }

    private static byte[] encoded(SigningKey key) {
        var text = key.publicText();
        return java.util.Base64.getUrlDecoder().decode(text.substring(text.indexOf(':') + 1));
    }
}
