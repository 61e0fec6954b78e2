package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Trouble;
import org.junit.jupiter.api.Test;

/// What `doctor` says of the way to the broker.
class BrokerCheckTest {

    private static final String URL = "mqtt://127.0.0.1:1883";

    private final List<String> names = new ArrayList<>();

    /// The device's own name would put off a daemon that has it.
    @Test
    void oneConnectionIsTriedByANameOfItsOwn() throws Exception {
        assertEquals(List.of("Ok uplink: " + URL + " took a connection"), tried(Optional.empty()));
        assertEquals(List.of("oc-bench-bench-doctor"), names);
    }

    @Test
    void whatAPersonMustMendIsAFaultAndWhatComesBackIsNone() throws Exception {
        for (var trouble : Trouble.values()) {
            var grave =
                    switch (trouble) {
                        case NETWORK, BUSY -> "Warn";
                        case REFUSED, TAKEN_OVER, TLS, CLOCK -> "Fail";
                    };
            assertEquals(
                    List.of(grave + " uplink: " + URL + ": the words"),
                    tried(Optional.of(trouble)));
        }
    }

    @Test
    void aDaemonThatRunsIsAskedInstead() throws Exception {
        var health = Json.Obj.EMPTY;
        assertEquals(
                List.of("Ok uplink: the daemon is connected to " + URL),
                check(new Made(Optional.empty()), Optional.of(new Running(health))));

        for (var told : Map.of("network", "Warn", "refused", "Fail").entrySet()) {
            var away = Json.Obj.EMPTY.with("trouble", told.getKey()).with("detail", "the words");
            assertEquals(
                    List.of(told.getValue() + " uplink: " + URL + ": the words"),
                    check(new Made(Optional.empty()), Optional.of(new Running(away))));
        }
        assertEquals(List.of(), names);
    }

    @Test
    void aCertificateThatEndsSoonIsAWarningOfItsOwn() throws Exception {
        var ending =
                new Made(Optional.empty()) {
                    @Override
                    public Optional<String> warning() {
                        return Optional.of("our certificate ends");
                    }
                };
        assertEquals(
                "Warn uplink.cert: our certificate ends",
                check(ending, Optional.empty()).getLast());
    }

    @Test
    void aSecretThatIsNotThereIsTold() throws Exception {
        var check =
                new BrokerCheck(
                        () -> {
                            throw new IOException("no such file");
                        },
                        Optional.empty());
        assertEquals(
                List.of("Fail uplink: " + URL + ": no such file"),
                Findings.texts(check.check(Findings.site(bench()))));
    }

    private List<String> tried(Optional<Trouble> trouble) throws Exception {
        return check(new Made(trouble), Optional.empty());
    }

    private static List<String> check(Broker broker, Optional<Running> daemon) throws Exception {
        return Findings.texts(new BrokerCheck(() -> broker, daemon).check(Findings.site(bench())));
    }

    private static String bench() throws IOException {
        return Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"));
    }

    /// Answers at once.
    private class Made implements Broker {
        private final Optional<Trouble> trouble;

        Made(Optional<Trouble> trouble) {
            this.trouble = trouble;
        }

        @Override
        public Link open(Hello hello, Events events) {
            names.add(hello.clientId());
            trouble.ifPresentOrElse(
                    why -> events.down(why, "the words"), () -> events.connected(10));
            return new Unused();
        }
    }

    private static final class Unused implements Broker.Link {
        @Override
        public void subscribe(List<String> filters, long ticket) {}

        @Override
        public void unsubscribe(List<String> filters) {}

        @Override
        public void publish(Broker.Message message, long ticket) {}

        @Override
        public void disconnect() {}

        @Override
        public void abandon() {}
    }
}
