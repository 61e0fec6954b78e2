package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.BadRow;
import onecard.edge.lists.EntryRows;
import onecard.edge.lists.ListColumns;
import onecard.edge.lists.ListType;
import onecard.edge.store.registry.ListImport.Result;

/// Brings a list in from CSV that is remembered whole. Either the file becomes the next version, or
/// nothing changes.
public final class WholeImport {

    private final Registry registry;
    private final Tokens tokens;
    private final ZoneId zone;

    /// @param zone whose days a date without time means
    public WholeImport(Registry registry, Tokens tokens, ZoneId zone) {
        this.registry = registry;
        this.tokens = tokens;
        this.zone = zone;
    }

    /// Imports `csv` as the next version of `list`.
    ///
    /// @param type neither people nor wallets
    /// @param now the list's as-of time
    public Result run(Path csv, String list, ListType type, boolean skipBad, Instant now)
            throws IOException {
        var digest = ListImport.sha256();
        var problems = new ArrayList<BadRow>();
        var rows = new EntryRows(ListColumns.of(type), tokens, zone);
        var in = new DigestInputStream(Files.newInputStream(csv), digest);
        var entries = rows.entries(in, WholeList.ENTRIES_MAX, problems);
        if (!problems.isEmpty() && !(skipBad && problems.stream().allMatch(BadRow::alone))) {
            return new Result.Refused(problems);
        }
        var version = registry.replace(list, type, now, entries);
        var sha256 = HexFormat.of().formatHex(digest.digest());
        return new Result.Imported(version, entries.size(), sha256, problems);
    }
}
