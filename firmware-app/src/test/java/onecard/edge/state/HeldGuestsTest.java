package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Guests;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Token;
import onecard.access.VisitTerms;
import onecard.edge.crypto.Tokens;
import onecard.edge.intake.Stimulus;
import onecard.edge.lists.ListType;
import onecard.edge.site.SiteFile;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.registry.WholeImport;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A list of passes by hand, as the readers of a gate look in it.
class HeldGuestsTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");
    private static final Tokens TOKENS =
            new Tokens("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    @TempDir Path dir;

    private static SiteProfile site() throws IOException {
        var text = Files.readString(EXAMPLES.resolve("bench-visitor.yaml"));
        return ((SiteFile.Read.Good) SiteFile.read(text)).profile();
    }

    private static Token token(CredentialKind kind, String id) {
        return Token.of(TOKENS.bytes(kind.wire(), id));
    }

    private static List<Pass> of(Guests guests, CredentialKind kind, String id) {
        return guests.of(new Party.Shown(kind, token(kind, id)));
    }

    @Test
    void whoeverIsExpectedIsKnownByEachOfTheirCredentials() throws Exception {
        var told = new ArrayList<Stimulus>();
        try (var registry = Registry.open(dir.resolve("registry.db"));
                var lists = new HeldLists(site(), registry.published(), told::add)) {
            assertEquals(Optional.empty(), lists.guests("visitors").get());

            var zone = ZoneId.of("Asia/Shanghai");
            var csv = EXAMPLES.resolve("bench-visitor.csv");
            var now = Instant.parse("2026-11-24T00:00:00Z");
            assertInstanceOf(
                    ListImport.Result.Imported.class,
                    new WholeImport(registry, TOKENS, zone)
                            .run(csv, "visitors", ListType.PASSES, false, now));
            lists.changed("visitors");

            var guests = lists.guests("visitors").get().orElseThrow();
            var pass = token(CredentialKind.PASS, "v-0001");
            var bySsc = of(guests, CredentialKind.SSC, "342500d1560000050000000000000011");
            var byUid = of(guests, CredentialKind.UID, "04a1b2d4");
            assertEquals(List.of(pass), bySsc.stream().map(Pass::token).toList());
            assertEquals(bySsc, byUid);
            var lent = of(guests, CredentialKind.UID, "04a1b2d5").getFirst();
            assertEquals(Optional.of(true), lent.visit().map(VisitTerms::card));
            var often = of(guests, CredentialKind.SSC, "342500d1560000050000000000000012");
            assertEquals(3, often.getFirst().use().times());
            assertEquals(List.of(), told); // the loop goes by none of it
        }
    }
}
