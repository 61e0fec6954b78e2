package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import onecard.hal.bio.driver.BioDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a fingerprint module is asked, what is made of its answers, and when it is lost.
class FingerModuleTest extends OnFinger {

    private static final int STORE = 0x06;
    private static final int UP_FEATURES = 0x08;
    private static final int FAILED = 0x18;

    @Test
    void itSaysWhatItIsAndCanDo() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, PICTURES, PATIENT);
            assertEquals("R503 1.4", dialogue.model());
            assertEquals(
                    Set.of(
                            new Ability.MatchesOne(),
                            new Ability.BearsMark(),
                            new Ability.MatchesMany(20),
                            new Ability.Enrols(20),
                            new Ability.GivesPicture(OptionalInt.of(508))),
                    dialogue.abilities());
            script.product("");
            assertEquals("AS608", dialogue(port, TEMPLATES, PATIENT).model());
            assertEquals(
                    Set.of(
                            new Ability.MatchesOne(),
                            new Ability.BearsMark(),
                            new Ability.MatchesMany(20),
                            new Ability.Enrols(20),
                            new Ability.GivesTemplate("vendor:zfm"),
                            new Ability.TakesTemplate("vendor:zfm")),
                    dialogue(port, TEMPLATES, PATIENT).abilities());
        }
    }

    @Test
    void aPictureIsWhatLayThere() throws Exception {
        script.lay(ALICE);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, PICTURES, PATIENT);
            var captured =
                    assertInstanceOf(Answer.Captured.class, perform(dialogue, new Task.Capture()));
            var picture = assertInstanceOf(Sample.Picture.class, captured.sample());
            var packed = ScriptedFinger.picture(ALICE);
            assertEquals((packed[0] >> 4 & 0xf) * 17, picture.bytes()[0] & 0xff);
            assertEquals((packed[0] & 0xf) * 17, picture.bytes()[1] & 0xff);
            assertEquals(
                    (packed[packed.length - 1] & 0xf) * 17,
                    picture.bytes()[picture.bytes().length - 1] & 0xff);
            assertEquals(OptionalInt.of(508), picture.dpi());
            assertEquals(OptionalInt.empty(), captured.quality());
        }
    }

    @Test
    void aTemplateGoesFromOneModuleToAnother() throws Exception {
        script.lay(ALICE);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, TEMPLATES, PATIENT);
            var captured =
                    assertInstanceOf(Answer.Captured.class, perform(dialogue, new Task.Capture()));
            var template = assertInstanceOf(Sample.Template.class, captured.sample());
            assertArrayEquals(ScriptedFinger.template(ALICE), template.bytes());
            assertEquals(new Answer.Done(), perform(dialogue, new Task.Load(7, template)));
            assertEquals(Optional.of(ALICE), script.slot(7));
            assertEquals(new Answer.Same(7, PAD), perform(dialogue, new Task.Verify(7)));
            // What is no template of its kind is not kept, and what it does not know is told.
            var short1 = new Sample.Template("vendor:zfm", new byte[3]);
            assertEquals(new Answer.Not(Why.UNABLE), perform(dialogue, new Task.Load(8, short1)));
            var strange = new Sample.Template("vendor:zfm", new byte[ScriptedFinger.TEMPLATE]);
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Load(9, strange)));
        }
    }

    /// Whoever was there before is in the module still.
    @Test
    void aTemplateThatDidNotArriveIsNobodyElses() throws Exception {
        script.lay(ALICE);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, TEMPLATES, PATIENT);
            assertInstanceOf(Answer.Captured.class, perform(dialogue, new Task.Capture()));
            script.loseData();
            var bob = new Sample.Template("vendor:zfm", ScriptedFinger.template(BOB));
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Load(6, bob)));
            assertEquals(Optional.empty(), script.slot(6));
        }
    }

    /// What nobody could read back may be anybody's.
    @Test
    void aSlotNobodyVouchesForIsEmptied() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, TEMPLATES, PATIENT);
            var bob = new Sample.Template("vendor:zfm", ScriptedFinger.template(BOB));
            script.spoil(UP_FEATURES, _ -> script.answer(FAILED));
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Load(6, bob)));
            assertEquals(Optional.empty(), script.slot(6));
            script.lay(ALICE);
            script.spoil(STORE, _ -> script.answer(FAILED)); // it is stored all the same
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Enrol(7)));
            assertEquals(Optional.empty(), script.slot(7));
        }
    }

    @Test
    void aSlotNobodyVouchesForIsEmptiedOnceTheModuleAnswers() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, TEMPLATES, FingerLine.Times.USUAL);
            var bob = new Sample.Template("vendor:zfm", ScriptedFinger.template(BOB));
            script.spoil(
                    UP_FEATURES,
                    _ -> {
                        script.fallDeaf(true);
                        return script.answer(FAILED);
                    });
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Load(6, bob)));
            assertEquals(Optional.of(BOB), script.slot(6));
            script.fallDeaf(false);
            for (int looks = 0; looks < 10 && script.slot(6).isPresent(); looks++) {
                dialogue.check(); // a busy machine may answer late
            }
            assertEquals(Optional.empty(), script.slot(6));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 0x15})
    void aFingerThatIsHardToSeeIsPoor(int code) throws Exception {
        script.lay(ALICE);
        script.slot(1, ALICE);
        script.poor(code);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, TEMPLATES, PATIENT);
            var looks = new AtomicLong();
            var desk = new BioDesk("gate", looks::incrementAndGet); // over after so many
            desk.ask(1, new Task.Verify(1), 100);
            assertEquals(
                    new Answer.Not(Why.POOR),
                    dialogue.perform(desk.next(Duration.ZERO).orElseThrow()));
        }
    }

    @Test
    void twoFingersMakeNoTemplate() throws Exception {
        script.lay(ALICE);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, NOTHING, PATIENT);
            script.spoil(
                    0x02,
                    said -> {
                        script.lift(BOB);
                        return said;
                    });
            assertEquals(new Answer.Not(Why.POOR), perform(dialogue, new Task.Enrol(2)));
            assertEquals(Optional.empty(), script.slot(2));
        }
    }

    @Test
    void aSlotThatIsNoneIsNoAnswer() throws Exception {
        script.lay(ALICE);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, NOTHING, PATIENT);
            script.spoil(0x04, _ -> script.answer(0, 0, ScriptedFinger.CAPACITY, 0, 90));
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Identify()));
            script.spoil(0x04, _ -> script.answer(0)); // an answer to something else
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Identify()));
        }
    }

    @Test
    void whatCannotBeServedIsLostAndSaysWhy() throws Exception {
        assertEquals(
                "does not take the password",
                lost(PICTURES, () -> script.password(77), () -> script.password(0)));
        assertEquals(
                "is set to security level 2, which must be 3 at least",
                lost(PICTURES, () -> script.level(2), () -> script.level(3)));
        assertEquals(
                "is silent",
                lost(PICTURES, () -> script.fallDeaf(true), () -> script.fallDeaf(false)));
        assertEquals(
                "gives pictures of 24 x 20, not of 256 x 288",
                lost(
                        new FingerProfile("", new FingerProfile.Gives.Picture(256, 288, 500), 1),
                        () -> {},
                        () -> script.product("")));
    }

    /// Why it is lost, and that it is back when mended.
    private String lost(FingerProfile profile, Runnable spoil, Runnable mend) throws Exception {
        spoil.run();
        var times = new FingerLine.Times(Duration.ofSeconds(1), PATIENT.gap(), PATIENT.look());
        try (var module = module(pty.tty(), profile, times)) {
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
        var times = new FingerLine.Times(Duration.ofSeconds(1), PATIENT.gap(), PATIENT.look());
        try (var module = module(pty.tty(), NOTHING, times)) {
            module.open(events);
            events.next(BioEvent.Back.class);
            script.fallDeaf(true);
            module.ask(1, new Task.Identify(), System.nanoTime() + 60_000_000_000L);
            assertEquals(new Answer.Not(Why.FAULT), events.next(BioEvent.Answered.class).answer());
            assertTrue(events.next(BioEvent.Lost.class).why().endsWith("the module is silent"));
            script.fallDeaf(false);
            events.next(BioEvent.Back.class);
        }
    }
}
