package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.MemoryFold;

/// What a damaged journal tells at boot: a daemon that fell over it would fall again at each
/// start.
class MemoryFoldFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @FuzzTest
    void anyRowOrSnapshotLeavesAMemoryThatCanBeStoredAgain(byte[] text) {
        assertTimeout(SOON, () -> JsonReader.object(text).ifPresent(MemoryFoldFuzzTest::check));
    }

    private static void check(Json.Obj any) {
        var fold = new MemoryFold();
        fold.restore(any);
        fold.apply(any);
        var state = fold.state();

        var again = new MemoryFold();
        again.restore(state);
        assertEquals(state, again.state());
    }
}
