package onecard.hal.purse;

import static onecard.hal.purse.Purses.NOON;
import static onecard.hal.purse.Purses.buy;
import static onecard.hal.purse.Purses.charge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.hal.Algorithm;
import onecard.hal.CardChannel;
import onecard.hal.Face;
import onecard.hal.card.IssuerKey;
import onecard.hal.purse.Opening.NotDebited;
import onecard.hal.purse.Opening.Opened;
import onecard.hal.purse.Purses.Held;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimPurseModule;
import onecard.hal.sim.SimTear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A purse that nothing happens to, and one that does not want to.
class CardPurseTest {

    private final SimPurseModule module = Purses.module();
    private final Held held = Held.of(1, 5_000);

    private Overheard channel() {
        return new Overheard(SimChannel.of(held.card()));
    }

    @ParameterizedTest
    @EnumSource
    void aPurchaseIsProvedAndCounted(Face face) {
        var channel = new Overheard(SimChannel.of(held.through(face).card()));
        var purse = Purses.purse(channel, module);

        assertEquals(5_000, ((Balance.Read) purse.balance()).fen());
        var done =
                assertInstanceOf(Debit.Done.class, buy(purse, charge(1_250)).debit().orElseThrow());

        var intent = done.proof().intent();
        assertEquals(3_750, intent.balanceAfterFen());
        assertEquals(3_750, held.purse().balanceFen());
        assertEquals(0, intent.cardSide().sequence());
        assertEquals(1, intent.sequenceAfter());
        assertEquals(1, held.purse().sequence());
        assertEquals(new TerminalSide(Purses.TERMINAL, 1), intent.terminalSide());
        assertEquals(
                SimPurse.publishedTacs().tac(charge(1_250), intent.terminalSide()),
                done.proof().tac());
        assertEquals(List.of(), held.card().harmful());
    }

    /// In the field, byte by byte.
    @Test
    void theCommandsAreThePublishedOnes() {
        var channel = channel();
        var purse = Purses.purse(channel, module);

        var bought = buy(purse, charge(1_250));
        var _ = purse.recover(bought.intent());

        var opened = assertInstanceOf(Opened.class, bought.opening());
        var select = "00a4040009a0000000038698070100";
        assertEquals(
                List.of(
                        select,
                        "00b0950014",
                        "805001020b" + "01" + "000004e2" + "001122334455" + "0f",
                        "805401000f" + "00000001" + "20260302120005" + opened.mac1() + "08",
                        select,
                        "00b0950014",
                        "805a000602" + "0001" + "08"),
                channel.sent());
    }

    /// By its contacts nothing is expected of a command with data: what it answers waits.
    @Test
    void inASlotAnswersAreFetched() {
        var channel = new Overheard(SimChannel.of(held.through(Face.CONTACT).card()));

        assertInstanceOf(
                Debit.Done.class,
                buy(Purses.purse(channel, module), charge(1)).debit().orElseThrow());

        assertEquals(
                List.of("00a404", "00b095", "805001", "00c000", "805401", "00c000"),
                channel.sent().stream().map(command -> command.substring(0, 6)).toList());
        assertEquals("00c000000f", channel.sent().get(3));
        assertEquals("00c0000008", channel.sent().get(5));
    }

    /// The store sees the pending sale before the card sees the debit: nothing of [Purse] sends one
    /// but `debit`, and that takes what holds the intent.
    @Test
    void noDebitLeavesBeforeItsIntentIsStored() {
        Set<Intent> stored = new HashSet<>();
        var channel =
                new Overheard(
                        SimChannel.of(held.card()),
                        (command, answer) -> {
                            if (command[1] == Overheard.DEBIT) {
                                assertEquals(1, stored.size());
                            }
                            return answer;
                        });
        var purse = Purses.purse(channel, module);
        var _ = purse.balance();
        var early = assertInstanceOf(Opened.class, purse.initialise(charge(5)));
        var _ = purse.recover(early.intent());
        var opened = assertInstanceOf(Opened.class, purse.initialise(charge(5)));
        assertEquals(0, channel.debits());

        stored.add(opened.intent());
        var _ = purse.debit(opened);

        assertEquals(1, channel.debits());
    }

    @Test
    void onePresenceIsOneDebit() {
        var channel = channel();
        var purse = Purses.purse(channel, module);
        var first = buy(purse, charge(100));

        assertEquals(new NotDebited(Refusal.ONE_A_PRESENCE, 0), purse.initialise(charge(100)));
        assertInstanceOf(Recovery.Done.class, purse.recover(first.intent()));
        assertEquals(new NotDebited(Refusal.ONE_A_PRESENCE, 0), purse.initialise(charge(100)));

        assertEquals(1, channel.debits());
        assertEquals(4_900, held.purse().balanceFen());
    }

    /// What is not the last opening of this purse, and unused, is a bug of the caller's; whatever
    /// came back instead might be taken for an outcome.
    @Test
    void anOpeningIsGoodForOneDebit() {
        var channel = channel();
        var purse = Purses.purse(channel, module);
        var early = assertInstanceOf(Opened.class, purse.initialise(charge(1)));
        var late = assertInstanceOf(Opened.class, purse.initialise(charge(1)));

        assertThrows(IllegalStateException.class, () -> purse.debit(early));
        assertInstanceOf(Debit.Done.class, purse.debit(late));
        assertThrows(IllegalStateException.class, () -> purse.debit(late));

        var again = Purses.purse(channel(), module);
        var shown = assertInstanceOf(Opened.class, again.initialise(charge(1)));
        var _ = again.balance();
        assertThrows(IllegalStateException.class, () -> again.debit(shown));
        assertEquals(1, channel.debits());
        assertEquals(1, held.purse().debits());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "4999, true", "5000, true", "5001, false", "4294967295, false"})
    void aPurseGivesAsMuchAsItHolds(long fen, boolean gives) {
        var bought = buy(Purses.purse(channel(), module), charge(fen));

        assertEquals(gives, bought.debit().isPresent());
        assertEquals(gives ? 5_000 - fen : 5_000, held.purse().balanceFen());
        if (!gives) {
            assertEquals(new NotDebited(Refusal.NOT_ENOUGH, 0x9401), bought.opening());
        }
    }

    @Test
    void allThirtyTwoBitsAreMoney() {
        var rich = Held.of(2, Charge.FEN_MAX);
        var purse = Purses.purse(SimChannel.of(rich.card()), module);

        assertEquals(Charge.FEN_MAX, ((Balance.Read) purse.balance()).fen());
        var bought = buy(purse, charge(Charge.FEN_MAX));

        assertInstanceOf(Debit.Done.class, bought.debit().orElseThrow());
        assertEquals(0, bought.intent().balanceAfterFen());
        assertEquals(0, rich.purse().balanceFen());
    }

    @Test
    void aPurseAtTheEndOfItsCounterIsRefusedAndTheOneBeforeIsNot() {
        for (int sequence : new int[] {0xFFFE, 0xFFFF}) {
            var number = new PurseNumber("03104800000000000001");
            var old =
                    new SimPurse(
                            IssuerKey.published(Algorithm.DES).derived(number.factor()),
                            SimPurse.publishedTacs(),
                            () -> 7,
                            100,
                            sequence);
            var card = SimCard.cityUnion("3104800000000000001", "20361231").purse(old);
            var bought = buy(Purses.purse(SimChannel.of(card), module), charge(1));

            if (sequence == 0xFFFF) {
                assertEquals(new NotDebited(Refusal.COUNTER_END, 0x9402), bought.opening());
            } else {
                assertInstanceOf(Debit.Done.class, bought.debit().orElseThrow());
                assertEquals(0xFFFF, bought.intent().sequenceAfter());
                assertInstanceOf(
                        Recovery.Done.class,
                        Purses.purse(SimChannel.of(card), module).recover(bought.intent()));
            }
        }
    }

    @Test
    void aLockedPurseSaysSoWhateverItIsAsked() {
        var torn = torn();
        held.purse().lock(true);

        assertEquals(
                new Balance.Unread(Refusal.LOCKED, 0x9303),
                Purses.purse(channel(), module).balance());
        assertEquals(
                new NotDebited(Refusal.LOCKED, 0x9303),
                Purses.purse(channel(), module).initialise(charge(1)));
        assertEquals(
                new Recovery.StillUnknown(torn, Doubt.CARD_REFUSES),
                Purses.purse(channel(), module).recover(torn));

        held.purse().lock(false);
        assertEquals(new Recovery.NotDebited(torn), Purses.purse(channel(), module).recover(torn));
    }

    /// It is locked when the debit comes, by whom ever.
    @Test
    void aDebitThatIsRefusedIsNone() {
        var purse = Purses.purse(channel(), module);
        var opened = assertInstanceOf(Opened.class, purse.initialise(charge(1)));
        held.purse().lock(true);

        assertEquals(
                new Debit.Refused(opened.intent(), Refusal.LOCKED, 0x9303), purse.debit(opened));
        assertEquals(0, held.purse().debits());
    }

    @Test
    void cardsWithoutAPurseSaySo() {
        for (var card :
                List.of(
                        SimCard.plain("04a1b2c3"),
                        SimCard.bank(),
                        SimCard.idCard("0123456789abcdef"),
                        SimCard.tunion("3104800000000000001", "20361231"),
                        SimCard.socialSecurity(
                                "342500d1560000050000000000000001", 3, Optional.empty()))) {
            var opening = Purses.purse(SimChannel.of(card), module).initialise(charge(1));
            assertEquals(Refusal.NO_PURSE, assertInstanceOf(NotDebited.class, opening).why());
            assertEquals(List.of(), card.harmful());
        }
    }

    @Test
    void withoutAModuleTheCardIsNotAsked() {
        var channel = channel();
        module.pull(true);

        assertEquals(
                new NotDebited(Refusal.MODULE_ABSENT, 0),
                Purses.purse(channel, module).initialise(charge(1)));
        assertEquals(List.of(), channel.sent());
    }

    @Test
    void aModuleThatLeavesMeanwhileLeavesNothingDebited() {
        var channel =
                new Overheard(
                        SimChannel.of(held.card()),
                        (_, answer) -> {
                            module.pull(true);
                            return answer;
                        });

        assertEquals(
                new NotDebited(Refusal.MODULE_ABSENT, 0),
                Purses.purse(channel, module).initialise(charge(1)));
        assertEquals(0, channel.debits());
    }

    /// The card was told of one terminal: another's MAC1 would be refused, and be another's debit.
    @Test
    void aModuleThatIsExchangedMeanwhileOpensNothing() {
        var other = new SimPurseModule("00112233ffff", 1);
        var exchanged =
                new PurseModule() {
                    @Override
                    public Optional<String> terminal() {
                        return module.terminal();
                    }

                    @Override
                    public Answer open(Question question) {
                        return other.open(question);
                    }

                    @Override
                    public Verdict check(Intent intent, PurseNumber number, Mac mac2) {
                        return other.check(intent, number, mac2);
                    }

                    @Override
                    public void close() {}
                };
        var channel = channel();

        assertEquals(
                new NotDebited(Refusal.MODULE_ABSENT, 0),
                Purses.purse(channel, exchanged).initialise(charge(1)));
        assertEquals(0, channel.debits());
    }

    /// The card has given; only the module could tell that it did.
    @Test
    void aModuleThatLeavesAfterTheDebitLeavesDoubtUntilItIsBack() {
        var purse = Purses.purse(channel(), module);
        var opened = assertInstanceOf(Opened.class, purse.initialise(charge(1)));
        module.pull(true);

        assertEquals(new Debit.Torn(opened.intent(), Doubt.MODULE_SILENT), purse.debit(opened));
        assertEquals(
                new Recovery.StillUnknown(opened.intent(), Doubt.MODULE_SILENT),
                Purses.purse(channel(), module).recover(opened.intent()));

        module.pull(false);
        assertInstanceOf(
                Recovery.Done.class, Purses.purse(channel(), module).recover(opened.intent()));
        assertEquals(1, held.purse().debits());
    }

    @Test
    void anotherTerminalsModuleCannotSay() {
        var done = buy(Purses.purse(channel(), module), charge(1));
        var other = new SimPurseModule("00112233ffff", 1);

        assertEquals(
                new Recovery.StillUnknown(done.intent(), Doubt.MODULE_SILENT),
                Purses.purse(channel(), other).recover(done.intent()));
    }

    @Test
    void aKeyTheModuleDoesNotHaveIsRefused() {
        var channel =
                new Overheard(
                        SimChannel.of(held.card()),
                        (command, answer) -> {
                            if (command[1] == 0x50) {
                                answer[9] = 2; // key version
                            }
                            return answer;
                        });

        assertEquals(
                new NotDebited(Refusal.MODULE_REFUSED, 0x9403),
                Purses.purse(channel, module).initialise(charge(1)));
    }

    @Test
    void noTwoPurchasesShareATerminalSequence() {
        Set<Long> used = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            var purse = Purses.purse(channel(), module);
            var opened = assertInstanceOf(Opened.class, purse.initialise(charge(1)));
            assertTrue(used.add(opened.intent().terminalSide().sequence()));
        }
        var last = new SimPurseModule(Purses.TERMINAL, 0xFFFF_FFFFL);
        assertInstanceOf(
                Debit.Done.class,
                buy(Purses.purse(channel(), last), charge(1)).debit().orElseThrow());
        assertEquals(
                new NotDebited(Refusal.MODULE_REFUSED, 0x9402),
                Purses.purse(channel(), last).initialise(charge(1)));
    }

    /// Nothing of an intent, a proof or an outcome is the number of a card.
    @Test
    void whatLeavesTheReaderNamesNoCard() {
        var debit = buy(Purses.purse(channel(), module), charge(1)).debit().orElseThrow();

        assertTrue(!debit.toString().contains("31048"), debit::toString);
        assertTrue(debit.toString().contains(NOON.toString()), debit::toString);
    }

    /// A debit that did not reach the card.
    private Intent torn() {
        CardChannel card = new SimChannel(held.card(), SimTear.afterCommands(3));
        var debit = buy(Purses.purse(card, module), charge(1)).debit().orElseThrow();
        return assertInstanceOf(Debit.Torn.class, debit).intent();
    }
}
