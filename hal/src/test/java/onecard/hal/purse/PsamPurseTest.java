package onecard.hal.purse;

import static onecard.hal.purse.Purses.buy;
import static onecard.hal.purse.Purses.charge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.HexFormat;
import java.util.Optional;
import onecard.hal.Face;
import onecard.hal.purse.Opening.Opened;
import onecard.hal.purse.Purses.Held;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimPursePsam;
import onecard.hal.sim.SimTear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Purchases through a PSAM in a slot.
class PsamPurseTest {

    private static final byte[] APPLICATION = HexFormat.of().parseHex(SimPursePsam.APPLICATION);

    private final SimPursePsam slot = new SimPursePsam(Purses.TERMINAL, 41);
    private final PsamPurse module = new PsamPurse(slot, APPLICATION);
    private final Held held = Held.of(1, 5_000);

    private CardPurse presence() {
        return Purses.purse(SimChannel.of(held.card()), module);
    }

    @ParameterizedTest
    @EnumSource
    void aPurchaseGoesThroughAndIsProved(Face face) {
        var card = held.through(face).card();
        var bought = buy(Purses.purse(SimChannel.of(card), module), charge(1_250));

        var proof = assertInstanceOf(Debit.Done.class, bought.debit().orElseThrow()).proof();
        assertEquals(new TerminalSide(Purses.TERMINAL, 41), proof.intent().terminalSide());
        assertEquals(
                SimPurse.publishedTacs().tac(charge(1_250), proof.intent().terminalSide()),
                proof.tac());
        assertEquals(3_750, held.purse().balanceFen());
    }

    @Test
    void eachPurchaseHasASequenceOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            assertEquals(41 + i, buy(presence(), charge(100)).intent().terminalSide().sequence());
        }
        assertEquals(4_700, held.purse().balanceFen());
    }

    /// The torn one is the last that it opened, so it can check it still.
    @Test
    void theCardAgainAtOnceIsProved() {
        var torn = tornAfterTheDebit();
        var recovery = presence().recover(torn);
        assertEquals(torn, assertInstanceOf(Recovery.Done.class, recovery).proof().intent());
    }

    @Test
    void ofAnEarlierOneItCannotSay() {
        var torn = tornAfterTheDebit();
        var other = Held.of(2, 5_000);
        var _ = buy(Purses.purse(SimChannel.of(other.card()), module), charge(100));
        assertEquals(
                new Recovery.StillUnknown(torn, Doubt.MODULE_SILENT), presence().recover(torn));
        assertEquals(0, slot.falses());
    }

    /// It is never brought to lock itself.
    @Test
    void afterTwoFalseOnesItIsAskedNoMore() {
        for (int i = 0; i < 5; i++) {
            var opening = assertInstanceOf(Opened.class, presence().initialise(charge(100)));
            var verdict = module.check(opening.intent(), number(), new Mac(i));
            assertEquals(
                    i < 2 ? PurseModule.Verdict.FALSE : PurseModule.Verdict.CANNOT_SAY, verdict);
        }
        assertEquals(2, slot.falses());
    }

    @Test
    void pulledAtAnyCommandItIsAbsentAndComesBack() {
        for (int commands = 0; commands < 5; commands++) {
            slot.pulledAfter(commands);
            var bought = buy(presence(), charge(100));
            assertEquals(commands == 4, bought.debit().isPresent(), "its last is the check");
            bought.debit()
                    .ifPresent(
                            debit ->
                                    assertEquals(
                                            new Debit.Torn(bought.intent(), Doubt.MODULE_SILENT),
                                            debit));
            slot.pulledAfter(Integer.MAX_VALUE);
            slot.pull(true);
            assertEquals(
                    new Opening.NotDebited(Refusal.MODULE_ABSENT, 0),
                    presence().initialise(charge(100)));
            slot.pull(false);
        }
        assertInstanceOf(Debit.Done.class, buy(presence(), charge(100)).debit().orElseThrow());
    }

    @Test
    void whatIsNoPsamIsNoModule() {
        var wrong = new PsamPurse(slot, new byte[] {1, 2, 3, 4, 5});
        assertEquals(Optional.empty(), wrong.terminal());
    }

    private static PurseNumber number() {
        return new PurseNumber("03104800000000000001");
    }

    private Intent tornAfterTheDebit() {
        var whole = new Overheard(SimChannel.of(Held.of(9, 5_000).card()));
        var _ = buy(Purses.purse(whole, Purses.module()), charge(1_250));
        var channel = new SimChannel(held.card(), SimTear.afterBytes(whole.bytes() - 1));
        var bought = buy(Purses.purse(channel, module), charge(1_250));
        assertEquals(1, held.purse().debits());
        return assertInstanceOf(Debit.Torn.class, bought.debit().orElseThrow()).intent();
    }
}
