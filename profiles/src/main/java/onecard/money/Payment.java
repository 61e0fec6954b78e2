package onecard.money;

import java.util.List;

/// How a terminal is paid. It says so, and never changes it by itself.
public sealed interface Payment {

    /// From accounts that a host keeps: the terminal goes by what it said last, and by its own
    /// sales since.
    ///
    /// @param wallets in the order in which they are taken
    record Accounts(List<Wallet> wallets, Credit credit) implements Payment {

        /// @throws IllegalArgumentException if there is no wallet, or two are called alike
        public Accounts {
            wallets = List.copyOf(wallets);
            if (wallets.isEmpty()
                    || wallets.stream().map(Wallet::id).distinct().count() < wallets.size()) {
                throw new IllegalArgumentException("wallets of different names: " + wallets);
            }
        }
    }

    /// Nothing is paid; meals are counted.
    record Counted() implements Payment {}

    /// From the electronic purse on the card itself: what it holds is all that counts, and nothing
    /// that a host says.
    record Purse() implements Payment {

        /// The one wallet of such a sale.
        public static final String WALLET = "purse";
    }
}
