package onecard.hal.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.ReaderReset;
import onecard.hal.card.ReadingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader in trouble is reset, step by step, by a clock that moves when the test says so.
class RecoveryTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long NOT_TRANSACTED = 0x80100016L;
    private static final byte[] NOT_FOUND = {0x6A, (byte) 0x82};

    @TempDir Path devices;
    private final AtomicLong nanos = new AtomicLong();
    private final Semaphore watched = new Semaphore(0);
    private final TransferQueue<Boolean> field = new LinkedTransferQueue<>();
    private final BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();

    /// Plugged in, and no reader to the service.
    @Test
    void oneThatIsPluggedInAndNotThereIsResetStepByStep() throws Exception {
        plugIn();
        var away = new AtomicBoolean();
        var service = new ScriptedReader("Some Reader", _ -> NOT_FOUND);
        service.away = away::get;
        service.look =
                () -> {
                    if (away.get()) {
                        throw new PcscException(PcscException.READER_UNAVAILABLE);
                    }
                };
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
            away.set(true);
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            lookedFor(service);
            takes(ResetLadder.PATIENCE);
            assertEquals("reopen it is plugged in and not there", reset());
            takes(Duration.ofSeconds(2));
            assertEquals("context it is plugged in and not there", reset());
            takes(Duration.ofSeconds(5));
            assertEquals("replug it is plugged in and not there", reset());
            away.set(false);

            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
        }
        assertEquals(List.of("reopen", "context"), List.copyOf(service.resets));
        assertEquals("1", authorized());
    }

    /// Somebody has unplugged it: there is nothing to do but wait.
    @Test
    void oneThatIsNotPluggedInIsWaitedFor() throws Exception {
        var away = new AtomicBoolean(true);
        var service = new ScriptedReader("Some Reader", _ -> NOT_FOUND);
        service.away = away::get;
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            for (int look = 0; look < 50; look++) {
                takes(Duration.ofSeconds(10));
                lookedFor(service);
            }
            away.set(false);
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
        }
        assertEquals(List.of(), List.copyOf(service.resets));
    }

    /// Whatever is at the port may be somebody else's.
    @Test
    void aPortThatTheReaderWasNeverFoundAtIsNotSwitched() throws Exception {
        plugIn();
        var told = troubledByTheMinute(recovery(), ResetLadder.Trouble.ABSENT);
        assertTrue(told.contains("context"));
        assertFalse(told.contains("replug"));
    }

    @Test
    void aPortThatAnotherDeviceIsInIsNotSwitched() throws Exception {
        plugIn();
        var recovery = recovery();
        recovery.found(service);
        says("idProduct", "b100");
        var _ = troubledByTheMinute(recovery, ResetLadder.Trouble.ABSENT);

        var refused = resets.stream().filter(reset -> reset.step().equals("replug")).findFirst();
        assertEquals(
                Optional.of(
                        "java.io.IOException: 1-1.2 was 072f:2200 and is 072f:b100;"
                                + " nothing is switched off"),
                refused.orElseThrow().failure());
        assertEquals(List.of(), switched);
    }

    /// Of two of a kind, the site file names the other's port.
    @Test
    void aPortThatTheReaderIsNotInIsNotSwitched() throws Exception {
        plugIn();
        says("busnum", "1");
        says("devnum", "4");
        service.address = Optional.of(new UsbPort.Address(1, 5));
        var recovery = recovery();
        recovery.found(service);
        var _ = troubledByTheMinute(recovery, ResetLadder.Trouble.ERRS);

        var refused = resets.stream().filter(reset -> reset.step().equals("replug")).findFirst();
        assertEquals(
                Optional.of(
                        "java.io.IOException: its port is not 1-1.2, where device 4 of bus 1 is:"
                                + " it is device 5 of bus 1; nothing is switched off"),
                refused.orElseThrow().failure());
        assertEquals(List.of(), switched);
    }

    @Test
    void thePortThatTheReaderIsInIsSwitched() throws Exception {
        plugIn();
        says("busnum", "1");
        says("devnum", "5");
        service.address = Optional.of(new UsbPort.Address(1, 5));
        var recovery = recovery();
        recovery.found(service);
        var _ = troubledByTheMinute(recovery, ResetLadder.Trouble.ERRS);

        assertFalse(switched.isEmpty());
    }

    /// Three days in trouble: what does not help is not done for ever.
    @Test
    void aPortIsSwitchedSoOftenADayAtMost() throws Exception {
        plugIn();
        for (var trouble : List.of(ResetLadder.Trouble.ERRS, ResetLadder.Trouble.HANGS)) {
            switched.clear();
            var recovery = recovery();
            recovery.found(service);
            for (int day = 1; day <= 3; day++) {
                for (int hour = 0; hour < 24; hour++) {
                    var _ = troubledByTheMinute(recovery, trouble);
                }
                assertEquals(day * Recovery.REPLUGS_A_DAY, switched.size(), trouble.why());
            }
        }
        assertTrue(resets.stream().filter(reset -> reset.step().equals("context")).count() > 60);
    }

    /// As libccid says it.
    @Test
    void whereAReaderIsStandsInItsChannel() {
        assertEquals(Optional.of(new UsbPort.Address(3, 17)), PcscTerminal.address(word(0x200311)));
        assertEquals(Optional.empty(), PcscTerminal.address(word(0x00010001))); // a serial line
        assertEquals(Optional.empty(), PcscTerminal.address(new byte[0]));
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }

    private final ScriptedReader service = new ScriptedReader("Some Reader", _ -> NOT_FOUND);
    private final List<ReaderReset> resets = new ArrayList<>();
    private final List<String> switched = new ArrayList<>();

    private Recovery recovery() {
        var port = new UsbPort(devices, "1-1.2", _ -> switched.add("off"));
        var recovery = new Recovery("in", service, Optional.of(port), nanos::get);
        recovery.start(event -> resets.add((ReaderReset) event));
        return recovery;
    }

    /// The steps of an hour.
    private List<String> troubledByTheMinute(Recovery recovery, ResetLadder.Trouble trouble)
            throws InterruptedException {
        for (int minute = 0; minute < 60; minute++) {
            boolean _ = recovery.troubled(trouble);
            takes(Duration.ofMinutes(1));
        }
        return resets.stream().map(ReaderReset::step).toList();
    }

    /// No restart of the process would mend the service.
    @Test
    void aServiceThatDoesNotComeOutOfAResetIsNoStuckProcess() throws Exception {
        plugIn();
        var service = new ScriptedReader("Some Reader", _ -> NOT_FOUND);
        service.away = () -> true;
        var inside = new Semaphore(0);
        var answers = new Semaphore(0);
        service.resetting =
                () -> {
                    inside.release();
                    answers.acquireUninterruptibly();
                };
        try (var reader = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            lookedFor(service);
            takes(ResetLadder.PATIENCE);
            assertTrue(inside.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS));
            takes(Duration.ofMinutes(1));
            assertEquals(nanos.get(), reader.progressNanos());
            answers.release();
            assertEquals("reopen it is plugged in and not there", reset());
        }
    }

    /// It was unplugged for a day, and the service needs a moment when it is back.
    @Test
    void oneThatIsPluggedInAgainHasTimeToBeFound() throws Exception {
        plugIn();
        var away = new AtomicBoolean(true);
        var service = new ScriptedReader("Some Reader", _ -> NOT_FOUND);
        service.away = away::get;
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            lookedFor(service);
            unplug();
            lookedFor(service);
            takes(Duration.ofDays(1));
            plugIn();
            lookedFor(service);
            away.set(false);
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
        }
        assertEquals(List.of(), List.copyOf(service.resets));
    }

    /// The card that hangs may lie on another reader, with whom it shares the connection.
    @Test
    void underACallThatLastsNothingIsDoneWhereReadersShareAConnection() throws Exception {
        plugIn();
        var told = new ArrayList<DeviceEvent>();
        var port = new UsbPort(devices, "1-1.2", _ -> {});
        var recovery = new Recovery("in", new JdkService(), Optional.of(port), nanos::get);
        recovery.start(told::add);
        for (int minute = 0; minute < 10; minute++) {
            assertFalse(recovery.troubled(ResetLadder.Trouble.HANGS));
            takes(Duration.ofMinutes(1));
        }
        assertEquals(List.of(), told);
    }

    /// One broken card, shown again and again to a reader that answers for itself: nothing is
    /// reset, least of all its port.
    @Test
    void aBrokenCardIsNoTroubleOfTheReader() throws Exception {
        plugIn();
        var service = failing();
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            for (int shown = 0; shown < 20; shown++) {
                laidStill();
                gone();
                rests();
            }
        }
        assertEquals(List.of(), List.copyOf(service.resets));
        assertEquals("1", authorized());
    }

    /// An answer in between: what failed before has nothing to do with what fails after.
    @Test
    void oneThatAnswersInBetweenIsWell() throws Exception {
        var service = failing();
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            for (int shown = 0; shown < 20; shown++) {
                service.answers = shown % 3 == 2;
                laidStill();
                gone();
                rests();
            }
        }
        assertEquals(List.of(), List.copyOf(service.resets));
    }

    private ScriptedReader failing() {
        var service =
                new ScriptedReader(
                        "Some Reader",
                        _ -> {
                            throw new PcscException(NOT_TRANSACTED);
                        });
        service.present = Optional.of(field);
        return service;
    }

    /// Cards that lie still, one after another, while the reader does not answer for itself; a
    /// card that is taken away too early counts for nothing.
    @Test
    void oneThatFailsOnCardsThatLieStillIsReset() throws Exception {
        var service = failing();
        service.answers = false;
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            for (int card = 0; card < 20; card++) {
                laid();
                gone();
            }
            for (int card = 0; card < 2; card++) {
                laidStill();
                gone();
            }
            assertTrue(service.resets.isEmpty());
            laidStill();
            gone();
            assertTrue(service.resets.isEmpty());
            takes(ResetLadder.PATIENCE);
            laidStill();
            assertEquals("reopen it fails on cards that lie still", reset());
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            gone();
            takes(Duration.ofSeconds(2));
            laidStill();
            assertEquals("context it fails on cards that lie still", reset());
        }
    }

    /// A call that the card itself keeps from ending.
    @Test
    void oneThatDoesNotComeOutOfACommandIsPluggedAnew() throws Exception {
        plugIn();
        var service =
                new ScriptedReader(
                        "Some Reader",
                        _ -> {
                            hangs();
                            return NOT_FOUND;
                        });
        try (var _ = reader(service)) {
            assertEquals("replug a call to it does not end", reset());
        }
    }

    /// The service waits in a connection while somebody else keeps the card.
    @Test
    void aCardThatAnotherProgramKeepsIsNoTroubleOfTheReader() throws Exception {
        plugIn();
        var service = new ScriptedReader("Some Reader", _ -> NOT_FOUND);
        service.connecting = this::hangs;
        try (var _ = reader(service)) {
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            var told = assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            assertEquals("another program may hold the card on it", told.why());
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
        }
        assertEquals("1", authorized());
    }

    /// Until the watch has looked a few times more than it takes to plug anew.
    private void hangs() {
        for (int look = 0; look < 8; look++) {
            takes(Duration.ofSeconds(6));
            watched.drainPermits();
            watched.acquireUninterruptibly();
        }
    }

    /// The clock, and who reads it.
    private long clock() {
        long now = nanos.get();
        if (Thread.currentThread().getName().startsWith("watch-")) {
            watched.release();
        }
        return now;
    }

    /// The port is not ours to write to: told, and nothing else.
    @Test
    void aStepThatIsNotAllowedIsToldSo() throws Exception {
        var service = new ScriptedReader("Some Reader", _ -> NOT_FOUND);
        var told = new ArrayList<DeviceEvent>();
        var port = new UsbPort(devices, "1-1.2", _ -> {});
        var recovery = new Recovery("in", service, Optional.of(port), nanos::get);
        recovery.start(told::add);
        assertFalse(recovery.troubled(ResetLadder.Trouble.HANGS));
        takes(ResetLadder.PATIENCE);
        assertTrue(recovery.troubled(ResetLadder.Trouble.HANGS));

        var reset = assertInstanceOf(ReaderReset.class, told.getFirst());
        assertEquals("replug", reset.step());
        assertTrue(reset.failure().orElseThrow().contains("1-1.2"));
    }

    /// Twice from now on, so that whatever follows from the first has been done.
    private static void lookedFor(ScriptedReader service) {
        int before = service.looks.get();
        while (service.looks.get() < before + 3) {
            Thread.onSpinWait();
        }
    }

    private void laid() throws InterruptedException {
        field.transfer(true);
        assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
    }

    /// And there at the next look, too.
    private void laidStill() throws InterruptedException {
        laid();
        field.transfer(true);
    }

    /// Away for so long that it is gone.
    private void gone() throws InterruptedException {
        do {
            field.transfer(false);
            takes(PcscReader.ABSENCE);
        } while (!(events.poll(20, TimeUnit.MILLISECONDS) instanceof DeviceEvent.CardGone));
    }

    /// Nothing lies there for a while, look after look. One look may see two of these pass, which
    /// together are too short to be hung in.
    private void rests() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            takes(Duration.ofSeconds(2));
            field.transfer(false);
        }
    }

    private PcscReader reader(ScriptedReader service) {
        var reader =
                new PcscReader(
                        "in",
                        new ReaderSought("*", Optional.empty()),
                        service,
                        Optional.of(new UsbPort(devices, "1-1.2", _ -> {})),
                        ReadingPlan.of("ssc"),
                        (_, _) -> "0".repeat(32),
                        this::clock);
        reader.open(events::add);
        return reader;
    }

    /// Of all that is told, the next reset.
    private String reset() throws InterruptedException {
        var event = next();
        while (!(event instanceof ReaderReset)) {
            event = next();
        }
        var reset = (ReaderReset) event;
        assertEquals(Optional.empty(), reset.failure());
        return reset.step() + " " + reset.why();
    }

    private DeviceEvent next() throws InterruptedException {
        var event = events.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(event, "no event came");
        return event;
    }

    private void takes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void plugIn() throws IOException {
        Files.writeString(
                Files.createDirectories(devices.resolve("1-1.2")).resolve("authorized"), "1\n");
        says("idVendor", "072f");
        says("idProduct", "2200");
    }

    private void says(String attribute, String value) throws IOException {
        Files.writeString(devices.resolve("1-1.2").resolve(attribute), value + "\n");
    }

    private void unplug() throws IOException {
        Files.delete(devices.resolve("1-1.2").resolve("authorized"));
    }

    private String authorized() throws IOException {
        return Files.readString(devices.resolve("1-1.2").resolve("authorized")).strip();
    }
}
