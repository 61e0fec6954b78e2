package onecard.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each test is a sequence of starts; between two the process may have been killed.
class SiteSlotsTest {

    @TempDir Path dir;
    private Path given;

    @BeforeEach
    void give() throws IOException {
        given = dir.resolve("site.yaml");
        Files.writeString(given, "given");
    }

    private SiteSlots start() throws IOException {
        return SiteSlots.open(dir.resolve("config"), given);
    }

    private static String text(SiteSlots.Chosen chosen) {
        return chosen.yaml();
    }

    @Test
    void theGivenFileIsInForceUntilAnotherComes() throws Exception {
        var chosen = start().begin();
        assertEquals("given", text(chosen));
        assertEquals(0, chosen.version());
        assertFalse(chosen.trial());
    }

    @Test
    void whatIsFoundWellIsKeptOverRestarts() throws Exception {
        start().store(3, "third");

        var slots = start();
        var chosen = slots.begin();
        assertEquals("third", text(chosen));
        assertTrue(chosen.trial());
        slots.confirm();

        chosen = start().begin();
        assertEquals("third", text(chosen));
        assertEquals(3, chosen.version());
        assertFalse(chosen.trial());
    }

    @Test
    void theNextOneIsTriedFromTheOtherSlot() throws Exception {
        var slots = start();
        for (int version = 1; version <= 4; version++) {
            slots.store(version, "version " + version);
            assertEquals("version " + version, text(slots.begin()));
            slots.confirm();
        }
        slots.store(5, "version 5");
        assertEquals("version 5", text(slots.begin()));
        slots.rollBack("not online");
        assertEquals("version 4", text(slots.begin()));
        assertEquals(Optional.of(new SiteSlots.Failed(5, "not online")), slots.failed());
    }

    @Test
    void whateverEndedTheProcessInATrialTheNextStartGoesBack() throws Exception {
        start().store(1, "deadly");
        assertEquals("deadly", text(start().begin()));

        var slots = start();
        assertEquals("given", text(slots.begin()));
        assertEquals(Optional.of(1L), slots.failed().map(SiteSlots.Failed::version));
        assertEquals("given", text(start().begin()), "for good");
    }

    @Test
    void noVersionComesTwice() throws Exception {
        var slots = start();
        slots.store(5, "fifth");
        slots.begin();
        slots.rollBack("not online");
        for (long version : new long[] {5, 4, 0, -1}) {
            assertThrows(IllegalStateException.class, () -> slots.store(version, "again"));
        }
        assertEquals(5, slots.seen());
    }

    @Test
    void nothingIsStoredWhileAnotherIsTried() throws Exception {
        var slots = start();
        slots.store(1, "first");
        slots.begin();
        assertTrue(slots.trying());
        assertThrows(IllegalStateException.class, () -> slots.store(2, "second"));
    }

    @Test
    void whoeverEditsTheGivenFileHasTheLastWordUntilALaterVersion() throws Exception {
        var slots = start();
        slots.store(7, "seventh");
        slots.begin();
        slots.confirm();

        Files.writeString(given, "edited");
        var after = start();
        assertEquals("edited", text(after.begin()));
        assertEquals(7, after.seen(), "what the broker still holds is not later");
        after.store(8, "eighth");
        assertEquals("eighth", text(after.begin()));
    }

    @Test
    void theGivenFilePutBackAsItWasBringsNothingBack() throws Exception {
        var slots = start();
        slots.store(7, "seventh");
        slots.begin();
        slots.confirm();
        Files.writeString(given, "edited");
        start().begin();
        Files.writeString(given, "given");
        assertEquals("given", text(start().begin()));
    }

    /// Read once: whoever edits it meanwhile is heard at the next start of the process.
    @Test
    void theGivenFileIsTakenAsItWasAtTheStart() throws Exception {
        var slots = start();
        Files.writeString(given, "half of an ed");
        assertEquals("given", text(slots.begin()));
        Files.delete(given);
        slots.store(1, "first");
        slots.begin();
        slots.rollBack("not online");
        assertEquals("given", text(slots.begin()));
    }

    @Test
    void aDamagedOneGivesWayToTheOneBeforeItAndThatToTheGivenOne() throws Exception {
        var slots = start();
        for (int version = 1; version <= 3; version++) {
            slots.store(version, "version " + version);
            slots.begin();
            slots.confirm();
        }
        assertEquals(Optional.empty(), slots.damaged());

        // The third lies where the first lay. One bit is enough.
        Files.writeString(dir.resolve("config/a.yaml"), "version 2");
        slots = start();
        assertEquals("version 2", text(slots.begin()));
        assertEquals(2, slots.version());
        assertEquals(Optional.of("version 3: damaged"), slots.damaged());
        slots.started();

        Files.delete(dir.resolve("config/b.yaml"));
        slots = start();
        assertEquals("given", text(slots.begin()));
        assertEquals(0, slots.version());
        slots.started();
        assertEquals(
                Optional.of("version 2: damaged"), start().damaged(), "until a later one is kept");

        slots.store(4, "version 4");
        assertEquals("version 4", text(slots.begin()));
        slots.confirm();
        assertEquals(Optional.empty(), start().damaged());
    }

    /// A line that is missing for all of them is none of their fault: the next start begins at the
    /// last one again.
    @Test
    void oneByWhichNothingStartsGivesWayForGoodOnceAnotherStarts() throws Exception {
        var slots = start();
        for (int version = 1; version <= 2; version++) {
            slots.store(version, "version " + version);
            slots.begin();
            slots.confirm();
        }
        for (var starts : new boolean[] {false, true}) {
            slots = start();
            assertEquals("version 2", text(slots.begin()));
            slots.unusable("no such line");
            assertEquals("version 1", text(slots.begin()));
            assertEquals(1, slots.version());
            assertEquals(Optional.of("version 2: no such line"), slots.damaged());
            if (starts) {
                slots.started();
            } else {
                slots.unusable("no such line");
                assertEquals("given", text(slots.begin()));
            }
        }
        slots = start();
        assertEquals("version 1", text(slots.begin()));
        assertEquals(Optional.of("version 2: no such line"), slots.damaged());
    }

    /// Once it may be a power cut, and says nothing; for good once another starts, as any other.
    @Test
    void oneWhoseStartEndsWithItsProcessAgainAndAgainGivesWay() throws Exception {
        var slots = start();
        for (int version = 1; version <= 2; version++) {
            slots.store(version, "version " + version);
            slots.begin();
            slots.confirm();
        }
        assertEquals("version 2", text(start().begin()));
        slots = start();
        assertEquals("version 2", text(slots.begin()));
        slots.started();

        for (int i = 0; i < SiteSlots.STARTS_MAX; i++) {
            assertEquals("version 2", text(start().begin()));
        }
        for (int i = 0; i < SiteSlots.STARTS_MAX; i++) {
            slots = start();
            assertEquals("version 1", text(slots.begin()));
            var why = "version 2: the process ended in its start, again and again";
            assertEquals(Optional.of(why), slots.damaged());
        }
        for (int i = 0; i < SiteSlots.STARTS_MAX + 1; i++) {
            slots = start();
            assertEquals("given", text(slots.begin()));
        }
        slots.started();
        assertEquals("given", text(start().begin()));
    }

    /// What is passed over is so for good only once another has started, whatever is written down
    /// meanwhile.
    @Test
    void aVersionThatIsKnownElsewhereComesNeverAgain() throws Exception {
        var slots = start();
        slots.store(1, "version 1");
        slots.begin();
        slots.confirm();
        slots.unusable("no such line");
        slots.sawUpTo(5);
        assertEquals("version 1", text(start().begin()));

        slots = start();
        slots.sawUpTo(3);
        assertEquals(5, slots.seen());
        var before = slots;
        assertThrows(IllegalStateException.class, () -> before.store(5, "again"));
        slots.store(6, "sixth");
    }

    /// What stood where a trial failed was never in force.
    @Test
    void whatFailedIsNoWayBack() throws Exception {
        var slots = start();
        slots.store(1, "version 1");
        slots.begin();
        slots.confirm();
        slots.store(2, "version 2");
        slots.begin();
        slots.rollBack("not online");
        Files.delete(dir.resolve("config/a.yaml"));
        assertEquals("given", text(start().begin()));
    }

    @Test
    void aDamagedOneIsNotTried() throws Exception {
        start().store(1, "first");
        Files.writeString(dir.resolve("config/a.yaml"), "worst");
        var slots = start();
        assertEquals("given", text(slots.begin()));
        assertEquals(Optional.of(new SiteSlots.Failed(1, "its copy is damaged")), slots.failed());
    }

    /// The door comes first.
    @Test
    void whereNothingCanBeWrittenNothingIsTried() throws Exception {
        start().store(1, "first");
        // In the way of what is written before it gets its name.
        Files.createDirectories(dir.resolve("config/slots.json.new/full"));
        var chosen = start().begin();
        assertEquals("given", text(chosen));
        assertFalse(chosen.trial());
    }

    @Test
    void aStateThatCannotBeReadIsToldAndTheGivenOneIsInForce() throws Exception {
        start().store(2, "second");
        var state = dir.resolve("config/slots.json");
        Files.writeString(state, "{\"given\":");
        assertEquals("given", text(start().begin()));
        assertEquals(Optional.of("slots.json cannot be read"), start().damaged());

        Files.delete(state);
        Files.createDirectory(state);
        assertEquals("given", text(start().begin()));
        assertEquals(Optional.of("slots.json cannot be read"), start().damaged());
    }
}
