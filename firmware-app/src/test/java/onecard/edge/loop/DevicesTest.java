package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import onecard.access.Posture;
import onecard.edge.intake.Stimulus;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.point.PostureHours;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known of the devices of a door, told by alarms and metrics (I62).
class DevicesTest {

    private static final Device READER = new Device(Kind.READER, "in");
    private static final Device FIRE = new Device(Kind.CONTACT, "fire");
    private static final Device LOCK = new Device(Kind.RELAY, "lock");

    @TempDir Path dir;
    private OrderedDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OrderedDoor(dir, PostureHours.NONE, OrderedDoor.START);
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    @Test
    void aReaderThatFellSilentIsUnknownAndAnAlarmUntilItIsHeard() {
        door.turn(new Stimulus.ReaderBack("in"));
        assertEquals("up", state(READER));

        door.turn(new Stimulus.Silent(READER));
        assertEquals("unknown", state(READER));
        assertEquals(0, metric("onecard_reader_up{reader=\"in\"}"));
        door.turn(new Stimulus.Heard(READER));
        assertEquals("up", state(READER));

        assertEquals(List.of("reader_lost in true", "reader_lost in false"), alarms());
    }

    /// Its driver said so before it fell silent, and has said nothing since.
    @Test
    void aReaderThatWasLostIsLostStillWhenItIsHeard() {
        door.turn(new Stimulus.ReaderLost("in", "unplugged"));
        door.turn(new Stimulus.Silent(READER));
        door.turn(new Stimulus.Heard(READER));
        assertEquals("lost", state(READER));
        door.turn(new Stimulus.ReaderBack("in"));

        assertEquals(List.of("reader_lost in true", "reader_lost in false"), alarms());
    }

    /// Its last level is not current: not in the metrics, and not to the door.
    @Test
    void aSilentContactHasNoLevel() {
        door.turn(new Stimulus.ContactChanged("fire", false));
        assertEquals(0, metric("onecard_contact_active{contact=\"fire\"}"));

        door.turn(new Stimulus.Silent(FIRE));
        assertEquals("unknown", state(FIRE));
        assertEquals(-1, metric("onecard_contact_active{contact=\"fire\"}"));
        door.turn(new Stimulus.Heard(FIRE));
        assertEquals(0, metric("onecard_contact_active{contact=\"fire\"}"));

        assertEquals(List.of("contact_lost fire true", "contact_lost fire false"), alarms());
    }

    /// What is told while it is silent is heard before the silence is known to be over.
    @Test
    void aLevelToldInSilenceEndsIt() {
        door.turn(new Stimulus.ContactChanged("fire", false));
        door.turn(new Stimulus.Silent(FIRE));
        door.turn(new Stimulus.ContactChanged("fire", true));
        assertEquals(Posture.FIRE, door.posture());
        door.turn(new Stimulus.Heard(FIRE));
        assertEquals(Posture.FIRE, door.posture());
        assertEquals(1, metric("onecard_contact_active{contact=\"fire\"}"));
    }

    /// The fire that was seen last is not forgotten: the door hears of it again.
    @Test
    void aFireSeenBeforeTheSilenceIsSeenAfterIt() {
        door.turn(new Stimulus.ContactChanged("fire", true));
        door.turn(new Stimulus.Silent(FIRE));
        assertEquals(Posture.FIRE, door.posture());
        door.turn(new Stimulus.Heard(FIRE));
        assertEquals(Posture.FIRE, door.posture());
    }

    @Test
    void aSilentRelayIsTheDoorsAlarm() {
        door.turn(new Stimulus.Heard(LOCK));
        assertEquals("up", state(LOCK));
        door.turn(new Stimulus.Silent(LOCK));
        assertEquals("unknown", state(LOCK));
        door.turn(new Stimulus.Heard(LOCK));

        assertEquals(List.of("contact_lost lock true", "contact_lost lock false"), alarms());
    }

    /// A device that no point uses is told of by the device itself.
    @Test
    void whatBelongsToNoPointIsTheDevicesOwnAlarm() {
        for (var device : List.of(new Device(Kind.READER, "spare"), new Device(Kind.PANEL, "in"))) {
            door.turn(new Stimulus.Heard(device));
            door.turn(new Stimulus.Silent(device));
            door.turn(new Stimulus.Silent(device));
            door.turn(new Stimulus.Heard(device));
        }
        door.turn(new Stimulus.ReaderLost("spare", "unplugged"));
        door.turn(new Stimulus.ReaderBack("spare"));

        assertEquals(
                List.of(
                        "reader_lost spare true",
                        "panel_lost in true",
                        "panel_lost in false",
                        "reader_lost spare false"),
                alarms());
    }

    private List<String> alarms() {
        door.answer();
        return door.told("alarm", "alarm", "detail", "active");
    }

    private String state(Device device) {
        var states =
                List.of("unknown", "up", "lost").stream()
                        .filter(
                                each ->
                                        metric(
                                                        "onecard_device_state{device=\""
                                                                + device.name()
                                                                + "\",kind=\""
                                                                + device.kind().wire()
                                                                + "\",state=\""
                                                                + each
                                                                + "\"}")
                                                == 1)
                        .toList();
        assertEquals(1, states.size());
        return states.getFirst();
    }

    /// -1 where none is shown.
    private long metric(String name) {
        return door.metrics.json().number(name).orElse(-1L);
    }
}
