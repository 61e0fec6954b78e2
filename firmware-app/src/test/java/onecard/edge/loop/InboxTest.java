package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.edge.command.Command;
import onecard.edge.command.Command.Act;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.point.PostureHours;
import onecard.point.TapId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    private final Inbox inbox = new Inbox();

    @TempDir Path dir;

    @Test
    void aFullInboxRefusesCardsAndCountsThem() throws Exception {
        for (int i = 0; i < Inbox.PRESENTATIONS_MAX; i++) {
            assertTrue(inbox.offer(card("in")));
        }

        assertFalse(inbox.offer(card("in")));

        assertEquals(1, inbox.dropped());
        assertEquals(Inbox.PRESENTATIONS_MAX, drain().size());
    }

    @Test
    void anAnswerFromTheJournalIsHeardBeforeTheNextCard() throws Exception {
        inbox.offer(card("in"));
        inbox.offer(new Stimulus.Recorded(new TapId(1), 42));

        assertEquals(
                Optional.of(new Stimulus.Recorded(new TapId(1), 42)), inbox.take(Duration.ZERO));
    }

    @Test
    void aFloodOfOneContactNeverHidesTheLastLevelOfAnother() throws Exception {
        inbox.offer(new Stimulus.ContactChanged("fire", true));
        for (int i = 0; i < 10 * Inbox.LEVELS_MAX; i++) {
            inbox.offer(new Stimulus.ContactChanged("leaf", i % 2 == 0));
        }

        var heard = drain();

        assertTrue(heard.contains(new Stimulus.ContactChanged("fire", true)));
        assertEquals(new Stimulus.ContactChanged("leaf", false), heard.getLast());
        assertTrue(heard.size() <= Inbox.LEVELS_MAX + 1);
    }

    /// A sum says what the one before it did: however fast a meter turns, one waits.
    @Test
    void ofAMetersSumsTheLastWaits() throws Exception {
        for (int total = 1; total <= 1_000; total++) {
            inbox.offer(new Stimulus.Counted("hot", total));
            inbox.offer(new Stimulus.Counted("cold", 2 * total));
        }

        assertEquals(
                List.of(new Stimulus.Counted("hot", 1_000), new Stimulus.Counted("cold", 2_000)),
                drain());
    }

    /// Each word of another device has all that the one before it had of that session.
    @Test
    void ofWhatOtherDesksSayTheLastWaits() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            inbox.offer(said("b", i % 2, i));
        }

        assertEquals(List.of(said("b", 0, 998), said("b", 1, 999)), drain());
    }

    /// Of many sessions too: a device that invents some loses its own words alone, the oldest.
    @Test
    void noDeviceSpeaksOfMoreSessionsThanAreRemembered() throws Exception {
        inbox.offer(said("honest", 0, 1));
        for (int i = 0; i < 1_000; i++) {
            inbox.offer(said("b", i, i));
        }
        var heard = drain();

        assertEquals(1 + Attendance.SESSIONS_MAX, heard.size());
        assertEquals(said("honest", 0, 1), heard.getFirst());
        assertEquals(said("b", 999, 999), heard.getLast());
    }

    /// Whoever stands here does not wait for all that is said at others, nor the other way round.
    @Test
    void cardsAndWhatOtherDesksSayTakeTurns() throws Exception {
        for (int i = 0; i < 3; i++) {
            inbox.offer(said("b", i, i));
        }
        for (int i = 0; i < 3; i++) {
            inbox.offer(card("r" + i));
        }
        inbox.offer(new Stimulus.ContactChanged("leaf", true));

        assertEquals(
                List.of(
                        new Stimulus.ContactChanged("leaf", true),
                        card("r0"),
                        said("b", 0, 0),
                        card("r1"),
                        said("b", 1, 1),
                        card("r2"),
                        said("b", 2, 2)),
                drain());
    }

    private static Stimulus said(String device, int session, int word) {
        var at = new Session("m", LocalDate.of(2026, 1, 1).plusDays(session));
        var sign =
                new Sign(
                        Instant.ofEpochSecond(word),
                        true,
                        Result.LATE,
                        device + "/d",
                        Optional.empty(),
                        Optional.empty());
        var people = Map.of(new Token(0, 1), Presence.between(sign, sign));
        return new Stimulus.Attends.Elsewhere(device, at, people);
    }

    @Test
    void edgesBelowTheLimitKeepTheirOrder() throws Exception {
        inbox.offer(new Stimulus.ContactChanged("leaf", false));
        inbox.offer(new Stimulus.ContactChanged("leaf", true));

        assertEquals(2, drain().size());
    }

    /// An order is not to wait behind a crowd, and a crowd of orders is told so.
    @Test
    void aCommandGoesBeforeLevelsAndCardsAndIsRefusedWhenTooManyWait() throws Exception {
        var lockdown = new Act.Stand(Posture.LOCKDOWN, Optional.empty());
        var command = new Command("command-1", "door-1", lockdown, "local:guard");
        var ordered = new Stimulus.Commanded(command, _ -> {});
        inbox.offer(card("in"));
        inbox.offer(new Stimulus.ContactChanged("leaf", true));
        for (int i = 0; i < Inbox.COMMANDS_MAX; i++) {
            assertTrue(inbox.offer(ordered));
        }

        assertFalse(inbox.offer(ordered));
        assertEquals(Optional.of(ordered), inbox.take(Duration.ZERO));
    }

    /// Through the inbox into the loop: whatever was dropped of a flood, the door knows the level
    /// that the line has (I65).
    @Test
    void aFloodOfContactsLeavesTheDoorAtTheLevelOfTheLine() throws Exception {
        for (boolean last : List.of(true, false)) {
            try (var door = new OrderedDoor(dir, PostureHours.NONE, OrderedDoor.START)) {
                for (int i = 0; i < 10_000; i++) {
                    inbox.offer(new Stimulus.ContactChanged("fire", i % 2 == 0));
                    inbox.offer(new Stimulus.ContactChanged("exit", i % 3 == 0));
                }
                inbox.offer(new Stimulus.ContactChanged("fire", last));
                drain().forEach(door::turn);
                assertEquals(last ? Posture.FIRE : Posture.NORMAL, door.posture());
            }
        }
    }

    private List<Stimulus> drain() throws InterruptedException {
        var all = new ArrayList<Stimulus>();
        for (var next = inbox.take(Duration.ZERO);
                next.isPresent();
                next = inbox.take(Duration.ZERO)) {
            all.add(next.get());
        }
        return all;
    }

    private static Stimulus card(String reader) {
        return new Stimulus.Presented(
                reader, new Presentation.Unreadable(Reason.CARD_UNREADABLE), 0, 0, 0);
    }
}
