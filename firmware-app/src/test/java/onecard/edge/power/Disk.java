package onecard.edge.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// What a disk holds of some files as a [Tape] goes on, and what it may still hold when the power
/// goes: of each file all that it was before it was last synced, and of what was done since
/// whatever got through. A write may get through in any sector and not in the next one, and in any
/// order; that a file was made or removed, only in order. Whoever syncs a file for the first time
/// syncs its directory, too, as SQLite does with its logs.
public final class Disk {

    private static final int SECTOR_BYTES = 512;

    /// What of that which is not synced gets through.
    public enum Cut {
        /// All of it: nothing but the process ended.
        ALL,
        NOTHING,
        /// Each write whole, in part, or not at all.
        TORN
    }

    private final Map<String, Kept> files = new TreeMap<>();
    private final List<Deed> tape;
    private int played;

    /// One file.
    private static final class Kept {
        /// Absent: it is not there.
        Optional<byte[]> synced = Optional.empty();

        final List<Deed> since = new ArrayList<>();

        /// The directory is on the disk, and with it whether the file is there.
        void named() {
            int gone = since.size() - 1;
            while (gone >= 0 && !(since.get(gone) instanceof Deed.Deleted)) {
                gone--;
            }
            if (gone >= 0) {
                synced = Optional.empty();
                since.subList(0, gone + 1).clear();
            }
            if (synced.isEmpty() && !since.isEmpty()) {
                synced = Optional.of(new byte[0]);
            }
        }
    }

    /// As the files were before the tape began: none.
    public Disk(Tape tape) {
        this.tape = tape.deeds();
    }

    /// Goes on to there.
    public void playTo(int length) {
        while (played < length) {
            var deed = tape.get(played++);
            var file = files.computeIfAbsent(deed.file(), _ -> new Kept());
            file.since.add(deed);
            if (deed instanceof Deed.Synced) {
                if (file.synced.isEmpty()) {
                    files.values().forEach(Kept::named);
                }
                file.synced = image(file, Cut.ALL, new Random(0));
                file.since.clear();
            }
        }
    }

    /// Writes what may be left, if the power goes now.
    public void cutTo(Path directory, Cut cut, Random random) throws IOException {
        for (var file : files.entrySet()) {
            var image = image(file.getValue(), cut, random);
            if (image.isPresent()) {
                Files.write(directory.resolve(file.getKey()), image.get());
            }
        }
    }

    private static Optional<byte[]> image(Kept file, Cut cut, Random random) {
        var image = new Image(file.synced);
        int named = cut == Cut.ALL ? file.since.size() : cut == Cut.NOTHING ? 0 : random.nextInt(3);
        for (var deed : file.since) {
            boolean names =
                    deed instanceof Deed.Deleted || deed instanceof Deed.Opened && !image.is;
            if (names && named-- <= 0) {
                break; // what follows is done to a file that has no name after the cut
            }
            switch (deed) {
                case Deed.Opened _ -> image.is = true;
                case Deed.Deleted _ -> image.isGone();
                case Deed.Written(_, long at, var bytes) -> {
                    switch (cut) {
                        case ALL -> image.write((int) at, bytes);
                        case NOTHING -> {}
                        case TORN -> image.writeSome((int) at, bytes, random);
                    }
                }
                case Deed.Sized(_, long bytes) -> {
                    if (cut == Cut.ALL || cut == Cut.TORN && random.nextBoolean()) {
                        image.size((int) bytes);
                    }
                }
                case Deed.Synced _ -> {}
            }
        }
        return image.is ? Optional.of(image.bytes) : Optional.empty();
    }

    /// A file as it comes to be.
    private static final class Image {
        boolean is;
        byte[] bytes;

        Image(Optional<byte[]> before) {
            is = before.isPresent();
            bytes = before.map(byte[]::clone).orElseGet(() -> new byte[0]);
        }

        void isGone() {
            is = false;
            size(0);
        }

        void size(int length) {
            bytes = Arrays.copyOf(bytes, length);
        }

        void write(int at, byte[] written) {
            write(at, written, 0, written.length);
        }

        private void write(int at, byte[] written, int from, int to) {
            if (at + to > bytes.length) {
                size(at + to);
            }
            System.arraycopy(written, from, bytes, at + from, to - from);
        }

        /// Whole, not at all, or some of its sectors.
        void writeSome(int at, byte[] written, Random random) {
            int how = random.nextInt(3);
            for (int from = 0; from < written.length; ) {
                int sector = (at + from) / SECTOR_BYTES;
                int to = Math.min(written.length, (sector + 1) * SECTOR_BYTES - at);
                if (how == 0 || how == 1 && random.nextBoolean()) {
                    write(at, written, from, to);
                }
                from = to;
            }
        }
    }
}
