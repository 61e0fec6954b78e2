package onecard.edge.match.vein;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.EngineContract;
import onecard.edge.match.Envelope;
import onecard.edge.match.Template;
import onecard.edge.match.vein.MadeVein.Look;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import org.junit.jupiter.api.Test;

/// On generated fingers: what the engine takes, refuses and says of two. How good it is on people
/// is `SharedVeinsTest`.
class VeinEngineTest extends EngineContract {

    /// What no two generated fingers reach, and no two of the shared ones.
    private static final double STRANGE = 0.14;

    private final VeinEngine engine = new VeinEngine();

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected Picture impression(int person, int number) {
        return new MadeVein(person).impression(number);
    }

    @Override
    protected double nobody() {
        return 0;
    }

    @Override
    protected double alike() {
        return STRANGE;
    }

    @Override
    protected double self() {
        return ShiftSearch.SAME;
    }

    /// Shifted, turned, rolled, in another light, blurred, noisy: any two of a finger are more
    /// alike than any two of two.
    @Test
    void impressionsOfOneFingerAreAlikeAndThoseOfOthersAreNot() {
        int impressions = 4;
        var templates = new ArrayList<Template>();
        for (var finger : MadeVein.several(12)) {
            for (int i = 0; i < impressions; i++) {
                templates.add(made(finger.impression(i)));
            }
        }
        for (int i = 0; i < templates.size(); i++) {
            var scores = engine.compare(templates.get(i), templates);
            for (int j = 0; j < scores.length; j++) {
                var said = i + " and " + j + ": " + scores[j];
                if (i == j) {
                    assertEquals(0.5, scores[j]);
                } else if (i / impressions == j / impressions) {
                    assertTrue(scores[j] > 0.2, said);
                } else {
                    assertTrue(scores[j] < STRANGE, said);
                }
            }
        }
    }

    /// Whatever the light and the noise: it is the finger, or it is refused, and why is said.
    @Test
    void dimAndNoisyAndBlurredOnesAreRefusedAndNotTakenForStrangers() {
        int made = 0;
        int poor = 0;
        for (var finger : MadeVein.several(4)) {
            var enrolled = made(finger.impression(Look.STRAIGHT, 1));
            for (var look : looks()) {
                switch (extract(finger.impression(look, 2))) {
                    case Extraction.Made(var template) -> {
                        made++;
                        double score = engine.compare(template, List.of(enrolled))[0];
                        assertTrue(score > STRANGE, look + ": " + score);
                    }
                    case Extraction.Poor _ -> poor++;
                    case Extraction.Unreadable no -> throw new AssertionError(no);
                }
            }
        }
        assertTrue(made > 40 && poor > 40, made + " and " + poor);
    }

    private static List<Look> looks() {
        var looks = new ArrayList<Look>();
        for (double gain : new double[] {0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.3, 1.5, 1.7, 2}) {
            looks.add(Look.STRAIGHT.gained(gain));
            looks.add(Look.STRAIGHT.gained(gain).noisy(4));
        }
        for (double noise : new double[] {8, 15, 25, 40, 70}) {
            looks.add(Look.STRAIGHT.noisy(noise));
        }
        for (double blur : new double[] {4, 8, 14}) {
            looks.add(Look.STRAIGHT.blurred(blur));
        }
        return looks;
    }

    @Test
    void whatIsPoorSaysWhy() {
        var finger = new MadeVein(1);

        assertEquals("too dark", poor(finger.impression(Look.STRAIGHT.gained(0.15), 1)));
        assertEquals("too dark", poor(MadeVein.flat(640, 480, 0)));
        assertEquals("too bright", poor(finger.impression(Look.STRAIGHT.gained(1.8), 1)));
        assertEquals("too bright", poor(MadeVein.flat(640, 480, 255)));
        assertEquals("too much noise", poor(finger.impression(Look.STRAIGHT.noisy(70), 1)));
        assertEquals("no edges of a finger", poor(MadeVein.flat(640, 480, 120)));
        assertEquals("no edges of a finger", poor(noise(3)));
        assertEquals("too few veins", poor(bar(320, 40, 200)));
        assertEquals("too little of the finger", poor(bar(320, 95, 145)));
        assertEquals("edges that are not straight", poor(wave()));
    }

    /// No vein, between two rows of 240.
    private static Picture bar(int width, int from, int to) {
        var bytes = new byte[width * 240];
        Arrays.fill(bytes, from * width, to * width, (byte) 150);
        return grey(width, 240, bytes);
    }

    private static Picture wave() {
        var bytes = new byte[320 * 240];
        for (int i = 0; i < bytes.length; i++) {
            double off = i / 320 - 120 - 18 * Math.sin(i % 320 / 30.0);
            bytes[i] = (byte) (Math.abs(off) < 70 ? 150 : 20);
        }
        return grey(320, 240, bytes);
    }

    private static Picture noise(long seed) {
        var bytes = new byte[640 * 480];
        new SplittableRandom(seed).nextBytes(bytes);
        return grey(640, 480, bytes);
    }

    @Test
    void aTemplateSaysWhatItIs() {
        var template = made(new MadeVein(1).impression(1));

        assertEquals(Modality.VEIN, template.modality());
        assertEquals(7, template.position());
        assertEquals(new Template.Made("vein-mc-256x112", "vein-mc", 1, ""), template.made());
        assertEquals(engine.made(), template.made());
        assertEquals(engine.modality(), template.modality());
        assertEquals("sensor-1", template.sensor());
        assertEquals(OptionalInt.empty(), template.dpi());
        assertEquals(NOON, template.captured());
        assertEquals(3_584, template.payload().length);
        var kept =
                assertInstanceOf(Envelope.Read.Good.class, Envelope.read(Envelope.bytes(template)));
        assertArrayEquals(template.payload(), kept.template().payload());
    }

    @Test
    void qualityFallsWithTheLightAndWithNoise() {
        var finger = new MadeVein(2);
        int good = made(finger.impression(Look.STRAIGHT, 1)).quality();
        int dim = made(finger.impression(Look.STRAIGHT.gained(0.3), 1)).quality();
        int noisy = made(finger.impression(Look.STRAIGHT.noisy(20), 1)).quality();

        assertEquals(100, good);
        assertTrue(dim > 0 && dim < 80, () -> dim + " of 100");
        assertTrue(noisy > 0 && noisy < 80, () -> noisy + " of 100");
    }

    @Test
    void aPictureOfAnotherShapeIsRefused() {
        for (var shape :
                new int[][] {
                    {1, 1},
                    {319, 240},
                    {320, 111},
                    {320, 321},
                    {640, 223},
                    {2_000, 1},
                    {1, 2_000},
                    {480, 640},
                    {1_930, 1_080},
                    {3_200, 2_400}
                }) {
            int width = shape[0];
            int height = shape[1];
            assertEquals(
                    width + " x " + height + " pixels are no finger that lies across",
                    unreadable(MadeVein.flat(width, height, 90)));
        }
    }

    @Test
    void theSmallestAndTheLargestAreRead() {
        for (var shape : new int[][] {{320, 112}, {320, 320}, {1_920, 1_080}, {640, 225}}) {
            assertInstanceOf(Extraction.Poor.class, extract(MadeVein.flat(shape[0], shape[1], 90)));
        }
    }

    @Test
    void aPictureInColoursIsTheSameFinger() {
        var grey = new MadeVein(3).impression(1);
        var rgb = new byte[3 * grey.bytes().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = grey.bytes()[i / 3];
        }
        var colours = new Picture(Colour.RGB, grey.width(), grey.height(), rgb, grey.dpi());

        assertArrayEquals(made(grey).payload(), made(colours).payload());
    }

    /// Of half the size, as of a sensor of another resolution: the window is of the same finger.
    @Test
    void theSizeOfThePictureDoesNotCount() {
        var large = new MadeVein(3).impression(1);
        var bytes = new byte[large.bytes().length / 4];
        for (int i = 0; i < bytes.length; i++) {
            int at = i / 320 * 2 * 640 + i % 320 * 2;
            int sum = 0;
            for (int each : new int[] {at, at + 1, at + 640, at + 641}) {
                sum += large.bytes()[each] & 0xff;
            }
            bytes[i] = (byte) (sum / 4);
        }
        var small = made(grey(320, 240, bytes));

        assertTrue(engine.compare(small, List.of(made(large)))[0] > 0.4);
    }

    @Test
    void whatCannotBeReadIsLikeNobody() {
        var probe = made(new MadeVein(5).impression(1));
        var reference = made(new MadeVein(5).impression(2));
        var all = new byte[3_584];
        Arrays.fill(all, (byte) -1);
        // So few that two of such would be alike by chance.
        var few = new byte[3_584];
        Arrays.fill(few, 32 * 50, 32 * 51, (byte) -1);
        var references =
                List.of(
                        reference,
                        with(probe, Arrays.copyOf(probe.payload(), 3_583)),
                        with(probe, new byte[0]),
                        with(probe, Arrays.copyOf(probe.payload(), 3_585)),
                        with(probe, new byte[3_584]),
                        with(probe, all));

        var scores = engine.compare(probe, references);

        assertTrue(scores[0] > 0.2);
        assertArrayEquals(new double[5], Arrays.copyOfRange(scores, 1, 6));
        for (var none : references.subList(1, 6)) {
            assertArrayEquals(new double[6], engine.compare(none, references));
        }
        assertArrayEquals(
                new double[] {0}, engine.compare(with(probe, few), List.of(with(probe, few))));
        assertArrayEquals(new double[0], engine.compare(probe, List.of()));

        reference.wipe();

        assertEquals(0, engine.compare(probe, List.of(reference))[0]);
    }

    /// Damage of what was stored: never an exception, and never a score that is none.
    @Test
    void noDamagedPayloadIsAnybody() {
        long seed = 20_261_131;
        var random = new SplittableRandom(seed);
        var good = made(new MadeVein(8).impression(1));
        for (int round = 0; round < 500; round++) {
            var payload = new byte[random.nextInt(8) == 0 ? random.nextInt(5_000) : 3_584];
            random.nextBytes(payload);
            for (int i = random.nextInt(4); i > 0; i--) {
                for (int j = 0; j < payload.length; j++) {
                    payload[j] &= (byte) random.nextInt(256);
                }
            }
            var damaged = with(good, payload);
            double forth = engine.compare(good, List.of(damaged))[0];
            double back = engine.compare(damaged, List.of(good))[0];
            var said = "seed " + seed + " round " + round + ": " + forth + ", " + back;
            assertTrue(forth >= 0 && forth < STRANGE && back >= 0 && back < STRANGE, said);
        }
    }

    private static Picture grey(int width, int height, byte[] bytes) {
        return new Picture(Colour.GREY, width, height, bytes, OptionalInt.empty());
    }
}
