package onecard.hal.camera;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.driver.BioThread;

/// A camera whose pictures somebody else puts into a directory, one a file: a program that fetches
/// them, or what an IP camera uploads. It looks for no attacks.
///
/// A picture is a regular file `*.pgm` or `*.ppm` in binary, 8 bit. It is put there by renaming it
/// from a name `.NAME` or `NAME.part`, which are passed over, and deleted once nobody has written
/// on for a minute; one that is written in place is taken once it is as long as it says. A capture
/// takes the first one put there after it began to look. What is taken is overwritten and deleted
/// before it is handed out; what lies there while nobody asks is deleted unread, within some 1 s.
/// So put pictures there as long as somebody may ask, and none twice.
///
/// The directory is ours or root's, no link, and not open to anybody, be it sticky or not: whoever
/// can put a picture there can be whom they like. Other files in it are left alone. A `tmpfs` keeps
/// pictures from the disk altogether, on which overwriting proves little.
public final class DirectoryCamera {

    private DirectoryCamera() {}

    /// @param modality what of a person the pictures show
    /// @param directory that pictures are put into
    /// @param model what the camera is called: what scores mean may be known of that one alone
    /// @param dpi of the pictures, where they have a scale
    public static BioSensor of(
            String name,
            Modality modality,
            Path directory,
            String model,
            OptionalInt dpi,
            LongSupplier nanos) {
        var files = new PictureFile(dpi);
        var counts = new PictureFolder.Counts(new AtomicLong(), new AtomicLong());
        return new BioThread<>(
                "camera",
                name,
                modality,
                () -> PictureFolder.open(directory, files, counts, nanos),
                folder -> new FolderDialogue(folder, model, dpi),
                nanos);
    }

    /// Why no camera takes pictures from there, for a person; empty where one does.
    ///
    /// @throws IOException when it is not there, or cannot be looked at
    public static Optional<String> unfit(Path directory) throws IOException {
        return PictureFolder.wrong(directory);
    }
}
