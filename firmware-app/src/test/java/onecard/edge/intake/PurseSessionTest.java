package onecard.edge.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.intake.PurseCard.Outcome;
import onecard.edge.intake.PurseCard.Task;
import onecard.hal.card.Collision;
import onecard.hal.purse.Balance;
import onecard.hal.purse.CardPurse;
import onecard.hal.purse.Charge;
import onecard.hal.purse.Debit;
import onecard.hal.purse.Intent;
import onecard.hal.purse.Opening;
import onecard.hal.purse.Purse;
import onecard.hal.purse.PurseApplication;
import onecard.hal.purse.PurseNumber;
import onecard.hal.purse.Recovery;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimPurseModule;
import org.junit.jupiter.api.Test;

/// What a reader's thread does for the loop, and when it stops waiting for it.
class PurseSessionTest {

    /// Nobody waits so long for an honest loop; a test that does has failed.
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Charge CHARGE = new Charge(1_250, LocalDateTime.of(2026, 11, 30, 11, 30));

    private final LinkedBlockingQueue<Stimulus> answers = new LinkedBlockingQueue<>();
    private final SimPurse money =
            SimPurse.issued(new PurseNumber("03104800000000000001"), () -> 1, 5_000);
    private final Purse purse =
            new CardPurse(
                    SimChannel.of(
                            SimCard.cityUnion("3104800000000000001", "20361231").purse(money)),
                    Collision.NONE,
                    PurseApplication.CITY_UNION,
                    new SimPurseModule("001122334455", 1),
                    (_, _) -> "0".repeat(32));

    private PurseSession session(Duration decision, Duration disk) {
        return new PurseSession(answers::add, decision, disk);
    }

    private static Thread serving(PurseSession session, Purse purse) {
        return Thread.ofPlatform().start(() -> session.serve(purse));
    }

    private Outcome answer() throws InterruptedException {
        var told = answers.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        return assertInstanceOf(Stimulus.OfPurse.class, told).outcome();
    }

    @Test
    void whatIsOrderedIsDoneInItsTurnAndOneDebitEndsIt() throws Exception {
        var session = session(LONG, LONG);
        var reader = serving(session, purse);
        assertTrue(session.order(new Task.Open(CHARGE)));
        assertInstanceOf(
                Opening.Opened.class, assertInstanceOf(Outcome.Opened.class, answer()).opening());
        assertTrue(session.order(new Task.Pay()));
        assertInstanceOf(Debit.Done.class, assertInstanceOf(Outcome.Paid.class, answer()).debit());
        reader.join();
        assertFalse(session.order(new Task.Open(CHARGE)), "one a presence");
        assertEquals(3_750, money.balanceFen());
    }

    /// The loop is dead, or busy with something else.
    @Test
    void nobodyWaitsForALoopThatOrdersNothing() throws Exception {
        var session = session(SHORT, LONG);
        serving(session, purse).join();
        assertFalse(session.order(new Task.Open(CHARGE)));
        assertTrue(answers.isEmpty());
    }

    /// The disk was late: what comes then is never done.
    @Test
    void aDebitThatIsOrderedTooLateIsNotMade() throws Exception {
        var session = session(LONG, SHORT);
        var reader = serving(session, purse);
        assertTrue(session.order(new Task.Open(CHARGE)));
        var _ = answer();
        reader.join();
        assertFalse(session.order(new Task.Pay()));
        assertTrue(answers.isEmpty());
        assertEquals(5_000, money.balanceFen());
    }

    @Test
    void aReaderThatIsStoppedAnswersWhatItWillNotDo() throws Exception {
        var session = session(LONG, LONG);
        assertTrue(session.order(new Task.Pay()));
        var reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    session.serve(purse);
                                });
        reader.join();
        assertFalse(session.order(new Task.Pay()));
        var told = answer();
        assertEquals(new Outcome.NotBegun(new Task.Pay()), told);
        assertEquals(5_000, money.balanceFen());
    }

    @Test
    void whoIsLetGoOfWaitsForNothing() throws Exception {
        var session = session(LONG, LONG);
        var reader = serving(session, purse);
        session.letGo();
        reader.join();
        assertFalse(session.order(new Task.Open(CHARGE)));
    }

    @Test
    void oneThingAtATimeIsOrdered() throws Exception {
        var inside = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var session = session(LONG, LONG);
        var reader = serving(session, new Slow(inside, over));
        assertTrue(session.order(new Task.Recover(intent())));
        inside.await();
        assertFalse(session.order(new Task.Open(CHARGE)));
        session.letGo();
        over.countDown();
        assertInstanceOf(Outcome.Recovered.class, answer());
        reader.join();
    }

    /// A bug below ends the reader's thread, and leaves nobody without an answer.
    @Test
    void aDebitThatNobodyCanSayAnythingOfIsSaidSo() throws Exception {
        var failed = new AtomicInteger();
        var session = session(LONG, LONG);
        var reader =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, _) -> failed.incrementAndGet())
                        .start(() -> session.serve(new Buggy(purse)));
        assertTrue(session.order(new Task.Open(CHARGE)));
        var _ = answer();
        assertTrue(session.order(new Task.Pay()));
        assertEquals(new Outcome.Broken(new Task.Pay()), answer());
        reader.join();
        assertEquals(1, failed.get());
    }

    /// The card is its reader's.
    @Test
    void aHeldCardIsAskedByItsReaderAloneAndNotAfterwards() throws Exception {
        var card = new onecard.hal.HeldCard(SimChannel.of(SimCard.plain("04a1b2c3")));
        byte[] command = {(byte) 0xff, (byte) 0xca, 0, 0, 0};
        assertEquals(6, card.transmit(command).length);
        var wrong = new LinkedBlockingQueue<Throwable>();
        Thread.ofPlatform()
                .start(
                        () ->
                                wrong.add(
                                        assertThrows(
                                                IllegalStateException.class,
                                                () -> card.transmit(command))))
                .join();
        assertEquals(1, wrong.size());
        card.close();
        assertThrows(onecard.hal.CardChannel.CardLost.class, () -> card.transmit(command));
    }

    private Intent intent() {
        return ((Opening.Opened) purse.initialise(CHARGE)).intent();
    }

    /// Takes as long as somebody likes.
    private record Slow(CountDownLatch inside, CountDownLatch over) implements Purse {
        @Override
        public Balance balance() {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Opening initialise(Charge charge) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Debit debit(Opening.Opened opened) {
            throw new IllegalStateException("not asked");
        }

        @Override
        public Recovery recover(Intent intent) {
            inside.countDown();
            try {
                over.await();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            return new Recovery.NotDebited(intent);
        }
    }

    /// Fails in the middle of a debit.
    private record Buggy(Purse purse) implements Purse {
        @Override
        public Balance balance() {
            return purse.balance();
        }

        @Override
        public Opening initialise(Charge charge) {
            return purse.initialise(charge);
        }

        @Override
        public Debit debit(Opening.Opened opened) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public Recovery recover(Intent intent) {
            return purse.recover(intent);
        }
    }
}
