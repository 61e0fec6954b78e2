package onecard.hal.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import onecard.hal.camera.PictureFolder.Seen;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of files in the directory of a camera.
class PictureFolderTest {

    private static final OptionalInt DPI = OptionalInt.of(500);

    /// In memory where there is such a directory, as it is to be.
    static final class InMemory implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            var memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "camera")
                    : Files.createTempDirectory("camera");
        }
    }

    @TempDir(factory = InMemory.class)
    Path temp;

    private Path dir = Path.of("");
    private final PictureFolder.Counts counts =
            new PictureFolder.Counts(new AtomicLong(), new AtomicLong());

    /// Of which each look at it takes so long.
    private final AtomicLong now = new AtomicLong();

    private Duration step = Duration.ZERO;

    private final LongSupplier nanos = () -> now.addAndGet(step.toNanos());

    @BeforeEach
    void make() throws Exception {
        dir = Files.createDirectory(temp.resolve("camera"));
    }

    private PictureFolder folder() throws DeviceException {
        return PictureFolder.open(dir, new PictureFile(DPI), counts, nanos);
    }

    private static Picture picture(Colour colour, int width, int height, int seed) {
        var pixels = new byte[width * height * colour.bytes()];
        new Random(seed).nextBytes(pixels);
        return new Picture(colour, width, height, pixels, DPI);
    }

    private static byte[] small(int seed) {
        return PictureFeed.file(picture(Colour.GREY, 3, 2, seed));
    }

    private void put(String name, byte[] file) throws IOException {
        PictureFeed.put(dir, name, file);
    }

    private void assertEmpty() throws IOException {
        try (var all = Files.list(dir)) {
            assertEquals(0, all.count());
        }
    }

    private static Picture taken(Seen seen) {
        return assertInstanceOf(Seen.Whole.class, seen).picture();
    }

    // --- a picture ---

    @ParameterizedTest
    @EnumSource(Colour.class)
    void aPictureIsTakenByteForByteAndTheFileIsGone(Colour colour) throws Exception {
        var folder = folder();
        var put = picture(colour, 301, 400, 1); // no whole number of chunks
        put("a." + (colour == Colour.GREY ? "pgm" : "ppm"), PictureFeed.file(put));
        var taken = taken(folder.look());
        assertArrayEquals(put.bytes(), taken.bytes());
        assertEquals(colour, taken.colour());
        assertEquals(301, taken.width());
        assertEquals(400, taken.height());
        assertEquals(DPI, taken.dpi());
        assertEmpty();
        assertInstanceOf(Seen.Nothing.class, folder.look());
        assertEquals(0, counts.damaged().get());
    }

    @Test
    void whatLayThereBeforeIsNobodys() throws Exception {
        put("a.pgm", small(1));
        var folder = folder();
        assertEmpty();
        put("b.ppm", small(1));
        put("c.pgm", "nothing of a picture".getBytes(StandardCharsets.US_ASCII));
        assertTrue(folder.empty());
        assertEmpty();
        assertInstanceOf(Seen.Nothing.class, folder.look());
        assertEquals(0, counts.damaged().get(), "it was not read");
    }

    @Test
    void theFirstThatWasPutThereIsTaken() throws Exception {
        var folder = folder();
        for (var name : new String[] {"b", "c", "a"}) {
            put(name + ".pgm", small(name.charAt(0)));
        }
        Files.setLastModifiedTime(dir.resolve("c.pgm"), FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(dir.resolve("b.pgm"), FileTime.fromMillis(2_000));
        Files.setLastModifiedTime(dir.resolve("a.pgm"), FileTime.fromMillis(2_000));
        for (int expected : new int[] {'c', 'a', 'b'}) {
            assertArrayEquals(
                    picture(Colour.GREY, 3, 2, expected).bytes(), taken(folder.look()).bytes());
        }
    }

    /// Whoever held it open, or digs on the disk, finds nothing.
    @Test
    void whatWasReadIsOverwritten() throws Exception {
        var whole = PictureFeed.file(picture(Colour.RGB, 300, 200, 1));
        var longer = Arrays.copyOf(whole, whole.length + 1);
        var folder = folder();
        for (var file : new byte[][] {whole, longer}) {
            put("a.ppm", file);
            try (var held = FileChannel.open(dir.resolve("a.ppm"))) {
                assertFalse(folder.look() instanceof Seen.Nothing);
                assertEmpty();
                var left = ByteBuffer.allocate(file.length);
                assertEquals(file.length, held.read(left, 0));
                assertArrayEquals(new byte[file.length], left.array());
            }
        }
    }

    @Test
    void noPictureIsLeftOfThousands() throws Exception {
        var folder = folder();
        var random = new Random(3);
        int whole = 0;
        int broken = 0;
        for (int i = 0; i < 10_000; i++) {
            boolean spoilt = random.nextInt(10) == 0;
            put(i + ".pgm", spoilt ? new byte[] {'P', '4', ' '} : small(i));
            switch (folder.look()) {
                case Seen.Whole _ -> whole++;
                case Seen.Poor() -> broken++;
                case Seen.Nothing() -> {}
            }
            assertEmpty();
        }
        assertEquals(10_000, whole + broken);
        assertEquals(broken, counts.damaged().get());
        for (int i = 0; i < 3_000; i++) {
            Files.write(dir.resolve(i + ".pgm"), small(i));
        }
        step = Duration.ofMillis(1);
        int parts = 1;
        while (!folder.empty()) {
            parts++;
        }
        assertEmpty();
        assertEquals(15, parts);
    }

    /// Each may be some megabytes to overwrite, and somebody's time is over meanwhile.
    @Test
    void aFloodOfDamagedPicturesIsErasedInParts() throws Exception {
        var folder = folder();
        for (int i = 0; i < 9; i++) {
            put(i + ".pgm", "GIF89a".getBytes(StandardCharsets.US_ASCII));
            Files.setLastModifiedTime(dir.resolve(i + ".pgm"), FileTime.fromMillis(1_000));
        }
        put("whole.pgm", small(1));
        step = Duration.ofMillis(50);
        for (int erased = 4; erased < 9; erased += 4) {
            assertInstanceOf(Seen.Poor.class, folder.look());
            assertEquals(erased, counts.damaged().get());
        }
        assertArrayEquals(picture(Colour.GREY, 3, 2, 1).bytes(), taken(folder.look()).bytes());
        assertEquals(9, counts.damaged().get());
        assertEmpty();
    }

    /// Its writer died, and nobody would ever take it away.
    @Test
    void whatNobodyWritesOnAtIsDeletedInTheEnd() throws Exception {
        Files.write(dir.resolve(".a.pgm"), small(1));
        Files.write(dir.resolve("b.ppm.part"), small(2));
        Files.write(dir.resolve(".c.pgm.XyZ123"), small(3));
        Files.write(dir.resolve(".keep"), new byte[0]);
        Files.createDirectory(dir.resolve(".d.pgm"));
        var folder = folder();
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertTrue(folder.empty());
        assertEquals(5, left());
        // Somebody writes on.
        Files.setLastModifiedTime(dir.resolve("b.ppm.part"), FileTime.fromMillis(1_000));
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertTrue(folder.empty());
        assertEquals(3, left());
        assertTrue(Files.exists(dir.resolve("b.ppm.part")));
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertTrue(folder.empty());
        assertEquals(2, left(), "what is no picture to be");
    }

    private long left() throws IOException {
        try (var all = Files.list(dir)) {
            return all.count();
        }
    }

    // --- one that is none ---

    @ParameterizedTest
    @CsvSource({
        "P4 3 2 255 xxxxxx",
        "P5 3 2 254 xxxxxx",
        "P5 3 2 65535 xxxxxxxxxxxx",
        "P5 99999 99999 255 x",
        "P5 8000000 999 255 x",
        "P5 3 2 255 xxxxxxx",
        "P6 3 2 255 xxxxxxxxxxxxxxxxxxx",
        "GIF89a"
    })
    void whatIsDamagedIsErasedAndCounted(String file) throws Exception {
        var folder = folder();
        put("a.pgm", file.getBytes(StandardCharsets.US_ASCII));
        put("b.pgm", small(1));
        Files.setLastModifiedTime(dir.resolve("a.pgm"), FileTime.fromMillis(1_000));
        taken(folder.look()); // and holds up none behind it
        assertEmpty();
        assertEquals(1, counts.damaged().get());
    }

    /// It is as large as it likes: no more is read of it than a head.
    @Test
    void aFileOfAGigabyteIsGone() throws Exception {
        try (var file = new RandomAccessFile(dir.resolve("a.pgm").toFile(), "rw")) {
            file.setLength(1L << 30);
            assumeTrue(file.length() == 1L << 30);
        }
        assertEquals(0, counts.damaged().get());
        var folder = folder();
        assertEmpty();
        try (var file = new RandomAccessFile(dir.resolve("b.pgm").toFile(), "rw")) {
            file.write("P5 3 2 255 ".getBytes(StandardCharsets.US_ASCII));
            file.setLength(1L << 30);
        }
        assertInstanceOf(Seen.Poor.class, folder.look());
        assertEmpty();
    }

    @Test
    void whatIsStillWrittenIsWaitedFor() throws Exception {
        var folder = folder();
        var file = small(1);
        for (int i = 0; i < file.length; i++) {
            Files.write(dir.resolve("a.pgm"), Arrays.copyOf(file, i));
            assertInstanceOf(Seen.Poor.class, folder.look());
        }
        put("b.pgm", small(2));
        assertArrayEquals(
                picture(Colour.GREY, 3, 2, 2).bytes(),
                taken(folder.look()).bytes(),
                "the whole one");
        Files.write(dir.resolve("a.pgm"), file);
        assertArrayEquals(picture(Colour.GREY, 3, 2, 1).bytes(), taken(folder.look()).bytes());
        assertEquals(0, counts.damaged().get());
        assertEmpty();
    }

    @Test
    void whatIsNeverFinishedGoesInTheEnd() throws Exception {
        var folder = folder();
        Files.write(dir.resolve("a.pgm"), Arrays.copyOf(small(1), 12));
        Files.write(dir.resolve("b.pgm"), new byte[0]);
        assertInstanceOf(Seen.Poor.class, folder.look());
        folder.giveUp();
        assertEmpty();
        assertEquals(2, counts.damaged().get());
        folder.giveUp();
        assertEquals(2, counts.damaged().get());
    }

    /// Truncated, lengthened and changed in any place, each by every seed: an answer each, and
    /// nothing is left.
    @Test
    void noFileIsAnythingElseThanAPictureOrNone() throws Exception {
        var folder = folder();
        var random = new Random(4);
        var bytes = "P56 0129\n#-\0".getBytes(StandardCharsets.US_ASCII);
        int whole = 0;
        int poor = 0;
        for (int i = 0; i < 3_000; i++) {
            var put = picture(Colour.values()[i % 2], 1 + random.nextInt(9), 4, i);
            var file = PictureFeed.file(put);
            for (int spoilt = random.nextInt(3); spoilt > 0; spoilt--) {
                file[random.nextInt(random.nextBoolean() ? 10 : file.length)] =
                        bytes[random.nextInt(bytes.length)];
            }
            if (random.nextInt(4) == 0) {
                file = Arrays.copyOf(file, random.nextInt(2 * file.length));
            }
            put("a.pgm", file);
            switch (folder.look()) {
                case Seen.Whole(var picture) -> {
                    whole++;
                    int head = file.length - picture.bytes().length;
                    assertArrayEquals(
                            Arrays.copyOfRange(file, head, file.length),
                            picture.bytes(),
                            "seed " + i);
                }
                case Seen.Poor() -> poor++;
                case Seen.Nothing() -> throw new AssertionError("overlooked, seed " + i);
            }
            folder.giveUp();
            assertEmpty();
        }
        assertEquals(poor, counts.damaged().get());
        assertTrue(whole > 500 && poor > 500, whole + " and " + poor);
    }

    // --- what else lies there ---

    @Test
    void whatIsNoPictureByItsNameOrKindIsLeftAlone() throws Exception {
        var outside = Files.write(temp.resolve("outside"), small(1));
        Files.write(dir.resolve("a.txt"), small(1));
        Files.write(dir.resolve("A.PGM"), small(1));
        Files.createDirectory(dir.resolve("dir.pgm"));
        Files.createSymbolicLink(dir.resolve("link.pgm"), outside);
        Files.createSymbolicLink(dir.resolve("nowhere.pgm"), temp.resolve("nowhere"));
        Files.createLink(dir.resolve("second-name.pgm"), outside);
        Files.write(dir.resolve(".hidden.pgm"), small(1));
        Files.write(dir.resolve("b.pgm.part"), small(1));
        var folder = folder();
        assertEquals(6, counts.others().get());
        assertInstanceOf(Seen.Nothing.class, folder.look());
        folder.giveUp();
        folder.close();
        assertEquals(6, counts.others().get());
        try (var all = Files.list(dir)) {
            assertEquals(8, all.count());
        }
        assertArrayEquals(small(1), Files.readAllBytes(outside));
        assertEquals(0, counts.damaged().get());
        Files.delete(dir.resolve("a.txt"));
        assertInstanceOf(Seen.Nothing.class, folder.look());
        assertEquals(5, counts.others().get(), "of the last look");
    }

    // --- whose directory it is ---

    private String refused() {
        return String.valueOf(assertThrows(DeviceException.class, this::folder).getMessage());
    }

    @Test
    void aDirectoryThatIsNotThereSaysSo() throws Exception {
        Files.delete(dir);
        assertEquals(dir + ": is not there", refused());
        Files.createFile(dir);
        assertEquals(dir + ": no directory", refused());
    }

    /// Whoever may change the link could have other files of ours deleted.
    @Test
    void aLinkIsNoDirectory() throws Exception {
        var there = Files.move(dir, temp.resolve("there"));
        Files.createSymbolicLink(dir, there);
        Files.write(there.resolve("a.pgm"), small(1));
        assertEquals(dir + ": a link, and no directory", refused());
        assertTrue(Files.exists(there.resolve("a.pgm")));
    }

    @ParameterizedTest
    @CsvSource({"0777, false", "0707, false", "0702, false", "1777, false", "2770, true"})
    void notAnybodyMayPutPicturesThere(String mode, boolean good) throws Exception {
        Files.setAttribute(dir, "unix:mode", Integer.parseInt(mode, 8));
        if (good) {
            folder();
        } else {
            assertEquals(dir + ": anybody may put pictures there: mode " + mode, refused());
        }
    }

    /// And nothing is deleted there any more.
    @Test
    void itIsLookedAtEachTime() throws Exception {
        var folder = folder();
        put("a.pgm", small(1));
        Files.setAttribute(dir, "unix:mode", 0777);
        assertThrows(DeviceException.class, folder::look);
        assertThrows(DeviceException.class, folder::empty);
        folder.close();
        assertArrayEquals(small(1), Files.readAllBytes(dir.resolve("a.pgm")));
    }

    @Test
    void anotherUsersIsNotOurs() throws Exception {
        if (!weAreRoot()) {
            // Nobody else gives anything away.
            assertThrows(
                    FileSystemException.class, () -> Files.setAttribute(dir, "unix:uid", 12_345));
            return;
        }
        Files.setAttribute(dir, "unix:uid", 12_345);
        assertEquals(dir + ": it is the user's 12345, and not 0's", refused());
    }

    @ParameterizedTest
    @CsvSource({
        "-wx------, may not be read",
        "rw-------, may not be read",
        "r-x------, pictures in it may not be deleted"
    })
    void whatMayNotBeReadOrDeletedIsRefused(String mode, String why) throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(mode));
        try {
            if (weAreRoot()) {
                assertEquals(Optional.empty(), PictureFolder.wrong(dir)); // which may do all
            } else {
                assertEquals(dir + ": " + why, refused());
            }
        } finally {
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// As an upload by another user leaves them.
    @Test
    void whatMayNotBeWrittenIsReadAndDeleted() throws Exception {
        var folder = folder();
        put("a.pgm", small(1));
        Files.setPosixFilePermissions(
                dir.resolve("a.pgm"), PosixFilePermissions.fromString("r--------"));
        assertArrayEquals(picture(Colour.GREY, 3, 2, 1).bytes(), taken(folder.look()).bytes());
        assertEmpty();
    }

    @Test
    void whatMayNotBeReadIsDeletedAndCounted() throws Exception {
        var folder = folder();
        put("a.pgm", small(1));
        Files.setPosixFilePermissions(
                dir.resolve("a.pgm"), PosixFilePermissions.fromString("---------"));
        if (weAreRoot()) {
            assertArrayEquals(picture(Colour.GREY, 3, 2, 1).bytes(), taken(folder.look()).bytes());
        } else {
            assertInstanceOf(Seen.Poor.class, folder.look());
        }
        assertEmpty();
        assertEquals(weAreRoot() ? 0 : 1, counts.damaged().get());
    }

    /// Who may do all.
    private boolean weAreRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    /// It is somebody else's word, and may hold anything.
    @Test
    void noNameOfAFileIsInAReason() {
        var name = "\u001b[31m\n evil.pgm";
        assertEquals(
                "Read-only file system",
                PictureFolder.reason(new FileSystemException(name, null, "Read-only file system")));
        for (var failed :
                new IOException[] {
                    new FileSystemException(name),
                    new AccessDeniedException(name),
                    new NoSuchFileException(name),
                    new NotDirectoryException(name),
                    new FileSystemLoopException(name),
                    new IOException(name)
                }) {
            assertEquals(
                    Optional.empty(),
                    Optional.of(PictureFolder.reason(failed)).filter(it -> it.contains("evil")));
        }
    }

    @Test
    void whatLiesThereAtTheEndIsDeleted() throws Exception {
        var folder = folder();
        put("a.pgm", small(1));
        folder.close();
        assertEmpty();
        folder.close();
    }
}
