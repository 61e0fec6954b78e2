package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import onecard.edge.intake.Stimulus;
import onecard.hal.CardChannel;
import onecard.hal.card.ReadingPlan;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import org.junit.jupiter.api.Test;

/// How many people a till serves in half an hour, one after the other, in made-up time: each lays
/// a card down as soon as the one before counts as gone, lifts it at the tone, and waits for what
/// the card and the disk take. At least 60 a minute are asked for.
class SalesAMinuteTest {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final int ASKED_FOR = 60 * 30;

    /// What a card takes for all that it is asked.
    private static final Duration DIALOGUE = Duration.ofMillis(100);

    /// SELECT application, SELECT file, three records.
    private static final int COMMANDS = 5;

    /// A slow disk takes that for each commit; a sale is two.
    private static final Duration COMMIT = Duration.ofMillis(60);

    /// From the tone to the card in the air.
    private static final Duration HAND = Duration.ofMillis(300);

    /// So long a reader takes a card that is away for one that may come back.
    private static final Duration ABSENCE = Duration.ofMillis(300);

    private final Canteen canteen = new Canteen();

    @Test
    void moreThanSixtyAMinuteForHalfAnHour() throws Exception {
        var end = canteen.now.mono().plus(HALF_AN_HOUR);
        long person = 0;
        while (!canteen.now.reached(end)) {
            serves(++person);
        }
        long paid = canteen.told.stream().filter(it -> it.startsWith("fixed PAID")).count();
        long done = canteen.sales().values().stream().filter(it -> it.startsWith("done")).count();
        System.out.printf(
                "%d sales in half an hour, %.1f a minute: %d ms of card, %d ms of disk, %d ms of"
                        + " hands each%n",
                done,
                done / 30.0,
                DIALOGUE.toMillis(),
                2 * COMMIT.toMillis(),
                HAND.plus(ABSENCE).toMillis());
        assertEquals(person, done, "everybody");
        assertEquals(done, paid);
        assertTrue(done >= ASKED_FOR, () -> done + " sales");
    }

    private void serves(long person) throws Exception {
        canteen.has(person, 0, 10_000);
        var laid = canteen.now;
        reads(person);
        assertEquals(DIALOGUE, canteen.now.mono().since(laid.mono()));
        canteen.loop.turn(
                new Stimulus.Presented(
                        "fixed-reader",
                        Rig.known(person, "diners"),
                        laid.mono().nanos(),
                        DIALOGUE.toNanos() / 1_000,
                        0,
                        canteen.accounts(person),
                        Optional.empty(),
                        Optional.empty()),
                canteen.now);
        int told = canteen.told.size();
        int commits = 0;
        while (!canteen.isAnswered()) {
            canteen.after(COMMIT);
            canteen.commits();
            commits++;
        }
        assertEquals(2, commits);
        assertTrue(
                canteen.told.subList(told, canteen.told.size()).toString().contains("PAID"),
                canteen.told.subList(told, canteen.told.size())::toString);
        canteen.received();
        canteen.after(HAND);
        canteen.after(ABSENCE);
        canteen.loop.turn(new Stimulus.CardGone("fixed-reader"), canteen.now);
    }

    /// The card is read as any is, and takes its time for each command.
    private void reads(long person) throws Exception {
        var card = SimCard.socialSecurity("%032x".formatted(person), 3, Optional.of("20360131"));
        var channel = SimChannel.of(card);
        var facts =
                ReadingPlan.of("ssc")
                        .read(
                                new CardChannel() {
                                    @Override
                                    public byte[] transmit(byte[] command) throws CardLost {
                                        canteen.after(DIALOGUE.dividedBy(COMMANDS));
                                        return channel.transmit(command);
                                    }

                                    @Override
                                    public byte[] atr() {
                                        return channel.atr();
                                    }
                                },
                                (_, id) -> id);
        assertEquals("ssc", facts.kind());
    }
}
