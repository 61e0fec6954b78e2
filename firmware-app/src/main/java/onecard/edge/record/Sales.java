package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Line;
import onecard.money.Place;
import onecard.money.PriceVersion;
import onecard.money.Refund;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Staff;
import onecard.money.Under;

/// A sale, in the journal's words: as events write it, and as a restart reads it back. Each record
/// says all of it, so that none needs another to be understood. What cannot be read did not happen.
public final class Sales {

    private Sales() {}

    public static Json.Obj json(Sale sale) {
        return with(
                sale.basis(),
                withUnder(
                        Json.Obj.EMPTY
                                .with("sale", sale.id().toString())
                                .with("state", sale.state().wire())
                                .with("subject", sale.diner().toString())
                                .with("amount_fen", sale.amount().fen())
                                .with("legs", legs(sale.legs()))
                                .with("meal", sale.serving().meal())
                                .with("business_date", sale.serving().businessDate().toString())
                                .with("at", sale.at().toString()),
                        sale.under()));
    }

    private static Json.Obj with(Basis basis, Json.Obj json) {
        var said = json;
        if (basis.prices().isPresent()) {
            var prices = basis.prices().get();
            said =
                    said.with(
                            "prices",
                            Json.Obj.EMPTY
                                    .with("list", prices.list())
                                    .with("version", prices.version()));
        }
        if (basis.order().isPresent()) {
            said = said.with("order", SoldOrders.json(basis.order().get()));
        }
        if (basis.ride().isPresent()) {
            said = said.with("journey", Rides.json(basis.ride().get()));
        }
        if (basis.draw().isPresent()) {
            said = said.with("draw", Draws.json(basis.draw().get()));
        }
        return basis.purse().isPresent()
                ? said.with("purse", PurseDebits.json(basis.purse().get()))
                : said;
    }

    private static Basis basis(Json.Obj data) throws Garbled {
        var basis = Basis.NONE;
        var prices = data.object("prices");
        if (prices.isPresent()) {
            basis =
                    basis.with(
                            new PriceVersion(
                                    said(prices.get().text("list")),
                                    said(prices.get().number("version"))));
        }
        if (data.get("order").isPresent()) {
            basis = basis.with(said(data.object("order").flatMap(SoldOrders::read)));
        }
        if (data.get("journey").isPresent()) {
            basis = basis.with(said(data.object("journey").flatMap(Rides::read)));
        }
        if (data.get("draw").isPresent()) {
            basis = basis.with(said(data.object("draw").flatMap(Draws::read)));
        }
        var purse = data.object("purse");
        return purse.isPresent() ? basis.with(said(PurseDebits.of(purse.get()))) : basis;
    }

    /// Nobody at the till is not said, and neither is what is no training.
    private static Json.Obj withUnder(Json.Obj json, Under under) {
        var staff = under.staff();
        var next = json.with("batch", under.batch());
        if (staff.operator().isPresent()) {
            next =
                    next.with("shift", staff.shift())
                            .with("operator", staff.operator().get().toString());
        }
        return staff.training() ? next.with("training", true) : next;
    }

    private static Under under(Json.Obj data) {
        return new Under(
                data.number("batch").orElse(0L),
                new Staff(
                        data.number("shift").orElse(0L),
                        data.text("operator").flatMap(Token::parse),
                        data.bool("training").orElse(false)));
    }

    /// Empty for anything else.
    public static Optional<Sale> of(Json.Obj data) {
        try {
            return Optional.of(read(data));
        } catch (Garbled | IllegalArgumentException | ArithmeticException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Sale read(Json.Obj data) throws Garbled {
        return new Sale(
                said(data.text("sale").flatMap(SaleId::parse)),
                said(data.text("subject").flatMap(Token::parse)),
                new Fen(said(data.number("amount_fen"))),
                readLegs(data),
                new Serving(
                        said(data.text("meal")), LocalDate.parse(said(data.text("business_date")))),
                Instant.parse(said(data.text("at"))),
                under(data),
                basis(data),
                said(data.text("state").flatMap(Sale.State::ofWire)));
    }

    // --- money that goes back ---

    /// Business date and meal are of the sale; on which it goes back is said apart.
    public static Json.Obj json(Refund refund) {
        return withUnder(
                Json.Obj.EMPTY
                        .with("refund", refund.id().toString())
                        .with("sale", refund.of().toString())
                        .with("subject", refund.diner().toString())
                        .with("amount_fen", refund.legs().total().fen())
                        .with("legs", legs(refund.legs()))
                        .with("meal", refund.serving().meal())
                        .with("business_date", refund.serving().businessDate().toString())
                        .with("at", refund.at().toString())
                        .with("refunded_on", refund.businessDate().toString()),
                refund.under());
    }

    /// Empty for anything else.
    static Optional<Refund> refund(Json.Obj data) {
        try {
            return Optional.of(readRefund(data));
        } catch (Garbled | IllegalArgumentException | ArithmeticException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Refund readRefund(Json.Obj data) throws Garbled {
        return new Refund(
                said(data.text("refund").flatMap(SaleId::parse)),
                said(data.text("sale").flatMap(SaleId::parse)),
                said(data.text("subject").flatMap(Token::parse)),
                readLegs(data),
                new Serving(
                        said(data.text("meal")), LocalDate.parse(said(data.text("business_date")))),
                Instant.parse(said(data.text("at"))),
                LocalDate.parse(said(data.text("refunded_on"))),
                under(data));
    }

    // --- as a snapshot keeps it ---

    public static Json.Obj json(Line line) {
        var json = json(line.sale());
        if (line.place().isPresent()) {
            json = json.with("place", json(line.place().get()));
        }
        if (!line.drawn().isZero()) {
            json = json.with("drawn_fen", line.drawn().fen());
        }
        return line.backs().isEmpty()
                ? json
                : json.with("backs", new Json.Arr(line.backs().stream().map(Sales::json).toList()));
    }

    static Optional<Line> line(Json.Obj json) {
        var backs = json.array("backs").map(Json.Arr::items).orElse(List.of());
        return of(json).map(
                        sale ->
                                new Line(
                                        sale,
                                        json.object("place").flatMap(Sales::place),
                                        backs.stream().flatMap(Sales::back).toList(),
                                        new Fen(
                                                json.number("drawn_fen")
                                                        .filter(it -> it > 0)
                                                        .orElse(0L))));
    }

    private static Json json(Line.Back back) {
        var json = Json.Obj.EMPTY.with("legs", legs(back.legs()));
        if (back.refund().isPresent()) {
            json = json.with("refund", back.refund().get().toString());
        }
        if (back.at().isPresent()) {
            json = json.with("at", back.at().get().toString());
        }
        var named = json;
        return back.place().map(place -> named.with("place", json(place))).orElse(named);
    }

    private static Stream<Line.Back> back(Json json) {
        try {
            return json instanceof Json.Obj back
                    ? Stream.of(
                            new Line.Back(
                                    back.text("refund").flatMap(SaleId::parse),
                                    readLegs(back),
                                    back.object("place").flatMap(Sales::place),
                                    back.text("at").map(Instant::parse)))
                    : Stream.empty();
        } catch (Garbled | IllegalArgumentException | DateTimeException _) {
            return Stream.empty();
        }
    }

    public static Json.Obj json(Place place) {
        return Json.Obj.EMPTY.with("epoch", place.epoch()).with("seq", place.seq());
    }

    static Optional<Place> place(Json.Obj json) {
        var epoch = json.text("epoch");
        var seq = json.number("seq");
        return epoch.isPresent() && seq.isPresent()
                ? Optional.of(new Place(epoch.get(), seq.get()))
                : Optional.empty();
    }

    static Json.Arr legs(Legs legs) {
        return new Json.Arr(
                legs.legs().stream()
                        .<Json>map(
                                leg ->
                                        Json.Obj.EMPTY
                                                .with("wallet", leg.wallet())
                                                .with("amount_fen", leg.amount().fen()))
                        .toList());
    }

    private static Legs readLegs(Json.Obj json) throws Garbled {
        var legs = new ArrayList<Leg>();
        for (var item : said(json.array("legs")).items()) {
            if (!(item instanceof Json.Obj leg)) {
                throw new Garbled();
            }
            legs.add(new Leg(said(leg.text("wallet")), new Fen(said(leg.number("amount_fen")))));
        }
        return new Legs(legs);
    }

    /// Something is not said, or not so that it can be read.
    private static final class Garbled extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T said(Optional<T> value) throws Garbled {
        return value.orElseThrow(Garbled::new);
    }
}
