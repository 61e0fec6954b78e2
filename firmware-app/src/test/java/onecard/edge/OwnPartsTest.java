package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.site.SiteFile;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;

/// What a device makes of its own parts at the broker.
class OwnPartsTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");
    private static final String OLD = "oc/v1/my-site/hall-1/attendance/old@0900/f";

    private final List<String> found = new ArrayList<>();
    private final OwnParts parts = new OwnParts(new Topics("my-site", "hall-1"), found::add);

    @Test
    void whatIsThereIsToldOnce() {
        assertEquals(Set.of("oc/v1/my-site/hall-1/attendance/+/+"), parts.filters());
        assertFalse(parts.isAwaited());

        assertTrue(arrives(parts, OLD, 2));
        assertFalse(arrives(parts, OLD, 2), "its echo");
        assertFalse(arrives(parts, OLD.replace("/f", "/e"), 0), "taken away");

        assertEquals(List.of(OLD), found);
    }

    /// Nothing is cleared under a topic that is not a part of this device's own.
    @Test
    void whatIsNoPartOfItsOwnIsNotWanted() {
        assertTrue(parts.wants(OLD));
        for (var other :
                List.of(
                        OLD.replace("hall-1", "hall-2"),
                        OLD.replace("my-site", "other"),
                        OLD.replace("old", "+"),
                        OLD.replace("/f", "/#"),
                        OLD.replace("/f", "/10"),
                        OLD.replace("/f", ""),
                        OLD.replace("@0900", "@9"),
                        OLD.replace("attendance", "visits"),
                        OLD.replace("old", "o".repeat(33)))) {
            assertFalse(parts.wants(other), other);
        }
    }

    @Test
    void whoeverOwnsTheBrokerInventsNoMoreThanThereIsRoomFor() {
        int taken = 0;
        for (int i = 0; i < 2 * OwnParts.MOST; i++) {
            taken += arrives(parts, OLD.replace("old", "old-" + i), 2) ? 1 : 0;
        }
        assertEquals(OwnParts.MOST, taken);
    }

    @Test
    void whereDesksGoTogetherTheLoopKnowsWhatIsToStay() throws Exception {
        var told = new ArrayList<Stimulus>();
        var site =
                site(
                        Files.readString(EXAMPLES.resolve("meeting.yaml"))
                                .replace("# with:", "with:"));

        var own = OwnParts.of(site, new Topics("my-site", "hall-1"), told::add, new Clearing());

        arrives(own.orElseThrow(), OLD, 2);
        assertEquals(List.of(new Stimulus.Attends.AtBroker(OLD)), told);
        assertEquals(List.of(), found);
    }

    /// A site file does not say `with` any more.
    @Test
    void whereADeskGoesAloneNothingIsToBeThere() throws Exception {
        var site = site(Files.readString(EXAMPLES.resolve("meeting.yaml")));

        var own = OwnParts.of(site, new Topics("my-site", "hall-1"), _ -> {}, new Clearing());

        arrives(own.orElseThrow(), OLD, 2);
        assertEquals(List.of(OLD), found);
    }

    @Test
    void whereThereIsNoDeskNobodyListens() throws Exception {
        var door = site(Files.readString(EXAMPLES.resolve("door.yaml")));

        assertEquals(
                Optional.empty(), OwnParts.of(door, new Topics("a", "b"), _ -> {}, new Clearing()));
    }

    private static boolean arrives(OwnParts parts, String topic, int bytes) {
        return parts.wants(topic) && parts.arrived(new Arrived(topic, new byte[bytes], true));
    }

    private static SiteProfile site(String text) {
        var read = SiteFile.read(text);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    private final class Clearing implements Outlet {
        @Override
        public void tell(String topic, Json.Obj body, boolean retained) {
            throw new AssertionError(topic);
        }

        @Override
        public void clear(String topic, Runnable taken) {
            found.add(topic);
        }

        @Override
        public void sync() {}

        @Override
        public boolean replay(List<StoredEvent> events) {
            return false;
        }
    }
}
