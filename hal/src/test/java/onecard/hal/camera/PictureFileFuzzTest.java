package onecard.hal.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/// Whatever is put into the directory of a camera as a picture: taken and erased, refused and
/// erased, or left for whoever still writes it.
class PictureFileFuzzTest {

    private final PictureFile files = new PictureFile(OptionalInt.of(500));

    @FuzzTest
    void ofAFileThereIsAPictureOrNothingLeft(byte[] bytes) throws IOException {
        var file = Files.createTempFile("onecard-", ".pgm");
        try {
            Files.write(file, bytes);
            takes(file, bytes);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void takes(Path file, byte[] bytes) throws IOException {
        switch (files.take(file)) {
            case PictureFile.Taken.Whole(var picture) -> {
                assertFalse(Files.exists(file));
                int pixels = picture.bytes().length;
                assertEquals(picture.width() * picture.height() * picture.colour().bytes(), pixels);
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, bytes.length - pixels, bytes.length),
                        picture.bytes(),
                        "the last bytes of the file are its pixels");
            }
            case PictureFile.Taken.Damaged(var damage) -> {
                assertNotNull(damage);
                assertFalse(Files.exists(file));
            }
            case PictureFile.Taken.Unfinished() -> {
                assertArrayEquals(bytes, Files.readAllBytes(file));
                assertTrue(
                        bytes.length < PictureFile.BYTES_MAX, "more than any picture is awaited");
            }
            case PictureFile.Taken.Gone() -> throw new AssertionError("it lay there");
        }
    }
}
