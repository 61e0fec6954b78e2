package onecard.money;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onecard.access.Schedule;
import onecard.access.Schedule.Window;
import onecard.time.ClockTrust;

/// What a canteen sells by, and for how much, at random: each limit now and then, none of them so
/// tight that nothing else is ever met.
record RandomTerms(Random random) {

    static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    static final Map<String, LocalTime[]> HOURS =
            Map.of(
                    "breakfast", hours("06:00", "10:00"),
                    "lunch", hours("10:30", "14:00"),
                    "dinner", hours("16:00", "20:30"),
                    "supper", hours("21:30", "03:00"));

    Price price() {
        return switch (random.nextInt(8)) {
            case 0 -> new Price.Free();
            case 1, 2 ->
                    new Price.OfMeal(
                            Map.of(
                                    "breakfast", new Fen(300),
                                    "lunch", fen(2_000),
                                    "dinner", new Fen(1_200)));
            case 3 -> new Price.Amount(new Fen(1 + random.nextInt(6_000)));
            default -> new Price.Amount(new Fen(100L * (1 + random.nextInt(12))));
        };
    }

    ClockTrust trust() {
        return switch (random.nextInt(8)) {
            case 0 -> ClockTrust.UNTRUSTED;
            case 1 -> ClockTrust.RTC;
            default -> ClockTrust.SYNCED;
        };
    }

    Terms terms() {
        var meals =
                HOURS.entrySet().stream()
                        .map(
                                it ->
                                        new Window(
                                                EnumSet.allOf(DayOfWeek.class),
                                                it.getValue()[0],
                                                it.getValue()[1]))
                        .toList();
        var names = List.copyOf(HOURS.keySet());
        var served = new ArrayList<Meal>();
        for (int i = 0; i < names.size(); i++) {
            served.add(new Meal(names.get(i), new Schedule(names.get(i), List.of(meals.get(i)))));
        }
        return new Terms(
                new Meals(served, Optional.empty(), CHINA),
                random.nextInt(8) == 0 ? new Payment.Counted() : accounts(),
                new Limits(
                        new Fen(1_000 + random.nextInt(6_000)),
                        Duration.ofMinutes(any(List.of(0, 3, 10, 60, 300))),
                        cap(4, 8_000),
                        cap(9, 15_000),
                        till()),
                Map.of("staff", random.nextInt(40), "teacher", any(List.of(0, 15, 50, 100))),
                Duration.ofMinutes(any(List.of(0, 2, 20))),
                Duration.ofSeconds(20));
    }

    private Payment accounts() {
        var wallets = new ArrayList<Wallet>();
        for (int i = random.nextInt(3); i > 0; i--) {
            wallets.add(new Wallet("w" + i, share(), any(List.of(Term.values())), likely()));
        }
        wallets.add(random.nextInt(wallets.size() + 1), Wallet.personal("own"));
        var reduced = Duration.ofHours(any(List.of(0, 1, 2, 24)));
        return new Payment.Accounts(
                wallets,
                new Credit(
                        cap(12, 20_000),
                        likely() ? Fen.ZERO : fen(40_000),
                        reduced,
                        1 + random.nextInt(100),
                        likely() ? Fen.ZERO : fen(2_500),
                        reduced.plusHours(random.nextInt(72))));
    }

    /// Most sell whatever is there.
    private Limits.Till till() {
        return likely() ? Limits.Till.NONE : new Limits.Till(cap(12, 20_000), cap(20, 40_000));
    }

    private Share share() {
        return switch (random.nextInt(3)) {
            case 0 -> new Share.Whole();
            case 1 -> new Share.Fixed(new Fen(random.nextInt(1_500)));
            default -> new Share.Percent(1 + random.nextInt(100));
        };
    }

    private Cap cap(int count, int amount) {
        return new Cap(likely() ? 0 : 1 + random.nextInt(count), likely() ? Fen.ZERO : fen(amount));
    }

    private Fen fen(int most) {
        return new Fen(1 + random.nextInt(most));
    }

    private boolean likely() {
        return random.nextInt(3) > 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static LocalTime[] hours(String from, String until) {
        return new LocalTime[] {LocalTime.parse(from), LocalTime.parse(until)};
    }
}
