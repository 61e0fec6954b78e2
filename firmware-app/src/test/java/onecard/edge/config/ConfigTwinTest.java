package onecard.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.site.SiteFile;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of site files that a broker brings, and which of them are kept to be tried.
class ConfigTwinTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final String TRUST = "configs: [\"" + KEY.publicText() + "\"]";
    private static final Topics TOPICS = new Topics("bench", "bench");
    private static final long SOON_SECONDS = 30;

    @TempDir Path dir;
    private final LinkedBlockingQueue<Json.Obj> reports = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> objections = new LinkedBlockingQueue<>();
    private final ContractValidator contract = new ContractValidator();
    private final LinkedBlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    private final Semaphore restarts = new Semaphore(0);
    private String yaml = "";
    private SiteSlots slots;
    private ConfigTwin twin;

    @BeforeEach
    void start() throws Exception {
        yaml =
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                        .replace("generate: true }", "generate: true }, " + TRUST);
        var given = dir.resolve("site.yaml");
        Files.writeString(given, yaml);
        slots = SiteSlots.open(dir.resolve("config"), given, "first");
        twin = twin();
    }

    private ConfigTwin twin() {
        var made = new ConfigTwin(profile(), slots, seen::add, restarts::release);
        made.start(this::told);
        return made;
    }

    private SiteProfile profile() {
        return assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(yaml)).profile();
    }

    private void told(String topic, Json.Obj report) {
        contract.objection(topic, Canonical.text(report)).ifPresent(objections::add);
        reports.add(report);
    }

    @AfterEach
    void stop() {
        twin.close();
        assertEquals("[]", objections.toString());
    }

    @Test
    void aGoodOneWaitsToBeTried() throws Exception {
        assertEquals("accepted", state(next()));
        desire(1, yaml.replace("least: A0", "least: A1"));
        assertEquals("trying", state(next()));
        assertTrue(restarts.tryAcquire(SOON_SECONDS, TimeUnit.SECONDS));
        assertEquals(List.of(1L), List.copyOf(seen));
    }

    /// What its profiles say this release knows, or it refuses the file.
    @Test
    void oneMayNameReadyProfilesThatThisReleaseHas() throws Exception {
        next();
        var whole = yaml.replace(", journal_full: refuse", "");
        desire(1, whole);
        assertEquals(List.of("points[0].journal_full required"), problems(next()));
        desire(1, whole.replace("profile: door", "profile: door-of-tomorrow"));
        assertEquals(List.of("points[0].profile choice"), problems(next()));
        desire(1, whole.replace("profile: door", "profile: door-one-reader"));
        assertEquals("trying", state(next()));
    }

    /// Nobody could ever send the next one.
    @Test
    void oneThatTrustsNobodyIsRefused() throws Exception {
        next();
        var nobody = yaml.replace(", " + TRUST, "");
        desire(1, nobody);
        assertEquals(List.of("keys.configs trusted"), problems(next()));
        desire(1, yaml.replace(TRUST, "configs: []"));
        assertEquals(List.of("keys.configs count"), problems(next()));
        desire(1, nobody.replace("site: bench", "site: other"));
        assertEquals(List.of("site own", "keys.configs trusted"), problems(next()));
        assertEquals(0, slots.seen());
    }

    /// Somebody stands before them when they are rewired: what comes from afar moves none (I66).
    @Test
    void itsRelaysStayAsTheyAre() throws Exception {
        next();
        for (var changed :
                List.of(
                        "max_on_ms: 9000",
                        "max_on_ms: 10000, active: low",
                        "max_on_ms: 10000," + " drive: open_drain")) {
            desire(1, yaml.replace("max_on_ms: 10000", changed));
            assertEquals(List.of("board.relays.lock on_the_spot"), problems(next()));
        }
        desire(1, yaml.replace("at_stop: off", "at_stop: on"));
        assertEquals(List.of("board.relays.lock on_the_spot"), problems(next()));
        desire(1, yaml.replace("relays: { ", "relays: { lamp: { sim: true }, "));
        assertEquals(List.of("board.relays.lamp on_the_spot"), problems(next()));
        desire(1, yaml.replace("lock: {", "bolt: {").replace("relay: lock", "relay: bolt"));
        assertEquals(
                List.of("board.relays.bolt on_the_spot", "board.relays.lock on_the_spot"),
                problems(next()));
        desire(1, yaml.replace("least: A0", "least: A1"));
        assertEquals("trying", state(next()));
    }

    /// It is not in force before it has shown that the device is well.
    @Test
    void oneOnTrialIsTriedUntilItIsKept() throws Exception {
        next();
        desire(7, yaml.replace("least: A0", "least: A1"));
        assertEquals("0 trying 7", gist(next()));
        twin.close();
        slots.begin();
        twin = twin();
        assertEquals("0 trying 7", gist(next()));
        slots.confirm();
        twin.trialOver();
        assertEquals("7 accepted -", gist(next()));
    }

    @Test
    void oneThatWasGivenUpSaysWhyUntilAnotherIsKept() throws Exception {
        next();
        slots.store(7, yaml);
        slots.begin();
        slots.rollBack("not online: refused");
        twin.close();
        twin = twin();
        var report = next();
        assertEquals("0 rolled_back 7", gist(report));
        assertEquals(Optional.of("not online: refused"), report.text("detail"));
        desire(7, yaml);
        desire(6, yaml);
        assertEquals("0 old 6", gist(next()));
    }

    /// Neither has any effect (I70).
    @Test
    void whatNobodySignedIsRefusedOnceAndWhatIsSignedForAnotherToo() throws Exception {
        next();
        var good = signed(1, yaml);
        desire(good.with("version", 2));
        assertEquals(List.of("key trusted"), problems(next()));
        desire(good.without("sig"));
        desire(signed(signed(1, yaml).with("device", "other")));
        assertEquals(List.of("device own"), problems(next()));
        desire(signed(signed(0, yaml).without("yaml")));
        assertEquals(List.of("version range", "yaml missing"), problems(next()));
        assertTrue(reports.isEmpty());
    }

    /// What is retained is taken away by an empty message.
    @Test
    void anEmptyOneIsNoWish() throws Exception {
        next();
        desireNothing();
        desire(signed(1, yaml).with("version", 2));
        assertEquals(List.of("key trusted"), problems(next()));
        desireNothing();
        assertEquals("0 accepted -", gist(next()));
        assertTrue(reports.isEmpty());
    }

    private void desireNothing() {
        twin.arrived(new Inbound.Arrived(TOPICS.configDesired(), new byte[0], true));
    }

    @Test
    void oneThatCannotBeKeptIsRefusedAndMayComeAgain() throws Exception {
        next();
        var inTheWay = Files.createDirectories(dir.resolve("config/a.yaml.new/full"));
        desire(1, yaml.replace("least: A0", "least: A1"));
        assertEquals(List.of(" kept"), problems(next()));
        Files.delete(inTheWay);
        desire(1, yaml.replace("least: A0", "least: A1"));
        assertEquals("trying", state(next()));
    }

    private static String gist(Json.Obj report) {
        return report.number("version").orElseThrow()
                + " "
                + state(report)
                + " "
                + report.number("desired").map(Object::toString).orElse("-");
    }

    private void desire(long version, String text) {
        desire(signed(version, text));
    }

    private void desire(Json.Obj message) {
        twin.arrived(new Inbound.Arrived(TOPICS.configDesired(), Canonical.bytes(message), true));
    }

    private static Json.Obj signed(long version, String text) {
        return DesiredSite.signed(KEY, version, text);
    }

    private static Json.Obj signed(Json.Obj desired) {
        return DesiredSite.signed(KEY, desired);
    }

    private Json.Obj next() throws Exception {
        return Optional.ofNullable(reports.poll(SOON_SECONDS, TimeUnit.SECONDS)).orElseThrow();
    }

    private static String state(Json.Obj report) {
        return report.text("state").orElseThrow();
    }

    /// Each as its path and rule.
    private static List<String> problems(Json.Obj report) {
        assertEquals("refused", state(report));
        return report.array("problems").orElseThrow().items().stream()
                .map(Json.Obj.class::cast)
                .map(it -> it.text("path").orElseThrow() + " " + it.text("rule").orElseThrow())
                .toList();
    }
}
