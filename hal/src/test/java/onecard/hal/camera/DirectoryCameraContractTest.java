package onecard.hal.camera;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.BioSensorContract;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// The camera on a real directory, with pictures that have a scale or none.
class DirectoryCameraContractTest {

    @Nested
    class OfFingers extends OnFiles {
        OfFingers() {
            super(Modality.FINGER, Colour.GREY, OptionalInt.of(500));
        }
    }

    @Nested
    class OfFaces extends OnFiles {
        OfFaces() {
            super(Modality.FACE, Colour.RGB, OptionalInt.empty());
        }
    }

    abstract static class OnFiles extends BioSensorContract {

        @TempDir Path dir;
        private final Modality modality;
        private final Colour colour;
        private final OptionalInt dpi;
        private Optional<PictureFeed> feed = Optional.empty();

        OnFiles(Modality modality, Colour colour, OptionalInt dpi) {
            this.modality = modality;
            this.colour = colour;
            this.dpi = dpi;
        }

        @AfterEach
        void end() {
            feed.ifPresent(PictureFeed::close);
        }

        @Override
        protected BioSensor sensor() throws Exception {
            var there = Files.createDirectory(dir.resolve("camera"));
            feed = Optional.of(new PictureFeed(there));
            return DirectoryCamera.of("lens", modality, there, "a camera", dpi, System::nanoTime);
        }

        @Override
        protected void comes(int person) {
            var pixels = new byte[6 * colour.bytes()];
            pixels[0] = (byte) person;
            feed.orElseThrow().shows(new Picture(colour, 3, 2, pixels, dpi));
        }

        @Override
        protected void leaves() {
            feed.orElseThrow().leaves();
        }

        @Override
        protected void unplug() throws Exception {
            feed.orElseThrow().away(dir.resolve("away"));
        }

        @Override
        protected void plugIn() throws Exception {
            feed.orElseThrow().back(dir.resolve("away"));
        }
    }
}
