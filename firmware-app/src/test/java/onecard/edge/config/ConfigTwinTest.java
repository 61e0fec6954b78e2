package onecard.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Topics;
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
        slots = SiteSlots.open(dir.resolve("config"), given);
        twin = twin();
    }

    private ConfigTwin twin() {
        var made =
                new ConfigTwin(
                        TOPICS,
                        new TrustedKeys(List.of(KEY.publicText())),
                        slots,
                        restarts::release);
        made.start(this::told);
        return made;
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

    private void desire(long version, String text) {
        desire(signed(version, text));
    }

    private void desire(Json.Obj message) {
        twin.arrived(new Inbound.Arrived(TOPICS.configDesired(), Canonical.bytes(message), true));
    }

    private static Json.Obj signed(long version, String text) {
        var desired =
                Json.Obj.EMPTY
                        .with("site", "bench")
                        .with("device", "bench")
                        .with("version", version)
                        .with("issued", "2026-11-28T08:00:00Z")
                        .with("yaml", text)
                        .with("key", KEY.publicText());
        return desired.with("sig", KEY.sign(desired));
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
