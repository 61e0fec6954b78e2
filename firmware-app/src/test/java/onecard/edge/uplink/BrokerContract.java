package onecard.edge.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.process.Await;
import onecard.edge.process.CutLine;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.uplink.Broker.Hello;
import onecard.edge.uplink.Broker.Link;
import onecard.edge.uplink.Broker.Message;
import onecard.edge.uplink.Told.Arrived;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the uplink relies on, of each client at each broker. A subclass starts its broker, in a
/// process of its own, and says what is true of that one alone.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BrokerContract {

    /// What brokers differ in.
    ///
    /// @param receiveMaximum as its CONNACK says
    /// @param unheard the reason code where nobody listens to a message
    /// @param takenOver what it is for whom another one of the same name takes over from
    /// @param hearsGoodbyes false: where the line ends right behind a goodbye, it may take that for
    ///     a loss and publish the will; the device has said `offline` itself by then
    protected record Facts(
            int receiveMaximum, int unheard, Trouble takenOver, boolean hearsGoodbyes) {

        /// To whom speaks MQTT 3.1.1, no broker says more than that it has a message.
        Facts to(BrokerClient client) {
            return switch (client) {
                case PAHO, HIVEMQ -> this;
                case PAHO_3 -> new Facts(65_535, 0, Trouble.NETWORK, hearsGoodbyes);
            };
        }
    }

    /// Whether what is retained is marked for whoever has subscribed before, too: not by MQTT
    /// 3.1.1.
    private static boolean marksAll(BrokerClient client) {
        return client != BrokerClient.PAHO_3;
    }

    /// A claim, of each client.
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @EnumSource
    @interface Claim {}

    private static final int MANY = 500;
    private static final int ROUNDS = 3;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Facts facts;
    private final AtomicInteger names = new AtomicInteger();
    private final List<Link> links = new ArrayList<>();
    private Service broker;
    private int port;

    BrokerContract(Facts facts) {
        this.facts = facts;
    }

    /// Serves on that port of loopback once it is returned.
    protected abstract Service start(int port, Path directory) throws Exception;

    @BeforeAll
    void startBroker(@TempDir Path directory) throws Exception {
        port = Ports.free();
        broker = start(port, directory);
    }

    @AfterEach
    void dropLinks() {
        links.forEach(Link::abandon);
        links.clear();
    }

    @AfterAll
    void endBroker() throws Exception {
        broker.kill();
    }

    @Claim
    void itTellsHowManyUnansweredMessagesItTakes(BrokerClient client) throws Exception {
        assertEquals(
                facts.to(client).receiveMaximum(), open(client, name()).told().receiveMaximum());
    }

    @Claim
    void everyMessageIsAnsweredOnceAndArrivesOnce(BrokerClient client) throws Exception {
        var topic = name();
        var host = open(client, name()).subscribed(topic);
        var device = open(client, name());
        var sent = new ArrayList<Arrived>();

        for (long ticket = 1; ticket <= MANY; ticket++) {
            sent.add(new Arrived(topic, "event " + ticket, false));
            device.publishWithin(
                    facts.to(client).receiveMaximum(), topic, "event " + ticket, ticket);
        }
        device.answered(MANY);

        for (var message : sent) {
            assertEquals(message, host.told().next());
        }
        device.told().answers().forEach((ticket, codes) -> assertEquals(List.of(0), codes));
    }

    @Claim
    void whatNobodyListensToIsAnsweredToo(BrokerClient client) throws Exception {
        var device = open(client, name());

        device.link().publish(message(name(), "alone", false), 1);
        device.answered(1);

        assertEquals(List.of(facts.to(client).unheard()), device.told().answers().get(1L));
    }

    @Claim
    void anUnacknowledgedMessageIsAnsweredAsSoonAsItIsSent(BrokerClient client) throws Exception {
        var topic = name();
        var host = open(client, name()).subscribed(topic);
        var device = open(client, name());

        device.link().publish(new Message(topic, "metrics".getBytes(UTF_8), 0, false), -4);
        device.answered(1);

        assertEquals(List.of(0), device.told().answers().get(-4L));
        assertEquals(new Arrived(topic, "metrics", false), host.told().next());
    }

    @Claim
    void whatIsRetainedComesLateAndSaysSo(BrokerClient client) throws Exception {
        var topic = name();
        var early = open(client, name()).subscribed(topic);
        var device = open(client, name());

        device.link().publish(message(topic, "kept", true), 1);
        device.answered(1);

        assertEquals(new Arrived(topic, "kept", marksAll(client)), early.told().next());
        var late = open(client, name()).subscribed(topic);
        assertEquals(new Arrived(topic, "kept", true), late.told().next());
    }

    /// What was lost on its way is asked for by subscribing once more, with nothing given back.
    @Claim
    void whatIsRetainedComesAgainWhenItIsAskedForAgain(BrokerClient client) throws Exception {
        var topic = name();
        var device = open(client, name());
        device.link().publish(message(topic, "kept", true), 1);
        device.answered(1);
        var host = open(client, name()).subscribed(topic);
        assertEquals(new Arrived(topic, "kept", true), host.told().next());

        host.link().subscribe(List.of(topic), 2);

        assertEquals(new Arrived(topic, "kept", true), host.told().next());
    }

    @Claim
    void whatIsGivenBackIsHeardNoMore(BrokerClient client) throws Exception {
        var kept = name();
        var given = name();
        var host = open(client, name()).subscribed(given, kept);

        host.link().unsubscribe(List.of(given));
        host.link().publish(message(given, "unheard", false), 1);
        host.link().publish(message(kept, "heard", false), 2);

        assertEquals(new Arrived(kept, "heard", false), host.told().next());
    }

    @Claim
    void aTopicThatIsNoneDoesNotLeave(BrokerClient client) throws Exception {
        var device = open(client, name());

        device.link().publish(message("a/+/b", "nowhere", false), 1);
        device.answered(1);

        assertEquals(List.of(Told.UNPUBLISHED), device.told().answers().get(1L));
        assertFalse(device.told().isDown());
    }

    @Claim
    void aCutLineLeavesTheWill(BrokerClient client) throws Exception {
        var topic = name();
        var host = open(client, name()).subscribed(topic);
        try (var line = new CutLine(port)) {
            var device = open(client, name(), topic, line.port());

            line.cut();

            assertEquals(Trouble.NETWORK, device.told().trouble());
        }
        assertEquals(new Arrived(topic, "gone", marksAll(client)), host.told().next());
        var late = open(client, name()).subscribed(topic);
        assertEquals(new Arrived(topic, "gone", true), late.told().next());
    }

    @Claim
    void aLinkThatIsGivenUpLeavesTheWillToo(BrokerClient client) throws Exception {
        var topic = name();
        var host = open(client, name()).subscribed(topic);
        var device = open(client, name(), topic, port);

        device.link().abandon();

        assertEquals("gone", host.told().next().text());
    }

    /// Whoever comes next under the same name is let in when the one before is done with.
    @Claim
    void aGoodbyeLeavesNoWill(BrokerClient client) throws Exception {
        var topic = name();
        var name = name();
        var host = open(client, name()).subscribed(topic);
        var device = open(client, name, topic, port);

        device.link().disconnect();

        var again = open(client, name);
        again.link().publish(message(topic, "back", false), 1);
        var said = host.told().next().text();
        if (!facts.hearsGoodbyes() && said.equals("gone")) {
            said = host.told().next().text();
        }
        assertEquals("back", said);
    }

    @Claim
    void aSecondOneOfTheSameNameTakesOver(BrokerClient client) throws Exception {
        var name = name();
        var first = open(client, name);

        var second = open(client, name);

        assertEquals(facts.to(client).takenOver(), first.told().trouble());
        assertFalse(second.told().isDown());
    }

    /// What was unanswered when the line broke is answered at most once, whatever became of it.
    @Claim
    void noMessageIsAnsweredTwiceOverACutLine(BrokerClient client) throws Exception {
        try (var line = new CutLine(port)) {
            var device = open(client, name(), name(), line.port());
            int window = Math.min(Courier.WINDOW, device.told().receiveMaximum());
            line.hold();
            for (long ticket = 1; ticket <= window; ticket++) {
                device.link().publish(message(name(), "in flight", false), ticket);
            }

            line.cut();

            assertEquals(Trouble.NETWORK, device.told().trouble());
            device.link().abandon();
            device.told()
                    .answers()
                    .forEach((_, codes) -> assertEquals(List.of(Told.UNPUBLISHED), codes));
        }
    }

    @Claim
    void whereNobodyListensIsADeadNetwork(BrokerClient client) throws Exception {
        var device = attempt(client, name(), name(), Ports.free());

        assertEquals(Trouble.NETWORK, device.told().trouble());
    }

    @Claim
    void whatIsGivenUpFreesItsThreadsAndFiles(BrokerClient client) throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var line = new CutLine(port)) {
            giveUp(client, silent, line);
            int threads = Thread.activeCount();
            long files = openFiles();

            for (int round = 0; round < ROUNDS; round++) {
                giveUp(client, silent, line);
            }

            Await.until(
                    "%d threads and %d files".formatted(threads, files),
                    SOON,
                    () -> Thread.activeCount() <= threads && openFiles() <= files);
        }
    }

    /// One link each way: while it connects, while it serves, after a goodbye, after the line
    /// broke.
    private void giveUp(BrokerClient client, ServerSocket silent, CutLine line) throws Exception {
        var connecting = attempt(client, name(), name(), silent.getLocalPort());
        try (var accepted = silent.accept()) {
            accepted.setSoTimeout((int) DEADLINE.toMillis() / 2);
            assertTrue(accepted.getInputStream().read() >= 0, "it greets");
            connecting.link().abandon();
            accepted.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        var serving = open(client, name());
        var leaving = open(client, name());
        var cut = open(client, name(), name(), line.port());
        leaving.link().disconnect();
        line.cut();
        cut.told().trouble();
        for (var open : List.of(serving, leaving, cut)) {
            open.link().abandon();
            open.link().abandon();
        }
    }

    /// Last, because it ends the broker.
    @Test
    @Order(Integer.MAX_VALUE)
    void aBrokerThatIsStoppedIsAwayAndNothingWorse() throws Exception {
        var clients = new ArrayList<Opened>();
        for (var client : BrokerClient.values()) {
            clients.add(open(client, name()));
        }

        broker.stop();

        for (var client : clients) {
            var trouble = client.told().trouble();
            assertTrue(Set.of(Trouble.NETWORK, Trouble.BUSY).contains(trouble), trouble::toString);
        }
    }

    private record Opened(Link link, Told told) {

        Opened subscribed(String... filters) throws Exception {
            link.subscribe(List.of(filters), 7);
            var granted = Collections.nCopies(filters.length, 1);
            assertEquals(Map.entry(7L, granted), told.subscribed());
            return this;
        }

        /// Waits for answers while as many as that are missing.
        void publishWithin(int window, String topic, String text, long ticket) {
            answered((int) ticket - window);
            link.publish(message(topic, text, false), ticket);
        }

        void answered(int tickets) {
            Await.until(tickets + " answers", SOON, () -> told.answers().size() >= tickets);
        }
    }

    private Opened open(BrokerClient client, String clientId) throws Exception {
        return open(client, clientId, name(), port);
    }

    private Opened open(BrokerClient client, String clientId, String willTopic, int port)
            throws Exception {
        var opened = attempt(client, clientId, willTopic, port);
        opened.told().receiveMaximum();
        return opened;
    }

    private Opened attempt(BrokerClient client, String clientId, String willTopic, int port) {
        var told = new Told();
        var hello = new Hello(clientId, Optional.of(message(willTopic, "gone", true)), DEADLINE);
        var link = client.broker(port).open(hello, told);
        links.add(link);
        return new Opened(link, told);
    }

    private static Message message(String topic, String text, boolean retained) {
        return new Message(topic, text.getBytes(UTF_8), 1, retained);
    }

    /// Of a topic or a client that nobody used before.
    private String name() {
        return "contract-" + names.incrementAndGet();
    }

    private static long openFiles() {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
