package onecard.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The visitors that a list expects: by which credentials they may be known, and what was agreed.
/// Immutable.
///
/// @param list that says so
/// @param passes by their tokens
/// @param bound the passes that each credential stands for, in the order in which they end
/// @param renamed what the list says that its tokens were before, where it was made while the
///     site's key was rolled: whoever goes by it goes over to them
public record Guests(
        ListVersion list,
        Map<Token, Pass> passes,
        Map<Party.Shown, List<Pass>> bound,
        Renamed renamed) {

    public Guests {
        passes = Map.copyOf(passes);
        bound = Map.copyOf(bound);
    }

    /// A credential that is bound to a pass.
    public record Binding(Party.Shown by, Pass pass) {}

    /// A pass of which two credentials say something else was agreed is none: nobody can tell which
    /// is meant.
    public static Guests of(ListVersion list, List<Binding> bindings) {
        return of(list, bindings, Renamed.NOTHING);
    }

    /// The same of a list that says what its tokens were before.
    public static Guests of(ListVersion list, List<Binding> bindings, Renamed renamed) {
        var passes = new HashMap<Token, Pass>();
        var unclear = new LinkedHashSet<Token>();
        for (var one : bindings) {
            var before = passes.putIfAbsent(one.pass().token(), one.pass());
            if (before != null && !before.equals(one.pass())) {
                unclear.add(one.pass().token());
            }
        }
        passes.keySet().removeAll(unclear);
        passes.replaceAll((_, pass) -> pass.saidBy(list));
        var bound = new HashMap<Party.Shown, List<Pass>>();
        for (var one : bindings) {
            if (passes.containsKey(one.pass().token())) {
                bound.computeIfAbsent(one.by(), _ -> new ArrayList<>())
                        .add(passes.get(one.pass().token()));
            }
        }
        bound.replaceAll((_, all) -> sorted(all));
        return new Guests(list, passes, bound, renamed);
    }

    private static List<Pass> sorted(List<Pass> passes) {
        return passes.stream()
                .distinct()
                .sorted(
                        Comparator.comparing(Pass::until)
                                .thenComparing(pass -> pass.token().toString()))
                .toList();
    }

    /// What that credential stands for.
    public List<Pass> of(Party.Shown by) {
        return bound.getOrDefault(by, List.of());
    }

    /// The same of somebody who was known by another token before: a list of before knows them by
    /// that one, and one of the present key whoever is known here by the former.
    public List<Pass> of(Party.Shown by, Renamed known) {
        if (renamed.isNothing() && known.isNothing()) {
            return of(by);
        }
        return renamed
                .names(by.token(), known)
                .map(name -> of(new Party.Shown(by.kind(), name)))
                .filter(all -> !all.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(pass -> pass.renamed(known))
                .toList();
    }

    /// What was agreed of that pass; empty if the list does not know it.
    public Optional<Pass> pass(Token token) {
        return Optional.ofNullable(passes.get(token));
    }

    /// The same of one that was known by another token before.
    public Optional<Pass> pass(Token token, Renamed known) {
        if (renamed.isNothing() && known.isNothing()) {
            return pass(token);
        }
        return renamed.names(token, known)
                .flatMap(name -> pass(name).stream())
                .findFirst()
                .map(pass -> pass.renamed(known));
    }

    /// Those that something is agreed of.
    public Set<Token> tokens() {
        return passes.keySet();
    }
}
