package onecard.edge.site;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.point.JournalFull;
import onecard.point.door.DoorProfile;
import onecard.site.Board;
import onecard.site.DoorPoint;

/// Binds one point that broke no rule: which devices it uses, who may pass, how it behaves.
final class DoorBinder {

    private final Settings point;
    private final Times times;
    private final Board board;

    DoorBinder(Settings point, Times times, Board board) {
        this.point = point;
        this.times = times;
        this.board = board;
    }

    DoorPoint bind() {
        return new DoorPoint(
                point.text("id"),
                readers(),
                point.section("in").text("relay"),
                point.find("contact"),
                point.find("exit_button"),
                point.find("fire"),
                policy(),
                profile());
    }

    private Map<String, Direction> readers() {
        var readers = new HashMap<String, Direction>();
        new Side(point.section("in")).names().forEach(name -> readers.put(name, Direction.IN));
        new Side(point.section("out")).names().forEach(name -> readers.put(name, Direction.OUT));
        return readers;
    }

    private Policy policy() {
        return new Policy(
                Set.copyOf(new HashSet<>(point.items("lists"))),
                Set.copyOf(new HashSet<>(point.items("groups"))),
                point.find("schedule").map(times.schedules()::get),
                times.schedules(),
                point.find("calendar").map(times.calendars()::get),
                Assurance.valueOf(point.text("least")),
                times.zone(),
                point.at("stale_after_h").map(_ -> Duration.ofHours(point.whole("stale_after_h"))),
                point.is("untrusted_clock", "refuse")
                        ? Policy.Untimed.REFUSE
                        : Policy.Untimed.PERMANENT_ONLY,
                cardTerms(),
                point.is("exit", "always"));
    }

    private CardTerms cardTerms() {
        return new CardTerms(
                point.flag("valid_card_only"),
                point.find("expired_until").map(LocalDate::parse),
                (int) point.whole("renew_within_days"),
                Set.copyOf(new HashSet<>(point.items("regions"))));
    }

    private DoorProfile profile() {
        long heldOpen = point.whole("held_open_ms");
        return new DoorProfile(
                Duration.ofMillis(point.whole("release_ms")),
                Duration.ofMillis(heldOpen),
                Duration.ofMillis(heldOpen * point.whole("pre_alarm_percent") / 100),
                point.is("relock", "on_open")
                        ? DoorProfile.Relock.ON_OPEN
                        : DoorProfile.Relock.ON_CLOSE,
                exitButton(),
                Duration.ofMillis(point.whole("exit_button_stuck_ms")),
                point.find("contact").map(board.contacts()::get).map(Board.Contact::debounce),
                point.is("journal_full", "open") ? JournalFull.OPEN : JournalFull.REFUSE);
    }

    private DoorProfile.ExitButton exitButton() {
        if (point.at("exit_button").isEmpty()) {
            return DoorProfile.ExitButton.NONE;
        }
        return point.is("exit_button_does", "shunt")
                ? DoorProfile.ExitButton.SHUNT
                : DoorProfile.ExitButton.UNLOCK;
    }
}
