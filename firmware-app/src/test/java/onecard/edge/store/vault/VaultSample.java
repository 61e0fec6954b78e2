package onecard.edge.store.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.SealingKey;
import onecard.edge.crypto.VaultKey;
import onecard.edge.match.Template;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.Registry;
import onecard.hal.bio.Modality;

/// People, consents and templates for tests of the vault.
public final class VaultSample {

    public static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    public static final Duration YEAR = Duration.ofDays(365);
    public static final String BY = "local:clerk";

    private VaultSample() {}

    public static VaultKey key(int seed, String site) {
        var bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return new VaultKey(SealingKey.of(bytes), site);
    }

    public static VaultKey key() {
        return key(1, "hall");
    }

    /// Of that number, with a card of their own.
    public static Enrolled person(int number) {
        return new Enrolled(
                new Token(0x1111_0000_0000_0000L, number),
                CredentialKind.SSC,
                new Token(0x2222_0000_0000_0000L, number));
    }

    public static Consent consent(Enrolled who, Modality modality) {
        return new Consent(
                who.person(),
                modality,
                "gate",
                "2026-03",
                "counter",
                false,
                false,
                NOW,
                NOW.plus(YEAR));
    }

    /// Different ones for different seeds.
    public static Template finger(int position, long seed) {
        return template(Modality.FINGER, position, "sourceafis-cbor", 700, seed);
    }

    public static Template face(long seed) {
        return template(Modality.FACE, 0, "face-i8[512]", 512, seed);
    }

    private static Template template(
            Modality modality, int position, String format, int bytes, long seed) {
        var payload = new byte[bytes];
        new Random(seed).nextBytes(payload);
        return new Template(
                modality,
                position,
                new Template.Made(format, "sourceafis", 3, ""),
                "sim",
                OptionalInt.of(500),
                80,
                NOW,
                payload);
    }

    public static List<Template> threeViews(int position, long seed) {
        return IntStream.range(0, 3).mapToObj(view -> finger(position, seed + view)).toList();
    }

    /// A list that names each of them by their card.
    ///
    /// @param registry the file of the lists
    public static void names(Path registry, String list, List<Enrolled> people) throws IOException {
        var rows = people.iterator();
        try (var lists = Registry.open(registry)) {
            lists.replace(
                    list,
                    NOW,
                    new Registry.Source() {
                        @Override
                        public long expected() {
                            return people.size();
                        }

                        @Override
                        public Optional<Registry.NewEntry> next() {
                            return rows.hasNext()
                                    ? Optional.of(entry(rows.next()))
                                    : Optional.empty();
                        }
                    });
        }
    }

    private static Registry.NewEntry entry(Enrolled who) {
        return new Registry.NewEntry(
                who.card(),
                who.person(),
                new Registry.Rights(who.kind(), "", "", false, Registry.NEVER, Registry.NEVER));
    }

    /// Agrees, and has three views of the right thumb.
    public static void enrol(Vault vault, Enrolled who, long seed) throws StoreFailed {
        vault.consent(consent(who, Modality.FINGER), BY);
        var _ = vault.enrol(who, threeViews(1, seed), NOW, BY);
    }

    /// Whether those bytes stand in any file of that directory.
    static boolean isIn(Path directory, byte[] bytes) {
        var wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        try (var files = Files.list(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// To the last byte.
    static void same(List<Template> expected, List<Template> found) {
        assertEquals(expected.toString(), found.toString());
        for (int i = 0; i < found.size(); i++) {
            assertArrayEquals(expected.get(i).payload(), found.get(i).payload());
        }
    }
}
