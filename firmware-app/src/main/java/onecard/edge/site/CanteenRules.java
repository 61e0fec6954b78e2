package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.KEEP_ONE;
import static onecard.edge.words.Message.MEALS_CLASH;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.NOT_WITH;
import static onecard.edge.words.Message.NO_KEYPAD_HERE;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.SALE_BEYOND;
import static onecard.edge.words.Message.STEPS_IN_ORDER;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import onecard.money.Meals;
import onecard.money.Payment;

/// What must hold within one till: each meal has a time of its own and a price, each wallet a name,
/// and no limit is beyond another that makes it void.
record CanteenRules(Known known, Times times, TrayRules trays, Problems problems) {

    CanteenRules(Known known, Times times, Problems problems) {
        this(known, times, new TrayRules(known, problems), problems);
    }

    void check(Settings point) {
        known.of(Thing.KEYPAD).optional(point, "keypad");
        keypad(point);
        known.of(Thing.DISPLAY).optional(point, "display");
        known.of(Thing.DISPLAY).optional(point, "operator_display");
        var faces = point.find("operator_display");
        if (faces.isPresent() && faces.equals(point.find("display"))) {
            problems.add(point, "operator_display", "two_roles", DEVICE_TAKEN.with("display"));
        }
        known.of(Thing.VOICE).optional(point, "voice");
        known.of(Thing.PRINTER).optional(point, "printer");
        operators(point);
        meals(point);
        mode(point);
        payment(point);
        new PurseRules(known, problems).check(point);
        limits(point);
    }

    /// A PIN is nobody's price, and an amount nobody's PIN.
    private void keypad(Settings point) {
        var keypad = point.find("keypad");
        if (keypad.isPresent() && keypad.equals(point.section("in").find("keypad"))) {
            problems.add(point, "keypad", "two_roles", DEVICE_TAKEN.with("in"));
        }
        boolean said = isKeyedIn(point) || point.at("operators").isPresent();
        if (asks(point) && keypad.isEmpty() && !said && !point.is("repeats", "refuse")) {
            problems.add(point, "repeat_within_s", "no_keypad", NO_KEYPAD_HERE.with());
        }
    }

    private static boolean isKeyedIn(Settings point) {
        return point.is("mode", "keypad") || point.is("mode", "menu");
    }

    private static boolean asks(Settings point) {
        return point.at("repeat_within_s").isPresent() && point.whole("repeat_within_s") > 0;
    }

    /// They sign in at the keypad, by a list that is there.
    private void operators(Settings point) {
        if (point.at("operators").isEmpty()) {
            return;
        }
        known.of(Thing.KEYPAD).required(point, "keypad");
        var operators = point.section("operators");
        if (operators.at("duties").isPresent() && operators.named("duties").isEmpty()) {
            problems.required(operators, "duties");
        }
        known.of(Thing.LIST).each(operators, "lists");
        operators.eachItem(
                "lists",
                (list, place) -> {
                    if (known.of(Thing.LIST).known().contains(list)
                            && point.find("accounts").filter(list::equals).isPresent()) {
                        problems.add(
                                place,
                                operators.path("lists"),
                                "two_roles",
                                list,
                                NAME_ANOTHER.with());
                    }
                });
    }

    /// Where nothing is sold there is nothing to serve, to key in or to pay by.
    private void query(Settings point) {
        for (var key : List.of("meals", "keypad", "operators", "prices", "discounts")) {
            if (point.at(key).isPresent()) {
                problems.add(point, key, "without_effect", key, NOT_WITH.with("mode: query"));
            }
        }
        if (!point.is("payment", "accounts")) {
            problems.add(point, "payment", "no_accounts", NOT_WITH.with("mode: query"));
        }
    }

    private void meals(Settings point) {
        if (point.is("mode", "query")) {
            query(point);
            return;
        }
        var meals = point.entries("meals");
        int before = problems.count();
        if (meals.isEmpty()) {
            problems.required(point, "meals");
        }
        meals.values().forEach(meal -> known.of(Thing.SCHEDULE).required(meal, "schedule"));
        if (problems.count() > before) {
            return;
        }
        Meals.clash(CanteenBinder.meals(point, times))
                .ifPresent(
                        clash ->
                                problems.add(
                                        Objects.requireNonNull(meals.get(clash.second().id())),
                                        "schedule",
                                        "meals_clash",
                                        MEALS_CLASH.with(clash.first().id())));
    }

    private void mode(Settings point) {
        boolean fixed = point.is("mode", "fixed");
        boolean pickup = point.is("mode", "pickup");
        boolean counted = point.is("payment", "counted");
        JourneyKeys.check(point, problems);
        MeterKeys.check(point, known, problems);
        if (point.is("repeats", "refuse") && !asks(point)) {
            problems.add(point, "repeats", "without_effect", ONLY_WITH.with("repeat_within_s"));
        }
        boolean alone = point.is("mode", "query") || JourneyKeys.is(point) || MeterKeys.is(point);
        if (isKeyedIn(point)) {
            known.of(Thing.KEYPAD).required(point, "keypad");
        }
        if (counted && !fixed && !pickup && !alone) {
            problems.add(point, "mode", "without_effect", ONLY_WITH.with("payment: accounts"));
        }
        new PriceRules(known, problems).check(point);
        trays.check(point);
        new WeighingRules(known, problems).check(point);
        new PickingRules(known, problems).check(point);
        var numbers = new HashMap<Long, String>();
        for (var dish : point.sections("dishes")) {
            var other = numbers.putIfAbsent(dish.whole("number"), dish.path());
            if (other != null) {
                problems.add(dish, "number", "duplicate_number", DEVICE_TAKEN.with(other));
            }
        }
    }

    private void payment(Settings point) {
        if (point.is("payment", "counted")) {
            for (var key : List.of("accounts", "wallets", "discounts")) {
                if (point.at(key).isPresent()) {
                    problems.add(
                            point, key, "without_effect", key, ONLY_WITH.with("payment: accounts"));
                }
            }
            return;
        }
        if (point.is("payment", "purse")) {
            return;
        }
        if (point.find("accounts").isEmpty()) {
            problems.required(point, "accounts");
        } else if (!known.of(Thing.LIST).known().contains(point.text("accounts"))) {
            known.of(Thing.LIST).optional(point, "accounts");
        } else if (point.items("lists").contains(point.text("accounts"))) {
            // Accounts say who has money, and not who may come in.
            problems.add(point, "accounts", "two_roles", NAME_ANOTHER.with());
        }
        wallets(point);
    }

    private void wallets(Settings point) {
        var wallets = point.sections("wallets");
        if (wallets.isEmpty()) {
            problems.required(point, "wallets");
        }
        Set<String> names = new HashSet<>();
        for (var wallet : wallets) {
            if (!names.add(wallet.text("id"))) {
                problems.add(wallet, "id", "duplicate_id", NAME_ANOTHER.with());
            }
            if (wallet.text("id").equals(Payment.Purse.WALLET)) {
                // A card would be debited for it.
                problems.add(wallet, "id", "two_roles", NAME_ANOTHER.with());
            }
            if (wallet.at("share_fen").isPresent() && wallet.at("share_percent").isPresent()) {
                problems.add(wallet, "share_percent", "two_shares", KEEP_ONE.with());
            }
        }
    }

    private void limits(Settings point) {
        if (point.whole("refused_after_h") < point.whole("reduced_after_h")) {
            problems.add(
                    point,
                    "refused_after_h",
                    "out_of_order",
                    STEPS_IN_ORDER.with("reduced_after_h"));
        }
        for (var key :
                List.of(
                        "meal_max_fen",
                        "day_max_fen",
                        "till_meal_max_fen",
                        "till_day_max_fen",
                        "offline_max_fen",
                        "exposure_max_fen")) {
            long most = point.whole(key);
            if (most > 0
                    && most < point.whole("sale_max_fen")
                    && point.at("sale_max_fen").isPresent()) {
                problems.add(point, "sale_max_fen", "beyond_limit", SALE_BEYOND.with(key));
            }
        }
        if (point.whole("floor_fen") > point.whole("sale_max_fen")) {
            problems.add(point, "floor_fen", "beyond_limit", SALE_BEYOND.with("sale_max_fen"));
        }
    }
}
