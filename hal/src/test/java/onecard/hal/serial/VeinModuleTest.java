package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;
import onecard.hal.linux.BioDesk;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a vein module is asked and what is made of its replies, on a real tty, over a line that
/// spoils them.
class VeinModuleTest {

    /// A good reply may take as long as a busy machine needs.
    static final VeinLine.Times PATIENT =
            new VeinLine.Times(Duration.ofSeconds(30), Duration.ofMillis(40), Duration.ofMillis(2));

    /// A bad reply never becomes a good one, so nothing is lost by not waiting for it.
    private static final VeinLine.Times HASTY =
            new VeinLine.Times(Duration.ofMillis(12), Duration.ofMillis(4), Duration.ofMillis(1));

    static final VeinProfile PLAIN = new VeinProfile("palm 1.0", ScriptedVein.CAPACITY, false);

    private static final VeinProfile ALIVE = new VeinProfile("palm 1.0", 20, true);

    private static final Pad PAD = Pad.NOT_PERFORMED;
    private static final int ALICE = 1;
    private static final int BOB = 2;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(30);

    private final AtomicLong unreadable = new AtomicLong();
    private final Told<BioEvent> events = new Told<>();
    private Pty pty;
    private ScriptedVein script;

    static VeinModule module(Path path, VeinProfile profile, VeinLine.Times times) {
        return new VeinModule("gate", path, VeinModule.BAUD, profile, times, System::nanoTime);
    }

    @BeforeEach
    void plug() throws Exception {
        pty = new Pty();
        script = new ScriptedVein(pty);
    }

    @AfterEach
    void unplug() {
        script.close();
        pty.close();
    }

    private VeinDialogue dialogue(SerialPort port, VeinProfile profile) throws Exception {
        return VeinDialogue.begin(new VeinLine(port, PATIENT, unreadable), profile);
    }

    private SerialPort open() throws DeviceException {
        return SerialPort.open(pty.tty(), VeinModule.BAUD);
    }

    private static Answer perform(VeinDialogue dialogue, Task task, Duration time)
            throws Exception {
        var desk = new BioDesk("gate", System::nanoTime);
        desk.ask(1, task, System.nanoTime() + time.toNanos());
        return dialogue.perform(desk.next(Duration.ZERO).orElseThrow());
    }

    private static Answer perform(VeinDialogue dialogue, Task task) throws Exception {
        return perform(dialogue, task, LONG);
    }

    // --- frames ---

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
    void aNameSaysItsSlot() {
        var name = VeinUsers.name(7);
        assertEquals(32, name.length);
        assertArrayEquals(
                "onecard-00007".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(name, 13));
        assertEquals(0, name[13]);
    }

    // --- what it can do ---

    @Test
    void itSaysWhatItIsAndCanDo() throws Exception {
        try (var port = open()) {
            assertEquals("palm 1.0", dialogue(port, PLAIN).model());
            assertEquals(
                    Set.of(
                            new Ability.MatchesOne(),
                            new Ability.MatchesMany(20),
                            new Ability.Enrols(20)),
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

    // --- slots and users ---

    /// Users that others have enrolled are nobody here, and stay.
    @Test
    void aUserWhoIsNotOursIsNobody() throws Exception {
        script.user(9, ALICE, Arrays.copyOf("alice".getBytes(StandardCharsets.US_ASCII), 32));
        script.slot(3, BOB);
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Verify(3)));
            // Nor is she taken a second time.
            assertEquals(new Answer.Not(Why.UNABLE), perform(dialogue, new Task.Enrol(4)));
            script.hold(BOB);
            assertEquals(new Answer.Same(3, PAD), perform(dialogue, new Task.Identify()));
            assertEquals(Set.of(4, 9), script.users().keySet());
        }
    }

    @Test
    void whoIsEnrolledIsKnownAgainAfterAPowerCut() throws Exception {
        script.hold(ALICE);
        try (var port = open()) {
            assertEquals(new Answer.Done(), perform(dialogue(port, PLAIN), new Task.Enrol(12)));
            assertEquals(
                    new Answer.Same(12, PAD), perform(dialogue(port, PLAIN), new Task.Verify(12)));
        }
    }

    /// Whose the slot is nobody can tell, so it is nobody's.
    @Test
    void aSlotThatTwoStandForIsEmptied() throws Exception {
        script.user(1, ALICE, VeinUsers.name(3));
        script.user(2, BOB, VeinUsers.name(3));
        script.user(7, 3, VeinUsers.name(4));
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            assertEquals(Set.of(7), script.users().keySet());
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(3)));
        }
    }

    /// Number and name must say the same: the check of a frame alone does not find each change.
    @Test
    void anotherNumberOrNameIsNobody() throws Exception {
        script.slot(3, ALICE);
        script.slot(5, BOB);
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            // Bob's number and Alice's name; a name and a number of nobody. Each with a good check.
            for (int at : new int[] {8, 21, 8 + 33}) {
                script.spoil(
                        0x12,
                        said -> {
                            var other = said.clone();
                            other[at] ^= 2;
                            other[other.length - 1] ^= 2;
                            return other;
                        });
                var answer = perform(dialogue, new Task.Identify());
                boolean rest = at == 8 + 33; // says nothing of who it is
                assertEquals(rest ? new Answer.Same(3, PAD) : new Answer.Not(Why.FAULT), answer);
                assertEquals(new Answer.Same(3, PAD), perform(dialogue, new Task.Identify()));
            }
        }
    }

    /// Nobody heard that it was done, so it was not: no slot holds whom no one was told of.
    @ParameterizedTest
    @EnumSource(Spoilt.class)
    void anEnrolmentWhoseReplyIsLostIsUndone(Spoilt how) throws Exception {
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.spoil(0x1D, said -> how.of(said, 6, 3));
            var answer = perform(dialogue, new Task.Enrol(4), Duration.ofMillis(300));
            assertTrue(
                    answer.equals(new Answer.Not(Why.FAULT))
                            || answer.equals(new Answer.Not(Why.NOBODY)),
                    answer::toString);
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(4)));
            assertEquals(Set.of(), script.users().keySet());
            assertEquals(new Answer.Done(), perform(dialogue, new Task.Enrol(4)));
        }
    }

    /// Not even that anything came is known here: the time was over, and the module said it then.
    @Test
    void anEnrolmentThatIsDoneTooLateIsUndone() throws Exception {
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.spoil(0x1D, _ -> new byte[0]);
            assertEquals(new Answer.Not(Why.NOBODY), perform(dialogue, new Task.Enrol(4), SHORT));
            assertEquals(1, script.users().size());
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(4)));
            assertEquals(0, script.users().size());
        }
    }

    @Test
    void whomItHoldsNoMoreIsInNoSlot() throws Exception {
        script.slot(4, BOB);
        script.hold(BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.users(Map.of());
            script.result(1); // so that it is asked again
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Verify(4)));
            script.result(0);
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(4)));
        }
    }

    // --- a bad line ---

    /// Whatever becomes of any byte of any reply, no stranger is taken for somebody, nobody for
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
        try (var port = open()) {
            var patient = dialogue(port, PLAIN);
            for (int command : new int[] {0x10, 0x12, 0x22, 0x24}) {
                int length = command == 0x12 ? 44 : command == 0x22 ? 43 : command == 0x24 ? 13 : 8;
                for (int at = random.nextInt(step); at < length; at += step) {
                    int who = random.nextInt(3) + 1;
                    script.hold(who);
                    var task = random.nextBoolean() ? new Task.Verify(3) : new Task.Identify();
                    var right = right(task, who);
                    int place = at;
                    int bit = random.nextInt(8);
                    // A stranger is not named: that reply has 8 bytes.
                    script.spoil(command, said -> how.of(said, place % said.length, bit));
                    var what = how + " at " + at + " of " + command + ", seed " + seed;
                    var answer = perform(begun(port), task, Duration.ofMillis(100));
                    assertTrue(
                            answer.equals(right)
                                    || answer.equals(new Answer.Not(Why.FAULT))
                                    || answer.equals(new Answer.Not(Why.NOBODY)),
                            () -> what + ": " + answer);
                    script.spoil(command, said -> said); // it was perhaps never asked
                    assertEquals(right, perform(patient, task), what);
                }
            }
            assertEquals(Set.of(4, 6), script.users().keySet());
        }
    }

    /// A dialogue that begins in a hurry; again, where it was too much of one.
    private VeinDialogue begun(SerialPort port) throws Exception {
        while (true) {
            try {
                return VeinDialogue.begin(new VeinLine(port, HASTY, unreadable), PLAIN);
            } catch (DeviceException _) {
                assertTrue(port.device().toFile().exists());
            }
        }
    }

    private static Answer right(Task task, int who) {
        int slot = who == ALICE ? 3 : who == BOB ? 5 : -1;
        boolean same = task instanceof Task.Verify ? slot == 3 : slot >= 0;
        return same ? new Answer.Same(slot, PAD) : new Answer.Different(PAD);
    }

    @Test
    void itMaySpeakByteByByte() throws Exception {
        script.chunks(1);
        script.hold(BOB);
        script.slot(4, BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Verify(4)));
        }
    }

    @Test
    void noiseBeforeAReplyMakesNobodyElse() throws Exception {
        script.hold(BOB);
        script.slot(4, BOB);
        var random = new Random(3);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            int seen = 0;
            for (int i = 0; i < 30; i++) {
                var noise = new byte[1 + random.nextInt(40)];
                random.nextBytes(noise);
                script.spoil(0x12, said -> ScriptedFinger.join(noise, said));
                var answer = perform(dialogue, new Task.Identify());
                seen += answer.equals(new Answer.Same(4, PAD)) ? 1 : 0;
                assertTrue(
                        answer.equals(new Answer.Same(4, PAD))
                                || answer.equals(new Answer.Not(Why.FAULT)),
                        answer::toString);
            }
            assertTrue(seen > 20, seen + " of 30");
        }
    }

    /// A reply that nobody waited for is not taken for that to the next command.
    @Test
    void aReplyOfBeforeIsNotThatOfNow() throws Exception {
        script.slot(4, BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            var held = new AtomicLong();
            // Bob comes as the time ends: what the module says of him is still on its way.
            script.hold(BOB);
            script.spoil(
                    0x12,
                    said -> {
                        held.set(said.length);
                        return new byte[0];
                    });
            assertEquals(new Answer.Not(Why.NOBODY), perform(dialogue, new Task.Identify(), SHORT));
            assertEquals(44, held.get());
            script.hold(ALICE);
            var late = new VeinFrame(VeinFrame.REPLY, bob()).bytes();
            script.spoil(0x10, said -> ScriptedFinger.join(late, said));
            script.result(1); // so that the line is settled again
            perform(dialogue, new Task.Identify());
            script.result(0);
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Identify()));
        }
    }

    /// Such as that nobody was deleted, which has the code of nobody known.
    @Test
    void aReplyToSomethingElseIsNone() throws Exception {
        script.slot(4, BOB);
        script.hold(BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            var other = new VeinFrame(VeinFrame.REPLY, new byte[] {0x20, 8}).bytes();
            script.spoil(0x12, _ -> other);
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
        }
    }

    private static byte[] bob() {
        var content = new byte[38];
        content[0] = 0x12;
        content[3] = 5;
        System.arraycopy(VeinUsers.name(4), 0, content, 4, 32);
        return content;
    }

    // --- gone ---

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
        var times = new VeinLine.Times(Duration.ofMillis(300), PATIENT.gap(), PATIENT.look());
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
