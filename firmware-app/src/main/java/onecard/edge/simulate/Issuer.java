package onecard.edge.simulate;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import onecard.edge.crypto.SigningKey;
import onecard.edge.pass.Address;
import onecard.edge.pass.PassClaims;
import onecard.edge.pass.PassId;
import onecard.edge.pass.PassIssuer;
import onecard.edge.watch.HttpLimits;

/// Who stands behind the codes that people show: a desk that issues passes, and a platform that
/// knows e-cards, each of them once. Thread-safe.
public final class Issuer implements AutoCloseable {

    /// Whom every e-card names.
    private static final String HOLDER =
            "{\"kind\":\"ssc\",\"id\":\"342500d1560000050000000000000003\"}";

    private final SecureRandom random = new SecureRandom();
    private final SigningKey desk;
    private final DecodeServer platform;

    /// Codes that phones show and nobody has asked about.
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    /// @param directory where the desk's key is kept
    public Issuer(Path directory) throws IOException {
        HttpLimits.applyForStreams(); // the first server of a process says it for the page's, too
        desk = SigningKey.madeAtFirstUse(directory.resolve("passes.pem"));
        platform = new DecodeServer(Optional.empty(), this::decoded);
    }

    /// Whose passes points believe.
    public String passKey() {
        return desk.publicText();
    }

    /// Where the platform answers, on loopback.
    public int decodePort() {
        return platform.port();
    }

    /// One that nobody has yet.
    public PassId newPass() {
        return new PassId(random.nextLong());
    }

    /// The code of a pass.
    ///
    /// @param points of the site at which it is good
    public String pass(
            PassId id,
            String site,
            Collection<String> points,
            Instant now,
            Duration life,
            int uses) {
        var addresses =
                points.stream()
                        .map(point -> Address.ofPoint(site, point))
                        .collect(Collectors.toSet());
        return PassIssuer.cose(PassClaims.of(id, addresses, now, now.plus(life), uses), now, desk);
    }

    /// The code of an e-card, new each time.
    ///
    /// @param prefix how it begins
    /// @param chars of the whole code
    public String ecard(String prefix, int chars) {
        var code = new StringBuilder(prefix);
        while (code.length() < chars) {
            code.append(random.nextInt(10)); // a digit is a letter of every kind of code
        }
        shown.add(code.toString());
        return code.toString();
    }

    private void decoded(HttpExchange question, String code) throws IOException {
        boolean known = shown.remove(code);
        DecodeServer.say(question, known ? 200 : 404, known ? HOLDER : "");
    }

    @Override
    public void close() {
        platform.close();
    }
}
