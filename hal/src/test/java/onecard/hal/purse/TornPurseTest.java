package onecard.hal.purse;

import static onecard.hal.purse.Purses.buy;
import static onecard.hal.purse.Purses.charge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.Face;
import onecard.hal.purse.Opening.Opened;
import onecard.hal.purse.Purses.Bought;
import onecard.hal.purse.Purses.Held;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimPurseModule;
import onecard.hal.sim.SimTear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Cards pulled at every byte, and held there again.
class TornPurseTest {

    private static final long START = 5_000;
    private static final Charge CHARGE = charge(1_250);

    private final SimPurseModule module = Purses.module();

    /// One purchase on a new card that leaves after so many bytes.
    private record Torn(Held held, Bought bought, int bytes) {

        boolean debited() {
            return held.purse().debits() == 1;
        }
    }

    private Torn torn(Face face, int bytes) {
        var held = Held.of(1, START).through(face);
        var channel = new SimChannel(held.card(), SimTear.afterBytes(bytes));
        return new Torn(held, buy(Purses.purse(channel, module), CHARGE), bytes);
    }

    private Recovery recover(Held held, Intent intent) {
        return Purses.purse(SimChannel.of(held.card()), module).recover(intent);
    }

    /// How many bytes cross in an undisturbed purchase.
    private int whole(Face face) {
        var channel = new Overheard(SimChannel.of(Held.of(1, START).through(face).card()));
        var _ = buy(Purses.purse(channel, module), CHARGE);
        return channel.bytes();
    }

    /// Every purchase that is torn, at each byte; and the one that is not.
    private void each(Face face, Consumer<Torn> claim) {
        int whole = whole(face);
        for (int bytes = 0; bytes <= whole; bytes++) {
            claim.accept(torn(face, bytes));
        }
    }

    /// Where the purchase was torn after the debit was, or may have been, sent.
    private List<Torn> unknown(Face face) {
        var unknown = new ArrayList<Torn>();
        each(
                face,
                torn -> {
                    if (torn.bought().debit().filter(Debit.Torn.class::isInstance).isPresent()) {
                        unknown.add(torn);
                    }
                });
        return unknown;
    }

    @ParameterizedTest
    @EnumSource
    void atEachByteTheOutcomeIsWhatThePurseKnows(Face face) {
        int whole = whole(face);
        int[] seen = new int[4];
        each(
                face,
                torn -> {
                    long left = START - (torn.debited() ? CHARGE.amountFen() : 0);
                    assertEquals(left, torn.held().purse().balanceFen());
                    assertEquals(torn.debited() ? 1 : 0, torn.held().purse().sequence());
                    if (torn.bought().debit().isEmpty()) {
                        seen[0]++;
                        assertEquals(
                                new Opening.NotDebited(Refusal.CARD_LEFT, 0),
                                torn.bought().opening());
                        assertTrue(!torn.debited());
                        return;
                    }
                    switch (torn.bought().debit().get()) {
                        case Debit.Done(var proof) -> {
                            assertEquals(whole, torn.bytes());
                            assertTrue(torn.debited());
                            assertEquals(left, proof.intent().balanceAfterFen());
                        }
                        case Debit.Torn(_, var why) -> {
                            seen[torn.debited() ? 2 : 1]++;
                            assertEquals(Doubt.CARD_LEFT, why);
                        }
                        case Debit.Refused refused -> throw new AssertionError(refused);
                    }
                });
        // The debit is 21 bytes, 20 by its contacts; ten come back, or two, five and ten.
        int out = face == Face.CONTACTLESS ? 21 : 20;
        int back = face == Face.CONTACTLESS ? 10 : 2 + 5 + 10;
        assertEquals(out, seen[1], "torn on the way to the card");
        assertEquals(back, seen[2], "torn on the way back");
        assertEquals(whole - out - back, seen[0], "before there was a debit");
    }

    /// Power goes after the command is whole and before the memory is written.
    @Test
    void aCardThatDiesBeforeItCommitsHasNotDebited() {
        var held = Held.of(1, START);
        var dying =
                new Overheard(SimChannel.of(held.card())) {
                    @Override
                    public byte[] transmit(byte[] command) throws CardLost {
                        if (command[1] == DEBIT) {
                            throw new CardLost("no power");
                        }
                        return super.transmit(command);
                    }
                };
        var bought = buy(Purses.purse(dying, module), CHARGE);

        assertEquals(
                new Debit.Torn(bought.intent(), Doubt.CARD_LEFT), bought.debit().orElseThrow());
        assertEquals(new Recovery.NotDebited(bought.intent()), recover(held, bought.intent()));
    }

    @ParameterizedTest
    @EnumSource
    void theSameCardAgainSettlesItHoweverOftenItIsAsked(Face face) {
        for (var torn : unknown(face)) {
            var intent = torn.bought().intent();
            var settled = recover(torn.held(), intent);

            if (torn.debited()) {
                var proof = assertInstanceOf(Recovery.Done.class, settled).proof();
                assertEquals(intent, proof.intent());
                assertEquals(
                        SimPurse.publishedTacs().tac(CHARGE, intent.terminalSide()), proof.tac());
            } else {
                assertEquals(new Recovery.NotDebited(intent), settled);
            }
            for (int times : new int[] {2, 5}) {
                var presence = Purses.purse(SimChannel.of(torn.held().card()), module);
                for (int i = 0; i < times; i++) {
                    assertEquals(settled, presence.recover(intent));
                    assertEquals(settled, recover(torn.held(), intent));
                }
            }
            assertEquals(torn.debited() ? 1 : 0, torn.held().purse().debits());
        }
    }

    /// Done twice is done once: the daemon died before it wrote down that the sale was done.
    @ParameterizedTest
    @EnumSource
    void aDebitThatWasDoneIsFoundDoneByTheSameProof(Face face) {
        var done = torn(face, whole(face));
        var proof = assertInstanceOf(Debit.Done.class, done.bought().debit().orElseThrow()).proof();

        assertEquals(new Recovery.Done(proof), recover(done.held(), proof.intent()));
        assertEquals(1, done.held().purse().debits());
    }

    /// Pending was stored, and then the daemon died: no debit was ever sent.
    @Test
    void anIntentThatWasNeverSentIsNotDebited() {
        var held = Held.of(1, START);
        var opening = Purses.purse(SimChannel.of(held.card()), module).initialise(CHARGE);
        var intent = assertInstanceOf(Opened.class, opening).intent();

        assertEquals(new Recovery.NotDebited(intent), recover(held, intent));
    }

    /// A recovery that is torn has found nothing out or the truth, and the next finds the truth.
    @ParameterizedTest
    @EnumSource
    void aRecoveryTornAtEachByteDecidesNothingFalse(Face face) {
        var all = unknown(face);
        for (var torn : List.of(all.getFirst(), all.getLast())) {
            var intent = torn.bought().intent();
            var truth = recover(torn.held(), intent);
            var channel = new Overheard(SimChannel.of(torn.held().card()));
            var _ = Purses.purse(channel, module).recover(intent);
            for (int bytes = 0; bytes < channel.bytes(); bytes++) {
                var cut = new SimChannel(torn.held().card(), SimTear.afterBytes(bytes));
                assertEquals(
                        new Recovery.StillUnknown(intent, Doubt.CARD_LEFT),
                        Purses.purse(cut, module).recover(intent));
                assertEquals(truth, recover(torn.held(), intent));
            }
            assertEquals(0, channel.debits());
        }
    }

    /// Other cards, before and after, in all orders; also one that has counted just the same.
    @ParameterizedTest
    @EnumSource
    void anotherCardIsNotBlamedAndSettlesNothing(Face face) {
        for (var torn : unknown(face)) {
            var intent = torn.bought().intent();
            for (int order = 0; order < 6; order++) {
                var fresh = Held.of(2, START).through(face);
                var counted = Held.of(3, START).through(face);
                var _ = buy(Purses.purse(SimChannel.of(counted.card()), module), CHARGE);
                for (var shown : ordered(order, torn.held(), fresh, counted)) {
                    var found = recover(shown, intent);
                    if (shown.equals(torn.held())) {
                        assertEquals(
                                torn.debited(), found instanceof Recovery.Done, () -> "" + found);
                        assertEquals(!torn.debited(), found instanceof Recovery.NotDebited);
                    } else {
                        assertEquals(new Recovery.StillUnknown(intent, Doubt.OTHER_CARD), found);
                    }
                }
                assertEquals(0, fresh.purse().debits());
                assertEquals(1, counted.purse().debits());
            }
        }
    }

    private static List<Held> ordered(int order, Held one, Held two, Held three) {
        var left = new ArrayList<>(List.of(one, two, three));
        var first = left.remove(order / 2);
        var second = left.remove(order % 2);
        return List.of(first, second, left.getFirst());
    }

    /// The guest ate elsewhere meanwhile: what the purse proves is not this debit.
    @ParameterizedTest
    @EnumSource
    void aPurseThatWasDebitedElsewhereLeavesItUnknown(Face face) {
        var elsewhere = new SimPurseModule("00112233ffff", 1);
        for (var torn : unknown(face)) {
            var intent = torn.bought().intent();
            var expected =
                    List.of(
                            torn.debited() ? Doubt.COUNTER_AHEAD : Doubt.FALSE_PROOF,
                            Doubt.COUNTER_AHEAD);
            for (var doubt : expected) {
                var _ = buy(Purses.purse(SimChannel.of(torn.held().card()), elsewhere), charge(1));
                assertEquals(
                        new Recovery.StillUnknown(intent, doubt), recover(torn.held(), intent));
            }
        }
    }

    /// Also by the very same terminal and amount, if it did not ask first.
    @Test
    void anEqualDebitLaterIsNotTakenForIt() {
        for (var torn : unknown(Face.CONTACTLESS)) {
            if (!torn.debited()) {
                var intent = torn.bought().intent();
                var _ = buy(Purses.purse(SimChannel.of(torn.held().card()), module), CHARGE);
                assertEquals(
                        new Recovery.StillUnknown(intent, Doubt.FALSE_PROOF),
                        recover(torn.held(), intent));
            }
        }
    }

    /// With less than the amount left it is asked all the same, and with nothing left in vain.
    @Test
    void anEmptyPurseSaysLittle() {
        var elsewhere = new SimPurseModule("00112233ffff", 1);
        var poor = Held.of(4, CHARGE.amountFen());
        var opening = Purses.purse(SimChannel.of(poor.card()), module).initialise(CHARGE);
        var intent = assertInstanceOf(Opened.class, opening).intent();
        for (long fen : new long[] {CHARGE.amountFen() - 2, 1}) {
            var _ = buy(Purses.purse(SimChannel.of(poor.card()), elsewhere), charge(fen));
        }
        assertEquals(1, poor.purse().balanceFen());
        assertEquals(new Recovery.StillUnknown(intent, Doubt.COUNTER_AHEAD), recover(poor, intent));

        var _ = buy(Purses.purse(SimChannel.of(poor.card()), elsewhere), charge(1));
        assertEquals(new Recovery.StillUnknown(intent, Doubt.CARD_REFUSES), recover(poor, intent));
    }

    /// Nearly empty, or full again: neither is in the way.
    @ParameterizedTest
    @EnumSource
    void whatIsLeftOrPutOnThePurseChangesNothing(Face face) {
        for (var torn : unknown(face)) {
            torn.held().purse().load(100_000);
            var settled = recover(torn.held(), torn.bought().intent());
            assertEquals(torn.debited(), settled instanceof Recovery.Done);
            assertEquals(!torn.debited(), settled instanceof Recovery.NotDebited);
        }
        var poor = Held.of(4, CHARGE.amountFen());
        var bought = buy(Purses.purse(SimChannel.of(poor.card()), module), CHARGE);
        assertEquals(0, poor.purse().balanceFen());
        assertInstanceOf(Recovery.Done.class, recover(poor, bought.intent()));
    }

    /// Settled, the same presence may pay again, and once.
    @Test
    void onceSettledTheNextSaleGoesOn() {
        for (var torn : unknown(Face.CONTACTLESS)) {
            int before = torn.held().purse().debits();
            var channel = new Overheard(SimChannel.of(torn.held().card()));
            var presence = Purses.purse(channel, module);
            var _ = presence.recover(torn.bought().intent());

            var next = buy(presence, CHARGE);

            assertInstanceOf(Debit.Done.class, next.debit().orElseThrow());
            assertEquals(1, channel.debits());
            assertEquals(before + 1, torn.held().purse().debits());
        }
    }

    /// Any order of questions in one presence, torn anywhere: one debit at most, and no outcome
    /// that the purse does not bear out.
    @Test
    void onePresenceNeverDebitsTwice() {
        long seed = 17;
        var random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            var held = Held.of(1, START).through(Face.values()[random.nextInt(2)]);
            var channel =
                    new Overheard(
                            new SimChannel(held.card(), SimTear.afterBytes(random.nextInt(800))));
            var purse = Purses.purse(channel, module);
            var intents = new ArrayList<Intent>();
            for (int step = 0; step < 8; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> purse.balance();
                    case 1 -> {
                        if (!intents.isEmpty()) {
                            purse.recover(intents.get(random.nextInt(intents.size())));
                        }
                    }
                    default -> {
                        if (purse.initialise(charge(1 + random.nextInt(50)))
                                instanceof Opened opened) {
                            intents.add(opened.intent());
                            if (random.nextBoolean()) {
                                purse.debit(opened);
                            }
                        }
                    }
                }
            }
            assertTrue(channel.debits() <= 1, () -> "seed " + seed + ": " + channel.sent());
            assertTrue(held.purse().debits() <= 1, () -> "seed " + seed);
        }
    }
}
