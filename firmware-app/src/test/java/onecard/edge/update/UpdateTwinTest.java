package onecard.edge.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
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

/// What becomes of the notice that a broker brings, and what is said of it.
class UpdateTwinTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Topics TOPICS = new Topics("bench", "door");
    private static final long SOON_SECONDS = 30;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir Path dir;
    private final LinkedBlockingQueue<Json.Obj> reports = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> objections = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<URI> fetched = new LinkedBlockingQueue<>();
    private final ContractValidator contract = new ContractValidator();
    private volatile byte[] served = CONTENT;
    private volatile Optional<Refusal> refusal = Optional.empty();
    private UpdateTwin twin;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder());
        twin = started("1.0");
    }

    private UpdateTwin started(String release) {
        var device = new UpdateTwin.Device("bench", "door", new Version(release), laid(), folder());
        var keys = new TrustedKeys(List.of(KEY.publicText()));
        var made = new UpdateTwin(device, keys, this::fetch, LOOK);
        made.start(this::told);
        return made;
    }

    private Path laid() {
        return dir.resolve("update");
    }

    private Path folder() {
        return dir.resolve("folder");
    }

    private Optional<Refusal> fetch(URI url, Path to, long bytesMax) {
        fetched.add(url);
        try {
            Files.write(to, served);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return refusal;
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

    private Json.Obj next() throws InterruptedException {
        var report = reports.poll(SOON_SECONDS, TimeUnit.SECONDS);
        assertTrue(report != null, "nothing is reported");
        return report == null ? Json.Obj.EMPTY : report;
    }

    private static String gist(Json.Obj report) {
        return String.join(
                " ",
                report.text("version").orElse("-"),
                report.text("state").orElse("-"),
                report.text("desired").orElse("-"),
                report.text("reason").orElse("-"));
    }

    private Notice notice(String version, Instant issued) throws IOException {
        var file = Files.write(dir.resolve("package"), CONTENT);
        return new Notice(
                Optional.of("bench"),
                Optional.of("door"),
                new Version(version),
                Notice.sha256(file),
                Optional.of((long) CONTENT.length),
                Optional.of(URI.create("http://192.168.1.2/onecard.deb")),
                issued,
                "");
    }

    private Json.Obj signed(String version) throws IOException {
        return signed(version, Instant.EPOCH);
    }

    private Json.Obj signed(String version, Instant issued) throws IOException {
        return Notice.signed(notice(version, issued), KEY);
    }

    private void desire(Json.Obj notice) {
        var topic = TOPICS.updateDesired();
        assertTrue(twin.wants(topic));
        assertTrue(twin.arrived(new Inbound.Arrived(topic, Canonical.bytes(notice), true)));
    }

    private void standing(Step step, String sig, Optional<Refusal> why) throws IOException {
        standing(step, sig, Instant.EPOCH, why);
    }

    private void standing(Step step, String sig, Instant issued, Optional<Refusal> why)
            throws IOException {
        new Standing(step, "1.1", "1.0", sig, issued, 1, why).keep(folder());
    }

    @Test
    void aGoodOneIsLaidOutForRoot() throws Exception {
        assertEquals("1.0 accepted - -", gist(next()));
        var notice = signed("1.1");
        assertEquals(
                Optional.empty(), contract.objection(TOPICS.updateDesired(), notice.toString()));
        desire(notice);
        assertEquals("1.0 fetching 1.1 -", gist(next()));
        assertEquals("1.0 staged 1.1 -", gist(next()));
        assertArrayEquals(CONTENT, Files.readAllBytes(laid().resolve("package.deb")));
        assertArrayEquals(
                Canonical.bytes(notice), Files.readAllBytes(laid().resolve("notice.json")));
        assertEquals(1, fetched.size());
    }

    /// Root's word is the last one, and what lies there for it goes.
    @Test
    void whatRootSaysIsReported() throws Exception {
        next();
        var notice = signed("1.1");
        desire(notice);
        next();
        next();
        var sig = notice.text("sig").orElseThrow();
        standing(Step.ROLLED_BACK, sig, Optional.of(new Refusal(Why.NOT_READY, "status 70")));
        var report = next();
        assertEquals("1.0 rolled_back 1.1 not_ready", gist(report));
        assertEquals(Optional.of("status 70"), report.text("detail"));
        twin.close();
        assertFalse(Files.exists(laid().resolve("notice.json")));
        assertFalse(Files.exists(laid().resolve("package.deb")));

        twin = started("1.0");
        assertEquals("1.0 rolled_back 1.1 not_ready", gist(next()));
        fetched.clear();
        desire(notice);
        desire(signed("0.9"));
        assertEquals("1.0 old 0.9 -", gist(next()));
        assertEquals(List.of(), List.copyOf(fetched), "what was given up is not tried again");
    }

    @Test
    void howFarItIsIsReportedByWhoeverRuns() throws Exception {
        next();
        twin.close();
        standing(Step.TRYING, "sig", Optional.empty());
        twin = started("1.1");
        assertEquals("1.1 trying 1.1 -", gist(next()));
        standing(Step.GOOD, "sig", Optional.empty());
        assertEquals("1.1 installing 1.1 -", gist(next()));
        standing(Step.INSTALLED, "sig", Optional.empty());
        assertEquals("1.1 accepted 1.1 -", gist(next()));
    }

    @Test
    void whatIsNotForItIsRefused() throws Exception {
        next();
        desire(signed("1.1").with("version", "1.2"));
        assertEquals("1.0 refused - unsigned", gist(next()));
        var other = signed("1.1").without("sig").with("device", "gate");
        desire(other.with("sig", KEY.sign(other)));
        assertEquals("1.0 refused 1.1 of_another", gist(next()));
        var nowhere = signed("1.1").without("sig", "url");
        desire(nowhere.with("sig", KEY.sign(nowhere)));
        assertEquals("1.0 refused 1.1 malformed", gist(next()));
        assertEquals(List.of(), List.copyOf(fetched));
    }

    /// What is retained is taken away by an empty message.
    @Test
    void anEmptyOneIsNoWish() throws Exception {
        next();
        desire(signed("1.1"));
        next();
        assertEquals("1.0 staged 1.1 -", gist(next()));

        desireNothing();
        assertEquals("1.0 accepted - -", gist(next()));
        assertFalse(Files.exists(laid().resolve("notice.json")));
        assertFalse(Files.exists(laid().resolve("package.deb")));

        desireNothing();
        desire(signed("0.9"));
        assertEquals("1.0 old 0.9 -", gist(next()));
    }

    /// What became of the last one is no less true.
    @Test
    void withoutAWishItIsToldHowThingsStand() throws Exception {
        next();
        var why = Optional.of(new Refusal(Why.NOT_READY, ""));
        standing(Step.ROLLED_BACK, "sig", why);
        assertEquals("1.0 rolled_back 1.1 not_ready", gist(next()));
        desire(signed("0.9"));
        assertEquals("1.0 old 0.9 -", gist(next()));
        desireNothing();
        assertEquals("1.0 rolled_back 1.1 not_ready", gist(next()));
    }

    private void desireNothing() {
        var topic = TOPICS.updateDesired();
        assertTrue(twin.arrived(new Inbound.Arrived(topic, new byte[0], true)));
    }

    /// Root has had a later one.
    @Test
    void aFormerOneIsOld() throws Exception {
        next();
        var later = Instant.EPOCH.plusSeconds(60);
        var why = Optional.of(new Refusal(Why.NOT_WELL, ""));
        standing(Step.ROLLED_BACK, "sig", later, why);
        assertEquals("1.0 rolled_back 1.1 not_well", gist(next()));
        desire(signed("1.2", later));
        assertEquals("1.0 old 1.2 -", gist(next()));
        desire(signed("1.2", later.plusSeconds(1)));
        assertEquals("1.0 fetching 1.2 -", gist(next()));
        assertEquals("1.0 staged 1.2 -", gist(next()));
        assertEquals(1, fetched.size());
    }

    @Test
    void otherBytesThanThoseSignedAreNotLaidOut() throws Exception {
        next();
        served = new byte[] {1, 2, 4};
        desire(signed("1.1"));
        assertEquals("1.0 fetching 1.1 -", gist(next()));
        assertEquals("1.0 refused 1.1 hash", gist(next()));
        assertFalse(Files.exists(laid().resolve("notice.json")));
        assertFalse(Files.exists(laid().resolve("package.part")));
    }

    @Test
    void aServerThatDoesNotGiveItIsAskedAgainLater() throws Exception {
        next();
        refusal = Optional.of(new Refusal(Why.UNREACHABLE, "status 404"));
        desire(signed("1.1"));
        assertEquals("1.0 fetching 1.1 -", gist(next()));
        var report = next();
        assertEquals("1.0 fetching 1.1 unreachable", gist(report));
        assertEquals(Optional.of("status 404"), report.text("detail"));
        assertFalse(Files.exists(laid().resolve("notice.json")));
    }

    /// Beside the journal, and nobody may ever ask for it again.
    @Test
    void whatWasFetchedInPartGoes() throws Exception {
        twin.close();
        Files.createDirectories(laid());
        var part = Files.write(laid().resolve("package.part"), CONTENT);
        twin = started("1.0");
        assertFalse(Files.exists(part));
    }

    /// The power went after the package was laid out, and it comes again.
    @Test
    void whatLiesThereIsNotFetchedAgain() throws Exception {
        next();
        desire(signed("1.1"));
        next();
        next();
        twin.close();
        twin = started("1.0");
        assertEquals("1.0 accepted - -", gist(next()));
        desire(signed("1.1"));
        assertEquals("1.0 fetching 1.1 -", gist(next()));
        assertEquals("1.0 staged 1.1 -", gist(next()));
        assertEquals(1, fetched.size());
    }
}
