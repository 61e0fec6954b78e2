package onecard.edge.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import onecard.edge.match.Engine.Extraction;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Sample.Picture;
import org.junit.jupiter.api.Test;

/// What every engine that compares here keeps to, whatever it looks at: tried on generated people.
public abstract class EngineContract {

    protected static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    /// The one that is tried.
    protected abstract Engine engine();

    /// Of somebody who does not exist; a new one each time.
    protected abstract Picture impression(int person, int number);

    /// The score of what cannot be read.
    protected abstract double nobody();

    /// The least that a template is like itself.
    protected abstract double self();

    /// What two impressions of one person reach, and no two of two people do.
    protected abstract double alike();

    @Test
    void warmsUpByNobody() throws Exception {
        engine().warmUp();
    }

    @Test
    void oneIsLikeThemselvesAndNobodyElse() {
        var one = made(impression(1, 1));
        double alike = score(one, made(impression(1, 2)));
        assertTrue(alike > alike(), () -> "of one: " + alike);
        for (int person = 2; person < 7; person++) {
            double strange = score(one, made(impression(person, 1)));
            assertTrue(strange < alike(), "of 1 and " + person + ": " + strange);
        }
    }

    @Test
    void whatItMakesIsItsOwnAndSurvivesItsEnvelope() {
        var template = made(impression(2, 1));

        assertEquals(engine().modality(), template.modality());
        assertEquals(engine().made(), template.made());
        assertEquals("sensor-1", template.sensor());
        assertEquals(NOON, template.captured());
        assertTrue(template.quality() > 0 && template.quality() <= 100, template::toString);
        var kept =
                assertInstanceOf(Envelope.Read.Good.class, Envelope.read(Envelope.bytes(template)));
        assertEquals(engine().made(), kept.template().made());
        assertArrayEquals(template.payload(), kept.template().payload());
    }

    @Test
    void onlyPicturesAreRead() {
        assertEquals(
                "a picture is wanted, and no template: vendor:v",
                unreadable(new Sample.Template("vendor:v", new byte[4])));
        assertEquals(
                "a picture is wanted, and no embedding",
                unreadable(new Sample.Embedding("m", new float[4])));
    }

    @Test
    void theSampleIsReadAndNotKept() {
        var sample = impression(3, 1);
        var before = sample.bytes().clone();
        var template = made(sample);
        double self = score(template, template);

        assertArrayEquals(before, sample.bytes());
        assertArrayEquals(template.payload(), made(sample).payload());

        sample.wipe();

        assertEquals(self, score(template, template));
    }

    @Test
    void whatCannotBeReadIsNobodyAndNothingIsComparedWithNone() {
        var probe = made(impression(4, 1));
        var reference = made(impression(4, 2));
        for (int bytes : new int[] {0, 1, probe.payload().length / 2}) {
            var none = with(probe, Arrays.copyOf(probe.payload(), bytes));
            assertEquals(nobody(), score(probe, none), bytes + " bytes");
            assertEquals(nobody(), score(none, reference), bytes + " bytes");
        }
        assertEquals(0, engine().compare(probe, List.of()).length);
        assertTrue(score(probe, reference) > alike());

        reference.wipe();

        assertEquals(nobody(), score(probe, reference));
    }

    @Test
    void templatesOfTwoMakersAreNeverCompared() {
        var mine = made(impression(5, 1));
        var made = mine.made();
        for (var maker :
                List.of(
                        new Template.Made(
                                made.format(), made.extractor(), made.version() + 1, made.model()),
                        new Template.Made(made.format(), "another", made.version(), made.model()),
                        new Template.Made(
                                "vendor:v", made.extractor(), made.version(), made.model()),
                        new Template.Made(
                                made.format(), made.extractor(), made.version(), "0".repeat(64)))) {
            var other =
                    new Template(
                            mine.modality(),
                            0,
                            maker,
                            mine.sensor(),
                            mine.dpi(),
                            mine.quality(),
                            NOON,
                            mine.payload());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> engine().compare(mine, List.of(mine, other)));
            assertThrows(
                    IllegalArgumentException.class, () -> engine().compare(other, List.of(mine)));
        }
    }

    /// Damage of what was stored: never an exception, and never a score that is none.
    @Test
    void noDamagedPayloadEscapes() {
        long seed = 20_261_201;
        var random = new SplittableRandom(seed);
        var good = made(impression(6, 1));
        for (int round = 0; round < 1_000; round++) {
            var payload = good.payload().clone();
            if (round % 3 == 0) {
                random.nextBytes(payload);
            }
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
            }
            int length = round % 2 == 0 ? payload.length : random.nextInt(payload.length + 1);
            var damaged = with(good, Arrays.copyOf(payload, length));
            for (double score : new double[] {score(good, damaged), score(damaged, good)}) {
                var said = "seed " + seed + " round " + round + ": " + score;
                assertTrue(score >= nobody() && score < 1e6, said);
            }
        }
    }

    /// Whatever a sensor shows is one of three; what is made of it is like itself.
    @Test
    void noPictureEscapes() {
        long seed = 20_261_202;
        var random = new SplittableRandom(seed);
        int made = 0;
        for (int round = 0; round < 84; round++) {
            var picture = impression(round % 7, round);
            var bytes = picture.bytes();
            switch (round % 6) {
                case 0 -> random.nextBytes(bytes);
                case 1 -> Arrays.fill(bytes, (byte) random.nextInt(256));
                case 2 -> Arrays.fill(bytes, random.nextInt(bytes.length), bytes.length, (byte) 0);
                case 3 -> Arrays.fill(bytes, 0, random.nextInt(bytes.length), (byte) 255);
                case 4 -> {
                    for (int i = 0; i < bytes.length / 20; i++) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                    }
                }
                default -> {}
            }
            // The same bytes as another shape, or as they were.
            int width =
                    new int[] {
                                picture.width(),
                                1,
                                bytes.length,
                                20,
                                random.nextInt(1, 2_500),
                                picture.width() / 2,
                                picture.width() + 10
                            }
                            [round / 6 % 7];
            int height = Math.max(1, bytes.length / width);
            var cut = Arrays.copyOf(bytes, width * height);
            var dpi =
                    picture.dpi().isPresent()
                            ? OptionalInt.of(random.nextInt(200, 2_200))
                            : OptionalInt.empty();
            var shown = new Picture(picture.colour(), width, height, cut, dpi);
            if (extract(shown) instanceof Extraction.Made(var template)) {
                made++;
                assertTrue(score(template, template) >= self(), "seed " + seed + ", " + round);
            }
        }
        assertTrue(made > 0);
    }

    protected final Extraction extract(Sample sample) {
        return engine().extract(sample, 7, "sensor-1", NOON);
    }

    protected final Template made(Sample sample) {
        return assertInstanceOf(Extraction.Made.class, extract(sample)).template();
    }

    protected final String poor(Sample sample) {
        return assertInstanceOf(Extraction.Poor.class, extract(sample)).why();
    }

    protected final String unreadable(Sample sample) {
        return assertInstanceOf(Extraction.Unreadable.class, extract(sample)).why();
    }

    protected final double score(Template probe, Template reference) {
        return engine().compare(probe, List.of(reference))[0];
    }

    protected static Template with(Template template, byte[] payload) {
        return new Template(
                template.modality(),
                template.position(),
                template.made(),
                template.sensor(),
                template.dpi(),
                template.quality(),
                template.captured(),
                payload);
    }
}
