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

/// Each test is a sequence of starts; between two the process may have been killed, or the power
/// have gone.
class SiteSlotsTest {

    private static final String ENDS_STARTS =
            "version 2: the process ended in its start, again and again";

    @TempDir Path dir;
    private Path given;
    private String boot = "first";

    @BeforeEach
    void give() throws IOException {
        given = dir.resolve("site.yaml");
        Files.writeString(given, "given");
    }

    private SiteSlots start() throws IOException {
        return SiteSlots.open(dir.resolve("config"), given, boot);
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

    /// In this boot, whatever else starts; where the machine boots anew it is tried again.
    @Test
    void oneWhoseStartEndsWithItsProcessAgainAndAgainGivesWay() throws Exception {
        kept(2);
        assertEquals("version 2", text(start().begin()));
        var slots = start();
        assertEquals("version 2", text(slots.begin()));
        slots.started();

        for (int i = 0; i < KeptSlots.STARTS_MAX; i++) {
            assertEquals("version 2", text(start().begin()));
        }
        for (var starts : new boolean[] {true, false, false}) {
            slots = start();
            assertEquals("version 1", text(slots.begin()));
            assertEquals(1, slots.version());
            assertEquals(Optional.of(ENDS_STARTS), slots.damaged());
            if (starts) {
                slots.started();
            }
        }
        for (int i = 0; i < KeptSlots.STARTS_MAX; i++) {
            slots = start();
            assertEquals("given", text(slots.begin()));
            slots.started();
        }

        boot = "second";
        slots = start();
        assertEquals("version 2", text(slots.begin()));
        assertEquals(Optional.empty(), slots.damaged());
        slots.started();
        assertEquals("version 2", text(start().begin()));
    }

    /// Neither mains that flap nor somebody who restarts it again and again costs a good one.
    @Test
    void aStartThatGoesWithThePowerOrIsStoppedSaysNothing() throws Exception {
        kept(2);
        for (int i = 0; i < 3 * KeptSlots.STARTS_MAX; i++) {
            boot = "boot " + i;
            assertEquals("version 2", text(start().begin()));
        }
        for (int i = 0; i < 3 * KeptSlots.STARTS_MAX; i++) {
            var slots = start();
            assertEquals("version 2", text(slots.begin()));
            slots.startWasStopped();
        }
        assertEquals("version 2", text(start().begin()), "the one of the power and this one");
        assertEquals("version 1", text(start().begin()));
    }

    /// What is stopped later is no start any more.
    @Test
    void theEndOfARunTakesNothingBack() throws Exception {
        kept(2);
        var slots = start();
        slots.begin();
        slots.startWasStopped();
        slots.started();
        assertEquals("version 2", text(start().begin()));
        slots = start();
        slots.begin();
        slots.started();
        slots.startWasStopped();
        assertEquals("version 2", text(start().begin()));
        assertEquals("version 2", text(start().begin()));
        assertEquals("version 1", text(start().begin()));
    }

    /// It goes where the passed over one lay: what runs is the way back.
    @Test
    void aLaterOneTakesThePlaceOfOneThatEndsStarts() throws Exception {
        kept(2);
        for (int i = 0; i < KeptSlots.STARTS_MAX; i++) {
            start().begin();
        }
        var slots = start();
        assertEquals("version 1", text(slots.begin()));
        slots.started();
        slots.store(3, "version 3");
        assertEquals("version 3", text(slots.begin()));
        slots.rollBack("not online");

        boot = "second";
        slots = start();
        assertEquals("version 1", text(slots.begin()));
        assertEquals(Optional.of(ENDS_STARTS), slots.damaged());
    }

    /// Versions 1 to this one were tried and found well.
    private void kept(int last) throws IOException {
        var slots = start();
        for (int version = 1; version <= last; version++) {
            slots.store(version, "version " + version);
            slots.begin();
            slots.confirm();
        }
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
