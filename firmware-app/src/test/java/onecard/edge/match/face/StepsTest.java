package onecard.edge.match.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import onecard.site.FaceModels.Channels;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import org.junit.jupiter.api.Test;

/// The steps between the nets, each by itself: numbers whose results are known.
class StepsTest {

    private static final Input INPUT = new Input("input", 64, 32, Layout.NCHW, Channels.RGB, 0, 1);

    // --- points ---

    @Test
    void whatWasTurnedScaledAndMovedIsFoundAgain() {
        var random = new SplittableRandom(20_261_204);
        for (int round = 0; round < 100; round++) {
            var wanted =
                    new Similarity(
                            random.nextDouble(-3, 3),
                            random.nextDouble(-3, 3),
                            random.nextDouble(-99, 99),
                            random.nextDouble(-99, 99));
            var from = new double[10];
            for (int i = 0; i < from.length; i++) {
                from[i] = random.nextDouble(0, 112);
            }
            var found = Similarity.fit(from, FivePoints.moved(from, wanted));
            assertEquals(wanted.a(), found.a(), 1e-9);
            assertEquals(wanted.b(), found.b(), 1e-9);
            assertEquals(wanted.right(), found.right(), 1e-6);
            assertEquals(wanted.down(), found.down(), 1e-6);
            assertEquals(Math.hypot(wanted.a(), wanted.b()), found.scale(), 1e-9);
            var back = FivePoints.moved(FivePoints.moved(from, found), found.inverse());
            assertArrayEquals(from, back, 1e-6);
        }
    }

    /// One point that is off by ten moves the whole by two, and not the others by ten.
    @Test
    void oneWrongPointIsOutvoted() {
        var from = new double[] {38, 52, 74, 52, 56, 72, 42, 92, 70, 92};
        var to = from.clone();
        to[4] += 10;
        var found = Similarity.fit(from, to);
        assertTrue(Math.abs(found.x(38, 52) - 38) < 3 && Math.abs(found.scale() - 1) < 0.02);
    }

    @Test
    void pointsInOnePlaceAreNoFace() {
        assertFalse(FivePoints.upright(new double[10], 112, 112).isFinite());
    }

    // --- boxes ---

    @Test
    void cornersAreInPartsOfTheInput() {
        var boxes = FloatBuffer.wrap(new float[] {0.25f, 0.5f, 0.75f, 1, 0, 0, 1, 1, 0, 0, 1, 1});
        var scores = FloatBuffer.wrap(new float[] {0.1f, 0.9f, 0.4f, 0.6f, 0.3f, Float.NaN});
        var seen = Boxes.ofCorners(boxes, scores, INPUT, 0.65);
        assertEquals(1, seen.size());
        var box = seen.getFirst();
        assertEquals(16, box.left());
        assertEquals(16, box.top());
        assertEquals(48, box.right());
        assertEquals(32, box.bottom());
        assertEquals(0.9, box.sure(), 1e-6);
    }

    @Test
    void boxesThatAreNoneAreLeftOut() {
        var boxes =
                FloatBuffer.wrap(
                        new float[] {
                            Float.NaN,
                            0,
                            1,
                            1,
                            0.5f,
                            0,
                            0.5f,
                            1,
                            0,
                            1,
                            1,
                            0,
                            0,
                            0,
                            1,
                            Float.POSITIVE_INFINITY
                        });
        var scores = FloatBuffer.wrap(new float[] {0, 1, 0, 1, 0, 1, 0, 1});
        assertEquals(List.of(), Boxes.ofCorners(boxes, scores, INPUT, 0.65));
    }

    /// Stride 16 of 64 x 32: four cells across, two down.
    @Test
    void cellsOfYuNetAreRowByRow() {
        var face = new float[8];
        var object = new float[8];
        var boxes = new float[32];
        var points = new float[80];
        int cell = 6; // the second row's third
        face[cell] = 1.5f; // as much as 1
        object[cell] = 0.64f;
        boxes[4 * cell] = 0.5f;
        boxes[4 * cell + 1] = -0.5f;
        boxes[4 * cell + 2] = (float) Math.log(3);
        for (int i = 0; i < 10; i++) {
            points[10 * cell + i] = 0.25f * i;
        }
        face[1] = -1;
        object[1] = 1;
        face[2] = Float.NaN;
        object[2] = 1;
        var seen =
                Boxes.ofYuNet(
                        FloatBuffer.wrap(face),
                        FloatBuffer.wrap(object),
                        FloatBuffer.wrap(boxes),
                        FloatBuffer.wrap(points),
                        16,
                        INPUT,
                        0.5);
        assertEquals(1, seen.size());
        var box = seen.getFirst();
        assertEquals(0.8, box.sure(), 1e-6);
        assertEquals(40, box.middleX(), 1e-4); // (2 + 0.5) strides
        assertEquals(8, box.middleY(), 1e-4); // (1 - 0.5) strides
        assertEquals(48, box.right() - box.left(), 1e-4);
        assertEquals(16, box.height(), 1e-4);
        assertEquals((2 + 0.25 * 8) * 16, box.points()[8], 1e-4);
        assertEquals((1 + 0.25 * 9) * 16, box.points()[9], 1e-4);
    }

    @Test
    void ofOneFaceTheSurestIsTakenAndOfSeveralTheLargest() {
        var near = box(0, 0, 40, 40, 0.9);
        var twice = box(4, 4, 44, 44, 0.95);
        var within = box(10, 10, 26, 26, 0.8);
        var far = box(60, 0, 75, 15, 0.99);
        var faces = Box.faces(List.of(near, within, far, twice));
        assertEquals(List.of(twice, far), faces);
        assertFalse(far.isBeside(twice));
        assertTrue(box(60, 0, 85, 25, 0.99).isBeside(twice));
    }

    private static Box box(double left, double top, double right, double bottom, double sure) {
        return new Box(left, top, right, bottom, sure, new double[0]);
    }

    // --- pictures ---

    @Test
    void atItsOwnSizeAPictureIsShownAsItIsAndGreyAround() {
        var bytes = new byte[12];
        for (int i = 0; i < 12; i++) {
            bytes[i] = (byte) (20 * i);
        }
        var picture = MadeFace.grey(4, 3, bytes);
        var shown = shown(picture, 6, 5, Similarity.scaled(1, -1, -1));
        assertEquals(Levels.OUTSIDE, shown[0]);
        assertEquals(Levels.OUTSIDE, shown[29]);
        for (int i = 0; i < 12; i++) {
            assertEquals(20 * i, shown[(i / 4 + 1) * 6 + i % 4 + 1]);
        }
    }

    /// Half, a quarter, an eighth: each pixel is the mean of those it stands for, not one of them.
    @Test
    void aSmallerOneIsAMeanAndShowsNoNoise() {
        var bytes = new byte[64 * 64];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i / 64 + i % 64) % 2 == 0 ? 0 : 200);
        }
        for (double step : new double[] {2, 4, 8}) {
            int side = (int) (64 / step);
            for (double value :
                    shown(
                            MadeFace.grey(64, 64, bytes),
                            side,
                            side,
                            Similarity.scaled(step, 0, 0))) {
                assertEquals(100, value, 1);
            }
        }
    }

    @Test
    void whatWasHalvedIsOverwrittenAndThePictureIsItsOwners() {
        var bytes = new byte[64 * 64];
        Arrays.fill(bytes, (byte) 77);
        var levels = new Levels(MadeFace.grey(64, 64, bytes));
        var first = new double[1];
        levels.show(
                1,
                1,
                Similarity.scaled(16, 20, 20),
                Channels.GREY,
                (_, _, pixel, _) -> first[0] = pixel[0]);
        levels.close();
        var second = new double[1];
        levels.show(
                1,
                1,
                Similarity.scaled(16, 20, 20),
                Channels.GREY,
                (_, _, pixel, _) -> second[0] = pixel[0]);
        assertEquals(77, first[0]);
        assertEquals(0, second[0]);
        assertEquals(77, bytes[0]);
    }

    @Test
    void coloursAreInTheOrderOfTheNet() {
        var picture = new Picture(Colour.RGB, 1, 1, new byte[] {10, 20, 30}, OptionalInt.empty());
        assertArrayEquals(new double[] {10, 20, 30}, pixel(picture, Channels.RGB));
        assertArrayEquals(new double[] {30, 20, 10}, pixel(picture, Channels.BGR));
        assertEquals(0.299 * 10 + 0.587 * 20 + 0.114 * 30, pixel(picture, Channels.GREY)[0], 1e-9);
    }

    private static double[] pixel(Picture picture, Channels channels) {
        var seen = new double[3];
        try (var levels = new Levels(picture)) {
            levels.show(
                    1,
                    1,
                    Similarity.scaled(1, 0, 0),
                    channels,
                    (_, _, pixel, _) -> System.arraycopy(pixel, 0, seen, 0, 3));
        }
        return seen;
    }

    private static double[] shown(Picture picture, int width, int height, Similarity of) {
        var seen = new double[width * height];
        try (var levels = new Levels(picture)) {
            levels.show(
                    width,
                    height,
                    of,
                    Channels.GREY,
                    (x, y, pixel, _) -> seen[y * width + x] = pixel[0]);
        }
        return seen;
    }
}
