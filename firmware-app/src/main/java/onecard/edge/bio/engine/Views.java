package onecard.edge.bio.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onecard.edge.match.Template;

/// In which order somebody's templates are compared, where not all of them are.
public final class Views {

    /// Each template that is compared shares the rate of false matches.
    public static final int MAX = 5;

    private Views() {}

    /// The newest of each finger, then the next of each: nobody is shut out by a second finger, or
    /// by a first one that is cut.
    ///
    /// @return [#MAX] at most; what is left out is not wiped
    public static List<Template> inTurn(List<Template> all) {
        var newest =
                all.stream()
                        .sorted(Comparator.comparing(Template::captured).reversed())
                        .collect(
                                Collectors.groupingBy(
                                        Template::position, TreeMap::new, Collectors.toList()));
        var chosen = new ArrayList<Template>();
        for (int turn = 0; chosen.size() < Math.min(all.size(), MAX); turn++) {
            for (var views : newest.values()) {
                if (turn < views.size() && chosen.size() < MAX) {
                    chosen.add(views.get(turn));
                }
            }
        }
        return List.copyOf(chosen);
    }
}
