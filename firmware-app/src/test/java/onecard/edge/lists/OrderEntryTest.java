package onecard.edge.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.money.Fen;
import onecard.money.Lessee;
import onecard.money.Preorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An entry of a list of orders is understood whole, or not at all.
class OrderEntryTest {

    private static final Token SHE = new Token(1, 2);
    private static final Token ORDER = new Token(7, 9);
    private static final Json.Obj GOOD =
            Json.Obj.EMPTY
                    .with("order", ORDER.toString())
                    .with("canteen", "north")
                    .with("meal", "lunch")
                    .with("items", Json.Arr.ofText(List.of("noodles", "tea")))
                    .with("amount_fen", 1_800)
                    .with("paid", true)
                    .with("from", "2026-11-28T03:00:00Z")
                    .with("until", "2026-11-28T05:00:00Z")
                    .with("terminal", "till-1:pickup-1");

    @Test
    void everythingItSaysIsKnown() {
        assertEquals(
                Optional.of(
                        new Preorder(
                                ORDER,
                                SHE,
                                "north",
                                "lunch",
                                List.of("noodles", "tea"),
                                new Fen(1_800),
                                true,
                                Instant.parse("2026-11-28T03:00:00Z"),
                                Instant.parse("2026-11-28T05:00:00Z"),
                                Optional.of(new Lessee("till-1", Optional.of("pickup-1"))))),
                read(GOOD));
    }

    @Test
    void whatIsNotSaidIsNothing() {
        var read = read(GOOD.without("items", "paid", "terminal")).orElseThrow();

        assertEquals(List.of(), read.items());
        assertEquals(false, read.paid());
        assertEquals(Optional.empty(), read.lessee());
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "canteen", "meal", "amount_fen", "from", "until"})
    void whatMustBeSaidIs(String member) {
        assertEquals(Optional.empty(), read(GOOD.without(member)));
    }

    /// What stands there and is wrong is not as if it were not said: a lease would be gone.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"order\":\"o-1\"}",
                "{\"order\":7}",
                "{\"canteen\":1}",
                "{\"meal\":[]}",
                "{\"items\":\"tea\"}",
                "{\"items\":[7]}",
                "{\"items\":[\"Tea for two\"]}",
                "{\"items\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\","
                        + "\"k\",\"l\",\"m\",\"n\",\"o\",\"p\",\"q\"]}",
                "{\"amount_fen\":-1}",
                "{\"amount_fen\":\"1\"}",
                "{\"paid\":1}",
                "{\"from\":\"noon\"}",
                "{\"until\":\"2026-11-28T02:59:59Z\"}",
                "{\"until\":\"+10000-01-01T00:00:00Z\"}",
                "{\"from\":\"-1000000000-01-01T00:00:00Z\"}",
                "{\"terminal\":\"\"}",
                "{\"terminal\":7}",
                "{\"terminal\":\"a:b:c\"}"
            })
    void whatIsOddIsNoOrder(String odd) {
        var more = JsonReader.object(odd).orElseThrow();
        var spoilt = GOOD;
        for (var member : more.members().entrySet()) {
            spoilt = spoilt.with(member.getKey(), member.getValue());
        }
        assertEquals(Optional.empty(), read(spoilt));
    }

    @Test
    void itIsAboutAPerson() {
        assertEquals(Optional.empty(), OrderEntry.of(ListEntry.of("item", SHE, GOOD)));
    }

    private static Optional<Preorder> read(Json.Obj more) {
        return OrderEntry.of(ListEntry.of("subject", SHE, more));
    }
}
