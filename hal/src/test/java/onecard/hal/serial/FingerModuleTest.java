package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import onecard.hal.linux.BioDesk;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a fingerprint module is asked and what is made of its answers, on a real tty, over a line
/// that spoils them.
class FingerModuleTest {

    /// A good answer may take as long as a busy machine needs.
    static final FingerLine.Times PATIENT =
            new FingerLine.Times(
                    Duration.ofSeconds(30), Duration.ofMillis(40), Duration.ofMillis(2));

    /// A bad answer never becomes a good one, so nothing is lost by not waiting for it.
    private static final FingerLine.Times HASTY =
            new FingerLine.Times(Duration.ofMillis(12), Duration.ofMillis(4), Duration.ofMillis(1));

    static final FingerProfile PICTURES =
            new FingerProfile(
                    "AS608",
                    new FingerProfile.Gives.Picture(
                            ScriptedFinger.WIDTH, ScriptedFinger.HEIGHT, 508),
                    3);

    static final FingerProfile TEMPLATES =
            new FingerProfile(
                    "AS608",
                    new FingerProfile.Gives.Template("vendor:zfm", ScriptedFinger.TEMPLATE),
                    1);

    static final FingerProfile NOTHING =
            new FingerProfile("AS608", new FingerProfile.Gives.Nothing(), 3);

    private static final Pad PAD = Pad.NOT_PERFORMED;
    private static final int STORE = 0x06;
    private static final int UP_FEATURES = 0x08;
    private static final int FAILED = 0x18;
    private static final int ALICE = 1;
    private static final int BOB = 2;

    private final AtomicLong unreadable = new AtomicLong();
    private final Told<BioEvent> events = new Told<>();
    private Pty pty;
    private ScriptedFinger script;

    static FingerModule module(Path path, FingerProfile profile, FingerLine.Times times) {
        return new FingerModule(
                "gate",
                path,
                57_600,
                FingerModule.ADDRESS,
                FingerModule.PASSWORD,
                profile,
                times,
                System::nanoTime);
    }

    @BeforeEach
    void plug() throws Exception {
        pty = new Pty();
        script = new ScriptedFinger(pty);
    }

    @AfterEach
    void unplug() {
        script.close();
        pty.close();
    }

    /// A dialogue that begins well, and goes on with that patience.
    private FingerDialogue dialogue(SerialPort port, FingerProfile profile, FingerLine.Times times)
            throws Exception {
        var line = new FingerLine(port, FingerModule.ADDRESS, times, unreadable);
        return FingerGreeting.begin(line, FingerModule.PASSWORD, profile);
    }

    private static Answer perform(FingerDialogue dialogue, Task task) throws Exception {
        var desk = new BioDesk("gate", System::nanoTime);
        desk.ask(1, task, System.nanoTime() + Duration.ofSeconds(60).toNanos());
        return dialogue.perform(desk.next(Duration.ZERO).orElseThrow());
    }

    @Test
    void itSaysWhatItIsAndCanDo() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, PICTURES, PATIENT);
            assertEquals("R503 1.4", dialogue.model());
            assertEquals(
                    Set.of(
                            new Ability.MatchesOne(),
                            new Ability.MatchesMany(20),
                            new Ability.Enrols(20),
                            new Ability.GivesPicture(OptionalInt.of(508))),
                    dialogue.abilities());
            script.product("");
            assertEquals("AS608", dialogue(port, TEMPLATES, PATIENT).model());
            assertEquals(
                    Set.of(
                            new Ability.MatchesOne(),
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
            var desk = new BioDesk("gate", System::nanoTime);
            desk.ask(1, new Task.Verify(1), System.nanoTime() + 300_000_000);
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

    /// Whatever becomes of any byte of any answer, no stranger is taken for somebody, nobody for
    /// somebody else, and the next task is done as ever.
    @ParameterizedTest
    @EnumSource(Spoilt.class)
    void noSpoiltByteMakesAnybodyElse(Spoilt how) throws Exception {
        spoil(how, 1, 3);
    }

    @ParameterizedTest
    @EnumSource(Spoilt.class)
    @Tag("long")
    void noSpoiltByteMakesAnybodyElseByEverySeed(Spoilt how) throws Exception {
        for (int seed = 2; seed < 40; seed++) {
            spoil(how, seed, 1);
        }
    }

    private void spoil(Spoilt how, int seed, int step) throws Exception {
        var random = new Random(seed);
        script.slot(3, ALICE);
        script.slot(5, BOB);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var hasty = new FingerLine(port, FingerModule.ADDRESS, HASTY, unreadable);
            var patient = dialogue(port, NOTHING, PATIENT);
            script.product(""); // whose answer is of no use here
            for (int command : new int[] {0x01, 0x02, 0x03, 0x04, 0x07}) {
                boolean verifies = command == 0x03 || command == 0x07;
                int length = command == 0x04 ? 16 : command == 0x03 ? 14 : 12;
                for (int at = random.nextInt(step); at < length; at += step) {
                    int who = random.nextInt(3) + 1;
                    script.lay(who);
                    var task = verifies ? new Task.Verify(3) : new Task.Identify();
                    var right = right(task, who);
                    int place = at;
                    int bit = random.nextInt(8);
                    script.spoil(command, said -> how.of(said, place, bit));
                    var what = how + " at " + at + " of " + command + ", seed " + seed;
                    var answer = perform(begun(hasty, NOTHING), task);
                    assertTrue(
                            answer.equals(right) || answer.equals(new Answer.Not(Why.FAULT)),
                            () -> what + ": " + answer);
                    script.spoil(command, said -> said); // it was perhaps never asked
                    assertEquals(right, perform(patient, task), what);
                }
            }
        }
    }

    private static Answer right(Task task, int who) {
        int slot = who == ALICE ? 3 : who == BOB ? 5 : -1;
        boolean same = task instanceof Task.Verify ? slot == 3 : slot >= 0;
        return same ? new Answer.Same(slot, PAD) : new Answer.Different(PAD);
    }

    /// A picture or a template comes whole, or not at all.
    @ParameterizedTest
    @EnumSource(Spoilt.class)
    void noSpoiltByteMakesAnotherPicture(Spoilt how) throws Exception {
        var random = new Random(1);
        script.lay(ALICE);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, TEMPLATES, PATIENT);
            var good = ScriptedFinger.template(ALICE);
            for (int i = 0; i < 12; i++) {
                int bit = random.nextInt(8);
                script.spoil(
                        0x08, // the first packet of four, so that something comes behind it
                        said -> how.of(said, 12 + random.nextInt(9 + 64), bit));
                var line = new FingerLine(port, FingerModule.ADDRESS, HASTY, unreadable);
                var answer = perform(begun(line, TEMPLATES), new Task.Capture());
                if (answer instanceof Answer.Captured(Sample.Template template, _, _)) {
                    assertArrayEquals(good, template.bytes());
                } else {
                    assertInstanceOf(Answer.Not.class, answer);
                }
                script.spoil(0x08, said -> said);
                var after =
                        assertInstanceOf(
                                Answer.Captured.class, perform(dialogue, new Task.Capture()));
                assertArrayEquals(good, ((Sample.Template) after.sample()).bytes());
            }
        }
    }

    /// A dialogue that begins in a hurry; again, where it was too much of one.
    private static FingerDialogue begun(FingerLine line, FingerProfile profile) throws Exception {
        while (true) {
            try {
                return FingerGreeting.begin(line, FingerModule.PASSWORD, profile);
            } catch (DeviceException _) {
                line.check();
            }
        }
    }

    @Test
    void itMaySpeakByteByByte() throws Exception {
        script.chunks(1);
        script.lay(BOB);
        script.slot(4, BOB);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, PICTURES, PATIENT);
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            assertInstanceOf(Answer.Captured.class, perform(dialogue, new Task.Capture()));
        }
    }

    @Test
    void noiseBeforeAnAnswerCostsNothing() throws Exception {
        script.lay(BOB);
        script.slot(4, BOB);
        var random = new Random(3);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, NOTHING, PATIENT);
            for (int i = 0; i < 30; i++) {
                var noise = new byte[1 + random.nextInt(40)];
                random.nextBytes(noise);
                script.spoil(0x04, said -> ScriptedFinger.join(noise, said));
                assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            }
            // The beginning of a frame that is longer than all that follows, and one of another.
            script.spoil(
                    0x04,
                    said ->
                            ScriptedFinger.join(
                                    new byte[] {(byte) 0xEF, 1, -1, -1, -1, -1, 7, 1, 0}, said));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            var other = new FingerFrame(FingerFrame.ANSWER, new byte[] {0, 0, 1, 0, 90}).bytes(9);
            script.spoil(0x04, said -> ScriptedFinger.join(other, said));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
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
        var times = new FingerLine.Times(Duration.ofMillis(300), PATIENT.gap(), PATIENT.look());
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
