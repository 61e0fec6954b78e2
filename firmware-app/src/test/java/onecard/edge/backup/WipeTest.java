package onecard.edge.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import onecard.edge.state.StateDir;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An erasing that the power cuts short before each of its steps.
class WipeTest {

    private static final List<String> FILES =
            List.of(
                    "config/a.yaml",
                    "device.pem",
                    "journal.db",
                    "registry.db",
                    "sim/lines.trace",
                    "site.key",
                    "vault.db",
                    "vault.db.damaged-1");

    @TempDir Path dir;

    private static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void nobodyRunsByWhatIsLeftAndTheNextFinishesIt() throws Exception {
        int steps = FILES.size() + 2; // and two folders
        for (int cut = 0; cut < steps; cut++) {
            var state = made(cut);
            int last = cut;
            int[] step = {0};
            try (var held = StateDir.hold(state).orElseThrow()) {
                var wipe =
                        new Wipe(
                                held,
                                _ -> {
                                    if (step[0]++ == last) {
                                        throw new Cut();
                                    }
                                });
                assertThrows(Cut.class, wipe::erase);
            }
            assertTrue(Wipe.hasBegun(state));
            assertThrows(Failed.class, () -> StateDir.hold(state));
            // Keys go first: what is left after two steps is of use to nobody.
            assertEquals(cut < 2, Files.exists(state.resolve("device.pem")) || hasSiteKey(state));
            assertEquals(cut < 4, Files.exists(state.resolve("vault.db")) || aside(state));
            try (var held = StateDir.holdAsItIs(state).orElseThrow()) {
                var _ = new Wipe(held).erase();
            }
            try (var held = StateDir.hold(state).orElseThrow();
                    Stream<Path> left = Files.list(held.path())) {
                assertEquals(List.of(state.resolve("lock")), left.toList());
            }
        }
        var state = made(steps);
        int[] all = {0};
        try (var held = StateDir.hold(state).orElseThrow()) {
            var done = new Wipe(held, _ -> all[0]++).erase();
            assertEquals(FILES.size(), done.files());
            assertEquals(FILES.stream().mapToLong(String::length).sum(), done.bytes());
        }
        assertEquals(steps, all[0]);
        assertFalse(Wipe.isState(state));
    }

    /// A state that was moved to another disk is reached by a link, and erased where it is.
    @Test
    void aStateBehindALinkIsErased() throws Exception {
        var state = made(0);
        var link = Files.createSymbolicLink(dir.resolve("link"), state);
        try (var held = StateDir.hold(link).orElseThrow()) {
            assertEquals(FILES.size(), new Wipe(held).erase().files());
        }
        try (Stream<Path> left = Files.list(state)) {
            assertEquals(List.of(state.resolve("lock")), left.toList());
        }
    }

    /// Nobody may be told that what is elsewhere is erased, nor is it for us to erase.
    @Test
    void whatALinkInItLeadsToIsNotSaidToBeErased() throws Exception {
        var state = made(0);
        var elsewhere = Files.move(state.resolve("journal.db"), dir.resolve("journal.db"));
        var link = Files.createSymbolicLink(state.resolve("journal.db"), elsewhere);
        try (var held = StateDir.hold(state).orElseThrow()) {
            var failed = assertThrows(Failed.class, () -> new Wipe(held).erase());
            assertEquals(Message.WIPE_LINK.with(link, elsewhere), failed.words());
        }
        assertFalse(Wipe.hasBegun(state), "nothing was begun");
        assertEquals("journal.db", Files.readString(elsewhere));
        assertEquals("device.pem", Files.readString(state.resolve("device.pem")));
    }

    private Path made(int number) throws IOException {
        var state = Files.createDirectory(dir.resolve("state-" + number));
        for (var name : FILES) {
            var file = state.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        return state;
    }

    private static boolean hasSiteKey(Path state) {
        return Files.exists(state.resolve("site.key"));
    }

    private static boolean aside(Path state) {
        return Files.exists(state.resolve("vault.db.damaged-1"));
    }
}
