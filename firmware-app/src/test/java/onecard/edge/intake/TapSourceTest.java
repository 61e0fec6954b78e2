package onecard.edge.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.store.registry.Lists;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.hal.Panel;
import org.junit.jupiter.api.Test;

/// What a reader's thread does before it hands a tap to the loop.
class TapSourceTest {

    private final List<String> lookedUp = new ArrayList<>();
    private final Inbox inbox = new Inbox();

    @Test
    void listsAndAccountsAreReadyBeforeTheFirstTap() throws Exception {
        var source =
                new TapSource(
                        this::opened,
                        _ -> {
                            lookedUp.add("accounts");
                            return Optional.empty();
                        },
                        inbox,
                        new Nobody(),
                        new Metrics(),
                        () -> 0);

        source.accept(new DeviceEvent.ReaderBack("pay", 0));

        assertEquals(List.of("lists", "accounts"), lookedUp);
        assertEquals(Optional.of(new Stimulus.ReaderBack("pay")), inbox.take(Duration.ZERO));
        assertEquals(Optional.empty(), inbox.take(Duration.ZERO), "nobody has tapped");
    }

    private Lists opened() {
        lookedUp.add("lists");
        return new Lists() {
            @Override
            public Found find(CredentialKind kind, Token token) {
                return new Found(List.of(), List.of());
            }

            @Override
            public void close() {}
        };
    }

    private static final class Nobody implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
