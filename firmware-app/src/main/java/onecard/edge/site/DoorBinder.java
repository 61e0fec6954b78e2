package onecard.edge.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.door.DoorProfile;
import onecard.site.Board;

/// Binds what only a door has.
final class DoorBinder {

    private final Settings point;
    private final Board board;

    DoorBinder(Settings point, Board board) {
        this.point = point;
        this.board = board;
    }

    PointBinder.Kind bind() {
        var contacts = new HashMap<String, Role>();
        point.find("contact").ifPresent(name -> contacts.put(name, new Role.Leaf()));
        return new PointBinder.Kind(
                Map.of(Output.LOCK, point.section("in").text("relay")), contacts, profile());
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
