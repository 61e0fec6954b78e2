package onecard.edge.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether a write-ahead log was damaged behind SQLite's back. SQLite reads a log up to the first
/// frame whose checksum is wrong and forgets the rest without a word, which is right for a write
/// that was cut short, and loses durable records if the frame was damaged later. Numbers would
/// then be given a second time.
///
/// Told apart by what follows the last good frame. When the power goes, frames of the last,
/// unfinished commit may be on the disk in any order, or as zeros; all earlier commits were
/// flushed before it began. So two commits of this round that end beyond the bad frame, or bytes
/// that no round ever wrote, are damage; anything less is a write that was cut short. (Layout:
/// sqlite.org/fileformat2.html, 4.)
final class WalCheck {

    private static final int HEAD_BYTES = 32;
    private static final int FRAME_HEAD_BYTES = 24;
    private static final int MAGIC = 0x377f0682; // its last bit says: sums over big-endian words

    /// A round's first salt is the one before plus 1; no log lives for so many rounds.
    private static final int ROUNDS_MAX = 1 << 24;

    private final ByteOrder words;
    private int sum0;
    private int sum1;

    private WalCheck(boolean bigEndian) {
        words = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /// What is wrong with the log; empty if nothing, or if there is none.
    static Optional<String> damage(Path wal) throws IOException {
        if (!Files.exists(wal) || Files.size(wal) < HEAD_BYTES) {
            return Optional.empty();
        }
        try (var file = FileChannel.open(wal)) {
            var head = read(file, 0, HEAD_BYTES);
            var check = new WalCheck((head.getInt(0) & 1) == 1);
            check.add(head, 0, HEAD_BYTES - 8);
            int page = head.getInt(8);
            if ((head.getInt(0) & ~1) != MAGIC
                    || !check.is(head.getInt(24), head.getInt(28))
                    || page < 512
                    || page > 65_536) {
                return Optional.of("the write-ahead log has no readable head");
            }
            return check.frames(file, head.getInt(16), head.getInt(20), page);
        }
    }

    private Optional<String> frames(FileChannel file, int salt0, int salt1, int pageBytes)
            throws IOException {
        long size = file.size();
        int frameBytes = FRAME_HEAD_BYTES + pageBytes;
        boolean good = true;
        int commits = 0;
        for (long at = HEAD_BYTES; at + frameBytes <= size; at += frameBytes) {
            var frame = read(file, at, good ? frameBytes : FRAME_HEAD_BYTES);
            boolean ofThisRound = frame.getInt(8) == salt0 && frame.getInt(12) == salt1;
            if (good && ofThisRound) {
                add(frame, 0, 8);
                add(frame, FRAME_HEAD_BYTES, frameBytes);
                good = is(frame.getInt(16), frame.getInt(20));
            } else {
                good = false;
            }
            if (good) {
                continue;
            }
            commits += ofThisRound && frame.getInt(4) != 0 ? 1 : 0;
            int roundsAgo = salt0 - frame.getInt(8);
            boolean zeros = frame.getInt(8) == 0 && frame.getInt(12) == 0;
            boolean noise = !zeros && (roundsAgo < 0 || roundsAgo > ROUNDS_MAX);
            if (commits >= 2 || noise) {
                return Optional.of(
                        "the write-ahead log is damaged at frame "
                                + ((at - HEAD_BYTES) / frameBytes + 1));
            }
        }
        return Optional.empty();
    }

    /// SQLite's running sum over pairs of 32-bit words.
    private void add(ByteBuffer bytes, int from, int to) {
        var view = bytes.duplicate().order(words);
        for (int at = from; at < to; at += 8) {
            sum0 += view.getInt(at) + sum1;
            sum1 += view.getInt(at + 4) + sum0;
        }
    }

    private boolean is(int expected0, int expected1) {
        return sum0 == expected0 && sum1 == expected1;
    }

    private static ByteBuffer read(FileChannel file, long at, int bytes) throws IOException {
        var buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {
            continue;
        }
        return buffer;
    }
}
