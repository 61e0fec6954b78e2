package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.smartcardio.CardException;
import onecard.hal.Panel.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a reader is sent for a signal, and what becomes of one that will not have it.
class ReaderPanelTest {

    private static final String ACR1252 =
            "ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00";
    private static final long SOON_SECONDS = 10;

    private final AtomicLong nanos = new AtomicLong();

    /// The light on, the beeps, and the lights as they were: 03 was answered.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ACR1252 + "|GRANTED|e000002900 e00000290102 e0000028010a e00000290103",
                ACR1252 + "|REFUSED|e000002900 e00000290101 e00000280114 e00000280114 e00000290103",
                ACR1252
                        + "|TRY_AGAIN|e000002900 e00000290101 e0000028010a e0000028010a e0000028010a"
                        + " e00000290103",
                "ACS ACR1281 1S Dual Reader 00 01"
                        + "|GRANTED|e000002900 e00000290102 e0000028010a e00000290103",
                "ACS ACR1255U-J1 PICC Reader 00 00"
                        + "|GRANTED|e000002900 e00000290101 e0000028010a e00000290103",
            })
    void aSignalIsLightAndBeepsAndLeavesTheLightsAsTheyWere(
            String reader, Signal signal, String sent) throws Exception {
        var scripted = new ScriptedReader(reader, ReaderPanelTest::takes);
        try (var panel = panel(scripted)) {
            panel.show(signal, "", "");
            for (var command : sent.split(" ")) {
                assertEquals("escape " + command, next(scripted));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GRANTED,ff0040a00401010101",
        "REFUSED,ff0040500402020201",
        "TRY_AGAIN,ff0040500401010301",
        "FAULT,ff0040500414010101"
    })
    void oneFamilyIsToldByTheWayOfTheCard(Signal signal, String sent) throws Exception {
        var scripted =
                new ScriptedReader(
                        "ACS ACR122U PICC Interface 00 00", _ -> new byte[] {(byte) 0x90, 0x03});
        try (var panel = panel(scripted)) {
            panel.show(signal, "", "");
            assertEquals("card " + sent, next(scripted));
        }
    }

    @Test
    void aDriverThatRefusesIsAskedOnce() throws Exception {
        var scripted =
                new ScriptedReader(
                        ACR1252,
                        _ -> {
                            throw new CardException("SCARD_E_UNSUPPORTED_FEATURE");
                        });
        assertLeftAlone(scripted);
    }

    @Test
    void anAnswerThatIsNoneIsARefusal() throws Exception {
        assertLeftAlone(new ScriptedReader(ACR1252, _ -> new byte[] {0x6D, 0}));
        assertLeftAlone(
                new ScriptedReader("ACS ACR122U PICC Interface 00 00", _ -> new byte[] {0x6D, 0}));
    }

    private void assertLeftAlone(ScriptedReader scripted) throws Exception {
        try (var panel = panel(scripted)) {
            panel.show(Signal.GRANTED, "", "");
            next(scripted);
            looksAgain(scripted, panel);
            assertEquals(List.of(), List.copyOf(scripted.commands));
        }
    }

    @Test
    void aReaderOfNoKnownFamilyIsSentNothing() throws Exception {
        var scripted = new ScriptedReader("Somebody's Reader 00 00", ReaderPanelTest::takes);
        try (var panel = panel(scripted)) {
            looksAgain(scripted, panel);
            assertEquals(List.of(), List.copyOf(scripted.commands));
        }
    }

    /// What was taken once is no refusal when it fails later: a reader may be pulled, or busy.
    @Test
    void aReaderThatFailsAfterItWorkedIsAskedAgain() throws Exception {
        var fails = new AtomicLong();
        var scripted =
                new ScriptedReader(
                        ACR1252,
                        command -> {
                            if (fails.getAndDecrement() > 0) {
                                throw new CardException("SCARD_E_NOT_TRANSACTED");
                            }
                            return takes(command);
                        });
        try (var panel = panel(scripted)) {
            panel.show(Signal.GRANTED, "", "");
            await(scripted, "escape e00000290103");
            fails.set(1);
            panel.show(Signal.GRANTED, "", "");
            await(scripted, "escape e000002900");
            panel.show(Signal.REFUSED, "", "");
            await(scripted, "escape e00000290101");
        }
    }

    @Test
    void aNewerSignalCutsTheOlderShortAndOnlyTheNewestIsShown() throws Exception {
        var scripted = new ScriptedReader(ACR1252, ReaderPanelTest::takes);
        try (var panel = panel(scripted)) {
            panel.show(Signal.FAULT, "", "");
            await(scripted, "escape e000002801c8");
            long cut = System.nanoTime();
            panel.show(Signal.REFUSED, "", "");
            await(scripted, "escape e00000290103");
            assertTrue(System.nanoTime() - cut < TimeUnit.SECONDS.toNanos(2));
            await(scripted, "escape e00000280114");
        }
    }

    @Test
    void aDriverThatHangsHoldsUpNobodyAndWhatIsLateIsNotShown() throws Exception {
        var hangs = new CountDownLatch(1);
        var scripted =
                new ScriptedReader(
                        ACR1252,
                        command -> {
                            try {
                                hangs.await();
                            } catch (InterruptedException stopped) {
                                throw new CardException("stopped", stopped);
                            }
                            return takes(command);
                        });
        try (var panel = panel(scripted)) {
            panel.show(Signal.GRANTED, "", "");
            next(scripted);
            for (int i = 0; i < 1_000; i++) {
                panel.show(Signal.REFUSED, "", "");
            }
            nanos.addAndGet(ReaderPanel.STALE.toNanos() + 1);
            hangs.countDown();
            await(scripted, "escape e00000290103");
            looksAgain(scripted, panel);
            assertTrue(
                    scripted.commands.stream().noneMatch(sent -> sent.endsWith("280114")),
                    scripted.commands::toString);
        }
    }

    @Test
    void theHeldOpenToneBeatsUntilItIsOff() throws Exception {
        var scripted = new ScriptedReader(ACR1252, ReaderPanelTest::takes);
        try (var panel = panel(scripted)) {
            panel.warn(true);
            await(scripted, "escape e00000280128");
            await(scripted, "escape e00000280128");
            panel.warn(false);
            panel.show(Signal.GRANTED, "", "");
            await(scripted, "escape e00000290102");
            await(scripted, "escape e00000290103");
            assertEquals(List.of(), List.copyOf(scripted.commands));
        }
    }

    /// Signals that lead to nothing, until the panel has looked for its reader some times more.
    private static void looksAgain(ScriptedReader scripted, ReaderPanel panel) throws Exception {
        int before = scripted.looks.get();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SOON_SECONDS);
        while (scripted.looks.get() < before + 3) {
            assertTrue(System.nanoTime() < end, "the panel no longer looks");
            panel.warn(true);
        }
        panel.warn(false);
    }

    private ReaderPanel panel(ScriptedReader scripted) {
        var panel =
                new ReaderPanel(
                        "in",
                        new ReaderSought("*", Optional.empty()),
                        scripted,
                        LightFamily::of,
                        nanos::get);
        panel.open();
        return panel;
    }

    /// As those readers answer: the lights that are on, or what was set.
    private static byte[] takes(String command) {
        return HexFormat.of()
                .parseHex("e100000001" + (command.startsWith("e00000290") ? "03" : "00"));
    }

    private static String next(ScriptedReader scripted) throws InterruptedException {
        var sent = scripted.commands.poll(SOON_SECONDS, TimeUnit.SECONDS);
        assertTrue(sent != null, "nothing was sent");
        return sent;
    }

    private static void await(ScriptedReader scripted, String wanted) throws InterruptedException {
        var before = new ArrayList<String>();
        for (var sent = next(scripted); !sent.equals(wanted); sent = next(scripted)) {
            before.add(sent);
            assertTrue(before.size() < 50, before::toString);
        }
    }
}
