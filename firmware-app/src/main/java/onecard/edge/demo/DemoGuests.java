package onecard.edge.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import onecard.edge.pass.PassId;
import onecard.edge.simulate.Issuer;
import onecard.edge.words.Message;

/// Who comes to the demo's points: everybody once, and then again.
public final class DemoGuests {

    /// How the e-card's codes begin, and how long they are; the file of the demo's site says so,
    /// too.
    private static final String ECARD = "SSC";

    private static final int ECARD_CHARS = 35;

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
        /// @param card an item of the catalogue
        /// @param tornAfter the card leaves after so many commands; empty: it stays
        record WithCard(Message story, String reader, String card, OptionalInt tornAfter)
                implements Guest {}

        /// @param scanner that it is shown to
        record WithCode(Message story, String scanner, String code) implements Guest {}

        /// @param plate an item of the catalogue, as the camera reads it
        record InCar(Message story, String plate) implements Guest {}
    }

    private final Issuer issuer;
    private final Supplier<Instant> clock;
    private int meetings;

    /// @param clock of the demo's board
    public DemoGuests(Issuer issuer, Supplier<Instant> clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /// Everybody once; codes, the visit and the meeting are new ones each time.
    public Round round() {
        var now = clock.get().truncatedTo(ChronoUnit.SECONDS);
        var pass = pass(issuer.newPass(), now, 1, "door-1");
        var visit = issuer.newPass();
        var visitor = pass(visit, now, 2, "gate-1", "guests-1");
        return new Round(
                Map.of("visitors", visitors(visit, now), "roster", roster(now)),
                List.of(
                        card(Message.DEMO_ANN, DOOR, "ssc3"),
                        card(Message.DEMO_LUNCH, TILL, "ssc3"),
                        card(Message.DEMO_SIGNS, DESK, "ssc3"),
                        card(Message.DEMO_SIGNS_TOO, DESK, "ssc3-chen"),
                        card(Message.DEMO_WALKS_IN, DESK, "cleaner"),
                        code(Message.DEMO_VISITOR, "qr", pass),
                        code(Message.DEMO_ECARD, "qr", issuer.ecard(ECARD, ECARD_CHARS)),
                        code(Message.DEMO_PHOTO, "qr", pass),
                        code(Message.DEMO_COMES, "way-in", visitor),
                        code(Message.DEMO_EATS, "tray", visitor),
                        code(Message.DEMO_LEAVES, "way-out", visitor),
                        new Guest.InCar(Message.DEMO_MISREAD, "plate-misread"),
                        card(Message.DEMO_HELPING, TILL, "ssc3"),
                        card(Message.DEMO_BROKE, TILL, "ssc3-chen"),
                        card(Message.DEMO_STRANGER, DOOR, "unknown"),
                        card(Message.DEMO_ENDED, DOOR, "expired"),
                        new Guest.WithCard(Message.DEMO_TORN, DOOR, "ssc3", OptionalInt.of(2)),
                        new Guest.InCar(Message.DEMO_DRIVES_UP, "plate-stranger"),
                        card(Message.DEMO_LOST, DOOR, "lost"),
                        card(Message.DEMO_CLEANER, DOOR, "cleaner")));
    }

    private static Guest card(Message story, String reader, String card) {
        return new Guest.WithCard(story, reader, card, OptionalInt.empty());
    }

    private static Guest code(Message story, String scanner, String text) {
        return new Guest.WithCode(story, scanner, text);
    }

    private String pass(PassId id, Instant now, int uses, String... points) {
        return issuer.pass(id, "demo", List.of(points), now, VISIT, uses);
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
}
