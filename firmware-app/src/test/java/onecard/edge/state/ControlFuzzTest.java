package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.access.Reason;
import onecard.edge.clock.BoardClock;
import onecard.edge.command.Answer;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Tokens;
import onecard.edge.record.Erasure;
import onecard.edge.site.SiteFile;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultSample;
import onecard.site.SiteProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is written into the control socket, through the real one to the real list commands.
class ControlFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Json.Obj KNOWN_ABSENT =
            ListCommands.request(Path.of("absent.csv"), "demo", false, Lang.EN);

    @TempDir Path dir;
    private final Queue<RuntimeException> bugs = new ConcurrentLinkedQueue<>();
    private StateDir state;
    private Registry registry;
    private Vault vault;
    private Control control;

    @BeforeEach
    void serve() throws Exception {
        state = StateDir.hold(dir).orElseThrow();
        registry = Registry.open(state.registry());
        var commands =
                new ListCommands(
                        site(),
                        state,
                        registry,
                        new Tokens(new byte[32]),
                        new BoardClock(() -> 0, () -> NOW, () -> ClockTrust.SYNCED, NOW),
                        new NoJournal(),
                        () -> true);
        var orders =
                new LocalCommands(
                        _ -> false,
                        (command, answer) -> answer.accept(Answer.of(command, Reason.BUSY)),
                        "00000001");
        vault = Vault.open(state.vault(), VaultSample.key(), Optional.empty());
        var now = new Moment(new Mono(0), NOW, ClockTrust.SYNCED);
        var keeper =
                new VaultKeeper(vault, Optional.empty(), _ -> true, () -> now, (_, _, _) -> {});
        var bodies = new VaultRequest(Optional.of(keeper), state.vault(), () -> now);
        var requests =
                new Requests(
                        commands,
                        orders,
                        new HealthRequest(
                                () ->
                                        new HealthRequest.Health(
                                                Optional.empty(),
                                                "",
                                                ClockTrust.SYNCED,
                                                Json.Obj.EMPTY),
                                () -> Json.Obj.EMPTY),
                        new LeaveRequest(Optional.empty()),
                        new TraceRequest(
                                site().journal(),
                                (_, _) -> new Erasure.Done.Not(Reason.BUSY),
                                bodies),
                        bodies);
        control =
                new Control(
                        state.controlSocket(),
                        (request, user) -> {
                            try {
                                return requests.answer(request, user);
                            } catch (RuntimeException bug) {
                                bugs.add(bug);
                                throw bug;
                            }
                        });
    }

    @AfterEach
    void stop() throws Exception {
        control.close();
        vault.close();
        registry.close();
        state.close();
    }

    @FuzzTest
    void anyBytesAreAnsweredOrDroppedAndTheNextRequestIsServed(byte[] bytes) {
        assertTimeout(
                SOON,
                () -> {
                    var answer = sent(bytes);
                    assertTrue(
                            answer.length == 0 || JsonReader.object(answer).isPresent(),
                            () -> "answered with " + answer.length + " bytes");
                    var next = Control.ask(state.controlSocket(), KNOWN_ABSENT).orElseThrow();
                    assertEquals(false, next.bool("ok").orElseThrow());
                });
        for (var bug : bugs) {
            throw bug;
        }
    }

    private byte[] sent(byte[] bytes) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(state.controlSocket()));
            channel.write(ByteBuffer.wrap(bytes));
            channel.shutdownOutput();
            return Channels.newInputStream(channel).readAllBytes();
        } catch (IOException _) {
            // Hung up on with more to say than one line: dropped. Whether the daemon lives is asked
            // next.
            return new byte[0];
        }
    }

    private static SiteProfile site() {
        var bench = Path.of("..", "profiles", "examples", "bench-door.yaml");
        return switch (SiteFile.read(bench)) {
            case SiteFile.Read.Good(var profile) -> profile;
            case SiteFile.Read.Bad(var problems) ->
                    throw new IllegalStateException(problems.toString());
        };
    }

    private static final class NoJournal implements Journal {
        @Override
        public void offer(Draft draft) {}

        @Override
        public boolean write(Draft draft) {
            return true;
        }

        @Override
        public void keep(String name, String value) {}

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public int fullPercent() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
