package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.money.Pickup;
import onecard.money.Pickup.Lease;

/// The order that a sale handed out, in the journal's words. That the lease was held is not said,
/// and neither is that there are no items, or that nothing was paid before.
final class SoldOrders {

    private SoldOrders() {}

    static Json.Obj json(Pickup order) {
        var json =
                Json.Obj.EMPTY
                        .with("token", order.order().toString())
                        .with("list", order.list())
                        .with("version", order.version())
                        .with("until", order.until().toString());
        if (!order.items().isEmpty()) {
            json = json.with("items", Json.Arr.ofText(order.items()));
        }
        if (order.paid()) {
            json = json.with("paid", true);
        }
        return order.lease() == Lease.HELD ? json : json.with("lease", order.lease().wire());
    }

    /// Empty for anything else.
    static Optional<Pickup> read(Json.Obj json) {
        var order = json.text("token").flatMap(Token::parse);
        var list = json.text("list");
        var version = json.number("version");
        var until = json.text("until").flatMap(SoldOrders::instant);
        var lease = json.get("lease").isEmpty() ? Optional.of(Lease.HELD) : lease(json);
        return order.isPresent()
                        && list.isPresent()
                        && version.isPresent()
                        && until.isPresent()
                        && lease.isPresent()
                ? Optional.of(
                        new Pickup(
                                order.get(),
                                list.get(),
                                version.get(),
                                items(json),
                                json.bool("paid").orElse(false),
                                until.get(),
                                lease.get()))
                : Optional.empty();
    }

    private static Optional<Lease> lease(Json.Obj json) {
        return json.text("lease").flatMap(Lease::ofWire);
    }

    private static List<String> items(Json.Obj json) {
        return json.array("items").map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Str.class::isInstance)
                .map(item -> ((Json.Str) item).value())
                .toList();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
