package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.card.ReadingPlan;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.PcscReader;
import onecard.hal.pcsc.SlotRole;
import onecard.hal.pcsc.UsbPort;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimFault;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.VirtualCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A PC/SC reader over a real pcscd, with either provider beneath: the same claims hold for both,
/// and of ours some more.
@Tag("pcscd")
class PcscReaderTest {

    /// Less than any wait for a neighbour, more than a pause of the machine.
    private static final long HELD_UP_MICROS = 500_000;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    private final List<DeviceEvent> second = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource(PcscDriver.class)
    void aPresenceIsReadOnceAndEndsOnce(PcscDriver driver) throws Exception {
        try (var _ = Service.pcscd();
                var _ = opened(driver, 0)) {
            ready();
            try (var _ = card(1)) {
                assertInstanceOf(DeviceEvent.CardSeen.class, next());
                quiet(Duration.ofSeconds(1));
            }
            assertInstanceOf(DeviceEvent.CardGone.class, next());
            assertTrue(events.isEmpty());
        }
    }

    /// Whoever was debited by the daemon before is not debited by the next one.
    @ParameterizedTest
    @EnumSource(PcscDriver.class)
    void aCardThatLiesThereOverARestartIsReadOnceItWasPutDownAnew(PcscDriver driver)
            throws Exception {
        try (var _ = Service.pcscd()) {
            var before = opened(driver, 0);
            ready();
            var card = card(1);
            assertInstanceOf(DeviceEvent.CardSeen.class, next());
            before.close();
            try (var _ = opened(driver, 0)) {
                ready();
                quiet(Duration.ofSeconds(1));
                card.close();
                assertInstanceOf(DeviceEvent.CardGone.class, next());
                try (var _ = card(1)) {
                    assertInstanceOf(DeviceEvent.CardSeen.class, next());
                }
                assertInstanceOf(DeviceEvent.CardGone.class, next());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PcscDriver.class)
    void aTornCardIsUnreadableAndTheReaderIsReadyForTheNext(PcscDriver driver) throws Exception {
        try (var _ = Service.pcscd();
                var _ = opened(driver, 0)) {
            ready();
            for (int commands = 0; commands < 5; commands++) {
                try (var _ =
                        new VirtualCard(social(commands), SimTear.afterCommands(commands), 0)) {
                    assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
                }
                assertInstanceOf(DeviceEvent.CardGone.class, next());
                try (var _ = card(commands)) {
                    assertInstanceOf(DeviceEvent.CardSeen.class, next());
                }
                assertInstanceOf(DeviceEvent.CardGone.class, next());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PcscDriver.class)
    void aServiceThatDiesIsLostAndFoundAgain(PcscDriver driver) throws Exception {
        try (var pcscd = Service.pcscd();
                var _ = opened(driver, 0)) {
            ready();
            restarts(pcscd, 3);
        }
    }

    /// A hundred times: nothing is left behind.
    @Tag("long")
    @Test
    void aHundredRestartsLeaveNothingBehind() throws Exception {
        try (var pcscd = Service.pcscd();
                var _ = opened(PcscDriver.OWN, 0)) {
            ready();
            restarts(pcscd, 20);
            var before = Counts.now();
            long slowest = restarts(pcscd, 80);
            var after = Counts.now();
            System.out.printf(
                    "tap after pcscd's return: at most %d ms; before %s, after %s%n",
                    slowest, before, after);
            assertTrue(slowest <= 1_000, "the slowest took " + slowest + " ms");
            assertTrue(after.threads() <= before.threads(), before + " became " + after);
            assertTrue(after.files() <= before.files(), before + " became " + after);
        }
    }

    private record Counts(int threads, int files) {
        static Counts now() throws IOException {
            return new Counts(count("task"), count("fd"));
        }

        private static int count(String what) throws IOException {
            try (var all = Files.list(Path.of("/proc/self", what))) {
                return (int) all.count();
            }
        }
    }

    /// A card that takes two seconds for each answer, and one that never answers, on the slot
    /// beside.
    @Test
    void aSlowNeighbourDelaysNobody() throws Exception {
        try (var _ = Service.pcscd();
                var _ = opened(PcscDriver.OWN, 0)) {
            ready();
            var alone = dialogues(20);
            for (var each : List.of(Duration.ofSeconds(2), Duration.ofDays(1))) {
                try (var _ = opened(PcscDriver.OWN, 1);
                        var slow = new VirtualCard(slow(99, each), SimTear.NEVER, 1)) {
                    Await.until("the slow card to be asked", SOON, () -> slow.askedNanos() != 0);
                    var beside = dialogues(20);
                    System.out.printf(
                            "dialogue alone p50 %d, max %d us; beside a card that takes %s each: p50"
                                    + " %d, max %d us%n",
                            alone.get(10), alone.getLast(), each, beside.get(10), beside.getLast());
                    assertTrue(beside.get(10) - alone.get(10) <= HELD_UP_MICROS);
                }
                // pcscd looks every 400 ms, and would else take the next card for this one.
                long seen = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                Await.until("pcscd to see it gone", SOON, () -> System.nanoTime() > seen);
            }
        }
    }

    /// The reader is lost while the card keeps it, and back when the card is taken away.
    @Test
    void aCardThatNeverAnswersIsALostReaderAndNoStuckProcess() throws Exception {
        try (var _ = Service.pcscd();
                var reader = opened(PcscDriver.OWN, 0)) {
            ready();
            try (var _ = new VirtualCard(slow(1, Duration.ofDays(1)))) {
                assertInstanceOf(DeviceEvent.ReaderLost.class, events.poll(10, TimeUnit.SECONDS));
                assertTrue(System.nanoTime() - reader.progressNanos() < SOON.toNanos());
            }
            assertInstanceOf(DeviceEvent.CardUnreadable.class, next());
            assertInstanceOf(DeviceEvent.ReaderBack.class, next());
            assertInstanceOf(DeviceEvent.CardGone.class, next());
            try (var _ = card(2)) {
                assertInstanceOf(DeviceEvent.CardSeen.class, next());
            }
        }
    }

    /// The port is a directory of files, and what hangs on it goes when it is switched off: the
    /// call ends, the reader is back, and the one beside it has noticed nothing (I64).
    @Test
    void aReaderThatHangsIsPluggedAnewAndItsNeighbourNoticesNothing(@TempDir Path devices)
            throws Exception {
        var authorized = Files.createDirectory(devices.resolve("1-1")).resolve("authorized");
        Files.writeString(authorized, "1\n");
        try (var _ = Service.pcscd();
                var _ = opened(PcscDriver.OWN, 0)) {
            ready();
            var alone = dialogues(20);
            try (var reader = opened(1, new UsbPort(devices, "1-1"));
                    var stuck = stuckOnceThere()) {
                Await.until("the card to be asked", SOON, () -> stuck.askedNanos() != 0);
                var off = plugPulled(authorized, stuck);
                var beside = new ArrayList<Long>();
                while (!off.isDone()) {
                    beside.addAll(dialogues(1));
                }
                beside.sort(null);
                System.out.printf(
                        "dialogue alone p50 %d us; beside a reader that is plugged anew p50 %d, max"
                                + " %d us of %d%n",
                        alone.get(10),
                        beside.get(beside.size() / 2),
                        beside.getLast(),
                        beside.size());
                assertTrue(beside.get(beside.size() / 2) - alone.get(10) <= HELD_UP_MICROS);
                // Its call may end as soon as the port is off, or after it is on again.
                Await.until("the port to be on", SOON, () -> text(authorized).equals("1"));
                Await.until("the reset to be told", SOON, () -> told(9).contains("ReaderReset"));
                Await.until(
                        "the reader to be back",
                        SOON,
                        () ->
                                told(9).replace("ReaderReset ", "")
                                        .contains("ReaderLost CardUnreadable ReaderBack"));
                assertTrue(System.nanoTime() - reader.progressNanos() < SOON.toNanos());
            }
        }
    }

    /// A card that lies there before anybody has looked is read only once it was put down anew.
    private VirtualCard stuckOnceThere() throws IOException {
        Await.until("the second reader", SOON, () -> told(1).equals("ReaderBack"));
        return new VirtualCard(slow(9, Duration.ofDays(1)), SimTear.NEVER, 1);
    }

    /// When the port is off, so is what is plugged in there.
    private static CompletableFuture<Void> plugPulled(Path authorized, VirtualCard card) {
        return CompletableFuture.runAsync(
                () -> {
                    Await.until(
                            "the port to be off",
                            Duration.ofSeconds(20),
                            () -> text(authorized).equals("0"));
                    unplugged(card);
                });
    }

    private static void unplugged(VirtualCard card) {
        try {
            card.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /// What the second slot told, the newest so many, by their kinds.
    private String told(int newest) {
        var kinds = second.stream().map(event -> event.getClass().getSimpleName()).toList();
        return String.join(" ", kinds.subList(Math.max(0, kinds.size() - newest), kinds.size()));
    }

    private CardReader opened(int slot, UsbPort port) {
        var reader =
                new PcscReader(
                        "slot-" + slot,
                        VirtualCard.readerName(slot),
                        Optional.of(SlotRole.CONTACTLESS),
                        PcscDriver.OWN,
                        Optional.of(port),
                        ReadingPlan.of("ssc", "uid"),
                        (_, id) -> "%032x".formatted(id.hashCode()),
                        false,
                        System::nanoTime);
        reader.open(second::add);
        return reader;
    }

    /// As if its machine had no time for it. The process is well, so no watchdog may end it.
    @Test
    void aServiceThatStandsStillIsALostReaderAndNoStuckProcess() throws Exception {
        try (var pcscd = Service.pcscd()) {
            long closing;
            try (var reader = opened(PcscDriver.OWN, 0)) {
                ready();
                pcscd.pause();
                var event = events.poll(10, TimeUnit.SECONDS);
                var lost = assertInstanceOf(DeviceEvent.ReaderLost.class, event);
                assertEquals("the smart card service does not answer", lost.why());
                assertTrue(System.nanoTime() - reader.progressNanos() < SOON.toNanos());
                pcscd.goOn();
                assertInstanceOf(DeviceEvent.ReaderBack.class, next());
                try (var _ = card(3)) {
                    assertInstanceOf(DeviceEvent.CardSeen.class, next());
                }
                assertInstanceOf(DeviceEvent.CardGone.class, next());
                pcscd.pause();
                closing = System.nanoTime();
            }
            assertTrue(System.nanoTime() - closing < Duration.ofSeconds(2).toNanos());
            pcscd.goOn();
        }
    }

    /// Microseconds from power-on to the last answer, sorted.
    private List<Long> dialogues(int cards) throws Exception {
        var micros = new ArrayList<Long>();
        for (int i = 0; i < cards; i++) {
            try (var card = card(i)) {
                assertInstanceOf(DeviceEvent.CardSeen.class, ofFirstSlot());
                micros.add((card.answeredNanos() - card.poweredNanos()) / 1_000);
            }
            assertInstanceOf(DeviceEvent.CardGone.class, ofFirstSlot());
        }
        micros.sort(null);
        return micros;
    }

    private long restarts(Service pcscd, int times) throws Exception {
        long slowest = 0;
        for (int i = 0; i < times; i++) {
            pcscd.kill();
            assertInstanceOf(DeviceEvent.ReaderLost.class, next());
            pcscd.startAgain();
            long back = System.nanoTime();
            try (var _ = card(i)) {
                assertInstanceOf(DeviceEvent.CardSeen.class, afterReader());
                slowest = Math.max(slowest, (System.nanoTime() - back) / 1_000_000);
            }
            assertInstanceOf(DeviceEvent.CardGone.class, next());
        }
        return slowest;
    }

    private CardReader opened(PcscDriver driver, int slot) {
        var reader =
                new PcscReader(
                        "slot-" + slot,
                        VirtualCard.readerName(slot),
                        Optional.of(SlotRole.CONTACTLESS),
                        driver,
                        ReadingPlan.of("ssc", "uid"),
                        (_, id) -> "%032x".formatted(id.hashCode()),
                        System::nanoTime);
        reader.open(events::add);
        return reader;
    }

    /// The JDK's provider remembers a service that an earlier test ended, and says so first.
    private void ready() throws InterruptedException {
        DeviceEvent event;
        do {
            event = next();
        } while (event instanceof DeviceEvent.ReaderLost);
        assertInstanceOf(DeviceEvent.ReaderBack.class, event);
    }

    /// What comes after the reader is back. A pcscd that is only starting takes a connection and
    /// drops it again, so that may be more than once.
    private DeviceEvent afterReader() throws InterruptedException {
        DeviceEvent event;
        do {
            event = next();
        } while (event instanceof DeviceEvent.ReaderLost
                || event instanceof DeviceEvent.ReaderBack);
        return event;
    }

    private DeviceEvent next() throws InterruptedException {
        var event = events.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertTrue(event != null, "no event came");
        return event;
    }

    /// What the other slot tells meanwhile is its own affair.
    private DeviceEvent ofFirstSlot() throws InterruptedException {
        var event = next();
        while (event.toString().contains("reader=slot-1")) {
            event = next();
        }
        return event;
    }

    private void quiet(Duration duration) throws InterruptedException {
        var event = events.poll(duration.toMillis(), TimeUnit.MILLISECONDS);
        assertTrue(event == null, () -> "nothing should have happened, but " + event);
    }

    private static VirtualCard card(int number) throws IOException {
        return new VirtualCard(social(number));
    }

    private static SimCard slow(int number, Duration each) {
        return social(number).failing(new SimFault.Delay(0, each));
    }

    private static SimCard social(int number) {
        return SimCard.socialSecurity(
                "342500d15600000500000000%08d".formatted(number), 3, Optional.of("20360101"));
    }
}
