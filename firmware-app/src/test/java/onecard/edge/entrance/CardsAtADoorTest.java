package onecard.edge.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.PointSlot;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.registry.Lists;
import onecard.edge.watch.Metrics;
import onecard.hal.CardChannel;
import onecard.hal.DeviceEvent;
import onecard.hal.Face;
import onecard.hal.Panel;
import onecard.hal.card.Unreadable;
import onecard.hal.sim.SimBoard;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.site.Board;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of card at one door, from its bytes to the event, on 24 November 2026.
class CardsAtADoorTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String ANN = "342500d1560000050000000000000001";
    private static final String FOREIGN = "110100d1560000050000000000000002";
    private static final String STRANGER = "342500d1560000050000000000000003";
    private static final String CITIZEN = "11010119900307002X";
    private static final String SERIAL = "3104800000000000001";
    private static final String ID_SERIAL = "0123456789abcdef";
    private static final String UID = "04a1b2c3";
    private static final ListVersion STAFF =
            new ListVersion("staff", 17, Instant.EPOCH, Optional.empty());

    @TempDir java.nio.file.Path dir;
    private final Tokens tokens = new Tokens(new byte[32]);
    private final List<Draft> journal = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Moment now =
            new Moment(new Mono(0), Instant.parse("2026-11-24T01:00:00Z"), ClockTrust.SYNCED);

    private static Board.Reader reader(String... applications) {
        return reader(true, false, applications);
    }

    private static Board.Reader reader(
            boolean contactCards, boolean citizenNumber, String... applications) {
        return new Board.Reader(
                new Board.ReaderSource.Sim(),
                List.of(applications),
                contactCards,
                citizenNumber,
                List.of("6401"));
    }

    private static SimCard ssc(String code, int generation, String until) {
        return SimCard.socialSecurity(code, generation, Optional.of(until));
    }

    /// A card, the reader it is held to, and reason, prompt and what the panel says.
    static Stream<Arguments> cards() {
        var all = reader("ssc", "idcard", "tunion", "uid");
        var ssc = reader("ssc");
        var slot = Face.CONTACT;
        return Stream.of(
                Arguments.of(ssc(ANN, 1, "20360131").through(slot), all, "OK", "", "Welcome"),
                Arguments.of(ssc(ANN, 2, "20360131").through(slot), all, "OK", "", "Welcome"),
                Arguments.of(ssc(ANN, 3, "20360131"), all, "OK", "", "Welcome"),
                Arguments.of(ssc(ANN, 2, "20270131"), all, "OK", "renew", "Renew card"),
                Arguments.of(ssc(ANN, 2, "20261123"), all, "CARD_EXPIRED", "", "Card expired"),
                Arguments.of(ssc(STRANGER, 3, "20270131"), all, "UNKNOWN", "", "See desk"),
                Arguments.of(ssc(FOREIGN, 3, "20360131"), all, "REGION", "", "See desk"),
                Arguments.of(SimCard.tunion(SERIAL, "20301231"), all, "OK", "", "Welcome"),
                Arguments.of(SimCard.cityUnion(SERIAL, "20301231"), all, "OK", "", "Welcome"),
                Arguments.of(
                        SimCard.tunion(SERIAL, "20251231"),
                        all,
                        "CARD_EXPIRED",
                        "",
                        "Card expired"),
                Arguments.of(SimCard.idCard(ID_SERIAL), all, "OK", "", "Welcome"),
                Arguments.of(SimCard.plain(UID), all, "OK", "", "Welcome"),
                Arguments.of(SimCard.bank(), all, "UNKNOWN", "", "See desk"),
                Arguments.of(SimCard.bank(), ssc, "CONTACT_ONLY", "", "Use e-card"),
                Arguments.of(
                        SimCard.tunion(SERIAL, "20301231"), ssc, "CONTACT_ONLY", "", "Use e-card"),
                Arguments.of(
                        ssc(ANN, 2, "20360131").through(slot),
                        reader(false, false, "ssc"),
                        "CONTACT_ONLY",
                        "",
                        "Use e-card"),
                Arguments.of(SimCard.plain(UID), ssc, "CARD_UNREADABLE", "", "Tap again"),
                Arguments.of(
                        ssc(STRANGER, 2, "20360131").holder(CITIZEN),
                        ssc,
                        "UNKNOWN",
                        "",
                        "See desk"),
                Arguments.of(
                        ssc(STRANGER, 2, "20360131").holder(CITIZEN),
                        reader(true, true, "ssc"),
                        "OK",
                        "",
                        "Welcome"),
                Arguments.of(
                        ssc(STRANGER, 3, "20360131").holder(CITIZEN),
                        reader(true, true, "ssc"),
                        "UNKNOWN",
                        "",
                        "See desk"),
                Arguments.of(
                        ssc(ANN, 3, "20360131")
                                .failing(new onecard.hal.sim.SimFault.WrongStatus(2, 0x6401)),
                        all,
                        "MULTIPLE_CARDS",
                        "",
                        "One card only"),
                Arguments.of(
                        ssc(ANN, 3, "20360131")
                                .failing(new onecard.hal.sim.SimFault.EndlessMore(2)),
                        all,
                        "CARD_UNREADABLE",
                        "",
                        "Tap again"));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyCardHasItsAnswer(
            SimCard card, Board.Reader reader, String reason, String prompt, String text)
            throws Exception {
        tap(SimChannel.of(card), reader);

        var event = journal.getFirst().data();
        assertEquals(reason, event.text("reason").orElseThrow());
        assertEquals(prompt, event.text("prompt").orElse(""));
        assertEquals(List.of(text), shown);
        assertEquals(List.of(), card.harmful());
        for (var number : List.of(ANN, FOREIGN, STRANGER, CITIZEN, SERIAL, ID_SERIAL, UID)) {
            assertFalse(event.toString().contains(number), number);
        }
    }

    @Test
    void aCardTornAtAnyCommandIsRefusedWithoutACredential() throws Exception {
        var card = ssc(ANN, 2, "20360131").holder(CITIZEN);
        var reader = reader(true, true, "ssc");
        // Name, file, three records, the holder's file and its record.
        for (int commands = 0; commands < 7; commands++) {
            journal.clear();
            tap(SimChannel.tornAfterCommands(card, commands), reader);
            var event = journal.getFirst().data();
            assertEquals("CARD_UNREADABLE", event.text("reason").orElseThrow());
            assertTrue(event.object("credential").isEmpty());
        }
        journal.clear();
        tap(SimChannel.tornAfterCommands(card, 7), reader);
        assertEquals("OK", journal.getFirst().data().text("reason").orElseThrow());
    }

    /// One presence, as the reader's thread and the loop's make it.
    private void tap(CardChannel channel, Board.Reader reader) throws Exception {
        var plan = ReadingPlans.of(reader, Map.of());
        DeviceEvent event;
        try {
            event = new DeviceEvent.CardSeen("in", plan.read(channel, tokens), 0);
        } catch (CardChannel.CardLost lost) {
            event = new DeviceEvent.CardUnreadable("in", plan.fault(lost), 0);
        } catch (Unreadable refused) {
            event = new DeviceEvent.CardUnreadable("in", refused.fault(), 0);
        }
        var inbox = new Inbox();
        new TapSource(() -> new Known(tokens), inbox, panel(), new Metrics(), () -> 0)
                .accept(event);
        try (var board = new SimBoard(dir, () -> 0)) {
            var relay = board.relay("lock", false, Duration.ofSeconds(10), false);
            var parts =
                    new PointSlot.Parts<>(
                            "door-1",
                            "door",
                            new Door(profile()),
                            policy(),
                            Map.of("in", Direction.IN),
                            Map.of(),
                            Map.of(Output.LOCK, relay),
                            panel());
            var loop =
                    new EdgeLoop(
                            List.of(new PointSlot<>(parts)),
                            EdgeLoop.Before.nothing(),
                            journal::add,
                            new Metrics());
            loop.turn(inbox.take(Duration.ZERO).orElseThrow(), now);
            var tap = journal.getFirst().tap().orElseThrow();
            loop.turn(new Stimulus.Recorded(tap, 1), now);
            assertEquals(
                    journal.getFirst().data().text("reason").equals(Optional.of("OK")),
                    relay.energised());
        }
    }

    private Panel panel() {
        return new Panel() {
            @Override
            public void show(Signal signal, String zh, String en) {
                shown.add(en);
            }

            @Override
            public void warn(boolean on) {}
        };
    }

    private static DoorProfile profile() {
        return new DoorProfile(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(24),
                DoorProfile.Relock.ON_OPEN,
                DoorProfile.ExitButton.NONE,
                Duration.ofSeconds(60),
                Optional.empty(),
                JournalFull.REFUSE);
    }

    private static Policy policy() {
        return Policy.of(Set.of("staff"), Assurance.A0, ZONE)
                .with(new CardTerms(true, Optional.<LocalDate>empty(), 180, Set.of("34", "3205")));
    }

    /// A list of everybody but the stranger, who is on it by the citizen number.
    private static final class Known implements Lists {
        private final Map<String, Entry> entries = new HashMap<>();

        Known(Tokens tokens) {
            for (var row :
                    List.of(
                            "ssc " + ANN,
                            "ssc " + FOREIGN,
                            "idcard " + CITIZEN,
                            "tunion " + SERIAL,
                            "idcard-serial " + ID_SERIAL,
                            "uid " + UID)) {
                var parts = row.split(" ");
                entries.put(
                        tokens.of(parts[0], parts[1]),
                        new Entry(
                                STAFF,
                                new Token(9, 9),
                                Set.of("staff"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false));
            }
        }

        @Override
        public Found find(CredentialKind kind, Token token) {
            return new Found(
                    Optional.ofNullable(entries.get(token.toString())).stream().toList(),
                    List.of(STAFF));
        }

        @Override
        public void close() {}
    }
}
