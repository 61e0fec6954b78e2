package onecard.edge;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import onecard.access.Token;
import onecard.edge.intake.AtGate;
import onecard.edge.intake.TillFacts;
import onecard.money.Preorders;
import onecard.money.Statement;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import onecard.site.SiteVisitors;

/// What one reader of a till looks up in the lists that its point names. For that reader's thread.
///
/// @param orders none where nothing is handed out
record TillViews(
        Function<Token, Optional<Statement>> accounts, Supplier<Optional<Preorders>> orders)
        implements TillFacts {

    /// What is known at that reader; nothing where nobody sells.
    static TillFacts of(SiteProfile site, Books books, String reader) {
        return site.points().stream()
                .filter(point -> point.readers().containsKey(reader))
                .findFirst()
                .<TillFacts>map(
                        point ->
                                point.visitors().isPresent()
                                        ? gate(point.visitors().get(), books)
                                        : of(site, books, point))
                .orElse(TillFacts.NOTHING);
    }

    private static TillFacts gate(SiteVisitors visitors, Books books) {
        return new AtGate(
                books.held().guests(visitors.list()),
                visitors.early(),
                visitors.late(),
                new Once<>(books::lists));
    }

    /// Made at the first asking, by the thread that asks.
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> made;
        private Optional<T> held = Optional.empty();

        Once(Supplier<T> made) {
            this.made = made;
        }

        @Override
        public T get() {
            var it = held.orElseGet(made);
            held = Optional.of(it);
            return it;
        }
    }

    private static TillFacts of(SiteProfile site, Books books, SitePoint point) {
        if (point.till().isEmpty()) {
            return TillFacts.NOTHING;
        }
        return new TillViews(
                point.till()
                        .flatMap(SiteTill::accounts)
                        .map(list -> books.accounts(list, site.device()))
                        .orElse(_ -> Optional.empty()),
                point.profile()
                        .handsOut()
                        .map(terms -> books.held().orders(terms.list()))
                        .orElse(Optional::empty));
    }

    @Override
    public Optional<Statement> account(Token person) {
        return accounts.apply(person);
    }

    @Override
    public Optional<Preorders> preorders() {
        return orders.get();
    }
}
