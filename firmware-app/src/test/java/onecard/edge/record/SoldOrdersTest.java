package onecard.edge.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.money.Pickup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The order of a sale is read back from the journal as it was written, or the sale is not.
class SoldOrdersTest {

    private static final Path EXAMPLE =
            Path.of("src", "main", "resources", "contract", "examples", "event.sale-order.json");

    private static final Instant UNTIL = Instant.parse("2026-11-30T03:40:00Z");

    @Test
    void theContractsExampleIsWhatIsWritten() throws IOException {
        var data = example();
        var sale = Sales.of(data).orElseThrow();
        var order = sale.basis().order().orElseThrow();

        assertEquals(
                new Pickup(
                        Token.of("08cc4b4fbbe89368cdd73e401017da75"),
                        "orders",
                        7,
                        List.of("noodles", "tea"),
                        true,
                        UNTIL,
                        Pickup.Lease.EXPIRED),
                order);
        assertEquals(data.object("order"), Sales.json(sale).object("order"));
    }

    @ParameterizedTest
    @EnumSource
    void everyLeaseIsReadBack(Pickup.Lease lease) {
        var order = new Pickup(new Token(7, 1), "orders", 1, List.of(), false, UNTIL, lease);

        assertEquals(Optional.of(order), SoldOrders.read(SoldOrders.json(order)));
    }

    /// Else it would be a sale that handed nothing out, and the order could be had once more.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\":\"08cc\"}",
                "{\"list\":1}",
                "{\"version\":\"1\"}",
                "{\"until\":\"noon\"}",
                "{\"lease\":\"mine\"}",
                "{\"lease\":true}"
            })
    void whatCannotBeReadIsNoSaleOfNothing(String odd) throws IOException {
        var data = example();
        var order = data.object("order").orElseThrow();
        for (var member : JsonReader.object(odd).orElseThrow().members().entrySet()) {
            order = order.with(member.getKey(), member.getValue());
        }
        assertEquals(Optional.empty(), Sales.of(data.with("order", order)));
        assertEquals(Optional.empty(), Sales.of(data.with("order", "none")));
    }

    private static Json.Obj example() throws IOException {
        return JsonReader.object(Files.readString(EXAMPLE))
                .flatMap(event -> event.object("data"))
                .orElseThrow();
    }
}
