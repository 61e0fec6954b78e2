package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import onecard.edge.process.Ports;
import onecard.hal.purse.PurseNumber;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimTear;
import onecard.words.Lang;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Noon at one till that the purses on cards pay at, and whose price stands in a list: what it
/// tells while the price changes and while cards leave too early stands word for word in
/// `noon-at-a-purse-till.zh-CN.txt` and `noon-at-a-purse-till.en.txt`.
class NoonAtAPurseTillTest extends ScriptedTill {

    private static final Instant MORNING = Instant.parse("2031-03-03T03:58:00Z"); // 11:58 there

    private static final String CASHIER = "3104800000000000001";
    private static final String ANN = "3104800000000000002";
    private static final String BEN = "3104800000000000003";
    private static final String CASHIERS_PIN = "271828";
    private static final long ON_EACH_CARD = 10_000;
    private static final int TRIES = 20;

    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            tunion,%s,p-0001,cashiers,,,,
            pin,%s,p-0001,cashiers,,,,
            tunion,%s,p-0002,diners,,,,
            tunion,%s,p-0003,diners,,,,
            """
                    .formatted(CASHIER, CASHIERS_PIN, ANN, BEN);

    private static final String PRICES =
            """
            item,name,price_fen,per,valid_from,valid_until
            meal,Late breakfast,1000,,,
            meal,Lunch,1200,,2031-03-03T12:00:00+08:00,2031-03-03T14:00:00+08:00
            """;

    private final Map<String, SimCard> cards = new HashMap<>();

    NoonAtAPurseTillTest() {
        super(MORNING);
    }

    /// The reader waited for the daemon in vain, on a busy machine: nothing was taken, as is told.
    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// Readers and cards wait in the time of this machine, which is no script's: whoever was told
    /// to tap again makes it another noon, from its beginning.
    @ParameterizedTest
    @EnumSource
    void theNoonIsWhatTheFileSays(Lang lang) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            if (isInTime(lang, dir.resolve("noon-" + i))) {
                return;
            }
        }
        throw new AssertionError("late " + TRIES + " times");
    }

    private boolean isInTime(Lang lang, Path place) throws Exception {
        beginsAnew();
        cards.clear();
        try (var taped = new TillTape(golden("noon-at-a-purse-till", lang), lang)) {
            tape = taped;
            till = daemon(lang, place);
            try (var _ = till) {
                noon();
            }
            taped.end();
            return true;
        } catch (Late _) {
            return false;
        }
    }

    private void noon() {
        tape.step("01 before anybody has signed in");
        key("001");
        tap(CASHIER, SimTear.NEVER);
        enter(CASHIERS_PIN);
        till.verdict();
        later(Duration.ofSeconds(5));
        tape.step("02 the cashier signs in: the price is that of the list");
        pays(ANN);
        later(Duration.ofSeconds(5));
        tape.step("03 Ann pays 10.00 from her card");

        later(Duration.ofSeconds(109));
        tape.step("04 the last second before noon");
        later(Duration.ofSeconds(1));
        tape.awaits("front", "To pay | CNY            12.00");
        tape.step("05 noon: the display says what a meal costs now");
        pays(BEN);
        later(Duration.ofSeconds(5));
        tape.step("06 Ben pays that");

        tears(ANN);
        later(Duration.ofSeconds(5));
        tape.step("07 Ann's card leaves while it is debited");
        tap(BEN, SimTear.NEVER);
        later(Duration.ofSeconds(5));
        tape.step("08 Ben is told the same, and pays nothing");
        returns(ANN);
        later(Duration.ofSeconds(5));
        tape.step("09 Ann's card again: it has paid once");

        tears(BEN);
        later(Duration.ofSeconds(5));
        tape.step("10 Ben's card leaves while it is debited");
        key("0");
        tape.awaits("back", "Left open"); // that it is recorded the loop hears last
        later(Duration.ofSeconds(5));
        tape.step("11 he has gone: the cashier presses 0");
        pays(ANN);
        later(Duration.ofSeconds(5));
        tape.step("12 Ann pays for a guest");

        enter("004");
        tape.awaits("back", "Settled");
        pages(6);
        tape.step("13 the settlement: what Ben's card knows is in no total");
        returns(BEN);
        later(Duration.ofSeconds(5));
        tape.step("14 Ben's card is back and tells: it has paid for his meal");
        pays(BEN);
        later(Duration.ofSeconds(5));
        tape.step("15 shown once more it pays for another");
        enter("004");
        tape.awaits("back", "Settled");
        pages(4);
        tape.step("16 the next settlement: both");
    }

    // --- what people do ---

    /// Until it is decided.
    private void tap(String card, SimTear tear) {
        moment();
        var reader = till.reader("pay");
        reader.present(Objects.requireNonNull(cards.get(card)), tear);
        reader.remove();
        till.verdict();
    }

    private void pays(String card) {
        tap(card, SimTear.NEVER);
        comes("PAID", "TRY_AGAIN");
    }

    /// On the last byte of its answer: it has paid, and nobody knows.
    private void tears(String card) {
        tap(card, SimTear.afterBytes(CountedBytes.ofASale(card, ON_EACH_CARD) - 1));
        comes("REFUSED", "TRY_AGAIN");
    }

    /// A card of which a sale is unknown: late, it cannot tell, and is told what it was told
    /// before.
    private void returns(String card) {
        tap(card, SimTear.NEVER);
        comes("PAID", "REFUSED", "TRY_AGAIN");
    }

    private void comes(String signal, String... instead) {
        if (!tape.comes("panel", signal, instead)) {
            throw new Late();
        }
    }

    // --- what the installer did ---

    private SimDaemon daemon(Lang lang, Path place) throws Exception {
        var _ = stateWithKey(place);
        for (var serial : new String[] {CASHIER, ANN, BEN}) {
            cards.put(serial, card(serial));
        }
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "bench-purse.yaml"))
                        .replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace(", price_fen: 1250", "")
                        .replace(
                                "same_card_s: 30",
                                """
                                prices: dishes
                                    keypad: keys
                                    display: front
                                    operator_display: back
                                    voice: speaker
                                    printer: paper
                                    operators:
                                      lists: [demo]
                                      duties: { cashiers: [sell, settle] }""")
                        .replace("lists: { demo:", "lists: { dishes: { local: true }, demo:")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        var daemon = new SimDaemon(place, withCounter(text, lang), clocks);
        daemon.imports("demo", PEOPLE, 4);
        daemon.imports("dishes", PRICES, 2);
        return daemon;
    }

    private static SimCard card(String serial) {
        int[] random = {7};
        var number = new PurseNumber("0" + serial);
        var purse = SimPurse.issued(number, () -> random[0] = random[0] * 31 + 11, ON_EACH_CARD);
        return SimCard.cityUnion(serial, "20361231").purse(purse);
    }
}
