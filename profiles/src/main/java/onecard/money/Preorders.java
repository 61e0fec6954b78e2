package onecard.money;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.access.ListVersion;
import onecard.access.Token;

/// The orders of one version of a list, by person and by order. Immutable; any thread.
public final class Preorders {

    /// Whose time is over first goes first; the same for any order they came in.
    private static final Comparator<Preorder> ORDER =
            Comparator.comparing(Preorder::until)
                    .thenComparing(it -> it.id().high(), Long::compareUnsigned)
                    .thenComparing(it -> it.id().low(), Long::compareUnsigned);

    private final ListVersion list;
    private final Map<Token, Preorder> byId;
    private final Map<Token, List<Preorder>> byDiner;

    private Preorders(ListVersion list, Map<Token, Preorder> byId) {
        this.list = list;
        this.byId = Map.copyOf(byId);
        byDiner =
                byId.values().stream()
                        .sorted(ORDER)
                        .collect(
                                Collectors.groupingBy(
                                        Preorder::diner, Collectors.toUnmodifiableList()));
    }

    /// Of an order that is told twice, and not alike, nobody can tell which holds: it is none.
    public static Preorders of(ListVersion list, List<Preorder> said) {
        var byId = new HashMap<Token, Preorder>();
        var twice = new HashSet<Token>();
        for (var order : said) {
            var other = byId.putIfAbsent(order.id(), order);
            if (other != null && !other.equals(order)) {
                twice.add(order.id());
            }
        }
        byId.keySet().removeAll(twice);
        return new Preorders(list, byId);
    }

    public ListVersion list() {
        return list;
    }

    /// How many there are.
    public int size() {
        return byId.size();
    }

    /// That person's, in the order in which their times are over.
    public List<Preorder> of(Token diner) {
        return byDiner.getOrDefault(diner, List.of());
    }

    public Optional<Preorder> order(Token id) {
        return Optional.ofNullable(byId.get(id));
    }
}
