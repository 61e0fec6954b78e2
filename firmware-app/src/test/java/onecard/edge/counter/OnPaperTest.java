package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.intake.Stimulus.AtCounter.NotPrinted;
import onecard.edge.loop.Slip;
import onecard.hal.PrinterEvent.Why;
import onecard.money.Fen;
import onecard.money.Leg;
import onecard.money.Reversal;
import onecard.time.Moment;
import org.junit.jupiter.api.Test;

/// What stands on a receipt, and what becomes of one that is refused.
class OnPaperTest {

    private static final Moment NOON = Lunch.after(Duration.ZERO);

    private final Paper paper = new Paper();
    private final List<NotPrinted> refused = new ArrayList<>();
    private final OnPaper counter = new OnPaper(paper, "hall", Lunch.ZONE, refused::add);

    @Test
    void aReceiptSaysWhichSaleItWasAndWhoPaidWhat() {
        var sale = Lunch.sold(new Leg("subsidy", new Fen(500)), new Leg("personal", new Fen(700)));
        counter.tell(sale, Optional.of(new Fen(9_600)), NOON);

        assertEquals(
                """
                      hall
                --------------------------------
                终端 Till                 till-1
                单号 No.                      17
                营业日 Day            2026-11-30
                餐次 Meal                  lunch
                时间 Time    2026-11-30 12:00:00
                --------------------------------
                subsidy                     5.00
                personal                    7.00
                实付 Paid  12.00
                余额 Left                  96.00""",
                paper.text());
        assertEquals("till-1:17", paper.printed.getFirst().id());
        assertEquals(List.of(), refused);
    }

    @Test
    void aCountedMealHasNoAmount() {
        counter.tell(Lunch.sold(), Optional.empty(), NOON);
        assertEquals("已计次 Counted", paper.text().lines().toList().getLast());
    }

    @Test
    void whatWasHandedOutStandsOnIt() {
        counter.tell(Lunch.handedOut(true), Optional.empty(), NOON);
        var paid = paper.text().lines().toList();
        assertEquals(
                List.of("noodles", "tea", "取餐 Picked up, 已付 paid"),
                paid.subList(paid.size() - 3, paid.size()));

        counter.tell(Lunch.handedOut(false), Optional.of(new Fen(9_600)), NOON);
        var debited = paper.text().lines().toList();
        assertEquals(
                List.of(
                        "personal                   12.00",
                        "noodles",
                        "tea",
                        "取餐 Picked up",
                        "实付 Paid  12.00",
                        "余额 Left                  96.00"),
                debited.subList(debited.size() - 6, debited.size()));
    }

    @Test
    void nothingOnItTellsWhoItWas() {
        counter.tell(Lunch.sold(1_200), Optional.of(new Fen(9_600)), NOON);
        var person = Lunch.PERSON.toString();
        assertFalse(paper.printed.toString().contains(person.substring(person.length() - 8)));
    }

    @Test
    void whatThePrinterDoesNotTakeIsSaidBySale() {
        paper.refuses = Optional.of(Why.UNPLUGGED);
        counter.tell(Lunch.sold(1_200), Optional.of(Fen.ZERO), NOON);
        assertEquals(List.of(new NotPrinted("till-1:17", Why.UNPLUGGED)), refused);
    }

    @Test
    void aCopyIsMarkedAndElseTheSame() {
        var sale = Lunch.sold(1_200);
        counter.tell(sale, Optional.of(new Fen(9_600)), NOON);
        var first = paper.text().lines().toList();
        counter.again(new Slip.Paid(sale, Optional.of(new Fen(9_600))), NOON);
        var copy = new ArrayList<>(paper.text().lines().toList());
        assertEquals("   副本 COPY", copy.remove(2));
        assertEquals(first, copy);
        assertEquals("till-1:17 copy", paper.printed.getLast().id());
    }

    /// Over a start nobody knows what was left in the wallets, but still what was paid.
    @Test
    void aCopyOfBeforeAStartSaysWhatWasPaid() {
        counter.again(new Slip.Paid(Lunch.sold(1_200), Optional.empty()), NOON);
        assertTrue(paper.text().contains("实付 Paid"), paper::text);
        assertFalse(paper.text().contains("已计次 Counted"), paper::text);
        assertFalse(paper.text().contains("余额 Left"), paper::text);
        counter.again(new Slip.Paid(Lunch.sold(), Optional.empty()), NOON);
        assertTrue(paper.text().contains("已计次 Counted"), paper::text);
    }

    @Test
    void soAreThoseOfWhatWentBackAndOfASettlement() {
        counter.again(new Slip.Back(new Reversal.Void(Lunch.sold(1_200)), NOON.wall()), NOON);
        assertTrue(paper.text().contains("副本 COPY"), paper::text);
        assertTrue(paper.text().contains("撤销 Void of"), paper::text);
        counter.again(new Slip.Settled(Lunch.settled()), NOON);
        assertTrue(paper.text().contains("副本 COPY"), paper::text);
        assertTrue(paper.text().contains("结账单 Settlement"), paper::text);
    }

    @Test
    void whatASettlementWouldSayIsNoSettlement() {
        counter.totals(Lunch.settled(), NOON);
        assertTrue(paper.text().contains("未结账汇总 Not settled"), paper::text);
        assertFalse(paper.text().contains("结账单"), paper::text);
        assertTrue(paper.text().contains("未明 Unknown           till-1:19"), paper::text);
        assertTrue(paper.text().contains("训练 Training                  1"), paper::text);
    }

    /// A receipt has only so many parts, and a till goes on.
    @Test
    void ofManyUnknownSalesTheNumberOfTheRestIsPrinted() {
        counter.tell(Lunch.settled(500), NOON);
        assertTrue(paper.text().contains("未明 Unknown                +460"), paper::text);
    }

    @Test
    void aDifferenceSaysWhatEachSideDoes() {
        counter.tell(Lunch.differs(), NOON);
        assertEquals(
                """
                      hall
                --------------------------------
                对账不符 Differs
                终端 Till                 till-1
                批次 Batch                     3
                时间 Time    2026-11-30 12:00:00
                --------------------------------
                消费 Sales
                本机 Here                      2
                主机 Host                      3
                --------------------------------
                净额 Net
                本机 Here                  12.00
                主机 Host                  -0.01
                --------------------------------
                personal
                本机 Here                   7.00
                主机 Host                   0.00
                --------------------------------
                subsidy
                本机 Here                   5.00
                主机 Host                   9.00""",
                paper.text());
    }
}
