package onecard.edge.site;

import static onecard.edge.words.Message.ADD_KEY;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.NO_DISH_PRICE;
import static onecard.edge.words.Message.NO_PRICE;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.PRICES_IN_ONE_PLACE;
import static onecard.edge.words.Message.SALE_BEYOND;

/// Where the prices of a till stand: in the site file or in a list, and all of them there.
record PriceRules(Known known, Problems problems) {

    void check(Settings point) {
        if (point.at("prices").isPresent()) {
            list(point);
        }
        meals(point);
        dishes(point);
        weighed(point);
    }

    private void list(Settings point) {
        var list = point.text("prices");
        if (point.is("mode", "keypad")
                || point.is("mode", "pickup")
                || point.is("mode", "query")
                || point.is("mode", "journey")
                || point.is("payment", "counted")) {
            problems.add(
                    point,
                    "prices",
                    "without_effect",
                    ONLY_WITH.with("mode: fixed, menu, tray, weigh"));
        } else if (!known.of(Thing.LIST).known().contains(list)) {
            known.of(Thing.LIST).optional(point, "prices");
        } else if (point.items("lists").contains(list)
                || point.find("accounts").filter(list::equals).isPresent()
                || point.section("operators").items("lists").contains(list)) {
            // Prices are of things, and not of people.
            problems.add(point, "prices", "two_roles", NAME_ANOTHER.with());
        }
    }

    private void meals(Settings point) {
        boolean fixed = point.is("mode", "fixed");
        boolean mayBe = fixed || point.is("mode", "pickup");
        boolean counted = point.is("payment", "counted");
        boolean listed = point.at("prices").isPresent();
        for (var meal : point.entries("meals").values()) {
            boolean priced = meal.at("price_fen").isPresent();
            if (priced && (!mayBe || counted)) {
                problems.add(meal, "price_fen", "without_effect", ONLY_WITH.with("mode: fixed"));
            } else if (priced && listed) {
                problems.add(meal, "price_fen", "two_prices", PRICES_IN_ONE_PLACE.with());
            } else if (!priced && !listed && fixed && !counted) {
                problems.add(meal, "price_fen", "required", "nothing", NO_PRICE.with());
            }
            within(point, meal, priced);
        }
    }

    private void dishes(Settings point) {
        boolean tray = point.is("mode", "tray");
        boolean menu = point.is("mode", "menu");
        boolean listed = point.at("prices").isPresent();
        var dishes = point.sections("dishes");
        if (menu && listed) {
            if (point.at("dishes").isPresent()) {
                problems.add(point, "dishes", "two_prices", "dishes", PRICES_IN_ONE_PLACE.with());
            }
        } else if ((tray || menu) && dishes.isEmpty()) {
            problems.required(point, "dishes");
        } else if (!tray && !menu && point.at("dishes").isPresent()) {
            problems.add(point, "dishes", "without_effect", "dishes", ONLY_WITH.with("mode: menu"));
        }
        for (var dish : dishes) {
            boolean priced = dish.at("price_fen").isPresent();
            if (priced && tray && listed) {
                problems.add(dish, "price_fen", "two_prices", PRICES_IN_ONE_PLACE.with());
            } else if (!priced && !listed) {
                problems.add(dish, "price_fen", "required", "nothing", NO_DISH_PRICE.with());
            }
            within(point, dish, priced);
        }
    }

    private void weighed(Settings point) {
        boolean listed = point.at("prices").isPresent();
        if (!point.is("mode", "weigh")) {
            return;
        }
        if (listed && point.at("kilogram_fen").isPresent()) {
            problems.add(point, "kilogram_fen", "two_prices", PRICES_IN_ONE_PLACE.with());
        }
        if (listed && point.at("item").isEmpty()) {
            problems.add(point, "item", "required", "nothing", ADD_KEY.with("item", "buffet"));
        } else if (!listed && point.at("item").isPresent()) {
            problems.add(point, "item", "without_effect", ONLY_WITH.with("prices"));
        }
    }

    private void within(Settings point, Settings priced, boolean is) {
        if (is && priced.whole("price_fen") > point.whole("sale_max_fen")) {
            problems.add(priced, "price_fen", "beyond_limit", SALE_BEYOND.with("sale_max_fen"));
        }
    }
}
