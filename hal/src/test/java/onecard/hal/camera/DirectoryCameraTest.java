package onecard.hal.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A camera beyond what every sensor keeps: what it says it is, and when.
class DirectoryCameraTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(30);
    private static final Ability GIVES = new Ability.GivesPicture(OptionalInt.empty());

    private static final Picture PICTURE =
            new Picture(Colour.GREY, 2, 1, new byte[] {1, 2}, OptionalInt.empty());

    @TempDir Path temp;
    private final Told<BioEvent> events = new Told<>();
    private Path dir = Path.of("");
    private Optional<BioSensor> camera = Optional.empty();

    @BeforeEach
    void make() throws Exception {
        dir = Files.createDirectory(temp.resolve("camera"));
    }

    @AfterEach
    void end() {
        camera.ifPresent(BioSensor::close);
    }

    private BioSensor open() {
        var made =
                DirectoryCamera.of(
                        "lens", Modality.FACE, dir, "porch", OptionalInt.empty(), System::nanoTime);
        made.open(events);
        camera = Optional.of(made);
        return made;
    }

    private Answer answer() throws InterruptedException {
        return events.next(BioEvent.Answered.class).answer();
    }

    private void awaitEmpty() throws Exception {
        try (var watch = dir.getFileSystem().newWatchService()) {
            dir.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            while (!PictureFeed.pictures(dir).isEmpty()) {
                var key = watch.poll(30, TimeUnit.SECONDS);
                assertNotNull(key, "it lies there still");
                key.reset();
            }
        }
    }

    @Test
    void itSaysWhatItGivesAndLooksForNoAttacks() throws Exception {
        var lens = open();
        assertEquals(Modality.FACE, lens.modality());
        var back = events.next(BioEvent.Back.class);
        assertEquals("porch", back.model());
        assertEquals(Set.of(GIVES), back.abilities());
        try (var feed = new PictureFeed(dir)) {
            feed.shows(PICTURE);
            lens.ask(1, new Task.Capture(), System.nanoTime() + LONG);
            var captured = assertInstanceOf(Answer.Captured.class, answer());
            assertEquals(OptionalInt.empty(), captured.quality());
            assertEquals(Pad.NOT_PERFORMED, captured.pad());
            assertArrayEquals(
                    new byte[] {1, 2}, assertInstanceOf(Picture.class, captured.sample()).bytes());
        }
        awaitEmpty();
    }

    @Test
    void whatIsPutThereWhileNobodyAsksIsDeleted() throws Exception {
        PictureFeed.put(dir, "a.pgm", PictureFeed.file(PICTURE));
        open();
        events.next(BioEvent.Back.class);
        assertEquals(0, PictureFeed.pictures(dir).size(), "before it is there");
        PictureFeed.put(dir, "b.pgm", PictureFeed.file(PICTURE));
        awaitEmpty();
        events.nothingMore();
    }

    @Test
    void oneThatMayBeAnybodysIsLostWhileItIsLookedAt() throws Exception {
        var lens = open();
        events.next(BioEvent.Back.class);
        lens.ask(1, new Task.Capture(), System.nanoTime() + LONG);
        Files.setAttribute(dir, "unix:mode", 0777);
        assertEquals(new Answer.Not(Answer.Why.FAULT), answer());
        assertEquals(
                dir + ": anybody may put pictures there: mode 0777",
                events.next(BioEvent.Lost.class).why());
        Files.setAttribute(dir, "unix:mode", 0700);
        events.next(BioEvent.Back.class);
    }

    @Test
    void itWaitsForItsDirectory() throws Exception {
        Files.delete(dir);
        open();
        assertEquals(dir + ": is not there", events.next(BioEvent.Lost.class).why());
        Files.createDirectory(dir);
        events.next(BioEvent.Back.class);
    }
}
