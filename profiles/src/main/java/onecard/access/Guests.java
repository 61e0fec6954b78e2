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
public record Guests(
        ListVersion list, Map<Token, Pass> passes, Map<Party.Shown, List<Pass>> bound) {

    public Guests {
        passes = Map.copyOf(passes);
        bound = Map.copyOf(bound);
    }

    /// A credential that is bound to a pass.
    public record Binding(Party.Shown by, Pass pass) {}

    /// A pass of which two credentials say something else was agreed is none: nobody can tell which
    /// is meant.
    public static Guests of(ListVersion list, List<Binding> bindings) {
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
        return new Guests(list, passes, bound);
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

    /// What was agreed of that pass; empty if the list does not know it.
    public Optional<Pass> pass(Token token) {
        return Optional.ofNullable(passes.get(token));
    }

    /// Those that something is agreed of.
    public Set<Token> tokens() {
        return passes.keySet();
    }
}
