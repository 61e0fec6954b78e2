package onecard.money;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.ListVersion;
import onecard.access.Renamed;
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
    private final Renamed renamed;
    private final Renamed known;

    private Preorders(ListVersion list, Map<Token, Preorder> byId, Renamed renamed) {
        this.list = list;
        this.byId = Map.copyOf(byId);
        byDiner =
                byId.values().stream()
                        .sorted(ORDER)
                        .collect(
                                Collectors.groupingBy(
                                        Preorder::diner, Collectors.toUnmodifiableList()));
        this.renamed = renamed;
        known = Renamed.NOTHING;
    }

    private Preorders(Preorders of, Renamed known) {
        list = of.list;
        byId = of.byId;
        byDiner = of.byDiner;
        renamed = of.renamed;
        this.known = known;
    }

    /// Of an order that is told twice, and not alike, nobody can tell which holds: it is none.
    public static Preorders of(ListVersion list, List<Preorder> said) {
        return of(list, said, Renamed.NOTHING);
    }

    /// The same of a list that was made while the site's key was rolled.
    ///
    /// @param renamed what its tokens were before: whoever goes by it goes over to them
    public static Preorders of(ListVersion list, List<Preorder> said, Renamed renamed) {
        var byId = new HashMap<Token, Preorder>();
        var twice = new HashSet<Token>();
        for (var order : said) {
            var other = byId.putIfAbsent(order.id(), order);
            if (other != null && !other.equals(order)) {
                twice.add(order.id());
            }
        }
        byId.keySet().removeAll(twice);
        return new Preorders(list, byId, renamed);
    }

    public ListVersion list() {
        return list;
    }

    /// How many there are.
    public int size() {
        return byId.size();
    }

    /// The same for somebody who was known by another token before: a list of before knows them by
    /// that one, and one of the present key whoever is known here by the former.
    public Preorders under(Renamed known) {
        return known.isNothing() ? this : new Preorders(this, known);
    }

    /// What that person and their orders were before, by what the list says: another list may know
    /// them by their former token still.
    public Renamed renamed(Token diner) {
        return renamed.isNothing()
                ? renamed
                : renamed.only(
                        Stream.concat(
                                        Stream.of(renamed.of(diner)),
                                        of(diner).stream().map(Preorder::id))
                                .toList());
    }

    /// That person's, in the order in which their times are over.
    public List<Preorder> of(Token diner) {
        return nothingRenamed() ? byDiner.getOrDefault(diner, List.of()) : renamedOf(diner);
    }

    private boolean nothingRenamed() {
        return renamed.isNothing() && known.isNothing();
    }

    private List<Preorder> renamedOf(Token diner) {
        return renamed
                .names(diner, known)
                .map(name -> byDiner.getOrDefault(name, List.of()))
                .filter(all -> !all.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(order -> order.of(known.of(order.id()), diner))
                .toList();
    }

    public Optional<Preorder> order(Token id) {
        if (nothingRenamed()) {
            return Optional.ofNullable(byId.get(id));
        }
        return renamed.names(id, known)
                .flatMap(name -> Optional.ofNullable(byId.get(name)).stream())
                .findFirst()
                .map(order -> order.of(known.of(order.id()), known.of(order.diner())));
    }
}
