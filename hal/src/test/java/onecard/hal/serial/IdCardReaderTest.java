package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import onecard.hal.CardFault;
import onecard.hal.DeviceEvent.CardGone;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;
import onecard.hal.serial.ScriptedSam.Line;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ID cards on a module on a real tty.
class IdCardReaderTest {

    private static final byte[] CARD = IdText.citizen(IdText.NUMBER).bytes();

    @TempDir Path dir;
    private final Heard heard = new Heard();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Path byId;
    private Pty pty;
    private ScriptedSam sam;
    private IdCardReader reader;

    @BeforeEach
    void plug() throws Exception {
        byId = dir.resolve("usb-sam");
        pty = new Pty();
        sam = new ScriptedSam(pty, 1);
        Files.createSymbolicLink(byId, pty.tty());
        reader =
                new IdCardReader(
                        "desk",
                        byId,
                        115_200,
                        (kind, id) -> {
                            told.add(kind + " " + id);
                            return "%032x".formatted(told.size());
                        },
                        System::nanoTime);
    }

    @AfterEach
    void unplug() throws IOException {
        reader.close();
        sam.close();
        Files.deleteIfExists(byId); // else its end may come while the directory is looked through
        pty.close();
    }

    private void open() throws InterruptedException {
        reader.open(heard);
        assertEquals("desk", heard.next(ReaderBack.class).reader());
        sam.afterFinds(1); // what lies there by then is of before
    }

    @Test
    void aCardIsReadOnceAndOnlyItsPseudonymComesOut() throws Exception {
        open();
        sam.lay(CARD);
        var seen = heard.next(CardSeen.class);
        assertEquals("%032x".formatted(1), seen.facts().pseudonym());
        assertEquals("idcard", seen.facts().kind());
        assertEquals(2, seen.facts().assurance());
        assertEquals(List.of("idcard " + IdText.NUMBER), told);
        // It lies there unseen: the module does not find it again.
        var gone = heard.next(CardGone.class);
        assertTrue(gone.nanos() - seen.nanos() >= Presence.ABSENCE.toNanos());
        sam.afterFinds(3);
        heard.none();
        sam.lift();
        sam.lay(CARD);
        assertEquals("%032x".formatted(2), heard.next(CardSeen.class).facts().pseudonym());
    }

    @Test
    void aCardThatIsFoundAgainAndAgainIsOnePresence() throws Exception {
        sam.findsAgain();
        open();
        sam.lay(CARD);
        heard.next(CardSeen.class);
        sam.afterFinds(8);
        heard.none();
        sam.lift();
        heard.next(CardGone.class);
        assertEquals(1, told.size());
    }

    @Test
    void aCardAtTheEdgeOfTheFieldIsReadAsSoonAsItCanBe() throws Exception {
        open();
        sam.failReads(2);
        sam.lay(CARD);
        heard.next(CardSeen.class);
        heard.next(CardGone.class);
    }

    @Test
    void aCardThatCannotBeReadIsSaidOnce() throws Exception {
        open();
        sam.failReads(3);
        sam.lay(CARD);
        assertEquals(CardFault.UNREADABLE, heard.next(CardUnreadable.class).why());
        sam.afterFinds(8);
        heard.none();
        sam.lift();
        heard.next(CardGone.class);
        sam.lay(IdText.citizen(IdText.NUMBER).put(122, "X").bytes());
        assertEquals(CardFault.UNREADABLE, heard.next(CardUnreadable.class).why());
        assertEquals(List.of(), told);
    }

    @Test
    void aCardThatLeavesBetweenSelectAndReadIsUnreadable() throws Exception {
        open();
        sam.leaveAfterSelect();
        sam.lay(CARD);
        assertEquals(CardFault.UNREADABLE, heard.next(CardUnreadable.class).why());
        heard.next(CardGone.class);
        sam.lay(CARD);
        heard.next(CardSeen.class);
    }

    @Test
    void anAnswerThatIsCutShortEndsThePresenceAndTheModuleIsFoundAgain() throws Exception {
        open();
        sam.garble(SamCommand.SELECT, Line.CUT);
        sam.lay(CARD);
        assertEquals(CardFault.READER_FAILED, heard.next(CardUnreadable.class).why());
        assertEquals(
                byId + ": the module does not answer SELECT", heard.next(ReaderLost.class).why());
        heard.next(ReaderBack.class);
        // The same card still lies there: nobody has put it down anew.
        sam.afterFinds(5);
        heard.none();
        sam.lift();
        heard.next(CardGone.class);
    }

    @Test
    void aModuleThatRestartsAtAnotherSpeedIsBroughtBack() throws Exception {
        open();
        sam.restart(19_200);
        heard.next(ReaderLost.class);
        heard.next(ReaderBack.class);
        assertEquals(115_200, sam.baud());
        sam.afterFinds(1);
        sam.lay(CARD);
        heard.next(CardSeen.class);
    }

    @Test
    void aModuleThatIsPluggedInAgainGoesOn() throws Exception {
        open();
        sam.close();
        pty.close();
        Files.delete(byId);
        heard.next(ReaderLost.class);
        pty = new Pty();
        sam = new ScriptedSam(pty, 2);
        Files.createSymbolicLink(byId, pty.tty());
        heard.next(ReaderBack.class);
        sam.afterFinds(1); // what lies there by then is of before
        sam.lay(CARD);
        heard.next(CardSeen.class);
    }

    @Test
    void aModuleThatMayNotWorkIsLost() throws Exception {
        sam.trouble(0x66);
        reader.open(heard);
        assertEquals(
                byId + ": the module is not authorised to work",
                heard.next(ReaderLost.class).why());
        sam.trouble(0);
        heard.next(ReaderBack.class);
    }

    @Test
    void aSpeedThatNoModuleHasIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new IdCardReader("desk", byId, 4_800, (_, _) -> "", System::nanoTime));
    }

    /// Also while a card is being read and the module says nothing.
    @Test
    void closingEndsTheThreadAtOnce() throws Exception {
        open();
        sam.garble(SamCommand.READ, Line.SILENT);
        sam.lay(CARD);
        sam.afterGarbled();
        reader.close();
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("reader-desk")));
    }
}
