package onecard.edge.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecard.edge.crypto.SigningKey;
import onecard.edge.pass.Address;
import onecard.edge.pass.PassClaims;
import onecard.edge.pass.PassId;
import onecard.edge.pass.PassIssuer;
import onecard.edge.words.Message;
import onecard.hal.sim.SimCard;

/// Who comes to the demo's door and its till, and what stands behind their codes: a desk that
/// issues passes, and a platform that knows e-cards.
public final class DemoGuests implements AutoCloseable {

    /// How the e-card's codes begin; the file of the demo's site says so, too.
    private static final String ECARD = "SSC";

    private static final String HOLDER =
            "{\"kind\":\"ssc\",\"id\":\"342500d1560000050000000000000003\"}";

    /// The readers of the demo's site.
    private static final String DOOR = "in";

    private static final String TILL = "pay";

    private static final Duration VISIT = Duration.ofHours(1);

    /// One guest, and what they hold to the reader or the scanner.
    public sealed interface Guest {
        Message story();

        /// @param reader that it is held to
        /// @param tornAfter the card leaves after so many commands; negative: it stays
        record WithCard(Message story, String reader, SimCard card, int tornAfter)
                implements Guest {}

        record WithCode(Message story, byte[] code) implements Guest {}
    }

    private final SecureRandom random = new SecureRandom();
    private final SigningKey desk;
    private final DecodeServer platform;

    /// Codes that phones show and nobody has asked about; each is good once.
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    /// @param directory where the desk's key is kept
    public DemoGuests(Path directory) throws IOException {
        desk = SigningKey.madeAtFirstUse(directory.resolve("passes.pem"));
        platform = new DecodeServer(Optional.empty(), this::decoded);
    }

    /// Whose passes the door believes.
    public String passKey() {
        return desk.publicText();
    }

    /// Where the platform answers, on loopback.
    public int decodePort() {
        return platform.port();
    }

    /// Everybody once; the codes are new ones each time.
    public List<Guest> round() {
        var ann =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000001", 3, Optional.of("20360101"));
        var old =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000002", 2, Optional.of("20240101"));
        var chen =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000003", 3, Optional.of("20360101"));
        var pass = pass();
        return List.of(
                new Guest.WithCard(Message.DEMO_ANN, DOOR, ann, -1),
                new Guest.WithCard(Message.DEMO_LUNCH, TILL, ann, -1),
                code(Message.DEMO_VISITOR, pass),
                code(Message.DEMO_ECARD, ecard()),
                code(Message.DEMO_PHOTO, pass),
                new Guest.WithCard(Message.DEMO_HELPING, TILL, ann, -1),
                new Guest.WithCard(Message.DEMO_BROKE, TILL, chen, -1),
                new Guest.WithCard(
                        Message.DEMO_STRANGER, DOOR, SimCard.plain("04ffeeddccbbaa"), -1),
                new Guest.WithCard(Message.DEMO_ENDED, DOOR, old, -1),
                new Guest.WithCard(Message.DEMO_TORN, DOOR, ann, 2),
                new Guest.WithCard(Message.DEMO_LOST, DOOR, SimCard.plain("04a1b2c3d4e5f6"), -1),
                new Guest.WithCard(
                        Message.DEMO_CLEANER, DOOR, SimCard.plain("04112233445566"), -1));
    }

    private static Guest code(Message story, String text) {
        return new Guest.WithCode(story, text.getBytes(StandardCharsets.US_ASCII));
    }

    private String pass() {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var claims =
                PassClaims.of(
                        new PassId(random.nextLong()),
                        Set.of(Address.ofPoint("demo", "door-1")),
                        now,
                        now.plus(VISIT),
                        1);
        return PassIssuer.cose(claims, now, desk);
    }

    private String ecard() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var code = ECARD + HexFormat.of().formatHex(bytes);
        shown.add(code);
        return code;
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
