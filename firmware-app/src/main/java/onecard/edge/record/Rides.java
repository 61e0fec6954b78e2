package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.money.Price;
import onecard.money.Ride;
import onecard.money.Sold;

/// The journey that a sale is of, in the journal's words; and how a tap ended one.
public final class Rides {

    private Rides() {}

    static Json.Obj json(Ride ride) {
        var json = Json.Obj.EMPTY.with("from", ride.from());
        return ride.until().map(end -> json.with("until", end.toString())).orElse(json);
    }

    /// Empty for anything else. By which clock it goes on in this run no record says.
    static Optional<Ride> read(Json.Obj json) {
        var from = json.number("from").filter(stage -> stage == stage.intValue());
        var until = json.text("until");
        var end = until.flatMap(Rides::instant);
        return until.isPresent() && end.isEmpty()
                ? Optional.empty()
                : from.map(stage -> new Ride(stage.intValue(), end));
    }

    /// @param asked at the validator
    public static Json.Obj ended(Sold.Off off, Optional<Price> asked) {
        var json =
                Json.Obj.EMPTY
                        .with("sale", off.sale().toString())
                        .with("fare_fen", off.fare().fen());
        return asked.isPresent() && asked.get() instanceof Price.Fare(_, var stage)
                ? json.with("to", stage)
                : json;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
