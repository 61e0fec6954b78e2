package onecard.edge.birth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.site.SiteFile;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Home Assistant is told, by what the shipped site files have.
class HomeAssistantTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");

    @TempDir Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "door.yaml",
                "turnstile.yaml",
                "barrier.yaml",
                "airlock.yaml",
                "canteen.yaml"
            })
    void theContractAllowsItAndItCommandsNothing(String file) throws Exception {
        var text = Canonical.text(discovery(EXAMPLES.resolve(file)));

        assertEquals(
                Optional.empty(),
                new ContractValidator().objectionBySchema("home-assistant", text));
        assertFalse(text.contains("command_topic"), text);
        assertFalse(text.contains("/cmd/"), text);
        assertFalse(text.contains("duress"), text);
    }

    @Test
    void aDoorShowsItsLockItsLeafAndItsAlarms() throws Exception {
        var discovery = discovery(EXAMPLES.resolve("door.yaml"));
        var components = discovery.object("components").orElseThrow();
        var door = site(EXAMPLES.resolve("door.yaml")).points().getFirst().id();
        var names = new TreeSet<>(components.members().keySet());

        for (var part : new String[] {"lock", "leaf", "state", "passage", "forced", "held_open"}) {
            assertTrue(names.contains(door + "_" + part), names::toString);
        }
        assertFalse(names.contains(door + "_loop_stuck"), names::toString);
        var lock = components.object(door + "_lock").orElseThrow();
        assertEquals("binary_sensor", lock.text("platform").orElseThrow());
        assertTrue(lock.text("state_topic").orElseThrow().endsWith("/evt/" + door + "/state"));
        assertEquals(
                "{% if not value_json.replayed and value_json.data.state is defined %}{{ 'ON' if"
                        + " value_json.data.state in ['released', 'free', 'fire'] else 'OFF' }}{%"
                        + " endif %}",
                lock.text("value_template").orElseThrow());
    }

    @Test
    void aTillShowsItsSalesAndNobodyPassesIt() throws Exception {
        var discovery = discovery(EXAMPLES.resolve("canteen.yaml"));
        var names = new TreeSet<>(discovery.object("components").orElseThrow().members().keySet());

        assertTrue(
                names.containsAll(Set.of("lunch-1_sale", "lunch-1_reader_lost")), names::toString);
        assertFalse(names.contains("lunch-1_passage"), names::toString);
        assertFalse(names.contains("lunch-1_fire"), names::toString);
    }

    /// Without a contact nobody sees the leaf.
    @Test
    void aDoorWithoutAContactShowsNoLeaf() throws Exception {
        var bench = EXAMPLES.resolve("bench-door.yaml");
        var components = discovery(bench).object("components").orElseThrow();

        assertTrue(components.object("door-1_lock").isPresent());
        assertTrue(components.object("door-1_leaf").isEmpty());
    }

    @Test
    void itIsOffUnlessTheSiteFileAsksForIt() throws Exception {
        var bench = EXAMPLES.resolve("bench-door.yaml");

        assertFalse(site(bench).uplink().homeAssistant());
    }

    /// The broker was away in the run in which the device had got another name, and in the next.
    @Test
    void whatWasToldUnderAnotherNameIsTakenAwayHoweverLateTheBrokerIs() throws Exception {
        var renamed = "homeassistant/device/oc-hall-old/config";
        var site = shown();
        var own = new Topics(site.site(), site.device()).homeAssistant();

        var first = new Recorded();
        tell(site, Optional.of(renamed), first);
        var kept = first.kept.getLast();
        assertEquals(Set.of(renamed, own), Set.of(kept.split(" ")));
        assertEquals(List.of(own), first.told);

        var second = new Recorded();
        tell(site, Optional.of(kept), second);
        second.taken(renamed);
        assertEquals(own, second.kept.getLast());

        var third = new Recorded();
        tell(site, Optional.of(own), third);
        assertEquals(Set.of(), third.cleared.keySet());
    }

    @Test
    void whatWasTakenAwayIsForgotten() throws Exception {
        var site = site(EXAMPLES.resolve("bench-door.yaml"));
        var topic = new Topics(site.site(), site.device()).homeAssistant();
        var run = new Recorded();
        tell(site, Optional.of(topic), run);
        assertEquals(List.of(), run.told);

        run.taken(topic);
        run.taken(topic);
        assertEquals(List.of(""), run.kept);

        var next = new Recorded();
        tell(site, Optional.of(""), next);
        assertEquals(Set.of(), next.cleared.keySet());
    }

    private static void tell(SiteProfile site, Optional<String> before, Recorded run) {
        new HomeAssistant(site, new Topics(site.site(), site.device()))
                .tell(before, (_, value) -> run.kept.add(value), run);
    }

    private SiteProfile shown() throws Exception {
        var bench = Files.readString(EXAMPLES.resolve("bench-door.yaml"));
        var file = dir.resolve("shown.yaml");
        Files.writeString(
                file, bench.replaceFirst("(?m)^uplink: \\{ ", "uplink: { home_assistant: true, "));
        return site(file);
    }

    /// One run of the daemon, as far as it can be told.
    private static final class Recorded implements Outlet {
        private final List<String> told = new ArrayList<>();
        private final Map<String, Runnable> cleared = new HashMap<>();
        private final List<String> kept = new ArrayList<>();

        @Override
        public void tell(String topic, Json.Obj body, boolean retained) {
            told.add(topic);
        }

        @Override
        public void clear(String topic, Runnable taken) {
            cleared.put(topic, taken);
        }

        void taken(String topic) {
            Objects.requireNonNull(cleared.get(topic), topic).run();
        }

        @Override
        public void sync() {}

        @Override
        public boolean replay(List<StoredEvent> events) {
            return false;
        }
    }

    private static Json.Obj discovery(Path file) {
        var site = site(file);
        return new HomeAssistant(site, new Topics(site.site(), site.device())).discovery();
    }

    private static SiteProfile site(Path file) {
        assertTrue(Files.exists(file));
        return switch (SiteFile.read(file)) {
            case SiteFile.Read.Good(var profile) -> profile;
            case SiteFile.Read.Bad(var problems) -> throw new AssertionError(problems.toString());
        };
    }
}
