package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import onecard.edge.crypto.Secrets;
import onecard.edge.lists.ListType;
import onecard.edge.pass.PassId;
import onecard.edge.state.HeldLists;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.money.Payment;
import onecard.money.Terms;
import onecard.money.Wallet;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import onecard.words.Words;

/// Those whose cards are in the hand, as the lists of any site want them: who may pass, what stands
/// in their wallets, whom a meeting expects, what things cost.
public final class People {

    /// Cents of yuan: enough for the day, and for one meal hardly.
    private static final int PLENTY_FEN = 5_000_000;

    private static final int LITTLE_FEN = 300;

    private static final int MEETING_HOURS = 8;

    private static final String VISITS =
            "kind,id,pass,host,points,groups,valid_from,valid_until,entries,exits,escort,card\n";

    private final SiteProfile site;
    private final Path state;
    private final Host host;
    private final BroughtLists lists;

    public People(SiteProfile site, Path state, Host host, BroughtLists lists) {
        this.site = site;
        this.state = state;
        this.host = host;
        this.lists = lists;
    }

    /// Brings every list of the site, as far as that goes; the daemon must serve.
    ///
    /// @param told each by its name, once it is in force, or why it is not
    public void bring(Consumer<Words> told) throws IOException {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var accounts = accounts();
        var types = HeldLists.types(site);
        for (var list : new TreeSet<>(site.lists().keySet())) {
            if (types.get(list) == ListType.ORDERS) {
                continue; // nobody has ordered anything
            }
            try {
                if (accounts.contains(list)) {
                    lists.bring(wallets(list));
                } else {
                    lists.bring(list, csv(types.getOrDefault(list, ListType.PEOPLE), now));
                }
                told.accept(Message.SIMULATE_LIST.with(list));
            } catch (Failed failed) {
                told.accept(failed.words());
            }
        }
    }

    private Set<String> accounts() {
        var accounts = new LinkedHashSet<String>();
        for (var point : site.points()) {
            point.till().flatMap(SiteTill::accounts).ifPresent(accounts::add);
        }
        return accounts;
    }

    private String csv(ListType type, Instant now) {
        return switch (type) {
            case PASSES -> VISITS + visit(new PassId(0), List.of(), now, now.plusSeconds(3_600));
            case ROSTER -> roster(now);
            case PRICES ->
                    """
                    item,name,price_fen,per,valid_from,valid_until
                    1,米饭,100,,,
                    2,小菜,300,,,
                    3,半荤,600,,,
                    4,大荤,900,,,
                    """;
            case PEOPLE, PLATES, OPERATORS, WALLETS, ORDERS -> csv(groups());
        };
    }

    /// All of them, as a list of people.
    ///
    /// @param groups that each is in, with `;` between them
    public static String csv(String groups) {
        return Catalogue.resource("people.csv").replace("GROUPS", groups);
    }

    /// Every group that some point asks for, `staff` if none does.
    private String groups() {
        var groups = new TreeSet<String>();
        for (var point : site.points()) {
            groups.addAll(point.policy().groups());
            point.profile()
                    .operators()
                    .ifPresent(operators -> groups.addAll(operators.duties().keySet()));
        }
        return groups.isEmpty() ? "staff" : String.join(";", groups);
    }

    private Path wallets(String list) throws IOException {
        var ids = new TreeSet<String>();
        for (var point : site.points()) {
            point.profile().sells().map(Terms::payment).ifPresent(payment -> wallets(payment, ids));
        }
        var csv = new StringBuilder("subject,wallet,balance_fen,as_of,included\n");
        for (var wallet : ids) {
            for (var person : Set.of("ann", "dora", "cleaner")) {
                csv.append("%s,%s,%d,NOW,\n".formatted(person, wallet, PLENTY_FEN));
            }
            csv.append("chen,%s,%d,NOW,\n".formatted(wallet, LITTLE_FEN));
        }
        var tokens = Secrets.tokens(site.keys(), state);
        return host.accounts(list, csv.toString(), site.site(), tokens, site.timezone());
    }

    private static void wallets(Payment payment, Set<String> ids) {
        switch (payment) {
            case Payment.Accounts(var wallets, _) ->
                    wallets.stream().map(Wallet::id).forEach(ids::add);
            case Payment.Counted _, Payment.Purse _ -> {
                // Nothing stands in an account.
            }
        }
    }

    private static String roster(Instant now) {
        var times = "%s,%s".formatted(now, now.plus(MEETING_HOURS, ChronoUnit.HOURS));
        return """
                subject,meeting,role,seat,valid_from,valid_until,consent
                ann,meeting-1,chair,A 1,%1$s,
                chen,meeting-1,,A 2,%1$s,
                dora,meeting-1,,A 3,%1$s,
                """
                .formatted(times);
    }

    /// A visitor who is expected once at those points, with a temporary card, as a row.
    static String visit(PassId id, List<String> points, Instant from, Instant until) {
        var at = String.join(";", points);
        return "uid,04c1d2e3f4a5b6,%s,ann,%s,,%s,%s,1,1,,1".formatted(id, at, from, until);
    }
}
