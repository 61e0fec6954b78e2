package onecard.edge.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import onecard.edge.crypto.SigningKey;
import onecard.edge.pass.Address;
import onecard.edge.pass.PassClaims;
import onecard.edge.pass.PassId;
import onecard.edge.pass.PassIssuer;
import onecard.edge.words.Message;
import onecard.hal.sim.SimCard;

/// Who comes to the demo's points, and what stands behind them: a desk that issues passes, a
/// platform that knows e-cards, and who expects visitors and people at a meeting.
public final class DemoGuests implements AutoCloseable {

    /// How the e-card's codes begin; the file of the demo's site says so, too.
    private static final String ECARD = "SSC";

    private static final String HOLDER =
            "{\"kind\":\"ssc\",\"id\":\"342500d1560000050000000000000003\"}";

    /// The readers of the demo's site.
    private static final String DOOR = "in";

    private static final String TILL = "pay";

    private static final String DESK = "desk";

    private static final Duration VISIT = Duration.ofHours(1);

    /// Longer than those who sign in take, and shorter than everybody.
    private static final Duration MEETING = Duration.ofSeconds(12);

    /// Everybody once, and who of them is expected.
    ///
    /// @param lists as CSV, by their names, for that round
    public record Round(Map<String, String> lists, List<Guest> guests) {
        public Round {
            lists = Map.copyOf(lists);
            guests = List.copyOf(guests);
        }
    }

    /// One guest, and what they hold to the reader or the scanner, or drive before the camera.
    public sealed interface Guest {
        Message story();

        /// @param reader that it is held to
        /// @param tornAfter the card leaves after so many commands; negative: it stays
        record WithCard(Message story, String reader, SimCard card, int tornAfter)
                implements Guest {}

        /// @param scanner that it is shown to
        record WithCode(Message story, String scanner, byte[] code) implements Guest {}

        /// @param plate as the camera reads it
        /// @param confidence of the camera in that, 0 to 100
        record InCar(Message story, String plate, int confidence) implements Guest {}
    }

    private final SecureRandom random = new SecureRandom();
    private final SigningKey desk;
    private final DecodeServer platform;
    private int meetings;

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

    /// Everybody once; codes, the visit and the meeting are new ones each time.
    public Round round() {
        var ann =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000001", 3, Optional.of("20360101"));
        var old =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000002", 2, Optional.of("20240101"));
        var chen =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000003", 3, Optional.of("20360101"));
        var cleaner = SimCard.plain("04112233445566");
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var pass = pass(newPass(), now, 1, "door-1");
        var visit = newPass();
        var visitor = pass(visit, now, 2, "gate-1", "guests-1");
        return new Round(
                Map.of("visitors", visitors(visit, now), "roster", roster(now)),
                List.of(
                        new Guest.WithCard(Message.DEMO_ANN, DOOR, ann, -1),
                        new Guest.WithCard(Message.DEMO_LUNCH, TILL, ann, -1),
                        new Guest.WithCard(Message.DEMO_SIGNS, DESK, ann, -1),
                        new Guest.WithCard(Message.DEMO_SIGNS_TOO, DESK, chen, -1),
                        new Guest.WithCard(Message.DEMO_WALKS_IN, DESK, cleaner, -1),
                        code(Message.DEMO_VISITOR, "qr", pass),
                        code(Message.DEMO_ECARD, "qr", ecard()),
                        code(Message.DEMO_PHOTO, "qr", pass),
                        code(Message.DEMO_COMES, "way-in", visitor),
                        code(Message.DEMO_EATS, "tray", visitor),
                        code(Message.DEMO_LEAVES, "way-out", visitor),
                        new Guest.InCar(Message.DEMO_MISREAD, "京A12845", 93),
                        new Guest.WithCard(Message.DEMO_HELPING, TILL, ann, -1),
                        new Guest.WithCard(Message.DEMO_BROKE, TILL, chen, -1),
                        new Guest.WithCard(
                                Message.DEMO_STRANGER, DOOR, SimCard.plain("04ffeeddccbbaa"), -1),
                        new Guest.WithCard(Message.DEMO_ENDED, DOOR, old, -1),
                        new Guest.WithCard(Message.DEMO_TORN, DOOR, ann, 2),
                        new Guest.InCar(Message.DEMO_DRIVES_UP, "沪B98765", 97),
                        new Guest.WithCard(
                                Message.DEMO_LOST, DOOR, SimCard.plain("04a1b2c3d4e5f6"), -1),
                        new Guest.WithCard(Message.DEMO_CLEANER, DOOR, cleaner, -1)));
    }

    private static Guest code(Message story, String scanner, String text) {
        return new Guest.WithCode(story, scanner, text.getBytes(StandardCharsets.US_ASCII));
    }

    private PassId newPass() {
        return new PassId(random.nextLong());
    }

    private String pass(PassId id, Instant now, int uses, String... points) {
        var addresses =
                Arrays.stream(points)
                        .map(point -> Address.ofPoint("demo", point))
                        .collect(Collectors.toSet());
        return PassIssuer.cose(PassClaims.of(id, addresses, now, now.plus(VISIT), uses), now, desk);
    }

    /// The visit is Ann's guest's, who has a temporary card for it.
    private static String visitors(PassId visit, Instant now) {
        return """
                kind,id,pass,host,points,groups,valid_from,valid_until,entries,exits,escort,card
                uid,04c1d2e3f4a5b6,%s,ann,gate-1,,%s,%s,1,1,,1
                """
                .formatted(visit, now, now.plus(VISIT));
    }

    private String roster(Instant now) {
        meetings++;
        var times = "%s,%s".formatted(now, now.plus(MEETING));
        return """
                subject,meeting,role,seat,valid_from,valid_until,consent
                ann,demo-%1$d,chair,A 1,%2$s,
                chen,demo-%1$d,,A 2,%2$s,
                """
                .formatted(meetings, times);
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
