package onecard.edge.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import onecard.access.AccessRules;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Situation;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TestAuthority;
import onecard.edge.crypto.TestAuthority.Claims;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.WholeFile;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.Attempt;
import onecard.edge.loop.Events;
import onecard.edge.loop.LogPanel;
import onecard.edge.process.Await;
import onecard.edge.site.SiteFile;
import onecard.edge.state.StateDir;
import onecard.edge.store.registry.Lists;
import onecard.edge.watch.Metrics;
import onecard.hal.Algorithm;
import onecard.hal.DeviceEvent;
import onecard.hal.card.IssuerKey;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.point.TapId;
import onecard.site.SiteProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// From a chip's bytes over what a site file says to the decision and its event: every level at
/// every point's rule, on 1 June 2030.
class ProofsAtAPointTest {

    private static final String CODE = "342500d1560000050000000000000001";
    private static final String UID = "04a1b2c3";
    private static final Duration DAY = Duration.ofDays(1);
    private static final TestAuthority ROOT =
            TestAuthority.root(1, Claims.authority("root", 1, OptionalInt.empty()));

    /// Certificates are not for every reader: `in` asks for both proofs, `out` for none.
    private static final String SITE =
            """
            onecard: 1
            site: hall
            device: north
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              modules: { bench: { test_keys: true, key_id: 10, deadline_ms: 2000 } }
              readers:
                in: { sim: true, module: bench, certificate: true }
                out: { sim: true }
              relays: { lock: { sim: true } }
            certificates: { issuers: "DIR/issuers.pem", crls: ["DIR/root.crl"] }
            points:
              - id: door-1
                profile: door
                in: { reader: in, relay: lock }
                out: { reader: out }
                journal_full: refuse
                lists: [staff]
            lists: { staff: {} }
            uplink: { url: "mqtt://127.0.0.1:1883" }
            keys: { site: { generate: true } }
            """;

    @TempDir Path dir;
    private final Tokens tokens = new Tokens(new byte[32]);
    private final List<String> alarms = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Metrics metrics = new Metrics();
    private Moment now = new Moment(new Mono(0), TestAuthority.NOW, ClockTrust.SYNCED);
    private Optional<StateDir> state = Optional.empty();

    @BeforeEach
    void files() throws IOException {
        state = StateDir.hold(Files.createDirectory(dir.resolve("state")));
        TestAuthority.pem(dir.resolve("issuers.pem"), ROOT.certificate());
        revoking();
    }

    @AfterEach
    void release() throws IOException {
        state.orElseThrow().close();
    }

    private void revoking(int... serials) throws IOException {
        var from = TestAuthority.NOW.minus(DAY);
        Files.write(dir.resolve("root.crl"), ROOT.revoking(from, from.plus(DAY), serials));
    }

    private CardProofs proofs(String text) throws IOException {
        return CardProofs.open(
                site(text),
                state.orElseThrow(),
                () -> now,
                (alarm, active, detail) -> alarms.add(alarm + " " + active + " " + detail),
                metrics);
    }

    private SiteProfile site(String text) {
        var read = SiteFile.read(text.replace("DIR", dir.toString()));
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    private static SimCard social() {
        return SimCard.socialSecurity(CODE, 3, Optional.of("20360131"));
    }

    private static SimCard keyed() {
        return social().keyed(IssuerKey.published(Algorithm.SM4));
    }

    private static SimCard certified() {
        var key = TestAuthority.key(3);
        return social().certified(ROOT.certify(key, Claims.card(CODE, 4711)), key::sign);
    }

    static Stream<Arguments> cards() {
        return Stream.of(
                Arguments.of(SimCard.plain(UID), Assurance.A0),
                Arguments.of(social(), Assurance.A1),
                Arguments.of(keyed(), Assurance.A2),
                Arguments.of(certified(), Assurance.A3),
                Arguments.of(certified().keyed(IssuerKey.published(Algorithm.SM4)), Assurance.A3));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void eachLevelPassesWhereItIsEnoughAndIsInTheEvent(SimCard card, Assurance level)
            throws Exception {
        try (var proofs = proofs(SITE)) {
            well();
            for (var least : Assurance.values()) {
                var event = tap(proofs, "in", card, least);

                assertEquals(
                        level.atLeast(least) ? "OK" : "WEAK_CREDENTIAL",
                        event.text("reason").orElseThrow(),
                        least::name);
                assertEquals(
                        Optional.of(level.name()),
                        event.object("credential").flatMap(shown -> shown.text("assurance")));
            }
        }
    }

    /// No reader gives it: it takes a second factor over what a chip proved.
    @Test
    void theHighestLevelPassesEverywhereAndNoCopyReachesIt() throws Exception {
        for (var level : Assurance.values()) {
            boolean proved = level.atLeast(Assurance.A2);
            var raised = level.withSecondFactor();
            assertEquals(proved ? Assurance.A4 : level, raised);
            var shown =
                    new Presentation.Known(
                            Credential.of(CredentialKind.SSC, new Token(1, 2), raised),
                            List.of(entry()),
                            List.of());
            var event = decided(shown, Assurance.A4);
            assertEquals(proved ? "OK" : "WEAK_CREDENTIAL", event.text("reason").orElseThrow());
        }
    }

    @Test
    void anExitThatAsksForNoProofSaysNothingOfOne() throws Exception {
        try (var proofs = proofs(SITE)) {
            var credential = credential(tap(proofs, "out", certified(), Assurance.A0));

            assertEquals(Optional.of("A1"), credential.text("assurance"));
            assertEquals(Optional.empty(), credential.text("unproved"));
        }
    }

    @Test
    void whyAChipProvedNoMoreIsInTheEventAndCounted() throws Exception {
        now = new Moment(new Mono(0), Instant.EPOCH, ClockTrust.UNTRUSTED);
        var text = SITE.replace(", module: bench", "");
        try (var proofs = proofs(text)) {
            var credential = credential(tap(proofs, "in", certified(), Assurance.A0));

            assertEquals(Optional.of("A1"), credential.text("assurance"));
            assertEquals(Optional.of("clock_untrusted"), credential.text("unproved"));
            assertTrue(
                    metrics.text().contains("onecard_unproved_total{cause=\"clock_untrusted\"} 1"));
        }
    }

    @Test
    void aFalseProofIsABadSignatureWhateverThePointAsks() throws Exception {
        try (var proofs = proofs(SITE)) {
            well();
            var forged = social().keyed(IssuerKey.of(Algorithm.SM4, new byte[16]));
            var stolen =
                    social().certified(
                                    ROOT.certify(TestAuthority.key(3), Claims.card(CODE, 4711)),
                                    TestAuthority.key(4)::sign);
            for (var card : List.of(forged, stolen)) {
                var event = tap(proofs, "in", card, Assurance.A0);
                assertEquals(Optional.of("BAD_SIGNATURE"), event.text("reason"));
                assertEquals(Optional.of("refused"), event.text("verdict"));
                assertTrue(event.object("credential").isEmpty());
            }
        }
    }

    @Test
    void aRevokedCardIsABadSignatureFromTheNextLookOn() throws Exception {
        revoking(4711);
        try (var proofs = proofs(SITE)) {
            assertEquals(
                    Optional.of("BAD_SIGNATURE"),
                    tap(proofs, "in", certified(), Assurance.A0).text("reason"));
        }
    }

    @Test
    void aModuleThatIsNotThereLowersTheLevelAndIsAnAlarm() throws Exception {
        WholeFile.write(
                dir.resolve("hsm.key"), "00".repeat(32).getBytes(StandardCharsets.US_ASCII));
        // Port 1 of this machine: nobody listens there.
        var text =
                SITE.replace(
                        "test_keys: true", "hsm: \"127.0.0.1:1\", key: { file: \"DIR/hsm.key\" }");
        try (var proofs = proofs(text)) {
            Await.until(
                    "the module to be looked at",
                    Duration.ofSeconds(5),
                    () ->
                            alarms.contains(
                                    "security_module true bench: no connection to 127.0.0.1:1"));
            var credential = credential(tap(proofs, "in", keyed(), Assurance.A1));

            assertEquals(Optional.of("A1"), credential.text("assurance"));
            assertEquals(Optional.of("module_absent"), credential.text("unproved"));
            assertTrue(metrics.text().contains("onecard_module_up{module=\"bench\"} 0"));
        }
    }

    @Test
    void publishedKeysAreAnAlarmFromTheStart() throws Exception {
        try (var proofs = proofs(SITE)) {
            assertTrue(alarms.contains("test_keys true bench"));
            assertFalse(proofs.at("in").module().isEmpty());
        }
    }

    @Test
    void aListThatCannotBeBelievedIsAnAlarm() throws Exception {
        Files.write(dir.resolve("root.crl"), new byte[] {0x30, 0});
        try (var _ = proofs(SITE)) {
            assertTrue(alarms.contains("revocation_list true root.crl"));
        }
    }

    private void well() {
        Await.until(
                "the module to be looked at",
                Duration.ofSeconds(5),
                () -> metrics.text().contains("onecard_module_up{module=\"bench\"} 1"));
    }

    private static Json.Obj credential(Json.Obj event) {
        return event.object("credential").orElseThrow();
    }

    /// One presence at a point that accepts so much: what its event says.
    private Json.Obj tap(CardProofs proofs, String reader, SimCard card, Assurance least)
            throws Exception {
        var plan = ReadingPlan.of("ssc", "uid").proving(proofs.at(reader));
        DeviceEvent event;
        try {
            event = new DeviceEvent.CardSeen(reader, plan.read(SimChannel.of(card), tokens), 0);
        } catch (Unreadable refused) {
            event = new DeviceEvent.CardUnreadable(reader, refused.fault(), 0);
        }
        var inbox = new Inbox();
        new TapSource(Everybody::new, inbox, new LogPanel("door-1"), metrics, () -> 0)
                .accept(event);
        var presented =
                assertInstanceOf(Stimulus.Presented.class, inbox.take(Duration.ZERO).orElseThrow());
        return decided(presented.shown(), least);
    }

    private Json.Obj decided(Presentation shown, Assurance least) {
        Verdict verdict =
                AccessRules.decide(
                        policy(least),
                        new Situation("door-1", Direction.IN, Posture.NORMAL),
                        shown,
                        Memory.EMPTY,
                        now);
        var attempt =
                new Attempt("door-1", "door", "in", Direction.IN, shown, now.mono(), "card=1");
        return Events.tap(new TapId(1), attempt, verdict, Json.Obj.EMPTY, now).data();
    }

    private static Policy policy(Assurance least) {
        return Policy.of(Set.of("staff"), least, java.time.ZoneId.of("Asia/Shanghai"));
    }

    private static Entry entry() {
        return new Entry(
                new ListVersion("staff", 1, Instant.EPOCH, Optional.empty()),
                new Token(9, 9),
                Set.of("staff"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static final class Everybody implements Lists {
        @Override
        public Found find(CredentialKind kind, Token token) {
            return new Found(List.of(entry()), List.of());
        }

        @Override
        public void close() {}
    }
}
