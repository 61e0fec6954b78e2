package onecard.edge.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.money.Basis;
import onecard.money.Cap;
import onecard.money.Credit;
import onecard.money.Fen;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Payment;
import onecard.money.PickupTerms;
import onecard.money.Price;
import onecard.money.Share;
import onecard.money.Term;
import onecard.money.Terms;
import onecard.money.Wallet;
import onecard.point.PointProfile;
import onecard.point.canteen.Assortment;
import onecard.point.canteen.Attendance;
import onecard.point.canteen.ByWeight;
import onecard.point.canteen.Crockery;
import onecard.point.canteen.Mode;
import onecard.point.canteen.Rate;
import onecard.point.canteen.TillProfile;
import onecard.point.canteen.WeighingProfile;
import onecard.site.SiteTill;

/// Binds what only a till has.
final class CanteenBinder {

    /// Unless the file says it.
    private static final Duration REPEAT_WITHIN = Duration.ofSeconds(60);

    private final Settings point;
    private final Times times;
    private final String device;

    /// @param device whose point it is
    CanteenBinder(Settings point, Times times, String device) {
        this.point = point;
        this.times = times;
        this.device = device;
    }

    PointBinder.Kind bind() {
        var till =
                new SiteTill(
                        point.find("keypad"),
                        point.find("accounts"),
                        point.find("tray"),
                        point.find("scale"),
                        point.find("prices"),
                        (int) point.whole("check_percent"),
                        point.find("purse"),
                        counter());
        return MeterKeys.is(point)
                ? MeterKeys.kind(point, terms(), till)
                : new PointBinder.Kind(profile(), till);
    }

    private PointProfile profile() {
        if (point.is("mode", "weigh")) {
            return new WeighingProfile(weight(), terms());
        }
        return point.at("operators").isEmpty()
                ? new TillProfile(
                        assortment(), terms(), Attendance.NONE, Optional.empty(), releasedAfter())
                : new OperatorsBinder(point.section("operators"), times, staleAfter())
                        .till(assortment(), terms());
    }

    /// Whoever has a key says so; nobody else can.
    private Optional<Duration> releasedAfter() {
        return point.find("keypad").isPresent()
                ? Optional.empty()
                : Optional.of(seconds("same_card_s"));
    }

    private Payment payment() {
        return switch (point.text("payment")) {
            case "accounts" -> new Payment.Accounts(wallets(), credit());
            case "counted" -> new Payment.Counted();
            case "purse" -> new Payment.Purse();
            case String unknown -> throw new IllegalStateException("nobody pays by " + unknown);
        };
    }

    private Optional<Duration> staleAfter() {
        return point.at("stale_after_h").map(_ -> Duration.ofHours(point.whole("stale_after_h")));
    }

    private SiteTill.Counter counter() {
        return new SiteTill.Counter(
                point.find("display"),
                point.find("operator_display"),
                point.find("voice"),
                point.find("printer"));
    }

    private ByWeight weight() {
        return new ByWeight(
                point.text("scale"),
                point.find("prices").isPresent()
                        ? new ByWeight.Kilogram.ByList(point.text("item"))
                        : new ByWeight.Kilogram.Own(
                                new Rate(fen(point, "kilogram_fen"), Basis.NONE)),
                fen(point, "least_fen"),
                seconds("away_s"),
                seconds("longest_s"));
    }

    private Assortment assortment() {
        if (point.find("prices").isEmpty()) {
            return new Assortment.Own(mode());
        }
        return switch (point.text("mode")) {
            case "fixed" -> new Assortment.MealsByList(point.entries("meals").keySet());
            case "menu" -> new Assortment.DishesByList();
            case "tray" ->
                    new Assortment.PlatesByList(
                            point.text("tray"),
                            tags(),
                            Duration.ofMinutes(point.whole("plate_spent_min")));
            case String other -> throw new IllegalStateException("no prices for " + other);
        };
    }

    private Mode mode() {
        return switch (point.text("mode")) {
            case "fixed" ->
                    new Mode.Fixed(
                            point.is("payment", "counted")
                                    ? new Price.Free()
                                    : new Price.OfMeal(prices()));
            case "keypad" -> new Mode.Keypad();
            case "menu" -> new Mode.Menu(dishes());
            case "journey" -> JourneyKeys.mode(point);
            case "query" -> new Mode.Query();
            case "pickup" -> new Mode.Pickup(picking(), prices());
            case "tray" ->
                    new Mode.Tray(
                            point.text("tray"),
                            new Crockery(dishes(), tags()),
                            Duration.ofMinutes(point.whole("plate_spent_min")));
            case String unknown -> throw new IllegalStateException("no mode is " + unknown);
        };
    }

    private PickupTerms picking() {
        return new PickupTerms(
                point.text("orders"),
                point.text("canteen"),
                device,
                Duration.ofMinutes(point.whole("early_min")),
                Duration.ofMinutes(point.whole("late_min")),
                point.is("unleased", "hand_out"),
                staleAfter());
    }

    private Map<String, Fen> prices() {
        var prices = new HashMap<String, Fen>();
        point.entries("meals")
                .forEach(
                        (name, meal) -> {
                            if (meal.at("price_fen").isPresent()) {
                                prices.put(name, fen(meal, "price_fen"));
                            }
                        });
        return prices;
    }

    private Map<Long, Fen> dishes() {
        return point.sections("dishes").stream()
                .collect(
                        Collectors.toMap(
                                dish -> dish.whole("number"), dish -> fen(dish, "price_fen")));
    }

    private Map<String, Long> tags() {
        var tags = new HashMap<String, Long>();
        for (var dish : point.sections("dishes")) {
            dish.items("tags").forEach(tag -> tags.put(tag, dish.whole("number")));
        }
        return tags;
    }

    private Terms terms() {
        return new Terms(
                new Meals(
                        meals(point, times),
                        point.find("calendar").map(times.calendars()::get),
                        times.zone()),
                payment(),
                new Limits(
                        fen(point, "sale_max_fen"),
                        seconds("split_within_s"),
                        cap("meal_count_max", "meal_max_fen"),
                        cap("day_count_max", "day_max_fen"),
                        new Limits.Till(
                                cap("till_meal_count_max", "till_meal_max_fen"),
                                cap("till_day_count_max", "till_day_max_fen"))),
                discounts(),
                repeatWithin(),
                point.is("repeats", "refuse") ? Duration.ZERO : seconds("answer_within_s"));
    }

    /// Of which every schedule is there.
    static List<Meal> meals(Settings point, Times times) {
        return point.entries("meals").entrySet().stream()
                .map(
                        meal ->
                                new Meal(
                                        meal.getKey(),
                                        Objects.requireNonNull(
                                                times.schedules()
                                                        .get(meal.getValue().text("schedule")))))
                .toList();
    }

    private List<Wallet> wallets() {
        return point.sections("wallets").stream()
                .map(
                        wallet ->
                                new Wallet(
                                        wallet.text("id"),
                                        share(wallet),
                                        Term.valueOf(
                                                wallet.text("term")
                                                        .toUpperCase(java.util.Locale.ROOT)),
                                        wallet.flag("first_helping_only")))
                .toList();
    }

    private static Share share(Settings wallet) {
        if (wallet.at("share_fen").isPresent()) {
            return new Share.Fixed(fen(wallet, "share_fen"));
        }
        return wallet.at("share_percent").isPresent()
                ? new Share.Percent((int) wallet.whole("share_percent"))
                : new Share.Whole();
    }

    private Credit credit() {
        return new Credit(
                cap("offline_count_max", "offline_max_fen"),
                fen(point, "exposure_max_fen"),
                Duration.ofHours(point.whole("reduced_after_h")),
                (int) point.whole("reduced_percent"),
                fen(point, "floor_fen"),
                Duration.ofHours(point.whole("refused_after_h")));
    }

    private Map<String, Integer> discounts() {
        var discounts = new HashMap<String, Integer>();
        point.named("discounts")
                .forEach(
                        (group, percent) ->
                                Nodes.text(percent)
                                        .ifPresent(
                                                text ->
                                                        discounts.put(
                                                                group, Integer.valueOf(text))));
        return discounts;
    }

    private Cap cap(String count, String amount) {
        return new Cap((int) point.whole(count), fen(point, amount));
    }

    private Duration repeatWithin() {
        if (point.at("repeat_within_s").isPresent()) {
            return seconds("repeat_within_s");
        }
        return point.find("keypad").isPresent() && !JourneyKeys.is(point)
                ? REPEAT_WITHIN
                : Duration.ZERO;
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(point.whole(key));
    }

    private static Fen fen(Settings section, String key) {
        return new Fen(section.whole(key));
    }
}
