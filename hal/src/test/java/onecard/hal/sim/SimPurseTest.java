package onecard.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.Face;
import onecard.hal.card.IssuerKey;
import onecard.hal.card.ReadingPlan;
import onecard.hal.purse.CardSide;
import onecard.hal.purse.Charge;
import onecard.hal.purse.PurseNumber;
import onecard.hal.purse.SessionKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The software purse by itself, asked by hand.
class SimPurseTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String SERIAL = "3104800000000000001";
    private static final String TERMINAL = "001122334455";
    private static final String SELECT = "00a4040009a00000000386980701";
    private static final String BEGIN = "805001020b" + "01" + "00000064" + TERMINAL;
    private static final Charge CHARGE = new Charge(100, LocalDateTime.of(2026, 3, 2, 12, 0));

    private final PurseNumber number = new PurseNumber("0" + SERIAL);
    private final SimPurse purse = SimPurse.issued(number, () -> 0x11223344, 1_000);
    private final SimCard card = SimCard.cityUnion(SERIAL, "20361231").purse(purse);

    private String ask(SimCard asked, String command) {
        return HEX.formatHex(asked.answer(HEX.parseHex(command)));
    }

    /// As a terminal would, for what was begun with [#BEGIN] at this count.
    private String debit(int sequence) {
        var session =
                SessionKey.of(
                        IssuerKey.published(Algorithm.DES).derived(number.factor()),
                        new CardSide(1_000, sequence, 1, 0, 0x11223344),
                        9);
        return "805401000f" + "00000009" + "20260302120000" + session.mac1(CHARGE, TERMINAL);
    }

    /// The public worked example of a purchase, 4096 fen on 2012-02-29: its key is the card's own.
    @Test
    void itKeepsToThePublishedExample() {
        var published =
                new SimPurse(
                        IssuerKey.published(Algorithm.DES),
                        SimPurse.publishedTacs(),
                        () -> 0x11223344,
                        0x2000,
                        0);
        var known = SimCard.cityUnion(SERIAL, "20361231").purse(published);
        var _ = ask(known, SELECT);

        assertEquals(
                "00002000" + "0000" + "000000" + "0100" + "11223344" + "9000",
                ask(known, "805001020b" + "01" + "00001000" + TERMINAL));
        assertEquals(
                "eddc578e" + "56988a13" + "9000",
                ask(known, "805401000f" + "00000001" + "20120229135100" + "f15cab75"));
        assertEquals("56988a13" + "eddc578e" + "9000", ask(known, "805a0006020001"));
        assertEquals("00001000" + "9000", ask(known, "805c000204"));
        assertEquals(1, published.sequence());
    }

    @Test
    void aDebitIsTakenOnce() {
        var _ = ask(card, SELECT);
        assertTrue(ask(card, BEGIN).endsWith("9000"));
        assertTrue(ask(card, debit(0)).endsWith("9000"));

        assertEquals("6901", ask(card, debit(0)));
        assertEquals(900, purse.balanceFen());
        assertEquals(1, purse.sequence());
    }

    /// Power, another question, and even the same beginning anew.
    @Test
    void whatComesBetweenEndsWhatHasBegun() {
        for (var between : List.of("805c000204", "805a0006020001", SELECT, "00b0950014")) {
            var _ = ask(card, SELECT);
            var _ = ask(card, BEGIN);
            var _ = ask(card, between);
            assertEquals("6901", ask(card, debit(0)), between);
        }
        var _ = ask(card, SELECT);
        var _ = ask(card, BEGIN);
        card.reset();
        var _ = ask(card, SELECT);
        assertEquals("6901", ask(card, debit(0)));
        assertEquals(1_000, purse.balanceFen());
    }

    @Test
    void aDebitThatIsNotProvedByItsTerminalIsNotTaken() {
        var good = debit(0);
        // Behind the upper half of the terminal's sequence, which the TAC alone covers.
        for (int at = 14; at < good.length(); at++) {
            char other = good.charAt(at) == '1' ? '2' : '1';
            var _ = ask(card, SELECT);
            var _ = ask(card, BEGIN);
            var answer = ask(card, good.substring(0, at) + other + good.substring(at + 1));
            assertTrue(List.of("9302", "6a80").contains(answer), answer);
        }
        assertEquals(1_000, purse.balanceFen());
    }

    @ParameterizedTest
    @EnumSource
    void whatItIsAskedWronglyItRefuses(Face face) {
        var asked = card.through(face);
        var _ = ask(asked, SELECT);
        assertEquals("9403", ask(asked, "805001020b" + "02" + "00000064" + TERMINAL));
        assertEquals("9401", ask(asked, "805001020b" + "01" + "000003e9" + TERMINAL));
        assertEquals("6a80", ask(asked, "805001020b" + "01" + "00000000" + TERMINAL));
        assertEquals("6a86", ask(asked, "805001010b" + "01" + "00000064" + TERMINAL));
        assertEquals("6700", ask(asked, "805001020a" + "01" + "00000064" + "0011223344"));
        assertEquals("6700", ask(asked, "805001020b" + "01"));
        assertEquals("9406", ask(asked, "805a0006020000"));
        assertEquals("6700", ask(asked, "805a00060101"));
        assertEquals("6d00", ask(asked, "8052000000"));
        assertEquals("6c04", ask(asked, "805c000203"));
        assertEquals("000003e89000", ask(asked, "805c000204"));
    }

    /// Outside the purse the same commands are what a citizen's card must never hear.
    @Test
    void itsCommandsAreHarmlessWhereItIsSelectedAndOnlyThere() {
        var _ = ask(card, BEGIN);
        var _ = ask(card, debit(0));
        assertEquals(List.of("80500102", "80540100"), card.harmful());

        var other = SimCard.cityUnion(SERIAL, "20361231").purse(purse);
        var _ = ask(other, SELECT);
        var _ = ask(other, BEGIN);
        assertEquals(List.of(), other.harmful());
    }

    @Test
    void aSocialSecurityCardMayCarryOne() throws Exception {
        var both =
                SimCard.socialSecurity("342500d1560000050000000000000001", 3, Optional.empty())
                        .and(card);
        var plan = ReadingPlan.of("ssc", "tunion");

        assertEquals("ssc", plan.read(SimChannel.of(both), (_, _) -> "0".repeat(32)).kind());
        var _ = ask(both, SELECT);
        assertTrue(ask(both, BEGIN).endsWith("9000"));
        assertTrue(ask(both, debit(0)).endsWith("9000"));
        assertEquals(900, purse.balanceFen());
        assertEquals(List.of(), both.harmful());
    }

    /// Who reads such a card for its number asks nothing of the purse.
    @Test
    void aReaderOfCardsLeavesItAlone() throws Exception {
        var facts = ReadingPlan.of("tunion").read(SimChannel.of(card), (_, _) -> "0".repeat(32));

        assertEquals("tunion", facts.kind());
        assertEquals(List.of(), card.harmful());
        assertEquals(0, purse.debits());
    }
}
