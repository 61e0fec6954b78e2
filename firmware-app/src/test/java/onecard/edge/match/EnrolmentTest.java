package onecard.edge.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import onecard.edge.match.Enrolment.Good;
import onecard.edge.match.Enrolment.Poor;
import onecard.edge.match.Enrolment.Unlike;
import onecard.edge.match.finger.FingerEngine;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Sample.Picture.Colour;
import org.junit.jupiter.api.Test;

/// Views are kept together where each is good and like each other one, and else none is.
class EnrolmentTest {

    private static final double LEAST = 30;
    private static final int BUG = 99;

    private final Shades engine = new Shades();

    /// Of a picture it takes the first pixel: two are as alike as those are near.
    private static final class Shades implements Engine {

        static final Template.Made MADE = new Template.Made("vendor:shades", "shades", 1, "");

        final List<Template> made = new ArrayList<>();

        @Override
        public Modality modality() {
            return Modality.FINGER;
        }

        @Override
        public Template.Made made() {
            return MADE;
        }

        @Override
        public void warmUp() {}

        @Override
        public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
            int shade = ((Sample.Picture) sample).bytes()[0];
            if (shade < 0) {
                return new Extraction.Unreadable("no picture");
            }
            if (shade == BUG) {
                throw new IllegalStateException("a bug of the engine");
            }
            if (shade == 0) {
                return new Extraction.Poor("too dark");
            }
            var template =
                    new Template(
                            Modality.FINGER,
                            position,
                            MADE,
                            sensor,
                            OptionalInt.empty(),
                            50,
                            captured,
                            new byte[] {(byte) shade});
            made.add(template);
            return new Extraction.Made(template);
        }

        @Override
        public double[] compare(Template probe, List<Template> references) {
            return references.stream()
                    .mapToDouble(it -> 40 - Math.abs(it.payload()[0] - probe.payload()[0]))
                    .toArray();
        }

        @Override
        public void close() {}
    }

    private Enrolment enrolled(int... shades) {
        var views = new ArrayList<Sample>();
        for (int shade : shades) {
            views.add(
                    new Sample.Picture(
                            Colour.GREY, 1, 1, new byte[] {(byte) shade}, OptionalInt.empty()));
        }
        return Enrolment.of(engine, views, 7, "sim", Instant.EPOCH, LEAST);
    }

    @Test
    void viewsThatAreAlikeAreKeptInTheirOrder() {
        var good = assertInstanceOf(Good.class, enrolled(20, 30, 25));

        assertEquals(3, good.templates().size());
        assertArrayEquals(new byte[] {30}, good.templates().get(1).payload());
        assertEquals(7, good.templates().getFirst().position());
    }

    @Test
    void theFirstViewThatIsNotGoodEnoughIsNamedAndNothingIsLeft() {
        assertEquals(new Poor(3, "too dark"), enrolled(20, 30, 0));
        assertEquals(new Poor(1, "no picture"), enrolled(-1, 30, 0));
        nothingIsLeft(2);
    }

    /// Each with each: the second and the third may not go by the first alone.
    @Test
    void twoViewsThatAreNotAlikeAreNamedAndNothingIsLeft() {
        assertEquals(new Unlike(1, 2), enrolled(20, 31, 20));
        assertEquals(new Unlike(2, 3), enrolled(25, 20, 31));
        assertEquals(new Unlike(3, 5), enrolled(25, 25, 20, 25, 31));
        nothingIsLeft(11);
    }

    @Test
    void whereTheEngineFailsNothingIsLeftEither() {
        assertThrows(IllegalStateException.class, () -> enrolled(20, 20, BUG));
        nothingIsLeft(2);
    }

    /// Else nobody could be enrolled at a sensor whose record of forty people is enough for its
    /// point.
    @Test
    void aRecordThatKnowsLessAsksForTheStrictestScoreItKnows() {
        assertEquals(0.2, Enrolment.least(measured(78)));
        assertEquals(0.15, Enrolment.least(measured(40)));
        assertEquals(30, Enrolment.least(FingerEngine.LINE));
    }

    private static CalibrationRecord measured(int instances) {
        long pairs = instances * (instances - 1L) / 2;
        var table = new ArrayList<CalibrationRecord.Point>();
        table.add(new CalibrationRecord.Point(new BigDecimal("0.1"), new BigDecimal("0.1")));
        table.add(new CalibrationRecord.Point(new BigDecimal("0.01"), new BigDecimal("0.15")));
        if (3.0 / pairs <= 0.001) {
            table.add(new CalibrationRecord.Point(new BigDecimal("0.001"), new BigDecimal("0.2")));
        }
        return new CalibrationRecord(
                "shades",
                "1",
                Shades.MADE,
                "",
                "set",
                instances,
                pairs,
                CalibrationRecord.Basis.MEASURED,
                table,
                Instant.EPOCH);
    }

    private void nothingIsLeft(int templates) {
        assertEquals(templates, engine.made.size());
        engine.made.forEach(it -> assertArrayEquals(new byte[] {0}, it.payload()));
    }

    @Test
    void fewerThanThreeAreNone() {
        assertThrows(IllegalArgumentException.class, () -> enrolled(20, 20));
        assertThrows(IllegalArgumentException.class, () -> enrolled(20, 20, 20, 20, 20, 20));
    }
}
