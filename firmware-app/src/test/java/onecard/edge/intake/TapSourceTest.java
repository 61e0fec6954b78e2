package onecard.edge.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.store.registry.Lists;
import onecard.edge.watch.Metrics;
import onecard.hal.CardFacts;
import onecard.hal.DeviceEvent;
import onecard.hal.Face;
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

    /// The one list knows the social security card under both keys, the other one is of before and
    /// knows the identity card alone: they are one person.
    @Test
    void whatOneCardTellsOfSomebodyHoldsOfWhatAnotherOneIsFoundBy() throws Exception {
        var person = Renamed.of(Optional.of(new Token(1, 1)), new Token(1, 101));
        var both = new ListVersion("staff", 1, Instant.EPOCH, Optional.empty());
        var before = new ListVersion("guests", 1, Instant.EPOCH, Optional.empty());
        var known =
                Map.of(
                        new Token(2, 1), entry(both, new Token(1, 1)),
                        new Token(2, 101), entry(both, new Token(1, 101)),
                        new Token(3, 1), entry(before, new Token(1, 1)));
        var facts =
                new CardFacts(
                                "ssc",
                                new Token(2, 101).toString(),
                                1,
                                Face.CONTACTLESS,
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Token(3, 101).toString()),
                                true)
                        .formerly(
                                Map.of(
                                        new Token(2, 1).toString(), new Token(2, 101).toString(),
                                        new Token(3, 1).toString(), new Token(3, 101).toString()));
        var source =
                new TapSource(() -> new Held(known), inbox, new Nobody(), new Metrics(), () -> 0);

        source.accept(new DeviceEvent.CardSeen("in", facts, 0));

        var heard = (Stimulus.Presented) inbox.take(Duration.ZERO).orElseThrow();
        assertEquals(Set.of(new Token(1, 101)), heard.shown().subjects());
        assertEquals(person, heard.shown().renamed().only(List.of(new Token(1, 101))));
    }

    private static Entry entry(ListVersion list, Token person) {
        return new Entry(
                list,
                person,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private record Held(Map<Token, Entry> known) implements Lists {
        @Override
        public Found find(CredentialKind kind, Token token) {
            return new Found(Optional.ofNullable(known.get(token)).stream().toList(), List.of());
        }

        @Override
        public void close() {}
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
