package onecard.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.HeldCard;
import onecard.hal.Panel.Signal;
import onecard.hal.bio.Ability;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Task;
import onecard.hal.card.ReadingPlan;
import onecard.hal.sim.SimHappening.Answered;
import onecard.hal.sim.SimHappening.Asked;
import onecard.hal.sim.SimHappening.Exchange;
import onecard.hal.sim.SimHappening.Field;
import onecard.hal.sim.SimHappening.Light;
import onecard.hal.sim.SimHappening.Torn;
import onecard.hal.sim.SimHappening.Warning;
import org.junit.jupiter.api.Test;

/// What somebody sees who stands before a simulated device.
class SimHappeningTest {

    private static final String CODE = "342500d1560000050000000000000001";
    private static final long SOON_S = 30;

    private record Seen(String device, SimHappening happening) {}

    private final List<Seen> seen = new ArrayList<>(); // each device's thread, one at a time
    private final SimWitness witness = (device, it) -> seen.add(new Seen(device, it));

    private SimReader reader(boolean holds) {
        return new SimReader(
                "in",
                ReadingPlan.of("ssc", "uid"),
                (_, _) -> "0".repeat(32),
                holds,
                witness,
                System::nanoTime);
    }

    private static SimCard ann() {
        return SimCard.socialSecurity(CODE, 3, Optional.of("20360101"));
    }

    @Test
    void everyExchangeOfAPresenceIsSeenAndNothingOfTheCard() {
        try (var reader = reader(false)) {
            reader.present(ann(), SimTear.NEVER);
            reader.remove();
            reader.awaitTold();
        }
        var all = happenings();
        assertEquals(new Field(true), all.getFirst());
        assertEquals(new Field(false), all.getLast());
        var exchanges = all.subList(1, all.size() - 1);
        var select = assertInstanceOf(Exchange.class, exchanges.getFirst());
        assertEquals("00A40400", select.header());
        assertEquals(0x9000, select.status());
        assertTrue(select.bytes() > 0);
        for (var each : exchanges) {
            var exchange = assertInstanceOf(Exchange.class, each);
            assertTrue(exchange.header().matches("[0-9A-F]{8}"), exchange::header);
            assertTrue(exchange.tookNanos() >= 0);
        }
        assertEquals(Set.of("in"), Set.copyOf(seen.stream().map(Seen::device).toList()));
    }

    @Test
    void aCardThatLeavesByItselfIsTornAndHasLeft() {
        try (var reader = reader(false)) {
            reader.present(ann(), SimTear.afterCommands(1));
            reader.remove();
            reader.awaitTold();
        }
        var all = happenings();
        assertInstanceOf(Exchange.class, all.get(1));
        assertEquals(List.of(new Field(true), all.get(1), new Torn(), new Field(false)), all);
    }

    /// A purse pays then.
    @Test
    void whatIsSaidToACardWhileItIsHeldIsSeen() {
        try (var reader = reader(true)) {
            reader.open(
                    event -> {
                        if (event instanceof CardSeen(_, _, _, var card)) {
                            seen.clear();
                            ask(card.orElseThrow());
                        }
                    });
            reader.present(ann(), SimTear.NEVER);
            reader.awaitTold();
        }
        var exchange = assertInstanceOf(Exchange.class, happenings().getFirst());
        assertEquals("805C0002", exchange.header());
        assertEquals(0x6D00, exchange.status());
        assertEquals(0, exchange.bytes());
    }

    private static void ask(HeldCard card) {
        try {
            card.transmit(new byte[] {(byte) 0x80, 0x5C, 0, 2, 4});
        } catch (CardLost lost) {
            throw new AssertionError(lost);
        }
    }

    @Test
    void theFieldGoesWithTheCable() {
        try (var reader = reader(false)) {
            reader.present(SimCard.plain("04a1b2c3"), SimTear.NEVER);
            reader.lose();
            reader.present(SimCard.plain("04a1b2c3"), SimTear.NEVER);
            reader.remove();
            reader.awaitTold();
            assertEquals(new Field(false), happenings().getLast());
            int before = seen.size();
            reader.giveBack();
            reader.present(SimCard.plain("04a1b2c3"), SimTear.NEVER);
            reader.awaitTold();
            assertEquals(new Field(true), happenings().get(before));
        }
    }

    @Test
    void aPanelShowsAtAReaderOrAtTheWholePoint() {
        var panel = new SimPanel("door-1", witness);
        panel.show(Signal.HERE, "本点", "Here");
        panel.at("in").show(Signal.GRANTED, "请通行", "Welcome");
        panel.warn(true);
        assertEquals(
                List.of(
                        new Seen(
                                "door-1",
                                new Light("door-1", Optional.empty(), Signal.HERE, "本点", "Here")),
                        new Seen(
                                "in",
                                new Light(
                                        "door-1",
                                        Optional.of("in"),
                                        Signal.GRANTED,
                                        "请通行",
                                        "Welcome")),
                        new Seen("door-1", new Warning(true))),
                seen);
    }

    /// A search is begun again and again, all day.
    @Test
    void aSearchThatFindsNobodyIsNotSeen() throws Exception {
        var told = new LinkedBlockingQueue<BioEvent>();
        var sensor =
                new SimBioSensor(
                        "face",
                        Modality.FACE,
                        "simulated",
                        Set.of(
                                new Ability.MatchesOne(),
                                new Ability.MatchesMany(10),
                                new Ability.Enrols(10)),
                        1,
                        witness,
                        System::nanoTime);
        try (sensor) {
            sensor.open(told::add);
            assertInstanceOf(BioEvent.Back.class, told.poll(SOON_S, TimeUnit.SECONDS));
            sensor.fill(3);
            asked(sensor, new Task.Identify(), 0, told);
            sensor.presentSlot(3);
            asked(sensor, new Task.Identify(), SOON_S, told);
            asked(sensor, new Task.Verify(3), SOON_S, told);
            asked(sensor, new Task.Verify(4), SOON_S, told);
            sensor.attackSlot(3);
            asked(sensor, new Task.Verify(3), SOON_S, told);
            asked(sensor, new Task.Enrol(5), SOON_S, told);
            asked(sensor, new Task.Capture(), SOON_S, told);
        }
        assertEquals(
                List.of(
                        new Answered("same"),
                        new Asked("verify"),
                        new Answered("same"),
                        new Asked("verify"),
                        new Answered("empty"),
                        new Asked("verify"),
                        new Answered("same"), // it does not look for attacks
                        new Asked("enrol"),
                        new Answered("done"),
                        new Asked("capture"),
                        new Answered("unable")),
                happenings());
    }

    private static void asked(
            SimBioSensor sensor, Task task, long seconds, BlockingQueue<BioEvent> told)
            throws Exception {
        sensor.ask(1, task, System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        assertInstanceOf(BioEvent.Answered.class, told.poll(SOON_S, TimeUnit.SECONDS));
    }

    private List<SimHappening> happenings() {
        return seen.stream().map(Seen::happening).toList();
    }
}
