package onecard.money;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Where the host counted something else in a batch than was settled. It changes nothing: people
/// look for the reason in the records of both.
///
/// @param members what differs, in a stable order
public record Difference(Settlement settled, List<Member> members) {

    /// How many sales there were.
    public static final String SALES = "sales";

    /// What is left of them, in fen.
    public static final String NET = "net_fen";

    private static final String WALLET = "wallet ";

    /// One number that differs.
    ///
    /// @param name [#SALES], [#NET], or `wallet ID`: the net of that wallet, in fen
    /// @param here as it was settled
    public record Member(String name, long here, long host) {
        public boolean isMoney() {
            return !name.equals(SALES);
        }
    }

    public Difference {
        members = List.copyOf(members);
    }

    /// What differs; a wallet that one side does not know has nothing there.
    ///
    /// @param host of the same batch
    public static Difference of(Settlement settled, HostCount host) {
        var totals = settled.batch().totals();
        var members = new ArrayList<Member>();
        add(members, SALES, totals.of(Totals.Kind.SALE).count(), host.sales());
        add(members, NET, totals.netFen(), host.netFen());
        if (!host.wallets().isEmpty()) {
            var wallets = new TreeSet<>(host.wallets().keySet());
            totals.wallets().keySet().forEach(drawn -> wallets.add(drawn.wallet()));
            for (var wallet : wallets) {
                long there = host.wallets().getOrDefault(wallet, 0L);
                add(members, WALLET + wallet, totals.netFen(wallet), there);
            }
        }
        return new Difference(settled, members);
    }

    private static void add(List<Member> members, String name, long here, long host) {
        if (here != host) {
            members.add(new Member(name, here, host));
        }
    }

    public boolean isNone() {
        return members.isEmpty();
    }
}
