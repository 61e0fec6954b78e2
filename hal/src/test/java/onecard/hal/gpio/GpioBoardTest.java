package onecard.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import onecard.hal.Contact;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.DeviceEvent.RelayBack;
import onecard.hal.DeviceEvent.RelayLost;
import onecard.hal.Relay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The driver over a kernel in made-up time: what only it can get wrong. What any relay and contact
/// must keep stands in their contracts.
class GpioBoardTest {

    private static final int EIO = 5;
    private static final int EDGES_KEPT = 1_024;
    private static final String SOC = "pinctrl-test";

    private final FakeKernel kernel = new FakeKernel();
    private final FakeKernel.Chip soc = kernel.chip(SOC, 32);
    private final List<DeviceEvent> heard = new ArrayList<>(); // under its own lock
    private GpioBoard board;

    @BeforeEach
    void board() throws Exception {
        board = new GpioBoard(kernel, kernel::nanos);
    }

    @AfterEach
    void close() {
        kernel.awaitsNobody();
        board.close();
        assertEquals(0, kernel.descriptors(), "left open");
    }

    private void start() {
        kernel.awaitsPolls();
        board.start(this::hear);
        kernel.settle();
    }

    /// Whatever its wiring, a start and a stop are one level and nothing else (I33).
    @Test
    void aThousandOpenAndCloseCyclesSetNothingAndLeaveNothing() throws Exception {
        var line = soc.line(17);
        start();
        int descriptors = kernel.descriptors();
        for (int i = 0; i < 1_000; i++) {
            boolean activeHigh = i % 2 == 0;
            boolean atStop = i % 4 < 2;
            var drive = Drive.values()[i % 3];
            int before = line.levels().size();
            board.relay(
                            "lock",
                            new Wire(SOC, "17", activeHigh, Bias.AS_IS),
                            drive,
                            atStop,
                            Duration.ofSeconds(10),
                            false)
                    .close();
            var levels = line.levels().subList(before, line.levels().size());
            assertEquals("request", levels.getFirst().how());
            assertTrue(levels.stream().allMatch(level -> level.high() == (atStop == activeHigh)));
        }
        assertEquals(descriptors, kernel.descriptors());
    }

    @Test
    void fiftyBoardsPulseNothing() throws Exception {
        var line = soc.line(17);
        for (int i = 0; i < 50; i++) {
            var one = new GpioBoard(kernel, kernel::nanos);
            one.relay(
                    "lock",
                    new Wire(SOC, "17", true, Bias.PULL_DOWN),
                    Drive.PUSH_PULL,
                    false,
                    Duration.ofSeconds(10),
                    false);
            one.start(_ -> {});
            one.close();
        }
        assertTrue(line.levels().size() >= 50);
        assertTrue(line.levels().stream().noneMatch(FakeKernel.Level::high));
    }

    /// Asleep for as long as nothing is due; awake once for what is.
    @Test
    void nobodyWakesTheThreadWhileNothingIsDue() throws Exception {
        var lock = relay("lock", "17", false);
        contact("leaf", "5", Duration.ofMillis(30)).open(this::hear);
        start();

        int before = kernel.wakeUps();
        kernel.pass(Duration.ofDays(1));
        assertEquals(before, kernel.wakeUps());

        lock.release(kernel.nanos() + Duration.ofSeconds(5).toNanos(), "tap");
        kernel.pass(Duration.ofDays(1));
        assertEquals(before + 2, kernel.wakeUps(), "told of the end, and at the end");

        lock.hold("free");
        for (int i = 0; i < 100; i++) {
            kernel.pass(Duration.ofSeconds(1));
            lock.hold("free");
        }
        assertTrue(lock.energised());
        lock.drop("free");
        kernel.pass(Duration.ofHours(1));
        assertTrue(kernel.wakeUps() < before + 110, () -> kernel.wakeUps() - before + " times");
    }

    /// Each at its own time, to the nanosecond, though nobody calls any more (I59).
    @Test
    void manyReleasesEndEachAtItsTime() throws Exception {
        var relays = new ArrayList<Relay>();
        for (int i = 0; i < 16; i++) {
            relays.add(relay("lock-" + i, String.valueOf(i), false));
        }
        start();
        long now = kernel.nanos();
        for (int i = 0; i < 16; i++) {
            relays.get(i).release(now + (16 - i) * 1_000_003L, "tap");
        }

        kernel.pass(Duration.ofSeconds(1));

        for (int i = 0; i < 16; i++) {
            var last = soc.line(i).levels().getLast();
            assertEquals(new FakeKernel.Level(now + (16 - i) * 1_000_003L, false, "set"), last);
        }
    }

    @Test
    void edgesCarryTheKernelsTime() throws Exception {
        contact("leaf", "5", Duration.ofMillis(30)).open(this::hear);
        start();
        long pulled = kernel.nanos();
        soc.line(5).pull(true);
        kernel.pass(Duration.ofSeconds(1));
        assertEquals(
                new ContactChanged("leaf", true, pulled + Duration.ofMillis(30).toNanos()),
                heard().getLast());
    }

    @Test
    void tenThousandEdgesComeInOrderAndNoneIsMissing() throws Exception {
        contact("leaf", "5", Duration.ZERO).open(this::hear);
        contact("rex", "6", Duration.ZERO).open(this::hear);
        start();
        for (int i = 0; i < 10_000; i++) {
            kernel.pass(Duration.ofNanos(100));
            soc.line(i % 2 == 0 ? 5 : 6).pullUnseen(i % 4 < 2);
        }
        kernel.settle();

        var told = heard();
        assertEquals(10_000 + 2, told.size());
        assertEquals(0, board.missedEdges());
        for (int i = 0; i < 10_000; i++) {
            var event = (ContactChanged) told.get(i + 2);
            assertEquals(i % 2 == 0 ? "leaf" : "rex", event.contact());
            assertEquals(i % 4 < 2, event.active());
        }
    }

    /// The thread comes late and finds edges of several lines: what was first comes first, or
    /// somebody would seem to have gone the other way.
    @Test
    void edgesOfSeveralLinesComeInTheOrderTheyHappened() throws Exception {
        for (var sensor : List.of("3", "1", "2")) {
            contact("sensor-" + sensor, sensor, Duration.ZERO).open(this::hear);
        }
        start();
        heardSoFar();
        kernel.meanwhile(
                () -> {
                    for (int i = 0; i < 3_000; i++) {
                        kernel.tick(Duration.ofNanos(1_000));
                        soc.line(1 + i % 3).pullUnseen(i % 6 < 3);
                    }
                });
        kernel.settle();

        var told = heardSoFar();
        assertEquals(3_000, told.size());
        for (int i = 0; i < 3_000; i++) {
            var event = (ContactChanged) told.get(i);
            assertEquals("sensor-" + (1 + i % 3), event.contact());
            assertEquals(i % 6 < 3, event.active());
        }
    }

    /// Between waking and reading a busy machine may do something else for long.
    @Test
    void whatComesWhileTheThreadIsHeldUpComesInOrder() throws Exception {
        contact("first", "1", Duration.ZERO).open(this::hear);
        contact("second", "2", Duration.ZERO).open(this::hear);
        start();
        heardSoFar();
        kernel.beforeNextRead(
                () -> {
                    kernel.tick(Duration.ofMillis(20));
                    soc.line(2).pullUnseen(true);
                    kernel.tick(Duration.ofMillis(20));
                    soc.line(1).pullUnseen(false);
                });
        soc.line(1).pull(true);

        assertEquals(
                List.of("first true", "second true", "first false"),
                heardSoFar().stream()
                        .map(ContactChanged.class::cast)
                        .map(event -> event.contact() + " " + event.active())
                        .toList());
    }

    /// More than the kernel keeps, while our thread does not run: the newest are told, the others
    /// counted, and the level is read again, so it is the line's (I65).
    @Test
    void edgesThatAreLostAreCountedAndTheLevelIsReadAgain() throws Exception {
        contact("leaf", "5", Duration.ZERO).open(this::hear);
        start();
        int reads = soc.line(5).reads();

        soc.line(5).flood(10_001);
        kernel.settle();

        assertEquals(10_001 - EDGES_KEPT, board.missedEdges());
        assertEquals(reads + 1, soc.line(5).reads(), "once, when all is told");
        var levels = levels();
        assertEquals(true, levels.getLast());
        for (int i = 1; i < levels.size(); i++) {
            assertFalse(levels.get(i).equals(levels.get(i - 1)), "told twice");
        }
    }

    /// The kernel lost the edge itself, not only older ones: reading the level finds it.
    @Test
    void aLevelThatNoEdgeToldIsFoundByReading() throws Exception {
        contact("leaf", "5", Duration.ZERO).open(this::hear);
        start();
        soc.line(5).loseNextEdge();
        soc.line(5).pull(true);
        soc.line(5).loseNextEdge();
        soc.line(5).pull(false);
        assertEquals(List.of(false), levels());

        soc.line(5).loseLastOfThree();
        kernel.settle();

        assertEquals(true, levels().getLast());
        assertTrue(soc.line(5).high());
    }

    @Test
    void aChipThatGoesAwayIsToldWithItsLinesAndComesBackWithTheirLevels() throws Exception {
        var lock = relay("lock", "17", false);
        contact("leaf", "5", Duration.ZERO).open(this::hear);
        start();
        lock.release(kernel.nanos() + Duration.ofSeconds(3).toNanos(), "tap");
        heardSoFar();

        soc.remove();
        kernel.settle();
        assertEquals(
                List.of(
                        new ContactLost(
                                "leaf",
                                "line 5 went away with its chip pinctrl-test; plug it in again, it"
                                        + " is looked for",
                                kernel.nanos()),
                        new RelayLost(
                                "lock",
                                "line 17 went away with its chip pinctrl-test; plug it in again,"
                                        + " it is looked for",
                                kernel.nanos())),
                heardSoFar());
        assertFalse(lock.energised(), "nobody knows");

        kernel.pass(Duration.ofSeconds(10));
        assertEquals(List.of(), heardSoFar(), "told once");
        assertEquals(List.of(true), levelsOf(17, 1));

        soc.line(5).pullUnseen(true);
        soc.plugIn();
        kernel.pass(Duration.ofSeconds(1));
        var back = heardSoFar();
        assertEquals(2, back.size(), back::toString);
        assertTrue(back.getFirst() instanceof RelayBack || back.getLast() instanceof RelayBack);
        assertTrue(lastLevel(back), "the level it has now");
        assertEquals(List.of(false), levelsOf(17, 1), "its release ended while it was away");
        soc.line(5).pull(false);
        assertFalse(lastLevel(heardSoFar()));
        lock.hold("free");
        assertEquals(List.of(true), levelsOf(17, 1));
    }

    /// As another site file has it: only who hears is another, and what.
    @Test
    void contactsComeAndGoWhileARelayIsHeld() throws Exception {
        var lock = relay("lock", "17", false);
        contact("leaf", "5", Duration.ZERO).open(this::hear);
        start();
        heardSoFar();
        int set = soc.line(17).levels().size();

        board.closeContacts();
        contact("leaf", "6", Duration.ZERO).open(this::hear);
        board.start(this::hear);
        kernel.settle();
        heardSoFar();

        assertEquals(set, soc.line(17).levels().size(), "neither let go of nor set");
        soc.line(6).pull(true);
        kernel.settle();
        assertTrue(lastLevel(heardSoFar()));
        lock.release(kernel.nanos() + Duration.ofSeconds(3).toNanos(), "tap");
        assertTrue(soc.line(17).high());
        board.closeContacts();
        assertFalse(soc.line(17).high(), "whatever was asked of it is over");
    }

    @Test
    void whoeverBeginsToListenIsToldOfARelayThatIsLost() throws Exception {
        relay("lock", "17", false);
        start();
        soc.remove();
        kernel.settle();
        assertEquals(1, heardSoFar().size());
        kernel.pass(Duration.ofSeconds(5));
        assertEquals(List.of(), heardSoFar());
        board.start(this::hear);
        kernel.settle();
        assertTrue(heardSoFar().getFirst() instanceof RelayLost);
        soc.plugIn();
        kernel.pass(Duration.ofSeconds(1));
    }

    /// A chip behind a bus may fail once: the lock does not stay open for that.
    @Test
    void anEndThatFailedIsTriedAgain() throws Exception {
        var lock = relay("lock", "17", false);
        start();
        lock.release(kernel.nanos() + Duration.ofSeconds(3).toNanos(), "tap");
        soc.line(17).fail(EIO);
        kernel.pass(Duration.ofSeconds(5));
        assertEquals(
                "line 17 of pinctrl-test cannot be set: Input/output error",
                ((RelayLost) heardSoFar().getFirst()).why());
        assertTrue(soc.line(17).high());

        soc.line(17).fail(0);
        kernel.pass(Duration.ofSeconds(1));
        assertFalse(soc.line(17).high());
        assertTrue(heardSoFar().getFirst() instanceof RelayBack);
    }

    @Test
    void aReleaseThatFailedComesWhenTheLineIsBackUnlessItIsOver() throws Exception {
        var lock = relay("lock", "17", false);
        start();
        soc.line(17).fail(EIO);
        lock.release(kernel.nanos() + Duration.ofMillis(2_500).toNanos(), "tap");
        assertFalse(lock.energised());
        kernel.pass(Duration.ofMillis(1_500));
        soc.line(17).fail(0);
        kernel.pass(Duration.ofMillis(700));
        assertTrue(lock.energised());
        kernel.pass(Duration.ofMillis(300));
        assertEquals(List.of(false), levelsOf(17, 1));
    }

    @Test
    void aStopDropsRelaysFirstThenLetsGo() throws Exception {
        var lock = relay("lock", "17", false);
        var free = relay("free", "18", true);
        contact("leaf", "5", Duration.ZERO).open(this::hear);
        start();
        lock.hold("free");
        free.drop("start");

        kernel.awaitsNobody();
        board.close();

        assertEquals(List.of(false), levelsOf(17, 1));
        assertEquals(List.of(true), levelsOf(18, 1));
        assertEquals(0, kernel.descriptors());
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.equals("lines") || name.startsWith("Pi4J"))
                        .toList());
    }

    @Test
    void oneThatIsClosedAloneFreesItsLine() throws Exception {
        start();
        var leaf = contact("leaf", "5", Duration.ZERO);
        assertEquals("onecard:leaf", soc.line(5).consumer());
        leaf.close();
        assertEquals("", soc.line(5).consumer());
        contact("leaf", "5", Duration.ZERO).close();
    }

    /// The watchdog's view: asleep with nothing overdue is progress, a listener that hangs is not.
    /// The stop drops the relays all the same.
    @Test
    void aListenerThatHangsIsNoProgressAndKeepsNoRelayUp() throws Exception {
        var hangs = new CountDownLatch(1);
        var hang = new CountDownLatch(1);
        try {
            var lock = relay("lock", "17", false);
            contact("leaf", "5", Duration.ZERO)
                    .open(
                            event -> {
                                if (event instanceof ContactChanged(_, var active, _) && active) {
                                    hangs.countDown();
                                    await(hang);
                                }
                            });
            start();
            kernel.pass(Duration.ofHours(1));
            assertEquals(kernel.nanos(), board.progressNanos());

            lock.hold("free");
            kernel.settle();
            long stuck = kernel.nanos();
            kernel.awaitsNobody();
            soc.line(5).pullUnseen(true);
            await(hangs);
            kernel.pass(Duration.ofMinutes(1));
            assertEquals(stuck, board.progressNanos());

            board.close();
            assertEquals(List.of(false), levelsOf(17, 1));
        } finally {
            hang.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Relay relay(String name, String line, boolean energisedAtStop) throws Exception {
        return board.relay(
                name,
                new Wire(SOC, line, true, Bias.AS_IS),
                Drive.PUSH_PULL,
                energisedAtStop,
                Duration.ofSeconds(60),
                false);
    }

    private Contact contact(String name, String line, Duration debounce) throws Exception {
        return board.contact(name, new Wire(SOC, line, true, Bias.AS_IS), debounce);
    }

    private void hear(DeviceEvent event) {
        synchronized (heard) {
            heard.add(event);
        }
    }

    private List<DeviceEvent> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    private List<DeviceEvent> heardSoFar() {
        synchronized (heard) {
            var events = List.copyOf(heard);
            heard.clear();
            return events;
        }
    }

    private List<Boolean> levels() {
        return heard().stream().map(event -> ((ContactChanged) event).active()).toList();
    }

    private static boolean lastLevel(List<DeviceEvent> events) {
        return events.stream()
                .filter(ContactChanged.class::isInstance)
                .map(ContactChanged.class::cast)
                .toList()
                .getLast()
                .active();
    }

    /// The last levels of an output.
    private List<Boolean> levelsOf(int line, int count) {
        var levels = soc.line(line).levels();
        return levels.subList(levels.size() - count, levels.size()).stream()
                .map(FakeKernel.Level::high)
                .toList();
    }
}
