package onecard.edge.doctor;

import static onecard.edge.words.Message.DISK_CLOSED;
import static onecard.edge.words.Message.DISK_CLOSED_NEXT;
import static onecard.edge.words.Message.DISK_ROOM;
import static onecard.edge.words.Message.DISK_UNSEEN;
import static onecard.edge.words.Message.HOST_NONE;
import static onecard.edge.words.Message.HOST_NONE_NEXT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onecard.access.Reason;
import onecard.site.SiteProfile.JournalKeeping;

/// Whether there is room for what the journal may become, and who says that it is received.
public final class DiskCheck {

    private static final String PART = "journal";
    private static final int MEGABYTE = 1 << 20;

    private final Path state;

    /// @param state the state directory, which need not be there yet
    public DiskCheck(Path state) {
        this.state = state.toAbsolutePath();
    }

    /// The room, and a warning where a broker's word is enough.
    public List<Finding> check(JournalKeeping journal) {
        var findings = new ArrayList<Finding>();
        findings.add(room(journal.maxMegabytes()));
        if (!journal.hostRequired()) {
            findings.add(new Finding.Warn(PART + ".host", HOST_NONE.with(), HOST_NONE_NEXT.with()));
        }
        return findings;
    }

    private Finding room(int megabytes) {
        var there = state;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return new Finding.Fail(PART, DISK_CLOSED.with(there), DISK_CLOSED_NEXT.with());
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace() / MEGABYTE;
            var found = DISK_ROOM.with(state, free, megabytes);
            return free + held() < megabytes
                    ? new Finding.Warn(PART, found, Advice.of(Reason.JOURNAL_FULL))
                    : new Finding.Ok(PART, found);
        } catch (IOException failed) {
            return new Finding.Fail(
                    PART,
                    DISK_UNSEEN.with(there, String.valueOf(failed.getMessage())),
                    DISK_CLOSED_NEXT.with());
        }
    }

    /// What the journal has already.
    private long held() throws IOException {
        var file = state.resolve("journal.db");
        return Files.exists(file) ? Files.size(file) / MEGABYTE : 0;
    }
}
