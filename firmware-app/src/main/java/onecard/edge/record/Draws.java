package onecard.edge.record;

import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Reading;
import onecard.money.SaleId;
import onecard.point.TapId;
import onecard.time.Moment;

/// What is drawn for a sale, in the journal's words.
public final class Draws {

    private Draws() {}

    static Json.Obj json(Draw draw) {
        return Json.Obj.EMPTY
                .with("cubic_metre_fen", draw.cubicMetre().fen())
                .with("pulses_per_litre", draw.pulsesPerLitre());
    }

    /// Empty for anything else.
    static Optional<Draw> read(Json.Obj json) {
        var fen = json.number("cubic_metre_fen").filter(it -> it > 0);
        var pulses = json.number("pulses_per_litre").filter(it -> it > 0 && it == it.intValue());
        return fen.isPresent() && pulses.isPresent()
                ? Optional.of(new Draw(new Fen(fen.get()), pulses.get().intValue()))
                : Optional.empty();
    }

    /// So much of it by now.
    ///
    /// @param name of the record until it is durable
    public static Draft event(TapId name, Reading reading, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", "canteen")
                        .with("sale", reading.sale().toString())
                        .with("pulses", reading.pulses())
                        .with("drawn_fen", reading.drawn().fen());
        return Draft.ofPoint(reading.sale().point(), EventKind.READING, at, data).named(name);
    }

    /// Empty for anything else.
    static Optional<Reading> reading(Json.Obj data) {
        var sale = data.text("sale").flatMap(SaleId::parse);
        var pulses = data.number("pulses").filter(it -> it >= 0);
        var drawn = data.number("drawn_fen").filter(it -> it >= 0);
        return sale.isPresent() && pulses.isPresent() && drawn.isPresent()
                ? Optional.of(new Reading(sale.get(), pulses.get(), new Fen(drawn.get())))
                : Optional.empty();
    }
}
