package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.Token;
import onecard.edge.store.registry.WalletEntry.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is put into a row comes out of it, each person's apart; what was not put in never does.
class WalletRowTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everybodyFindsTheirOwn(long seed) {
        var random = new Random(seed);
        for (int row = 0; row < 200; row++) {
            var accounts = accounts(random);
            var bytes = WalletRow.of(accounts);
            for (var account : accounts) {
                var theirs =
                        accounts.stream()
                                .filter(it -> it.person().equals(account.person()))
                                .toList();
                assertEquals(Optional.of(theirs), WalletRow.find(bytes, account.person()));
            }
            var stranger = new Token(random.nextLong(), 7);
            assertEquals(Optional.of(List.of()), WalletRow.find(bytes, stranger));
        }
    }

    @Test
    void whatWasSettledTogetherStandsOnce() {
        var places = "till-1:7f3a19c2:42;".repeat(10) + "till-2:0a1b2c3d:7";
        int one = WalletRow.of(settled(1, places)).length;
        int eight = WalletRow.of(settled(8, places)).length;

        assertEquals(7 * 36, eight - one, "a person more is 36 bytes more");
    }

    private static List<WalletEntry> settled(int people, String places) {
        var accounts = new ArrayList<WalletEntry>();
        for (int i = 0; i < people; i++) {
            accounts.add(
                    new WalletEntry(new Token(i, i), "personal", i, new Standing(1_000, places)));
        }
        return accounts;
    }

    /// No bit of a row may change what somebody has.
    @Test
    void aDamagedRowIsNone() {
        var accounts = settled(3, "till-1:7f3a19c2:42");
        var row = WalletRow.of(accounts);
        for (int bit = 0; bit < row.length * 8; bit++) {
            var damaged = row.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            for (var account : accounts) {
                assertEquals(Optional.empty(), WalletRow.find(damaged, account.person()));
            }
        }
        for (int length = 0; length < row.length; length++) {
            var cut = Arrays.copyOf(row, length);
            assertEquals(Optional.empty(), WalletRow.find(cut, new Token(1, 1)), "of " + length);
        }
        var longer = Arrays.copyOf(row, row.length + 1);
        assertEquals(Optional.empty(), WalletRow.find(longer, new Token(1, 1)));
    }

    private static List<WalletEntry> accounts(Random random) {
        var accounts = new ArrayList<WalletEntry>();
        for (int person = random.nextInt(20); person >= 0; person--) {
            var token = new Token(random.nextLong(), random.nextLong());
            for (int wallet = random.nextInt(4); wallet >= 0; wallet--) {
                accounts.add(
                        new WalletEntry(
                                token,
                                "w".repeat(1 + random.nextInt(32)),
                                random.nextLong(),
                                standing(random)));
            }
        }
        return accounts;
    }

    private static Standing standing(Random random) {
        return new Standing(
                random.nextInt(3), "till-%d:0a1b2c3d:7;".formatted(random.nextInt(3)).repeat(2));
    }
}
