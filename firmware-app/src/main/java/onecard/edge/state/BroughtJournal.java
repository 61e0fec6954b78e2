package onecard.edge.state;

import java.io.IOException;
import java.nio.file.Path;
import onecard.edge.clock.Clocks;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalFile;
import onecard.site.SiteProfile;

/// A journal that another board wrote, to go on here. It has all that its records built up, and
/// what was not sent is sent; but what this board writes stands in an epoch of its own, signed by
/// a key of its own: the other one may have written more since the copy was made, and one place
/// must never have two contents.
public final class BroughtJournal {

    private BroughtJournal() {}

    /// @param key of this device, made here
    /// @param epoch that begins
    public record Begun(String key, String epoch) {}

    /// Begins the epoch, durably; before any daemon sees the folder.
    ///
    /// @param folder with `journal.db` in it, and no key of a device
    /// @param why beside what every first record says
    public static Begun begin(SiteProfile site, Path folder, Json.Obj why) throws IOException {
        var key = SigningKey.madeAtFirstUse(folder.resolve(StateDir.DEVICE_KEY));
        var clock = Stores.clock(site, Clocks.BOARD, new KernelClock());
        try (var parts = new Parts()) {
            var file =
                    parts.add(
                            JournalFile.open(
                                    StateDir.journal(folder),
                                    Stores.who(site, key),
                                    Stores.limits(site),
                                    new MemoryFold(),
                                    clock.get()));
            Stores.takeFloor(file, clock);
            file.beginEpoch(why, clock.get());
            Sessions.leap(file);
            return new Begun(key.publicText(), file.position().epoch());
        }
    }
}
