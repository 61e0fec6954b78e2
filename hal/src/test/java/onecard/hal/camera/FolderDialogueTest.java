package onecard.hal.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import onecard.hal.bio.Task;
import onecard.hal.bio.driver.BioDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One capture, in which something happens each time it looks at the clock: 0 when it is asked, 1
/// before what lay there is deleted, 2 and more after each look.
class FolderDialogueTest {

    private static final byte[] WHOLE =
            PictureFeed.file(
                    new Picture(Colour.GREY, 2, 1, new byte[] {1, 2}, OptionalInt.empty()));

    private static final byte[] HALF = Arrays.copyOf(WHOLE, 8);

    @TempDir Path temp;
    private Path dir = Path.of("");
    private final AtomicLong clock = new AtomicLong();
    private final BioDesk desk = new BioDesk("lens", this::nanos);
    private final PictureFolder.Counts counts =
            new PictureFolder.Counts(new AtomicLong(), new AtomicLong());
    private Happens happens = _ -> {};

    private interface Happens {
        void at(long time) throws IOException;
    }

    @BeforeEach
    void make() throws Exception {
        dir = Files.createDirectory(temp.resolve("camera"));
    }

    private long nanos() {
        long now = clock.getAndIncrement();
        try {
            happens.at(now);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return now;
    }

    private Answer capture(long deadline, Happens meanwhile) throws Exception {
        var folder =
                PictureFolder.open(
                        dir, new PictureFile(OptionalInt.empty()), counts, System::nanoTime);
        happens = meanwhile;
        desk.ask(1, new Task.Capture(), deadline);
        var call = desk.next(Duration.ZERO).orElseThrow();
        return new FolderDialogue(folder, "a camera", OptionalInt.empty()).perform(call);
    }

    private void put(String name, byte[] file) throws IOException {
        PictureFeed.put(dir, name, file);
    }

    private int left() throws IOException {
        return PictureFeed.pictures(dir).size();
    }

    @Test
    void whatLiesThereWhenItBeginsIsNotTaken() throws Exception {
        var answer =
                capture(
                        5,
                        time -> {
                            if (time < 2) {
                                put(time + ".pgm", WHOLE);
                            }
                        });
        assertEquals(new Answer.Not(Why.NOBODY), answer);
        assertEquals(0, left());
    }

    @Test
    void theNextOneIs() throws Exception {
        var answer =
                capture(
                        5,
                        time -> {
                            if (time == 2) {
                                put("a.pgm", WHOLE);
                            }
                        });
        assertInstanceOf(Answer.Captured.class, answer);
        assertEquals(3, clock.get());
        assertEquals(0, left());
    }

    @Test
    void whatStaysUnfinishedIsPoorAndGone() throws Exception {
        var answer =
                capture(
                        5,
                        time -> {
                            if (time == 2) {
                                put("a.pgm", HALF);
                            }
                        });
        assertEquals(new Answer.Not(Why.POOR), answer);
        assertEquals(5, clock.get() - 1, "at the end of its time");
        assertEquals(0, left());
        assertEquals(1, counts.damaged().get());
    }

    @Test
    void whatIsFinishedInTimeIsTaken() throws Exception {
        var answer =
                capture(
                        9,
                        time -> {
                            if (time == 2) {
                                put("a.pgm", HALF);
                            } else if (time == 5) {
                                Files.write(dir.resolve("a.pgm"), WHOLE);
                            }
                        });
        assertInstanceOf(Answer.Captured.class, answer);
        assertEquals(0, counts.damaged().get());
    }

    @Test
    void whatIsDamagedIsPoorWhereNothingFollows() throws Exception {
        var answer =
                capture(
                        5,
                        time -> {
                            if (time == 2) {
                                put("a.pgm", new byte[] {'G', 'I', 'F'});
                            }
                        });
        assertEquals(new Answer.Not(Why.POOR), answer);
        assertEquals(1, counts.damaged().get());
    }

    /// Whoever called off says nothing of the picture.
    @Test
    void whatIsUnfinishedWhenItIsCalledOffIsNotCounted() throws Exception {
        var answer =
                capture(
                        9,
                        time -> {
                            if (time == 2) {
                                put("a.pgm", HALF);
                            } else if (time == 4) {
                                desk.cancel(1);
                            }
                        });
        assertEquals(new Answer.Not(Why.CANCELLED), answer);
        assertEquals(0, counts.damaged().get());
    }

    @Test
    void whatIsTooLateTouchesNothing() throws Exception {
        put("a.pgm", WHOLE);
        var answer =
                capture(
                        0,
                        time -> {
                            if (time == 0) {
                                put("b.pgm", WHOLE);
                            }
                        });
        assertEquals(new Answer.Not(Why.NOBODY), answer);
        assertEquals(1, left());
    }
}
