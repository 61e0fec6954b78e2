package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListType;

/// Who keeps the accounts that tills sell on: it says what stands in people's wallets, as a list
/// that it signs.
public final class Host {

    private final Path directory;
    private final SigningKey key;

    /// @param directory where its key and its lists are kept
    public Host(Path directory) throws IOException {
        this.directory = directory;
        key = SigningKey.madeAtFirstUse(directory.resolve("host.pem"));
    }

    /// Whose lists tills believe.
    public String key() {
        return key.publicText();
    }

    /// What stands in the wallets now, signed, as files in a folder.
    ///
    /// @param list its name
    /// @param balances as CSV; `NOW` stands for when that was
    /// @param tokens of the site whose people they are
    public Path accounts(String list, String balances, String site, Tokens tokens, ZoneId zone)
            throws IOException {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var csv = directory.resolve(list + ".csv");
        Files.writeString(csv, balances.replace("NOW", now.toString()));
        var folder = new ListFolder(directory.resolve("signed"));
        var terms = new ListBuild.Terms(Optional.empty(), now, Optional.empty(), Optional.empty());
        var built =
                new ListBuild(folder, site, tokens, zone, key)
                        .list(csv, list, ListType.WALLETS, terms, false);
        return switch (built) {
            case ListBuild.Result.Built _ -> folder.path();
            case ListBuild.Result.Refused(var problems) ->
                    throw new IllegalStateException("accounts: " + problems);
        };
    }
}
