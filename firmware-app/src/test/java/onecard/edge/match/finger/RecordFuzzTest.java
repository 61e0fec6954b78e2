package onecard.edge.match.finger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Envelope;
import onecard.hal.bio.Sample;

/// Whatever a sensor says is a record of minutiae, in either format. What is taken is a template
/// that can be kept and compared; what is not has a reason.
class RecordFuzzTest {

    private static final String SENSOR = "some sensor";

    @FuzzTest
    void whatIsTakenCanBeKeptAndCompared(byte[] record) {
        for (var format : RecordFormat.values()) {
            try (var engine = new RecordEngine(format, SENSOR)) {
                takes(engine, format, record);
            }
        }
    }

    private static void takes(RecordEngine engine, RecordFormat format, byte[] record) {
        var given = new Sample.Template(format.id(), record.clone());
        switch (engine.extract(given, 0, SENSOR, Instant.EPOCH)) {
            case Extraction.Made(var template) -> {
                assertArrayEquals(record, template.payload(), "the record itself is kept");
                assertTrue(Envelope.read(Envelope.bytes(template)) instanceof Envelope.Read.Good);
                for (double score : engine.compare(template, List.of(template, template))) {
                    assertTrue(score >= 0, () -> "a score of " + score);
                }
            }
            case Extraction.Poor(var why) -> assertFalse(why.isEmpty());
            case Extraction.Unreadable(var why) -> assertFalse(why.isEmpty());
        }
        assertArrayEquals(record, given.bytes(), "nothing of it is changed");
    }
}
