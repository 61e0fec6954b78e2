package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.Publisher;
import onecard.edge.store.registry.PublishedLists.Adoption.InForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is denied is denied at the next tap, whatever lists say, and stays so (I20).
class DeniedEntriesTest {

    private static final Instant ISSUED = Publisher.ISSUED;
    private static final String KEY = "ed25519:key";

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 12);
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    @Test
    void whatIsDeniedIsFoundBesideWhatAllows() throws Exception {
        var people = publisher.people(3);
        publish(people);
        var token = people.get(1).token();
        var entry = ListEntry.of("ssc", token, Json.Obj.EMPTY.with("reason", "lost"));
        registry.denied()
                .adopt(new DenyList("hall", 7, ISSUED, Optional.empty(), List.of(entry)), KEY);

        assertEquals(List.of(true, false), find(token).stream().map(Entry::deny).toList());
        assertEquals(1, find(people.get(0).token()).size());
        assertEquals(7, registry.denied().version());
        assertEquals(
                Optional.empty(),
                registry.denied()
                        .adopt(new DenyList("hall", 7, ISSUED, Optional.empty(), List.of()), KEY));
    }

    /// One odd entry must not keep all other lost cards in.
    @Test
    void anOddDeniedEntryIsLeftOutAndTheOthersCount() throws Exception {
        var lost = publisher.token();
        var soon = publisher.token();
        var known = Publisher.lost(lost).json();
        var odd = Publisher.lost(soon).json().with("from", "tomorrow");
        var signed =
                new DenyList("hall", 1, ISSUED, Optional.empty(), List.of())
                        .signed(Publisher.KEY)
                        .with(
                                "entries",
                                new Json.Arr(
                                        List.of(
                                                known.with("kind", "ring"),
                                                known.with("token", "short"),
                                                known.without("kind"),
                                                known,
                                                odd)));
        var held = registry.denied().adopt(DenyList.read(signed).orElseThrow(), KEY).orElseThrow();

        assertEquals(2, held.entries());
        assertTrue(find(lost).getFirst().deny());
        assertEquals(Optional.empty(), find(soon).getFirst().from(), "denied at once");
    }

    /// A large list takes its time.
    @Test
    @Timeout(60)
    void whatIsDeniedIsInForceWhileAListIsStillWritten() throws Exception {
        var token = publisher.token();
        long version =
                registry.lists.write(
                        connection -> {
                            long _ = RegistryFile.listId(connection, "staff");
                            var other =
                                    CompletableFuture.runAsync(
                                            () -> deny(1, List.of(Publisher.lost(token))));
                            other.join();
                            return registry.denied().version();
                        });
        assertEquals(1, version);
        assertEquals(1, find(token).size());
    }

    /// The log beside a file is lost more easily than the file.
    @Test
    void whatIsDeniedIsInTheFileItselfOnceItIsInForce() throws Exception {
        var token = publisher.token();
        deny(3, List.of(Publisher.lost(token)));
        var copy = Files.createDirectories(dir.resolve("copy"));
        Files.copy(dir.resolve("deny.db"), copy.resolve("deny.db"));

        try (var found = Registry.open(copy.resolve("registry.db"));
                var lists = found.lists()) {
            assertEquals(3, found.denied().version());
            assertTrue(lists.find(CredentialKind.SSC, token).entries().getFirst().deny());
        }
    }

    /// Every one of many, by kind and token; and none beside them.
    @Test
    void whatIsDeniedIsFoundAmongManyBeforeAndAfterARestart() throws Exception {
        var denied = Stream.generate(publisher::token).limit(2_000).toList();
        deny(1, denied.stream().map(Publisher::lost).toList());
        for (int start = 0; start < 2; start++) {
            try (var lists = registry.lists()) {
                for (var token : denied) {
                    assertEquals(1, lists.find(CredentialKind.SSC, token).entries().size());
                    assertEquals(0, lists.find(CredentialKind.UID, token).entries().size());
                    var beside = new Token(token.high(), token.low() + 1);
                    assertEquals(0, lists.find(CredentialKind.SSC, beside).entries().size());
                }
            }
            restart();
        }
    }

    /// A reader's view is older than what is denied, and yet sees it at the next tap.
    @Test
    void aViewSeesWhatIsDeniedAtTheNextTap() throws Exception {
        var token = publisher.token();
        try (var lists = registry.lists()) {
            assertEquals(List.of(), lists.find(CredentialKind.SSC, token).entries());
            deny(1, List.of(Publisher.lost(token)));
            assertEquals(1, lists.find(CredentialKind.SSC, token).entries().size());
            deny(2, List.of());
            assertEquals(List.of(), lists.find(CredentialKind.SSC, token).entries());
        }
    }

    private void deny(long version, List<ListEntry> entries) {
        try {
            var list = new DenyList("hall", version, ISSUED, Optional.empty(), entries);
            assertTrue(registry.denied().adopt(list, KEY).isPresent());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<Entry> find(Token token) throws Exception {
        try (var lists = registry.lists()) {
            return lists.find(CredentialKind.SSC, token).entries();
        }
    }

    private void publish(List<ListEntry> people) throws IOException {
        var head = publisher.people("staff", 1, people, 0);
        for (var sha256 : registry.published().missing(head)) {
            registry.published().shelve("staff", sha256, publisher.bucket(sha256));
        }
        assertInstanceOf(InForce.class, registry.published().adopt(head, KEY));
    }
}
