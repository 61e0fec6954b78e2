package onecard.edge.site;

import static onecard.edge.words.Message.NO_SUCH_KNOWN;
import static onecard.edge.words.Message.NO_SUCH_NEAR;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.WRITE_DATE;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.CardTerms;
import onecard.hal.card.ReadingPlan;
import onecard.site.CardLayout;
import onecard.site.Problem;

/// What a site file says of cards: layouts of its own, which applications a reader tries, and
/// what a point demands of a card.
final class CardBinder {

    private final Settings site;
    private final List<Problem> problems;

    CardBinder(Settings site, List<Problem> problems) {
        this.site = site;
        this.problems = problems;
    }

    Map<String, CardLayout> layouts() {
        return new LayoutBinder(problems).layouts(site);
    }

    /// The applications a reader names, each known or a layout of this site.
    List<String> applications(Settings reader, String path) {
        var known = new TreeSet<>(ReadingPlan.KNOWN);
        known.addAll(site.named("cards").keySet());
        for (var name : reader.items("applications")) {
            if (!known.contains(name)) {
                var near = ShapeCheck.nearest(name, List.copyOf(known));
                problems.add(
                        reader.problem(
                                "applications",
                                path + ".applications",
                                "reference",
                                name,
                                near.map(found -> NO_SUCH_NEAR.with("card application", found))
                                        .orElseGet(
                                                () ->
                                                        NO_SUCH_KNOWN.with(
                                                                "card application",
                                                                String.join(", ", known)))));
            }
        }
        return reader.items("applications");
    }

    /// What a point demands of a card.
    CardTerms terms(Settings point, String path) {
        Optional<LocalDate> expiredUntil = Optional.empty();
        if (point.at("expired_until").isPresent()) {
            try {
                expiredUntil = Optional.of(LocalDate.parse(point.text("expired_until")));
            } catch (DateTimeException _) {
                problems.add(point.problem("expired_until", path, "date", WRITE_DATE.with()));
            }
            if (!point.flag("valid_card_only")) {
                problems.add(
                        point.problem(
                                "expired_until",
                                path,
                                "without_effect",
                                ONLY_WITH.with("valid_card_only: true")));
            }
        }
        return new CardTerms(
                point.flag("valid_card_only"),
                expiredUntil,
                (int) point.whole("renew_within_days"),
                Set.copyOf(new HashSet<>(point.items("regions"))));
    }
}
