package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LegsTest {

    private static final Wallet HALF =
            new Wallet("subsidy", new Share.Percent(50), Term.MONTH, true);
    private static final Wallet FIVE_YUAN =
            new Wallet("meal", new Share.Fixed(new Fen(500)), Term.QUARTER, false);
    private static final Wallet OWN = Wallet.personal("own");

    @Test
    void aSubsidyPaysItsPartOfTheFirstHelpingAndThePersonTheRest() {
        assertEquals(
                legs("subsidy", 650, "own", 651),
                split(1_301, true, Map.of("subsidy", 10_000L, "own", 10_000L), HALF, OWN));
    }

    @Test
    void theSecondHelpingIsThePersonsOwn() {
        assertEquals(
                legs("own", 1_301),
                split(1_301, false, Map.of("subsidy", 10_000L, "own", 10_000L), HALF, OWN));
    }

    @Test
    void whatIsNotInAWalletTheNextOnePays() {
        assertEquals(
                legs("subsidy", 30, "meal", 500, "own", 771),
                split(
                        1_301,
                        true,
                        Map.of("subsidy", 30L, "meal", 9_000L, "own", 771L),
                        HALF,
                        FIVE_YUAN,
                        OWN));
    }

    @Test
    void whereTheyDoNotHoldEnoughNoneOfThemPays() {
        assertEquals(
                Optional.empty(),
                split(1_301, true, Map.of("subsidy", 650L, "own", 650L), HALF, OWN));
    }

    @Test
    void moneyGoesBackInReverse() {
        var sale = legs("subsidy", 650, "own", 651).orElseThrow();

        var first = sale.giveBack(new Fen(700), Legs.NONE).orElseThrow();
        assertEquals(legs("own", 651, "subsidy", 49).orElseThrow(), first);

        assertEquals(Optional.empty(), sale.giveBack(new Fen(602), first));
        assertEquals(legs("subsidy", 601), sale.giveBack(new Fen(601), first));
    }

    @Test
    void noWalletPaysTwiceAndNoneNothing() {
        var leg = new Leg("own", new Fen(1));
        assertThrows(IllegalArgumentException.class, () -> new Legs(List.of(leg, leg)));
        assertThrows(IllegalArgumentException.class, () -> new Leg("own", Fen.ZERO));
    }

    /// Sales and refunds at random: every fen that leaves a wallet is in a sale, and comes back to
    /// the wallet that it left, no more than once.
    @Test
    void nothingIsLostOrMadeUp() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            var wallets = wallets(random);
            var left = new HashMap<String, Long>();
            wallets.forEach(it -> left.put(it.id(), (long) random.nextInt(2_000)));
            long amount = 1L + random.nextInt(3_000);
            boolean first = random.nextBoolean();

            var sale =
                    Legs.split(
                            new Fen(amount),
                            wallets,
                            first,
                            it -> new Fen(left.getOrDefault(it.id(), 0L)));
            assertEquals(slow(amount, wallets, first, left), sale, "round " + round);
            if (sale.isPresent()) {
                refunds(random, amount, sale.get());
            }
        }
    }

    private static void refunds(Random random, long amount, Legs sale) {
        var given = Legs.NONE;
        while (given.total().fen() < amount) {
            var wanted = new Fen(1 + random.nextInt((int) amount));
            var back = sale.giveBack(wanted, given);
            boolean fits = given.total().plus(wanted).fen() <= amount;
            assertEquals(fits, back.isPresent());
            if (fits) {
                assertEquals(wanted, back.orElseThrow().total());
                given = given.and(back.orElseThrow());
                for (var leg : given.legs()) {
                    assertTrue(leg.amount().compareTo(sale.of(leg.wallet())) <= 0, given::toString);
                }
            }
        }
        assertEquals(Set.copyOf(sale.legs()), Set.copyOf(given.legs()));
    }

    private static List<Wallet> wallets(Random random) {
        var wallets = new ArrayList<Wallet>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            var share =
                    switch (random.nextInt(3)) {
                        case 0 -> new Share.Whole();
                        case 1 -> new Share.Fixed(new Fen(random.nextInt(1_500)));
                        default -> new Share.Percent(1 + random.nextInt(100));
                    };
            wallets.add(new Wallet("w" + i, share, Term.NONE, random.nextBoolean()));
        }
        return wallets;
    }

    /// Fen by fen: each is paid by the first wallet that still may.
    private static Optional<Legs> slow(
            long amount, List<Wallet> wallets, boolean first, Map<String, Long> left) {
        var paid = new long[wallets.size()];
        for (long fen = 0; fen < amount; fen++) {
            boolean taken = false;
            for (int i = 0; i < paid.length && !taken; i++) {
                var wallet = wallets.get(i);
                boolean may =
                        (first || !wallet.firstHelpingOnly())
                                && paid[i] < left.getOrDefault(wallet.id(), 0L)
                                && paid[i] < most(wallet.share(), amount);
                if (may) {
                    paid[i]++;
                    taken = true;
                }
            }
            if (!taken) {
                return Optional.empty();
            }
        }
        var legs = new ArrayList<Leg>();
        for (int i = 0; i < paid.length; i++) {
            if (paid[i] > 0) {
                legs.add(new Leg(wallets.get(i).id(), new Fen(paid[i])));
            }
        }
        return Optional.of(new Legs(legs));
    }

    private static long most(Share share, long amount) {
        return switch (share) {
            case Share.Whole() -> amount;
            case Share.Fixed(var most) -> most.fen();
            case Share.Percent(int percent) -> amount * percent / 100;
        };
    }

    private static Optional<Legs> split(
            long amount, boolean first, Map<String, Long> left, Wallet... wallets) {
        return Legs.split(
                new Fen(amount),
                List.of(wallets),
                first,
                it -> new Fen(left.getOrDefault(it.id(), 0L)));
    }

    private static Optional<Legs> legs(Object... walletAndFen) {
        var legs = new ArrayList<Leg>();
        for (int i = 0; i < walletAndFen.length; i += 2) {
            legs.add(new Leg((String) walletAndFen[i], new Fen((Integer) walletAndFen[i + 1])));
        }
        return Optional.of(new Legs(legs));
    }
}
