package onecard.site;

import java.util.Optional;

/// The nets by which faces are compared here. Whoever runs the site brings them, and the right to
/// use them; a net that is not exactly what stands here is not used at all.
///
/// @param finding how a face is found in a picture
/// @param embed what makes numbers of a face that was found
public record FaceModels(Finding finding, Embed embed) {

    /// How a face is found in a picture, and set upright.
    public sealed interface Finding {

        /// It is not: each picture is one face already, cut out and upright.
        record Already() implements Finding {}

        /// By a detector that gives boxes, and a second net that gives 68 points of a face in one,
        /// in the order of iBUG 300-W.
        ///
        /// @param boxes name of the detector's output 1 x N x 4: left, top, right, bottom, in parts
        ///     of its input
        /// @param scores name of its output 1 x N x 2: how likely there is none, and is one
        /// @param points name of the second net's output 1 x 136: x and y in parts of its input
        record Landmarks(Detect detect, String boxes, String scores, Net landmark, String points)
                implements Finding {}

        /// By a detector that gives boxes with five points, as YuNet: outputs `cls_S`, `obj_S`,
        /// `bbox_S` and `kps_S` for strides S of 8, 16 and 32.
        record FivePoints(Detect detect) implements Finding {}
    }

    /// A detector.
    ///
    /// @param surePercent less sure than that it has seen no face
    /// @param borderPercent so much grey, of the longer side of a picture, is put around each: a
    ///     face that fills its picture is found by few detectors
    public record Detect(Net net, int surePercent, int borderPercent) {}

    /// @param output name of the output 1 x [#dimension]; the angle between two says how alike
    ///     they are
    /// @param vector file of an input and of what must come of it; absent: nobody gave one
    public record Embed(Net net, String output, int dimension, Optional<String> vector) {}

    /// One net, in a file.
    ///
    /// @param file its path
    /// @param sha256 of its bytes, 64 digits in lower case
    /// @param licence by which the site uses it, for people
    public record Net(String file, String sha256, Input input, String licence) {}

    /// What a net is shown: `(pixel - mean) * scale` of each value of 0 to 255.
    ///
    /// @param name of the input
    public record Input(
            String name,
            int width,
            int height,
            Layout layout,
            Channels channels,
            double mean,
            double scale) {

        /// How many values one is.
        public int values() {
            return width * height * channels.count();
        }
    }

    /// In which order an input's values are.
    public enum Layout {
        /// Channel by channel.
        NCHW,
        /// Pixel by pixel.
        NHWC
    }

    /// Of a pixel.
    public enum Channels {
        RGB(3),
        BGR(3),
        GREY(1);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        public int count() {
            return count;
        }
    }
}
