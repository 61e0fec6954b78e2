package onecard.edge.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.door.DoorProfile;
import onecard.point.door.DoorProfile.Group;
import onecard.point.door.DoorProfile.Times;
import onecard.site.Board;

/// Binds what only a door has.
final class DoorBinder {

    private final Settings point;
    private final Board board;
    private final Set<String> neighbours;

    /// @param neighbours ids of the other doors of its interlock
    DoorBinder(Settings point, Board board, Set<String> neighbours) {
        this.point = point;
        this.board = board;
        this.neighbours = neighbours;
    }

    PointBinder.Kind bind() {
        var contacts = new HashMap<String, Role>();
        point.find("contact").ifPresent(name -> contacts.put(name, new Role.Leaf()));
        return new PointBinder.Kind(
                Map.of(Output.LOCK, point.section("in").text("relay")), contacts, profile());
    }

    private DoorProfile profile() {
        return new DoorProfile(
                times(point.whole("release_ms"), point.whole("held_open_ms")),
                times(extendedRelease(), extendedHeldOpen()),
                point.is("relock", "on_open")
                        ? DoorProfile.Relock.ON_OPEN
                        : DoorProfile.Relock.ON_CLOSE,
                exitButton(),
                Duration.ofMillis(point.whole("exit_button_stuck_ms")),
                point.find("contact").flatMap(board::debounce),
                point.is("journal_full", "open") ? JournalFull.OPEN : JournalFull.REFUSE,
                interlock());
    }

    private Times times(long release, long heldOpen) {
        return new Times(
                Duration.ofMillis(release),
                Duration.ofMillis(heldOpen * point.whole("pre_alarm_percent") / 100),
                Duration.ofMillis(heldOpen));
    }

    /// Unless it is said, no longer than the relay is on.
    private long extendedRelease() {
        var relay = board.relays().get(point.section("in").text("relay"));
        long usual = point.whole("release_ms");
        long most = Objects.requireNonNull(relay).maxOn().toMillis();
        return point.at("extended_release_ms").isPresent()
                ? point.whole("extended_release_ms")
                : Math.min(usual * Times.EXTENDED, most);
    }

    private long extendedHeldOpen() {
        return point.at("extended_held_open_ms").isPresent()
                ? point.whole("extended_held_open_ms")
                : point.whole("held_open_ms") * Times.EXTENDED;
    }

    private Optional<Group> interlock() {
        return neighbours.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Group(
                                neighbours,
                                Duration.ofMillis(point.whole("interlock_exit_wait_ms"))));
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
