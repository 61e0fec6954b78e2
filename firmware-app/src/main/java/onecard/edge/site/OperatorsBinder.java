package onecard.edge.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.Factor;
import onecard.access.Policy;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.money.Duty;
import onecard.money.Operators;
import onecard.money.Terms;
import onecard.point.canteen.Assortment;
import onecard.point.canteen.Attendance;
import onecard.point.canteen.TillProfile;
import org.snakeyaml.engine.v2.nodes.Node;

/// Binds who works at a till.
final class OperatorsBinder {

    /// Shorter than a till waits for their card.
    private static final Duration PIN_WITHIN = Duration.ofSeconds(20);

    private final Settings section;
    private final Times times;
    private final Optional<Duration> staleAfter;

    /// @param staleAfter as for whoever eats there
    OperatorsBinder(Settings section, Times times, Optional<Duration> staleAfter) {
        this.section = section;
        this.times = times;
        this.staleAfter = staleAfter;
    }

    TillProfile till(Assortment assortment, Terms terms) {
        var attendance =
                new Attendance(
                        section.flag("required"),
                        Duration.ofSeconds(section.whole("signed_out_after_s")));
        var duties = duties();
        return new TillProfile(
                assortment,
                terms,
                attendance,
                Optional.of(new Operators(policy(duties.keySet()), duties)));
    }

    private Map<String, Set<Duty>> duties() {
        var duties = new HashMap<String, Set<Duty>>();
        if (section.at("duties").isEmpty()) {
            for (var duty : Duty.values()) {
                duties.put(duty.name().toLowerCase(Locale.ROOT), Set.of(duty));
            }
        }
        section.named("duties").forEach((group, some) -> duties.put(group, duties(some)));
        return duties;
    }

    private static Set<Duty> duties(Node some) {
        return Nodes.items(some).stream()
                .flatMap(duty -> Nodes.text(duty).stream())
                .map(duty -> Duty.valueOf(duty.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whoever has a duty may sign in, at any time.
    private Policy policy(Set<String> groups) {
        return new Policy(
                Set.copyOf(section.items("lists")),
                groups,
                Optional.empty(),
                times.schedules(),
                Optional.empty(),
                Assurance.valueOf(section.text("least")),
                times.zone(),
                staleAfter,
                Policy.Untimed.PERMANENT_ONLY,
                CardTerms.NONE,
                false,
                section.flag("pin") ? Safeguards.NONE.with(pin()) : Safeguards.NONE);
    }

    private static SecondFactor pin() {
        return new SecondFactor(Factor.PIN, Set.of(), Optional.empty(), PIN_WITHIN);
    }
}
