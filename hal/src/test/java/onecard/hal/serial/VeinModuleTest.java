package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a vein module is asked, what is made of its replies, and when it is lost.
class VeinModuleTest extends OnVein {

    private static final VeinProfile ALIVE = new VeinProfile("palm 1.0", 20, true);

    /// As the protocol writes them: ready; leave off; delete the user 1.
    @Test
    void framesAreThoseOfTheProtocol() {
        var hex = HexFormat.of();
        assertEquals("efaa0100010000", hex.formatHex(ScriptedVein.note(0)));
        assertEquals("efaa10000010", hex.formatHex(new VeinFrame(0x10, new byte[0]).bytes()));
        assertEquals(
                "efaa200002000123", hex.formatHex(new VeinFrame(0x20, new byte[] {0, 1}).bytes()));
        var framing = new CheckedFraming<>(new VeinFrame.Shape(), unreadable);
        var reply = framing.feed(hex.parseHex("efaa0000042000ab0188"), 10);
        assertEquals(0, reply.size(), "a wrong check");
        reply = framing.feed(hex.parseHex("efaa0000042000ab018e"), 10);
        assertEquals(1, reply.size());
        assertEquals(0x20, reply.getFirst().command());
        assertEquals(0, reply.getFirst().result());
        assertEquals(0xab01, reply.getFirst().number(2));
    }

    @Test
    void itSaysWhatItIsAndCanDo() throws Exception {
        try (var port = open()) {
            assertEquals("palm 1.0", dialogue(port, PLAIN).model());
            assertEquals(
                    Set.of(
                            new Ability.MatchesOne(),
                            new Ability.MatchesMany(20),
                            new Ability.Enrols(20),
                            new Ability.BearsMark()),
                    dialogue(port, PLAIN).abilities());
            assertTrue(
                    dialogue(port, ALIVE)
                            .abilities()
                            .contains(new Ability.DetectsAttacks(Pad.Evidence.VENDOR)));
        }
        try (var module = module(pty.tty(), PLAIN, PATIENT)) {
            assertEquals(Modality.VEIN, module.modality());
        }
        assertThrows(IllegalArgumentException.class, () -> new VeinProfile("", 0, false));
        assertThrows(IllegalArgumentException.class, () -> new VeinProfile("", 256, false));
    }

    @Test
    void aCopyOfAHandIsNobody() throws Exception {
        script.slot(3, ALICE);
        script.hold(ALICE);
        try (var port = open()) {
            var passed = new Pad(Pad.Finding.PASS, Pad.Evidence.VENDOR);
            var failed = new Pad(Pad.Finding.FAIL, Pad.Evidence.VENDOR);
            var dialogue = dialogue(port, ALIVE);
            assertEquals(new Answer.Same(3, passed), perform(dialogue, new Task.Verify(3)));
            script.result(12);
            assertEquals(new Answer.Different(failed), perform(dialogue, new Task.Verify(3)));
            assertEquals(new Answer.Different(failed), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Not(Why.POOR), perform(dialogue, new Task.Enrol(4)));
            script.result(8);
            script.hold(BOB);
            assertEquals(new Answer.Different(passed), perform(dialogue, new Task.Verify(3)));
        }
    }

    /// No result says that it is somebody but the one that says so.
    @ParameterizedTest
    @CsvSource({"1", "2", "4", "5", "6", "7", "14", "99", "255"})
    void whatElseItSaysIsAFault(int code) throws Exception {
        script.slot(3, ALICE);
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.result(code);
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Verify(3)));
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Enrol(4)));
            script.result(0);
            assertEquals(new Answer.Same(3, PAD), perform(dialogue, new Task.Identify()));
        }
    }

    /// The module waits whole seconds by itself; the task's time is what counts.
    @Test
    void whereTheModuleGivesUpFirstItIsAskedAgain() throws Exception {
        script.slot(3, ALICE);
        script.hold(ALICE);
        script.result(13);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            assertEquals(new Answer.Not(Why.NOBODY), perform(dialogue, new Task.Verify(3), SHORT));
            script.result(0);
            assertEquals(new Answer.Same(3, PAD), perform(dialogue, new Task.Verify(3)));
        }
    }

    @Test
    void whatCannotBeServedIsLostAndSaysWhy() throws Exception {
        assertEquals(
                "does not tell whom it holds",
                lost(() -> script.fallDumb(true), () -> script.fallDumb(false)));
        assertEquals("is silent", lost(() -> script.fallDeaf(true), () -> script.fallDeaf(false)));
    }

    /// Why it is lost, and that it is back when mended.
    private String lost(Runnable spoil, Runnable mend) throws Exception {
        spoil.run();
        var times = new VeinLine.Times(Duration.ofSeconds(1), PATIENT.gap(), PATIENT.look());
        try (var module = module(pty.tty(), PLAIN, times)) {
            module.open(events);
            var why = events.next(BioEvent.Lost.class).why();
            mend.run();
            events.next(BioEvent.Back.class);
            var begins = pty.tty() + ": the module ";
            assertTrue(why.startsWith(begins), why);
            return why.substring(begins.length());
        }
    }

    @Test
    void oneThatFallsSilentIsLost() throws Exception {
        var times = new VeinLine.Times(Duration.ofSeconds(1), PATIENT.gap(), PATIENT.look());
        try (var module = module(pty.tty(), PLAIN, times)) {
            module.open(events);
            events.next(BioEvent.Back.class);
            script.fallDeaf(true);
            module.ask(1, new Task.Identify(), System.nanoTime() + SHORT.toNanos());
            assertEquals(new Answer.Not(Why.NOBODY), events.next(BioEvent.Answered.class).answer());
            assertTrue(events.next(BioEvent.Lost.class).why().endsWith("the module is silent"));
            script.fallDeaf(false);
            events.next(BioEvent.Back.class);
        }
    }

    /// A module that starts anew in the middle of a look has forgotten it.
    @Test
    void oneThatStartsAnewIsAFault() throws Exception {
        script.slot(4, BOB);
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.spoil(0x12, _ -> ScriptedVein.note(0));
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Identify()));
        }
    }
}
