package onecard.edge.match.finger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import onecard.edge.match.Engine;
import onecard.edge.match.EngineContract;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.bio.Sample.Picture.Colour;
import org.junit.jupiter.api.Test;

/// On generated fingers: what the engine takes, refuses and says of two. How good it is on people
/// is `SharedFingersTest`.
class FingerEngineTest extends EngineContract {

    private final FingerEngine engine = new FingerEngine();

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected Picture impression(int person, int number) {
        return new MadeFinger(person).impression(number);
    }

    @Override
    protected double nobody() {
        return 0;
    }

    @Override
    protected double alike() {
        return 30;
    }

    @Override
    protected double self() {
        return Double.MIN_VALUE;
    }

    @Test
    void impressionsOfOneFingerAreAlikeAndThoseOfOthersAreNot() {
        var fingers = MadeFinger.several(5);
        var templates = new ArrayList<Template>();
        for (var finger : fingers) {
            for (int i = 0; i < 3; i++) {
                templates.add(made(finger.impression(i)));
            }
        }
        for (int i = 0; i < templates.size(); i++) {
            var scores = engine.compare(templates.get(i), templates);
            for (int j = 0; j < scores.length; j++) {
                var said = i + " and " + j + ": " + scores[j];
                if (i / 3 == j / 3) {
                    assertTrue(scores[j] > 60, said);
                } else {
                    assertTrue(scores[j] < 30, said);
                }
            }
        }
    }

    @Test
    void aTemplateSaysWhatItIs() {
        var template = made(new MadeFinger(1).impression(1));

        assertEquals(Modality.FINGER, template.modality());
        assertEquals(7, template.position());
        assertEquals(new Template.Made("sourceafis-cbor", "sourceafis", 3, ""), template.made());
        assertEquals(engine.made(), template.made());
        assertEquals("sensor-1", template.sensor());
        assertEquals(OptionalInt.of(500), template.dpi());
        assertEquals(NOON, template.captured());
        assertTrue(template.quality() > 30 && template.quality() <= 100, template::toString);
        assertTrue(template.payload().length < 1_500, template::toString);
        assertTrue(FingerEngine.version().startsWith("3."), FingerEngine::version);
    }

    @Test
    void aPictureWithoutScaleOrOfNoFingerIsRefused() {
        var finger = new MadeFinger(1).impression(1);

        assertEquals("a fingerprint without dpi", unreadable(scaled(finger, OptionalInt.empty())));
        assertEquals("299 dpi, not 300 to 2000", unreadable(scaled(finger, OptionalInt.of(299))));
        assertEquals("2001 dpi, not 300 to 2000", unreadable(scaled(finger, OptionalInt.of(2001))));
        assertEquals("0 dpi, not 300 to 2000", unreadable(scaled(finger, OptionalInt.of(0))));
        assertEquals(
                "633 x 632 pixels at 500 dpi are no finger",
                unreadable(grey(633, 632, new byte[633 * 632], 500)));
        assertEquals(
                "380 x 380 pixels at 300 dpi are no finger",
                unreadable(grey(380, 380, new byte[144_400], 300)));
        assertEquals(
                "2000 x 1501 pixels at 1400 dpi are no finger",
                unreadable(grey(2_000, 1_501, new byte[2_000 * 1_501], 1_400)));
    }

    @Test
    void whereTooLittleIsSeenThePersonMayTryAgain() {
        assertEquals("too little of the finger: 0 minutiae", poor(grey(1, 1, new byte[1], 500)));
        assertEquals(
                "too little of the finger: 0 minutiae",
                poor(grey(300, 300, new byte[90_000], 500)));
        // A finger's edge alone: the first 60 columns of it.
        var finger = new MadeFinger(1).impression(1);
        var edge = new byte[60 * MadeFinger.HEIGHT];
        for (int y = 0; y < MadeFinger.HEIGHT; y++) {
            System.arraycopy(finger.bytes(), y * MadeFinger.WIDTH, edge, y * 60, 60);
        }
        assertTrue(
                poor(grey(60, MadeFinger.HEIGHT, edge, 500))
                        .matches("too little of the finger: [0-7] minutiae"));
    }

    @Test
    void aPictureInColoursIsReadByItsLight() {
        var grey = new MadeFinger(2).impression(1);
        var rgb = new byte[3 * grey.bytes().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = grey.bytes()[i / 3];
        }
        var colours = new Picture(Colour.RGB, grey.width(), grey.height(), rgb, grey.dpi());

        assertArrayEquals(made(grey).payload(), made(colours).payload());
    }

    @Test
    void theScaleCounts() {
        var finger = new MadeFinger(3).impression(1);
        var other = made(scaled(finger, OptionalInt.of(700)));

        assertEquals(OptionalInt.of(700), other.dpi());
        assertTrue(engine.compare(made(finger), List.of(other))[0] < 30);
    }

    @Test
    void whatCannotBeReadIsLikeNobodyAlsoOnceRemembered() {
        var probe = made(new MadeFinger(5).impression(1));
        var reference = made(new MadeFinger(5).impression(2));
        var short1 = with(probe, Arrays.copyOf(probe.payload(), 40));
        var none = with(probe, new byte[0]);
        var long1 = with(probe, Arrays.copyOf(probe.payload(), 9_000));
        var all = List.of(reference, short1, none, long1);

        var scores = engine.compare(probe, all);
        assertTrue(scores[0] > 60);
        assertArrayEquals(new double[] {0, 0, 0}, Arrays.copyOfRange(scores, 1, 4));
        assertArrayEquals(new double[4], engine.compare(none, all));

        reference.wipe();

        assertEquals(0, engine.compare(probe, all)[0]);
    }

    @Test
    void moreThanItRemembersAreStillCompared() {
        var probe = made(new MadeFinger(7).impression(1));
        var reference = made(new MadeFinger(7).impression(2));
        double score = engine.compare(probe, List.of(reference))[0];
        var many = new ArrayList<Template>();
        for (int i = 0; i < MinutiaeEngine.REMEMBERED_MAX + 10; i++) {
            many.add(with(reference, reference.payload().clone()));
        }

        for (double each : engine.compare(probe, many)) {
            assertEquals(score, each);
        }
    }

    private static Picture scaled(Picture picture, OptionalInt dpi) {
        return new Picture(
                picture.colour(), picture.width(), picture.height(), picture.bytes(), dpi);
    }

    private static Picture grey(int width, int height, byte[] bytes, int dpi) {
        return new Picture(Colour.GREY, width, height, bytes, OptionalInt.of(dpi));
    }
}
