package onecard.edge.doctor;

import static onecard.edge.words.Message.PICTURES_FOUND;
import static onecard.edge.words.Message.PICTURES_NONE;
import static onecard.edge.words.Message.PICTURES_NONE_NEXT;
import static onecard.edge.words.Message.PICTURES_ON_DISK;
import static onecard.edge.words.Message.PICTURES_ON_DISK_NEXT;
import static onecard.edge.words.Message.PICTURES_UNFIT;
import static onecard.edge.words.Message.PICTURES_UNFIT_NEXT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import onecard.hal.camera.DirectoryCamera;

/// A directory that pictures of people are put into: whether it is there and safe, and in memory.
final class PicturesLook {

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private PicturesLook() {}

    static Finding directory(String part, String path) {
        try {
            var directory = Path.of(path);
            var unfit = DirectoryCamera.unfit(directory);
            if (unfit.isPresent()) {
                return unfit(part, path, unfit.get());
            }
            var system = Files.getFileStore(directory).type();
            return IN_MEMORY.contains(system)
                    ? new Finding.Ok(part, PICTURES_FOUND.with(path))
                    : new Finding.Warn(
                            part,
                            PICTURES_ON_DISK.with(path, system),
                            PICTURES_ON_DISK_NEXT.with());
        } catch (NoSuchFileException _) {
            return new Finding.Fail(part, PICTURES_NONE.with(path), PICTURES_NONE_NEXT.with());
        } catch (IOException failed) {
            return unfit(part, path, String.valueOf(failed.getMessage()));
        }
    }

    private static Finding unfit(String part, String path, String why) {
        return new Finding.Fail(
                part, PICTURES_UNFIT.with(path, why), PICTURES_UNFIT_NEXT.with(path));
    }
}
