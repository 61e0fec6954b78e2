package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import onecard.edge.words.Failed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is put in force in one step, and cut short at each.
class StagedStateTest {

    private static final Map<String, String> WHOLE =
            Map.of("a.db", "1", "b.db", "2", "c.pem", "3", "config/slots.json", "4");

    @TempDir Path dir;

    @Test
    void untilItsOneStepTheDirectoryIsEmpty() throws Exception {
        for (int made = 0; made <= WHOLE.size(); made++) {
            var state = Files.createDirectory(dir.resolve("cut-" + made));
            try (var held = StateDir.hold(state).orElseThrow()) {
                make(StagedState.begin(held).part(), made);
            }
            try (var held = StateDir.hold(state).orElseThrow()) {
                assertEquals(Map.of(), content(state), "after " + made);
                var again = StagedState.begin(held);
                assertEquals(Map.of(), content(again.part()));
                make(again.part(), WHOLE.size());
                again.putInForce();
                assertEquals(WHOLE, content(state));
            }
        }
    }

    @Test
    void afterItTheNextWhoHoldsItFinishesIt() throws Exception {
        for (int moved = 0; moved <= 4; moved++) {
            var state = Files.createDirectory(dir.resolve("cut-" + moved));
            var ready = Files.createDirectory(state.resolve("staged"));
            make(ready, WHOLE.size());
            var names = new String[] {"a.db", "b.db", "c.pem", "config"};
            for (int i = 0; i < moved; i++) {
                Files.move(ready.resolve(names[i]), state.resolve(names[i]));
            }
            StateDir.hold(state).orElseThrow().close();
            assertEquals(WHOLE, content(state), "after " + moved);
            assertFalse(Files.exists(ready));
        }
    }

    @Test
    void whatIsGivenUpWasNeverThere() throws Exception {
        try (var held = StateDir.hold(dir).orElseThrow()) {
            var staged = StagedState.begin(held);
            make(staged.part(), WHOLE.size());
            staged.giveUp();
            assertFalse(Files.exists(staged.part()));
        }
    }

    /// Nobody runs by what an erasing left; who erases goes on with it.
    @Test
    void whatIsHalfErasedIsNoState() throws Exception {
        Files.writeString(dir.resolve(StateDir.ERASING), "");
        for (int i = 0; i < 2; i++) { // the lock was let go of
            var half = assertThrows(Failed.class, () -> StateDir.hold(dir));
            assertTrue(half.words().en().contains("run onecard wipe once more"));
        }
        StateDir.holdAsItIs(dir).orElseThrow().close();
    }

    private static void make(Path folder, int files) throws IOException {
        int made = 0;
        for (var file : new TreeMap<>(WHOLE).entrySet()) {
            if (made++ < files) {
                var path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
    }

    /// But for the lock, and for what is not in force.
    private static Map<String, String> content(Path folder) throws IOException {
        var content = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var name = folder.relativize(file).toString();
                if (!name.equals("lock") && !name.startsWith("staged.part")) {
                    content.put(name, Files.readString(file));
                }
            }
        }
        return content;
    }
}
